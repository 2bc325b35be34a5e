// SPDX-License-Identifier: Apache-2.0
// Tokens made up to show what no small checkpoint does, in a model of which only the LayerNorms
// count.
#include "measures/token_measures.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "measures/reference_tables.h"

namespace vitviz::measures {
namespace {

// Shows it the stream of a case: what enters the first block, then what each attention and each MLP
// leaves.
TokenMeasures measure(const model::VisionTransformer& model, const std::string& of_case,
                      tensor::PatchGrid grid) {
  base::ThreadPool threads(2);
  const test::Array stream = test::measures_array(of_case, "stream.in");
  const int count = grid.count() + model.blueprint().prefix_count();
  REQUIRE(stream.shape[1] == count);
  const auto tokens = [&](int state) { return stream.matrix().middleRows(state * count, count); };
  TokenMeasures measures(model, grid);
  for (int block = 0; block < model.blueprint().blocks; ++block) {
    measures.see_entering(block, tokens(2 * block), threads);
    measures.see_between(block, tokens(2 * block + 1), threads);
    measures.see_leaving(block, tokens(2 * block + 2), threads);
  }
  return measures;
}

void agrees(const char* checkpoint, const std::string& of_case, tensor::PatchGrid grid) {
  const model::VisionTransformer model = test::reference_model(checkpoint);
  const TokenMeasures measures = measure(model, of_case, grid);
  for (const Table& table : measures.tables()) {
    test::check_table(measures.tables(), table.name, of_case, grid);
  }
}

TEST_CASE("tokens with two outliers are measured as numpy measures them") {
  agrees("vit/synthetic.safetensors", "planted", {4, 5});
}

TEST_CASE("few tokens without CLS are measured as numpy measures them") {
  agrees("families/ijepa/model.pth.tar", "few", {2, 3});
}

TEST_CASE("tokens that are zero are measured as numpy measures them") {
  agrees("families/deit_distilled/model.pth", "zero", {3, 4});
}

TEST_CASE("outliers are the patches that were planted") {
  const model::VisionTransformer model = test::reference_model("vit/synthetic.safetensors");
  const std::vector<std::vector<int>> want = {{}, {}, {9, 17}};
  CHECK(measure(model, "planted", {4, 5}).outliers() == want);
}

}  // namespace
}  // namespace vitviz::measures
