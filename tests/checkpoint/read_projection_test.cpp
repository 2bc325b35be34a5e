// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/read_projection.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "checkpoint/read_checkpoint.h"
#include "support/npy_reader.h"

namespace vitviz::checkpoint {
namespace {

io::Checkpoint clip() { return read_checkpoint(test::reference("features/hf_clip_projection")); }

model::VisionTransformer loaded(const io::Checkpoint& checkpoint) {
  return load_model(checkpoint, "name", {}, 1, {});
}

TEST_CASE("a projection counts as used, and the text tower beside it does not") {
  const model::VisionTransformer model = loaded(clip());
  CHECK(model.blueprint().projection_width == 10);
  REQUIRE(model.weights().projection);
  const auto& ignored = model.blueprint().ignored;
  CHECK(std::count(ignored.begin(), ignored.end(), "visual_projection.weight") == 0);
  CHECK(std::count(ignored.begin(), ignored.end(), "text_projection.weight") == 1);
}

TEST_CASE("a model without projection, or with one that does not fit, is read without") {
  io::Checkpoint without = clip();
  const io::StoredTensor stored = without.tensors.at("visual_projection.weight");
  without.tensors.erase("visual_projection.weight");
  CHECK_FALSE(loaded(without).weights().projection);

  io::Checkpoint other = clip();
  other.tensors.at("visual_projection.weight").shape = {24, 10};
  const model::VisionTransformer model = loaded(other);
  CHECK_FALSE(model.weights().projection);
  const auto& ignored = model.blueprint().ignored;
  CHECK(std::count(ignored.begin(), ignored.end(), "visual_projection.weight") == 1);
}

TEST_CASE("a projection of what open_clip pools otherwise than CLS is left out") {
  const std::string vision = "open_clip.model_cfg.vision_cfg.";
  Hints hints;
  hints.heads = 3;
  io::Checkpoint checkpoint = read_checkpoint(test::reference("families/open_clip/model.pt"));
  const auto width = [&] {
    return load_model(checkpoint, "name", hints, 1, {}).blueprint().projection_width;
  };
  CHECK(width() == 16);
  checkpoint.metadata[vision + "pool_type"] = "tok";
  CHECK(width() == 16);
  checkpoint.metadata[vision + "pool_type"] = "avg";
  CHECK(width() == 0);
}

}  // namespace
}  // namespace vitviz::checkpoint
