#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A function of one file alone is called like none that a header of its folder declares.

The sanitizers' build compiles the sources of a folder as one (STRATA_UNITY), where a function of an unnamed namespace
would be taken in the place of the declared one, in every source, without a word from the compiler.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A line that begins a function: what it returns, its name and "(", at the left margin.
FUNCTION = re.compile(r"^(?:\[\[nodiscard\]\] |inline |static |constexpr )*[A-Za-z_][\w:<>,&* ]*?[ &*>](\w+)\(", re.M)


def unnamed_parts(text: str) -> str:
    """What stands in `namespace { … }`, which begins and ends at the left margin."""
    return "\n".join(re.findall(r"^namespace \{\n(.*?)^\} // namespace$", text, re.S | re.M))


def functions(text: str) -> set[str]:
    return set(FUNCTION.findall(text))


def main() -> None:
    folders = sorted({path.parent for top in ("io", "widgets") for path in (ROOT / top).rglob("*.cpp")})
    if len(folders) < 10 or "gather" not in functions("int gather(int x)\n{"):
        sys.exit("joined_names: finds nothing to check")
    failed = False
    for folder in folders:
        declared = set().union(*(functions(path.read_text()) for path in folder.glob("*.h")), set())
        for path in sorted(folder.glob("*.cpp")):
            for name in sorted(functions(unnamed_parts(path.read_text())) & declared):
                print(f"{path.relative_to(ROOT)}: {name}() is also declared by a header of its folder")
                failed = True
    sys.exit(failed)


if __name__ == "__main__":
    main()
