"""How sure: what tense, modals, negation, hedges and the whole chain of governing words make of an act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Mention

Find = Callable[..., Mention]

OCCURRED = [
    pytest.param("The governor vetoed the bill.", "vetoed", id="past"),
    pytest.param("The governor has vetoed the bill.", "vetoed", id="perfect"),
    pytest.param("The bill was vetoed.", "vetoed", id="passive"),
    pytest.param("The governor's veto of the bill angered farmers.", "veto", id="noun"),
    pytest.param("The ministry announced that police arrested nine people.", "arrested", id="announced"),
    pytest.param("Ilva condemned the attack.", "attack", id="condemned is taken for granted"),
    pytest.param("The premier was forced to resign.", "resign", id="forced to"),
    pytest.param("The general began to withdraw troops.", "withdraw", id="began to"),
    pytest.param("Officials said police arrested nine people.", "arrested", id="said"),
    pytest.param("The mayor did not attend, but the council approved the budget.", "approved", id="negation of another verb"),
    pytest.param("Holt, who will resign in June, vetoed the bill.", "vetoed", id="a plan in a relative clause"),
    pytest.param("Teachers marched on Monday to protest against the fee.", "protest", id="marched to protest"),
    pytest.param("The union will study the ruling.", "ruling", id="what is there to be studied"),
    pytest.param("The council failed to pass the bill, prompting criticism by unions.", "criticism", id="what came of a failure"),
    pytest.param("Drivers occupied the office to demand a rise.", "demand", id="occupied to demand"),
    pytest.param("Unions had pressed Holt to sign it; the council had urged a veto.", "pressed", id="before a semicolon"),
    pytest.param("The union will protest against cuts announced by the ministry.", "announced", id="a participle beside what is planned"),
    pytest.param("The council approved the budget after the mayor refused to meet it.", "approved", id="refusal elsewhere"),
]
ONGOING = [
    pytest.param("Ilva said it was halting military cooperation.", "halting", id="said it was doing"),
    pytest.param("Ilva said it regretted the spill and was cooperating with the police.", "cooperating", id="said it was doing, two verbs"),
    pytest.param("The agency is investigating the shipyard.", "investigating", id="progressive"),
    pytest.param("Ilva is sending aid to Sorell.", "sending", id="progressive with an object"),
    pytest.param("Teachers are protesting in Tarnby.", "protesting", id="progressive plural"),
]
PLANNED = [
    pytest.param("The governor will veto the bill.", "veto", id="will"),
    pytest.param("The council plans to ban scooters.", "ban", id="plans to"),
    pytest.param("The ministry said it would suspend the permit.", "suspend", id="said it would"),
    pytest.param("The minister said he will resign.", "resign", id="said he will"),
    pytest.param("Officials said the agency was preparing to impose a fine.", "impose", id="was preparing to"),
    pytest.param("The senate is set to vote on the bill on Thursday.", "vote", id="is set to"),
    pytest.param("The minister was due to resign on Friday.", "resign", id="was due to"),
    pytest.param("The parliament is expected to pass the bill next week.", "pass", id="is expected to"),
    pytest.param("The general promised to withdraw troops.", "withdraw", id="promised to"),
    pytest.param("The governor ordered 200 soldiers to patrol the port.", "patrol", id="ordered to"),
    pytest.param("The planned deployment of troops worries Sorell.", "deployment", id="planned, before a noun"),
    pytest.param("The plan to deploy troops worries Sorell.", "deploy", id="the plan to"),
    pytest.param("The premier is to visit Sorell.", "visit", id="is to"),
    pytest.param("Unless the firm pays, the city will sue it.", "sue", id="will, with an unless"),
    pytest.param("The union promised further strikes.", "strikes", id="promised, before a noun"),
    pytest.param("The next election worries Holt.", "election", id="next, before a noun"),
    pytest.param("The union said it would obey but would appeal the ruling.", "appeal", id="said it would, two verbs"),
    pytest.param("The union has called a rally for Saturday.", "rally", id="a noun set for a day"),
    pytest.param("Talks are to resume on Friday.", "Talks", id="a noun with a day ahead"),
    pytest.param("A march is planned for Monday.", "march", id="is planned"),
    pytest.param("The men were plotting to sabotage a cable.", "sabotage", id="plotting to"),
    pytest.param("Ilva offered to mediate.", "mediate", id="offered to"),
    pytest.param("The union is open to negotiations.", "negotiations", id="open to"),
    pytest.param("The senate was to meet on Friday to discuss the bill.", "discuss", id="was to meet to"),
]
PROPOSED = [
    pytest.param("Mayor Holt asked the council to fund a shelter.", "fund", id="asked to"),
    pytest.param("Lawmakers urged the premier to resign.", "resign", id="urged to"),
    pytest.param("Residents want the city to ban trucks.", "ban", id="want to"),
    pytest.param("The city should ban trucks.", "ban", id="should"),
    pytest.param("The proposed ban on trucks covers vans.", "ban", id="proposed, before a noun"),
    pytest.param("The proposal to ban trucks covers vans.", "ban", id="the proposal to"),
    pytest.param("Unions called for a boycott.", "boycott", id="called for"),
    pytest.param("The treaty has to be ratified by the senate.", "ratified", id="has to be"),
]
HYPOTHETICAL = [
    pytest.param("The minister refused to say whether the council would ban trucks.", "ban", id="refused to say whether"),
    pytest.param("Drivers will wait if no deal is reached.", "reached", id="if no"),
    pytest.param("The mayor has ten days to veto the plan.", "veto", id="has days to"),
    pytest.param("The row could lead to tariffs on salt.", "tariffs", id="could lead to"),
    pytest.param("Mayor Holt threatened on Sunday to revoke the permit.", "revoke", id="threatened, past a day"),
    pytest.param("The governor could veto the bill.", "veto", id="could"),
    pytest.param("The governor may have vetoed the bill.", "vetoed", id="may have"),
    pytest.param("The council could plan to ban scooters.", "ban", id="could plan to"),
    pytest.param("The governor threatened to veto the budget.", "veto", id="threatened to"),
    pytest.param("The governor might be forced to resign.", "resign", id="might be forced to"),
    pytest.param("If the senate passes the bill, the union will march.", "passes", id="if"),
    pytest.param("Troops would be deployed only if the governor asked.", "deployed", id="would, if"),
    pytest.param("The minister is considering suing the shipyard.", "suing", id="is considering"),
    pytest.param("The city is likely to ban trucks.", "ban", id="is likely to"),
    pytest.param("The threat to deploy troops alarmed Sorell.", "deploy", id="the threat to"),
    pytest.param("A possible ban on trucks alarmed drivers.", "ban", id="possible, before a noun"),
]
NEGATED = [
    pytest.param("The governor did not veto the bill.", "veto", id="did not"),
    pytest.param("The governor didn’t veto the bill.", "veto", id="didn't, typographic"),
    pytest.param("Governor Holt has not signed the bill.", "signed", id="has not"),
    pytest.param("The governor never vetoed the bill.", "vetoed", id="never"),
    pytest.param("The meeting was called off.", "meeting", id="called off, passive"),
    pytest.param("The party stopped short of leaving the government.", "leaving", id="stopped short of"),
    pytest.param("No arrests were made.", "arrests", id="no, before a noun"),
    pytest.param("The police made no arrests.", "arrests", id="made no"),
    pytest.param("The minister declined to sign the treaty.", "sign", id="declined to"),
    pytest.param("The court refused to block the law.", "block", id="refused to"),
    pytest.param("Lawmakers failed to pass the bill.", "pass", id="failed to"),
    pytest.param("The governor is not expected to sign the bill.", "sign", id="is not expected to"),
    pytest.param("The mayor said she had not signed the order.", "signed", id="said she had not"),
    pytest.param("The mayor denied that she fired the police chief.", "fired", id="denied that"),
    pytest.param("The court blocked the ministry from deporting the students.", "deporting", id="blocked from"),
    pytest.param("The ban prevented the council from funding the shelter.", "funding", id="prevented from"),
    pytest.param("The ministry's failure to deploy troops angered Ilva.", "deploy", id="failure to"),
    pytest.param("The premier vowed to never sign the treaty.", "sign", id="vowed to never"),
    pytest.param("The raid will not happen.", "raid", id="subject of a negated verb"),
    pytest.param("The governor left without signing the bill.", "signing", id="without"),
]
CLAIMED = [
    pytest.param("Ilva claimed that Sorell attacked the port.", "attacked", id="claimed that"),
    pytest.param("The police chief allegedly fired two officers, the union said.", "fired", id="allegedly, with a source after"),
    pytest.param("According to the union, the army allegedly bombed a school.", "bombed", id="allegedly, by a source"),
]
CASES = [
    pytest.param(*case.values, status, id=f"{status}: {case.id}")
    for status, cases in {
        "occurred": OCCURRED,
        "ongoing": ONGOING,
        "planned": PLANNED,
        "proposed": PROPOSED,
        "hypothetical": HYPOTHETICAL,
        "negated": NEGATED,
        "claimed": CLAIMED,
    }.items()
    for case in cases
]


@pytest.mark.parametrize(("text", "trigger", "status"), CASES)
def test_a_sentence_says_how_sure_an_act_is(text: str, trigger: str, status: str, find: Find) -> None:
    assert find(text, trigger).status == status


@pytest.mark.parametrize(
    ("text", "speech", "act"),
    [
        pytest.param("The governor threatened to veto the budget.", "threatened", "veto", id="threatened"),
        pytest.param("The minister declined to sign the treaty.", "declined", "sign", id="declined"),
        pytest.param("The court refused to block the law.", "refused", "block", id="refused"),
        pytest.param("Mayor Holt asked the council to fund a shelter.", "asked", "fund", id="asked"),
        pytest.param("The general promised to withdraw troops.", "promised", "withdraw", id="promised"),
        pytest.param("The mayor denied that she fired the police chief.", "denied", "fired", id="denied"),
    ],
)
def test_speech_happened_even_where_its_content_did_not(text: str, speech: str, act: str, find: Find) -> None:
    assert find(text, speech).status == "occurred"
    assert find(text, act).status != "occurred"


def test_each_verb_of_a_list_has_its_own_status(find: Find) -> None:
    text = "The senate passed the budget, refused to fund the army and plans to sue the shipyard."
    assert find(text, "passed").status == "occurred"
    assert find(text, "fund").status == "negated"
    assert find(text, "sue").status == "planned"


def test_a_hedge_is_a_claim_of_an_unnamed_source(read: Callable[..., list[Mention]]) -> None:
    (mention,) = read("The rebels allegedly bombed the bridge.")
    assert mention.status == "claimed"
    assert mention.attributed_to is not None
    assert mention.attributed_to.name == "unnamed source"
