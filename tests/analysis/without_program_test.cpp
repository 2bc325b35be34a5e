// SPDX-License-Identifier: Apache-2.0
// A program of another's, such as a library user's: it links analysis and what loads a model, and
// neither a command line nor anything that draws or fetches.
#include <numeric>
#include <stop_token>

#include <doctest/doctest.h>

#include "analysis/analyse.h"
#include "analysis/find_objects.h"
#include "analysis/findings.h"
#include "analysis/select_maps.h"
#include "base/error.h"
#include "base/stopped.h"
#include "checkpoint/load.h"

namespace vitviz::analysis {
namespace {

const model::VisionTransformer& built_in() {
  static const model::VisionTransformer model = checkpoint::load_embedded_model({});
  return model;
}

const std::filesystem::path kPhoto =
    std::filesystem::path(VITVIZ_ASSET_FOLDER) / "photos" / "astronaut.jpg";

Analysis look(
    const Question& question, const std::stop_token& stop = {},
    const BlockObserver& on_block = [] {}) {
  const MapSelection selection = select_maps(question, built_in());
  const Inquiry inquiry{question, built_in(), selection, {}, stop};
  base::ThreadPool threads(2);
  return analyse(open_photo(kPhoto, question, built_in().blueprint()), inquiry, threads, on_block);
}

// The patches of the object by the rule for masks of any map.
std::vector<std::uint8_t> mass_masks(const Analysis& seen, const Question& question) {
  const MapSelection selection = select_maps(question, built_in());
  const MaskRule rule;
  base::ThreadPool threads(1);
  return patch_masks(seen, {question, built_in(), selection, {}, {}, &rule}, threads);
}

double sum_of(const tensor::Matrix& map) { return map.cast<double>().sum(); }

// What the kept patches hold of the map [1, N].
double held_by(const std::vector<std::uint8_t>& mask, const tensor::Matrix& map) {
  double held = 0;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (mask[i] == 1) held += static_cast<double>(map(0, static_cast<Eigen::Index>(i)));
  }
  return held;
}

TEST_CASE("a photo, a model and a question become a map and a mask") {
  const Question question{.size = image::ShortSide{128}};
  const Analysis seen = look(question);
  const int patches = seen.photo.geometry.grid.count();
  REQUIRE(seen.maps.size() == 1);
  REQUIRE(seen.maps[0].rows() == 1);
  REQUIRE(seen.maps[0].cols() == patches);
  CHECK(seen.maps[0].minCoeff() >= 0);
  // What is left goes to CLS and registers.
  CHECK(sum_of(seen.maps[0]) > 0);
  CHECK(sum_of(seen.maps[0]) < 1);

  const std::vector<std::uint8_t> mask = mass_masks(seen, question);
  REQUIRE(mask.size() == static_cast<std::size_t>(patches));
  const auto kept = std::accumulate(mask.begin(), mask.end(), 0);
  CHECK(kept > 0);
  CHECK(kept < patches);
  const double held = held_by(mask, seen.maps[0]) / sum_of(seen.maps[0]);
  CHECK(held >= MaskRule{}.options.keep);
  // One patch less would not be enough.
  CHECK(held < MaskRule{}.options.keep +
                   static_cast<double>(seen.maps[0].maxCoeff()) / sum_of(seen.maps[0]));
}

TEST_CASE("every kind of map gives numbers for each block, and for each place") {
  for (const auto& [name, kind] : map_kinds()) {
    CAPTURE(name);
    Question question{.size = image::ShortSide{64}, .map = kind, .block = Each{}};
    if (kind->no_queries.empty()) question.queries = {{3, 4}, {30, 20}};
    const Analysis seen = look(question);
    CHECK(seen.maps.size() == (kind->no_queries.empty() ? 2 : 1));
    for (const tensor::Matrix& maps : seen.maps) {
      CHECK(maps.rows() == built_in().blueprint().blocks);
      CHECK(maps.cols() == seen.photo.geometry.grid.count());
      CHECK(maps.allFinite());
      CHECK(maps.row(0) != maps.row(maps.rows() - 1));
    }
  }
}

TEST_CASE("what is told beside the map adds up to all of the attention") {
  const Question question{.size = image::ShortSide{64}};
  const MapSelection selection = select_maps(question, built_in());
  const Inquiry inquiry{question, built_in(), selection};
  const Analysis seen = look(question);
  const Findings findings = findings_of(seen, inquiry);
  REQUIRE(findings.prefix_shares.size() == 1);
  const PrefixShare& share = findings.prefix_shares[0].share;
  REQUIRE(share.cls);
  constexpr double kRounding = 1e-5;  // of some hundred float32 shares
  const double all = sum_of(seen.maps[0]) + *share.cls + share.registers.value_or(0);
  CHECK(all == doctest::Approx(1).epsilon(kRounding));
  CHECK(findings.outliers.empty());
}

TEST_CASE("a stop token ends a long pass") {
  const Question question{.size = image::ShortSide{512}};
  std::stop_source source;
  int blocks = 0;
  const auto stop_at_first = [&] {
    ++blocks;
    source.request_stop();
  };
  CHECK_THROWS_AS((void)look(question, source.get_token(), stop_at_first), base::Stopped);
  CHECK(blocks == 1);
  CHECK(built_in().blueprint().blocks > 1);
}

TEST_CASE("a question that does not suit the model is an error that names the argument") {
  Question question{.block = 99};
  CHECK_THROWS_WITH_AS((void)look(question), "block 99: this model has 12 blocks, 0 to 11",
                       base::Error);
}

}  // namespace
}  // namespace vitviz::analysis
