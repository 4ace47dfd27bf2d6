# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws small PyTorch files at random, each with what torch reads in it beside it, in the environment that has torch:

draw_torch.py --out FOLDER --seed N --count N
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "data" / "generate"))

import numpy as np  # noqa: E402
import torch  # noqa: E402
from torch import nn  # noqa: E402

import make_torch  # noqa: E402

DTYPES = ("float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool", "complex64",
          "uint16", "uint32", "float8_e4m3fn", "float8_e5m2")
UNTYPED = ("uint16", "uint32", "float8_e4m3fn", "float8_e5m2")  # which the old form and weights_only do not go with


def draw_view(random: np.random.Generator, tensor: torch.Tensor) -> torch.Tensor:
    """A window onto a tensor: some of transposed, sliced, repeated, narrowed, flipped over by axes."""
    for _ in range(random.integers(0, 4)):
        if tensor.dim() == 0:
            return tensor
        axis = int(random.integers(tensor.dim()))
        kind = random.integers(5)
        if kind == 0:
            tensor = tensor.transpose(axis, int(random.integers(tensor.dim())))
        elif kind == 1:
            tensor = tensor[(slice(None),) * axis + (slice(None, None, int(random.integers(1, 4))),)]
        elif kind == 2 and tensor.shape[axis] > 0:
            tensor = tensor.select(axis, int(random.integers(tensor.shape[axis])))
        elif kind == 3:
            tensor = tensor.unsqueeze(axis).expand(*tensor.shape[:axis], int(random.integers(1, 4)), *tensor.shape[axis:])
        elif tensor.shape[axis] > 1:
            tensor = tensor.narrow(axis, 1, int(random.integers(tensor.shape[axis])))
    return tensor


def draw_tensor(random: np.random.Generator, dtypes: tuple[str, ...] = DTYPES) -> torch.Tensor:
    """A tensor of any type and up to four axes, mostly a window onto a larger one."""
    shape = [int(size) for size in random.integers(0, 5, random.integers(0, 5))]
    values = torch.from_numpy(random.normal(0, 20, shape).astype(np.float32)).reshape(shape)
    dtype = getattr(torch, str(random.choice(dtypes)))
    return draw_view(random, values.abs().to(dtype) if dtype not in (torch.float32, torch.float64) else values.to(dtype))


def draw_layer(random: np.random.Generator, width: int) -> tuple[nn.Module, int]:
    """A layer that takes `width` features, and how many it gives."""
    out = int(random.integers(1, 6))
    kind = random.integers(5)
    if kind == 0:
        return nn.BatchNorm1d(width), width
    if kind == 1:
        return nn.LayerNorm(width), width
    if kind == 2:
        return nn.Sequential(nn.Linear(width, out, bias=bool(random.integers(2))), nn.Tanh()), out
    return nn.Linear(width, out), out


def draw_model(random: np.random.Generator) -> tuple[nn.Module, int]:
    """A stack of layers and the features that it takes."""
    width = first = int(random.integers(1, 6))
    layers = [nn.Linear(width, width)]
    for _ in range(random.integers(0, 5)):
        layer, width = draw_layer(random, width)
        layers.append(layer)
    return nn.Sequential(*layers), first


def draw_optimizer(random: np.random.Generator, model: nn.Module) -> torch.optim.Optimizer:
    """One of torch's optimizers, with one group or two."""
    groups: Any = model.parameters()
    if random.integers(2):
        parameters = list(model.parameters())
        split = int(random.integers(1, len(parameters)))
        groups = [{"params": parameters[:split]}, {"params": parameters[split:], "lr": 0.5}]
    makers = (torch.optim.Adam, torch.optim.AdamW, torch.optim.NAdam, torch.optim.RAdam, torch.optim.Adamax,
              torch.optim.RMSprop, torch.optim.Adagrad, torch.optim.Adadelta, torch.optim.Rprop, torch.optim.ASGD,
              lambda given, lr: torch.optim.SGD(given, lr=lr, momentum=0.9))
    return makers[random.integers(len(makers))](groups, lr=0.01)


def trained(random: np.random.Generator, model: nn.Module, width: int) -> tuple[torch.optim.Optimizer, int]:
    """The optimizer after some steps."""
    optimizer = draw_optimizer(random, model)
    steps = int(random.integers(1, 4))
    for _ in range(steps):
        optimizer.zero_grad()
        model(torch.from_numpy(random.normal(0, 1, (3, width)).astype(np.float32))).square().sum().backward()
        optimizer.step()
    return optimizer, steps


def draw(random: np.random.Generator, out: make_torch.Writer, name: str) -> None:
    """One file of a kind drawn at random."""
    legacy = bool(random.integers(4) == 0)
    kind = random.integers(4)
    if kind == 0:
        dtypes = tuple(dtype for dtype in DTYPES if not legacy or dtype not in UNTYPED)
        tensors = {f"t{number}": draw_tensor(random, dtypes) for number in range(random.integers(1, 8))}
        out.save(name, tensors, tensors, legacy=legacy)
        return
    torch.manual_seed(int(random.integers(1 << 31)))
    model, width = draw_model(random)
    parameters = sum(parameter.numel() for parameter in model.parameters())
    if kind == 1:
        out.save(name, model.state_dict(), make_torch.dotted(model.state_dict()), legacy=legacy, parameters=parameters)
    elif kind == 2:
        model[0].weight.requires_grad_(bool(random.integers(2)))
        out.save(name, model, make_torch.dotted(model.state_dict()), parameters=parameters)
    else:
        optimizer, steps = trained(random, model, width)
        state = {"step": steps, "state_dict": model.state_dict(), "optimizer": optimizer.state_dict()}
        tensors = (make_torch.dotted(model.state_dict(), "state_dict/")
                   | make_torch.slots(model, optimizer, "optimizer"))
        counts = not isinstance(optimizer, torch.optim.SGD)
        out.save(name, state, tensors, legacy=legacy, parameters=parameters, optimizer=type(optimizer).__name__,
                 iterations=steps if counts else None)


def main() -> None:
    """Writes the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for index in range(options.count):
        draw(np.random.default_rng([options.seed, index]), make_torch.Writer(options.out), f"torch_{index}.pt")


if __name__ == "__main__":
    main()
