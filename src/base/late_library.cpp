// SPDX-License-Identifier: Apache-2.0
#include "base/late_library.h"

#include <cstddef>
#include <vector>

#include <dlfcn.h>
#include <fmt/format.h>

namespace vitviz::base {
namespace {

std::string last_error() {
  const char* error = dlerror();
  return error == nullptr ? "it cannot be loaded" : error;
}

// The folders in which libraries are looked for, as the linker of programs tells them. It looks in
// its cache too, which holds those of /etc/ld.so.conf.
std::string searched_folders() {
#if defined(__linux__)
  const std::unique_ptr<void, int (*)(void*)> self(dlopen(nullptr, RTLD_LAZY), dlclose);
  Dl_serinfo size{};
  if (!self || dlinfo(self.get(), RTLD_DI_SERINFOSIZE, &size) != 0) return "";
  std::vector<std::max_align_t> room(size.dls_size / sizeof(std::max_align_t) + 1);
  auto* info = reinterpret_cast<Dl_serinfo*>(room.data());
  if (dlinfo(self.get(), RTLD_DI_SERINFOSIZE, info) != 0 ||
      dlinfo(self.get(), RTLD_DI_SERINFO, info) != 0) {
    return "";
  }
  std::string folders;
  for (unsigned i = 0; i < info->dls_cnt; ++i) {
    const std::string folder = info->dls_serpath[i].dls_name;
    folders += (folders.empty() ? "" : ", ") + folder;
  }
  return folders;
#else
  return "the usual folders";
#endif
}

}  // namespace

void LateLibrary::Close::operator()(void* handle) const { dlclose(handle); }

LateLibrary::LateLibrary(const std::string& file)
    // Once there it stays to the end: some start threads, or keep memory of their own.
    : file_(file), handle_(dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE)) {
  if (handle_) return;
  const std::string error = last_error();
  throw LibraryMissing(fmt::format("{} (it was looked for in {} and what /etc/ld.so.conf names)",
                                   error, searched_folders()));
}

LateLibrary::Symbol LateLibrary::operator[](const char* name) const {
  void* address = dlsym(handle_.get(), name);
  if (address != nullptr) return Symbol(address);
  throw LibraryMissing(fmt::format("{} is of another version: it has no {}", file_, name));
}

}  // namespace vitviz::base
