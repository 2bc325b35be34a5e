// SPDX-License-Identifier: Apache-2.0
#include "field/guided_filter.h"

#include <cstddef>
#include <utility>

#include "base/check.h"

namespace vitviz::field {
namespace {

// The six different products of two channels, as the upper half of a symmetric matrix has them.
struct Pair {
  std::size_t first;
  std::size_t second;
};
constexpr std::array<Pair, 6> kPairs = {{{0, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 2}, {2, 2}}};

using Symmetric = std::array<double, 6>;  // in the order of kPairs

// Σ + ε U is positive definite: its determinant is at least ε³.
Symmetric inverse_of(const Symmetric& m) {
  const auto [rr, rg, rb, gg, gb, bb] = m;
  const double of_rr = gg * bb - gb * gb;
  const double of_rg = gb * rb - rg * bb;
  const double of_rb = rg * gb - gg * rb;
  const double one_over = 1.0 / (rr * of_rr + rg * of_rg + rb * of_rb);
  return {of_rr * one_over,
          of_rg * one_over,
          of_rb * one_over,
          (rr * bb - rb * rb) * one_over,
          (rg * rb - rr * gb) * one_over,
          (rr * gg - rg * rg) * one_over};
}

}  // namespace

GuidedFilter::GuidedFilter(std::array<tensor::Matrix, 3> photo, WindowReach reach, double epsilon,
                           base::ThreadPool& threads)
    : reach_(reach), photo_(std::move(photo)) {
  VITVIZ_CHECK(epsilon > 0.0);
  VITVIZ_CHECK(photo_[1].size() == photo_[0].size() && photo_[2].size() == photo_[0].size());

  // The means of the channels and of their products, each by one thread.
  constexpr int kChannels = 3;
  threads.parallel_for(kChannels + static_cast<int>(kPairs.size()), [&](int task, int) {
    const auto i = static_cast<std::size_t>(task);
    if (task < kChannels) {
      means_[i] = box_mean(photo_[i], reach_);
    } else {
      const auto [first, second] = kPairs[i - kChannels];
      inverse_[i - kChannels] = box_mean(photo_[first].cwiseProduct(photo_[second]), reach_);
    }
  });

  // In the place of the products' means: the inverse.
  threads.parallel_for(static_cast<int>(photo_[0].rows()), [&](int y, int) {
    for (Eigen::Index x = 0; x < photo_[0].cols(); ++x) {
      Symmetric covariance{};
      for (std::size_t i = 0; i < kPairs.size(); ++i) {
        const auto [first, second] = kPairs[i];
        covariance[i] =
            static_cast<double>(inverse_[i](y, x)) -
            static_cast<double>(means_[first](y, x)) * static_cast<double>(means_[second](y, x)) +
            (first == second ? epsilon : 0.0);
      }
      const Symmetric inverse = inverse_of(covariance);
      for (std::size_t i = 0; i < kPairs.size(); ++i) {
        inverse_[i](y, x) = static_cast<float>(inverse[i]);
      }
    }
  });
}

LinearModel GuidedFilter::fit(const tensor::Matrix& map, base::ThreadPool& threads) const {
  VITVIZ_CHECK(map.rows() == photo_[0].rows() && map.cols() == photo_[0].cols());
  const tensor::Matrix mean = box_mean(map, reach_);
  LinearModel model;
  threads.parallel_for(3, [&](int task, int) {
    const auto channel = static_cast<std::size_t>(task);
    model.of_channel[channel] = box_mean(photo_[channel].cwiseProduct(map), reach_) -
                                means_[channel].cwiseProduct(mean);  // cov(I, p)
  });

  model.constant.resize(map.rows(), map.cols());
  threads.parallel_for(static_cast<int>(map.rows()), [&](int y, int) {
    auto& [red, green, blue] = model.of_channel;
    const auto& [rr, rg, rb, gg, gb, bb] = inverse_;
    for (Eigen::Index x = 0; x < map.cols(); ++x) {
      const float r = red(y, x);
      const float g = green(y, x);
      const float b = blue(y, x);
      red(y, x) = rr(y, x) * r + rg(y, x) * g + rb(y, x) * b;
      green(y, x) = rg(y, x) * r + gg(y, x) * g + gb(y, x) * b;
      blue(y, x) = rb(y, x) * r + gb(y, x) * g + bb(y, x) * b;
      model.constant(y, x) = mean(y, x) - red(y, x) * means_[0](y, x) -
                             green(y, x) * means_[1](y, x) - blue(y, x) * means_[2](y, x);
    }
  });

  threads.parallel_for(4, [&](int task, int) {
    tensor::Matrix& plane =
        task < 3 ? model.of_channel[static_cast<std::size_t>(task)] : model.constant;
    plane = box_mean(plane, reach_);
  });
  return model;
}

}  // namespace vitviz::field
