// SPDX-License-Identifier: Apache-2.0
// Every family's checkpoint with one thing changed: it is refused, or it runs. What a longer search
// for changes finds is for tests/fuzz/model_fuzz.cpp.
#include <random>

#include <doctest/doctest.h>

#include "support/edited_checkpoint.h"

namespace vitviz::families {
namespace {

TEST_CASE("a checkpoint with one thing changed is refused with a hint, or runs") {
  constexpr int kEditsOfEach = 12;
  const auto all = test::checkpoints_of_all_families();
  REQUIRE(all.size() >= 30);
  std::mt19937 random(1);
  int refused = 0;
  int run = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (int kind = 0; kind < kEditsOfEach; ++kind) {
      test::EditableCheckpoint checkpoint = all[i];
      const auto byte = [&] { return static_cast<std::uint8_t>(random()); };
      const test::Edit edit = {static_cast<std::uint8_t>(kind % test::kKindsOfEdits), byte(),
                               byte(), byte()};
      test::apply(edit, all, checkpoint);
      const auto error = test::run_or_refuse(test::as_safetensors(checkpoint), checkpoint.container,
                                             nn::Precision::kF32);
      CAPTURE(i);
      CAPTURE(kind);
      ++(error ? refused : run);
      if (!error) continue;
      CHECK(error->code() == base::ErrorCode::kModel);
      CHECK_FALSE(error->hint().empty());
    }
  }
  // Left out, twisted or of another family: most changes matter, but not all.
  CHECK(refused > run);
  CHECK(run > 20);
}

}  // namespace
}  // namespace vitviz::families
