// SPDX-License-Identifier: Apache-2.0
// Pickles made by hand, right and wrong, piece by piece: each function gives the bytes that push
// one value. PyTorch writes most of these opcodes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/bytes_of.h"
#include "torch/pickle.h"

namespace vitviz::test {

using Pieces = std::vector<std::string>;

[[nodiscard]] std::string text(std::string_view value);
[[nodiscard]] std::string integer(std::int64_t value);
[[nodiscard]] std::string tuple(const Pieces& items);
[[nodiscard]] std::string list(const Pieces& items);
[[nodiscard]] std::string dict(const Pieces& keys_and_values);
[[nodiscard]] std::string counts(const std::vector<std::int64_t>& values);  // a tuple of them

// Name or push again what is on top of the stack.
[[nodiscard]] std::string put(std::uint32_t index);
[[nodiscard]] std::string get(std::uint32_t index);

// A class, and what it gives when called or constructed; with a state.
[[nodiscard]] std::string global(std::string_view module, std::string_view name);
[[nodiscard]] std::string call(const std::string& function, const Pieces& arguments);
[[nodiscard]] std::string object(const std::string& type, const std::string& state);

// ('storage', torch.TYPE, KEY, 'cpu', COUNT), and a tensor in it.
[[nodiscard]] std::string storage(std::string_view type, std::string_view key, std::int64_t count);
[[nodiscard]] std::string tensor(const std::string& storage, std::int64_t offset,
                                 const std::vector<std::int64_t>& shape,
                                 const std::vector<std::int64_t>& strides);

// PROTO 2, the value, STOP.
[[nodiscard]] std::string pickle(const std::string& value);

// Parses the bytes under the name "file". They must outlive the result.
[[nodiscard]] torch::Pickle parsed(std::string_view bytes);

// The message of the Error(kModel) that parsing must throw, less "file: its pickle "; "accepted"
// when it throws none.
[[nodiscard]] std::string pickle_refusal(std::string_view bytes);

}  // namespace vitviz::test
