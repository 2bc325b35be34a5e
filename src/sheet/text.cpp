// SPDX-License-Identifier: Apache-2.0
#include "sheet/text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <freetype/freetype.h>
#include <freetype/ftoutln.h>

#include "base/check.h"
#include "base/utf8.h"

// Defined in embedded_font.S.
extern "C" const FT_Byte vitviz_embedded_font[];
extern "C" const FT_Byte vitviz_embedded_font_end[];

namespace vitviz::sheet {
namespace {

// Hinted by FreeType itself, and vertically only: lines are sharp, and letters keep their widths.
constexpr FT_Int32 kHinting = FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP;

// The font, opened for one thread: FreeType keeps the size and the last character inside of it.
class Font {
 public:
  Font() {
    VITVIZ_CHECK(FT_Init_FreeType(&library_) == 0);
    VITVIZ_CHECK(FT_New_Memory_Face(library_, vitviz_embedded_font,
                                    vitviz_embedded_font_end - vitviz_embedded_font, 0,
                                    &face_) == 0);
  }
  ~Font() {
    FT_Done_Face(face_);
    FT_Done_FreeType(library_);
  }
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;

  void set_size(int pixels) {
    VITVIZ_CHECK(pixels >= 1);
    VITVIZ_CHECK(FT_Set_Pixel_Sizes(face_, 0, static_cast<FT_UInt>(pixels)) == 0);
  }

  // The outline of a character, not yet drawn; valid until the next call.
  FT_GlyphSlot load(char32_t character) {
    VITVIZ_CHECK(FT_Load_Char(face_, character, kHinting) == 0);
    return face_->glyph;
  }

 private:
  FT_Library library_ = nullptr;
  FT_Face face_ = nullptr;
};

Font& font_of_this_thread(int pixels) {
  thread_local Font font;
  font.set_size(pixels);
  return font;
}

// Takes the first character off `text`, which is not empty.
char32_t take_character(std::string_view& text) {
  constexpr char32_t kReplacement = 0xFFFD;
  const std::size_t size = base::utf8_character_size(text);
  const auto first = static_cast<unsigned char>(text.front());
  char32_t character = size == 0 ? kReplacement : size == 1 ? first : first & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    character = character << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  text.remove_prefix(std::max<std::size_t>(size, 1));
  return character;
}

// Positions along the line are in 1/65536 of a pixel, FreeType's unit of unhinted widths.
constexpr int kPositionBits = 16;

int rounded_up(FT_Pos position) {
  return static_cast<int>((position + (1 << kPositionBits) - 1) >> kPositionBits);
}

// Lays `coverage` (0 to 255 of each pixel) in a colour over the picture.
void blend(const FT_Bitmap& coverage, Point corner, const color::Color& color,
           image::RgbImage& picture) {
  const int end_y = std::min(static_cast<int>(coverage.rows), picture.height() - corner.y);
  const int end_x = std::min(static_cast<int>(coverage.width), picture.width() - corner.x);
  for (int y = std::max(0, -corner.y); y < end_y; ++y) {
    const std::uint8_t* const weights = coverage.buffer + std::ptrdiff_t{y} * coverage.pitch;
    const auto row = picture.row(corner.y + y);
    for (int x = std::max(0, -corner.x); x < end_x; ++x) {
      const int weight = weights[x];
      for (std::size_t i = 0; i < 3; ++i) {
        std::uint8_t& channel = row[3 * static_cast<std::size_t>(corner.x + x) + i];
        const int sum = channel * (255 - weight) + color[i] * weight;
        channel = static_cast<std::uint8_t>((sum + 127) / 255);
      }
    }
  }
}

// Draws a loaded character whose baseline begins `position` after `start`.
void draw_character(FT_GlyphSlot glyph, Point start, FT_Pos position, const TextStyle& style,
                    image::RgbImage& picture) {
  constexpr FT_Pos kFraction = (1 << kPositionBits) - 1;
  constexpr int kToOutline = kPositionBits - 6;  // outlines are in 1/64 of a pixel
  FT_Outline_Translate(&glyph->outline, (position & kFraction) >> kToOutline, 0);
  const auto whole = static_cast<int>(position >> kPositionBits);
  Point origin = {start.x + whole, start.y};
  if (style.direction == TextDirection::kUp) {
    const FT_Matrix quarter_turn = {0, -(1 << 16), 1 << 16, 0};
    FT_Outline_Transform(&glyph->outline, &quarter_turn);
    origin = {start.x, start.y - whole};
  }
  VITVIZ_CHECK(FT_Render_Glyph(glyph, FT_RENDER_MODE_NORMAL) == 0);
  blend(glyph->bitmap, {origin.x + glyph->bitmap_left, origin.y - glyph->bitmap_top}, style.color,
        picture);
}

}  // namespace

TextExtent measure_text(std::string_view text, int pixels) {
  Font& font = font_of_this_thread(pixels);
  // Outlines are in 1/64 of a pixel.
  const auto above = [&](char32_t character) {
    return static_cast<int>(font.load(character)->metrics.horiBearingY / 64);
  };
  const auto below = [&](char32_t character) {
    const FT_Glyph_Metrics& metrics = font.load(character)->metrics;
    return static_cast<int>((metrics.height - metrics.horiBearingY + 63) / 64);
  };
  const int ascent = above(U'H');
  const int descent = below(U'g');
  FT_Pos width = 0;
  while (!text.empty()) width += font.load(take_character(text))->linearHoriAdvance;
  return {rounded_up(width), ascent, descent};
}

void draw_text(std::string_view text, Point baseline, const TextStyle& style,
               image::RgbImage& picture) {
  Font& font = font_of_this_thread(style.pixels);
  FT_Pos position = 0;
  while (!text.empty()) {
    const FT_GlyphSlot glyph = font.load(take_character(text));
    draw_character(glyph, baseline, position, style, picture);
    position += glyph->linearHoriAdvance;
  }
}

}  // namespace vitviz::sheet
