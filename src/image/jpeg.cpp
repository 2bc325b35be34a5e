// SPDX-License-Identifier: Apache-2.0
// JPEG by libjpeg-turbo, with its defaults, which are Pillow's: accurate DCT, smooth chroma.
#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <vector>

// jpeglib.h needs cstdio before it, jerror.h needs jconfig.h.
#include <jconfig.h>
#include <jerror.h>
#include <jpeglib.h>

#include "image/encoded_photo.h"
#include "image/exif.h"
#include "image/longjmp_guard.h"

namespace vitviz::image {
namespace {

// Encoders write about ten; thousands of empty ones in a small file would take hours.
constexpr int kMaxScans = 100;

// The error manager that libjpeg knows, with the place to go to when it reports an error.
struct Errors : jpeg_error_mgr {
  std::jmp_buf landing;
  char message[JMSG_LENGTH_MAX];
};

[[noreturn]] void leave(j_common_ptr jpeg) {
  auto* errors = static_cast<Errors*>(jpeg->err);
  errors->format_message(jpeg, errors->message);
  std::longjmp(errors->landing, 1);
}

// libjpeg goes on after these and paints grey where it has no data.
bool loses_pixels(int warning) {
  return warning == JWRN_HIT_MARKER || warning == JWRN_JPEG_EOF || warning == JWRN_HUFF_BAD_CODE ||
         warning == JWRN_ARITH_BAD_CODE || warning == JWRN_MUST_RESYNC;
}

void judge_message(j_common_ptr jpeg, int level) {
  constexpr int kWarning = -1;
  if (level == kWarning && loses_pixels(jpeg->err->msg_code)) leave(jpeg);
}

void limit_scans(j_common_ptr jpeg) {
  if (reinterpret_cast<j_decompress_ptr>(jpeg)->input_scan_number <= kMaxScans) return;
  auto* errors = static_cast<Errors*>(jpeg->err);
  std::strncpy(errors->message, "it has too many scans", sizeof errors->message);
  std::longjmp(errors->landing, 1);
}

// Adobe stores ink inverted: 255 is no ink. Pillow's integers, so that its pixels come out.
void cmyk_to_rgb(std::span<const std::uint8_t> cmyk, std::span<std::uint8_t> rgb) {
  for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
    const int light = cmyk[4 * x + 3];
    for (std::size_t c = 0; c < 3; ++c) {
      const int product = (255 - cmyk[4 * x + c]) * light + 128;
      const int absorbed = ((product >> 8) + product) >> 8;
      rgb[3 * x + c] = static_cast<std::uint8_t>(std::max(0, light - absorbed));
    }
  }
}

class JpegDecoder {
 public:
  explicit JpegDecoder(const EncodedPhoto& photo) : photo_(photo) {
    jpeg_.err = jpeg_std_error(&errors_);
    errors_.error_exit = leave;
    errors_.emit_message = judge_message;
    progress_.progress_monitor = limit_scans;
    guarded([&] { jpeg_create_decompress(&jpeg_); });
    jpeg_.progress = &progress_;
  }
  JpegDecoder(const JpegDecoder&) = delete;
  JpegDecoder& operator=(const JpegDecoder&) = delete;
  ~JpegDecoder() { jpeg_destroy_decompress(&jpeg_); }

  Size read_header() {
    guarded([&] {
      jpeg_mem_src(&jpeg_, reinterpret_cast<const unsigned char*>(photo_.bytes.data()),
                   photo_.bytes.size());
      jpeg_save_markers(&jpeg_, kExifMarker, 0xFFFF);
      jpeg_read_header(&jpeg_, TRUE);
    });
    return checked_size(photo_, jpeg_.image_width, jpeg_.image_height);
  }

  RgbImage read_pixels(Size size) {
    RgbImage pixels(size);
    const bool cmyk = jpeg_.num_components == 4;
    jpeg_.out_color_space = cmyk ? JCS_CMYK : JCS_RGB;
    std::vector<std::uint8_t> ink(cmyk ? static_cast<std::size_t>(size.width) * 4 : 0);
    guarded([&] {
      jpeg_start_decompress(&jpeg_);
      for (int y = 0; y < size.height; ++y) {
        JSAMPROW row = cmyk ? ink.data() : pixels.row(y).data();
        jpeg_read_scanlines(&jpeg_, &row, 1);
        if (cmyk) cmyk_to_rgb(ink, pixels.row(y));
      }
    });
    return pixels;
  }

  [[nodiscard]] int orientation() const {
    constexpr char kExif[] = {'E', 'x', 'i', 'f', '\0', '\0'};
    for (jpeg_saved_marker_ptr m = jpeg_.marker_list; m != nullptr; m = m->next) {
      if (m->data_length < sizeof kExif || std::memcmp(m->data, kExif, sizeof kExif) != 0) continue;
      return exif_orientation(std::as_bytes(std::span(m->data, m->data_length).subspan(6)));
    }
    return 1;
  }

 private:
  static constexpr int kExifMarker = JPEG_APP0 + 1;

  template <typename Call>
  void guarded(const Call& call) {
    if (!returned_normally(errors_.landing, call)) fail_to_decode(photo_, errors_.message);
  }

  const EncodedPhoto& photo_;
  Errors errors_{};
  jpeg_progress_mgr progress_{};
  jpeg_decompress_struct jpeg_{};
};

}  // namespace

StoredPhoto decode_jpeg(const EncodedPhoto& photo) {
  JpegDecoder decoder(photo);
  const Size size = decoder.read_header();
  RgbImage pixels = decoder.read_pixels(size);
  return {std::move(pixels), decoder.orientation()};
}

}  // namespace vitviz::image
