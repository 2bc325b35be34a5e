// SPDX-License-Identifier: Apache-2.0
#include "archives/tar.h"

#include "archives/tar_members.h"

namespace vitviz::archives {
namespace {

class Tar : public Archive {
 public:
  using Archive::Archive;

 protected:
  [[nodiscard]] Content read(const Member& member) const override {
    return base::FilePart{member.at, member.bytes};
  }
};

}  // namespace

std::unique_ptr<const Archive> open_tar(const std::string& name, const io::RandomAccess& file) {
  return std::make_unique<Tar>(name, list_tar(file));
}

}  // namespace vitviz::archives
