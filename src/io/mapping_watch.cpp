// SPDX-License-Identifier: Apache-2.0
#include "io/mapping_watch.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

namespace vitviz::io {

// A mapping as the handler sees it. Places are used again, but never freed: the handler may walk
// over them at any moment.
struct MappingWatch::Place {
  std::atomic<std::uintptr_t> begin = 0;  // 0: free
  std::atomic<std::uintptr_t> end = 0;
  std::atomic<bool> lost = false;
  Place* next = nullptr;  // never changes once the place is in the list
};

// Everything here is lock-free: a signal may come between any two instructions.
struct MappingHandler {
  using Place = MappingWatch::Place;

  static inline std::atomic<Place*> places = nullptr;
  static inline std::uintptr_t page = 4096;
  static inline struct sigaction previous = {};

  static void install() {
    page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    struct sigaction action = {};
    action.sa_sigaction = &on_bus_error;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, &previous);
  }

  static void on_bus_error(int /*signal*/, siginfo_t* info, void* /*context*/) {
    const int error = errno;
    const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
    // Reading goes on where it stopped, or is ended by whoever was here before.
    if (!replace_lost_pages(address)) sigaction(SIGBUS, &previous, nullptr);
    errno = error;
  }

  // From the page at hand to the end of its mapping: where one is gone, few behind it are left.
  static bool replace_lost_pages(std::uintptr_t address) {
    for (Place* place = places; place != nullptr; place = place->next) {
      const std::uintptr_t end = place->end;
      if (address < place->begin || address >= end) continue;
      place->lost = true;
      const std::uintptr_t from = address / page * page;
      return mmap(reinterpret_cast<void*>(from), end - from, PROT_READ,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED;
    }
    return false;
  }

  static Place* free_place() {
    for (Place* place = places; place != nullptr; place = place->next) {
      if (place->begin == 0) return place;
    }
    auto* place = new Place;
    place->next = places;
    places = place;
    return place;
  }
};

namespace {

std::mutex& places_mutex() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

MappingWatch::MappingWatch(std::span<const std::byte> bytes) {
  static std::once_flag installed;
  std::call_once(installed, &MappingHandler::install);
  const std::lock_guard lock(places_mutex());
  place_ = MappingHandler::free_place();
  place_->lost = false;
  const auto begin = reinterpret_cast<std::uintptr_t>(bytes.data());
  // In this order, no address is within a place that is half described.
  place_->end = begin + bytes.size();
  place_->begin = begin;
}

MappingWatch::MappingWatch(MappingWatch&& other) noexcept
    : place_(std::exchange(other.place_, nullptr)) {}

MappingWatch& MappingWatch::operator=(MappingWatch&& other) noexcept {
  std::swap(place_, other.place_);
  return *this;
}

MappingWatch::~MappingWatch() {
  if (place_ == nullptr) return;
  const std::lock_guard lock(places_mutex());
  place_->end = 0;
  place_->begin = 0;
}

bool MappingWatch::lost_pages() const { return place_ != nullptr && place_->lost; }

}  // namespace vitviz::io
