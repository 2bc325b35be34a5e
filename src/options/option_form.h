// SPDX-License-Identifier: Apache-2.0
// One form of the command line, such as `vitviz bench [OPTIONS]`: its options, what the help says
// of them, and how they are read. Nobody else knows CLI11.
#pragma once

#include <concepts>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/named.h"
#include "base/text.h"
#include "options/help_text.h"
#include "options/usage_error.h"

namespace vitviz::options {

// What was asked for instead of work: the help of a form, or the version.
struct Answer {
  std::string text;
  FormHelp form;  // what `text` was made from, where it is the help
};

// The words of an option that takes a value.
struct ValueWords {
  std::string names;    // "--size", or "-m,--model"
  std::string type;     // of the value, in one word
  std::string allowed;  // continues "must be …"; stands in `help` for {}
  std::string help;
  std::string normally;                  // the default
  std::vector<std::string> offers = {};  // values for shells, where `parse` has no names of its own
};

// A way to read a value that knows all of them by name.
template <typename Parse>
concept HasNames = requires(const Parse& parse) {
  { parse.names() } -> std::convertible_to<std::vector<std::string>>;
};

// Options appear in the help in the order in which they are added. What they fill in must outlive
// the form.
class OptionForm {
 public:
  explicit OptionForm(FormWords words);
  OptionForm(const OptionForm&) = delete;
  OptionForm& operator=(const OptionForm&) = delete;
  ~OptionForm();

  // Receives whatever is no option.
  void add_arguments(const ArgumentWords& words, std::vector<std::string>& target);

  // The title above the options that follow.
  void begin_group(const std::string& title);

  void add_flag(const std::string& name, const std::string& help, bool& target);
  void add_flag(const std::string& name, const std::string& help, std::function<void()> on_flag);

  // An option whose text `parse` turns into what `target` receives. Given twice, the last counts.
  template <typename Parse, typename Target>
  void add_value(const ValueWords& words, Parse parse, Target& target) {
    add_text(with_names(words, parse), Given::kOnce,
             [this, words, parse, &target](const std::string& text) {
               target = value_of(words, parse, text);
             });
  }

  // The same with a list: given twice, the second is added to the first.
  template <typename Parse, typename Target>
  void add_list(const ValueWords& words, Parse parse, Target& target) {
    add_text(with_names(words, parse), Given::kRepeatedly,
             [this, words, parse, &target](const std::string& text) {
               const auto values = value_of(words, parse, text);
               target.insert(target.end(), values.begin(), values.end());
             });
  }

  // Refuses the option beside any of the others.
  void exclude(const std::string& name, const std::vector<std::string>& others);

  // Adds --version, which answers with this text when the other options have been read. It is the
  // last option, after the help.
  void add_version(std::function<std::string()> text) { version_ = std::move(text); }

  // Reads argv[1], argv[2], …, with --help beside all that was added. Once, as the last call.
  // Throws UsageError that names the option, the value, and what is allowed.
  [[nodiscard]] std::optional<Answer> read(int argc, const char* const* argv);

  // The options that were given, by their long names with hyphens, and their values as they were
  // written: of several, one behind the other; of a flag, "". After read().
  [[nodiscard]] std::map<std::string, std::string> given() const;

 private:
  enum class Given { kOnce, kRepeatedly };
  using ReadText = std::function<void(const std::string& text)>;

  void add_text(const ValueWords& words, Given given, const ReadText& read);
  void add_to_help(const std::string& names, OptionWords words);
  void add_help_and_version();

  template <typename Parse>
  [[nodiscard]] static ValueWords with_names(ValueWords words, const Parse& parse) {
    if constexpr (HasNames<Parse>) words.offers = parse.names();
    return words;
  }

  template <typename Parse>
  [[nodiscard]] auto value_of(const ValueWords& words, Parse parse, const std::string& text) const {
    const auto value = parse(text);
    if (!value) {
      fail_usage(fmt::format("{} '{}': must be {}", words.names.substr(words.names.find("--")),
                             base::printable(text), words.allowed),
                 try_help_of(help_.words.name));
    }
    return *value;
  }

  struct Parser;  // CLI11's
  std::unique_ptr<Parser> parser_;
  FormHelp help_;
  std::function<std::string()> version_;
};

// How an option reads a name of this table.
template <typename Table>
struct ByName {
  Table table;

  auto operator()(const std::string& text) const { return base::value_named(table, text); }
  [[nodiscard]] std::vector<std::string> names() const { return base::list_of_names(table); }
};

template <typename Table>
ByName<Table> by_name(Table table) {
  return {table};
}

}  // namespace vitviz::options
