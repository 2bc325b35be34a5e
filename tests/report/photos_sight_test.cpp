// SPDX-License-Identifier: Apache-2.0
#include "report/photos_sight.h"

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "image/png_file.h"
#include "measures/table.h"
#include "report/page_data.h"
#include "report/table_files.h"
#include "support/bytes_of.h"
#include "support/npy_reader.h"
#include "support/scene.h"
#include "support/temporary_folder.h"

namespace vitviz::report {
namespace {

struct Silent : analysis::RunEvents {
  void on_begin(int /*photos*/, int /*blocks*/) override {}
  void on_block() override { ++blocks; }
  void on_computed(int /*blocks*/) override {}
  void on_failed(const base::Failure& /*failure*/) override { ++failures; }
  void on_end(int /*photos*/, int failed) override { CHECK(failed == failures); }
  int blocks = 0;
  int failures = 0;
};

// Three photos of noise, one of a plain colour, and one that is none.
struct Folder {
  Folder() {
    for (const char* name : {"a", "b", "c"}) {
      write(name, test::random_photo({60, 40}, static_cast<unsigned>(paths.size())));
    }
    write("plain", test::plain_photo({60, 40}, {9, 99, 200}));
    test::write_bytes(add("broken"), test::bytes_of("no photo"));
  }
  std::filesystem::path add(const std::string& name) {
    return paths.emplace_back(folder / (name + ".png"));
  }
  void write(const std::string& name, const image::RgbImage& photo) {
    base::ThreadPool threads(1);
    test::write_bytes(add(name), image::encode_png(photo, threads));
  }
  test::TemporaryFolder folder;
  std::vector<std::filesystem::path> paths;
};

PhotosSight measure(const std::vector<std::filesystem::path>& paths, int threads, Silent& events) {
  static const model::VisionTransformer model =
      checkpoint::load_model(test::reference("vit/synthetic.safetensors"), {});
  const analysis::Question question{.size = image::Size{48, 32}};
  base::ByteBudget memory(100'000'000);
  return photos_sight({paths, question, model, threads, memory}, events);
}

TEST_CASE("many photos: means, deviations, the one that is unlike the others, and what failed") {
  const Folder folder;
  Silent events;
  const PhotosSight seen = measure(folder.paths, 2, events);
  CHECK(seen.photos == 4);
  CHECK(seen.left_out == std::set{folder.paths.back()});
  CHECK(seen.worst == base::ErrorCode::kInput);
  CHECK(events.failures == 1);
  CHECK(events.blocks == 4 * 3);
  const Json data = Json::parse(seen.sight.data);
  CHECK(data["photos"]["count"] == 4);
  REQUIRE(data["photos"]["furthest"].size() == 4);
  CHECK(data["photos"]["furthest"][0]["name"] == "plain.png");
  CHECK(data["photos"]["furthest"][0]["distance"] > data["photos"]["furthest"][1]["distance"]);
  CHECK(data["photos"]["furthest"][0]["thumbnail"] != "");
  CHECK(data["deviations"]["attention"]["rows"].size() ==
        data["tables"]["attention"]["rows"].size());
  const measures::Table& photos = measures::find_table(seen.sight.tables, "photos");
  CHECK(photos.rows.size() == 4);
}

TEST_CASE("many photos: the numbers are the same for any number of threads") {
  const Folder folder;
  Silent one;
  Silent three;
  CHECK(measure(folder.paths, 1, one).sight.data == measure(folder.paths, 3, three).sight.data);
}

TEST_CASE("a table of many photos has a column of deviations beside each") {
  const Folder folder;
  Silent events;
  const std::vector<TableFile> files = table_files(measure(folder.paths, 2, events).sight);
  CHECK(files.front().name == "attention.csv");
  CHECK(files.front().text.starts_with("block,head,query,entropy,entropy_deviation,distance,"));
  CHECK(files.back().name == "measures.json");
  const Json all = Json::parse(files.back().text);
  CHECK(all["deviations"].contains("tokens"));
  CHECK(all["photos"]["rows"].size() == 4);
}

TEST_CASE("where no photo can be read there is nothing to see") {
  const Folder folder;
  Silent events;
  CHECK(measure({folder.paths.back()}, 2, events).photos == 0);
}

}  // namespace
}  // namespace vitviz::report
