// SPDX-License-Identifier: Apache-2.0
// One photo × one model × one question → maps and masks. A program without a command line starts
// here:
//
//   const Question question{.size = image::ShortSide{480}};
//   const MapSelection selection = select_maps(question, model);
//   const MaskRule rule = mask_rule_for(question, model);
//   const Inquiry inquiry{question, model, selection, {}, {}, &rule};
//   const Analysis seen = analyse(open_photo("cat.jpg", question, model.blueprint()), inquiry,
//                                 threads);
//   const auto objects = find_objects(seen, inquiry, {}, threads);
#pragma once

#include <vector>

#include "analysis/map_selection.h"
#include "analysis/network_output.h"
#include "analysis/photo_input.h"
#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::analysis {

struct Analysis {
  PhotoInput photo;
  NetworkOutput output;
  // Of each query (one entry where the question has none) a row for each of
  // MapSelection::labels(): [B · H', N].
  std::vector<tensor::Matrix> maps;
};

// The threads serve one photo at a time; `on_block` is called after each block. Throws
// Error(kModel) when the model's numbers are broken, and Stopped.
[[nodiscard]] Analysis analyse(
    PhotoInput photo, const Inquiry& inquiry, base::ThreadPool& threads,
    const BlockObserver& on_block = [] {});

// The maps of a pass that is done already. Requires: its output is what the inquiry needs.
[[nodiscard]] Analysis interpret(PhotoInput photo, NetworkOutput output, const Inquiry& inquiry);

}  // namespace vitviz::analysis
