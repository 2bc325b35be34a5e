// SPDX-License-Identifier: Apache-2.0
// Every measurement of a forward pass of the model itself, for models with and without CLS,
// registers and a distillation token.
#include "measures/measurer.h"

#include <bit>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "measures/reference_tables.h"
#include "model/capture.h"

namespace vitviz::measures {
namespace {

struct Case {
  const char* checkpoint;
  std::vector<std::string> inputs;
};

std::vector<Table> measure(const model::VisionTransformer& model, const test::Array& input,
                           int thread_count) {
  const int patch = model.blueprint().patch;
  const tensor::PatchGrid grid = test::grid_of(input, patch);
  base::ThreadPool threads(thread_count);
  Measurer measurer(model, grid, threads);
  (void)model.forward(test::cut_patches(input, patch), grid, {model::Goal::kBlocks, {&measurer}},
                      threads);
  return measurer.tables();
}

void agrees(const Case& c) {
  const std::filesystem::path file(c.checkpoint);
  const model::VisionTransformer model = test::reference_model(file);
  for (const std::string& name : c.inputs) {
    CAPTURE(name);
    const test::Array input =
        test::read_npy(test::reference(file.parent_path() / (name + ".input.npy")));
    const tensor::PatchGrid grid = test::grid_of(input, model.blueprint().patch);
    const std::string of_case = file.parent_path().filename().string() + "." + name;
    const std::vector<Table> tables = measure(model, input, 2);
    CHECK(tables.size() == 7);
    for (const Table& table : tables) test::check_table(tables, table.name, of_case, grid);
  }
}

TEST_CASE("a plain model is measured as numpy measures it") {
  agrees({"s4_timm_augreg/model.safetensors", {"in0", "in1"}});
}

TEST_CASE("a model with two registers is measured as numpy measures it") {
  agrees({"vit/synthetic.safetensors", {"grid4x9", "grid13x3"}});
}

TEST_CASE("DINOv2 with registers is measured as numpy measures it") {
  agrees({"families/dinov2_registers/model.pth", {"grid6x6", "grid5x9"}});
}

TEST_CASE("a model with a distillation token is measured as numpy measures it") {
  agrees({"families/deit_distilled/model.pth", {"grid6x6", "grid5x9"}});
}

TEST_CASE("a model without CLS is measured as numpy measures it") {
  agrees({"families/ijepa/model.pth.tar", {"grid6x6", "grid5x9"}});
}

TEST_CASE("the rows of a table come in the order of their keys") {
  const model::VisionTransformer model = test::reference_model("vit/synthetic.safetensors");
  const std::vector<Table> tables =
      measure(model, test::read_npy(test::reference("vit/grid4x9.input.npy")), 1);
  const Table& attention = find_table(tables, "attention");
  CHECK(key_in_words(attention, attention.rows[0]) == "block 0, head 0, cls");
  CHECK(key_in_words(attention, attention.rows[1]) == "block 0, head 0, patches");
  CHECK(key_in_words(attention, attention.rows[2]) == "block 0, head 1, cls");
  CHECK(key_in_words(attention, attention.rows[6]) == "block 1, head 0, cls");
  const Table& tokens = find_table(tables, "tokens");
  const std::vector<std::string> states = {"input", "norm1", "attention", "norm2", "mlp"};
  for (std::size_t row = 0; row < 3 * states.size(); ++row) {
    const std::string block = std::to_string(row / states.size());
    CHECK(key_in_words(tokens, tokens.rows[row]) ==
          "block " + block + ", " + states[row % states.size()]);
  }
  CHECK(key_in_words(tokens, tokens.rows.back()) == "block 2, final");
}

// All numbers of all tables, as bits: what is missing equals what is missing.
std::vector<std::uint64_t> bits_of(const std::vector<Table>& tables) {
  std::vector<std::uint64_t> bits;
  for (const Table& table : tables) {
    for (const Row& row : table.rows) {
      for (const double value : row.values) bits.push_back(std::bit_cast<std::uint64_t>(value));
    }
  }
  return bits;
}

TEST_CASE("the numbers are the same to the bit for any number of threads") {
  const model::VisionTransformer model =
      test::reference_model("families/dinov2_registers/model.pth");
  const test::Array input =
      test::read_npy(test::reference("families/dinov2_registers/grid5x9.input.npy"));
  const std::vector<std::uint64_t> one = bits_of(measure(model, input, 1));
  CHECK(one.size() > 100);
  CHECK(bits_of(measure(model, input, 2)) == one);
  CHECK(bits_of(measure(model, input, 5)) == one);
}

}  // namespace
}  // namespace vitviz::measures
