// SPDX-License-Identifier: Apache-2.0
// The photos of one call: drawn several at once where there are many, reported in their order.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <variant>
#include <vector>

#include "base/failure.h"
#include "cli/draw.h"
#include "cli/exit_code.h"
#include "cli/inputs.h"
#include "cli/survey.h"
#include "screen/messages.h"
#include "screen/progress.h"

namespace vitviz::cli {

// How the threads are shared out among photos.
struct Crew {
  int photos_at_once = 1;
  int threads_per_photo = 1;
};

// A photo by itself is soonest done by all threads together. Of many photos each is better drawn by
// a thread of its own, which waits for no other; but no more than eight at once, because each takes
// the memory of a decoded photo and a forward pass.
[[nodiscard]] Crew crew_for(std::size_t photos, int threads);

class PhotoSeries {
 public:
  // What `job` refers to and `messages` refer to must outlive the series.
  PhotoSeries(const DrawJob& job, const screen::Messages& messages, std::vector<Input> inputs);

  // Draws every photo. Results go to stdout in the order of the inputs, as soon as those before are
  // there. Returns the worst exit code of the photos; throws Stopped, and what
  // write_to_stdout() throws.
  [[nodiscard]] ExitCode run(int threads);

 private:
  using Outcome = std::variant<DrawnPhoto, base::Failure>;

  // Finds what the photos have in common, before any is drawn.
  void survey_first(base::ThreadPool& photos, std::deque<base::ThreadPool>& pools);
  // Draws a photo and reports it, or leaves that to the one who draws the last photo before it.
  void draw(std::size_t photo, base::ThreadPool& threads);
  [[nodiscard]] Outcome outcome_of(std::size_t photo, base::ThreadPool& threads,
                                   const BlockObserver& on_block) const;
  void report_those_due();
  void report(const Input& input, const DrawnPhoto& drawn);
  void report(const Input& input, const base::Failure& failure);
  void summarize() const;

  DrawJob job_;
  const screen::Messages& messages_;
  std::vector<Input> inputs_;
  std::vector<std::filesystem::path> stems_;
  Survey survey_;

  std::mutex mutex_;  // guards all below, stdout and `messages_`
  screen::Progress progress_;
  std::map<std::size_t, Outcome> waiting_;  // for photos before them
  std::size_t reported_ = 0;
  ExitCode worst_ = ExitCode::kDone;
  int failed_ = 0;
};

}  // namespace vitviz::cli
