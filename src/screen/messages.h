// SPDX-License-Identifier: Apache-2.0
// Everything said to the user besides the results, on stderr. Arguments are named as the options
// that set them.
#pragma once

#include <cstdio>
#include <string>

#include "base/failure.h"
#include "screen/terminal.h"

namespace vitviz::screen {

class Messages {
 public:
  explicit Messages(std::FILE* stream) : stream_(stream) { set_color(ColorWhen::kAuto); }

  void set_color(ColorWhen when) { color_ = use_color(stream_, when); }

  // "vitviz: error: …" and, if there is a hint, " hint: …" below it.
  void error(const base::Failure& failure) const;
  // "vitviz: note: …"
  void note(const std::string& text) const;
  // A line of its own, without a word in front.
  void line(const std::string& text) const;

 private:
  [[nodiscard]] std::string painted(const char* style, const char* word) const;

  std::FILE* stream_;
  bool color_ = false;
};

}  // namespace vitviz::screen
