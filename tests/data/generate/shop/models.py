# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands for somebody's own package: classes that no other program knows."""
from __future__ import annotations

from typing import Any


class Basket:
    """An ordinary class with attributes."""

    def __init__(self, owner: str, weights: Any) -> None:
        self.owner = owner
        self.weights = weights
        self.items = ["apple", "pear"]


class Served:
    """What a service keeps beside its model."""

    def __init__(self, model: Any, cutoff: float) -> None:
        self.model = model
        self.cutoff = cutoff


class Slotted:
    """A class with slots, whose state is the pair (None, slots)."""

    __slots__ = ("left", "right")

    def __init__(self, left: Any, right: Any) -> None:
        self.left = left
        self.right = right


class Stateful:
    """A class that pickles a state of its own and reads it back by __setstate__."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __getstate__(self) -> tuple[str, int]:
        return ("state", self.value)

    def __setstate__(self, state: tuple[str, int]) -> None:
        self.value = state[1]


class Counter(dict):
    """A subclass of a builtin container."""


class Named(tuple):
    """A tuple subclass that passes arguments to __new__ by keyword (NEWOBJ_EX)."""

    def __new__(cls, *parts: Any, label: str = "") -> "Named":
        self = super().__new__(cls, parts)
        self.label = label
        return self

    def __getnewargs_ex__(self) -> tuple[tuple, dict]:
        return (tuple(self), {"label": self.label})
