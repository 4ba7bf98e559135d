"""Scopes of packages that are a person's: `node_modules/@jroe/tool`, `"@jroe/tool": "^1.0"`, `/@jroe/tool@1.0.0:`,
`npm run build --workspace=@jroe/tool`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import belongs_to_person
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_LONGEST = 200
"""Characters of what tells a version."""

_PLACES = (
    r"node_modules/|registry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)/|npmjs\.com/package/|unpkg\.com/|esm\.sh/|/npm/"
    r"|\b(?:npm|jsr):/?|\b(?:npm (?:i|install|uninstall|update|remove|rm|view|exec|create)"
    r"|npx|(?:yarn|pnpm) (?:add|dlx|remove|update|up|upgrade|why|info|install)|bun (?:add|x|remove|update)|bunx)"
    r"(?: -{1,2}[\w-]{1,20}){0,3} "
)
"""What stands before a package and nothing else."""
_WORKSPACE = (
    r"(?: -[wF]| --(?:workspace|filter|filter-prod|scope|include|projects?))(?:=| {1,4})"
    r"|\b(?:yarn workspace|(?:nx|ng) (?:build|serve|test|lint|e2e|run)|(?:rush|rushx) [a-z-]{2,20} -[toTO]) "
)
"""What chooses one package of a monorepo: npm, pnpm, Yarn, Lerna, Turborepo, Nx and Rush, whose scripts may escape quotes."""
_PACKAGE = re.compile(r"@(?P<scope>[a-z0-9][a-z0-9_-]{1,38})(?:/|%2[fF])(?P<package>[a-z0-9][\w.-]{0,80})", re.ASCII)
_VERSIONED = re.compile(
    r"\" \"(?:npm:@[\w-]+/[\w.-]+@)?[\^~>=<*]{0,2}(?:\d|\")|/\d+\.\d+\.\d[\w.+@()-]*'?:"
    r"|@(?:npm:)?[\^~>=<]{0,2}\d[\w.]|\"?: ?\[?\"(?:@[\w-]+/[\w.-]+@)?[\^~>=<*]{0,2}(?:\d|$|\*)"
    r"|'?:\r?\n? *(?:specifier: )?[\^~]?\d"
)
"""What stands behind a package of a list of dependencies: its version, as Yarn 1, pnpm before 6 and the others write it."""

_REGISTRY = re.compile(
    r"://(?P<host>(?:[\w-]{1,60}\.){1,5}[\w-]{2,20})(?::\d{1,5})?/(?:[\w.-]{1,40}/){0,4}@(?P<scope>[\w-]{2,39})/"
)
_SIGHT = 400
"""Characters on either side of a package in which its address stands."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the scopes at the hits."""
    for hit in hits:
        package = _PACKAGE.match(text, text.index("@", hit.start), hit.end + REACH)
        if package is None:
            continue
        versioned = hit.pattern != "package_scope.listed" or _VERSIONED.match(
            text, package.end(), package.end() + _LONGEST
        )
        if not versioned or not belongs_to_person(package["scope"], package["package"]):
            continue
        if not _is_companys(text, package):
            yield Span(*package.span("scope"), Label.USERNAME)


def _is_companys(text: str, package: re.Match[str]) -> bool:
    """Whether the registry that has the scope is named like it, as a company's own is: `npm.widgets.example/@widgets/x`."""
    scope = package["scope"]
    return any(
        address["scope"] == scope and scope in address["host"].split(".")
        for address in _REGISTRY.finditer(text, max(0, package.start() - _SIGHT), package.end() + _SIGHT)
    )


RULE = Rule(
    "package_scope",
    {
        "package_scope.place": rf"(?:{_PLACES})@[a-z0-9]",
        "package_scope.workspace": rf"(?:{_WORKSPACE})(?:\\?[\"'])?(?:\.\.\.)?@[a-z0-9]",
        "package_scope.listed": r"[\"'/]@[a-z0-9]",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        '    "node_modules/@«jroe»/source-map": {\n      "resolved": "https://registry.npmjs.org/@«jroe»/source-map/-/x-1.tgz",',
        '"@«jroe»/timer": "^1.1.2", "@«kroe»/x": "~2.0"',
        '    "@«jroe»/text": ["@«jroe»/text@0.1.1", "", {}, "sha512-x"],',
        "  /@«jroe»/timer@1.0.0:\n    resolution: x\n  '@«kroe»/x@2.0.1':\n",
        '"@«jroe»/timer@^1.0.0", "@«jroe»/timer@npm:^1.1":\n  version "1.1.0"\n',
        'import x from "npm:@«jroe»/timer@1"; import y from "jsr:@«kroe»/y"',
        '  dependencies:\n    "@«jroe88»/drawer" "^2.0.3"\n    "@«kroe»/x" "*"\n',
        "  /@«jroe»/timer/1.0.0:\n  /@«kroe»/x/2.1.0_react@17.0.2:\n'@«rich_roe»/pane':\n    specifier: ^1.0.0\n",
        "npm install --save-dev @«jroe»/timer && npx @«kroe»/x",
        "npm rm @«jroe»/timer; yarn remove @«kroe»/x && pnpm update --latest @«lroe»/x\n",
        "https://www.npmjs.com/package/@«jroe»/timer https://unpkg.com/@«kroe»/x@1/y.js",
        '"node_modules/@«jroe»/cdk": {"resolved": "https://npm.mist.example/api/npm/@«jroe»/cdk/-/x.tgz"',
        "pnpm --filter @«jroe88»/pane dev; pnpm -r --filter ./x --filter ...@«kroe77»/y... build; npm run build -w @«lroe55»/z\n",
        "npm ci --workspace=@«jroe88»/x; lerna run x --scope=@«kroe77»/y; turbo run x --filter='@«lroe55»/z'\n",
        "nx build @«mroe44»/x\n",
        '"dev": "turbo dev --filter=\\"@«jroe88»/web\\"", "x": "yarn workspace @«kroe77»/y dev", "y": "pnpm -F @«lroe55»/z x"\n',
    ),
    misses=(
        "pnpm --filter @components/pane dev; npm run build -w @widget-labs/z; lerna run x --scope=@babel/y; nx build @app/x\n",
        "docker build --filter @jroe88 . ; git log -w @jroe88; x --scope=jroe88/y; pnpm --filter ./@jroe88/x; from @jroe88/x\n",
        'import Button from "@components/Button"; import x from "@jroe/tool"',
        '"@widget-labs/x": "^1.0", "@babel/core": "^7.0", "@types/node": "*"',
        '"paths": {"@app/x": ["src/app"], "@jroe/x": ["./src/x"]}',
        "cc @jroe/team",
        '"@jroe/tool": "workspace:*"',
        "node_modules/@tool/tool",
        'f("@jroe/x" "one"), /@lroe/x/1: /@mroe/x/1.0.0/y.js\n',
        '"node_modules/@mossq/cdk": {\n  "resolved": "https://npm.mossq.example/api/npm/@mossq/cdk/-/@mossq/cdk-12.2.9.tgz",',
    ),
)
