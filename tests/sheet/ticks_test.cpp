// SPDX-License-Identifier: Apache-2.0
#include "sheet/ticks.h"

#include <string>

#include <doctest/doctest.h>

namespace vitviz::sheet {
namespace {

std::string labels_of(const std::vector<Tick>& ticks) {
  std::string labels;
  for (const Tick& tick : ticks) labels += (labels.empty() ? "" : " ") + tick.label;
  return labels;
}

TEST_CASE("round_ticks: steps of 1, 2 or 5, as many as fit") {
  CHECK(labels_of(round_ticks({0, 1}, 6)) == "0.0 0.2 0.4 0.6 0.8 1.0");
  CHECK(labels_of(round_ticks({0, 1}, 5)) == "0.0 0.5 1.0");
  CHECK(labels_of(round_ticks({0, 1}, 11)) == "0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1.0");
  CHECK(labels_of(round_ticks({0.0003F, 0.0125F}, 7)) == "0.002 0.004 0.006 0.008 0.010 0.012");
  CHECK(labels_of(round_ticks({-1, 1}, 5)) == "-1.0 -0.5 0.0 0.5 1.0");
  CHECK(labels_of(round_ticks({0, 42}, 5)) == "0 10 20 30 40");
}

TEST_CASE("round_ticks: small and large numbers are written with a power of ten") {
  CHECK(labels_of(round_ticks({0, 0.00041F}, 5)) == "0.0000 0.0001 0.0002 0.0003 0.0004");
  CHECK(labels_of(round_ticks({0, 0.000041F}, 5)) == "0 1e-5 2e-5 3e-5 4e-5");
  CHECK(labels_of(round_ticks({0, 0.000011F}, 7)) == "0 0.2e-5 0.4e-5 0.6e-5 0.8e-5 1.0e-5");
  CHECK(labels_of(round_ticks({0, 4.1e6F}, 5)) == "0 1e6 2e6 3e6 4e6");
}

TEST_CASE("round_ticks: ticks lie where their values do") {
  for (const Tick& tick : round_ticks({0.1F, 0.9F}, 9)) {
    CHECK(tick.share == doctest::Approx((std::stod(tick.label) - 0.1) / 0.8).epsilon(1e-6));
  }
}

TEST_CASE("round_ticks: any range has one to `most` ticks, all of them in it") {
  for (const float lowest : {0.0F, 1e-30F, 1e-6F, 0.0123F, 3.0F, 1e20F, -5.0F}) {
    for (const float extent : {0.0F, 1e-38F, 1e-7F, 0.001F, 0.7F, 900.0F, 1e30F}) {
      for (const int most : {2, 5, 9}) {
        const auto ticks = round_ticks({lowest, lowest + extent}, most);
        CAPTURE(lowest);
        CAPTURE(extent);
        CHECK(std::ssize(ticks) <= most);
        for (const Tick& tick : ticks) CHECK((tick.share >= 0.0 && tick.share <= 1.0));
      }
    }
  }
}

TEST_CASE("round_ticks: a range of one value has one tick") {
  CHECK(round_ticks({0.25F, 0.25F}, 5) == std::vector<Tick>{{0.5, "0.25"}});
  CHECK(round_ticks({0, 0}, 5) == std::vector<Tick>{{0.5, "0"}});
}

TEST_CASE("end_ticks: two digits, or as many as tell the ends apart") {
  CHECK(labels_of(end_ticks({0.00123F, 0.0345F})) == "0.0012 0.034");
  CHECK(labels_of(end_ticks({0.990F, 0.994F})) == "0.99 0.994");
  CHECK(labels_of(end_ticks({1.2e-5F, 1e-3F})) == "1.2e-5 0.001");
  CHECK(labels_of(end_ticks({1.2e-38F, 0.5F})) == "0 0.5");
  CHECK(labels_of(end_ticks({0.0019F, 1.0F})) == "0 1");  // 1/510 is 0.00196
  CHECK(labels_of(end_ticks({0.002F, 1.0F})) == "0.002 1");
  CHECK(labels_of(end_ticks({-0.6F, -0.0001F})) == "-0.6 0");
  CHECK(labels_of(end_ticks({0.5F, 0.5F})) == "0.5");
  CHECK(end_ticks({0, 1}) == std::vector<Tick>{{0.0, "0"}, {1.0, "1"}});
}

}  // namespace
}  // namespace vitviz::sheet
