// SPDX-License-Identifier: Apache-2.0
// What a block does with each token alone, for some rows of tokens on the calling thread: all but
// the attention, which lies between the two.
#pragma once

#include "model/pass.h"
#include "model/token_rows.h"

namespace vitviz::model {

// q, k, v = LN(z) · [Wq, Wk, Wv]: the queries go to s.q, keys and values to s.attention. Of the
// last block, only what is asked for. Throws Error(kModel) for numbers that are not finite, and
// Stopped.
void project_qkv(Pass& pass, int block, TokenRows rows, int worker);

// z′ = MSA + z, where s.attention_output holds MSA but for its projection; then
// z = MLP(LN(z′)) + z′. Throws Stopped.
void finish_block(Pass& pass, int block, TokenRows rows, int worker);

}  // namespace vitviz::model
