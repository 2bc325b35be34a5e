// SPDX-License-Identifier: Apache-2.0
#include "io/zip_source.h"

#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "support/bytes_of.h"

namespace vitviz::io {
namespace {

struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using OpenSource = std::unique_ptr<zip_source_t, FreeSource>;

OpenSource opened(ZipSource& source) {
  OpenSource created(source.create(nullptr));
  REQUIRE(created != nullptr);
  REQUIRE(zip_source_open(created.get()) == 0);
  return created;
}

// The next bytes, at most `count`; "failed" where reading fails.
std::string read(const OpenSource& source, std::size_t count) {
  std::string bytes(count, '\0');
  const zip_int64_t got = zip_source_read(source.get(), bytes.data(), count);
  if (got < 0) return "failed";
  bytes.resize(static_cast<std::size_t>(got));
  return bytes;
}

TEST_CASE("a source reads on from where it is, and no further than the end") {
  const auto bytes = test::bytes_of("0123456789");
  ZipSource source(bytes);
  const OpenSource reader = opened(source);
  CHECK(read(reader, 4) == "0123");
  CHECK(source.last_read() == 0);
  CHECK(read(reader, 4) == "4567");
  CHECK(source.last_read() == 4);
  CHECK(zip_source_tell(reader.get()) == 8);
  CHECK(read(reader, 4) == "89");
  CHECK(read(reader, 4).empty());
  CHECK_FALSE(source.limit_reached());
}

TEST_CASE("a source goes to any place of its bytes, and to no other") {
  const auto bytes = test::bytes_of("0123456789");
  ZipSource source(bytes);
  const OpenSource reader = opened(source);
  CHECK(zip_source_seek(reader.get(), 7, SEEK_SET) == 0);
  CHECK(read(reader, 2) == "78");
  CHECK(source.last_read() == 7);
  CHECK(zip_source_seek(reader.get(), -4, SEEK_CUR) == 0);
  CHECK(read(reader, 1) == "5");
  CHECK(zip_source_seek(reader.get(), -1, SEEK_END) == 0);
  CHECK(read(reader, 5) == "9");
  CHECK(zip_source_seek(reader.get(), 11, SEEK_SET) != 0);
  CHECK(zip_source_seek(reader.get(), -11, SEEK_END) != 0);
}

TEST_CASE("a source tells its size") {
  const auto bytes = test::bytes_of("0123456789");
  ZipSource source(bytes);
  const OpenSource reader = opened(source);
  zip_stat_t stat;
  REQUIRE(zip_source_stat(reader.get(), &stat) == 0);
  CHECK((stat.valid & ZIP_STAT_SIZE) != 0);
  CHECK(stat.size == 10);
}

TEST_CASE("a source fails once as many bytes were read as are allowed") {
  const auto bytes = test::bytes_of("0123456789");
  ZipSource source(bytes);
  const OpenSource reader = opened(source);
  source.limit_reading(6);
  CHECK(read(reader, 4) == "0123");
  CHECK_FALSE(source.limit_reached());
  CHECK(read(reader, 4) == "failed");
  CHECK(source.limit_reached());
  CHECK(zip_error_code_zip(zip_source_error(reader.get())) == ZIP_ER_READ);
}

TEST_CASE("a source is not written to") {
  const auto bytes = test::bytes_of("0123456789");
  ZipSource source(bytes);
  const OpenSource reader = opened(source);
  CHECK(zip_source_begin_write(reader.get()) < 0);
}

}  // namespace
}  // namespace vitviz::io
