# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the PyTorch fixtures, environment keras-3 (which pins torch): make_torch.py [--out FOLDER].

Beside each, what torch reads in it: the dotted names of its tensors with dtype, shape, stride and values, whether
torch.load(weights_only=True) takes it, and the trust and integrity that the program should see.
"""
from __future__ import annotations

import argparse
import collections
import io
import struct
import warnings
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

import expectation
import opcodes as op
import shop.networks

warnings.simplefilter("ignore")
TRUSTED = {"trust": "trusted", "integrity": "complete"}
REVIEW = {"trust": "review", "integrity": "complete"}


# --- what torch reads ------------------------------------------------------------------------------------------------

def as_array(tensor: torch.Tensor) -> np.ndarray:
    """The values in numpy's dtype of the same name, bfloat16 and float8 in ml_dtypes'."""
    import ml_dtypes
    if tensor.is_quantized:
        tensor = tensor.int_repr()
    tensor = tensor.detach().contiguous()
    wide = {torch.bfloat16: (torch.int16, ml_dtypes.bfloat16), torch.float8_e4m3fn: (torch.uint8, ml_dtypes.float8_e4m3fn),
            torch.float8_e5m2: (torch.uint8, ml_dtypes.float8_e5m2)}
    if tensor.dtype in wide:
        whole, dtype = wide[tensor.dtype]
        return tensor.view(whole).numpy().view(dtype)
    return tensor.numpy()


def told(path: str, tensor: torch.Tensor, swapped: bool = False) -> dict[str, Any]:
    """One tensor's expectation; the order in storage is the program's affair."""
    result = expectation.tensor(path, as_array(tensor))
    result["byte_order"] = "big" if swapped and tensor.element_size() > 1 else "little"
    result["fortran_order"] = (tensor.dim() > 1 and not tensor.is_contiguous()
                               and tensor.permute(*reversed(range(tensor.dim()))).is_contiguous())
    return result


def loads_weights_only(data: bytes) -> bool:
    """Whether torch.load takes it as it does by default."""
    try:
        torch.load(io.BytesIO(data), weights_only=True)
    except Exception:
        return False
    return True


def dotted(state: dict[str, torch.Tensor], prefix: str = "") -> dict[str, torch.Tensor]:
    """A state dict's tensors by their paths in the Model reading."""
    return {prefix + "/".join(expectation.path_part(part) for part in name.split(".")): tensor
            for name, tensor in state.items()}


class Writer:
    """Writes fixtures into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, name: str, data: bytes, tensors: dict[str, torch.Tensor], verdict: dict[str, str] = TRUSTED,
            swapped: bool = False, partial: bool = False, **more: Any) -> None:
        """One fixture with its expectation."""
        path = self.folder / name
        path.write_bytes(data)
        expectation.write_expectation(path, {
            "partial": partial, "verdict": verdict, "estimator": None,
            "weights_only": loads_weights_only(data),
            "tensors": [told(at, tensor, swapped) for at, tensor in tensors.items()], **more})

    def save(self, name: str, value: Any, tensors: dict[str, torch.Tensor], verdict: dict[str, str] = TRUSTED,
             legacy: bool = False, **more: Any) -> None:
        """One fixture as torch.save writes it; the archive's name inside is always the same."""
        self.add(name, saved(value, legacy), tensors, verdict, **more)


def saved(value: Any, legacy: bool = False) -> bytes:
    """The bytes that torch.save writes."""
    buffer = io.BytesIO()
    torch.save(value, buffer, _use_new_zipfile_serialization=not legacy)
    return buffer.getvalue()


# --- models ----------------------------------------------------------------------------------------------------------

def small_model() -> nn.Module:
    """A convolution, a normalisation with buffers, and a linear layer."""
    torch.manual_seed(7)
    return nn.Sequential(collections.OrderedDict(
        conv=nn.Conv2d(1, 2, 3), norm=nn.BatchNorm2d(2), act=nn.ReLU(),
        head=nn.Sequential(nn.Flatten(), nn.Linear(8, 3))))


def trained(optimizer_of: Any, steps: int = 3) -> tuple[nn.Module, torch.optim.Optimizer]:
    """The small model after some steps."""
    model = small_model()
    optimizer = optimizer_of(model)
    for step in range(steps):
        torch.manual_seed(100 + step)
        optimizer.zero_grad()
        model(torch.randn(4, 1, 4, 4)).square().sum().backward()
        optimizer.step()
    return model, optimizer


def two_groups(model: nn.Module) -> torch.optim.Optimizer:
    """AdamW without weight decay on vectors, as many training scripts have it."""
    matrices = [p for p in model.parameters() if p.dim() > 1]
    vectors = [p for p in model.parameters() if p.dim() <= 1]
    return torch.optim.AdamW([{"params": matrices, "weight_decay": 0.1}, {"params": vectors, "weight_decay": 0.0}],
                             lr=3e-4)


def slots(model: nn.Module, optimizer: torch.optim.Optimizer, prefix: str) -> dict[str, torch.Tensor]:
    """The optimizer's tensors by their paths in the Model reading."""
    names = {parameter: name for name, parameter in model.named_parameters()}
    found = {}
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            for slot, value in optimizer.state[parameter].items():
                if torch.is_tensor(value):
                    found[f"{prefix}/{slot}/{expectation.path_part(names[parameter])}"] = value
    return found


# --- fixtures --------------------------------------------------------------------------------------------------------

def state_dicts(out: Writer) -> None:
    """State dicts of both forms."""
    model = small_model()
    out.save("state_dict.pt", model.state_dict(), dotted(model.state_dict()),
             parameters=sum(p.numel() for p in model.parameters()))
    out.save("legacy_state_dict.pth", model.state_dict(), dotted(model.state_dict()), legacy=True,
             parameters=sum(p.numel() for p in model.parameters()))
    parallel = nn.DataParallel(small_model()).state_dict()
    out.save("data_parallel.pth", parallel, dotted(parallel))
    out.save("empty_dict.pt", {}, {})
    half = {name: tensor.half() if tensor.is_floating_point() else tensor for name, tensor in model.state_dict().items()}
    out.save("half.pt", half, dotted(half))
    tied = nn.ModuleDict({"embed": nn.Embedding(5, 4), "head": nn.Linear(4, 5, bias=False)})
    tied["head"].weight = tied["embed"].weight
    out.save("shared_weights.pt", tied.state_dict(), dotted(tied.state_dict()), parameters=20)


def dtypes(out: Writer) -> None:
    """A tensor of every type that has values."""
    torch.manual_seed(3)
    base = torch.randn(2, 3)
    names = ("float32 float64 float16 bfloat16 int64 int32 int16 int8 uint8 bool complex64 complex128 uint16 uint32 "
             "uint64 float8_e4m3fn float8_e5m2").split()
    tensors = {name: (base * 3).abs().to(torch.float32).to(getattr(torch, name)) for name in names}
    tensors |= {"scalar": torch.tensor(2.5), "empty": torch.empty(0, 4), "one": torch.ones(1, 1, 1)}
    out.save("dtypes.pt", tensors, tensors)
    out.save("legacy_dtypes.pt", tensors, tensors, legacy=True)


def views(out: Writer) -> None:
    """Windows with strides onto one storage."""
    base = torch.arange(120, dtype=torch.float32).reshape(2, 3, 4, 5)
    matrix = torch.arange(12, dtype=torch.int32).reshape(3, 4)
    tensors = {
        "whole": base, "transposed": matrix.t(), "column": matrix[:, 1], "row": matrix[2], "steps": matrix[::2, 1::2],
        "permuted": base.permute(2, 0, 3, 1), "channels_last": base.clone().to(memory_format=torch.channels_last),
        "expanded": torch.arange(3, dtype=torch.int16).reshape(3, 1).expand(3, 4), "last": base[1, 2, 3, 4],
        "diagonal": torch.arange(9.0).reshape(3, 3).diagonal(), "none_of_it": base[:0].transpose(0, 1),
    }
    out.save("views.pt", tensors, tensors)
    out.save("legacy_views.pt", tensors, tensors, legacy=True)
    deflated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(tensors))) as archive, \
            zipfile.ZipFile(deflated, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in archive.infolist():
            copy.writestr(zipfile.ZipInfo(info.filename), archive.read(info), zipfile.ZIP_DEFLATED)
    out.add("deflated.pt", deflated.getvalue(), tensors)


def big_endian(out: Writer) -> None:
    """What a big-endian machine writes: the same archive with swapped values and another word for it."""
    tensors = {"f4": torch.arange(6.0).reshape(2, 3), "i8": torch.arange(4), "b1": torch.tensor([True, False]),
               "c8": torch.tensor([1 + 2j, 3 - 4j], dtype=torch.complex64), "bf": torch.ones(3, dtype=torch.bfloat16)}
    swapped = {}
    for name, tensor in tensors.items():
        swapped[name] = tensor.clone()
        swapped[name].untyped_storage().byteswap(tensor.dtype)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(swapped))) as archive, zipfile.ZipFile(buffer, "w") as copy:
        for info in archive.infolist():
            data = b"big" if info.filename.endswith("/byteorder") else archive.read(info)
            copy.writestr(zipfile.ZipInfo(info.filename), data)
    read = torch.load(io.BytesIO(buffer.getvalue()))
    assert all(torch.equal(read[name], tensors[name]) for name in tensors)
    out.add("big_endian.pt", buffer.getvalue(), tensors, swapped=True)


def checkpoints(out: Writer) -> None:
    """Model and optimizer, as training scripts save them."""
    makers = {
        "adam": lambda model: torch.optim.Adam(model.parameters(), lr=1e-3, betas=(0.8, 0.99)),
        "sgd_momentum": lambda model: torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, nesterov=True),
        "adamw_two_groups": two_groups,
        "rmsprop": lambda model: torch.optim.RMSprop(model.parameters(), lr=0.01, centered=True),
        "adagrad": lambda model: torch.optim.Adagrad(model.parameters(), lr=0.1),
    }
    for name, maker in makers.items():
        model, optimizer = trained(maker)
        state = {"epoch": 5, "model_state_dict": model.state_dict(), "optimizer_state_dict": optimizer.state_dict(),
                 "loss": 0.25, "classes": ["cat", "dog", "owl"], "args": {"lr": 1e-3, "batch": 32}}
        tensors = dotted(model.state_dict(), "model_state_dict/") | slots(model, optimizer, "optimizer_state_dict")
        out.save(f"checkpoint_{name}.pt", state, tensors, optimizer=type(optimizer).__name__)
    model, _ = trained(makers["adam"])
    named = torch.optim.Adam(model.named_parameters())
    model(torch.ones(2, 1, 4, 4)).sum().backward()
    named.step()
    out.save("checkpoint_named.pt", {"state_dict": model.state_dict(), "optimizer": named.state_dict()},
             dotted(model.state_dict(), "state_dict/") | slots(model, named, "optimizer"), optimizer="Adam")
    lbfgs = torch.optim.LBFGS(model.parameters())

    def loss() -> torch.Tensor:
        lbfgs.zero_grad()
        value = model(torch.ones(2, 1, 4, 4)).square().sum()
        value.backward()
        return value

    lbfgs.step(loss)
    out.save("checkpoint_lbfgs.pt", {"state_dict": model.state_dict(), "optimizer": lbfgs.state_dict()},
             dotted(model.state_dict(), "state_dict/"), partial=True, optimizer="LBFGS")
    out.save("optimizer_alone.pt", named.state_dict(), {}, partial=True, optimizer="Adam")


def modules(out: Writer) -> None:
    """Whole modules: of torch's own classes, and of one's own."""
    model = small_model()
    model.head[1].weight.requires_grad_(False)
    out.save("module.pt", model, dotted(model.state_dict()), parameters=sum(p.numel() for p in model.parameters()))
    own = shop.networks.Scorer(3)
    once = dict(own.named_parameters()) | dict(own.named_buffers())  # what is there under two names, under the first
    out.save("own_module.pt", own, dotted(once), REVIEW)
    source = torch.serialization.get_source_lines_and_file
    torch.serialization.get_source_lines_and_file = lambda *_: (_ for _ in ()).throw(OSError())  # no paths of this machine
    out.save("legacy_module.pt", model, dotted(model.state_dict()), legacy=True)
    torch.serialization.get_source_lines_and_file = source


def others(out: Writer) -> None:
    """Single tensors, lists, sparse and quantised ones, attributes of parameters."""
    torch.manual_seed(11)
    out.save("tensor.pt", torch.arange(6.0).reshape(2, 3), {"tensor": torch.arange(6.0).reshape(2, 3)})
    listed = [torch.zeros(2), [torch.ones(3), {"deep": torch.full((2, 2), 7)}], (torch.tensor(1), "text")]
    out.save("nested.pt", listed, {"0": listed[0], "1/0": listed[1][0], "1/1/deep": listed[1][1]["deep"],
                                   "2/0": listed[2][0]})
    coo = torch.eye(3).to_sparse()
    csr = torch.eye(3).to_sparse_csr()
    out.save("sparse.pt", {"coo": coo, "csr": csr},
             {"coo/indices": coo.indices(), "coo/values": coo.values(), "csr/crow_indices": csr.crow_indices(),
              "csr/col_indices": csr.col_indices(), "csr/values": csr.values()})
    affine = torch.quantize_per_tensor(torch.randn(2, 3), 0.1, 10, torch.quint8)
    channel = torch.quantize_per_channel(torch.randn(2, 3), torch.tensor([0.1, 0.2]), torch.tensor([1, 2]), 0, torch.qint8)
    out.save("quantized.pt", {"affine": affine, "channel": channel}, {"affine": affine, "channel": channel}, partial=True)
    parameter = nn.Parameter(torch.ones(2, 2), requires_grad=False)
    parameter.note = "kept"
    mixed = {"parameter": parameter, "size": torch.Size([1, 2]), "device": torch.device("cpu"), "dtype": torch.float32,
             "buffer": nn.Parameter(torch.zeros(3)), "meta": torch.empty(4, 5, device="meta"),
             "conj": torch.tensor([1 + 2j]).conj()}
    out.save("mixed.pt", mixed, {"parameter": mixed["parameter"], "buffer": mixed["buffer"]}, partial=True)
    out.save("numpy_inside.pt", {"w": torch.ones(2), "mean": np.arange(3.0), "best": np.float64(0.5)},
             {"w": torch.ones(2)}, partial=True)


def script(out: Writer) -> None:
    """TorchScript: code beside the tensors."""
    torch.manual_seed(5)
    module = torch.jit.script(nn.Linear(2, 2))
    buffer = io.BytesIO()
    torch.jit.save(module, buffer)
    out.add("script.pt", buffer.getvalue(), {}, REVIEW, partial=True)


# --- bad files, made by hand -----------------------------------------------------------------------------------------

def tuple_of(*parts: bytes) -> bytes:
    """A tuple of opcodes."""
    return op.MARK + b"".join(parts) + op.TUPLE


def storage_id(key: str = "0", count: int = 4) -> bytes:
    """The persistent id of a float storage."""
    return tuple_of(op.unicode4("storage"), op.glob("torch", "FloatStorage"), op.unicode4(key), op.unicode4("cpu"),
                    op.long1(count)) + op.BINPERSID


def tensor_of(storage: bytes, size: tuple[int, ...] = (4,), strides: tuple[int, ...] = (1,), offset: int = 0) -> bytes:
    """The opcodes of a tensor over a storage."""
    numbers = [tuple_of(*map(op.long1, part)) for part in (size, strides)]
    return (op.glob("torch._utils", "_rebuild_tensor_v2")
            + tuple_of(storage, op.long1(offset), *numbers, op.NEWFALSE, op.NONE) + op.REDUCE)


def archive_of(body: bytes, key: str = "0", data: bytes = np.arange(4, dtype="<f4").tobytes(),
               **members: bytes) -> bytes:
    """An archive around {'w.weight': what the opcodes build}; None leaves a member out."""
    pickled = op.proto(2) + op.EMPTY_DICT + op.unicode4("w.weight") + body + op.SETITEM + op.STOP
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {"data.pkl": pickled, "byteorder": b"little", f"data/{key}": data, "version": b"3\n",
                              **members}.items():
            if content is not None:
                archive.writestr(zipfile.ZipInfo(f"archive/{name}"), content)
    return buffer.getvalue()


def call(module: str, name: str, *arguments: bytes) -> bytes:
    """A call of a name."""
    return op.glob(module, name) + tuple_of(*arguments) + op.REDUCE


def bad_archives() -> dict[str, bytes]:
    """Archives that no torch wrote; whatever they name does nothing when it is called."""
    good = tensor_of(storage_id())
    evil = call("os", "system", op.unicode4("true"))
    huge = 1 << 62
    return {
        "storage_short.pt": archive_of(good, data=b"\0" * 10),
        "storage_missing.pt": archive_of(good, key="1"),
        "view_past_the_end.pt": archive_of(tensor_of(storage_id(), (3,), (2,), 1)),
        "negative_stride.pt": archive_of(tensor_of(storage_id(), (4,), (-1,), 3)),
        "huge_stride.pt": archive_of(tensor_of(storage_id(), (2,), (huge,))),
        "huge_shape.pt": archive_of(tensor_of(storage_id(), (huge, huge), (1, 1))),
        "huge_repeat.pt": archive_of(tensor_of(storage_id(), (1 << 40, 4), (0, 1))),
        "huge_storage.pt": archive_of(tensor_of(storage_id(count=huge))),
        "huge_offset.pt": archive_of(tensor_of(storage_id(), offset=(1 << 63) - 1)),
        "many_axes.pt": archive_of(tensor_of(storage_id(), (1,) * 100, (1,) * 100)),
        "other_rank.pt": archive_of(tensor_of(storage_id(), (2, 2), (1,))),
        "path_key.pt": archive_of(tensor_of(storage_id("../../../etc/passwd"))),
        "id_is_a_number.pt": archive_of(tensor_of(op.long1(7) + op.BINPERSID)),
        "id_is_short.pt": archive_of(tensor_of(tuple_of(op.unicode4("storage")) + op.BINPERSID)),
        "id_of_another_kind.pt": archive_of(tensor_of(tuple_of(op.unicode4("module"), op.unicode4("os")) + op.BINPERSID)),
        "two_types.pt": archive_of(tuple_of(good, tensor_of(storage_id(count=2), (2,)))),
        "calls_system.pt": archive_of(evil),
        "calls_through_type.pt": archive_of(call("torch._tensor", "_rebuild_from_type_v2", op.glob("os", "system"),
                                                 op.glob("torch", "Tensor"), tuple_of(op.unicode4("true")), op.NONE)),
        "unknown_global.pt": archive_of(call("shop.models", "Cart")),
        "protocol_4.pt": archive_of(op.short("text")),
        "byteorder_middle.pt": archive_of(good, byteorder=b"middle"),
        "hidden_pickle.pt": archive_of(good, **{"extra/notes.bin": op.proto(2) + evil + op.STOP}),
        "second_object.pt": archive_of(good, **{"inner/data.pkl": op.proto(2) + evil + op.STOP}),
        "no_object.pt": archive_of(good, **{"data.pkl": b"\xff\xff not a pickle"}),
    }


def bad_legacy(whole: bytes) -> dict[str, bytes]:
    """The old form, damaged."""
    return {
        "legacy_cut.pt": whole[:-6], "legacy_cut_in_keys.pt": whole[:-60], "legacy_trailing.pt": whole + b"more",
        "legacy_count.pt": whole[:-24] + struct.pack("<q", 5) + whole[-16:],
        "legacy_protocol.pt": whole.replace(op.binint2(1001), op.binint2(1002), 1),
    }


def bad(out: Writer) -> None:
    """Bad files, in a folder of their own; the golden files say what is made of them."""
    folder = out.folder / "bad"
    folder.mkdir(exist_ok=True)
    plain = saved(small_model().state_dict())
    legacy = saved({"w": torch.arange(4.0)}, legacy=True)
    for name, data in {**bad_archives(), **bad_legacy(legacy), "cut.pt": plain[:2300]}.items():
        (folder / name).write_bytes(data)


def main() -> None:
    """Writes the family."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "torch")
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    out = Writer(folder)
    for make in (state_dicts, dtypes, views, big_endian, checkpoints, modules, others, script, bad):
        make(out)
    expectation.write_versions(folder, "make_torch.py")


if __name__ == "__main__":
    main()
