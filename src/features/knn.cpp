// SPDX-License-Identifier: Apache-2.0
#include "features/knn.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/check.h"
#include "features/nearest.h"
#include "features/readout.h"
#include "nn/matrix_product.h"

namespace vitviz::features {
namespace {

// Photos whose cosines to all training photos one product computes.
constexpr int kRowsAtOnce = 96;

tensor::Matrix normalized(tensor::ConstMatrixRef features) {
  tensor::Matrix result = features;
  normalize_rows(result);
  return result;
}

// The nearest, nearest first. `left_out` is no neighbour, −1 if all may be.
std::vector<Neighbor> nearest_of(std::span<const float> cosines, int count, int left_out) {
  NearestFew nearest(count);
  for (int photo = 0; photo < static_cast<int>(cosines.size()); ++photo) {
    if (photo == left_out) continue;
    nearest.show({static_cast<double>(cosines[static_cast<std::size_t>(photo)]), photo});
  }
  return nearest.sorted();
}

class Election {
 public:
  Election(const Knn& knn, std::span<const int> labels, int classes)
      : knn_(knn), labels_(labels), classes_(classes) {
    VITVIZ_CHECK(knn.neighbors >= 1 && knn.temperature > 0.0 && !labels.empty());
    VITVIZ_CHECK(std::all_of(labels.begin(), labels.end(),
                             [&](int label) { return label >= 0 && label < classes; }));
  }

  [[nodiscard]] int winner(std::span<const float> cosines, int left_out) const {
    std::vector<double> sums(static_cast<std::size_t>(classes_));
    for (const Neighbor& neighbor : nearest_of(cosines, knn_.neighbors, left_out)) {
      const int label = labels_[static_cast<std::size_t>(neighbor.row)];
      sums[static_cast<std::size_t>(label)] += std::exp(neighbor.cosine / knn_.temperature);
    }
    return static_cast<int>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  }

 private:
  Knn knn_;
  std::span<const int> labels_;
  int classes_;
};

enum class Voters { kAll, kOthers };

// Both matrices are normalised; with kOthers they are the same.
std::vector<int> vote(const Election& election, const tensor::Matrix& train,
                      const tensor::Matrix& test, Voters voters, base::ThreadPool& pool) {
  const nn::PackedWeights packed(train, nn::Precision::kF32);
  const tensor::Vector no_bias = tensor::Vector::Zero(train.rows());
  const auto photos = static_cast<int>(test.rows());
  std::vector<int> winners(static_cast<std::size_t>(photos));
  std::vector<tensor::Matrix> scratch(static_cast<std::size_t>(pool.size()));
  pool.parallel_for((photos + kRowsAtOnce - 1) / kRowsAtOnce, [&](int block, int worker) {
    const int first = block * kRowsAtOnce;
    const int count = std::min(kRowsAtOnce, photos - first);
    tensor::Matrix& cosines = scratch[static_cast<std::size_t>(worker)];
    cosines.resize(count, train.rows());
    packed.multiply(test.middleRows(first, count), no_bias, cosines, nn::Store::kReplace);
    for (int row = 0; row < count; ++row) {
      const std::span<const float> of_photo(cosines.row(row).data(),
                                            static_cast<std::size_t>(cosines.cols()));
      const int left_out = voters == Voters::kOthers ? first + row : -1;
      winners[static_cast<std::size_t>(first + row)] = election.winner(of_photo, left_out);
    }
  });
  return winners;
}

}  // namespace

std::vector<int> vote_of_nearest(const Knn& knn, tensor::ConstMatrixRef train,
                                 std::span<const int> labels, int classes,
                                 tensor::ConstMatrixRef test, base::ThreadPool& pool) {
  VITVIZ_CHECK(static_cast<std::size_t>(train.rows()) == labels.size());
  VITVIZ_CHECK(train.cols() == test.cols());
  const Election election(knn, labels, classes);
  return vote(election, normalized(train), normalized(test), Voters::kAll, pool);
}

std::vector<int> vote_of_nearest_others(const Knn& knn, tensor::ConstMatrixRef features,
                                        std::span<const int> labels, int classes,
                                        base::ThreadPool& pool) {
  VITVIZ_CHECK(static_cast<std::size_t>(features.rows()) == labels.size() && labels.size() >= 2);
  const Election election(knn, labels, classes);
  const tensor::Matrix unit = normalized(features);
  return vote(election, unit, unit, Voters::kOthers, pool);
}

}  // namespace vitviz::features
