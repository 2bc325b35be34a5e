// SPDX-License-Identifier: Apache-2.0
#include "features/feature_writer.h"

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"
#include "features/array_writers.h"
#include "features/text_writers.h"

namespace vitviz::features {
namespace {

[[noreturn]] void fail_by_ending(const std::filesystem::path& path) {
  base::fail_argument("out", base::printable(path.string()),
                      "features are written as .npy, .npz, .csv or .jsonl",
                      "choose one of these endings");
}

}  // namespace

std::vector<std::filesystem::path> feature_files(const std::filesystem::path& path) {
  const std::filesystem::path ending = path.extension();
  if (ending == ".npy") return {path, row_table_of(path)};
  if (ending == ".npz" || ending == ".csv" || ending == ".jsonl") return {path};
  fail_by_ending(path);
}

std::unique_ptr<FeatureWriter> open_features(const std::filesystem::path& path, bool of_patches,
                                             base::Overwrite overwrite) {
  const std::filesystem::path ending = path.extension();
  if (ending == ".npy") return std::make_unique<NpyWriter>(path, of_patches, overwrite);
  if (ending == ".npz") return std::make_unique<NpzWriter>(path, of_patches, overwrite);
  using Form = TextWriter::Form;
  if (ending == ".csv") {
    return std::make_unique<TextWriter>(path, Form::kCsv, of_patches, overwrite);
  }
  if (ending == ".jsonl") {
    return std::make_unique<TextWriter>(path, Form::kJsonLines, of_patches, overwrite);
  }
  fail_by_ending(path);
}

}  // namespace vitviz::features
