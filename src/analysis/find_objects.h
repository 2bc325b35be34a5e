// SPDX-License-Identifier: Apache-2.0
// An analysed photo → the patches of its objects, by the mask rule of the inquiry.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analysis/analyse.h"
#include "base/thread_pool.h"
#include "masks/method.h"

namespace vitviz::analysis {

// One of Analysis::maps: of a query (0 where nobody asked for one), numbered as
// MapSelection::labels() is. A map of one head alone has the features of that head alone, too,
// where features have heads.
struct MapNumber {
  std::size_t query = 0;
  int map = 0;

  friend bool operator==(const MapNumber&, const MapNumber&) = default;
};

// What reaches the threshold of the rule's method is the object: of each, the first found first.
// Requires: the inquiry has a mask rule, and `seen` answers it.
[[nodiscard]] std::vector<masks::PatchScores> find_objects(const Analysis& seen,
                                                           const Inquiry& inquiry, MapNumber number,
                                                           base::ThreadPool& threads);

// The same by one of the methods that the rule compares.
[[nodiscard]] std::vector<masks::PatchScores> find_objects(const Analysis& seen,
                                                           const Inquiry& inquiry,
                                                           const masks::Method& method,
                                                           MapNumber number,
                                                           base::ThreadPool& threads);

// A 1 for each patch of any object, and a 0 for each other, of all maps of all queries one after
// the other.
[[nodiscard]] std::vector<std::uint8_t> patch_masks(const Analysis& seen, const Inquiry& inquiry,
                                                    base::ThreadPool& threads);

}  // namespace vitviz::analysis
