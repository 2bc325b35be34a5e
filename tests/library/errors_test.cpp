// SPDX-License-Identifier: Apache-2.0
// What is wrong is told by the one exception, with the names there are.
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include <doctest/doctest.h>

#include "small_model.h"
#include "support/temporary_folder.h"
#include "vitviz/error.h"
#include "vitviz/vitviz.h"

namespace vitviz {
namespace {

template <typename Action>
std::optional<Error> error_of(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

template <typename Action>
void check_error(ErrorCode code, const std::string& part, const Action& action) {
  CAPTURE(part);
  const auto error = error_of(action);
  REQUIRE(error);
  CHECK(error->code() == code);
  const std::string text = std::string(error->what()) + "\n" + error->hint();
  CAPTURE(text);
  CHECK(text.find(part) != std::string::npos);
  CHECK(text.find("--") == std::string::npos);  // options are the program's
}

TEST_CASE("names that nobody knows") {
  const Analysis seen = test::small_model().look(test::small_photo());
  const auto argument = [&](const std::string& part, const auto& action) {
    check_error(ErrorCode::kArgument, part, action);
  };
  argument("attention, rollout", [&] { return seen.map({.name = "atention"}); });
  argument("mean, max or min", [&] { return seen.map({.head = "median"}); });
  argument("tokencut", [&] { return seen.mask({.method = "cut"}); });
  argument("overlay", [&] { return seen.picture("ovrelay"); });
  argument("viridis", [&] { return seen.picture("heat", {.colormap = "jet"}); });
  argument("bicubic", [&] { return seen.picture("heat", {.upsample = "lanczos"}); });
  argument("bilateral", [&] { return seen.mask({.refine = "crf"}); });
  argument("q, k, v or x", [&] { return seen.mask({.method = "tokencut", .features = "w"}); });
  argument("terminal", [&] { return seen.picture("terminal"); });
}

TEST_CASE("numbers that do not suit") {
  const Model model = test::small_model();
  const Photo photo = test::small_photo();
  const Analysis seen = model.look(photo);
  const auto argument = [&](const std::string& part, const auto& action) {
    check_error(ErrorCode::kArgument, part, action);
  };
  argument("block", [&] { return seen.map({.block = 3}); });
  argument("head", [&] { return seen.map({.head = 3}); });
  argument("query 1", [&] { return seen.map({.query = 1}); });
  argument("query -1", [&] { return seen.attention(-1); });
  argument("opacity", [&] { return seen.picture("overlay", {.opacity = 1.5}); });
  argument("gamma", [&] { return seen.picture("heat", {.gamma = 0}); });
  argument("range", [&] { return seen.picture("heat", {.lowest = 1.0}); });
  argument("range", [&] { return seen.picture("heat", {.lowest = 1.0, .highest = 1.0}); });
  argument("keep", [&] { return seen.mask({.keep = std::nan("")}); });
  argument("mask head", [&] { return seen.mask({.method = "learned"}); });
  argument("multiples", [&] { return model.look(photo, {.size = ExactSize{50, 40}}); });
  argument("positive", [&] { return model.look(photo, {.size = ExactSize{0, 40}}); });
  argument("size", [&] { return model.look(photo, {.size = ShortSide{0}}); });
  argument("threads", [&] { return model.look(photo, {.threads = -1}); });
  argument("query", [&] { return model.look(photo, {.queries = {{72, 0}}}); });
  check_error(ErrorCode::kPhoto, "crop", [&] {
    return model.look(photo, {.crop = Box{0, 0, 73, 48}});
  });
  check_error(ErrorCode::kPhoto, "crop", [&] {
    return model.look(photo, {.crop = Box{-1, 0, 8, 8}});
  });
  argument("crop 0", [&] { return model.look(photo, {.crop = Box{0, 0, 0, 8}}); });
  argument("crop -5", [&] { return model.look(photo, {.crop = Box{0, 0, 8, -5}}); });
  argument("keep 0", [&] { return seen.mask({.keep = 0.0}); });
  argument("to_the_end", [&] { return model.look(photo, {.to_the_end = false}).tokens(); });
}

TEST_CASE("photos") {
  const std::vector<std::uint8_t> pixels(12, 7);
  const auto argument = [&](const std::string& part, const auto& action) {
    check_error(ErrorCode::kArgument, part, action);
  };
  argument("12", [&] { return Photo::from_rgb(pixels, 3, 2); });
  argument("positive", [&] { return Photo::from_rgb(pixels, -2, -2); });
  argument("more than", [&] { return Photo::from_rgb(pixels, 1 << 30, 1 << 30); });
  std::vector<float> input(3 * 8 * 8, 0.0F);
  input[70] = std::numeric_limits<float>::quiet_NaN();
  argument("channel 1 at (6, 0)", [&] { return Photo::prepared(input, 8, 8); });
  check_error(ErrorCode::kPhoto, "nowhere.jpg", [] { return Photo::read("nowhere.jpg"); });
  check_error(ErrorCode::kPhoto, "memory",
              [&] { return Photo::decode(std::as_bytes(std::span(pixels)), "memory"); });
  argument("size already", [] {
    const std::vector<float> zeros(3 * 48 * 48, 0.0F);
    return test::small_model().look(Photo::prepared(zeros, 48, 48), {.size = ShortSide{48}});
  });
  argument("multiples", [] {
    const std::vector<float> zeros(3 * 50 * 48, 0.0F);
    return test::small_model().look(Photo::prepared(zeros, 50, 48));
  });
}

TEST_CASE("models") {
  check_error(ErrorCode::kModel, "nowhere.pth", [] { return Model::load("nowhere.pth"); });
  const test::TemporaryFolder folder;
  check_error(ErrorCode::kModel, "is", [&] { return Model::load(folder.path()); });
}

TEST_CASE("a stop that is requested ends what runs") {
  std::stop_source stop;
  stop.request_stop();
  const auto error = error_of(
      [&] { return test::small_model().look(test::small_photo(), {.stop = stop.get_token()}); });
  REQUIRE(error);
  CHECK(error->code() == ErrorCode::kStopped);
}

}  // namespace
}  // namespace vitviz
