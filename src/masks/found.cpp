// SPDX-License-Identifier: Apache-2.0
#include "masks/found.h"

#include <cmath>

#include "base/check.h"
#include "masks/method.h"

namespace vitviz::masks {

extern const Method kFound;

namespace {

constexpr double kEpsilon = 1e-10;

using DoubleMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// β: [H].
Eigen::VectorXd head_weights(const DoubleMatrix& attention) {
  if (attention.rows() == 1) return Eigen::VectorXd::Ones(1);  // its β would be log 1
  const double mean = attention.mean();
  const auto patches = static_cast<double>(attention.cols());
  Eigen::ArrayXd shares(attention.rows());
  for (Eigen::Index head = 0; head < shares.size(); ++head) {
    const auto above = (attention.row(head).array() > mean).count();
    shares(head) = static_cast<double>(above) / patches + kEpsilon;
  }
  return (shares.sum() / shares).log();
}

}  // namespace

std::vector<std::uint8_t> found_mask(tensor::ConstMatrixRef keys, tensor::ConstMatrixRef attention,
                                     const FoundOptions& options) {
  const Eigen::Index heads = attention.rows();
  VITVIZ_CHECK(keys.rows() >= 1 && heads >= 1 && attention.cols() == keys.rows());
  VITVIZ_CHECK(keys.cols() % heads == 0 && keys.allFinite() && attention.allFinite());
  const DoubleMatrix weights = attention.cast<double>();
  const Eigen::VectorXd beta = head_weights(weights);
  Eigen::Index seed = 0;
  (beta.transpose() * weights).minCoeff(&seed);

  DoubleMatrix descriptors = keys.cast<double>();
  const Eigen::Index head_width = keys.cols() / heads;
  for (Eigen::Index head = 0; head < heads; ++head) {
    descriptors.middleCols(head * head_width, head_width) *= beta(head);
  }
  const Eigen::VectorXd lengths = descriptors.rowwise().norm();
  const Eigen::VectorXd products = descriptors * descriptors.row(seed).transpose();

  std::vector<std::uint8_t> mask(static_cast<std::size_t>(keys.rows()), 0);
  for (Eigen::Index patch = 0; patch < keys.rows(); ++patch) {
    const double both = lengths(patch) * lengths(seed);
    const bool is_object = both > 0 && products(patch) <= options.background * both;
    mask[static_cast<std::size_t>(patch)] = is_object ? 1 : 0;
  }
  return mask;
}

namespace {

std::vector<PatchScores> find(const MaskMaterial& material, const MaskOptions& /*options*/,
                              base::ThreadPool& /*threads*/) {
  return {scores_of(found_mask(*material.features, *material.attention))};
}

}  // namespace

const Method kFound = {
    .name = "found",
    .help = "all that is unlike the patch with the least attention, as in FOUND",
    .needs = {.features = true, .attention = true},
    .find = find,
    .threshold = threshold_between,
    .patches = marked_patches,
};

}  // namespace vitviz::masks
