// SPDX-License-Identifier: Apache-2.0
#include "report/attention_codes.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "model/block_keeper.h"
#include "model/observed_queries.h"
#include "support/npy_reader.h"
#include "support/random_matrix.h"

namespace vitviz::report {
namespace {

// Half a step of 254 from 1e-6 to 1, and the rounding of floats.
constexpr double kCodeError = 0.0277;

constexpr int kHeads = 3;
constexpr int kPrefix = 3;
constexpr tensor::PatchGrid kGrid{4, 9};
constexpr int kPatches = kGrid.rows * kGrid.cols;
constexpr int kTokens = kPrefix + kPatches;

const model::VisionTransformer& synthetic() {
  static const model::VisionTransformer model =
      checkpoint::load_model(test::reference("vit/synthetic.safetensors"), {});
  return model;
}

void run(std::vector<model::BlockObserver*> observers, int thread_count = 2) {
  const tensor::Matrix patches = test::random_matrix(kPatches, 3 * 8 * 8, 5);
  base::ThreadPool threads(thread_count);
  static_cast<void>(
      synthetic().forward(patches, kGrid, {model::Goal::kBlocks, std::move(observers)}, threads));
}

void check_code(std::uint8_t code, float weight) {
  const double want = static_cast<double>(weight);
  if (want < kFloor) {
    CHECK(code <= 1);
  } else {
    CHECK(std::abs(decode_weight(code) - want) <= kCodeError * want);
  }
}

TEST_CASE("codes: every weight is known to less than 3 %, and what is smaller is 0") {
  tensor::Vector weights(2001);
  for (int i = 0; i < weights.size(); ++i)
    weights(i) = std::pow(10.0F, -0.0035F * static_cast<float>(i));
  Codes codes(2001);
  encode_weights(weights, codes.data());
  for (int i = 0; i < weights.size(); ++i)
    check_code(codes[static_cast<std::size_t>(i)], weights(i));
  CHECK(codes.front() == 255);
  CHECK(decode_weight(255) == 1);
  CHECK(decode_weight(1) == doctest::Approx(kFloor));
  CHECK(decode_weight(0) == 0);
  const tensor::Vector none = tensor::Vector::Zero(1);
  encode_weights(none, codes.data());
  CHECK(codes.front() == 0);
}

// The attention of one block as an observer keeps it: queries CLS, the other prefix tokens,
// patches.
tensor::Matrix kept_attention(int block) {
  std::vector<nn::ObservedQueries> all;
  for (int token = 0; token < kTokens; ++token) all.push_back({token});
  all.push_back({kPrefix, kPatches});
  model::BlockKeeper keeper({block}, {.attention = all});
  run({&keeper});
  return keeper.kept().front().attention;
}

TEST_CASE("codes of all attention are those of the rows that an observer sees") {
  base::ThreadPool threads(2);
  AttentionCodes codes(synthetic().blueprint(), kPatches, {kTokens, 0, 0}, threads);
  run({&codes});
  const tensor::Matrix rows = kept_attention(1);
  const AttentionCodes::Block& block = codes.blocks()[1];
  CHECK(block.places.empty());
  for (int head = 0; head < kHeads; ++head) {
    for (int key = 0; key < kTokens; ++key) {
      const auto code = [&](const Codes& of, int rows_of_head, int row) {
        return of[static_cast<std::size_t>((head * rows_of_head + row) * kTokens + key)];
      };
      check_code(code(block.summary, kPrefix + 1, 0), rows(0 * kHeads + head, key));
      check_code(code(block.summary, kPrefix + 1, 2), rows(2 * kHeads + head, key));
      check_code(code(block.summary, kPrefix + 1, kPrefix), rows(kTokens * kHeads + head, key));
      check_code(code(block.codes, kPatches, 17), rows((kPrefix + 17) * kHeads + head, key));
    }
  }
}

// The tokens of a row's weights, as they are written.
std::vector<int> places_in(const AttentionCodes::Block& block, int row, int kept) {
  std::vector<int> tokens;
  const auto bytes =
      block.places.begin() +
      row * (places_of(kept, kTokens) == Places::kBits ? (kTokens + 7) / 8 : 2 * kept);
  for (int i = 0; i < kTokens; ++i) {
    if (places_of(kept, kTokens) == Places::kBits) {
      if (bytes[i / 8] >> (i % 8) & 1) tokens.push_back(i);
    } else if (i < kept) {
      tokens.push_back(bytes[2 * i] + 256 * bytes[2 * i + 1]);
    }
  }
  return tokens;
}

TEST_CASE("codes of the largest weights: which they are, in ascending order, in bits or indices") {
  base::ThreadPool threads(2);
  const tensor::Matrix rows = kept_attention(1);
  for (const int kept : {2, 5}) {
    CAPTURE(kept);
    AttentionCodes codes(synthetic().blueprint(), kPatches, {kept, 1, 0}, threads);
    run({&codes});
    CHECK(codes.blocks()[0].codes.empty());
    CHECK(!codes.blocks()[0].summary.empty());
    const AttentionCodes::Block& block = codes.blocks()[1];
    for (int head = 0; head < kHeads; ++head) {
      const auto weights = rows.row((kPrefix + 17) * kHeads + head);
      const int row = head * kPatches + 17;
      const std::vector<int> tokens = places_in(block, row, kept);
      REQUIRE(tokens.size() == static_cast<std::size_t>(kept));
      CHECK(std::is_sorted(tokens.begin(), tokens.end()));
      float smallest = 1;
      for (int i = 0; i < kept; ++i) {
        const float weight = weights(tokens[static_cast<std::size_t>(i)]);
        smallest = std::min(smallest, weight);
        check_code(block.codes[static_cast<std::size_t>(row * kept + i)], weight);
      }
      CHECK((weights.array() > smallest).count() == kept - 1);
    }
  }
}

TEST_CASE("codes are the same bytes for any number of threads") {
  base::ThreadPool one(1);
  base::ThreadPool three(3);
  AttentionCodes a(synthetic().blueprint(), kPatches, {7, 0, 0}, one);
  AttentionCodes b(synthetic().blueprint(), kPatches, {7, 0, 0}, three);
  run({&a}, 1);
  run({&b}, 3);
  for (std::size_t block = 0; block < a.blocks().size(); ++block) {
    CHECK(a.blocks()[block].summary == b.blocks()[block].summary);
    CHECK(a.blocks()[block].codes == b.blocks()[block].codes);
    CHECK(a.blocks()[block].places == b.blocks()[block].places);
  }
}

TEST_CASE("as much attention is kept as fits, and what is not is told") {
  model::Blueprint blueprint;
  blueprint.blocks = 12;
  blueprint.heads = 12;
  blueprint.prefix = {model::PrefixToken::kCls};
  const auto fits = [&](int patches, std::size_t bytes) {
    return attention_that_fits(blueprint, patches, bytes);
  };
  CHECK(fits(196, 10'000'000) == KeptAttention{197, 0, 0});
  CHECK(left_out(fits(196, 10'000'000), blueprint, 197).empty());
  const KeptAttention largest = fits(784, 20'000'000);
  CHECK(largest.weights > 32);
  CHECK(largest.weights < 785);
  CHECK(largest.first_block == 0);
  CHECK(left_out(largest, blueprint, 785).find("largest of 785") != std::string::npos);
  const KeptAttention last = fits(784, 8'000'000);
  CHECK(last.weights == 32);
  CHECK(last.first_block == 4);
  CHECK(left_out(last, blueprint, 785).find("before block 4") != std::string::npos);
  const KeptAttention little = fits(16384, 3'000'000);
  CHECK(little.first_block == 12);
  CHECK(little.first_summary == 5);
  CHECK(left_out(little, blueprint, 16385).find("left out") != std::string::npos);
  CHECK(places_of(32, 785) == Places::kIndices);
  CHECK(places_of(50, 785) == Places::kBits);
}

}  // namespace
}  // namespace vitviz::report
