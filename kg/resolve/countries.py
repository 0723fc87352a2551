"""How news names a state: by its adjective ("the French president"), by its government, by its capital ("Beijing rejected").

The words are those of ``seeds/countries.ttl``; a country that is missing there keeps what its text calls it.
"""

from __future__ import annotations

from functools import cache

from kg.read.actors import default_demonyms, default_metonyms

_RULE = frozenset({"government", "Government", "regime", "authorities"})
WITH_ARTICLE = frozenset(
    {
        "Bahamas",
        "Czech Republic",
        "Dominican Republic",
        "Gambia",
        "Maldives",
        "Netherlands",
        "Philippines",
        "United Arab Emirates",
        "United Kingdom",
        "United States",
    }
)


@cache
def adjectives() -> dict[str, tuple[str, ...]]:
    """Countries with their adjectives, all in lower case."""
    found: dict[str, list[str]] = {}
    for adjective, country in default_demonyms().items():
        found.setdefault(country.casefold(), []).append(adjective.casefold())
    return {country: tuple(words) for country, words in found.items()}


def government(name: str) -> str | None:
    """The name of the government that an adjective and a noun stand for, None where they stand for none.

    >>> government("Cuban government"), government("city government")
    ('Government of Cuba', None)
    """
    adjective, _, noun = name.rpartition(" ")
    country = default_demonyms().get(adjective)
    if country is None or noun not in _RULE:
        return None
    return f"Government of {'the ' if country in WITH_ARTICLE else ''}{country}"


def by_capital(name: str) -> str | None:
    """The country that acts where news says that its capital does, None for other names. A capital can also be just a city.

    >>> by_capital("Beijing"), by_capital("Springfield")
    ('China', None)
    """
    return None if name in default_demonyms() else default_metonyms().get(name)


@cache
def _states() -> dict[str, str]:
    """What news calls a state that acts, with the state's name: its government, its capital, its adjective, its own name."""
    names = set(default_demonyms().values()) | set(default_metonyms().values())
    governments = {f"Government of {'the ' if name in WITH_ARTICLE else ''}{name}": name for name in names}
    return {**default_metonyms(), **governments, **{name: name for name in names}}


def country(name: str) -> str | None:
    """The state that a name stands for as an actor, None where it stands for none.

    >>> country("Government of Cuba"), country("Springfield")
    ('Cuba', None)
    """
    return _states().get(name)
