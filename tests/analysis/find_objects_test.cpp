// SPDX-License-Identifier: Apache-2.0
#include "analysis/find_objects.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/select_maps.h"
#include "masks/found.h"
#include "masks/learned.h"
#include "model/block_keeper.h"
#include "model/random_model.h"

namespace vitviz::analysis {
namespace {

using Objects = std::vector<masks::PatchScores>;

constexpr int kBlocks = 3;
constexpr int kHeads = 2;
constexpr int kWidth = 32;

const model::VisionTransformer& small_model() {
  static const model::VisionTransformer model = model::random_model({.width = kWidth,
                                                                     .heads = kHeads,
                                                                     .blocks = kBlocks,
                                                                     .mlp_width = 64,
                                                                     .patch = 16,
                                                                     .mask_head = true},
                                                                    "small", nn::Precision::kF32);
  return model;
}

PhotoInput photo_input(const Question& question = {}) {
  PhotoInput input;
  image::RgbImage photo(image::Size{64, 48});
  std::uint32_t state = 1;
  for (std::uint8_t& byte : photo.bytes()) {
    state = state * 1664525U + 1013904223U;
    byte = static_cast<std::uint8_t>(state >> 24U);
  }
  input.part = {{}, photo.size()};
  input.geometry = image::plan_geometry(photo.size(), image::Size{64, 48}, 16, "photo");
  input.photo = image::share(std::move(photo));
  input.queries = find_queries(question.queries, input.part, input.geometry, "photo");
  return input;
}

// A question, what is asked of the model by it, and the answer.
struct Asked {
  explicit Asked(Question what) : question(std::move(what)) {}

  Question question;
  MapSelection selection = select_maps(question, small_model());
  MaskRule rule = mask_rule_for(question, small_model());
  Inquiry inquiry{question, small_model(), selection, {}, {}, &rule};
  base::ThreadPool threads{1};
  Analysis seen = analyse(photo_input(question), inquiry, threads);

  std::vector<masks::PatchScores> find(int map = 0) {
    return find_objects(seen, inquiry, {0, map}, threads);
  }
};

MaskChoice mask(std::string_view name, std::optional<Feature> features = {}) {
  return {.method = base::value_named(masks::all_methods(), name).value(), .features = features};
}

// Keys, queries, values and attention of every block, as an observer of its own sees them.
std::vector<model::KeptBlock> observed_blocks() {
  base::ThreadPool threads(1);
  const PhotoInput input = photo_input();
  model::BlockKeeper keeper({0, 1, 2}, {.queries = true, .keys = true, .values = true});
  model::Request request{model::Goal::kTokens, {&keeper}};
  static_cast<void>(small_model().forward(network_input(input, small_model().blueprint(), threads),
                                          input.geometry.grid, request, threads));
  return keeper.take();
}

TEST_CASE("features are those of the patches of the drawn blocks") {
  const std::vector<model::KeptBlock> blocks = observed_blocks();
  for (const auto& [kind, member] : {std::pair{Feature::kQueries, &model::KeptBlock::queries},
                                     std::pair{Feature::kKeys, &model::KeptBlock::keys},
                                     std::pair{Feature::kValues, &model::KeptBlock::values}}) {
    const Asked asked({.block = Each{}, .mask = mask("found", kind)});
    REQUIRE(asked.seen.output.features.size() == kBlocks);
    for (std::size_t block = 0; block < kBlocks; ++block) {
      CHECK(asked.seen.output.features[block] == (blocks[block].*member).bottomRows(12));
    }
  }
  const Asked tokens({.mask = mask("found", Feature::kTokens)});
  REQUIRE(tokens.seen.output.features.size() == 1);
  CHECK(tokens.seen.output.features[0] == tokens.seen.output.block_tokens[0].bottomRows(12));
}

TEST_CASE("found compares the keys of the block, weighted by its heads") {
  const std::vector<model::KeptBlock> blocks = observed_blocks();
  for (int block = 0; block < kBlocks; ++block) {
    Asked asked({.block = block, .mask = mask("found")});
    const tensor::Matrix attention = asked.seen.output.attention[0].block(block);
    const auto expected =
        masks::found_mask(blocks[static_cast<std::size_t>(block)].keys.bottomRows(12), attention);
    CHECK(asked.find() == Objects{masks::scores_of(expected)});
  }
}

TEST_CASE("a map of one head has the features of that head alone") {
  const std::vector<model::KeptBlock> blocks = observed_blocks();
  Asked each({.head = Each{}, .mask = mask("found")});
  for (int head = 0; head < kHeads; ++head) {
    const tensor::Matrix attention =
        each.seen.output.attention[0].block(kBlocks - 1).middleRows(head, 1);
    const tensor::Matrix keys =
        blocks.back().keys.bottomRows(12).middleCols(head * kWidth / kHeads, kWidth / kHeads);
    const auto expected = Objects{masks::scores_of(masks::found_mask(keys, attention))};
    CHECK(each.find(head) == expected);
    CHECK(Asked({.head = head, .mask = mask("found")}).find() == expected);
  }
}

TEST_CASE("learned reads the final tokens of the patches") {
  Asked asked(Question{});
  REQUIRE(asked.rule.method == &masks::learned_method());
  const auto& head = *small_model().weights().mask_head;
  CHECK(asked.find() == Objects{masks::mask_logits(asked.seen.output.tokens.bottomRows(12),
                                                   {head.weight, head.bias})});
}

TEST_CASE("who asks for the usual mask keeps no features") {
  const Asked asked(Question{});
  CHECK(asked.seen.output.features.empty());
  CHECK(asked.seen.output.block_tokens.empty());
}

TEST_CASE("methods that are compared find what each finds alone") {
  for (const Feature features : {Feature::kValues, Feature::kTokens}) {
    Question question{.block = Each{}, .head = Each{}};
    question.mask = {.features = features, .threshold = 0.2, .objects = 2, .compare = true};
    Asked together(question);
    REQUIRE(together.rule.compared.size() == masks::all_methods().size());
    for (const masks::Method* method : together.rule.compared) {
      CAPTURE(method->name);
      Asked alone({.block = Each{}, .head = Each{}, .mask = mask(method->name)});
      alone.rule.options = together.rule.options;
      alone.rule.features = features;
      alone.seen = analyse(photo_input(), alone.inquiry, alone.threads);
      for (const int map : {0, kBlocks * kHeads - 1}) {
        CHECK(find_objects(together.seen, together.inquiry, *method, {0, map}, together.threads) ==
              alone.find(map));
      }
    }
  }
}

TEST_CASE("mass has the numbers of each map") {
  Asked asked({.block = Each{}, .head = Each{}});
  for (int map = 0; map < kBlocks * kHeads; ++map) {
    const auto row = asked.seen.maps[0].row(map);
    CHECK(asked.find(map) == Objects{masks::PatchScores(row.begin(), row.end())});
  }
}

TEST_CASE("masks of patches are zeros and ones, for every map of every query") {
  for (const auto& [name, method] : masks::all_methods()) {
    CAPTURE(name);
    Asked asked(
        {.block = Each{}, .head = Each{}, .queries = {{1, 1}, {40, 40}}, .mask = mask(name)});
    const std::vector<std::uint8_t> masks = patch_masks(asked.seen, asked.inquiry, asked.threads);
    CHECK(masks.size() == 2 * kBlocks * kHeads * 12);
    CHECK(std::ranges::all_of(masks, [](std::uint8_t one) { return one <= 1; }));
  }
}

}  // namespace
}  // namespace vitviz::analysis
