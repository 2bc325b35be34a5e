// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/embedded_model.h"

// Defined in embedded_model.S.
extern "C" const std::byte vitviz_embedded_model[];
extern "C" const std::byte vitviz_embedded_model_end[];

namespace vitviz::checkpoint {

std::span<const std::byte> embedded_model() {
  return {vitviz_embedded_model, vitviz_embedded_model_end};
}

}  // namespace vitviz::checkpoint
