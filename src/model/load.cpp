// SPDX-License-Identifier: Apache-2.0
#include "model/load.h"

#include "io/safetensors.h"
#include "model/embedded_model.h"
#include "model/families/timm_vit.h"

namespace vitviz::model {

VisionTransformer load_model(const std::filesystem::path& path, const Hints& hints) {
  return load_timm_vit(io::read_safetensors_file(path), path.stem().string(), hints);
}

VisionTransformer load_embedded_model(const Hints& hints) {
  return load_timm_vit(io::parse_safetensors(embedded_model(), "the embedded model"), "vitviz",
                       hints);
}

}  // namespace vitviz::model
