// SPDX-License-Identifier: Apache-2.0
#include "scoring/comparison_sheet.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "base/check.h"
#include "eval/saliency.h"
#include "objects/comparison_text.h"
#include "scoring/prediction.h"
#include "sheet/masks_sheet.h"

namespace vitviz::scoring {
namespace {

constexpr double kScale = 1.0;  // of a sheet for the screen

// All objects of the truth as one.
field::Region region_of(const eval::TruthMask& truth) {
  return {field::UpsampledMap(truth.size(), 0.0F, 1.0F,
                              [&truth](int y, std::span<float> values) {
                                std::ranges::transform(truth.row(y), values.begin(),
                                                       [](std::uint8_t id) {
                                                         return eval::is_object(id) ? 1.0F : 0.0F;
                                                       });
                              }),
          0.5F};
}

}  // namespace

std::filesystem::path sheet_path(const std::filesystem::path& folder, const std::string& photo) {
  return folder / (photo + ".masks.png");
}

double iou_with(const eval::TruthMask& truth, const field::Region& object,
                base::ThreadPool& threads) {
  VITVIZ_CHECK(object.map.size() == truth.size());
  const PixelMask mask = mask_of({&object, 1}, truth.size(), threads);
  const std::vector<float> levels(mask.begin(), mask.end());
  return eval::score_saliency(levels, truth).iou;
}

void write_comparison_sheet(const std::string& name, const image::RgbImage& photo,
                            const eval::TruthMask& truth, objects::ObjectFinder& finder,
                            const SheetOptions& options, base::ThreadPool& threads) {
  const auto& methods = finder.rule().compared;
  sheet::MasksSheet sheet(photo, 1 + static_cast<int>(std::ssize(methods)), kScale, threads);
  sheet.add("truth", region_of(truth));
  for (const masks::Method* method : methods) {
    const field::Region object = finder.find_by(*method, {});
    sheet.add(std::string(method->name), object,
              fmt::format("IoU {:.1f} %", 100.0 * iou_with(truth, object, threads)));
  }
  const image::RgbImage page = sheet.draw(name, objects::comparison_text(finder));
  base::write_file_atomically(sheet_path(options.folder, name),
                              image::encode_png(page, threads, options.texts), options.overwrite);
}

}  // namespace vitviz::scoring
