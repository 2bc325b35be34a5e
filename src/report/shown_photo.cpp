// SPDX-License-Identifier: Apache-2.0
#include "report/shown_photo.h"

#include <algorithm>
#include <cmath>

#include "analysis/photo_input.h"
#include "image/jpeg_write.h"
#include "image/pil_resize.h"

namespace vitviz::report {
namespace {

image::Size fitted(image::Size size, int longest) {
  const int longer = std::max(size.width, size.height);
  if (longer <= longest) return size;
  const double scale = static_cast<double>(longest) / longer;
  const auto scaled = [scale](int side) {
    return std::max(1, static_cast<int>(std::lround(side * scale)));
  };
  return {scaled(size.width), scaled(size.height)};
}

}  // namespace

ShownPhoto shown_photo(const std::filesystem::path& photo, const analysis::Question& question,
                       const model::Blueprint& blueprint, int longest, std::size_t most_bytes,
                       base::ThreadPool& threads) {
  analysis::PlannedPhoto planned = analysis::plan_photo(photo, question, blueprint);
  const image::Size size = fitted(planned.part.size, longest);
  const image::RgbImage pixels =
      planned.file.read_resized(planned.part, size, image::Filter::kBicubic, threads);
  ShownPhoto shown{size, {}};
  for (const int quality : {88, 75, 60, 40, 20}) {
    shown.jpeg = image::encode_jpeg(pixels, quality);
    if (shown.jpeg.size() <= most_bytes) break;
  }
  return shown;
}

}  // namespace vitviz::report
