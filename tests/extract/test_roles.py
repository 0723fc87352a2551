"""Who acts and on what, read off the sentence alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Mention

Find = Callable[..., Mention]

AGENTS = [
    # active and passive
    pytest.param("The governor vetoed the bill.", "vetoed", {"governor"}, id="active"),
    pytest.param("The order was signed by Maren Holt.", "signed", {"Maren Holt"}, id="passive with by"),
    pytest.param("Erik Nyberg was fired on Monday.", "fired", set(), id="passive without by"),
    pytest.param("Four farmers were killed by soldiers.", "killed", {"soldiers"}, id="passive of several"),
    pytest.param("The ban was imposed by the ministry in June.", "imposed", {"ministry"}, id="passive, then a date"),
    pytest.param("The investigation was launched by prosecutors.", "launched", {"prosecutors"}, id="passive light verb"),
    pytest.param("A federal judge on Monday blocked the order.", "blocked", {"federal judge"}, id="date between subject and verb"),
    # infinitives and control
    pytest.param("Mayor Holt asked the council to fund a shelter.", "fund", {"council"}, id="asked to"),
    pytest.param("Lawmakers urged the premier to resign.", "resign", {"premier"}, id="urged to"),
    pytest.param("The governor ordered 200 soldiers to patrol the port.", "patrol", {"200 soldiers"}, id="ordered to"),
    pytest.param("Judge Pia Lund ordered the ministry to release the documents.", "release", {"ministry"}, id="a court ordered to"),
    pytest.param("The court told the army to withdraw troops.", "withdraw", {"army"}, id="told to"),
    pytest.param("The senator called on the governor to resign.", "resign", {"governor"}, id="called on to"),
    pytest.param("Residents want the city to ban trucks.", "ban", {"city"}, id="want to, with its own subject"),
    pytest.param("The premier was asked to resign.", "resign", {"premier"}, id="was asked to"),
    pytest.param("The premier was forced to resign.", "resign", {"premier"}, id="was forced to"),
    pytest.param("The parliament is expected to pass the bill.", "pass", {"parliament"}, id="is expected to"),
    pytest.param("The council plans to ban scooters.", "ban", {"council"}, id="plans to"),
    pytest.param("The board voted to cut the budget.", "cut", {"board"}, id="voted to"),
    pytest.param("The ministry promised to award a grant to the village.", "award", {"ministry"}, id="promised to"),
    pytest.param("Officials said the agency was preparing to impose a fine.", "impose", {"agency"}, id="two verbs deep"),
    pytest.param("The general began to withdraw troops from Ilva.", "withdraw", {"general"}, id="began to"),
    pytest.param("The ministry let the firm cut aid.", "cut", {"firm"}, id="let do"),
    pytest.param("Holt had the police arrest the editor.", "arrest", {"police"}, id="had do"),
    pytest.param("The court blocked the ministry from deporting the students.", "deporting", {"ministry"}, id="blocked from"),
    pytest.param("Unions accused the army of bombing a school.", "bombing", {"army"}, id="accused of"),
    pytest.param("The army was accused of bombing the school.", "bombing", {"army"}, id="was accused of"),
    pytest.param("Having lost the vote, the premier resigned.", "lost", {"premier"}, id="participle before"),
    pytest.param("After meeting Bruun, Lise Dahl condemned the sanctions.", "meeting", {"Lise Dahl"}, id="after doing"),
    # coordination
    pytest.param("Ilva and Sorell held talks.", "held", {"Ilva", "Sorell"}, id="two actors"),
    pytest.param("The ministry and the army condemned the raid.", "condemned", {"ministry", "army"}, id="two bodies"),
    pytest.param("Holt fired the police chief and appointed Erik Nyberg.", "appointed", {"Maren Holt"}, id="shared subject"),
    pytest.param("The senate passed the budget and the governor vetoed the bill.", "vetoed", {"governor"}, id="subject of its own"),
    pytest.param("Rebels seized the port and shelled the barracks.", "shelled", {"Rebels"}, id="shared, second verb"),
    pytest.param("The minister praised the fishermen, met the union and blamed the army.", "blamed", {"minister"}, id="third of three"),
    # clauses on nouns
    pytest.param("Erik Nyberg, who resigned on Monday, met the council.", "resigned", {"Erik Nyberg"}, id="who"),
    pytest.param("Erik Nyberg, who resigned on Monday, met the council.", "met", {"Erik Nyberg"}, id="past a relative clause"),
    pytest.param("Erik Nyberg condemned the order that Holt signed.", "signed", {"Maren Holt"}, id="that, as object"),
    pytest.param("The law signed by Holt in March angered farmers.", "signed", {"Maren Holt"}, id="participle with by"),
    pytest.param("The man arrested on Monday was released.", "arrested", set(), id="participle without by"),
    pytest.param("The council, led by a farmer, repealed the ordinance.", "repealed", {"council"}, id="past a participle"),
    pytest.param("The council whose budget Holt vetoed sued her.", "vetoed", {"Maren Holt"}, id="whose"),
    # nouns
    pytest.param("Holt's veto of the water bill angered farmers.", "veto", {"Maren Holt"}, id="possessive"),
    pytest.param("Holt’s veto of the water bill angered farmers.", "veto", {"Maren Holt"}, id="possessive, typographic"),
    pytest.param("Ilva's attack on Sorell shocked the envoys.", "attack", {"Ilva"}, id="possessive country"),
    pytest.param("The attack by Ilva on Sorell shocked the envoys.", "attack", {"Ilva"}, id="by after a noun"),
    pytest.param("Bruun's visit to Ilva went well.", "visit", {"Anders Bruun"}, id="possessive visit"),
    pytest.param("The talks between Ilva and Sorell ended.", "talks", {"Ilva", "Sorell"}, id="between"),
    pytest.param("The council took a vote on the plan.", "vote", {"council"}, id="through a light verb"),
    pytest.param("The police made no arrests.", "arrests", {"police"}, id="made no arrests"),
    pytest.param("Erik Nyberg's arrest shocked the council.", "arrest", set(), id="whose arrest it is does not arrest"),
    pytest.param("Ilva's arrest of Erik Nyberg shocked the council.", "arrest", {"Ilva"}, id="possessive and of"),
    pytest.param("The Ilva sanctions hurt farmers.", "sanctions", set(), id="sanctions named after whom they hit"),
    pytest.param("The US sanctions hurt farmers.", "sanctions", {"US"}, id="sanctions named after who imposed them"),
    pytest.param("The raid drew criticism from the council.", "criticism", {"council"}, id="drew criticism from"),
    pytest.param("Erik Nyberg faces charges of fraud.", "faces", set(), id="who faces charges does nothing"),
    pytest.param("Her eviction from the embassy shocked the council.", "eviction", set(), id="from where she was evicted"),
    pytest.param("The United States sanctions hurt farmers.", "sanctions", {"United States"}, id="sanctions of a state of several words"),
    pytest.param("The order drew fire after Ilva last week launched an attack.", "launched", {"Ilva"}, id="a subject hung on after"),
    pytest.param("A Senate hearing was held on Monday.", "held", {"Senate"}, id="whose hearing was held"),
    # the voice of verbs without their own auxiliary
    pytest.param("Erik Nyberg was arrested in May and deported in June.", "deported", set(), id="a second passive"),
    pytest.param("Erik Nyberg was elected in May and resigned in June.", "resigned", {"Erik Nyberg"}, id="an active after a passive"),
    pytest.param("If convicted, Erik Nyberg will appeal.", "convicted", set(), id="a bare participle before"),
]


@pytest.mark.parametrize(("text", "trigger", "agents"), AGENTS)
def test_who_acts(text: str, trigger: str, agents: set[str], find: Find) -> None:
    assert {participant.name for participant in find(text, trigger).agents} == agents


@pytest.mark.parametrize(
    ("text", "trigger", "object_"),
    [
        pytest.param("The governor vetoed the water bill.", "vetoed", "the water bill", id="active"),
        pytest.param("The water bill was vetoed on Monday.", "vetoed", "The water bill", id="passive"),
        pytest.param("The tax, introduced in 2022, was repealed on Monday.", "repealed", "The tax", id="passive past a participle"),
        pytest.param("The tax, introduced in 2022, was repealed on Monday.", "introduced", "The tax", id="participle"),
        pytest.param("Erik Nyberg condemned the order that Holt signed.", "signed", "the order", id="relative clause"),
        pytest.param("Holt fired the police chief and appointed Erik Nyberg.", "fired", "the police chief", id="first of two verbs"),
        pytest.param("Holt fired the police chief and appointed Erik Nyberg.", "appointed", "Erik Nyberg", id="second of two verbs"),
        pytest.param("The union imposed sanctions on Ilva.", "imposed", "sanctions on Ilva", id="with what it is on"),
        pytest.param("Holt's veto of the water bill angered farmers.", "veto", "the water bill", id="of after a noun"),
        pytest.param("Unions called for a boycott.", "called", "a boycott", id="after a particle"),
        pytest.param("Erik Nyberg resigned on Monday.", "resigned", None, id="a date is no object"),
        pytest.param("The board met on Friday.", "met", None, id="a date is no object of a meeting"),
    ],
)
def test_what_it_is_done_to(text: str, trigger: str, object_: str | None, find: Find) -> None:
    assert find(text, trigger).object == object_


@pytest.mark.parametrize(
    ("text", "trigger", "targets"),
    [
        pytest.param("The company sued the ministry over the tariff.", "sued", {"ministry"}, id="object"),
        pytest.param("Erik Nyberg was fired on Monday.", "fired", {"Erik Nyberg"}, id="passive subject"),
        pytest.param("Ilva attacked Sorell.", "attacked", {"Sorell"}, id="country"),
        pytest.param("Ilva's attack on Sorell shocked the envoys.", "attack", {"Sorell"}, id="on after a noun"),
        pytest.param("The senator called on the governor to resign.", "called", {"governor"}, id="after a particle"),
        pytest.param("Mayor Holt asked the council to fund a shelter.", "asked", {"council"}, id="who is asked"),
        pytest.param("Mayor Holt asked the council to fund a shelter.", "fund", set(), id="who acts is no target"),
        pytest.param("Lise Dahl was nominated by Holt to lead the agency.", "nominated", {"Lise Dahl"}, id="past by"),
        pytest.param("Erik Nyberg's arrest shocked the council.", "arrest", {"Erik Nyberg"}, id="whose arrest it is"),
        pytest.param("Erik Nyberg faces charges of fraud.", "faces", {"Erik Nyberg"}, id="who faces charges"),
        pytest.param("The council met. Holt signed the order, and Rally condemned it.", "condemned", set(), id="it, a thing"),
    ],
)
def test_whom_it_is_done_to(text: str, trigger: str, targets: set[str], find: Find) -> None:
    assert {participant.name for participant in find(text, trigger).targets} == targets


@pytest.mark.parametrize(
    ("text", "trigger", "agents"),
    [
        pytest.param("Rally plans to deploy troops to Sorell.", "deploy", {"Ida Rally"}, id="plans to"),
        pytest.param("Rally's deployment of troops angered Ilva.", "deployment", {"Ida Rally"}, id="possessive"),
        pytest.param("Ida Rally signed a proclamation.", "signed", {"Ida Rally"}, id="full name"),
        pytest.param("The HSB suspended the licence.", "suspended", {"Harbor Safety Board"}, id="alias of a body"),
        pytest.param("The Republic of Ilva expelled three diplomats.", "expelled", {"Ilva"}, id="long form of a country"),
    ],
)
def test_the_actor_file_wins_over_the_model(text: str, trigger: str, agents: set[str], find: Find) -> None:
    assert {participant.name for participant in find(text, trigger).agents} == agents


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        pytest.param("Police arrested two smugglers in Norway.", "arrested", "Norway", id="of the verb"),
        pytest.param("Police arrested two smugglers.", "arrested", None, id="none given"),
        pytest.param("Police arrested two smugglers in a blue van.", "arrested", None, id="no place name"),
    ],
)
def test_where_it_happens(text: str, trigger: str, place: str | None, find: Find) -> None:
    assert find(text, trigger).place == place


@pytest.mark.parametrize(
    ("text", "trigger", "instrument", "document"),
    [
        pytest.param("The governor signed an executive order.", "signed", "executive order", "an executive order", id="kind and noun"),
        pytest.param("The governor vetoed House Bill 12.", "vetoed", "bill", "House Bill 12", id="name and number"),
        pytest.param("Mayor Holt's order directs the police to leave.", "directs", "order", "Mayor Holt's order", id="as subject"),
        pytest.param("The governor deployed troops under the order on floods.", "deployed", "order", "the order on floods", id="under it"),
        pytest.param(
            "The mayor put her name to an executive order.", "put", "executive order", "an executive order", id="signed in other words"
        ),
        pytest.param("The city appealed the ruling.", "appealed", "ruling", "the ruling", id="what a court said"),
        pytest.param("The ministry and the army condemned the raid.", "condemned", None, None, id="none"),
    ],
)
def test_the_document_acted_through(text: str, trigger: str, instrument: str | None, document: str | None, find: Find) -> None:
    mention = find(text, trigger)
    assert (mention.instrument, mention.document) == (instrument, document)
