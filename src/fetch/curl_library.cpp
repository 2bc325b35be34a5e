// SPDX-License-Identifier: Apache-2.0
#include "fetch/curl_library.h"

#include <fmt/format.h>

namespace vitviz::fetch {
namespace {

constexpr unsigned kOldest = 0x075500;  // 7.85, with CURLOPT_PROTOCOLS_STR

}  // namespace

CurlLibrary::CurlLibrary() {
  const decltype(&curl_version_info) version_info = library_["curl_version_info"];
  const curl_version_info_data& version = *version_info(CURLVERSION_NOW);
  if (version.version_num < kOldest) {
    throw base::LibraryMissing(fmt::format("{} is of version {}, and it takes 7.85 or newer",
                                           library_.file(), version.version));
  }
  const decltype(&curl_global_init) global_init = library_["curl_global_init"];
  const CURLcode ready = global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) {
    throw base::LibraryMissing(
        fmt::format("{} does not start: {}", library_.file(), easy_strerror(ready)));
  }
}

const CurlLibrary& CurlLibrary::instance() {
  static const CurlLibrary library;
  return library;
}

}  // namespace vitviz::fetch
