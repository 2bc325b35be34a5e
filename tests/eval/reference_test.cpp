// SPDX-License-Identifier: Apache-2.0
// All measures against plain NumPy (tests/reference/eval/make_eval.py).
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "eval/jaccard.h"
#include "eval/results.h"
#include "eval/saliency.h"
#include "eval/segments.h"
#include "support/npy_reader.h"

namespace vitviz::eval {
namespace {

constexpr int kPhotos = 7;
constexpr image::Size kSize{56, 40};
constexpr int kHeads = 3;

// The references are floats of numbers up to 1, the sums behind them differ in their last digits.
constexpr double kTolerance = 1e-6;

test::Array array(const std::string& name) {
  return test::read_npy(test::reference("eval") / (name + ".npy"));
}

struct Photo {
  std::vector<float> map;
  TruthMask truth{kSize};
  std::vector<std::vector<std::uint8_t>> heads;
};

std::vector<Photo> photos() {
  const test::Array maps = array("maps");
  const test::Array truths = array("truths");
  const test::Array heads = array("heads");
  constexpr auto kPixels = static_cast<std::ptrdiff_t>(kSize.width) * kSize.height;
  REQUIRE(maps.values.size() == kPhotos * kPixels);
  REQUIRE(heads.values.size() == kPhotos * kHeads * kPixels);
  std::vector<Photo> photos(kPhotos);
  for (std::ptrdiff_t p = 0; p < kPhotos; ++p) {
    Photo& photo = photos[static_cast<std::size_t>(p)];
    photo.map.assign(maps.values.begin() + p * kPixels, maps.values.begin() + (p + 1) * kPixels);
    std::copy_n(truths.values.begin() + p * kPixels, kPixels, photo.truth.bytes().begin());
    for (std::ptrdiff_t h = 0; h < kHeads; ++h) {
      const auto begin = heads.values.begin() + (p * kHeads + h) * kPixels;
      photo.heads.emplace_back(begin, begin + kPixels);
    }
  }
  return photos;
}

void check_near(const std::vector<double>& got, const float* wanted, double tolerance) {
  for (std::size_t i = 0; i < got.size(); ++i) {
    CAPTURE(i);
    CAPTURE(got[i]);
    CAPTURE(wanted[i]);
    CHECK(std::abs(got[i] - static_cast<double>(wanted[i])) < tolerance);
  }
}

// The data set's scores from `row` of data_set.npy on.
void check_data_set(const Task& task, const std::vector<PhotoScore>& scores, std::size_t row) {
  Scoreboard board(scores.size());
  for (std::size_t p = 0; p < scores.size(); ++p) board.enter(p, scores[p]);
  const Results results = summarize(task, {}, board);
  const test::Array wanted = array("data_set");
  for (const auto& [value, interval] : results.scores) {
    check_near({value, interval.low, interval.high}, &wanted.values.at(3 * row++), kTolerance);
  }
}

TEST_CASE("saliency agrees with NumPy") {
  const test::Array values = array("saliency");
  const test::Array curves = array("curves");
  std::vector<PhotoScore> scores;
  for (const Photo& photo : photos()) {
    const std::size_t p = scores.size();
    CAPTURE(p);
    const SaliencyScores score = score_saliency(photo.map, photo.truth);
    scores.push_back(photo_score("", score));
    check_near(scores.back().values, &values.values.at(5 * p), kTolerance);
    check_near({score.f_curve.begin(), score.f_curve.end()},
               &curves.values.at(kSaliencyThresholds * p), kTolerance);
  }
  check_data_set(kSaliency, scores, 0);
}

TEST_CASE("jaccard agrees with NumPy") {
  const test::Array wanted = array("overlaps");
  std::vector<PhotoScore> scores;
  std::size_t row = 0;
  const std::vector<Photo> all = photos();
  for (std::size_t p = 0; p < all.size(); ++p) {
    const auto objects = best_overlaps(all[p].heads, all[p].truth);
    for (const auto& [id, mask, jaccard] : objects) {
      check_near(
          {static_cast<double>(p), static_cast<double>(id), static_cast<double>(mask), jaccard},
          &wanted.values.at(4 * row++), kTolerance);
    }
    if (!objects.empty()) scores.push_back(photo_score("", objects));
  }
  CHECK(4 * row == wanted.values.size());
  check_data_set(kJaccard, scores, 5);
}

TEST_CASE("segments agree with NumPy") {
  const test::Array wanted = array("segments");
  std::vector<PhotoScore> scores;
  for (const Photo& photo : photos()) {
    const std::size_t p = scores.size();
    CAPTURE(p);
    scores.push_back(
        photo_score("", score_segments(photo.map, above_mean(photo.map), photo.truth)));
    check_near(scores.back().values, &wanted.values.at(3 * p), kTolerance);
  }
  check_data_set(kSegments, scores, 6);
}

}  // namespace
}  // namespace vitviz::eval
