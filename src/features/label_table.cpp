// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <map>
#include <span>

#include <fmt/format.h>

#include "base/text.h"
#include "features/cross_validation.h"
#include "features/csv_rows.h"
#include "features/label_error.h"
#include "features/probe_labels.h"
#include "image/photo_source.h"

namespace vitviz::features {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& file) {
  constexpr std::size_t kMostBytes = std::size_t{256} << 20;
  const image::FileSource source(file);
  if (source.size() > kMostBytes) {
    fail_labels(file,
                fmt::format("has {}, {} are allowed", base::format_bytes(source.size()),
                            base::format_bytes(kMostBytes)),
                "");
  }
  std::string text(source.size(), '\0');
  text.resize(source.read(0, std::as_writable_bytes(std::span(text))));
  if (!source.failure().empty()) fail_labels(file, "cannot be read: " + source.failure(), "");
  return text;
}

std::size_t column_of(const CsvRow& head, const std::string& name, const fs::path& csv) {
  const auto place = std::find(head.fields.begin(), head.fields.end(), name);
  if (place == head.fields.end()) {
    fail_labels(csv, fmt::format("the first row names no column \"{}\"", name),
                "the first row names the columns: path,label");
  }
  return static_cast<std::size_t>(place - head.fields.begin());
}

// The fields of one row of the table, checked.
struct LabelledPath {
  int line = 0;
  fs::path path;
  std::string label;
};

std::vector<LabelledPath> read_table(const fs::path& csv) {
  const std::vector<CsvRow> rows = csv_rows(read_text(csv), base::printable(csv.string()));
  if (rows.empty()) fail_labels(csv, "the table is empty", kLayoutHint);
  const std::size_t path = column_of(rows[0], "path", csv);
  const std::size_t label = column_of(rows[0], "label", csv);
  std::vector<LabelledPath> table;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const CsvRow& row = rows[i];
    if (row.fields.size() != rows[0].fields.size()) {
      fail_labels(csv,
                  fmt::format("line {} has {} fields, the first row {}", row.line,
                              row.fields.size(), rows[0].fields.size()),
                  "a field with commas is written \"in quotes\"");
    }
    if (row.fields[path].empty() || row.fields[label].empty()) {
      fail_labels(
          csv,
          fmt::format("line {} has no {}", row.line, row.fields[path].empty() ? "path" : "label"),
          "");
    }
    table.push_back({row.line, csv.parent_path() / row.fields[path], row.fields[label]});
  }
  return table;
}

void check_each_path_once(const std::vector<LabelledPath>& table, const fs::path& csv) {
  std::map<fs::path, int> line_of;
  for (const LabelledPath& row : table) {
    const auto [first, is_new] = line_of.emplace(row.path.lexically_normal(), row.line);
    if (is_new) continue;
    fail_labels(csv,
                fmt::format("lines {} and {} name the same photo, {}", first->second, row.line,
                            base::printable(row.path.string())),
                "a photo that is trained on must not be tested on: remove one of the lines");
  }
}

}  // namespace

LabelledPhotos photos_in_table(const fs::path& csv) {
  const std::vector<LabelledPath> table = read_table(csv);
  check_each_path_once(table, csv);
  std::map<std::string, int> number_of;
  for (const LabelledPath& row : table) number_of.emplace(row.label, 0);
  LabelledPhotos result;
  for (auto& [name, number] : number_of) {
    number = static_cast<int>(result.classes.size());
    result.classes.push_back(name);
  }
  for (const LabelledPath& row : table) {
    result.photos.push_back(row.path);
    result.labels.push_back(number_of.at(row.label));
  }
  check_classes(result, kFolds, csv);
  return result;
}

}  // namespace vitviz::features
