"""Words that speak of events: verbs, nouns, several words, light verbs; the arguments decide where a word has many meanings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.parse import Paragraph
from kg.extract.triggers import triggers
from kg.model import Mention

Read = Callable[..., list[Mention]]


@pytest.mark.parametrize(
    ("text", "trigger", "type_"),
    [
        pytest.param("The governor signed a proclamation.", "signed", "IssueDirective", id="sign a proclamation"),
        pytest.param("The governor signed an executive order.", "signed", "IssueDirective", id="sign an order"),
        pytest.param("The governor signed the water bill.", "signed", "EnactLaw", id="sign a bill"),
        pytest.param("The two ministers signed a treaty.", "signed", "Agree", id="sign a treaty"),
        pytest.param("The treaty was signed by the premier.", "signed", "Agree", id="sign, passive"),
        pytest.param("The senate approved the budget.", "approved", "EnactLaw", id="approve a budget"),
        pytest.param("The judge blocked the order.", "blocked", "CourtRule", id="a court blocks"),
        pytest.param("The senators blocked the bill.", "blocked", "Veto", id="senators block"),
        pytest.param("The judge struck down the rent law.", "struck", "CourtRule", id="strike down"),
        pytest.param("Ilva struck a deal with Sorell.", "struck", "Agree", id="strike a deal"),
        pytest.param("The parliament passed the bill.", "passed", "EnactLaw", id="pass a bill"),
        pytest.param("The mayor ordered an evacuation.", "ordered", "IssueDirective", id="order an evacuation"),
        pytest.param("The mayor ordered an audit of the port.", "ordered", "Investigate", id="order an audit"),
        pytest.param("The judge ordered the ministry to pay.", "ordered", "CourtRule", id="a judge orders"),
        pytest.param("Prosecutors charged the banker with fraud.", "charged", "EnforceArrest", id="charge with"),
        pytest.param("The agency suspended the licence.", "suspended", "RestrictSanction", id="suspend a licence"),
        pytest.param("The minister was fired on Monday.", "fired", "ResignDismiss", id="fire a person"),
        pytest.param("Soldiers fired rockets at the port.", "fired", "AttackForce", id="fire rockets"),
        pytest.param("The shipyard appealed the decision.", "appealed", "Sue", id="appeal a decision"),
        pytest.param("The police chief stepped down.", "stepped", "ResignDismiss", id="step down"),
        pytest.param("Lawmakers called on the premier to resign.", "called", "DemandRequest", id="call on"),
        pytest.param("Unions called for a boycott.", "called", "DemandRequest", id="call for"),
        pytest.param("The ministry rolled back the rule.", "rolled", "RepealRescind", id="roll back"),
        pytest.param("Police cracked down on smugglers.", "cracked", "EnforceArrest", id="crack down"),
        pytest.param("The ministry launched an investigation into the hospital.", "launched", "Investigate", id="launch an investigation"),
        pytest.param("Ilva and Sorell held talks.", "held", "ConsultMeet", id="hold talks"),
        pytest.param("The union imposed sanctions on Ilva.", "imposed", "RestrictSanction", id="impose sanctions"),
        pytest.param("The city imposed a curfew.", "imposed", "IssueDirective", id="impose a curfew"),
        pytest.param("The premier declared a state of emergency.", "declared", "IssueDirective", id="declare an emergency"),
        pytest.param("The ministry awarded a grant to the village.", "awarded", "FundAid", id="award a grant"),
        pytest.param("Ilva sent 50 tons of food to Sorell.", "sent", "FundAid", id="send food"),
        pytest.param("The government deployed 300 soldiers to the border.", "deployed", "DeployMobilise", id="deploy soldiers"),
        pytest.param("Protesters marched through Tarnby.", "marched", "Protest", id="march"),
        pytest.param("Lise Dahl was nominated by the party.", "nominated", "Appoint", id="nominate"),
        pytest.param("Lise Dahl won the election.", "won", "Elect", id="win an election"),
        pytest.param("The company sued the ministry.", "sued", "Sue", id="sue"),
        pytest.param("The council voted to repeal the ordinance.", "repeal", "RepealRescind", id="under another act"),
        pytest.param("Lawmakers introduced legislation on fishing.", "introduced", "ProposePolicy", id="introduce legislation"),
        pytest.param("Holt's veto of the water bill angered farmers.", "veto", "Veto", id="noun veto"),
        pytest.param("The deployment of troops went on.", "deployment", "DeployMobilise", id="noun deployment"),
        pytest.param("Holt submitted a motion of no confidence.", "submitted", "ProposePolicy", id="a motion of a house"),
        pytest.param("The firm filed a motion in the port case.", "filed", "Sue", id="a motion in a case"),
        pytest.param("Ilva's attack on Sorell shocked the envoys.", "attack", "AttackForce", id="noun attack"),
        pytest.param("The talks between Ilva and Sorell ended.", "talks", "ConsultMeet", id="noun talks"),
        pytest.param("No arrests were made.", "arrests", "EnforceArrest", id="noun arrest"),
        pytest.param("The shipyard's lawsuit was heard.", "lawsuit", "Sue", id="noun lawsuit"),
    ],
)
def test_a_word_speaks_of_the_type_that_its_arguments_ask_for(text: str, trigger: str, type_: str, find: Callable[..., Mention]) -> None:
    assert find(text, trigger).type == type_


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The ministry launched an investigation.", id="launch an investigation"),
        pytest.param("An investigation was launched by the ministry.", id="passive"),
        pytest.param("Ilva and Sorell held talks in Tarnby.", id="hold talks"),
        pytest.param("The union imposed sanctions on Ilva.", id="impose sanctions"),
        pytest.param("The two ministers signed an agreement.", id="sign an agreement"),
        pytest.param("The mayor put her name to an executive order.", id="put her name to an order"),
    ],
)
def test_a_light_verb_and_its_noun_are_one_event(text: str, read: Read) -> None:
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Nyberg said the weather was mild.", id="mere said"),
        pytest.param("The price of steel rose by four percent on Monday.", id="statistics"),
        pytest.param("Erik Nyberg graduated in 1999 and worked as a lawyer.", id="biography"),
        pytest.param("The judge is married to a baker.", id="private life"),
        pytest.param("The agency regulates dams.", id="habit"),
        pytest.param("The actor was in good spirits and the orchestra played on.", id="no policy"),
        pytest.param("He signed his name in the guest book.", id="sign without a document"),
        pytest.param("The shop opened in March and closed on 3 March.", id="a month is no march"),
        pytest.param('The editor asked the pilot, "Are you well?"', id="a question is no demand"),
        pytest.param("She passed the salt and struck a match.", id="everyday senses"),
        pytest.param("Nyberg said the roof is safe unless the nails fail.", id="blame under a condition"),
        pytest.param("The minister insisted that the weather was mild.", id="insisting is no demand"),
        pytest.param("Holt and Bruun said they would have heard the song.", id="would have done"),
        pytest.param("The crash injured two teenagers.", id="a crash attacks nobody"),
        pytest.param("No votes were altered.", id="votes as papers"),
        pytest.param("Holt has not said whether she would paint it.", id="not said whether is no pledge"),
        pytest.param("The council's new building has a roof of glass.", id="description"),
    ],
)
def test_these_are_no_events(text: str, read: Read) -> None:
    assert [(mention.type, mention.words) for mention in read(text)] == []


def test_a_bare_noun_means_what_it_meant_before(read: Read) -> None:
    found = read("A drone strike hit the depot on Monday. The strike killed nine people.\n\nDrivers condemned the strike.")
    assert {m.type for m in found if m.words == "strike"} == {"AttackForce"}
    assert [m.type for m in read("The strike by the drivers went on.")] == ["Protest"]


def test_an_act_on_a_document_has_the_document_as_its_object(find: Callable[..., Mention]) -> None:
    assert find("The mayor put her name to an executive order on Friday.", "put").object == "an executive order"


def test_triggers_come_in_order_one_a_token(parsed: Callable[[str], tuple[Paragraph, ...]], words: Lexicon) -> None:
    text = "The senate passed the budget, and the governor, who fired two aides, vetoed the water bill and sued the shipyard."
    found = [trigger.token.i for paragraph in parsed(text) for trigger in triggers(paragraph, words)]
    assert found == sorted(set(found))
    assert len(found) == 4


def test_a_known_name_is_no_trigger(read: Read) -> None:
    assert [mention.words for mention in read("Ida Rally resigned. Rally met Holt.")] == ["resigned", "met"]
