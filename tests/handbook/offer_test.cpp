// SPDX-License-Identifier: Apache-2.0
#include "handbook/offer.h"

#include <doctest/doctest.h>

namespace vitviz::handbook {
namespace {

using Kind = Offer::Kind;
using Words = std::vector<std::string>;

Offer offer(const std::string& name, const std::string& type, Words offers = {}) {
  return offer_of(options::OptionWords{
      .long_name = name, .type = type, .help = "", .offers = std::move(offers)});
}

TEST_CASE("names of a table are words, or a list of them") {
  CHECK(offer("map", "NAME", {"attention", "norm"}).kind == Kind::kWords);
  CHECK(offer("map", "NAME", {"attention", "norm"}).words == Words{"attention", "norm"});
  CHECK(offer("view", "LIST", {"heat", "none"}).kind == Kind::kList);
}

TEST_CASE("what a type writes small is a word, beside other names and once") {
  CHECK(offer("head", "N|mean|all").words == Words{"mean", "all"});
  CHECK(offer("block", "N|all", {"-1", "0"}).words == Words{"-1", "0", "all"});
  CHECK(offer("blocks", "all|LIST", {"0", "all"}).words == Words{"0", "all"});
  CHECK(offer("blocks", "all|LIST", {"0", "all"}).kind == Kind::kList);
  CHECK(offer("size", "N|HxW|native").words == Words{"native"});
  CHECK(offer("range", "LO,HI|own|share").words == Words{"own", "share"});
}

TEST_CASE("files, folders and models are told by what an option takes") {
  CHECK(offer("model", "FILE").kind == Kind::kModels);
  CHECK(offer("table", "FILE").kind == Kind::kFiles);
  CHECK(offer("from-file", "LIST").kind == Kind::kFiles);
  CHECK(offer("out", "DIR").kind == Kind::kFolders);
  CHECK(offer("keep", "SHARE").kind == Kind::kNothing);
}

TEST_CASE("an argument is a file, a model or one of its words") {
  const auto argument = [](const std::string& name, Words offers = {}) {
    return offer_of(options::ArgumentWords{
        .name = name, .type = name, .help = "", .offers = std::move(offers)});
  };
  CHECK(argument("INPUT").kind == Kind::kFiles);
  CHECK(argument("MODEL").kind == Kind::kModels);
  CHECK(argument("SHELL", {"bash"}).words == Words{"bash"});
}

}  // namespace
}  // namespace vitviz::handbook
