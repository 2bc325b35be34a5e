// SPDX-License-Identifier: Apache-2.0
// What the page is given: the form that report/page/page_data.js reads.
#include "report/photo_sight.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "checkpoint/load.h"
#include "image/png_file.h"
#include "report/page_data.h"
#include "support/npy_reader.h"
#include "support/scene.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::report {
namespace {

const model::VisionTransformer& synthetic() {
  static const model::VisionTransformer model =
      checkpoint::load_model(test::reference("vit/synthetic.safetensors"), {});
  return model;
}

struct Photo {
  explicit Photo(image::Size size) {
    base::ThreadPool threads(1);
    test::write_bytes(path, image::encode_png(test::random_photo(size, 3), threads));
  }
  test::TemporaryFolder folder;
  std::filesystem::path path = folder / "a <b>.png";
};

Sight sight_of(const std::filesystem::path& photo, std::size_t bytes, int* blocks = nullptr) {
  const analysis::Question question{.size = image::Size{48, 32}};
  base::ByteBudget memory(100'000'000);
  base::ThreadPool threads(2);
  return photo_sight({photo, question, synthetic(), bytes, memory}, threads, [&] {
    if (blocks != nullptr) ++*blocks;
  });
}

TEST_CASE("a sight has the photo, all attention, colours and every table") {
  const Photo photo({90, 60});
  int blocks = 0;
  const Sight sight = sight_of(photo.path, 10'000'000, &blocks);
  CHECK(blocks == 3);
  const Json data = Json::parse(sight.data);
  CHECK(data["photo"]["name"] == "a <b>.png");
  CHECK(data["photo"]["width"] == 90);
  CHECK(data["photo"]["shown_height"] == 60);
  CHECK(data["network"]["input_width"] == 48);
  CHECK(data["network"]["prefix"].size() == 3);
  const int patches = data["grid"]["rows"].get<int>() * data["grid"]["cols"].get<int>();
  CHECK(patches == 24);
  CHECK(data["attention"]["kept"] == 27);
  CHECK(data["attention"]["left_out"] == "");
  REQUIRE(data["attention"]["patches"].size() == 3);
  CHECK(data["attention"]["patches"][2]["codes"].get<std::string>().size() == 3 * 24 * 27 / 3 * 4);
  CHECK(data["pca"]["own"].size() == 3);
  CHECK(data["pca"]["common"][1].get<std::string>().size() == 24 * 4);
  CHECK(data["outliers"].size() == 3);
  for (const char* table :
       {"attention", "heads", "tokens", "norms", "outliers", "dimensions", "readout"}) {
    CAPTURE(table);
    CHECK(data["tables"].contains(table));
  }
  CHECK(data["tables"]["tokens"]["rows"].size() == 3 * 5 + 1);
  CHECK(data["deviations"].is_null());
}

TEST_CASE("less of the attention is kept where the page has less room") {
  const Photo photo({90, 60});
  const Json data = Json::parse(sight_of(photo.path, 500'000).data);
  CHECK(data["attention"]["left_out"] != "");
  REQUIRE(data["attention"]["summary"].size() == 3);
  CHECK(data["attention"]["summary"][0].is_null());
}

TEST_CASE("a photo that cannot be read, or not in the memory there is, says so") {
  const Photo photo({90, 60});
  const auto missing =
      test::error_of([&] { static_cast<void>(sight_of(photo.folder / "none.png", 1'000'000)); });
  REQUIRE(missing);
  CHECK(missing->code() == base::ErrorCode::kInput);
  const analysis::Question question{.size = image::Size{48, 32}};
  base::ByteBudget memory(100);
  base::ThreadPool threads(1);
  const auto large = test::error_of([&] {
    static_cast<void>(
        photo_sight({photo.path, question, synthetic(), 1'000'000, memory}, threads, [] {}));
  });
  REQUIRE(large);
  CHECK(test::contains(large->what(), "takes 1 MB of memory"));
}

TEST_CASE("the page's data names its kind and its colour maps") {
  const Photo photo({90, 60});
  const Json data = Json::parse(page_data(
      Kind::kPhoto, "two", {sight_of(photo.path, 1'000'000), sight_of(photo.path, 1'000'000)}));
  CHECK(data["format"] == 1);
  CHECK(data["kind"] == "photo");
  CHECK(data["sights"].size() == 2);
  CHECK(data["colormaps"]["inferno"].get<std::string>().size() == 1024);
}

}  // namespace
}  // namespace vitviz::report
