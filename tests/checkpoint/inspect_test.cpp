// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/inspect.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::checkpoint {
namespace {

std::filesystem::path family(const std::string& file) {
  return test::reference("families/" + file);
}

Hints three_heads() {
  Hints hints;
  hints.heads = 3;
  return hints;
}

const InspectedTensor& tensor_named(const Inspection& inspection, const std::string& name) {
  const auto found =
      std::find_if(inspection.tensors.begin(), inspection.tensors.end(),
                   [&](const InspectedTensor& tensor) { return tensor.name == name; });
  REQUIRE(found != inspection.tensors.end());
  return *found;
}

TEST_CASE("a checkpoint is understood as loading understands it") {
  for (const std::string file :
       {"dino/full.pth", "dinov2_giant/model.pth", "deit_distilled/model.pth", "hf_clip",
        "jax/model.npz", "hf_beit", "hf_siglip", "timm_dinov3/model.safetensors",
        "torchvision/model.pth"}) {
    CAPTURE(file);
    const Inspection inspection = inspect_model(family(file), three_heads());
    const model::VisionTransformer model = load_model(family(file), three_heads());
    const model::Blueprint& loaded = model.blueprint();
    CHECK(inspection.blueprint.name == loaded.name);
    CHECK(inspection.blueprint.family == loaded.family);
    CHECK(inspection.blueprint.prefix == loaded.prefix);
    CHECK(inspection.blueprint.classes == loaded.classes);
    CHECK(inspection.blueprint.ignored == loaded.ignored);
    CHECK(inspection.pooling_attention == model.has_pooling_attention());
    CHECK(inspection.mask_head == model.has_mask_head());
  }
}

TEST_CASE("tensors have the names of the file, whatever the family makes of them") {
  const Inspection dino = inspect_model(family("dino/full.pth"), three_heads());
  CHECK(dino.wrapper == "teacher/backbone.");
  CHECK(tensor_named(dino, "teacher/backbone.cls_token").used);
  CHECK_FALSE(tensor_named(dino, "teacher/head.last_layer.weight").used);
  CHECK_FALSE(tensor_named(dino, "student/module.backbone.cls_token").used);

  const Inspection jax = inspect_model(family("jax/model.npz"), {});
  const InspectedTensor& kernel = tensor_named(jax, "embedding/kernel");
  CHECK(kernel.used);
  CHECK(kernel.shape == io::Shape{8, 8, 3, 48});
  CHECK(kernel.bytes == 4 * 8 * 8 * 3 * 48);
}

TEST_CASE("parameters are those of the forward pass") {
  const Inspection all = inspect_model(test::reference("vit/synthetic.safetensors"), {});
  std::uint64_t count = 0;
  for (const InspectedTensor& tensor : all.tensors) {
    if (tensor.used) count += tensor.bytes / bytes_per_element(tensor.type);
  }
  CHECK(all.parameters == count);
  CHECK(all.bytes == std::filesystem::file_size(test::reference("vit/synthetic.safetensors")));
}

TEST_CASE("a mask head is seen, and its numbers are parameters") {
  const Inspection inspection = inspect_model(test::asset("model/vitviz.safetensors"), {});
  CHECK(inspection.mask_head);
  CHECK(tensor_named(inspection, "mask_head.weight").used);
  CHECK(tensor_named(inspection, "mask_head.bias").used);
  Hints hints;
  hints.ignore = {"mask_head.*"};
  const Inspection without = inspect_model(test::asset("model/vitviz.safetensors"), hints);
  CHECK_FALSE(without.mask_head);
  const auto width = static_cast<std::uint64_t>(inspection.blueprint.width);
  CHECK(inspection.parameters == without.parameters + width + 1);
}

TEST_CASE("a pooling head and a projection are seen, and their numbers are parameters") {
  const Inspection siglip = inspect_model(family("hf_siglip"), {});
  CHECK(siglip.blueprint.has_pooling_head);
  CHECK(siglip.pooling_mlp_width == 96);
  for (const InspectedTensor& tensor : siglip.tensors) CHECK(tensor.used);
  const Inspection clip = inspect_model(test::reference("features/hf_clip_projection"), {});
  CHECK_FALSE(clip.blueprint.has_pooling_head);
  CHECK(clip.pooling_mlp_width == 0);
  CHECK(clip.blueprint.projection_width == 10);
  CHECK(tensor_named(clip, "visual_projection.weight").used);
}

TEST_CASE("what does not fit is refused in the words of loading") {
  const test::TemporaryFolder folder;
  std::vector<std::byte> bytes = test::read_bytes(test::reference("vit/synthetic.safetensors"));
  const std::string name = "blocks.1.norm2.weight";
  const auto letters = std::as_bytes(std::span(name));
  const auto at = std::search(bytes.begin(), bytes.end(), letters.begin(), letters.end());
  REQUIRE(at != bytes.end());
  *(at + 7) = std::byte{'8'};  // "blocks.8.norm2.weight"
  test::write_bytes(folder / "broken.safetensors", bytes);
  const auto inspecting =
      test::error_of([&] { (void)inspect_model(folder / "broken.safetensors", {}); });
  const auto loading = test::error_of([&] { (void)load_model(folder / "broken.safetensors", {}); });
  REQUIRE(inspecting);
  REQUIRE(loading);
  CHECK(test::contains(inspecting->what(), "'blocks.1.norm2.weight' is missing"));
  CHECK(std::string(inspecting->what()) == loading->what());
  CHECK(inspecting->hint() == loading->hint());
}

}  // namespace
}  // namespace vitviz::checkpoint
