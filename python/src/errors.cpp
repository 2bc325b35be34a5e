// SPDX-License-Identifier: Apache-2.0
// vitviz::Error as the exceptions of vitviz/_errors.py.
#include <vitviz/error.h>

#include <nanobind/stl/string.h>

#include "bindings.h"

namespace vitviz::python {
namespace {

namespace nb = nanobind;

const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kArgument:
      return "ArgumentError";
    case ErrorCode::kPhoto:
      return "PhotoError";
    case ErrorCode::kModel:
      return "ModelError";
    case ErrorCode::kStopped:
      return "StoppedError";
    case ErrorCode::kInternal:
      break;
  }
  return "Error";
}

void translate(const std::exception_ptr& thrown, void* /*unused*/) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Error& error) {
    const nb::object type = nb::module_::import_("vitviz._errors").attr(name_of(error.code()));
    const nb::object exception = type(error.what(), error.hint());
    PyErr_SetObject(type.ptr(), exception.ptr());
  }
}

}  // namespace

void bind_errors(nb::module_& /*module*/) { nb::register_exception_translator(translate); }

}  // namespace vitviz::python
