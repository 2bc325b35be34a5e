// SPDX-License-Identifier: Apache-2.0
#include "manifest/records.h"

#include <doctest/doctest.h>

namespace vitviz::manifest {
namespace {

RunConditions conditions() {
  return {.version = "1.0",
          .model = "9c1e",
          .precision = "f32",
          .options = {{"--size", "480"}, {"--view", "mask"}},
          .common = ""};
}

TEST_CASE("records come back from their lines") {
  const auto back = [](const Record& record) {
    const std::string line = line_of(record);
    CHECK(line.find('\n') == line.size() - 1);
    return record_of(line).value();
  };
  const auto run = std::get<RunRecord>(back(RunRecord{.conditions = conditions(),
                                                      .process = 17,
                                                      .photos = 3,
                                                      .all_photos = 9,
                                                      .places = 90,
                                                      .shard = inputs::Shard{1, 4}}));
  CHECK(run.conditions == conditions());
  CHECK(run.process == 17);
  CHECK(run.all_photos == 9);
  CHECK(run.places == 90);
  CHECK(run.shard == inputs::Shard{1, 4});

  const auto begun = std::get<BegunRecord>(back(BegunRecord{"/a/b.jpg", {"b.mask.png", "\xFF"}}));
  CHECK(begun.photo == "/a/b.jpg");
  CHECK(begun.files == std::vector<std::filesystem::path>{"b.mask.png", "\xFF"});

  const auto done = std::get<DoneRecord>(
      back(DoneRecord{"/a/b.jpg", 5, "id", "10 20", {{"b.mask.png", 913}}, R"({"coco":[1]})"}));
  CHECK(done.at == 5);
  CHECK(done.stamp == "10 20");
  REQUIRE(done.files.size() == 1);
  CHECK(done.files[0].path == "b.mask.png");
  CHECK(done.files[0].bytes == 913);
  CHECK(done.kept == R"({"coco":[1]})");
  CHECK(done.listed.empty());
  const DoneRecord listed{"/a/b.jpg", 5, "id", "10 20", {}, {}, "a/\xFF.jpg"};
  CHECK(std::get<DoneRecord>(back(listed)).listed == "a/\xFF.jpg");

  const auto failed =
      std::get<FailedRecord>(back(FailedRecord{"/a/c.jpg", 6, "id", "\xFF broken"}));
  CHECK(failed.photo == "/a/c.jpg");
}

TEST_CASE("a line that was cut off, or is something else, is no record") {
  const std::string line = line_of(DoneRecord{"/a/b.jpg", 5, "id", "10 20", {{"b.png", 1}}});
  for (std::size_t size = 0; size + 1 < line.size(); ++size) {
    CHECK_FALSE(record_of(line.substr(0, size)));
  }
  for (const char* text : {"", "null", "[]", "7", R"({"done": 7})", R"({"done": "a", "at": "b"})",
                           R"({"run": "x", "options": []})", R"({"begun": "a", "files": [1]})"}) {
    CAPTURE(text);
    CHECK_FALSE(record_of(text));
  }
}

TEST_CASE("conditions are told apart by everything in them") {
  const auto changed = [](auto change) {
    RunConditions other = conditions();
    change(other);
    CHECK(id_of(other) != id_of(conditions()));
    return differences(conditions(), other);
  };
  using Texts = std::vector<std::string>;
  CHECK(id_of(conditions()) == id_of(conditions()));
  CHECK(changed([](auto& c) { c.options["--size"] = "224"; }) ==
        Texts{"--size was 480 and is 224"});
  CHECK(changed([](auto& c) { c.options.erase("--size"); }) ==
        Texts{"--size was 480 and is not given"});
  CHECK(changed([](auto& c) { c.options["--boxes"] = ""; }) ==
        Texts{"--boxes was not given and is given"});
  CHECK(changed([](auto& c) { c.model = "x"; }) == Texts{"another model"});
  CHECK(changed([](auto& c) { c.precision = "bf16"; }) == Texts{"f32 was computed and now bf16"});
  CHECK(changed([](auto& c) { c.version = "2.0"; }) == Texts{"vitviz was 1.0 and is 2.0"});
  CHECK(changed([](auto& c) { c.common = "x"; }) ==
        Texts{"the photos together have other colours"});
}

}  // namespace
}  // namespace vitviz::manifest
