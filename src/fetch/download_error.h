// SPDX-License-Identifier: Apache-2.0
// What went wrong between here and a server, and what the user can do about it.
#pragma once

#include <string>

namespace vitviz::fetch {

// Throws Error(kModel) where libcurl is not there; `reason` says what was looked for and where.
[[noreturn]] void fail_without_libcurl(const std::string& url, const std::string& reason);

// Throws Error(kModel) for a transfer that libcurl gave up: `code` is its CURLcode, `detail` its
// own words.
[[noreturn]] void fail_transfer(const std::string& url, int code, const std::string& detail);

// Throws Error(kModel) for a response that is not the file.
[[noreturn]] void fail_status(const std::string& url, long status);

}  // namespace vitviz::fetch
