// SPDX-License-Identifier: Apache-2.0
// A pass that takes seconds ends soon after somebody asks for it, wherever it is.
#include <chrono>
#include <ctime>
#include <functional>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "base/stopped.h"
#include "model/block_keeper.h"
#include "model/random_model.h"
#include "support/random_matrix.h"

namespace vitviz::model {
namespace {

using std::chrono::milliseconds;

// The promise of VisionTransformer::forward. It is measured in what this process computes: on a
// machine with other work the clock on the wall says little about the program.
constexpr double kSoon = 0.1;  // s

constexpr tensor::PatchGrid kGrid{64, 64};

const VisionTransformer& wide_model() {
  static const VisionTransformer model =
      random_model({768, 12, 2, 3072, 16}, "wide", nn::Precision::kF32);
  return model;
}

void run(const std::stop_token& stop, std::vector<BlockObserver*> observers = {}) {
  static const tensor::Matrix patches = test::random_matrix(kGrid.count(), 3 * 16 * 16, 5);
  base::ThreadPool one_thread(1);
  static_cast<void>(wide_model().forward(patches, kGrid, {Goal::kTokens, std::move(observers)},
                                         one_thread, stop));
}

double computed() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Asks for a stop so many milliseconds after the work has begun.
void check_ends_soon(int after, const std::function<void(const std::stop_token& stop)>& work) {
  CAPTURE(after);
  std::stop_source source;
  double requested = 0;
  std::jthread asks([&] {
    std::this_thread::sleep_for(milliseconds(after));
    requested = computed();
    source.request_stop();
  });
  CHECK_THROWS_AS(work(source.get_token()), base::Stopped);
  const double ended = computed();
  asks.join();
  CHECK(ended - requested < kSoon);
}

TEST_CASE("a pass ends within a tenth of a second of the request, whatever it is doing") {
  const double begin = computed();
  run({});
  REQUIRE(computed() - begin > 10 * kSoon);  // long enough to be stopped in its middle
  for (const int after : {0, 40, 90, 170, 300, 450}) {
    check_ends_soon(after, [](const std::stop_token& stop) { run(stop); });
  }
}

TEST_CASE("a model of random weights is not completed after a stop") {
  const auto make = [](const std::stop_token& stop) {
    static_cast<void>(random_model({768, 12, 12, 3072, 16}, "base", nn::Precision::kF32, stop));
  };
  const double begin = computed();
  make({});
  REQUIRE(computed() - begin > 5 * kSoon);
  for (const int after : {0, 50, 150}) check_ends_soon(after, make);
}

TEST_CASE("a pass that is asked to stop before it begins shows nothing") {
  BlockKeeper keeper({0}, {.queries = true});
  std::stop_source source;
  source.request_stop();
  CHECK_THROWS_AS(run(source.get_token(), {&keeper}), base::Stopped);
  CHECK(keeper.kept().at(0).queries.size() == 0);
}

}  // namespace
}  // namespace vitviz::model
