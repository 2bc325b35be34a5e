// SPDX-License-Identifier: Apache-2.0
#include "batch/table_file.h"

#include <string>
#include <string_view>

#include "base/bytes_of.h"
#include "base/csv.h"
#include "batch/table_rows.h"

namespace vitviz::batch {
namespace {

constexpr std::string_view kCsv = ".csv";
constexpr std::string_view kJsonLines = ".jsonl";

// The value of a column for a map: its own, or that of all maps of the photo. Null without one.
const Json* value_of(std::string_view column, const Json& map, const Json& all) {
  for (const Json* columns : {&map, &all}) {
    const auto found = columns->find(std::string(column));
    if (found != columns->end()) return &*found;
  }
  return nullptr;
}

std::string csv_head() {
  std::string head = "photo";
  for (const std::string_view column : kTableColumns) (head += ',') += column;
  return head + '\n';
}

std::string csv_row(const std::filesystem::path& photo, const Json& map, const Json& all) {
  std::string row = base::csv_field(photo.string());
  for (const std::string_view column : kTableColumns) {
    row += ',';
    const Json* value = value_of(column, map, all);
    if (value == nullptr) continue;
    row +=
        value->is_string() ? base::csv_field(value->get_ref<const std::string&>()) : value->dump();
  }
  return row + '\n';
}

std::string json_row(const std::filesystem::path& photo, const Json& map, const Json& all) {
  Json row = photo_json(photo);
  for (const std::string_view column : kTableColumns) {
    if (const Json* value = value_of(column, map, all)) row[std::string(column)] = *value;
  }
  return line_of(row);
}

}  // namespace

bool is_table_name(const std::filesystem::path& path) {
  return path.extension() == kCsv || path.extension() == kJsonLines;
}

TableFile::TableFile(const std::filesystem::path& path, base::Overwrite overwrite)
    : file_(path), overwrite_(overwrite), is_csv_(path.extension() == kCsv) {
  if (is_csv_) append(csv_head());
}

void TableFile::add(const std::filesystem::path& photo, const Json& entry) {
  std::string rows;
  for (const Json& map : entry.at("maps")) {
    rows += (is_csv_ ? csv_row : json_row)(photo, map, entry.at("all"));
  }
  append(rows);
}

void TableFile::finish() { file_.finish(overwrite_); }

void TableFile::append(const std::string& text) { file_.append(base::bytes_of(text)); }

}  // namespace vitviz::batch
