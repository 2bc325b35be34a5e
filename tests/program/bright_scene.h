// SPDX-License-Identifier: Apache-2.0
// The program at work on photos of one bright rectangle, with a model that looks at what is bright.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "program/bright_patches.h"
#include "program/bright_rectangle.h"
#include "support/temporary_folder.h"

namespace vitviz::test {

// A photo, what the network sees of it, and which patches of that are bright.
struct BrightCase {
  image::Size photo;
  std::string size;     // --size
  image::Size network;  // in pixels, which follows from both
  Edges bright;         // in patches
};

// The same rectangle in pixels of the photo. The whole photo is resized to the whole grid, so that
// pixel centres map half-pixel exactly: column c begins at c · width / cols.
[[nodiscard]] Edges edges_of(const BrightCase& c, int patch);

// `patches` patches wide and high, in pixels of the photo.
[[nodiscard]] Tolerance tolerance_of(const BrightCase& c, int patch, double patches);

class BrightScene {
 public:
  explicit BrightScene(const BrightPatches& model);

  // Runs vitviz with that model and returns what --json says of the first photo.
  // Fails the test case where the program fails.
  [[nodiscard]] nlohmann::json draw(const std::vector<std::string>& words) const;

  // The same for the photo of a case, "photo.png". CHECKs that the sizes are those of the case.
  [[nodiscard]] nlohmann::json draw(const BrightCase& c,
                                    const std::vector<std::string>& words) const;

  [[nodiscard]] image::RgbImage picture(const std::string& name) const;
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

 private:
  BrightPatches model_;
  TemporaryFolder folder_;
};

}  // namespace vitviz::test
