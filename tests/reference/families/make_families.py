"""Makes a tiny checkpoint of every family under the names and in the container it is released in, and what the reference computes with it.

For each case, a folder with the checkpoint's file(s) and, for two grids, input.npy [3, H, W] (normalised), attention.npy [L, H, N] (the softmaxed CLS row of every
block; without CLS the mean over patch queries) and tokens.npy [T, D] (all tokens after the final norm).

usage: make_families.py       (writes beside itself)
needs: torch timm transformers torchvision safetensors gguf numpy; made with torch 2.15, timm 1.0.31, transformers 5.23, torchvision 0.29
"""
import os
import pathlib
import shutil

os.environ["TIMM_FUSED_ATTN"] = "0"
import numpy as np
import timm
import torch
import torch.nn.functional as F
import torchvision
import transformers

HERE = pathlib.Path(__file__).parent
WIDTH, HEADS, BLOCKS, PATCH, SIDE = 48, 3, 2, 8, 6
GRIDS = ((6, 6), (5, 9))


def fresh(case):
    folder = HERE / case
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def randomise(model):
    """Weights large enough that attention is far from uniform and every rule shows in the result."""
    torch.manual_seed(0)
    for name, p in model.named_parameters():
        is_gain = p.dim() == 1 and name.endswith("weight")
        is_scale = "gamma" in name or "lambda" in name
        spread = 0.5 if p.dim() < 2 or "pos" in name or "token" in name or "class" in name else 1.5 / p.shape[-1] ** 0.5
        p.data = (1.0 if is_gain else 0.6 if is_scale else 0.0) + (0.2 if is_gain or is_scale else spread) * torch.randn_like(p)
    return model.eval()


def photo(rows, cols):
    return torch.randn(1, 3, rows * PATCH, cols * PATCH, generator=torch.Generator().manual_seed(rows * 100 + cols))


def save_expected(folder, run, grids=GRIDS):
    for rows, cols in grids:
        x = photo(rows, cols)
        with torch.inference_mode():
            attention, tokens = run(x)
        for name, values in (("input", x[0]), ("attention", torch.stack(list(attention))), ("tokens", tokens)):
            np.save(folder / f"grid{rows}x{cols}.{name}.npy", values.numpy().astype("<f4"))


def timm_model(**options):
    return randomise(timm.models.VisionTransformer(
        img_size=PATCH * SIDE, patch_size=PATCH, embed_dim=WIDTH, depth=BLOCKS, num_heads=HEADS, num_classes=options.pop("num_classes", 0), dynamic_img_size=True, **options))


def run_timm(model, prefix=1):
    """attention and tokens of a timm model; without prefix tokens, the mean over queries."""
    def run(x):
        rows = []
        keep = (lambda o: o[0, :, 0, prefix:]) if prefix else (lambda o: o[0].mean(1))
        hooks = [b.attn.attn_drop.register_forward_hook(lambda m, i, o: rows.append(keep(o))) for b in model.blocks]
        tokens = model.forward_features(x)[0]
        for hook in hooks:
            hook.remove()
        return rows, tokens
    return run


def with_positions(model, positions_of):
    """The same run with a position table that was resampled by another rule; the model itself stays as it is."""
    stored = model.pos_embed.data

    def run(x):
        rows, cols = x.shape[2] // PATCH, x.shape[3] // PATCH
        table = stored[:, -SIDE * SIDE:].reshape(1, SIDE, SIDE, WIDTH).permute(0, 3, 1, 2)
        table = positions_of(table, rows, cols).permute(0, 2, 3, 1).reshape(1, rows * cols, WIDTH)
        model.pos_embed.data = torch.cat([stored[:, :-SIDE * SIDE], table], 1)
        model.patch_embed.grid_size, model.dynamic_img_size = (rows, cols), False
        model.patch_embed.flatten, model.patch_embed.output_fmt = True, timm.layers.format.Format.NCHW
        model.patch_embed.strict_img_size = False
        result = run_timm(model)(x)
        model.pos_embed.data = stored
        return result
    return run


def offset_bicubic(table, rows, cols):  # facebookresearch/dino and dinov2
    if (rows, cols) == (SIDE, SIDE):
        return table
    return F.interpolate(table, scale_factor=((rows + 0.1) / SIDE, (cols + 0.1) / SIDE), mode="bicubic")


def dino():
    folder, model = fresh("dino"), timm_model()
    other = {k: v + 1 for k, v in model.state_dict().items()}
    torch.save(model.state_dict(), folder / "backbone.pth")
    torch.save(model.state_dict(), folder / "legacy.pth", _use_new_zipfile_serialization=False)
    import argparse
    full = {"student": {"module.backbone." + k: v for k, v in other.items()},
            "teacher": {"backbone." + k: v for k, v in model.state_dict().items()} | {"head.last_layer.weight": torch.zeros(4, 4)},
            "epoch": 3, "args": argparse.Namespace(arch="vit_tiny", patch_size=PATCH), "optimizer": {"state": {0: {"step": 1, "exp_avg": torch.zeros(3)}}, "param_groups": [{"lr": 1e-3}]}}
    torch.save(full, folder / "full.pth")
    save_expected(folder, with_positions(model, offset_bicubic))


def deit3():
    folder = fresh("deit3")
    model = timm_model(init_values=1.0, no_embed_class=True, num_classes=4)
    renamed = {k.replace("ls1.gamma", "gamma_1").replace("ls2.gamma", "gamma_2"): v for k, v in model.state_dict().items()}
    torch.save({"model": renamed}, folder / "model.pth")
    save_expected(folder, run_timm(model))


def deit_distilled():
    folder = fresh("deit_distilled")
    model = randomise(timm.models.deit.VisionTransformerDistilled(
        img_size=PATCH * SIDE, patch_size=PATCH, embed_dim=WIDTH, depth=BLOCKS, num_heads=HEADS, num_classes=4, dynamic_img_size=True))
    torch.save({"model": model.state_dict()}, folder / "model.pth")
    save_expected(folder, run_timm(model, prefix=2))


def dinov2(case, registers, swiglu=False):
    folder = fresh(case)
    options = dict(init_values=1.0, reg_tokens=registers, no_embed_class=False)
    if swiglu:
        options |= dict(mlp_ratio=2.0, mlp_layer=timm.layers.GluMlp if False else timm.layers.SwiGLUPacked, act_layer=torch.nn.SiLU)
    model = timm_model(**options)
    stored = {}
    for k, v in model.state_dict().items():
        k = k.replace("reg_token", "register_tokens")
        if k == "pos_embed" and registers:
            model.pos_embed.data[:, 1:1 + registers] = 0      # registers get no position
            v = torch.cat([model.pos_embed.data[:, :1], model.pos_embed.data[:, 1 + registers:]], 1)
        if swiglu:
            k = k.replace("mlp.fc1", "mlp.w12").replace("mlp.fc2", "mlp.w3")
        stored[k] = v
    stored["mask_token"] = torch.randn(1, WIDTH)
    if swiglu:
        chunked = {("blocks.0." + k[len("blocks."):] if k.startswith("blocks.") else k): v for k, v in stored.items()}
        torch.save({"teacher": {"backbone." + k: v for k, v in chunked.items()}}, folder / "model.pth")
    else:
        torch.save(stored, folder / "model.pth")
    save_expected(folder, run_timm(model, prefix=1 + registers) if registers else with_positions(model, offset_bicubic))


def hugging_face(case, model, prefix, grids=GRIDS, normalise=None, core=lambda m: m, **options):
    folder = fresh(case)
    randomise(model)
    model.save_pretrained(folder)

    def run(x):
        out = core(model)(x, output_attentions=True, output_hidden_states=True, **options)
        tokens = normalise(core(model), out.hidden_states[-1]) if normalise else out.last_hidden_state
        return [a[0, :, 0, prefix:] if prefix else a[0].mean(1) for a in out.attentions], tokens[0]
    save_expected(folder, run, grids)


def hugging_face_cases():
    common = dict(hidden_size=WIDTH, num_hidden_layers=BLOCKS, num_attention_heads=HEADS, intermediate_size=96, image_size=PATCH * SIDE, patch_size=PATCH, attn_implementation="eager")
    t = transformers
    hugging_face("hf_vit", t.ViTForImageClassification(t.ViTConfig(**common, num_labels=4)), 1, core=lambda m: m.vit, interpolate_pos_encoding=True)
    hugging_face("hf_deit", t.DeiTModel(t.DeiTConfig(**common)), 2, interpolate_pos_encoding=True)
    small = {k: v for k, v in common.items() if k != "intermediate_size"}
    hugging_face("hf_dinov2", t.Dinov2Model(t.Dinov2Config(**small, mlp_ratio=2)), 1)
    hugging_face("hf_dinov2_swiglu", t.Dinov2Model(t.Dinov2Config(**small, mlp_ratio=2, use_swiglu_ffn=True)), 1)
    hugging_face("hf_dinov2_registers", t.Dinov2WithRegistersModel(t.Dinov2WithRegistersConfig(**small, mlp_ratio=2, num_register_tokens=4)), 5)
    hugging_face("hf_clip", t.CLIPVisionModel(t.CLIPVisionConfig(**common)), 1, interpolate_pos_encoding=True,
                 normalise=lambda m, x: getattr(m, "vision_model", m).post_layernorm(x))


def torchvision_vit():
    folder = fresh("torchvision")
    model = randomise(torchvision.models.VisionTransformer(PATCH * SIDE, PATCH, BLOCKS, HEADS, WIDTH, 96, num_classes=4))
    torch.save(model.state_dict(), folder / "model.pth")
    square = (8, 8)

    def run(x):
        side = x.shape[2]
        resized = torchvision.models.VisionTransformer(side, PATCH, BLOCKS, HEADS, WIDTH, 96, num_classes=4).eval()
        resized.load_state_dict(torchvision.models.vision_transformer.interpolate_embeddings(side, PATCH, model.state_dict()))
        tokens = resized._process_input(x)
        y = torch.cat([resized.class_token, tokens], 1) + resized.encoder.pos_embedding
        rows = []
        for block in resized.encoder.layers:
            normed = block.ln_1(y)
            mixed, weights = block.self_attention(normed, normed, normed, need_weights=True, average_attn_weights=False)
            rows.append(weights[0, :, 0, 1:])
            y = y + mixed
            y = y + block.mlp(block.ln_2(y))
        return rows, resized.encoder.ln(y)[0]
    save_expected(folder, run, ((6, 6), square))


def jax():
    folder, model = fresh("jax"), timm_model(num_classes=4)
    s = {k: v.numpy() for k, v in model.state_dict().items()}
    k = WIDTH // HEADS
    out = {"embedding/kernel": s["patch_embed.proj.weight"].transpose(2, 3, 1, 0), "embedding/bias": s["patch_embed.proj.bias"], "cls": s["cls_token"],
           "Transformer/posembed_input/pos_embedding": s["pos_embed"], "Transformer/encoder_norm/scale": s["norm.weight"], "Transformer/encoder_norm/bias": s["norm.bias"],
           "head/kernel": s["head.weight"].T, "head/bias": s["head.bias"]}
    for i in range(BLOCKS):
        to, b = f"Transformer/encoderblock_{i}/", f"blocks.{i}."
        for theirs, ours in (("LayerNorm_0", "norm1"), ("LayerNorm_2", "norm2")):
            out[to + theirs + "/scale"], out[to + theirs + "/bias"] = s[b + ours + ".weight"], s[b + ours + ".bias"]
        for j, name in enumerate(("query", "key", "value")):
            part = slice(j * WIDTH, (j + 1) * WIDTH)
            out[to + f"MultiHeadDotProductAttention_1/{name}/kernel"] = s[b + "attn.qkv.weight"][part].T.reshape(WIDTH, HEADS, k)
            out[to + f"MultiHeadDotProductAttention_1/{name}/bias"] = s[b + "attn.qkv.bias"][part].reshape(HEADS, k)
        out[to + "MultiHeadDotProductAttention_1/out/kernel"] = s[b + "attn.proj.weight"].T.reshape(HEADS, k, WIDTH)
        out[to + "MultiHeadDotProductAttention_1/out/bias"] = s[b + "attn.proj.bias"]
        for j, name in enumerate(("fc1", "fc2")):
            out[to + f"MlpBlock_3/Dense_{j}/kernel"], out[to + f"MlpBlock_3/Dense_{j}/bias"] = s[b + f"mlp.{name}.weight"].T, s[b + f"mlp.{name}.bias"]
    np.savez_compressed(folder / "model.npz", **out)
    bilinear = lambda table, rows, cols: F.interpolate(table, size=(rows, cols), mode="bilinear", antialias=False, align_corners=False)
    save_expected(folder, with_positions(model, bilinear))



class OpenAIClip(torch.nn.Module):
    """The vision tower with the attribute names of OpenAI's release."""

    class Block(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.attn = torch.nn.MultiheadAttention(WIDTH, HEADS)
            self.ln_1, self.ln_2 = torch.nn.LayerNorm(WIDTH), torch.nn.LayerNorm(WIDTH)
            self.mlp = torch.nn.Sequential()
            self.mlp.add_module("c_fc", torch.nn.Linear(WIDTH, 4 * WIDTH))
            self.mlp.add_module("c_proj", torch.nn.Linear(4 * WIDTH, WIDTH))

        def forward(self, x):
            return x

    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, WIDTH, PATCH, PATCH, bias=False)
        self.class_embedding = torch.nn.Parameter(torch.randn(WIDTH))
        self.positional_embedding = torch.nn.Parameter(torch.randn(1 + SIDE * SIDE, WIDTH))
        self.ln_pre, self.ln_post = torch.nn.LayerNorm(WIDTH), torch.nn.LayerNorm(WIDTH)
        self.proj = torch.nn.Parameter(torch.randn(WIDTH, 16))
        self.transformer = torch.nn.Module()
        self.transformer.resblocks = torch.nn.ModuleList(self.Block() for _ in range(BLOCKS))

    def forward(self, x):
        return x


def clip_run(tower, activation, filter_options):
    def run(x):
        rows_, cols = x.shape[2] // PATCH, x.shape[3] // PATCH
        patches = tower.conv1(x).flatten(2).transpose(1, 2)
        table = tower.positional_embedding
        grid = table[1:].T.reshape(1, WIDTH, SIDE, SIDE)
        if (rows_, cols) != (SIDE, SIDE):
            grid = F.interpolate(grid, size=(rows_, cols), mode="bicubic", **filter_options)
        y = torch.cat([(tower.class_embedding + table[0]).reshape(1, 1, WIDTH), patches + grid.flatten(2).transpose(1, 2)], 1)
        y, rows = tower.ln_pre(y), []
        for b in tower.transformer.resblocks:
            n = b.ln_1(y).transpose(0, 1)
            mixed, weights = b.attn(n, n, n, need_weights=True, average_attn_weights=False)
            rows.append(weights[0, :, 0, 1:])
            y = y + mixed.transpose(0, 1)
            y = y + b.mlp.c_proj(activation(b.mlp.c_fc(b.ln_2(y))))
        return rows, tower.ln_post(y)[0]
    return run


def clip():
    folder = fresh("openai_clip")
    whole = torch.nn.Module()
    whole.visual = randomise(OpenAIClip())
    for norm in [m for m in whole.modules() if isinstance(m, torch.nn.LayerNorm)]:
        norm.eps = 1e-5
    whole.token_embedding = torch.nn.Embedding(7, 8)
    whole.forward = lambda x: x

    class Whole(torch.nn.Module):
        def __init__(self, visual):
            super().__init__()
            self.visual, self.token_embedding = visual, torch.nn.Embedding(7, 8)

        def forward(self, x):
            return x
    torch.jit.save(torch.jit.trace(Whole(whole.visual), torch.zeros(1)), str(folder / "model.pt"))
    save_expected(folder, clip_run(whole.visual, lambda z: z * torch.sigmoid(1.702 * z), {}))
    folder = fresh("open_clip")
    torch.save({"epoch": 3, "state_dict": {"module.visual." + k: v for k, v in whole.visual.state_dict().items()} | {"module.logit_scale": torch.ones(())}}, folder / "model.pt")
    save_expected(folder, clip_run(whole.visual, F.gelu, {"antialias": True}))


def beit3():
    """The vision tower of BEiT-3 with its sub-LayerNorms, written down from torchscale."""
    folder = fresh("beit3")
    torch.manual_seed(2)
    s, e = {}, "beit3.encoder."
    def layer(name, out, fan_in):
        s[name + ".weight"], s[name + ".bias"] = 1.5 / fan_in ** 0.5 * torch.randn(out, fan_in), 0.3 * torch.randn(out)
    def norm(name, width):
        s[name + ".weight"], s[name + ".bias"] = 1 + 0.2 * torch.randn(width), 0.3 * torch.randn(width)
    s["beit3.vision_embed.cls_token"], s["beit3.vision_embed.mask_token"] = torch.randn(1, 1, WIDTH), torch.randn(1, 1, WIDTH)
    s["beit3.vision_embed.proj.weight"], s["beit3.vision_embed.proj.bias"] = 0.2 * torch.randn(WIDTH, 3, PATCH, PATCH), torch.randn(WIDTH)
    s[e + "embed_positions.A.weight"], s[e + "embed_positions.B.weight"] = 0.5 * torch.randn(3 + SIDE * SIDE, WIDTH), torch.randn(7, WIDTH)
    s["beit3.text_embed.weight"] = torch.randn(5, WIDTH)
    for sense in "AB":
        norm(e + f"layer_norm.{sense}", WIDTH)
        for i in range(BLOCKS):
            b = e + f"layers.{i}."
            for p in ("q_proj", "k_proj", "v_proj", "out_proj"):
                layer(b + f"self_attn.{p}.{sense}", WIDTH, WIDTH)
            norm(b + f"self_attn.inner_attn_ln.{sense}", WIDTH)
            norm(b + f"self_attn_layer_norm.{sense}", WIDTH)
            norm(b + f"final_layer_norm.{sense}", WIDTH)
            layer(b + f"ffn.{sense}.fc1", 96, WIDTH)
            layer(b + f"ffn.{sense}.fc2", WIDTH, 96)
            norm(b + f"ffn.{sense}.ffn_layernorm", 96)
    torch.save({"model": s}, folder / "model.pth")

    def run(x):
        linear = lambda name, y: F.linear(y, s[name + ".weight"], s[name + ".bias"])
        ln = lambda name, y: F.layer_norm(y, y.shape[-1:], s[name + ".weight"], s[name + ".bias"], 1e-5)
        y = F.conv2d(x, s["beit3.vision_embed.proj.weight"], s["beit3.vision_embed.proj.bias"], stride=PATCH)[0].flatten(1).T
        y = torch.cat([s["beit3.vision_embed.cls_token"][0], y]) + s[e + "embed_positions.A.weight"][2:]
        rows = []
        for i in range(BLOCKS):
            b, n = e + f"layers.{i}.", ln(e + f"layers.{i}.self_attn_layer_norm.A", y)
            q, k, v = (linear(b + f"self_attn.{p}_proj.A", n).reshape(-1, HEADS, WIDTH // HEADS).transpose(0, 1) for p in "qkv")
            a = (q @ k.transpose(1, 2) / (WIDTH // HEADS) ** 0.5).softmax(-1)
            rows.append(a[:, 0, 1:])
            y = y + linear(b + "self_attn.out_proj.A", ln(b + "self_attn.inner_attn_ln.A", (a @ v).transpose(0, 1).reshape(-1, WIDTH)))
            y = y + linear(b + "ffn.A.fc2", ln(b + "ffn.A.ffn_layernorm", F.gelu(linear(b + "ffn.A.fc1", ln(b + "final_layer_norm.A", y)))))
        return rows, ln(e + "layer_norm.A", y)
    save_expected(folder, run, ((6, 6),))


def more_timm():
    from safetensors.torch import save_file
    folder = fresh("timm_clip")
    model = randomise(timm.models.VisionTransformer(img_size=PATCH * SIDE, patch_size=PATCH, embed_dim=WIDTH, depth=BLOCKS, num_heads=HEADS, num_classes=0, pre_norm=True,
                                                    norm_layer=torch.nn.LayerNorm, dynamic_img_size=True))
    save_file({k: v.contiguous() for k, v in model.state_dict().items()}, folder / "model.safetensors")
    save_expected(folder, run_timm(model))
    folder = fresh("timm_beit")
    model = randomise(timm.models.beit.Beit(img_size=PATCH * SIDE, patch_size=PATCH, embed_dim=WIDTH, depth=BLOCKS, num_heads=HEADS, num_classes=0, use_abs_pos_emb=False,
                                            use_rel_pos_bias=True, init_values=0.1, global_pool="token"))
    torch.save({"model": {k: v.contiguous() for k, v in model.state_dict().items()}}, folder / "model.pth")
    save_expected(folder, run_timm(model), ((6, 6),))
    folder = fresh("moco_v3")
    model = timm_model()
    torch.save({"epoch": 1, "arch": "vit_small", "state_dict": {p + k: v + (0 if "momentum" in p else 1) for p in ("module.momentum_encoder.", "module.base_encoder.") for k, v in model.state_dict().items()}}, folder / "model.pth.tar")
    save_expected(folder, run_timm(model))
    folder = fresh("timm_dinov3")
    model = randomise(timm.models.eva.Eva(img_size=PATCH * SIDE, patch_size=PATCH, embed_dim=WIDTH, depth=BLOCKS, num_heads=HEADS, num_classes=0, num_reg_tokens=4, use_abs_pos_emb=False, use_rot_pos_emb=True,
                                          rope_type="dinov3", rope_temperature=100, rope_rotate_half=True, qkv_bias=False, qkv_fused=True, init_values=1.0, norm_layer=lambda w, **k: torch.nn.LayerNorm(w, eps=1e-5),
                                          use_fc_norm=False, dynamic_img_size=True))
    save_file({k: v.contiguous() for k, v in model.state_dict().items()}, folder / "model.safetensors")
    save_expected(folder, run_timm(model, prefix=5))


def without_cls():
    folder = fresh("timm_siglip")
    model = timm_model(class_token=False, global_pool="map")
    from safetensors.torch import save_file
    save_file({k: v.contiguous() for k, v in model.state_dict().items()}, folder / "model.safetensors")
    save_expected(folder, run_timm(model, prefix=0))
    folder = fresh("ijepa")
    model = timm_model(class_token=False, global_pool="avg", fc_norm=False)
    torch.save({"encoder": {"module." + k: v for k, v in model.state_dict().items()}, "predictor": {"module.x": torch.zeros(2)}, "target_encoder":
                {"module." + k: v for k, v in model.state_dict().items()}, "epoch": 1}, folder / "model.pth.tar")
    save_expected(folder, run_timm(model, prefix=0))


def more_hugging_face():
    t = transformers
    common = dict(hidden_size=WIDTH, num_hidden_layers=BLOCKS, num_attention_heads=HEADS, intermediate_size=96, image_size=PATCH * SIDE, patch_size=PATCH, attn_implementation="eager")
    tower = lambda m: getattr(m, "vision_model", m)
    hugging_face("hf_siglip", t.SiglipVisionModel(t.SiglipVisionConfig(**common)), 0, interpolate_pos_encoding=True, normalise=lambda m, x: tower(m).post_layernorm(x))
    hugging_face("hf_ijepa", t.IJepaModel(t.IJepaConfig(**common)), 0, interpolate_pos_encoding=True)
    hugging_face("hf_beit", t.BeitModel(t.BeitConfig(**common, use_relative_position_bias=True, use_mean_pooling=False), add_pooling_layer=False), 1, grids=((6, 6),))
    for gated in (False, True):
        config = t.DINOv3ViTConfig(**common, num_register_tokens=4, use_gated_mlp=gated, hidden_act="silu" if gated else "gelu")
        hugging_face("hf_dinov3" + "_gated" * gated, t.DINOv3ViTModel(config), 5, normalise=lambda m, x: m.norm(x))


def naflex():
    """SigLIP 2 for photos of any aspect: a list of patches goes in, its channels last."""
    from safetensors.torch import save_file
    t = transformers
    model = randomise(t.Siglip2VisionModel(t.Siglip2VisionConfig(
        hidden_size=WIDTH, num_hidden_layers=BLOCKS, num_attention_heads=HEADS, intermediate_size=96, num_patches=SIDE * SIDE, patch_size=PATCH, attn_implementation="eager")))
    folder = fresh("hf_siglip2")
    model.save_pretrained(folder)

    def run(x):
        rows, cols = x.shape[2] // PATCH, x.shape[3] // PATCH
        patches = t.models.siglip2.image_processing_siglip2.convert_image_to_patches(x[0], PATCH)[None]
        out = model(patches, pixel_attention_mask=torch.ones(1, rows * cols, dtype=torch.long), spatial_shapes=torch.tensor([[rows, cols]]), output_attentions=True, output_hidden_states=True)
        return [a[0].mean(1) for a in out.attentions], getattr(model, "vision_model", model).post_layernorm(out.hidden_states[-1])[0]
    save_expected(folder, run)

    from timm.models.naflexvit import NaFlexVit, NaFlexVitCfg
    model = randomise(NaFlexVit(NaFlexVitCfg(
        patch_size=PATCH, embed_dim=WIDTH, depth=BLOCKS, num_heads=HEADS, act_layer="gelu_tanh", global_pool="map", pos_embed_interp_mode="bilinear"), img_size=PATCH * SIDE, num_classes=0))
    folder = fresh("timm_siglip2")
    save_file({k: v.contiguous() for k, v in model.state_dict().items()}, folder / "model.safetensors")
    save_expected(folder, run_timm(model, prefix=0))


def official_dinov3():
    """The weights of hf_dinov3 under the official names; the periods are those of the formula."""
    from safetensors.torch import load_file
    stored = load_file(HERE / "hf_dinov3" / "model.safetensors")
    folder, out = fresh("dinov3"), {}
    for a, b in (("cls_token", "embeddings.cls_token"), ("storage_tokens", "embeddings.register_tokens"), ("patch_embed.proj.weight", "embeddings.patch_embeddings.weight"),
                 ("patch_embed.proj.bias", "embeddings.patch_embeddings.bias"), ("norm.weight", "norm.weight"), ("norm.bias", "norm.bias")):
        out[a] = stored[b]
    out["mask_token"] = torch.randn(1, WIDTH)
    out["rope_embed.periods"] = 100 ** (2 * torch.arange(WIDTH // HEADS // 4) / (WIDTH // HEADS / 2))
    for i in range(BLOCKS):
        to, at = f"blocks.{i}.", f"layer.{i}."
        out[to + "attn.qkv.weight"] = torch.cat([stored[at + f"attention.{p}_proj.weight"] for p in "qkv"])
        junk = torch.randn(WIDTH)                                   # masked out
        out[to + "attn.qkv.bias"] = torch.cat([stored[at + "attention.q_proj.bias"], junk, stored[at + "attention.v_proj.bias"]])
        out[to + "attn.qkv.bias_mask"] = torch.cat([torch.ones(WIDTH), torch.full((WIDTH,), float("nan")), torch.ones(WIDTH)])
        for a, b in (("attn.proj", "attention.o_proj"), ("norm1", "norm1"), ("norm2", "norm2"), ("mlp.fc1", "mlp.up_proj"), ("mlp.fc2", "mlp.down_proj")):
            for part in ("weight", "bias"):
                out[to + a + "." + part] = stored[at + b + "." + part]
        out[to + "ls1.gamma"], out[to + "ls2.gamma"] = stored[at + "layer_scale1.lambda1"], stored[at + "layer_scale2.lambda1"]
    torch.save(out, folder / "model.pth")
    for file in (HERE / "hf_dinov3").glob("*.npy"):
        shutil.copy(file, folder)


def gguf_file():
    """hf_dinov2 as dinov2.cpp's converter writes it: queries, keys and values fused."""
    import gguf
    from safetensors.torch import load_file
    stored = {k: v.numpy() for k, v in load_file(HERE / "hf_dinov2" / "model.safetensors").items()}
    folder = fresh("gguf")
    writer = gguf.GGUFWriter(folder / "model.gguf", "dinov2")
    writer.add_uint32("num_attention_heads", HEADS)
    writer.add_uint32("patch_size", PATCH)
    for i in range(BLOCKS):
        b = f"encoder.layer.{i}.attention.attention."
        for part in ("weight", "bias"):
            stored[b + "qkv." + part] = np.concatenate([stored.pop(b + f"{p}.{part}") for p in ("query", "key", "value")])
    for name, values in stored.items():
        writer.add_tensor(name, values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    for file in (HERE / "hf_dinov2").glob("*.npy"):
        shutil.copy(file, folder)


def variants():
    """What no library has: several CLS tokens, a learned extra key and value per head, layers of their own for CLS."""
    base = {k: v for k, v in timm_model().state_dict().items()}
    torch.manual_seed(1)
    k = WIDTH // HEADS

    def run(s, prefix, x):
        rows, cols = x.shape[2] // PATCH, x.shape[3] // PATCH
        linear = lambda name, y: F.linear(y, s[name + ".weight"], s[name + ".bias"])
        norm = lambda name, y: F.layer_norm(y, (WIDTH,), s[name + ".weight"], s[name + ".bias"], 1e-6)
        two = lambda f, name, y: f(name, y) if name + "_cls.weight" not in s else torch.cat([f(name + "_cls", y[:prefix]), f(name, y[prefix:])])
        scale = lambda i, n, y: y if f"blocks.{i}.ls{n}.gamma" not in s else torch.cat([y[:prefix] * s[f"blocks.{i}.ls{n}_cls.gamma"], y[prefix:] * s[f"blocks.{i}.ls{n}.gamma"]])
        patches = F.conv2d(x, s["patch_embed.proj.weight"], s["patch_embed.proj.bias"], stride=PATCH)[0].flatten(1).T
        grid = s["pos_embed"][0, -SIDE * SIDE:].T.reshape(1, WIDTH, SIDE, SIDE)
        grid = F.interpolate(grid, size=(rows, cols), mode="bicubic", antialias=True)[0].flatten(1).T
        y = torch.cat([s["cls_token"][0] + s["pos_embed"][0, :prefix], patches + grid])
        maps = []
        for i in range(BLOCKS):
            b = f"blocks.{i}."
            qkv = two(linear, b + "attn.qkv", two(norm, b + "norm1", y)).reshape(-1, 3, HEADS, k).permute(1, 2, 0, 3)
            q, key, value = qkv[0], qkv[1], qkv[2]
            if b + "attn.bias_k" in s:
                key = torch.cat([key, s[b + "attn.bias_k"].reshape(HEADS, 1, k)], 1)
                value = torch.cat([value, s[b + "attn.bias_v"].reshape(HEADS, 1, k)], 1)
            a = (q @ key.transpose(1, 2) / k ** 0.5).softmax(-1)
            maps.append(a[:, 0, prefix:prefix + rows * cols])
            y = y + scale(i, 1, linear(b + "attn.proj", (a @ value).transpose(0, 1).reshape(-1, WIDTH)))
            y = y + scale(i, 2, linear(b + "mlp.fc2", F.gelu(linear(b + "mlp.fc1", two(norm, b + "norm2", y)))))
        return maps, norm("norm", y)

    def write(case, changes, prefix=1):
        from safetensors.torch import save_file
        folder, s = fresh(case), {k: v.contiguous() for k, v in (base | changes).items()}
        save_file(s, folder / "model.safetensors", {"num_heads": str(HEADS)})
        save_expected(folder, lambda x: run(s, prefix, x))
    write("several_cls", {"cls_token": torch.randn(1, 3, WIDTH), "pos_embed": torch.cat([torch.randn(1, 2, WIDTH), base["pos_embed"]], 1)}, prefix=3)
    write("extra_key", {f"blocks.{i}.attn.bias_{p}": torch.randn(HEADS, 1, k) for i in range(BLOCKS) for p in "kv"})
    special = {}
    for name in ("norm1", "norm2", "attn.qkv"):
        for part in ("weight", "bias"):
            special[f"blocks.0.{name}_cls.{part}"] = base[f"blocks.0.{name}.{part}"] + 0.3 * torch.randn_like(base[f"blocks.0.{name}.{part}"])
    for n in (1, 2):
        special[f"blocks.0.ls{n}.gamma"], special[f"blocks.0.ls{n}_cls.gamma"] = torch.rand(WIDTH), torch.rand(WIDTH)
    write("cls_layers", special)


if __name__ == "__main__":
    dino()
    deit3()
    deit_distilled()
    dinov2("dinov2", 0)
    dinov2("dinov2_registers", 4)
    dinov2("dinov2_giant", 0, swiglu=True)
    hugging_face_cases()
    torchvision_vit()
    jax()
    clip()
    without_cls()
    more_hugging_face()
    naflex()
    official_dinov3()
    variants()
    beit3()
    more_timm()
    gguf_file()
