// SPDX-License-Identifier: Apache-2.0
// A manifest from its start to its end: what its last run knows of which photos.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

#include "manifest/record_reader.h"
#include "manifest/records.h"

namespace vitviz::manifest {

// The better, the smaller.
enum class PhotoState : std::uint8_t {
  kDone,
  kFailed,
  kBegun,  // by a run that was killed, or still goes on
};

// What is known of one photo: 40 bytes, for there may be ten million.
struct PhotoEntry {
  std::uint64_t photo = 0;  // hash_of() its path
  RecordPlace record;       // that says so
  std::uint64_t at = 0;     // its place in the run
  std::uint16_t run = 0;    // which of the manifest's
  PhotoState state = PhotoState::kDone;
};

// A photo that was begun and never ended, so that nobody knows its place.
struct UnplacedPhoto {
  std::uint64_t photo = 0;
  RecordPlace record;
};

struct ManifestScan {
  std::optional<RunRecord> run;  // the last
  // What the last run has, or found to be done, by their places: one for each.
  std::vector<PhotoEntry> photos;
  std::vector<UnplacedPhoto> unplaced;
  std::vector<RecordPlace> of_all;  // that name files of all photos together
};

// `number` stands in the places of the records. Throws Error(kInput) when the file cannot be read,
// and Stopped.
[[nodiscard]] ManifestScan scan_manifest(const std::filesystem::path& manifest,
                                         std::uint32_t number, const std::stop_token& stop);

}  // namespace vitviz::manifest
