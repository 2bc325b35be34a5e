// SPDX-License-Identifier: Apache-2.0
// How the threads are shared out among many photos.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <stop_token>

#include "base/thread_pool.h"

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

// The threads of a crew.
class PhotoCrew {
 public:
  // A stop ends what the threads of a photo do. Requires: threads >= 1.
  PhotoCrew(std::size_t photos, int threads, const std::stop_token& stop);
  PhotoCrew(const Crew& crew, const std::stop_token& stop);

  using Task = std::function<void(std::size_t photo, base::ThreadPool& threads)>;

  // Does the task for each of `count` photos, counted from 0, several at once, with threads of
  // their own. Throws what a task throws.
  void for_each(std::size_t count, const Task& task);

 private:
  std::deque<base::ThreadPool> pools_;  // one for each photo that is in work
  base::ThreadPool photos_;
};

}  // namespace vitviz::analysis
