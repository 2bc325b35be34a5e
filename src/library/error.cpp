// SPDX-License-Identifier: Apache-2.0
#include "vitviz/error.h"

#include <utility>

#include "base/argument.h"
#include "base/failure.h"
#include "base/stopped.h"
#include "library/translated.h"

namespace vitviz {

Error::Error(ErrorCode code, const std::string& message, std::string hint)
    : std::runtime_error(message), code_(code), hint_(std::move(hint)) {}

Error::~Error() = default;

namespace library {
namespace {

ErrorCode code_of(base::ErrorCode code) {
  switch (code) {
    case base::ErrorCode::kArgument:
      return ErrorCode::kArgument;
    case base::ErrorCode::kInput:
      return ErrorCode::kPhoto;
    case base::ErrorCode::kModel:
      return ErrorCode::kModel;
    case base::ErrorCode::kOutput:  // the library writes no files
    case base::ErrorCode::kInternal:
      break;
  }
  return ErrorCode::kInternal;
}

}  // namespace

Error current_error() {
  try {
    throw;
  } catch (const Error& error) {
    return error;
  } catch (const base::Stopped&) {
    return {ErrorCode::kStopped, "stopped", ""};
  } catch (...) {
    const base::Failure failure = base::current_failure();
    return {code_of(failure.code), base::in_words(failure.message), base::in_words(failure.hint)};
  }
}

}  // namespace library
}  // namespace vitviz
