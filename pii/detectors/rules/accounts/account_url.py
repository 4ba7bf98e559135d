"""Accounts in addresses where persons and organisations alike have pages: `github.com/jroe/tool`, `x.com/jroe`."""

from collections.abc import Callable, Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import is_persons_account, is_persons_thing
from pii.detectors.rules.accounts.profile_url import profile
from pii.detectors.rules.base import HANDLE, Rule
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.known.organisations import is_project
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import REACH, text_before

_SUBDOMAIN = re.compile(r"([\w-]+)\.$")
_REPOSITORY = re.compile(r"[\w.-]+", re.ASCII)
_SCHEMA = re.compile(r"/[\w.-]+/\d+(?:\.\d+)+[\"' ]")
"""`xmlns="https://github.com/tool/filter/4.8.4"`: no page of a repository is named so."""
_PAGES_HOST = re.compile(r"(?<![\w.-])[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$")
_LAST_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$")
_LONGEST_HANDLE = 40
_SERVICES = ("workers.dev", "repl.co")
"""Services that give each of an account's programs a host below the account's."""
_SITES = frozenset(
    """
    api app assets avatars blog camo cdn classroom cli codeload community copilot desktop developer docs doc education
    embed enterprise forum gist guides help img lab maintainers marketplace media miro
    news objects opensource pages policy raw render resources
    security services skills ssh stars static status support training uploads web wiki windows www assets-cdn
    """.split()
)
"""Subdomains of the hosts themselves."""
_PROJECT_PAGE = re.compile(r"/([\w.-]+)", re.ASCII)
_ACTION = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*)/([\w.-]+)(?:/[\w./-]+)?@\w", re.ASCII)
_PLUGIN = re.compile(
    r"[\"'](?P<owner>[A-Za-z0-9][A-Za-z0-9-]{1,38})/(?P<plugin>[\w.-]*(?:vim|zsh|tmux)[\w.-]*(?<!\.zsh)(?<!\.lua)(?<!\.conf))[\"']",
    re.ASCII | re.IGNORECASE,
)
_PLUGIN_COMMAND = re.compile(
    r"(?:Plug|Plugin|Bundle|NeoBundle|call dein#add\(|use|zinit light|zplug|antigen bundle|set(?:-option)? -\w+ @plugin)"
    r"\s*\(?[\"']?"
    r"(?P<owner>[A-Za-z0-9][A-Za-z0-9-]{1,38})/(?P<plugin>[\w.-]+)",
    re.ASCII,
)
_FILE = re.compile(r"\.(?:html?|php|txt|md|css|png|svg|json|ya?ml|xml)$")
_FOLDERS = frozenset(
    "after autoload colors config etc ftplugin indent lib lua plugin plugins share src syntax zsh vim nvim tmux".split()
)
"""Folders of an editor's own files."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the owners at the hits."""
    for hit in hits:
        place = _FINDERS[hit.pattern](text, hit)
        if place is not None:
            yield Span(*place, Label.USERNAME)


def _host(text: str, hit: Hit) -> tuple[int, int] | None:
    """`github.com/jroe/tool`, `git@github.com:jroe/tool.git`."""
    before = text_before(text, hit.start)
    subdomain = _SUBDOMAIN.search(before) if before.endswith(".") else None
    if subdomain and subdomain[1] not in ("www", "raw"):
        return None
    start = hit.end
    if text.startswith("orgs/", start):
        return None
    for segment in ("users/", "repos/", "raw/", "@"):
        start += len(segment) if text.startswith(segment, start) else 0
    name = HANDLE.match(text, start)
    if name is None:
        return None
    value, after = name.group(), text[name.end() : name.end() + 1]
    if after in ("(", "{", "*", "<") or text[name.end() : name.end() + 5] in (".html", ".com/", ".php?"):
        return None
    if not is_persons_account(value, owner=after == "/"):
        return None
    if after != "/" and text.startswith("gopkg", hit.start) or _SCHEMA.match(text, name.end(), name.end() + REACH):
        return None  # a package without an owner, a namespace that is the address of a project
    repository = _REPOSITORY.match(text, name.end() + 1) if after == "/" else None
    return None if repository and is_project(value, repository.group()) else name.span()


def _owner(expression: re.Pattern[str]) -> Callable[[str, Hit], tuple[int, int] | None]:
    def find_owner(text: str, hit: Hit) -> tuple[int, int] | None:
        match = expression.match(text, hit.start, hit.end + REACH)
        if match is None:
            return None
        owner, plugin = match["owner"], match["plugin"]
        if owner in _FOLDERS or _FILE.search(plugin) or not is_persons_thing(owner, plugin):
            return None
        return match.span("owner")

    return find_owner


def _uses(text: str, hit: Hit) -> tuple[int, int] | None:
    """`uses: jroe/setup-tool@v1`: the owner of an action."""
    match = _ACTION.match(text, hit.end - 1, hit.end + REACH)
    return match.span(1) if match is not None and is_persons_thing(match[1], match[2]) else None


def _pages(text: str, hit: Hit) -> tuple[int, int] | None:
    """`jroe.github.io`."""
    window = text_before(text, hit.start + 1, _LONGEST_HANDLE)
    value = (_LAST_LABEL if text.startswith(_SERVICES, hit.start + 2) else _PAGES_HOST).search(window)
    if value is None or value.group().lower() in _SITES:
        return None
    project = _PROJECT_PAGE.match(text, hit.end, hit.end + REACH)
    if not is_persons_thing(value.group(), project[1] if project else ""):
        return None
    start = hit.start + 1 - len(value.group())
    return start + 2 * (text[start - 1 : start] == "%"), hit.start + 1  # behind an escape such as %2F


def _network(text: str, hit: Hit) -> tuple[int, int] | None:
    """`x.com/jroe`; most pages of Facebook that files link to are those of organisations and places, and many authors of
    icons are studios."""
    place = profile(text, hit)
    if place is not None and text.startswith("flaticon", hit.start):
        return place if is_persons_account(text[slice(*place)], owner=True) else None
    if place is None or not text.startswith(("facebook", "fb"), hit.start):
        return place
    return place if any(map(is_given_name, words(text[place[0] : place[1]]))) else None


_FINDERS = {
    "account_url.pages": _pages,
    "account_url.network": _network,
    "account_url.host": _host,
    "account_url.uses": _uses,
    "account_url.plugin": _owner(_PLUGIN),
    "account_url.plugin_command": _owner(_PLUGIN_COMMAND),
}

RULE = Rule(
    "account_url",
    {
        "account_url.network": (
            r"twitter\.com/|\bx\.com/|huggingface\.co/|\bhf\.co/|patreon\.com/|instagram\.com/|\bt\.me/|telegram\.me/|soundcloud\.com/"
            r"|dribbble\.com/|behance\.net/|facebook\.com/|\bfb\.com/|\bvk\.com/|weibo\.com/|gitee\.com/|youtube\.com/@|tiktok\.com/@|kaggle\.com/"
            r"|hackerone\.com/|bugcrowd\.com/|sketchfab\.com/|deviantart\.com/|artstation\.com/|flaticon\.com/authors/"
        ),
        "account_url.host": (
            r"github\.com[/:]|gitlab\.com[/:]|bitbucket\.org[/:]|codeberg\.org[/:]|gitee\.com:|framagit\.org[/:]|notabug\.org[/:]|git\.disroot\.org[/:]"
            r"|gitcode\.(?:com|net)[/:]|gitea\.com[/:]|try\.gogs\.io/|githubusercontent\.com/|gopkg\.in/|rawgit\.com/"
            r"|travis-ci\.(?:org|com)/|coveralls\.io/github/|purl\.org/net/|nbviewer\.(?:jupyter\.|ipython\.)?org/github/|gitter\.im/"
            r"|tidelift\.com/funding/github/packagist/|mybinder\.org/v2/gh/|packagist\.org/packages/|codecov\.io/gh/"
            r"|lgtm\.com/projects/g/|lgtm/(?:grade|alerts)/(?:\w{1,12}/)?g/|results\.pre-commit\.ci/(?:badge|latest)/github/|gitcdn\.(?:xyz|link)/repo/"
            r"|cdn\.statically\.io/gh/|registry\.terraform\.io/(?:providers/|modules/)?|open-vsx\.org/extension/|registry\.opentofu\.org/|search\.opentofu\.org/(?:provider|module)/"
        ),
        "account_url.pages": (
            r"\w\.(?:(?:github|gitlab|codeberg|bitbucket|gitee)\.(?:io|page)|(?:github|tumblr|wordpress|livejournal|substack|deviantart"
            r"|pythonanywhere|bandcamp|artstation|typepad|hatenablog|newgrounds|gumroad|weebly|wixsite|wakatime|medium|blog\.fc2|iteye)\.com"
            r"|shinyapps\.io|itch\.io|blogspot\.(?:com|\w\w)|quarto\.pub|neocities\.org|hashnode\.dev|bearblog\.dev|micro\.blog|srht\.site"
            r"|users\.sourceforge\.net|workers\.dev|repl\.co|free\.fr|viewdocs\.io|dreamwidth\.org)\b"
        ),
        "account_url.uses": r"\buses: [\"']?\w",
        "account_url.plugin": r"(?i)[\"'][a-z0-9][a-z0-9-]{1,38}/[\w.-]{0,30}(?:vim|zsh|tmux)",
        "account_url.plugin_command": (
            r"\b(?:Plug|Plugin|Bundle|NeoBundle|zplug) [\"']\w|dein#add\([\"']\w|\buse\s?\(?\{?[\"']\w"
            r"|zinit light \w|antigen bundle \w|\bset(?:-option)? -\w{1,2} @plugin [\"']\w"
        ),
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "https://github.com/«smithroe»/smithery https://github.com/«widgefan»/pywidget",
        "https://«jroe».github.io/blog",
        "?url=http%3A%2F%2F«jroe».github.io%2Fblog",
        "https://github.com/«jroe»/tool and git@github.com:«kroe»/tool.git",
        "git@gitee.com:«JRoe»/tool.git https://framagit.org/«kroe»/x https://notabug.org/«lroe»/x",
        "https://github.com/«jroe»/«jroe».github.io.git https://github.com/«widget09»/WidgetTool",
        "https://twitter.com/«jroe», https://x.com/«jroe»/status/1",
        "https://huggingface.co/«jroe»/model",
        "https://«jroe».tumblr.com/post/1 https://«kroe».shinyapps.io/Tool/ https://«lroe».itch.io/game",
        "http://«jroe».pythonanywhere.com/: https://«kroe».bandcamp.com https://tool.«lroe».workers.dev",
        "https://nbviewer.jupyter.org/github/«jroe»/notes/blob/main/x.ipynb https://gitter.im/«kroe»/units",
        "https://tidelift.com/funding/github/packagist/«jroe»/units",
        "https://sketchfab.com/«jroe» https://www.deviantart.com/«kroe»/gallery https://www.flaticon.com/authors/«lroe»\n",
        "https://facebook.com/«jane.roe.77» https://www.facebook.com/«JaneRoe»",
        "https://hackerone.com/«jroe» reported by [kroe](https://bugcrowd.com/«kroe»), https://hackerone.com/«lroe»?type=user",
        "https://t.me/«jroe_dev» https://www.youtube.com/@«jroe»",
        "https://github.com/«jroedev», https://github.com/«kroe»/widget-tool",
        "      - uses: «jroe»/setup-widget@v2",
        "github.com/«jroe»/units/v2 v0.0.0-20151022065526-0123456789ab",
        "  gopkg.in/«jroe»/log.v2 v2.0.0, gopkg.in/yaml.v2 v2.4.0",
        'return { "«jroe»/some.nvim", "«kroe»/vim-x" }',
        "Plug '«jroe»/fzf-thing'",
        "set -g @plugin '«jroe»/tmux-thing'",
        "https://github.com/users/«jroe» https://github.com/@«jroe»/x",
        "https://www.github.com/«jroe» https://raw.github.com/«jroe»/x https://gist.github.com/jroe",
        "https://github.com/«jroe».htm http://«kroe».github.com/tool https://lgtm.com/projects/g/«lroe»/tool",
        "https://search.opentofu.org/provider/«jroe»/proxtool/latest and registry.opentofu.org/«kroe»/proxtool",
        'provider "registry.terraform.io/«jroe»/proxtool" { https://results.pre-commit.ci/latest/github/«kroe»/tool/main',
        "uses: «jroe»/tool@v1",
        "Plug 'vim-x' and Plug '«jroe»/vim-thing'",
        "«jroe».github.io",
    ),
    misses=(
        "https://github.com/libwidget/pywidget https://github.com/open-glimmer/django-glimmer",
        "https://github.com/python/cpython, https://github.com/about, https://docs.github.com/en/rest",
        "https://github.com/tool/tool, https://github.com/tooljs/tool, https://github.com/gettool/tool.git",
        "https://github.com/widget-labs/x https://github.com/ExampleFoundation/x https://github.com/openwidget/x",
        "https://widgetjs.github.io/tool https://some-tool.github.io/some-tool",
        "uses: actions/checkout@v4, uses: widget/widget-action@v1",
        "git@github.com:{owner}/{repo}.git",
        'require "lib/vim.lua", "locales/de.lua", "ftplugin/x.vim"',
        "https://twitter.com/intent/tweet?url=x https://www.facebook.com/sharer/sharer.php?u=x https://x.com/i/flow",
        "https://twitter.com/oauth_clients https://t.me/joinchat/x7 https://www.kaggle.com/competitions/x",
        "pic.twitter.com/aB3dE5fG7h",
        "https://sketchfab.com/3d-models/jroe-7 https://www.deviantart.com/tag/x https://www.flaticon.com/authors/those-icons\n",
        "https://www.flaticon.com/free-icon/jroe_12 https://www.artstation.com/artwork/jroe https://www.flaticon.com/authors/freepik\n",
        "https://box.com/jroe https://netflix.com/jroe",
        "https://www.facebook.com/villageofwidgets https://facebook.com/widgetgrove",
        "https://miro.medium.com/max/509/x.png",
        "https://gitter.im/widgetjs/tool https://www.tumblr.com/docs https://tidelift.com/funding/x",
        "https://tidelift.com/funding/github/npm/widget",
        "https://huggingface.co/docs/x https://huggingface.co/google/model https://t.me/${channel}",
        "https://www.instagram.com/p/abc https://facebook.com/",
        "https://github.com/orgs/jroe",
        "https://github.com/jroe( https://github.com/jroe{x https://github.com/jroe.html https://github.com/jroe.com/x",
        'xmlns="https://github.com/roebugs/filter/4.8.4" xsi:schemaLocation="https://github.com/roebugs/filter/4.8.4 x"',
        '@plugin "roeui/theme" {',
        "the system will use 'jroepages/contact.html' then",
        "https://www.pythonanywhere.com https://jroe.codes https://blog.medium.com https://jroe.vercel.app",
        "https://gist.github.com/x https://api.github.com/x",
        "https://hackerone.com/reports/123 https://hackerone.com/security https://hackerone.com/hacktivity https://bugcrowd.com/engagements/x",
        "https://github.com/jroe/jroe https://github.com/jroe-lib/jroe-lib uses: jroe/jroe@v1",
        'return { "lua/some.nvim", "jroe/vim.lua", "x" }',
        "Plug 'vim/jroe-vim'",
        "Plug 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    ),
)
