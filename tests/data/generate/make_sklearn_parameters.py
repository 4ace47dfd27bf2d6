# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes io/sklearn/parameter_table.cpp: which values scikit-learn takes for the hyper-parameters of its estimators.

    make_sklearn_parameters.py [OUTPUT.cpp]   with the Python of an environment that has scikit-learn (newest)

Read off `_parameter_constraints`, which fit() looks at (since 1.2; loading looks at nothing). One row an estimator:
its parameters, each with the alternatives that it takes (see io/sklearn/parameter_table.h for how they are spelled).
"""
from __future__ import annotations

import math
import re
import sys
import warnings
from numbers import Integral, Real
from pathlib import Path
from typing import Any

import sklearn
from sklearn.utils import all_estimators
from sklearn.utils._param_validation import Hidden, Interval, Options, RealNotInt, StrOptions

OUTPUT = Path(__file__).resolve().parent.parent.parent.parent / "io" / "sklearn" / "parameter_table.cpp"
PLAIN = {"boolean": "bool", "random_state": "seed", "verbose": "verbose", "cv_object": "other|int", "array-like": "other",
         "sparse matrix": "other"}
WIDTH = 100
MANY = 16


def number(value: float | None) -> str:
    return "" if value is None or math.isinf(value) else f"{value:g}"


def alternative(constraint: Any) -> str:
    """One constraint as the table spells it."""
    if isinstance(constraint, Hidden):
        return "|".join("!" + each for each in alternative(constraint.constraint).split("|"))
    if constraint is None:
        return "None"
    if isinstance(constraint, str):
        return PLAIN.get(constraint, "any")
    if isinstance(constraint, StrOptions):
        if len(constraint.options) > MANY:  # names of metrics: too many to list, and they change
            return "str"
        assert not any(set(word) & set("~|'") for word in constraint.options), constraint
        return "|".join("'" + word.replace(" ", "~") for word in sorted(constraint.options))
    if isinstance(constraint, Options):
        return "any"
    if isinstance(constraint, Interval):
        kind = {Integral: "i", Real: "r", RealNotInt: "f"}[constraint.type]
        left = "[" if constraint.closed in ("left", "both") else "("
        right = "]" if constraint.closed in ("right", "both") else ")"
        return f"{kind}{left}{number(constraint.left)},{number(constraint.right)}{right}"
    if constraint is Integral:
        return "int"
    if constraint in (Real, float):
        return "real"
    if constraint is str:
        return "str"
    return "other"


def row_of(cls: type) -> str:
    """The parameters of an estimator, in their order."""
    constraints = getattr(cls, "_parameter_constraints", {})
    told = []
    for name in cls._get_param_names():
        given = constraints.get(name, "no_validation")
        rule = "any" if given == "no_validation" else "|".join(dict.fromkeys(alternative(each) for each in given))
        told.append(f"{name}:{'any' if 'any' in rule.split('|') else rule}")
    return " ".join(told)


def lines_of(name: str, row: str) -> list[str]:
    """`{"Name", "…" "…"},` within the width."""
    parts, text = [], ""
    for piece in re.findall(r"[^ |]+[ |]?", row):
        if len(text) + len(piece) > WIDTH - 8:
            parts.append(text)
            text = ""
        text += piece
    parts.append(text)
    return [f'    {{"{name}",', *(f'     "{part}"' for part in parts[:-1]), f'     "{parts[-1]}"}},']


def main() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = {name: row for name, cls in all_estimators() if (row := row_of(cls))}
    text = ["// SPDX-License-Identifier: GPL-3.0-or-later",
            f"// Made by tests/data/generate/make_sklearn_parameters.py from scikit-learn {sklearn.__version__}.",
            "// clang-format off", '#include "io/sklearn/parameter_table.h"', "", "#include <algorithm>", "#include <array>", "",
            "namespace strata::sklearn {", "", "namespace {", "", "/// By class name.",
            "constexpr auto parameter_rows = std::to_array<ParameterRow>({"]
    for name in sorted(rows):
        text += lines_of(name, rows[name])
    text += ["});", "", "} // namespace", "", "std::string_view parameter_table_version()", "{", f'    return "{sklearn.__version__}";', "}", "",
             "std::optional<ParameterRow> parameter_row(std::string_view class_name)", "{",
             "    const auto found = std::ranges::lower_bound(parameter_rows, class_name, {}, &ParameterRow::class_name);",
             "    return found == parameter_rows.end() || found->class_name != class_name ? std::nullopt : std::optional(*found);",
             "}", "", "} // namespace strata::sklearn"]
    Path(sys.argv[1] if len(sys.argv) > 1 else OUTPUT).write_text("\n".join(text) + "\n")
    print(len(rows), "estimators")


if __name__ == "__main__":
    main()
