// SPDX-License-Identifier: Apache-2.0
#include "batch/result_saver.h"

#include <algorithm>
#include <utility>

namespace vitviz::batch {
namespace {

constexpr double kLongestWait = 1;  // seconds; what a stop then costs is soon drawn again

bool has_files(const PhotoOutcome& outcome) {
  const auto* results = std::get_if<PhotoResults>(&outcome);
  return results != nullptr && results->files.size() > 0;
}

void take_step(PhotoOutcome& outcome, void (ResultFiles::*step)()) {
  auto* results = std::get_if<PhotoResults>(&outcome);
  if (results == nullptr) return;
  try {
    (results->files.*step)();
  } catch (...) {
    outcome = base::current_failure();
  }
}

}  // namespace

void ResultSaver::add(PhotoOutcome outcome) {
  const bool waits = has_files(outcome) || !unsaved_.empty();
  unsaved_.push_back(std::move(outcome));
  if (!waits || since_.seconds() >= kLongestWait) save();
}

void ResultSaver::save() {
  for (PhotoOutcome& outcome : unsaved_) take_step(outcome, &ResultFiles::save);
  if (std::any_of(unsaved_.begin(), unsaved_.end(), has_files)) before_names_();
  for (PhotoOutcome& outcome : unsaved_) {
    take_step(outcome, &ResultFiles::appear);
    receiver_(outcome);
  }
  unsaved_.clear();
  since_.lap();
}

}  // namespace vitviz::batch
