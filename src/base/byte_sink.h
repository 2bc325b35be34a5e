// SPDX-License-Identifier: Apache-2.0
// Where the bytes of a file go, piece by piece: whoever makes them need not hold them all.
#pragma once

#include <cstddef>
#include <functional>
#include <span>

namespace vitviz::base {

// Takes the next bytes. Called by one thread at a time; what it throws ends the file.
using ByteSink = std::function<void(std::span<const std::byte>)>;

}  // namespace vitviz::base
