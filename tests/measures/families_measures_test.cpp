// SPDX-License-Identifier: Apache-2.0
// Models of every make, with rotated positions, biases of attention, gates or several CLS tokens:
// what CLS attends to and where the final tokens point, against the attention and tokens that the
// reference implementation of each family left (tests/reference/families/make_families.py).
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "measures/cosines.h"
#include "measures/measurer.h"
#include "measures/reference_tables.h"
#include "model/capture.h"

namespace vitviz::measures {
namespace {

constexpr double kTolerance = 1e-5;  // as that of the attention and the tokens

struct Case {
  const char* file;  // or a folder that is a model
  const char* input = "grid5x9";
};

struct Measured {
  std::vector<Table> tables;
  test::Array attention;  // [L, H, N]: of CLS
  test::Array tokens;     // [T, D]
  bool has_cls = false;
};

Measured measure(const Case& c) {
  std::filesystem::path file = std::filesystem::path("families") / c.file;
  const model::VisionTransformer model = test::reference_model(file);
  if (file.has_extension()) file = file.parent_path();
  const auto array = [&](const std::string& name) {
    return test::read_npy(test::reference(file / (std::string(c.input) + "." + name + ".npy")));
  };
  const test::Array input = array("input");
  const int patch = model.blueprint().patch;
  const tensor::PatchGrid grid = test::grid_of(input, patch);
  base::ThreadPool threads(2);
  Measurer measurer(model, grid, threads);
  (void)model.forward(test::cut_patches(input, patch), grid, {model::Goal::kBlocks, {&measurer}},
                      threads);
  return {measurer.tables(), array("attention"), array("tokens"), model.blueprint().has_cls()};
}

double entropy(const Eigen::ArrayXd& weights) {
  const Eigen::ArrayXd shares = weights / weights.sum();
  return -(shares * shares.log()).sum() / std::log(static_cast<double>(shares.size()));
}

double sum_of_ten(const Eigen::ArrayXd& weights) {
  std::vector<double> sorted(weights.begin(), weights.end());
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  return sorted.size() < 10 ? weights.sum()
                            : Eigen::Map<const Eigen::ArrayXd>(sorted.data(), 10).sum();
}

void check_attention(const Measured& measured) {
  Eigen::Index at = 0;
  for (const Row& row : find_table(measured.tables, "attention").rows) {
    if (row.keys[2] != Key("cls")) continue;
    const Eigen::ArrayXd weights =
        measured.attention.matrix().row(at++).transpose().array().cast<double>();
    CHECK(std::abs(row.values[0] - entropy(weights)) <= kTolerance);
    CHECK(std::abs(row.values[5] - sum_of_ten(weights)) <= kTolerance);
  }
  CHECK(at == measured.attention.matrix().rows());
}

void check_final(const Measured& measured) {
  const Row& last = find_table(measured.tables, "tokens").rows.back();
  CHECK(last.keys[1] == Key("final"));
  const tensor::Matrix units = unit_rows(measured.tokens.matrix());
  const auto patches = units.bottomRows(measured.attention.shape[2]);
  const Spread among = cosines_among(patches);
  CHECK(std::abs(last.values[2] - among.mean) <= kTolerance);
  CHECK(std::abs(last.values[3] - among.deviation) <= kTolerance);
  if (!measured.has_cls) return;
  const Spread to = cosines_to(tensor::Vector(units.row(0)), patches);
  CHECK(std::abs(last.values[0] - to.mean) <= kTolerance);
  CHECK(std::abs(last.values[1] - to.deviation) <= kTolerance);
}

TEST_CASE("models of every make are measured as their reference implementations compute them") {
  for (const Case& c : std::vector<Case>{{"beit3/model.pth", "grid6x6"},
                                         {"cls_layers/model.safetensors"},
                                         {"deit3/model.pth"},
                                         {"dinov2_giant/model.pth"},
                                         {"extra_key/model.safetensors"},
                                         {"hf_beit", "grid6x6"},
                                         {"hf_dinov2_registers"},
                                         {"hf_dinov3"},
                                         {"hf_dinov3_gated"},
                                         {"hf_siglip"},
                                         {"hf_siglip2"},
                                         {"openai_clip/model.pt"},
                                         {"several_cls/model.safetensors"},
                                         {"timm_beit/model.pth", "grid6x6"},
                                         {"timm_dinov3/model.safetensors"},
                                         {"torchvision/model.pth", "grid6x6"}}) {
    CAPTURE(c.file);
    const Measured measured = measure(c);
    if (measured.has_cls) check_attention(measured);
    check_final(measured);
  }
}

}  // namespace
}  // namespace vitviz::measures
