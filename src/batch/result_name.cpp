// SPDX-License-Identifier: Apache-2.0
#include "batch/result_name.h"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;

std::string& text_of(FieldTexts& texts, NameField field) {
  return texts[static_cast<std::size_t>(field)];
}

// The name of the folder that the photo lies in, also where it is named "cat.jpg" or "../cat.jpg".
std::string parent_of(const fs::path& photo) {
  std::error_code ignored;
  return fs::absolute(photo, ignored).lexically_normal().parent_path().filename().string();
}

FieldTexts fields_of(const inputs::Input& input, std::size_t index, std::size_t photos) {
  FieldTexts texts;
  const std::size_t digits = std::to_string(photos).size();
  text_of(texts, NameField::kFolder) = input.subfolder.empty() ? "." : input.subfolder.string();
  text_of(texts, NameField::kParent) = parent_of(input.path);
  text_of(texts, NameField::kStem) = input.path.stem().string();
  text_of(texts, NameField::kIndex) = fmt::format("{:0{}}", index + 1, digits);
  return texts;
}

// What is added to the stem of each input, so that no two of the keys are equal: "" or "-2".
template <typename Key>
std::vector<std::string> distinct(const std::vector<inputs::Input>& inputs, const Key& key) {
  std::vector<std::string> suffixes(inputs.size());
  std::set<std::string> taken;
  std::vector<std::size_t> later;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i].error && !taken.insert(key(i, "")).second) later.push_back(i);
  }
  // Only now, so that a photo that is really called cat-2 keeps its name.
  std::map<std::string, int> last_number;
  for (const std::size_t i : later) {
    int& number = last_number.try_emplace(key(i, ""), 1).first->second;
    do {
      suffixes[i] = fmt::format("-{}", ++number);
    } while (!taken.insert(key(i, suffixes[i])).second);
  }
  return suffixes;
}

std::vector<ResultName> name_by_stem(const std::vector<inputs::Input>& inputs,
                                     const fs::path& folder) {
  const auto name = [&](std::size_t i, const std::string& suffix) {
    return (folder / inputs[i].subfolder / inputs[i].path.stem()).string() + suffix;
  };
  const std::vector<std::string> suffixes = distinct(inputs, name);
  std::vector<ResultName> names;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    names.emplace_back(fs::path(name(i, suffixes[i])));
  }
  return names;
}

std::vector<ResultName> name_by_pattern(const std::vector<inputs::Input>& inputs,
                                        const fs::path& folder,
                                        const std::shared_ptr<const NamePattern>& pattern) {
  const auto fields = [&](std::size_t i, const std::string& suffix) {
    FieldTexts texts = fields_of(inputs[i], i, inputs.size());
    text_of(texts, NameField::kStem) += suffix;
    return texts;
  };
  const auto key = [&](std::size_t i, const std::string& suffix) {
    if (!suffix.empty() && !pattern->has(NameField::kStem)) {
      base::fail_argument("name", "", "two photos would give results of one name",
                          "add {stem} or {index} to it");
    }
    return pattern->filled(fields(i, suffix));
  };
  const std::vector<std::string> suffixes = distinct(inputs, key);
  std::vector<ResultName> names;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    names.emplace_back(folder, pattern, fields(i, suffixes[i]));
  }
  return names;
}

}  // namespace

fs::path ResultName::file(const ResultWords& words) const {
  if (!pattern_) return stem_.string() + words.usual + words.extension;
  FieldTexts texts = texts_;
  text_of(texts, NameField::kView) = words.view;
  text_of(texts, NameField::kMap) = words.map;
  text_of(texts, NameField::kBlock) = words.block;
  text_of(texts, NameField::kHead) = words.head;
  text_of(texts, NameField::kQuery) = words.query;
  text_of(texts, NameField::kObject) = words.object;
  const fs::path name = pattern_->filled(texts) + words.extension;
  if (std::find(name.begin(), name.end(), "..") != name.end()) {
    base::fail_argument(
        "name", "",
        fmt::format("{}: leads out of the folder for results", base::printable(name.string())));
  }
  return (stem_ / name).lexically_normal();
}

std::vector<ResultName> name_results(const std::vector<inputs::Input>& inputs, const fs::path& out,
                                     const std::shared_ptr<const NamePattern>& pattern) {
  const fs::path folder = out == "." ? fs::path() : out;  // "cat.mask.png", not "./cat.mask.png"
  return pattern ? name_by_pattern(inputs, folder, pattern) : name_by_stem(inputs, folder);
}

}  // namespace vitviz::batch
