// SPDX-License-Identifier: Apache-2.0
#include "measures/attention_measures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "nn/weight_sums.h"
#include "tensor/row_span.h"

namespace vitviz::measures {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

std::size_t index(int count) { return static_cast<std::size_t>(count); }

void add_all(const std::vector<RowMeasures>& some, std::vector<RowMeasures>& all) {
  for (std::size_t head = 0; head < all.size(); ++head) all[head] += some[head];
}

// Of each two of the rows [H, T].
void add_products(tensor::ConstMatrixRef rows, Eigen::MatrixXd& products) {
  for (Eigen::Index a = 0; a < rows.rows(); ++a) {
    for (Eigen::Index b = a; b < rows.rows(); ++b) {
      products(a, b) +=
          static_cast<double>(nn::dot(tensor::row_span(rows, a), tensor::row_span(rows, b)));
    }
  }
}

}  // namespace

AttentionMeasures::AttentionMeasures(const RowShape& shape, int blocks, int heads)
    : shape_(shape), heads_(heads), blocks_(index(blocks), no_sums()) {}

AttentionMeasures::Sums AttentionMeasures::no_sums() const {
  return {std::vector<RowMeasures>(index(heads_)), std::vector<RowMeasures>(index(heads_)), 0,
          Eigen::MatrixXd::Zero(heads_, heads_)};
}

void AttentionMeasures::add(const Queries& queries, base::ThreadPool& threads) {
  constexpr int kQueries = 16;  // of a task
  const auto count = static_cast<int>(queries.tokens.size());
  std::vector<Sums> sums(index((count + kQueries - 1) / kQueries));
  threads.parallel_for(static_cast<int>(sums.size()), [&](int task, int /*worker*/) {
    const int first = task * kQueries;
    sums[index(task)] = sums_of(queries, first, std::min(kQueries, count - first));
  });
  Sums& block = blocks_[index(queries.block)];
  for (const Sums& some : sums) {
    add_all(some.cls, block.cls);
    add_all(some.patches, block.patches);
    block.patch_count += some.patch_count;
    block.products += some.products;
  }
}

// Of `count` of the queries.
AttentionMeasures::Sums AttentionMeasures::sums_of(const Queries& queries, int first,
                                                   int count) const {
  Sums sums = no_sums();
  PatchDistances distances(shape_);
  for (int i = first; i < first + count; ++i) {
    const auto rows = queries.weights.middleRows(i * heads_, heads_);
    add_products(rows, sums.products);
    const int token = queries.tokens[index(i)];
    const bool is_patch = token >= shape_.prefix;
    sums.patch_count += is_patch ? 1 : 0;
    if (!is_patch && !(token == 0 && shape_.has_cls)) continue;
    const auto from = is_patch ? distances.from(token - shape_.prefix) : std::span<const float>();
    std::vector<RowMeasures>& of_heads = is_patch ? sums.patches : sums.cls;
    for (int head = 0; head < heads_; ++head) {
      of_heads[index(head)] += measure_row(tensor::row_span(rows, head), shape_, from);
    }
  }
  return sums;
}

// Without distances, which a patch alone has.
std::vector<double> AttentionMeasures::values_of(const RowMeasures& of_query) const {
  const bool has_registers = shape_.prefix > (shape_.has_cls ? 1 : 0);
  return {of_query.entropy,
          kNothing,
          kNothing,
          shape_.has_cls ? of_query.cls : kNothing,
          has_registers ? of_query.registers : kNothing,
          of_query.strongest};
}

Table AttentionMeasures::by_query() const {
  Table table{.name = "attention",
              .keys = {"block", "head", "query"},
              .columns = {"entropy", "distance", "distance_renormalised", "share_cls",
                          "share_registers", "share_top10"}};
  for (std::size_t block = 0; block < blocks_.size(); ++block) {
    for (int head = 0; head < heads_; ++head) {
      const auto number = static_cast<int>(block);
      if (shape_.has_cls) {
        const RowMeasures& cls = blocks_[block].cls[index(head)];
        table.rows.push_back({{number, head, "cls"}, values_of(cls)});
      }
      RowMeasures patches = blocks_[block].patches[index(head)];
      patches /= static_cast<double>(blocks_[block].patch_count);
      std::vector<double> values = values_of(patches);
      values[1] = patches.distance;
      values[2] = patches.renormalised;
      table.rows.push_back({{number, head, "patches"}, std::move(values)});
    }
  }
  return table;
}

Table AttentionMeasures::between_heads() const {
  Table table{.name = "heads", .keys = {"block", "head_a", "head_b"}, .columns = {"cosine"}};
  for (std::size_t block = 0; block < blocks_.size(); ++block) {
    const Eigen::MatrixXd& products = blocks_[block].products;
    for (int a = 0; a < heads_; ++a) {
      for (int b = a + 1; b < heads_; ++b) {
        table.rows.push_back({{static_cast<int>(block), a, b},
                              {products(a, b) / std::sqrt(products(a, a) * products(b, b))}});
      }
    }
  }
  return table;
}

}  // namespace vitviz::measures
