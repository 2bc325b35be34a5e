// SPDX-License-Identifier: Apache-2.0
#include "support/npy_reader.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>
#include <string>

namespace vitviz::test {
namespace {

constexpr std::size_t kPreambleBytes = 10;  // magic, version, header length

io::Shape parse_shape(const std::string& header) {
  std::smatch tuple;
  if (!std::regex_search(header, tuple, std::regex(R"('shape': \(([^)]*)\))"))) {
    throw std::runtime_error("no shape in a .npy header");
  }
  const std::string text = tuple[1];
  io::Shape shape;
  const std::regex number("[0-9]+");
  for (std::sregex_iterator it(text.begin(), text.end(), number), end; it != end; ++it) {
    shape.push_back(std::stoll(it->str()));
  }
  return shape;
}

}  // namespace

Eigen::Map<const tensor::Matrix> Array::matrix() const {
  const Eigen::Index cols = shape.empty() ? 1 : static_cast<Eigen::Index>(shape.back());
  return {values.data(), static_cast<Eigen::Index>(values.size()) / cols, cols};
}

Array read_npy(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.size() < kPreambleBytes || bytes.compare(0, 6, "\x93NUMPY") != 0) {
    throw std::runtime_error(path.string() + " is no .npy file");
  }
  const std::size_t header_length =
      static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
  const std::string header = bytes.substr(kPreambleBytes, header_length);
  const std::string data = bytes.substr(kPreambleBytes + header_length);

  Array array{parse_shape(header), {}};
  if (header.find("'<f4'") != std::string::npos) {
    array.values.resize(data.size() / sizeof(float));
    std::memcpy(array.values.data(), data.data(), array.values.size() * sizeof(float));
  } else if (header.find("'|u1'") != std::string::npos) {
    for (const char c : data)
      array.values.push_back(static_cast<float>(static_cast<unsigned char>(c)));
  } else {
    throw std::runtime_error(path.string() + " is neither float32 nor uint8");
  }
  return array;
}

std::filesystem::path reference(const std::filesystem::path& file) {
  return std::filesystem::path(VITVIZ_REFERENCE_FOLDER) / file;
}

std::filesystem::path asset(const std::filesystem::path& file) {
  return std::filesystem::path(VITVIZ_ASSET_FOLDER) / file;
}

}  // namespace vitviz::test
