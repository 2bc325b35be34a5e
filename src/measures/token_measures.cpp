// SPDX-License-Identifier: Apache-2.0
#include "measures/token_measures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include "maps/token_norms.h"
#include "measures/cosines.h"
#include "measures/dimensions.h"

namespace vitviz::measures {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
constexpr int kLargest = 5;  // dimensions of a token, and patches

std::vector<Table> empty_tables() {
  return {{.name = "tokens",
           .keys = {"block", "state"},
           .columns = {"cls_patch_mean", "cls_patch_std", "patch_patch_mean", "patch_patch_std"}},
          {.name = "norms",
           .keys = {"block"},
           .columns = {"cls", "registers", "patches_mean", "patches_median", "patches_min",
                       "patches_max", "outliers"}},
          {.name = "outliers",
           .keys = {"block", "row", "col"},
           .columns = {"norm"},
           .is_comparable = false},
          {.name = "dimensions",
           .keys = {"block", "token", "rank"},
           .columns = {"dimension", "value", "gain"},
           .is_comparable = false},
          {.name = "readout",
           .keys = {"block"},
           .columns = {"cosine", "cosine_normed", "cls_norm", "mean_norm"}}};
}

double mean_of(tensor::ConstVectorRef numbers) {
  if (numbers.size() == 0) return kNothing;
  return numbers.cast<double>().mean();
}

double cosine(const Eigen::RowVectorXd& a, const Eigen::RowVectorXd& b) {
  const double lengths = a.norm() * b.norm();
  return lengths > 0 ? a.dot(b) / lengths : 0;
}

// The mean of the rows [N, D].
Eigen::RowVectorXd mean_row(tensor::ConstMatrixRef rows) {
  Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(rows.cols());
  for (Eigen::Index row = 0; row < rows.rows(); ++row) sum += rows.row(row).cast<double>();
  return sum / static_cast<double>(rows.rows());
}

}  // namespace

TokenMeasures::TokenMeasures(const model::VisionTransformer& model, tensor::PatchGrid grid,
                             std::vector<int> sample)
    : model_(model),
      grid_(grid),
      prefix_(model.blueprint().prefix_count()),
      sample_(std::move(sample)),
      tables_(empty_tables()) {}

std::vector<Row>& TokenMeasures::rows_of(const char* table) {
  const auto found = std::find_if(tables_.begin(), tables_.end(),
                                  [table](const Table& one) { return one.name == table; });
  return found->rows;
}

tensor::Matrix TokenMeasures::measured(tensor::ConstMatrixRef tokens) const {
  if (sample_.empty()) return tokens;
  return tokens(sample_, Eigen::all);
}

int TokenMeasures::measured_prefix() const {
  if (sample_.empty()) return prefix_;
  return model_.blueprint().has_cls() ? 1 : 0;
}

tensor::Matrix TokenMeasures::normed(const model::PatchAndPrefix<nn::LayerNorm>& norm,
                                     const tensor::Matrix& measured) const {
  tensor::Matrix result(measured.rows(), measured.cols());
  norm.apply(measured, result, measured_prefix());
  return result;
}

void TokenMeasures::see_entering(int block, tensor::ConstMatrixRef tokens,
                                 base::ThreadPool& threads) {
  const auto& norm = model_.weights().blocks[static_cast<std::size_t>(block)].norm1;
  const tensor::Matrix input = measured(tokens);
  const tensor::Matrix after_norm = normed(norm, input);
  if (block == 0) {
    add_cosines(block, {{"input", input}, {"norm1", after_norm}}, threads);
  } else {
    // They are those that left the block before.
    Row same = rows_of("tokens").back();
    same.keys = {block, "input"};
    rows_of("tokens").push_back(std::move(same));
    add_cosines(block, {{"norm1", after_norm}}, threads);
  }
  const int blocks = model_.blueprint().blocks;
  const std::set<int> shown = {0, blocks / 2, blocks - 1};
  if (shown.contains(block)) add_dimensions(block, tokens);
}

void TokenMeasures::see_between(int block, tensor::ConstMatrixRef tokens,
                                base::ThreadPool& threads) {
  const auto& norm = model_.weights().blocks[static_cast<std::size_t>(block)].norm2;
  const tensor::Matrix between = measured(tokens);
  add_cosines(block, {{"attention", between}, {"norm2", normed(norm, between)}}, threads);
}

void TokenMeasures::see_leaving(int block, tensor::ConstMatrixRef tokens,
                                base::ThreadPool& threads) {
  tensor::Matrix final = tokens;
  model_.apply_final_norm(final, threads);
  add_cosines(block, {{"mlp", measured(tokens)}}, threads);
  if (block + 1 == model_.blueprint().blocks) {
    add_cosines(block, {{"final", measured(final)}}, threads);
  }
  add_norms(block, tokens);
  add_readout(block, tokens, final);
}

Row TokenMeasures::cosines_of(int block, const State& state) const {
  const tensor::Matrix units = unit_rows(state.tokens);
  const auto patches = units.bottomRows(units.rows() - measured_prefix());
  Spread to_cls{kNothing, kNothing};
  if (model_.blueprint().has_cls()) to_cls = cosines_to(units.row(0), patches);
  const Spread among = cosines_among(patches);
  return {{block, state.name}, {to_cls.mean, to_cls.deviation, among.mean, among.deviation}};
}

void TokenMeasures::add_cosines(int block, const std::vector<State>& states,
                                base::ThreadPool& threads) {
  std::vector<Row> rows(states.size());
  threads.parallel_for(static_cast<int>(rows.size()), [&](int i, int /*worker*/) {
    const auto index = static_cast<std::size_t>(i);
    rows[index] = cosines_of(block, states[index]);
  });
  for (Row& row : rows) rows_of("tokens").push_back(std::move(row));
}

void TokenMeasures::add_norms(int block, tensor::ConstMatrixRef tokens) {
  const tensor::Vector norms = maps::token_norms(tokens);
  const tensor::Vector patches = norms.tail(grid_.count());
  const int cls = model_.blueprint().has_cls() ? 1 : 0;
  const maps::NormOutliers found = maps::find_outliers(patches);
  rows_of("norms").push_back(
      {{block},
       {cls > 0 ? static_cast<double>(norms(0)) : kNothing,
        mean_of(norms.segment(cls, prefix_ - cls)), mean_of(patches),
        static_cast<double>(found.median), static_cast<double>(patches.minCoeff()),
        static_cast<double>(patches.maxCoeff()), static_cast<double>(found.indices.size())}});
  for (const int patch : found.indices) {
    rows_of("outliers")
        .push_back({{block, patch / grid_.cols, patch % grid_.cols},
                    {static_cast<double>(patches(patch))}});
  }
  outliers_.push_back(found.indices);
}

void TokenMeasures::add_dimensions(int block, tensor::ConstMatrixRef tokens) {
  const auto& norm = model_.weights().blocks[static_cast<std::size_t>(block)].norm1;
  const auto add = [&](const std::string& name, int row, const nn::LayerNorm& of_token) {
    int rank = 0;
    for (const int dimension : largest_dimensions(tokens.row(row), kLargest)) {
      rows_of("dimensions")
          .push_back({{block, name, rank++},
                      {static_cast<double>(dimension), static_cast<double>(tokens(row, dimension)),
                       static_cast<double>(of_token.scale(dimension))}});
    }
  };
  if (model_.blueprint().has_cls()) add("cls", 0, norm.prefix ? *norm.prefix : norm.patches);
  for (const int patch : rows_of_largest(tokens.bottomRows(grid_.count()), kLargest)) {
    const std::string place =
        std::to_string(patch / grid_.cols) + "," + std::to_string(patch % grid_.cols);
    add(place, prefix_ + patch, norm.patches);
  }
}

void TokenMeasures::add_readout(int block, tensor::ConstMatrixRef tokens,
                                tensor::ConstMatrixRef normed) {
  if (!model_.blueprint().has_cls()) return;
  const Eigen::RowVectorXd mean = mean_row(tokens.bottomRows(grid_.count()));
  const Eigen::RowVectorXd cls = tokens.row(0).cast<double>();
  rows_of("readout").push_back(
      {{block},
       {cosine(cls, mean),
        cosine(normed.row(0).cast<double>(), mean_row(normed.bottomRows(grid_.count()))),
        cls.norm(), mean.norm()}});
}

}  // namespace vitviz::measures
