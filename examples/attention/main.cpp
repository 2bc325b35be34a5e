// SPDX-License-Identifier: Apache-2.0
// Which patch of a photo each head of the last block looks at most.
#include <algorithm>
#include <cstdio>
#include <span>

#include <vitviz/vitviz.h>

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: attention PHOTO [CHECKPOINT]\n", stderr);
    return 2;
  }
  try {
    const auto model = argc > 2 ? vitviz::Model::load(argv[2]) : vitviz::Model::built_in();
    const auto seen = model.look(vitviz::Photo::read(argv[1]));
    const vitviz::Array attention = seen.attention();  // [blocks, heads, rows, cols]
    const std::size_t patches = attention.shape[2] * attention.shape[3];
    const std::size_t heads = attention.shape[1];
    const std::span<const float> last = attention.values.last(heads * patches);
    for (std::size_t head = 0; head < heads; ++head) {
      const auto map = last.subspan(head * patches, patches);
      const auto most = static_cast<std::size_t>(std::ranges::max_element(map) - map.begin());
      std::printf("head %zu: row %zu, column %zu, %.4f of its attention\n", head,
                  most / attention.shape[3], most % attention.shape[3],
                  static_cast<double>(map[most]));
    }
  } catch (const vitviz::Error& error) {
    std::fprintf(stderr, "error: %s\n%s\n", error.what(), error.hint().c_str());
    return static_cast<int>(error.code());
  }
}
