// SPDX-License-Identifier: Apache-2.0
// PyTorch's files cut short or changed. The fuzzer's seeds, good and bad, are replayed as well.
#include <filesystem>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/npy_reader.h"
#include "support/pickle_bytes.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"
#include "torch/pytorch.h"

namespace vitviz::torch {
namespace {

using test::contains;
using Parse = io::Checkpoint (*)(std::span<const std::byte>, std::string);

std::string refusal(Parse parse, std::span<const std::byte> bytes) {
  const auto error = test::error_of([&] { static_cast<void>(parse(bytes, "file")); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kModel);
  CHECK_FALSE(error->hint().empty());
  return error->what();
}

void check_truncations(Parse parse, const char* name) {
  const auto whole = test::read_bytes(test::reference(name));
  CHECK(refusal(parse, whole) == "accepted");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    // A copy of exactly this length, so that the sanitizers see any step beyond it.
    const std::vector<std::byte> part(whole.begin(),
                                      whole.begin() + static_cast<std::ptrdiff_t>(length));
    CAPTURE(length);
    CHECK(contains(refusal(parse, part), "file: "));
  }
}

TEST_CASE("PyTorch's files truncated at any length are refused") {
  check_truncations(torch::parse_pytorch_zip, "pytorch/views.pth");
  check_truncations(torch::parse_pytorch_legacy, "pytorch/views_legacy.pth");
  check_truncations(torch::parse_pytorch_legacy, "pytorch/training_legacy.pth");
}

// What is said of the file with one bit of that byte changed.
std::string refusal_of_changed(std::vector<std::byte> file, std::size_t place, int bit) {
  file[place] ^= static_cast<std::byte>(1 << bit);
  return refusal(torch::parse_pytorch_legacy, file);
}

TEST_CASE(
    "a file with any one byte changed is refused by name, or read where only numbers changed") {
  const auto file = test::read_bytes(test::reference("pytorch/views_legacy.pth"));
  constexpr std::size_t kMagic = 15;            // the first pickle
  constexpr std::size_t kProtocol = 1;          // its number, which says nothing that is needed
  constexpr std::size_t kLastNumbers = 24 * 4;  // the second storage, at the end of the file
  for (std::size_t place = 0; place < file.size(); ++place) {
    for (const int bit : {0, 3, 7}) {
      CAPTURE(place);
      CAPTURE(bit);
      const std::string verdict = refusal_of_changed(file, place, bit);
      CHECK((verdict == "accepted" || contains(verdict, "file")));
      if (place < kMagic && place != kProtocol) CHECK(verdict != "accepted");
      if (place >= file.size() - kLastNumbers) CHECK(verdict == "accepted");
    }
  }
}

// A legacy file of one storage "0" of four floats, of which the parts can be wrong.
struct Legacy {
  std::string magic = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
  std::string version = test::integer(1001);
  std::string system = test::dict({test::text("little_endian"), "\x88"});
  std::string object = test::dict(
      {test::text("w"), test::tensor(test::storage("FloatStorage", "0", 4), 0, {4}, {1})});
  std::string keys = test::list({test::text("0")});
  std::string storages = test::little_endian(4, 8) + std::string(16, 'x');

  [[nodiscard]] std::string verdict() const {
    std::string bytes;
    for (const auto& part : {magic, version, system, object, keys}) bytes += test::pickle(part);
    bytes += storages;
    return refusal(torch::parse_pytorch_legacy, std::as_bytes(std::span(bytes)));
  }
};

TEST_CASE("each part of a legacy file is checked") {
  CHECK(Legacy{}.verdict() == "accepted");
  CHECK(Legacy{.magic = "N"}.verdict() == "file: is a pickle, but none of PyTorch's");
  CHECK(Legacy{.version = test::integer(1002)}.verdict() == "file: its version is not 1001");
  CHECK(Legacy{.system = test::dict({test::text("little_endian"), "\x89"})}.verdict() ==
        "file: its numbers are big-endian");
  CHECK(Legacy{.keys = test::list({test::text("1")})}.verdict() ==
        "file: it has a storage of a type that no weights have");
  CHECK(Legacy{.keys = "]"}.verdict() == "file: storage '0' is missing");
  CHECK(Legacy{.storages = test::little_endian(3, 8) + std::string(16, 'x')}.verdict() ==
        "file: storage '0' has 3 elements, expected 4");
}

TEST_CASE("a storage of 2^63 elements does not wrap around to a short one") {
  const auto many = test::storage("DoubleStorage", "0", INT64_MAX);
  const Legacy file{.object = test::dict({test::text("w"), test::tensor(many, 0, {1}, {1})}),
                    .storages = test::little_endian(INT64_MAX, 8) + std::string(16, 'x')};
  CHECK(contains(file.verdict(), "the file ends after "));
}

TEST_CASE("the fuzzer's seeds are read or refused as their names say") {
  const std::filesystem::path corpus = VITVIZ_CORPUS_ROOT;
  int good = 0;
  int bad = 0;
  for (const char* folder : {"pytorch", "pytorch_legacy"}) {
    const Parse parse =
        folder == std::string("pytorch") ? torch::parse_pytorch_zip : torch::parse_pytorch_legacy;
    for (const auto& entry : std::filesystem::directory_iterator(corpus / folder)) {
      const std::string name = entry.path().filename().string();
      CAPTURE(name);
      const std::string verdict = refusal(parse, test::read_bytes(entry.path()));
      const bool is_good = name.find("good_") == 0;
      CHECK((verdict == "accepted") == is_good);
      ++(is_good ? good : bad);
    }
  }
  CHECK(good >= 4);
  CHECK(bad >= 8);
}

}  // namespace
}  // namespace vitviz::torch
