// SPDX-License-Identifier: Apache-2.0
#include "image/label_png.h"

#include <string>

#include <fmt/format.h>
#include <png.h>

#include "base/error.h"
#include "base/text.h"
#include "image/encoded_photo.h"
#include "image/photo_format.h"
#include "image/photo_source.h"
#include "image/png_reading.h"

namespace vitviz::image {
namespace {

class LabelReader : private PngReading {
 public:
  explicit LabelReader(const EncodedPhoto& file) : PngReading(file) { check_kind(); }

  GrayImage read() {
    GrayImage labels(png_size());
    int passes = 0;
    guarded([&] {
      png_set_packing(png_);  // a byte for each pixel, its number as it is
      passes = png_set_interlace_handling(png_);
      png_read_update_info(png_, info_);
      if (png_get_rowbytes(png_, info_) != labels.row(0).size()) png_error(png_, "not one channel");
    });
    read_passes(passes, labels);
    return labels;
  }

 private:
  void check_kind() const {
    const int colors = png_get_color_type(png_, info_);
    if (colors != PNG_COLOR_TYPE_PALETTE && colors != PNG_COLOR_TYPE_GRAY) {
      fail_as_labels("colours or opacity");
    }
    if (png_get_bit_depth(png_, info_) > 8) fail_as_labels("16 bits");
  }

  [[noreturn]] void fail_as_labels(const std::string& what) const;
};

void LabelReader::fail_as_labels(const std::string& what) const {
  throw base::Error(base::ErrorCode::kInput,
                    fmt::format("{}: its pixels are no labels: they have {}",
                                base::printable(photo().name), what),
                    "labels are a PNG file with a palette, or with greys of at most 8 bits");
}

GrayImage read_labels(const PhotoSource& source, const std::string& name) {
  const EncodedPhoto file{source, name, "PNG"};
  if (photo_format(source, name) != PhotoFormat::kPng) {
    throw base::Error(
        base::ErrorCode::kInput,
        fmt::format("{}: is no PNG file, which labels are kept in", base::printable(file.name)),
        "other formats change or lose the numbers of objects");
  }
  return LabelReader(file).read();
}

}  // namespace

GrayImage read_label_png(const std::filesystem::path& path) {
  return read_labels(FileSource(path), path.string());
}

GrayImage decode_label_png(std::span<const std::byte> bytes, const std::string& name) {
  return read_labels(MemorySource(bytes), name);
}

}  // namespace vitviz::image
