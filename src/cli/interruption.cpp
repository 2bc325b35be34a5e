// SPDX-License-Identifier: Apache-2.0
#include "cli/interruption.h"

#include <atomic>
#include <csignal>
#include <initializer_list>
#include <system_error>
#include <thread>

#include <pthread.h>

namespace vitviz::cli {
namespace {

std::atomic<int> noted_signal = 0;

sigset_t watched_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action {};
    sigaction(signal, nullptr, &action);
    if (action.sa_handler != SIG_IGN) sigaddset(&signals, signal);
  }
  return signals;
}

void take_note(const sigset_t& signals, std::stop_source source) {
  int signal = 0;
  if (sigwait(&signals, &signal) != 0) return;
  noted_signal = signal;
  source.request_stop();
  if (sigwait(&signals, &signal) == 0) end_by_signal(signal);
}

}  // namespace

// A thread of its own waits for the signals, and no other ever receives one: a signal handler would
// run on the stack of a thread that computes, and oneDNN's kernels do not bear that (version 2.6
// crashes soon after).
std::stop_token watch_for_interruption() {
  const std::stop_source source;
  const sigset_t signals = watched_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  try {
    std::thread([signals, source] { take_note(signals, source); }).detach();
  } catch (const std::system_error&) {
    // Without another thread, the signals do what they usually do.
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  }
  return source.get_token();
}

int interrupting_signal() { return noted_signal; }

void end_by_signal(int signal) {
  std::signal(signal, SIG_DFL);
  sigset_t only_this;
  sigemptyset(&only_this);
  sigaddset(&only_this, signal);
  pthread_sigmask(SIG_UNBLOCK, &only_this, nullptr);
  std::raise(signal);
}

}  // namespace vitviz::cli
