// SPDX-License-Identifier: Apache-2.0
#include "batch/survey.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <variant>

#include "analysis/analyse.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/stopped.h"
#include "batch/photo_memory.h"
#include "batch/token_colors.h"
#include "views/map_ranges.h"

namespace vitviz::batch {
namespace {

bool shares_range(const views::PictureOptions& picture) {
  return std::holds_alternative<views::SharedRange>(picture.range) &&
         views::show_numbers(picture.views);
}

bool shares_colors(const views::PictureOptions& picture) {
  return views::any_is(picture.views, &views::View::of_tokens);
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

Look look_at(const inputs::Input& input, bool sampled, const DrawJob& job,
             base::ThreadPool& threads) {
  Look look;
  if (input.error) return look;
  try {
    constexpr analysis::Keep kKeep = analysis::Keep::kResizedOnly;
    analysis::PlannedPhoto photo =
        analysis::plan_photo(input.path, job.question, job.model.blueprint());
    analysis::Inquiry inquiry = job.inquiry();
    inquiry.rule = nullptr;  // nothing that is looked for here is of objects
    const auto memory = reserve(photo.bytes(kKeep, threads.size()), input.path, job);
    const analysis::Analysis seen = analysis::analyse(
        analysis::read_planned(std::move(photo), kKeep, job.model.blueprint(), threads), inquiry,
        threads);
    if (shares_range(job.picture)) {
      look.range =
          views::range_of_photo(seen.maps, seen.output.attention, job.picture.views, job.selection);
    }
    if (sampled) look.patches = sample_tokens(seen, job);
  } catch (const base::Error&) {
    return {};
  }
  return look;
}

}  // namespace

std::vector<std::size_t> photos_to_survey(std::size_t photos, const DrawJob& job) {
  if (photos < 2 || job.output.like_dino) return {};
  if (shares_range(job.picture)) return spread(photos, photos);
  if (shares_colors(job.picture)) return spread(kMostPcaPhotos, photos);
  return {};
}

std::string digest_of(const Survey& survey) {
  base::Digest digest;
  const auto add = [&](const float* numbers, Eigen::Index count) {
    digest.add(std::as_bytes(std::span(numbers, static_cast<std::size_t>(count))));
  };
  if (survey.range) {
    add(&survey.range->lowest, 1);
    add(&survey.range->highest, 1);
  }
  if (survey.pca) {
    const maps::Components& components = survey.pca->components;
    add(components.mean.data(), components.mean.size());
    add(components.directions.data(), components.directions.size());
    add(survey.pca->low.data(), survey.pca->low.size());
    add(survey.pca->high.data(), survey.pca->high.size());
  }
  return survey.range || survey.pca ? digest.text() : "";
}

Survey survey(const std::vector<inputs::Input>& inputs, const std::vector<std::size_t>& looked_at,
              const DrawJob& job, analysis::PhotoCrew& crew,
              const std::function<void()>& on_photo) {
  std::vector<Look> looks(looked_at.size());
  std::vector<std::size_t> sampled;
  if (shares_colors(job.picture)) sampled = spread(kMostPcaPhotos, inputs.size());
  crew.for_each(looks.size(), [&](std::size_t index, base::ThreadPool& threads) {
    base::stop_if_requested(job.stop);
    const std::size_t photo = looked_at[index];
    const bool is_sampled = std::binary_search(sampled.begin(), sampled.end(), photo);
    looks[index] = look_at(inputs[photo], is_sampled, job, threads);
    on_photo();
  });
  Survey survey;
  std::vector<tensor::Matrix> samples;
  for (Look& look : looks) {
    survey.range = views::united(survey.range, look.range);
    samples.push_back(std::move(look.patches));
  }
  survey.pca = colors_of(samples);
  return survey;
}

}  // namespace vitviz::batch
