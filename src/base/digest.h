// SPDX-License-Identifier: Apache-2.0
// A short number for much data (XXH3 with 128 bits): the same data always has the same, on every
// machine. It tells what has changed; it protects from nobody who wants to deceive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace vitviz::base {

class Digest {
 public:
  Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;
  ~Digest();

  Digest& add(std::span<const std::byte> bytes);
  // With its length, so that "ab", "c" is not "a", "bc".
  Digest& add(std::string_view text);
  Digest& add(std::uint64_t number);

  // Of all that was added: 32 hexadecimal digits, or 64 bits.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::uint64_t number() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vitviz::base
