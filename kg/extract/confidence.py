"""How probable it is that a mention is a policy event, and the threshold below which it is not reported.

A logistic regression over a handful of readable features, fitted on hand-marked articles by ``benchmarks/calibrate.py`` with
ridge shrinkage (le Cessie and van Houwelingen, 1992), so that a frame seen rarely stays near the mean of its kind. The weights are
data: ``ontology/confidence.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import OntologyError
from kg.extract.telling import tense
from kg.extract.tree import ancestors, children
from kg.extract.triggers import Trigger
from kg.resources import ontology

if TYPE_CHECKING:
    from kg.extract.parse import Paragraph
    from kg.model import Mention

FILE = "confidence.json"


def confidence(mention: Mention, trigger: Trigger, paragraph: Paragraph) -> Mention:
    """The mention with its confidence, a probability rounded to two decimals."""
    weights = model()[0]
    score = sum(weights.get(name, 0.0) for name in features(mention, trigger, paragraph))
    return replace(mention, confidence=round(1 / (1 + math.exp(-score)), 2))


def keep(mention: Mention) -> bool:
    """Whether the mention is sure enough to be reported."""
    return mention.confidence >= model()[1]


@cache
def model() -> tuple[dict[str, float], float]:
    """Weights by feature, and the threshold. Raises OntologyError for a broken file."""
    path = ontology(FILE)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(k): float(v) for k, v in data["weights"].items()}, float(data["threshold"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OntologyError(str(path), f"cannot be read ({error})", "reinstall kg, or fit it anew") from error


def features(mention: Mention, trigger: Trigger, paragraph: Paragraph) -> Iterator[str]:
    """The names of the features that hold, each of weight one; ``bias`` always does."""
    token, frame = trigger.token, trigger.frame
    kind = "noun" if frame.pos == "noun" else "verb"
    yield "bias"
    yield kind
    yield f"frame={frame.id}"
    yield f"type={frame.type}"
    yield f"{kind} status={mention.status}"
    yield f"{kind} dep={token.dep_}"
    yield f"{kind} tense={tense(token)}"
    yield f"{kind} tag={token.tag_}"
    yield f"dep={token.dep_} status={mention.status}"
    yield f"time={'none' if mention.time is None else mention.time.basis}"
    if mention.agents:
        yield f"{kind} agent"
        yield f"agent kind={mention.agents[0].kind}"
    if mention.object:
        yield f"{kind} object"
    if mention.time is not None and mention.time.words:
        yield f"{kind} dated"
    yield from _surroundings(token, kind, paragraph)


def _surroundings(token: Token, kind: str, paragraph: Paragraph) -> Iterator[str]:
    if token.i in paragraph.quoted:
        yield f"{kind} quoted"
    if any(child.dep_ == "ccomp" and parent.pos_ == "VERB" for child, parent in ancestors(token)):
        yield f"{kind} in what is said"
    if kind == "noun":
        determiner = next(iter(children(token, "det", "poss")), None)
        yield f"noun det={'' if determiner is None else determiner.lower_ if determiner.dep_ == 'det' else 'poss'}"
        if children(token, "prep"):
            yield "noun prep"
    if any(child.dep_ in {"relcl", "acl"} for child, _ in [(token, token), *ancestors(token)]):
        yield f"{kind} in relative clause"
    if paragraph.number <= 2 and token.sent.start == 0:
        yield "lead"


if TYPE_CHECKING:
    from spacy.tokens import Token
