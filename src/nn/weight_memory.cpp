// SPDX-License-Identifier: Apache-2.0
#include "nn/weight_memory.h"

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <new>

#include <sys/mman.h>

#include "nn/round_up.h"

namespace vitviz::nn {
namespace {

constexpr std::size_t kLine = 64;             // bytes
constexpr std::size_t kLargePage = 2U << 20;  // bytes; what smaller systems do not have they ignore
// A large page that no weight touches takes no memory, so this is only a number of addresses.
constexpr std::size_t kUsualSlab = 16 * kLargePage;

// Weights from the first byte on, one behind the other.
class Slab {
 public:
  explicit Slab(std::size_t size) : size_(size), mapped_(size + kLargePage) {
    base_ = mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base_ == MAP_FAILED) throw std::bad_alloc();
    const auto address = reinterpret_cast<std::uintptr_t>(base_);
    begin_ = static_cast<std::byte*>(base_) + (round_up(address, kLargePage) - address);
#if defined(MADV_HUGEPAGE)
    madvise(begin_, size_, MADV_HUGEPAGE);  // small pages do as well
#endif
  }
  Slab(const Slab&) = delete;
  Slab& operator=(const Slab&) = delete;
  ~Slab() { munmap(base_, mapped_); }

  // Null when there is no room left.
  std::byte* take(std::size_t size) {
    if (size > size_ - used_) return nullptr;
    std::byte* const place = begin_ + used_;
    used_ += round_up(size, kLine);
    return place;
  }

 private:
  std::size_t size_;
  std::size_t mapped_;
  void* base_;
  std::byte* begin_ = nullptr;
  std::size_t used_ = 0;
};

}  // namespace

std::shared_ptr<std::byte> weight_memory(std::size_t size) {
  static std::mutex mutex;
  static std::weak_ptr<Slab> last;  // dead when all weights in it are
  const std::lock_guard lock(mutex);
  std::shared_ptr<Slab> slab = last.lock();
  std::byte* place = slab ? slab->take(size) : nullptr;
  if (place == nullptr) {
    slab = std::make_shared<Slab>(std::max(round_up(size, kLargePage), kUsualSlab));
    last = slab;
    place = slab->take(size);
  }
  return {std::move(slab), place};
}

}  // namespace vitviz::nn
