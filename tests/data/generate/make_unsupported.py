# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes small samples of content that the program names but does not read: make_unsupported.py [--out FOLDER].

HDF5 comes from h5py and the zips from zipfile; the others are their formats' first bytes made by hand, laid out as the
real writers do. `manifest.json` says what each file is, as the format id that the program gives.
"""
from __future__ import annotations

import argparse
import io
import json
import pickle
import struct
import tarfile
import zipfile
from pathlib import Path

import h5py
import numpy as np

import expectation

STAMP = (2024, 1, 1, 0, 0, 0)


def zip_of(members: dict[str, bytes]) -> bytes:
    """A stored zip with a fixed date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), data)
    return buffer.getvalue()


def hdf5() -> bytes:
    """A small HDF5 file."""
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        file.create_dataset("data", data=np.arange(4, dtype=np.float32))
    return buffer.getvalue()


def keras_zip() -> bytes:
    """The members of a Keras 3 archive."""
    config = {"module": "keras", "class_name": "Sequential", "config": {"name": "m", "layers": []}}
    return zip_of({"metadata.json": json.dumps({"keras_version": "3.15.1", "date_saved": "2024-01-01@00:00:00"}).encode(),
                   "config.json": json.dumps(config).encode(), "model.weights.h5": hdf5()})


def torch_tar() -> bytes:
    """The members of torch.save before 0.1.10."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in ("sys_info", "pickle", "tensors", "storages"):
            data = pickle.dumps({}, 2)
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def field(number: int, data: bytes | int) -> bytes:
    """One protobuf field with a short length or a small number."""
    if isinstance(data, int):
        return bytes([number << 3, data])
    assert len(data) < 128
    return bytes([number << 3 | 2, len(data)]) + data


def onnx() -> bytes:
    """An ONNX ModelProto with one Identity node."""
    node = field(1, b"x") + field(2, b"y") + field(3, b"n") + field(4, b"Identity")
    graph = field(1, node) + field(2, b"graph")
    return field(1, 9) + field(2, b"pytorch") + field(3, b"2.3.0") + field(7, graph) + field(8, field(1, b"") + field(2, 17))


def gguf() -> bytes:
    """A GGUF version 3 header with one metadata entry and no tensors."""
    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value)) + value.encode()
    return (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("general.architecture") + struct.pack("<I", 8) + text("llama")).ljust(128, b"\0")


def tar() -> bytes:
    """A tar with one member."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        info = tarfile.TarInfo("model.pkl")
        data = pickle.dumps([1], 2)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def password_zip() -> bytes:
    """A zip whose member says that it is encrypted."""
    data = bytearray(zip_of({"arr_0.npy": b"\x93NUMPY" + b"\0" * 80}))
    data[6] |= 1
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    return bytes(data)


LFS = b"""version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 132735
"""
HTML = b"""<!DOCTYPE html>
<html><head><title>404 Not Found</title></head>
<body><h1>Not Found</h1><p>The requested URL was not found on this server.</p></body></html>
"""


def samples() -> dict[str, tuple[bytes, str]]:
    """File name, content and the format's id."""
    return {
        "model.keras": (keras_zip(), "keras-v3"), "oldest.pt": (torch_tar(), "torch-tar"),
        "model.onnx": (onnx(), "onnx"), "model.gguf": (gguf(), "gguf"), "lfs_pointer.pkl": (LFS, "git-lfs-pointer"),
        "html_error.pkl": (HTML, "html"), "archive.7z": (b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\0" * 24, "7z"),
        "archive.tar": (tar(), "tar"), "password.npz": (password_zip(), "zip"),
        "picture.pt": (b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + b"\0" * 17, "png"),
        "plain_text.pkl": (b"These are my notes.\nThey are no model.\n", "unknown"),
        "json_text.pkl": (b'{"weights": [1, 2, 3]}\n', "unknown"), "random.bin": (bytes(range(255, 0, -7)) * 5, "unknown"),
        "zip_without_arrays.zip": (zip_of({"notes.txt": b"hello"}), "zip"),
    }


def saved_model(folder: Path) -> None:
    """A TensorFlow SavedModel folder with its usual entries."""
    (folder / "variables").mkdir(parents=True, exist_ok=True)
    (folder / "saved_model.pb").write_bytes(field(1, 1) + field(2, field(1, field(4, b"serve"))))
    (folder / "variables" / "variables.index").write_bytes(b"\x00\x00\x02\x08\x01\x1a\x02\x08\x01")
    (folder / "variables" / "variables.data-00000-of-00001").write_bytes(np.arange(4, dtype="<f4").tobytes())


def main() -> None:
    """Writes the family."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "unsupported")
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {"saved_model": "tensorflow-savedmodel"}
    saved_model(folder / "saved_model")
    for name, (data, kind) in samples().items():
        (folder / name).write_bytes(data)
        manifest[name] = kind
    (folder / "empty.pkl").write_bytes(b"")
    manifest["empty.pkl"] = "empty"
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    expectation.write_versions(folder, "make_unsupported.py")


if __name__ == "__main__":
    main()
