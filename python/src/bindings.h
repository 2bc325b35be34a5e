// SPDX-License-Identifier: Apache-2.0
// The parts of the module, each in a file of its own. It is private: the package vitviz gives its
// functions their names, defaults and documentation.
#pragma once

#include <nanobind/nanobind.h>

namespace vitviz::python {

void bind_errors(nanobind::module_& module);
void bind_photo(nanobind::module_& module);
void bind_model(nanobind::module_& module);
void bind_analysis(nanobind::module_& module);

}  // namespace vitviz::python
