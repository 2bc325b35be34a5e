// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "features/cross_validation.h"
#include "features/knn.h"
#include "features/probe_results.h"

namespace vitviz::features {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const ProbeScore& score) {
  Json confusion = Json::array();
  for (Eigen::Index truth = 0; truth < score.confusion.rows(); ++truth) {
    Json row = Json::array();
    for (Eigen::Index taken = 0; taken < score.confusion.cols(); ++taken) {
      row.push_back(score.confusion(truth, taken));
    }
    confusion.push_back(std::move(row));
  }
  return {{"accuracy", score.accuracy.share},
          {"low", score.accuracy.low},
          {"high", score.accuracy.high},
          {"correct", score.accuracy.correct},
          {"confusion", std::move(confusion)}};
}

Json json_of(const ReadoutScores& scores) {
  Json linear = json_of(scores.linear);
  linear["chosen_c"] = scores.chosen_c;
  return {{"block", scores.block},
          {"readout", base::name_of(kReadouts, scores.readout)},
          {"width", scores.width},
          {"knn", json_of(scores.neighbors)},
          {"linear", std::move(linear)}};
}

Json protocol_of(const ProbeResults& results) {
  const Knn knn;
  return {{"photos_from", results.photos_from},
          {"model", results.model},
          {"tokens", results.state == model::TokenState::kNormed ? "normed" : "block"},
          {"neighbors", knn.neighbors},
          {"temperature", knn.temperature},
          {"folds", kFolds},
          {"choices_of_c", kChoicesOfC},
          {"interval", "95 %, Wilson"}};
}

}  // namespace

std::string probe_json(const ProbeResults& results) {
  Json object = {{"protocol", protocol_of(results)},
                 {"classes", Json::array()},
                 {"scores", Json::array()},
                 {"left_out", Json::array()}};
  for (std::size_t c = 0; c < results.classes.size(); ++c) {
    object["classes"].push_back(
        {{"name", results.classes[c]}, {"photos", results.photos_of_class[c]}});
  }
  for (const ReadoutScores& scores : results.scores) object["scores"].push_back(json_of(scores));
  for (const LeftOut& photo : results.left_out) {
    object["left_out"].push_back({{"photo", photo.photo}, {"reason", photo.reason}});
  }
  // A file name may hold any bytes.
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string probe_csv(const ProbeResults& results) {
  std::string text =
      "block,readout,width,knn,knn_low,knn_high,linear,linear_low,linear_high,photos\n";
  for (const ReadoutScores& scores : results.scores) {
    const Accuracy& knn = scores.neighbors.accuracy;
    const Accuracy& linear = scores.linear.accuracy;
    text += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", scores.block,
                        base::name_of(kReadouts, scores.readout), scores.width, knn.share, knn.low,
                        knn.high, linear.share, linear.low, linear.high, linear.photos);
  }
  return text;
}

}  // namespace vitviz::features
