// SPDX-License-Identifier: Apache-2.0
// What shells complete and man shows is what --help says: asked of the shells themselves.
#include <algorithm>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "program/program.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

using Words = std::vector<std::string>;
using Names = std::set<std::string>;

std::string output(const Words& arguments) {
  const ProgramResult result = run_program(vitviz_program(), arguments);
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  return result.out;
}

Words lines_of(const std::string& text) {
  Words lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

Names names_of(const std::string& text) {
  const Words lines = lines_of(text);
  return {lines.begin(), lines.end()};
}

// All that `pattern` finds: its groups that are not empty.
Names found(const std::string& text, const std::string& pattern) {
  Names names;
  for (const std::string& line : lines_of(text)) {
    std::smatch match;
    if (!std::regex_search(line, match, std::regex(pattern))) continue;
    for (std::size_t i = 1; i < match.size(); ++i) {
      if (match[i].length() > 0) names.insert(match[i]);
    }
  }
  return names;
}

// The main form as "", and every command.
Words all_forms() {
  const Names commands = found(output({"--help"}), "^       vitviz ([a-z]+)");
  Words forms(commands.begin(), commands.end());
  CHECK(forms.size() > 10);
  forms.insert(forms.begin(), "");
  return forms;
}

Names options_in_help(const std::string& command) {
  const std::string help = output(command.empty() ? Words{"--help"} : Words{command, "--help"});
  return found(help, "^  (?:(-[a-zA-Z0-9]), |    )(--[a-z0-9-]+)");
}

std::string begun(const std::string& command) {
  return command.empty() ? "vitviz " : "vitviz " + command + ' ';
}

// A folder with a script, a photo and a folder, and a shell that has read the script.
class Shell {
 public:
  explicit Shell(const std::string& name) : name_(name) {
    const std::string script = output({"completions", name});
    put_text(folder_ / "script", script);
    put_text(folder_ / "cat.jpg", "");
    std::filesystem::create_directory(folder_ / "maps");
  }

  // What the shell prints for `code`, in which $1 and $2 are the arguments.
  [[nodiscard]] std::string run(const std::string& code, const Words& arguments = {}) const {
    Words words = name_ == "fish" ? Words{"--no-config", "-c"} : Words{"-c"};
    if (name_ == "zsh") words.insert(words.begin(), "-f");
    words.push_back(code);
    if (name_ != "fish") words.push_back(name_);  // $0
    words.insert(words.end(), arguments.begin(), arguments.end());
    const ProgramResult result =
        run_program("/usr/bin/env", with(name_, words), {.folder = folder_.path()});
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    return result.out;
  }

 private:
  static Words with(const std::string& first, Words words) {
    words.insert(words.begin(), first);
    return words;
  }

  std::string name_;
  TemporaryFolder folder_;
};

// What bash offers for the last word of the line, as readline asks for it.
Names in_bash(const Shell& bash, const Words& words) {
  return names_of(bash.run(
      R"(source ./script; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _vitviz;
         printf '%s\n' "${COMPREPLY[@]}")",
      words));
}

Names in_fish(const Shell& fish, const std::string& line) {
  return found(fish.run("source ./script; complete -C $argv[1]", {line}), "^([^\t]+)");
}

TEST_CASE("the help of completions and manual is the one that was looked at") {
  for (const char* command : {"completions", "manual"}) {
    const auto golden = read_bytes(std::filesystem::path(VITVIZ_GOLDEN_FOLDER) /
                                   (std::string(command) + "_help.txt"));
    CHECK(output({command, "--help"}) ==
          std::string(reinterpret_cast<const char*>(golden.data()), golden.size()));
  }
}

TEST_CASE("bash completes the options of each command's help, and no others") {
  const Shell bash("bash");
  for (const std::string& command : all_forms()) {
    CAPTURE(command);
    const Words words = command.empty() ? Words{"vitviz", "-"} : Words{"vitviz", command, "-"};
    CHECK(in_bash(bash, words) == options_in_help(command));
  }
}

TEST_CASE("fish completes the options of each command's help, and no others") {
  const Shell fish("fish");
  for (const std::string& command : all_forms()) {
    CAPTURE(command);
    Names options = in_fish(fish, begun(command) + "-");
    options.merge(in_fish(fish, begun(command) + "--"));
    CHECK(options == options_in_help(command));
  }
}

// _arguments is zsh's: here it prints what it is told.
TEST_CASE("zsh is told the options of each command's help, and no others") {
  const Shell zsh("zsh");
  for (const std::string& command : all_forms()) {
    CAPTURE(command);
    const std::string function = "_vitviz_of_" + (command.empty() ? "main" : command);
    const std::string specifications = zsh.run(
        R"(compdef() { : }; _arguments() { print -rl -- "$@" }; source ./script; $1)", {function});
    Names options = found(specifications, R"(^(?:\([^)]*\))?(--?[a-zA-Z0-9-]+)[=+]?\[)");
    CHECK(options == options_in_help(command));
  }
}

TEST_CASE("zsh finds its function by itself") {
  const Shell zsh("zsh");
  CHECK(zsh.run("autoload -U compinit; compinit -u -D; source ./script; print $_comps[vitviz]") ==
        "_vitviz\n");
}

TEST_CASE("bash completes commands, values, lists, models and files") {
  const Shell bash("bash");
  const Names first = in_bash(bash, {"vitviz", ""});
  for (const char* word : {"inspect", "completions", "cat.jpg", "maps"})
    CHECK(first.contains(word));
  CHECK(in_bash(bash, {"vitviz", "ins"}) == Names{"inspect"});

  CHECK(in_bash(bash, {"vitviz", "--map", "r"}) == Names{"rollout"});
  CHECK(in_bash(bash, {"vitviz", "eval", "--map", "sim"}) == Names{"similarity"});
  CHECK(in_bash(bash, {"vitviz", "--head", "m"}) == Names{"max", "mean", "min"});
  CHECK(in_bash(bash, {"vitviz", "--block", "1"}) == Names{"1", "10", "11"});
  CHECK(in_bash(bash, {"vitviz", "--block", "a"}) == Names{"all"});
  CHECK(in_bash(bash, {"vitviz", "--view", "=", "out"}) == Names{"outline"});
  CHECK(in_bash(bash, {"vitviz", "--view", "overlay,hea"}) ==
        Names{"overlay,heads", "overlay,heat"});
  CHECK(in_bash(bash, {"vitviz", "--keep", ""}) == Names{""});

  CHECK(in_bash(bash, {"vitviz", "-m", "dino-s"}).contains("dino-s8"));
  CHECK(in_bash(bash, {"vitviz", "-m", "c"}).contains("cat.jpg"));
  CHECK(in_bash(bash, {"vitviz", "--out", ""}) == Names{"maps"});
  CHECK(in_bash(bash, {"vitviz", "eval", "c"}) == Names{"cat.jpg"});
  CHECK(in_bash(bash, {"vitviz", "completions", ""}) == Names{"bash", "fish", "zsh"});
  CHECK(in_bash(bash, {"vitviz", "models", "g"}) == Names{"get"});
}

TEST_CASE("fish completes commands, values, lists, models and files") {
  const Shell fish("fish");
  CHECK(in_fish(fish, "vitviz ins") == Names{"inspect"});
  CHECK(in_fish(fish, "vitviz cat") == Names{"cat.jpg"});
  CHECK(in_fish(fish, "vitviz --map r") == Names{"rollout"});
  CHECK(in_fish(fish, "vitviz --map=r") == Names{"--map=rollout"});
  CHECK(in_fish(fish, "vitviz eval --map sim") == Names{"similarity"});
  CHECK(in_fish(fish, "vitviz --view overlay,hea") == Names{"overlay,heads", "overlay,heat"});
  CHECK(in_fish(fish, "vitviz -m dino-s").contains("dino-s8"));
  CHECK(in_fish(fish, "vitviz --out m") == Names{"maps/"});
  CHECK(in_fish(fish, "vitviz completions z") == Names{"zsh"});
}

TEST_CASE("a shell that is not known is a usage error") {
  const ProgramResult result = run_program(vitviz_program(), {"completions", "csh"});
  CHECK(result.exit_code == 2);
  CHECK(result.err ==
        "vitviz: error: SHELL 'csh': must be bash, fish or zsh\n"
        " hint: try 'vitviz completions --help'\n");
}

TEST_CASE("every manual page is set without a warning, and shows each option") {
  const TemporaryFolder folder;
  for (const std::string& command : all_forms()) {
    CAPTURE(command);
    const std::string page = output(command.empty() ? Words{"manual"} : Words{"manual", command});
    put_text(folder / "page", page);
    const ProgramResult set =
        run_program("/usr/bin/groff", {"-k", "-man", "-ww", "-Tutf8", "-P-cbou", "page"},
                    {.folder = folder.path()});
    CHECK(set.exit_code == 0);
    CHECK(set.err.empty());
    CHECK(found(set.out, "^ +(?:(-[a-zA-Z0-9]), )?(--[a-z0-9-]+)(?: |$)") ==
          options_in_help(command));
    CHECK(contains(set.out, "SYNOPSIS"));
    CHECK(contains(set.out, "EXIT CODES"));
  }
}

TEST_CASE("a command without a page is a usage error") {
  const ProgramResult result = run_program(vitviz_program(), {"manual", "draw"});
  CHECK(result.exit_code == 2);
  CHECK(contains(result.err, "COMMAND 'draw': must be a command of vitviz"));
}

}  // namespace
}  // namespace vitviz::test
