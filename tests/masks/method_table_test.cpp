// SPDX-License-Identifier: Apache-2.0
#include "masks/method_table.h"

#include <algorithm>
#include <set>
#include <string_view>

#include <doctest/doctest.h>

#include "masks/mass_mask.h"
#include "reference_photos.h"

namespace vitviz::masks {
namespace {

TEST_CASE("methods have names, help, and something they need") {
  std::set<std::string_view> names;
  for (const auto& [name, method] : all_methods()) {
    CAPTURE(name);
    CHECK(name == method->name);
    CHECK(names.insert(name).second);
    CHECK(method->help.size() > 10);
    CHECK(method->help.back() != '.');
    const Needs& needs = method->needs;
    CHECK((needs.map || needs.features || needs.head));
  }
  CHECK(&mass_method() == *base::value_named(all_methods(), "mass"));
}

TEST_CASE("each method finds from what it says it needs, and from no more") {
  const ReferencePhoto photo = reference_photo("tulips");
  const tensor::Vector map = photo.attention.colwise().mean();
  const MaskHead head{photo.features.row(0) / 1000, -1};
  base::ThreadPool threads(2);
  for (const auto& [name, method] : all_methods()) {
    CAPTURE(name);
    MaskMaterial material{.grid = photo.grid};
    if (method->needs.map) material.map = {map.data(), static_cast<std::size_t>(map.size())};
    if (method->needs.features) material.features = &photo.features;
    if (method->needs.attention) material.attention = &photo.attention;
    if (method->needs.head) material.tokens = &photo.features;
    if (method->needs.head) material.head = &head;
    if (method->needs.photo) material.photo = &photo.pixels;
    const MaskOptions options{.threshold = 0.5, .objects = 2};
    const std::vector<PatchScores> objects = method->find(material, options, threads);
    CHECK(objects.size() == (method->several ? 2 : 1));
    for (const PatchScores& scores : objects) {
      REQUIRE(std::ssize(scores) == photo.grid.count());
      const std::vector<std::uint8_t> mask = method->patches(scores, options);
      const float threshold = method->threshold(scores, options);
      CHECK(std::count(mask.begin(), mask.end(), 1) > 0);
      CHECK(std::count(mask.begin(), mask.end(), 0) > 0);
      // No two numbers are equal here, so patches and pixels follow one rule.
      for (std::size_t i = 0; i < mask.size(); ++i) {
        CHECK((scores[i] >= threshold) == (mask[i] == 1));
      }
    }
  }
}

TEST_CASE("a method that finds nothing answers with scores that have no object") {
  const tensor::Matrix uniform = tensor::Matrix::Ones(6, 4);
  base::ThreadPool threads(1);
  const MaskMaterial material{.grid = {2, 3}, .features = &uniform};
  for (const char* name : {"tokencut", "maskcut"}) {
    const Method& method = **base::value_named(all_methods(), name);
    const auto objects = method.find(material, {}, threads);
    REQUIRE(objects.size() == 1);
    CHECK(method.patches(objects.front(), {}) == std::vector<std::uint8_t>(6, 0));
  }
}

// tests/reference/masks/make_masks.py
TEST_CASE("mass: the masks that numpy computes") {
  for (const ReferencePhoto& photo : reference_photos()) {
    CAPTURE(photo.name);
    const tensor::Vector map = photo.attention.cast<double>().colwise().mean().cast<float>();
    CHECK(mass_mask({map.data(), static_cast<std::size_t>(map.size())}, 0.6) ==
          reference_mask(photo.name, Row::kMass));
  }
}

}  // namespace
}  // namespace vitviz::masks
