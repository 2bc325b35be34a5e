// SPDX-License-Identifier: Apache-2.0
// Replays the seeds of the fuzzer, and whatever it once found, in every test run.
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "support/safetensors_bytes.h"
#include "support/temporary_folder.h"

namespace vitviz::safetensors {
namespace {

TEST_CASE("the files of the fuzzing corpus are read or refused as their names say") {
  int good = 0;
  int bad = 0;
  for (const auto& entry : std::filesystem::directory_iterator(VITVIZ_CORPUS_ROOT "/safetensors")) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    const std::string verdict = test::refusal(test::read_bytes(entry.path()));
    const bool is_good = name.find("good_") == 0;
    CHECK((verdict == "accepted") == is_good);
    ++(is_good ? good : bad);
  }
  CHECK(good >= 3);
  CHECK(bad >= 8);
}

}  // namespace
}  // namespace vitviz::safetensors
