# SPDX-License-Identifier: Apache-2.0
"""Student and teacher: one step of self-distillation, and all that a resumed training needs."""

import copy
import os

import torch
from torch import nn

import losses
from crops import GLOBALS, LOCAL, block_masks, crops
from head import Head
from vit import Shape, VisionTransformer

BETAS = (0.9, 0.99)
MOST_GRADIENT = 3.0


def networks(shape, options):
    return nn.ModuleDict({
        "vit": VisionTransformer(shape, options.drop_path),
        "head": Head(shape.width, options.prototypes),
        "patch_head": Head(shape.width, options.prototypes)})


class Learner:
    def __init__(self, shape, options, device):
        self.options, self.device = options, torch.device(device)
        self.student = networks(shape, options).to(device)
        self.teacher = copy.deepcopy(self.student).requires_grad_(False).eval()
        self.average = copy.deepcopy(self.teacher["vit"])  # of the teacher, in the last part
        self.averaged = 0
        matrices = [p for p in self.student.parameters() if p.dim() > 1]
        others = [p for p in self.student.parameters() if p.dim() <= 1]
        self.optimizer = torch.optim.AdamW(
            [{"params": matrices, "decays": True}, {"params": others, "decays": False}],
            lr=options.lr, betas=BETAS)
        self.step, self.seconds = 0, 0.0

    def start_from(self, vit):
        """Student, teacher and average begin as this network."""
        for own in (self.student["vit"], self.teacher["vit"], self.average):
            own.load_state_dict(vit.state_dict())

    def best(self):
        """The network to keep: the average once there is one."""
        return self.average if self.averaged else self.teacher["vit"]

    def losses_of(self, images, phase, temperature):
        """{name: loss} of a batch [B, 3, h, w]."""
        options, batch = self.options, len(images)
        global_crops = torch.cat([crops(images, phase.global_side, one) for one in GLOBALS])
        local_crops = torch.cat([crops(images, phase.local_side, LOCAL)
                                 for _ in range(options.locals)])
        masks = block_masks(2 * batch, phase.global_side // options.patch, self.device)
        teacher, student = self.teacher, self.student
        with torch.autocast(self.device.type, torch.bfloat16, enabled=options.bf16):
            with torch.no_grad():
                seen, seen_patches = teacher["vit"](global_crops)
                targets = losses.balanced(teacher["head"](seen), temperature).chunk(2)
                patch_targets = losses.balanced(teacher["patch_head"](seen_patches[masks]),
                                                temperature)
            from_global, patches = student["vit"](global_crops, masks)
            from_local, _ = student["vit"](local_crops)
            views = student["head"](torch.cat([from_global, from_local])).split(batch)
            patch_scores = student["patch_head"](patches[masks])
        hidden = masks.sum(dim=1)
        weights = (1 / hidden.clamp(min=1)).repeat_interleave(hidden)
        return {"dino": losses.dino(targets, views),
                "ibot": losses.ibot(patch_targets, patch_scores, weights),
                "koleo": torch.stack([losses.koleo(one) for one in from_global.chunk(2)]).mean()}

    def learn(self, images, phase, settings):
        """One step. `settings`: lr, decay, momentum, temperature, averaging. Returns losses."""
        self.student.train()
        for group in self.optimizer.param_groups:
            group["lr"] = settings["lr"]
            group["weight_decay"] = settings["decay"] if group["decays"] else 0.0
        found = self.losses_of(images, phase, settings["temperature"])
        total = (found["dino"] + self.options.ibot * found["ibot"]
                 + self.options.koleo * found["koleo"])
        if not torch.isfinite(total):
            raise FloatingPointError(f"step {self.step}: the loss is not finite; "
                                     "the last saved state is unharmed, try a lower --lr")
        self.optimizer.zero_grad()
        total.backward()
        nn.utils.clip_grad_norm_(self.student.parameters(), MOST_GRADIENT)
        self.optimizer.step()
        self.follow(settings["momentum"])
        if settings["averaging"]:
            self.averaged += 1
            move(self.average, self.teacher["vit"], 1 / self.averaged)
        self.step += 1
        return {"loss": total.item(), **{name: loss.item() for name, loss in found.items()}}

    def follow(self, momentum):
        """The teacher is the student's moving average."""
        move(self.teacher, self.student, 1 - momentum)

    def save(self, path):
        """Whole or not at all."""
        state = {name: getattr(self, name).state_dict()
                 for name in ("student", "teacher", "average", "optimizer")}
        options = {name: value if isinstance(value, (bool, int, float)) else str(value)
                   for name, value in vars(self.options).items()}
        state.update(step=self.step, seconds=self.seconds, averaged=self.averaged,
                     random=torch.get_rng_state(), options=options)
        if self.device.type == "cuda":
            state["random_of_device"] = torch.cuda.get_rng_state(self.device)
        torch.save(state, f"{path}.part")
        os.replace(f"{path}.part", path)

    def resume(self, path):
        state = torch.load(path, map_location=self.device, weights_only=True)
        for name in (*vars(Shape()), "prototypes"):
            saved, asked = state["options"][name], getattr(self.options, name)
            if saved != asked:
                raise ValueError(f"{path}: was begun with --{name.replace('_', '-')} {saved}, "
                                 f"not {asked}: go on with that, or choose another folder")
        for name in ("student", "teacher", "average", "optimizer"):
            getattr(self, name).load_state_dict(state[name])
        self.step, self.seconds = state["step"], state["seconds"]
        self.averaged = state["averaged"]
        torch.set_rng_state(state["random"].cpu())
        if "random_of_device" in state and self.device.type == "cuda":
            torch.cuda.set_rng_state(state["random_of_device"].cpu(), self.device)


@torch.no_grad()
def move(network, towards, share):
    """network <- network + share · (towards − network)"""
    for own, other in zip(network.parameters(), towards.parameters()):
        own.lerp_(other.detach(), share)
