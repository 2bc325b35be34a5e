// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "analysis/question.h"
#include "features/similar_results.h"

namespace vitviz::features {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const ReadoutNeighbors& neighbors, const std::vector<std::string>& photos) {
  Json list = Json::array();
  for (const Neighbor& neighbor : neighbors.nearest) {
    list.push_back(
        {{"photo", photos[static_cast<std::size_t>(neighbor.row)]}, {"cosine", neighbor.cosine}});
  }
  return {{"readout", base::name_of(kReadouts, neighbors.readout)},
          {"width", neighbors.width},
          {"neighbors", std::move(list)}};
}

}  // namespace

std::string similar_json(const SimilarResults& results) {
  Json object = {{"query", results.query},
                 {"model", results.model},
                 {"block", results.block},
                 {"tokens", base::name_of(analysis::kTokenStates, results.state)},
                 {"photos", results.photos.size()},
                 {"readouts", Json::array()},
                 {"left_out", Json::array()}};
  for (const ReadoutNeighbors& neighbors : results.readouts) {
    object["readouts"].push_back(json_of(neighbors, results.photos));
  }
  for (const LeftOut& photo : results.left_out) {
    object["left_out"].push_back({{"photo", photo.photo}, {"reason", photo.reason}});
  }
  // A file name may hold any bytes.
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vitviz::features
