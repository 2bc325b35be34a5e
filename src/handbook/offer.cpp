// SPDX-License-Identifier: Apache-2.0
#include "handbook/offer.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "base/split.h"

namespace vitviz::handbook {
namespace {

// Of "N|mean|max|min|all", mean, max, min and all: what is written small is written so.
std::vector<std::string> words_in(const std::string& type) {
  std::vector<std::string> words;
  for (const std::string_view part : base::split(type, '|')) {
    const bool is_word = std::all_of(
        part.begin(), part.end(), [](unsigned char letter) { return std::islower(letter) != 0; });
    if (is_word) words.emplace_back(part);
  }
  return words;
}

bool has_part(const std::string& type, std::string_view part) {
  const auto parts = base::split(type, '|');
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

}  // namespace

Offer offer_of(const options::OptionWords& option) {
  std::vector<std::string> words = option.offers;
  for (std::string& word : words_in(option.type)) {
    if (std::find(words.begin(), words.end(), word) == words.end())
      words.push_back(std::move(word));
  }
  if (!words.empty()) {
    return {has_part(option.type, "LIST") ? Offer::Kind::kList : Offer::Kind::kWords,
            std::move(words)};
  }
  if (option.long_name == "model") return {Offer::Kind::kModels};
  if (option.type == "FILE" || option.type == "LIST") return {Offer::Kind::kFiles};
  if (option.type == "DIR" || option.type == "FOLDER") return {Offer::Kind::kFolders};
  return {};
}

Offer offer_of(const options::ArgumentWords& argument) {
  if (!argument.offers.empty()) return {Offer::Kind::kWords, argument.offers};
  return {argument.name == "MODEL" ? Offer::Kind::kModels : Offer::Kind::kFiles};
}

}  // namespace vitviz::handbook
