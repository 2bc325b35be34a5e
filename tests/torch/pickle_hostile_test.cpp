// SPDX-License-Identifier: Apache-2.0
// Pickles that take what is not there, claim what they have not, or are made to fill the memory.
#include <string>

#include <doctest/doctest.h>

#include "support/pickle_bytes.h"
#include "support/thrown_error.h"
#include "torch/pickle.h"

namespace vitviz::torch {
namespace {

using namespace std::string_literals;
using test::contains;
using test::pickle_refusal;

TEST_CASE("a pickle truncated at any length is refused") {
  const std::string whole = test::pickle(
      test::dict({test::text("a"), test::tensor(test::storage("FloatStorage", "0", 4), 0, {4}, {1}),
                  test::text("b"), test::object(test::global("x", "Y"), "}")}));
  CHECK(pickle_refusal(whole) == "accepted");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK(pickle_refusal(whole.substr(0, length)) != "accepted");
  }
}

TEST_CASE("opcodes that are none, or that fetch from elsewhere, are refused by number") {
  CHECK(pickle_refusal("\xff.") == "has the unknown opcode 0xFF");
  CHECK(pickle_refusal("P0\n.") == "has the unknown opcode 0x50");
  CHECK(pickle_refusal("\x82\x01.") == "has the unknown opcode 0x82");
  CHECK(pickle_refusal("\x97.") == "has the unknown opcode 0x97");
}

TEST_CASE("every opcode refuses an empty stack") {
  for (int code = 0; code < 256; ++code) {
    CAPTURE(code);
    const std::string alone = {static_cast<char>(code), '.'};
    const std::string verdict = pickle_refusal(alone);
    const bool pushes_alone = contains("N])}(\x88\x89\x8f", std::string(1, alone[0])) && code != 0;
    CHECK((verdict == "accepted") == (pushes_alone && code != '('));
  }
}

TEST_CASE("nothing is taken from below a mark") {
  CHECK(pickle_refusal("N(0.") == "accepted");
  CHECK(pickle_refusal("N(\x85.") == "takes a value that is not there");
  CHECK(pickle_refusal("N(.") == "takes a value that is not there");
  CHECK(pickle_refusal("Nt.") == "refers to a mark that is not there");
}

TEST_CASE("values go only into what can hold them") {
  CHECK(pickle_refusal("NNa.") == "appends to what is no list");
  CHECK(pickle_refusal("N(Ne.") == "appends to what is no list");
  CHECK(pickle_refusal("]NNs.") == "sets an item of what is no dict");
  CHECK(pickle_refusal("}(Nu.") == "has a key without a value");
  CHECK(pickle_refusal("(Nd.") == "has a key without a value");
  CHECK(pickle_refusal("(o.") == "constructs an object without a class");
  CHECK(pickle_refusal("NN\x93.") == "names a class by what is no text");
}

TEST_CASE("lines that are no numbers are refused") {
  CHECK(pickle_refusal("Ixyz\n.") == "has an integer that is none");
  CHECK(pickle_refusal("L\n.") == "has an integer that is none");
  CHECK(pickle_refusal("F1.5x\n.") == "has a number that is none");
  CHECK(pickle_refusal("Sabc'\n.") == "has a text without quotes");
  CHECK(pickle_refusal("Nq\x01h\x02.") == "refers to a value that is not there");
  CHECK(pickle_refusal("Np-1\n.") == "has an index that is no number");
  CHECK(pickle_refusal("I12") == "ends within a line");
}

TEST_CASE("lengths are compared with the file before anything else") {
  CHECK(contains(pickle_refusal("X\xff\xff\xff\xff"
                                "abc."),
                 "the file ends after 9 of "));
  CHECK(contains(pickle_refusal("\x8d\xff\xff\xff\xff\xff\xff\xff\xff"
                                "abc."),
                 "the file ends after 13 of "));
  CHECK(contains(pickle_refusal("\x8b\xff\xff\xff\x7f."), "the file ends after "));
}

TEST_CASE("a memo index beyond all values takes no memory") {
  CHECK(pickle_refusal("Nr\xff\xff\xff\xff.") == "numbers its values beyond their count");
  CHECK(pickle_refusal("Np18446744073709551615\n.") == "numbers its values beyond their count");
}

TEST_CASE("values and references are counted together") {
  const std::string many(torch::kMaxPickleValues / 2, 'N');
  CHECK(pickle_refusal(many + ".") == "accepted");
  CHECK(contains(pickle_refusal(many + "N."), "has more than 1048576 values"));
  CHECK(contains(pickle_refusal("N"s + std::string(torch::kMaxPickleValues, '2') + "."),
                 "has more than"));
  CHECK(contains(pickle_refusal(std::string(torch::kMaxPickleValues + 1, '(')), "has more than"));
}

TEST_CASE("a list of pairs made a dict again and again is counted, too") {
  const std::string pairs = test::list(test::Pieces(1000, "NN\x86"));
  std::string bytes = test::global("collections", "OrderedDict") + test::put(0) + "0" + "("s +
                      pairs + "t" + test::put(1);
  for (int i = 0; i < 2000; ++i) bytes += test::get(0) + test::get(1) + "R0";
  CHECK(contains(pickle_refusal(bytes + "."), "has more than"));
}

TEST_CASE("nesting as deep as the file is long is read, and freed, without recursion") {
  const std::string deep(200'000, ']');
  CHECK(pickle_refusal(deep + std::string(deep.size() - 1, 'a') + ".") == "accepted");
}

}  // namespace
}  // namespace vitviz::torch
