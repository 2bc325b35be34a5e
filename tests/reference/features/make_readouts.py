#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The vectors that transformers, timm and open_clip make of a photo, of checkpoints of tests/reference/families.

  readouts/CASE.WHAT.GRID.npy    [D] or [P] float32 of the photo families/variants/GRID.input.npy. WHAT is "pooled" (pooler_output, or timm's
                                 attn_pool), "own" (timm's forward_head(pre_logits=True)) or "projected" (image_embeds, encode_image())
  hf_clip_projection/            the one checkpoint made here: a whole CLIPModel with random weights, text tower and all

usage: make_readouts.py       (writes beside itself)
needs: torch timm transformers open_clip_torch safetensors numpy; made with torch 2.15, timm 1.0.31, transformers 5.24, open_clip 3.3
"""
import os
import pathlib

os.environ["TIMM_FUSED_ATTN"] = "0"
import numpy as np
import open_clip.transformer
import timm
import torch
import transformers
from safetensors.torch import load_file
from timm.models.naflexvit import NaFlexVit, NaFlexVitCfg

HERE = pathlib.Path(__file__).parent
FAMILIES = HERE.parent / "families"
WIDTH, HEADS, BLOCKS, PATCH, SIDE = 48, 3, 2, 8, 6
GRIDS = ("grid6x6", "grid5x9")


def save(case, what, run, grids=GRIDS):
    for grid in grids:
        photo = torch.from_numpy(np.load(FAMILIES / "variants" / f"{grid}.input.npy"))[None]
        with torch.inference_mode():
            np.save(HERE / "readouts" / f"{case}.{what}.{grid}.npy", run(photo)[0].numpy().astype("<f4"))


def siglip():
    model = transformers.SiglipVisionModel.from_pretrained(FAMILIES / "hf_siglip").eval()
    save("hf_siglip", "pooled", lambda x: model(x, interpolate_pos_encoding=True).pooler_output)


def siglip2():
    model = transformers.Siglip2VisionModel.from_pretrained(FAMILIES / "hf_siglip2").eval()
    to_patches = transformers.models.siglip2.image_processing_siglip2.convert_image_to_patches

    def run(x):
        rows, cols = x.shape[2] // PATCH, x.shape[3] // PATCH
        mask = torch.ones(1, rows * cols, dtype=torch.long)
        return model(to_patches(x[0], PATCH)[None], pixel_attention_mask=mask, spatial_shapes=torch.tensor([[rows, cols]])).pooler_output
    save("hf_siglip2", "pooled", run)


def timm_model(folder, **options):
    model = timm.models.VisionTransformer(
        img_size=PATCH * SIDE, patch_size=PATCH, embed_dim=WIDTH, depth=BLOCKS, num_heads=HEADS, dynamic_img_size=True, global_pool="map", **options)
    model.load_state_dict(load_file(FAMILIES / folder / "model.safetensors"))
    return model.eval()


def of_timm(model):
    return lambda x: model.forward_head(model.forward_features(x), pre_logits=True)


def timm_pooled():
    save("timm_siglip", "own", of_timm(timm_model("timm_siglip", class_token=False, num_classes=0)))
    naflex = NaFlexVit(NaFlexVitCfg(patch_size=PATCH, embed_dim=WIDTH, depth=BLOCKS, num_heads=HEADS, act_layer="gelu_tanh", global_pool="map",
                                    pos_embed_interp_mode="bilinear"), img_size=PATCH * SIDE, num_classes=0)
    naflex.load_state_dict(load_file(FAMILIES / "timm_siglip2" / "model.safetensors"))
    naflex.eval()
    save("timm_siglip2", "own", lambda x: naflex(x))
    # A classifier behind one more LayerNorm, and CLS, which is not pooled.
    model = timm_model("variants/timm_attention_pooled_cls", fc_norm=True, num_classes=4, mlp_ratio=1.0)
    save("timm_attention_pooled_cls", "own", of_timm(model))
    save("timm_attention_pooled_cls", "pooled", lambda x: model.attn_pool(model.forward_features(x)[:, 1:]))


def hugging_face_clip():
    vision = dict(hidden_size=24, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, image_size=PATCH * SIDE, patch_size=PATCH, projection_dim=10)
    transformers.logging.set_verbosity_error()  # the text tower is left out on purpose
    text = dict(hidden_size=16, num_hidden_layers=1, num_attention_heads=1, intermediate_size=16, vocab_size=7)
    model = transformers.CLIPModel(transformers.CLIPConfig(vision_config=vision, text_config=text, projection_dim=10)).eval()
    torch.manual_seed(0)
    for name, p in model.named_parameters():
        if p.dim() > 0:
            p.data = (1.0 if p.dim() == 1 and name.endswith("weight") else 0.0) + 0.3 * torch.randn_like(p)
    model.save_pretrained(HERE / "hf_clip_projection")
    tower = transformers.CLIPVisionModelWithProjection.from_pretrained(HERE / "hf_clip_projection").eval()
    save("hf_clip_projection", "projected", lambda x: tower(x, interpolate_pos_encoding=True).image_embeds)


def open_clip_tower():
    """At the size it was trained for: open_clip itself takes no other."""
    stored = torch.load(FAMILIES / "open_clip" / "model.pt")["state_dict"]
    weights = {k.removeprefix("module.visual."): v for k, v in stored.items() if k.startswith("module.visual.")}
    for case, activation in (("open_clip", torch.nn.GELU), ("openai_clip", open_clip.transformer.QuickGELU)):
        tower = open_clip.transformer.VisionTransformer(image_size=PATCH * SIDE, patch_size=PATCH, width=WIDTH, layers=BLOCKS, heads=HEADS, mlp_ratio=4.0,
                                                        output_dim=16, act_layer=activation)
        tower.load_state_dict(weights)
        tower.eval()
        save(case, "projected", tower, ("grid6x6",))


(HERE / "readouts").mkdir(exist_ok=True)
siglip()
siglip2()
timm_pooled()
hugging_face_clip()
open_clip_tower()
