"""Accounts mentioned with an at sign, `@jroe`, where people are thanked, credited, listed, linked or own files."""

import string
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pii import expressions as re
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import REMEMBERED
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_REACH = 160

_HANDLE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+){0,4}(?![\w-])", re.ASCII)
_MENTION = r"\\?\[?[*`]*+@[A-Za-z][\w-]*+(?:/[\w-]++)?+[*`]*+\]?+(?:\([^()\s]*+\))?+"
_JOINT = r"(?>(?:,? (?:and|&|with|help|from|thanks|to)(?= )){0,4}+(?:,? |[,/]))"
_EARLIER = re.compile(rf"(?:{_MENTION}{_JOINT})++[\\\[*`]*$")
"""Mentions before this one, of the same list."""
_LATER = re.compile(rf"(?:{_JOINT}{_MENTION})*+")
_CREDIT = re.compile(
    r"\b(?:by|thanks(?: to| for [\w ]{1,40})?|thx|cc|credits?(?: to)?|authors?|ping|kudos(?: to)?|reviewers?"
    r"|maintainers?|courtesy of"
    r"|help (?:from|of)|twitter|github|gitlab|telegram|instagram|mastodon|discord|gitee|handle|assignees?"
    r"|owner):? {0,3}[\[(]?[*`_]*$",
    re.IGNORECASE,
)
_LONGEST_HANDLE = 40
"""Characters; code hosts take 39."""
_LONGEST_CREDIT = 80
"""Characters of what the expression above matches, and some more."""
_BESIDE = (" - ", " \u2013 ", " / ", " : ", " (")
_PERSON = re.compile(r"\b[A-Z][a-z]\w*(?: [A-Z][\w.'-]*)+ (?:[-\u2013/:] |\()$")
"""Jane Roe - @jroe"""
_BULLET = re.compile(r"(?! +\* )\s*(?:(?:[-+•*]|\d{1,2}\.) +)[*_`\[]*$|\s*[*]{2}$")
_ENTRY = re.compile(r"\s*(?:[-+•]|\*) .*\w.* \(?$")
_RELEASE = re.compile(r"\s{0,3}#{1,4} \D*\d+[.-]\d(?:[^\n]*[\w)\]])?[,:]? (?:[-–—] )?")
"""The heading of a release in a changelog, up to whoever made it: `## 2020-01-02, Version 1.2.0 (Stable), @jroe`."""
_STARRED = re.compile(r" +\* +")
_OWNED = re.compile(r"(?!//|/?[*]+/?\s)[\w*./-]*[/*.][\w*./-]*\s+$")
"""A line of CODEOWNERS: a pattern of paths, then who owns them."""
_CELL = re.compile(r"[ \t]*\|(?:[^|\n]*\|)* *")
"""A row of a table, up to a cell that holds the mention alone."""
_CODE = re.compile(r"[=;{}<>$%|\"]|\w\($")
_CODE_WORDS = tuple(
    "for foreach if elsif elseif unless while until push join map grep return my our local print keys values sort"
    " select exec".split()
)
_CODE_WORD = re.compile(rf"\b(?:{'|'.join(_CODE_WORDS)})\W*$", re.IGNORECASE)
_NO_LIST = re.compile(r"[;={}()\[\]<>$%|\"']")
_SHORT = re.compile(r"[A-Za-z]{1,2}\d{0,2}|(?:arg|col|id|item|key|name|param|val|value|var)\d+", re.IGNORECASE)
"""A parameter: @p1."""

_ANNOTATIONS = frozenset(
    """
    _ abstract after all alpha api arg args argv array attributes author autowired bean before beta brief callback
    category cfg channel charset class classmethod code component const constructor copyright data default defer
    deprecated description desc doc em end endcode endif enum event everyone example exception experimental export
    expose extends false file fileoverview final fires flow font-face for format function generated global group hash
    here hidden hide icon ignore implementation implements import include inheritdoc init inject inline input
    interface internal items key keyframes keys kind label lang last latest layer lends li licence license line lines
    link list listens main mainpage media member memberof message method min mixin mock module name namespace next
    noinspection nonnull note notnull now null nullable object on optional options output override overview package
    page param params parent path pre preserve private prop property props protected protocol provide provides public
    pure readonly ref remark remarks render repository request requires response result return returns retval section
    see selector self selector service session set should since size slot source src staticmethod stream string struct
    summary supports suppresswarnings synthesize table target template test text this throw throws time title todo
    token tparam true tutorial type typedef types unreleased url use user username value values var variation vars
    verbatim version view warning while yields zone published observedobject environmentobject stateobject binding
    environment cron scheduled component entity column controller restcontroller injectable get post put delete patch
    body query headers res req transactional nick
    """.split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts mentioned at the hits."""
    known: frozenset[str] | None = None
    judged = _Judged(text)
    for hit in hits:
        start = hit.end - 1
        place = handle_at(text, hit)
        if place is None:
            continue
        end = place[1]
        if hit.pattern == "mention.field":
            if _is_field(text, hit.start, end):
                yield Span(start, end, Label.USERNAME)
            continue
        if not judged.is_mention(start, end):
            known = _linked(text) if known is None else known
            if text[start:end].lower() not in known:
                continue
        yield Span(start, end, Label.USERNAME)


_ROLES = "owner|assignee|reviewer|approver|maintainer|author|oncall|contact"
_FIELDS_BEFORE = re.compile(r"[ \t]*(?:[\w.-]+=(?!@)[^\s;,|&=]*[;,|&][ ]?)*")
_FIELD_AFTER = re.compile(r"[;,|&][ ]?[\w.-]+=(?!@)")


def _is_field(text: str, start: int, end: int) -> bool:
    """Whether a field of one role stands in a record on one line, `team=x;owner=@jroe;`: alone it is as often a variable."""
    before = text[line_before(text, start, _REACH) : start]
    if _FIELDS_BEFORE.fullmatch(before) is None:
        return False
    return (
        "=" in before and text[end : end + 1] in ("", "\n", "\r", *";,|&") or _FIELD_AFTER.match(text, end) is not None
    )


def handle_at(text: str, hit: Hit) -> tuple[int, int] | None:
    """The word behind the at sign of a hit, if it may be an account."""
    at = hit.end - 2
    if text[at - 1 : at] == "[" and text[at - 2 : at - 1].isalnum():
        return None  # an index in code
    name = _HANDLE.match(text, hit.end - 1, hit.end + _LONGEST_HANDLE)
    if name is None or (value := name.group()).lower() in _ANNOTATIONS or len(value) > _LONGEST_HANDLE:
        return None  # as most are
    if not _is_handle(value) or not _ends(text, name.end()):
        return None
    return name.span()


_HOSTS = ("github", "gitlab", "twitter", "gitee", "dribbble", "instagram")
_LINKED = re.compile(r"\.com/([A-Za-z][A-Za-z0-9_-]{2,38})", re.ASCII)


def _linked(text: str) -> frozenset[str]:
    """The accounts that the text links to, in small letters: `@jroe` beside `github.com/jroe` is one wherever it stands."""
    return frozenset(linked[1].lower() for linked in _LINKED.finditer(text) if text.endswith(_HOSTS, 0, linked.start()))


class _Judged:
    """What the surroundings of the mentions so far have said.

    Mentions of one list stand in the same surroundings, which are read once for all of them; where mentions are dense, those
    of the last one that was judged count for the next on its line: a line of nothing else would be read again for each.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1
        self._verdict = False
        self._starts: deque[int] = deque(maxlen=_DENSE)

    def is_mention(self, start: int, end: int) -> bool:
        """Whether the handle at these characters, asked for in the order of the text, is a person's."""
        text = self._text
        if not self._is_among_known(start):
            line = text[line_before(text, start, _REACH) : start - 1]
            rest = text[end : line_after(text, end, _REACH)].rstrip("\r")
            self._verdict = _is_mention(line, rest)
            self._starts.append(start)
        self._end = end
        return self._verdict or text[start - 2 : start - 1] == "[" and text.startswith(_LINK_ENDS, end)

    def _is_among_known(self, start: int) -> bool:
        text, before = self._text, self._end
        if not self._starts or start - self._starts[-1] >= _REACH:
            return False
        if _BETWEEN.fullmatch(text, before, start - 1):
            return True
        dense = len(self._starts) == _DENSE and start - self._starts[0] < _REACH
        return dense and text.find("\n", before, start) < 0


_DENSE = 6
"""Mentions judged within one reach, at most."""
_BETWEEN = re.compile(rf"(?:/[\w-]++)?+[*`]*+\]?+(?:\([^()\s]*+\))?+{_JOINT}\\?\[?[*`]*+")
"""From one handle of a list to the at sign of the next."""
_LINK_ENDS = ("](http", "][")


@lru_cache(maxsize=REMEMBERED)
def _is_handle(value: str) -> bool:
    if _SHORT.fullmatch(value) or not value.islower() and "_" in value:
        return False
    return is_persons_account(value)


_OTHERS = re.compile(r"(?:^|[\s,])@[A-Za-z][\w-]+(?=[\s,:;.)]|$)")
_FEWEST = 4
"""Mentions on a line of nothing but names that make it a list."""


def _several(line: str, rest: str) -> bool:
    """Whether the line lists people: too many mentions, names and commas for an accident."""
    whole = f"{line}@me{rest}"
    others = _OTHERS.findall(whole) if whole.count("@") >= _FEWEST else []
    return len(others) >= _FEWEST and not is_code(line) and not _NO_LIST.search(whole)


def is_code(line: str) -> bool:
    """Whether the line is code, where `@name` is a list or an annotation."""
    if _CODE.search(line):
        return True
    return line.lower().rstrip(string.punctuation + " \t").endswith(_CODE_WORDS) and _CODE_WORD.search(line) is not None


def _ends(text: str, end: int) -> bool:
    """Whether nothing goes on behind the handle: a team's path, a call, an address."""
    after = text[end : end + 2]
    return not (
        after[:1] in ("/", "(", "=", "{", "@", "_") and after or after[:1] in (".", ":") and after[1:].isalnum()
    )


def _after_list(rest: str) -> str:
    """What follows the mentions that go on from the one before."""
    return rest[_LATER.match(rest).end() :]  # pyright: ignore[reportOptionalMemberAccess]


def _is_mention(line: str, rest: str) -> bool:
    """Whether the line tells of people: a credit, a list of mentions, an entry of a changelog, owners of files."""
    if not line.strip() or _STARRED.fullmatch(line):
        # A decorator, a tag of documentation: nothing is said before it.
        return _several(line, rest) and not _after_list(rest).lstrip().startswith(("=", "{", ";"))
    head = (_EARLIER.sub("", line) if "@" in line else line).rstrip("\\[*`")
    tail = _after_list(rest)
    if _CELL.fullmatch(head) and tail.lstrip("]*` ").startswith("|"):
        return True
    if is_code(head) or tail.lstrip().startswith(("=", "{", ";")):
        return False
    if _CREDIT.search(head, len(head) - _LONGEST_CREDIT) or head.endswith(_BESIDE) and _PERSON.search(head):
        return True
    if _several(line, rest):
        return True
    closed = tail.lstrip("]*`.").strip()
    if closed.startswith("#") and _OWNED.fullmatch(head):
        return True
    if head.endswith("("):
        return head[-2:-1] in ("", " ") and closed.startswith(")")
    if _BULLET.fullmatch(line) or _BULLET.fullmatch(head):
        return not closed or closed.startswith(("(", "-", ":", "for", "–", "—", "**", "made their first contribution"))
    if closed:
        return False
    return _OWNED.fullmatch(head) is not None or _ENTRY.match(head) is not None or _RELEASE.fullmatch(head) is not None


RULE = Rule(
    "mention",
    {
        "mention.plain": r"[ \t\n*`_(\[]@[A-Za-z]",
        "mention.field": rf"(?i)\b(?:{_ROLES})=@[a-z]",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "/lib/parser/   @«jroe» @«kroe» #ask before touching\n",
        "thanks @«mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm»",
        "fix typo (by @«jroe»)",
        "Bump dependency (@«jroe», @«k-roe»)",
        "Convert the suite (@«jroe», with help from @«kroe», @«Lroe»)",
        "thanks @«jroe» for this",
        "Allow globs ([#1], thanks [@«jroe»])",
        "see [@«jroe»](https://example.org)",
        "Released by @«jroe» and @«kroe»",
        "* Fix the parser when the input is empty (#12) @«jroe»\n* Next",
        "- @«jroe»\n- @«kroe»\n",
        "- **@«jroe»** (**#12**)",
        "  [Jane Roe - @«jroe», Kim Roe - @«kroe»]",
        "With help of @«jroe», @«k-roe», @«Lroe», @«mroe4» in this release",
        "/docs/ @«jroe» @corp/docs-team\n*.py   @«kroe»\n",
        " * Github  : @«jroe1090»",
        "* Fix a bug. ([@«jroe»][])",
        "0.5.4: @«jroe12», Jane Roe, @«kroe», @«lroe», @«sroe»\n@«mroe12» @«nroe» @«oroe» @«proe»",
        "  Thanks `@«jroeNL» <https://github.com/jroeNL>`_",
        "* Stop using a thing #4026 (@«jr2204»)\n",
        "- fix: a race (@«GRoe», @«kroe»)",
        "ask @«jroe» about it; see https://github.com/jroe/widgets",
        "Thanks @jroe/team and thanks @«kroe»",
        "Thanks @«jroe»: x",
        "Thanks @«jroe».",
        " (@«jroe»)",
        "## 2020-01-02, Version 1.2.0 (Stable), @«jroe»\n\n### v1.2 - @«kroe»\n# [1.2.0] 2020 @«lroe»\n",
        "* @«jroe» for x",
        "- `@«jroe»` — first maintainer",
        "| @«jroe» | Lead |\n| Jane | `@«kroe»` |\n",
        "* @«jroe» made their first contribution in https://example.org/4",
        "thanks [@«jroe»]",
        "x[i] thanks @«jroe»",
        "ask @jroe x\nthanks @«kroe»\n",
        "github.com/jroe and ask @«jroe» about it",
        "thanks for army @«jroe»",
        "**@«jroe»**",
        "reply-to=jane@example.org;owner=@«jroe»;\n  owner=@«kroe»|team=x\nteam=x&reviewer=@«lroe»\n",
        "'s by @«jroea» x by @«jroeb» x by @«jroec» x by @«jroed» x by @«jroee» x by @«jroef» x x @«jroeg» y",
        "'s by @«jroea» x by @«jroeb» x by @«jroec» x by @«jroed» x by @«jroee» x x @jroeg y",
        "'s by @«jroea» x by @«jroeb» x by @«jroec» x by @«jroed» x by @«jroee» x by @«jroef» x\nx x @jroeg y",
        "by @«jroea» 's by @«jroeb» x by @«jroec» x by @«jroed» x by @«jroee» x by @«jroef» " + "x" * 91 + " @jroeg y",
        "by @«jroea» 's by @«jroeb» x by @«jroec» x by @«jroed» x by @«jroee» x by @«jroef» "
        + "x" * 90
        + " @«jroeg» y",
        "thanks [@«jroe»](" + "x" * 149 + "), [@kroe] y",
        "thanks [@«jroe»](" + "x" * 148 + "), [@«kroe»] y",
    ),
    misses=(
        "thanks @mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm, thanks @mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm",
        "@param x, @return y, @Override public void f()",
        "    @property\n    def f(self): ...",
        " * @private\n * @internal",
        "foreach my $x (@list) { push(@items, $x) }",
        "foo($a, @list); defined?(@thing)",
        "@major, @minor, @tiny, @patch = version.split('.')",
        "[@major, @minor, @tiny, @patch].join('.')",
        "(@object $object:ident ($($key:tt)+) (: $value:expr) $copy:tt)",
        "* moves from @c first to @a last, by @FT_Load_Glyph, @key and @data",
        "our @EXPORT_OK = (\n    @FILESVAR, @DIRVAR, @PROGVAR,\n    @LOCKVAR, @SYSVAR);",
        "@media (min-width: 1px) {}",
        "npm install @scope/package (@scope/other)",
        "mail jane @example.org",
        'exec("Update @p1, @p2, @p3, @p4, @p15", x)',
        "/**\n * @filesource\n */\n// @Extension\n",
        "@interface Foo and @0x7fff5 and @metadata and pic.twitter.com/x",
        "select (@total) from x; set @a = (@b)",
        "Thanks to @microsoft",
        "x | @jroe | y\n| where @jroe | x |",
        "ask @jroe about it; see https://github.com/kroe/widgets",
        "owner=@jroe;\nset team=1, owner=@jroe;\nteam=@x;owner=@jroe;\nteam=x;owner=@jroe(1)\n",
        "Thanks @jroe.x",
        "Thanks @jroe:x",
        "Thanks @jroe(",
        "Thanks @jroe=x",
        "x(@jroe)",
        "x (@jroe",
        "and @jroe",
        "def @jroe",
        "thanks x[@jroe] for",
        "def f(x): @jroe",
        "x = TABLE[@row][:name]",
        "thanks for a[@jroe]",
        "x; thanks @jroe",
        "x -(@jroe)",
        "## Using @jroe\n## The 2 of @jroe\n## 1.2.0 @jroe/tool\n## 1.2.0 @jroe is\n",
    ),
)
