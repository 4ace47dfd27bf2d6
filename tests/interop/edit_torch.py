# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads PyTorch files and their edited copies in the environment that has torch, and compares them:

edit_torch.py JOBS

JOBS is a JSON list of {"before": .pt, "after": the edited copy, "changes": [[path, value or null], …]}, a path being the keys and
positions from the object on; a change without a value takes the entry away. Prints a JSON object of differences by "before".
"""
from __future__ import annotations

import json
import math
import sys
import warnings
import zipfile
from pathlib import Path
from typing import Any, Iterator

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "data" / "generate"))

import numpy as np  # noqa: E402
import torch  # noqa: E402

import shop.networks  # noqa: E402,F401 - classes of fixtures


def loads(path: str) -> tuple[Any, bool]:
    """What torch.load gives, and whether weights_only=True was enough."""
    try:
        return torch.load(path, weights_only=True), True
    except Exception:  # noqa: BLE001 - whole modules and the like
        return torch.load(path, weights_only=False), False


def change(root: Any, path: list, value: Any, remove: bool) -> None:
    """Makes the edit that the program was asked for."""
    for part in path[:-1]:
        root = root[part]
    if remove:
        del root[path[-1]]
    else:
        root[path[-1]] = tuple(value) if isinstance(root.get(path[-1]), tuple) else value


def bits(tensor: torch.Tensor) -> bytes:
    """The values of a tensor."""
    plain = tensor.detach().contiguous()
    return plain.reshape(-1).view(torch.uint8).numpy().tobytes() if plain.numel() else b""


def differences(got: Any, wanted: Any, place: str = "object") -> Iterator[str]:
    """Where two loaded objects differ: types, values to the bit, items in order."""
    if type(got) is not type(wanted):
        yield f"{place}: {type(got).__name__}, not {type(wanted).__name__}"
    elif isinstance(got, torch.Tensor):
        if got.dtype != wanted.dtype or got.shape != wanted.shape or got.layout != wanted.layout:
            yield f"{place}: {got.dtype} {tuple(got.shape)}, not {wanted.dtype} {tuple(wanted.shape)}"
        elif got.layout == torch.strided and not got.is_quantized and not got.is_conj() and got.device.type != "meta":
            if bits(got) != bits(wanted) or got.stride() != wanted.stride():
                yield f"{place}: other values"
        elif repr(got) != repr(wanted):
            yield f"{place}: {got!r}"[:200]
    elif isinstance(got, float):
        if not (got == wanted or (math.isnan(got) and math.isnan(wanted))):
            yield f"{place}: {got!r}, not {wanted!r}"
    elif isinstance(got, dict):
        if list(got) != list(wanted):
            yield f"{place}: keys {list(got)[:9]}, not {list(wanted)[:9]}"
            return
        for key in got:
            yield from differences(got[key], wanted[key], f"{place}[{key!r}]")
    elif isinstance(got, (list, tuple)):
        if len(got) != len(wanted):
            yield f"{place}: {len(got)} items, not {len(wanted)}"
            return
        for number, (left, right) in enumerate(zip(got, wanted)):
            yield from differences(left, right, f"{place}[{number}]")
    elif isinstance(got, torch.nn.Module):
        yield from differences(got.state_dict(), wanted.state_dict(), place)
    elif isinstance(got, np.ndarray):
        if got.tobytes() != wanted.tobytes():
            yield f"{place}: array"
    elif got != wanted:
        yield f"{place}: {got!r}, not {wanted!r}"[:200]


def content_offset(raw: bytes, info: zipfile.ZipInfo) -> int:
    """Where a member's bytes begin."""
    start = info.header_offset
    return start + 30 + int.from_bytes(raw[start + 26:start + 28], "little") + int.from_bytes(raw[start + 28:start + 30], "little")


def hold_archive(before: str, after: str) -> Iterator[str]:
    """The members beside the object: the same, in order, with their times, and as aligned as they were."""
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        if new.testzip() is not None:
            yield f"checksum of {new.testzip()}"
        if [info.filename for info in old.infolist()] != [info.filename for info in new.infolist()]:
            yield "other members"
            return
        raw = [Path(path).read_bytes() for path in (before, after)]
        for left, right in zip(old.infolist(), new.infolist()):
            if left.filename.endswith("/data.pkl"):
                continue
            if old.read(left) != new.read(right) or left.date_time != right.date_time or left.extra != right.extra or \
                    left.compress_type != right.compress_type:
                yield f"member {left.filename}"
            if content_offset(raw[0], left) % 64 != content_offset(raw[1], right) % 64:
                yield f"member {left.filename} is at {content_offset(raw[1], right)}"


def check(job: dict[str, Any]) -> Iterator[str]:
    """One edited file."""
    before, after = job["before"], job["after"]
    wanted, plain = loads(before)
    for path, value in job["changes"]:
        change(wanted, path, value, value is None)
    got, still = loads(after)
    if plain and not still:
        yield "weights_only=True no longer takes it"
    yield from differences(got, wanted)
    if zipfile.is_zipfile(before):
        yield from hold_archive(before, after)
        mapped = torch.load(after, mmap=True, weights_only=plain)
        yield from (f"mapped: {each}" for each in differences(mapped, wanted))


def main() -> None:
    """Checks all."""
    warnings.simplefilter("ignore")
    found = {}
    for job in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        try:
            found[job["before"]] = list(check(job))
        except Exception as error:  # noqa: BLE001 - whatever torch raises is a difference
            found[job["before"]] = [f"{type(error).__name__}: {error}"[:300]]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
