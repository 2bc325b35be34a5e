// SPDX-License-Identifier: Apache-2.0
// TokenCut, MaskCut and the spectral mask: what all three promise, and what numpy computes.
#include <limits>
#include <optional>
#include <stdexcept>

#include <doctest/doctest.h>

#include "masks/maskcut.h"
#include "masks/normalized_cut.h"
#include "masks/spectral.h"
#include "masks/tokencut.h"
#include "reference_photos.h"
#include "support/random_matrix.h"

namespace vitviz::masks {
namespace {

using Mask = std::vector<std::uint8_t>;
constexpr double kAgreement = 0.99;  // the promise: IoU with the dense solver
constexpr std::optional<double> kAuto = {};

Mask tokencut(const tensor::Matrix& features, tensor::PatchGrid grid, std::optional<double> tau) {
  base::ThreadPool threads(2);
  return tokencut_mask(features, grid, tau, threads);
}

std::vector<Mask> maskcut(const tensor::Matrix& features, tensor::PatchGrid grid,
                          const MaskCutOptions& options) {
  base::ThreadPool threads(2);
  return maskcut_masks(features, grid, options, threads);
}

Mask spectral(const tensor::Matrix& features, tensor::PatchGrid grid, double color_weight) {
  image::RgbImage gray({grid.cols, grid.rows});
  std::fill(gray.bytes().begin(), gray.bytes().end(), std::uint8_t{128});
  base::ThreadPool threads(2);
  return spectral_mask(features, grid, gray, color_weight, threads);
}

// A direction of its own for each letter, and a little noise. A space stands for zeros.
tensor::Matrix features_of(const std::string& letters, unsigned seed = 1) {
  const auto count = static_cast<Eigen::Index>(letters.size());
  tensor::Matrix features = test::random_matrix(count, 6, seed) * 0.05F;
  for (Eigen::Index i = 0; i < count; ++i) {
    const char letter = letters[static_cast<std::size_t>(i)];
    if (letter == ' ') features.row(i).setZero();
    if (letter != ' ') features(i, letter - 'a') += 1;
  }
  return features;
}

Mask where(const std::string& letters, char letter) {
  Mask mask;
  for (const char other : letters) mask.push_back(other == letter ? 1 : 0);
  return mask;
}

TEST_CASE("cuts: the smaller of two kinds of patches is the object") {
  const std::string letters =
      "aaaaaa"
      "abbaaa"
      "abbaaa"
      "aaaaaa"
      "aaaaaa";
  const tensor::PatchGrid grid{5, 6};
  const Mask object = where(letters, 'b');
  CHECK(tokencut(features_of(letters), grid, 0.2) == object);
  CHECK(tokencut(features_of(letters), grid, kAuto) == object);
  CHECK(maskcut(features_of(letters), grid, {.threshold = 0.2, .objects = 1}).front() == object);
  CHECK(spectral(features_of(letters), grid, 0) == object);
}

TEST_CASE("cuts: of a side that falls apart only the seed's part is TokenCut's and MaskCut's") {
  const std::string letters = "abaaaaba";
  CHECK(tokencut(features_of(letters, 3).cwiseMax(0.5F), {1, 8}, 0.9) ==
        Mask{0, 1, 0, 0, 0, 0, 0, 0});
  CHECK(spectral(features_of(letters), {1, 8}, 0) == where(letters, 'b'));
}

TEST_CASE("cuts: patches on a side whose |y| are equal up to rounding: the first is the seed") {
  Eigen::VectorXd y(4);
  y << 0.5, -1.0 + 1e-9, 1.0, -1.0;
  CHECK(place_of_largest(y.cwiseAbs()) == 1);
  CHECK(place_of_largest(y) == 2);
  CHECK(place_of_largest(-y) == 1);
  CHECK(above_mean(y) == Mask{1, 0, 1, 0});
  CHECK(above_mean(Eigen::VectorXd::Constant(3, 0.5)) == Mask{0, 0, 0});
}

TEST_CASE("cuts: where nothing can be cut, nothing is marked") {
  const tensor::Matrix uniform = tensor::Matrix::Constant(6, 4, 0.5F);
  tensor::Matrix rank_one = uniform;
  for (int i = 0; i < 6; ++i) rank_one.row(i) *= static_cast<float>(i + 1);
  for (const tensor::Matrix& features :
       {uniform, rank_one, tensor::Matrix(tensor::Matrix::Zero(6, 4))}) {
    for (const tensor::PatchGrid grid : {tensor::PatchGrid{2, 3}, {1, 6}, {6, 1}}) {
      CHECK(tokencut(features, grid, 0.2) == Mask(6, 0));
      CHECK(tokencut(features, grid, kAuto) == Mask(6, 0));
      CHECK(maskcut(features, grid, {}).empty());
    }
  }
  CHECK(spectral(uniform, {2, 3}, 10) == Mask(6, 0));
  CHECK(spectral(rank_one, {2, 3}, 10) == Mask(6, 0));
  CHECK(spectral(tensor::Matrix::Zero(6, 4), {2, 3}, 10) == Mask(6, 0));
  const tensor::Matrix one = tensor::Matrix::Ones(1, 4);
  CHECK(tokencut(one, {1, 1}, 0.2) == Mask{0});
  CHECK(maskcut(one, {1, 1}, {}).empty());
  CHECK(spectral(one, {1, 1}, 10) == Mask{0});
}

TEST_CASE("cuts: features of rank 1 with both signs are two kinds") {
  tensor::Matrix features = tensor::Matrix::Constant(6, 4, 0.5F);
  features.topRows(2) *= -1;
  CHECK(tokencut(features, {3, 2}, 0.2) == Mask{1, 1, 0, 0, 0, 0});
  CHECK(tokencut(features, {3, 2}, kAuto) == Mask{1, 1, 0, 0, 0, 0});
  CHECK(spectral(features, {3, 2}, 0) == Mask{1, 1, 0, 0, 0, 0});
}

TEST_CASE("cuts: patches of zeros hang together with none") {
  const std::string letters =
      "aaaab"
      "aaaab"
      "  aaa"
      "aaaaa";
  CHECK(tokencut(features_of(letters), {4, 5}, 0.5) == where(letters, 'b'));
}

TEST_CASE("cuts: broken promises are bugs of the caller") {
  CHECK_THROWS_AS((void)tokencut(tensor::Matrix::Ones(6, 3), {2, 2}, 0.2), std::logic_error);
  CHECK_THROWS_AS((void)maskcut(tensor::Matrix::Ones(6, 3), {2, 2}, {}), std::logic_error);
  CHECK_THROWS_AS((void)spectral(tensor::Matrix::Ones(6, 3), {2, 2}, 0), std::logic_error);
  tensor::Matrix broken = tensor::Matrix::Ones(2, 2);
  broken(1, 0) = std::numeric_limits<float>::quiet_NaN();
  CHECK_THROWS_AS((void)tokencut(broken, {1, 2}, 0.2), std::logic_error);
  CHECK_THROWS_AS((void)maskcut(broken, {1, 2}, {}), std::logic_error);
  CHECK_THROWS_AS((void)spectral(broken, {1, 2}, 0), std::logic_error);
}

TEST_CASE("tokencut: the same mask for any number of threads") {
  const ReferencePhoto photo = reference_photo("coffee");
  base::ThreadPool alone(1);
  const Mask want = tokencut_mask(photo.features, photo.grid, kAuto, alone);
  for (const int count : {2, 3}) {
    base::ThreadPool threads(count);
    CHECK(tokencut_mask(photo.features, photo.grid, kAuto, threads) == want);
  }
}

TEST_CASE("maskcut: masks are disjoint, not small, and as many as were asked for at the most") {
  const ReferencePhoto photo = reference_photo("tulips");
  const std::vector<Mask> masks = maskcut(photo.features, photo.grid, {.threshold = 0.5});
  REQUIRE(masks.size() == 3);
  for (std::size_t i = 0; i < masks.front().size(); ++i) {
    CHECK(masks[0][i] + masks[1][i] + masks[2][i] <= 1);
  }
  const std::vector<Mask> two =
      maskcut(photo.features, photo.grid, {.threshold = 0.5, .objects = 2});
  CHECK(two == std::vector<Mask>{masks[0], masks[1]});
}

// tests/reference/masks/make_masks.py
TEST_CASE("cuts: the masks that scipy's dense solver gives") {
  for (const ReferencePhoto& photo : reference_photos()) {
    CAPTURE(photo.name);
    const auto want = [&](Row row, int after = 0) {
      return reference_mask(photo.name, row, after);
    };
    const auto& [name, pixels, grid, features, attention] = photo;
    base::ThreadPool threads(2);
    CHECK(iou_of(tokencut(features, grid, 0.2), want(Row::kTokenCut)) >= kAgreement);
    CHECK(iou_of(tokencut(features, grid, kAuto), want(Row::kTokenCutAuto)) >= kAgreement);
    CHECK(iou_of(spectral_mask(features, grid, pixels, 0, threads), want(Row::kSpectral)) >=
          kAgreement);
    CHECK(iou_of(spectral_mask(features, grid, pixels, 10, threads), want(Row::kSpectralColors)) >=
          kAgreement);

    std::vector<Mask> objects = maskcut(features, grid, {.threshold = 0.5});
    objects.resize(3, Mask(static_cast<std::size_t>(grid.count()), 0));
    for (int i = 0; i < 3; ++i) {
      CHECK(iou_of(objects[static_cast<std::size_t>(i)], want(Row::kMaskCut, i)) >= kAgreement);
    }
  }
}

}  // namespace
}  // namespace vitviz::masks
