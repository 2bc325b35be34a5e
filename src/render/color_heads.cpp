// SPDX-License-Identifier: Apache-2.0
#include "render/color_heads.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/check.h"
#include "render/gray_ground.h"
#include "tensor/row_span.h"

namespace vitviz::render {
namespace {

constexpr float kOpacity = 0.85F;  // of a head where it is at its greatest

// The strengths of all heads, 0 … 1, in a row of pixels and the one below it. For rows from top to
// bottom.
class HeadRows {
 public:
  explicit HeadRows(std::span<const field::UpsampledMap> heads) : heads_(heads) {
    const auto count = static_cast<Eigen::Index>(heads.size());
    here_.resize(count, heads.front().size().width);
    below_.resize(count, heads.front().size().width);
  }

  void go_to(int y) {
    if (y == row_ + 1 && row_ >= 0) {
      here_.swap(below_);
    } else {
      read(y, here_);
    }
    const int last = heads_.front().size().height - 1;
    read(std::min(y + 1, last), below_);
    row_ = y;
  }

  // How strong heads `a` and `b` are at column x, one beside the other.
  [[nodiscard]] float lead(Eigen::Index a, Eigen::Index b, Eigen::Index x) const {
    return here_(a, x) - here_(b, x);
  }

  // By how much that changes within a pixel.
  [[nodiscard]] float slope(Eigen::Index a, Eigen::Index b, Eigen::Index x) const {
    const Eigen::Index beside = x + 1 < here_.cols() ? x + 1 : std::max<Eigen::Index>(0, x - 1);
    const float across = lead(a, b, beside) - lead(a, b, x);
    const float down = below_(a, x) - below_(b, x) - lead(a, b, x);
    return std::sqrt(across * across + down * down);
  }

  [[nodiscard]] const tensor::Matrix& strengths() const { return here_; }  // [H, width]

 private:
  // A map of equal numbers has nothing that stands out: it is 0 everywhere.
  void read(int y, tensor::Matrix& rows) const {
    for (std::size_t head = 0; head < heads_.size(); ++head) {
      auto row = rows.row(static_cast<Eigen::Index>(head));
      heads_[head].row(y, tensor::row_span(row, 0));
      const float lowest = heads_[head].lowest();
      const float range = heads_[head].highest() - lowest;
      if (range > 0.0F) {
        row = (row.array() - lowest) / range;
      } else {
        row.setZero();
      }
    }
  }

  std::span<const field::UpsampledMap> heads_;
  tensor::Matrix here_;
  tensor::Matrix below_;
  int row_ = -2;
};

// The two strongest heads of a pixel; the same one twice where there is only one.
struct Leaders {
  Eigen::Index first = 0;
  Eigen::Index second = 0;
};

Leaders leaders_at(const tensor::Matrix& strengths, Eigen::Index x) {
  Leaders leaders{0, strengths.rows() > 1 ? 1 : 0};
  if (strengths(leaders.second, x) > strengths(0, x)) leaders = {1, 0};
  for (Eigen::Index head = 2; head < strengths.rows(); ++head) {
    const float strength = strengths(head, x);
    if (strength > strengths(leaders.first, x)) {
      leaders = {head, leaders.first};
    } else if (strength > strengths(leaders.second, x)) {
      leaders.second = head;
    }
  }
  return leaders;
}

float smooth_step(float from, float to, float value) {
  const float t = std::clamp((value - from) / (to - from), 0.0F, 1.0F);
  return t * t * (3.0F - 2.0F * t);
}

// How much of a pixel a head's colour covers where the head is this strong.
float cover_of(float strength) {
  return kOpacity * std::sqrt(strength) * smooth_step(0.1F, 0.3F, strength);
}

float as_float(std::uint8_t level) { return static_cast<float>(level); }

void color_pixel(const HeadRows& rows, Eigen::Index x, std::span<const color::Color> colors,
                 std::uint8_t ground, std::uint8_t* rgb) {
  const Leaders leaders = leaders_at(rows.strengths(), x);
  const float cover = cover_of(rows.strengths()(leaders.first, x));
  if (cover == 0.0F) {
    std::fill_n(rgb, 3, ground);
    return;
  }
  const float lead = rows.lead(leaders.first, leaders.second, x);
  const float slope = rows.slope(leaders.first, leaders.second, x);
  const float share = lead < slope ? std::min(1.0F, 0.5F + lead / slope) : 1.0F;

  const color::Color& first = colors[static_cast<std::size_t>(leaders.first)];
  const color::Color& second = colors[static_cast<std::size_t>(leaders.second)];
  for (std::size_t c = 0; c < 3; ++c) {
    const float color = share * as_float(first[c]) + (1.0F - share) * as_float(second[c]);
    rgb[c] = static_cast<std::uint8_t>((1.0F - cover) * as_float(ground) + cover * color + 0.5F);
  }
}

}  // namespace

image::LazyRgb color_heads(const image::RgbImage& photo, std::vector<field::UpsampledMap> heads,
                           std::vector<color::Color> colors) {
  VITVIZ_CHECK(!heads.empty() && heads.size() == colors.size());
  VITVIZ_CHECK(std::all_of(heads.begin(), heads.end(), [&](const field::UpsampledMap& head) {
    return head.size() == photo.size();
  }));
  return {photo.size(), [&photo, heads = std::move(heads),
                         colors = std::move(colors)](const image::Band<3>& band) {
            HeadRows rows(heads);
            std::vector<std::uint8_t> ground(static_cast<std::size_t>(band.picture().width));
            for (int y = band.top(); y < band.bottom(); ++y) {
              rows.go_to(y);
              gray_ground_row(photo.row(y), ground);
              std::uint8_t* rgb = band.row(y).data();
              for (std::size_t x = 0; x < ground.size(); ++x) {
                color_pixel(rows, static_cast<Eigen::Index>(x), colors, ground[x], rgb + 3 * x);
              }
            }
          }};
}

}  // namespace vitviz::render
