#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes io/pickle/allowed_sklearn_names.cpp from installed or unpacked scikit-learn packages.

    make_allowlist.py OUTPUT.cpp PACKAGE...

Each PACKAGE is a wheel of scikit-learn or a folder that contains `sklearn/`. Nothing in them is
imported or run: classes and functions are found in the syntax trees of the .py files, and types of
extension modules by the names that Cython writes into them ("sklearn.tree._tree.Tree").

Classes (and Cython's functions that rebuild them) are listed as constructed, functions of the
packages below as named only: estimators hold them as parameters.
"""
import ast
import collections
import io
import pathlib
import re
import sys
import zipfile

# Parts of the package that no estimator's pickle names: they read files, fetch data, run tests or
# wrap any function.
SKIPPED = re.compile(
    r"(^|\.)(tests|conftest|externals|datasets|_build_utils|setup|testing|_testing|mocking|_mocking|"
    r"estimator_checks|parallel|fixes|_show_versions|__check_build|_min_dependencies|"
    r"_parallel_backends|sphinxext|_joblib|deprecation|_packaging|_isotonic_doc)(\.|$)")
# Needed from the skipped parts: plain containers.
EXTRA = {
    "sklearn.datasets.base": {"Bunch"},
    "sklearn.datasets._base": {"Bunch"},
    "sklearn.utils.fixes": {"MaskedArray"},
}
FUNCTIONS_OF = re.compile(
    r"^sklearn\.(metrics|feature_selection|preprocessing|neighbors|decomposition|cluster|"
    r"feature_extraction|manifold|covariance|linear_model|gaussian_process|kernel_approximation|"
    r"utils\.extmath|utils\.validation)(\.|$)")
# Functions of those packages that would read a path or a serialized object are none; these take a
# function and call it.
NO_FUNCTIONS = {"make_scorer", "get_scorer", "check_scoring", "main"}


def files_of(package):
    """Yields (module name, suffix, bytes) of every file of sklearn in a wheel or a folder."""
    path = pathlib.Path(package)
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("sklearn/") and name.endswith((".py", ".so")):
                    yield module_name(name), pathlib.PurePath(name).suffix, archive.read(name)
        return
    for file in sorted((path / "sklearn").rglob("*")):
        if file.suffix in (".py", ".so"):
            yield (module_name(file.relative_to(path).as_posix()), file.suffix, file.read_bytes())


def module_name(name):
    parts = name.split("/")
    parts[-1] = parts[-1].split(".")[0]
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)


def from_syntax(module, text):
    classes, functions = set(), set()

    def is_named_tuple(node):
        name = getattr(node, "func", None)
        return isinstance(node, ast.Call) and getattr(name, "id", getattr(name, "attr", "")) in (
            "namedtuple", "NamedTuple")

    for node in ast.parse(io.BytesIO(text).read()).body:
        body = [node]
        if isinstance(node, (ast.If, ast.Try)):
            body = list(ast.walk(node))
        for item in body:
            if isinstance(item, ast.ClassDef):
                classes.add(item.name)
            elif isinstance(item, ast.Assign) and is_named_tuple(item.value):
                classes.update(t.id for t in item.targets if isinstance(t, ast.Name))
            elif (isinstance(item, ast.FunctionDef) and FUNCTIONS_OF.match(module)
                  and not item.name.startswith("__")):
                functions.add(item.name)
    return classes, functions - NO_FUNCTIONS


def from_extension(module, data):
    """Cython's type names carry their module; __pyx_unpickle_X and newObj rebuild them."""
    pattern = re.escape(module.encode()) + rb"\.([A-Za-z_]\w*)\0"
    classes = {name.decode() for name in re.findall(pattern, data)}
    types = {name for name in classes
             if "scope_struct" not in name and not name.startswith(("__pyx", "_memoryview"))
             and name not in ("array", "Enum", "memoryview")
             and (name[0].isupper() or name.startswith("_") and name[1:2].isupper())}
    makers = {name.decode() for name in re.findall(rb"\0(__pyx_unpickle_[A-Z_]\w*)\0", data)}
    makers = {name for name in makers if not name.endswith(("__set_state", "Enum"))}
    if re.search(rb"\0newObj\0", data):
        makers.add("newObj")
    return types | makers


def collect(packages):
    classes = collections.defaultdict(set)
    functions = collections.defaultdict(set)
    for package in packages:
        for module, suffix, data in files_of(package):
            if SKIPPED.search(module):
                continue
            if suffix == ".so":
                classes[module] |= from_extension(module, data)
                continue
            found = from_syntax(module, data)
            classes[module] |= found[0]
            functions[module] |= found[1]
    for module, names in EXTRA.items():
        classes[module] |= names
    # Wheels of 1.5 to 1.7 built the losses as a module without a package.
    classes["_loss"] |= {name for name in classes["sklearn._loss._loss"] if "Cy" in name}
    return classes, functions


def rows(names, use):
    for module in sorted(names):
        if not names[module]:
            continue
        lines, line = [], ""
        for name in sorted(names[module]):
            if len(line) + len(name) > 80:
                lines.append(line)
                line = ""
            line += name + " "
        lines.append(line.rstrip())
        text = "\n     ".join(f'"{part}"' for part in lines)
        yield f'    {{"{module}",\n     {text}{use}}},'


def main():
    output, packages = sys.argv[1], sys.argv[2:]
    classes, functions = collect(packages)
    text = """// SPDX-License-Identifier: GPL-3.0-or-later
// Made by tests/data/generate/make_allowlist.py; do not edit by hand.
#include "io/pickle/policy.h"

namespace strata::pickle {

namespace {

// clang-format off
constexpr ListedNames rows[] = {
    // Classes, and what Cython rebuilds them with
%s
    // Functions as parameters
%s
};
// clang-format on

} // namespace

std::span<const ListedNames> allowed_sklearn_names()
{
    return rows;
}

} // namespace strata::pickle
""" % ("\n".join(rows(classes, "")), "\n".join(rows(functions, ", Use::Name")))
    pathlib.Path(output).write_text(text)


if __name__ == "__main__":
    main()
