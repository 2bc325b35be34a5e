"""Makes tiny checkpoints of what a family may be beside its best-known form (other tokens, other heads, other tables of positions), and what the reference computes with them.

As make_families.py, below variants/, with less of everything: the inputs are shared, and where the reference has a classifier its logits.npy is kept beside the tokens.

usage: make_variants.py [CASE...]       (all cases, or those named)
needs: what make_families.py needs, and for their cases vit_pytorch 1.26 and monai 1.6, mmpretrain 1.2 and mmsegmentation 1.2 (with mmengine 0.10 and mmcv-lite 2.1)
"""
import json
import sys

import make_families as base
from make_families import *
from safetensors.torch import save_file

BLOCKS = 2
base.HERE = HERE / "variants"
CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def save(folder, run, grids=GRIDS):
    for rows, cols in grids:
        x = photo(rows, cols)
        np.save(base.HERE / f"grid{rows}x{cols}.input.npy", x[0].numpy().astype("<f4"))
        with torch.inference_mode():
            attention, tokens, *logits = run(x)
        for name, values in [("attention", torch.stack(list(attention))), ("tokens", tokens)] + [("logits", z) for z in logits]:
            np.save(folder / f"grid{rows}x{cols}.{name}.npy", values.numpy().astype("<f4"))


def tensors_of(model):
    return {k: v.contiguous() for k, v in model.state_dict().items()}


def small(**options):
    return timm_model(**(dict(mlp_ratio=1.0) | options))


def run_with_logits(model, prefix=1, observe=None):
    """As run_timm, and what the classifier makes of it. Without CLS, registers and all: the mean over patch queries."""
    has_cls = model.cls_token is not None

    def run(x):
        rows = []
        keep = observe or ((lambda o: o[0, :, 0, prefix:]) if has_cls else (lambda o: o[0, :, prefix:, prefix:].mean(1)))
        hooks = [b.attn.attn_drop.register_forward_hook(lambda m, i, o: rows.append(keep(o))) for b in model.blocks]
        features = model.forward_features(x)
        for hook in hooks:
            hook.remove()
        return (rows, features[0]) + ((model.forward_head(features)[0],) if model.num_classes else ())
    return run


@case
def timm_registers_without_cls():
    """timm's vit_*_reg4_gap: registers and no CLS, normalised queries and keys, the patches' mean classified."""
    folder, model = fresh("timm_registers_without_cls"), small(class_token=False, reg_tokens=3, no_embed_class=True, global_pool="avg", qk_norm=True, num_classes=4)
    save_file(tensors_of(model), folder / "model.safetensors")
    save(folder, run_with_logits(model, 3))


@case
def timm_dinov2_giant():
    """timm's vit_giant_patch14_reg4_dinov2: the gate above the expansion, both called fc1."""
    folder = fresh("timm_dinov2_giant")
    model = small(init_values=1.0, reg_tokens=2, no_embed_class=True, mlp_ratio=2.0, mlp_layer=timm.layers.SwiGLUPacked, act_layer=torch.nn.SiLU)
    save_file(tensors_of(model), folder / "model.safetensors")
    save(folder, run_with_logits(model, 3))


@case
def timm_pooled():
    """A config.json that says what the classifier reads."""
    folder, model = fresh("timm_pooled"), small(global_pool="avg", fc_norm=False, num_classes=4)
    save_file(tensors_of(model), folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps({"architecture": "vit_tiny_patch16_224", "num_classes": 4, "global_pool": "avg", "model_args": {"num_heads": HEADS}}))
    save(folder, run_with_logits(model))


@case
def timm_siglip_tanh():
    """One of timm's SigLIPs with the approximated GELU, which the architecture's name tells; without its pooling head."""
    folder, model = fresh("timm_siglip_tanh"), small(class_token=False, global_pool="avg", fc_norm=False, act_layer="gelu_tanh")
    save_file(tensors_of(model), folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps({"architecture": "vit_so400m_patch16_siglip_gap_256", "model_args": {"num_heads": HEADS}}))
    save(folder, run_with_logits(model, 0))


@case
def mae_finetuned():
    folder, model = fresh("mae_finetuned"), small(global_pool="avg", fc_norm=True, num_classes=4)
    torch.save({"model": model.state_dict(), "epoch": 3}, folder / "model.pth")
    save(folder, run_with_logits(model))


@case
def mae_pretrained():
    """With the decoder, in a bare dictionary."""
    folder, model = fresh("mae_pretrained"), small()
    decoder = {"mask_token": torch.zeros(1, 1, 8), "decoder_pos_embed": torch.zeros(1, 37, 8), "decoder_embed.weight": torch.zeros(8, WIDTH), "decoder_blocks.0.norm1.weight": torch.zeros(8),
               "decoder_pred.bias": torch.zeros(192)}
    torch.save(model.state_dict() | decoder, folder / "model.pth")
    save(folder, run_with_logits(model))


def save_hugging_face(name, model, prefix, normalise=None, core=lambda m: m, logits=False, **options):
    folder = fresh(name)
    randomise(model)
    model.save_pretrained(folder)

    def run(x):
        out = core(model)(x, output_attentions=True, output_hidden_states=True, **options)
        tokens = normalise(core(model), out.hidden_states[-1]) if normalise else out.last_hidden_state
        rows = [a[0, :, 0, prefix:] if prefix else a[0].mean(1) for a in out.attentions]
        return (rows, tokens[0]) + ((model(x, **options).logits[0],) if logits else ())
    save(folder, run)


COMMON = dict(hidden_size=WIDTH, num_hidden_layers=BLOCKS, num_attention_heads=HEADS, intermediate_size=WIDTH, image_size=PATCH * SIDE, patch_size=PATCH, attn_implementation="eager")


@case
def hf_dinov3_options():
    """No registers, other periods, a gate that is no SwiGLU, fewer biases."""
    config = transformers.DINOv3ViTConfig(**COMMON, num_register_tokens=0, rope_theta=40.0, use_gated_mlp=True, hidden_act="gelu", mlp_bias=False, proj_bias=False, key_bias=True)
    save_hugging_face("hf_dinov3_options", transformers.DINOv3ViTModel(config), 1, normalise=lambda m, x: m.norm(x))


@case
def hf_beit_all_positions():
    """A table of distances for each block, one for all, and absolute positions."""
    config = transformers.BeitConfig(**COMMON, use_relative_position_bias=True, use_shared_relative_position_bias=True, use_absolute_position_embeddings=True, num_labels=4)
    save_hugging_face("hf_beit_all_positions", transformers.BeitForImageClassification(config), 1, core=lambda m: m.beit, logits=True, interpolate_pos_encoding=True)


@case
def hf_siglip_without_head():
    """As it is the eye of a language model."""
    config = transformers.SiglipVisionConfig(**COMMON, vision_use_head=False)
    save_hugging_face("hf_siglip_without_head", transformers.SiglipVisionModel(config), 0, interpolate_pos_encoding=True, normalise=lambda m, x: getattr(m, "vision_model", m).post_layernorm(x))


def save_beit(name, **options):
    folder = fresh(name)
    model = randomise(timm.models.beit.Beit(img_size=PATCH * SIDE, patch_size=PATCH, embed_dim=WIDTH, depth=BLOCKS, num_heads=HEADS, mlp_ratio=1.0, num_classes=4, **options))
    stored = tensors_of(model)
    torch.save({"model": stored}, folder / "model.pth")

    def run(x):
        model.load_state_dict(stored)
        model.set_input_size((x.shape[2], x.shape[3]))
        result = run_with_logits(model)(x)
        model.set_input_size((PATCH * SIDE, PATCH * SIDE))
        return result
    save(folder, run)


@case
def timm_beit():
    """On another grid: timm's own rule for tables of distances."""
    save_beit("timm_beit", use_abs_pos_emb=False, use_rel_pos_bias=True, init_values=0.1)


@case
def timm_beit_shared():
    """One table for all blocks, as before fine-tuning, and absolute positions."""
    save_beit("timm_beit_shared", use_abs_pos_emb=True, use_shared_rel_pos_bias=True, init_values=0.1, global_pool="token")


@case
def dinov3_untied():
    """The official names with a LayerNorm of its own for CLS and registers, and SwiGLU as in the 7B, without biases of queries, keys and values."""
    torch.manual_seed(3)
    folder, k, hidden = fresh("dinov3_untied"), WIDTH // HEADS, 64
    s = {"cls_token": torch.randn(1, 1, WIDTH), "storage_tokens": torch.randn(1, 2, WIDTH), "mask_token": torch.randn(1, WIDTH), "rope_embed.periods": (100 ** (torch.arange(4) / 4)).bfloat16().float()}
    def layer(name, *shape):
        s[name + ".weight"], s[name + ".bias"] = 1.5 / np.prod(shape[1:]) ** 0.5 * torch.randn(*shape), 0.3 * torch.randn(shape[0])
    def norm(name):
        s[name + ".weight"], s[name + ".bias"] = 1 + 0.2 * torch.randn(WIDTH), 0.3 * torch.randn(WIDTH)
    layer("patch_embed.proj", WIDTH, 3, PATCH, PATCH)
    for name in ("norm", "cls_norm", "local_cls_norm"):
        norm(name)
    for i in range(BLOCKS):
        b = f"blocks.{i}."
        norm(b + "norm1"), norm(b + "norm2")
        s[b + "attn.qkv.weight"] = 1.5 / WIDTH ** 0.5 * torch.randn(3 * WIDTH, WIDTH)
        layer(b + "attn.proj", WIDTH, WIDTH), layer(b + "mlp.w1", hidden, WIDTH), layer(b + "mlp.w2", hidden, WIDTH), layer(b + "mlp.w3", WIDTH, hidden)
        s[b + "ls1.gamma"], s[b + "ls2.gamma"] = torch.rand(WIDTH), torch.rand(WIDTH)
    torch.save(s, folder / "model.pth")

    def run(x):
        rows_, cols = x.shape[2] // PATCH, x.shape[3] // PATCH
        linear = lambda name, y: F.linear(y, s[name + ".weight"], s.get(name + ".bias"))
        ln = lambda name, y: F.layer_norm(y, (WIDTH,), s[name + ".weight"], s[name + ".bias"], 1e-5)
        places = torch.stack(torch.meshgrid(2 * (torch.arange(rows_) + 0.5) / rows_ - 1, 2 * (torch.arange(cols) + 0.5) / cols - 1, indexing="ij"), -1).reshape(-1, 2)
        angles = (2 * np.pi * places[:, :, None] / s["rope_embed.periods"]).flatten(1).tile(2)
        turn = lambda z: z * angles.cos() + torch.cat([-z[..., k // 2:], z[..., :k // 2]], -1) * angles.sin()
        rotate = lambda z: torch.cat([z[:, :3], turn(z[:, 3:])], 1)
        y = torch.cat([s["cls_token"][0], s["storage_tokens"][0], F.conv2d(x, s["patch_embed.proj.weight"], s["patch_embed.proj.bias"], stride=PATCH)[0].flatten(1).T])
        maps = []
        for i in range(BLOCKS):
            b = f"blocks.{i}."
            q, key, value = linear(b + "attn.qkv", ln(b + "norm1", y)).reshape(-1, 3, HEADS, k).permute(1, 2, 0, 3)
            a = (rotate(q) @ rotate(key).transpose(1, 2) / k ** 0.5).softmax(-1)
            maps.append(a[:, 0, 3:])
            y = y + s[b + "ls1.gamma"] * linear(b + "attn.proj", (a @ value).transpose(0, 1).reshape(-1, WIDTH))
            n = ln(b + "norm2", y)
            y = y + s[b + "ls2.gamma"] * linear(b + "mlp.w3", F.silu(linear(b + "mlp.w1", n)) * linear(b + "mlp.w2", n))
        return maps, torch.cat([ln("cls_norm", y[:3]), ln("norm", y[3:])])
    save(folder, run)


@case
def openai_clip_saved():
    """What clip.load() returns, saved: nothing but the order of its tensors tells it from OpenCLIP's."""
    folder, tower = fresh("openai_clip_saved"), randomise(OpenAIClip())
    for norm in [m for m in tower.modules() if isinstance(m, torch.nn.LayerNorm)]:
        norm.eps = 1e-5
    torch.save({"visual." + k: v for k, v in tower.state_dict().items()} | {"logit_scale": torch.ones(())}, folder / "model.pt")
    save(folder, clip_run(tower, lambda z: z * torch.sigmoid(1.702 * z), {}))


def save_eva(name, file="model.safetensors", **options):
    folder = fresh(name)
    model = randomise(timm.models.eva.Eva(img_size=PATCH * SIDE, patch_size=PATCH, embed_dim=WIDTH, depth=BLOCKS, num_heads=HEADS, **(dict(mlp_ratio=1.0, num_classes=0, dynamic_img_size=True) | options)))
    if file.endswith(".pth"):
        torch.save({"model": tensors_of(model)}, folder / file)
    else:
        save_file(tensors_of(model), folder / file)
    save(folder, run_with_logits(model, model.num_prefix_tokens))


@case
def eva():
    """No rotation; the biases apart, as in BEiT."""
    save_eva("eva", num_classes=4, global_pool="avg")


@case
def eva02():
    """As in EVA-02's CLIP: a gate, and a LayerNorm within attention and MLP."""
    save_eva("eva02", qkv_fused=False, swiglu_mlp=True, scale_mlp=True, scale_attn_inner=True, use_rot_pos_emb=True, ref_feat_shape=(16, 16), global_pool="token")


@case
def perception_encoder():
    save_eva("perception_encoder", attn_type="rope", use_pre_transformer_norm=True, use_post_transformer_norm=False, use_fc_norm=False, use_rot_pos_emb=True, ref_feat_shape=(SIDE, SIDE),
             rope_grid_offset=1.0, rope_grid_indexing="xy", norm_layer=lambda w, **k: torch.nn.LayerNorm(w, eps=1e-5))


@case
def rope_vit():
    save_eva("rope_vit", "model.pth", attn_type="rope", init_values=1.0, global_pool="token", use_abs_pos_emb=False, use_rot_pos_emb=True, rope_grid_indexing="xy", rope_temperature=100.0)


@case
def timm_rope():
    """Registers and no CLS."""
    save_eva("timm_rope", init_values=1.0, class_token=False, num_reg_tokens=2, use_abs_pos_emb=False, use_rot_pos_emb=True, ref_feat_shape=(16, 16), num_classes=4)


@case
def timm_beit3():
    folder = fresh("timm_beit3")
    model = small(scale_attn_norm=True, scale_mlp_norm=True, global_pool="avg", num_classes=4, norm_layer=lambda w, **k: torch.nn.LayerNorm(w, eps=1e-5))
    torch.save(model.state_dict(), folder / "model.pth")
    save(folder, run_with_logits(model))


def run_vit_pytorch(model):
    def run(x):
        rows = []
        keep = (lambda o: o[0, :, 0, 1:]) if len(model.cls_token) else (lambda o: o[0].mean(1))
        hooks = [attention.attend.register_forward_hook(lambda m, i, o: rows.append(keep(o))) for attention, _ in model.transformer.layers]
        tokens = model.transformer(torch.cat([model.cls_token[None], model.to_patch_embedding(x)], 1) + model.pos_embedding)[0]
        for hook in hooks:
            hook.remove()
        return (rows, tokens) + ((model(x)[0],) if isinstance(model.mlp_head, torch.nn.Linear) else ())
    return run


@case
def vit_pytorch():
    """lucidrains' vit-pytorch, which has positions for its own grid alone."""
    import vit_pytorch as library
    folder = fresh("vit_pytorch")
    model = randomise(library.ViT(image_size=PATCH * SIDE, patch_size=PATCH, num_classes=4, dim=WIDTH, depth=BLOCKS, heads=HEADS, dim_head=WIDTH // HEADS, mlp_dim=WIDTH))
    torch.save(model.state_dict(), folder / "model.pt")
    save(folder, run_vit_pytorch(model), GRIDS[:1])


@case
def vit_pytorch_mean():
    """Without CLS, which the library has with pool="cls" alone; its tensor is there, with no rows."""
    import vit_pytorch as library
    folder = fresh("vit_pytorch_mean")
    model = randomise(library.ViT(image_size=PATCH * SIDE, patch_size=PATCH, num_classes=4, dim=WIDTH, depth=BLOCKS, heads=HEADS, dim_head=WIDTH // HEADS, mlp_dim=WIDTH, pool="mean"))
    torch.save(model.state_dict(), folder / "model.pt")
    save(folder, run_vit_pytorch(model), GRIDS[:1])


@case
def vit_pytorch_before_1():
    """Version 0.40: names and parts before version 1.0, no LayerNorms around the patch embedding, none after the last block. Its own code runs, from the folder that VIT_PYTORCH_0 names, where
    `pip install --target` put it."""
    library = old_vit_pytorch()
    folder = fresh("vit_pytorch_before_1")
    model = randomise(library.ViT(image_size=PATCH * SIDE, patch_size=PATCH, num_classes=4, dim=WIDTH, depth=BLOCKS, heads=HEADS, dim_head=WIDTH // HEADS, mlp_dim=WIDTH))
    torch.save(model.state_dict(), folder / "model.pt")

    def run(x):
        rows = []
        hooks = [attention.fn.attend.register_forward_hook(lambda m, i, o: rows.append(o[0, :, 0, 1:])) for attention, _ in model.transformer.layers]
        tokens = model.transformer(torch.cat([model.cls_token, model.to_patch_embedding(x)], 1) + model.pos_embedding)[0]
        for hook in hooks:
            hook.remove()
        return rows, tokens, model(x)[0]
    save(folder, run, GRIDS[:1])


def old_vit_pytorch():
    """vit_pytorch 0.40 in place of the one that is installed."""
    for name in [name for name in sys.modules if name.split(".")[0] == "vit_pytorch"]:
        del sys.modules[name]
    sys.path.insert(0, os.environ["VIT_PYTORCH_0"])
    import vit_pytorch as library
    import vit_pytorch.simple_vit
    del sys.path[0]
    return library


def save_simple_vit(name, library):
    """SimpleViT computes positions for any grid; a model of another size takes over the weights."""
    def make(rows, cols):
        return library.SimpleViT(image_size=(rows * PATCH, cols * PATCH), patch_size=PATCH, num_classes=4, dim=WIDTH, depth=BLOCKS, heads=HEADS, dim_head=WIDTH // HEADS, mlp_dim=WIDTH)
    folder, model = fresh(name), randomise(make(SIDE, SIDE))
    torch.save(model.state_dict(), folder / "model.pt")

    def run(x):
        other = make(x.shape[2] // PATCH, x.shape[3] // PATCH).eval()
        other.load_state_dict(model.state_dict())
        rows, final = [], []
        hooks = [attention.attend.register_forward_hook(lambda m, i, o: rows.append(o[0].mean(1))) for attention, _ in other.transformer.layers]
        hooks.append(other.transformer.register_forward_hook(lambda m, i, o: final.append(o[0])))
        logits = other(x)[0]
        for hook in hooks:
            hook.remove()
        return rows, final[0], logits
    save(folder, run)


@case
def simple_vit():
    import vit_pytorch.simple_vit as library
    save_simple_vit("simple_vit", library)


@case
def simple_vit_before_1():
    save_simple_vit("simple_vit_before_1", old_vit_pytorch().simple_vit)


def save_monai(name, **options):
    import monai
    folder, cls = fresh(name), options.get("classification", False)
    model = randomise(monai.networks.nets.ViT(in_channels=3, img_size=(PATCH * SIDE,) * 2, patch_size=(PATCH,) * 2, hidden_size=WIDTH, mlp_dim=WIDTH, num_layers=BLOCKS, num_heads=HEADS, spatial_dims=2,
                                              save_attn=True, **options))
    torch.save(model.state_dict(), folder / "model.pt")

    def run(x):
        tokens = model.patch_embedding(x)
        if cls:
            tokens = torch.cat([model.cls_token, tokens], 1)
        for block in model.blocks:
            tokens = block(tokens)
        rows = [b.attn.att_mat[0, :, 0, 1:] if cls else b.attn.att_mat[0].mean(1) for b in model.blocks]
        return rows, model.norm(tokens)[0]
    save(folder, run, GRIDS[:1])


@case
def monai():
    save_monai("monai", proj_type="conv")


@case
def monai_perceptron():
    """Patches embedded by a matrix, and CLS."""
    save_monai("monai_perceptron", proj_type="perceptron", classification=True)


def openmmlab():
    """The libraries, without mmcv's compiled operators, which none of these models uses."""
    import importlib.machinery
    import types
    from unittest.mock import MagicMock

    class Operators(types.ModuleType):
        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            return MagicMock()
    operators = Operators("mmcv._ext")
    operators.__spec__ = importlib.machinery.ModuleSpec("mmcv._ext", None)
    sys.modules.setdefault("mmcv._ext", operators)
    import mmpretrain.models.backbones
    import mmseg.models.backbones
    return mmpretrain.models.backbones, mmseg.models.backbones


def softmax_of_queries(softmax, keep):
    """torch.nn.functional's attention written out, so that its softmax can be seen."""
    def attend(q, k, v, attn_mask=None, dropout_p=0.0, **_):
        scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
        weights = (scores if attn_mask is None else scores + attn_mask).softmax(-1)
        keep.append(softmax(weights))
        return weights @ v
    return attend


def save_openmmlab(name, model, prefix, grids=GRIDS):
    """The library's own forward pass; attention is what goes through its attention function."""
    folder = fresh(name)
    randomise(model)
    stored = {"backbone." + k: v for k, v in model.state_dict().items()} | {"decode_head.conv_seg.weight": torch.zeros(4, WIDTH, 1, 1)}
    torch.save({"meta": {"epoch": 3}, "state_dict": stored}, folder / "model.pth")
    keep = (lambda a: a[0, :, 0, prefix:]) if prefix else (lambda a: a[0].mean(1))

    def run(x):
        rows, tokens = [], []
        written_out = softmax_of_queries(keep, rows)
        hooks = [model.layers[-1].register_forward_hook(lambda m, i, o: tokens.append(o))]
        for layer in model.layers:
            if hasattr(layer.attn, "scaled_dot_product_attention"):
                layer.attn.scaled_dot_product_attention = written_out
            elif hasattr(layer.attn, "attn"):  # mmcv around PyTorch's
                pytorchs = layer.attn.attn
                usual = pytorchs.forward
                def forward(*args, usual=usual, **options):
                    out, weights = usual(*args, **(options | {"need_weights": True, "average_attn_weights": False}))
                    rows.append(keep(weights))
                    return out, weights
                pytorchs.forward = forward
                hooks.append(type("Undo", (), {"remove": lambda self, m=pytorchs, f=usual: setattr(m, "forward", f)})())
        relative = any("BEiT" in type(layer.attn).__name__ for layer in model.layers)
        if relative:
            hooks += [layer.attn.attn_drop.register_forward_hook(lambda m, i, o: rows.append(keep(o))) for layer in model.layers]
        model(x)
        for hook in hooks:
            hook.remove()
        last = tokens[0]
        return rows, (model.ln1(last) if hasattr(model, "ln1") else last)[0]
    save(folder, run, grids)


ARCHITECTURE = dict(embed_dims=WIDTH, num_layers=BLOCKS, num_heads=HEADS, feedforward_channels=WIDTH)


def mmpretrain_model(kind, **options):
    return getattr(openmmlab()[0], kind)(**(dict(arch=ARCHITECTURE, img_size=PATCH * SIDE, patch_size=PATCH) | options))


def mmsegmentation_model(**options):
    return openmmlab()[1].VisionTransformer(**(dict(img_size=PATCH * SIDE, patch_size=PATCH, embed_dims=WIDTH, num_layers=BLOCKS, num_heads=HEADS, mlp_ratio=1, norm_cfg=dict(type="LN", eps=1e-6)) | options))


@case
def mmpretrain():
    save_openmmlab("mmpretrain", mmpretrain_model("VisionTransformer", layer_scale_init_value=0.1), 1)


@case
def mmpretrain_distilled():
    save_openmmlab("mmpretrain_distilled", mmpretrain_model("DistilledVisionTransformer"), 2)


@case
def mmpretrain_pooled():
    """Fine-tuned after MAE: no LayerNorm of tokens, one of their mean."""
    save_openmmlab("mmpretrain_pooled", mmpretrain_model("VisionTransformer", final_norm=False, out_type="avg_featmap"), 1)


@case
def mmpretrain_gated():
    """As CLIP and DINOv2 in one: a LayerNorm before the first block, a gate in the MLP."""
    save_openmmlab("mmpretrain_gated", mmpretrain_model("VisionTransformer", pre_norm=True, layer_scale_init_value=0.1, layer_cfgs=dict(ffn_type="swiglu_fused")), 1)


@case
def mmpretrain_beit():
    save_openmmlab("mmpretrain_beit", mmpretrain_model("BEiTViT"), 1, grids=GRIDS[:1])


@case
def mmsegmentation():
    save_openmmlab("mmsegmentation", mmsegmentation_model(patch_bias=True, final_norm=True), 1)


@case
def mmsegmentation_options():
    """The library's own defaults but for a LayerNorm of patches, one before the first block, and no biases of queries, keys and values."""
    save_openmmlab("mmsegmentation_options", mmsegmentation_model(patch_norm=True, pre_norm=True, qkv_bias=False), 1)


@case
def hf_clip_classifier():
    """CLIPForImageClassification reads the mean of the patches before the last LayerNorm."""
    config = transformers.CLIPConfig(vision_config=COMMON, text_config=dict(hidden_size=16, num_hidden_layers=1, num_attention_heads=1, intermediate_size=16, vocab_size=7), projection_dim=16, num_labels=4)
    config._attn_implementation = "eager"
    save_hugging_face("hf_clip_classifier", transformers.CLIPForImageClassification(config), 1, core=lambda m: m.vision_model, logits=True, interpolate_pos_encoding=True,
                      normalise=lambda m, x: getattr(m, "vision_model", m).post_layernorm(x))


@case
def hf_siglip_classifier():
    config = transformers.SiglipConfig(vision_config=COMMON, text_config=dict(hidden_size=16, num_hidden_layers=1, num_attention_heads=1, intermediate_size=16, vocab_size=7), num_labels=4)
    config._attn_implementation = "eager"
    save_hugging_face("hf_siglip_classifier", transformers.SiglipForImageClassification(config), 0, core=lambda m: m.vision_model, logits=True, interpolate_pos_encoding=True,
                      normalise=lambda m, x: getattr(m, "vision_model", m).post_layernorm(x))


@case
def timm_attention_pooled():
    """A classifier behind attention pooling: SigLIP's, and beside CLS with one more LayerNorm."""
    for name, options in (("timm_attention_pooled", dict(class_token=False)), ("timm_attention_pooled_cls", dict(fc_norm=True))):
        folder, model = fresh(name), small(global_pool="map", num_classes=4, **options)
        save_file(tensors_of(model), folder / "model.safetensors")
        (folder / "config.json").write_text(json.dumps({"architecture": "vit_tiny_patch16_224", "num_classes": 4, "global_pool": "map", "model_args": {"num_heads": HEADS, "global_pool": "map"}}))
        save(folder, run_with_logits(model, 1 if model.cls_token is not None else 0))


@case
def hf_dpt():
    """Depth from a ViT's blocks: the tower is found beside neck and head."""
    config = transformers.DPTConfig(**COMMON, backbone_out_indices=[0, 0, 1, 1], neck_hidden_sizes=[4, 4, 4, 4], fusion_hidden_size=4, reassemble_factors=[4, 2, 1, 0.5], is_hybrid=False, use_pretrained_backbone=False)
    save_hugging_face("hf_dpt", transformers.DPTForDepthEstimation(config), 1, core=lambda m: m.dpt, normalise=lambda m, x: m.layernorm(x))


@case
def hf_dpt_dinov2():
    """The same around DINOv2."""
    small_dinov2 = {k: v for k, v in COMMON.items() if k != "intermediate_size"}
    backbone = transformers.Dinov2Config(**small_dinov2, mlp_ratio=1, out_indices=[1, 2], reshape_hidden_states=False)
    config = transformers.DPTConfig(backbone_config=backbone, neck_hidden_sizes=[4, 4], fusion_hidden_size=4, reassemble_factors=[1, 0.5], is_hybrid=False)
    config._attn_implementation = "eager"
    save_hugging_face("hf_dpt_dinov2", transformers.DPTForDepthEstimation(config), 1, core=lambda m: m.backbone, normalise=lambda m, x: m.layernorm(x))


@case
def timm_max_pooled():
    """The largest of each column, and half of that and the mean."""
    for pooling, name in (("max", "timm_max_pooled"), ("avgmax", "timm_avgmax_pooled")):
        folder, model = fresh(name), small(global_pool=pooling, num_classes=4)
        save_file(tensors_of(model), folder / "model.safetensors")
        (folder / "config.json").write_text(json.dumps({"architecture": "vit_tiny_patch16_224", "num_classes": 4, "global_pool": pooling, "model_args": {"num_heads": HEADS, "global_pool": pooling}}))
        save(folder, run_with_logits(model))


@case
def grey():
    """One channel: what the photo's grey gives."""
    folder, model = fresh("grey"), small(in_chans=1)
    save_file(tensors_of(model), folder / "model.safetensors")
    save(folder, lambda x: run_with_logits(model)((x * torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)).sum(1, keepdim=True)))


for name, function in CASES.items():
    if name in sys.argv[1:] or len(sys.argv) == 1:
        function()
