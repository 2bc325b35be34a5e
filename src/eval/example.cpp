// SPDX-License-Identifier: Apache-2.0
#include "eval/example.h"

#include <system_error>

#include <fmt/format.h>

#include "base/text.h"
#include "eval/data_set_error.h"

namespace vitviz::eval {

void check_exist(const std::vector<Example>& examples, std::filesystem::path Example::*file,
                 std::string_view kind, const std::filesystem::path& folder) {
  std::vector<std::string> missing;
  for (const Example& example : examples) {
    std::error_code ignored;
    if (std::filesystem::exists(example.*file, ignored)) continue;
    missing.push_back((example.*file).filename().string());
  }
  if (missing.empty()) return;
  fail_data_set(folder, fmt::format("{} of {} {} are missing: {}", missing.size(), examples.size(),
                                    kind, some_of(missing)));
}

TruthMask read_truth(const Example& example, MaskFile kind, image::Size photo) {
  TruthMask truth = read_truth_mask(example.mask, kind);
  if (truth.size() != photo) {
    fail_data_set(example.mask,
                  fmt::format("this mask has {} x {} pixels, its photo {} has {} x {}",
                              truth.width(), truth.height(),
                              base::printable(example.photo.string()), photo.width, photo.height));
  }
  return truth;
}

}  // namespace vitviz::eval
