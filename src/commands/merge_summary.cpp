// SPDX-License-Identifier: Apache-2.0
#include "commands/merge_summary.h"

#include <cstddef>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "manifest/record_reader.h"

namespace vitviz::commands {
namespace {

constexpr std::size_t kMostNamed = 10;  // missing photos, or shards

std::string how_many(const manifest::MergedRun& run) {
  if (run.is_complete()) return fmt::format("all {} photos are done", run.all_photos());
  std::vector<std::string> missing;
  if (run.failed() > 0) missing.push_back(fmt::format("{} failed", run.failed()));
  if (run.begun() > 0) missing.push_back(fmt::format("{} begun and not finished", run.begun()));
  if (run.not_begun() > 0) missing.push_back(fmt::format("{} not begun", run.not_begun()));
  return fmt::format("{} of {} photos are done: {}", run.done(), run.all_photos(),
                     fmt::join(missing, ", "));
}

// "shard 4 of 10 has", "shards 2, 7, … of 10 have"
std::string named(std::vector<int> shards, int count, const char* one, const char* several) {
  const bool are_several = shards.size() > 1;
  const char* more = shards.size() > kMostNamed ? ", …" : "";
  if (shards.size() > kMostNamed) shards.resize(kMostNamed);
  return fmt::format("shard{} {}{} of {} {}", are_several ? "s" : "", fmt::join(shards, ", "), more,
                     count, are_several ? several : one);
}

std::string which_shards(const manifest::MergedRun& run) {
  std::vector<std::string> parts;
  const int count = run.shard_count();
  const std::vector<int> missing = run.missing_shards();
  if (!missing.empty()) parts.push_back(named(missing, count, "has not run", "have not run"));
  const std::vector<int> unfinished = run.unfinished_shards();
  if (!unfinished.empty()) {
    parts.push_back(named(unfinished, count, "is not finished", "are not finished"));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string line_about(const manifest::Record& record) {
  const auto* failed = std::get_if<manifest::FailedRecord>(&record);
  if (failed == nullptr) {
    const auto& begun = std::get<manifest::BegunRecord>(record);
    return "not finished: " + base::printable(begun.photo.string());
  }
  const std::string photo = base::printable(failed->photo.string());
  return fmt::format("failed: {}: {}", photo, base::printable(failed->error));
}

std::vector<std::string> lines_about_missing(const manifest::MergedRun& run) {
  std::vector<manifest::RecordPlace> missing;
  for (const manifest::PhotoEntry& photo : run.photos()) {
    if (missing.size() == kMostNamed) break;
    if (photo.state != manifest::PhotoState::kDone) missing.push_back(photo.record);
  }
  for (const manifest::UnplacedPhoto& photo : run.unplaced()) {
    if (missing.size() < kMostNamed) missing.push_back(photo.record);
  }
  manifest::RecordReader records(run.manifests());
  std::vector<std::string> lines;
  for (const manifest::RecordPlace& place : missing) {
    lines.push_back(line_about(records.read(place)));
  }
  const std::size_t all = run.failed() + run.begun();
  if (all > lines.size()) lines.push_back(fmt::format("and {} more", all - lines.size()));
  return lines;
}

}  // namespace

std::vector<std::string> summary_of(const manifest::MergedRun& run) {
  std::vector<std::string> lines = {how_many(run)};
  if (run.is_complete()) return lines;
  const std::string shards = which_shards(run);
  if (!shards.empty()) lines.push_back(shards);
  const std::vector<std::string> missing = lines_about_missing(run);
  lines.insert(lines.end(), missing.begin(), missing.end());
  return lines;
}

}  // namespace vitviz::commands
