# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the scikit-learn fixtures of one generation: make_sklearn.py [--out FOLDER].

Run it with the Python of that generation's environment; the folder's name is scikit-learn's major.minor.
"""
from __future__ import annotations

import argparse
import pickle
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas
import sklearn
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

import expectation
from shop.models import Basket

GENERATION = ".".join(sklearn.__version__.split(".")[:2])


def mission_models() -> dict[str, Any]:
    """The two example models, exactly as the project's brief gives them."""
    regression = LinearRegression().fit([[1], [2], [3], [4]], [2, 3, 4, 5])
    forest = RandomForestClassifier(random_state=42).fit([[1, 2], [3, 4], [5, 6], [7, 8]], [0, 1, 0, 1])
    return {"linear_regression_model.pkl": regression, "random_forest_model.pkl": forest}


def wine() -> tuple[pandas.DataFrame, np.ndarray]:
    """The wine data with its feature names."""
    data = load_wine()
    return pandas.DataFrame(data.data, columns=list(data.feature_names)), data.target


def linear_models() -> dict[str, Any]:
    """Linear regressions with several targets, with feature names, and without an intercept."""
    frame, target = wine()
    random = np.random.default_rng(3)
    X, Y = random.normal(size=(40, 5)), random.normal(size=(40, 3))
    return {
        "linear_several_targets": LinearRegression().fit(X, Y),
        "linear_feature_names": LinearRegression().fit(frame, target),
        "linear_no_intercept": LinearRegression(fit_intercept=False, positive=True).fit(X, Y[:, 0]),
        "linear_offset": LinearRegression().fit(X + 1e6, Y[:, :1]),
    }


def forest_models() -> dict[str, Any]:
    """Small forests: feature names, a regressor, several outputs, classes that are strings."""
    frame, target = wine()
    random = np.random.default_rng(5)
    X = random.normal(size=(60, 4))
    colours = np.array(["red", "white", "rosé"])[target]
    small = {"n_estimators": 4, "max_depth": 4, "random_state": 7}
    return {
        "forest_wine": RandomForestClassifier(**small).fit(frame, target),
        "forest_regressor": RandomForestRegressor(**small).fit(X, X[:, 0] * 2 + random.normal(size=60)),
        "forest_regressor_outputs": RandomForestRegressor(**small).fit(X, X[:, :2]),
        "forest_several_outputs": RandomForestClassifier(**small).fit(X, (X[:, :2] > [0, 0.5]).astype(int)),
        "forest_text_classes": RandomForestClassifier(oob_score=True, class_weight="balanced", bootstrap=True,
                                                      n_estimators=30, max_depth=2, random_state=1).fit(frame, colours),
        "forest_one_leaf": RandomForestClassifier(n_estimators=2, random_state=0).fit(X, np.zeros(60, int)),
    }


def write_model(path: Path, model: Any, write: Any) -> None:
    """Writes one model with `write(model, file name)` and its expectation beside it."""
    write(model, str(path))
    inline = write is joblib.dump
    expectation.write_expectation(path, expectation.describe_model(model, sklearn.__version__, inline))


def pickled_at(protocol: int) -> Any:
    """A writer that pickles at one protocol."""
    def write(model: Any, name: str) -> None:
        Path(name).write_bytes(pickle.dumps(model, protocol=protocol))
    return write


def write_others(folder: Path) -> None:
    """A pipeline, and an object of somebody's own class, whose meaning is not known."""
    frame, target = wine()
    pipeline = Pipeline([("scale", StandardScaler()), ("model", LinearRegression())]).fit(frame, target)
    joblib.dump(pipeline, folder / "pipeline.joblib")
    arrays = {path: array for path, array in expectation.arrays_under(pipeline, "estimator", inline=True)}
    write_other(folder / "pipeline.joblib", arrays, "trusted", pipeline)
    basket = Basket("Ann", np.arange(6, dtype=np.float32).reshape(2, 3))
    pickled_at(4)(basket, str(folder / "own_class.pkl"))
    write_other(folder / "own_class.pkl", {"object/weights": basket.weights}, "review", basket)
    joblib.dump(basket, folder / "own_class.joblib")
    write_other(folder / "own_class.joblib", {"object/weights": basket.weights}, "review", basket)


def write_other(path: Path, arrays: dict[str, np.ndarray], trust: str, value: Any) -> None:
    """The expectation of a pickle whose meaning is not read: its arrays, its verdict, its class."""
    expected = expectation.describe_arrays(arrays, trust)
    expectation.write_expectation(path, {**expected, "root_class": expectation.class_name(type(value))})


def main() -> None:
    """Writes every scikit-learn fixture of this environment."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "sklearn" / GENERATION)
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in mission_models().items():
        write_model(folder / name, model, joblib.dump)
    models = {**linear_models(), **forest_models()}
    for name, model in models.items():
        write_model(folder / f"{name}.joblib", model, joblib.dump)
    protocols = {name: models[name] for name in ("linear_feature_names", "forest_wine")}
    protocols["linear_regression"] = mission_models()["linear_regression_model.pkl"]
    for name, model in protocols.items():
        for protocol in range(6):
            write_model(folder / f"{name}.p{protocol}.pkl", model, pickled_at(protocol))
    write_others(folder)
    expectation.write_versions(folder, "make_sklearn.py")


if __name__ == "__main__":
    main()
