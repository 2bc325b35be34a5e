// SPDX-License-Identifier: Apache-2.0
// A JSON text as a flat table, which is how checkpoints carry their metadata:
//
//   {"size": {"height": 224}, "mean": [0.5, 1e-12], "names": ["a", "b"], "fast": true, "none":
//   null}
//
//   size.height  224
//   mean         0.5,1e-12
//   names.0      a
//   names.1      b
//   fast         true
//
// Keys are joined by dots, lists of numbers by commas; elements of other lists are numbered from 0.
// Numbers keep the digits of the text. Nulls, empty lists and empty objects leave no trace.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace vitviz::io {

inline constexpr std::size_t kMaxJsonBytes = 1 << 23;  // the parser takes eightfold
inline constexpr std::size_t kMaxJsonDepth = 32;
inline constexpr std::size_t kMaxJsonEntries = 1 << 16;  // 22 000 labels in two directions fit
// What is longer is passed over: labels that serve as keys, chat templates.
inline constexpr std::size_t kMaxJsonPathBytes = 512;
inline constexpr std::size_t kMaxJsonValueBytes = 1 << 12;

using FlatJson = std::map<std::string, std::string, std::less<>>;

// `name` stands for the text in messages. Throws Error(kModel) when it is no JSON object or beyond
// the limits. Of two equal keys the last counts, as in Python.
[[nodiscard]] FlatJson parse_flat_json(std::span<const std::byte> bytes, std::string_view name);

}  // namespace vitviz::io
