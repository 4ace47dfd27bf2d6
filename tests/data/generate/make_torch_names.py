#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the lists of names that go with torch, from the torch that this python has:

    make_torch_names.py ROOT OF THE REPOSITORY

- io/pickle/allowed_torch_names.cpp: what torch's own files name and call, for the verdict;
- io/torch/weights_only_names.cpp: what torch.load(weights_only=True) lets through, for saying so.
"""
from __future__ import annotations

import importlib
import pkgutil
import sys
import textwrap
from collections import defaultdict
from pathlib import Path

import torch
from torch import _weights_only_unpickler

# Rebuilt by calling; what they are given is looked at where it decides (see io/pickle/verdict.cpp).
CALLED = {
    "torch": ["Size", "device", "Tensor", "Generator", "FloatTensor", "DoubleTensor", "HalfTensor", "BFloat16Tensor",
              "LongTensor", "IntTensor", "ShortTensor", "CharTensor", "ByteTensor", "BoolTensor"],
    "torch.nn.parameter": ["Parameter", "Buffer", "UninitializedParameter", "UninitializedBuffer"],
    "torch._tensor": ["_rebuild_from_type_v2"],
    "torch.tensor": ["_rebuild_from_type"],
    "torch.serialization": ["_get_layout"],
    "torch._utils": sorted(name for name in vars(torch._utils) if name.startswith("_rebuild_")),
    "torch.jit._pickle": ["build_intlist", "build_doublelist", "build_boollist", "build_tensorlist",
                          "build_tensor_from_id", "restore_type_tag"],
    "torch.utils.hooks": ["RemovableHandle"],
    "torch.distributed.optim.zero_redundancy_optimizer": [],
}
# Named: types of storages, dtypes and layouts, and the functions that modules hold.
FUNCTIONS = ["relu", "relu6", "gelu", "silu", "mish", "elu", "celu", "selu", "glu", "tanh", "sigmoid", "softplus",
             "softsign", "softmax", "log_softmax", "logsigmoid", "leaky_relu", "hardtanh", "hardswish", "hardsigmoid",
             "rrelu", "prelu", "threshold", "tanhshrink", "softshrink", "hardshrink", "normalize", "dropout",
             "pairwise_distance", "cosine_similarity", "mse_loss", "l1_loss", "smooth_l1_loss", "cross_entropy",
             "nll_loss", "binary_cross_entropy", "binary_cross_entropy_with_logits", "kl_div", "huber_loss"]


def modules_below(package: str) -> list[str]:
    """The modules of a package that can be imported."""
    found = [package]
    for info in pkgutil.walk_packages(importlib.import_module(package).__path__, package + "."):
        found.append(info.name)
    return found


def classes_of(package: str, base: type) -> dict[str, set[str]]:
    """Classes of one kind below a package, by the module that a pickle names."""
    classes: dict[str, set[str]] = defaultdict(set)
    for name in modules_below(package):
        try:
            module = importlib.import_module(name)
        except Exception:  # what this torch was built without
            continue
        for item in vars(module).values():
            if isinstance(item, type) and issubclass(item, base) and item.__module__.startswith(package):
                classes[item.__module__].add(item.__qualname__)
    return classes


def named() -> dict[str, set[str]]:
    """Names that are somebody's parameter."""
    names: dict[str, set[str]] = defaultdict(set)
    for kind in (torch.dtype, torch.layout, torch.memory_format, torch.qscheme):
        for name, item in vars(torch).items():
            if isinstance(item, kind):
                names["torch"].add(str(item).removeprefix("torch."))
                names["torch"].add(name)
    for storage in torch._storage_classes:
        names[storage.__module__].add(storage.__name__)
    names["torch.storage"] |= {"UntypedStorage", "TypedStorage", "_TypedStorage", "_UntypedStorage"}
    for function in FUNCTIONS:
        for module in ("torch.nn.functional", "torch", "torch._C._nn", "torch._C._VariableFunctions"):
            owner = torch
            for part in module.split(".")[1:]:
                owner = getattr(owner, part, None)
            if hasattr(owner, function):
                names[module].add(function)
    return names


def row(module: str, names: set[str] | list[str], use: str) -> str:
    """One row of the table."""
    lines = textwrap.wrap(" ".join(sorted(names)), 86)
    text = "\n     ".join(f'"{line} "' for line in lines[:-1]) + ("\n     " if len(lines) > 1 else "") + f'"{lines[-1]}"'
    return f'    {{"{module}",\n     {text}{use}}},\n'


def allowed() -> str:
    """The list for io/pickle."""
    called: dict[str, set[str]] = defaultdict(set)
    for module, names in CALLED.items():
        called[module] |= set(names)
    for found in (classes_of("torch.nn.modules", torch.nn.Module), classes_of("torch.optim", torch.optim.Optimizer),
                  classes_of("torch.nn.parallel", torch.nn.Module)):
        for module, names in found.items():
            called[module] |= names
    rows = "".join(row(module, names, "") for module, names in sorted(called.items()) if names)
    rows += "    // Named only\n"
    rows += "".join(row(module, names, ", Use::Name") for module, names in sorted(named().items()))
    return f"""// SPDX-License-Identifier: GPL-3.0-or-later
// Made by tests/data/generate/make_torch_names.py of torch {torch.__version__.split('+')[0]}; do not edit by hand.
#include "io/pickle/policy.h"

namespace strata::pickle {{

namespace {{

// clang-format off
constexpr ListedNames rows[] = {{
    // Classes, and what tensors are rebuilt with
{rows}}};
// clang-format on

}} // namespace

std::span<const ListedNames> allowed_torch_names()
{{
    return rows;
}}

}} // namespace strata::pickle
"""


def weights_only() -> str:
    """The list for io/torch."""
    names = "".join(f'    "{name}"sv,\n' for name in sorted(_weights_only_unpickler._get_allowed_globals()))
    return f"""// SPDX-License-Identifier: GPL-3.0-or-later
// Made by tests/data/generate/make_torch_names.py of torch {torch.__version__.split('+')[0]}; do not edit by hand.
#include "io/torch/weights_only.h"

#include <algorithm>
#include <array>

namespace strata::torch {{

using namespace std::string_view_literals;

namespace {{

/// torch._weights_only_unpickler._get_allowed_globals(), sorted.
// clang-format off
constexpr std::array allowed = {{
{names}}};
// clang-format on

}} // namespace

bool is_weights_only_name(std::string_view qualified_name)
{{
    return std::binary_search(allowed.begin(), allowed.end(), qualified_name);
}}

}} // namespace strata::torch
"""


def main() -> None:
    """Writes both files."""
    root = Path(sys.argv[1])
    (root / "io/pickle/allowed_torch_names.cpp").write_text(allowed(), encoding="utf-8")
    (root / "io/torch/weights_only_names.cpp").write_text(weights_only(), encoding="utf-8")


if __name__ == "__main__":
    main()
