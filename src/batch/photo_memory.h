// SPDX-License-Identifier: Apache-2.0
// The memory that photos in flight share. A photo takes its share after its header is read and
// before its pixels are: of large photos fewer are drawn at once.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>

#include "analysis/photo_input.h"
#include "base/byte_budget.h"
#include "batch/draw_job.h"

namespace vitviz::batch {

// What is needed of a photo, once the network has seen it: views and --guided show its pixels.
[[nodiscard]] analysis::Keep kept_for(const DrawJob& job);

// Memory that a photo takes while it is read, resized, and drawn.
[[nodiscard]] std::size_t bytes_to_draw(const analysis::PlannedPhoto& photo, const DrawJob& job,
                                        int threads);

// Waits until there are so many bytes for `photo`. Throws Error(kInput) where there never are, and
// Stopped.
[[nodiscard]] base::ByteBudget::Share reserve(std::size_t bytes, const std::filesystem::path& photo,
                                              base::ByteBudget& memory,
                                              const std::stop_token& stop);
// The same of the job's memory, where it has a limit.
[[nodiscard]] base::ByteBudget::Share reserve(std::size_t bytes, const std::filesystem::path& photo,
                                              const DrawJob& job);

// Memory for photos: what was asked for, or else half of what the machine or its container has.
[[nodiscard]] base::ByteBudget memory_for_photos(std::optional<std::size_t> asked);

// A photo as the network sees it, of which nothing is drawn, and the memory that it takes.
struct NetworkPhoto {
  base::ByteBudget::Share memory;
  analysis::PhotoInput input;
};
// Waits for the memory. Throws Error(kInput) when the photo cannot be read, or never with so much,
// what analysis::plan_photo() throws, and Stopped.
[[nodiscard]] NetworkPhoto read_for_network(const std::filesystem::path& photo,
                                            const analysis::Question& question,
                                            const model::Blueprint& blueprint,
                                            base::ByteBudget& memory, base::ThreadPool& threads);

}  // namespace vitviz::batch
