// SPDX-License-Identifier: Apache-2.0
#include "analysis/crew.h"

namespace vitviz::analysis {
namespace {

constexpr int kMostPhotosAtOnce = 8;
constexpr std::size_t kFewestRounds = 4;  // less, and threads would idle while the last are done

}  // namespace

Crew crew_for(std::size_t photos, int threads) {
  const int per_photo = (threads + kMostPhotosAtOnce - 1) / kMostPhotosAtOnce;
  const int at_once = threads / per_photo;
  const bool worth_it = photos >= kFewestRounds * static_cast<std::size_t>(at_once);
  return worth_it ? Crew{at_once, per_photo} : Crew{1, threads};
}

PhotoCrew::PhotoCrew(std::size_t photos, int threads, const std::stop_token& stop)
    : PhotoCrew(crew_for(photos, threads), stop) {}

PhotoCrew::PhotoCrew(const Crew& crew, const std::stop_token& stop) : photos_(crew.photos_at_once) {
  for (int i = 0; i < crew.photos_at_once; ++i) pools_.emplace_back(crew.threads_per_photo, stop);
}

void PhotoCrew::for_each(std::size_t count, const Task& task) {
  photos_.parallel_for(static_cast<int>(count), [&](int photo, int worker) {
    task(static_cast<std::size_t>(photo), pools_[static_cast<std::size_t>(worker)]);
  });
}

}  // namespace vitviz::analysis
