// SPDX-License-Identifier: Apache-2.0
// A shared library that is loaded when it is first needed: each one that is linked costs every
// start of the program time, and every machine the packages behind it.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace vitviz::base {

// The library is not there, or is of another kind. what() says which file, where it was looked for
// and what is wrong with it. Whoever needed it says for what, and which package to install.
class LibraryMissing : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class LateLibrary {
 public:
  // What lies at a name of the library; it becomes a pointer to a function of any type.
  class Symbol {
   public:
    explicit Symbol(void* address) : address_(address) {}
    template <typename Function>
    operator Function*() const {  // NOLINT(google-explicit-constructor)
      static_assert(std::is_function_v<Function>);
      return reinterpret_cast<Function*>(address_);
    }

   private:
    void* address_;
  };

  // Loads `file`, as the linker of programs knows it: "libheif.so.1". Throws LibraryMissing.
  explicit LateLibrary(const std::string& file);

  // Throws LibraryMissing where the library has no such name.
  [[nodiscard]] Symbol operator[](const char* name) const;

  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  struct Close {
    void operator()(void* handle) const;
  };

  std::string file_;
  std::unique_ptr<void, Close> handle_;
};

}  // namespace vitviz::base
