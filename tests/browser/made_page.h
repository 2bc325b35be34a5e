// SPDX-License-Identifier: Apache-2.0
// Small pages that a test writes for itself.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include <fmt/format.h>

#include "support/temporary_folder.h"

namespace vitviz::test {

// A page with this inside of <head> and <body>, in a file of the folder.
inline std::filesystem::path made_page(const TemporaryFolder& folder, const std::string& head,
                                       const std::string& body,
                                       const std::string& name = "page.html") {
  const std::string text = fmt::format(
      "<!doctype html><html lang=en><head><meta charset=utf-8><title>A page</title>{}</head>"
      "<body>{}</body></html>",
      head, body);
  write_bytes(folder / name, std::as_bytes(std::span(text)));
  return folder / name;
}

}  // namespace vitviz::test
