// SPDX-License-Identifier: Apache-2.0
#include "image/pnm_header.h"

#include <string>

#include <fmt/format.h>

#include "image/pnm_text.h"

namespace vitviz::image {
namespace {

// A header takes some dozen bytes, and comments some lines.
constexpr std::size_t kMostHeaderBytes = std::size_t{64} * 1024;

class HeaderReader {
 public:
  explicit HeaderReader(const EncodedPhoto& photo) : photo_(photo) {
    text_.expect_at_most(kMostHeaderBytes);
  }

  PnmHeader read() {
    static_cast<void>(bytes_.next());  // "P"
    const unsigned kind = bytes_.next().value_or('0') - '0';
    kind == 7 ? read_arbitrary() : read_plain(kind);
    header_.start = bytes_.position();
    check_length();
    return header_;
  }

 private:
  void read_plain(unsigned kind) {
    const unsigned width = text_.number();
    header_.size = checked_size(photo_, width, text_.number());
    header_.is_ink = kind == 1 || kind == 4;
    header_.channels = kind == 3 || kind == 6 ? 3 : 1;
    if (!header_.is_ink) set_maxval(text_.number());
    if (kind == 1) header_.samples = PnmSamples::kTextBits;
    if (kind == 2 || kind == 3) header_.samples = PnmSamples::kText;
    if (kind == 4) header_.samples = PnmSamples::kBits;
  }

  void read_arbitrary() {
    unsigned width = 0;
    unsigned height = 0;
    unsigned depth = 0;
    unsigned maxval = 0;
    std::string type;
    for (std::string key = text_.word(); key != "ENDHDR"; key = text_.word()) {
      if (key == "TUPLTYPE") {
        type = text_.word();
      } else {
        unsigned& value = key == "WIDTH"    ? width
                          : key == "HEIGHT" ? height
                          : key == "DEPTH"  ? depth
                          : key == "MAXVAL" ? maxval
                                            : fail_at(key);
        value = text_.number();
      }
    }
    header_.size = checked_size(photo_, width, height);
    set_maxval(maxval);
    set_channels(depth, type);
  }

  [[noreturn]] unsigned& fail_at(const std::string& key) const {
    fail_to_decode(photo_, fmt::format("its header says {}, which means nothing", key));
  }

  void set_maxval(unsigned maxval) {
    if (maxval < 1 || maxval > 0xFFFF) {
      fail_to_decode(photo_, fmt::format("its largest sample is {}", maxval));
    }
    header_.maxval = maxval;
    if (maxval > 0xFF) header_.samples = PnmSamples::kPairsOfBytes;
  }

  // Where a file says nothing of their meaning, their number does.
  void set_channels(unsigned depth, const std::string& type) {
    if (depth < 1 || depth > 4) {
      fail_because_unsupported(photo_, fmt::format("it has {} channels", depth));
    }
    header_.channels = static_cast<int>(depth);
    header_.has_opacity = depth == 2 || depth == 4;
    const std::string_view tone = depth <= 2 ? "GRAYSCALE" : "RGB";
    const std::string_view opacity = header_.has_opacity ? "_ALPHA" : "";
    const bool is_bits = header_.maxval == 1 && type == fmt::format("BLACKANDWHITE{}", opacity);
    if (!type.empty() && !(is_bits && depth <= 2) && type != fmt::format("{}{}", tone, opacity)) {
      fail_because_unsupported(photo_, fmt::format("{} channels of {}", depth, type));
    }
  }

  // Refuses a file that is too short by its header alone, before anything is allocated.
  void check_length() const {
    const std::size_t row = header_.samples_in_row();
    const auto rows = static_cast<std::size_t>(header_.size.height);
    std::size_t least = row * rows;  // a byte each
    if (header_.samples == PnmSamples::kBits) least = (row + 7) / 8 * rows;
    if (header_.samples == PnmSamples::kPairsOfBytes) least *= 2;
    if (header_.samples == PnmSamples::kText) least = 2 * least - 1;  // with white space between
    const std::size_t file = photo_.source.size();
    if (header_.start > file || least > file - header_.start) {
      fail_to_decode(photo_, "the file ends too early");
    }
  }

  const EncodedPhoto& photo_;
  const std::stop_token never_;
  ByteReader bytes_{photo_.source, 0, never_};
  PnmText text_{photo_, bytes_};
  PnmHeader header_;
};

}  // namespace

PnmHeader read_pnm_header(const EncodedPhoto& photo) { return HeaderReader(photo).read(); }

}  // namespace vitviz::image
