"""The score: points from 0 to 100 around a sector baseline, with an interval, reasons and a version.

    logit p = logit(m) + baseline + history + current + workers + complaints + network
    points  = 50 + 10/ln2 · (logit p - logit m), clipped to 0..100; ten points double the odds

Pure and exact to replay: every stored figure is rounded to six decimals before it is added or hashed. It says where to
look and never decides: no probability is given before 200 outcomes of random visits.
"""

from inspect_app.domain.risk.inputs import Complaint, Current, Fact, Inputs, Linked
from inspect_app.domain.risk.score import Reason, Score, Term, body, score
from inspect_app.domain.risk.weights import Weights

__all__ = [
    "Complaint",
    "Current",
    "Fact",
    "Inputs",
    "Linked",
    "Reason",
    "Score",
    "Term",
    "Weights",
    "body",
    "score",
]
