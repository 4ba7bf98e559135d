"""Who made or changed something, and when: `Created on 12.04.2016 by Jane Roe`, `Erstellt am 12.04.2016 von Jane Roe`; in other
languages than English without the day, too: `modifié par Jane Roe`, `desenvolvido por **Jane Roe** e **Lee Kay**`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span

_LONGEST = 160
"""Characters from the deed to the end of the second name."""

_ENGLISH = "created written modified changed updated edited revised developed added fixed"
_DEEDS = (
    "erstellt geändert bearbeitet aktualisiert angelegt entwickelt geschrieben programmiert überarbeitet angepasst"
    " créé créée modifié modifiée écrit écrite développé développée rédigé réalisé réalisée"
    " creado creada modificado modificada actualizado escrito escrita desarrollado desarrollada elaborado realizado"
    " criado criada alterado alterada desenvolvido desenvolvida atualizado"
    " creato creata modificato modificata sviluppato sviluppata scritto scritta realizzato realizzata"
    " gemaakt gewijzigd aangepast ontwikkeld geschreven"
    " utworzony utworzone utworzona zmienione zmieniony napisany napisane stworzony stworzone przygotowany"
    " skapad ändrad utvecklad oprettet ændret udviklet endret utviklet"
).split()
_BY = "by von durch par por da door przez av af".split()
_DATE = (
    r"(?:(?i:on|am|le|el|em|il|op|dnia|den|the|at|:)?[ \t]*(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d{1,2}\.?(?:de )?[ -][^\W\d_]{3,9}\.?,?(?: de)?[ -]\d{4}|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
    r"(?:,?[ \t]+\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?)?[ \t,]+)"
)
_MARKUP = r"[*_\[]{0,3}"
_MADE = re.compile(
    rf"(?:(?i:{_ENGLISH.replace(' ', '|')})[ \t]+{_DATE}|(?i:{'|'.join(_DEEDS)})[ \t]+{_DATE}?)(?i:{'|'.join(_BY)})[ \t]+"
    rf"(?P<first>{_MARKUP}(?:{NAME_IN_LINE}){_MARKUP})"
    rf"(?:,? (?:and|und|et|e|y|en|i|och|og|&) (?P<second>{_MARKUP}(?:{NAME_IN_LINE})))?"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        made = _MADE.match(text, hit.start, hit.end + _LONGEST)
        if made is None or text[hit.start - 1 : hit.start].isalpha():
            continue
        for group in ("first", "second"):
            name = (made[group] or "").strip("*_[")
            if name and is_person(name) and not names_organisation(name):
                start = made.start(group) + made[group].index(name)
                yield Span(start, start + len(name), Label.NAME)


RULE = Rule(
    "dated_deed",
    {
        "dated_deed.english": (
            rf"(?i)(?:{_ENGLISH.replace(' ', '|')})[ \t]{{1,3}}(?:on|at|the|:)?[ \t]{{0,3}}(?:\d|[A-Z][a-z]{{2,8}} \d)"
        ),
        "dated_deed.other": rf"(?:{as_bytes([*_DEEDS, *map(str.capitalize, _DEEDS)])})[ \t]",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        " * Created on 12.04.2016 by «Friederike Baumgartner»\n * Modified 2018-09-03 by «Jane Smith», again\n",
        " * Erstellt am 12.04.2016 von «Friederike Baumgärtner»\n// modifié par «Maëlle Kervadec», 02/2020\n",
        "Projeto desenvolvido por **«Juliana Travassos»** e **«Wanderley Figueira»** na disciplina\n",
    ),
    misses=(
        "xerstellt von Jane Smith, wyerstellt von Jane Smith\n",
        " * Created by the team. Created on 12.04.2016. Written on Monday by hand\n",
        " * entwickelt von Example GmbH, desarrollado por el equipo, modifié par le serveur\n",
        " * Created on 12.04.2016 by Widget Software Inc\n",
    ),
)
