// SPDX-License-Identifier: Apache-2.0
#include "features/array_writers.h"

#include <span>
#include <utility>

#include "base/bytes_of.h"
#include "base/check.h"
#include "features/row_text.h"
#include "numpy/npy.h"
#include "numpy/npz_write.h"

namespace vitviz::features {
namespace {

// They stay apart in memory: a Ref's rows may.
void append_rows(tensor::ConstMatrixRef rows, base::UnnamedFile& file) {
  for (Eigen::Index row = 0; row < rows.rows(); ++row) {
    file.append(
        std::as_bytes(std::span(rows.row(row).data(), static_cast<std::size_t>(rows.cols()))));
  }
}

}  // namespace

std::filesystem::path row_table_of(const std::filesystem::path& path) {
  return std::filesystem::path(path).replace_extension(".rows.csv");
}

NpyWriter::NpyWriter(const std::filesystem::path& path, bool of_patches, base::Overwrite overwrite)
    : numbers_(path), table_(row_table_of(path)), of_patches_(of_patches), overwrite_(overwrite) {
  table_.append(base::bytes_of(of_patches ? "photo,row,col\n" : "photo\n"));
}

void NpyWriter::add(const FeatureSource& source, tensor::ConstMatrixRef rows) {
  // How many rows there will be is known at the end: a head of the same size takes its place then.
  if (width_ == 0) {
    width_ = rows.cols();
    numbers_.append(numpy::npy_head({0, width_}));
  }
  VITVIZ_CHECK(rows.cols() == width_);
  append_rows(rows, numbers_);
  for (Eigen::Index row = 0; row < rows.rows(); ++row) {
    table_.append(base::bytes_of(row_names(source, of_patches_, row) + '\n'));
  }
  rows_ += rows.rows();
}

std::vector<std::filesystem::path> NpyWriter::finish() {
  numbers_.rewrite_start(numpy::npy_head({rows_, width_}));
  for (base::UnnamedFile* file : {&numbers_, &table_}) file->complete();
  for (base::UnnamedFile* file : {&numbers_, &table_}) file->save();
  for (base::UnnamedFile* file : {&numbers_, &table_}) file->appear(overwrite_);
  return {numbers_.target(), table_.target()};
}

NpzWriter::NpzWriter(std::filesystem::path path, bool of_patches, base::Overwrite overwrite)
    : path_(std::move(path)), of_patches_(of_patches), overwrite_(overwrite) {}

void NpzWriter::add(const FeatureSource& source, tensor::ConstMatrixRef rows) {
  for (Eigen::Index row = 0; row < rows.rows(); ++row) {
    numbers_.insert(numbers_.end(), rows.row(row).begin(), rows.row(row).end());
    if (!of_patches_) continue;
    places_.push_back(row / source.grid.cols);
    places_.push_back(row % source.grid.cols);
  }
  for (Eigen::Index row = 0; row < rows.rows(); ++row) photos_ += source.photo.string() + '\n';
  rows_ += rows.rows();
}

std::vector<std::filesystem::path> NpzWriter::finish() {
  const auto width = rows_ > 0 ? static_cast<std::int64_t>(numbers_.size()) / rows_ : 0;
  const auto* text = reinterpret_cast<const std::uint8_t*>(photos_.data());
  std::vector<numpy::NpzArray> arrays;
  arrays.push_back({"features", numpy::encode_npy(numbers_, {rows_, width})});
  arrays.push_back({"photos", numpy::encode_npy(std::span(text, photos_.size()),
                                                {static_cast<std::int64_t>(photos_.size())})});
  if (of_patches_) arrays.push_back({"places", numpy::encode_npy(places_, {rows_, 2})});
  base::write_file_atomically(path_, numpy::encode_npz(arrays), overwrite_);
  return {path_};
}

}  // namespace vitviz::features
