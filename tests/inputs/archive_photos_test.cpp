// SPDX-License-Identifier: Apache-2.0
#include "inputs/archive_photos.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "inputs/choice.h"
#include "inputs/places.h"
#include "support/archive_bytes.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::inputs {
namespace {

namespace fs = std::filesystem;
using test::contains;
using test::tar;
using Texts = std::vector<std::string>;

void put_tar(const fs::path& file, const Texts& names) {
  fs::create_directories(file.parent_path());
  std::vector<test::TarPart> parts;
  for (const std::string& name : names) parts.push_back({name, name});
  test::write_bytes(file, tar(parts));
}

// "path > subfolder" of each input, the path as seen from `folder`; "path! message" for an error.
Texts texts(const std::vector<Input>& inputs, const fs::path& folder) {
  Texts texts;
  for (const Input& input : inputs) {
    const std::string path = input.path.lexically_relative(folder).string();
    texts.push_back(input.error ? fmt::format("{}! {}", path, input.error->what())
                                : fmt::format("{} > {}", path, input.subfolder.string()));
  }
  return texts;
}

TEST_CASE("an archive stands for its photos, in its order") {
  const test::TemporaryFolder folder;
  put_tar(folder / "s.tar",
          {"0002.jpg", "0002.cls", "a/0001.PNG", "a/0001.json", ".hidden.jpg", ".git/x.jpg",
           "__MACOSX/a/._1.jpg", "__MACOSX/b.jpg", "0002.mask.png"});
  const auto inputs = find_photos({folder / "s.tar"}, {});
  CHECK(texts(inputs, folder.path()) == Texts{"s.tar/0002.jpg > s", "s.tar/a/0001.PNG > s/a"});
  CHECK(inputs[0].archive == folder / "s.tar");
  CHECK(find_photos({folder / "s.tar"}, {.hidden = true}).size() == 4);
}

TEST_CASE("what an archive is, its content tells") {
  const test::TemporaryFolder folder;
  put_tar(folder / "shard", {"1.jpg"});
  test::put_text(folder / "text.tar", "no archive");
  CHECK(texts(find_photos({folder / "shard", folder / "text.tar", folder / "none"}, {}),
              folder.path()) == Texts{"shard/1.jpg > shard", "text.tar > ", "none > "});
}

TEST_CASE("archives of a folder follow its photos") {
  const test::TemporaryFolder folder;
  put_tar(folder / "b.tar", {"1.jpg"});
  put_tar(folder / "sub/c.TAR", {"x/2.jpg"});
  put_tar(folder / ".hidden.tar", {"1.jpg"});
  put_tar(folder / "d.zip", {"3.jpg"});  // of whatever kind it is
  put_tar(folder / "empty.tar", {"notes.txt"});
  put_tar(folder / "no-ending", {"1.jpg"});
  test::put_text(folder / "z.jpg", "");
  test::put_text(folder / "text.zip", "no archive");
  CHECK(texts(find_photos({folder.path()}, {}), folder.path()) ==
        Texts{"z.jpg > ", "b.tar/1.jpg > b", "d.zip/3.jpg > d"});
  CHECK(texts(find_photos({folder.path()}, {.depth = Depth::kEverythingBelow}), folder.path()) ==
        Texts{"z.jpg > ", "b.tar/1.jpg > b", "d.zip/3.jpg > d", "sub/c.TAR/x/2.jpg > sub/c/x"});
}

TEST_CASE("each archive has a folder of its own") {
  const test::TemporaryFolder folder;
  put_tar(folder / "x/s.tar", {"1.jpg"});
  put_tar(folder / "y/s.tar", {"1.jpg"});
  fs::create_directories(folder / "z/s-2");
  test::put_text(folder / "z/s-2/1.jpg", "");
  const auto inputs = find_photos({folder / "x/s.tar", folder / "y/s.tar", folder / "z"},
                                  {.depth = Depth::kEverythingBelow});
  CHECK(texts(inputs, folder.path()) ==
        Texts{"x/s.tar/1.jpg > s", "y/s.tar/1.jpg > s-3", "z/s-2/1.jpg > s-2"});
}

TEST_CASE("an archive without photos is told of where it was named") {
  const test::TemporaryFolder folder;
  put_tar(folder / "s.tar", {"notes.txt"});
  auto inputs = find_photos({folder / "s.tar"}, {});
  REQUIRE(inputs.size() == 1);
  CHECK(contains(inputs[0].error.value().what(), "s.tar: there are no photos in this archive"));
  inputs = find_photos({folder.path()}, {});
  REQUIRE(inputs.size() == 1);
  CHECK(contains(inputs[0].error.value().what(), "there are no photos in this folder"));
}

TEST_CASE("a broken archive yields what lies before, and then an error") {
  const test::TemporaryFolder folder;
  auto bytes = tar({{"1.jpg", "x"}, {"2.jpg", std::string(2000, 'x')}});
  bytes.resize(2000);
  test::write_bytes(folder / "s.tar", bytes);
  const auto inputs = find_photos({folder / "s.tar"}, {});
  REQUIRE(inputs.size() == 2);
  CHECK(inputs[0].path == folder / "s.tar/1.jpg");
  CHECK(contains(inputs[1].error.value().what(), "s.tar: the archive is damaged: 2.jpg of 2000"));
}

TEST_CASE("members that are refused fail one by one, and their names stay inside") {
  const test::TemporaryFolder folder;
  put_tar(folder / "s.tar", {"../../out.jpg", "/../x.jpg", "1.jpg"});
  const auto inputs = find_photos({folder / "s.tar"}, {});
  REQUIRE(inputs.size() == 3);
  CHECK(contains(inputs[0].error.value().what(), "s.tar/../../out.jpg: its name leads out"));
  CHECK(inputs[0].subfolder == "s");
  CHECK(inputs[1].error);
  CHECK_FALSE(inputs[2].error);
}

TEST_CASE("an archive is of one shard, and no other looks into it") {
  const test::TemporaryFolder folder;
  for (int i = 0; i < 12; ++i) {
    const std::string name = fmt::format("s{}.tar", i);
    put_tar(folder / "a" / name, {"1.jpg", "2.jpg"});
    put_tar(folder / "b" / name, {"1.jpg", "2.jpg"});
  }
  InputChoice choice;
  choice.named = {folder / "a", folder / "b"};
  choice.shard = Shard{1, 1};
  const auto all = find_photos(choice);
  REQUIRE(all.size() == 48);
  const auto places = places_of(all);
  std::set<std::size_t> found;
  for (int number = 1; number <= 3; ++number) {
    choice.shard = Shard{number, 3};
    const auto inputs = find_photos(choice);
    const auto of_shard = places_of(inputs);
    CHECK(of_shard.end == places.end);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (!is_chosen(inputs[i], choice)) {
        CHECK(inputs[i].is_unlisted);
        continue;
      }
      const auto same = std::find_if(
          all.begin(), all.end(), [&](const Input& input) { return input.path == inputs[i].path; });
      REQUIRE(same != all.end());
      CHECK(same->subfolder == inputs[i].subfolder);
      CHECK(places.of_inputs[static_cast<std::size_t>(same - all.begin())] ==
            of_shard.of_inputs[i]);
      CHECK(found.insert(of_shard.of_inputs[i]).second);
    }
  }
  CHECK(found.size() == all.size());
  choice.lists_all = true;
  CHECK(find_photos(choice).size() == 48);
}

TEST_CASE("places of files are their numbers") {
  std::vector<Input> inputs(3);
  CHECK(places_of(inputs).of_inputs == std::vector<std::size_t>{0, 1, 2});
  CHECK(places_of(inputs).end == 3);
}

}  // namespace
}  // namespace vitviz::inputs
