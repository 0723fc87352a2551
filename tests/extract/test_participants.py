"""From the words of a text to the people and bodies that they name in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Mention

Find = Callable[..., Mention]

NAMES = [
    # names, titles, appositions
    pytest.param("Ilvan Foreign Minister Lise Dahl met the envoy.", "met", ["Lise Dahl"], id="titles before a name"),
    pytest.param("Lise Dahl, the education minister, visited Lund.", "visited", ["Lise Dahl"], id="apposition after a name"),
    pytest.param("The agency's director, Pia Lund, resigned.", "resigned", ["Pia Lund"], id="name after its role"),
    pytest.param("The head of the agency, Erik Nyberg, resigned.", "resigned", ["Erik Nyberg"], id="name after a longer role"),
    pytest.param("Former president Anders Bruun criticized the deal.", "criticized", ["Anders Bruun"], id="former"),
    pytest.param("Mayor Holt, 54, vetoed the ordinance.", "vetoed", ["Maren Holt"], id="age"),
    pytest.param(
        "The Harbor Safety Board, or HSB, suspended the licence.", "suspended", ["Harbor Safety Board"], id="abbreviation beside it"
    ),
    # metonyms
    pytest.param("Beijing condemned the arms sale.", "condemned", ["China"], id="capital"),
    pytest.param("Moscow rejected the proposal.", "rejected", ["Russia"], id="another capital"),
    pytest.param("Washington imposed sanctions on Ilva.", "imposed", ["United States"], id="Washington"),
    pytest.param("The Russian invasion of Ilva began in 2029.", "invasion", ["Russia"], id="adjective of a country"),
    pytest.param("Chinese sanctions against Ilva remain.", "sanctions", ["China"], id="adjective and a plural"),
    pytest.param("The White House rejected the request.", "rejected", ["White House"], id="seat"),
    # spokespeople
    pytest.param(
        "Transport Ministry spokeswoman Lise Dahl condemned the vote.",
        "condemned",
        ["Transport Ministry", "Lise Dahl"],
        id="body and speaker",
    ),
    # documents
    pytest.param("Mayor Holt's order directs the police to leave.", "directs", ["Maren Holt"], id="owner of an order"),
    pytest.param("The order directs agencies to leave.", "directs", [], id="order of nobody"),
    pytest.param("Holt signed an order. The order bans trucks.", "bans", ["Maren Holt"], id="author told before"),
    pytest.param("Holt signed an order. The new rules ban trucks.", "ban", ["Maren Holt"], id="the only author told before"),
    pytest.param("Holt signed an order. Bruun signed a decree. The rules ban trucks.", "ban", [], id="one of two authors"),
    # compound and counted
    pytest.param("Ilva, Norway and Sorell signed the pact.", "signed", ["Ilva", "Norway", "Sorell"], id="three"),
    pytest.param("Members of the council rejected the plan.", "rejected", ["council"], id="members of"),
    # in the article
    pytest.param("Governor Maren Holt won. She vetoed the bill.", "vetoed", ["Maren Holt"], id="she"),
    pytest.param("Anders Bruun won. He later appointed an envoy.", "appointed", ["Anders Bruun"], id="he"),
    pytest.param("Lise Dahl met Maren Holt. She vetoed the bill.", "vetoed", ["Lise Dahl"], id="subjects first"),
    pytest.param("The Harbor Safety Board met. It suspended a licence.", "suspended", ["Harbor Safety Board"], id="it"),
    pytest.param("Lise Dahl visited Sorell, where she met Bruun.", "met", ["Lise Dahl"], id="she, in the same sentence"),
    pytest.param("Lise Dahl resigned. On Monday Dahl praised the council.", "praised", ["Lise Dahl"], id="surname"),
    pytest.param("Governor Maren Holt won. The governor signed the budget.", "signed", ["Maren Holt"], id="the governor"),
    pytest.param("Lise Dahl, the education minister, left. The minister opened an inquiry.", "opened", ["Lise Dahl"], id="title beside"),
    pytest.param("The Supreme Court met. The court struck down the law.", "struck", ["Supreme Court"], id="the court"),
    pytest.param("The Port Union met. The union rejected the offer.", "rejected", ["Port Union"], id="the union"),
    pytest.param("The Harbor Safety Board met. The agency suspended a licence.", "suspended", ["Harbor Safety Board"], id="the agency"),
    pytest.param(
        "Anders Bruun met Lise Dahl. The two leaders signed a treaty.", "signed", ["Anders Bruun", "Lise Dahl"], id="the two leaders"
    ),
    pytest.param("Ilva attacked Sorell. The country imposed a curfew.", "imposed", ["Ilva"], id="the country"),
    pytest.param(
        "The Northern Rail Authority (NRA) met. On Monday the NRA rejected the offer.",
        "rejected",
        ["Northern Rail Authority"],
        id="a short form that the article explains",
    ),
    pytest.param(
        "Dear council, I have thought about this. I resign as of Monday.\n\nLise Dahl", "resign", ["Lise Dahl"], id="who signs says I"
    ),
    pytest.param("SORELL, Ilva (AP) -- The Port Union rejected the offer.", "rejected", ["Port Union"], id="after a dateline"),
    pytest.param("Tarnby – Several teachers condemned the vote.", "condemned", ["Several teachers"], id="after a town and a dash"),
    pytest.param(
        "The Port Union met. Lise Dahl, a spokeswoman, condemned the raid.",
        "condemned",
        ["Port Union", "Lise Dahl"],
        id="a spokeswoman of whom was told before",
    ),
    pytest.param("A spokesman for the Port Union rejected the offer.", "rejected", ["Port Union"], id="a spokesman without a name"),
    pytest.param("A lawyer for Lise Dahl rejected the offer.", "rejected", ["lawyer for Lise Dahl"], id="a lawyer is not her client"),
    pytest.param("The agency, whose office opened a probe, met.", "opened", ["agency"], id="whose office"),
    pytest.param("The mayor, Lise Dahl, left. She has vetoed the bill.", "vetoed", ["Lise Dahl"], id="she, of a name beside a title"),
    pytest.param("Critics sued the Port Union. They condemned the vote.", "condemned", ["Critics"], id="they, of several told before"),
    pytest.param(
        "Talks between the Port Union and the Harbor Safety Board went on in Tarnby. The two sides signed a deal.",
        "signed",
        ["Port Union", "Harbor Safety Board"],
        id="the two sides of talks",
    ),
    pytest.param("Anders Bruun met Lise Dahl. Two ministers resigned.", "resigned", ["Two ministers"], id="two ministers, not the two"),
    pytest.param("Lise Dahl met Maren Holt and urged her to sign the bill.", "sign", ["Maren Holt"], id="her, of whom she urges"),
    pytest.param("Holt signed an order. The order bars trucks. It asks drivers to wait.", "asks", ["Maren Holt"], id="it, of a document"),
    pytest.param("The Port Union said it would sue Ilva.", "sue", ["Port Union"], id="it, of who says so"),
    pytest.param("The firm, Vesterbro Salt, left. It sued the Port Union.", "sued", ["Vesterbro Salt"], id="it, of the firm before"),
    pytest.param("Two senators, Lise Dahl and Maren Holt, vetoed the bill.", "vetoed", ["Lise Dahl", "Maren Holt"], id="two, by name"),
    pytest.param("A city order bans trucks.", "bans", ["city"], id="a city order"),
    pytest.param("Holt sued the port. The complaint asks for damages.", "asks", ["Maren Holt"], id="the complaint of who sued"),
    pytest.param("A memo obtained by the Port Union says the council sued Holt.", "sued", ["council"], id="who obtained a memo"),
    pytest.param("The suit was filed in the Supreme Court.", "filed", [], id="where a suit is filed"),
    pytest.param("Senators walked out in protest.", "protest", ["Senators"], id="in protest"),
    pytest.param("Holt spoke after a meeting with Lise Dahl.", "meeting", ["Maren Holt", "Lise Dahl"], id="after a meeting with"),
    pytest.param("A police raid angered drivers.", "raid", ["police"], id="a police raid"),
    pytest.param("Ilva is weighing a ban on trucks.", "ban", ["Ilva"], id="is weighing a ban"),
    pytest.param("Han Seo-yeon vetoed the bill.", "vetoed", ["Han Seo-yeon"], id="a name with a hyphen"),
    pytest.param("Anders Bruun sacked his aide after she rejected the budget.", "rejected", [], id="she is not the one called his"),
    pytest.param("HSB leaders rejected the offer.", "rejected", ["Harbor Safety Board"], id="leaders of a body"),
    pytest.param("Two HSB leaders rejected the offer.", "rejected", ["Two HSB leaders"], id="two of its leaders"),
    pytest.param("The Port Union of Norway met. The Port Union sued Holt.", "sued", ["Port Union of Norway"], id="of a state, told before"),
    pytest.param("The Danish embassy in Norway sued Holt.", "sued", ["Danish embassy in Norway"], id="an embassy and where it is"),
    pytest.param(
        "Juan Carlos Ramirez Ortega met Holt. In May, Ramirez sued the port.",
        "sued",
        ["Juan Carlos Ramirez Ortega"],
        id="the first of two family names",
    ),
    pytest.param("The London police arrested two men.", "arrested", ["London Police"], id="the police of a city"),
    pytest.param(
        "To the council: it is clear to me that I direct you to close the port.\n\nLISE DAHL",
        "direct",
        ["Lise Dahl"],
        id="signed in capitals",
    ),
    pytest.param(
        "Anders Bruun defended it. Senators summoned Governor Lise Dahl. She had vetoed the bill.",
        "vetoed",
        ["Lise Dahl"],
        id="she, whom alone the last sentence names",
    ),
    pytest.param("Norway's two senators, both Republicans, vetoed the bill.", "vetoed", ["Norway's two senators"], id="of what party"),
    # nobody is forced
    pytest.param("She vetoed the bill.", "vetoed", [], id="a pronoun without anybody"),
    pytest.param("They arrested the editor.", "arrested", [], id="they without anybody"),
    pytest.param("The blast killed nine people.", "killed", [], id="no actor"),
]


@pytest.mark.parametrize(("text", "trigger", "names"), NAMES)
def test_who_is_meant(text: str, trigger: str, names: list[str], find: Find) -> None:
    assert [participant.name for participant in find(text, trigger).agents] == names


@pytest.mark.parametrize(
    ("text", "trigger", "words", "kind"),
    [
        pytest.param("Governor Maren Holt won. She vetoed the bill.", "vetoed", "She", "person", id="pronoun"),
        pytest.param("Governor Maren Holt won. The governor signed the budget.", "signed", "The governor", "person", id="description"),
        pytest.param("Holt’s veto of the bill angered farmers.", "veto", "Holt", "person", id="possessive"),
        pytest.param("The HSB suspended the licence.", "suspended", "HSB", "body", id="alias"),
        pytest.param("Beijing condemned the arms sale.", "condemned", "Beijing", "place", id="metonym"),
        pytest.param("Soldiers shelled the barracks.", "shelled", "Soldiers", "group", id="plural"),
    ],
)
def test_the_words_of_the_text_are_kept(text: str, trigger: str, words: str, kind: str, find: Find) -> None:
    (agent,) = find(text, trigger).agents
    assert (agent.words, agent.kind) == (words, kind)
    assert agent.span is not None
    assert agent.span.of(text) == words


def test_the_two_countries_are_those_told_together(find: Find) -> None:
    told = "Ilva and Norway signed a pact after talks in Sorell. Denmark accused the two countries of a plot."
    assert [p.name for p in find(told, "accused").targets] == ["Ilva", "Norway"]
    assert find(told, "accused").object == "the two countries"


def test_an_office_is_no_target(find: Find) -> None:
    assert find("Lise Dahl took office in May.", "took").targets == ()


def test_a_name_is_one_actor_however_often_it_stands(find: Find) -> None:
    assert [p.name for p in find("Holt and Mayor Holt signed the pact.", "signed").agents] == ["Maren Holt"]


def test_who_is_asked_is_no_target_of_what_is_asked(find: Find) -> None:
    mention = find("Mayor Holt asked the council to fund a shelter.", "fund")
    assert ([p.name for p in mention.agents], mention.targets) == (["council"], ())
