// SPDX-License-Identifier: Apache-2.0
#include "screen/progress.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

#include <doctest/doctest.h>

#include "support/pseudo_terminal.h"
#include "support/thrown_error.h"

namespace vitviz::screen {
namespace {

using test::contains;

constexpr auto kLongEnough = std::chrono::milliseconds(350);  // the bar shows after 300 ms

TEST_CASE("the line says where the batch is and what is left") {
  // 2.5 of 4 photos after 10 s: the other 1.5 take 6 s.
  const Stage stage{.photos_done = 2, .photos = 4, .blocks_done = 6, .blocks = 12, .seconds = 10};
  const std::string line = progress_line(stage, 80);
  CHECK(contains(line, "photo 3/4 ["));
  CHECK(contains(line, "10.0 s, 6.0 s left"));
}

TEST_CASE("the line says what is done with the photos") {
  CHECK(contains(progress_line({.noun = "first look", .photos = 3}, 80), "first look 1/3 ["));
}

TEST_CASE("a photo alone has no number, but blocks") {
  CHECK(
      contains(progress_line({.blocks_done = 5, .blocks = 12, .seconds = 1}, 80), "block 5/12 ["));
  CHECK_FALSE(contains(progress_line({.seconds = 1}, 80), "photo"));
}

TEST_CASE("before the first block nothing is said about the time left") {
  CHECK_FALSE(contains(progress_line({.photos = 3, .blocks = 12, .seconds = 1}, 80), "left"));
}

TEST_CASE("the line fits any terminal") {
  const Stage stage{
      .photos_done = 99, .photos = 100, .blocks_done = 12, .blocks = 12, .seconds = 4000};
  for (int width = -1; width < 120; ++width) {
    CHECK(static_cast<int>(progress_line(stage, width).size()) <= std::max(width, 0));
  }
}

TEST_CASE("the bar shows after a while and is gone at the end, whatever ends it") {
  const test::PseudoTerminal terminal(/*columns=*/80);
  try {
    Progress progress(terminal.stream(), "photo", /*photos=*/2, /*blocks=*/12,
                      Progress::Visibility::kShown);
    progress.finish_block();
    CHECK(terminal.shown().empty());
    std::this_thread::sleep_for(kLongEnough);
    progress.finish_block();
    CHECK(contains(terminal.shown(), "\rphoto 1/2 ["));
    progress.finish_block();
    CHECK(terminal.shown().empty());  // less than 100 ms later
    throw std::runtime_error("a photo is broken");
  } catch (const std::runtime_error&) {
    const std::string erased = terminal.shown();
    CHECK(erased.find_first_not_of("\r ") == std::string::npos);
    CHECK(contains(erased, "\r  "));
  }
}

TEST_CASE("the blocks of several photos at once count until their photo does") {
  const test::PseudoTerminal terminal(/*columns=*/80);
  Progress progress(terminal.stream(), "photo", /*photos=*/10, /*blocks=*/2,
                    Progress::Visibility::kShown);
  progress.finish_block();  // of one
  progress.finish_block();  // of another, which fails
  progress.finish_photo(/*blocks=*/1);
  std::this_thread::sleep_for(kLongEnough);
  progress.finish_block();
  // 2 of 10 photos: 6 of the bar's 30 marks.
  CHECK(contains(terminal.shown(), "\rphoto 2/10 [######...."));
}

TEST_CASE("a hidden bar writes nothing") {
  const test::PseudoTerminal terminal(/*columns=*/80);
  Progress progress(terminal.stream(), "photo", 2, 12, Progress::Visibility::kHidden);
  std::this_thread::sleep_for(kLongEnough);
  progress.finish_block();
  progress.clear();
  CHECK(terminal.shown().empty());
}

}  // namespace
}  // namespace vitviz::screen
