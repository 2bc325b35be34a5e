// SPDX-License-Identifier: Apache-2.0
#include "views/view_memory.h"

#include <algorithm>
#include <cmath>

#include "field/photo_guide.h"
#include "field/region.h"
#include "image/png_file.h"
#include "objects/object_finder.h"
#include "sheet/legend.h"

namespace vitviz::views {
namespace {

// A sheet and its tiles: what tiles may take up (sheet/) is about this large at scale 1.
std::size_t bytes_of_sheet(double scale) {
  constexpr double kPixels = 1900 * 1500;
  constexpr double kChannels = 3;
  return static_cast<std::size_t>(2 * kChannels * kPixels * scale * scale);
}

// The numbers from which rows of a map at the photo's size are made.
std::size_t bytes_of_map(const image::Geometry& geometry, bool guided, int threads) {
  if (guided) {
    return field::PhotoGuide::bytes_of_map(geometry, threads) +
           field::bytes_to_find_region(geometry.photo);
  }
  return sizeof(float) * image::pixel_count({geometry.photo.width, geometry.grid.rows});
}

// What threads need for some rows at a time: the numbers within reach of an edge, which is at most
// so many sides of a square as large as the photo away (render/outline.h), and the rows as they are
// drawn and compressed, of the most channels that a picture has.
std::size_t bytes_of_rows(image::Size photo, int threads) {
  constexpr double kReach = 0.005;
  constexpr int kRowsAtOnce = 32;
  constexpr int kMostChannels = 4;
  const double side = std::sqrt(static_cast<double>(image::pixel_count(photo)));
  const int rows = std::min(photo.height, 2 * (static_cast<int>(kReach * side) + kRowsAtOnce));
  return image::bytes_to_encode_png(photo, kMostChannels, threads) +
         static_cast<std::size_t>(threads) * sizeof(float) *
             image::pixel_count({photo.width, rows});
}

std::size_t bytes_of_view(const View& view, const PictureOptions& options,
                          const image::Geometry& geometry, int heads, int threads) {
  if (view.maps_held == 0) return bytes_of_sheet(options.scale);
  const int maps = view.maps_held == kMapOfEachHead ? heads : view.maps_held;
  const bool has_legend = options.legend.value_or(false) && view.numbers == Numbers::kMaps;
  return static_cast<std::size_t>(maps) * bytes_of_map(geometry, options.guided, threads) +
         bytes_of_rows(geometry.photo, threads) +
         (has_legend ? sheet::bytes_of_legend(geometry.photo, options.scale) : 0);
}

}  // namespace

std::size_t bytes_of_views(const PictureOptions& options, const image::Geometry& geometry,
                           int heads, int threads) {
  std::size_t most = 0;
  for (const View* view : options.views) {
    most = std::max(most, bytes_of_view(*view, options, geometry, heads, threads));
  }
  const bool finds = any_is(options.views, &View::of_objects) || compare_masks(options.views);
  // A guide that maps follow serves objects as well.
  const bool is_counted =
      options.guided && objects::refine_of(options.objects) == objects::Refine::kGuided;
  if (finds && !is_counted)
    most += objects::ObjectFinder::bytes_to_find(options.objects, geometry, threads);
  return most + (options.guided ? field::PhotoGuide::bytes_of_guide(geometry, threads) : 0);
}

}  // namespace vitviz::views
