// SPDX-License-Identifier: Apache-2.0
// What each opcode of a pickle does, in the order and with the names of Python's pickletools.
#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "torch/pickle_machine.h"
#include "torch/pickle_reader.h"

namespace vitviz::torch {
namespace {

using R = PickleReader;
using Kind = PickleKind;
using Items = PickleValue::Items;
using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;

constexpr unsigned char kStop = '.';

struct Opcode {
  unsigned char code;
  void (*action)(PickleReader&);
};

// Not there: PERSID, whose ids are no storages; EXT1, EXT2, EXT4, whose classes are registered
// elsewhere; NEXT_BUFFER, whose bytes are elsewhere. torch.save() writes none of them.
// clang-format off: it would not let a row be a line
constexpr Opcode kOpcodes[] = {
    // Numbers
    {'I', [](R& r) { r.push_integer_line(); }},                            // INT
    {'J', [](R& r) { r.push_int32(); }},                                   // BININT
    {'K', [](R& r) { r.push_unsigned(r.take<u8>()); }},                    // BININT1
    {'M', [](R& r) { r.push_unsigned(r.take<u16>()); }},                   // BININT2
    {'L', [](R& r) { r.push_long_line(); }},                               // LONG
    {0x8A, [](R& r) { r.push_long(r.take_counted<u8>()); }},               // LONG1
    {0x8B, [](R& r) { r.push_long(r.take_counted<u32>()); }},              // LONG4
    {'N', [](R& r) { r.machine().push_none(); }},                          // NONE
    {0x88, [](R& r) { r.machine().push(Kind::kBool, true); }},             // NEWTRUE
    {0x89, [](R& r) { r.machine().push(Kind::kBool, false); }},            // NEWFALSE
    {'F', [](R& r) { r.push_real_line(); }},                               // FLOAT
    {'G', [](R& r) { r.push_big_endian_real(); }},                         // BINFLOAT
    // Texts and bytes; what Python 2 called a string is a text, as keys of its checkpoints are
    {'S', [](R& r) { r.push_quoted_line(); }},                             // STRING
    {'T', [](R& r) { r.machine().push(Kind::kText, r.take_counted<u32>()); }}, // BINSTRING
    {'U', [](R& r) { r.machine().push(Kind::kText, r.take_counted<u8>()); }}, // SHORT_BINSTRING
    {'B', [](R& r) { r.machine().push(Kind::kBytes, r.take_counted<u32>()); }}, // BINBYTES
    {'C', [](R& r) { r.machine().push(Kind::kBytes, r.take_counted<u8>()); }}, // SHORT_BINBYTES
    {0x8E, [](R& r) { r.machine().push(Kind::kBytes, r.take_counted<u64>()); }}, // BINBYTES8
    {0x96, [](R& r) { r.machine().push(Kind::kBytes, r.take_counted<u64>()); }}, // BYTEARRAY8
    {'V', [](R& r) { r.machine().push(Kind::kText, r.take_line()); }},     // UNICODE
    {0x8C, [](R& r) { r.machine().push(Kind::kText, r.take_counted<u8>()); }}, // SHORT_BINUNICODE
    {'X', [](R& r) { r.machine().push(Kind::kText, r.take_counted<u32>()); }}, // BINUNICODE
    {0x8D, [](R& r) { r.machine().push(Kind::kText, r.take_counted<u64>()); }}, // BINUNICODE8
    // Containers
    {']', [](R& r) { r.machine().push(Kind::kList, Items()); }},           // EMPTY_LIST
    {'a', [](R& r) { r.machine().append(); }},                             // APPEND
    {'e', [](R& r) { r.machine().append_marked(); }},                      // APPENDS
    {'l', [](R& r) { r.machine().push_marked(Kind::kList); }},             // LIST
    {')', [](R& r) { r.machine().push_tuple(0); }},                        // EMPTY_TUPLE
    {'t', [](R& r) { r.machine().push_marked(Kind::kTuple); }},            // TUPLE
    {0x85, [](R& r) { r.machine().push_tuple(1); }},                       // TUPLE1
    {0x86, [](R& r) { r.machine().push_tuple(2); }},                       // TUPLE2
    {0x87, [](R& r) { r.machine().push_tuple(3); }},                       // TUPLE3
    {'}', [](R& r) { r.machine().push(Kind::kDict, Items()); }},           // EMPTY_DICT
    {'d', [](R& r) { r.machine().push_marked(Kind::kDict); }},             // DICT
    {'s', [](R& r) { r.machine().set_item(); }},                           // SETITEM
    {'u', [](R& r) { r.machine().set_marked_items(); }},                   // SETITEMS
    {0x8F, [](R& r) { r.machine().push(Kind::kList, Items()); }},          // EMPTY_SET
    {0x90, [](R& r) { r.machine().append_marked(); }},                     // ADDITEMS
    {0x91, [](R& r) { r.machine().push_marked(Kind::kList); }},            // FROZENSET
    // The stack and the memo
    {'0', [](R& r) { r.machine().pop(); }},                                // POP
    {'2', [](R& r) { r.machine().duplicate(); }},                          // DUP
    {'(', [](R& r) { r.machine().mark(); }},                               // MARK
    {'1', [](R& r) { r.machine().pop_to_mark(); }},                        // POP_MARK
    {'g', [](R& r) { r.machine().recall(r.take_index()); }},               // GET
    {'h', [](R& r) { r.machine().recall(r.take<u8>()); }},                 // BINGET
    {'j', [](R& r) { r.machine().recall(r.take<u32>()); }},                // LONG_BINGET
    {'p', [](R& r) { r.machine().memoize(r.take_index()); }},              // PUT
    {'q', [](R& r) { r.machine().memoize(r.take<u8>()); }},                // BINPUT
    {'r', [](R& r) { r.machine().memoize(r.take<u32>()); }},               // LONG_BINPUT
    {0x94, [](R& r) { r.machine().memoize_next(); }},                      // MEMOIZE
    // Classes and objects
    {'c', [](R& r) { r.push_class_lines(); }},                             // GLOBAL
    {0x93, [](R& r) { r.machine().name_class(); }},                        // STACK_GLOBAL
    {'R', [](R& r) { r.machine().call(); }},                               // REDUCE
    {'b', [](R& r) { r.machine().set_state(); }},                          // BUILD
    {'i', [](R& r) { r.push_class_lines(); r.machine().construct_named(); }}, // INST
    {'o', [](R& r) { r.machine().construct_marked(); }},                   // OBJ
    {0x81, [](R& r) { r.machine().call(); }},                              // NEWOBJ
    {0x92, [](R& r) { r.machine().construct_with_keywords(); }},           // NEWOBJ_EX
    {'Q', [](R& r) { r.machine().load_persistent(); }},                    // BINPERSID
    // What only frames the others
    {0x80, [](R& r) { r.take<u8>(); }},                                    // PROTO
    {0x95, [](R& r) { r.take<u64>(); }},                                   // FRAME
};
// clang-format on

using Action = void (*)(PickleReader&);

constexpr std::array<Action, 256> actions_by_code() {
  std::array<Action, 256> actions{};
  for (const Opcode& opcode : kOpcodes) actions[opcode.code] = opcode.action;
  return actions;
}

constexpr std::array<Action, 256> kActions = actions_by_code();

}  // namespace

Pickle parse_pickle(io::ByteCursor& cursor, std::string_view name, std::size_t max_values) {
  PickleMachine machine(name, max_values);
  PickleReader reader(cursor, machine);
  for (;;) {
    const auto code = cursor.take<std::uint8_t>();
    if (code == kStop) return machine.finish();
    if (kActions[code] == nullptr) {
      machine.fail(fmt::format("has the unknown opcode 0x{:02X}", code));
    }
    kActions[code](reader);
  }
}

}  // namespace vitviz::torch
