// SPDX-License-Identifier: Apache-2.0
#include "features/text_writers.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/bytes_of.h"
#include "base/text.h"
#include "features/row_text.h"
#include "tensor/row_span.h"

namespace vitviz::features {

TextWriter::TextWriter(const std::filesystem::path& path, Form form, bool of_patches,
                       base::Overwrite overwrite)
    : file_(path), form_(form), of_patches_(of_patches), overwrite_(overwrite) {}

std::string TextWriter::head(Eigen::Index width) const {
  if (form_ == Form::kJsonLines) return {};
  std::string names = of_patches_ ? "photo,row,col" : "photo";
  for (Eigen::Index i = 0; i < width; ++i) names += fmt::format(",f{}", i);
  return names + '\n';
}

// Numbers have as many digits as tell floats apart.
std::string TextWriter::line(const FeatureSource& source, tensor::ConstMatrixRef rows,
                             Eigen::Index row) const {
  const std::string numbers = fmt::format("{}", fmt::join(tensor::row_span(rows, row), ","));
  if (form_ == Form::kCsv) {
    return fmt::format("{},{}\n", row_names(source, of_patches_, row), numbers);
  }
  const std::string photo = nlohmann::json(base::printable(source.photo.string())).dump();
  const std::string place =
      of_patches_
          ? fmt::format("\"row\":{},\"col\":{},", row / source.grid.cols, row % source.grid.cols)
          : "";
  return fmt::format("{{\"photo\":{},{}\"features\":[{}]}}\n", photo, place, numbers);
}

void TextWriter::add(const FeatureSource& source, tensor::ConstMatrixRef rows) {
  std::string text;
  if (!has_begun_) text += head(rows.cols());
  has_begun_ = true;
  for (Eigen::Index row = 0; row < rows.rows(); ++row) text += line(source, rows, row);
  file_.append(base::bytes_of(text));
}

std::vector<std::filesystem::path> TextWriter::finish() {
  file_.finish(overwrite_);
  return {file_.target()};
}

}  // namespace vitviz::features
