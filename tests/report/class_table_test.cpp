// SPDX-License-Identifier: Apache-2.0
#include "report/class_table.h"

#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "measures/reference_tables.h"
#include "model/capture.h"

namespace vitviz::report {
namespace {

constexpr double kTolerance = 1e-5;  // of probabilities; the promise

// The classes of a checkpoint without labels, against those that numpy computes
// (tests/reference/measures/make_measures.py).
void agrees(const std::filesystem::path& file, const std::string& input_name) {
  const std::string of_case = file.parent_path().filename().string() + "." + input_name;
  const model::VisionTransformer model = test::reference_model(file);
  const test::Array input =
      test::read_npy(test::reference(file.parent_path() / (input_name + ".input.npy")));
  const int patch = model.blueprint().patch;
  const auto got = test::capture(model, test::cut_patches(input, patch),
                                 test::grid_of(input, patch), model::Goal::kTokens);
  const measures::Table table = class_table(got.result.logits, {});
  const test::Array want = test::measures_array(of_case, "classes");  // which, and its probability
  REQUIRE(std::ssize(table.rows) == want.shape[0]);
  for (int rank = 0; rank < std::ssize(table.rows); ++rank) {
    const measures::Row& row = table.rows[static_cast<std::size_t>(rank)];
    const int index = static_cast<int>(want.matrix()(rank, 0));
    CHECK(row.keys[0] == measures::Key(rank));
    CHECK(row.keys[1] == measures::Key("class " + std::to_string(index)));
    CHECK(std::abs(row.values[0] - static_cast<double>(want.matrix()(rank, 1))) <= kTolerance);
  }
}

TEST_CASE("the five likeliest classes are those that numpy computes") {
  agrees("s4_timm_augreg/model.safetensors", "in0");
  agrees("s4_timm_augreg/model.safetensors", "in1");
}

TEST_CASE("of four classes there are four, from both classifiers of DeiT") {
  agrees("families/deit_distilled/model.pth", "grid5x9");
}

TEST_CASE("classes have their labels where there are any") {
  const tensor::Vector logits = (tensor::Vector(3) << 1, 3, 1).finished();
  const measures::Table table = class_table(logits, {"cat", "dog", "owl"});
  CHECK(table.rows[0].keys[1] == measures::Key("dog"));
  CHECK(table.rows[1].keys[1] == measures::Key("cat"));
  CHECK(table.rows[2].keys[1] == measures::Key("owl"));
  const double e2 = std::exp(2.0);
  CHECK(std::abs(table.rows[0].values[0] - e2 / (e2 + 2)) <= kTolerance);
}

}  // namespace
}  // namespace vitviz::report
