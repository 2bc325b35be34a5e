// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/fingerprint.h"

#include <cstddef>
#include <span>

#include "base/digest.h"

namespace vitviz::checkpoint {
namespace {

constexpr std::size_t kPieceBytes = 4096;

// So many pieces of the bytes, spread evenly; their start and their end are among them, and the end
// of an archive has the checksums of all that is in it.
void add_pieces(std::span<const std::byte> bytes, std::size_t pieces, base::Digest& digest) {
  digest.add(std::uint64_t{bytes.size()});
  if (bytes.size() <= pieces * kPieceBytes) {
    digest.add(bytes);
    return;
  }
  const std::size_t step = (bytes.size() - kPieceBytes) / (pieces - 1);
  for (std::size_t i = 0; i + 1 < pieces; ++i) digest.add(bytes.subspan(i * step, kPieceBytes));
  digest.add(bytes.last(kPieceBytes));
}

}  // namespace

std::string fingerprint(const io::Checkpoint& checkpoint) {
  constexpr std::size_t kPiecesOfFile = 256;
  constexpr std::size_t kPiecesOfTensor = 4;
  base::Digest digest;
  for (const io::MappedFile& file : checkpoint.files) {
    add_pieces(file.bytes(), kPiecesOfFile, digest);
  }
  for (const auto& [name, tensor] : checkpoint.tensors) {
    digest.add(name).add(io::to_string(tensor.shape));
    if (checkpoint.files.empty()) add_pieces(tensor.bytes.read(), kPiecesOfTensor, digest);
  }
  for (const auto& [key, value] : checkpoint.metadata) digest.add(key).add(value);
  return digest.text();
}

}  // namespace vitviz::checkpoint
