// SPDX-License-Identifier: Apache-2.0
// A video that vitviz drew plays in a browser.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "browser/browser.h"
#include "browser/made_page.h"
#include "program/program.h"
#include "support/video_file.h"

namespace vitviz::test {
namespace {

TEST_CASE("an overlay plays, with its size and length") {
  const TemporaryFolder folder;
  constexpr int kFrames = 8;
  constexpr double kRate = 10;
  write_video(folder / "clip.mp4", {.frames = kFrames});
  REQUIRE(run_vitviz(folder.path(), {"clip.mp4", "--view", "overlay"}).exit_code == 0);
  Browser& browser = shared_browser();
  browser.open(made_page(folder, "", "<video src=clip.attention.mp4 muted></video>"));
  const nlohmann::json played = browser.run(R"(
    const video = document.querySelector("video");
    return new Promise((done, fail) => {
      video.onerror = () => fail(Error(video.error.message));
      video.onended = () => done({width: video.videoWidth, height: video.videoHeight,
                                  seconds: video.duration, at: video.currentTime,
                                  ready: video.readyState});
      video.play().catch(fail);
    });)");
  CHECK(played.at("width") == 96);
  CHECK(played.at("height") == 64);
  CHECK(played.at("ready") >= 2);  // HAVE_CURRENT_DATA
  CHECK(std::abs(played.at("seconds").get<double>() - kFrames / kRate) < 1 / kRate);
  CHECK(std::abs(played.at("at").get<double>() - kFrames / kRate) < 1 / kRate);
}

}  // namespace
}  // namespace vitviz::test
