// SPDX-License-Identifier: Apache-2.0
// Every model in broken/, through what `vitviz inspect` and `vitviz -m` call, each in a process of
// its own: the answer is that of broken/messages.txt, and nothing is executed, written, hung or
// taken more memory for than the file is worth.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/error.h"
#include "checkpoint/inspect.h"
#include "checkpoint/load.h"
#include "support/child_process.h"
#include "support/temporary_folder.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kLongestTime{5};
constexpr std::uint64_t kFreeBytes = 100'000'000;  // beside twice the file's own size

const fs::path kFolder = VITVIZ_BROKEN_FOLDER;

// What a user sees, with the names of files as from within broken/.
template <typename Action>
std::string answer_to(Action action) {
  try {
    action();
    return "read\n";
  } catch (const base::Error& error) {
    std::string text =
        fmt::format("exit code {}: {}\n", static_cast<int>(error.code()), error.what());
    if (!error.hint().empty()) text += fmt::format("hint: {}\n", error.hint());
    const std::string prefix = kFolder.string() + "/";
    for (std::size_t at = 0; (at = text.find(prefix)) != std::string::npos;) {
      text.erase(at, prefix.size());
    }
    return text;
  }
}

std::string answer_of_program(const fs::path& model) {
  const std::string inspected =
      answer_to([&] { static_cast<void>(checkpoint::inspect_model(model, {})); });
  const std::string loaded =
      answer_to([&] { static_cast<void>(checkpoint::load_model(model, {})); });
  return inspected == loaded ? loaded : fmt::format("inspect: {}-m: {}", inspected, loaded);
}

std::uint64_t size_of(const fs::path& model) {
  if (fs::is_regular_file(model)) return fs::file_size(model);
  std::uint64_t size = 0;
  for (const auto& entry : fs::recursive_directory_iterator(model)) {
    if (entry.is_regular_file()) size += entry.file_size();
  }
  return size;
}

// The models: "gguf/alignment_0.gguf", "hub/config_cut", …
std::set<std::string> models() {
  std::set<std::string> names;
  for (const auto& group : fs::directory_iterator(kFolder)) {
    if (!group.is_directory()) continue;
    for (const auto& model : fs::directory_iterator(group)) {
      names.insert(fs::relative(model.path(), kFolder).string());
    }
  }
  return names;
}

// NAME, a line of its own, then the answer, up to an empty line.
std::map<std::string, std::string> expected_answers() {
  std::ifstream file(kFolder / "messages.txt");
  std::map<std::string, std::string> answers;
  std::string name;
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) {
      name.clear();
    } else if (name.empty()) {
      name = line;
      answers[name];
    } else {
      answers[name] += line + '\n';
    }
  }
  return answers;
}

TEST_CASE("a broken model is answered as messages.txt says, and does no harm") {
  const auto expected = expected_answers();
  const TemporaryFolder empty;
  fs::current_path(empty.path());
  const auto intact = in_child(
      [] { return answer_of_program(kFolder / "safetensors/intact.safetensors"); }, kLongestTime);
  CHECK(intact.answer == "read\n");

  std::ofstream answers(VITVIZ_ANSWERS_FILE);
  std::set<std::string> names = models();
  CHECK(names.size() > 100);
  for (const std::string& name : names) {
    CAPTURE(name);
    const fs::path model = kFolder / name;
    const ChildResult child = in_child([&] { return answer_of_program(model); }, kLongestTime);
    CHECK(child.ending == "");
    const auto found = expected.find(name);
    CHECK(child.answer == (found == expected.end() ? "nothing" : found->second));
    if (!is_sanitized()) {
      CHECK(child.peak_bytes <= intact.peak_bytes + 2 * size_of(model) + kFreeBytes);
    }
    CHECK(empty.names().empty());
    answers << name << '\n' << child.answer << '\n';
  }
  for (const auto& answer : expected) {
    CAPTURE(answer.first);
    CHECK(names.count(answer.first) == 1);
  }
  fs::current_path("/");
  MESSAGE("the answers given are in " << VITVIZ_ANSWERS_FILE);
}

}  // namespace
}  // namespace vitviz::test
