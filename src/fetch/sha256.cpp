// SPDX-License-Identifier: Apache-2.0
#include "fetch/sha256.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <memory>
#include <new>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/check.h"
#include "fetch/crypto_library.h"
#include "io/model_error.h"

namespace vitviz::fetch {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

const CryptoLibrary& library_for(const std::filesystem::path& path) {
  try {
    return CryptoLibrary::instance();
  } catch (const base::LibraryMissing& missing) {
    io::fail_model(path.string(),
                   fmt::format("checking its SHA-256 needs libcrypto: {}", missing.what()),
                   "apt-get install libssl3");
  }
}

}  // namespace

std::string sha256_of(const std::filesystem::path& path, const std::function<void()>& on_piece) {
  const CryptoLibrary& crypto = library_for(path);
  const std::unique_ptr<EVP_MD_CTX, decltype(CryptoLibrary::md_ctx_free)> digest(
      crypto.md_ctx_new(), crypto.md_ctx_free);
  if (!digest) throw std::bad_alloc();
  VITVIZ_CHECK(crypto.digest_init_ex(digest.get(), crypto.sha256(), nullptr) == 1);

  std::ifstream file(path, std::ios::binary);
  std::vector<char> piece(kPiece);
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    VITVIZ_CHECK(crypto.digest_update(digest.get(), piece.data(),
                                      static_cast<std::size_t>(file.gcount())) == 1);
    on_piece();
  }
  if (!file.eof()) {
    io::fail_model(path.string(), "cannot be read: " + std::generic_category().message(errno), "");
  }

  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned int length = 0;
  VITVIZ_CHECK(crypto.digest_final_ex(digest.get(), sum.data(), &length) == 1);
  std::string text;
  for (unsigned int i = 0; i < length; ++i) text += fmt::format("{:02x}", sum[i]);
  return text;
}

}  // namespace vitviz::fetch
