// SPDX-License-Identifier: Apache-2.0
// The text of an option's value → the value. Each function returns nothing for text that is not
// what the option allows; whoever asks knows the option and says so.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/question.h"
#include "batch/output_options.h"
#include "image/crop.h"
#include "image/geometry.h"
#include "image/window.h"
#include "tensor/grid.h"
#include "views/picture_options.h"

namespace vitviz::options {

inline constexpr std::string_view kNoneName = "none";  // of no view

// The sides of the network's input that --size accepts, in pixels. A larger short side would ask
// for more memory and time than any checkpoint is worth.
inline constexpr int kMaxSide = 4096;
inline constexpr int kMaxThreads = 256;

// Whole and in [least, most], in plain decimal digits.
[[nodiscard]] std::optional<int> parse_integer(std::string_view text, int least, int most);

// Finite: "nan" and "inf" are no numbers here.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

// "maps": of a file or folder, not empty.
[[nodiscard]] std::optional<std::filesystem::path> parse_path(std::string_view text);

// "maps.csv" or "maps.jsonl": of a table (batch/table_file.h).
[[nodiscard]] std::optional<std::filesystem::path> parse_table(std::string_view text);

[[nodiscard]] std::optional<std::size_t> parse_memory(std::string_view text);  // bytes, from "2G"
[[nodiscard]] std::optional<int> parse_count(std::string_view text);           // at least 1
[[nodiscard]] std::optional<int> parse_threads(std::string_view text);         // 1 to kMaxThreads
[[nodiscard]] std::optional<double> parse_keep(std::string_view text);         // above 0, up to 1
[[nodiscard]] std::optional<float> parse_opacity(std::string_view text);       // 0 to 1
[[nodiscard]] std::optional<double> parse_scale(std::string_view text);  // sheet/sheet.h's limits

[[nodiscard]] std::optional<float> parse_gamma(std::string_view text);  // 0.1 to 10

// "own", "share", or "0,0.01": the lowest, and the highest above it.
[[nodiscard]] std::optional<views::RangeChoice> parse_range(std::string_view text);

// "0.5" for all channels, or "0.485,0.456,0.406".
[[nodiscard]] std::optional<tensor::PerChannel> parse_means(std::string_view text);
[[nodiscard]] std::optional<tensor::PerChannel> parse_deviations(std::string_view text);  // above 0

// "16x8": rows first.
[[nodiscard]] std::optional<tensor::PatchGrid> parse_grid(std::string_view text);

// "class_*,extra.weight"
[[nodiscard]] std::optional<std::vector<std::string>> parse_patterns(std::string_view text);

// "480", "480x640" (height first) or "native".
[[nodiscard]] std::optional<image::InputSize> parse_size(std::string_view text);

// "square", or "40,0,320,240": left, top, width and height, the last two at least 1.
[[nodiscard]] std::optional<image::Crop> parse_crop(std::string_view text);

// "-160,240": the lowest, and the highest above it; or "percentile", or "percentile,0.5,99.5".
[[nodiscard]] std::optional<image::Window> parse_window(std::string_view text);

// "4", or "4,3,2": counted from 1.
[[nodiscard]] std::optional<std::vector<int>> parse_channels(std::string_view text);

// "-1" or "all"; "2", "mean", "max", "min" or "all".
[[nodiscard]] std::optional<analysis::BlockChoice> parse_block(std::string_view text);
[[nodiscard]] std::optional<analysis::HeadChoice> parse_head(std::string_view text);

// "120,80", or several as "120,80,300,200": pixels of a photo, at least 0.
[[nodiscard]] std::optional<std::vector<image::Pixel>> parse_queries(std::string_view text);

// "overlay,mask" or "none"; "attention,tokens". A name given twice counts once.
[[nodiscard]] std::optional<views::ViewList> parse_views(std::string_view text);
[[nodiscard]] std::optional<std::vector<batch::RawArray>> parse_arrays(std::string_view text);

}  // namespace vitviz::options
