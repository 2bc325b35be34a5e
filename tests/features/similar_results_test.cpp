// SPDX-License-Identifier: Apache-2.0
#include "features/similar_results.h"

#include <array>
#include <cmath>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace vitviz::features {
namespace {

SimilarResults results() {
  return {.query = "q.jpg",
          .model = "m",
          .block = 11,
          .state = model::TokenState::kNormed,
          .photos = {"far.jpg", "new\nline.jpg", "\xFF.jpg"},
          .readouts = {{Readout::kMean, 2, {{1.0, 1}, {0.25, 2}, {-0.5, 0}}}},
          .left_out = {{"broken.jpg", "is no picture"}}};
}

TEST_CASE("neighbours by CLS, by the mean, and by both together") {
  // CLS and mean of a photo, each two numbers.
  tensor::Matrix query(1, 4);
  query << 1, 0, 0, 1;
  tensor::Matrix rows(2, 4);
  rows << 3, 0, 1, 0,  // the query's CLS, another mean
      0, 1, 0, 1;      // the other way round
  constexpr std::array kAll = {Readout::kCls, Readout::kMean, Readout::kClsAndMean};
  base::ThreadPool threads(1);
  const auto by = neighbors_by(kAll, 2, query, rows, 2, threads);
  REQUIRE(by.size() == 3);
  CHECK(by[0].nearest == std::vector<Neighbor>{{1, 0}, {0, 1}});
  CHECK(by[1].nearest == std::vector<Neighbor>{{1, 1}, {0, 0}});
  CHECK(by[2].width == 4);
  // 3 / (√2 √10), and 1 / (√2 √2).
  CHECK(by[2].nearest[0].row == 0);
  CHECK(by[2].nearest[0].cosine == doctest::Approx(3 / std::sqrt(20.0)));
  CHECK(by[2].nearest[1].cosine == doctest::Approx(0.5));
}

TEST_CASE("the table of neighbours, with names that cannot break it") {
  CHECK(similar_text(results()) ==
        "nearest by the mean of the patches\n"
        " rank   cosine  photo\n"
        "    1   1.0000  new\\nline.jpg\n"
        "    2   0.2500  \\xff.jpg\n"
        "    3  -0.5000  far.jpg\n"
        "\n"
        "query   q.jpg\n"
        "photos  3, and 1 left out\n"
        "model   m\n"
        "tokens  block 11, after the final norm\n");
}

TEST_CASE("neighbours as JSON") {
  const auto json = nlohmann::json::parse(similar_json(results()));
  CHECK(json["query"] == "q.jpg");
  CHECK(json["tokens"] == "normed");
  CHECK(json["photos"] == 3);
  REQUIRE(json["readouts"].size() == 1);
  const auto& mean = json["readouts"][0];
  CHECK(mean["readout"] == "mean");
  CHECK(mean["neighbors"][0] == nlohmann::json{{"photo", "new\nline.jpg"}, {"cosine", 1.0}});
  CHECK(mean["neighbors"][2]["cosine"] == -0.5);
  CHECK(json["left_out"][0]["reason"] == "is no picture");
}

}  // namespace
}  // namespace vitviz::features
