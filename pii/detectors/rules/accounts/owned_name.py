"""Owners in the names of things that a service keeps for them: packages, boxes, archives, badges: `"jroe/tool": "^1.0"`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.badge import PARTS
from pii.detectors.rules.accounts.owners import OWNER, belongs_to_person
from pii.detectors.rules.accounts.repository_name import is_path
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_LONGEST = 600
"""Characters of an entry of a list."""

_THING = r"/(?P<thing>[\w.-]{1,100})"

_OF_PACKAGE = (
    "version|description|type|license|keywords|homepage|require|source|authors|autoload|minimum-stability|private|url|repo"
    "|repository|branch|tag|rev|ref|commit|git|dist"
)
"""What follows the name of a package or a repository, if anything does; a genre or a time zone has a slash as well."""

_VERSIONS = (
    r"versi[a-z\x80-\xff]{1,4}|releases?|(?:un)?install(?:s|ed|ing)?|upgrad(?:e|ed|ing)|updat(?:e|ed|ing)|bump(?:ed|s)?|instalar?"
    r"|instale|actualizar?|atualizar?|installer|installez|installiere|aktualisiere"
)
"""Before a package of Composer in code: what is done with its version, in English, Spanish, Portuguese, French and German."""

_FORMS: dict[str, tuple[str, re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what stands there
    "composer": (
        r"\"[a-z0-9][a-z0-9-]{1,38}/[a-z0-9._-]{1,60}\": \"(?:[\^~<>=!*@v\d]|dev-|self\.version)",
        re.compile(rf"\"{OWNER}{_THING}\""),
    ),
    # Of a framework's recipes, an entry for each package.
    "recipe": (
        r"\"[a-z0-9][a-z0-9-]{1,38}/[a-z0-9._-]{1,60}\": \{\r?\n[ \t]{1,16}\"version\"",
        re.compile(rf"\"{OWNER}{_THING}\""),
    ),
    "locked": (
        r"\"name\": \"[a-z0-9][a-z0-9-]{1,38}/",
        re.compile(rf"\"name\": \"{OWNER}{_THING}\",\s*(?:\"(?:{_OF_PACKAGE})\"|$)"),
    ),
    "archive": (
        r"\bppa:\w|\bcopr enable (?:-y )?\w|\bjitpack\.io/#?\w|github:[a-zA-Z0-9]",
        re.compile(rf"(?:ppa:|copr enable (?:-y )?|jitpack\.io/#?|github:){OWNER}{_THING}"),
    ),
    "versioned": (
        rf"(?i)\b(?:{_VERSIONS}) (?:(?:of|de|von|di|the|el|la|le) ){{0,2}}`[a-z0-9][\w-]{{0,38}}/\w",
        re.compile(rf"[^`\n]+`(?=[^`]*[\d-]){OWNER}{_THING}(?::[\^~]?\d[\w.]*)?`"),
    ),
    "badge": (
        r"codecov\.io/(?:gh|github)/\w|img\.shields\.io/(?:github|docker)/|dev\.azure\.com/\w|circleci\.com/gh/\w"
        r"|codeclimate\.com/github/\w|scrutinizer-ci\.com/g/\w|snyk\.io/test/github/\w|speakerdeck\.com/\w"
        r"|api\.github\.com/(?:repos|users)/\w|appveyor\.com/(?:project|api/projects/status/github)/\w|star-history\.com/#\w"
        r"|coveralls\.io/repos/github/\w|deepwiki\.com/\w|replit\.com/@\w|pypistats\.org/users/\w|wakatime\.com/@\w",
        re.compile(
            r"(?:[a-z-]+\.){1,3}(?:io|com|im|org)/(?:(?:gh|github|g|project|repos|users|test/github|api/projects/status/github|repos/github)/|[#@])?"
            rf"(?>(?:{PARTS}/)*+)"
            rf"{OWNER}(?:{_THING})?"
        ),
    ),
    "module": (
        r"\bmod [\"'][a-z]\w{1,30}[-/][a-z]|\bpuppet module install [^\n]{0,60}?\w[-/]\w"
        r"|\"name\": \"[a-z]\w{1,30}-\w{1,40}\",\s{1,12}\"version\": \"[\d.]{3,12}\",\s{1,12}\"author\"",
        re.compile(
            r"(?:mod [\"']|puppet module install (?:-{1,2}\w[\w-]*+(?:[ =][\d.]++)? )*+|\"name\": \")(?P<owner>[a-zA-Z]\w{1,30})"
            r"[-/](?P<thing>\w{1,60})"
        ),
    ),
    "box": (
        r"\b(?:vagrant_)?box(?: =|:) [\"']?\w|\bsource  ?= \"\w|^repository = \"\w".replace("^", ""),
        re.compile(rf"[a-z_]+(?::| +=) [\"']?{OWNER}{_THING}"),
    ),
}
_LISTS: dict[str, tuple[str, re.Pattern[str], re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what is before the entries, an entry
    "suggested": (
        r"\"suggest\": ?\{",
        re.compile(r"\"suggest\": ?\{\s*"),
        re.compile(rf"\"(?:{OWNER}{_THING}|[^\"\n]{{1,80}})\":\s*\"(?:[^\"\\\n]|\\.){{0,400}}\"\s*,?\s*"),
    ),
    "library": (
        r"\blib_deps ?=|\blib_ignore ?=",
        re.compile(r"lib_\w+ ?=\s*"),
        re.compile(
            rf"[ \t]*+(?:{OWNER}/(?P<thing>[\w.+-]++(?: [\w.+-]++){{0,4}}+)(?= ?@|,|\r?\n|$)[^\n,]*+"
            r"|(?![\w.-]+ ?=|\[)[^\n,]++)(?:,|\r?\n|$)\s*+"
        ),
    ),
}
_MOST = 200
"""Entries of a list."""
_REGEXES = {f"owned_name.{name}": regex for name, (_, regex) in _FORMS.items()}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the owners at the hits."""
    for hit in hits:
        for match in _owners(text, hit):
            if hit.pattern == "owned_name.versioned" and is_path(match["owner"], match["thing"]):
                continue
            if belongs_to_person(match["owner"], match["thing"] or ""):
                yield Span(*match.span("owner"), Label.USERNAME)


def _owners(text: str, hit: Hit) -> Iterator[re.Match[str]]:
    if hit.pattern in _REGEXES:
        match = _REGEXES[hit.pattern].match(text, hit.start, hit.end + 200)
        if match is not None:
            yield match
        return
    _, lead, entry = _LISTS[hit.pattern.partition(".")[2]]
    match = lead.match(text, hit.start, hit.end + REACH)
    for _ in range(_MOST):
        match = entry.match(text, match.end(), match.end() + 600) if match else None
        if match is None:
            return
        if match["owner"]:
            yield match


RULE = Rule(
    "owned_name",
    {f"owned_name.{name}": pattern for name, (pattern, *_) in (_FORMS | _LISTS).items()},
    find,
    rank=4,
    proves=False,
    hits=(
        "Pasar de la versión `«jroe91»/yii2-x` a `2.0`; install `«kroe»/fast-units`, upgrade the `«lroe»/units-2:^2.0` to\n",
        '        "«jroe»/widget-router": "^1.4.1",',
        '"name": "«jroe»/fast-widget",\n    "description": "x"',
        '"«jroe»/faker-widget": "!=1.9.2", "«kroe»/x": "dev-main", "«lroe»/y": "@dev", "«mroe»/z": "self.version"',
        '    "«jroe»/jsonp-widget": {\n        "version": "1.1.1"\n    },',
        '"suggest": {\n    "ext-x": "For x",\n    "«jroe»/oauth2-mail": "Needed for mail"\n  },',
        "[x]\nlib_deps =\n\tbare Lib\n\t«jroe»/WidgetClient@^2.8\n\t«kroe»/Widget Timer @ ^3.3.0\n; x\nmonitor_speed = 9600\n",
        "lib_deps = «jroe»/Widget@^1, «kroe»/Widget2\n",
        "sudo add-apt-repository ppa:«jroe»/widgets",
        "dnf copr enable -y «jroe»/widgets",
        "[![x](https://codecov.io/gh/«jroe»/widgets/branch/main/graph/badge.svg)](x)",
        "https://img.shields.io/github/actions/workflow/status/«jroe»/widgets/test.yml",
        "https://api.github.com/repos/«jroe»/widgets/zipball/4f2a",
        "mod '«jroe»-datatool', '0.6.2'\npuppet module install «kroe»-letsencrypt\n",
        '"name": "«jroe9»-coldtool",\n  "version": "0.1.0",\n  "author": "x"',
        'source  = "«jroe»/widgets/aws//modules/x"',
        'inputs.x.url = "github:«jroe»/widgets";',
    ),
    misses=(
        "install `bin/tool-1` and update `src/x-1`, version `jroe/units`, see `jroe91/yii2-x`\n",
        "install `jroe91/yii2-x/y` and `jroe91/x-2.sh`\n",
        '"widget/widget-core": "^1.0", "widget-labs/x": "^2.0", "src/app": "dist"',
        '"@jroe/widget-timer": "1.1.2", "friendsofwidget/core": "^1.0", "psr/log": "^3.0"',
        '"text/html": {\n  "schema": "x"}, "application/json": {\n  "version": 1}',
        '"suggest": {\n  "ext-x": "see jroe/x"\n},\n"paths": {"jroe/x": "y"}',
        "lib_deps =\n  SPI\n  https://github.com/x/y.git\n[env:b/c]\nboard = jroe/x\n",
        '{"name": "jazz/swing", "id": 4}',
        "https://img.shields.io/badge/a-b-green https://img.shields.io/npm/v/widget",
        'source = "local/path"',
        'mod \'puppetlabs-stdlib\'\nmod \'puppet/nginx\'\n"name": "react-dom",\n  "version": "1.0.0",\n  "main": 1',
    ),
)
