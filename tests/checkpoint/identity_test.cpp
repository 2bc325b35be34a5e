// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/identity.h"

#include <chrono>
#include <fstream>
#include <vector>

#include <doctest/doctest.h>

#include "support/npy_reader.h"
#include "support/temporary_folder.h"

namespace vitviz::checkpoint {
namespace {

namespace fs = std::filesystem;

// A folder with a model and its config.json.
struct Folder {
  Folder() {
    fs::copy(test::reference("families/hf_vit"), folder / "model", fs::copy_options::recursive);
  }
  [[nodiscard]] Identity identity(const Hints& hints = {}) const {
    return identity_of(folder / "model", hints);
  }
  test::TemporaryFolder folder;
};

TEST_CASE("a model that nobody touched is the same, by whatever path") {
  const Folder folder;
  const Identity identity = folder.identity();
  CHECK(folder.identity().place == identity.place);
  CHECK(folder.identity().state == identity.state);
  const Identity roundabout = identity_of(folder.folder / "model/../model", {});
  CHECK(roundabout.place == identity.place);
  CHECK(roundabout.state == identity.state);
}

TEST_CASE("a touched file is the same, other weights and another config.json are another state") {
  const Folder folder;
  const Identity before = folder.identity();
  const fs::path weights = folder.folder / "model/model.safetensors";
  fs::last_write_time(weights, fs::last_write_time(weights) + std::chrono::seconds(1));
  CHECK(folder.identity().state == before.state);
  std::vector<std::byte> bytes = test::read_bytes(weights);
  bytes.back() ^= std::byte{1};
  test::write_bytes(weights, bytes);
  const Identity changed = folder.identity();
  CHECK(changed.place == before.place);
  CHECK(changed.state != before.state);
  std::ofstream(folder.folder / "model/preprocessor_config.json")
      << R"({"image_mean": [0.1, 0.2, 0.3]})";
  CHECK(folder.identity().place == before.place);
  CHECK(folder.identity().state != changed.state);
}

TEST_CASE("every hint makes another place") {
  const Folder folder;
  const std::string plain = folder.identity().place;
  std::vector<Hints> all(7);
  all[0].heads = 2;
  all[1].mean = tensor::PerChannel{0.1F, 0.2F, 0.3F};
  all[2].std = tensor::PerChannel{0.1F, 0.2F, 0.3F};
  all[3].grid = tensor::PatchGrid{2, 3};
  all[4].ignore = {"head.*"};
  all[5].branch = Branch::kStudent;
  all[6].precision = nn::Precision::kBf16;
  for (const Hints& hints : all) {
    CHECK(folder.identity(hints).place != plain);
    CHECK(identity_of_embedded_model(hints).place != identity_of_embedded_model({}).place);
  }
}

}  // namespace
}  // namespace vitviz::checkpoint
