// SPDX-License-Identifier: Apache-2.0
// The libraries that are loaded when a photo of their format comes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/late_library.h"
#include "image/encoded_photo.h"

namespace vitviz::image {

struct LateFormat {
  std::string library;  // "libheif"
  std::string file;     // as the linker of programs knows it
};

[[nodiscard]] std::vector<LateFormat> late_formats();

// The functions of a library for a photo that needs them. Throws Error(kInput) that says which
// package has it.
template <typename Library>
const Library& library_for(const EncodedPhoto& photo, std::string_view name,
                           std::string_view package) {
  try {
    return Library::instance();
  } catch (const base::LibraryMissing& missing) {
    fail_without_library(photo, name, missing.what(), package);
  }
}

}  // namespace vitviz::image
