// SPDX-License-Identifier: Apache-2.0
#include "eval/score_log.h"

#include <cstddef>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"

namespace vitviz::eval {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const PhotoScore& score) {
  return {{"photo", score.photo}, {"values", score.values}, {"parts", score.parts}};
}

Json to_json(const LeftOut& photo) { return {{"photo", photo.photo}, {"left_out", photo.reason}}; }

LogEntry entry_of(const Json& line) {
  std::string photo = line.at("photo").get<std::string>();
  if (line.contains("left_out")) {
    return LeftOut{std::move(photo), line.at("left_out").get<std::string>()};
  }
  return PhotoScore{std::move(photo), line.at("values").get<std::vector<double>>(),
                    line.at("parts").get<std::vector<double>>()};
}

const std::string& photo_of(const LogEntry& entry) {
  return std::visit([](const auto& of) -> const std::string& { return of.photo; }, entry);
}

}  // namespace

std::string log_line(const LogEntry& entry) {
  const Json line = std::visit([](const auto& of) { return to_json(of); }, entry);
  constexpr int kOneLine = -1;
  return line.dump(kOneLine, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + '\n';
}

std::map<std::string, LogEntry, std::less<>> read_log(std::string_view text,
                                                      std::string_view name) {
  std::map<std::string, LogEntry, std::less<>> entries;
  for (int number = 1; text.find('\n') != std::string_view::npos; ++number) {
    const std::size_t end = text.find('\n');
    try {
      LogEntry entry = entry_of(Json::parse(text.substr(0, end)));
      const std::string photo = photo_of(entry);
      entries.insert_or_assign(photo, std::move(entry));
    } catch (const Json::exception&) {
      throw base::Error(
          base::ErrorCode::kInput,
          fmt::format("{}: line {} is no score of a photo", base::printable(name), number),
          "remove the file to begin anew");
    }
    text.remove_prefix(end + 1);
  }
  return entries;
}

}  // namespace vitviz::eval
