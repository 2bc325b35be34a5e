// SPDX-License-Identifier: Apache-2.0
#include "field/resized_region.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/check.h"
#include "image/geometry.h"
#include "tensor/shapes.h"

namespace vitviz::field {
namespace {

// A line of pixels, divided into cells of equal length, of which none is empty.
struct Cells {
  std::int64_t pixels;
  std::int64_t cells;

  [[nodiscard]] auto cell_of(std::int64_t pixel) const {
    return static_cast<std::size_t>(pixel * cells / pixels);
  }
  [[nodiscard]] int first_of(std::int64_t cell) const {
    return static_cast<int>((cell * pixels + cells - 1) / cells);
  }
};

// The share of the pixels of a row of cells that is inside. `shares` has a number for each cell.
void write_shares(const Region& region, int row, const Cells& down, std::span<float> shares) {
  const auto width = static_cast<std::size_t>(region.map.size().width);
  const Cells across{region.map.size().width, static_cast<std::int64_t>(shares.size())};
  std::vector<float> values(width);
  std::vector<int> all(shares.size());
  std::ranges::fill(shares, 0.0F);
  for (int y = down.first_of(row); y < down.first_of(row + 1); ++y) {
    region.map.row(y, values);
    for (std::size_t x = 0; x < width; ++x) {
      const std::size_t cell = across.cell_of(static_cast<std::int64_t>(x));
      ++all[cell];
      if (values[x] >= region.threshold) shares[cell] += 1.0F;
    }
  }
  for (std::size_t cell = 0; cell < shares.size(); ++cell) {
    shares[cell] /= static_cast<float>(all[cell]);
  }
}

}  // namespace

Region resized(const Region& region, image::Size size, base::ThreadPool& threads) {
  VITVIZ_CHECK(size.width >= 1 && size.height >= 1);
  const image::Size from = region.map.size();
  image::Geometry geometry;
  geometry.photo = size;
  geometry.grid = {std::min(from.height, size.height), std::min(from.width, size.width)};
  const auto columns = static_cast<std::size_t>(geometry.grid.cols);
  std::vector<float> shares(static_cast<std::size_t>(geometry.grid.count()));
  const std::span<float> all(shares);
  const Cells down{from.height, geometry.grid.rows};
  threads.parallel_for(geometry.grid.rows, [&](int row, int /*worker*/) {
    write_shares(region, row, down, all.subspan(static_cast<std::size_t>(row) * columns, columns));
  });
  return {UpsampledMap(shares, geometry, Upsample::kBilinear), 0.5F};
}

}  // namespace vitviz::field
