// SPDX-License-Identifier: Apache-2.0
// A run over photos on the terminal: a progress bar, errors and a summary on stderr.
#pragma once

#include <optional>
#include <string>

#include "analysis/photo_run.h"
#include "screen/messages.h"
#include "screen/progress.h"

namespace vitviz::screen {

// What it is given must outlive it.
class RunPrinter : public analysis::RunEvents {
 public:
  // `quiet`: no progress bar and no summary.
  RunPrinter(bool quiet, const Messages& messages) : quiet_(quiet), messages_(messages) {}

  void on_begin(int photos, int blocks) override;
  void on_block() override;
  void on_computed(int blocks) override;
  void on_failed(const base::Failure& failure) override;
  void on_end(int photos, int failed) override;

  // Writes what came of a photo to stdout, without the bar in between. Called while it is taken.
  // Throws what write_to_stdout() throws.
  void print(const std::string& text);
  // "vitviz: note: …" on stderr, likewise; nothing where it is quiet.
  void note(const std::string& text);

 private:
  bool quiet_;
  const Messages& messages_;
  std::optional<Progress> progress_;
};

}  // namespace vitviz::screen
