// SPDX-License-Identifier: Apache-2.0
#include "batch/frame_folder.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;

constexpr int kFewestDigits = 6;  // 11 hours of 25 frames a second
constexpr std::string_view kExtension = ".png";

[[noreturn]] void fail(const fs::path& path, const char* reason) {
  throw base::Error(
      base::ErrorCode::kOutput,
      fmt::format("{}: {}, and so is never replaced", base::printable(path.string()), reason),
      "choose another folder with " + base::argument("out"));
}

bool is_frame(const fs::directory_entry& entry) {
  std::error_code error;
  const std::string name = entry.path().filename().string();
  const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
  return digits >= kFewestDigits && std::string_view(name).substr(digits) == kExtension &&
         fs::is_regular_file(entry.symlink_status(error));
}

}  // namespace

void check_frame_folder(const fs::path& path, const KeptFiles& kept) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (!fs::exists(status)) return;
  if (!fs::is_directory(status)) fail(path, "is no folder of frames");
  for (const fs::directory_entry& entry : fs::directory_iterator(path, error)) {
    if (!is_frame(entry)) fail(path, "holds more than frames");
    if (kept.contains(entry.path())) fail(path, "holds a picture that this call reads");
  }
  if (error) fail(path, "cannot be looked into");
}

FrameFolder::FrameFolder(const fs::path& target, int frames)
    : folder_(target),
      digits_(std::max(kFewestDigits, static_cast<int>(std::to_string(frames).size()))) {}

void FrameFolder::add(int frame, const views::Picture& picture) {
  folder_.add(fmt::format("{:0{}}{}", frame + 1, digits_, kExtension), picture.write);
}

void FrameFolder::appear(base::Overwrite overwrite) {
  // Once more: the user may have put something there since the first frame.
  if (overwrite == base::Overwrite::kReplace) check_frame_folder(target(), {});
  folder_.appear(overwrite);
}

}  // namespace vitviz::batch
