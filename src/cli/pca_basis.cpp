// SPDX-License-Identifier: Apache-2.0
#include "cli/pca_basis.h"

#include <algorithm>
#include <cstddef>

#include "base/error.h"
#include "cli/photo_input.h"
#include "image/photo.h"

namespace vitviz::cli {
namespace {

using Sample = std::vector<tensor::Vector>;  // patches of the photos looked at so far

// Takes every k-th patch, row by row.
void add(const tensor::Matrix& patches, Sample& sample) {
  const Eigen::Index step = (patches.rows() + kMostPcaPatches - 1) / kMostPcaPatches;
  for (Eigen::Index i = 0; i < patches.rows(); i += step) sample.emplace_back(patches.row(i));
}

void look_at(const Input& input, const DrawJob& job, base::ThreadPool& threads, Sample& sample) {
  const model::Blueprint& blueprint = job.model.blueprint();
  const image::RgbImage photo = image::read_photo(input.path, job.options.orientation);
  const image::Geometry geometry = geometry_of(photo, input.path, job.options, blueprint);
  const NetworkOutput output =
      run_network(network_input(photo, geometry, blueprint, threads), geometry.grid, /*queries=*/{},
                  job, threads, /*on_block=*/[] {});
  const tensor::Matrix patches = output.block_tokens.back().bottomRows(geometry.grid.count());
  if (!job.options.foreground) return add(patches, sample);
  const tensor::Vector scores =
      saliency::foreground_scores(patches, saliency::border_of(geometry.grid));
  add(saliency::foreground_of(patches, scores), sample);
}

}  // namespace

std::optional<saliency::ColorBasis> fit_pca_basis(const std::vector<Input>& inputs,
                                                  const DrawJob& job, base::ThreadPool& threads) {
  if (inputs.size() < 2) return std::nullopt;
  Sample sample;
  const std::size_t looks = std::min<std::size_t>(inputs.size(), kMostPcaPhotos);
  for (std::size_t look = 0; look < looks; ++look) {
    const Input& input = inputs[look * inputs.size() / looks];
    if (input.error) continue;
    try {
      look_at(input, job, threads, sample);
    } catch (const base::Error&) {
      continue;  // which is told when the photo is drawn
    }
  }
  if (sample.empty()) return std::nullopt;

  tensor::Matrix patches(static_cast<Eigen::Index>(sample.size()), sample.front().size());
  for (Eigen::Index i = 0; i < patches.rows(); ++i) {
    patches.row(i) = sample[static_cast<std::size_t>(i)];
  }
  return saliency::color_basis(patches);
}

}  // namespace vitviz::cli
