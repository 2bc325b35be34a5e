// SPDX-License-Identifier: Apache-2.0
// What all photos of one call have in common. Nothing in it changes while they are drawn.
#pragma once

#include <optional>
#include <stop_token>

#include "analysis/network_output.h"
#include "base/byte_budget.h"
#include "batch/kept_files.h"
#include "batch/output_options.h"
#include "manifest/manifest.h"
#include "text_pictures/text_screen.h"
#include "views/picture_options.h"
#include "views/view_inputs.h"

namespace vitviz::batch {

// What it refers to must outlive it.
struct DrawJob {
  const analysis::Question& question;
  const views::PictureOptions& picture;
  const OutputOptions& output;
  const model::VisionTransformer& model;
  const analysis::MapSelection& selection;
  analysis::MaskRule rule = {};  // of results that show objects
  std::stop_token stop = {};     // ends it early
  KeptFiles kept = {};           // that results must not replace, beside the photos
  // On what results depend, where an account is kept of what is done (resume.h), and the account.
  std::optional<manifest::RunConditions> conditions = {};
  manifest::Manifest* manifest = nullptr;
  base::ByteBudget* memory = nullptr;     // that photos in flight share; no bound without
  text_pictures::TextScreen screen = {};  // what views of text are drawn for
  views::InCommon common = {};            // of all photos, as far as it was found out

  // The question, with what its results need beside the maps.
  [[nodiscard]] analysis::Inquiry inquiry() const;

  // Whether the objects of a photo are results, or shown by one.
  [[nodiscard]] bool finds_objects() const;

  // Whether a result may take the place of a file of its name: where that was asked for, and of one
  // that a run which goes on has left behind.
  [[nodiscard]] base::Overwrite overwrite_of(const std::filesystem::path& file) const;

  // Whether a result shows what each method finds.
  [[nodiscard]] bool compares_masks() const { return !rule.compared.empty(); }
};

}  // namespace vitviz::batch
