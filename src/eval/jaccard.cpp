// SPDX-License-Identifier: Apache-2.0
#include "eval/jaccard.h"

#include <array>
#include <cstddef>
#include <utility>

#include "base/check.h"
#include "eval/task.h"

namespace vitviz::eval {
namespace {

// Pixels of each id; those of all ids but void together are what is scored.
using Counts = std::array<double, 256>;

Counts count_all(std::span<const std::uint8_t> ids) {
  Counts counts{};
  for (const std::uint8_t id : ids) counts[id] += 1.0;
  return counts;
}

Counts count_inside(std::span<const std::uint8_t> mask, std::span<const std::uint8_t> ids) {
  VITVIZ_CHECK(mask.size() == ids.size());
  Counts counts{};
  for (std::size_t i = 0; i < ids.size(); ++i) counts[ids[i]] += mask[i] != 0 ? 1.0 : 0.0;
  return counts;
}

double without_void(const Counts& counts) {
  double sum = 0.0;
  for (std::size_t id = 0; id < counts.size(); ++id) sum += id == kVoid ? 0.0 : counts[id];
  return sum;
}

std::vector<double> combine(std::span<const double> means) { return {means[0]}; }

}  // namespace

std::vector<ObjectOverlap> best_overlaps(std::span<const std::vector<std::uint8_t>> masks,
                                         const TruthMask& truth) {
  VITVIZ_CHECK(!masks.empty());
  const Counts all = count_all(truth.bytes());
  std::vector<ObjectOverlap> objects;
  for (const std::uint8_t id : object_ids(truth)) objects.push_back({.id = id, .jaccard = -1.0});
  for (std::size_t m = 0; m < masks.size(); ++m) {
    const Counts inside = count_inside(masks[m], truth.bytes());
    const double mask_size = without_void(inside);
    for (ObjectOverlap& object : objects) {
      const double common = inside[object.id];
      const double jaccard = common / (all[object.id] + mask_size - common);
      if (jaccard > object.jaccard) object = {object.id, static_cast<int>(m), jaccard};
    }
  }
  return objects;
}

PhotoScore photo_score(std::string photo, std::span<const ObjectOverlap> objects) {
  VITVIZ_CHECK(!objects.empty());
  const auto count = static_cast<double>(objects.size());
  double sum = 0.0;
  for (const ObjectOverlap& object : objects) sum += object.jaccard;
  return {std::move(photo), {sum / count, count}, {sum / count}};
}

const Task kJaccard = {
    .help = "how well the attention of heads covers each object",
    .columns = {{"jaccard", "intersection over union, mean over the objects"},
                {"objects", "objects in the truth", Unit::kPlain}},
    .scores = {{"jaccard", "intersection over union, mean over objects, then over photos"}},
    .parts = 1,
    .combine = combine,
};

}  // namespace vitviz::eval
