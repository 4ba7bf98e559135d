"""`Rule`: patterns that mark places for the scanner, and the function that decides what stands there."""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pii import expressions as re
from pii.detectors.scan import Hit
from pii.known.credential_names import PASSWORD_LABELS
from pii.spans import Span
from pii.text.identifiers import words


@dataclass(frozen=True, slots=True)
class Rule:
    """Finds the spans of one kind; `RULE` of a module in this package, and nothing else is needed for it to run.

    `patterns` are regexes for `pii.detectors.scan.Scanner` by name, `<rule>.<place>`; rules may share a place by using the
    same name and regex. `find` gets the text and the hits of its own patterns, sorted by start; it yields spans in any
    order, a value once or more often, and reads the text around a hit as far as it needs.
    """

    name: str
    patterns: Mapping[str, str]
    find: Callable[[str, Sequence[Hit]], Iterator[Span]]
    rank: int = 2
    """How early the rule is served where spans overlap, 0 first: structure decides before guesses, so that a PEM block owns
    the address inside it, and an e-mail address the name inside it."""
    proves: bool = True
    """Whether what it finds needs no judge: a grammar or a checksum says so, or the place does."""
    asks: bool = False
    """Whether it only asks the judge: without one, what it finds counts for nothing."""
    labels: tuple[str, ...] = ()
    """Labels that it finds beside those of `Label`."""
    hits: tuple[str, ...] = ()
    """Texts in which «…» marks each value that the rule must find."""
    misses: tuple[str, ...] = ()
    """Texts one step away from a hit in which it must find nothing."""

    @property
    def source(self) -> str:
        """The `source` of the rule's spans."""
        return f"rules.{self.name}"

    def spans(self, text: str, hits: Sequence[Hit]) -> Iterator[Span]:
        """Yield what `find` finds, with the rule as `source` of each span that has none."""
        source = self.source
        for span in self.find(text, hits):
            yield span if span.source else Span(span.start, span.end, span.label, span.score, source)


HANDLE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9]|[-_](?=[A-Za-z0-9])){0,38}", re.ASCII)
"""An account name on a code host or a network of people."""


def as_bytes(words: Sequence[str]) -> str:
    """An expression of the words for the scanner, which takes ASCII alone."""
    return "|".join(
        "".join(c if c.isascii() else "".join(f"\\x{b:02x}" for b in c.encode()) for c in word) for word in words
    )


def as_places(name: str, words: Collection[str]) -> dict[str, str]:
    """Patterns of the words in any number: an expression holds only so many. Where one begins another, the longer is met."""
    patterns: dict[str, str] = {}
    rows: list[str] = []
    for word in sorted(words, key=lambda word: (-len(word), word)):  # the same in each process
        row = as_bytes([re.escape(word)])
        if len("|".join([*rows, row])) > _LONGEST_PATTERN:
            patterns[f"{name}{len(patterns)}"] = "|".join(rows)
            rows = []
        rows.append(row)
    return patterns | {f"{name}{len(patterns)}": "|".join(rows)}


_LONGEST_PATTERN = 12_000
"""Characters of an expression; Hyperscan takes some 16,000."""


CREDENTIAL_WORD = r"(?:pass|pwd|secret|token|key)"
"""What stands in most names of credentials, for the scanner; `pii.known.credential_names` says whether a name is one."""

OWN_PASSWORD = {"password_label.word": as_bytes(PASSWORD_LABELS)}
"""A word for a password in a language other than English, as spelt there."""

AT = {"at": r"[\w.+-]@\w"}
"""A character of an account name, an at sign, a character of a host or account."""


def enclosing(
    text: str, hits: Sequence[Hit], name: str, regex: re.Pattern[str], before: int, after: int
) -> Iterator[Hit]:
    """The hits, but in place of those of `AT` the matches of a regex that hold one, as hits of a pattern of this name.

    A pattern without a literal but an at sign costs the scan more than all others together, and at signs are few. A match begins
    at most `before` characters before such a hit and ends at most `after` behind it.
    """
    done = 0
    for hit in hits:
        if hit.pattern not in AT:
            yield hit
            continue
        for match in regex.finditer(text, max(done, hit.start - before), hit.end + after):
            if match.start() > hit.start:
                break
            done = match.end()
            yield Hit(name, match.start(), done)


SIGNED = {"signed": r"\w <\w[\w.+-]*@"}
"""A word, then an account and an at sign in angle brackets; the account begins three characters behind the start."""

ENTRY = {"authorship.entry": r"\"name\": \"[A-Z]|\bname\s?=>?\s?[\"'][A-Z]|<name>[A-Z]"}
"""A capitalised name of anything: in JSON, Ruby, TOML and XML."""

REMOTE_COMMAND = re.compile(
    r"(?:^|[\s`\"'(/])(?:ssh|scp|sftp|rsync|mosh|plink|pscp|psftp|ssh-copy-id|sshfs|autossh|kinit|rlogin|rsh|slogin|nix-copy-closure)"
    r"(?:\s+-{1,2}[\w-]++(?:=[\w./:~${}-]++| (?!-{1,2}[\w-]++(?![./:~]))[\w./:~${}-]++)?)*+\s+[\"']?$"
)
"""A command that logs in elsewhere, up to the account; what looks like an option is one, and no value of another."""


_COMMANDS = ("ssh", "scp", "sftp", "sync", "mosh", "kinit", "login", "rsh", "plink", "nix-copy")
"""Every command above contains one of these."""


_CONTROL = re.compile(r"(?:\x1b|\\(?:u001[bB]|x1[bB]|0?33|[eE]))\[[?\d;]{0,16}[A-Za-z]")
"""What tells a terminal a colour or the like (ECMA-48, 5.4), as it is or as literals escape it."""
_LONGEST_CONTROL = 24


def behind_control(text: str, start: int, end: int) -> int:
    """Where a word at these characters begins behind a terminal's control code whose end looks like a part of it."""
    if text[start : start + 1].isdigit() and text[start - 1 : start] in ("[", ";", "?"):
        for code in _CONTROL.finditer(text, max(0, start - _LONGEST_CONTROL), end):
            start = max(start, code.end())
    return start


def without_controls(text: str) -> str:
    """The text as a terminal shows it."""
    return _CONTROL.sub("", text)


Reader = Callable[[str, Hit], Iterator[tuple[int, int]]]
"""Reads the places of values at a hit."""


def read_once(text: str, hits: Sequence[Hit], readers: Mapping[str, Reader]) -> Iterator[tuple[int, int]]:
    """What the reader of each hit's pattern reads, but for hits before the end of what was read already."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        for start, end in readers[hit.pattern](text, hit):
            done = max(done, end)
            yield start, end


def logs_in(line: str) -> bool:
    """Whether the line up to an account is a command that logs in elsewhere."""
    return any(map(line.__contains__, _COMMANDS)) and REMOTE_COMMAND.search(line) is not None


_MACHINE_BEFORE = re.compile(
    r"(?P<name>[A-Za-z_][\w.-]{0,40})[\"']?(?:\s{0,8}(?:[?:]?=|:)\s{0,4}|(?P<option> ))\[?[ ]?[\"']?$", re.ASCII
)
_MACHINES = frozenset("host hosts server machine node target remote dest destination builder ssh".split())
_TO_MAIL = frozenset(
    "mail email mailbox smtp imap notify notification alert alerts contact report forward forwarding message reply event".split()
)
_SHELL_ACCOUNTS = frozenset(
    "root ubuntu ec2-user centos debian fedora core pi opc azureuser vagrant nixos deploy deployer builder nix-ssh".split()
)
"""Accounts that somebody logs in with, and under which hardly anybody is written to."""


MACHINE_DOMAINS = (".local", ".lan", ".internal", ".localdomain", ".home", ".home.arpa")
"""Ends of the names that machines have in their own network (RFC 6762, RFC 8375): no mail goes there."""
PUBLIC_KEY = r"AAAA(?:[\w+/]{40,}|[\w+/]*(?:\.{3}|…)[\w+/]*)={0,3}"
"""Of OpenSSH, whole or cut short; the comment behind it says who made it and where."""


def names_machine(line: str, account: str) -> bool:
    """Whether the line up to an account gives it to a name for a machine to log in at: `DEPLOY_HOST=`, `--target-host `.

    One word alone (`target = `) is as often the name for whom mail goes to, so that there the account has to tell.
    """
    before = _MACHINE_BEFORE.search(line, max(0, len(line) - 60))
    if before is None:
        return False
    parts = words(before["name"])
    if not parts or parts[-1] not in _MACHINES or not _TO_MAIL.isdisjoint(parts):
        return False
    if before["option"] and not (len(parts) > 1 and line.endswith(f" --{before['name']} ")):
        return False
    return len(parts) > 1 or account in _SHELL_ACCOUNTS


def with_ends(text: str, hits: Sequence[Hit], reach: int) -> Iterator[tuple[Hit, int]]:
    """Each hit with where reading from it ends: `reach` characters behind it, or at the third hit of its pattern from there.

    No command holds so many of its own name, and a line of nothing else would be read once for each of them.
    """
    ends: list[int] = []
    following: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=3))
    for hit in reversed(hits):
        later = following[hit.pattern]
        ends.append(min(hit.end + reach, later[0] if len(later) == later.maxlen else len(text)))
        later.append(hit.start)
    return zip(hits, reversed(ends), strict=True)


_IDENTIFIER_BEFORE = re.compile(r"\w{1,60}$")
_IDENTIFIER_FROM = re.compile(r"\w*")
_LONGEST_BEFORE = 60


def identifier_around(text: str, position: int) -> str:
    """The identifier that holds the character at `position`, with 60 characters before it at most."""
    before = _IDENTIFIER_BEFORE.search(text, max(0, position - _LONGEST_BEFORE), position)
    after = _IDENTIFIER_FROM.match(text, position)
    assert after is not None
    return (before.group() if before else "") + after.group()


def starts_token(text: str, start: int) -> bool:
    r"""Whether no letter, digit or underscore of ASCII touches `start` from the left, save an escape such as the n of "\nvalue"
    or the 0 of "Bearer%20value".

    Chinese, Japanese and Korean put no blank before what they quote: `token是ghp_…`.
    """
    before = text[start - 1 : start]
    if not (before.isascii() and before.isalnum() or before == "_"):
        return True
    if start >= 2 and text[start - 2] == "\\" and before in "nrtbfv0":
        return True
    return behind_encoded_sign(text, start)


_ENCODED = re.compile(r"%(?:25)*(?P<code>[0-7][0-9A-Fa-f])$")


def behind_encoded_sign(text: str, start: int) -> bool:
    """Whether a sign that is no part of a token ends at `start` as an address encodes it, be it twice: `%20`, `%3D`, `%2522`."""
    encoded = _ENCODED.search(text, max(0, start - 9), start)
    if encoded is None:
        return False
    sign = chr(int(encoded["code"], 16))
    return not (sign.isalnum() or sign in "_-.+/%")
