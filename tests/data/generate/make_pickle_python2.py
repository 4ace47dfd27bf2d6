# -*- coding: utf-8 -*-
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what CPython 2.7 pickles: python2.7 make_pickle_python2.py [FOLDER]. No library is needed."""
from __future__ import print_function

import cPickle
import collections
import io
import json
import os
import pickle
import sys


class Old:
    """An old-style class: pickled by INST at protocol 0, by OBJ from 1 on."""

    def __init__(self):
        self.owner = "Ann"


class WithArguments:
    """An old-style class whose constructor is called with arguments."""

    def __init__(self, left, right):
        self.left, self.right = left, right

    def __getinitargs__(self):
        return (self.left, self.right)


Old.__module__ = WithArguments.__module__ = "shop.models"


def values():
    """Builtin types as Python 2 has them: two kinds of text, two kinds of integers."""
    return {
        "builtins": {"str": "plain", "bytes": "\x00\xff\n'", "unicode": u"größe \u65e5", "int": 5, "long": 2 ** 70,
                     "small long": 5L, "float": 0.1, "none": None, "flags": [True, False], "complex": 1j,
                     "tuple": (1, (2,)), "set": set([1, 2]), "range": xrange(3)},
        "collections": [collections.OrderedDict([("a", 1)]), collections.defaultdict(int, a=1)],
    }


def old_classes():
    """Instances of old-style classes."""
    return {"old_class": Old(), "old_class_arguments": WithArguments(1, "two")}


def write(folder, name, data, trust):
    """Writes a pickle and its expectation."""
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)
    expected = {"fixture": name, "verdict": {"trust": trust, "integrity": "complete"}, "estimator": None, "tensors": []}
    with io.open(os.path.join(folder, name + ".expected.json"), "w", encoding="utf-8") as file:
        file.write(json.dumps(expected, sort_keys=True, ensure_ascii=True).decode("ascii") + u"\n")


class Shop(object):
    """Stands in for the module shop.models, so that pickle finds the classes by name."""

    Old, WithArguments = Old, WithArguments


def main():
    """Writes each value with both picklers at each protocol."""
    here = os.path.dirname(os.path.abspath(__file__))
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, os.pardir, "pickle", "python2")
    if not os.path.isdir(folder):
        os.makedirs(folder)
    sys.modules["shop"] = sys.modules["shop.models"] = Shop
    for writer in (pickle, cPickle):
        short = writer.__name__.lower()
        for protocol in range(3):
            for group, trust in ((values(), "trusted"), (old_classes(), "review")):
                for name, value in sorted(group.items()):
                    write(folder, "%s.%s.p%d.pkl" % (name, short, protocol), writer.dumps(value, protocol), trust)
    versions = {"writer": "make_pickle_python2.py", "versions": {"python": sys.version.split()[0]}}
    with open(os.path.join(folder, "versions.json"), "w") as file:
        file.write(json.dumps(versions, indent=2, separators=(",", ": ")) + "\n")


if __name__ == "__main__":
    main()
