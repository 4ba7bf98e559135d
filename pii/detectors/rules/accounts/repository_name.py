"""Owners of repositories named without a host: `gh repo clone jroe/tool`, `FORK: jroe/tool`, `jroe/tool#1`, `fork of jroe/x`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import OWNER, belongs_to_person
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_REPOSITORY = rf"{OWNER}/(?P<thing>[A-Za-z0-9_.-]{{1,100}})"
_CLOSED = r"(?=[\"'`]|[@#:?][\w^~*]|$|[\s,;)\]&|\\<]|\.(?:\s|$))"
"""No path follows it."""

_HOSTS = (
    r"(?:raw|rawcdn|gl|glcdn|bb|bbcdn)\.githack\.com/|\bembed\.github\.com/view/\w{2,8}/|\bstackblitz\.com/(?:github|fork/github)/"
    r"|\bcodesandbox\.io/[a-z]{1,2}/github/|\bgithubbox\.com/|\bgithub\.dev/|\bvscode\.dev/github/|\bcodespaces\.new/|\bstar-history\.com/#"
    r"|\bdeepwiki\.com/|\bcolab\.research\.google\.com/github/|\bgitingest\.com/|\buithub\.com/|\bungh\.cc/repos/|\bsocialify\.git\.ci/"
    r"|\bgitmcp\.io/|\bopengraph\.githubassets\.com/\w{1,64}/"
)
"""Services that show, run or chart any repository of a code host, by its path there."""

_FORMS: dict[str, tuple[str, str]] = {
    # name: where it may stand (for the scanner), what stands there
    "command": (
        r"\b(?:gh repo [a-z-]{4,11}|brew (?:tap|install|install --cask)|degit|tiged|giget|fisher (?:install|add)|zgen(?:om)? load"
        r"|antidote install|antibody bundle|zi load|znap source|npm (?:i|install)|yarn add|pnpm add"
        r"|composer (?:(?:global )?(?:require|remove|update|upgrade)|show|why|depends|reinstall|create-project)"
        r"|bpkg install|basher install|clib install|eget|stew install|vagrant init|elm install|hf download"
        r"|huggingface-cli download|ollama (?:run|pull)|kaggle (?:datasets download|kernels pull)|pio (?:pkg|lib) install)"
        r"(?: -{1,2}[a-z]{1,12}){0,2} [\"']?[A-Za-z0-9][\w-]{0,38}/\w",
        rf"[a-z ]+?(?: -{{1,2}}[a-z]+)* [\"']?{_REPOSITORY}(?:/[\w.-]+)?{_CLOSED}",
    ),
    "option": (
        r"--repo[= ]| -R [A-Za-z0-9]",
        rf" ?--?\w+[= ][\"']?{_REPOSITORY}{_CLOSED}",
    ),
    "call": (
        r"(?:install_git(?:hub|lab)|pkg_install|pak|from_pretrained|load_dataset|snapshot_download|dataset_download"
        r"|hub\.load|CPMAddPackage|CPMFindPackage)\([\"'](?:gh:)?[A-Za-z0-9][\w-]{0,38}/\w",
        rf"[\w.]+\([\"'](?:gh:)?{_REPOSITORY}{_CLOSED}",
    ),
    "source": (
        r"(?m)^github \"[A-Za-z0-9]|\bREPO [A-Za-z0-9]|github>[A-Za-z0-9]|\bgh:[A-Za-z0-9]"
        r"|:repo \"[A-Za-z0-9]|\bRemotes: [A-Za-z0-9]|github://[A-Za-z0-9]"
        r"|cdn\.jsdelivr\.net/gh/[A-Za-z0-9]"
        r"|[?&]repos?=[A-Za-z0-9]",
        rf"(?:github \"|REPO |github>|gh:|:repo \"|Remotes: |github://|[\w.]+/gh/|[\w.]+/|[?&]repos?=){_REPOSITORY}",
    ),
    "host": (
        rf"(?:{_HOSTS})[A-Za-z0-9]",
        rf"(?:{_HOSTS}){_REPOSITORY}",
    ),
    # The script in each client that OpenAPI Generator writes, and the options that fill it in.
    "generated": (r"\bgit_push\.sh \w", rf"git_push\.sh {OWNER} (?P<thing>[\w.-]{{1,100}})"),
    "generator": (
        r"(?i)\bgit-?_?user-?_?id[\"']?(?:\s?[:=]\s?| )[\"']?[a-z0-9]",
        rf"(?i:git-?_?user-?_?id)[\"']?(?:\s?[:=]\s?| )[\"']?{OWNER}(?P<thing>)(?=[\"'\s,&]|$)",
    ),
    "condition": (
        r"github\.[a-z_.]{5,45} ?[!=]= ?[\"']\w",
        rf"[\w.]+(?:repository|full_name) ?[!=]= ?[\"']{_REPOSITORY}[\"']",
    ),
    "setting": (
        r"(?i)(?:repo|repository|fork|upstream|full_?name|NameWithOwner|github|gitlab|bitbucket)"
        r"(?:[_-]?(?:path|name|slug|id|repo|repository|project))?"
        r"[\"']?\]?\s?(?:==|=>|:=|[:=])\s?[\"']?[a-z0-9][\w-]{0,38}/\w",
        rf"[\w-]+[\"']?\]?\s?(?:==|=>|:=|[:=])\s?[\"']?{_REPOSITORY}{_CLOSED}",
    ),
    "compared": (r"/compare/\w", rf"/compare/[\w./-]+\.\.\.{OWNER}:(?P<thing>[\w./-]{{1,100}})"),
    "reference": (r"\w#\d", rf"{_REPOSITORY}#\d{{1,6}}(?![\w/-])"),
    "commit": (r"\w@[0-9a-f]{7}", rf"{_REPOSITORY}@(?=[a-f]*\d)[0-9a-f]{{7,40}}(?![\w.-])"),
    "prose": (
        r"(?i)\b(?:fork(?:ed)? (?:of|from)|tracks|(?:original|upstream) (?:repo |repository |project |code |version )?is"
        r"|(?:based|built) on|(?:copied|taken|ported|adapted|borrowed|derived|vendored|imported) from|inspired by|mirror of"
        r"|credits? (?:to|goes to)|thanks to)[ \t:]{1,3}[`\[*\"]{0,3}[a-z0-9][\w-]{0,38}/\w",
        rf"[\w \t]+?:?[ \t]+[`\[*\"]*{_REPOSITORY}(?=[`\]*\"),;]|[ \t]|\.?\s|$|@)",
    ),
}
_REGEXES = {f"repository_name.{name}": re.compile(regex, re.MULTILINE) for name, (_, regex) in _FORMS.items()}
_ALONE = re.compile(rf"[\w.]+(?:owner|actor|login) ?[!=]= ?[\"']{OWNER}(?P<thing>)[\"']")
"""A workflow's condition on the owner alone."""
_FILE = re.compile(
    r"\.(?:css|html?|jsx?|tsx?|py|rb|java|kt|cs?|cpp|h|go|rs|php|md|rst|txt|json|ya?ml|toml|xml|svg|png|jpe?g|gif|ico|pdf|zip|gz|sh|lock"
    r"|csv|ini|conf|cfg|sql|log|bin|so|map|lua|el|vim)$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<![\w.~@/-])(?P<name>[A-Za-z0-9][\w-]{1,38}/[\w.-]{1,60})$", re.ASCII)
"""An owner and a repository, no part of a path."""
_WORDS = frozenset(
    """
    and or either client server read write input output true false on off yes no cpu memory http https tcp udp git svn
    master main develop trunk external-contributor origin upstream head refs heads tags remotes pull issues orgs users
    repos packages pkg cmd internal src lib node_modules vendor feature bugfix hotfix release fix chore docs tests
    scripts bundles dist build plugins themes stable incubator charts data models datasets howto reports config
    example examples image images homebrew
    """.split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the owners at the hits."""
    for hit in hits:
        start = hit.start
        if hit.pattern.endswith(_BARE):
            named = _NAMED.search(text, hit.start - REACH, hit.start + 1)
            if named is None:
                continue
            start = named.start("name")
        end = min(len(text), hit.end + REACH)
        match = _REGEXES[hit.pattern].match(text, start, end) or _ALONE.match(text, start, end)
        if match is None:
            continue
        owner, thing = match["owner"], match["thing"].rstrip(".")
        if is_path(owner, thing) or hit.pattern.endswith(".reference") and _NUMBERED.fullmatch(thing):
            continue
        if hit.pattern.endswith(".prose") and _PLAIN.fullmatch(text, match.start("owner") - 1, match.end("thing")):
            continue
        if belongs_to_person(owner, thing):
            yield Span(*match.span("owner"), Label.USERNAME)


def is_path(owner: str, thing: str) -> bool:
    """Whether two words with a slash between them are those of a path or a choice, and no owner and repository."""
    return owner.lower() in _WORDS or _FILE.search(thing) is not None or "_" in owner


_PLAIN = re.compile(r"\s[A-Za-z]+/[A-Za-z]+")
"""Two words, of which a sentence gives the choice: CPU/memory."""
_NUMBERED = re.compile(r"PKCS|IEC|[A-Z]")
"""What a number sign belongs to: the standards PKCS#1 to PKCS#15, languages and notes with a sharp (`VB/C#7`)."""
_BARE = (".reference", ".commit")
"""Forms that begin with the owner, in front of the place."""

RULE = Rule(
    "repository_name",
    {f"repository_name.{name}": pattern for name, (pattern, _) in _FORMS.items()},
    find,
    rank=4,
    hits=(
        "gh repo clone «jroe»/tool",
        "brew tap «jroe»/formulae; brew install «jroe»/formulae/tool",
        "npx degit «jroe»/template my-app",
        "composer require «jroe»/fast-widget:^2",
        "composer remove «jroe91»/units; composer update «kroe»/units --dev\ncomposer global require «lroe»/units\n",
        "gh pr list --repo «jroe»/tool; gh release download -R «jroe»/tool",
        'remotes::install_github("«jroe»/tidytool")',
        "model = Net.from_pretrained('«jroe»/small-net')",
        'CPMAddPackage("gh:«jroe»/tool#1.0")',
        'github "«jroe»/Widget" ~> 4.0\n',
        "  REPO «jroe»/tool\n",
        '"extends": ["github>«jroe»/renovate-config"]',
        "https://cdn.jsdelivr.net/gh/«jroe»/tool@1/dist/x.js",
        '<img src="https://contrib.rocks/image?repo=«jroe»/tool" />',
        "if: github.repository == '«jroe»/tool'",
        "if: github.repository_owner == '«jroe»' && github.actor != '«kroe»'",
        "  FORK_REPO_PATH: «jroe»/tool\n",
        'repo = "«jroe»/tool"',
        "upstream: «jroe»/tool # pinned",
        "gem 'x', github: '«jroe»/x-tool'",
        "https://embed.github.com/view/geojson/«jroe»/maps/main/x.geojson https://rawcdn.githack.com/«kroe»/units/main/x.js",
        "https://stackblitz.com/github/«jroe»/units https://codesandbox.io/s/github/«kroe»/units/tree/main",
        "https://star-history.com/#«jroe»/units&Date https://deepwiki.com/«kroe»/units https://github.dev/«lroe»/units",
        '# usage: /bin/sh ./git_push.sh «jroe328» petshop-perl "minor update"\ngit_user_id="«kroe»"\n',
        'generate --git-user-id «jroe» --git-repo-id units\n{"gitUserId": "«kroe»"}\n',
        '"full_name": "«jroe»/tool",',
        "https://example.org/tool/compare/main...«jroe»:fix",
        "see «jroe»/tool#12, «jroe»/PKCS11#1 and «kroe»/tool@0123abc4",
        "# A fork of «jroe»/tool2 with patches for",
        "# Homelab. The original is «jroe»/tool-api on github.com.",
        "The fork tracks «jroe»/tool-api with",
        "based on [«jroe»/tool](https://example.org)",
    ),
    misses=(
        "dotnet ef migrations add x --project backend/Moss.Api --startup-project backend/Moss.Web\n",
        "composer update --lock; composer show -t; composer validate jroe/units; composer update widget-labs/units\n",
        "npm install lib/x.js; yarn add ./a/b; npm i @jroe/tool",
        "repo: src/gz",
        "repository: stable/nginx; upstream: origin/main",
        "https://example.org/jroe/tool#12 and a/jroe/tool@0123abc4",
        "copied from bundles/web/css/install.css; based on parent/sibling; tracks issues/prs",
        "remotes::install_github('tidylabs/tool') gh repo clone widget-labs/x",
        "if: github.repository == 'widget/widget' && github.actor == 'dependabot[bot]'",
        "fork: true/false",
        "howto: howto/reports.md",
        "github: nothing",
        "https://embed.github.com/view/geojson https://stackblitz.com/edit/jroe https://deepwiki.com/jroe",
        "https://github.dev/widget-labs/units https://stackblitz.com/fork/angular https://example-githubbox.com/",
        'git_push.sh "minor update"\ngit_user_id="GIT_USER_ID"\ngit_user_id="$1"\ngit_user_id="widget-labs"\n',
        "based on CPU/memory metrics",
        "repo: https://github.com/x/y",
        "a/b/c#12 x/y#z",
        "RSA/PKCS#1 and AES/PKCS#7 padding, Vala/C#7, Am/F#4, ISO/IEC#27",
    ),
)
