// SPDX-License-Identifier: Apache-2.0
// The attention of every token in a byte a weight, for the page: as much of it as fits.
//
// A weight of kFloor to 1 has one of 255 codes at equal distances of its logarithm, so that it is
// known to 2.8 % of itself; code 0 is anything smaller than the first code stands for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "model/block_observer.h"
#include "model/blueprint.h"
#include "tensor/shapes.h"

namespace vitviz::report {

inline constexpr double kFloor = 1e-6;

using Codes = std::vector<std::uint8_t>;

// Writes the code of each weight.
void encode_weights(tensor::ConstVectorRef weights, std::uint8_t* codes);

// The weight that a code stands for.
[[nodiscard]] double decode_weight(std::uint8_t code);

// How much of the attention of all patches is kept.
struct KeptAttention {
  int weights = 0;        // of each patch's row: all T, or its largest
  int first_block = 0;    // blocks before it have those of the prefix tokens and of the mean alone
  int first_summary = 0;  // and blocks before this one none at all

  friend bool operator==(const KeptAttention&, const KeptAttention&) = default;
};

// As much as fits into so many bytes: all; or the largest weights of each row, in all blocks or, if
// there were too few of them, in the last blocks.
[[nodiscard]] KeptAttention attention_that_fits(const model::Blueprint& blueprint, int patches,
                                                std::size_t bytes);

// What that leaves out, for the reader; empty for nothing.
[[nodiscard]] std::string left_out(const KeptAttention& kept, const model::Blueprint& blueprint,
                                   int tokens);

class AttentionCodes : public model::BlockObserver {
 public:
  AttentionCodes(const model::Blueprint& blueprint, int patches, const KeptAttention& kept,
                 base::ThreadPool& threads);

  [[nodiscard]] model::Wishes wishes(int block) const override;
  void see_attention(const model::AttentionPart& part) override;

  struct Block {
    Codes summary;  // [H, prefix + 1, T]: the prefix tokens, and the mean of all patches
    Codes codes;    // [H, N, kept], of the patches, in the order of the tokens
    Codes places;   // of which tokens they are, for each row; empty for all
  };
  [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }

 private:
  void encode_patch(const model::AttentionPart& part, int query, int head, Block& block) const;
  void add_to_mean(const model::AttentionPart& part);

  int heads_;
  int prefix_;
  int patches_;
  KeptAttention kept_;
  base::ThreadPool& threads_;
  std::vector<Block> blocks_;
  Eigen::MatrixXd mean_;  // [H, T]: of the block's patches so far
};

// How it is written which of a row's tokens are kept, in whichever way is shorter.
enum class Places {
  kBits,     // a bit for each token, in bytes of which the lowest bit is the first
  kIndices,  // ascending, each in two bytes, or four where there are more than 65536 tokens, the
             // lowest first
};
[[nodiscard]] Places places_of(int weights, int tokens);

}  // namespace vitviz::report
