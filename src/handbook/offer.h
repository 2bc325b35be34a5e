// SPDX-License-Identifier: Apache-2.0
// What a shell can offer for the value of an option, or for an argument.
#pragma once

#include <string>
#include <vector>

#include "options/help_text.h"

namespace vitviz::handbook {

struct Offer {
  enum class Kind {
    kNothing,  // a number, a place, a pattern: the user knows
    kWords,
    kList,  // words, several with commas
    kFiles,
    kFolders,
    kModels,  // files, and names of known models
  };
  Kind kind = Kind::kNothing;
  std::vector<std::string> words = {};
};

// Requires: the option takes a value.
[[nodiscard]] Offer offer_of(const options::OptionWords& option);

[[nodiscard]] Offer offer_of(const options::ArgumentWords& argument);

}  // namespace vitviz::handbook
