// SPDX-License-Identifier: Apache-2.0
#include "image/color_profile.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <lcms2.h>

#include "base/text.h"
#include "image/srgb_profile.h"

namespace vitviz::image {
namespace {

struct DeleteContext {
  void operator()(cmsContext context) const { cmsDeleteContext(context); }
};
struct CloseProfile {
  void operator()(cmsHPROFILE profile) const { cmsCloseProfile(profile); }
};
using Context = std::unique_ptr<std::remove_pointer_t<cmsContext>, DeleteContext>;
using Profile = std::unique_ptr<void, CloseProfile>;

// Colours from all over the cube, and all greys.
std::vector<std::uint8_t> samples() {
  std::vector<std::uint8_t> rgb;
  constexpr int kStep = 51;
  for (int i = 0; i < 6 * 6 * 6; ++i) {
    for (const int level : {i / 36, i / 6 % 6, i % 6}) {
      rgb.push_back(static_cast<std::uint8_t>(kStep * level));
    }
  }
  for (int i = 0; i < 256; ++i) rgb.insert(rgb.end(), 3, static_cast<std::uint8_t>(i));
  return rgb;
}

bool changes_colors(const ToSrgb& conversion) {
  const std::vector<std::uint8_t> before = samples();
  std::vector<std::uint8_t> after = before;
  conversion.convert(after);
  return !std::equal(before.begin(), before.end(), after.begin(),
                     [](int a, int b) { return std::abs(a - b) <= kSameLevels; });
}

std::string name_of(cmsHPROFILE profile) {
  std::array<char, 128> name{};
  cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", name.data(),
                         static_cast<cmsUInt32Number>(name.size()));
  name.back() = '\0';
  return name.front() == '\0' ? "a profile without a name" : base::printable(name.data());
}

std::string_view kind_of(cmsHPROFILE profile) {
  const cmsColorSpaceSignature space = cmsGetColorSpace(profile);
  return space == cmsSigGrayData ? "grey" : space == cmsSigCmykData ? "ink" : "other colours";
}

void ignore_error(cmsContext /*context*/, cmsUInt32Number /*code*/, const char* /*text*/) {}

ProfileUse unusable() {
  return {nullptr, "its colour profile is broken: its colours are taken as sRGB"};
}

}  // namespace

void ToSrgb::Delete::operator()(void* transform) const {
  const cmsContext context = cmsGetTransformContextID(transform);
  cmsDeleteTransform(transform);
  cmsDeleteContext(context);
}

void ToSrgb::convert(std::span<std::uint8_t> rgb) const {
  cmsDoTransform(transform_.get(), rgb.data(), rgb.data(),
                 static_cast<cmsUInt32Number>(rgb.size() / 3));
}

ProfileUse use_color_profile(std::span<const std::byte> icc) {
  if (is_srgb_profile(icc)) return {};
  Context context(cmsCreateContext(nullptr, nullptr));
  cmsSetLogErrorHandlerTHR(context.get(), ignore_error);
  const Profile profile(cmsOpenProfileFromMemTHR(context.get(), icc.data(),
                                                 static_cast<cmsUInt32Number>(icc.size())));
  if (!profile) return unusable();
  if (cmsGetColorSpace(profile.get()) != cmsSigRgbData) {
    return {nullptr, fmt::format("its colour profile is one of {}, which is not converted",
                                 kind_of(profile.get()))};
  }
  const Profile srgb(cmsCreate_sRGBProfileTHR(context.get()));
  void* transform = cmsCreateTransformTHR(context.get(), profile.get(), TYPE_RGB_8, srgb.get(),
                                          TYPE_RGB_8, INTENT_PERCEPTUAL, cmsFLAGS_NOCACHE);
  if (transform == nullptr) return unusable();
  auto conversion = std::make_unique<const ToSrgb>(transform);
  static_cast<void>(context.release());  // the transform's, from here on
  if (!changes_colors(*conversion)) return {};
  return {std::move(conversion),
          fmt::format("its colours are converted to sRGB, from {}", name_of(profile.get()))};
}

}  // namespace vitviz::image
