"""The shape of a person's name, and the words that make it an organisation, a product or a sentence instead."""

from functools import lru_cache

from pii import expressions as re
from pii.known.organisations import ORGANISATION_WORDS

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚΑ-ΩА-ЯЁІЇЄ"
_LETTER = r"[^\W\d_]"
_ESCAPED = (
    r"(?:\\u(?!00[0-7])[0-9A-Fa-f]{4}|\\x[89A-Fa-f][0-9A-Fa-f]|\\[\"'`^~=.]\{?[A-Za-z]\}?|=[89A-F][0-9A-F]|&#(?!160;)\d{3,};"
    r"|&[A-Za-z]{1,2}(?:acute|grave|circ|uml|tilde|ring|cedil|caron|slash|breve|macr|ogon|dot|strok|dblac|lig);)"
)
"""A letter that the file cannot write plainly: \\u00e9, \\'e, &eacute;. Not a sign: \\u003c, &quot;."""
_QUOTE = r"\\[\"'`][A-Za-z]"
"""A quote within quotes, where it opens a name: TeX's accents look alike, and are found from the letter on."""

WORD = rf"(?:(?:[{_UPPER}]|(?!{_QUOTE}){_ESCAPED})(?:{_LETTER}|{_ESCAPED}|[’'](?={_LETTER})|-(?={_LETTER})){{1,40}})"
"""A capitalised word, with inner apostrophes and hyphens: Jane, O'Roe, Jean-Paul, MacRoe."""
_INITIAL = rf"(?:[{_UPPER}]\.(?:-?[{_UPPER}]\.)*|[{_UPPER}](?=\s))"
_PARTICLE = r"van|von|de|da|di|del|della|der|den|dos|du|la|le|ter|ten|zu|zur|af|av|bin|ben|ibn|al|el|y|e"
_ELIDED = r"(?:(?:d|dell|dall|degl)[’'])"
"""Particles that lose their vowel before a family name: d'Ormes, dell'Oro. Behind `l'` stand regions and offices."""
PARTICLES = frozenset(_PARTICLE.split("|"))
"""Lower-case words inside names."""
_PARTICLES = rf"(?:{_PARTICLE}|van de|van der|von der|de la)"
_SUFFIX = r"(?:,?[ \t]++(?:Jr|Sr|III?|IV)\b)"
_GAP = r"(?:[ \t]++|[ \t]*+\r?\n[ \t]*+(?:(?:[*#;%|>!]++|//++|--|\.\.|REM|dnl)[ \t]*+)?)"
"""Blanks between the words of a name; a name may go on in the next comment line."""
_CJK = r"[\u4e00-\u9fff\u3040-\u30ff]{2,5}(?:[ \u3000][\u4e00-\u9fff\u3040-\u30ff]{1,4})?|[\uac00-\ud7a3]{2,4}"


def _full_name(gap: str) -> str:
    """Given and family name; middle names, nicknames, initials and particles between them; or initials and a family name."""
    nick = r"[\"“][\w.@-]{2,20}[\"”]|'[\w.@-]{2,20}'|\[[\w.@-]{2,20}\]"
    middle = rf"(?:{gap}(?:{_INITIAL}|{_PARTICLES}|\({WORD}\)|{nick}|{WORD})){{0,4}}"
    # Initials one by one and particles of one word: in a loop, J.R. must not be both one round and two.
    initials = rf"(?:(?:[{_UPPER}]\.(?:-(?=[{_UPPER}]\.))?|[{_UPPER}](?=\s))[ \t]*+){{1,6}}"
    initials_first = rf"{initials}(?:(?>(?:{_PARTICLE})(?=[ \t])|{WORD})[ \t]++){{0,4}}{_ELIDED}?{WORD}"
    return rf"(?:(?:{WORD}{middle}{gap}{_ELIDED}?{WORD}|{initials_first}){_SUFFIX}?)"


NAME = _full_name(_GAP)
"""Two words at least: Jane Roe, Jane van Roe, J. R. Roe."""
NAME_IN_LINE = _full_name(r"[ \t]++")
"""The same on one line."""
ANY_NAME = rf"(?:{NAME}|{WORD}(?:[ \t]+[{_UPPER}]\.)?|{_CJK})"
"""A full name or a single word; only where something else says that a person stands here."""

_SENTENCE = frozenset(
    """
    idea intellij eclipse netbeans pycharm webstorm phpstorm xcode rider dreamweaver copilot chatgpt
    a act added address addresses admin administrator agpl all also an and anonymous any api april arabic are as ascii at
    august author author's authors based be been both branch british bsd bug bugs by california cambridge can
    carnegie cddl changed changes chinese class cloud co code commit computer computers contact contributed
    contribution contributions contributor copyright copyrighted could created css data date december default
    dept developer did digital distributed django do docs documentation does dutch each else email engine
    english epl europe european every everyone example explorer false february federal file files first fixed
    fixme for framework free french friday from function games general german gpl greek had has hat have he
    hebrew help her here his home how html http https i if import in industrial info initial international
    internet is isc issue issues it italian its january japanese java javascript json july june just last latin
    least less lesser lgpl libraries library licence license licensed linux list lists mac mail mailing
    maintainer many march massachusetts may me media merge meta method might mit modified module monday more
    most mpl much must my mysql name national new nginx no nobody node nodejs none not note notes november null
    number object october of old on only open openssh openssl or original other others our package page parts
    patch patches people perl permission platform please portions portuguese posix postgres press program
    projects public pull python rails react red redhat redistribution release released removed report reports
    request research reserved return revision rights ruby russian same saturday script security see send
    september service several shall she should site some someone source spanish special sql sqlite state states
    string such sun sunday support test texas thank thanks that the their them then these they this those
    thursday to todo toolkit translation translations true tuesday type undefined unicode united unix unknown
    update updated updates url us use used user users using utf value various version very visual vue warning
    was we web website wednesday were what when where which who why wide will windows with world would written
    wtfpl oct nov dec feb wed thu fri tue www xml yes you your
    """.split()
)
"""Lower case; words of sentences, licences, dates and products, which capital letters make look like names."""

_SURNAMES = frozenset("august bosch english french german may march page sun you".split())
"""Those of them that are family names behind a common given name."""

_COLUMNS = re.compile(r"[^ \n] {3,}[^ \n]")
"""Words of two columns."""


def possessor(name: str) -> str:
    """Whoever owns the rest of the words.

    >>> possessor("Jane Roe's Moss"), possessor("Jane Roe's"), possessor("Jane O'Shea")
    ('Jane Roe', "Jane Roe's", "Jane O'Shea")
    """
    return _POSSESSIVE.split(name, maxsplit=1)[0]


_POSSESSIVE = re.compile("['’]s ")
_CONTRACTED = re.compile(r"\wn['’]t\b")
"""`Don't`; the Dutch `van 't` stands apart."""
_PARTS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|&[A-Za-z]+;")


REMEMBERED = 1 << 14
"""Values whose verdict is kept: tables and lists hold the same ones again and again."""


@lru_cache(maxsize=REMEMBERED)
def is_person(name: str) -> bool:
    """Whether no word of the name belongs to an organisation, a product, a licence or a sentence."""
    if _COLUMNS.search(name) or _CONTRACTED.search(name):
        return False
    parts = [part.lower() for part in _PARTS.findall(name) if len(part) > 1]
    odd = [part for part in parts if part in _SENTENCE or part in ORGANISATION_WORDS]
    if (
        not parts
        or odd
        and not (len(parts) > 1 and odd == parts[-1:] and odd[0] in _SURNAMES and parts[0] in COMMON_GIVEN_NAMES)
    ):
        return False
    if name.isupper() and max(map(len, parts)) <= 4:
        return False  # initials of institutions
    return not any(
        part.endswith(("soft", "ware", "corp", "labs", "net", "tech", "designer", "designs")) and len(part) > 5
        for part in parts
    )


COMMON_GIVEN_NAMES: frozenset[str] = frozenset(
    """
    aaron adam adrian ahmed aidan alan albert alejandro aleksandr alessandro alex alexander alexandra alexandre
    alexei alexey alexis alfred alice alison allan allen amanda amir amit amy ana anders andre andrea andreas andrei
    andrew andrey andy angela anil anita ann anna anne anthony antoine anton antonio armin arnaud arne arthur arun
    ashley barbara barry bart bastian beat ben benjamin benoit bernard bernd bernhard bert bertrand bill bjorn björn
    bob boris brad bradley brandon brendan brent brett brian bruce bruno bryan caleb cameron carl carlos carol
    caroline carsten catherine cedric chad charles charlie chen chloe chris christian christine christoph christophe
    christopher claire clark claude claudia claudio clemens clint colin connor corey craig cristian curtis cyril
    dale damian damien dan daniel daniele danny darren dave david dean deborah denis dennis derek devon dick diego
    dieter dimitri dirk dmitri dmitriy dmitry dominic dominik don donald doug douglas drew duncan dustin dylan earl
    ed eddie edgar eduardo edward edwin elena eli elias elizabeth ellen emanuel emil emily emma emmanuel enrico eric
    erik erin ernest ernst ethan eugene eva evan evgeny fabian fabien fabio fabrice federico felix fernando filip
    florian francesco francis francisco francois frank franz françois fred frederic frederick fredrik frédéric
    gabriel gareth gary gavin geoff geoffrey georg george gerald gerard gerhard gerrit giles giovanni giuseppe glen
    glenn gordon graham grant greg gregor gregory guido guillaume guillermo gunnar gustavo guy günter hannah hans harald
    harold harry heather hector heiko heinz helen helmut hendrik henri henrik henry herbert hiroshi holger howard
    hugh hugo ian ignacio igor ilya ingo isaac ivan jack jacob jacques jake jakob jakub james jamie jan jane janet
    jared jason javier jay jean jeff jeffrey jens jeremy jerome jerry jesse jessica jesus jill jim jimmy joachim
    joan joe joel joerg johan johann johannes john johnny jon jonas jonathan jordan jorge jose josef joseph josh
    joshua josé juan judith juergen julia julian julie julien justin jérôme jörg jürgen kai karen karl karsten kate
    katherine kathleen katie keith kelly ken kenneth kent kevin kim kirk klaus konrad konstantin krzysztof kurt kyle
    lance larry lars laura laurence laurent lawrence lee leo leon leonard leonardo leslie lewis liam linda lionel
    lisa lorenzo louis luca lucas ludovic luigi luis lukas luke maciej magnus malcolm manfred manuel marc marcel
    marcin marco marcos marcus marek margaret maria marie mario marius mark marko markus martin marvin mary mateusz
    mathias mathieu matt matteo matthew matthias matthieu maurice mauro max maxim maxime megan melissa michael
    michal michał michel michele michelle miguel mihai mikael mike mikhail milan miriam mitchell mohamed mohammad
    mohammed morten murray nadia naoki natalia nathan nathaniel neil nicholas nick nicola nicolas nicole niels nigel
    nikita nikolai nikolaus nikolay nils noah norbert norman olaf ole oleg oliver olivier omar oscar oskar otto owen
    pablo pamela paolo pascal pat patricia patrick paul paulo pavel pedro per perry pete peter phil philip philipp
    philippe phillip pierre piotr rachel radek rafael rainer raj rajesh ralf ralph ramon randall randy raphael
    raymond rebecca renaud rene reto ricardo rich richard rick rob robert roberto robin rod rodrigo roger roland
    rolf roman ron ronald rory ross roy ruben rudolf russ russell ryan sally sam samuel sandra sandro santiago sara
    sarah sascha scott sean sebastian sebastien sergei sergey sergio seth shane shannon shaun shawn simon simone
    sofia sophie stan stanislav stefan stefano steffen stephan stephane stephanie stephen steve steven stuart
    stéphane sue susan sven sylvain sébastien takashi tamas tanya ted teresa terry thierry thomas thorsten tim timo
    timothy tobias todd tom tomas tomasz tommy tomáš toni tony torsten travis trevor tristan tyler ulrich urs vadim
    valentin vasily victor viktor vincent vinod vitaly vladimir volker walter warren wayne wei wendy werner wilfried
    will willem william wojciech wolfgang xavier yann yannick yuki yuri yves zach zachary
    """.split()
)
"""Lower case; given names so common that one before a capitalised word makes a person. Of those in `pii.known.names` some
are words of other languages, which a table of all cannot tell apart."""


_FIRST_END = re.compile(r"[\s-]")


def starts_with_given_name(name: str) -> bool:
    """Whether the first word is a common given name."""
    return _FIRST_END.split(name, maxsplit=1)[0].lower() in COMMON_GIVEN_NAMES
