// SPDX-License-Identifier: Apache-2.0
#include "features/collect.h"

#include <string>
#include <utility>

#include "base/check.h"
#include "features/embed.h"

namespace vitviz::features {
namespace {

// The same from whatever folder the program is called.
std::string cache_name(const std::filesystem::path& photo) {
  return std::filesystem::absolute(photo).lexically_normal().string();
}

class Collector {
 public:
  Collector(std::span<const StampedPhoto> photos, const CollectJob& job)
      : photos_(photos),
        job_(job),
        rows_(static_cast<Eigen::Index>(photos.size()), width_of(job.choice, job.blueprint)),
        has_row_(photos.size()) {}

  // The photos that the cache does not have.
  [[nodiscard]] std::vector<std::size_t> look_up() {
    std::vector<std::size_t> missing;
    for (std::size_t photo = 0; photo < photos_.size(); ++photo) {
      const auto& [path, stamp] = photos_[photo];
      has_row_[photo] =
          job_.cache != nullptr && stamp && job_.cache->find(cache_name(path), *stamp, row(photo));
      if (!has_row_[photo]) missing.push_back(photo);
    }
    collected_.from_cache = static_cast<int>(photos_.size() - missing.size());
    return missing;
  }

  void compute(const std::vector<std::size_t>& missing, analysis::RunEvents& events) {
    const std::vector<FeatureChoice> choices = {job_.choice};
    const EmbedJob embed{job_.question, job_.model(), choices, job_.memory};
    analysis::PhotoRun<Embedded> run(
        [&](std::size_t i, base::ThreadPool& threads, const analysis::BlockObserver& on_block) {
          return embed_photo(photos_[missing[i]].path, embed, threads, on_block);
        },
        [&](std::size_t i, Embedded&& embedded) { take(missing[i], embedded.rows.front()); },
        [&](std::size_t i, const base::Failure& failure) {
          collected_.left_out.push_back({photos_[missing[i]].path.string(), failure.message});
        },
        events);
    collected_.worst = run.run(missing.size(), job_.blueprint.blocks, job_.threads, job_.stop);
  }

  // Rows of photos that failed go.
  [[nodiscard]] Collected collected() && {
    for (std::size_t photo = 0; photo < photos_.size(); ++photo) {
      if (!has_row_[photo]) continue;
      const auto to = static_cast<Eigen::Index>(collected_.photos.size());
      const auto from = static_cast<Eigen::Index>(photo);
      if (to != from) rows_.row(to) = rows_.row(from);
      collected_.photos.push_back(photo);
    }
    rows_.conservativeResize(static_cast<Eigen::Index>(collected_.photos.size()), Eigen::NoChange);
    collected_.rows = std::move(rows_);
    return std::move(collected_);
  }

 private:
  [[nodiscard]] std::span<float> row(std::size_t photo) {
    return {rows_.row(static_cast<Eigen::Index>(photo)).data(),
            static_cast<std::size_t>(rows_.cols())};
  }

  void take(std::size_t photo, const tensor::Matrix& features) {
    VITVIZ_CHECK(features.rows() == 1 && features.cols() == rows_.cols());
    rows_.row(static_cast<Eigen::Index>(photo)) = features;
    has_row_[photo] = true;
    const auto& [path, stamp] = photos_[photo];
    if (job_.cache != nullptr && stamp) job_.cache->add(cache_name(path), *stamp, row(photo));
  }

  std::span<const StampedPhoto> photos_;
  const CollectJob& job_;
  tensor::Matrix rows_;  // [all photos, width]
  std::vector<bool> has_row_;
  Collected collected_;
};

}  // namespace

int width_of(const FeatureChoice& choice, const model::Blueprint& blueprint) {
  VITVIZ_CHECK(choice.readout == Readout::kCls || choice.readout == Readout::kMean ||
               choice.readout == Readout::kClsAndMean);
  return choice.readout == Readout::kClsAndMean ? 2 * blueprint.width : blueprint.width;
}

Collected collect(std::span<const StampedPhoto> photos, const CollectJob& job,
                  analysis::RunEvents& events) {
  Collector collector(photos, job);
  const std::vector<std::size_t> missing = collector.look_up();
  if (!missing.empty()) collector.compute(missing, events);
  return std::move(collector).collected();
}

}  // namespace vitviz::features
