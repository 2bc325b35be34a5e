// SPDX-License-Identifier: Apache-2.0
#include "manifest/find_manifests.h"

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <tuple>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "inputs/shard.h"
#include "manifest/manifest.h"

namespace vitviz::manifest {
namespace {

namespace fs = std::filesystem;

struct Found {
  fs::path path;
  std::optional<inputs::Shard> shard;
};

// "…3-of-10.jsonl" → the shard 3/10.
std::optional<inputs::Shard> shard_in(const std::string& name) {
  const std::string part = fs::path(name).stem().extension().string();  // ".3-of-10"
  const std::size_t of = part.find("-of-");
  if (of == std::string::npos) return std::nullopt;
  return inputs::parse_shard(part.substr(1, of - 1) + '/' + part.substr(of + 4));
}

bool comes_before(const Found& a, const Found& b) {
  const auto place = [](const Found& found) {
    const inputs::Shard shard = found.shard.value_or(inputs::Shard{0, 0});
    return std::tuple(!found.shard, shard.count, shard.number);
  };
  return place(a) < place(b);
}

std::vector<Found> manifests_in(const fs::path& folder) {
  std::vector<Found> manifests;
  std::error_code error;
  for (fs::directory_iterator next(folder, error); !error && next != fs::directory_iterator();
       next.increment(error)) {
    const std::string name = next->path().filename().string();
    const auto shard = shard_in(name);
    if (name == manifest_file({}, shard)) manifests.push_back({folder / name, shard});
  }
  const std::string where = base::printable(folder.string());
  if (error) {
    throw base::Error(base::ErrorCode::kInput,
                      fmt::format("{}: the folder cannot be read: {}", where, error.message()));
  }
  if (manifests.empty()) {
    throw base::Error(base::ErrorCode::kInput,
                      fmt::format("{}: no run of many photos has left its account here", where),
                      "name the folder of the results");
  }
  std::sort(manifests.begin(), manifests.end(), comes_before);
  return manifests;
}

}  // namespace

std::vector<fs::path> find_manifests(const std::vector<fs::path>& folders) {
  std::vector<fs::path> all;
  std::vector<fs::path> seen;
  for (const fs::path& folder : folders) {
    const auto is_same = [&](const fs::path& other) {
      std::error_code ignored;
      return fs::equivalent(folder, other, ignored);
    };
    if (std::any_of(seen.begin(), seen.end(), is_same)) continue;
    seen.push_back(folder);
    for (Found& found : manifests_in(folder)) all.push_back(std::move(found.path));
  }
  return all;
}

}  // namespace vitviz::manifest
