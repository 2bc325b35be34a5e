// SPDX-License-Identifier: Apache-2.0
// One file from an HTTP server: whole, or not at all under its name.
//
// What has arrived lies in TARGET.part. Beside it, TARGET.part.from says where it came from and
// which version of the file it was (with no secrets of the address), so that a later call asks
// only for the rest, and only if the server still has that version; else it begins anew.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <string>

namespace vitviz::fetch {

struct Download {
  std::string url;               // http or https
  std::filesystem::path target;  // its folder exists; a file of this name is replaced
  // Called several times a second, also while nothing arrives. What it throws ends the download.
  // `total` is nothing as long as the server has not told it.
  std::function<void(std::uint64_t received, std::optional<std::uint64_t> total)> on_progress;

  // No file of more bytes is wanted, whether the server tells how many it sends or not.
  std::uint64_t most_bytes = std::numeric_limits<std::uint64_t>::max();

  std::chrono::seconds patience{60};  // for a connection, and for a server that sends no byte
  std::optional<std::string> proxy;   // "" for none; the environment's when not given
};

struct Downloaded {
  std::uint64_t bytes = 0;    // of the whole file
  std::uint64_t resumed = 0;  // of these, how many an earlier call had fetched
};

// Redirections are followed, to http and https only, and never from https to http.
//
// Throws Error(kModel) when the file cannot be had or is too large, with a hint for what the user
// can do about it (offline, proxy, certificate, refused, gone, interrupted), Error(kOutput) when it
// cannot be written, or another process is fetching it.
Downloaded download(const Download& request);

}  // namespace vitviz::fetch
