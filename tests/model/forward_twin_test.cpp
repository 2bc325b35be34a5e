// SPDX-License-Identifier: Apache-2.0
// The forward pass against the paper's equations in double precision, with the parts that only some
// families have: each by itself, so that a failure names it, and all of them together.
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "model/block_keeper.h"
#include "model/observed_queries.h"
#include "model/vision_transformer.h"
#include "support/matrix_near.h"
#include "twin.h"

namespace vitviz::model {
namespace {

using test::DoubleMatrix;
using test::LinearTwin;
using test::NormTwin;

constexpr int kWidth = 16;
constexpr int kHeads = 2;
constexpr int kHeadWidth = kWidth / kHeads;
constexpr int kMlp = 24;
constexpr int kPrefix = 2;
constexpr tensor::PatchGrid kGrid{3, 5};
constexpr int kTokens = kPrefix + 15;
constexpr int kPatchNumbers = 3 * 2 * 2;
constexpr double kTolerance = 2e-5;  // two blocks of float32, numbers below 5

struct Parts {
  bool norm_pre = false;       // CLIP
  bool gate = false;           // SwiGLU
  bool hidden_norm = false;    // BEiT-3
  bool output_norm = false;    // BEiT-3
  bool head_norms = false;     // of queries and keys
  bool extra_key = false;      // a key and value that belong to no token
  bool prefix_layers = false;  // others for the prefix tokens than for the patches
};

struct BlockTwin {
  NormTwin norm1, norm2, output_norm, hidden_norm, query_norm, key_norm, prefix_norm1, prefix_norm2;
  LinearTwin query, key, value, projection, fc1, gate, fc2, prefix_query, prefix_fc2;
  tensor::Vector extra_key, extra_value;

  explicit BlockTwin(unsigned seed)
      : norm1(kWidth, seed + 1),
        norm2(kWidth, seed + 2),
        output_norm(kWidth, seed + 3),
        hidden_norm(kMlp, seed + 4),
        query_norm(kHeadWidth, seed + 5),
        key_norm(kHeadWidth, seed + 6),
        prefix_norm1(kWidth, seed + 7),
        prefix_norm2(kWidth, seed + 8),
        query(kWidth, kWidth, seed + 10),
        key(kWidth, kWidth, seed + 11),
        value(kWidth, kWidth, seed + 12),
        projection(kWidth, kWidth, seed + 13),
        fc1(kWidth, kMlp, seed + 14),
        gate(kWidth, kMlp, seed + 15),
        fc2(kMlp, kWidth, seed + 16),
        prefix_query(kWidth, kWidth, seed + 17),
        prefix_fc2(kMlp, kWidth, seed + 18),
        extra_key(test::random_matrix(1, kWidth, seed + 20)),
        extra_value(test::random_matrix(1, kWidth, seed + 21)) {}
};

struct Twin {
  Parts parts;
  LinearTwin embedding{kPatchNumbers, kWidth, 1};
  tensor::Matrix prefix = test::random_matrix(kPrefix, kWidth, 2);
  tensor::Matrix positions = test::random_matrix(kGrid.count(), kWidth, 3);
  NormTwin norm_pre{kWidth, 4};
  std::vector<BlockTwin> blocks = {BlockTwin(100), BlockTwin(200)};
  NormTwin norm{kWidth, 5};
};

BlockWeights weights_of(const BlockTwin& twin, const Parts& parts) {
  BlockWeights w;
  w.norm1 = {twin.norm1.norm, {}};
  w.query = {twin.query.layer(), {}};
  w.key = {twin.key.layer(), {}};
  w.value = {twin.value.layer(), {}};
  w.projection = {twin.projection.layer(), {}};
  w.norm2 = {twin.norm2.norm, {}};
  w.mlp.fc1 = twin.fc1.layer();
  w.mlp.fc2 = {twin.fc2.layer(), {}};
  if (parts.gate) w.mlp.gate = twin.gate.layer();
  if (parts.hidden_norm) w.mlp.hidden_norm = twin.hidden_norm.norm;
  if (parts.output_norm) w.output_norm = twin.output_norm.norm;
  if (parts.head_norms) w.query_norm = twin.query_norm.norm;
  if (parts.head_norms) w.key_norm = twin.key_norm.norm;
  if (parts.extra_key) w.extra_key = twin.extra_key;
  if (parts.extra_key) w.extra_value = twin.extra_value;
  if (parts.prefix_layers) {
    w.norm1.prefix = twin.prefix_norm1.norm;
    w.norm2.prefix = twin.prefix_norm2.norm;
    w.query.prefix = twin.prefix_query.layer();
    w.mlp.fc2.prefix = twin.prefix_fc2.layer();
  }
  return w;
}

VisionTransformer model_of(const Twin& twin) {
  Blueprint blueprint;
  blueprint.name = "twin";
  blueprint.blocks = static_cast<int>(twin.blocks.size());
  blueprint.width = kWidth;
  blueprint.heads = kHeads;
  blueprint.patch = 2;
  blueprint.mlp_width = kMlp;
  blueprint.prefix = {PrefixToken::kCls, PrefixToken::kRegister};
  blueprint.trained_grid = kGrid;
  Weights w;
  w.patch_embedding = twin.embedding.layer();
  w.prefix = twin.prefix;
  w.positions = twin.positions;
  if (twin.parts.norm_pre) w.norm_pre = twin.norm_pre.norm;
  for (const BlockTwin& block : twin.blocks) w.blocks.push_back(weights_of(block, twin.parts));
  w.norm = twin.norm.norm;
  return {std::move(blueprint), std::move(w)};
}

// A layer for all tokens, another for the prefix where there is one.
template <typename Layer>
DoubleMatrix apart(const Layer& patches, const Layer& prefix, bool differ, const DoubleMatrix& x) {
  DoubleMatrix y = patches.of(x);
  if (differ) y.topRows(kPrefix) = prefix.of(x.topRows(kPrefix));
  return y;
}

DoubleMatrix normed_heads(const NormTwin& norm, bool wanted, DoubleMatrix x) {
  for (int head = 0; wanted && head < kHeads; ++head) {
    const DoubleMatrix one = x.middleCols(head * kHeadWidth, kHeadWidth);
    x.middleCols(head * kHeadWidth, kHeadWidth) = norm.of(one);
  }
  return x;
}

DoubleMatrix with_row(const DoubleMatrix& x, const tensor::Vector& row, bool wanted) {
  if (!wanted) return x;
  DoubleMatrix longer(x.rows() + 1, x.cols());
  longer << x, row.cast<double>();
  return longer;
}

// MSA(x), and the weights of CLS, [H, T].
struct Attended {
  DoubleMatrix output;
  DoubleMatrix of_cls;
};

Attended attended(const BlockTwin& block, const Parts& parts, const DoubleMatrix& x) {
  const DoubleMatrix q =
      normed_heads(block.query_norm, parts.head_norms,
                   apart(block.query, block.prefix_query, parts.prefix_layers, x));
  const DoubleMatrix k = with_row(normed_heads(block.key_norm, parts.head_norms, block.key.of(x)),
                                  block.extra_key, parts.extra_key);
  const DoubleMatrix v = with_row(block.value.of(x), block.extra_value, parts.extra_key);
  Attended result{DoubleMatrix(kTokens, kWidth), DoubleMatrix(kHeads, kTokens)};
  for (int head = 0; head < kHeads; ++head) {
    const auto columns = [&](const DoubleMatrix& all) -> DoubleMatrix {
      return all.middleCols(head * kHeadWidth, kHeadWidth);
    };
    DoubleMatrix weights =
        (columns(q) * columns(k).transpose() / std::sqrt(double{kHeadWidth})).array().exp();
    for (Eigen::Index row = 0; row < weights.rows(); ++row) {
      weights.row(row) /= weights.row(row).sum();
    }
    result.output.middleCols(head * kHeadWidth, kHeadWidth) = weights * columns(v);
    result.of_cls.row(head) = weights.row(0).leftCols(kTokens);
  }
  return result;
}

DoubleMatrix mlp(const BlockTwin& block, const Parts& parts, const DoubleMatrix& x) {
  DoubleMatrix hidden = block.fc1.of(x);
  if (parts.gate) {
    hidden = hidden.cwiseProduct(block.gate.of(x).unaryExpr(&test::silu));
  } else {
    hidden = hidden.unaryExpr(&test::gelu).eval();
  }
  if (parts.hidden_norm) hidden = block.hidden_norm.of(hidden);
  return apart(block.fc2, block.prefix_fc2, parts.prefix_layers, hidden);
}

struct Expected {
  std::vector<DoubleMatrix> attention;  // of CLS in each block, [H, T]
  DoubleMatrix tokens;
};

// y = LN(z_L), equation by equation.
Expected expected_of(const Twin& twin, const tensor::Matrix& patches) {
  const Parts& parts = twin.parts;
  DoubleMatrix z(kTokens, kWidth);
  z << twin.prefix.cast<double>(),
      twin.embedding.of(patches.cast<double>()) + twin.positions.cast<double>();
  if (parts.norm_pre) z = twin.norm_pre.of(z);
  Expected expected;
  for (const BlockTwin& block : twin.blocks) {
    Attended msa =
        attended(block, parts, apart(block.norm1, block.prefix_norm1, parts.prefix_layers, z));
    if (parts.output_norm) msa.output = block.output_norm.of(msa.output);
    z += block.projection.of(msa.output);
    z += mlp(block, parts, apart(block.norm2, block.prefix_norm2, parts.prefix_layers, z));
    expected.attention.push_back(msa.of_cls);
  }
  expected.tokens = twin.norm.of(z);
  return expected;
}

void check_parts(const Parts& parts) {
  Twin twin;
  twin.parts = parts;
  const VisionTransformer model = model_of(twin);
  const tensor::Matrix patches = test::random_matrix(kGrid.count(), kPatchNumbers, 7);
  const Expected expected = expected_of(twin, patches);
  for (const int thread_count : {1, 3}) {
    base::ThreadPool threads(thread_count);
    BlockKeeper keeper({0, 1}, {.attention = observed_queries(model.blueprint(), kGrid)});
    const Result result = model.forward(patches, kGrid, {Goal::kTokens, {&keeper}}, threads);
    test::check_near(result.tokens, expected.tokens.cast<float>(), kTolerance);
    for (std::size_t block = 0; block < 2; ++block) {
      test::check_near(keeper.kept()[block].attention, expected.attention[block].cast<float>(),
                       kTolerance);
    }
  }
}

TEST_CASE("the plain pass is the paper's equations") { check_parts({}); }
TEST_CASE("a norm before the blocks: CLIP") { check_parts({.norm_pre = true}); }
TEST_CASE("a gate in the MLP: SwiGLU") { check_parts({.gate = true}); }
TEST_CASE("a norm within the MLP: BEiT-3, EVA") { check_parts({.hidden_norm = true}); }
TEST_CASE("a norm within a gated MLP: EVA-02") { check_parts({.gate = true, .hidden_norm = true}); }
TEST_CASE("a norm of the attention output") { check_parts({.output_norm = true}); }
TEST_CASE("norms of each head's queries and keys") { check_parts({.head_norms = true}); }
TEST_CASE("a learned key and value") { check_parts({.extra_key = true}); }
TEST_CASE("other layers for the prefix tokens") { check_parts({.prefix_layers = true}); }
TEST_CASE("all parts together") { check_parts({true, true, true, true, true, true, true}); }

}  // namespace
}  // namespace vitviz::model
