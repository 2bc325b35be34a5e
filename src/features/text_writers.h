// SPDX-License-Identifier: Apache-2.0
// Features as text: CSV, or a line of JSON for each photo or patch.
#pragma once

#include <string>

#include "features/feature_writer.h"

namespace vitviz::features {

class TextWriter : public FeatureWriter {
 public:
  enum class Form { kCsv, kJsonLines };

  TextWriter(const std::filesystem::path& path, Form form, bool of_patches,
             base::Overwrite overwrite);
  void add(const FeatureSource& source, tensor::ConstMatrixRef rows) override;
  std::vector<std::filesystem::path> finish() override;

 private:
  [[nodiscard]] std::string head(Eigen::Index width) const;
  [[nodiscard]] std::string line(const FeatureSource& source, tensor::ConstMatrixRef rows,
                                 Eigen::Index row) const;

  base::UnnamedFile file_;
  Form form_;
  bool of_patches_;
  base::Overwrite overwrite_;
  bool has_begun_ = false;
};

}  // namespace vitviz::features
