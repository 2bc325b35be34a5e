// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/text.h"
#include "features/similar_results.h"

namespace vitviz::features {

std::string similar_text(const SimilarResults& results) {
  std::string text;
  for (const ReadoutNeighbors& neighbors : results.readouts) {
    text += fmt::format("nearest by {}\n rank   cosine  photo\n", words_of(neighbors.readout));
    int rank = 0;
    for (const Neighbor& neighbor : neighbors.nearest) {
      text += fmt::format("{:>5}  {:7.4f}  {}\n", ++rank, neighbor.cosine,
                          base::printable(results.photos[static_cast<std::size_t>(neighbor.row)]));
    }
    text += '\n';
  }
  return text + fmt::format("query   {}\nphotos  {}{}\nmodel   {}\ntokens  {}\n",
                            base::printable(results.query), results.photos.size(),
                            results.left_out.empty()
                                ? ""
                                : fmt::format(", and {} left out", results.left_out.size()),
                            base::printable(results.model), tokens_of(results));
}

}  // namespace vitviz::features
