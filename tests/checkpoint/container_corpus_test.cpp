// SPDX-License-Identifier: Apache-2.0
// Replays the seeds of the fuzzers, and whatever they once found, in every test run.
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "gguf/gguf.h"
#include "io/flat_json.h"
#include "numpy/npz.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::checkpoint {
namespace {

void read_all(const io::Checkpoint& checkpoint) {
  for (const auto& [name, stored] : checkpoint.tensors) static_cast<void>(stored.bytes.read());
}

template <typename Read>
void replay(const std::string& container, Read read) {
  int good = 0;
  int bad = 0;
  const std::filesystem::path folder = std::filesystem::path(VITVIZ_CORPUS_ROOT) / container;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    const auto bytes = test::read_bytes(entry.path());
    const auto error = test::error_of([&] { read(bytes); });
    const bool is_good = name.find("good_") == 0;
    CHECK(error.has_value() != is_good);
    if (error) CHECK(error->code() == base::ErrorCode::kModel);
    if (error) CHECK_FALSE(error->hint().empty());
    ++(is_good ? good : bad);
  }
  CHECK(good >= 3);
  CHECK(bad >= 8);
}

TEST_CASE("the files of the fuzzing corpora are read or refused as their names say") {
  replay("npz", [](const auto& bytes) { read_all(numpy::parse_npz(bytes, "file")); });
  replay("gguf", [](const auto& bytes) { read_all(gguf::parse_gguf(bytes, "file")); });
  replay("flat_json",
         [](const auto& bytes) { static_cast<void>(io::parse_flat_json(bytes, "file")); });
}

}  // namespace
}  // namespace vitviz::checkpoint
