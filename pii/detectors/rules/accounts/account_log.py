"""Accounts in logs, listings and account files: sshd, sudo, cron, web servers, Windows, `ps`, `ls -l`, passwd."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_REACH = 160
"""Characters after a place in which the account may stand."""

_A = r"(?P<account>[A-Za-z][\w.-]{0,30}\w)"
_ADDRESS = r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:]{3,39}|[\w-]+(?:\.[\w-]+)+)"

_FORMS: dict[str, tuple[str, str]] = {
    # name: where it may stand (for the scanner), what stands there
    "sshd": (
        r"(?:Accepted|Failed) \w+ for |Postponed \w+ for |Invalid user |invalid user |authenticating user "
        r"|Disconnected from user ",
        rf"\w+ (?:\w+ for |from )?(?:(?:invalid |authenticating )?user )?{_A} (?:from )?(?:{_ADDRESS})[ \n]",
    ),
    "session": (
        r"session (?:opened|closed) for user |(?:New session|Started Session) \w+ of user |new user: name=|password changed for "
        r"|user=<\w",
        r"(?:session \w+ for user |(?:New session|Started Session) \w+ of user |new user: name=|password changed for |user=<)"
        rf"{_A}(?=[\s,.;)(>]|$)",
    ),
    "by_session": (r"\bby \w[\w.-]{0,30}\(uid=\d", rf"by {_A}\("),
    "su": (
        r"\bsu(?:\[\d{1,9}\])?: |'su \w",
        rf"(?:su(?:\[\d+\])?: )?(?:'su [\w.-]+' (?:failed|succeeded) for |Successful su for [\w.-]+ by |FAILED su for [\w.-]+ by "
        rf"|FAILED SU \(to [\w.-]+\) |\(to [\w.-]+\) ){_A}(?= on |[\s,]|$)",
    ),
    "sudo": (r"\bsudo(?:\[\d{1,9}\])?:", rf"\w+(?:\[\d+\])?:\s+{_A} : (?:TTY|\d+ incorrect|user NOT|command not)"),
    # What `sudo -l` prints, and whom it turns away.
    "sudo_list": (
        r"(?:\b[Uu]ser|Defaults entries for) \w[\w.-]{0,38} (?:may (?:not )?run |is not allowed to |on )",
        r"(?:[Uu]ser (?=\S+ (?:may (?:not )?run (?:the following commands|sudo) on|is not allowed to (?:execute|run)))"
        rf"|Defaults entries for (?=\S+ on \S+:)){_A} ",
    ),
    "unlisted": (r"\w is not in the sudoers file", ""),
    "sudo_user": (r"; USER=\w", rf"; USER={_A} ; COMMAND"),
    "pam": (
        r"\b(?:ruser|logname|sasl_username|username)=\w",
        rf"\w+={_A}(?=[\s,;]|$)(?=[^\n]*(?:rhost=|uid=|tty=|client=|sasl_|from )|,? sasl)",
    ),
    # PAM says last whom it turned away.
    "pam_user": (r"\brhost=[\w.:-]{0,60} {1,3}user=\w", rf"rhost=\S* +user={_A}(?=[\s,;]|$)"),
    "cron": (
        r"(?i:cron\w*)(?:\[\d{1,9}\])?: \(\w",
        rf"\w+(?:\[\d+\])?: \({_A}\) (?:CMD|LIST|BEGIN|END|RELOAD|REPLACE|INFO|MAIL)",
    ),
    "web": (r" [\w.@-]{2,40} \[\d\d/[A-Z][a-z]{2}/\d{4}:", rf" {_A}(?P<at>@[\w.-]+)? \[\d\d/"),
    "windows": (
        r"(?i)(?:account name|logon account|user name|targetusername|subjectusername|caller user name):[ \t]*\w",
        rf"[\w ]+:[ \t]*{_A}(?=\s*$|\s*\r?\n)",
    ),
    "windows_event": (
        r"Name=[\"'](?:(?:Target|Subject)?UserName|SamAccountName)[\"']>\w",
        rf"Name=[\"']\w+[\"']>(?:[\w.-]+\\)?{_A}<",
    ),
    "domain": (
        r"\b(?:DOMAIN|CORP|CONTOSO|WORKGROUP|AD)\\{1,2}[a-z]",
        rf"[A-Z]+\\\\?(?![nrtbfuxvdswNRTSWD](?:[^\w.]|$)){_A}(?=[\s\"',;)\]]|$)",
    ),
    "ps": (r"[ \t]\d{1,3}\.\d[ \t]{1,4}\d{1,3}\.\d[ \t]{1,8}\d", ""),
    "ps_full": (
        r"\s(?:pts/\d|tty\w)|\d[ \t]{1,12}\?[ \t]",
        r"(?<=\n)(?P<account>[a-z]\w{1,15})\s{1,12}\d{1,7}\s{1,8}\d{1,7}\s{1,4}\d\s+(?:\d\d:\d\d|[A-Z][a-z]{2}\d\d)\s+"
        r"(?:\?|pts/\d+|tty\w+)\s",
    ),
    "who": (r"\s(?:pts/\d|tty\d|:\d)\s", ""),
    "listing": (
        # Modes that people set, each a literal: a pattern of single signs has none that the scanner could look for.
        r"(?:rwxr-xr-x|rw-r--r--|rwx------|rw-------|rwxrwxrwx|rw-rw-r--|rwxrwxr-x|rw-rw-rw-|r--r--r--|r-xr-xr-x|rwxr-x---|rw-r-----"
        r"|rwsr-xr-x|rwxrwsr-x|rwxr-sr-x|rwxrwxrwt|rwxr--r--|r--------|rwx--x--x|r-x------|rw-rw----|rwxrwx---)[.+@ ]",
        # A group of one account is called like it; `tar` writes both with a slash between.
        rf"\S+\s+(?:\d+\s+(?=\S+\s)|(?=\S+/))(?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s){_A}(?:\s+|/)(?:(?P<group>(?P=account))|[\w.-]+)\s+\d",
    ),
    "passwd": (r":[x*]:\d{1,6}:\d{1,6}:", ""),
    # What RPostgreSQL and RMySQL say of databases that they could not open.
    "database": (r"\bcould not connect [A-Za-z][\w.-]{0,38}@", rf"could not connect {_A}@\S+ on dbname "),
    "identity": (r"\buid=\d{1,9}\(\w", rf"uid=\d+\({_A}\)(?:[ ,]+gid=\d+\((?P<group>(?P=account))\))?"),
    "sudoers": (r"\w\s{1,8}ALL\s?=\s?(?:[(/!]|[A-Z]{2})", ""),
}
_BEHIND = {
    # the account stands before the place: what the line up to it looks like
    "ps": re.compile(rf"[ \t]*{_A}[ \t]+\d+[ \t]*$"),
    "who": re.compile(rf"(?:[ \t]*|\S+[ \t]+){_A}\s{{1,12}}(?:pts/\d|tty\d|:\d)\s+"),
    "passwd": re.compile(rf"(?:.*[\"'\s])?{_A}:[x*]:\d+:\d+:$"),
    "unlisted": re.compile(rf"(?:.*\s)?{_A} is not in the sudoers file"),
    "sudoers": re.compile(rf"[ \t\"']*(?:[\w/ ]*echo [\"']?)?{_A}\s+ALL\s?=\s?(?:[(/!]|[A-Z]{{2}})$"),
}
_REGEXES = {f"account_log.{name}": re.compile(regex) for name, (_, regex) in _FORMS.items() if regex}
_BLANKS = re.compile(r"\s{0,11}+")
_ON_LINE = frozenset({"ps_full"})
"""Forms that begin with their line, not with their place."""
_WHO_AFTER = re.compile(r"(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2} ?\w* +\d|\d\d:\d\d|\(?\d{1,3}\.)")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        match = _match(text, hit, hit.pattern.partition(".")[2])
        if match is None or not _is_account(match["account"]):
            continue
        yield Span(*match.span("account"), Label.USERNAME)
        if match.groupdict().get("group"):
            yield Span(*match.span("group"), Label.USERNAME)


def _match(text: str, hit: Hit, form: str) -> re.Match[str] | None:
    if form in _BEHIND:
        return _before(text, hit, form)
    start = line_before(text, hit.start) if form in _ON_LINE else hit.start
    return _REGEXES[hit.pattern].match(text, start, hit.end + _REACH)


def _before(text: str, hit: Hit, form: str) -> re.Match[str] | None:
    start = line_before(text, hit.start)
    end = hit.start if form == "ps" else hit.end
    if form == "who":
        end = _BLANKS.match(text, end).end()  # pyright: ignore[reportOptionalMemberAccess]
    match = _BEHIND[form].fullmatch(text, start, end)
    return None if form == "who" and not _WHO_AFTER.match(text, end) else match


_WORDS = frozenset("user users the for from by name account auth session to total size and date".split())


def _is_account(value: str) -> bool:
    return value.lower() not in _WORDS and value != "CRON" and not is_system_account(value) and not value.isdigit()


RULE = Rule(
    "account_log",
    {f"account_log.{name}": pattern for name, (pattern, _) in _FORMS.items()},
    find,
    rank=4,
    hits=(
        "systemd: Started Session 96 of user «jroe».\n",
        "sshd[12]: Accepted publickey for «jroe» from 192.0.2.7 port 51234 ssh2",
        "sshd[12]: Failed password for invalid user «jroe» from 192.0.2.7 port 1",
        "Invalid user «jroe» from 192.0.2.7 port 22",
        "Connection closed by authenticating user «jroe» 192.0.2.7 port 22",
        "pam_unix(sshd:session): session opened for user «jroe» by (uid=0)",
        "session opened for user root by «jroe»(uid=1000)",
        "<34>1 2003-10-11T22:14:15Z web su - ID47 - 'su root' failed for «jroe» on /dev/pts/8",
        "su: 'su root' failed for «jroe» on /dev/pts/8",
        "su[17]: FAILED SU (to root) «jroe» on pts/1",
        "su: (to root) «jroe» on pts/1\nsu[9]: Successful su for root by «kroe»\n",
        "systemd-logind[1]: New session 12 of user «jroe».",
        "sudo:     «jroe» : TTY=pts/0 ; PWD=/x ; USER=root ; COMMAND=/bin/ls",
        "sudo[12]: kroe2 x\nsudo[12]: «jroe» : TTY=pts/0",
        "Matching Defaults entries for «jroe» on host:\n  env_reset\nUser «jroe» may run the following commands on host:\n"
        "Sorry, user «kroe» may not run sudo on host.\nSorry, user «kroe» is not allowed to execute '/bin/x' as root on host.\n"
        "«lroe» is not in the sudoers file.  This incident will be reported.\n",
        "CRON[123]: («jroe») CMD (/usr/bin/x)",
        '192.0.2.7 - «jroe» [11/Feb/2026:09:14:02 +0000] "GET / HTTP/1.1" 200 612',
        "\tAccount Name:\t\t«jroe»\n\tAccount Domain:\tCORP\n",
        "<Data Name='TargetUserName'>«jroe»</Data><Data Name='UserName'>CORP\\«kroe»</Data>",
        "logged on as CORP\\«jroe» from",
        "USER PID\n«jroe»  4171  0.0  0.1  22000  4100 ?  Ss  09:14  0:00 -bash\n",
        "UID PID\n«jroe»  4171     1  0 09:14 ?        00:00:00 bash\n",
        "«jroe»     pts/0        2026-02-11 09:14 (192.0.2.7)",
        "-rw-r--r--  1 «jroe» staff  4096 Jan  2 03:04 x.c",
        "drwxr-xr-x 2 «jroe» staff 4096 Feb 11 09:14 src",
        "drwxr-xr-x 3 «jroe» «jroe» 4096 Jun 27 2018 x\n-rw-r--r-- 1 «kroe» kroes 7 Jun 27 2018 x\n"
        "-rw-r--r-- «jroe»/«jroe» 7 2018-06-27 09:14 x\nuid=1000(«jroe») gid=1000(«jroe») groups=1000(x)\n",
        "«jroe»:x:1000:1000:Jane Roe,,,:/home/x:/bin/bash",
        "uid=1000(«jroe») gid=1000(x)",
        "«jroe» ALL=(ALL) NOPASSWD: ALL",
        "imap-login: Login: user=<«jroe»>, method=PLAIN, rip=192.0.2.7",
        "pam_unix(su:auth): authentication failure; logname=«jroe» uid=1000 tty=pts/1 ruser=«kroe» rhost=  user=«lroe»\n"
        "pam_unix(sshd:auth): authentication failure; logname= uid=0 tty=ssh ruser= rhost=192.0.2.7  user=«mroe»\n",
    ),
    misses=(
        "-rw-rw-rw-          1  Sun Dec 31 19:03:58 1600 x\n",
        "sudo:     root : TTY=pts/0 ; PWD=/root ; COMMAND=/bin/ls",
        "session opened for user root by (uid=0)",
        "su: 'su root' failed for root on /dev/pts/8 and su: must be run from a terminal",
        "192.0.2.7 - - [11/Feb/2026:09:14:02 +0000]",
        "root:x:0:0:root:/root:/bin/bash and www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin",
        "cron[447]: (CRON) INFO (pidfile fd = 3)",
        "Failed password for the second time",
        "Account Name: the name of the account",
        "%wheel ALL=(ALL) ALL",
        "CLOSE ALL=Zamknij",
        "root  4171  0.0  0.1  22000  4100 ?  Ss  09:14  0:00 -bash",
        "-rw-r--r-- 1 root root 42 Jan 1 12:00 file\nwith rw-r--r-- for all 7 files\n",
        "User root may run the following commands on host:\na user may run the tool on\nthe user is not in the sudoers file\n"
        "the defaults entries for x on y\nUser jroe may run on\n",
        "HKEY\\nfoo and REG\\software",
        "Invalid user name or password",
        "authentication failure; logname= uid=0 ruser= rhost=192.0.2.7  user=root\nrhost=192.0.2.7 port=1  user=jroe\n",
    ),
)
