"""What the reference's classifiers say of the checkpoints in tests/reference/families, each read in every way that `vitviz classify` reads it.

CASE.READOUT.npy, [classes], for the input grid5x9 beside each checkpoint. timm's forward_head() and transformers' own classifiers are given the
tokens that the reference computed; what a model was not trained with comes from the same call with another global_pool, or from its own layer.
Also dinov2_classifier, a tiny Dinov2ForImageClassification, since no other checkpoint classifies CLS and the patches' mean together.

usage: make_class_readouts.py            (writes beside itself, below readouts)
needs: torch timm transformers safetensors numpy; made with torch 2.15, timm 1.0.31, transformers 5.23
"""
import pathlib

import numpy as np
import timm
import torch
import transformers
from safetensors.torch import load_file

HERE = pathlib.Path(__file__).parent / "readouts"
FAMILIES = HERE.parent.parent / "families"
GRID = "grid5x9"


def save(name, logits):
    np.save(HERE / f"{name}.npy", logits.detach().numpy()[0].astype("<f4"))


def tokens_of(folder):
    return torch.from_numpy(np.load(FAMILIES / folder / f"{GRID}.tokens.npy"))[None]


def input_of(folder):
    return torch.from_numpy(np.load(FAMILIES / folder / f"{GRID}.input.npy"))[None]


def load_head(model, tensors):
    head = {k: v for k, v in tensors.items() if k.startswith(("head", "fc_norm"))}
    assert not model.load_state_dict(head, strict=False).unexpected_keys
    return model.eval()


def timm_head(name, folder, file, pools, fc_norm):
    path = FAMILIES / folder / file
    tensors = load_file(path) if file.endswith("safetensors") else torch.load(path, weights_only=True)["model"]
    for readout, pool in pools.items():
        model = timm.models.VisionTransformer(img_size=48, patch_size=8, embed_dim=48, depth=1, num_heads=3, num_classes=4, global_pool=pool, fc_norm=fc_norm)
        save(f"{name}.{readout}", load_head(model, tensors).forward_head(tokens_of(folder)))


def deit_distilled():
    tensors = torch.load(FAMILIES / "deit_distilled/model.pth", weights_only=True)["model"]
    model = timm.models.deit.VisionTransformerDistilled(img_size=48, patch_size=8, embed_dim=48, depth=1, num_heads=3, num_classes=4)
    load_head(model, tensors)
    save("deit_distilled.both_heads", model.forward_head(tokens_of("deit_distilled")))
    model.train()  # so that both heads answer
    model.set_distilled_training(True)
    cls, distillation = model.forward_head(tokens_of("deit_distilled"))
    save("deit_distilled.cls", cls)
    save("deit_distilled.distillation", distillation)


def hf_vit():
    model = transformers.ViTForImageClassification.from_pretrained(FAMILIES / "hf_vit", num_labels=4).eval()
    x = input_of("hf_vit")
    save("hf_vit.cls", model(x, interpolate_pos_encoding=True).logits)
    save("hf_vit.mean", model.classifier(model.vit(x, interpolate_pos_encoding=True).last_hidden_state[:, 1:].mean(1)))


def hf_clip():
    model = transformers.CLIPForImageClassification.from_pretrained(FAMILIES / "variants/hf_clip_classifier").eval()
    x = torch.from_numpy(np.load(FAMILIES / "variants" / f"{GRID}.input.npy"))[None]
    save("hf_clip.mean", model(x, interpolate_pos_encoding=True).logits)
    save("hf_clip.cls", model.classifier(model.vision_model(x, interpolate_pos_encoding=True).last_hidden_state[:, 0]))


def dinov2_classifier():
    torch.manual_seed(1)
    config = transformers.Dinov2Config(hidden_size=24, num_hidden_layers=1, num_attention_heads=3, mlp_ratio=2, image_size=48, patch_size=8, num_labels=3,
                                       initializer_range=0.3, id2label={0: "heron", 1: "stork", 2: "crane"})
    model = transformers.Dinov2ForImageClassification(config).eval()
    model.save_pretrained(HERE / "dinov2_classifier")
    save("dinov2_classifier.cls+mean", model(input_of("hf_dinov2")).logits)


HERE.mkdir(exist_ok=True)
timm_head("timm_pooled", "variants/timm_pooled", "model.safetensors", {"mean": "avg", "cls": "token"}, fc_norm=False)
timm_head("mae_finetuned", "variants/mae_finetuned", "model.pth", {"mean": "avg", "cls": "token"}, fc_norm=True)
timm_head("timm_avgmax", "variants/timm_avgmax_pooled", "model.safetensors", {"avgmax": "avgmax", "mean": "avg", "cls": "token"}, fc_norm=True)
deit_distilled()
hf_vit()
hf_clip()
dinov2_classifier()
