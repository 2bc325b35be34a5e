// SPDX-License-Identifier: Apache-2.0
#include "screen/run_printer.h"

#include <cstdio>

#include <fmt/format.h>

#include "screen/standard_output.h"
#include "screen/terminal.h"

namespace vitviz::screen {

void RunPrinter::on_begin(int photos, int blocks) {
  const bool is_shown = !quiet_ && is_interactive(stderr);
  progress_.emplace(stderr, "photo", photos, blocks,
                    is_shown ? Progress::Visibility::kShown : Progress::Visibility::kHidden);
}

void RunPrinter::on_block() { progress_->finish_block(); }

void RunPrinter::on_computed(int blocks) { progress_->finish_photo(blocks); }

void RunPrinter::on_failed(const base::Failure& failure) {
  progress_->clear();
  messages_.error(failure);
}

void RunPrinter::print(const std::string& text) {
  progress_->clear();
  write_to_stdout(text);
}

void RunPrinter::note(const std::string& text) {
  if (quiet_) return;
  progress_->clear();
  messages_.note(text);
}

void RunPrinter::on_end(int photos, int failed) {
  progress_.reset();
  if (failed == 0 || quiet_ || photos == 1) return;  // of one, the error says it all
  messages_.line(fmt::format("vitviz: {} of {} photos failed and are left out", failed, photos));
}

}  // namespace vitviz::screen
