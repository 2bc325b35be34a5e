// SPDX-License-Identifier: Apache-2.0
#include "screen/messages.h"

#include "screen/as_options.h"

namespace vitviz::screen {
namespace {

// ANSI: Select Graphic Rendition.
constexpr const char* kBoldRed = "\x1b[1;31m";
constexpr const char* kBoldYellow = "\x1b[1;33m";
constexpr const char* kBoldCyan = "\x1b[1;36m";
constexpr const char* kPlain = "\x1b[0m";

}  // namespace

void Messages::error(const base::Failure& failure) const {
  std::string text = "vitviz: " + painted(kBoldRed, "error:") + ' ' + failure.message;
  if (!failure.hint.empty()) text += '\n' + painted(kBoldCyan, " hint:") + ' ' + failure.hint;
  line(text);
}

void Messages::note(const std::string& text) const {
  line("vitviz: " + painted(kBoldYellow, "note:") + ' ' + text);
}

void Messages::line(const std::string& text) const {
  // One write, so that lines of several processes do not mix. Where stderr is closed or full there
  // is nobody left to tell.
  const std::string whole = as_options(text) + '\n';
  std::fwrite(whole.data(), 1, whole.size(), stream_);
  std::fflush(stream_);
}

std::string Messages::painted(const char* style, const char* word) const {
  return color_ ? std::string(style) + word + kPlain : word;
}

}  // namespace vitviz::screen
