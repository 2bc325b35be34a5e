// SPDX-License-Identifier: Apache-2.0
// What a manifest says, line by line. It is a file of JSON lines in the folder of the results, to
// which a run only ever appends: after the program was killed, all that it says is true, and at
// most its last line is cut off.
//
//   {"run": "5f3a…", "version": "0.4.0", "model": "9c1e…", "precision": "f32",
//    "options": {"--size": "480"}, "common": "", "process": 4711, "photos": 100,
//    "all_photos": 1000, "shard": [3, 10]}
//   {"begun": "/data/a/cat.jpg", "files": ["a/cat.attention.png", "a/cat.mask.png"]}
//   {"done": "/data/a/cat.jpg", "listed": "a/cat.jpg", "at": 17, "run": "5f3a…", "stamp": "84512
//   1764256000123456789",
//    "files": {"a/cat.attention.png": 20133, "a/cat.mask.png": 913}, "kept": {…}}
//   {"failed": "/data/a/dog.jpg", "at": 18, "run": "5f3a…", "error": "…"}
//
// Photos are named by absolute paths, files by paths from the manifest's folder. "at" is the place
// of the photo among all inputs of the call, those of other shards included, and "listed" its path
// there where that is another one. Behind archives places are left out (inputs/places.h): then
// "places" is the number of all. Where archives of other shards were not listed, "all_photos" is 0.
// "kept" is what tables need of the photo.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "inputs/shard.h"

namespace vitviz::manifest {

// Everything that results depend on beside the photo itself.
struct RunConditions {
  std::string version;                         // of the program
  std::string model;                           // its fingerprint
  std::string precision;                       // "f32", "bf16"
  std::map<std::string, std::string> options;  // that change results, as they were given
  std::string common;                          // digest of what the photos have in common, or empty

  friend bool operator==(const RunConditions&, const RunConditions&) = default;
};

// The same for equal conditions: 32 hexadecimal digits.
[[nodiscard]] std::string id_of(const RunConditions& conditions);

// What is different, for people: "--size was 480 and is 224", "the model", …
[[nodiscard]] std::vector<std::string> differences(const RunConditions& before,
                                                   const RunConditions& now);

struct RunRecord {
  RunConditions conditions;
  std::int64_t process = 0;    // its number
  std::size_t photos = 0;      // of the shard
  std::size_t all_photos = 0;  // of all shards; 0 where it is not known
  std::size_t places = 0;      // every photo's place is below; 0: below all_photos
  std::optional<inputs::Shard> shard;

  // The place of every photo is below.
  [[nodiscard]] std::size_t end_of_places() const { return places != 0 ? places : all_photos; }
};
struct BegunRecord {
  std::filesystem::path photo;
  std::vector<std::filesystem::path> files;
};
struct DoneFile {
  std::filesystem::path path;
  std::uint64_t bytes = 0;
};
struct DoneRecord {
  std::filesystem::path photo;
  std::size_t at = 0;
  std::string run;    // id_of() its conditions
  std::string stamp;  // of the photo's file (stamp.h)
  std::vector<DoneFile> files;
  std::string kept = {};              // JSON
  std::filesystem::path listed = {};  // as the call named it; the absolute path when empty
};
struct FailedRecord {
  std::filesystem::path photo;
  std::size_t at = 0;
  std::string run;
  std::string error;
};
using Record = std::variant<RunRecord, BegunRecord, DoneRecord, FailedRecord>;

// With a newline.
[[nodiscard]] std::string line_of(const Record& record);

// Nothing for a line that is none of these, or was cut off.
[[nodiscard]] std::optional<Record> record_of(std::string_view line);

}  // namespace vitviz::manifest
