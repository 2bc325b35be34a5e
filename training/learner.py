# SPDX-License-Identifier: Apache-2.0
"""Student and teacher: one step of self-distillation, and all that a resumed training needs."""

import copy
import os

import torch
from torch import nn

import losses
from crops import GLOBALS, LOCAL, MaskBank, crops, resampled
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
            lr=options.lr, betas=BETAS, fused=True)
        self.step, self.seconds = 0, 0.0
        self.banks = {}
        if options.compile:
            self.student["vit"].compile_blocks()
            self.teacher["vit"].compile_blocks()

    def start_from(self, vit):
        """Student, teacher and average begin as this network."""
        for own in (self.student["vit"], self.teacher["vit"], self.average):
            own.load_state_dict(vit.state_dict())

    def best(self):
        """The network to keep: the average once there is one."""
        return self.average if self.averaged else self.teacher["vit"]

    def hidden_patches(self, count, grid):
        """iBOT's masks [count, N] on the device, and the places of their patches in it, flat: found by
        the processor, for which the device then need not wait.
        """
        if grid not in self.banks:
            self.banks[grid] = MaskBank(grid, self.options.seed)
        masks = self.banks[grid].draw(count)
        places = masks.flatten().nonzero()[:, 0]
        weights = (1 / masks.sum(dim=1).clamp(min=1)).repeat_interleave(masks.sum(dim=1))
        return [one.to(self.device, non_blocking=True) for one in (masks, places, weights)]

    def losses_of(self, images, labels, phase, temperature):
        """{name: loss} of a batch [B, 3, h, w]; labels [B, 1, h, w] or None."""
        options, batch, grid = self.options, len(images), phase.global_side // self.options.patch
        first, second = (crops(images, phase.global_side, recipe) for recipe in GLOBALS)
        global_crops = torch.cat([first[0], second[0]])
        local_crops = torch.cat([crops(images, phase.local_side, LOCAL)[0]
                                 for _ in range(options.locals)])
        masks, places, weights = self.hidden_patches(2 * batch, grid)
        teacher, student = self.teacher, self.student
        with torch.autocast(self.device.type, torch.bfloat16, enabled=options.bf16):
            with torch.no_grad():
                seen = teacher["vit"](global_crops)
                targets = losses.balanced(teacher["head"](seen.cls), temperature)
                hidden = seen.patches.flatten(0, 1)[places]
                patch_targets = losses.balanced(teacher["patch_head"](hidden), temperature)
            of_global = student["vit"](global_crops, masks, attention=labels is not None)
            of_local = student["vit"](local_crops)
            views = student["head"](torch.cat([of_global.cls, of_local.cls]))
            patch_scores = student["patch_head"](of_global.patches.flatten(0, 1)[places])
            object_scores = student["vit"].mask_head(of_global.patches)[..., 0]
        found = {"dino": losses.dino(targets.unflatten(0, (2, batch)), views.unflatten(0, (-1, batch))),
                 "ibot": losses.ibot(patch_targets, patch_scores, weights),
                 "koleo": torch.stack([losses.koleo(one) for one in of_global.cls.chunk(2)]).mean(),
                 "calm": losses.calm(of_global.norms)}
        if labels is not None:
            objects = torch.cat([resampled(labels, boxes, grid) for _, boxes in (first, second)])
            objects = objects.float().clamp(0, 1).flatten(1)
            patches = of_global.attention[:, :, student["vit"].shape.prefix:]
            found["mask"] = losses.object_mask(object_scores, objects)
            found["gaze"] = losses.object_attention(patches[1::2], objects[1::2])  # nothing hidden
        return found

    def learn(self, images, labels, phase, settings):
        """One step. `settings`: lr, decay, momentum, temperature, averaging. Returns losses, which stay
        on the device.
        """
        self.student.train()
        for group in self.optimizer.param_groups:
            group["lr"] = settings["lr"]
            group["weight_decay"] = settings["decay"] if group["decays"] else 0.0
        found = self.losses_of(images, labels, phase, settings["temperature"])
        found["loss"] = sum(loss * getattr(self.options, name) for name, loss in found.items())
        self.optimizer.zero_grad()
        found["loss"].backward()
        nn.utils.clip_grad_norm_(self.student.parameters(), MOST_GRADIENT)
        self.optimizer.step()
        move(self.teacher, self.student, 1 - settings["momentum"])
        if settings["averaging"]:
            self.averaged += 1
            move(self.average, self.teacher["vit"], 1 / self.averaged)
        self.step += 1
        return {name: loss.detach() for name, loss in found.items()}

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
    torch._foreach_lerp_(list(network.parameters()), [p.detach() for p in towards.parameters()], share)
