// SPDX-License-Identifier: Apache-2.0
#include "fetch/crypto_library.h"

namespace vitviz::fetch {

const CryptoLibrary& CryptoLibrary::instance() {
  static const CryptoLibrary library;
  return library;
}

}  // namespace vitviz::fetch
