// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/metadata.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace vitviz::checkpoint {
namespace {

io::Checkpoint with(const std::string& key, const std::string& value) {
  io::Checkpoint checkpoint;
  checkpoint.name = "a.safetensors";
  checkpoint.metadata[key] = value;
  return checkpoint;
}

TEST_CASE("absent keys are no error") {
  const io::Checkpoint empty;
  CHECK_FALSE(Metadata(empty).text("name"));
  CHECK_FALSE(Metadata(empty).count("num_heads", 16));
  CHECK_FALSE(Metadata(empty).positive("layer_norm_eps"));
  CHECK_FALSE(Metadata(empty).per_channel("image_mean"));
}

TEST_CASE("values are read as what they are") {
  CHECK(Metadata(with("n", "3")).count("n", 16) == 3);
  CHECK(Metadata(with("e", "1e-6")).positive("e") == 1e-6F);
  CHECK(Metadata(with("m", "0.5,0.25,1")).per_channel("m") ==
        tensor::PerChannel{0.5F, 0.25F, 1.0F});
}

TEST_CASE("values that make no sense are refused by file, key and value") {
  for (const std::string value : {"", "0", "-3", "17", "3x", " 3", "1e3", "99999999999999999999"}) {
    CAPTURE(value);
    CHECK_THROWS_AS(static_cast<void>(Metadata(with("n", value)).count("n", 16)), base::Error);
  }
  for (const std::string value : {"", "0", "-1", "nan", "inf", "1e-6 "}) {
    CAPTURE(value);
    CHECK_THROWS_AS(static_cast<void>(Metadata(with("e", value)).positive("e")), base::Error);
  }
  for (const std::string value : {"", "1,2", "1,2,3,4", "1,,3", "1,2,nan"}) {
    CAPTURE(value);
    CHECK_THROWS_AS(static_cast<void>(Metadata(with("m", value)).per_channel("m")), base::Error);
  }
  CHECK_THROWS_WITH(
      static_cast<void>(Metadata(with("n", "many")).count("n", 16)),
      "a.safetensors: the metadata say n = 'many', expected a whole number from 1 to 16");
}

}  // namespace
}  // namespace vitviz::checkpoint
