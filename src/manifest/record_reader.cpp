// SPDX-License-Identifier: Apache-2.0
#include "manifest/record_reader.h"

#include <cerrno>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"

namespace vitviz::manifest {
namespace {

[[noreturn]] void fail(const std::filesystem::path& manifest, const std::string& reason) {
  throw base::Error(
      base::ErrorCode::kInput,
      fmt::format("{}: cannot be read: {}", base::printable(manifest.string()), reason));
}

}  // namespace

void fail_to_read(const std::filesystem::path& manifest, int error) {
  fail(manifest, std::generic_category().message(error));
}

RecordReader::RecordReader(std::vector<std::filesystem::path> manifests)
    : manifests_(std::move(manifests)), descriptors_(manifests_.size(), -1) {}

RecordReader::~RecordReader() { close_all(); }

Record RecordReader::read(const RecordPlace& place) {
  const std::filesystem::path& manifest = manifests_[place.manifest];
  const int descriptor = descriptor_of(place.manifest);
  if (descriptor < 0) fail_to_read(manifest, errno);
  std::string line(place.length, '\0');
  const ssize_t count = pread(descriptor, line.data(), line.size(), place.offset);
  if (count < 0) fail_to_read(manifest, errno);
  line.resize(static_cast<std::size_t>(count));
  std::optional<Record> record = record_of(line);
  if (!record) fail(manifest, "it has changed meanwhile");
  return *std::move(record);
}

int RecordReader::descriptor_of(std::uint32_t manifest) {
  int& descriptor = descriptors_[manifest];
  if (descriptor >= 0) return descriptor;
  constexpr int kFlags = O_RDONLY | O_CLOEXEC;
  descriptor = open(manifests_[manifest].c_str(), kFlags);
  if (descriptor < 0 && (errno == EMFILE || errno == ENFILE)) {
    close_all();
    descriptor = open(manifests_[manifest].c_str(), kFlags);
  }
  return descriptor;
}

void RecordReader::close_all() {
  for (int& descriptor : descriptors_) {
    if (descriptor >= 0) close(descriptor);
    descriptor = -1;
  }
}

}  // namespace vitviz::manifest
