"""Rounding as the int8 graph rounds, while training: the model learns to live with it (Jacob et al. 2018).

Numbers are rounded on the way forward; gradients pass as if they were not (Bengio et al. 2013).
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function


class _Inputs(Function):
    """Each window of a batch [window, word, value] rounded to 256 steps between its least and its largest value."""

    @staticmethod
    def forward(_: Any, x: Tensor) -> Tensor:
        within = (1, 2)
        low, high = x.amin(within, True).clamp(max=0).float(), x.amax(within, True).clamp(min=0).float()
        step = ((high - low) / 255).clamp(min=1e-8)
        zero = torch.round(-low / step)
        return ((torch.clamp(torch.round(x / step) + zero, 0, 255) - zero) * step).to(x.dtype)

    @staticmethod
    def backward(_: Any, gradient: Tensor) -> Tensor:
        return gradient


class _Weights(Function):
    """Each row of a matrix [out, in] rounded to 255 steps around zero."""

    @staticmethod
    def forward(_: Any, weight: Tensor) -> Tensor:
        step = (weight.abs().amax(1, True) / 127).clamp(min=1e-8)
        return torch.round(weight / step) * step

    @staticmethod
    def backward(_: Any, gradient: Tensor) -> Tensor:
        return gradient


def inputs(x: Tensor) -> Tensor:
    """Inputs of a matrix, as ``DynamicQuantizeLinear`` rounds them (ONNX)."""
    rounded: Tensor = _Inputs.apply(x)
    return rounded


def weights(weight: Tensor) -> Tensor:
    """A matrix of weights, as :func:`kg.training.export.quantize` rounds it."""
    rounded: Tensor = _Weights.apply(weight)
    return rounded
