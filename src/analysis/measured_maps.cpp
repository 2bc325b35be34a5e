// SPDX-License-Identifier: Apache-2.0
#include "analysis/measured_maps.h"

#include <cstddef>

#include "tensor/row_span.h"

namespace vitviz::analysis {

std::vector<MeasuredMap> measure_maps(const Analysis& seen, const MapSelection& selection) {
  std::vector<MeasuredMap> all;
  for (std::size_t query = 0; query < seen.maps.size(); ++query) {
    const tensor::Matrix& maps = seen.maps[query];
    int row = 0;
    for (MapLabel label : selection.labels()) {
      if (selection.query_count() > 0) label.query = static_cast<int>(query) + 1;
      MeasuredMap map{label, row, {}};
      if (!selection.map().is_signed) {
        map.measures = maps::measure_map(tensor::row_span(maps, row), seen.photo.geometry.grid);
      }
      all.push_back(map);
      ++row;
    }
  }
  return all;
}

}  // namespace vitviz::analysis
