"""Accounts that are keys of a mapping: `jroe:` over `uid: 1000` and `ssh_keys:`, `users.users.jroe = {` of NixOS; and users of
a kubeconfig, named above what they log in with."""

from collections.abc import Callable, Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import is_somebody
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.organisations import is_organisation_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_above

_A = r"(?P<account>[A-Za-z][\w.-]{1,38})"
_KEY = re.compile(rf"(?P<indent>[ \t]*)[\"']?{_A}[\"']?:[ \t]*(?:[&!][\w]+)?[ \t]*(?:#[^\n]*)?\r?\n", re.ASCII)
_ATTRIBUTE = re.compile(r"(?P<indent>[ \t]*)(?P<key>[\w-]+):(?=\s)")
_ATTRIBUTES = frozenset(
    """
    uid gid shell home groups gecos comment fullname ssh_key ssh_keys sshkeys ssh_public_key ssh_public_keys
    ssh_authorized_keys authorized_keys pubkeys public_keys managehome membership password_hash hashed_password
    primary_group createhome sudo sudouser sudo_rules user_files purge_ssh_keys homedir manage_home email mail real_name full_name
    """.split()
)
"""What is said of an account in the data of Puppet, Salt, Chef and Ansible."""
_NOBODY = frozenset(
    """
    properties fields columns defaults default user users attributes params parameters data result schema metadata labels spec
    ssh keys group groups meta vars inputs outputs with env options settings config template item items example all common
    authorized_key known_hosts authorize authorized
    """.split()
)
"""What holds such words without being an account."""
_LONGEST = 400
_NESTED = 40
"""Lines between an account's key and what is said of it."""
_NIX = re.compile(
    rf"(?:users\.(?:extra)?[uU]sers|home-manager\.users|homeManager\.users)\.(?:\"{_A}\"|(?P<bare>[A-Za-z][\w-]{{1,38}}))(?=[\s.=])"
)
_RESOURCE = re.compile(rf"(?:accounts::(?:user|account)|users::\w+)\s*\{{\s*[\"']{_A}[\"']\s*:")
_BLOCK = re.compile(rf"(?:user|htpasswd|linux_user|ssh_authorize_key)s? [\"']{_A}[\"'] do\b")
_CLUSTER_USER = re.compile(
    r"[ \t]*- name: [\"']?(?!\S*(?:admin|user|kube|cluster|docker|default|service|account|_|k3[sd]|k8s"
    r"|-(?:prod|dev|staging|test)))"
    rf"{_A}[\"']?\r?\n[ \t]+user:[ \t]*\r?\n[ \t]+(?:client-|token|exec|auth-provider|username|password)",
    re.IGNORECASE,
)
"""Of a kubeconfig, where tools name most users after the cluster."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        place = _FINDERS[hit.pattern](text, hit)
        if place is not None and is_somebody(text[slice(*place)]) and not is_organisation_account(text[slice(*place)]):
            yield Span(*place, Label.USERNAME)


def _above(text: str, hit: Hit) -> tuple[int, int] | None:
    """The key one step to the left of the attribute at the hit, where that stands among others of accounts."""
    start = hit.start + 1
    attribute = _ATTRIBUTE.match(text, start, start + REACH)
    if attribute is None:
        return None
    depth = len(attribute["indent"])
    line = start
    for _ in range(_NESTED):
        above = line_above(text, line, _LONGEST)
        if above == line:
            return None
        line = above
        if not text[line : hit.start].strip() or text.startswith("\n", line):
            continue
        indent = len(text[line : line + 40]) - len(text[line : line + 40].lstrip(" \t"))
        if indent >= depth or text[line + indent : line + indent + 1] in ("#", "\n", "\r"):
            continue
        key = _KEY.match(text, line, line + _LONGEST)
        if key is None or key["account"] in _ATTRIBUTES | _NOBODY or not _is_described(text, start, depth):
            return None
        return key.span("account")
    return None


def _is_described(text: str, start: int, depth: int) -> bool:
    """Whether a second attribute of an account stands beside the one whose line begins there."""
    line, known = start, 0
    for _ in range(12):
        attribute = _ATTRIBUTE.match(text, line, line + _LONGEST)
        if attribute is not None and len(attribute["indent"]) < depth:
            break
        if attribute is not None and len(attribute["indent"]) == depth:
            known += attribute["key"].lower() in _ATTRIBUTES or attribute["key"] in (
                "ensure",
                "password",
                "key",
                "name",
                "state",
            )
        line = text.find("\n", line) + 1
        if not line:
            break
    return known > 1


def _at(expression: re.Pattern[str]) -> Callable[[str, Hit], tuple[int, int] | None]:
    def find_at(text: str, hit: Hit) -> tuple[int, int] | None:
        match = expression.match(text, hit.start, hit.end + REACH)
        if match is None:
            return None
        return match.span("bare") if "bare" in match.re.groupindex and match["bare"] else match.span("account")

    return find_at


_FINDERS = {
    "account_mapping.attribute": _above,
    "account_mapping.nix": _at(_NIX),
    "account_mapping.resource": _at(_RESOURCE),
    "account_mapping.block": _at(_BLOCK),
    "account_mapping.cluster": _at(_CLUSTER_USER),
}

RULE = Rule(
    "account_mapping",
    {
        "account_mapping.attribute": (
            r"\n[ \t]+(?:uid|shell|gecos|ssh_keys?|sshkeys|ssh_public_keys?|ssh_authorized_keys|authorized_keys|pubkeys"
            r"|public_keys|managehome|createhome|password_hash|hashed_password|fullname|groups|home|comment):\s"
        ),
        "account_mapping.nix": r"\b(?:users\.(?:extra)?[uU]sers|home-manager\.users)\.[\"A-Za-z]",
        "account_mapping.resource": (r"\b(?:accounts::(?:user|account)|users::\w{1,30}) ?\{\s{0,20}[\"'][a-z]"),
        "account_mapping.block": r"\b(?:user|linux_user|ssh_authorize_key) [\"'][a-z][\w.-]{1,38}[\"'] do\b",
        "account_mapping.cluster": (
            r"(?m)^[ \t]{0,8}- name: [\"']?[\w.-]{2,40}[\"']?\r?\n[ \t]{1,12}user:[ \t]{0,4}\r?\n"
        ),
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "accounts:\n  «jroe»:\n    ensure: present\n    uid: 1001\n    shell: /bin/bash\n  '«kroe»':\n    groups:\n"
        "      - wheel\n    ssh_keys:\n      main:\n        key: x\n        type: y\n",
        'users.users.«jroe» = { x = 1; };\nusers.users."«k.roe»".extraGroups = [ ];\nhome-manager.users.«lroe» = import x;\n',
        "accounts::user { '«jroe»':\n  ensure => present,\n}\nusers::add_user { \"«kroe»\": }\n",
        "user '«jroe»' do\n  shell '/bin/bash'\nend\n",
        "users:\n- name: «jane.roe»\n  user:\n    client-key-data: x\n- name: '«kroe»'\n  user:\n    token: x\n",
        "accounts:\n  # x\n\n  «jroe»:\n    # y\n    uid: 1\n\n    shell: x\n",
        "accounts:\n  jroe:\n    uid: 1\n  «kroe»:\n    uid: 2\n    home: /x\n",
        "«jroe»:\n  uid: 1\n  shell: x",
        "accounts:\n  jroe:\n    x: 1\n    uid: 1\n    y: 2\n  «kroe»:\n    home: x\n    groups: y\n",
        "accounts:\n  «jroe»:\n\n    uid: 1\n    shell: x\n",
        "accounts:\n  «jroe»:\n   uid: 1\n   shell: /bin/bash/bin/bash/bin/bash/bin/bash\n",
        "accounts:\n  «jroe»:\n  # y\n    uid: 1\n    shell: /bin/bash/bin/bash/bin/bash/bin/bash\n",
        "accounts:\n  «jroe»:\n\f\n    uid: 1\n    shell: x\n",
        "accounts:\n  «jroe»:\n    uid: 1\n" + "    x: 1\n" * 10 + "    shell: x\n",
    ),
    misses=(
        "accounts:\n  root:\n    uid: 0\n    shell: /bin/sh\n",
        "users:\n  properties:\n    uid:\n      type: string\n    name: x\n",
        "users:\n- name: kubernetes-admin\n  user:\n    client-key-data: x\n- name: minikube\n  user:\n    token: x\n"
        "- name: arn:aws:eks:x:1:cluster/x\n  user:\n    exec:\n"
        "- name: jroe\n  user:\n    name: x\n- name: jroe@x\n  user:\n    token: x\n",
        "job:\n  shell: bash\n  run: x\n",
        "users.users.${x} = y; users.users.root.shell = z; accounts::user { $name: }\nuser { 'sphinx': }\nuser 'www-data' do\n",
        "a:\n  # b:\n    uid: 1\n    shell: x\n",
        "accounts:\n  jroe:\n    uid: 1\n" + "    x: 1\n" * 11 + "    shell: x\n",
    ),
)
