"""Official and short forms of places to the one name that they have here: "Calif.", "Russian Federation", "People's Republic of China".

Countries come from ISO 3166 (pycountry), the states of the United States from ``us``; what ``seeds/countries.ttl`` calls a country
wins over what the lists call it. Both are read when they are first needed.
"""

from __future__ import annotations

from functools import cache

from kg.read.actors import country_codes


def official(name: str) -> str | None:
    """The name of the country or state that an official or short form stands for; None for other names, and for that name itself.

    Letters alone ("CA", "US") are left to acronyms: they mean too much else.

    >>> official("Russian Federation"), official("Calif."), official("Springfield")
    ('Russia', 'California', None)
    """
    found = _forms().get(_plain(name))
    return None if found == name else found


def _plain(name: str) -> str:
    return name.replace("’", "'").removeprefix("the ").removeprefix("The ")


@cache
def _forms() -> dict[str, str]:
    return {**dict(_states()), **dict(_countries())}


def _states() -> list[tuple[str, str]]:
    import us

    return [(state.ap_abbr, state.name) for state in us.states.STATES_AND_TERRITORIES if state.ap_abbr and state.ap_abbr.endswith(".")]


def _countries() -> list[tuple[str, str]]:
    import pycountry

    ours = country_codes()
    found: list[tuple[str, str]] = []
    for country in pycountry.countries:
        names = [getattr(country, form, None) for form in ("common_name", "name", "official_name")]
        listed = [name for name in names if name and "," not in name]
        known = ours.get(country.alpha_2) or next(iter(listed), None)
        found += [(name, known) for name in listed if known is not None]
    return found
