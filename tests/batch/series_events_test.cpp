// SPDX-License-Identifier: Apache-2.0
#include "batch/series_events.h"

#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/select_maps.h"
#include "base/stopped.h"
#include "batch/photo_series.h"
#include "image/png_file.h"
#include "model/random_model.h"
#include "support/temporary_folder.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;

// A line for each event but those of blocks, which it counts.
class Noted : public SeriesEvents {
 public:
  void on_begin(int photos) override { note("begin", photos); }
  void on_survey_begin(int photos) override { note("survey", photos); }
  void on_surveyed() override { ++surveyed; }
  void on_survey_end() override { note("surveyed", surveyed); }
  void on_block() override { ++blocks; }
  void on_computed(int finished) override { computed.push_back(finished); }
  void on_frame(const inputs::Input&, const FrameProgress&) override { ++frames; }
  void on_drawn(const inputs::Input& input, const DrawnPhoto& drawn) override {
    note("drawn " + input.path.filename().string(), static_cast<int>(drawn.files.size()));
  }
  void on_failed(const inputs::Input& input, const base::Failure& failure) override {
    note("failed " + input.path.filename().string(), static_cast<int>(failure.code));
  }
  void on_note(const std::string& text) override { lines.push_back("note " + text); }
  void on_skipped(const inputs::Input& input) override {
    lines.push_back("skipped " + input.path.filename().string());
  }
  void on_end(const SeriesSummary& summary) override {
    note("end", summary.photos);
    note("of which failed", summary.failures());
  }

  std::vector<std::string> lines;
  std::vector<int> computed;
  int blocks = 0;
  int surveyed = 0;
  int frames = 0;

 private:
  void note(const std::string& what, int number) {
    lines.push_back(what + ' ' + std::to_string(number));
  }
};

const model::VisionTransformer& small_model() {
  static const model::VisionTransformer model =
      model::random_model({.width = 32, .heads = 2, .blocks = 3, .mlp_width = 64, .patch = 16},
                          "small", nn::Precision::kF32);
  return model;
}

// photo10.png, photo11.png, …
void write_photos(const test::TemporaryFolder& folder, int photos) {
  base::ThreadPool threads(1);
  for (int i = 0; i < photos; ++i) {
    image::RgbImage photo(image::Size{.width = 48, .height = 32});
    const std::string name = "photo" + std::to_string(10 + i) + ".png";
    test::write_bytes(folder / name, image::encode_png(photo, threads));
  }
}

struct Outcome {
  Noted events;
  std::optional<base::ErrorCode> worst;
};

void run(const test::TemporaryFolder& folder, const views::PictureOptions& picture, int threads,
         Outcome& outcome, const std::stop_token& stop = {}) {
  const analysis::Question question;
  const analysis::MapSelection selection = analysis::select_maps(question, small_model());
  OutputOptions output;
  output.out = folder / "out";
  const DrawJob job{question, picture, output, small_model(), selection, {}, stop};
  PhotoSeries series(job, inputs::find_photos({folder.path()}, {}), outcome.events);
  outcome.worst = series.run(threads);
}

TEST_CASE("a series tells of each photo in order, and of the broken one between them") {
  const test::TemporaryFolder folder;
  write_photos(folder, 2);
  std::ofstream(folder / "photo10a.png") << "no picture";
  Outcome outcome;
  run(folder, {}, /*threads=*/1, outcome);
  CHECK(outcome.events.lines ==
        std::vector<std::string>{"begin 3", "drawn photo10.png 2", "failed photo10a.png 3",
                                 "drawn photo11.png 2", "end 3", "of which failed 1"});
  CHECK(outcome.events.computed == std::vector<int>{3, 0, 3});
  CHECK(outcome.events.blocks == 6);
  CHECK(outcome.worst == base::ErrorCode::kInput);
}

TEST_CASE("several at once are told of in the same order, after what they have in common") {
  const test::TemporaryFolder folder;
  constexpr int kPhotos = 16;
  write_photos(folder, kPhotos);
  views::PictureOptions picture;
  picture.range = views::SharedRange{};
  Outcome outcome;
  run(folder, picture, /*threads=*/4, outcome);
  const std::vector<std::string>& lines = outcome.events.lines;
  REQUIRE(lines.size() == kPhotos + 5);
  CHECK(lines[0] == "begin 16");
  CHECK(lines[1] == "survey 16");
  CHECK(lines[2] == "surveyed 16");
  for (int i = 0; i < kPhotos; ++i) {
    CHECK(lines[static_cast<std::size_t>(3 + i)] ==
          "drawn photo" + std::to_string(10 + i) + ".png 2");
  }
  CHECK(lines.back() == "of which failed 0");
  CHECK_FALSE(outcome.worst);
}

TEST_CASE("a series that is asked to stop tells of no photo") {
  const test::TemporaryFolder folder;
  write_photos(folder, 2);
  std::stop_source source;
  source.request_stop();
  Outcome outcome;
  CHECK_THROWS_AS(run(folder, {}, 1, outcome, source.get_token()), base::Stopped);
  CHECK(outcome.events.lines == std::vector<std::string>{"begin 2", "end 2", "of which failed 0"});
  CHECK_FALSE(fs::exists(folder / "out"));
}

}  // namespace
}  // namespace vitviz::batch
