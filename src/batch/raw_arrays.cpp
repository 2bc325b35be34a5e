// SPDX-License-Identifier: Apache-2.0
#include "batch/raw_arrays.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "analysis/find_objects.h"
#include "base/error.h"
#include "numpy/npy.h"
#include "numpy/npz_write.h"

namespace vitviz::batch {
namespace {

template <typename Number>
EncodedArray encoded(std::span<const Number> values, io::Shape shape) {
  std::vector<std::byte> bytes = numpy::encode_npy(values, shape);
  return {std::move(shape), std::move(bytes)};
}

template <typename Values>
EncodedArray encoded(const Values& values, io::Shape shape) {
  return encoded(std::span<const float>(values.data(), static_cast<std::size_t>(values.size())),
                 std::move(shape));
}

// [queries, B, H', rows, cols], without the first where no query was asked for.
io::Shape map_shape(const ArrayInput& input) {
  const analysis::MapSelection& selection = input.inquiry.selection;
  const tensor::PatchGrid grid = input.analysis.photo.geometry.grid;
  io::Shape shape = {selection.block_count(), selection.heads_per_block(), grid.rows, grid.cols};
  if (selection.query_count() > 0) shape.insert(shape.begin(), selection.query_count());
  return shape;
}

std::vector<float> side_by_side(const std::vector<tensor::Matrix>& matrices) {
  std::vector<float> values;
  for (const tensor::Matrix& matrix : matrices) {
    values.insert(values.end(), matrix.data(), matrix.data() + matrix.size());
  }
  return values;
}

EncodedArray encode_attention(const ArrayInput& input) {
  std::vector<tensor::Matrix> maps;
  for (const tensor::AttentionMaps& attention : input.analysis.output.attention) {
    maps.push_back(input.inquiry.selection.maps_of(attention));
  }
  return encoded(side_by_side(maps), map_shape(input));
}

EncodedArray encode_masks(const ArrayInput& input) {
  const std::vector<std::uint8_t> masks =
      analysis::patch_masks(input.analysis, input.inquiry, input.threads);
  return encoded(std::span<const std::uint8_t>(masks), map_shape(input));
}

std::vector<std::byte> encode_integers(const std::vector<std::int64_t>& values,
                                       const io::Shape& shape) {
  return numpy::encode_npy(std::span<const std::int64_t>(values), shape);
}

void add_geometry(const ArrayInput& input, std::vector<numpy::NpzArray>& arrays) {
  const image::Geometry& geometry = input.analysis.photo.geometry;
  const auto add = [&](const char* name, const std::vector<std::int64_t>& values,
                       const io::Shape& shape) {
    arrays.push_back({name, encode_integers(values, shape)});
  };
  const auto& [corner, size] = input.analysis.photo.part;
  add("photo_size", {geometry.photo.height, geometry.photo.width}, {2});
  add("crop", {corner.x, corner.y, size.width, size.height}, {4});
  add("network_size", {geometry.network.height, geometry.network.width}, {2});
  add("grid", {geometry.grid.rows, geometry.grid.cols}, {2});
  add("patch", {geometry.patch}, {});
  add("prefix", {input.inquiry.model.blueprint().prefix_count()}, {});
  if (!input.inquiry.selection.is_pooling_head()) {
    const std::vector<int> blocks = input.inquiry.selection.blocks();
    add("blocks", {blocks.begin(), blocks.end()}, {std::ssize(blocks)});
  }
  std::vector<std::int64_t> places;
  for (const analysis::Query& query : input.analysis.photo.queries) {
    places.insert(places.end(), {query.asked.x, query.asked.y});
  }
  if (!places.empty()) add("queries", places, {std::ssize(places) / 2, 2});
}

EncodedArray encode_all(const ArrayInput& input) {
  std::vector<numpy::NpzArray> arrays;
  for (const RawArray array : {RawArray::kMap, RawArray::kMask, RawArray::kAttention,
                               RawArray::kTokens, RawArray::kLogits}) {
    if (array == RawArray::kLogits && input.analysis.output.logits.size() == 0) continue;
    arrays.push_back(
        {std::string(base::name_of(kRawArrays, array)), encode_array(array, input).bytes});
  }
  add_geometry(input, arrays);
  return {{}, numpy::encode_npz(arrays)};
}

}  // namespace

void check_arrays(const std::vector<RawArray>& arrays, const model::Blueprint& blueprint) {
  if (blueprint.classes > 0) return;
  if (std::find(arrays.begin(), arrays.end(), RawArray::kLogits) == arrays.end()) return;
  base::fail_argument("raw", "logits", "this model has no classifier",
                      "choose a checkpoint that was trained to classify");
}

EncodedArray encode_array(RawArray array, const ArrayInput& input) {
  const analysis::NetworkOutput& output = input.analysis.output;
  switch (array) {
    case RawArray::kMap:
      return encoded(side_by_side(input.analysis.maps), map_shape(input));
    case RawArray::kMask:
      return encode_masks(input);
    case RawArray::kAttention:
      return encode_attention(input);
    case RawArray::kTokens:
      return encoded(output.tokens, {output.tokens.rows(), output.tokens.cols()});
    case RawArray::kLogits:
      return encoded(output.logits, {output.logits.size()});
    case RawArray::kNpz:
      return encode_all(input);
  }
  return {};
}

}  // namespace vitviz::batch
