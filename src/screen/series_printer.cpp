// SPDX-License-Identifier: Apache-2.0
#include "screen/series_printer.h"

#include <cstdio>

#include <fmt/format.h>

#include "base/text.h"
#include "batch/photo_report.h"
#include "screen/as_options.h"
#include "screen/standard_output.h"
#include "screen/summary_line.h"
#include "screen/terminal.h"

namespace vitviz::screen {

Progress::Visibility SeriesPrinter::visibility() const {
  const bool is_shown = options_.progress == ProgressKind::kBar ||
                        (options_.progress == ProgressKind::kAuto && is_interactive(stderr));
  if (options_.quiet || options_.progress == ProgressKind::kNone) {
    return Progress::Visibility::kHidden;
  }
  if (options_.progress == ProgressKind::kLines) return Progress::Visibility::kLines;
  return is_shown ? Progress::Visibility::kShown : Progress::Visibility::kHidden;
}

batch::PathForm SeriesPrinter::path_form() const {
  if (options_.nul) return batch::PathForm::kRawNul;
  return is_terminal(stdout) ? batch::PathForm::kPrintable : batch::PathForm::kRaw;
}

void SeriesPrinter::on_begin(int photos) {
  const int steps = model_ != nullptr ? model_->blocks : 1;
  photos_ = photos;
  progress_.emplace(stderr, "photo", photos, steps, visibility());
}

void SeriesPrinter::on_survey_begin(int photos) {
  survey_.emplace(stderr, "first look", photos, 1, visibility());
}

void SeriesPrinter::on_surveyed() { survey_->finish_photo(0); }

void SeriesPrinter::on_survey_end() { survey_.reset(); }

void SeriesPrinter::on_frame(const inputs::Input& input, const batch::FrameProgress& progress) {
  const char* noun = progress.is_first_look ? "first look" : "frame";
  if (photos_ > 1) {
    const std::string name = input.path.filename().string();
    return progress_->show_latest(
        fmt::format("{}: {} {}/{}", name, noun, progress.done, progress.frames));
  }
  if (progress.done == 0) {
    frames_.reset();
    frames_.emplace(stderr, noun, progress.frames, 1, visibility());
  } else {
    frames_->finish_photo(0);
  }
}

void SeriesPrinter::on_block() { progress_->finish_block(); }

void SeriesPrinter::on_computed(int blocks) {
  frames_.reset();
  progress_->finish_photo(blocks);
}

void SeriesPrinter::on_note(const std::string& note) {
  if (!options_.quiet) messages_.note(note);
}

void SeriesPrinter::on_drawn(const inputs::Input& input, const batch::DrawnPhoto& drawn) {
  progress_->clear();
  progress_->tell_latest(input.path.filename().string());
  if (!options_.quiet) {
    for (const std::string& note : drawn.notes) {
      messages_.note(fmt::format("{}: {}", base::printable(input.path.string()), note));
    }
  }
  write_to_stdout(options_.json ? batch::json_of(input.path, drawn, *model_, *selection_)
                                : drawn.shown + batch::paths_of(drawn, path_form()));
}

void SeriesPrinter::on_failed(const inputs::Input& input, const base::Failure& failure) {
  progress_->clear();
  progress_->tell_latest(input.path.filename().string());
  progress_->count_failed();
  messages_.error(failure);
  if (!options_.json) return;
  const base::Failure told{failure.code, as_options(failure.message), as_options(failure.hint)};
  write_to_stdout(batch::json_of(input.path, told));
}

void SeriesPrinter::on_skipped(const inputs::Input&) { progress_->count_skipped(); }

void SeriesPrinter::on_end(const batch::SeriesSummary& summary) {
  frames_.reset();
  progress_.reset();
  const bool is_plain = summary.drawn == summary.photos;
  const bool is_soon_done = visibility() == Progress::Visibility::kHidden || summary.seconds < 1;
  if (summary.photos <= 1 || options_.quiet || (is_plain && is_soon_done)) return;
  messages_.line("vitviz: " + summary_line(summary));
}

}  // namespace vitviz::screen
