// SPDX-License-Identifier: Apache-2.0
// Every family's checkpoint with one thing changed: it is refused, or it runs. What a longer search
// for changes finds is for tests/fuzz/model_fuzz.cpp.
#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include "support/edited_checkpoint.h"
#include "support/thrown_error.h"

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

TEST_CASE("biases for distances stand beside one token before the patches, no more and no fewer") {
  int found = 0;
  for (test::EditableCheckpoint checkpoint : test::checkpoints_of_all_families()) {
    const auto table =
        std::find_if(checkpoint.tensors.begin(), checkpoint.tensors.end(), [](const auto& tensor) {
          return tensor.first.find("relative_position_bias_table") != std::string::npos;
        });
    const auto cls =
        std::find_if(checkpoint.tensors.begin(), checkpoint.tensors.end(),
                     [](const auto& tensor) { return tensor.first.ends_with("cls_token"); });
    if (table == checkpoint.tensors.end() || cls == checkpoint.tensors.end()) continue;
    ++found;
    test::EditableTensor& tokens = cls->second;
    tokens.shape = {1, 2, tokens.shape.back()};
    const std::vector<std::byte> one = tokens.bytes;
    tokens.bytes.insert(tokens.bytes.end(), one.begin(), one.end());
    const auto error = test::run_or_refuse(test::as_safetensors(checkpoint), checkpoint.container,
                                           nn::Precision::kF32);
    REQUIRE(error);
    CHECK(test::contains(error->what(), "it has 2 tokens before the patches, expected 1"));
  }
  CHECK(found >= 2);
}

TEST_CASE("a key beside the tokens' own that one block lacks is missed") {
  int found = 0;
  for (test::EditableCheckpoint checkpoint : test::checkpoints_of_all_families()) {
    for (const char* name : {"bias_k", "bias_v"}) {
      const auto extra =
          std::find_if(checkpoint.tensors.begin(), checkpoint.tensors.end(),
                       [&](const auto& tensor) { return tensor.first.ends_with(name); });
      if (extra == checkpoint.tensors.end()) continue;
      checkpoint.tensors.erase(extra);  // of the first block
      ++found;
      const auto error = test::run_or_refuse(test::as_safetensors(checkpoint), checkpoint.container,
                                             nn::Precision::kF32);
      REQUIRE(error);
      CHECK(test::contains(error->what(), "is missing"));
    }
  }
  CHECK(found == 2);
}

}  // namespace
}  // namespace vitviz::families
