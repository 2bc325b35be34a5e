// SPDX-License-Identifier: Apache-2.0
#include "inputs/places.h"

#include <cstdint>
#include <system_error>

namespace vitviz::inputs {
namespace {

// A member takes at least its two headers in a ZIP archive, and more in a TAR archive. One place
// more is for what is wrong with the archive.
std::size_t most_places(const std::filesystem::path& archive) {
  constexpr std::uintmax_t kFewestBytes = 30 + 46;
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(archive, error);
  return error ? 1 : bytes / kFewestBytes + 1;
}

}  // namespace

Places places_of(const std::vector<Input>& inputs) {
  Places places;
  places.of_inputs.reserve(inputs.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::filesystem::path& archive = inputs[i].archive;
    const bool goes_on = i > 0 && !archive.empty() && archive == inputs[i - 1].archive;
    if (!goes_on) {
      next = places.end;
      places.end += archive.empty() ? 1 : most_places(archive);
    }
    places.of_inputs.push_back(next++);
  }
  return places;
}

}  // namespace vitviz::inputs
