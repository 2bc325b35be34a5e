// SPDX-License-Identifier: Apache-2.0
// What lines of JSON about photos have in common, whatever they tell.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/likeliest_classes.h"
#include "image/crop.h"
#include "image/geometry.h"
#include "model/blueprint.h"

namespace vitviz::batch {

using Json = nlohmann::ordered_json;

// The object on one line; what is no UTF-8 in it becomes U+FFFD.
[[nodiscard]] std::string text_of(const Json& object);
// The same, with a newline.
[[nodiscard]] std::string line_of(const Json& object);

// "NAME": "…", and "NAME_base64" with all of its bytes for a path that is no UTF-8.
void add_path(Json& object, const std::string& name, const std::filesystem::path& path);

// {"photo": "cat.jpg"}
[[nodiscard]] Json photo_json(const std::filesystem::path& photo);

// {"photo": "cat.jpg", "width": 640, "height": 480, "model": "vitviz-v0", "precision": "f32",
//  "input": {"width": 512, "height": 384}, "grid": {"rows": 24, "cols": 32, "patch": 16}}
[[nodiscard]] Json photo_json(const std::filesystem::path& photo, const image::Geometry& geometry,
                              const model::Blueprint& model);

// {"x": 10, "y": 20, "width": 30, "height": 40}
[[nodiscard]] Json rectangle_json(const image::Rectangle& rectangle);

// [{"label": "tabby", "index": 281, "probability": 0.71}, …]; no label where nobody names classes.
[[nodiscard]] Json classes_json(const std::vector<analysis::RankedClass>& classes);

// To microseconds: more than a clock means.
[[nodiscard]] double rounded_seconds(double seconds);

}  // namespace vitviz::batch
