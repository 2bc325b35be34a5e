// SPDX-License-Identifier: Apache-2.0
// Builds a SafetensorsHeader from the events of a JSON parser. The JSON is never held as a tree: a
// tree would keep the last of two equal names silently and take many times the file's memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "io/model_error.h"
#include "safetensors/safetensors_header.h"

namespace vitviz::safetensors {

// Throws Error(kModel), which passes through the parser, at the first event that has no place.
class HeaderEvents {
 public:
  explicit HeaderEvents(std::string_view file) : file_(file) {}

  [[nodiscard]] SafetensorsHeader take() { return std::move(header_); }

  // The events of json::sax_parse, in the order of their nesting.
  bool start_object(std::size_t /*size*/);
  bool key(std::string& text);
  bool end_object();
  bool start_array(std::size_t /*size*/);
  bool end_array();
  bool string(std::string& text);
  bool number_unsigned(std::uint64_t number);
  bool number_integer(std::int64_t /*number*/) { return other("a negative number"); }
  bool number_float(double /*number*/, const std::string& text) {
    return other(io::in_quotes(text));
  }
  bool boolean(bool /*value*/) { return other("a truth value"); }
  bool null();
  bool binary(nlohmann::json::binary_t& /*bytes*/) { return other("binary data"); }
  bool parse_error(std::size_t position, const std::string& last,
                   const nlohmann::json::exception& error);

 private:
  // Where the next event belongs.
  enum class Place { kStart, kRoot, kMetadata, kTensor, kShape, kOffsets, kUnknownField };
  enum class Field { kType, kShape, kOffsets, kUnknown };
  static constexpr unsigned kAllFields = 0b111;

  [[nodiscard]] TensorEntry& tensor() { return header_.tensors.back(); }
  [[nodiscard]] bool in_unknown_field() const {
    return place_ == Place::kUnknownField ||
           (place_ == Place::kTensor && field_ == Field::kUnknown);
  }
  void begin_metadata();
  void begin_tensor();
  void end_tensor();
  void set_field(const std::string& text);
  void set_offset(std::uint64_t number);
  void count_entry();
  bool enter_unknown();
  void leave_unknown();
  bool other(std::string_view found);
  [[noreturn]] void fail(std::string_view what) const { io::fail_model(file_, what); }

  std::string file_;
  SafetensorsHeader header_;
  Place place_ = Place::kStart;
  std::string key_;  // the last name seen in the root or the metadata
  bool metadata_seen_ = false;
  Field field_ = Field::kType;  // of the current tensor, as are the three below
  unsigned fields_seen_ = 0;    // a bit for each but kUnknown
  std::size_t offsets_seen_ = 0;
  std::size_t unknown_depth_ = 0;
  std::size_t name_bytes_ = 0;  // of all tensors
};

}  // namespace vitviz::safetensors
