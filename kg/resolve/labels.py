"""What an event is called: made of its type and who takes part, never of a quote."""

from __future__ import annotations

from collections.abc import Sequence

from kg.vocab import TypeInfo

# what stands between the verb phrase and its target; a type that is missing here does not name its target
_TO_TARGET = {
    "Appoint": "",
    "AttackForce": "",
    "ConsultMeet": "",
    "CriticiseAccuse": "",
    "Investigate": "",
    "RejectOppose": "",
    "Sue": "",
    "SupportEndorse": "",
    "Threaten": "",
    "Agree": "with",
    "Cooperate": "with",
    "DemandRequest": "to",
    "FundAid": "to",
    "Pledge": "to",
    "ConcedeYield": "to",
    "CutWithhold": "from",
    "EnforceArrest": "against",
    "Protest": "against",
    "RestrictSanction": "on",
}
_MOST_NAMES = 3
_IRREGULAR = {"is": "are", "has": "have", "does": "do"}


def label(code: str, info: TypeInfo | None, agents: Sequence[str], targets: Sequence[str], several: bool = False) -> str:
    """The label of an event: "Jane Roe criticises Richard Roe"; without an agent, the label of its type.

    ``several``: the agent's name is a plural ("Democrats").

    >>> label("CriticiseAccuse", None, ("Jane Roe",), ())
    'Jane Roe: CriticiseAccuse'
    """
    if not agents:
        title = info.label if info else code
        return f"{title}: {together(targets)}" if targets else title
    who = together(agents)
    who = who[0].upper() + who[1:]
    if info is None:
        return f"{who}: {code}"
    phrase = plural(info.verb_phrase) if several or len(agents) > 1 else info.verb_phrase
    # an actor that is agent and target of one act would read as a slip
    others = [name for name in targets if name not in agents]
    named = others if code in _TO_TARGET else ()
    return " ".join(part for part in (who, phrase, _TO_TARGET.get(code, "") if named else "", together(named)) if part)


def together(names: Sequence[str]) -> str:
    """Names in a row; of more than three, two and "others".

    >>> together(["A", "B", "C"]), together(["A", "B", "C", "D"])
    ('A, B and C', 'A, B and others')
    """
    shown = list(names) if len(names) <= _MOST_NAMES else [*names[: _MOST_NAMES - 1], "others"]
    return " and ".join(part for part in (", ".join(shown[:-1]), *shown[-1:]) if part)


def plural(phrase: str) -> str:
    """A verb phrase of the third person for several agents.

    >>> plural("issues directive"), plural("reaches agreement"), plural("denies charge"), plural("resigns or dismisses")
    ('issue directive', 'reach agreement', 'deny charge', 'resign or dismiss')
    """
    first, *rest = phrase.split(" ")
    if rest[:1] == ["or"]:
        rest = ["or", *plural(" ".join(rest[1:])).split(" ")]
    return " ".join((_plural(first), *rest))


def _plural(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    long = verb.endswith(("sses", "shes", "ches", "xes", "oes"))
    return verb[:-2] if long else verb.removesuffix("s")
