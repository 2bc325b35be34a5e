// SPDX-License-Identifier: Apache-2.0
// That the page shows for every query the numbers that `vitviz --raw attention` writes.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "browser/open_report.h"
#include "program/built_in_model.h"
#include "program/program.h"
#include "support/npy_reader.h"

namespace vitviz::test {
namespace {

constexpr int kPatches = kPhotoRows * kPhotoCols;
constexpr int kPatchPixels = 10;  // of the photo
constexpr double kFloor = 1e-6;   // what is below it is 0 in the page
constexpr double kShare = 0.028;  // of a weight: half a step of its code

// [query, block, head, patch]: of all patches as queries, or of CLS alone.
class RawAttention {
 public:
  RawAttention(const std::filesystem::path& folder, bool of_patches) {
    std::vector<std::string> words = {kPhoto,    "--raw", "attention", "--view", "none",
                                      "--block", "all",   "--head",    "all",    "--force"};
    for (int patch = 0; of_patches && patch < kPatches; ++patch) {
      const int x = patch % kPhotoCols * kPatchPixels + kPatchPixels / 2;
      const int y = patch / kPhotoCols * kPatchPixels + kPatchPixels / 2;
      words.insert(words.end(), {"--query", fmt::format("{},{}", x, y)});
    }
    const ProgramResult result = run_vitviz(folder, words);
    REQUIRE_MESSAGE(result.exit_code == 0, result.err);
    array_ = read_npy(folder / "photo.attention.npy");
    const std::size_t queries = of_patches ? kPatches : 1;
    REQUIRE(array_.values.size() == queries * kBlocks * kHeads * kPatches);
  }

  [[nodiscard]] double at(int query, int block, int head, int patch) const {
    const int index = ((query * kBlocks + block) * kHeads + head) * kPatches + patch;
    return double{array_.values[static_cast<std::size_t>(index)]};
  }

 private:
  Array array_;
};

// Whether the page's number is that weight, as exactly as a byte can tell it.
bool is_weight(double shown, double weight) {
  if (weight < kFloor) return shown <= kFloor * (1 + kShare);
  return std::abs(shown - weight) <= kShare * weight;
}

// How many numbers of the page, over all blocks and heads, are not expected(block, head, patch).
template <typename Expected>
int wrong_numbers(OpenReport& report, Expected expected) {
  int wrong = 0;
  for (int block = 0; block < kBlocks; ++block) {
    for (int head = 0; head < kHeads; ++head) {
      const std::vector<float> shown = report.map(0, std::to_string(block), std::to_string(head));
      REQUIRE(shown.size() == kPatches);
      for (int patch = 0; patch < kPatches; ++patch) {
        const double number{shown[static_cast<std::size_t>(patch)]};
        if (!is_weight(number, expected(block, head, patch))) ++wrong;
      }
    }
  }
  return wrong;
}

TEST_CASE("a click on a patch shows what it attends to (built-in model)") {
  OpenReport report;
  const RawAttention raw(report.folder(), true);
  for (const int clicked : {0, 5, 10, 18, 23}) {
    const int row = clicked / kPhotoCols;
    const int col = clicked % kPhotoCols;
    report.click_patch(0, row, col);
    CHECK(report.value("selection.query") == fmt::format("{},{}", row, col));
    CHECK(wrong_numbers(report, [&](int block, int head, int patch) {
            return raw.at(clicked, block, head, patch);
          }) == 0);
  }
}

TEST_CASE("the other direction shows which patches attend to a patch (built-in model)") {
  OpenReport report;
  const RawAttention raw(report.folder(), true);
  report.click_patch(0, 2, 3);
  report.choose("#direction", "to");
  CHECK(report.value("selection.direction") == "to");
  const int clicked = 2 * kPhotoCols + 3;
  CHECK(wrong_numbers(report, [&](int block, int head, int patch) {
          return raw.at(patch, block, head, clicked);
        }) == 0);
}

TEST_CASE("a page opens with what CLS attends to in the last block (built-in model)") {
  OpenReport report;
  const RawAttention raw(report.folder(), false);
  CHECK(report.value("selection.query") == "cls");
  CHECK(report.value("selection.block") == kLastBlock);
  CHECK(wrong_numbers(report, [&](int block, int head, int patch) {
          return raw.at(0, block, head, patch);
        }) == 0);
}

TEST_CASE("means over queries, heads and blocks are those of the numbers (built-in model)") {
  OpenReport report;
  const RawAttention raw(report.folder(), true);
  report.choose("#query", "mean");
  CHECK(report.value("selection.query") == "mean");
  const auto mean_query = [&](int block, int head, int patch) {
    double sum = 0;
    for (int query = 0; query < kPatches; ++query) sum += raw.at(query, block, head, patch);
    return sum / kPatches;
  };
  CHECK(wrong_numbers(report, mean_query) == 0);

  const std::vector<float> of_heads = report.map(0, "2", "'mean'");
  const std::vector<float> of_all = report.map(0, "'mean'", "'mean'");
  for (std::size_t patch = 0; patch < kPatches; ++patch) {
    double heads = 0;
    double all = 0;
    for (int head = 0; head < kHeads; ++head) {
      heads += mean_query(2, head, static_cast<int>(patch)) / kHeads;
      for (int block = 0; block < kBlocks; ++block) {
        all += mean_query(block, head, static_cast<int>(patch)) / kHeads / kBlocks;
      }
    }
    CHECK(is_weight(double{of_heads[patch]}, heads));
    CHECK(is_weight(double{of_all[patch]}, all));
  }
}

}  // namespace
}  // namespace vitviz::test
