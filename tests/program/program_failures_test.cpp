// SPDX-License-Identifier: Apache-2.0
// What the program does when something goes wrong: exit codes, messages, and what is left behind.
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "program/built_in_model.h"
#include "program/program.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

// How a program is started that permissions hold for even if the superuser starts it. A shell gives
// up an effective user that is not the real one, so the program loses the right to override them.
constexpr const char* kWithoutOverride = R"sh(
    if [ "$(id -u)" != 0 ]; then exec "$0" "$@"; fi
    exec setpriv --bounding-set=-dac_override,-dac_read_search "$0" "$@")sh";

TEST_CASE("one broken photo does not stop the rest") {
  const TemporaryFolder folder;
  write_photo(folder / "a.png");
  write_broken_photo(folder / "b.png");
  write_photo(folder / "c.png");
  const ProgramResult result = run_vitviz(folder.path(), {".", "--view", "mask"});
  CHECK(result.exit_code == 3);
  CHECK(result.out == "a.mask.png\nc.mask.png\n");
  CHECK(contains(result.err, "b.png"));
  CHECK(contains(result.err, "2 drawn, 1 failed (1 could not be read)\n"));
}

TEST_CASE("a missing photo and an empty folder are input errors, named") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "empty");
  write_photo(folder / "cat.png");
  const ProgramResult result =
      run_vitviz(folder.path(), {"missing.jpg", "empty", "cat.png", "--view", "mask"});
  CHECK(result.exit_code == 3);
  CHECK(result.out == "cat.mask.png\n");
  CHECK(contains(result.err, "missing.jpg"));
  CHECK(contains(result.err, "empty: there are no photos in this folder"));
  CHECK(contains(result.err, "1 drawn, 2 failed"));
}

TEST_CASE("a photo that cannot be read leaves nothing, not even a folder") {
  const TemporaryFolder folder;
  write_broken_photo(folder / "cat.png");
  CHECK(run_vitviz(folder.path(), {"cat.png", "-o", "out"}).exit_code == 3);
  CHECK(folder.names() == Names{"cat.png"});
}

TEST_CASE("quiet leaves errors only") {
  const TemporaryFolder folder;
  write_broken_photo(folder / "a.png");
  write_broken_photo(folder / "b.png");
  const ProgramResult result = run_vitviz(folder.path(), {"a.png", "b.png", "--quiet"});
  CHECK(contains(result.err, "a.png"));
  CHECK_FALSE(contains(result.err, "drawn"));
}

TEST_CASE("a bad model ends the program before the first photo") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  write_broken_photo(folder / "bad.safetensors");
  for (const char* model : {"bad.safetensors", "missing.safetensors", "."}) {
    CAPTURE(model);
    const ProgramResult result = run_vitviz(folder.path(), {"-m", model, "cat.png"});
    CHECK(result.exit_code == 4);
    CHECK(contains(result.err, model));
    CHECK(result.out.empty());
  }
  CHECK(folder.names() == Names{"bad.safetensors", "cat.png"});
}

TEST_CASE("a block, head or size the model lacks is a usage error with the model's numbers") {
  const std::string photo = reference("image/photos/rgb_8.png").string();
  const ProgramResult block = run_vitviz("/", {"--block", std::to_string(kBlocks), photo});
  CHECK(block.exit_code == 2);
  CHECK(contains(block.err, fmt::format("--block {0}: this model has {0} blocks, 0 to {1}", kBlocks,
                                        kLastBlock)));
  const ProgramResult head = run_vitviz("/", {"--head", "3", photo});
  CHECK(head.exit_code == 2);
  CHECK(contains(head.err, "--head 3: this model has 3 heads, 0 to 2"));
  const ProgramResult size = run_vitviz("/", {"--size", "100x64", photo});
  CHECK(size.exit_code == 2);
  CHECK(contains(size.err, "multiples of the model's patch, 16"));
  CHECK(contains(size.err, "the nearest is 96x64"));
}

TEST_CASE("photos of which none can be read are told of before a model is loaded") {
  const TemporaryFolder folder;
  write_bytes(folder / "broken.png", {});
  const std::vector<std::string> model = {"-m", "missing.safetensors"};
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), model.begin(), model.end());
    return run_vitviz(folder.path(), arguments);
  };
  const ProgramResult photos = run({"missing.png", "broken.png"});
  CHECK(photos.exit_code == 3);
  CHECK(contains(photos.err, "missing.png: cannot be read"));
  CHECK(contains(photos.err, "broken.png"));
  CHECK(contains(photos.err, "2 failed"));
  CHECK(contains(run({"missing.png", "--json"}).out, R"({"photo":"missing.png","error":)"));

  write_photo(folder / "good.png");
  CHECK(run({"missing.png", "good.png"}).exit_code == 4);
}

TEST_CASE("a photo taken as it is must consist of whole patches") {
  const TemporaryFolder folder;
  write_photo(folder / "good.png", {.width = 64, .height = 48});
  write_photo(folder / "bad.png", {.width = 65, .height = 48});
  const ProgramResult result =
      run_vitviz(folder.path(), {"--size", "native", "good.png", "bad.png", "--view", "mask"});
  CHECK(result.exit_code == 3);
  CHECK(result.out == "good.mask.png\n");
  CHECK(contains(result.err, "bad.png"));
}

TEST_CASE("an existing result is kept unless --force is given") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  write_photo(folder / "dog.png");
  write_bytes(folder / "cat.mask.png", {});
  const ProgramResult kept = run_vitviz(folder.path(), {"cat.png", "dog.png"});
  CHECK(kept.exit_code == 5);
  CHECK(kept.out == "dog.attention.png\ndog.mask.png\n");
  CHECK(contains(kept.err, "cat.mask.png: already exists"));
  CHECK(contains(kept.err, "--force"));
  CHECK(read_bytes(folder / "cat.mask.png").empty());
  CHECK_FALSE(fs::exists(folder / "cat.attention.png"));

  CHECK(run_vitviz(folder.path(), {"cat.png", "--force"}).exit_code == 0);
  CHECK_FALSE(read_bytes(folder / "cat.mask.png").empty());
}

TEST_CASE("a folder that cannot be written is an output error") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  write_bytes(folder / "file", {});
  fs::create_directory(folder / "read-only");
  fs::permissions(folder / "read-only", fs::perms(0555));
  for (const std::string out : {"file", "file/below", "/proc/vitviz", "read-only"}) {
    CAPTURE(out);
    const ProgramResult result =
        run_vitviz(folder.path(), {"cat.png", "-o", out}, kWithoutOverride);
    CHECK(result.exit_code == 5);
    CHECK(contains(result.err, out));
    CHECK(contains(result.err, "--out"));
  }
  CHECK(folder.names() == Names{"cat.png", "file", "read-only"});
  CHECK(fs::is_empty(folder / "read-only"));
}

TEST_CASE("a full disk leaves no half file") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png", {.width = 300, .height = 200});
  // At most 512 bytes a file: for the program the same as a disk that is full after them.
  const ProgramResult result =
      run_vitviz(folder.path(), {"cat.png"}, R"(ulimit -f 1; exec "$0" "$@")");
  CHECK(result.exit_code == 5);
  CHECK(contains(result.err, "cat.attention.png: cannot be written"));
  CHECK(folder.names() == Names{"cat.png"});
}

TEST_CASE("a disk that is full after the first result leaves nothing that was not printed") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png", {.width = 300, .height = 200});
  // The map is small enough, the tokens of a whole network are not.
  const ProgramResult result =
      run_vitviz(folder.path(), {"--view", "none", "--raw", "map,tokens", "cat.png"},
                 R"(ulimit -f 8; exec "$0" "$@")");
  CHECK(result.exit_code == 5);
  CHECK(result.out.empty());
  CHECK(contains(result.err, "cat.tokens.npy: cannot be written"));
  CHECK(folder.names() == Names{"cat.png"});
}

TEST_CASE("a name too long for the file system is refused") {
  const TemporaryFolder folder;
  const std::string name = std::string(245, 'x') + ".png";
  write_photo(folder / name);
  const ProgramResult result = run_vitviz(folder.path(), {name});
  CHECK(result.exit_code == 5);
  CHECK(contains(result.err, "too long"));
  CHECK(folder.names() == Names{name});
}

TEST_CASE("a signal ends the program between two blocks and leaves nothing behind") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult result = run_vitviz(folder.path(), {"cat.png", "--size", "1280", "-t", "1"},
                                          R"("$0" "$@" & sleep 0.3; kill -TERM $!; wait $!)");
  CHECK(result.exit_code == 128 + 15);
  CHECK(result.out.empty());
  CHECK(folder.names() == Names{"cat.png"});
}

}  // namespace
}  // namespace vitviz::test
