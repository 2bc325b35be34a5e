// SPDX-License-Identifier: Apache-2.0
#include "analysis/crew.h"

#include <doctest/doctest.h>

namespace vitviz::analysis {
namespace {

TEST_CASE("few photos are done one by one with all threads") {
  CHECK(crew_for(0, 2) == Crew{1, 2});
  CHECK(crew_for(1, 16) == Crew{1, 16});
  CHECK(crew_for(7, 2) == Crew{1, 2});
}

TEST_CASE("of many photos each has a thread of its own") {
  CHECK(crew_for(8, 2) == Crew{2, 1});
  CHECK(crew_for(100, 8) == Crew{8, 1});
  CHECK(crew_for(100, 1) == Crew{1, 1});
}

TEST_CASE("no more than eight are done at once, however many threads there are") {
  for (int threads = 1; threads < 300; ++threads) {
    const Crew crew = crew_for(1'000'000, threads);
    CHECK(crew.photos_at_once <= 8);
    CHECK(crew.photos_at_once * crew.threads_per_photo <= threads);
    CHECK((crew.photos_at_once + 1) * crew.threads_per_photo > threads);
  }
}

}  // namespace
}  // namespace vitviz::analysis
