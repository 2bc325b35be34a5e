// SPDX-License-Identifier: Apache-2.0
#include "report/model_pictures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "maps/pca.h"
#include "measures/cosines.h"

namespace vitviz::report {
namespace {

constexpr int kMostFilters = 28;
constexpr int kMostSide = 16;

// [D, 3·P·P]. The weights are packed; what a layer does to each unit vector tells them.
tensor::Matrix filters_of(const model::VisionTransformer& model) {
  const model::Blueprint& blueprint = model.blueprint();
  const Eigen::Index inputs = Eigen::Index{3} * blueprint.patch * blueprint.patch;
  const auto embed = [&](const tensor::Matrix& x) {
    tensor::Matrix y(x.rows(), blueprint.width);
    model.weights().patch_embedding.apply(x, y);
    return y;
  };
  const tensor::Matrix bias = embed(tensor::Matrix::Zero(1, inputs));
  return (embed(tensor::Matrix::Identity(inputs, inputs)).rowwise() - bias.row(0)).transpose();
}

// A filter [3, P, P] → pixels, red, green and blue side by side.
void draw(tensor::ConstVectorRef filter, int patch, std::vector<std::uint8_t>& rgb) {
  const float largest = std::max(filter.cwiseAbs().maxCoeff(), 1e-30F);
  const int pixels = patch * patch;
  for (int pixel = 0; pixel < pixels; ++pixel) {
    for (int channel = 0; channel < 3; ++channel) {
      const float share = filter(channel * pixels + pixel) / largest;
      rgb.push_back(static_cast<std::uint8_t>(std::lround(127.5F + 127.5F * share)));
    }
  }
}

// At most `most` of [0, count), evenly, the first and the last among them.
std::vector<int> spread(int count, int most) {
  std::vector<int> chosen;
  const int kept = std::min(count, most);
  for (int i = 0; i < kept; ++i) chosen.push_back(kept > 1 ? i * (count - 1) / (kept - 1) : 0);
  return chosen;
}

}  // namespace

FilterPictures filter_pictures(const model::VisionTransformer& model) {
  const tensor::Matrix filters = filters_of(model);
  const int most = static_cast<int>(std::min(filters.rows(), filters.cols()));
  FilterPictures pictures{std::min(kMostFilters, most), {}};
  const maps::Components components = maps::principal_components(filters, pictures.count);
  for (Eigen::Index i = 0; i < pictures.count; ++i) {
    draw(components.directions.row(i), model.blueprint().patch, pictures.rgb);
  }
  return pictures;
}

std::optional<PositionSimilarity> position_similarity(const model::VisionTransformer& model) {
  const tensor::Matrix& table = model.weights().positions;
  if (table.rows() == 0) return std::nullopt;
  const tensor::PatchGrid trained = model.blueprint().trained_grid;
  const std::vector<int> rows = spread(trained.rows, kMostSide);
  const std::vector<int> cols = spread(trained.cols, kMostSide);
  std::vector<int> chosen;
  for (const int row : rows) {
    for (const int col : cols) chosen.push_back(row * trained.cols + col);
  }
  const tensor::Matrix units = measures::unit_rows(tensor::Matrix(table(chosen, Eigen::all)));
  const tensor::Matrix cosines = units * units.transpose();
  PositionSimilarity similarity{{static_cast<int>(rows.size()), static_cast<int>(cols.size())}, {}};
  for (const float cosine : cosines.reshaped<Eigen::RowMajor>()) {
    similarity.cosines.push_back(static_cast<std::int8_t>(std::lround(127.0F * cosine)));
  }
  return similarity;
}

}  // namespace vitviz::report
