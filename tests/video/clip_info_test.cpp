// SPDX-License-Identifier: Apache-2.0
#include "video/clip_info.h"

#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/thrown_error.h"

namespace vitviz::video {
namespace {

using test::contains;
using test::error_of;

// A stream of pictures with these fields after its size and rate.
std::string clip_with(const std::string& fields) {
  return fmt::format(R"({{"streams": [{{"codec_type": "video", "width": 320, "height": 240,
                         "avg_frame_rate": "25/1", "r_frame_rate": "25/1"{}}}]}})",
                     fields);
}

ClipInfo parsed(const std::string& json) { return parse_clip_info(json, "a.mp4"); }

// A stream of pictures with these values.
std::string clip_of(const std::string& width, const std::string& height, const std::string& rate) {
  return fmt::format(
      R"({{"streams": [{{"codec_type": "video", "width": {}, "height": {}, "avg_frame_rate": {}}}]}})",
      width, height, rate);
}

TEST_CASE("a video's size, rate, frames and sound") {
  const ClipInfo info = parsed(
      R"({"streams": [{"codec_type": "audio", "codec_name": "aac", "nb_frames": "45"},
                      {"codec_type": "video", "width": 320, "height": 240, "nb_frames": "300",
                       "avg_frame_rate": "30000/1001", "r_frame_rate": "30000/1001"}]})");
  CHECK(info.size == image::Size{320, 240});
  CHECK(info.rate == FrameRate{30000, 1001});
  CHECK(info.is_even);
  CHECK(info.frames == 300);
  CHECK(info.is_counted);
  CHECK(info.audio == "aac");
  CHECK(info.quarter_turns == 0);
}

TEST_CASE("frames that nobody has counted follow from the length, of the stream or the container") {
  const ClipInfo of_stream = parsed(clip_with(R"(, "duration": "2.0")"));
  CHECK(of_stream.frames == 50);
  CHECK_FALSE(of_stream.is_counted);
  const ClipInfo of_container = parsed(
      R"({"format": {"duration": "1.0"}, "streams": [
            {"codec_type": "video", "width": 2, "height": 2, "avg_frame_rate": "10/1"}]})");
  CHECK(of_container.frames == 10);
  CHECK(parsed(clip_with("")).frames == 0);
  CHECK(parsed(clip_with(R"(, "duration": "1e300")")).frames == 0);
  CHECK(parsed(clip_with(R"(, "nb_frames": "-5", "duration": "N/A")")).frames == 0);
}

TEST_CASE("a telephone that was held upright has turned frames") {
  const auto turns = [](const std::string& angle) {
    return parsed(clip_with(R"(, "side_data_list": [{}, {"rotation": )" + angle + "}]"))
        .quarter_turns;
  };
  CHECK(turns("-90") == 1);  // clockwise, as telephones write it
  CHECK(turns("90") == 3);
  CHECK(turns("180") == 2);
  CHECK(turns("1e300") == 0);
  CHECK(turns("null") == 0);
  const ClipInfo info = parsed(clip_with(R"(, "side_data_list": [{"rotation": -90}])"));
  CHECK(shown_size(info, /*upright=*/true) == image::Size{240, 320});
  CHECK(shown_size(info, /*upright=*/false) == image::Size{320, 240});
}

TEST_CASE("frames of uneven length have their average rate") {
  const ClipInfo info = parsed(
      R"({"streams": [{"codec_type": "video", "width": 2, "height": 2,
                       "avg_frame_rate": "24/1", "r_frame_rate": "60/1"}]})");
  CHECK(info.rate == FrameRate{24, 1});
  CHECK_FALSE(info.is_even);
}

TEST_CASE("a song's cover is no video") {
  const auto error = error_of(
      [] { static_cast<void>(parsed(clip_with(R"(, "disposition": {"attached_pic": 1})"))); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kInput);
  CHECK(contains(error->what(), "a.mp4: the file has no pictures"));
}

TEST_CASE("what cannot be is refused") {
  const std::string broken[] = {"",
                                "[",
                                "[]",
                                "3",
                                "{}",
                                R"({"streams": {}})",
                                R"({"streams": [1, "video", null]})",
                                clip_of("0", "240", R"("25/1")"),
                                clip_of("-3", "240", R"("25/1")"),
                                clip_of("1e99", "240", R"("25/1")"),
                                clip_of("100000", "100000", R"("25/1")"),
                                clip_of("[]", "240", R"("25/1")"),
                                clip_of("320", "240", R"("0/0")"),
                                clip_of("320", "240", R"("25")"),
                                clip_of("320", "240", R"("-25/1")"),
                                clip_of("320", "240", R"("1000000/1")"),
                                clip_of("320", "240", "25")};
  for (const std::string& json : broken) {
    CAPTURE(json);
    const auto error = error_of([&] { static_cast<void>(parsed(json)); });
    REQUIRE(error);
    CHECK(error->code() == base::ErrorCode::kInput);
  }
}

}  // namespace
}  // namespace vitviz::video
