// SPDX-License-Identifier: Apache-2.0
#include "io/model_error.h"

#include <cstddef>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"

namespace vitviz::io {
namespace {

constexpr std::size_t kMaxQuotedBytes = 120;  // longer than any name a model uses

bool continues_a_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

void fail_model(std::string_view name, std::string_view what, const std::string& hint) {
  throw base::Error(base::ErrorCode::kModel, fmt::format("{}: {}", base::printable(name), what),
                    hint);
}

void fail_truncated(std::string_view name, std::uint64_t found, std::uint64_t expected,
                    Expected how) {
  fail_model(name,
             fmt::format("the file ends after {} of {}{} bytes", found,
                         how == Expected::kAtLeast ? "at least " : "", expected),
             "it may not be fully downloaded: get it again");
}

std::string in_quotes(std::string_view text) {
  if (text.size() <= kMaxQuotedBytes) return fmt::format("'{}'", base::printable(text));
  std::size_t end = kMaxQuotedBytes;
  while (end > 0 && continues_a_character(text[end])) --end;
  return fmt::format("'{}…'", base::printable(text.substr(0, end)));
}

}  // namespace vitviz::io
