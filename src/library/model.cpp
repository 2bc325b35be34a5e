// SPDX-License-Identifier: Apache-2.0
#include "vitviz/model.h"

#include <algorithm>
#include <utility>

#include "base/thread_pool.h"
#include "checkpoint/load.h"
#include "fetch/model_cache.h"
#include "image/opencv_threads.h"
#include "library/answers.h"
#include "library/choices.h"
#include "library/memory_checkpoint.h"
#include "library/model_data.h"
#include "library/photo_data.h"
#include "library/translated.h"
#include "nn/precision.h"

namespace vitviz {
namespace {

using library::ModelData;

nn::PrecisionChoice choice_of(Precision precision) {
  switch (precision) {
    case Precision::kF32:
      return nn::PrecisionChoice::kF32;
    case Precision::kBf16:
      return nn::PrecisionChoice::kBf16;
    case Precision::kAuto:
      break;
  }
  return nn::PrecisionChoice::kAuto;
}

checkpoint::Hints hints_of(const LoadOptions& options) {
  checkpoint::Hints hints;
  hints.heads = options.heads;
  hints.mean = options.mean;
  hints.std = options.std;
  if (options.grid) hints.grid = tensor::PatchGrid{options.grid->rows, options.grid->cols};
  hints.ignore = options.ignore;
  hints.precision = nn::precision_here(choice_of(options.precision));
  return hints;
}

ModelInfo info_of(const model::Blueprint& blueprint) {
  ModelInfo info;
  info.name = blueprint.name;
  info.family = blueprint.family;
  info.fingerprint = blueprint.fingerprint;
  info.blocks = blueprint.blocks;
  info.width = blueprint.width;
  info.heads = blueprint.heads;
  info.patch = blueprint.patch;
  info.has_cls = blueprint.has_cls();
  info.prefix = blueprint.prefix_count();
  info.registers =
      static_cast<int>(std::ranges::count(blueprint.prefix, model::PrefixToken::kRegister));
  info.default_size = blueprint.default_size;
  info.mean = blueprint.mean;
  info.std = blueprint.std;
  info.classes = blueprint.classes;
  info.labels = blueprint.labels;
  info.assumptions = blueprint.assumptions;
  return info;
}

std::shared_ptr<const ModelData> data_of(model::VisionTransformer model) {
  image::keep_opencv_to_its_callers();
  ModelInfo info = info_of(model.blueprint());
  return std::make_shared<const ModelData>(ModelData{std::move(model), std::move(info)});
}

}  // namespace

Model Model::load(const std::filesystem::path& file_or_name, const LoadOptions& options) {
  return library::translated([&] {
    return Model(
        data_of(checkpoint::load_model(fetch::resolve_model(file_or_name), hints_of(options),
                                       library::threads_of(options.threads), options.stop)));
  });
}

Model Model::built_in(const LoadOptions& options) {
  return library::translated([&] {
    return Model(data_of(checkpoint::load_embedded_model(
        hints_of(options), library::threads_of(options.threads), options.stop)));
  });
}

Model Model::from_tensors(std::span<const Tensor> tensors, const Settings& settings,
                          const std::string& name, const LoadOptions& options) {
  return library::translated([&] {
    return Model(data_of(checkpoint::load_model(
        library::memory_checkpoint(tensors, settings, name), name, hints_of(options),
        library::threads_of(options.threads), options.stop)));
  });
}

const ModelInfo& Model::info() const { return data_->info; }

Analysis Model::look(const Photo& photo, const LookOptions& options) const {
  return library::translated(
      [&] { return Analysis(std::make_shared<library::Answers>(data_, photo.data(), options)); });
}

}  // namespace vitviz
