// SPDX-License-Identifier: Apache-2.0
#include "batch/clip_output.h"

#include <deque>
#include <utility>
#include <vector>

#include "base/check.h"
#include "batch/frame_folder.h"
#include "video/clip_writer.h"

namespace vitviz::batch {
namespace {

class Videos : public ClipOutput {
 public:
  explicit Videos(const ClipJob& clip) : clip_(clip) {}

  std::optional<image::RgbImage> draw(std::size_t /*result*/, int /*frame*/,
                                      const views::Picture& picture) override {
    return picture.rgb();
  }

  void add(std::size_t result, const image::RgbImage& picture) override {
    // How large a picture is, is known once it is drawn.
    if (result == writers_.size()) {
      writers_.emplace_back(clip_.plan.pictures[result].path, picture.size(), clip_.clip,
                            clip_.job.stop);
    }
    writers_[result].add(picture);
  }

  ResultFiles finish() override {
    ResultFiles files;
    for (std::size_t i = 0; i < writers_.size(); ++i) {
      files.add(writers_[i].finish(), clip_.job.overwrite_of(clip_.plan.pictures[i].path));
    }
    return files;
  }

 private:
  const ClipJob& clip_;
  std::deque<video::ClipWriter> writers_;  // of the planned pictures
};

// A file has its number, so it need not wait for those before it.
class Folders : public ClipOutput {
 public:
  explicit Folders(const ClipJob& clip) : clip_(clip) {
    for (const PlannedPicture& picture : clip.plan.pictures) {
      folders_.emplace_back(picture.path, clip.clip.info.frames);
    }
  }

  std::optional<image::RgbImage> draw(std::size_t result, int frame,
                                      const views::Picture& picture) override {
    folders_[result].add(frame, picture);
    return std::nullopt;
  }

  void add(std::size_t /*result*/, const image::RgbImage& /*picture*/) override {
    VITVIZ_CHECK(false);  // nothing waits
  }

  ResultFiles finish() override {
    ResultFiles files;
    for (FrameFolder& folder : folders_) {
      const base::Overwrite overwrite = clip_.job.overwrite_of(folder.target());
      files.add(std::move(folder), overwrite);
    }
    return files;
  }

 private:
  const ClipJob& clip_;
  std::vector<FrameFolder> folders_;  // of the planned pictures
};

}  // namespace

std::unique_ptr<ClipOutput> open_output(const ClipJob& clip) {
  if (clip.job.output.clip.frames) return std::make_unique<Folders>(clip);
  return std::make_unique<Videos>(clip);
}

}  // namespace vitviz::batch
