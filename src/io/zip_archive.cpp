// SPDX-License-Identifier: Apache-2.0
#include "io/zip_archive.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>
#include <string_view>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "io/crc32.h"
#include "io/model_error.h"
#include "io/zip_library.h"
#include "io/zip_source.h"

namespace vitviz::io {
namespace {

struct CloseFile {
  void operator()(zip_file_t* file) const { libzip().fclose(file); }
};
using OpenFile = std::unique_ptr<zip_file_t, CloseFile>;

struct DiscardArchive {
  void operator()(zip_t* archive) const { libzip().discard(archive); }
};
using OpenArchive = std::unique_ptr<zip_t, DiscardArchive>;

constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                                 ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;

OpenArchive open_archive(ZipSource& source, const std::string& name) {
  require_libzip(base::ErrorCode::kModel, name);
  zip_error_t error;
  libzip().error_init(&error);
  zip_source_t* reader = source.create(&error);
  source.limit_reading(kMaxDirectoryBytes);
  zip_t* archive =
      reader == nullptr ? nullptr : libzip().open_from_source(reader, ZIP_RDONLY, &error);
  const int code = libzip().error_code_zip(&error);
  libzip().error_fini(&error);
  source.limit_reading(ZipSource::kUnlimited);
  if (archive != nullptr) return OpenArchive(archive);

  if (reader != nullptr) libzip().source_free(reader);
  if (source.limit_reached()) {
    fail_model(name,
               fmt::format("the directory of the ZIP archive takes more than {} bytes",
                           kMaxDirectoryBytes),
               "vitviz reads archives of fewer and shorter names: save the model's weights alone");
  }
  // An archive's directory is at its end.
  if (code == ZIP_ER_NOZIP) {
    fail_model(name, "is a ZIP archive, as PyTorch and NumPy write them, without its end",
               "it may not be fully downloaded: get it again");
  }
  fail_model(name, "the directory of the ZIP archive contradicts itself or the rest of the file");
}

// The archive's own words for one entry.
zip_stat_t stat_of(zip_t* archive, std::size_t index, std::string_view name) {
  zip_stat_t stat;
  libzip().stat_init(&stat);
  if (libzip().stat_index(archive, index, ZIP_FL_ENC_RAW, &stat) != 0 ||
      (stat.valid & kNeeded) != kNeeded) {
    fail_model(name, fmt::format("the ZIP archive does not describe its entry {}", index));
  }
  return stat;
}

void check_entry(const zip_stat_t& stat, std::string_view name) {
  if (stat.encryption_method != ZIP_EM_NONE) {
    fail_model(name, fmt::format("entry {} is encrypted", in_quotes(stat.name)),
               "unpack the archive with its password");
  }
  if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
    fail_model(
        name,
        fmt::format("entry {} is compressed by method {}", in_quotes(stat.name), stat.comp_method),
        "only stored and deflated entries are read: pack it again");
  }
  const bool is_stored = stat.comp_method == ZIP_CM_STORE;
  // A deflated byte holds 8 bits, and the last one may end a copy begun by those before.
  if (is_stored ? stat.size != stat.comp_size : stat.size / kMaxDeflateRatio > stat.comp_size) {
    fail_model(name, fmt::format("entry {} claims to unpack from {} to {} bytes",
                                 in_quotes(stat.name), stat.comp_size, stat.size));
  }
}

}  // namespace

struct ZipArchive::Implementation {
  Implementation(std::span<const std::byte> all, std::string file)
      : bytes(all), name(std::move(file)), source(all), archive(open_archive(source, name)) {}

  void list_entries();
  [[nodiscard]] OpenFile open(std::size_t entry, zip_flags_t flags) const;
  void read(std::size_t entry, zip_file_t* file, std::span<std::byte> to) const;
  [[noreturn]] void fail_damaged(std::size_t entry) const;

  std::span<const std::byte> bytes;
  std::string name;
  ZipSource source;
  OpenArchive archive;  // reads from `source`
  std::vector<ZipEntry> entries;
  std::vector<bool> is_stored;  // for each entry
  mutable std::mutex mutex;     // libzip serves one thread at a time
};

void ZipArchive::Implementation::list_entries() {
  const auto count = static_cast<std::size_t>(
      std::max<zip_int64_t>(0, libzip().get_num_entries(archive.get(), ZIP_FL_UNCHANGED)));
  const std::uint64_t limit =
      std::max<std::uint64_t>(kMinUnpackedLimit, bytes.size() * kMaxArchiveRatio);
  std::uint64_t packed_left = bytes.size();
  std::uint64_t unpacked_left = limit;
  std::unordered_set<std::string_view> names;
  entries.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const zip_stat_t stat = stat_of(archive.get(), i, name);
    check_entry(stat, name);
    if (stat.comp_size > packed_left) {
      fail_model(name, "the entries of the ZIP archive are larger than the file, or overlap");
    }
    if (stat.size > unpacked_left) {
      fail_model(name,
                 fmt::format("the ZIP archive of {} bytes unpacks to more than {} bytes",
                             bytes.size(), limit),
                 "weights that were trained compress less: if it is a model all the same, save it "
                 "without compression, as numpy.savez() does");
    }
    packed_left -= stat.comp_size;
    unpacked_left -= stat.size;
    entries.push_back({stat.name, stat.size});
    is_stored.push_back(stat.comp_method == ZIP_CM_STORE);
    if (!names.insert(entries.back().name).second) {
      fail_model(name, fmt::format("entry {} occurs twice", in_quotes(stat.name)));
    }
  }
}

OpenFile ZipArchive::Implementation::open(std::size_t entry, zip_flags_t flags) const {
  VITVIZ_CHECK(entry < entries.size());
  OpenFile file(libzip().fopen_index(archive.get(), entry, flags));
  if (file == nullptr) {
    fail_model(name, fmt::format("entry {} is not where the directory of the ZIP archive says",
                                 in_quotes(entries[entry].name)));
  }
  return file;
}

void ZipArchive::Implementation::read(std::size_t entry, zip_file_t* file,
                                      std::span<std::byte> to) const {
  if (libzip().fread(file, to.data(), to.size()) == static_cast<zip_int64_t>(to.size())) return;
  fail_damaged(entry);
}

void ZipArchive::Implementation::fail_damaged(std::size_t entry) const {
  fail_model(name, fmt::format("entry {} is damaged", in_quotes(entries[entry].name)));
}

ZipArchive::ZipArchive(std::span<const std::byte> bytes, std::string name)
    : implementation_(std::make_unique<Implementation>(bytes, std::move(name))) {
  implementation_->list_entries();
}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

const std::vector<ZipEntry>& ZipArchive::entries() const { return implementation_->entries; }

std::optional<std::span<const std::byte>> ZipArchive::stored_bytes(std::size_t entry) const {
  const Implementation& zip = *implementation_;
  VITVIZ_CHECK(entry < zip.entries.size());
  if (!zip.is_stored[entry]) return std::nullopt;
  const std::uint64_t size = zip.entries[entry].size;
  if (size == 0) return zip.bytes.first(0);

  // The place where libzip reads the first bytes; the bytes prove that it is.
  const std::lock_guard lock(zip.mutex);
  const OpenFile file = zip.open(entry, ZIP_FL_COMPRESSED);
  std::array<std::byte, 16> some = {};
  const std::span first = std::span(some).first(std::min<std::size_t>(size, some.size()));
  zip.read(entry, file.get(), first);
  const std::uint64_t begin = zip.source.last_read();
  if (begin > zip.bytes.size() || size > zip.bytes.size() - begin) {
    fail_truncated(zip.name, zip.bytes.size(), begin + size);
  }
  VITVIZ_CHECK(std::equal(first.begin(), first.end(), zip.bytes.data() + begin));
  return zip.bytes.subspan(begin, size);
}

void ZipArchive::check_stored(std::size_t entry, std::span<const std::byte> stored) const {
  const Implementation& zip = *implementation_;
  const zip_stat_t stat = [&] {
    const std::lock_guard lock(zip.mutex);
    return stat_of(zip.archive.get(), entry, zip.name);
  }();
  if ((stat.valid & ZIP_STAT_CRC) != 0 && crc32(0, stored) != stat.crc) {
    zip.fail_damaged(entry);
  }
}

std::vector<std::byte> ZipArchive::unpack(std::size_t entry) const {
  const std::lock_guard lock(implementation_->mutex);
  const OpenFile file = implementation_->open(entry, /*flags=*/0);
  std::vector<std::byte> bytes(implementation_->entries[entry].size);
  implementation_->read(entry, file.get(), bytes);
  // Reading on to the end of the entry is what checks length and checksum.
  std::byte beyond{};
  if (libzip().fread(file.get(), &beyond, 1) != 0) implementation_->fail_damaged(entry);
  return bytes;
}

std::vector<std::byte> ZipArchive::unpack_start(std::size_t entry, std::size_t count) const {
  const std::lock_guard lock(implementation_->mutex);
  const OpenFile file = implementation_->open(entry, /*flags=*/0);
  std::vector<std::byte> bytes(
      std::min<std::uint64_t>(implementation_->entries[entry].size, count));
  implementation_->read(entry, file.get(), bytes);
  return bytes;
}

}  // namespace vitviz::io
