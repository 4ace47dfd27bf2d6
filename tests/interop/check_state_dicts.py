# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads state dicts that the program wrote, in the environment that has torch, and compares them bit by bit:

check_state_dicts.py PAIRS

PAIRS is a JSON list of {"written": .pt, "source": the file it was made from, "arrays": .npz of the same arrays or null}.
Prints a JSON object of differences by source.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Iterator

import numpy as np
import torch

SAFETENSORS = {"BOOL": "bool", "U8": "uint8", "I8": "int8", "U16": "uint16", "I16": "int16", "U32": "uint32", "I32": "int32",
               "U64": "uint64", "I64": "int64", "F16": "float16", "BF16": "bfloat16", "F32": "float32", "F64": "float64",
               "F8_E4M3": "float8_e4m3fn", "F8_E5M2": "float8_e5m2", "F8_E8M0": "float8_e8m0fnu", "C64": "complex64",
               "F8_E4M3FNUZ": "float8_e4m3fnuz", "F8_E5M2FNUZ": "float8_e5m2fnuz"}
Raw = tuple[str, tuple[int, ...], bytes]  # dtype, shape, items in C order


def raw_tensor(tensor: torch.Tensor) -> Raw:
    """A tensor as its bits."""
    plain = tensor.detach().contiguous()
    items = plain.reshape(-1).view(torch.uint8).numpy().tobytes() if plain.numel() else b""
    return str(tensor.dtype).removeprefix("torch."), tuple(tensor.shape), items


def raw_array(array: np.ndarray) -> Raw:
    """An array as its bits, in little-endian order."""
    little = array.astype(array.dtype.newbyteorder("<"), order="C", copy=True)
    return array.dtype.name, tuple(array.shape), little.tobytes()


def can_be_held(dtype: np.dtype) -> bool:
    """Whether torch has such a type."""
    return dtype.kind in "biufc" and dtype.itemsize <= (16 if dtype.kind == "c" else 8)


def of_safetensors(path: Path) -> Iterator[tuple[str, Raw]]:
    """The tensors of a safetensors file, by its specification: the library of this environment may not know all types."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    for name, entry in json.loads(data[8:start]).items():
        if name != "__metadata__" and entry["dtype"] in SAFETENSORS:
            begin, end = entry["data_offsets"]
            yield name, (SAFETENSORS[entry["dtype"]], tuple(entry["shape"]), data[start + begin:start + end])


def of_object(value: Any, path: str = "") -> Iterator[tuple[str, Raw]]:
    """The tensors of plain containers."""
    if isinstance(value, torch.Tensor):
        lazy = value.is_conj() or value.is_neg()  # which the program says it cannot read
        if value.layout == torch.strided and not value.is_quantized and not lazy and value.device.type != "meta":
            yield path or "tensor", raw_tensor(value)
    elif isinstance(value, (dict, list, tuple)):
        for name, held in value.items() if isinstance(value, dict) else enumerate(value):
            yield from of_object(held, f"{path}.{name}" if path else str(name))


def originals(path: Path) -> list[tuple[str, Raw]]:
    """The arrays of a source by the real library; none where their names are the program's own."""
    if path.suffix == ".npy":
        array = np.load(path, allow_pickle=False, max_header_size=1 << 20)
        return [("data", raw_array(array))] if can_be_held(array.dtype) else []
    if path.suffix == ".npz":
        with np.load(path, allow_pickle=False) as file:
            arrays = [(name, file[name]) for name in file.files if not is_object(file, name)]
        return [(name, raw_array(array)) for name, array in arrays if can_be_held(array.dtype)]
    if path.suffix == ".safetensors":
        return list(of_safetensors(path))
    if path.suffix in (".pt", ".pth"):
        try:
            return list(of_object(torch.load(path, weights_only=True)))
        except Exception:  # a module, or what weights_only refuses
            return []
    return []


def names_of_module(path: Path) -> list[str]:
    """The names that `load_state_dict` takes, where a checkpoint has one dict of tensors and beside it an optimizer's only."""
    try:
        value = torch.load(path, weights_only=True)
    except Exception:  # a module, or what weights_only refuses
        return []
    holding = {name: held for name, held in value.items() if list(of_object(held))} if isinstance(value, dict) else {}
    states = [held for name, held in holding.items() if "optim" not in name]
    plain = len(states) == 1 and isinstance(states[0], dict) and all(isinstance(held, torch.Tensor) for held in states[0].values())
    return [name for name, held in states[0].items() if held.layout == torch.strided] if plain else []


def is_object(file: Any, name: str) -> bool:
    """Whether a member of an archive is an array that holds a pickle, or none at all."""
    try:
        return not isinstance(file[name], np.ndarray)
    except ValueError:
        return True


def compare(name: str, got: Raw | None, wanted: Raw) -> Iterator[str]:
    """One array."""
    if got is None:
        yield f"{name!r} is missing"
    elif got[:2] != wanted[:2]:
        yield f"{name!r} is {got[:2]}, not {wanted[:2]}"
    elif got[2] != wanted[2]:
        yield f"{name!r} has other values"


def check(pair: dict[str, Any]) -> Iterator[str]:
    """One written file."""
    state = torch.load(pair["written"], weights_only=True)
    if not isinstance(state, dict) or not all(isinstance(value, torch.Tensor) for value in state.values()):
        yield "it is no state dict"
        return
    held = {name: raw_tensor(tensor) for name, tensor in state.items()}
    mapped = torch.load(pair["written"], weights_only=True, mmap=True)
    if held != {name: raw_tensor(tensor) for name, tensor in mapped.items()}:
        yield "mapped it reads otherwise"
    if not all(tensor.is_contiguous() and not tensor.requires_grad for tensor in state.values()):
        yield "a tensor is not contiguous, or requires a gradient"
    values = set(held.values())
    for name, wanted in originals(Path(pair["source"])):
        if name in held or wanted not in values:  # what an optimizer holds has other names
            yield from compare(name, held.get(name), wanted)
    for name in names_of_module(Path(pair["source"])) if pair["source"].endswith((".pt", ".pth")) else ():
        if name not in held:
            yield f"load_state_dict of the module finds no {name!r}"
    if pair["arrays"]:
        with np.load(pair["arrays"], allow_pickle=False) as file:
            for name in file.files:
                if can_be_held(file[name].dtype):
                    yield from compare(name, held.get(name), raw_array(file[name]))


def main() -> None:
    """Prints what differs."""
    told = {}
    for pair in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        try:
            told[pair["source"]] = list(check(pair))
        except Exception as error:  # whatever torch says of it
            told[pair["source"]] = [f"{type(error).__name__}: {error}"[:300]]
    print(json.dumps(told))


if __name__ == "__main__":
    main()
