// SPDX-License-Identifier: Apache-2.0
// The maps of all photos of a call as one table, a row for each:
//
//   .csv    photo and the columns of table_rows.h; fields of which nothing is known are empty
//   .jsonl  a line of JSON for each row, with the columns as fields, without those of which nothing
//           is known
#pragma once

#include <filesystem>
#include <string>

#include "base/atomic_file.h"
#include "batch/photo_json.h"

namespace vitviz::batch {

// Whether the ending is one of these.
[[nodiscard]] bool is_table_name(const std::filesystem::path& path);

class TableFile {
 public:
  // Throws Error(kOutput) when it cannot be written. Requires: is_table_name(path).
  TableFile(const std::filesystem::path& path, base::Overwrite overwrite);

  // Adds the rows of a photo, by its table_entry(). Throws Error(kOutput).
  void add(const std::filesystem::path& photo, const Json& entry);

  // The file gets its name; without it, it goes. Throws Error(kOutput) when there is one already
  // and it may not be replaced.
  void finish();

 private:
  void append(const std::string& text);

  base::UnnamedFile file_;
  base::Overwrite overwrite_;
  bool is_csv_;
};

}  // namespace vitviz::batch
