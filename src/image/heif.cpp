// SPDX-License-Identifier: Apache-2.0
// HEIC and AVIF by libheif, which turns a photo upright itself: its turns are part of the picture,
// and what EXIF says of them counts for nothing. 10 and 12 bits a channel become 8.
#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include "base/stopped.h"
#include "image/blend_on_white.h"
#include "image/encoded_photo.h"
#include "image/heif_library.h"
#include "image/late_formats.h"

namespace vitviz::image {
namespace {

// The file as libheif sees it.
struct Input {
  const PhotoSource& source;
  std::size_t position = 0;
};

std::int64_t position_in(void* input) {
  return static_cast<std::int64_t>(static_cast<Input*>(input)->position);
}

int read_input(void* to, std::size_t count, void* data) {
  auto* input = static_cast<Input*>(data);
  const std::size_t got = input->source.read(input->position, {static_cast<std::byte*>(to), count});
  input->position += got;
  return got == count ? 0 : 1;
}

int seek_input(std::int64_t position, void* input) {
  static_cast<Input*>(input)->position = static_cast<std::size_t>(position);
  return 0;
}

heif_reader_grow_status wait_for(std::int64_t size, void* input) {
  const std::size_t there = static_cast<Input*>(input)->source.size();
  return size >= 0 && static_cast<std::size_t>(size) <= there
             ? heif_reader_grow_status_size_reached
             : heif_reader_grow_status_size_beyond_eof;
}

constexpr heif_reader kReader = {1, position_in, read_input, seek_input, wait_for};

class HeifDecoder : public PhotoDecoder {
 public:
  explicit HeifDecoder(const EncodedPhoto& photo)
      : photo_(photo),
        heif_(library_for<HeifLibrary>(photo, "libheif", "libheif1")),
        input_{photo.source},
        context_(heif_.context_alloc(), heif_.context_free),
        primary_(nullptr, heif_.image_handle_release) {
    check(heif_.context_read_from_reader(context_.get(), &kReader, &input_, nullptr));
    heif_image_handle* primary = nullptr;
    check(heif_.context_get_primary_image_handle(context_.get(), &primary));
    primary_.reset(primary);
    has_opacity_ = heif_.image_handle_has_alpha_channel(primary) != 0;
    const Size size = checked_size(photo, heif_.image_handle_get_width(primary),
                                   heif_.image_handle_get_height(primary));
    set_header(size, /*exif_orientation=*/1, photo.source.size() + bytes_in_libheif(size));
    read_color_profile();
    if (heif_.context_get_number_of_top_level_images(context_.get()) > 1) {
      add_note("it holds more than one picture: the main one is seen");
    }
  }

  void decode(RowSink& rows) override {
    base::stop_if_requested(rows.stop());
    const Image image = decode_image();
    int stride = 0;
    const std::uint8_t* pixels =
        heif_.image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
    if (pixels == nullptr || !is_of_header_size(image.get())) {
      fail_to_decode(photo_, "its pixels are not what its header says");
    }
    for (int y = 0; y < header().size.height; ++y) {
      const auto rgb = rows.next_row();
      write_row({pixels + std::ptrdiff_t{y} * stride, rgb.size() / 3 * channels()}, rgb);
    }
  }

 private:
  using Image = std::unique_ptr<heif_image, decltype(HeifLibrary::image_release)>;

  [[nodiscard]] std::size_t channels() const { return has_opacity_ ? 4 : 3; }

  // The decoder's frame, libheif's copy of it, and RGB.
  [[nodiscard]] std::size_t bytes_in_libheif(Size size) const {
    const bool is_deep = heif_.image_handle_get_luma_bits_per_pixel(primary_.get()) > 8;
    const std::size_t in_yuv = (is_deep ? 2 : 1) * channels();
    return (2 * in_yuv + (is_deep ? 2 : 1) * channels()) * pixel_count(size);
  }

  void read_color_profile() {
    const std::size_t size = heif_.image_handle_get_raw_color_profile_size(primary_.get());
    if (size == 0 || size > kMaxColorProfile) return;
    std::vector<std::byte> profile(size);
    check(heif_.image_handle_get_raw_color_profile(primary_.get(), profile.data()));
    set_color_profile(std::move(profile));
  }

  [[nodiscard]] Image decode_image() const {
    const std::unique_ptr<heif_decoding_options, decltype(heif_.decoding_options_free)> options(
        heif_.decoding_options_alloc(), heif_.decoding_options_free);
    options->convert_hdr_to_8bit = 1;
    options->strict_decoding = 1;
    heif_image* image = nullptr;
    const heif_chroma chroma =
        has_opacity_ ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
    check(heif_.decode_image(primary_.get(), &image, heif_colorspace_RGB, chroma, options.get()));
    return {image, heif_.image_release};
  }

  [[nodiscard]] bool is_of_header_size(const heif_image* image) const {
    return Size{heif_.image_get_width(image, heif_channel_interleaved),
                heif_.image_get_height(image, heif_channel_interleaved)} == header().size;
  }

  void write_row(std::span<const std::uint8_t> pixels, std::span<std::uint8_t> rgb) const {
    if (!has_opacity_) {
      std::copy(pixels.begin(), pixels.end(), rgb.begin());
    } else if (heif_.image_handle_is_premultiplied_alpha(primary_.get()) == 0) {
      blend_on_white(pixels, rgb);
    } else {
      for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
        for (std::size_t c = 0; c < 3; ++c) {
          rgb[3 * x + c] = premultiplied_on_white(pixels[4 * x + c], pixels[4 * x + 3]);
        }
      }
    }
  }

  void check(const heif_error& error) const {
    if (error.code == heif_error_Ok) return;
    const std::string_view text = error.message == nullptr ? "its data are broken" : error.message;
    const std::string_view message = text.substr(0, text.find_last_not_of('\n') + 1);
    if (error.code == heif_error_Unsupported_feature ||
        error.code == heif_error_Unsupported_filetype) {
      fail_because_unsupported(photo_, message);
    }
    fail_to_decode(photo_, message);
  }

  const EncodedPhoto& photo_;
  const HeifLibrary& heif_;
  Input input_;
  std::unique_ptr<heif_context, decltype(HeifLibrary::context_free)> context_;
  std::unique_ptr<heif_image_handle, decltype(HeifLibrary::image_handle_release)> primary_;
  bool has_opacity_ = false;
};

}  // namespace

std::unique_ptr<PhotoDecoder> open_heif(const EncodedPhoto& photo) {
  return std::make_unique<HeifDecoder>(photo);
}

}  // namespace vitviz::image
