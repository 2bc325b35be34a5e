// SPDX-License-Identifier: Apache-2.0
// Gets the results of photos onto the disk before they have names. A journal takes milliseconds
// whether it writes one file or a hundred, so photos that are drawn within a second wait together.
#pragma once

#include <functional>
#include <utility>
#include <variant>
#include <vector>

#include "base/failure.h"
#include "base/stopwatch.h"
#include "batch/draw_photo.h"
#include "manifest/records.h"

namespace vitviz::batch {

// Of one photo: its results, why there are none, or what an earlier run has recorded of them.
using PhotoOutcome = std::variant<PhotoResults, base::Failure, manifest::DoneRecord>;

class ResultSaver {
 public:
  // Is told of an outcome whose files are on the disk and have their names.
  using Receiver = std::function<void(const PhotoOutcome& outcome)>;

  // `before_names` is called when files are on the disk and are about to get their names.
  explicit ResultSaver(
      Receiver receiver, std::function<void()> before_names = [] {})
      : receiver_(std::move(receiver)), before_names_(std::move(before_names)) {}

  // Takes an outcome. Hands on all that wait, in their order, when it has no files to wait for or
  // the last were saved a second ago.
  void add(PhotoOutcome outcome);

  // Hands on all that wait. Files that cannot be saved or get their names make a failure of their
  // photo's outcome. What still waits when this is destroyed leaves no files.
  void save();

 private:
  Receiver receiver_;
  std::function<void()> before_names_;
  std::vector<PhotoOutcome> unsaved_;
  base::Stopwatch since_;  // the last were saved
};

}  // namespace vitviz::batch
