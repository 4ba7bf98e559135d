"""Publishers of an editor's extensions: `"recommendations": ["jroe.tool"]`, `code --install-extension jroe.tool`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import belongs_to_person
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_ID = r"(?P<owner>[A-Za-z0-9][A-Za-z0-9-]{1,38})\.(?P<thing>[A-Za-z0-9][\w-]{1,60})"
_OPENS = re.compile(r"\"\w+\"\s?:\s?\[\s*")
_ENTRY = re.compile(
    rf"(?:(?://[^\n]*+|/\*[^*]*+\*/)\s*+)*+\"(?:{_ID}(?:@[\w.-]+)?|[^\"\n]{{0,80}})\"\s*,?[ \t]*(?://[^\n]*)?\s*",
    re.ASCII,
)
_COMMAND = re.compile(rf"[\w -]*?--install-extension[ =][\"']?{_ID}(?=[\s\"'@;&|]|$)", re.ASCII)
_FORMATTER = re.compile(rf"\"[\w.]+\"\s?:\s?\"{_ID}\"", re.ASCII)
_SINGLE = {"extension_id.command": _COMMAND, "extension_id.formatter": _FORMATTER}
_MOST = 200
"""Extensions of a list."""
_PUBLISHERS = frozenset(
    """
    redhat golang rust-lang github vscjava vue svelte angular astro-build prisma graphql hashicorp editorconfig streetsidesoftware
    visualstudioexptteam wix firefox-devtools docker biomejs denoland julialang scala-lang scalameta dart-code
    platformio sonarsource tamasfe gitlab eclipse llvm-vs-code-extensions ms-python ms-azuretools msjsdiag stylelint
    johnsoncodehk nrwl tabnine codeium continue google googlecloudtools amazonwebservices atlassian
    vscodevim vscode-icons-team oven arm pivotal vmware salesforce shopify expo
    """.split()
)
"""Lower case; companies and projects."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the publishers at the hits."""
    for hit in hits:
        for match in _extensions(text, hit):
            owner = match["owner"]
            if (
                owner
                and match["thing"] != "vsix"
                and owner.lower() not in _PUBLISHERS
                and not owner.lower().startswith(("ms-", "vscode"))
            ):
                if belongs_to_person(owner, match["thing"]):
                    yield Span(*match.span("owner"), Label.USERNAME)


def _extensions(text: str, hit: Hit) -> Iterator[re.Match[str]]:
    if hit.pattern in _SINGLE:
        match = _SINGLE[hit.pattern].match(text, hit.start, hit.end + REACH)
        if match is not None:
            yield match
        return
    entry = _OPENS.match(text, hit.start, hit.end + REACH)
    for _ in range(_MOST):
        entry = _ENTRY.match(text, entry.end(), entry.end() + 400) if entry else None
        if entry is None:
            return
        yield entry


RULE = Rule(
    "extension_id",
    {
        "extension_id.list": (
            r"\"(?:recommendations|unwantedRecommendations|extensions|extensionPack|extensionDependencies)\"\s?:\s?\["
        ),
        "extension_id.formatter": r"\"(?:editor|notebook)\.defaultFormatter\"\s?:\s?\"[A-Za-z0-9]",
        "extension_id.command": r"--install-extension[ =][\"']?[A-Za-z0-9]",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        '"editor.defaultFormatter": "«jroe».shed-extension"',
        '{"recommendations": [\n    "«jroe».material-theme",\n    // x\n    "ms-python.python",\n    "«kroe7».rest-tool", \n  ]}',
        "code --install-extension «jroe».tool && codium --install-extension=«kroe».x-tool@1.2",
    ),
    misses=(
        '"editor.defaultFormatter": "ms-python.black-formatter", "editor.defaultFormatter": null, "editor.font": "jroe.x"',
        '"extensions": [".js", ".ts", "js"], "recommendations": ["redhat.java", "use it. Now"]',
        "--install-extension ./tool.vsix --install-extension microsoft.x",
    ),
)
