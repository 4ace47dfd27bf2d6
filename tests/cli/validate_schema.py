#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds outputs of `strata VERB --json` against the schema.

    validate_schema.py VERB [FILE]            one output, from standard input without FILE
    validate_schema.py --many VERB=FILE…      several
    validate_schema.py --schema-only          the schema itself

VERB is a name under the schema's $defs: info, infoSeveral, summary, tree, stats, values, diff, get, set, unset, scan,
requirements, series, textconv, formats, error.
Exit status 0 when all are valid, 1 when one is not (said on standard output), 2 for a wrong call,
77 where python3-jsonschema is missing.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed", file=sys.stderr)
    sys.exit(77)

SCHEMA = Path(__file__).resolve().parents[2] / "resources" / "schema" / "strata-report.schema.json"


def no_constant(name: str) -> Any:
    """JSON knows no NaN and no Infinity; Python's reader would take them."""
    raise ValueError(f"{name} is not JSON")


def no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, unless a key comes twice."""
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError("key twice: " + ", ".join(sorted({key for key in keys if keys.count(key) > 1})))
    return result


def validator_of(schema: Any, verb: str) -> Any:
    """Holds outputs against the definition of a verb."""
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{verb}", "$defs": schema["$defs"]})


def problems(validator: Any, text: str) -> list[str]:
    """What is wrong with one output; empty when nothing is."""
    try:
        output = json.loads(text, parse_constant=no_constant, object_pairs_hook=no_duplicates)
    except ValueError as error:
        return [f"not JSON: {error}"]
    return [
        "/".join(str(part) for part in best.absolute_path) + ": " + best.message[:400]
        for best in (jsonschema.exceptions.best_match([error]) for error in validator.iter_errors(output))
    ]


def main(arguments: list[str]) -> int:
    """Checks what the command line names."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"), object_pairs_hook=no_duplicates)
    jsonschema.Draft202012Validator.check_schema(schema)
    if arguments == ["--schema-only"]:
        return 0
    if arguments[:1] == ["--many"] and all("=" in argument for argument in arguments[1:]):
        wanted = [tuple(argument.split("=", 1)) for argument in arguments[1:]]
    elif len(arguments) in (1, 2) and not arguments[0].startswith("-"):
        wanted = [(arguments[0], arguments[1] if len(arguments) == 2 else "-")]
    else:
        print(__doc__, file=sys.stderr)
        return 2
    status = 0
    validators: dict[str, Any] = {}
    for verb, name in wanted:
        if verb not in schema["$defs"]:
            print(f"the schema has no definition for {verb}", file=sys.stderr)
            return 2
        if verb not in validators:
            validators[verb] = validator_of(schema, verb)
        text = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        for problem in problems(validators[verb], text.decode("utf-8")):
            print(f"{verb} {name}: {problem}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
