// SPDX-License-Identifier: Apache-2.0
#include "eval/results.h"

#include <algorithm>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "base/thread_pool.h"
#include "eval/corloc.h"
#include "eval/results_text.h"
#include "support/thrown_error.h"

namespace vitviz::eval {
namespace {

PhotoScore found_in(const std::string& photo, double best_iou) {
  return photo_score(photo, {.best_iou = best_iou, .boxes = 2});
}

Results two_photos() {
  Scoreboard board(4);
  board.leave_out(3, {"no box.jpg", "its truth has no box"});
  board.enter(2, found_in("b, \"second\"", 0.25));
  board.enter(0, found_in("a", 0.75));
  Protocol protocol;
  protocol.task = "corloc";
  protocol.data_set = "three\nphotos";
  protocol.rule = "IoU above 0.5";
  return summarize(kCorloc, protocol, board);
}

TEST_CASE("a scoreboard has photos in their order, whichever was entered first") {
  const Results results = two_photos();
  REQUIRE(results.photos.size() == 2);
  CHECK(results.photos[0].photo == "a");
  CHECK(results.left_out == std::vector<LeftOut>{{"no box.jpg", "its truth has no box"}});
  CHECK(results.protocol.photos == 2);
  CHECK(results.protocol.left_out == 1);
}

TEST_CASE("results are the same for any number of threads") {
  const auto text_with = [](int threads) {
    constexpr int kPhotos = 200;
    Scoreboard board(kPhotos);
    base::ThreadPool pool(threads);
    pool.parallel_for(kPhotos, [&](int photo, int) {
      board.enter(static_cast<std::size_t>(photo),
                  found_in(std::to_string(photo), 1.0 / (photo + 1)));
    });
    return results_json(summarize(kCorloc, {}, board));
  };
  CHECK(text_with(4) == text_with(1));
}

TEST_CASE("scores and intervals of a data set") {
  const Results results = two_photos();
  REQUIRE(results.scores.size() == 2);
  CHECK(results.scores[0].value == 0.5);
  CHECK(results.scores[0].interval.low == 0.0);
  CHECK(results.scores[0].interval.high == 1.0);
  CHECK(results.scores[1].value == 0.5);
  CHECK(results.scores[1].interval.low == 0.25);
  CHECK(results.scores[1].interval.high == 0.75);
}

TEST_CASE("nothing scored is an error that says why") {
  Scoreboard board(2);
  board.leave_out(1, {"a", "its truth has no box"});
  const auto error = test::error_of([&] { static_cast<void>(summarize(kCorloc, {}, board)); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kInput);
  CHECK(test::contains(error->hint(), "its truth has no box"));
}

TEST_CASE("results as text: scores in percent with intervals, then the protocol") {
  const std::string text = results_text(two_photos());
  CHECK(test::contains(text, "corloc     50.0 %    0.0 to 100.0   share of photos"));
  CHECK(test::contains(text, "  task      corloc\n  data set  three\\nphotos\n  photos    2\n"));
  CHECK(test::contains(text, "95 % by bootstrap over photos, 1000 resamples, percentiles, seed 1"));
}

TEST_CASE("results as CSV: a row for each photo, with the protocol in each") {
  Results results = two_photos();
  results.protocol.interval.clear();
  results.protocol.data_set = "x,y";
  const std::string protocol =
      "\"task corloc; data set x,y; photos 2; left out 1; rule IoU above 0.5\"\n";
  CHECK(results_csv(results) == "photo,found,best_iou,boxes,protocol\na,1,0.75,2," + protocol +
                                    "\"b, \"\"second\"\"\",0,0.25,2," + protocol);
}

TEST_CASE("results as JSON") {
  const auto json = nlohmann::json::parse(results_json(two_photos()));
  CHECK(json["task"] == "corloc");
  CHECK(json["scores"]["corloc"] == nlohmann::json{{"value", 0.5}, {"low", 0.0}, {"high", 1.0}});
  CHECK(json["protocol"]["data_set"] == "three\nphotos");
  CHECK(json["protocol"]["photos"] == 2);
  CHECK(json["photos"][1]["best_iou"] == 0.25);
  CHECK(json["left_out"][0]["photo"] == "no box.jpg");
}

// The same photos at two settings; at the second nothing is found.
Sweep two_settings() {
  Scoreboard board(1);
  board.enter(0, found_in("a", 0.25));
  Protocol protocol;
  protocol.task = "corloc";
  protocol.threshold = "keep 0.7";
  Results first = two_photos();
  first.protocol.threshold = "keep 0.6";
  first.protocol.data_set = "";
  return {"keep", {{"0.6", first}, {"0.7", summarize(kCorloc, protocol, board)}}};
}

TEST_CASE("a sweep as text: a row for each setting, then what the protocols say") {
  const std::string text = results_text(two_settings());
  CHECK(test::contains(text,
                       "keep  corloc %           best_iou %\n"
                       "0.6   50.0 [0.0, 100.0]  50.0 [25.0, 75.0]\n"
                       "0.7   0.0 [0.0, 0.0]     25.0 [25.0, 25.0]\n\nprotocol\n"));
  CHECK(test::contains(text, "  threshold  keep 0.6 | keep 0.7\n"));
  CHECK(test::contains(text, "  photos     2 | 1\n"));
  CHECK(test::contains(text, "  task       corloc\n"));
}

TEST_CASE("a sweep as CSV: a row for each setting and photo") {
  const std::string csv = results_csv(two_settings());
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 1 + 2 + 1);
  CHECK(csv.starts_with("keep,photo,found,best_iou,boxes,protocol\n0.6,a,1,0.75,2,"));
  CHECK(test::contains(csv, "\n0.7,a,0,0.25,2,"));
}

TEST_CASE("a sweep as JSON") {
  const auto json = nlohmann::json::parse(results_json(two_settings()));
  CHECK(json["sweep"] == "keep");
  REQUIRE(json["settings"].size() == 2);
  CHECK(json["settings"][1]["setting"] == "0.7");
  CHECK(json["settings"][1]["scores"]["best_iou"]["value"] == 0.25);
  CHECK(json["settings"][0]["photos"].size() == 2);
}

}  // namespace
}  // namespace vitviz::eval
