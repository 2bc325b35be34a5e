// SPDX-License-Identifier: Apache-2.0
// Python's pickles, read as data: a pickle is a program for a small stack machine that may call any
// function of Python; here nothing is ever called. What a program would import, call or construct
// becomes an object that only says so.
//
// Format: the opcodes of https://docs.python.org/3/library/pickletools.html, protocols 0 to 5.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "io/byte_cursor.h"

namespace vitviz::torch {

// Values a pickle may make and references it may take to them, together. Each takes at most 64
// bytes of memory and the whole thus 64 MiB; a checkpoint of 10,000 tensors needs a third of it.
inline constexpr std::size_t kMaxPickleValues = 1 << 20;

// What a file of so many bytes may have: a longer one may hold longer records of its training.
[[nodiscard]] constexpr std::size_t max_pickle_values(std::size_t file_bytes) {
  return kMaxPickleValues + file_bytes / 64;
}

enum class PickleKind : std::uint8_t {
  kNone,
  kBool,
  kInteger,
  kBigInteger,  // beyond 64 bits: its digits or bytes as the pickle has them
  kReal,
  kText,  // not checked to be UTF-8
  kBytes,
  kTuple,
  kList,        // a set as well
  kDict,        // key, value, key, value, …; a key may come again, and then the last one counts
  kClass,       // module, name: whatever a pickle imports, a function as well
  kObject,      // class, arguments, state or null, then key, value, … put into it as into a dict
  kPersistent,  // the id of something outside the pickle
};

// One value. Those inside it are only pointed at: one may be part of several, or of itself.
struct PickleValue {
  using Items = std::vector<const PickleValue*>;

  PickleKind kind = PickleKind::kNone;
  std::variant<std::monostate, bool, std::int64_t, double, std::string_view, Items> content;

  [[nodiscard]] bool is(PickleKind other) const { return kind == other; }
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  [[nodiscard]] std::optional<std::string_view> text() const;
  // What a tuple, a list, … consists of; nothing for a number or a text.
  [[nodiscard]] const Items& items() const;
};

// A class named by its module and its own name.
struct PickleClass {
  std::string_view module;
  std::string_view name;
};

// The class of an object, or the one that the value is; two empty names for anything else.
[[nodiscard]] PickleClass class_of(const PickleValue& value);

// The value of a dict under a text, or null.
[[nodiscard]] const PickleValue* find_item(const PickleValue& dict, std::string_view key);

struct Pickle {
  std::deque<PickleValue> values;              // every one there is; texts lie in the bytes read
  std::vector<const PickleValue*> persistent;  // those of this kind
  const PickleValue* root = nullptr;
};

// Reads one pickle, up to and with its STOP. `name` stands for the file in messages.
// Throws Error(kModel) for anything that Python would not read either, and beyond `max_values`.
[[nodiscard]] Pickle parse_pickle(io::ByteCursor& cursor, std::string_view name,
                                  std::size_t max_values = kMaxPickleValues);

}  // namespace vitviz::torch
