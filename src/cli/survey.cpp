// SPDX-License-Identifier: Apache-2.0
#include "cli/survey.h"

#include <algorithm>
#include <cstddef>
#include <variant>

#include "base/error.h"
#include "base/stopped.h"
#include "cli/map_ranges.h"
#include "cli/photo_maps.h"
#include "cli/views_pca.h"

namespace vitviz::cli {
namespace {

bool shares_range(const Options& options) {
  return std::holds_alternative<SharedRange>(options.range) && show_numbers(options.views);
}

bool shares_colors(const Options& options) {
  return std::find(options.views.begin(), options.views.end(), View::kPca) != options.views.end();
}

// At most so many of the photos, evenly.
std::vector<std::size_t> spread(std::size_t most, std::size_t photos) {
  const std::size_t count = std::min(most, photos);
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < count; ++i) chosen.push_back(i * photos / count);
  return chosen;
}

// What one photo adds.
struct Look {
  std::optional<color::ValueRange> range;
  tensor::Matrix patches;  // [some, D]
};

// Every k-th patch, row by row.
tensor::Matrix sample_of(const tensor::Matrix& patches) {
  const Eigen::Index step = (patches.rows() + kMostPcaPatches - 1) / kMostPcaPatches;
  if (patches.rows() == 0) return patches;
  tensor::Matrix sample((patches.rows() + step - 1) / step, patches.cols());
  for (Eigen::Index i = 0; i < sample.rows(); ++i) sample.row(i) = patches.row(i * step);
  return sample;
}

tensor::Matrix pca_sample(const NetworkOutput& output, tensor::PatchGrid grid, const DrawJob& job) {
  const tensor::Matrix patches = output.block_tokens.back().bottomRows(grid.count());
  if (!job.options.foreground) return sample_of(patches);
  return sample_of(maps::foreground_of(
      patches, object_scores(patches, output.attention.front(), job.selection)));
}

Look look_at(const Input& input, bool sampled, const DrawJob& job, base::ThreadPool& threads) {
  const Options& options = job.options;
  Look look;
  if (input.error) return look;
  try {
    const PhotoInput photo = open_photo(input.path, options, job.model.blueprint());
    const NetworkOutput output = run_network(photo, job, threads, /*on_block=*/[] {});
    if (shares_range(options)) {
      look.range = range_of_photo(photo_maps(output, photo.queries, job), output.attention, options,
                                  job.selection);
    }
    if (sampled) look.patches = pca_sample(output, photo.geometry.grid, job);
  } catch (const base::Error&) {
    return {};
  }
  return look;
}

std::optional<maps::ColorBasis> basis_of(const std::vector<Look>& looks) {
  Eigen::Index count = 0;
  Eigen::Index width = 0;
  for (const Look& look : looks) {
    count += look.patches.rows();
    width = std::max(width, look.patches.cols());
  }
  if (count == 0) return std::nullopt;
  tensor::Matrix patches(count, width);
  Eigen::Index row = 0;
  for (const Look& look : looks) {
    const Eigen::Index rows = look.patches.rows();
    if (rows > 0) patches.middleRows(row, rows) = look.patches;
    row += rows;
  }
  return maps::color_basis(patches);
}

}  // namespace

std::vector<std::size_t> photos_to_survey(std::size_t photos, const Options& options) {
  if (photos < 2 || options.like_dino) return {};
  if (shares_range(options)) return spread(photos, photos);
  if (shares_colors(options)) return spread(kMostPcaPhotos, photos);
  return {};
}

Survey survey(const std::vector<Input>& inputs, const std::vector<std::size_t>& looked_at,
              const DrawJob& job, base::ThreadPool& photos, std::deque<base::ThreadPool>& pools,
              const std::function<void()>& on_photo) {
  std::vector<Look> looks(looked_at.size());
  std::vector<std::size_t> sampled;
  if (shares_colors(job.options)) sampled = spread(kMostPcaPhotos, inputs.size());
  photos.parallel_for(static_cast<int>(looks.size()), [&](int index, int worker) {
    base::stop_if_requested(job.stop);
    const std::size_t photo = looked_at[static_cast<std::size_t>(index)];
    const bool is_sampled = std::binary_search(sampled.begin(), sampled.end(), photo);
    looks[static_cast<std::size_t>(index)] =
        look_at(inputs[photo], is_sampled, job, pools[static_cast<std::size_t>(worker)]);
    on_photo();
  });
  Survey survey;
  for (const Look& look : looks) survey.range = united(survey.range, look.range);
  survey.pca = basis_of(looks);
  return survey;
}

}  // namespace vitviz::cli
