// SPDX-License-Identifier: Apache-2.0
#include "base/processors.h"

#include <thread>

#include <doctest/doctest.h>

#if defined(__linux__)
#include <sched.h>
#endif

namespace vitviz::base {
namespace {

TEST_CASE("there is at least one processor") { CHECK(available_processors() >= 1); }

#if defined(__linux__)
TEST_CASE("a thread that may run on one processor has one") {
  int seen = 0;
  std::thread([&] {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(sched_getcpu()), &set);
    if (sched_setaffinity(0, sizeof set, &set) == 0) seen = available_processors();
  }).join();
  CHECK(seen == 1);
}
#endif

}  // namespace
}  // namespace vitviz::base
