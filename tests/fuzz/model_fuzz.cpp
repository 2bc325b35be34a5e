// SPDX-License-Identifier: Apache-2.0
// From the bytes of a file to a model and one forward pass on six patches: a base::Error, or a
// result.
//
// An input is a reference checkpoint's number, a precision, and edits of four bytes each; or, after
// a byte of 255, a file of whatever container. So libFuzzer starts from names that families look
// for, and reaches what is behind them.
#include <algorithm>
#include <cstdint>

#include "base/check.h"
#include "support/edited_checkpoint.h"

namespace {

using namespace vitviz;

constexpr std::uint8_t kWholeFile = 255;

void check(const std::optional<base::Error>& refusal) {
  if (refusal) VITVIZ_CHECK(refusal->code() == base::ErrorCode::kModel);
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<test::EditableCheckpoint> all = test::checkpoints_of_all_families();
  if (size < 2) return 0;
  const std::span<const std::uint8_t> input(data, size);
  if (input[0] == kWholeFile) {
    check(test::run_or_refuse(std::as_bytes(input.subspan(1)), std::nullopt, nn::Precision::kF32));
    return 0;
  }
  test::EditableCheckpoint checkpoint = all[input[0] % all.size()];
  for (std::size_t at = 2; at + sizeof(test::Edit) <= size; at += sizeof(test::Edit)) {
    test::Edit edit{};
    std::copy_n(input.begin() + static_cast<std::ptrdiff_t>(at), edit.size(), edit.begin());
    test::apply(edit, all, checkpoint);
  }
  const auto precision = input[1] % 2 == 0 ? nn::Precision::kF32 : nn::Precision::kBf16;
  check(test::run_or_refuse(test::as_safetensors(checkpoint), checkpoint.container, precision));
  return 0;
}
