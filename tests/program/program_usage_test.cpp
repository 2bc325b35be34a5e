// SPDX-License-Identifier: Apache-2.0
// The program's words: help, version, usage errors, and what happens when stdout fails.
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "program/program.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

std::string text_of(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = read_bytes(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST_CASE("the help is the one that was looked at") {
  INFO("after a change that is meant: build/dev/vitviz --help > tests/golden/help.txt");
  const ProgramResult result = run_vitviz("/", {"--help"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == text_of(std::filesystem::path(VITVIZ_GOLDEN_FOLDER) / "help.txt"));
  CHECK(result.err.empty());
  CHECK(run_vitviz("/", {"-h"}).out == result.out);
}

TEST_CASE("the version is the project's") {
  const ProgramResult result = run_vitviz("/", {"--version"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == "vitviz " VITVIZ_VERSION "\n");
}

TEST_CASE("the version as JSON says what the program was built with, and what is here") {
  const ProgramResult result = run_vitviz("/", {"--version", "--json"});
  CHECK(result.exit_code == 0);
  CHECK(run_vitviz("/", {"--json", "--version"}).out == result.out);
  const auto object = nlohmann::json::parse(result.out);
  CHECK(object["version"] == VITVIZ_VERSION);
  CHECK(object["compiler"].get<std::string>().find(' ') != std::string::npos);
  for (const auto& [library, version] : object["built_with"].items()) {
    CAPTURE(library);
    CHECK(contains("0123456789", version.get<std::string>().substr(0, 1)));
  }
  CHECK(object["built_with"].size() >= 17);
  for (const char* library : {"libcrypto", "libcurl", "libheif", "libjxl", "libtiff", "libzip"}) {
    CAPTURE(library);
    CHECK(object["loaded_when_needed"][library] == true);
  }
  // Whatever the processor, the last can be run by any.
  CHECK(object["instruction_sets"].size() >= 1);
}

TEST_CASE("without arguments the usage is on stderr") {
  const ProgramResult result = run_program(vitviz_program(), {});
  CHECK(result.exit_code == 2);
  CHECK(result.out.empty());
  CHECK(contains(result.err, "Usage: vitviz"));
  CHECK(contains(result.err, "--help"));
}

TEST_CASE("a usage error says what, what is allowed, and where to look") {
  const ProgramResult result = run_vitviz("/", {"--keep", "2", "cat.jpg"});
  CHECK(result.exit_code == 2);
  CHECK(result.out.empty());
  CHECK(result.err ==
        "vitviz: error: --keep '2': must be above 0, up to 1\n hint: try 'vitviz --help'\n");
}

TEST_CASE("colours come when they are asked for") {
  const ProgramResult result = run_vitviz("/", {"--color", "always", "missing.jpg"});
  CHECK(contains(result.err, "\x1b[1;31merror:\x1b[0m"));
  CHECK_FALSE(contains(run_vitviz("/", {"missing.jpg"}).err, "\x1b"));
}

TEST_CASE("a stdout that is full or closed is an error of its own") {
  for (const char* shell : {R"(exec "$0" "$@" > /dev/full)", R"(exec "$0" "$@" >&-)"}) {
    const ProgramResult help = run_vitviz("/", {"--help"}, shell);
    CHECK(help.exit_code == 5);
    CHECK(contains(help.err, "standard output: cannot be written"));

    const TemporaryFolder folder;
    write_photo(folder / "cat.png");
    const ProgramResult result = run_vitviz(folder.path(), {"cat.png"}, shell);
    CHECK(result.exit_code == 5);
    CHECK(folder.names() ==
          std::vector<std::string>{"cat.attention.png", "cat.mask.png", "cat.png"});
  }
}

TEST_CASE("stdin, stdout and stderr may all be closed") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult result =
      run_vitviz(folder.path(), {"cat.png"}, R"(exec "$0" "$@" <&- >&- 2>&-)");
  CHECK(result.exit_code == 5);
}

TEST_CASE("when the reader of stdout is gone, the program ends quietly") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult result = run_vitviz(
      folder.path(), {"cat.png"}, R"({ sleep 0.2; "$0" "$@"; echo "exit $?" >&2; } | true)");
  CHECK(result.err == "exit 5\n");
}

// Each of them brings others: together they would double the time of every start.
TEST_CASE("libraries that few calls need are not loaded by all") {
  const ProgramResult result = run_program("/usr/bin/ldd", {vitviz_program().string()});
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "libc.so"));
  for (const char* library :
       {"libcurl", "libheif", "libcrypto", "libhwy", "libjxl", "libtiff", "libzip"}) {
    CAPTURE(library);
    CHECK_FALSE(contains(result.out, library));
  }
}

}  // namespace
}  // namespace vitviz::test
