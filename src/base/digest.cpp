// SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/bytes_of.h"

namespace vitviz::base {

struct Digest::State {
  XXH3_state_t xxh3;
};

Digest::Digest() : state_(std::make_unique<State>()) { XXH3_128bits_reset(&state_->xxh3); }

Digest::~Digest() = default;

Digest& Digest::add(std::span<const std::byte> bytes) {
  XXH3_128bits_update(&state_->xxh3, bytes.data(), bytes.size());
  return *this;
}

Digest& Digest::add(std::string_view text) {
  add(std::uint64_t{text.size()});
  return add(bytes_of(text));
}

Digest& Digest::add(std::uint64_t number) {
  return add(std::as_bytes(std::span(&number, 1)));  // little-endian, as everything this runs on
}

std::string Digest::text() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(&state_->xxh3);
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::uint64_t Digest::number() const { return XXH3_128bits_digest(&state_->xxh3).low64; }

}  // namespace vitviz::base
