"""Owners of roles and collections of Ansible: `role: jroe.docker`, `ansible-galaxy install JaneRoe.interfaces`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import belongs_to_person
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_OWNER = r"(?P<owner>[A-Za-z][A-Za-z0-9_-]{1,38})"
_ROLE = rf"{_OWNER}\.(?P<thing>[a-z][a-z0-9_-]{{1,60}})"
_FORMS: dict[str, tuple[str, re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what stands there
    "command": (
        r"ansible-galaxy (?:role |collection )?install ",
        re.compile(
            rf"[a-z -]+?install (?:-{{1,2}}+[\w-]++(?:=\S++)? (?:(?:[~/.]\S*+|roles|[\w-]++/\S*+) )?+)*+{_ROLE}(?=[\s,:`\"'=]|$)"
        ),
    ),
    "role": (
        r"[-{] role: [\"']?[A-Za-z][\w-]{1,38}\.[a-z]",
        re.compile(rf"[-{{] role: [\"']?{_ROLE}(?=[\"'\s,}}]|$)"),
    ),
    "required": (
        r"- (?:src: [\"']?[A-Za-z][\w-]{1,38}\.[a-z][\w-]{0,60}[\"']?\r?\n"
        r"|name: [\"']?[A-Za-z][\w-]{1,38}\.[a-z][\w-]{0,60}[\"']?\r?\n[ \t]{1,8}(?:version|src):)",
        re.compile(rf"- (?:src|name): [\"']?{_ROLE}[\"']?\r?\n"),
    ),
    "listed": (
        r"roles:\r?\n[ \t]{1,12}- (?:(?:name|src): )?[\"']?[A-Za-z][\w-]{1,38}\.[a-z]",
        re.compile(rf"(?:roles:\r?\n)?[ \t]*- (?:(?:name|src): )?[\"']?{_ROLE}[\"']?[ \t]*(?:#[^\n]*)?(?:\r?\n|$)"),
    ),
    "namespace": (
        r"\bgalaxy_info:\r?\n",
        re.compile(rf"galaxy_info:\r?\n(?:[ \t]+[a-z_]+: [^\n]*\n)*?[ \t]+namespace: {_OWNER}[ \t]*\r?(?P<thing>)\n"),
    ),
    "included": (
        r"(?:include|import)_role:\s{1,40}name: [\"']?[A-Za-z]",
        re.compile(rf"\w+_role:\s+name: [\"']?{_ROLE}(?=[\"'\s]|$)"),
    ),
    "downloaded": (
        r", owned by [A-Za-z]",
        re.compile(rf", owned by {_OWNER}(?P<thing>)(?=[\s,.]|$)"),
    ),
    "manifest": (
        r"\"namespace\": \"[a-z]",
        re.compile(rf"\"namespace\": \"{_OWNER}\",\s+\"name\": \"(?P<thing>\w+)\",\s+\"version\""),
    ),
}
_REGEXES = {f"galaxy_role.{name}": regex for name, (_, regex) in _FORMS.items()}


_SHARED = frozenset({"community", "ansible", "system", "item", "role"})
"""Shared namespaces, and variables."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the owners at the hits."""
    for hit in hits:
        expression = _REGEXES[hit.pattern]
        match = expression.match(text, hit.start, hit.end + REACH)
        while match is not None:
            owner, thing = match["owner"], match["thing"]
            if owner not in _SHARED and thing not in ("yml", "yaml") and belongs_to_person(owner, thing):
                yield Span(*match.span("owner"), Label.USERNAME)
            goes_on = hit.pattern == "galaxy_role.listed"
            match = expression.match(text, match.end(), match.end() + REACH) if goes_on else None


RULE = Rule(
    "galaxy_role",
    {f"galaxy_role.{name}": place for name, (place, _) in _FORMS.items()},
    find,
    rank=4,
    proves=False,
    hits=(
        "- downloading role 'store', owned by «jroe7»\n",
        "    - role: «JaneRoe».interfaces\n    - { role: «kroe».docker, tags: x }\n",
        "ansible-galaxy install -p roles «jroe».docker && ansible-galaxy collection install «kroe».widget",
        "  - include_role:\n      name: «jroe».docker\n",
        "roles:\n  - «jroe».docker\n- src: «kroe».java\n- name: «lroe».tool\n  version: 1.0\n",
        "roles:\n  - name: «jroe».mysql\n  - name: «kroe».certbot\n  - common\n",
        "galaxy_info:\n  author: x\n  namespace: «jroe»\n",
        ' "collection_info": {\n  "namespace": "«jroe9»",\n  "name": "widget",\n  "version": "1.0",',
    ),
    misses=(
        "role: admin\n{role: jroe.name()}\nrole: roles/x.y\nreturn { id: 1, role: payload.role };\n",
        "ansible-galaxy install -r requirements.yml",
        "ansible-galaxy collection install community.docker",
        "- name: jroe.name\n  state: x\nmetadata:\n  namespace: jroe\nroles:\n  - common\n",
        "roles:\n  - name: common\n  - name: jroe.mysql\ntasks:\n  - name: jroe.docker\n",
        '"namespace": "prod",\n"name": "x",\n"kind": "y"',
    ),
)
