// SPDX-License-Identifier: Apache-2.0
// Data sets made of empty files and small texts.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

#include "support/bytes_of.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {

// Writes `text` to a file, and the folders on the way to it.
inline void write_text(const std::filesystem::path& file, std::string_view text = "") {
  std::filesystem::create_directories(file.parent_path());
  write_bytes(file, bytes_of(text));
}

inline void touch_all(const TemporaryFolder& folder,
                      std::initializer_list<std::string_view> files) {
  for (const std::string_view file : files) write_text(folder / file);
}

// What an Error that `action` throws says; "accepted" without one.
template <typename Action>
std::string refusal(Action action) {
  const auto error = error_of([&] { static_cast<void>(action()); });
  return error ? error->what() : "accepted";
}

}  // namespace vitviz::test
