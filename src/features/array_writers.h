// SPDX-License-Identifier: Apache-2.0
// Features as NumPy arrays.
#pragma once

#include <cstdint>
#include <string>

#include "features/feature_writer.h"

namespace vitviz::features {

// .npy, and a table of rows.
class NpyWriter : public FeatureWriter {
 public:
  NpyWriter(const std::filesystem::path& path, bool of_patches, base::Overwrite overwrite);
  void add(const FeatureSource& source, tensor::ConstMatrixRef rows) override;
  std::vector<std::filesystem::path> finish() override;

 private:
  base::UnnamedFile numbers_;
  base::UnnamedFile table_;
  bool of_patches_;
  base::Overwrite overwrite_;
  std::int64_t rows_ = 0;
  std::int64_t width_ = 0;
};

// .npz, once all are there.
class NpzWriter : public FeatureWriter {
 public:
  NpzWriter(std::filesystem::path path, bool of_patches, base::Overwrite overwrite);
  void add(const FeatureSource& source, tensor::ConstMatrixRef rows) override;
  std::vector<std::filesystem::path> finish() override;

 private:
  std::filesystem::path path_;
  bool of_patches_;
  base::Overwrite overwrite_;
  std::vector<float> numbers_;
  std::string photos_;
  std::vector<std::int64_t> places_;
  std::int64_t rows_ = 0;
};

// Where the table of rows of an .npy file lies: features.rows.csv.
[[nodiscard]] std::filesystem::path row_table_of(const std::filesystem::path& path);

}  // namespace vitviz::features
