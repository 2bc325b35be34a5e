// SPDX-License-Identifier: Apache-2.0
// A sheet for each photo of a data set: its truth, and beside it what each method of masks finds,
// with the IoU of both.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "base/thread_pool.h"
#include "eval/truth_mask.h"
#include "image/png_file.h"
#include "image/raster.h"
#include "objects/object_finder.h"

namespace vitviz::scoring {

struct SheetOptions {
  std::filesystem::path folder;  // is there
  base::Overwrite overwrite = base::Overwrite::kNever;
  std::vector<image::PngText> texts = {};  // what each file says of itself
};

// DIR/PHOTO.masks.png
[[nodiscard]] std::filesystem::path sheet_path(const std::filesystem::path& folder,
                                               const std::string& photo);

// What is inside of the masks that are compared, against all objects of the truth: the pixels of
// both over those of either, of all that are not void; 1 where both are empty, as saliency has it.
[[nodiscard]] double iou_with(const eval::TruthMask& truth, const field::Region& object,
                              base::ThreadPool& threads);

// `finder` has a rule that compares methods; the truth has the photo's size. Throws Error(kOutput)
// as write_file_atomically() does.
void write_comparison_sheet(const std::string& name, const image::RgbImage& photo,
                            const eval::TruthMask& truth, objects::ObjectFinder& finder,
                            const SheetOptions& options, base::ThreadPool& threads);

}  // namespace vitviz::scoring
