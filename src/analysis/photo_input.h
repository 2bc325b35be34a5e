// SPDX-License-Identifier: Apache-2.0
// A photo as it is drawn, and as the network sees it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "analysis/question.h"
#include "base/thread_pool.h"
#include "image/crop.h"
#include "image/geometry.h"
#include "image/photo_file.h"
#include "image/raster.h"
#include "model/blueprint.h"
#include "tensor/shapes.h"

namespace vitviz::analysis {

// A place that the user points at.
struct Query {
  image::Pixel asked;  // of the upright photo
  image::Pixel place;  // of the part that is looked at
  int patch = 0;       // of the grid, row by row

  friend bool operator==(const Query&, const Query&) = default;
};

// Copies share the pixels.
struct PhotoInput {
  image::SharedRgb photo;  // the part that is looked at; null: not kept
  image::Rectangle part;   // of the upright photo
  image::Geometry geometry;
  std::vector<Query> queries;
  image::SharedRgb resized = {};  // what the network sees of a photo not kept
  // The normalised patches [N, 3·P·P], where somebody gave them; else they come from the photo.
  std::shared_ptr<const tensor::Matrix> patches = {};
  std::vector<std::string> notes = {};  // what the user should know of the file
};

// Which part of a photo is looked at, and how.
struct Framing {
  image::Rectangle part;  // of the upright photo
  image::Geometry geometry;
  std::vector<Query> queries;
};

// Of a photo this large. Throws Error(kInput) when it has no such part, or its own size does not
// suit the model, and Error(kArgument) when a query lies outside of it; `photo` is for messages.
[[nodiscard]] Framing frame_photo(image::Size size, const Question& question,
                                  const model::Blueprint& blueprint,
                                  const std::filesystem::path& photo);

// A photo that is in memory already. Requires: the framing is of its size.
[[nodiscard]] PhotoInput framed(image::SharedRgb photo, const Framing& framing);

// A large photo costs little memory where nothing is drawn on it.
enum class Keep { kPhoto, kResizedOnly };

// A photo of which the header is read, and how it will be looked at.
struct PlannedPhoto {
  image::PhotoFile file;
  image::Rectangle part;  // of the upright photo
  image::Geometry geometry;
  std::vector<Query> queries;

  // Memory that read_planned() takes.
  [[nodiscard]] std::size_t bytes(Keep keep, int threads) const;
};

// Throws Error(kInput) when the photo cannot be read, has no such part, or its own size does not
// suit the model, and Error(kArgument) when a query lies outside of it.
[[nodiscard]] PlannedPhoto plan_photo(const std::filesystem::path& path, const Question& question,
                                      const model::Blueprint& blueprint);

// Its pixels. Throws Error(kInput), and Stopped by the threads' token.
[[nodiscard]] PhotoInput read_planned(PlannedPhoto photo, Keep keep,
                                      const model::Blueprint& blueprint, base::ThreadPool& threads);

// A photo that is kept, in one step. Throws as these two do.
[[nodiscard]] PhotoInput open_photo(const std::filesystem::path& path, const Question& question,
                                    const model::Blueprint& blueprint);

// The places that are asked about, on a photo of which `part` is left and has this geometry;
// `photo` is for the message.
[[nodiscard]] std::vector<Query> find_queries(const std::vector<image::Pixel>& asked,
                                              const image::Rectangle& part,
                                              const image::Geometry& geometry,
                                              const std::filesystem::path& photo);

// The normalised patches: [N, 3·P·P].
[[nodiscard]] tensor::Matrix network_input(const PhotoInput& input,
                                           const model::Blueprint& blueprint,
                                           base::ThreadPool& threads);

}  // namespace vitviz::analysis
