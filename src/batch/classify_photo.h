// SPDX-License-Identifier: Apache-2.0
// A photo and a model with a classifier → the likeliest classes, by each way to read it.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "analysis/likeliest_classes.h"
#include "analysis/network_output.h"
#include "analysis/question.h"
#include "base/byte_budget.h"
#include "base/thread_pool.h"
#include "image/crop.h"
#include "image/geometry.h"
#include "model/class_readout.h"
#include "model/vision_transformer.h"

namespace vitviz::batch {

// What it refers to must outlive it.
struct ClassifyJob {
  const analysis::Question& question;
  const model::VisionTransformer& model;  // with a classifier
  int most = 5;                           // classes of each readout
  base::ByteBudget& memory;               // of the photos that are read at once
  std::stop_token stop = {};
};

struct ReadoutClasses {
  model::ClassReadout readout;
  std::vector<analysis::RankedClass> classes;  // likeliest first
};

struct ClassifiedPhoto {
  image::Geometry geometry;
  std::optional<image::Rectangle> crop;  // of the upright photo, where only a part is looked at
  std::vector<ReadoutClasses> readouts;  // first the one that the classifier was trained with
  std::vector<std::string> notes;        // what the user should know of the file
};

// The logits by each way to read the model's classifier, for the normalised `patches` of `grid`.
struct ReadoutLogits {
  model::ClassReadout readout;
  tensor::Vector logits;  // [classes]
};
[[nodiscard]] std::vector<ReadoutLogits> read_logits(
    const model::VisionTransformer& model, tensor::ConstMatrixRef patches, tensor::PatchGrid grid,
    base::ThreadPool& threads, const analysis::BlockObserver& on_block = [] {});

// `on_block` is called after each block. Throws Error(kInput) and Error(kArgument) for a photo that
// cannot be read or does not suit the question, Error(kModel) when the model's numbers are broken,
// and Stopped.
[[nodiscard]] ClassifiedPhoto classify_photo(const std::filesystem::path& photo,
                                             const ClassifyJob& job, base::ThreadPool& threads,
                                             const analysis::BlockObserver& on_block);

}  // namespace vitviz::batch
