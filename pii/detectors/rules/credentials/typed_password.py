"""Passwords that a script types in a person's place: `echo V | sudo -S`, `chpasswd <<< jroe:V`, expect's `send`, FTP and POP3."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.placeholders import is_placeholder, looks_like_code
from pii.labels import Label
from pii.spans import Span

_REACH = 300
"""Characters of a line on either side of a place."""

_SIGNS = r"[^\s\"'\\|;$`()<>]{3,80}"
_QUOTE = r"(?P<quote>[\"']?)"
_SUDO = r"sudo\s+(?:-[a-zA-Z]+\s+(?:[\"'][^\"'\n]*[\"']\s+)?|--\w[\w-]*(?:=\S*)?\s+)*?(?:-\w*S|--stdin)\b"
_READERS = (
    rf"(?:/[\w./-]*/)?(?:{_SUDO}|(?:docker|podman|helm registry|oras) login\b[^\n|;&]*--password-stdin"
    r"|passwd\s+--stdin|kinit\b"
    r"|(?:sudo\s+)?(?:cryptsetup|vncpasswd|agenix|sops|argon2|secret-tool store"
    r"|systemd-creds encrypt|grub-mkpasswd\S*|rclone obscure -)\b"
    r"|(?:pass|gopass) insert\b|wpa_passphrase [^\s|;]+[ \t]*$|gpg2?\b[^\n|;&]*--passphrase-fd|htpasswd\b[^\n|;&]* -\w*i"
    r"|(?:openssl passwd|mkpasswd)\b[^\n|;&]* --?s(?:tdin)?\b"
    r"|(?:docker|podman) secret create [^\n|;&]*pass\w* -|veracrypt\b[^\n|;&]* --stdin)"
)
"""Commands that read a password from their input."""

_AHEAD: dict[str, tuple[str, re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what stands there
    "pair": (
        r"\becho (?:-n )?[\"']?[\w${}-]+:",
        re.compile(
            rf"echo (?:-n )?{_QUOTE}[\w${{}}-]+:(?P<password>[^\n\"'|]{{1,80}}[^\s\"'|])(?P=quote)\s*\|\s*(?:sudo\s+)?chpasswd"
        ),
    ),
    "echoed": (
        r"\b(?:echo|printf) (?:-[neE]{1,3} )?[^\s|]",
        re.compile(
            rf"(?:echo|printf) (?:-\w+ )?(?:[\"']?%s(?:\\n)?[\"']? )?{_QUOTE}"
            r"(?P<password>(?<=[\"'])[^\"'|$`\n%]{3,80}?(?=(?:\\n)?[\"'])|(?<![\"'])[^\s\"'|$`%]{3,80})"
            rf"(?:\\n)?(?P=quote)\s*\|\s*{_READERS}",
            re.MULTILINE,
        ),
    ),
    "here": (
        r"(?:sudo -S|passwd \w{1,20}|kinit \w{1,20}|--password-stdin|vncpasswd) ?<<< ?",
        re.compile(rf"[\w -]+ ?<<< ?{_QUOTE}(?P<password>[^\s\"'|$`]{{3,80}})(?P=quote)"),
    ),
    "fed": (
        r"\bsudo (?:-[a-zA-Z] ){0,2}(?:-[a-zA-Z]{0,3}S|--stdin) ",
        re.compile(
            rf"{_SUDO}[^\n|;&<]*?\s?<<< ?{_QUOTE}"
            rf"(?P<password>(?<=[\"'])[^\"'$`\n]{{3,80}}(?=[\"'])|(?<![\"'])[^\s\"'|;&$`<>]{{3,80}})(?P=quote)"
        ),
    ),
    "changed": (
        r"\bchpasswd ?<<< ?",
        re.compile(rf"chpasswd ?<<< ?{_QUOTE}[\w.-]+:(?P<password>[^\s\"'|$`]{{3,80}})(?P=quote)"),
    ),
    "dialogue": (
        r"\bUSER [\w.@-]{1,40}(?:\\r\\n|\r?\n)",
        re.compile(
            r"USER [\w.@-]+(?:\\r\\n|\r?\n)(?:[^\n]{0,60}\n){0,2}?[^\n]{0,60}?(?:(?<=\\n)|\b)PASS "
            r"(?P<password>[^\s\"'\\]{3,80})(?=[\s\"'\\]|$)"
        ),
    ),
    "ftp": (
        r"\bftp -\w{0,4}n",
        re.compile(
            rf"ftp -\w+(?:[^\n]*\n){{1,4}}?[ \t]*user[ \t]+[\w.@-]+[ \t]+{_QUOTE}(?P<password>{_SIGNS})(?P=quote)[ \t]*$",
            re.MULTILINE,
        ),
    ),
}
_BEHIND: dict[str, tuple[str, re.Pattern[str]]] = {
    # name: where it may end, what stands up to there
    "twice": (
        r"\| ?(?:sudo )?(?:smb|vnc)?passwd\b",
        re.compile(
            rf"(?:(?:echo|printf)(?: -\w+)* +{_QUOTE}(?P<password>{_SIGNS})\\n(?P<again>{_SIGNS})?(?:\\n)?(?P=quote)"
            rf"|\( ?echo +(?P<first>{_SIGNS}) ?; ?echo +(?P<second>{_SIGNS}) ?;? ?\)) *$"
        ),
    ),
    "sent": (
        r"\bsend (?:-- )?\"[^\"\\$ ]{3,40}\\[rn]\"",
        re.compile(
            r"(?:(?i:passw(?:or)?d|assword|passphrase|\bpin\b)[^\n]{0,40}\n?[^\n]{0,60})\bsend (?:-- )?"
            r"\"(?P<password>[^\"\\$ ]{3,40})\\[rn]\"$"
        ),
    ),
    "line": (
        r"\.send(?:_?line)?\(b?[\"'][^\"'\\ ]{3,40}[\"']\)",
        re.compile(
            r"(?:expect\w*\([^\n]{0,20}(?i:passw(?:or)?d|assword|passphrase|\bpin\b)[^\n]{0,40}\n?[^\n]{0,60})"
            r"\.send(?:_?line)?\(b?[\"'](?P<password>[^\"'\\ ]{3,40})[\"']\)$"
        ),
    ),
}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    for hit in hits:
        form = hit.pattern.removeprefix("typed_password.")
        if form in _AHEAD:
            match = _AHEAD[form][1].match(text, hit.start, hit.end + _REACH)
        else:
            end = hit.start if form == "twice" else hit.end
            match = _BEHIND[form][1].search(text, hit.start - _REACH, end)
        for name, value in match.groupdict().items() if match else ():
            if name != "quote" and value and not (is_placeholder(value) or looks_like_code(value) or value[0] in "$-%"):
                yield Span(*match.span(name), Label.PASSWORD)  # pyright: ignore[reportOptionalMemberAccess]


RULE = Rule(
    "typed_password",
    {f"typed_password.{name}": pattern for name, (pattern, _) in (_AHEAD | _BEHIND).items()},
    find,
    rank=4,
    hits=(
        'echo $NEW_USER:«larkmist77» | chpasswd; echo "${USER}:«larkmist77»" | sudo chpasswd',
        "echo 'jroe:«hunter2»' | sudo chpasswd",
        "RUN echo 'jroe:«correct horse»' | chpasswd",
        "RUN echo root:«111111» | chpasswd",
        "echo «larkmist» | sudo -S id",
        "echo «larkmist»|kinit jroe",
        'echo -n "«lark mist»" | agenix -e secrets/x.age; printf "%s" "«larkmist»" | podman secret create db_password -',
        "echo '«larkmist»' | openssl passwd -6 -stdin; printf «larkmist» | htpasswd -niB jroe",
        "echo «larkmist» | docker login -u jroe --password-stdin",
        "echo '«larkmist»' | vncpasswd -f > x",
        'sudo -S <<< "«tin-Drum_77»" ls',
        'docker login -u jroe --password-stdin <<< "«larkmist»"',
        'chpasswd <<< "jroe:«larkmist»"',
        "echo '«larkmist»' | /usr/bin/sudo -S su - x; echo -e «larkmist» | sudo -k --prompt= -S id",
        "echo «larkmist» | sudo --stdin id",
        "printf '«larkmist»\\n' | sudo -S -p '' id; sudo -S -p '' id -u <<< '«lark mist»'; sudo --stdin id <<<«larkmist»",
        'echo -e "«larkmist»\\n«larkmist»" | passwd jroe',
        'echo -ne "«larkmist»\\n«larkmist»\\n" | sudo smbpasswd -a -s jroe',
        "(echo «larkmist»; echo «larkmist») | smbpasswd -s jroe",
        'expect "assword:"\nsend "«larkmist»\\r"',
        'expect "password:" { send "«larkmist»\\n" }',
        'expect "*PIN:" ; send "«7730»\\r"',
        "child.expect('Enter PIN')\nchild.sendline('«7730»')",
        "child.expect('assword:')\nchild.sendline('«larkmist»')",
        "USER jroe\r\nPASS «larkmist»\r\n",
        '"USER jroe\\r\\nPASS «larkmist»\\r\\n"',
        "C: USER jroe\nS: 331 Password required\nC: PASS «larkmist»\n",
        "ftp -inv example.org <<EOF\nuser jroe «larkmist»\nput x\nEOF",
    ),
    misses=(
        "echo $NEW_USER:$NEW_PASS | chpasswd; echo $NEW_USER:larkmist77 | tee x",
        "echo done | sudo tee /etc/motd; printf 'a list' | podman secret create x -",
        'echo "$USER:$PASS" | chpasswd',
        "chpasswd < users.txt",
        "echo larkmist | /usr/bin/sudo tee -S; echo larkmist | sudo -u jroe id; sudo -S id < larkmist; sudo tee x <<< larkmist",
        'expect "login:"\nsend "jroe\\r"',
        'send "yes\\r"',
        'expect "spin:"\nsend "7730\\r"',
        'expect "assword:"\nsend "$password\\r"',
        "child.expect('login:')\nchild.sendline('jroe')",
        "PASS tests/a.js\nUSER jroe\nRUN x\n",
        'printf "a table\\nof users" | passwdcheck',
        "ftp -n host < commands",
    ),
)
