// SPDX-License-Identifier: Apache-2.0
// JPEG XL by libjxl, which turns a photo upright itself, as its header says. The file goes to it
// piece by piece, and pixels come back in any order. Of an animation the first frame is read.
#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "base/check.h"
#include "base/stopped.h"
#include "image/blend_on_white.h"
#include "image/encoded_photo.h"
#include "image/jxl_library.h"
#include "image/late_formats.h"

namespace vitviz::image {
namespace {

// Small enough that a stop is seen soon.
constexpr std::size_t kPiece = std::size_t{64} * 1024;

// libjxl keeps a frame as floats, and what its filters need of it once more. Measured: 5.
constexpr std::size_t kBytesPerChannel = 8;

// Where libjxl's pixels go: on white.
struct Canvas {
  RgbImage pixels;
  std::size_t channels = 3;

  static void take(void* canvas, std::size_t x, std::size_t y, std::size_t count,
                   const void* pixels) {
    auto& self = *static_cast<Canvas*>(canvas);
    const auto width = static_cast<std::size_t>(self.pixels.width());
    if (y >= static_cast<std::size_t>(self.pixels.height()) || x > width || count > width - x) {
      return;
    }
    const std::span from(static_cast<const std::uint8_t*>(pixels), count * self.channels);
    const auto to = self.pixels.row(static_cast<int>(y)).subspan(3 * x, 3 * count);
    self.channels == 3 ? static_cast<void>(std::copy(from.begin(), from.end(), to.begin()))
                       : blend_on_white(from, to);
  }
};

class JxlPhotoDecoder : public PhotoDecoder {
 public:
  explicit JxlPhotoDecoder(const EncodedPhoto& photo)
      : photo_(photo),
        jxl_(library_for<JxlLibrary>(photo, "libjxl", "libjxl" + JxlLibrary::version())),
        decoder_(jxl_.create(nullptr), jxl_.destroy) {
    VITVIZ_CHECK(decoder_ != nullptr);
    jxl_.set_unpremultiply_alpha(decoder_.get(), JXL_TRUE);
    jxl_.subscribe_events(decoder_.get(),
                          JXL_DEC_BASIC_INFO | JXL_DEC_COLOR_ENCODING | JXL_DEC_FULL_IMAGE);
    read_until(JXL_DEC_BASIC_INFO, {});
    read_info();
    read_until(JXL_DEC_COLOR_ENCODING, {});
    read_color_profile();
  }

  void decode(RowSink& rows) override { hand_out(decode_whole(rows.stop()), rows); }

  RgbImage decode_whole(const std::stop_token& stop) override {
    Canvas canvas{RgbImage(header().size), format_.num_channels};
    std::fill(canvas.pixels.bytes().begin(), canvas.pixels.bytes().end(), std::uint8_t{255});
    read_until(JXL_DEC_NEED_IMAGE_OUT_BUFFER, stop);
    check(jxl_.set_image_out_callback(decoder_.get(), &format_, Canvas::take, &canvas));
    read_until(JXL_DEC_FULL_IMAGE, stop);
    return std::move(canvas.pixels);
  }

 private:
  void read_info() {
    JxlBasicInfo info{};
    check(jxl_.get_basic_info(decoder_.get(), &info));
    const Size size = checked_size(photo_, info.xsize, info.ysize);
    if (info.alpha_bits > 0) format_.num_channels = 4;
    const std::size_t frame = kBytesPerChannel * format_.num_channels * pixel_count(size);
    const std::size_t whole = RgbImage::kChannels * pixel_count(size);
    set_header({size, /*exif_orientation=*/1, frame + whole, frame + whole});
    if (info.have_animation == JXL_TRUE) add_note("it is an animation: its first frame is seen");
  }

  void read_color_profile() {
    std::size_t size = 0;
    if (jxl_.get_icc_profile_size(decoder_.get(), &format_, JXL_COLOR_PROFILE_TARGET_DATA, &size) !=
            JXL_DEC_SUCCESS ||
        size > kMaxColorProfile) {
      return;
    }
    std::vector<std::byte> profile(size);
    check(jxl_.get_color_as_icc_profile(decoder_.get(), &format_, JXL_COLOR_PROFILE_TARGET_DATA,
                                        reinterpret_cast<std::uint8_t*>(profile.data()),
                                        profile.size()));
    set_color_profile(std::move(profile));
  }

  void read_until(JxlDecoderStatus event, const std::stop_token& stop) {
    while (true) {
      base::stop_if_requested(stop);
      const JxlDecoderStatus status = jxl_.process_input(decoder_.get());
      if (status == event) return;
      if (status == JXL_DEC_NEED_MORE_INPUT) {
        feed();
      } else if (status == JXL_DEC_ERROR) {
        fail_to_decode(photo_, "its data are broken");
      } else {
        fail_to_decode(photo_, "it has no pixels");
      }
    }
  }

  // Hands on the next piece of the file, behind what the decoder left of the one before.
  void feed() {
    const std::size_t left = jxl_.release_input(decoder_.get());
    piece_.erase(piece_.begin(), piece_.end() - static_cast<std::ptrdiff_t>(left));
    piece_.resize(left + kPiece);
    const std::size_t got = photo_.source.read(position_, std::span(piece_).subspan(left));
    if (got == 0) fail_to_decode(photo_, "the file ends too early");
    position_ += got;
    piece_.resize(left + got);
    check(jxl_.set_input(decoder_.get(), reinterpret_cast<const std::uint8_t*>(piece_.data()),
                         piece_.size()));
  }

  void check(JxlDecoderStatus status) const {
    if (status != JXL_DEC_SUCCESS) fail_to_decode(photo_, "its data are broken");
  }

  const EncodedPhoto& photo_;
  const JxlLibrary& jxl_;
  JxlPixelFormat format_{3, JXL_TYPE_UINT8, JXL_NATIVE_ENDIAN, 0};
  std::size_t position_ = 0;      // of what follows the piece
  std::vector<std::byte> piece_;  // of the file, that the decoder looks at
  std::unique_ptr<::JxlDecoder, decltype(JxlLibrary::destroy)> decoder_;
};

}  // namespace

std::unique_ptr<PhotoDecoder> open_jxl(const EncodedPhoto& photo) {
  return std::make_unique<JxlPhotoDecoder>(photo);
}

}  // namespace vitviz::image
