// SPDX-License-Identifier: Apache-2.0
// What the page's data has of every model, and the data as a whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "model/vision_transformer.h"
#include "report/sight.h"

namespace vitviz::report {

using Json = nlohmann::ordered_json;

// The page is to be no larger. It leaves room for a photo, tables and pictures beside attention.
inline constexpr std::size_t kMostPageBytes = 15'000'000;

// One photo, or the measurements of many.
enum class Kind { kPhoto, kPhotos };

// "model", "notes", "network", "filters" and "positions".
[[nodiscard]] Json json_of(const model::VisionTransformer& model);

// Bytes as base64.
[[nodiscard]] Json text_of(std::span<const std::uint8_t> bytes);

// All of the page's data.
[[nodiscard]] std::string page_data(Kind kind, const std::string& title,
                                    const std::vector<Sight>& sights);

}  // namespace vitviz::report
