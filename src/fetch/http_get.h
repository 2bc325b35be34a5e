// SPDX-License-Identifier: Apache-2.0
// One HTTP request by libcurl: what comes back, piece by piece. What to do with it is for download.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitviz::fetch {

// libcurl, as the linker of programs knows it. It is loaded with the first request.
inline constexpr const char* kCurlFile = "libcurl.so.4";

struct HttpResponse {
  long status = 0;
  std::string etag;
  std::string last_modified;
  std::string content_range;            // "bytes 500-999/1000"
  std::optional<std::uint64_t> length;  // of the body
  std::string url;                      // after all redirections
};

struct HttpGet {
  std::string url;
  std::vector<std::string> headers;  // "Range: bytes=500-"
  std::chrono::seconds patience{60};
  std::optional<std::string> proxy;

  // Called once, before the first byte of a body: whether it is wanted. May throw, as the others.
  std::function<bool(const HttpResponse&)> on_response;
  std::function<void(std::span<const std::byte>)> on_bytes;
  std::function<void()> on_tick;  // several times a second
};

// The response; a body that was not wanted is not read. Throws Error(kModel) with a hint when there
// is no response, or its body ends early, and whatever a callback throws.
[[nodiscard]] HttpResponse http_get(const HttpGet& request);

}  // namespace vitviz::fetch
