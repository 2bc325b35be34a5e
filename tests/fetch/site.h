// SPDX-License-Identifier: Apache-2.0
// A server with files, and the folder that they are fetched to.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "fetch/download.h"
#include "support/http_server.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::fetch {

using test::contains;
using test::error_of;
using Names = std::vector<std::string>;

inline constexpr std::size_t kManyBytes = std::size_t{4} << 20;
inline constexpr std::chrono::seconds kShortPatience{1};

struct Stop {};  // what a test throws to break a transfer off

inline std::string pattern(std::size_t count, unsigned seed) {
  std::string text(count, '\0');
  for (char& letter : text) {
    seed = seed * 1664525U + 1013904223U;  // Numerical Recipes' generator
    letter = static_cast<char>(seed >> 24U);
  }
  return text;
}

class Site {
 public:
  const test::HttpServer server;
  const test::TemporaryFolder folder;

  [[nodiscard]] Download request(const std::string& name) const {
    Download download;
    download.url = server.url(name);
    download.target = folder / "model";
    download.on_progress = [](std::uint64_t, std::optional<std::uint64_t>) {};
    download.patience = kShortPatience;
    download.proxy = "";
    return download;
  }

  // Fetches some of the file, then stops.
  void fetch_some(const std::string& name) const {
    Download some = request(name);
    some.on_progress = [](std::uint64_t received, std::optional<std::uint64_t>) {
      if (received > 0) throw Stop{};
    };
    CHECK_THROWS_AS(download(some), Stop);
    CHECK(folder.names() == Names{"model.part", "model.part.from"});
  }

  [[nodiscard]] std::string text_of(const std::string& name) const {
    const std::vector<std::byte> bytes = test::read_bytes(folder / name);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  // The error of a download that leaves no final file.
  [[nodiscard]] base::Error error(const Download& request) const {
    const auto error = error_of([&] { download(request); });
    REQUIRE(error);
    CHECK_FALSE(std::filesystem::exists(request.target));
    return *error;
  }
};

}  // namespace vitviz::fetch
