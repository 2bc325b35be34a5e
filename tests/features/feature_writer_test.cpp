// SPDX-License-Identifier: Apache-2.0
#include "features/feature_writer.h"

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "support/bytes_of.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::features {
namespace {

namespace fs = std::filesystem;
constexpr tensor::PatchGrid kGrid{1, 2};

tensor::Matrix rows(float first) {
  tensor::Matrix rows(1, 3);
  rows << first, 0.5F, -2;
  return rows;
}

std::string text_at(const fs::path& path) { return test::text_of(test::read_bytes(path)); }

// Two photos, of which one has a name that CSV must quote.
std::vector<fs::path> write(const fs::path& path) {
  const auto writer = open_features(path, false, base::Overwrite::kNever);
  writer->add({"a.jpg", kGrid}, rows(1));
  writer->add({"b, \"c\".jpg", kGrid}, rows(0.1F));
  return writer->finish();
}

TEST_CASE("features as .npy: all rows, and the photo of each beside them") {
  const test::TemporaryFolder folder;
  CHECK(write(folder / "f.npy") == std::vector<fs::path>{folder / "f.npy", folder / "f.rows.csv"});
  const test::Array array = test::read_npy(folder / "f.npy");
  CHECK(array.shape == io::Shape{2, 3});
  CHECK(array.values == std::vector<float>{1, 0.5F, -2, 0.1F, 0.5F, -2});
  CHECK(text_at(folder / "f.rows.csv") == "photo\na.jpg\n\"b, \"\"c\"\".jpg\"\n");
}

TEST_CASE("features as text: every digit that tells floats apart") {
  const test::TemporaryFolder folder;
  write(folder / "f.csv");
  CHECK(text_at(folder / "f.csv") ==
        "photo,f0,f1,f2\na.jpg,1,0.5,-2\n\"b, \"\"c\"\".jpg\",0.1,0.5,-2\n");
  write(folder / "f.jsonl");
  const std::string lines = text_at(folder / "f.jsonl");
  const auto second = nlohmann::json::parse(lines.substr(lines.find('\n') + 1));
  CHECK(second["photo"] == "b, \"c\".jpg");
  CHECK(second["features"][0].get<float>() == 0.1F);
}

TEST_CASE("features of patches tell their places") {
  const test::TemporaryFolder folder;
  const auto writer = open_features(folder / "p.csv", true, base::Overwrite::kNever);
  tensor::Matrix both(2, 3);
  both << rows(1), rows(2);
  writer->add({"a.jpg", kGrid}, both);
  writer->finish();
  CHECK(text_at(folder / "p.csv") ==
        "photo,row,col,f0,f1,f2\na.jpg,0,0,1,0.5,-2\na.jpg,0,1,2,0.5,-2\n");
}

TEST_CASE("features that are not finished leave nothing, and nothing is replaced") {
  const test::TemporaryFolder folder;
  for (const char* name : {"f.npy", "f.npz", "f.csv", "f.jsonl"}) {
    open_features(folder / name, false, base::Overwrite::kNever)->add({"a.jpg", kGrid}, rows(1));
  }
  CHECK(folder.names().empty());
  test::write_bytes(folder / "f.csv", test::bytes_of("mine"));
  const auto error = test::error_of([&] { write(folder / "f.csv"); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kOutput);
  CHECK(text_at(folder / "f.csv") == "mine");
}

TEST_CASE("an ending that is none of these is refused") {
  const auto error = test::error_of([] { static_cast<void>(feature_files("f.txt")); });
  REQUIRE(error);
  CHECK(test::contains(error->what(), ".jsonl"));
}

}  // namespace
}  // namespace vitviz::features
