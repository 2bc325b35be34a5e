// SPDX-License-Identifier: Apache-2.0
// A series of photos on the terminal: paths or lines of JSON on stdout, a progress bar, errors and
// a summary on stderr.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "analysis/map_selection.h"
#include "base/named.h"
#include "batch/photo_report.h"
#include "batch/series_events.h"
#include "model/blueprint.h"
#include "screen/messages.h"
#include "screen/progress.h"

namespace vitviz::screen {

enum class ProgressKind { kAuto, kBar, kLines, kNone };

inline constexpr std::array kProgressKinds = {
    base::Named{"bar", ProgressKind::kBar},
    base::Named{"lines", ProgressKind::kLines},
    base::Named{"none", ProgressKind::kNone},
};

struct PrintOptions {
  bool json = false;   // a line for each photo instead of paths
  bool nul = false;    // each path ended by NUL
  bool quiet = false;  // no progress bar, notes or summary
  ProgressKind progress = ProgressKind::kAuto;
};

// What it is given must outlive it. Throws what write_to_stdout() throws.
class SeriesPrinter : public batch::SeriesEvents {
 public:
  SeriesPrinter(const PrintOptions& options, const Messages& messages,
                const model::Blueprint& model, const analysis::MapSelection& selection)
      : options_(options), messages_(messages), model_(&model), selection_(&selection) {}

  // For photos of which none is drawn.
  SeriesPrinter(const PrintOptions& options, const Messages& messages)
      : options_(options), messages_(messages) {}

  void on_begin(int photos) override;
  void on_survey_begin(int photos) override;
  void on_surveyed() override;
  void on_survey_end() override;
  void on_note(const std::string& note) override;
  void on_frame(const inputs::Input& input, const batch::FrameProgress& progress) override;
  void on_block() override;
  void on_computed(int blocks) override;
  void on_drawn(const inputs::Input& input, const batch::DrawnPhoto& drawn) override;
  void on_failed(const inputs::Input& input, const base::Failure& failure) override;
  void on_skipped(const inputs::Input& input) override;
  void on_end(const batch::SeriesSummary& summary) override;

 private:
  [[nodiscard]] Progress::Visibility visibility() const;
  [[nodiscard]] batch::PathForm path_form() const;

  const PrintOptions& options_;
  const Messages& messages_;
  const model::Blueprint* model_ = nullptr;
  const analysis::MapSelection* selection_ = nullptr;
  std::optional<Progress> progress_;
  std::optional<Progress> survey_;
  std::optional<Progress> frames_;  // of a video that is the only input
  int photos_ = 0;
};

}  // namespace vitviz::screen
