// SPDX-License-Identifier: Apache-2.0
#include "safetensors/safetensors_events.h"

#include <limits>

#include <fmt/format.h>

namespace vitviz::safetensors {
namespace {

constexpr std::uint64_t kMaxNumber = std::numeric_limits<std::int64_t>::max();

}  // namespace

bool HeaderEvents::start_object(std::size_t /*size*/) {
  if (in_unknown_field()) return enter_unknown();
  if (place_ == Place::kStart) {
    place_ = Place::kRoot;
  } else if (place_ == Place::kRoot && key_ == "__metadata__") {
    begin_metadata();
  } else if (place_ == Place::kRoot) {
    begin_tensor();
  } else {
    other("an object");
  }
  return true;
}

bool HeaderEvents::key(std::string& text) {
  if (place_ == Place::kTensor) {
    set_field(text);
  } else if (place_ != Place::kUnknownField) {
    key_ = std::move(text);
  }
  return true;
}

bool HeaderEvents::end_object() {
  if (place_ == Place::kUnknownField) {
    leave_unknown();
  } else if (place_ == Place::kTensor) {
    end_tensor();
  } else if (place_ == Place::kMetadata) {
    place_ = Place::kRoot;
  }
  return true;
}

bool HeaderEvents::start_array(std::size_t /*size*/) {
  if (in_unknown_field()) return enter_unknown();
  if (place_ == Place::kTensor && field_ == Field::kShape) {
    place_ = Place::kShape;
  } else if (place_ == Place::kTensor && field_ == Field::kOffsets) {
    place_ = Place::kOffsets;
  } else {
    other("a list");
  }
  return true;
}

bool HeaderEvents::end_array() {
  if (place_ == Place::kUnknownField) {
    leave_unknown();
    return true;
  }
  if (place_ == Place::kOffsets && offsets_seen_ != 2) {
    fail(fmt::format("tensor {}: data_offsets has {} numbers, expected 2",
                     io::in_quotes(tensor().name), offsets_seen_));
  }
  place_ = Place::kTensor;
  return true;
}

bool HeaderEvents::string(std::string& text) {
  if (place_ == Place::kMetadata) {
    count_entry();
    if (!header_.metadata.try_emplace(key_, std::move(text)).second) {
      fail(fmt::format("the metadata has {} twice", io::in_quotes(key_)));
    }
    return true;
  }
  if (place_ != Place::kTensor || field_ != Field::kType) return other("a text");
  const auto type = tensor::element_type_named(text);
  if (!type) {
    fail(fmt::format("tensor {}: its type {} is unknown", io::in_quotes(tensor().name),
                     io::in_quotes(text)));
  }
  tensor().type = *type;
  return true;
}

bool HeaderEvents::number_unsigned(std::uint64_t number) {
  if (place_ != Place::kShape && place_ != Place::kOffsets) return other("a number");
  if (number > kMaxNumber) return other(io::in_quotes(std::to_string(number)));
  if (place_ == Place::kOffsets) {
    set_offset(number);
    return true;
  }
  if (tensor().shape.size() == kMaxDimensions) {
    fail(fmt::format("tensor {} has more than {} dimensions", io::in_quotes(tensor().name),
                     kMaxDimensions));
  }
  tensor().shape.push_back(static_cast<std::int64_t>(number));
  return true;
}

bool HeaderEvents::null() {
  // The reference reader takes "__metadata__": null for no metadata.
  if (place_ == Place::kRoot && key_ == "__metadata__") return true;
  return other("null");
}

bool HeaderEvents::parse_error(std::size_t position, const std::string& /*last*/,
                               const nlohmann::json::exception& /*error*/) {
  fail(fmt::format("its header is no valid JSON at byte {}", position));
}

void HeaderEvents::begin_metadata() {
  if (metadata_seen_) fail("it has '__metadata__' twice");
  metadata_seen_ = true;
  place_ = Place::kMetadata;
}

void HeaderEvents::begin_tensor() {
  count_entry();
  if (key_.size() > io::kMaxTensorNameBytes) {
    fail(fmt::format("{} is a longer name than any of a model", io::in_quotes(key_)));
  }
  name_bytes_ += key_.size();
  if (name_bytes_ > io::kMaxAllNameBytes) {
    fail(fmt::format("the names of its tensors take more than {} bytes", io::kMaxAllNameBytes));
  }
  header_.tensors.emplace_back().name = std::move(key_);
  fields_seen_ = 0;
  place_ = Place::kTensor;
}

void HeaderEvents::end_tensor() {
  if (fields_seen_ != kAllFields) {
    fail(fmt::format("tensor {} lacks one of dtype, shape, data_offsets",
                     io::in_quotes(tensor().name)));
  }
  place_ = Place::kRoot;
}

void HeaderEvents::set_field(const std::string& text) {
  field_ = text == "dtype"          ? Field::kType
           : text == "shape"        ? Field::kShape
           : text == "data_offsets" ? Field::kOffsets
                                    : Field::kUnknown;
  if (field_ == Field::kUnknown) return;
  const unsigned bit = 1U << static_cast<unsigned>(field_);
  if ((fields_seen_ & bit) != 0) {
    fail(fmt::format("tensor {} has {} twice", io::in_quotes(tensor().name), text));
  }
  fields_seen_ |= bit;
  offsets_seen_ = 0;
}

void HeaderEvents::set_offset(std::uint64_t number) {
  (offsets_seen_ == 0 ? tensor().begin : tensor().end) = number;
  ++offsets_seen_;
}

void HeaderEvents::count_entry() {
  if (header_.tensors.size() + header_.metadata.size() < kMaxHeaderEntries) return;
  fail(fmt::format("its header has more than {} entries", kMaxHeaderEntries));
}

bool HeaderEvents::enter_unknown() {
  place_ = Place::kUnknownField;
  ++unknown_depth_;
  return true;
}

void HeaderEvents::leave_unknown() {
  if (--unknown_depth_ == 0) place_ = Place::kTensor;
}

// A value of another kind than its place asks for.
bool HeaderEvents::other(std::string_view found) {
  if (in_unknown_field()) return true;
  switch (place_) {
    case Place::kStart:
      fail(fmt::format("its header is {}, expected an object", found));
    case Place::kRoot:
      fail(fmt::format("{} is {}, expected an object", io::in_quotes(key_), found));
    case Place::kMetadata:
      fail(fmt::format("metadata {} is {}, expected a text", io::in_quotes(key_), found));
    case Place::kTensor:
      fail(fmt::format("tensor {}: found {}, expected {}", io::in_quotes(tensor().name), found,
                       field_ == Field::kType ? "a text for dtype" : "a list of numbers"));
    default:
      fail(fmt::format("tensor {}: its {} has {}, expected whole numbers from 0 to {}",
                       io::in_quotes(tensor().name),
                       place_ == Place::kShape ? "shape" : "data_offsets", found, kMaxNumber));
  }
}

}  // namespace vitviz::safetensors
