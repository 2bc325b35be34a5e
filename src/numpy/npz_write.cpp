// SPDX-License-Identifier: Apache-2.0
#include "numpy/npz_write.h"

#include <memory>
#include <new>

#include "base/check.h"
#include "io/zip_library.h"

namespace vitviz::numpy {
namespace {

// In memory, libzip fails for want of memory only.
template <typename Pointer>
Pointer* require(Pointer* pointer) {
  if (pointer == nullptr) throw std::bad_alloc();
  return pointer;
}

void require(bool success) {
  if (!success) throw std::bad_alloc();
}

// DOS's first day, at midnight: the same numbers make the same file at any time.
constexpr zip_uint16_t kNoTime = 0;
constexpr zip_uint16_t kFirstDay = (1U << 5U) | 1U;

void add(zip_t* archive, const NpzArray& array) {
  zip_source_t* source =
      require(io::libzip().source_buffer(archive, array.npy.data(), array.npy.size(), /*freep=*/0));
  const zip_int64_t entry =
      io::libzip().file_add(archive, (array.name + ".npy").c_str(), source, ZIP_FL_ENC_UTF_8);
  if (entry < 0) io::libzip().source_free(source);
  VITVIZ_CHECK(entry >= 0);  // no two arrays have one name
  const auto index = static_cast<zip_uint64_t>(entry);
  require(io::libzip().set_file_compression(archive, index, ZIP_CM_STORE, 0) == 0);
  require(io::libzip().file_set_dostime(archive, index, kNoTime, kFirstDay, 0) == 0);
}

struct FreeSource {
  void operator()(zip_source_t* source) const { io::libzip().source_free(source); }
};
struct Discard {
  void operator()(zip_t* archive) const { io::libzip().discard(archive); }
};
using OwnedSource = std::unique_ptr<zip_source_t, FreeSource>;
using OwnedArchive = std::unique_ptr<zip_t, Discard>;

std::vector<std::byte> bytes_of(zip_source_t* source) {
  zip_stat_t stat;
  io::libzip().stat_init(&stat);
  require(io::libzip().source_stat(source, &stat) == 0 && io::libzip().source_open(source) == 0);
  std::vector<std::byte> bytes(stat.size);
  const zip_int64_t read = io::libzip().source_read(source, bytes.data(), bytes.size());
  io::libzip().source_close(source);
  require(read == static_cast<zip_int64_t>(bytes.size()));
  return bytes;
}

}  // namespace

std::vector<std::byte> encode_npz(std::span<const NpzArray> arrays) {
  VITVIZ_CHECK(!arrays.empty());
  io::require_libzip(base::ErrorCode::kOutput, ".npz");
  const OwnedSource result(require(io::libzip().source_buffer_create(nullptr, 0, 0, nullptr)));
  io::libzip().source_keep(result.get());  // the archive owns it as well
  zip_t* opened = io::libzip().open_from_source(result.get(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  if (opened == nullptr) io::libzip().source_free(result.get());
  OwnedArchive archive(require(opened));
  for (const NpzArray& array : arrays) add(archive.get(), array);
  require(io::libzip().close(archive.get()) == 0);
  (void)archive.release();  // io::libzip().close() freed it
  return bytes_of(result.get());
}

}  // namespace vitviz::numpy
