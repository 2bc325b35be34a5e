// SPDX-License-Identifier: Apache-2.0
#include "report/shown_photo.h"

#include "analysis/photo_input.h"
#include "image/geometry.h"
#include "image/jpeg_write.h"
#include "image/pil_resize.h"

namespace vitviz::report {

ShownPhoto shown_photo(const std::filesystem::path& photo, const analysis::Question& question,
                       const model::Blueprint& blueprint, int longest, std::size_t most_bytes,
                       base::ThreadPool& threads) {
  analysis::PlannedPhoto planned = analysis::plan_photo(photo, question, blueprint);
  const image::Size size = image::fitted(planned.part.size, longest);
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
