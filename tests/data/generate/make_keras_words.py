# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes which values of settings real Keras refuses when it loads a model from .h5, and the table made of them.

    make_keras_words.py [--out FOLDER]   once with the Python of each generation's environment (tf-2.15, keras-3):
                                         keras_words.<generation>.jsonl, with the version that was asked
    make_keras_words.py --table [--out FOLDER]   any Python: io/keras/allowed_words.cpp from those files

Every layer of make_keras_layers.py becomes a model of its own, whose configuration is read back with one setting
changed at a time, as load_model does. What is taken is not judged: a value that nothing refuses may be senseless.
"""
from __future__ import annotations

import argparse
import copy
import json
import math
import tempfile
import textwrap
import warnings
from pathlib import Path
from typing import Any, Callable, Iterator

try:
    import h5py
except ImportError:  # the table needs none
    h5py = None

HERE = Path(__file__).resolve().parent
FACTS = HERE.parent.parent / "unit" / "keras"
TABLE = HERE.parent.parent.parent / "io" / "keras"
INTEGERS = [-2, -1, 0, 1, 2, 3, 7]
REALS = [-2.0, -1.0, -0.5, -0.001, 0.0, 0.001, 0.5, 0.999, 1.0, 1.001, 1.5, 2.0, 7.0, float("nan"), float("inf")]
MADE_UP = "nonsense"
# Words that a setting may have in some class or other; what else is tried is what default configurations say.
WORDS = {
    "padding": ["valid", "same", "causal", "full"],
    "interpolation": ["nearest", "bilinear", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"],
    "fill_mode": ["constant", "nearest", "reflect", "wrap"],
    "mode": ["horizontal", "vertical", "horizontal_and_vertical", "log", "magnitude", "psd", "real", "imag", "angle", "stft"],
    "score_mode": ["dot", "concat"],
    "output_mode": ["int", "one_hot", "multi_hot", "count", "tf_idf"],
    "dtype": ["float16", "float32", "float64", "bfloat16", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32",
              "uint64", "bool", "string", "mixed_float16", "mixed_bfloat16", "complex64", "complex128", "half", "double",
              "float", "int", "long"],
}
# Settings whose values the stored weights were made for: they are refused for that reason.
SKIPPED = {"name", "units", "filters", "kernel_size", "layer", "cell", "backward_layer", "batch_shape", "batch_input_shape",
           "shared_object_id", "seed", "function", "quantization_config"}


def names_of(module: Any) -> list[str]:
    return sorted(name for name in dir(module) if not name.startswith("_") and callable(getattr(module, name))
                  and name not in ("get", "serialize", "deserialize"))


def probes(name: str, value: Any, words: dict[str, list[str]]) -> list[Any]:
    """What a setting that has `value` is tried with."""
    if isinstance(value, bool) or name in SKIPPED:
        return []
    if name.endswith(("_initializer", "_regularizer", "_constraint")):
        kind = name.rsplit("_", 1)[1]
        return [MADE_UP, *words.get(kind, [])] if value is None or isinstance(value, (str, dict)) else []
    if name.endswith("activation"):
        return [MADE_UP, *words.get("activation", [])]
    if isinstance(value, str) or (name == "dtype" and isinstance(value, dict)):
        return [MADE_UP, *words.get(name, [value])]
    if isinstance(value, (int, float)):
        return REALS if isinstance(value, float) else INTEGERS
    if isinstance(value, list) and value and all(isinstance(each, int) for each in value):
        return [[number] * len(value) for number in (-1, 0, 1)] + [value, [*value, 1]]
    return []


def version_of(keras: Any) -> str:
    try:
        return keras.__version__
    except AttributeError:
        from importlib.metadata import version
        return version("keras")


class Files:
    """A model as a file, of which one attribute is changed before it is loaded."""

    def __init__(self, keras: Any, model: Any, folder: str) -> None:
        self.keras = keras
        self.path = str(Path(folder) / "model.h5")
        model.save(self.path)
        with h5py.File(self.path) as file:
            self.texts = {key: file.attrs[key] for key in ("model_config", "training_config") if key in file.attrs}

    def json(self, attribute: str) -> Any:
        return json.loads(self.texts[attribute])

    def loads(self, attribute: str = "", value: Any = None, then: Callable[[Any], Any] | None = None) -> bool:
        with h5py.File(self.path, "r+") as file:
            for key, text in self.texts.items():
                file.attrs[key] = json.dumps(value) if key == attribute else text
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model = self.keras.models.load_model(self.path)
                if then is not None:
                    then(model)
            return True
        except Exception as error:  # noqa: BLE001  whatever it says, the file does not load
            self.error = error
            return False


def ask_layers(cases: Any, folder: str) -> dict[str, dict[str, list[list[Any]]]]:
    keras = cases.keras
    words = WORDS | {"activation": names_of(keras.activations), "initializer": names_of(keras.initializers),
                     "regularizer": names_of(keras.regularizers), "constraint": names_of(keras.constraints)}
    settings: dict[str, dict[str, list[list[Any]]]] = {}
    for text, given in cases.CASES:
        shapes, listed = cases.shapes_in(given)
        if not hasattr(keras.layers, text.split("(")[0]) or any(size is None for shape in shapes for size in shape):
            continue
        whole_words = text.startswith("Dense(5)")
        try:
            inputs = [keras.Input(shape, dtype="int32" if "Embedding" in text or text.startswith(("Hashing", "CategoryEnc")) else "float32")
                      for shape in shapes]
            layer = eval("keras.layers." + text, {"keras": keras, "L": keras.layers})
            if type(layer).__name__ in settings:
                continue
            file = Files(keras, keras.Model(inputs, layer(inputs) if listed else layer(*inputs)), folder)
        except Exception:  # noqa: BLE001  a layer of the other generation
            continue
        if not file.loads():
            print("not read back:", text, str(file.error)[:100])
            continue
        config = file.json("model_config")
        at = next(i for i, each in enumerate(config["config"]["layers"]) if each["config"]["name"] == layer.name)
        known = settings.setdefault(type(layer).__name__, {})
        for name, value in config["config"]["layers"][at]["config"].items():
            for probe in probes(name, value, words if whole_words else WORDS):
                changed = copy.deepcopy(config)
                changed["config"]["layers"][at]["config"][name] = probe
                known.setdefault(name, []).append([probe, file.loads("model_config", changed)])
        print(text, flush=True)
    return settings


def ask_training(keras: Any, folder: str) -> dict[str, Any]:
    """Losses, metrics, optimizers and their settings: what loads, and what trains then."""
    def file_of(optimizer: Any) -> Files:
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, activation="softmax")])
        model.compile(optimizer, loss="mean_squared_error", metrics=["accuracy"])
        return Files(keras, model, folder)

    file = file_of("adam")
    plain = file.json("training_config")
    plain["loss"] = "mean_squared_error"
    assert file.loads("training_config", plain), file.error
    told: dict[str, Any] = {"loss": [], "metrics": [], "optimizer": [], "optimizer_settings": {}, "without": [], "other": []}
    names = [MADE_UP, "acc", "accuracy", "ce", "crossentropy", "logcosh", "huber_loss", "cosine_proximity",
             "kullback_leibler_divergence", "bce", "BCE", *names_of(keras.losses), *names_of(keras.metrics)]
    for name in sorted(set(names)):
        told["loss"].append([name, file.loads("training_config", plain | {"loss": name})])
        told["metrics"].append([name, file.loads("training_config", plain | {"metrics": [name]})])
    for probe in (None, [MADE_UP], {"dense": MADE_UP}, 5, {"class_name": MADE_UP, "config": {}},
                  {"class_name": "MeanSquaredError", "config": {"name": "m", "reduction": MADE_UP}}):
        told["other"].append(["loss", probe, file.loads("training_config", plain | {"loss": probe})])
    for probe in (None, 5, MADE_UP, {"dense": MADE_UP}, [[MADE_UP]], [{"class_name": MADE_UP, "config": {}}]):
        told["other"].append(["metrics", probe, file.loads("training_config", plain | {"metrics": probe})])
    for key in ("loss_weights", "sample_weight_mode", "weighted_metrics"):
        for probe in (MADE_UP, 5, [1], {"dense": 2}):
            told["other"].append([key, probe, file.loads("training_config", plain | {key: probe})])
    told["other"].append(["optimizer_config", {"a": 1}, file.loads("training_config", plain | {"optimizer_config": {"a": 1}})])
    told["other"].append(["", {"a": 1}, file.loads("training_config", {"a": 1})])
    told["other"].append(["more", 1, file.loads("training_config", plain | {"more": 1})])
    for key in plain:
        told["without"].append([key, file.loads("training_config", {k: v for k, v in plain.items() if k != key})])
    for name in [MADE_UP, *names_of(keras.optimizers)]:
        optimizer = copy.deepcopy(plain["optimizer_config"]) | {"class_name": name, "registered_name": None, "config": {"name": "o", "learning_rate": 0.1}}
        told["optimizer"].append([name, file.loads("training_config", plain | {"optimizer_config": optimizer})])
        if not told["optimizer"][-1][1] or name in ("Optimizer", "LossScaleOptimizer"):
            continue
        own = file_of(name)
        training = own.json("training_config")
        training["loss"] = "mean_squared_error"
        for setting, value in training["optimizer_config"]["config"].items():
            if isinstance(value, (bool, str, type(None))):
                continue
            for probe in probes(setting, value, {}):
                changed = copy.deepcopy(training)
                changed["optimizer_config"]["config"][setting] = probe
                told["optimizer_settings"].setdefault(name, {}).setdefault(setting, []).append([probe, own.loads("training_config", changed)])
        print(name, flush=True)
    return told


def ask(out: Path) -> None:
    import make_keras_layers as cases
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        training = ask_training(cases.keras, folder)
        layers = ask_layers(cases, folder)
    path = out / f"keras_words.{cases.GENERATION}.jsonl"
    path.write_text("".join(json.dumps(spelled(line), separators=(",", ":")) + "\n" for line in lines_of(version_of(cases.keras), training, layers)))


def lines_of(version: str, training: dict[str, Any], layers: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A line for each part, since readers keep no more of one JSON than a person would look at."""
    yield {"version": version}
    for name, told in training.items():
        yield {"training": name, "told": told}
    for name, settings in layers.items():
        for setting, told in settings.items():
            yield {"layer": name, "setting": setting, "told": told}


def spelled(value: Any) -> Any:
    """What JSON has no number for, as text."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity"
    if isinstance(value, dict):
        return {key: spelled(each) for key, each in value.items()}
    return [spelled(each) for each in value] if isinstance(value, list) else value


def unspelled(value: Any) -> Any:
    if isinstance(value, list):
        return [unspelled(each) for each in value]
    return float(value.lower()) if value in ("NaN", "Infinity") else value


def read_facts(path: Path) -> dict[str, Any]:
    """The lines put together."""
    facts: dict[str, Any] = {"training": {}, "layers": {}}
    for line in map(json.loads, path.read_text().splitlines()):
        if "version" in line:
            facts["version"] = line["version"]
        elif "training" in line:
            told = line["told"]
            if isinstance(told, dict):
                told = {cls: {name: unspelled(answers) for name, answers in settings.items()} for cls, settings in told.items()}
            facts["training"][line["training"]] = told
        else:
            facts["layers"].setdefault(line["layer"], {})[line["setting"]] = unspelled(line["told"])
    return facts


# --- the table ------------------------------------------------------------------------------------------------------

# In Keras' own words for the kinds of names.
NOT_JUDGED = {"axes", "axis", "depth_multiplier", "groups", "head_dim", "num_heads", "num_key_value_heads", "num_query_heads",
              "key_dim", "value_dim", "output_dim", "input_dim", "data_format", "equation", "bias_axes", "merge_mode",
              "target_shape", "dims", "fft_length", "implementation", "attention_axes", "name", "num_bins", "layer"}  # the weights were made for them
KINDS = ("initializer", "regularizer", "constraint", "activation")


def kind_of(setting: str) -> str:
    return next((kind for kind in KINDS if setting.endswith(kind)), setting)


def word_lists(layers: dict[str, Any]) -> dict[str, set[str]]:
    """All words that a Dense takes for a kind of names, whichever of its settings it is."""
    lists: dict[str, set[str]] = {}
    for setting, told in layers["Dense"].items():
        if kind_of(setting) in KINDS:
            lists.setdefault(kind_of(setting), set()).update(probe for probe, taken in told if taken)
    return lists


def rule_of(setting: str, told: list[list[Any]], lists: dict[str, set[str]]) -> tuple | None:
    """What the answers say; None where they say nothing that can be put in a row."""
    taken = [probe for probe, ok in told if ok]
    refused = [probe for probe, ok in told if not ok]
    if not refused or setting in NOT_JUDGED:
        return None
    if MADE_UP in refused:
        words = sorted(set(taken) | lists.get(kind_of(setting), set()))
        return ("words", " ".join(words)) if words else None
    same_length = False
    if any(isinstance(probe, list) for probe, _ in told):
        length = min(len(probe) for probe, _ in told)
        same_length = all(not ok for probe, ok in told if len(probe) > length)
        told = [[probe[0], ok] for probe, ok in told if len(set(probe)) == 1 and len(probe) == length]
        taken, refused = [probe for probe, ok in told if ok], [probe for probe, ok in told if not ok]
    # JSON has written infinities and NaN as Python does.
    finite = [probe for probe in taken if math.isfinite(probe)]
    if not finite or not refused or isinstance(refused[0], str):
        return None
    least, most = min(finite), max(finite)
    below = [probe for probe in refused if probe < least]
    above = [probe for probe in refused if probe > most]
    between = [probe for probe in refused if least < probe < most]
    if between or not (below or above):
        return None
    infinity = float("inf")
    nan = not any(math.isnan(probe) for probe in refused)
    return ("numbers", least, most, max(below, default=-infinity), min(above, default=infinity), nan, same_length)


def literal(number: float) -> str:
    return ("-" if number < 0 else "") + "unbounded" if math.isinf(number) else repr(float(number))


def table() -> str:
    rows, versions, required = [], {}, {}
    for generation, name in ((2, "tf-2.15"), (3, "keras-3")):
        facts = read_facts(FACTS / f"keras_words.{name}.jsonl")
        versions[generation] = facts["version"]
        training = facts["training"]
        required[generation] = " ".join(sorted(key for key, loads in training["without"] if not loads))
        groups: dict[tuple, list[str]] = {}
        lists = word_lists(facts["layers"])
        for source, own in ((facts["layers"], lists), (training["optimizer_settings"], {})):
            for cls, settings in source.items():
                for setting, told in settings.items():
                    rule = rule_of(setting, told, own)
                    if rule is not None:
                        groups.setdefault((setting, rule), []).append(cls)
        for key in ("loss", "optimizer"):
            words = sorted(word for word, loads in training[key] if loads)
            groups[(key, ("words", " ".join(words)))] = []
        rows += [(generation, setting, " ".join(sorted(classes)), rule) for (setting, rule), classes in groups.items()]
    rows.sort(key=lambda row: (row[0], row[1], row[2]))
    texts: dict[str, str] = {}

    def named(text: str) -> str:
        return texts.setdefault(text, f"names_{len(texts) + 1}")

    lines = []
    for generation, setting, classes, rule in rows:
        start = f'    {{{generation}, "{setting}", {named(classes)}, '
        if rule[0] == "words":
            lines.append(start + f"{named(rule[1])}, 0, 0, 0, 0, true, false}},")
        else:
            bounds = ", ".join(literal(number) for number in rule[1:5])
            lines.append(start + f'"", {bounds}, {str(rule[5]).lower()}, {str(rule[6]).lower()}}},')
    out = ["// SPDX-License-Identifier: GPL-3.0-or-later",
           "// Made by tests/data/generate/make_keras_words.py from what Keras " + " and ".join(versions.values()) + " took.",
           "// clang-format off", '#include "io/keras/allowed_words.h"', "", "#include <array>", "#include <limits>", "",
           "namespace strata::keras {", "", "namespace {", "", "constexpr double unbounded = std::numeric_limits<double>::infinity();", ""]
    for text, name in texts.items():
        out.append(f"constexpr std::string_view {name} =")
        wrapped = textwrap.wrap(text, 90) or [""]
        out += [f'    "{part} "' for part in wrapped[:-1]] + [f'    "{wrapped[-1]}";']
    out += ["", "constexpr auto rules_of_settings = std::to_array<AllowedValues>({", *lines, "});", "", "} // namespace", "",
            "std::span<const AllowedValues> allowed_values()", "{", "    return rules_of_settings;", "}", "",
            "std::string_view asked_version(int generation)", "{",
            f'    return generation == 3 ? "{versions[3]}" : "{versions[2]}";', "}", "",
            "std::string_view required_training(int generation)", "{",
            f'    return generation == 3 ? "{required[3]}" : "{required[2]}";', "}", "", "} // namespace strata::keras"]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--table", action="store_true")
    arguments = parser.parse_args()
    if arguments.table:
        ((arguments.out or TABLE) / "allowed_words.cpp").write_text(table())
    else:
        ask(arguments.out or FACTS)
