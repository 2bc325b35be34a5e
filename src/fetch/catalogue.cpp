// SPDX-License-Identifier: Apache-2.0
#include "fetch/catalogue.h"

#include <algorithm>
#include <array>

namespace vitviz::fetch {
namespace {

constexpr std::string_view kApache = "Apache-2.0";

// Names: training, size, patch. DINOv3 has no address of its own: its maker hands it out.
// clang-format off
constexpr std::array kCatalogue = {
    KnownModel{"dino-s16", "DINO", "ViT-S/16", 22, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/dino/dino_deitsmall16_pretrain/"
        "dino_deitsmall16_pretrain.pth"},
    KnownModel{"dino-s8", "DINO", "ViT-S/8", 22, 87, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/dino/dino_deitsmall8_pretrain/"
        "dino_deitsmall8_pretrain.pth"},
    KnownModel{"dino-b16", "DINO", "ViT-B/16", 86, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/dino/dino_vitbase16_pretrain/dino_vitbase16_pretrain.pth"},
    KnownModel{"dino-b8", "DINO", "ViT-B/8", 86, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/dino/dino_vitbase8_pretrain/dino_vitbase8_pretrain.pth"},
    KnownModel{"dinov2-s14", "DINOv2", "ViT-S/14", 22, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/dinov2/dinov2_vits14/dinov2_vits14_pretrain.pth"},
    KnownModel{"dinov2-b14", "DINOv2", "ViT-B/14", 87, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/dinov2/dinov2_vitb14/dinov2_vitb14_pretrain.pth"},
    KnownModel{"dinov2-l14", "DINOv2", "ViT-L/14", 304, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/dinov2/dinov2_vitl14/dinov2_vitl14_pretrain.pth"},
    KnownModel{"dinov2-g14", "DINOv2", "ViT-g/14", 1137, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/dinov2/dinov2_vitg14/dinov2_vitg14_pretrain.pth"},
    KnownModel{"dinov2-s14-reg", "DINOv2, 4 registers", "ViT-S/14", 22, 0,
               kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/dinov2/dinov2_vits14/dinov2_vits14_reg4_pretrain.pth"},
    KnownModel{"dinov2-b14-reg", "DINOv2, 4 registers", "ViT-B/14", 87, 0,
               kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/dinov2/dinov2_vitb14/dinov2_vitb14_reg4_pretrain.pth"},
    KnownModel{"dinov2-l14-reg", "DINOv2, 4 registers", "ViT-L/14", 304, 0,
               kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/dinov2/dinov2_vitl14/dinov2_vitl14_reg4_pretrain.pth"},
    KnownModel{"dinov2-g14-reg", "DINOv2, 4 registers", "ViT-g/14", 1137, 0,
               kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/dinov2/dinov2_vitg14/dinov2_vitg14_reg4_pretrain.pth"},
    KnownModel{"dinov2-s14-hf", "DINOv2", "ViT-S/14", 22, 88, kApache, false, Supply::kHubFolder,
        "https://huggingface.co/facebook/dinov2-small"},
    KnownModel{"dinov3-s16", "DINOv3", "ViT-S/16", 22, 0,
               "DINOv3 License", true, Supply::kOnRequest,
        "https://huggingface.co/facebook/dinov3-vits16-pretrain-lvd1689m"},
    KnownModel{"dinov3-b16", "DINOv3", "ViT-B/16", 86, 0,
               "DINOv3 License", true, Supply::kOnRequest,
        "https://huggingface.co/facebook/dinov3-vitb16-pretrain-lvd1689m"},
    KnownModel{"dinov3-l16", "DINOv3", "ViT-L/16", 303, 0,
               "DINOv3 License", true, Supply::kOnRequest,
        "https://huggingface.co/facebook/dinov3-vitl16-pretrain-lvd1689m"},
    KnownModel{"deit-ti16", "DeiT", "ViT-Ti/16", 6, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_tiny_patch16_224-a1311bcf.pth"},
    KnownModel{"deit-s16", "DeiT", "ViT-S/16", 22, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_small_patch16_224-cd65a155.pth"},
    KnownModel{"deit-b16", "DeiT", "ViT-B/16", 87, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_base_patch16_224-b5f2ef4d.pth"},
    KnownModel{"deit-b16-384", "DeiT at 384", "ViT-B/16", 87, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_base_patch16_384-8de9b5d1.pth"},
    KnownModel{"deit-ti16-distilled", "DeiT, distilled", "ViT-Ti/16", 6, 0,
               kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_tiny_distilled_patch16_224-b40b3cf7.pth"},
    KnownModel{"deit-s16-distilled", "DeiT, distilled", "ViT-S/16", 22, 0,
               kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_small_distilled_patch16_224-649709d9.pth"},
    KnownModel{"deit-b16-distilled", "DeiT, distilled", "ViT-B/16", 87, 0,
               kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_base_distilled_patch16_224-df68dfff.pth"},
    KnownModel{"deit-b16-distilled-384", "DeiT, distilled at 384", "ViT-B/16", 88, 0,
               kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_base_distilled_patch16_384-d0272ac0.pth"},
    KnownModel{"deit3-s16", "DeiT-III", "ViT-S/16", 22, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_3_small_224_1k.pth"},
    KnownModel{"deit3-m16", "DeiT-III", "ViT-M/16", 39, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_3_medium_224_1k.pth"},
    KnownModel{"deit3-b16", "DeiT-III", "ViT-B/16", 87, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_3_base_224_1k.pth"},
    KnownModel{"deit3-l16", "DeiT-III", "ViT-L/16", 304, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_3_large_224_1k.pth"},
    KnownModel{"deit3-h14", "DeiT-III", "ViT-H/14", 632, 0, kApache, false, Supply::kFile,
        "https://dl.fbaipublicfiles.com/deit/deit_3_huge_224_1k.pth"},
    KnownModel{"mae-b16", "MAE", "ViT-B/16", 86, 0, "CC BY-NC 4.0", true, Supply::kFile,
        "https://dl.fbaipublicfiles.com/mae/pretrain/mae_pretrain_vit_base.pth"},
    KnownModel{"mae-l16", "MAE", "ViT-L/16", 303, 0, "CC BY-NC 4.0", true, Supply::kFile,
        "https://dl.fbaipublicfiles.com/mae/pretrain/mae_pretrain_vit_large.pth"},
    KnownModel{"mae-h14", "MAE", "ViT-H/14", 631, 0, "CC BY-NC 4.0", true, Supply::kFile,
        "https://dl.fbaipublicfiles.com/mae/pretrain/mae_pretrain_vit_huge.pth"},
    KnownModel{"augreg-ti16", "AugReg", "ViT-Ti/16", 6, 0, kApache, false, Supply::kFile,
        "https://storage.googleapis.com/vit_models/augreg/Ti_16-i21k-300ep-lr_0.001-aug_none-"
        "wd_0.03-do_0.0-sd_0.0--imagenet2012-steps_20k-lr_0.03-res_224.npz"},
    KnownModel{"augreg-s32", "AugReg", "ViT-S/32", 23, 0, kApache, false, Supply::kFile,
        "https://storage.googleapis.com/vit_models/augreg/S_32-i21k-300ep-lr_0.001-aug_light1-"
        "wd_0.03-do_0.0-sd_0.0--imagenet2012-steps_20k-lr_0.03-res_224.npz"},
    KnownModel{"augreg-s16", "AugReg", "ViT-S/16", 22, 0, kApache, false, Supply::kFile,
        "https://storage.googleapis.com/vit_models/augreg/S_16-i21k-300ep-lr_0.001-aug_light1-"
        "wd_0.03-do_0.0-sd_0.0--imagenet2012-steps_20k-lr_0.03-res_224.npz"},
    KnownModel{"augreg-b32", "AugReg", "ViT-B/32", 88, 0, kApache, false, Supply::kFile,
        "https://storage.googleapis.com/vit_models/augreg/B_32-i21k-300ep-lr_0.001-"
        "aug_medium1-wd_0.03-do_0.0-sd_0.0--imagenet2012-steps_20k-lr_0.03-res_224.npz"},
    KnownModel{"augreg-b16", "AugReg", "ViT-B/16", 87, 0, kApache, false, Supply::kFile,
        "https://storage.googleapis.com/vit_models/augreg/B_16-i21k-300ep-lr_0.001-"
        "aug_medium1-wd_0.1-do_0.0-sd_0.0--imagenet2012-steps_20k-lr_0.01-res_224.npz"},
    KnownModel{"augreg-b8", "AugReg", "ViT-B/8", 87, 0, kApache, false, Supply::kFile,
        "https://storage.googleapis.com/vit_models/augreg/B_8-i21k-300ep-lr_0.001-aug_medium1-"
        "wd_0.1-do_0.0-sd_0.0--imagenet2012-steps_20k-lr_0.01-res_224.npz"},
    KnownModel{"augreg-l16", "AugReg", "ViT-L/16", 304, 0, kApache, false, Supply::kFile,
        "https://storage.googleapis.com/vit_models/augreg/L_16-i21k-300ep-lr_0.001-"
        "aug_medium1-wd_0.1-do_0.1-sd_0.1--imagenet2012-steps_20k-lr_0.01-res_224.npz"},
    KnownModel{"clip-b32", "CLIP", "ViT-B/32", 88, 354, "MIT", false, Supply::kFile,
        "https://openaipublic.azureedge.net/clip/models/"
        "40d365715913c9da98579312b702a82c18be219cc2a73407c4526f58eba950af/ViT-B-32.pt"},
    KnownModel{"clip-b16", "CLIP", "ViT-B/16", 86, 351, "MIT", false, Supply::kFile,
        "https://openaipublic.azureedge.net/clip/models/"
        "5806e77cd80f8b59890b7e101eabd078d9fb84e6937f9e85e4ecb61988df416f/ViT-B-16.pt"},
    KnownModel{"clip-l14", "CLIP", "ViT-L/14", 304, 933, "MIT", false, Supply::kFile,
        "https://openaipublic.azureedge.net/clip/models/"
        "b8cca3fd41ae0c99ba7e8951adf17d267cdb84cd88be6f7c2e0eca1737a03836/ViT-L-14.pt"},
    KnownModel{"clip-l14-336", "CLIP at 336", "ViT-L/14", 304, 934, "MIT", false, Supply::kFile,
        "https://openaipublic.azureedge.net/clip/models/"
        "3035c92b350959924f9f00213499208652fc7ea050643e8b385c2dac08641f02/ViT-L-14-336px.pt"},
    KnownModel{"siglip-b16", "SigLIP", "ViT-B/16", 93, 813, kApache, false, Supply::kHubFolder,
        "https://huggingface.co/google/siglip-base-patch16-224"},
    KnownModel{"vit-b16-hf", "ImageNet-21k", "ViT-B/16", 87, 346,
               kApache, false, Supply::kHubFolder,
        "https://huggingface.co/google/vit-base-patch16-224"},
    KnownModel{"torchvision-b16", "torchvision", "ViT-B/16", 87, 346,
               "BSD-3-Clause", false, Supply::kFile,
        "https://download.pytorch.org/models/vit_b_16-c867db91.pth"},
    KnownModel{"torchvision-b32", "torchvision", "ViT-B/32", 88, 0,
               "BSD-3-Clause", false, Supply::kFile,
        "https://download.pytorch.org/models/vit_b_32-d86f8d99.pth"},
    KnownModel{"torchvision-l16", "torchvision", "ViT-L/16", 304, 0,
               "BSD-3-Clause", false, Supply::kFile,
        "https://download.pytorch.org/models/vit_l_16-852ce7e3.pth"},
    KnownModel{"torchvision-l32", "torchvision", "ViT-L/32", 307, 0,
               "BSD-3-Clause", false, Supply::kFile,
        "https://download.pytorch.org/models/vit_l_32-c7638314.pth"},
};
// clang-format on

bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string_view last_part(std::string_view url) { return url.substr(url.rfind('/') + 1); }

}  // namespace

std::span<const KnownModel> catalogue() { return kCatalogue; }

const KnownModel* find_known_model(std::string_view name) {
  const auto found = std::find_if(kCatalogue.begin(), kCatalogue.end(),
                                  [name](const KnownModel& known) { return known.name == name; });
  return found == kCatalogue.end() ? nullptr : &*found;
}

std::uint64_t most_bytes_of(const KnownModel& known) {
  constexpr std::uint64_t kMillion = 1000000;
  constexpr int kBytesPerWeight = 4;
  constexpr std::uint64_t kCopies = 8;  // student, teacher, their heads, and an optimizer's moments
  const int megabytes = std::max(known.megabytes, kBytesPerWeight * known.millions);
  return kCopies * static_cast<std::uint64_t>(megabytes) * kMillion;
}

std::vector<RemoteFile> files_of(Supply supply, std::string_view address) {
  std::vector<RemoteFile> files;
  if (supply == Supply::kFile) {
    const std::string url(address);
    files.push_back(
        {url, std::string(last_part(std::string_view(url).substr(0, url.find_first_of("?#")))),
         published_sha256(url)});
  } else if (supply == Supply::kHubFolder) {
    for (const char* name : {"config.json", "preprocessor_config.json", "model.safetensors"}) {
      files.push_back({std::string(address) + "/resolve/main/" + name, name, ""});
    }
  }
  return files;
}

std::string published_sha256(std::string_view url) {
  constexpr std::size_t kAll = 64;
  constexpr std::size_t kFirst = 8;
  const std::string_view file = last_part(url);
  const std::string_view folder =
      last_part(url.substr(0, url.size() - std::min(url.size(), file.size() + 1)));
  if (folder.size() == kAll && is_hexadecimal(folder)) return std::string(folder);

  const std::string_view stem = file.substr(0, file.find('.'));
  const std::string_view digits = stem.substr(stem.rfind('-') + 1);
  const bool has_digits = stem.size() > digits.size() && digits.size() == kFirst;
  return has_digits && is_hexadecimal(digits) ? std::string(digits) : "";
}

}  // namespace vitviz::fetch
