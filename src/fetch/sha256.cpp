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
#include <openssl/evp.h>

#include "base/check.h"
#include "io/model_error.h"

namespace vitviz::fetch {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

struct FreeDigest {
  void operator()(EVP_MD_CTX* digest) const { EVP_MD_CTX_free(digest); }
};

}  // namespace

std::string sha256_of(const std::filesystem::path& path, const std::function<void()>& on_piece) {
  const std::unique_ptr<EVP_MD_CTX, FreeDigest> digest(EVP_MD_CTX_new());
  if (!digest) throw std::bad_alloc();
  VITVIZ_CHECK(EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) == 1);

  std::ifstream file(path, std::ios::binary);
  std::vector<char> piece(kPiece);
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    VITVIZ_CHECK(
        EVP_DigestUpdate(digest.get(), piece.data(), static_cast<std::size_t>(file.gcount())) == 1);
    on_piece();
  }
  if (!file.eof()) {
    io::fail_model(path.string(), "cannot be read: " + std::generic_category().message(errno), "");
  }

  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned int length = 0;
  VITVIZ_CHECK(EVP_DigestFinal_ex(digest.get(), sum.data(), &length) == 1);
  std::string text;
  for (unsigned int i = 0; i < length; ++i) text += fmt::format("{:02x}", sum[i]);
  return text;
}

}  // namespace vitviz::fetch
