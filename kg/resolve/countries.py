"""How news names a state: by its adjective ("the French president"), by its government, by its capital ("Beijing rejected").

A table for the countries that policy news names most; a country that is missing here keeps what its text calls it. Capitals that
are as often a state, a city hall or an alliance (Washington, Brussels, Mexico City) are left out.
"""

from __future__ import annotations

_TABLE = """
Afghanistan|Afghan|Kabul
Argentina|Argentine,Argentinian|
Australia|Australian|Canberra
Austria|Austrian|Vienna
Belarus|Belarusian|Minsk
Belgium|Belgian|
Brazil|Brazilian|
Canada|Canadian|Ottawa
Chile|Chilean|
China|Chinese|Beijing
Colombia|Colombian|Bogotá
Cuba|Cuban|Havana
the Czech Republic|Czech|Prague
Denmark|Danish|Copenhagen
Egypt|Egyptian|Cairo
Ethiopia|Ethiopian|Addis Ababa
Finland|Finnish|Helsinki
France|French|Paris
Germany|German|Berlin
Greece|Greek|Athens
Hungary|Hungarian|Budapest
India|Indian|New Delhi
Indonesia|Indonesian|Jakarta
Iran|Iranian|Tehran
Iraq|Iraqi|Baghdad
Ireland|Irish|Dublin
Israel|Israeli|
Italy|Italian|Rome
Japan|Japanese|Tokyo
Kenya|Kenyan|Nairobi
Lebanon|Lebanese|Beirut
Mexico|Mexican|
Myanmar|Burmese|
the Netherlands|Dutch|The Hague
New Zealand|New Zealand|Wellington
Nigeria|Nigerian|Abuja
North Korea|North Korean|Pyongyang
Norway|Norwegian|Oslo
Pakistan|Pakistani|Islamabad
the Philippines|Philippine,Filipino|Manila
Poland|Polish|Warsaw
Portugal|Portuguese|Lisbon
Qatar|Qatari|Doha
Russia|Russian|Moscow,Kremlin
Saudi Arabia|Saudi,Saudi Arabian|Riyadh
Serbia|Serbian|Belgrade
South Africa|South African|Pretoria
South Korea|South Korean|Seoul
Spain|Spanish|Madrid
Sudan|Sudanese|Khartoum
Sweden|Swedish|Stockholm
Switzerland|Swiss|
Syria|Syrian|Damascus
Taiwan|Taiwanese|Taipei
Thailand|Thai|Bangkok
Turkey|Turkish|Ankara
Ukraine|Ukrainian|Kyiv,Kiev
the United Kingdom|British|London
the United States|American|
Venezuela|Venezuelan|Caracas
Vietnam|Vietnamese|Hanoi
Yemen|Yemeni|
"""
_ROWS = [line.split("|") for line in _TABLE.strip().splitlines()]

DEMONYMS = {country.removeprefix("the ").casefold(): tuple(adjectives.casefold().split(",")) for country, adjectives, _ in _ROWS}
"""Countries with their adjectives, all in lower case."""

_BY_DEMONYM = {adjective: country for country, adjectives, _ in _ROWS for adjective in adjectives.split(",")}
_BY_CAPITAL = {capital: country.removeprefix("the ") for country, _, capitals in _ROWS for capital in capitals.split(",") if capital}
_RULE = frozenset({"government", "Government", "regime", "authorities"})


def government(name: str) -> str | None:
    """The name of the government that an adjective and a noun stand for, None where they stand for none.

    >>> government("Cuban government"), government("city government")
    ('Government of Cuba', None)
    """
    adjective, _, noun = name.rpartition(" ")
    country = _BY_DEMONYM.get(adjective)
    return f"Government of {country}" if country and noun in _RULE else None


def by_capital(name: str) -> str | None:
    """The country that acts where news says that its capital does, None for other names. A capital can also be just a city.

    >>> by_capital("Beijing"), by_capital("Springfield")
    ('China', None)
    """
    return _BY_CAPITAL.get(name)
