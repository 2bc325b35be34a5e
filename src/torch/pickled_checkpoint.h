// SPDX-License-Identifier: Apache-2.0
// Walks what a PyTorch pickle holds, a state_dict() or whatever it was saved within, for tensors
// and short values, and names them by the way that leads to them.
//
//   {"teacher": {"norm.weight": TENSOR}}    teacher/norm.weight
//   a module, of TorchScript or pickled     norm.weight; in a dict under "model": model/norm.weight
//   [TENSOR, TENSOR]                        0, 1
//   {"epoch": 100}                          metadata: epoch
//   {"args": argparse.Namespace(lr=0.1)}    metadata: args.lr; tensors in foreign objects are none
#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "io/checkpoint.h"
#include "io/name_limits.h"
#include "torch/pickle.h"
#include "torch/pickled_tensor.h"
#include "torch/strided_tensor.h"

namespace vitviz::torch {

// What one value may lead to, however often it is found: a few nested dicts, each twice in the
// next, stand for more values than there is memory. No checkpoint comes near these limits.
inline constexpr std::size_t kMaxPickleDepth = 64;
inline constexpr std::size_t kMaxPickleVisits = 1 << 22;
inline constexpr std::size_t kMaxPickledTensors = 1 << 16;

// Values or names that are longer, or more of them, are left out: they are for people to read.
inline constexpr std::size_t kMaxMetadata = 1 << 12;
inline constexpr std::size_t kMaxMetadataBytes = 256;

// The bytes that a tensor's offset counts from: storage.view_count elements.
using StorageBytes = std::function<std::span<const std::byte>(const PickledStorage& storage)>;

// Adds tensors and metadata to the checkpoint, whose name stands for it in messages.
// Throws Error(kModel) for a tensor that is none, and beyond the limits.
void collect_pickled(const PickleValue& root, const StorageBytes& storage_bytes,
                     UnpackedBytes& unpacked, io::Checkpoint& checkpoint);

}  // namespace vitviz::torch
