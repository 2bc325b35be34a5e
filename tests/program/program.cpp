// SPDX-License-Identifier: Apache-2.0
#include "program/program.h"

#include <span>

#include "base/thread_pool.h"
#include "image/png_file.h"
#include "support/temporary_folder.h"

namespace vitviz::test {

std::filesystem::path vitviz_program() { return VITVIZ_PROGRAM; }

ProgramResult run_vitviz(const std::filesystem::path& folder,
                         const std::vector<std::string>& arguments) {
  return run_vitviz(folder, arguments, ProgramSetting{}.shell);
}

ProgramResult run_vitviz(const std::filesystem::path& folder,
                         const std::vector<std::string>& arguments, const std::string& shell) {
  std::vector<std::string> words = {"--size", "64"};  // the last --size counts
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_program(vitviz_program(), words, {.folder = folder, .shell = shell});
}

void write_photo(const std::filesystem::path& path, image::Size size) {
  image::RgbImage photo(size);
  const int radius = size.height / 4;
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const int dx = x - size.width / 3;
      const int dy = y - size.height / 2;
      const bool in_disc = dx * dx + dy * dy < radius * radius;
      const auto pixel = photo.row(y).subspan(3 * static_cast<std::size_t>(x), 3);
      pixel[0] = in_disc ? 240 : 30;
      pixel[1] = in_disc ? 180 : 50;
      pixel[2] = in_disc ? 60 : 70;
    }
  }
  base::ThreadPool one_thread(1);
  write_bytes(path, image::encode_png(photo, one_thread));
}

void write_broken_photo(const std::filesystem::path& path) {
  const std::string text = "this is no photo";
  write_bytes(path, std::as_bytes(std::span(text)));
}

}  // namespace vitviz::test
