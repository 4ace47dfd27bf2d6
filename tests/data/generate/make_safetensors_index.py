# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes models in several safetensors files, as transformers and huggingface_hub lay them out:
make_safetensors_index.py [--out FOLDER]. Each model has a folder of its own; those under bad/ are damaged afterwards."""
from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any, Callable

import numpy as np
from safetensors.numpy import save_file

import expectation
import samples

SHARD_BYTES = 500


def network(layers: int = 11) -> dict[str, np.ndarray]:
    """A small language model by its names; more than ten layers, so that names and numbers sort otherwise."""
    arrays = {"model.embed_tokens.weight": samples.numeric("f4", (12, 4), seed=1)}
    for layer in range(layers):
        prefix = f"model.layers.{layer}"
        arrays[f"{prefix}.mlp.up_proj.weight"] = samples.numeric("f4", (6, 4), seed=layer)
        arrays[f"{prefix}.norm.weight"] = samples.numeric("f2", (4,), seed=layer + 50)
    arrays["model.norm.weight"] = samples.numeric("f4", (4,), seed=90)
    arrays["lm_head.weight"] = samples.numeric("f4", (12, 4), seed=91)
    return arrays


def split(arrays: dict[str, np.ndarray]) -> list[dict[str, np.ndarray]]:
    """Arrays in their order, a new shard where one would pass SHARD_BYTES: split_torch_state_dict_into_shards()."""
    shards: list[dict[str, np.ndarray]] = [{}]
    size = 0
    for name, array in arrays.items():
        if size and size + array.nbytes > SHARD_BYTES:
            shards.append({})
            size = 0
        shards[-1][name] = array
        size += array.nbytes
    return shards


def write_index(folder: Path, index: dict[str, Any], stem: str = "model") -> Path:
    """The index as save_pretrained() writes it."""
    path = folder / f"{stem}.safetensors.index.json"
    path.write_text(json.dumps(index, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return path


def write_model(folder: Path, arrays: dict[str, np.ndarray], metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    """Shards and index of a model; gives the index."""
    folder.mkdir(parents=True, exist_ok=True)
    shards = split(arrays)
    weight_map = {}
    for number, shard in enumerate(shards, 1):
        name = f"model-{number:05d}-of-{len(shards):05d}.safetensors"
        save_file(shard, folder / name, metadata={"format": "pt"})
        weight_map.update(dict.fromkeys(shard, name))
    total = sum(array.nbytes for array in arrays.values())
    index = {"metadata": {"total_size": total} | (metadata or {}), "weight_map": weight_map}
    path = write_index(folder, index)
    told = {name.replace(".", "/"): array for name, array in sorted(arrays.items())}
    expectation.write_expectation(path, {**expectation.describe_arrays(told, None), "metadata": index["metadata"]})
    return index


def damaged(folder: Path, name: str, damage: Callable[[Path, dict[str, Any]], None]) -> None:
    """A small model that something is done to."""
    place = folder / "bad" / name
    shutil.rmtree(place, ignore_errors=True)
    index = write_model(place, network(2))
    (place / "model.safetensors.index.json.expected.json").unlink()
    damage(place, index)


def shard(place: Path, number: int) -> Path:
    """The path of a shard."""
    return sorted(place.glob("model-*.safetensors"))[number - 1]


def lose_shard(place: Path, index: dict[str, Any]) -> None:
    """The second file is not there."""
    shard(place, 2).unlink()


def cut_shard(place: Path, index: dict[str, Any]) -> None:
    """The last file ends early."""
    path = shard(place, 2)
    path.write_bytes(path.read_bytes()[:-20])


def point_to_git_lfs(place: Path, index: dict[str, Any]) -> None:
    """Cloned without Git LFS: a shard is the text that stands for it."""
    shard(place, 1).write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1000\n", encoding="utf-8")


def contradict(place: Path, index: dict[str, Any]) -> None:
    """A tensor that no file has, one that the index lacks, one that lies in another file, another total."""
    names = sorted(index["weight_map"])
    other = {shard(place, 1).name: shard(place, 2).name, shard(place, 2).name: shard(place, 1).name}
    index["weight_map"]["model.nowhere.weight"] = shard(place, 1).name
    index["weight_map"][names[1]] = other[index["weight_map"][names[1]]]
    del index["weight_map"][names[-1]]
    index["metadata"]["total_size"] += 8
    write_index(place, index)


def repeat(place: Path, index: dict[str, Any]) -> None:
    """One tensor in two files, and named twice in the index."""
    name, file = sorted(index["weight_map"].items())[0]
    other = next(path for path in sorted(place.glob("model-*.safetensors")) if path.name != file)
    save_file({name: np.ones((2, 2), np.float32)}, place / "model-00003-of-00003.safetensors", metadata={"format": "np"})
    index["weight_map"]["extra.weight"] = "model-00003-of-00003.safetensors"
    path = write_index(place, index)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"weight_map": {', f'"weight_map": {{\n    "{name}": "{other.name}",', 1), encoding="utf-8")


def lead_elsewhere(place: Path, index: dict[str, Any]) -> None:
    """Files that are no files beside the index."""
    names = sorted(index["weight_map"])
    for name, file in zip(names, ("../model.safetensors", "/etc/passwd", "", None, {"file": "x"})):
        index["weight_map"][name] = file
    write_index(place, index)


def break_off(place: Path, index: dict[str, Any]) -> None:
    """An index that ends early."""
    path = place / "model.safetensors.index.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[:text.index("model.layers.1")], encoding="utf-8")


def make(folder: Path) -> None:
    """All fixtures of the family."""
    write_model(folder / "network", network(), {"total_parameters": sum(array.size for array in network().values())})
    damaged(folder, "lost", lose_shard)
    damaged(folder, "cut", cut_shard)
    damaged(folder, "git_lfs", point_to_git_lfs)
    damaged(folder, "contradicting", contradict)
    damaged(folder, "repeated", repeat)
    damaged(folder, "elsewhere", lead_elsewhere)
    damaged(folder, "broken_off", break_off)


def main() -> None:
    """Writes the family."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "safetensors_index")
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    make(folder)
    expectation.write_versions(folder, "make_safetensors_index.py")


if __name__ == "__main__":
    main()
