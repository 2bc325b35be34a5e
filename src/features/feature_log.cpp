// SPDX-License-Identifier: Apache-2.0
#include "features/feature_log.h"

#include <cerrno>
#include <charconv>
#include <span>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "base/digest.h"
#include "manifest/path_text.h"

namespace vitviz::features {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFirstKey = "vitviz features of";

std::span<const std::byte> bytes_of(const tensor::Matrix& rows) {
  return std::as_bytes(std::span(rows.data(), static_cast<std::size_t>(rows.size())));
}

std::string hexadecimal(std::span<const std::byte> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::byte byte : bytes) {
    text += kDigits[std::to_integer<unsigned>(byte) >> 4U];
    text += kDigits[std::to_integer<unsigned>(byte) & 15U];
  }
  return text;
}

bool read_hexadecimal(std::string_view text, std::span<std::byte> bytes) {
  if (text.size() != 2 * bytes.size()) return false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::uint8_t value = 0;
    const char* const digits = text.data() + 2 * i;
    if (std::from_chars(digits, digits + 2, value, 16).ptr != digits + 2) return false;
    bytes[i] = std::byte{value};
  }
  return true;
}

std::string digest_of(std::string_view photo, std::string_view stamp, const Embedded& embedded) {
  base::Digest digest;
  digest.add(photo).add(stamp).add(static_cast<std::uint64_t>(embedded.grid.rows));
  return digest.add(bytes_of(embedded.rows.front())).text();
}

std::string line_of(const std::string& photo, const std::string& stamp, const Embedded& embedded) {
  const tensor::Matrix& rows = embedded.rows.front();
  const Json line = {{"photo", photo},
                     {"stamp", stamp},
                     {"grid", {embedded.grid.rows, embedded.grid.cols}},
                     {"rows", rows.rows()},
                     {"numbers", hexadecimal(bytes_of(rows))},
                     {"digest", digest_of(photo, stamp, embedded)}};
  return line.dump() + '\n';
}

// Nothing for a line that is damaged, or of a photo that has changed.
std::optional<Embedded> embedded_in(const Json& line, const std::string& stamp) {
  const auto& photo = line.at("photo").get_ref<const std::string&>();
  const auto& numbers = line.at("numbers").get_ref<const std::string&>();
  const Eigen::Index count = line.at("rows");
  const auto floats = static_cast<Eigen::Index>(numbers.size() / (2 * sizeof(float)));
  if (line.at("stamp") != stamp || count < 1 || floats % count != 0) return std::nullopt;
  Embedded embedded{{line.at("grid").at(0), line.at("grid").at(1)}, {}};
  tensor::Matrix& rows = embedded.rows.emplace_back(count, floats / count);
  const std::span target(rows.data(), static_cast<std::size_t>(rows.size()));
  if (!read_hexadecimal(numbers, std::as_writable_bytes(target))) return std::nullopt;
  if (line.at("digest") != digest_of(photo, stamp, embedded)) return std::nullopt;
  return embedded;
}

}  // namespace

FeatureLog::FeatureLog(const std::filesystem::path& out, const std::string& id, bool goes_on)
    : path_(out.string() + ".unfinished"), file_(path_, "cannot be written") {
  manifest::LineReader lines = file_.lines();
  const auto first = lines.next();
  if (!first) {
    if (!lines.ends_whole()) file_.fail(EEXIST);
    begin(id);
    return;
  }
  const Json head = Json::parse(first->text, nullptr, /*allow_exceptions=*/false);
  if (!head.is_object() || !head.contains(kFirstKey)) file_.fail(EEXIST);
  if (!goes_on || head.at(kFirstKey) != id) {
    begin(id);
    return;
  }
  while (const auto line = lines.next()) {
    const Json record = Json::parse(line->text, nullptr, /*allow_exceptions=*/false);
    if (!record.is_object() || !record.contains("photo")) continue;
    if (record.at("photo").is_string()) places_[record.at("photo")] = line->offset;
  }
  // A line that was cut off must not run into the next.
  if (!lines.ends_whole()) file_.add("\n");
}

void FeatureLog::begin(const std::string& id) {
  file_.clear();
  file_.add(Json{{kFirstKey, id}}.dump() + '\n');
}

std::optional<Embedded> FeatureLog::find(const std::filesystem::path& photo,
                                         const std::string& stamp) const {
  const auto place = places_.find(manifest::path_text(photo));
  if (place == places_.end() || stamp.empty()) return std::nullopt;
  manifest::LineReader lines = file_.lines(place->second);
  const auto line = lines.next();
  try {
    return line ? embedded_in(Json::parse(line->text), stamp) : std::nullopt;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

void FeatureLog::add(const std::filesystem::path& photo, const std::string& stamp,
                     const Embedded& embedded) {
  file_.add(line_of(manifest::path_text(photo), stamp, embedded));
}

void FeatureLog::remove() { unlink(path_.c_str()); }

}  // namespace vitviz::features
