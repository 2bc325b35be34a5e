// SPDX-License-Identifier: Apache-2.0
// JPEG by libjpeg-turbo, with its defaults, which are Pillow's: accurate DCT, smooth chroma.
#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stop_token>
#include <vector>

// jpeglib.h needs cstdio before it, jerror.h needs jconfig.h.
#include <jconfig.h>
#include <jerror.h>
#include <jpeglib.h>

#include "base/stopped.h"
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

[[noreturn]] void fail_in(j_common_ptr jpeg, const char* reason) {
  auto* errors = static_cast<Errors*>(jpeg->err);
  std::strncpy(errors->message, reason, sizeof errors->message - 1);
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

// Colour profiles, previews and depth maps lie before the pixels.
constexpr std::size_t kMostHeaderBytes = std::size_t{16} << 20;

// Even without any compression.
constexpr std::size_t kMostBytesPerPixel = 8;

// A segment before the pixels is at most 64 KiB long, with its marker: FF and a byte that says
// which.
bool has_marker(std::span<const std::byte> piece) {
  constexpr std::byte kStart{0xFF};
  auto at = piece.begin();
  while ((at = std::find(at, piece.end(), kStart)) != piece.end() && ++at != piece.end()) {
    if (*at != std::byte{0} && *at != kStart) return true;
  }
  return false;
}

// libjpeg's way to get bytes, a piece of the file at a time.
struct Input : jpeg_source_mgr {
  const PhotoSource* file = nullptr;
  std::size_t read = 0;
  std::size_t position = 0;  // of what follows the piece
  std::size_t most = kMostHeaderBytes;
  bool is_in_header = true;
  int pieces_without_marker = 0;  // in a row, in the header
  std::array<std::byte, std::size_t{64} * 1024> piece;
};

// libjpeg would look through gigabytes for a marker.
bool goes_astray(Input& input, std::size_t count) {
  const bool is_marked = !input.is_in_header || has_marker(std::span(input.piece).first(count));
  input.pieces_without_marker = is_marked ? 0 : input.pieces_without_marker + 1;
  return input.pieces_without_marker > 1 && count == input.piece.size();
}

boolean read_piece(j_decompress_ptr jpeg) {
  auto* input = static_cast<Input*>(jpeg->src);
  if (input->read > input->most) {
    fail_in(reinterpret_cast<j_common_ptr>(jpeg), "it goes on and on without pixels");
  }
  std::size_t count = input->file->read(input->position, input->piece);
  input->position += count;
  input->read += count;
  if (goes_astray(*input, count)) {
    fail_in(reinterpret_cast<j_common_ptr>(jpeg),
            "there are 128 KiB without a marker before its pixels, where none needs more than 64");
  }
  if (count == 0) {  // judge_message() decides whether pixels are missing
    WARNMS(jpeg, JWRN_JPEG_EOF);
    input->piece[0] = std::byte{0xFF};
    input->piece[1] = std::byte{JPEG_EOI};
    count = 2;
  }
  input->next_input_byte = reinterpret_cast<const JOCTET*>(input->piece.data());
  input->bytes_in_buffer = count;
  return TRUE;
}

void skip_bytes(j_decompress_ptr jpeg, long count) {
  auto* input = static_cast<Input*>(jpeg->src);
  if (count <= 0) return;
  const auto skipped = static_cast<std::size_t>(count);
  const std::size_t here = std::min(skipped, input->bytes_in_buffer);
  input->next_input_byte += here;
  input->bytes_in_buffer -= here;
  input->position += skipped - here;
}

void do_nothing(j_decompress_ptr /*jpeg*/) {}

// What libjpeg calls every few rows of blocks while it reads a progressive photo, long before the
// first row of pixels.
struct Progress : jpeg_progress_mgr {
  const std::stop_token* stop = nullptr;
};

void watch_progress(j_common_ptr jpeg) {
  if (reinterpret_cast<j_decompress_ptr>(jpeg)->input_scan_number > kMaxScans) {
    fail_in(jpeg, "it has too many scans");
  }
  const std::stop_token* stop = static_cast<Progress*>(jpeg->progress)->stop;
  if (stop == nullptr || !stop->stop_requested()) return;
  std::longjmp(static_cast<Errors*>(jpeg->err)->landing, 1);  // guarded() throws Stopped
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

// Whether libjpeg refused a file because of its kind, and not because its bytes are wrong.
bool is_of_another_kind(int error) {
  return error == JERR_BAD_PRECISION || error == JERR_SOF_UNSUPPORTED ||
         error == JERR_CONVERSION_NOTIMPL || error == JERR_ARITH_NOTIMPL || error == JERR_NOTIMPL ||
         error == JERR_NOT_COMPILED;
}

class JpegDecoder : public PhotoDecoder {
 public:
  explicit JpegDecoder(const EncodedPhoto& photo) : photo_(photo) {
    jpeg_.err = jpeg_std_error(&errors_);
    errors_.error_exit = leave;
    errors_.emit_message = judge_message;
    progress_.progress_monitor = watch_progress;
    guarded([&] { jpeg_create_decompress(&jpeg_); });
    jpeg_.progress = &progress_;
    set_input();
    try {
      read_header();
    } catch (...) {
      jpeg_destroy_decompress(&jpeg_);
      throw;
    }
  }
  ~JpegDecoder() override { jpeg_destroy_decompress(&jpeg_); }

  void decode(RowSink& rows) override {
    progress_.stop = &rows.stop();
    const bool cmyk = jpeg_.num_components == 4;
    jpeg_.out_color_space = cmyk ? JCS_CMYK : JCS_RGB;
    std::vector<std::uint8_t> ink(cmyk ? std::size_t{jpeg_.image_width} * 4 : 0);
    std::span<std::uint8_t> rgb;
    guarded([&] { jpeg_start_decompress(&jpeg_); });
    while (jpeg_.output_scanline < jpeg_.output_height) {
      rgb = rows.next_row();
      guarded([&] {
        JSAMPROW row = cmyk ? ink.data() : rgb.data();
        jpeg_read_scanlines(&jpeg_, &row, 1);
      });
      if (cmyk) cmyk_to_rgb(ink, rgb);
    }
  }

 private:
  static constexpr int kExifMarker = JPEG_APP0 + 1;
  static constexpr int kIccMarker = JPEG_APP0 + 2;

  void set_input() {
    input_.file = &photo_.source;
    input_.init_source = do_nothing;
    input_.fill_input_buffer = read_piece;
    input_.skip_input_data = skip_bytes;
    input_.resync_to_restart = jpeg_resync_to_restart;
    input_.term_source = do_nothing;
    jpeg_.src = &input_;
  }

  void read_header() {
    guarded([&] {
      jpeg_save_markers(&jpeg_, kExifMarker, 0xFFFF);
      jpeg_save_markers(&jpeg_, kIccMarker, 0xFFFF);
      jpeg_read_header(&jpeg_, TRUE);
    });
    const Size size = checked_size(photo_, jpeg_.image_width, jpeg_.image_height);
    input_.is_in_header = false;
    input_.most = input_.read + kMostHeaderBytes + kMostBytesPerPixel * pixel_count(size);
    set_header(size, orientation(), coefficient_bytes());
    read_color_profile();
  }

  // Its parts, one in each marker, put together.
  void read_color_profile() {
    JOCTET* profile = nullptr;
    unsigned size = 0;
    guarded([&] { jpeg_read_icc_profile(&jpeg_, &profile, &size); });
    const std::unique_ptr<JOCTET, decltype(&std::free)> owner(profile, std::free);
    if (profile == nullptr) return;
    const auto icc = std::as_bytes(std::span(profile, size));
    set_color_profile({icc.begin(), icc.end()});
  }

  // Of several scans each refines the picture, so all coefficients are kept until the last.
  [[nodiscard]] std::size_t coefficient_bytes() {
    if (jpeg_has_multiple_scans(&jpeg_) == 0) return 0;
    std::size_t count = 0;
    for (int i = 0; i < jpeg_.num_components; ++i) {
      const jpeg_component_info& component = jpeg_.comp_info[i];
      count += std::size_t{component.width_in_blocks} * component.height_in_blocks * DCTSIZE2;
    }
    return count * sizeof(JCOEF);
  }

  [[nodiscard]] int orientation() const {
    constexpr char kExif[] = {'E', 'x', 'i', 'f', '\0', '\0'};
    for (jpeg_saved_marker_ptr m = jpeg_.marker_list; m != nullptr; m = m->next) {
      if (m->data_length < sizeof kExif || std::memcmp(m->data, kExif, sizeof kExif) != 0) continue;
      return exif_orientation(std::as_bytes(std::span(m->data, m->data_length).subspan(6)));
    }
    return 1;
  }

  template <typename Call>
  void guarded(const Call& call) {
    if (returned_normally(errors_.landing, call)) return;
    if (progress_.stop != nullptr) base::stop_if_requested(*progress_.stop);
    if (is_of_another_kind(errors_.msg_code)) fail_because_unsupported(photo_, errors_.message);
    fail_to_decode(photo_, errors_.message);
  }

  const EncodedPhoto& photo_;
  Errors errors_{};
  Input input_{};
  Progress progress_{};
  jpeg_decompress_struct jpeg_{};
};

}  // namespace

std::unique_ptr<PhotoDecoder> open_jpeg(const EncodedPhoto& photo) {
  return std::make_unique<JpegDecoder>(photo);
}

}  // namespace vitviz::image
