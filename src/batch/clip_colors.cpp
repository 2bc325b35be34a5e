// SPDX-License-Identifier: Apache-2.0
#include "batch/clip_colors.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "analysis/analyse.h"
#include "batch/frame_pass.h"
#include "batch/token_colors.h"
#include "tensor/row_span.h"
#include "views/map_ranges.h"

namespace vitviz::batch {
namespace {

using Range = std::optional<color::ValueRange>;

// What the numbers of a picture span in one frame.
Range range_in(const analysis::Analysis& seen, const PlannedPicture& picture, const DrawJob& job) {
  const auto query = static_cast<std::size_t>(picture.query);
  if (picture.view->numbers == views::Numbers::kMaps) {
    return views::own_range(tensor::row_span(seen.maps[query], picture.map), job.selection.map());
  }
  return views::range_of_photo({seen.maps[query]}, {seen.output.attention[query]}, {picture.view},
                               job.selection);
}

class FirstLook {
 public:
  FirstLook(const ClipJob& clip, const color::ValueRange* given)
      : clip_(clip), job_(clip.job), given_(given) {
    colors_.ranges.resize(clip.plan.pictures.size());
    for (std::size_t i = 0; i < colors_.ranges.size(); ++i) {
      const bool shows_numbers = clip.plan.pictures[i].view->numbers != views::Numbers::kNone;
      if (shows_numbers && given != nullptr) colors_.ranges[i] = *given;
      looks_for_ranges_ |= shows_numbers && given == nullptr;
    }
    looks_for_tokens_ = views::any_is(job_.picture.views, &views::View::of_tokens);
  }

  [[nodiscard]] ClipColors take(int threads) {
    if (looks_for_ranges_ || looks_for_tokens_) look(threads);
    return std::move(colors_);
  }

 private:
  void look(int threads) {
    const int most = looks_for_ranges_ ? kMostRangeFrames : kMostPcaFrames;
    const int frames = clip_.clip.info.frames;
    const video::FrameChoice choice = clip_.frames(std::max(1, (frames + most - 1) / most));
    wanted_ = std::min(most, frames);
    clip_.on_frame({true, 0, wanted_});
    FramePass pass(clip_.clip, choice, most, job_.stop);
    const auto crew = analysis::crew_for(static_cast<std::size_t>(most), threads);
    colors_.frames = pass.run(crew, [&](Frame frame, base::ThreadPool& of_frame) {
      look_at(std::move(frame), of_frame);
      return true;
    });
    // In the order of the frames, whatever thread was first.
    std::vector<tensor::Matrix> samples;
    for (auto& [number, sample] : samples_) samples.push_back(std::move(sample));
    if (looks_for_tokens_) colors_.pca = colors_of(samples);
  }

  void look_at(Frame frame, base::ThreadPool& threads) {
    analysis::Inquiry inquiry = job_.inquiry();
    inquiry.rule = nullptr;  // nothing that is looked for here is of objects
    const analysis::Analysis seen = analysis::analyse(
        analysis::framed(image::share(std::move(frame.picture)), clip_.framing), inquiry, threads);
    const std::lock_guard lock(mutex_);
    const auto& pictures = clip_.plan.pictures;
    for (std::size_t i = 0; i < pictures.size() && given_ == nullptr; ++i) {
      colors_.ranges[i] = views::united(colors_.ranges[i], range_in(seen, pictures[i], job_));
    }
    constexpr int kEvery = kMostRangeFrames / kMostPcaFrames;
    const bool is_sampled = !looks_for_ranges_ || frame.number % kEvery == 0;
    if (looks_for_tokens_ && is_sampled) samples_[frame.number] = sample_tokens(seen, job_);
    clip_.on_frame({true, ++done_, wanted_});
  }

  const ClipJob& clip_;
  const DrawJob& job_;
  const color::ValueRange* given_;  // by the user, or null
  bool looks_for_ranges_ = false;
  bool looks_for_tokens_ = false;
  ClipColors colors_;
  std::map<int, tensor::Matrix> samples_;
  std::mutex mutex_;
  int wanted_ = 0;
  int done_ = 0;
};

}  // namespace

std::string ClipColors::note() const {
  if (frames == 0) return "";
  const std::string start =
      fmt::format("all frames have the same colours, found on {} of them", frames);
  std::vector<color::ValueRange> found;
  for (const auto& range : ranges) {
    if (range && std::find(found.begin(), found.end(), *range) == found.end()) {
      found.push_back(*range);
    }
  }
  if (found.size() != 1) return start;
  return fmt::format("{}: from {:.3g} to {:.3g}", start, found[0].lowest, found[0].highest);
}

ClipColors find_clip_colors(const ClipJob& clip, int threads) {
  return FirstLook(clip, std::get_if<color::ValueRange>(&clip.job.picture.range)).take(threads);
}

}  // namespace vitviz::batch
