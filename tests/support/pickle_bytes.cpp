// SPDX-License-Identifier: Apache-2.0
#include "support/pickle_bytes.h"

#include <bit>
#include <span>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

std::string joined(const Pieces& pieces) {
  std::string all;
  for (const std::string& piece : pieces) all += piece;
  return all;
}

}  // namespace

std::string text(std::string_view value) {
  return fmt::format("X{}{}", little_endian(value.size(), 4), value);
}

std::string integer(std::int64_t value) {
  return fmt::format("\x8a\x08{}", little_endian(std::bit_cast<std::uint64_t>(value), 8));
}

std::string tuple(const Pieces& items) { return fmt::format("({}t", joined(items)); }
std::string list(const Pieces& items) { return fmt::format("]({}e", joined(items)); }
std::string dict(const Pieces& keys_and_values) {
  return fmt::format("}}({}u", joined(keys_and_values));
}

std::string counts(const std::vector<std::int64_t>& values) {
  Pieces pieces;
  for (const std::int64_t value : values) pieces.push_back(integer(value));
  return tuple(pieces);
}

std::string put(std::uint32_t index) { return fmt::format("r{}", little_endian(index, 4)); }
std::string get(std::uint32_t index) { return fmt::format("j{}", little_endian(index, 4)); }

std::string global(std::string_view module, std::string_view name) {
  return fmt::format("c{}\n{}\n", module, name);
}

std::string call(const std::string& function, const Pieces& arguments) {
  return function + tuple(arguments) + "R";
}

std::string object(const std::string& type, const std::string& state) {
  return type + ")\x81" + state + "b";
}

std::string storage(std::string_view type, std::string_view key, std::int64_t count) {
  return tuple({text("storage"), global("torch", type), text(key), text("cpu"), integer(count)}) +
         "Q";
}

std::string tensor(const std::string& storage, std::int64_t offset,
                   const std::vector<std::int64_t>& shape,
                   const std::vector<std::int64_t>& strides) {
  return call(global("torch._utils", "_rebuild_tensor_v2"),
              {storage, integer(offset), counts(shape), counts(strides), "\x89", "N"});
}

std::string pickle(const std::string& value) { return fmt::format("\x80\x02{}.", value); }

torch::Pickle parsed(std::string_view bytes) {
  io::ByteCursor cursor(std::as_bytes(std::span(bytes)), "file");
  return torch::parse_pickle(cursor, "file");
}

std::string pickle_refusal(std::string_view bytes) {
  const std::string own(bytes);  // as long as it is, for the sanitizers
  const auto error = error_of([&] { static_cast<void>(parsed(own)); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kModel);
  CHECK_FALSE(error->hint().empty());
  const std::string message = error->what();
  const std::string_view prefix = "file: its pickle ";
  return message.starts_with(prefix) ? message.substr(prefix.size()) : message;
}

}  // namespace vitviz::test
