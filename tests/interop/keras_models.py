# SPDX-License-Identifier: GPL-3.0-or-later
"""Small Keras models drawn at random: Sequential and Functional ones, compiled or not, with an optimizer's state."""
from __future__ import annotations

from typing import Any, Callable

import numpy as np

import keras_layers
import keras_reading
from keras_layers import KERAS3, Random, flip, keras, layers, name

TRIES = 30
LARGEST = 4000  # items of a tensor after the batch axis, so that files stay small
INPUTS = ((5,), (16,), (6, 4), (9, 3), (None, 4), (8, 8, 3), (7, 5, 2), (4, 4, 4, 2))


def rank(tensor: Any) -> int:
    """Axes, the batch's too."""
    return len(tensor.shape)


def small(tensor: Any) -> bool:
    """One tensor of a moderate shape."""
    return hasattr(tensor, "shape") and all(axis != 0 for axis in tensor.shape) and np.prod([axis or 1 for axis in tensor.shape[1:]], dtype=float) <= LARGEST


def input_shape(random: Random) -> tuple[int | None, ...]:
    """The shape of one input, without the batch axis."""
    return random.choice(INPUTS)


def clone(layer: Any) -> Any:
    """Another layer of the same configuration."""
    return type(layer).from_config(layer.get_config())


def next_layer(random: Random, tensor: Any) -> tuple[Any, Any] | None:
    """A layer that takes the tensor, and what a clone of it gives out; None when none was found."""
    for _ in range(TRIES):
        try:
            layer = keras_layers.draw(random, rank(tensor))
            output = clone(layer)(tensor)
        except Exception:  # noqa: BLE001  a layer that does not fit: draws another
            continue
        if small(output):
            return layer, output
    return None


# --- Sequential -----------------------------------------------------------------------------------------------------

def stack(random: Random, shape: tuple[int | None, ...], count: int, words: bool) -> list[Any]:
    """Layers that fit on each other."""
    found: list[Any] = []
    tensor = keras.Input(shape, dtype="int32" if words else "float32")
    if words:
        found.append(layers.Embedding(random.randint(4, 20), random.randint(1, 6), mask_zero=flip(random, 0.3), **name(random)))
        tensor = clone(found[0])(tensor)
    for _ in range(count):
        step = next_layer(random, tensor)
        if step is None:
            break
        found.append(step[0])
        tensor = step[1]
    return found


def sequential(random: Random) -> Any:
    """A Sequential: with an Input, with a shape on its first layer, or built later; nested now and then."""
    words = flip(random, 0.2)
    shape = (random.randint(3, 8),) if words else input_shape(random)
    parts = stack(random, shape, random.randint(1, 7), words)
    named = {"name": f"model_{random.randrange(1000)}"} if flip(random) else {}
    dtype = "int32" if words else "float32"
    if flip(random, 0.15) and len(parts) > 2:
        cut = random.randint(1, len(parts) - 1)
        inner = keras.Sequential(parts[:cut], **name(random))
        parts = [inner, *parts[cut:]]
    if flip(random, 0.25):
        model = keras.Sequential(parts, **named)
        model.build((None, *shape))
        return model
    return keras.Sequential([keras.Input(shape, dtype=dtype, **name(random)), *parts], **named)


# --- Functional -----------------------------------------------------------------------------------------------------

def merge(random: Random, tensors: list[Any]) -> Any:
    """Several tensors of equal shape become one."""
    kind = random.choice(("Add", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Subtract", "Dot", "Attention",
                          "MultiHeadAttention", "operator"))
    left, right = tensors[0], tensors[-1]
    if kind == "operator":
        return left + right
    if kind == "Concatenate":
        return layers.Concatenate(axis=random.choice((-1, 1)), **name(random))(tensors)
    if kind == "Subtract":
        return layers.Subtract(**name(random))([left, right])
    if kind == "Dot":
        return layers.Dot(axes=random.choice((1, -1)), **name(random))([left, right])
    if kind == "Attention" and rank(left) == 3:
        return random.choice((layers.Attention, layers.AdditiveAttention))(use_scale=flip(random), **name(random))([left, right])
    if kind == "MultiHeadAttention" and rank(left) == 3:
        heads = layers.MultiHeadAttention(random.randint(1, 3), random.randint(1, 4), use_bias=flip(random, 0.8), **name(random))
        return heads(left, right)
    if kind in ("Attention", "MultiHeadAttention"):
        kind = "Add"
    return getattr(layers, kind)(**name(random))(tensors)


def operation(random: Random, tensor: Any) -> Any:
    """An operation that is no layer of the caller's."""
    kind = random.randrange(4)
    if kind == 0:
        return tensor * 2.0
    if kind == 1:
        return tensor - 1.0
    library = keras.ops if KERAS3 else keras_layers.tf
    return library.abs(tensor) if kind == 2 else library.tanh(tensor)


def nested(random: Random, tensor: Any) -> Any:
    """A model inside the model, called once or twice."""
    shape = tuple(tensor.shape[1:])
    parts = stack(random, shape, random.randint(1, 3), words=False)
    if flip(random):
        inner = keras.Sequential([keras.Input(shape), *parts], **name(random))
    else:
        start = output = keras.Input(shape)
        for part in parts:
            output = part(output)
        inner = keras.Model(start, output, **name(random))
    if KERAS3 or not isinstance(inner, keras.Sequential):  # whose configuration in Keras 2 says nothing of it
        inner.trainable = not flip(random, 0.15)
    return inner(inner(tensor)) if flip(random, 0.3) else inner(tensor)


def grow(random: Random, ends: list[Any]) -> None:
    """One more step at one of the ends."""
    at = random.randrange(len(ends))
    tensor = ends[at]
    mates = [other for other in ends if other is not tensor and tuple(other.shape) == tuple(tensor.shape)]
    kind = random.choice(("layer",) * 6 + ("nested", "operation", "branch", "same") + ("merge", "merge", "merge", "shared") * bool(mates))
    if kind == "merge":
        ends.append(merge(random, [tensor, *mates[:2]]))
    elif kind == "same":
        ends.append(merge(random, [tensor, tensor]))
    elif kind == "operation":
        ends[at] = operation(random, tensor)
    elif kind == "nested":
        ends[at] = nested(random, tensor)
    elif kind == "branch":
        ends.append(layers.Dense(int(tensor.shape[-1]), **name(random))(tensor))
    elif kind == "shared":
        shared = keras_layers.draw(random, rank(tensor))
        # Both calls are used: of one that is not, the file says nothing, but the running program counts it.
        ends.append(layers.Add(**name(random))([shared(tensor), shared(mates[0])]))
    else:
        ends[at] = keras_layers.draw(random, rank(tensor))(tensor)


def functional(random: Random) -> Any:
    """A graph of layers with one or more inputs and outputs."""
    inputs = []
    for _ in range(random.choice((1, 1, 2, 3))):
        shape = tuple(inputs[0].shape[1:]) if inputs and flip(random) else input_shape(random)
        inputs.append(keras.Input(shape, **name(random)))
    ends = list(inputs)
    for _ in range(random.randint(2, 9)):
        for _ in range(TRIES):
            before = list(ends)
            try:
                grow(random, ends)
            except Exception:  # noqa: BLE001  what does not fit: draws another
                ends[:] = before
                continue
            if all(map(small, ends)):
                break
            ends[:] = before
    outputs = [end for end in ends if not any(end is start for start in inputs)][-random.choice((1, 1, 2, 3)):]
    for start in inputs:  # every input must reach an output
        outputs.append(layers.Dense(1, **name(random))(start))
    named = {"name": f"graph_{random.randrange(1000)}"} if flip(random) else {}
    return keras.Model(inputs if len(inputs) > 1 or flip(random) else inputs[0], outputs if len(outputs) > 1 else outputs[0], **named)


# --- training -------------------------------------------------------------------------------------------------------

def schedule(random: Random) -> Any:
    """A learning rate, or what it follows."""
    if flip(random, 0.15):
        return keras.optimizers.schedules.ExponentialDecay(0.01, 100, 0.9)
    return random.choice((0.1, 0.01, 0.001, 0.0005))


OPTIMIZERS = ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "Ftrl", "Lion", "Lamb")


def optimizer(random: Random) -> Any:
    """Any optimizer of this Keras, with options."""
    kinds: list[Callable[..., Any]] = [getattr(keras.optimizers, kind) for kind in OPTIMIZERS if hasattr(keras.optimizers, kind)]
    legacy = None if KERAS3 else getattr(keras.optimizers, "legacy", None)
    kinds += [getattr(legacy, kind) for kind in OPTIMIZERS if hasattr(legacy, kind)]
    kind = random.choice(kinds)
    old = keras_reading.is_v2(kind)
    options: dict[str, Any] = {"learning_rate": schedule(random)}
    if kind.__name__ == "SGD":
        options["momentum"], options["nesterov"] = random.choice((0.0, 0.9)), False
    if kind.__name__ in ("Adam", "AdamW"):
        options["amsgrad"] = flip(random, 0.3)
    if kind.__name__ == "RMSprop":
        options.update(momentum=random.choice((0.0, 0.5)), centered=flip(random, 0.3))
    if not old and flip(random, 0.2):
        options["use_ema"] = True
    if not old and flip(random, 0.2):
        options[random.choice(("clipnorm", "clipvalue", "global_clipnorm"))] = 1.0
    if KERAS3 and flip(random, 0.1):
        options["gradient_accumulation_steps"] = 2
    return kind(**options)


def compile_model(random: Random, model: Any) -> None:
    """Compiles it, and most often makes up an optimizer's state."""
    loss = random.choice(("mse", "mean_absolute_error", keras.losses.Huber(0.5), keras.losses.MeanSquaredError()))
    metrics = random.choice((None, ["mae"], ["accuracy", "mse"], [keras.metrics.MeanSquaredError(name="error")]))
    if len(model.outputs) > 1 and isinstance(metrics, list):
        metrics = None
    chosen = optimizer(random)
    model.compile(optimizer=chosen, loss=loss, metrics=metrics)
    if flip(random, 0.8):
        if keras_reading.is_v2(chosen):
            chosen._create_all_weights(model.trainable_variables)
        else:
            chosen.build(model.trainable_variables)


def scatter(random: Random, model: Any) -> None:
    """Values of its own in every weight and every slot, and a step."""
    values = np.random.default_rng(random.randrange(2**32))
    if flip(random, 0.8):
        model.set_weights([values.normal(size=weight.shape).astype(weight.dtype) if weight.dtype.kind == "f" else weight
                           for weight in model.get_weights()])
    chosen = getattr(model, "optimizer", None)
    if chosen is None or not getattr(chosen, "built", True):
        return
    for variable in keras_reading.stored_variables(chosen):
        if np.issubdtype(np.asarray(variable).dtype, np.floating) and len(variable.shape) > 0:
            variable.assign(values.normal(size=tuple(variable.shape)).astype("float32"))
    (chosen._iterations if KERAS3 else chosen.iterations).assign(random.randrange(1, 100000))


def draw(family: str, random: Random) -> Any:
    """One whole model."""
    model = {"sequential": sequential, "functional": functional}[family](random)
    if flip(random, 0.65):
        compile_model(random, model)
    scatter(random, model)
    return model
