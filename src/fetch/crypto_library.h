// SPDX-License-Identifier: Apache-2.0
// The functions of OpenSSL's libcrypto that compute SHA-256. It is loaded with the first download.
#pragma once

#include <openssl/evp.h>

#include "base/late_library.h"
#include "fetch/sha256.h"

namespace vitviz::fetch {

class CryptoLibrary {
 public:
  // Loaded by the first call. Throws base::LibraryMissing.
  [[nodiscard]] static const CryptoLibrary& instance();

 private:
  base::LateLibrary library_{kCryptoFile};

  CryptoLibrary() = default;

 public:
  // Each is the function of libcrypto that is called EVP_ and so.
  decltype(&EVP_MD_CTX_new) md_ctx_new = library_["EVP_MD_CTX_new"];
  decltype(&EVP_MD_CTX_free) md_ctx_free = library_["EVP_MD_CTX_free"];
  decltype(&EVP_sha256) sha256 = library_["EVP_sha256"];
  decltype(&EVP_DigestInit_ex) digest_init_ex = library_["EVP_DigestInit_ex"];
  decltype(&EVP_DigestUpdate) digest_update = library_["EVP_DigestUpdate"];
  decltype(&EVP_DigestFinal_ex) digest_final_ex = library_["EVP_DigestFinal_ex"];
};

}  // namespace vitviz::fetch
