"""Who speaks in what messengers export: WhatsApp, KakaoTalk, LINE, Telegram, Skype, Zoom, and transcripts of calls."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_REACH = 160
"""Characters of a line in which a message's time and speaker stand."""

_DAY = r"(?:\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}\.?|\d{4}년 \d{1,2}월 \d{1,2}일|[A-Z][a-z]{2,8} \d{1,2}, \d{4})"
_CLOCK = r"(?:(?:오전|오후|上午|下午) ?)?\d{1,2}:\d\d(?::\d\d)?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?"
_SPEAKER = r"(?P<name>[^\W\d_][^\n\t:,\[\]<>()\"=|/]{0,39}?)"
_LINES = (
    # WhatsApp, Skype, Viber, KakaoTalk on a telephone; KakaoTalk on a desktop.
    rf"\[?{_DAY},?[ \u202f]{_CLOCK}\]?(?: -|,)? \u2068?~?[ \u202f]?{_SPEAKER}\u2069? ?: ",
    rf"{_CLOCK}, {_DAY}, {_SPEAKER} ?: ",
    rf"\[{_SPEAKER}\] \[{_CLOCK}\] ",
    # LINE.
    rf"{_CLOCK}\t{_SPEAKER}\t",
    # Telegram.
    rf"{_SPEAKER}, \[{_DAY}(?: at)? {_CLOCK}\]",
    # Zoom, whose chat says to whom, and captions with voices.
    rf"{_CLOCK}\t? ?From {{1,2}}{_SPEAKER} {{1,2}}(?:to|To) {{1,2}}[^\n:]{{1,60}}:",
    rf"<v(?:\.[\w.]+)? {_SPEAKER}>",
)
_NOTICE = re.compile(
    rf"\[?{_DAY},?[ \u202f]{_CLOCK}\]?(?: -|,)? [\u200e\u2068]*~?[ \u202f]?{_SPEAKER}\u2069? "
    r"(?:(?:added|removed|invited) (?:you|[~\u202f\u2068]*(?P<other>[^\W\d_][^\n:,\[\]<>()\"=|/]{0,39}?)\u2069?)"
    r"|left|joined(?: using this group's invite link)?|was (?:added|removed)|(?:changed|deleted) (?:the|this|their|to)\b[^\n]*"
    r"|created (?:the )?group\b[^\n]*|pinned a message|turned (?:on|off) [^\n]*|started a call|is now an admin"
    r"|hat (?P<added>[^\W\d_][^\n:,]{0,39}?) (?:hinzugefügt|entfernt)|hat die Gruppe [^\n]*|hat das Gruppenbild [^\n]*"
    r"|a ajouté (?P<ajoute>[^\W\d_][^\n:,]{0,39}?)|añadió a (?P<anadio>[^\W\d_][^\n:,]{0,39}?))\.?[ \t]*(?=\r?\n|$)"
)
"""What WhatsApp tells of a group, in English, German, French and Spanish."""
_MESSAGE = tuple(re.compile(line) for line in _LINES)
_COMING = re.compile(
    r"(?P<name>[^\W\d_][^\n:,\[\]]{0,30}?)님이 (?:(?P<other>[^\n:,\[\]]{1,30}?)님을 초대|나갔습니다|들어왔습니다)"
)
_WHOM = ("other", "added", "ajoute", "anadio")
"""Groups of the expression above for whoever comes to a group, or leaves it."""
_TITLES = re.compile(
    r"\s*(?:님|씨|군|양|쌤|선생님|형제님?|자매님?|집사님?|목사님?|전도사님?|교수님?|팀장님?|대리님?|과장님?|차장님?|부장님?|주임님?|연구원님?|조교님?|さん|くん|ちゃん|先生|老师|様)$"
)
"""What is said to persons behind their names."""
_NOBODY = frozenset(
    "system bot admin notice info warning error debug unknown me you everyone host 나 회원 시스템".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_EAST_ASIAN = re.compile("[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3]")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the speakers on the lines of the hits."""
    done = -1
    for hit in hits:
        start = line_before(text, hit.start, _REACH)
        if start == done:
            continue
        done = start
        if hit.pattern == "chat_export.coming":
            for match in _COMING.finditer(text, start, line_after(text, hit.start, _REACH)):
                yield from _persons(match, ("name", "other"))
            continue
        end = line_after(text, start, _REACH)
        message = next((match for line in _MESSAGE if (match := line.match(text, start, end))), None)
        if message is not None:
            yield from _persons(message, ("name",))
        elif notice := _NOTICE.match(text, start, end):
            yield from _persons(notice, ("name", *_WHOM))


def _persons(match: re.Match[str], groups: Sequence[str]) -> Iterator[Span]:
    for group in groups:
        value = _TITLES.sub("", (match[group] or "").rstrip(" ♥♡❤"))
        if _is_speaker(value):
            start = match.start(group)
            yield Span(start, start + len(value), Label.NAME)


def _is_speaker(value: str) -> bool:
    """Whether it is a name rather than a nick, a level of logging or the first words of a message."""
    words = _WORD.findall(value)
    if not 1 <= len(words) <= 5 or value.lower() in _NOBODY or not is_person(value):
        return False
    if _EAST_ASIAN.match(value):
        return len(value) > 1
    if not value[0].isupper() and value[0].lower() != value[0].upper():
        return False
    return any(map(kind_of, words)) or len(words) > 1 and all(word[0].lower() == word[0].upper() for word in words)


RULE = Rule(
    "chat_export",
    {
        "chat_export.dated": (
            r"\d[./-] ?\d{1,4}\.?,?(?: |\xe2\x80\xaf)"
            r"(?:(?:\xec\x98\xa4\xec\xa0\x84|\xec\x98\xa4\xed\x9b\x84|\xe4\xb8\x8a\xe5\x8d\x88|\xe4\xb8\x8b\xe5\x8d\x88) ?)?"
            r"\d{1,2}:\d\d(?::\d\d)?(?:(?: |\xe2\x80\xaf)?[AaPp]\.?[Mm]\.?)?"
            r"(?:\]| -|,) (?:\xe2\x81\xa8)?~?(?: |\xe2\x80\xaf)?[A-Z\x80-\xff]"
        ),
        "chat_export.kakao": r"\d\xec\x9d\xbc (?:\xec\x98\xa4\xec\xa0\x84|\xec\x98\xa4\xed\x9b\x84) \d{1,2}:\d\d, [A-Z\x80-\xff]",
        "chat_export.clock": r"\d[AP]M, [A-Z][a-z]{2,8} \d{1,2}, \d{4}, [A-Z\x80-\xff]",
        "chat_export.desktop": r"\] \[(?:\xec\x98\xa4\xec\xa0\x84|\xec\x98\xa4\xed\x9b\x84) \d{1,2}:\d\d\] ",
        "chat_export.line": r"(?m)^\d{1,2}:\d\d\t[A-Z\x80-\xff][^\t\n]{1,60}\t",
        "chat_export.telegram": r", \[(?:[A-Z][a-z]{2,8} \d{1,2}, \d{4} at|\d{1,2}[./]\d{1,2}[./]\d{2,4}) \d{1,2}:\d\d",
        "chat_export.zoom": r"\d:\d\d:\d\d\t? ?From {1,2}[A-Z\x80-\xff][^\n]{1,40} {1,2}[Tt]o {1,2}",
        "chat_export.voice": r"<v(?:\.[\w.]{1,20})? [A-Z\x80-\xff]",
        "chat_export.coming": r"\xeb\x8b\x98\xec\x9d\xb4 ",
    },
    find,
    rank=4,
    hits=(
        "12/05/21, 10:15 - «Jane Roe»: hi\n[12.05.21, 10:15:33] «Jane»: hi\n5/12/21, 9:04 PM - «Eva Doe-Roe»: hi\n",
        "[2021-05-12, 10:15:33 PM] ~\u202f«Jane Roe»: hi\n[12.05.2021 10:15:33] «Jane Roe»: hi\n",
        "2021년 5월 12일 오후 9:04, «김로우» : 네\n2021. 5. 12. 오전 9:04, «로우 Jane Roe» : 네\n"
        "[«김로우» 집사님] [오후 9:04] 네\n",
        "14.07.24, 18:05 - «Jane Brixo» added «Eva»\n[12.05.21, 10:15:33] «Jane»: \u200ex\n12/05/21, 10:15 - «Jane» left\n",
        "12/05/21, 10:15 - «Jane» changed the subject to Moss\n12.05.21, 10:15 - «Jane Brixo» hat «Eva Doe» hinzugefügt.\n",
        "9:04PM, May 12, 2021, «김로우» : 네\n",
        "«김로우»님이 «이로우»님을 초대했습니다.\n«김로우»님이 나갔습니다.\n",
        "2021/05/12(水)\n10:15\t«露宇 花子»\tはい\n10:16\t«Jane Roe»\tok\n",
        "«Jane Roe», [12.05.21 10:15]\nhi\n«Eva», [May 12, 2021 at 10:15:33 AM]:\n",
        "10:15:33\t From  «Jane Roe» to Everyone:\n\thi\n10:16:01 From «Eva Doe» To Jane Roe(privately):\n",
        "<v «Jane Roe»>hi</v>\n<v.loud «Eva»>hi\n",
        "[1/2/2020, 10:11:12] «Jane»: hi\n[1/2/2020, 10:11:12] jane: hi\n"
        "[1/2/2020, 10:11:13] Brixo: x\n[1/2/2020, 10:11:13] «Kim Low»: x\n",
        "1/2/20, 10:11 - «Jane Ann Mary Kim Roe»: x\n1/2/20, 10:12 - Jane Ann Mary Kim Eva Roe: x\n",
        "1/2/20, 10:11 - «محمد علي»: x\n1/2/20, 10:11 - برمجة: x\n",
        "10:11\t김\tx\n10:12\t«김민»\tx\n",
        "«민준»님이 나갔습니다 «수진»님이 들어왔습니다\n«민지»님이 «우진»님을 초대",
        "x\n[1/2/2020, 10:11:12] «Jane»: [1/2/2020, 10:11:12] Kim: x\n",
    ),
    misses=(
        "2021-05-12, 10:15:33 - INFO: started\n[12.05.21, 10:15:33] System: hi\n12/05/21, 10:15 - jroe: hi\n",
        "12/05/21, 10:15 - Messages and calls are encrypted. Nobody can read them: really\n",
        "12/05/21, 10:15 - Brixo added x\n12/05/21, 10:15 - You added you\n12/05/21, 10:15 - Jane added it all to the list: x\n",
        "12/05/21, 10:15 - Brixo left\n12/05/21, 10:15 - Jane left for 3\n",
        "2021. 5. 12. 오전 9:04, 회원님 : 네\n12/05/21, 10:15 - Brixo: x\n[Brixo Glim] [오후 9:04] 네\n",
        "10:15\tError\tx\n10:15\tTotal sum\t3\n",
        "Meeting, [12.05.21 10:15]\n<v Speaker>hi\n<v 1>hi\n선생님이 말했다\n",
        "10:15:33 From server to client:\n",
    ),
)
