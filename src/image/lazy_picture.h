// SPDX-License-Identifier: Apache-2.0
// Pictures that are drawn when somebody asks for their rows, some of them at a time. A photo of
// 2^28 pixels takes 768 MiB; with these, a picture of its size takes a few.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <utility>

#include "base/check.h"
#include "base/thread_pool.h"
#include "image/raster.h"

namespace vitviz::image {

// The rows [top, bottom) of a picture, to be drawn into memory that somebody else holds.
template <int Channels>
class Band {
 public:
  // Requires: 0 <= top < bottom <= picture.height, and `bytes` has room for so many rows.
  Band(Size picture, int top, int bottom, std::span<std::uint8_t> bytes)
      : picture_(picture), top_(top), bottom_(bottom), bytes_(bytes) {
    VITVIZ_CHECK(0 <= top && top < bottom && bottom <= picture.height);
    VITVIZ_CHECK(bytes.size() >= row_bytes() * static_cast<std::size_t>(bottom - top));
  }

  // All rows of a raster, which must outlive it.
  explicit Band(Raster<Channels>& raster)
      : Band(raster.size(), 0, raster.height(), raster.bytes()) {}

  [[nodiscard]] Size picture() const { return picture_; }  // the size of the whole
  [[nodiscard]] int top() const { return top_; }
  [[nodiscard]] int bottom() const { return bottom_; }

  // Row y of the picture. Requires: top() <= y < bottom().
  [[nodiscard]] std::span<std::uint8_t> row(int y) const {
    VITVIZ_CHECK(top_ <= y && y < bottom_);
    return bytes_.subspan(static_cast<std::size_t>(y - top_) * row_bytes(), row_bytes());
  }

 private:
  [[nodiscard]] std::size_t row_bytes() const {
    return static_cast<std::size_t>(picture_.width) * Channels;
  }

  Size picture_;
  int top_;
  int bottom_;
  std::span<std::uint8_t> bytes_;
};

template <int Channels>
struct LazyPicture {
  Size size;
  // Draws every pixel of the band. Callable from several threads; how a picture is cut into bands
  // makes no difference to it.
  std::function<void(const Band<Channels>& band)> draw;
};

using LazyRgb = LazyPicture<3>;
using LazyGray = LazyPicture<1>;
using LazyRgba = LazyPicture<4>;

// Draws a band of a picture that is there already.
template <int Channels>
void copy_rows(const Raster<Channels>& from, const Band<Channels>& band) {
  for (int y = band.top(); y < band.bottom(); ++y) {
    std::copy(from.row(y).begin(), from.row(y).end(), band.row(y).begin());
  }
}

// A picture that is there already, as one that is drawn when somebody asks; `raster` must outlive
// it.
template <int Channels>
[[nodiscard]] LazyPicture<Channels> lazy_view(const Raster<Channels>& raster) {
  return {raster.size(), [&raster](const Band<Channels>& band) { copy_rows(raster, band); }};
}

// The same, of a raster that it holds.
template <int Channels>
[[nodiscard]] LazyPicture<Channels> lazy(Raster<Channels> raster) {
  const auto held = std::make_shared<const Raster<Channels>>(std::move(raster));
  return {held->size(), [held](const Band<Channels>& band) { copy_rows(*held, band); }};
}

// All of a picture, for those who need it as a whole.
template <int Channels>
[[nodiscard]] Raster<Channels> draw_whole(const LazyPicture<Channels>& picture,
                                          base::ThreadPool& threads) {
  constexpr int kRows = 32;  // large beside the cost of handing out a task, small to balance
  Raster<Channels> whole(picture.size);
  const std::size_t row = whole.row(0).size();
  threads.parallel_for((whole.height() - 1) / kRows + 1, [&](int task, int /*worker*/) {
    const int top = task * kRows;
    const int bottom = top + std::min(kRows, whole.height() - top);
    const auto bytes = whole.bytes().subspan(static_cast<std::size_t>(top) * row);
    picture.draw(Band<Channels>(picture.size, top, bottom, bytes));
  });
  return whole;
}

}  // namespace vitviz::image
