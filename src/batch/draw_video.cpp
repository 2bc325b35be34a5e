// SPDX-License-Identifier: Apache-2.0
#include "batch/draw_video.h"

#include <deque>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "analysis/analyse.h"
#include "base/stopwatch.h"
#include "base/turns.h"
#include "batch/check_video_job.h"
#include "batch/clip_colors.h"
#include "batch/frame_pass.h"
#include "batch/photo_memory.h"
#include "batch/resume.h"
#include "batch/time_mean.h"
#include "manifest/stamp.h"
#include "video/clip_writer.h"
#include "views/view_memory.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExtension = ".mp4";

// A picture of a frame.
struct Drawn {
  image::RgbImage picture;
  std::optional<color::ValueScale> scale;
  int beyond = 0;
};

// Draws all frames and writes the pictures in their order.
class ClipDrawing {
 public:
  ClipDrawing(const ClipJob& clip, const ClipColors& colors, DrawnPhoto& result)
      : clip_(clip),
        job_(clip.job),
        colors_(colors),
        result_(result),
        mean_(job_.output.clip.smooth) {}

  void run(const analysis::Crew& crew) {
    clip_.on_frame({false, 0, clip_.clip.info.frames});
    FramePass pass(clip_.clip, {.upright = clip_.is_upright()}, 0, job_.stop);
    const int frames = pass.run(crew, [&](Frame frame, base::ThreadPool& threads) {
      try {
        return draw(std::move(frame), threads);
      } catch (...) {
        smoothing_.end();
        writing_.end();
        throw;
      }
    });
    result_.clip = ClipFacts{frames, clip_.clip.info.rate};
    if (!pass.complaint().empty()) result_.notes.push_back("ffmpeg says: " + pass.complaint());
  }

  // All videos, complete.
  [[nodiscard]] ResultFiles finish() {
    ResultFiles files;
    for (std::size_t i = 0; i < writers_.size(); ++i) {
      const fs::path& path = clip_.plan.pictures[i].path;
      files.add(writers_[i].finish(), job_.overwrite_of(path));
    }
    return files;
  }

 private:
  // Returns false where another frame has failed.
  bool draw(Frame frame, base::ThreadPool& threads) {
    const analysis::Inquiry inquiry = job_.inquiry();
    analysis::Analysis seen = analysis::analyse(
        analysis::framed(image::share(std::move(frame.picture)), clip_.framing), inquiry, threads);
    if (!smoothing_.take(frame.number, [&] { mean_.smooth(seen); })) return false;
    const std::vector<Drawn> pictures = pictures_of(seen, inquiry, threads);
    return writing_.take(frame.number, [&] { write(frame.number, pictures); });
  }

  [[nodiscard]] std::vector<Drawn> pictures_of(const analysis::Analysis& seen,
                                               const analysis::Inquiry& inquiry,
                                               base::ThreadPool& threads) const {
    views::ViewInputs inputs(seen, inquiry, job_.picture, job_.common, threads);
    std::vector<Drawn> drawn;
    for (std::size_t i = 0; i < clip_.plan.pictures.size(); ++i) {
      const PlannedPicture& planned = clip_.plan.pictures[i];
      views::ViewInput input = inputs.of_query(static_cast<std::size_t>(planned.query));
      input.range = colors_.ranges[i];
      input.pca = colors_.pca ? &*colors_.pca : nullptr;
      const views::Picture picture = planned.view->draw(planned.map, input);
      drawn.push_back({picture.rgb(), picture.scale, picture.beyond});
    }
    return drawn;
  }

  void write(int frame, const std::vector<Drawn>& pictures) {
    if (frame == 0) begin(pictures);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      writers_[i].add(pictures[i].picture);
      std::get<PictureFile>(result_.files[i]).beyond += pictures[i].beyond;
    }
    clip_.on_frame({false, frame + 1, clip_.clip.info.frames});
  }

  // How large a picture is, is known once it is drawn.
  void begin(const std::vector<Drawn>& pictures) {
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      const PlannedPicture& planned = clip_.plan.pictures[i];
      writers_.emplace_back(planned.path, pictures[i].picture.size(), clip_.clip, job_.stop);
      result_.files.emplace_back(
          PictureFile{planned.view->name, planned.label, planned.path, pictures[i].scale});
    }
  }

  const ClipJob& clip_;
  const DrawJob& job_;
  const ClipColors& colors_;
  DrawnPhoto& result_;
  TimeMean mean_;
  base::Turns smoothing_;
  base::Turns writing_;
  std::deque<video::ClipWriter> writers_;  // of the planned pictures
};

// Of all frames that are drawn at once: a frame, its pictures, and what drawing one takes.
std::size_t bytes_to_draw(const ClipJob& clip, const analysis::Crew& crew) {
  const std::size_t frame = image::RgbImage::kChannels * image::pixel_count(video::shown_size(
                                                             clip.clip.info, clip.is_upright()));
  const std::size_t views =
      views::bytes_of_views(clip.job.picture, clip.framing.geometry,
                            clip.job.model.blueprint().heads, crew.threads_per_photo);
  return static_cast<std::size_t>(crew.photos_at_once) *
         ((2 + clip.plan.pictures.size()) * frame + views);
}

analysis::Crew crew_of(const video::ClipInfo& info, int threads) {
  constexpr int kMany = 1000;  // where nobody knows
  const int frames = info.frames > 0 ? info.frames : kMany;
  return analysis::crew_for(static_cast<std::size_t>(frames), threads);
}

}  // namespace

PhotoResults draw_video(const fs::path& video, const ResultName& name, const DrawJob& job,
                        base::ThreadPool& threads, const FrameObserver& on_frame) {
  const base::Stopwatch total;
  base::Stopwatch watch;
  DrawnPhoto result;
  if (job.manifest != nullptr) result.stamp = manifest::stamp_of(video);

  const FilePlan plan = plan_files(name, job.picture.views, {}, job.selection, 0, kExtension);
  check_video_job(video, job, plan);
  check_files(plan.files(), job);
  const video::Clip clip = video::probe_clip(video, job.stop);
  const bool is_upright = job.question.orientation == image::Orientation::kUpright;
  const analysis::Framing framing = analysis::frame_photo(
      video::shown_size(clip.info, is_upright), job.question, job.model.blueprint(), video);
  if (job.question.crop) result.crop = framing.part;
  result.geometry = framing.geometry;
  result.queries = framing.queries;
  const ClipJob clip_job{clip, framing, plan, job, on_frame};
  const analysis::Crew crew = crew_of(clip.info, threads.size());
  const auto memory = reserve(bytes_to_draw(clip_job, crew), video, job);
  begin_files(video, plan.files(), job);

  const ClipColors colors = find_clip_colors(clip_job, threads.size());
  if (colors.frames > 0) result.notes.push_back(colors.note());
  if (!clip.info.is_even) {
    result.notes.emplace_back(
        "its frames are not shown equally long; in the results they are, at the average rate");
  }
  result.seconds.read = watch.lap();
  ClipDrawing drawing(clip_job, colors, result);
  drawing.run(crew);
  result.seconds.draw = watch.lap();
  ResultFiles files = drawing.finish();
  result.seconds.write = watch.lap();
  result.seconds.total = total.seconds();
  return {std::move(result), std::move(files)};
}

}  // namespace vitviz::batch
