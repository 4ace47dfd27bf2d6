# SPDX-License-Identifier: GPL-3.0-or-later
"""Estimators of somebody's own package."""
from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.base import BaseEstimator


class Clip(BaseEstimator):
    """An estimator of somebody's own, as scikit-learn asks for them."""

    def __init__(self, share: float = 0.1) -> None:
        self.share = share

    def fit(self, X: Any, y: Any = None) -> "Clip":
        """Learns the bounds of each feature."""
        self.low_, self.high_ = np.quantile(X, [self.share, 1 - self.share], axis=0)
        return self
