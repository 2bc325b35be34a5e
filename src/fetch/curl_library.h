// SPDX-License-Identifier: Apache-2.0
// The functions of libcurl, which is loaded with the first download: two dozen libraries follow it.
#pragma once

#include <curl/curl.h>

#include "base/late_library.h"
#include "fetch/http_get.h"

namespace vitviz::fetch {

class CurlLibrary {
 public:
  // Loaded and initialised by the first call. Throws base::LibraryMissing.
  [[nodiscard]] static const CurlLibrary& instance();

 private:
  base::LateLibrary library_{kCurlFile};

  CurlLibrary();

 public:
  // Each is the function of libcurl that is called curl_ and so.
  decltype(&curl_easy_init) easy_init = library_["curl_easy_init"];
  decltype(&curl_easy_cleanup) easy_cleanup = library_["curl_easy_cleanup"];
  decltype(&curl_easy_setopt) easy_setopt = library_["curl_easy_setopt"];
  decltype(&curl_easy_perform) easy_perform = library_["curl_easy_perform"];
  decltype(&curl_easy_getinfo) easy_getinfo = library_["curl_easy_getinfo"];
  decltype(&curl_easy_strerror) easy_strerror = library_["curl_easy_strerror"];
  decltype(&curl_slist_append) slist_append = library_["curl_slist_append"];
  decltype(&curl_slist_free_all) slist_free_all = library_["curl_slist_free_all"];
};

}  // namespace vitviz::fetch
