// SPDX-License-Identifier: Apache-2.0
// GIF by giflib: the first frame where it lies on the canvas, on white where it is transparent.
//
// As Pillow does, the canvas grows where the frame leaves it, and is filled with what is
// transparent or, where nothing is, with the first colour.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/stopped.h"
#include "image/encoded_photo.h"
#include "image/gif_file.h"

namespace vitviz::image {
namespace {

// An interlaced frame has every eighth row first, then those between.
struct Pass {
  int first;
  int step;
};
constexpr Pass kPasses[] = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

GifFrame first_frame(const EncodedPhoto& photo, GifFile& file) {
  std::optional<GifFrame> frame = file.next_frame();
  if (!frame) fail_to_decode(photo, "it has no frame");
  return *std::move(frame);
}

class GifDecoder : public PhotoDecoder {
 public:
  explicit GifDecoder(const EncodedPhoto& photo) : file_(photo), frame_(first_frame(photo, file_)) {
    if (frame_.transparent) frame_.palette[*frame_.transparent].fill(255);
    const Size canvas = file_.canvas();
    const Size size = checked_size(photo, std::max(canvas.width, frame_.left + frame_.size.width),
                                   std::max(canvas.height, frame_.top + frame_.size.height));
    const std::size_t held = frame_.is_interlaced ? pixel_count(frame_.size) : 0;
    set_header(size, /*exif_orientation=*/1, GifFile::kBytes + held);
  }

  void decode(RowSink& rows) override {
    frame_.is_interlaced ? decode_interlaced(rows) : decode_in_order(rows);
    tell_of_frames(rows.stop());
  }

 private:
  void decode_in_order(RowSink& rows) {
    std::vector<std::uint8_t> indices(static_cast<std::size_t>(frame_.size.width));
    for (int y = 0; y < header().size.height; ++y) {
      const auto rgb = rows.next_row();
      if (is_of_frame(y)) file_.read_row(indices);
      write_row(y, indices, rgb);
    }
  }

  void decode_interlaced(RowSink& rows) {
    GrayImage indices(frame_.size);
    for (const Pass& pass : kPasses) {
      for (int y = pass.first; y < indices.height(); y += pass.step) {
        base::stop_if_requested(rows.stop());
        file_.read_row(indices.row(y));
      }
    }
    for (int y = 0; y < header().size.height; ++y) {
      const int row = is_of_frame(y) ? y - frame_.top : 0;
      write_row(y, indices.row(row), rows.next_row());
    }
  }

  [[nodiscard]] bool is_of_frame(int y) const {
    return y >= frame_.top && y < frame_.top + frame_.size.height;
  }

  // Row y of the canvas. The indices are those of the frame's row, where it has one there.
  void write_row(int y, std::span<const std::uint8_t> indices, std::span<std::uint8_t> rgb) const {
    const auto& around = frame_.palette[frame_.transparent.value_or(0)];
    for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
      std::copy(around.begin(), around.end(), rgb.subspan(3 * x).begin());
    }
    if (!is_of_frame(y)) return;
    auto to = rgb.subspan(3 * static_cast<std::size_t>(frame_.left)).begin();
    for (const std::uint8_t index : indices) {
      to = std::copy(frame_.palette[index].begin(), frame_.palette[index].end(), to);
    }
  }

  void tell_of_frames(const std::stop_token& stop) {
    int frames = 1;
    try {
      while (file_.next_frame(stop)) {
        ++frames;
        file_.skip_rows(stop);
      }
    } catch (const base::Error&) {
      add_note("its end is missing or broken, behind the last pixel of its first frame");
    }
    if (frames > 1) add_note(animation_note(frames));
  }

  GifFile file_;
  GifFrame frame_;
};

}  // namespace

std::unique_ptr<PhotoDecoder> open_gif(const EncodedPhoto& photo) {
  return std::make_unique<GifDecoder>(photo);
}

}  // namespace vitviz::image
