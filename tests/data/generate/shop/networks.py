# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules of one's own for the PyTorch fixtures."""
import torch
from torch import nn


class Scale(nn.Module):
    """Multiplies by what it learns, with a constant beside it."""

    def __init__(self, size):
        super().__init__()
        self.factor = nn.Parameter(torch.ones(size))
        self.register_buffer("offset", torch.full((size,), 0.5))
        self.size = size

    def forward(self, x):
        return x * self.factor + self.offset


class Scorer(nn.Module):
    """Modules in a list, one of them twice."""

    def __init__(self, size):
        super().__init__()
        torch.manual_seed(size)
        self.title = "scorer"
        self.layers = nn.ModuleList([nn.Linear(size, size), Scale(size)])
        self.again = self.layers[1]
        self.bias = nn.Parameter(torch.zeros(size), requires_grad=False)

    def forward(self, x):
        return self.again(self.layers[0](x)) + self.bias
