// SPDX-License-Identifier: Apache-2.0
#include "cli/interruption.h"

#include <csignal>
#include <initializer_list>

namespace vitviz::cli {
namespace {

volatile std::sig_atomic_t noted_signal = 0;

void note_signal(int signal) { noted_signal = signal; }

}  // namespace

void watch_for_interruption() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
}

void stop_if_interrupted() {
  if (noted_signal != 0) throw Interrupted{noted_signal};
}

void end_by_signal(int signal) {
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

}  // namespace vitviz::cli
