// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg_write.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <span>

// jpeglib.h needs cstdio before it.
#include <jpeglib.h>

#include "base/check.h"
#include "image/longjmp_guard.h"

namespace vitviz::image {
namespace {

// The error manager that libjpeg knows, with the place to go to when it reports an error.
struct Errors : jpeg_error_mgr {
  std::jmp_buf landing;
};

[[noreturn]] void leave(j_common_ptr jpeg) {
  std::longjmp(static_cast<Errors*>(jpeg->err)->landing, 1);
}

// A compression, and the memory that libjpeg allocates for the file.
struct Encoder {
  Encoder() {
    jpeg.err = jpeg_std_error(&errors);
    errors.error_exit = leave;
  }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;
  ~Encoder() {
    jpeg_destroy_compress(&jpeg);
    std::free(bytes);  // NOLINT(cppcoreguidelines-no-malloc): libjpeg's
  }

  void encode(const RgbImage& picture, int quality) {
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &size);
    jpeg.image_width = static_cast<JDIMENSION>(picture.width());
    jpeg.image_height = static_cast<JDIMENSION>(picture.height());
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    jpeg.optimize_coding = TRUE;
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
      const auto row = picture.row(static_cast<int>(jpeg.next_scanline));
      auto* pixels = const_cast<JSAMPROW>(row.data());  // NOLINT: libjpeg only reads them
      jpeg_write_scanlines(&jpeg, &pixels, 1);
    }
    jpeg_finish_compress(&jpeg);
  }

  Errors errors{};
  jpeg_compress_struct jpeg{};
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
};

}  // namespace

std::vector<std::byte> encode_jpeg(const RgbImage& picture, int quality) {
  VITVIZ_CHECK(picture.width() <= JPEG_MAX_DIMENSION && picture.height() <= JPEG_MAX_DIMENSION);
  Encoder encoder;
  // Of a picture in memory nothing can be wrong; memory can run out.
  if (!returned_normally(encoder.errors.landing, [&] { encoder.encode(picture, quality); })) {
    throw std::bad_alloc();
  }
  const auto bytes = std::as_bytes(std::span(encoder.bytes, encoder.size));
  return {bytes.begin(), bytes.end()};
}

}  // namespace vitviz::image
