// SPDX-License-Identifier: Apache-2.0
#include "batch/draw_video.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "analysis/analyse.h"
#include "base/stopwatch.h"
#include "base/turns.h"
#include "batch/check_video_job.h"
#include "batch/clip_colors.h"
#include "batch/clip_output.h"
#include "batch/frame_folder.h"
#include "batch/frame_pass.h"
#include "batch/photo_memory.h"
#include "batch/resume.h"
#include "batch/time_mean.h"
#include "manifest/stamp.h"
#include "views/view_memory.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;

// A picture of a frame.
struct Drawn {
  std::optional<image::RgbImage> picture;  // where it has to wait for its turn
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
        output_(open_output(clip)),
        mean_(job_.output.clip.smooth) {}

  void run(const analysis::Crew& crew) {
    clip_.on_frame({false, 0, clip_.clip.info.frames});
    FramePass pass(clip_.clip, clip_.frames(1), 0, job_.stop);
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
    for (const std::string& note : pass.notes()) result_.notes.push_back(note);
  }

  // All results, complete.
  [[nodiscard]] ResultFiles finish() { return output_->finish(); }

 private:
  // Returns false where another frame has failed.
  bool draw(Frame frame, base::ThreadPool& threads) {
    const analysis::Inquiry inquiry = job_.inquiry();
    analysis::Analysis seen = analysis::analyse(
        analysis::framed(image::share(std::move(frame.picture)), clip_.framing), inquiry, threads);
    if (!smoothing_.take(frame.number, [&] { mean_.smooth(seen); })) return false;
    const std::vector<Drawn> pictures = pictures_of(frame.number, seen, inquiry, threads);
    return writing_.take(frame.number, [&] { write(frame.number, pictures); });
  }

  [[nodiscard]] std::vector<Drawn> pictures_of(int frame, const analysis::Analysis& seen,
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
      drawn.push_back({output_->draw(i, frame, picture), picture.scale, picture.beyond});
    }
    return drawn;
  }

  void write(int frame, const std::vector<Drawn>& pictures) {
    if (frame == 0) name_files(pictures);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      if (pictures[i].picture) output_->add(i, *pictures[i].picture);
      std::get<PictureFile>(result_.files[i]).beyond += pictures[i].beyond;
    }
    clip_.on_frame({false, frame + 1, clip_.clip.info.frames});
  }

  void name_files(const std::vector<Drawn>& pictures) {
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      const PlannedPicture& planned = clip_.plan.pictures[i];
      result_.files.emplace_back(
          PictureFile{planned.view->name, planned.label, planned.path, pictures[i].scale});
    }
  }

  const ClipJob& clip_;
  const DrawJob& job_;
  const ClipColors& colors_;
  DrawnPhoto& result_;
  std::unique_ptr<ClipOutput> output_;
  TimeMean mean_;
  base::Turns smoothing_;
  base::Turns writing_;
};

// Of all frames that are drawn at once: a frame, its pictures, and what drawing one takes.
std::size_t bytes_to_draw(const ClipJob& clip, const analysis::Crew& crew) {
  const std::size_t frame = image::RgbImage::kChannels * image::pixel_count(video::shown_size(
                                                             clip.clip.info, clip.is_upright()));
  const std::size_t views =
      views::bytes_of_views(clip.job.picture, clip.framing.geometry,
                            clip.job.model.blueprint().heads, crew.threads_per_photo);
  return clip.clip.info.bytes_to_decode + static_cast<std::size_t>(crew.photos_at_once) *
                                              ((2 + clip.plan.pictures.size()) * frame + views);
}

analysis::Crew crew_of(const video::ClipInfo& info, int threads) {
  constexpr int kMany = 1000;  // where nobody knows
  const int frames = info.frames > 0 ? info.frames : kMany;
  return analysis::crew_for(static_cast<std::size_t>(frames), threads);
}

// With the programs that its results need.
video::Clip clip_of(const fs::path& video, const DrawJob& job) {
  video::Clip clip = video::probe_clip(video, job.stop);
  if (clip.programs.ffmpeg.empty() && !job.output.clip.frames) {
    clip.programs = video::find_ffmpeg(video);
  }
  return clip;
}

// What the user should know before the first frame is drawn.
std::vector<std::string> notes_about(const ClipJob& clip, const ClipColors& colors) {
  const video::ClipInfo& info = clip.clip.info;
  std::vector<std::string> notes;
  if (colors.frames > 0) notes.push_back(colors.note());
  if (!info.note.empty()) notes.push_back(info.note);
  if (!info.is_even && !clip.job.output.clip.frames) {
    notes.emplace_back(
        "its frames are not shown equally long; in the results they are, at the average rate");
  }
  if (clip.job.output.table) notes.emplace_back("a table has rows of photos alone");
  return notes;
}

// A folder has none.
const char* extension_of(const DrawJob& job) { return job.output.clip.frames ? "" : ".mp4"; }

}  // namespace

PhotoResults draw_video(const fs::path& video, const ResultName& name, const DrawJob& job,
                        base::ThreadPool& threads, const FrameObserver& on_frame) {
  const base::Stopwatch total;
  base::Stopwatch watch;
  DrawnPhoto result;
  if (job.manifest != nullptr) result.stamp = manifest::stamp_of(video);

  const FilePlan plan =
      plan_files(name, job.picture.views, {}, job.selection, 0, extension_of(job));
  check_video_job(video, job, plan);
  check_files(plan.files(), job);
  for (const fs::path& file : plan.files()) {
    if (job.output.clip.frames) check_frame_folder(file, job.kept);
  }
  const video::Clip clip = clip_of(video, job);
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
  result.notes = notes_about(clip_job, colors);
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
