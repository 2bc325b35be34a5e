// SPDX-License-Identifier: Apache-2.0
#include "manifest/records.h"

#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "manifest/path_text.h"

namespace vitviz::manifest {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& line) {
  constexpr int kOneLine = -1;
  return line.dump(kOneLine, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + '\n';
}

std::string line_of(const RunRecord& record) {
  const RunConditions& conditions = record.conditions;
  Json line = {{"run", id_of(conditions)},       {"version", conditions.version},
               {"model", conditions.model},      {"precision", conditions.precision},
               {"options", conditions.options},  {"common", conditions.common},
               {"process", record.process},      {"photos", record.photos},
               {"all_photos", record.all_photos}};
  if (record.places != 0) line["places"] = record.places;
  if (record.shard) line["shard"] = {record.shard->number, record.shard->count};
  return dump(line);
}

std::string line_of(const BegunRecord& record) {
  Json line = {{"begun", path_text(record.photo)}, {"files", Json::array()}};
  for (const auto& file : record.files) line["files"].push_back(path_text(file));
  return dump(line);
}

std::string line_of(const DoneRecord& record) {
  Json line = {{"done", path_text(record.photo)}};
  if (!record.listed.empty()) line["listed"] = path_text(record.listed);
  line.update(Json{
      {"at", record.at}, {"run", record.run}, {"stamp", record.stamp}, {"files", Json::object()}});
  for (const DoneFile& file : record.files) line["files"][path_text(file.path)] = file.bytes;
  if (!record.kept.empty()) line["kept"] = Json::parse(record.kept);
  return dump(line);
}

std::string line_of(const FailedRecord& record) {
  return dump({{"failed", path_text(record.photo)},
               {"at", record.at},
               {"run", record.run},
               {"error", record.error}});
}

RunRecord run_of(const Json& line) {
  RunRecord record;
  RunConditions& conditions = record.conditions;
  line.at("version").get_to(conditions.version);
  line.at("model").get_to(conditions.model);
  line.at("precision").get_to(conditions.precision);
  line.at("options").get_to(conditions.options);
  line.at("common").get_to(conditions.common);
  line.at("process").get_to(record.process);
  line.at("photos").get_to(record.photos);
  line.at("all_photos").get_to(record.all_photos);
  if (line.contains("places")) line.at("places").get_to(record.places);
  if (line.contains("shard")) {
    record.shard = inputs::Shard{line.at("shard").at(0), line.at("shard").at(1)};
  }
  return record;
}

std::filesystem::path path_at(const Json& line, const char* name) {
  return path_of(line.at(name).get_ref<const std::string&>());
}

BegunRecord begun_of(const Json& line) {
  BegunRecord record{path_at(line, "begun"), {}};
  for (const std::string file : line.at("files")) record.files.push_back(path_of(file));
  return record;
}

DoneRecord done_of(const Json& line) {
  DoneRecord record{path_at(line, "done"), line.at("at"), line.at("run"), line.at("stamp"), {}};
  for (const auto& [file, bytes] : line.at("files").items()) {
    record.files.push_back({path_of(file), bytes});
  }
  if (line.contains("kept")) record.kept = line.at("kept").dump();
  if (line.contains("listed")) record.listed = path_at(line, "listed");
  return record;
}

Record record_in(const Json& line) {
  if (line.contains("run") && line.contains("options")) return run_of(line);
  if (line.contains("begun")) return begun_of(line);
  if (line.contains("done")) return done_of(line);
  return FailedRecord{path_at(line, "failed"), line.at("at"), line.at("run"), line.at("error")};
}

std::string value_in(const std::map<std::string, std::string>& options, const std::string& name) {
  const auto found = options.find(name);
  if (found == options.end()) return "not given";
  return found->second.empty() ? "given" : found->second;
}

}  // namespace

std::string id_of(const RunConditions& conditions) {
  base::Digest digest;
  digest.add(conditions.version).add(conditions.model).add(conditions.precision);
  for (const auto& [name, value] : conditions.options) digest.add(name).add(value);
  digest.add(conditions.common);
  return digest.text();
}

std::vector<std::string> differences(const RunConditions& before, const RunConditions& now) {
  std::vector<std::string> texts;
  std::set<std::string> names;
  for (const auto& options : {before.options, now.options}) {
    for (const auto& [name, value] : options) names.insert(name);
  }
  for (const std::string& name : names) {
    const std::string was = value_in(before.options, name);
    const std::string is = value_in(now.options, name);
    if (was != is) texts.push_back(fmt::format("{} was {} and is {}", name, was, is));
  }
  if (before.model != now.model) texts.emplace_back("another model");
  if (before.precision != now.precision) {
    texts.push_back(fmt::format("{} was computed and now {}", before.precision, now.precision));
  }
  if (before.version != now.version) {
    texts.push_back(fmt::format("vitviz was {} and is {}", before.version, now.version));
  }
  if (texts.empty() && before.common != now.common) {
    texts.emplace_back("the photos together have other colours");
  }
  return texts;
}

std::string line_of(const Record& record) {
  return std::visit([](const auto& of_kind) { return line_of(of_kind); }, record);
}

std::optional<Record> record_of(std::string_view line) {
  try {
    return record_in(Json::parse(line));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace vitviz::manifest
