// SPDX-License-Identifier: Apache-2.0
// Long work that Ctrl-C ends, while other threads of Python go on.
#pragma once

#include <chrono>
#include <future>
#include <stop_token>
#include <utility>

#include <nanobind/nanobind.h>

namespace vitviz::python {

// Runs `work(stop)` without the interpreter's lock. In Python's main thread, which is the one that
// gets signals, it runs in a thread of its own, and a signal handler that raises ends it.
template <typename Work>
auto interruptible(const Work& work) {
  namespace nb = nanobind;
  std::stop_source stop;
  const bool gets_signals = [] {
    const nb::object threading = nb::module_::import_("threading");
    return threading.attr("current_thread")().is(threading.attr("main_thread")());
  }();
  if (!gets_signals) {
    const nb::gil_scoped_release without_lock;
    return work(stop.get_token());
  }
  constexpr std::chrono::milliseconds kLook{50};  // soon enough for whoever presses Ctrl-C
  auto result = [&] {
    const nb::gil_scoped_release without_lock;
    return std::async(std::launch::async, [&] { return work(stop.get_token()); });
  }();
  bool interrupted = false;
  while (true) {
    {
      const nb::gil_scoped_release without_lock;
      if (result.wait_for(interrupted ? std::chrono::hours{1} : kLook) ==
          std::future_status::ready) {
        break;
      }
    }
    if (!interrupted && PyErr_CheckSignals() != 0) {
      interrupted = true;
      stop.request_stop();
    }
  }
  if (interrupted) throw nb::python_error();
  return result.get();
}

}  // namespace vitviz::python
