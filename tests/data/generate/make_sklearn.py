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
from sklearn.base import clone
from sklearn.datasets import load_wine
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.ensemble import (AdaBoostClassifier, BaggingRegressor, GradientBoostingClassifier, GradientBoostingRegressor,
                              HistGradientBoostingClassifier, HistGradientBoostingRegressor, IsolationForest,
                              RandomForestClassifier, RandomForestRegressor, StackingClassifier, VotingClassifier)
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.multiclass import OneVsRestClassifier
from sklearn.multioutput import MultiOutputClassifier
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

import expectation
from shop.estimators import Clip
from shop.models import Basket, Served

GENERATION = ".".join(sklearn.__version__.split(".")[:2])
AS_ESTIMATOR = "base_estimator" if GENERATION == "1.1" else "estimator"


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


def boosted_models() -> dict[str, Any]:
    """Ensembles of trees that are no forests: two classes and three, some features only, categories."""
    frame, target = wine()
    few = frame.iloc[:, :3]
    random = np.random.default_rng(11)
    X = random.normal(size=(60, 3))
    y = X[:, 0] - X[:, 1] + random.normal(size=60) / 10
    city = np.c_[X[:, :1], random.integers(0, 4, 60), X[:, 1:2]]
    small = {"n_estimators": 3, "random_state": 0}
    shallow = {"max_depth": 2, "random_state": 0}
    return {
        "boosted_classes": GradientBoostingClassifier(max_depth=2, **small).fit(few, np.array(["a", "b", "c"])[target]),
        "boosted_regressor": GradientBoostingRegressor(max_depth=2, **small).fit(X, y),
        "adaboost": AdaBoostClassifier(**{AS_ESTIMATOR: DecisionTreeClassifier(max_depth=2)}, **small).fit(few, target),
        "bagging_features": BaggingRegressor(DecisionTreeRegressor(max_depth=2), max_features=2, **small).fit(few, target),
        "isolation_forest": IsolationForest(max_samples=8, **small).fit(X),
        "hist_classes": HistGradientBoostingClassifier(max_iter=2, max_leaf_nodes=4, random_state=0).fit(few, target),
        "hist_categories": HistGradientBoostingRegressor(max_iter=2, max_leaf_nodes=5, min_samples_leaf=5, random_state=0,
                                                         categorical_features=[1]).fit(city, y + 3 * (city[:, 1] == 2)),
        "network_adam": MLPClassifier(hidden_layer_sizes=(4, 3), max_iter=5, random_state=0).fit(few, target),
        "network_sgd": MLPRegressor(hidden_layer_sizes=(3,), activation="tanh", solver="sgd", max_iter=5, random_state=0).fit(X, y),
        "tree_classifier": DecisionTreeClassifier(**shallow).fit(few, target),
    }


def parts_models() -> dict[str, Any]:
    """What is put together of estimators."""
    frame, target = wine()
    few = frame.iloc[:, :3].assign(city=np.array(["Rome", "Paris"])[np.arange(len(frame)) % 2])
    numbers = few.iloc[:, :3]
    tree = DecisionTreeClassifier(max_depth=2, random_state=0)
    linear = LogisticRegression(max_iter=20)
    columns = ColumnTransformer([("number", StandardScaler(), list(numbers.columns)), ("word", OneHotEncoder(), ["city"]),
                                 ("none", "drop", [0])])
    union = FeatureUnion([("scaled", StandardScaler()), ("pca", PCA(2))])
    forest = RandomForestClassifier(n_estimators=2, max_depth=2, random_state=0)
    return {
        "parts_columns": Pipeline([("columns", columns), ("forest", forest)]).fit(few, target),
        "parts_passed": Pipeline([("nothing", "passthrough"), ("scaler", StandardScaler()), ("pca", PCA(2)),
                                  ("linear", clone(linear))]).fit(numbers, target),
        "parts_union": Pipeline([("union", union), ("linear", clone(linear))]).fit(numbers, target),
        "parts_voting": VotingClassifier([("tree", tree), ("none", "drop"), ("linear", linear)]).fit(numbers, target),
        "parts_stacking": StackingClassifier([("tree", tree), ("linear", linear)], linear, cv=2).fit(numbers, target),
        "parts_calibrated": CalibratedClassifierCV(tree, cv=2).fit(numbers, target),
        "parts_outputs": MultiOutputClassifier(tree).fit(numbers, np.c_[target, target > 0]),
        "parts_rest": OneVsRestClassifier(linear).fit(numbers, np.array(["a", "b", "c"])[target]),
        "parts_search": GridSearchCV(Pipeline([("scaler", StandardScaler()), ("tree", tree)]),
                                     {"tree__max_depth": [1, 2]}, cv=2).fit(numbers, target),
    }


def write_parts(folder: Path) -> None:
    """Writes those models, which Python describes in tests/interop: `importances` and `names` of the trees only."""
    for name, model in {**boosted_models(), **parts_models()}.items():
        path = folder / f"{name}.joblib"
        joblib.dump(model, path)
        told = {"root_class": expectation.class_name(type(model)), "verdict": {"trust": "trusted", "integrity": "complete"}}
        if hasattr(model, "feature_importances_"):
            told["importances"] = [float(value) for value in model.feature_importances_]
        expectation.write_json(path.with_name(path.name + ".expected.json"), {"fixture": path.name, "partial": True,
                                                                              "estimator": None, "tensors": [], **told})


def write_held(folder: Path) -> None:
    """Estimators that are not the file's object: in a dict, a tuple, somebody's own object, a second pickle."""
    frame, target = wine()
    linear = LinearRegression().fit(frame.iloc[:, :3], target)
    forest = RandomForestClassifier(n_estimators=2, max_depth=2, random_state=3).fit(frame.iloc[:, :3], target)
    scaler = StandardScaler().fit(frame.iloc[:, :3])
    bundle = {"scaler": scaler, "model": forest, "columns": list(frame.columns[:3]), "threshold": 0.5,
              "weights": np.arange(4.0)}
    served = Served(linear, 0.25)
    for name, value, first, trust in (("held_dict.p4.pkl", bundle, forest, "trusted"),
                                      ("held_tuple.p4.pkl", (scaler, linear), linear, "trusted"),
                                      ("held_own_class.p4.pkl", served, linear, "review")):
        pickled_at(4)(value, str(folder / name))
        write_other(folder / name, dict(expectation.arrays_under(value, "object")), trust, first)
    own = Pipeline([("clip", Clip(0.25)), ("linear", linear)])
    own.steps[0][1].fit(frame.iloc[:, :3])
    pickled_at(4)(own, str(folder / "held_own_step.p4.pkl"))
    write_other(folder / "held_own_step.p4.pkl", dict(expectation.arrays_under(own, "estimator")), "review", own)
    joblib.dump(bundle, folder / "held_dict.joblib")
    write_other(folder / "held_dict.joblib", dict(expectation.arrays_under(bundle, "object", inline=True)), "trusted", forest)
    path = folder / "held_second.p4.pkl"
    path.write_bytes(pickle.dumps({"note": "the model follows"}, 4) + pickle.dumps(linear, 4))
    write_other(path, dict(expectation.arrays_under(linear, "estimator 2")), "trusted", linear, "ambiguous")


def write_other(path: Path, arrays: dict[str, np.ndarray], trust: str, value: Any,
                integrity: str = "complete") -> None:
    """The expectation of a pickle whose meaning is not read: its arrays, its verdict, its class."""
    expected = expectation.describe_arrays(arrays, trust)
    expected["verdict"]["integrity"] = integrity
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
    write_held(folder)
    write_parts(folder)
    expectation.write_versions(folder, "make_sklearn.py")


if __name__ == "__main__":
    main()
