// SPDX-License-Identifier: Apache-2.0
// NumPy's arrays as pictures: [H, W] and [H, W, C], and [C, H, W] where the last dimension cannot
// be the channels. Numbers of every kind and byte order, in C's order a row at a time; in Fortran's
// order, in which a row is scattered over the file, the array is held as a whole.
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/stopped.h"
#include "base/text.h"
#include "image/samples.h"
#include "image/window_decoder.h"
#include "numpy/npy_fields.h"

namespace vitviz::image {
namespace {

using tensor::ElementType;

// A picture that is no wider is less than a patch of most models: the last dimension is channels.
constexpr std::int64_t kMostLikelyChannels = 16;

struct NpyHead {
  numpy::NpyFields fields;
  std::size_t data_begin = 0;
};

// Magic and version, the length of the text, the text (numpy/npy.h).
NpyHead read_head(const EncodedPhoto& photo) {
  std::array<std::byte, 12> start{};
  if (photo.source.read(0, start) < start.size()) fail_to_decode(photo, "the file ends too early");
  const auto version = std::to_integer<int>(start[6]);
  if (version < 1 || version > 3) {
    fail_because_unsupported(photo, fmt::format("version {} of the format", version));
  }
  const std::size_t begin = version == 1 ? 10 : 12;
  const std::size_t length = little_endian(std::span(start).subspan(8, begin - 8));
  if (length > numpy::kMaxNpyHeaderBytes) {
    fail_to_decode(photo, fmt::format("its header is said to take {} bytes", length));
  }
  std::string text(length, '\0');
  text.resize(photo.source.read(begin, std::as_writable_bytes(std::span(text))));
  std::string problem;
  auto fields = numpy::parse_npy_fields(text, problem);
  if (!fields) fail_to_decode(photo, "its header cannot be read: " + problem);
  return {*std::move(fields), begin + length};
}

struct StoredType {
  ElementType element;
  NumberType stored;
};

NumberType number_type(const EncodedPhoto& photo, const numpy::NpyFields& fields) {
  using enum NumberKind;
  constexpr StoredType kTypes[] = {
      {ElementType::kU8, {kWhole, 8}},    {ElementType::kU16, {kWhole, 16}},
      {ElementType::kU32, {kWhole, 32}},  {ElementType::kU64, {kWhole, 64}},
      {ElementType::kI8, {kSigned, 8}},   {ElementType::kI16, {kSigned, 16}},
      {ElementType::kI32, {kSigned, 32}}, {ElementType::kI64, {kSigned, 64}},
      {ElementType::kF16, {kFloat, 16}},  {ElementType::kF32, {kFloat, 32}},
      {ElementType::kF64, {kFloat, 64}},  {ElementType::kBool, {kWhole, 8}},
  };
  for (const auto& [element, stored] : kTypes) {
    if (fields.type == element) return stored;
  }
  fail_because_unsupported(photo, fields.type_name.empty()
                                      ? "its elements are records"
                                      : fmt::format("its elements are '{}'", fields.type_name));
}

// One dimension of the array: how many, and bytes from one to the next.
struct Axis {
  std::int64_t count = 1;
  std::size_t step = 0;
};

class NpySamples : public SampleSource {
 public:
  explicit NpySamples(const EncodedPhoto& photo) : photo_(photo) {
    const NpyHead head = read_head(photo);
    const numpy::NpyFields& fields = head.fields;
    type_ = number_type(photo, fields);
    order_ = fields.is_big_endian ? std::endian::big : std::endian::little;
    begin_ = head.data_begin;
    lay_out(fields);
    const NumberType seen =
        fields.type == ElementType::kBool ? NumberType{NumberKind::kWhole, 1} : type_;
    const auto width = static_cast<std::size_t>(cols_.count);
    set_header({.size = size_,
                .channels = static_cast<int>(channels_.count),
                .type = seen,
                .usual = usual_levels(seen),
                .bytes = piece_bytes_ + 3 * width * sizeof(double)});
  }

  void read(std::span<const int> channels, const UseRow& use,
            const std::stop_token& stop) override {
    const std::size_t count = channels.size();
    std::vector<double> row(static_cast<std::size_t>(cols_.count) * count);
    for (std::int64_t y = 0; y < rows_.count; ++y) {
      base::stop_if_requested(stop);
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = static_cast<std::size_t>(y) * rows_.step +
                               static_cast<std::size_t>(channels[i]) * channels_.step;
        read_numbers(type_, order_, bytes_at(at), cols_.step, std::span(row).subspan(i), count);
      }
      use(row);
    }
  }

 private:
  // An array of more than 8 bits holds measurements more often than a photo.
  [[nodiscard]] static std::optional<Levels> usual_levels(NumberType type) {
    const bool is_photo = type.kind == NumberKind::kWhole && type.bits <= 8;
    return is_photo ? std::optional(Levels::of_whole_numbers(type.bits)) : std::nullopt;
  }

  // Which dimension is what.
  void lay_out(const numpy::NpyFields& fields) {
    const std::vector<std::int64_t>& shape = fields.shape;
    const std::string text = fmt::format("its shape is ({})", fmt::join(shape, ", "));
    if (shape.size() != 2 && shape.size() != 3) {
      fail_because_unsupported(photo_, text + ", a picture is (H, W) or (H, W, C)");
    }
    const bool first_is_channels =
        shape.size() == 3 && shape[0] < shape[2] && shape[2] > kMostLikelyChannels;
    if (first_is_channels) add_note(text + ", taken as channels, height and width");
    std::array<Axis, 3> axes{};
    std::transform(shape.begin(), shape.end(), axes.begin(), [](std::int64_t count) {
      return Axis{count, 0};
    });
    const std::size_t first = first_is_channels ? 1 : 0;
    size_ = checked_size(photo_, axes[first + 1].count, axes[first].count);
    const std::int64_t channels = axes[first_is_channels ? 0 : 2].count;
    if (channels < 1) fail_because_unsupported(photo_, text);
    take_steps(axes, fields.fortran_order);
    rows_ = axes[first];
    cols_ = axes[first + 1];
    channels_ = axes[first_is_channels ? 0 : 2];
    // All in Fortran's order, else a row of all channels, or of one.
    piece_bytes_ = fields.fortran_order ? bytes_
                   : first_is_channels  ? static_cast<std::size_t>(cols_.count) * type_.bytes()
                                        : rows_.step;
  }

  // Products stay below 2^60: checked_size() bounds the pixels and so both sides, and the channels
  // are at most kMostLikelyChannels, or no more than one of these.
  void take_steps(std::array<Axis, 3>& axes, bool fortran_order) {
    std::size_t step = type_.bytes();
    for (std::size_t i = 0; i < axes.size(); ++i) {
      Axis& axis = axes[fortran_order ? i : axes.size() - 1 - i];
      axis.step = step;
      step *= static_cast<std::size_t>(axis.count);
    }
    bytes_ = step;
    if (photo_.source.size() < begin_ || photo_.source.size() - begin_ < bytes_) {
      fail_to_decode(photo_, "the file ends too early");
    }
  }

  // What lies from this byte of the array on, at least to the end of its row.
  std::span<const std::byte> bytes_at(std::size_t at) {
    const std::size_t begin = at / piece_bytes_ * piece_bytes_;
    if (begin != piece_begin_ || piece_.empty()) {
      piece_.resize(piece_bytes_);
      piece_begin_ = begin;
      if (photo_.source.read(begin_ + begin, piece_) != piece_bytes_) {
        piece_.clear();
        fail_to_decode(photo_, "the file ends too early");
      }
    }
    return std::span<const std::byte>(piece_).subspan(at - begin);
  }

  const EncodedPhoto& photo_;
  NumberType type_;
  std::endian order_ = std::endian::little;
  std::size_t begin_ = 0;  // of the numbers, in the file
  std::size_t bytes_ = 0;  // of all numbers
  Size size_;
  Axis rows_;
  Axis cols_;
  Axis channels_;
  std::vector<std::byte> piece_;  // of the numbers
  std::size_t piece_bytes_ = 0;
  std::size_t piece_begin_ = 0;
};

}  // namespace

std::unique_ptr<SampleSource> open_npy_samples(const EncodedPhoto& photo) {
  return std::make_unique<NpySamples>(photo);
}

std::unique_ptr<PhotoDecoder> open_npy(const EncodedPhoto& photo) {
  return open_windowed(photo, open_npy_samples(photo), {});
}

}  // namespace vitviz::image
