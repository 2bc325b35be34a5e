// SPDX-License-Identifier: Apache-2.0
#include "eval/score_log.h"

#include <cstddef>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/check.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::eval {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const PhotoScore& score) { return {{"values", score.values}, {"parts", score.parts}}; }

Json to_json(const LeftOut& photo) { return {{"left_out", photo.reason}}; }

std::string line_of(const Json& object) {
  constexpr int kOneLine = -1;
  return object.dump(kOneLine, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + '\n';
}

const std::string& photo_of(const PhotoEntry& entry) {
  return std::visit([](const auto& of) -> const std::string& { return of.photo; }, entry);
}

// Reads the lines of one log.
class LogReader {
 public:
  LogReader(const Task& task, std::string_view name) : task_(task), name_(name) {}

  void read(std::string_view line) {
    ++number_;
    try {
      const Json object = Json::parse(line);
      if (number_ == 1) {
        log_.settings = object.at("settings").get<std::vector<std::string>>();
        if (log_.settings.empty()) fail();
      } else {
        read_photo(object);
      }
    } catch (const Json::exception&) {
      fail();
    }
  }

  ScoreLog take() { return std::move(log_); }

 private:
  void read_photo(const Json& object) {
    const std::string photo = object.at("photo").get<std::string>();
    std::vector<PhotoEntry> entries;
    for (const Json& score : object.at("scores")) entries.push_back(entry_of(photo, score));
    if (entries.size() != log_.settings.size()) fail();
    log_.photos.insert_or_assign(photo, std::move(entries));
  }

  [[nodiscard]] PhotoEntry entry_of(const std::string& photo, const Json& score) const {
    if (score.contains("left_out")) {
      return LeftOut{photo, score.at("left_out").get<std::string>()};
    }
    PhotoScore read{photo, score.at("values").get<std::vector<double>>(),
                    score.at("parts").get<std::vector<double>>()};
    if (read.values.size() != task_.columns.size() || read.parts.size() != task_.parts) fail();
    return read;
  }

  [[noreturn]] void fail() const {
    throw base::Error(
        base::ErrorCode::kInput,
        fmt::format("{}: line {} is no line of a log of scores", base::printable(name_), number_),
        "remove the file to begin anew");
  }

  const Task& task_;
  std::string_view name_;
  int number_ = 0;
  ScoreLog log_;
};

}  // namespace

std::string log_head(std::span<const std::string> settings) {
  return line_of({{"settings", std::vector<std::string>(settings.begin(), settings.end())}});
}

std::string log_line(std::span<const PhotoEntry> entries) {
  VITVIZ_CHECK(!entries.empty());
  Json scores = Json::array();
  for (const PhotoEntry& entry : entries) {
    VITVIZ_CHECK(photo_of(entry) == photo_of(entries.front()));
    scores.push_back(std::visit([](const auto& of) { return to_json(of); }, entry));
  }
  return line_of({{"photo", photo_of(entries.front())}, {"scores", std::move(scores)}});
}

ScoreLog read_log(std::string_view text, const Task& task, std::string_view name) {
  LogReader reader(task, name);
  while (true) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return reader.take();
    reader.read(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
}

}  // namespace vitviz::eval
