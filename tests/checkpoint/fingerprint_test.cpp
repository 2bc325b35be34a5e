// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/fingerprint.h"

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "checkpoint/read_checkpoint.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"

namespace vitviz::checkpoint {
namespace {

namespace fs = std::filesystem;

TEST_CASE("a checkpoint has its fingerprint wherever it lies, and its model bears it") {
  const fs::path original = test::reference("families/hf_vit");
  const std::string fingerprint_there = fingerprint(read_checkpoint(original));
  CHECK(fingerprint_there.size() == 32);
  CHECK(load_model(original, {}).blueprint().fingerprint == fingerprint_there);

  const test::TemporaryFolder folder;
  fs::copy(original, folder / "copy", fs::copy_options::recursive);
  CHECK(fingerprint(read_checkpoint(folder / "copy")) == fingerprint_there);
  std::vector<std::byte> weights = test::read_bytes(folder / "copy/model.safetensors");
  weights.back() ^= std::byte{1};
  test::write_bytes(folder / "copy/model.safetensors", weights);
  CHECK(fingerprint(read_checkpoint(folder / "copy")) != fingerprint_there);
}

TEST_CASE("the model inside the program has a fingerprint as well") {
  CHECK(load_embedded_model({}).blueprint().fingerprint.size() == 32);
}

}  // namespace
}  // namespace vitviz::checkpoint
