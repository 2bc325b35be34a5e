// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/preparation_facts.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "model/photo_filter_names.h"

namespace vitviz::checkpoint {
namespace {

using Prefixes = std::array<std::string_view, 3>;

// Where transformers keeps the preparation of photos, today's place first.
constexpr Prefixes kProcessors = {"processor.image_processor.", "processor.feature_extractor.",
                                  "preprocessor."};

// The beginning of the processor's keys; the last where there is no processor.
std::string processor_of(const Metadata& metadata) {
  for (const std::string_view prefix : kProcessors) {
    if (metadata.any_below(prefix)) return std::string(prefix);
  }
  return std::string(kProcessors.back());
}

std::string first_present(const Metadata& metadata, const std::array<std::string, 4>& keys) {
  for (const std::string& key : keys) {
    if (metadata.text(key)) return key;
  }
  return keys.back();
}

// What is divided by less leaves the range of floats on its way through a network.
constexpr float kSmallestStd = 1e-6F;

std::optional<tensor::PerChannel> std_of(const Metadata& metadata, const std::string& key) {
  const auto std = metadata.per_channel(key);
  if (std) {
    for (const float value : *std) {
      if (!(value >= kSmallestStd)) metadata.refuse(key, "numbers of at least 0.000001");
    }
  }
  return std;
}

// The factor that pixels are multiplied by, in place of 1 / 255: 1 leaves them as they are.
float scale_of(const Metadata& metadata, const std::string& processor) {
  constexpr float kUsual = 1.0F / 255;
  if (metadata.text(processor + "do_rescale") == "false") return 1;
  return metadata.positive(processor + "rescale_factor").value_or(kUsual);
}

// (value · scale − mean) / std = (value / 255 − mean') / std' with mean' and std' of this.
void divide(std::optional<tensor::PerChannel>& values, float factor) {
  if (!values) return;
  for (float& value : *values) value /= factor;
}

void read_mean_and_std(const Metadata& metadata, const std::string& processor, Facts& facts) {
  const std::string mean =
      first_present(metadata, {"image_mean", processor + "image_mean", "config.pretrained_cfg.mean",
                               "open_clip.preprocess_cfg.mean"});
  const std::string std =
      first_present(metadata, {"image_std", processor + "image_std", "config.pretrained_cfg.std",
                               "open_clip.preprocess_cfg.std"});
  facts.mean = metadata.per_channel(mean);
  facts.std = std_of(metadata, std);
  const bool processed = mean != "image_mean" && metadata.any_below(processor);
  if (!processed) return;
  if (metadata.text(processor + "do_normalize") == "false") {
    facts.mean = tensor::PerChannel{0, 0, 0};
    facts.std = tensor::PerChannel{1, 1, 1};
  }
  constexpr float kTolerance = 1e-4F;
  const float factor = scale_of(metadata, processor) * 255;
  if (factor > 1 - kTolerance && factor < 1 + kTolerance) return;
  divide(facts.mean, factor);
  divide(facts.std, factor);
}

// PIL's number for the filter, or its name.
std::optional<model::PhotoFilter> filter_called(const std::string& word) {
  for (const auto& [name, filter] : model::kPhotoFilters) {
    if (word == name || word == std::to_string(static_cast<int>(filter))) return filter;
  }
  return std::nullopt;
}

void read_photo_filter(const Metadata& metadata, const std::string& processor, Facts& facts) {
  const std::string key = first_present(
      metadata, {"interpolation", processor + "resample", "config.pretrained_cfg.interpolation",
                 "open_clip.preprocess_cfg.interpolation"});
  const auto word = metadata.text(key);
  if (!word) return;
  facts.photo_filter = filter_called(*word);
  if (!facts.photo_filter && key == "interpolation") {
    metadata.refuse(key, "bicubic, bilinear, lanczos, hamming, box or nearest");
  }
}

}  // namespace

void read_preparation(const Metadata& metadata, Facts& facts) {
  const std::string processor = processor_of(metadata);
  read_mean_and_std(metadata, processor, facts);
  read_photo_filter(metadata, processor, facts);
}

}  // namespace vitviz::checkpoint
