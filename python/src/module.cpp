// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include <nanobind/nanobind.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>
#include <vitviz/names.h>
#include <vitviz/program.h>

#include "bindings.h"

namespace vitviz::python {
namespace {

std::vector<std::pair<std::string, std::string>> pairs_of(const std::vector<Name>& names) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const Name& name : names) pairs.emplace_back(name.name, name.help);
  return pairs;
}

int run(std::vector<std::string> arguments) {
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  return run_program(static_cast<int>(arguments.size()), argv.data());
}

}  // namespace

NB_MODULE(_vitviz, module) {
  bind_errors(module);
  bind_photo(module);
  bind_analysis(module);
  bind_model(module);
  module.def("version", &version);
  module.def("maps", [] { return pairs_of(map_names()); });
  module.def("masks", [] { return pairs_of(mask_names()); });
  module.def("views", [] { return pairs_of(view_names()); });
  module.def("run", &run, nanobind::call_guard<nanobind::gil_scoped_release>());
}

}  // namespace vitviz::python
