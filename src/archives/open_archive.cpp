// SPDX-License-Identifier: Apache-2.0
#include "archives/open_archive.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <sys/stat.h>

#include "archives/tar.h"
#include "archives/tar_header.h"
#include "archives/zip.h"
#include "base/file_times.h"
#include "base/readable_file.h"
#include "io/random_access.h"

namespace vitviz::archives {
namespace {

namespace fs = std::filesystem;

// By which a file is known again, and that it has not changed.
struct FileState {
  dev_t device = 0;
  ino_t inode = 0;
  off_t bytes = 0;
  timespec written = {};

  friend bool operator==(const FileState& a, const FileState& b) {
    return a.device == b.device && a.inode == b.inode && a.bytes == b.bytes &&
           a.written.tv_sec == b.written.tv_sec && a.written.tv_nsec == b.written.tv_nsec;
  }
};

std::optional<FileState> state_of(const fs::path& file) {
  struct stat found {};
  if (stat(file.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
  return FileState{found.st_dev, found.st_ino, found.st_size, base::time_written(found)};
}

bool is_zip(std::span<const std::byte> head) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  return text.starts_with("PK\3\4") || text.starts_with("PK\5\6");  // the latter without members
}

// As those who read archives see it. Why the system refuses to read on is not told: the archive
// then breaks off there.
io::RandomAccess access_to(const std::shared_ptr<const base::ReadableFile>& file) {
  return {file->size(), [file](std::uint64_t at, std::span<std::byte> to) {
            std::error_code ignored;
            return file->read(at, to, ignored);
          }};
}

std::shared_ptr<const Archive> read_archive(const fs::path& path) {
  const io::RandomAccess file = access_to(std::make_shared<const base::ReadableFile>(path));
  std::array<std::byte, kTarBlock> bytes;
  const std::span<const std::byte> head(bytes.data(), file.read(0, bytes));
  if (is_tar(head)) return open_tar(path.string(), file);
  if (is_zip(head)) return open_zip(path.string(), file);
  return nullptr;
}

// The archives that were opened last; the most recent one first.
class Remembered {
 public:
  std::shared_ptr<const Archive> open(const fs::path& file) {
    const auto state = state_of(file);
    if (!state) return nullptr;
    const std::lock_guard lock(mutex_);
    const auto known = std::find_if(archives_.begin(), archives_.end(), [&](const Entry& entry) {
      return entry.state == *state && entry.path == file;
    });
    Entry entry = known != archives_.end() ? *known : Entry{file, *state, read_archive(file)};
    if (known != archives_.end()) archives_.erase(known);
    archives_.push_front(entry);
    if (archives_.size() > kMost) archives_.pop_back();
    return entry.archive;
  }

 private:
  struct Entry {
    fs::path path;  // messages name it
    FileState state;
    std::shared_ptr<const Archive> archive;  // null for a file that is none
  };
  // A run draws from one after the other; only those of a list in any order come back.
  static constexpr std::size_t kMost = 8;

  std::mutex mutex_;
  std::deque<Entry> archives_;
};

}  // namespace

std::shared_ptr<const Archive> open_archive(const fs::path& file) {
  static Remembered remembered;
  return remembered.open(file);
}

bool has_archive_extension(const fs::path& file) {
  std::string extension = file.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return extension == ".tar" || extension == ".zip";
}

}  // namespace vitviz::archives
