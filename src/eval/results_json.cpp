// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "eval/results_text.h"

namespace vitviz::eval {
namespace {

using Json = nlohmann::ordered_json;

Json scores_json(const Results& results) {
  Json scores = Json::object();
  for (std::size_t s = 0; s < results.scores.size(); ++s) {
    const auto& [value, interval] = results.scores[s];
    scores[std::string(results.task->scores[s].name)] = {
        {"value", value}, {"low", interval.low}, {"high", interval.high}};
  }
  return scores;
}

Json protocol_json(const Protocol& protocol) {
  Json object = Json::object();
  for (const auto& [name, value] : lines_of(protocol)) {
    std::string key(name);
    std::replace(key.begin(), key.end(), ' ', '_');
    object[key] = value;
  }
  object["photos"] = protocol.photos;
  object["left_out"] = protocol.left_out;
  return object;
}

Json photos_json(const Results& results) {
  Json photos = Json::array();
  for (const PhotoScore& photo : results.photos) {
    Json row = {{"photo", photo.photo}};
    for (std::size_t c = 0; c < photo.values.size(); ++c) {
      row[std::string(results.task->columns[c].name)] = photo.values[c];
    }
    photos.push_back(std::move(row));
  }
  return photos;
}

Json results_object(const Results& results) {
  Json object = {{"task", results.protocol.task},
                 {"scores", scores_json(results)},
                 {"protocol", protocol_json(results.protocol)},
                 {"photos", photos_json(results)},
                 {"left_out", Json::array()}};
  for (const LeftOut& photo : results.left_out) {
    object["left_out"].push_back({{"photo", photo.photo}, {"reason", photo.reason}});
  }
  return object;
}

std::string text_of(const Json& object) {
  constexpr int kIndent = 2;
  return object.dump(kIndent, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string results_json(const Results& results) { return text_of(results_object(results)); }

std::string results_json(const Sweep& sweep) {
  Json object = {{"sweep", sweep.name}, {"settings", Json::array()}};
  for (const auto& [setting, results] : sweep.points) {
    Json point = {{"setting", setting}};
    point.update(results_object(results));
    object["settings"].push_back(std::move(point));
  }
  return text_of(object);
}

}  // namespace vitviz::eval
