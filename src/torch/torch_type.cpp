// SPDX-License-Identifier: Apache-2.0
#include "torch/torch_type.h"

#include <algorithm>
#include <array>

namespace vitviz::torch {
namespace {

using tensor::ElementType;

struct TorchType {
  std::string_view storage;  // empty where there is none
  std::string_view dtype;
  ElementType type;
};

constexpr std::array<TorchType, 16> kTypes = {
    {{"FloatStorage", "float32", ElementType::kF32},
     {"HalfStorage", "float16", ElementType::kF16},
     {"BFloat16Storage", "bfloat16", ElementType::kBF16},
     {"DoubleStorage", "float64", ElementType::kF64},
     {"LongStorage", "int64", ElementType::kI64},
     {"IntStorage", "int32", ElementType::kI32},
     {"ShortStorage", "int16", ElementType::kI16},
     {"CharStorage", "int8", ElementType::kI8},
     {"ByteStorage", "uint8", ElementType::kU8},
     {"UntypedStorage", "", ElementType::kU8},  // its count is in bytes
     {"BoolStorage", "bool", ElementType::kBool},
     {"", "uint16", ElementType::kU16},
     {"", "uint32", ElementType::kU32},
     {"", "uint64", ElementType::kU64},
     {"", "float8_e4m3fn", ElementType::kF8E4M3},
     {"", "float8_e5m2", ElementType::kF8E5M2}}};

constexpr std::array<std::string_view, 3> kModules = {"torch", "torch.cuda", "torch.storage"};

}  // namespace

std::optional<ElementType> torch_element_type(PickleClass name) {
  if (name.name.empty()) return std::nullopt;
  if (std::find(kModules.begin(), kModules.end(), name.module) == kModules.end()) {
    return std::nullopt;
  }
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(), [&](const TorchType& type) {
    return name.name == type.storage || name.name == type.dtype;
  });
  if (found == kTypes.end()) return std::nullopt;
  return found->type;
}

}  // namespace vitviz::torch
