// SPDX-License-Identifier: Apache-2.0
#include "screen/score_printer.h"

#include <cstdio>

#include <fmt/format.h>

#include "screen/terminal.h"

namespace vitviz::screen {

void ScorePrinter::on_begin(int photos, int blocks) {
  const bool is_shown = !quiet_ && is_interactive(stderr);
  progress_.emplace(stderr, "photo", photos, blocks,
                    is_shown ? Progress::Visibility::kShown : Progress::Visibility::kHidden);
}

void ScorePrinter::on_block() { progress_->finish_block(); }

void ScorePrinter::on_computed(int blocks) { progress_->finish_photo(blocks); }

void ScorePrinter::on_failed(const eval::Example& /*example*/, const base::Failure& failure) {
  progress_->clear();
  messages_.error(failure);
}

void ScorePrinter::on_end(int photos, int failed) {
  progress_.reset();
  if (failed == 0 || quiet_) return;
  messages_.line(fmt::format("vitviz: {} of {} photos failed and are left out", failed, photos));
}

}  // namespace vitviz::screen
