// SPDX-License-Identifier: Apache-2.0
#include "report/attention_codes.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

namespace vitviz::report {
namespace {

constexpr int kMostCode = 255;
constexpr int kSteps = 254;         // between the codes 1 and 255
constexpr int kFewestWeights = 32;  // of a row: fewer show no shape

std::size_t index(int count) { return static_cast<std::size_t>(count); }

// The tokens of the largest weights, ascending. Of equal ones the first.
std::vector<int> find_largest(tensor::ConstVectorRef weights, int count) {
  std::vector<float> sorted(weights.begin(), weights.end());
  const auto smallest = sorted.begin() + count - 1;
  std::nth_element(sorted.begin(), smallest, sorted.end(), std::greater<float>());
  auto equal = count - std::count_if(sorted.begin(), smallest,
                                     [&](float weight) { return weight > *smallest; });
  std::vector<int> tokens;
  tokens.reserve(index(count));
  for (int token = 0; token < weights.size(); ++token) {
    if (weights(token) < *smallest) continue;
    if (weights(token) == *smallest && equal-- <= 0) continue;
    tokens.push_back(token);
  }
  return tokens;
}

std::size_t index_bytes(int tokens) { return tokens > 65536 ? 4 : 2; }
std::size_t bit_bytes(int tokens) { return index(tokens + 7) / 8; }

// Of the places of a row.
std::size_t place_bytes(int weights, int tokens) {
  return std::min(index(weights) * index_bytes(tokens), bit_bytes(tokens));
}

// So many weights of a row fit with their places.
int weights_in(std::size_t bytes, int tokens) {
  const std::size_t by_indices = bytes / (1 + index_bytes(tokens));
  const std::size_t by_bits = bytes > bit_bytes(tokens) ? bytes - bit_bytes(tokens) : 0;
  return static_cast<int>(std::min(index(tokens), std::max(by_indices, by_bits)));
}

void write_places(const std::vector<int>& kept, int tokens, std::uint8_t* bytes) {
  if (places_of(static_cast<int>(kept.size()), tokens) == Places::kBits) {
    for (const int token : kept) bytes[token / 8] |= static_cast<std::uint8_t>(1 << token % 8);
    return;
  }
  for (const int token : kept) {
    for (std::size_t byte = 0; byte < index_bytes(tokens); ++byte) {
      *bytes++ = static_cast<std::uint8_t>(static_cast<unsigned>(token) >> (8 * byte));
    }
  }
}

}  // namespace

Places places_of(int weights, int tokens) {
  const bool are_many = bit_bytes(tokens) < index(weights) * index_bytes(tokens);
  return are_many ? Places::kBits : Places::kIndices;
}

void encode_weights(tensor::ConstVectorRef weights, std::uint8_t* codes) {
  static const auto kScale = static_cast<float>(-kSteps / std::log(kFloor));
  constexpr float kTiny = 1e-30F;
  const Eigen::ArrayXf places =
      static_cast<float>(kMostCode) + kScale * weights.transpose().array().max(kTiny).log();
  for (const float place : places) {
    const auto code = static_cast<int>(std::lround(place));
    *codes++ = static_cast<std::uint8_t>(std::clamp(code, 0, kMostCode));
  }
}

double decode_weight(std::uint8_t code) {
  return code == 0 ? 0 : std::pow(kFloor, static_cast<double>(kMostCode - code) / kSteps);
}

KeptAttention attention_that_fits(const model::Blueprint& blueprint, int patches,
                                  std::size_t bytes) {
  const int tokens = blueprint.prefix_count() + patches;
  const std::size_t heads = index(blueprint.heads);
  const std::size_t summary = heads * index(blueprint.prefix_count() + 1) * index(tokens);
  const auto blocks = index(blueprint.blocks);
  if (summary * blocks > bytes) {
    return {0, blueprint.blocks, blueprint.blocks - static_cast<int>(bytes / summary)};
  }
  const std::size_t left = bytes - summary * blocks;
  const std::size_t rows = heads * index(patches);
  if (rows * blocks * index(tokens) <= left) return {tokens, 0, 0};
  const int weights = weights_in(left / (rows * blocks), tokens);
  if (weights >= kFewestWeights) return {weights, 0, 0};
  const int few = std::min(kFewestWeights, tokens);
  const std::size_t block = rows * (index(few) + place_bytes(few, tokens));
  return {few, blueprint.blocks - static_cast<int>(left / block), 0};
}

std::string left_out(const KeptAttention& kept, const model::Blueprint& blueprint, int tokens) {
  const bool has_prefix = blueprint.prefix_count() > 0;
  const char* const summary =
      has_prefix ? "CLS, registers and the mean of all patches" : "the mean of all patches";
  std::string words;
  if (kept.first_block < blueprint.blocks && kept.weights < tokens) {
    words += fmt::format(
        "Of each patch's attention the {} largest of {} weights are here; the others are drawn as "
        "their mean. ",
        kept.weights, tokens);
  }
  if (kept.first_block > kept.first_summary) {
    words += fmt::format("Blocks before block {} have no patch as query, but only {}. ",
                         kept.first_block, summary);
  }
  if (kept.first_summary > 0) {
    words +=
        fmt::format("The attention of blocks before block {} is left out. ", kept.first_summary);
  }
  if (words.empty()) return words;
  return words +
         "All of it would make the page too large: a smaller input of the network shows more.";
}

AttentionCodes::AttentionCodes(const model::Blueprint& blueprint, int patches,
                               const KeptAttention& kept, base::ThreadPool& threads)
    : heads_(blueprint.heads),
      prefix_(blueprint.prefix_count()),
      patches_(patches),
      kept_(kept),
      threads_(threads),
      blocks_(index(blueprint.blocks)) {
  const int tokens = prefix_ + patches;
  for (int block = kept.first_summary; block < blueprint.blocks; ++block) {
    Block& codes = blocks_[index(block)];
    codes.summary.resize(index(heads_) * index(prefix_ + 1) * index(tokens));
    if (block < kept.first_block) continue;
    codes.codes.resize(index(heads_) * index(patches) * index(kept.weights));
    if (kept.weights == tokens) continue;
    codes.places.resize(index(heads_) * index(patches) * place_bytes(kept.weights, tokens));
  }
}

model::Wishes AttentionCodes::wishes(int block) const {
  return {.attention_of_all = block >= kept_.first_summary};
}

void AttentionCodes::see_attention(const model::AttentionPart& part) {
  Block& block = blocks_[index(part.block)];
  const int tokens = prefix_ + patches_;
  const auto queries = static_cast<int>(part.weights.rows()) / heads_;
  threads_.parallel_for(queries, [&](int i, int /*worker*/) {
    const int token = part.first_query + i;
    for (int head = 0; head < heads_; ++head) {
      if (token < prefix_) {
        const std::size_t row = index(head) * index(prefix_ + 1) + index(token);
        encode_weights(part.weights.row(i * heads_ + head),
                       block.summary.data() + row * index(tokens));
      } else if (!block.codes.empty()) {
        encode_patch(part, i, head, block);
      }
    }
  });
  add_to_mean(part);
}

void AttentionCodes::encode_patch(const model::AttentionPart& part, int query, int head,
                                  Block& block) const {
  const auto weights = part.weights.row(query * heads_ + head);
  const int tokens = prefix_ + patches_;
  const std::size_t row = index(head) * index(patches_) + index(part.first_query + query - prefix_);
  std::uint8_t* const codes = block.codes.data() + row * index(kept_.weights);
  if (block.places.empty()) return encode_weights(weights, codes);
  const std::vector<int> largest = find_largest(weights, kept_.weights);
  encode_weights(weights(largest), codes);
  write_places(largest, tokens, block.places.data() + row * place_bytes(kept_.weights, tokens));
}

// Parts come in the order of the tokens, so that the sum is the same for any number of threads.
void AttentionCodes::add_to_mean(const model::AttentionPart& part) {
  const int tokens = prefix_ + patches_;
  const auto queries = static_cast<int>(part.weights.rows()) / heads_;
  if (part.first_query == 0) mean_ = Eigen::MatrixXd::Zero(heads_, tokens);
  for (int i = 0; i < queries; ++i) {
    if (part.first_query + i < prefix_) continue;
    mean_ += part.weights.middleRows(i * heads_, heads_).cast<double>();
  }
  if (part.first_query + queries < tokens) return;
  const tensor::Matrix mean = (mean_ / static_cast<double>(patches_)).cast<float>();
  Block& block = blocks_[index(part.block)];
  for (int head = 0; head < heads_; ++head) {
    const std::size_t row = index(head) * index(prefix_ + 1) + index(prefix_);
    encode_weights(mean.row(head), block.summary.data() + row * index(tokens));
  }
}

}  // namespace vitviz::report
