"""Accounts in settings of daemons, inventories and schedulers: `User=jroe`, `become_user: jroe`, `owner: jroe`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.organisations import is_known_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before, text_before

_REACH = 240

_A = r"(?P<account>[A-Za-z][\w-]{1,30}(?:\.[A-Za-z][\w-]{1,30})?)"
_END = r"(?=[ \t]*(?:[#;][^\n]*)?\r?(?:\n|$))"

_FORMS: dict[str, tuple[str, str]] = {
    # name: where it may stand (for the scanner), what stands there
    "client": (r"(?m)^[ \t]{1,8}User[ \t]{1,4}[A-Za-z]", rf"[ \t]+User[ \t]+{_A}(?=[ \t]*\r?(?:\n|$))"),
    "unit": (r"(?m)^(?:User|autologin-user|user)[ \t]?=[ \t]?[A-Za-z]", rf"[\w-]+[ \t]?=[ \t]?{_A}{_END}"),
    "daemon": (
        r"(?m)^(?:user|User|su) [A-Za-z]",
        rf"(?:user (?=[^\n;]{{1,80}};)|User |su ){_A}(?:(?=;)|(?: [\w.-]+)?{_END})",
    ),
    "inventory": (
        r"\b(?:ansible_(?:ssh_|become_|sudo_)?user|become_user|remote_user|sudo_user)\s?[=:]\s?[\"']?[A-Za-z]",
        rf"\w+\s?[=:]\s?(?P<quote>[\"']?){_A}(?P=quote)(?=\s|$)",
    ),
    "owner": (
        r"\bowner(?:(?:: |\s{0,12}=> ?|=)[\"']?| [\"'])[A-Za-z]|\buser \{ ?[\"'][A-Za-z]",
        rf"(?:owner(?:: |\s*=> ?|=| (?=[\"']))|user \{{ ?)(?P<quote>[\"']?){_A}(?P=quote)(?=[\s,;:]|$)",
    ),
    "nix": (
        r"\b(?:users\.users\.|users\.extraUsers\.|home-manager\.users\.|autoLogin\.user = )\"?[A-Za-z]",
        r"(?:users\.(?:users|extraUsers)\.|home-manager\.users\.|autoLogin\.user = )\"?"
        r"(?P<account>[A-Za-z][\w-]{1,30})\"?(?=[.; \t=\"])",
    ),
    "cron": (
        r" \* \* [*\d]|@reboot |@hourly |@daily |@weekly |@monthly ",
        r"(?:@\w+|(?:[^\s]+[ \t]+){4}[^\s]+)[ \t]+(?P<account>[a-z][\w-]{1,30})[ \t]+"
        r"(?:/|\[ |cd |test |if |\(|(?:ba)?sh |python|php |command |run-parts |nice |flock )",
    ),
    "environment": (
        r"(?i)(?:\bENV|\bexport|\s-e|\s--env) [\"']?user(?:_?name)?=[\"']?[a-z]",
        rf"(?i:\s?\S+ [\"']?user(?:_?name)?=)(?P<quote>[\"']?){_A}(?P=quote)(?=[\"']?(?:[ \t]|\r?\n|$))",
    ),
    "acl": (r"\n\[/[\w/]{0,60}\]\n[a-z]", rf"\n[^\n]+\n{_A}[ \t]*=[ \t]*rw?{_END}"),
    "id_range": (r":\d{5,10}:65536", ""),
}
_REGEXES = {f"daemon_setting.{name}": re.compile(regex, re.MULTILINE) for name, (_, regex) in _FORMS.items() if regex}
_RANGE_BEFORE = re.compile(r"^(?P<account>[a-z][\w-]{1,30})$", re.MULTILINE)
"""A line of /etc/subuid: `jroe:100000:65536`."""
_COMMANDS = frozenset(
    """
    echo find truncate cat rm cp mv touch test sh bash zsh python php perl ruby node curl wget nice ionice flock env
    cd docker sudo rsync tar ls mkdir chmod chown kill pkill systemctl service certbot git make java ssh scp mysqldump
    pg_dump time timeout nohup exec source export root if for while logger sleep date ln gzip zip npm npx go kubectl
    aws gcloud psql mysql run-parts apt
    """.split()
)
_NEAR = {
    "owner": re.compile(r"\b(?:group|mode|recurse|dest|ensure)\b"),
    "environment": re.compile(r"(?i)(?:\b|_)(?:password|passwd|pass|pwd)=[\"']?[^\s\"'$<{]"),
    "client": re.compile(r"(?i)\b(?:host|hostname|match|identityfile|proxyjump|port)[ \t]+\S"),
}
"""What is said beside the owner of a file and the users of clients and containers: elsewhere the words mean something else."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        for start, end in _places(text, hit):
            value = text[start:end]
            if is_account(value) and not is_known_organisation(value):
                yield Span(start, end, Label.USERNAME)


def _places(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    form = hit.pattern.partition(".")[2]
    if form == "id_range":
        before = _RANGE_BEFORE.search(text, line_before(text, hit.start), hit.start)
        if before is not None:
            yield before.span("account")
        return
    start = line_before(text, hit.start) if form == "cron" else hit.start
    match = _REGEXES[hit.pattern].match(text, start, hit.end + _REACH)
    if match is None:
        return
    around = text_before(text, match.start()) + text[match.start() : match.end() + REACH]
    if form in _NEAR and _NEAR[form].search(around) is None or form == "cron" and match["account"] in _COMMANDS:
        return
    yield match.span("account")


RULE = Rule(
    "daemon_setting",
    {f"daemon_setting.{name}": pattern for name, (pattern, _) in _FORMS.items()},
    find,
    rank=4,
    proves=False,
    hits=(
        "Host build\n  HostName b.example.org\n  User «jroe»\n",
        "[Service]\nUser=«jroe»\nGroup=x\nautologin-user=«kroe»\n",
        "user «jroe»;\nworker_processes 1;\n/var/log/x {\nsu «kroe» kroe\n}",
        "web1 ansible_host=192.0.2.4 ansible_user=«jroe»\nansible_ssh_user: «kroe»\n",
        "    become: true\n    become_user: «jroe»\n",
        "    path: /srv/x\n    owner: «jroe»\n    mode: '0644'\n",
        "file { '/x': owner => '«jroe»', mode => '0644' }",
        '  users.users.«jroe» = {\n  home-manager.users."«kroe»" = import ./x;\n',
        "*/5 * * * * «jroe» /usr/local/bin/x\n@reboot «kroe» cd /srv && ./x\n",
        "ENV user=«neyroe» \\\n    password=neyroe \\\n\nexport USER_NAME='«jroe»'\nexport PASSWORD='larkmist'\n",
        "docker run -e user=«jroe» -e password=larkmist x",
        "[groups]\n[/]\n«jroe» = rw\n",
        "«jroe»:100000:65536\n",
    ),
    misses=(
        "users.users.deploy.extraGroups = [ ]\nthe owner module with group\n",
        "user permissions\nuser jroe\n",
        "User=root\nuser=www-data\nuser = $USER\n",
        "    User user = new User();\n        User trainer;\n",
        'become_user: postgres\nansible_user: root\nansible_user: "{{ x }}"\n',
        "  owner: jroe\n  name: x\n",
        "owner: root\ngroup: root\nmode: 644",
        "*/5 * * * * rsync /a /b\n0 0 * * * /bin/x\n1 2 3 4 5 six seven",
        "ENV user=jroe \\\n    home=/srv\n",
        "ENV user=$USER password=larkmist\nENV user=root password=larkmist\n",
        "user {jroe}; su - kroe",
    ),
)
