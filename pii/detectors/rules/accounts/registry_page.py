"""Owners in addresses of registries and badges: `registry.platformio.org/libraries/jroe/x`, `badgen.net/docker/size/jroe/x`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import belongs_to_person
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_REGISTRIES = (
    r"registry\.platformio\.org/(?:packages/)?(?:(?:packages|libraries|tools|platforms)/)|components\.espressif\.com/(?:components|badges)/"
    r"|galaxy\.ansible\.com/(?:ui/repo/published/|ui/standalone/roles/|api/v\d/roles/\?owner__username=)?"
    r"|shields\.io/docker/(?:pulls|stars|v|automated|build|cloud/build|cloud/automated|image-size|metrics|size)/"
    r"|shields\.io/ansible/(?:role|collection)/(?:d/)?|badgen\.net/docker/(?:pulls|stars|size|layers|metadata)/"
    r"|badgen\.net/github/[a-z-]{2,24}/|badge\.fury\.io/gh/|open-vsx\.org/extension/|flat\.badgen\.net/github/[a-z-]{2,24}/"
    r"|itemName=|copr\.fedorainfracloud\.org/coprs/|artifacthub\.io/packages/(?:helm|container)/|cloudsmith\.io/~"
    r"|app\.vagrantup\.com/|vagrantcloud\.com/|supermarket\.chef\.io/users/|forge\.puppet(?:labs)?\.com/(?:modules/|users/)?"
    r"|gitpod\.io/#https://github\.com/|sonarcloud\.io/dashboard\?id=|lgtm\.com/projects/g/|libraries\.io/github/"
    r"|repology\.org/maintainer/|images\.microbadger\.com/badges/(?:image|version)/|hub\.docker\.com/_/|dockerhub\.com/r/"
    r"|github-readme-stats\.vercel\.app/api(?:/top-langs|/pin)?/?\?username=|streak-stats\.demolab\.com/?\?user=|komarev\.com/ghpvc/\?username="
    r"|contrib\.rocks/image\?repo=|api\.star-history\.com/svg\?repos=|ghloc\.vercel\.app/api/|github\.githubassets\.com/u/"
)
_PAGE = re.compile(
    rf"(?:{_REGISTRIES})(?P<owner>[A-Za-z0-9](?:[A-Za-z0-9]|[-_](?=[A-Za-z0-9])){{1,38}})"
    r"(?:[/._](?:library/|component/)?(?P<thing>[\w.-]{1,80}))?"
)
_PAGES = frozenset(
    "search api ui badges library component docs packages explore namespaces standalone collections roles intro libraries".split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the owners at the hits."""
    for hit in hits:
        match = _PAGE.match(text, hit.start, hit.end + REACH)
        if match is None or match["owner"].lower() in _PAGES:
            continue
        if belongs_to_person(match["owner"], match["thing"] or ""):
            yield Span(*match.span("owner"), Label.USERNAME)


RULE = Rule(
    "registry_page",
    {"registry_page.address": rf"(?:{_REGISTRIES})[A-Za-z0-9]"},
    find,
    rank=4,
    proves=False,
    hits=(
        "https://badges.registry.platformio.org/packages/«jroe»/library/Widget.svg",
        "https://registry.platformio.org/libraries/«jroe»/Widget https://components.espressif.com/components/«kroe»/widget",
        "https://img.shields.io/docker/pulls/«jroe»/widget https://img.shields.io/docker/image-size/«kroe»/widget%2Flatest",
        "https://badgen.net/docker/pulls/«jroe»/widget?icon=docker",
        "https://galaxy.ansible.com/ui/repo/published/«jroe»/widget/ https://galaxy.ansible.com/«kroe»/widget",
        "https://marketplace.visualstudio.com/items?itemName=«jroe».widget",
        "https://github-readme-stats.vercel.app/api?username=«jroe»&x=1",
    ),
    misses=(
        "https://img.shields.io/docker/pulls/library/nginx https://galaxy.ansible.com/docs",
        "https://registry.platformio.org/libraries/widgetlabs/x https://registry.platformio.org/search?q=x",
        "https://badgen.net/npm/v/widget",
        "https://galaxy.ansible.com/widget/widget",
    ),
)
