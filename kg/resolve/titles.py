"""Words that stand before a name without being part of it, and words that no person's name holds. All in lower case, without dots."""

from __future__ import annotations


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


HEADS = _words(
    """
    president premier chancellor taoiseach minister secretary undersecretary governor gov mayor
    senator sen representative rep congressman congresswoman congressmember lawmaker legislator parliamentarian mp mep delegate
    assemblyman assemblywoman assemblymember alderman alderwoman alderperson councilman councilwoman councilmember councilor councillor
    commissioner ambassador envoy diplomat consul judge justice magistrate attorney prosecutor solicitor counsel lawyer barrister
    sheriff marshal constable detective inspector ranger director administrator superintendent comptroller treasurer auditor ombudsman
    chair chairman chairwoman chairperson speaker leader whip czar tsar chief head boss
    spokesman spokeswoman spokesperson aide adviser advisor strategist counselor counsellor
    democrat republican independent libertarian tory candidate nominee elect incumbent
    general gen admiral adm colonel col lieutenant lt major maj captain capt commander cmdr commodore brigadier brig sergeant sgt
    corporal cpl private pvt officer
    mr mrs ms mx miss dr prof professor sir dame lord lady baroness baron rev reverend pastor archbishop cardinal bishop imam rabbi
    ayatollah emir sultan
    ceo cfo coo executive founder cofounder owner investor billionaire entrepreneur economist analyst activist organizer organiser
    protester protestor cleric priest monsignor bishop student teacher doctor nurse scientist soldier veteran farmer
    author journalist reporter correspondent anchor host columnist commentator editor
    """
)
"""The last word of a title: what follows it is a name, if it looks like one."""

NEEDS_FULL_NAME = _words("major private lady head independent elect baron")
"""Heads that are also first names or plain adjectives: only before a name of two words or more ("Major Jane Roe", not "Major Garrett")."""

MODIFIERS = _words(
    "vice prime deputy attorney lieutenant lt surgeon solicitor press foreign defense defence interior finance health justice home "
    "chief majority minority assistant associate police fire border first"
)
"""Words that make another office of a head: a deputy mayor is no mayor."""

FORMER = _words("former then ex late past onetime ousted outgoing")
"""Words that say that the office is no longer held."""

ABBREVIATIONS = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "gen": "general",
    "adm": "admiral",
    "lt": "lieutenant",
    "pres": "president",
    "councilor": "councillor",
    "dept": "department",
    "chairwoman": "chair",
    "chairman": "chair",
    "chairperson": "chair",
}

SHARED_ROLES = _words(
    "senator representative judge justice commissioner councillor councilmember alderman ambassador minister secretary general "
    "spokesman spokeswoman spokesperson adviser advisor aide attorney lawyer prosecutor member director chair leader chief "
    "executive"
)
"""Bare offices of which a place has many: "the Ohio senator" alone names nobody."""

COMPLEMENTS = tuple(
    sorted(
        (
            tuple(line.split())
            for line in """
    state
    defense
    defence
    war
    treasury
    commerce
    labor
    energy
    education
    agriculture
    transportation
    interior
    veterans affairs
    homeland security
    health and human services
    housing and urban development
    national intelligence
    staff
    foreign affairs
    justice
    house
    house of representatives
    senate
    exchequer
    opposition
    naval operations
    public prosecutions
    central intelligence
    """.strip().splitlines()
        ),
        key=len,
        reverse=True,
    )
)
"""What completes a head after "of" or "of the" and belongs to the office, not to a place; longest first."""

FIELDS = {"defence": "defense", "house of representatives": "house"}
"""Two ways to write one field of duty."""

NOT_IN_NAMES = _words(
    """
    administration affairs agency agencies airlines airport alliance army assembly association authority bank board bureau cabinet campaign
    caucus center centre chamber church city club coalition college commission committee company conference congress convention corp
    corporation corps council country county court courts department development district division dynamics electric embassy
    enforcement federation foundation front fund government group guard hospital house inc industries institute institution international
    intelligence investigation journal kingdom law league legislature llc ltd mills ministry motors movement museum nations navy
    network news office organisation organization parliament partners party patrol police post press province reserve republic
    school schools secretariat security senate service services society staff states street systems team times tribunal tribune trust union
    university village voters workers
    act code deal order plan policy program project treaty
    north south east west northern southern eastern western central upper lower greater downtown new los las san santa saint fort
    united saudi sri hong puerto costa national federal supreme white
    the a an and or but of for in on at to by with from as if when while after before since because although though however meanwhile
    this that these those he she it they we his her its their our who which what where why how not no yes also even still only both
    instead earlier later then now today yesterday tomorrow here there once asked told said speaking
    republicans democrats conservatives liberals tories socialists greens officials prosecutors lawmakers senators
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december
    """
)
"""Words of bodies, places, calendars and grammar: with one of them a capitalised phrase is not taken for a person's name."""

NAMES_TOO = _words("white west north church law major bishop farmer")
"""Words of the list above that are family names as well: allowed at the end of a full name."""

HONORIFICS = _words("mr mrs ms mx miss dr prof professor sir dame lord lady rev reverend")
"""Heads that are no office."""

PARTICLES = _words("von van der den de del della di da dos du la le bin ibn al el ter ten st")
"""Small words inside a family name ("von der Leyen")."""

SUFFIXES = _words("jr sr ii iii iv md phd esq mp")

SMALL = _words("of and the for in on to at by de la del")
"""Words that an acronym usually skips."""

PRONOUNS = _words(
    "i me my we us our you your he him his she her hers it its they them their theirs who whom whose which that this these those one "
    "himself herself itself themselves someone everyone others"
)

BARE_BODIES = _words(
    "department agency commission committee bureau ministry board council union company party network court office authority "
    "association organisation organization coalition alliance tribunal institute bank force corporation"
)
"""Bodies that an article names once in full and then by this word alone ("the department")."""
