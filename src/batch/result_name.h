// SPDX-License-Identifier: Apache-2.0
// What the results of one photo are called: by a stem that each adds its words to, or by a pattern.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "batch/name_pattern.h"
#include "inputs/find_photos.h"

namespace vitviz::batch {

// What tells one result of a photo from its others.
struct ResultWords {
  std::string view;  // or the array
  std::string map;
  std::string block = {};  // digits, empty where there is one for all; so the others
  std::string head = {};
  std::string query = {};
  std::string object = {};
  std::string usual;      // what a stem adds: ".mask.block03"
  std::string extension;  // ".png"
};

class ResultName {
 public:
  // OUT/SUBFOLDER/STEM.
  ResultName(std::filesystem::path stem)  // NOLINT(google-explicit-constructor): the usual case
      : stem_(std::move(stem)) {}
  ResultName(const char* stem) : stem_(stem) {}  // NOLINT(google-explicit-constructor)

  // The photo's fields of the pattern, with the texts of all others empty.
  ResultName(std::filesystem::path out, std::shared_ptr<const NamePattern> pattern,
             FieldTexts texts)
      : stem_(std::move(out)), pattern_(std::move(pattern)), texts_(std::move(texts)) {}

  // Throws Error(kArgument) where a field leads out of the folder for results.
  [[nodiscard]] std::filesystem::path file(const ResultWords& words) const;

  // The stem, or the folder for results where there is a pattern.
  [[nodiscard]] const std::filesystem::path& stem() const { return stem_; }

 private:
  std::filesystem::path stem_;
  std::shared_ptr<const NamePattern> pattern_;
  FieldTexts texts_;
};

// One for each input. Two photos of the same stem, or of the same fields in the pattern, get
// different ones (cat, cat-2); the names of the others do not change by that.
[[nodiscard]] std::vector<ResultName> name_results(
    const std::vector<inputs::Input>& inputs, const std::filesystem::path& out,
    const std::shared_ptr<const NamePattern>& pattern = nullptr);

}  // namespace vitviz::batch
