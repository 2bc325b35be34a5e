// SPDX-License-Identifier: Apache-2.0
#include "numpy/npz_write.h"

#include <cstdint>
#include <stdexcept>

#include <doctest/doctest.h>

#include "io/zip_archive.h"
#include "numpy/npy.h"
#include "numpy/npz.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"

namespace vitviz::numpy {
namespace {

std::vector<NpzArray> arrays() {
  const std::vector<float> map = {-3, -2, -1, 0, 1, 2};
  const std::vector<std::int64_t> patch = {16};
  return {{"map", encode_npy(map, {1, 2, 3})}, {"patch", encode_npy(patch, {})}};
}

TEST_CASE("arrays come back as they were, stored in their order") {
  const std::vector<std::byte> bytes = encode_npz(arrays());
  const io::Checkpoint checkpoint = parse_npz(bytes, "file");
  CHECK(checkpoint.tensors.size() == 2);
  const io::StoredTensor& map = checkpoint.tensors.at("map");
  CHECK(map.type == tensor::ElementType::kF32);
  CHECK(map.shape == io::Shape{1, 2, 3});
  CHECK(checkpoint.tensors.at("patch").shape.empty());

  const io::ZipArchive archive(bytes, "file");
  REQUIRE(archive.entries().size() == 2);
  CHECK(archive.entries()[0].name == "map.npy");
  CHECK(archive.unpack(0) == arrays()[0].npy);  // checks the sum as well
  CHECK(archive.unpack(1) == arrays()[1].npy);
}

TEST_CASE("the same arrays are the same bytes") {
  CHECK(encode_npz(arrays()) == encode_npz(arrays()));
}

TEST_CASE("two arrays of one name, or none at all, are bugs of the caller") {
  std::vector<NpzArray> twice = arrays();
  twice[1].name = "map";
  CHECK_THROWS_AS((void)encode_npz(twice), std::logic_error);
  CHECK_THROWS_AS((void)encode_npz({}), std::logic_error);
}

}  // namespace
}  // namespace vitviz::numpy
