"""Accounts in settings of daemons, inventories and schedulers: `valid users = jroe`, `AllowUsers jroe`, `become_user: jroe`."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.account_setting import is_account
from pii.detectors.rules.base import Rule, line_after, line_before
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.organisations import is_known_organisation
from pii.spans import Span

_SOURCE = "rules.daemon_setting"
_REACH = 240

_A = r"(?P<account>[A-Za-z][\w-]{1,30}(?:\.[A-Za-z][\w-]{1,30})?)"
_END = r"(?=[ \t]*(?:[#;][^\n]*)?\r?(?:\n|$))"

_LISTS = (
    r"valid users|invalid users|force user|force group|admin users|write list|read list|auth users|AllowUsers|DenyUsers"
    r"|Match User|User_Alias \w{1,30}|trusted-users|allowed_users"
)
"""Of Samba, rsync, OpenSSH, sudo and Nix: names apart by blanks or commas, groups with a sign in front."""

_FORMS: dict[str, tuple[str, str]] = {
    # name: where it may stand (for the scanner), what stands there
    "list": (rf"(?i)\b(?:{_LISTS})\s", ""),
    "client": (r"(?m)^[ \t]{1,8}User[ \t]{1,4}[A-Za-z]", rf"[ \t]+User[ \t]+{_A}(?=[ \t]*\r?(?:\n|$))"),
    "unit": (r"(?m)^(?:User|autologin-user|user)[ \t]?=[ \t]?[A-Za-z]", rf"[\w-]+[ \t]?=[ \t]?{_A}{_END}"),
    "daemon": (r"(?m)^(?:user|User|su) [A-Za-z]", rf"\w+ {_A}(?:(?=;)|(?: [\w.-]+)?{_END})"),
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
        r"(?m)^(?:[\d*][\d*/,-]{0,20}[ \t]{1,8}){3}|^@(?:reboot|hourly|daily|weekly|monthly)[ \t]",
        r"(?:@\w+|(?:[^\s]+[ \t]+){4}[^\s]+)[ \t]+(?P<account>[a-z][\w-]{1,30})[ \t]+"
        r"(?:/|\[ |cd |test |if |\(|(?:ba)?sh |python|php |command |run-parts |nice |flock )",
    ),
    "acl": (r"\n\[/[\w/]{0,60}\]\n[a-z]", rf"\n[^\n]+\n{_A}[ \t]*=[ \t]*rw?{_END}"),
    "id_range": (r":\d{5,10}:65536", ""),
}
_REGEXES = {f"daemon_setting.{name}": re.compile(regex, re.MULTILINE) for name, (_, regex) in _FORMS.items() if regex}
_LIST = re.compile(rf"(?:(?i:{_LISTS})\s*=|(?:(?:Allow|Deny)Users|Match User)\s)\s*(?P<list>[^\n#;]*)")
_BEFORE_LIST = re.compile(r"[ \t#;]*(?:\w+\.)*")
_ENTRY = re.compile(r"(?<![\w@+&%$\\.*/{-])[A-Za-z][\w.-]{1,30}(?=$|[\s,\"'\]@])")
_RANGE_BEFORE = re.compile(r"^(?P<account>[a-z][\w-]{1,30})$", re.MULTILINE)
"""Of /etc/subuid: `jroe:100000:65536`."""
_GROUP = re.compile(r"(?i)force group\b")
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
    "client": re.compile(r"(?i)\b(?:host|hostname|match|identityfile|proxyjump|port)[ \t]+\S"),
}
"""What is said beside the owner of a file or the user of a client: elsewhere the words mean something else."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    found: set[str] = set()
    groups: list[tuple[int, int]] = []
    for hit in hits:
        for start, end in _places(text, hit):
            value = text[start:end]
            if not is_account(value) or is_known_organisation(value):
                continue
            if _GROUP.match(text, hit.start):
                groups.append((start, end))
                continue
            found.add(value)
            yield Span(start, end, Label.USERNAME, source=_SOURCE)
    for start, end in groups:  # most are groups of many: one of a person is named like the person
        if text[start:end] in found:
            yield Span(start, end, Label.USERNAME, source=_SOURCE)


def _places(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    form = hit.pattern.partition(".")[2]
    if form == "list":
        yield from _listed(text, hit)
        return
    if form == "id_range":
        before = _RANGE_BEFORE.search(text, line_before(text, hit.start), hit.start)
        if before is not None:
            yield before.span("account")
        return
    match = _REGEXES[hit.pattern].match(text, hit.start, min(len(text), hit.end + _REACH))
    if match is None:
        return
    around = text[max(0, match.start() - 200) : match.end() + 100]
    if form in _NEAR and _NEAR[form].search(around) is None or form == "cron" and match["account"] in _COMMANDS:
        return
    yield match.span("account")


def _listed(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The names of a list that stands alone on its line."""
    if _BEFORE_LIST.fullmatch(text, line_before(text, hit.start), hit.start) is None:
        return
    line = _LIST.match(text, hit.start, line_after(text, hit.start))
    if line is not None and not line["list"].strip().endswith((".", ":")):
        yield from (entry.span() for entry in _ENTRY.finditer(text, *line.span("list")))


RULE = Rule(
    "daemon_setting",
    {f"daemon_setting.{name}": pattern for name, (pattern, _) in _FORMS.items()},
    find,
    rank=4,
    proves=False,
    hits=(
        "[share]\n   valid users = «jroe» @staff kroe$ «lroe»\n   force user = «jroe»\n   force group = «jroe»\n",
        "  write list = «jroe», +editors, «kroe» # x\n",
        "AllowUsers «jroe» «kroe»@192.0.2.*\nMatch User «lroe»\n",
        "Host build\n  HostName b.example.org\n  User «jroe»\n",
        "[Service]\nUser=«jroe»\nGroup=x\nautologin-user=«kroe»\n",
        "user «jroe»;\nworker_processes 1;\n/var/log/x {\nsu «kroe» kroe\n}",
        "web1 ansible_host=192.0.2.4 ansible_user=«jroe»\nansible_ssh_user: «kroe»\n",
        "    become: true\n    become_user: «jroe»\n",
        "    path: /srv/x\n    owner: «jroe»\n    mode: '0644'\n",
        "file { '/x': owner => '«jroe»', mode => '0644' }",
        '  users.users.«jroe» = {\n  home-manager.users."«kroe»" = import ./x;\n',
        '  nix.settings.trusted-users = [ "root" "«jroe»" ];\n',
        "*/5 * * * * «jroe» /usr/local/bin/x\n@reboot «kroe» cd /srv && ./x\n",
        "[groups]\n[/]\n«jroe» = rw\n",
        "«jroe»:100000:65536\n",
    ),
    misses=(
        "valid users = %S @staff +ops root\n",
        "force user = nobody\nforce group = sambashare\n",
        "# Admin users have shell access\nThe valid users of it:\n",
        "users.users.deploy.extraGroups = [ ]\nthe owner module with group\n",
        "User=root\nuser=www-data\nuser = $USER\n",
        "    User user = new User();\n        User trainer;\n",
        'become_user: postgres\nansible_user: root\nansible_user: "{{ x }}"\n',
        "  owner: jroe\n  name: x\n",
        "owner: root\ngroup: root\nmode: 644",
        "*/5 * * * * rsync /a /b\n0 0 * * * /bin/x\n1 2 3 4 5 six seven",
        "user {jroe}; su - kroe",
    ),
)
