// SPDX-License-Identifier: Apache-2.0
// Vision Transformers, ready to run.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "vitviz/analysis.h"
#include "vitviz/export.h"
#include "vitviz/geometry.h"
#include "vitviz/photo.h"

namespace vitviz {

// In which the products of matrices are computed; kAuto takes what is faster on this processor.
enum class Precision { kF32, kBf16, kAuto };

// What a checkpoint may leave unsaid; each overrides what it says.
struct LoadOptions {
  std::optional<int> heads = {};
  std::optional<std::array<float, 3>> mean = {};  // of the channels, on a scale from 0 to 1
  std::optional<std::array<float, 3>> std = {};
  std::optional<Grid> grid = {};         // that the position table has rows for
  std::vector<std::string> ignore = {};  // globs of tensors that have no part in the network
  Precision precision = Precision::kF32;
  int threads = 0;  // that read it; 0: one for each processor
  std::stop_token stop = {};
};

struct ModelInfo {
  std::string name;
  std::string family;       // "ViT", "DINOv2", "CLIP", …
  std::string fingerprint;  // the same for the same checkpoint; empty of tensors in memory
  int blocks = 0;
  int width = 0;  // of a token
  int heads = 0;
  int patch = 0;         // edge in pixels
  bool has_cls = false;  // whether the first token is CLS
  int prefix = 0;        // tokens before those of patches: CLS, distillation, registers
  int registers = 0;
  int default_size = 0;  // short side in pixels that is looked at where nothing else is said
  std::array<float, 3> mean{};
  std::array<float, 3> std{};
  int classes = 0;                       // of the classifier; 0 where there is none
  std::vector<std::string> labels;       // of the classes; empty where nobody names them
  std::vector<std::string> assumptions;  // what the checkpoint does not say, each a line
};

// A tensor in memory: row-major, little-endian.
struct Tensor {
  std::string name;          // as in a state_dict
  std::string type = "F32";  // "F32", "F16", "BF16", "F64", …, as safetensors calls them
  std::vector<std::int64_t> shape;
  std::span<const std::byte> bytes;
};

// What stands beside weights, as the texts of JSON files; may be empty.
struct Settings {
  std::string config = {};        // config.json, of timm or transformers
  std::string preprocessor = {};  // preprocessor_config.json
};

// Cheap to copy: copies share the weights, which never change. Any number of threads may look
// through one model at the same time.
class VITVIZ_EXPORT Model {
 public:
  // A checkpoint as it was released (.pth, .pt, .bin, .safetensors, .npz, .gguf), a folder as the
  // Hugging Face hub has it, or the name of a model that `vitviz models get` has fetched. Throws
  // Error(kModel), which says what does not fit.
  [[nodiscard]] static Model load(const std::filesystem::path& file_or_name,
                                  const LoadOptions& options = {});

  // The model inside the library.
  [[nodiscard]] static Model built_in(const LoadOptions& options = {});

  // Weights in memory, which are copied; `name` is what the model is called. Throws as load() does.
  [[nodiscard]] static Model from_tensors(std::span<const Tensor> tensors, const Settings& settings,
                                          const std::string& name, const LoadOptions& options = {});

  [[nodiscard]] const ModelInfo& info() const;

  // Runs the network on a photo. Throws Error: kArgument where the options do not suit the photo
  // or the model, kModel where the model's numbers are broken, kStopped.
  [[nodiscard]] Analysis look(const Photo& photo, const LookOptions& options = {}) const;

 private:
  explicit Model(std::shared_ptr<const library::ModelData> data) : data_(std::move(data)) {}

  std::shared_ptr<const library::ModelData> data_;
};

}  // namespace vitviz
