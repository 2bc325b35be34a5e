// SPDX-License-Identifier: Apache-2.0
// How the threads are shared out among many photos.
#pragma once

#include <cstddef>

namespace vitviz::analysis {

struct Crew {
  int photos_at_once = 1;
  int threads_per_photo = 1;

  friend bool operator==(const Crew&, const Crew&) = default;
};

// A photo by itself is soonest done by all threads together. Of many photos each is better done by
// a thread of its own, which waits for no other; but no more than eight at once, because each takes
// the memory of a decoded photo and a forward pass. Requires: threads >= 1.
[[nodiscard]] Crew crew_for(std::size_t photos, int threads);

}  // namespace vitviz::analysis
