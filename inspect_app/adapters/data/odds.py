"""Beta quantiles for the score's interval (SciPy)."""

from scipy.special import betaincinv


def quantile(q: float, a: float, b: float) -> float:
    """The q-quantile of Beta(a, b), with 0 < q < 1 and a, b > 0; between 0 and 1."""
    return float(betaincinv(a, b, q))
