// SPDX-License-Identifier: Apache-2.0
// A fixed set of threads that share out numbered tasks.
//
// A task is computed by one thread. Callers see to it that results are the same bytes for any
// number of threads: how they cut their work into tasks must make no difference to it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace vitviz::base {

class ThreadPool {
 public:
  // `index` is the task's number, `worker` in [0, size()) says which scratch memory it may use.
  using Task = std::function<void(int index, int worker)>;

  // Requires: threads >= 1. The calling thread is worker 0, the others are started by the first
  // work that there is for them; when the system refuses, those that run do it all. `stop` ends all
  // work that is shared out, early.
  explicit ThreadPool(int threads, std::stop_token stop = {});
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;
  ~ThreadPool();

  // Calls task(index, worker) once for each index in [0, count) and returns when all are done.
  // The first exception a task throws is thrown here, after the running tasks have ended; the
  // tasks not begun by then are left out. Throws Stopped where a stop is requested before the last
  // task has begun. Must not be called from inside a task.
  void parallel_for(int count, const Task& task);

  // How many workers there can be.
  [[nodiscard]] int size() const { return size_; }

  // For what is done between two calls, and within long tasks.
  [[nodiscard]] const std::stop_token& stop() const { return stop_; }

 private:
  void start_helpers();
  void serve(int worker);
  void work(int worker);

  const int size_;
  const std::stop_token stop_;
  std::mutex mutex_;
  std::condition_variable begin_;
  std::condition_variable end_;
  const Task* task_ = nullptr;  // null between calls of parallel_for
  int count_ = 0;
  std::atomic<int> next_{0};
  std::atomic<int> busy_{0};        // helpers at work
  std::atomic<unsigned> round_{0};  // counts the calls, so that helpers see a new one
  bool started_ = false;
  bool stopping_ = false;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

}  // namespace vitviz::base
