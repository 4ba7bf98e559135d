"""Accounts in the addresses of pages that belong to one person: profiles and home pages."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_PERSONS = (
    r"linkedin\.com/in/|linkedin\.com/pub/|api\.github\.com/users/|github\.com/sponsors/|gist\.github\.com/"
    r"|gist\.githubusercontent\.com/|dev\.to/|keybase\.io/|launchpad\.net/~|metacpan\.org/author/|cpan\.org/~|(?:git\.)?sr\.ht[/:]~"
    r"|npmjs\.(?:com|org)/~|medium\.com/@|mastodon\.\w+/@|fosstodon\.org/@|hachyderm\.io/@|ko-fi\.com/|buymeacoffee\.com/"
    r"|buymeacoff\.ee/|button-api/\?[\w=%&;.+-]{0,99}slug=|paypal\.me/|paypal\.com/paypalme/|liberapay\.com/|boosty\.to/"
    r"|cash\.app/\$|venmo\.com/(?:u/)?|hub\.docker\.com/u/|news\.ycombinator\.com/user\?id=|rubygems\.org/profiles/"
    r"|gravatar\.com/|people\.\w+\.org/~|pypi\.org/user/|crates\.io/users/|nuget\.org/profiles/"
    r"|hackage\.haskell\.org/user/|packagist\.org/users/"
    r"|(?:stackoverflow|stackexchange|superuser|serverfault|askubuntu)\.com/users/\d+/|mathoverflow\.net/users/\d+/"
    r"|reddit\.com/u(?:ser)?/|threads\.net/@|steamcommunity\.com/id/|last\.fm/user/|codepen\.io/|jsfiddle\.net/user/"
    r"|leetcode\.com/(?:u/)?|codeforces\.com/profile/|hackerrank\.com/(?:profile/)?|hackerearth\.com/@"
    r"|codewars\.com/users/|codechef\.com/users/|atcoder\.jp/users/|exercism\.org/profiles/|geeksforgeeks\.org/user/"
    r"|tryhackme\.com/p/|hackerone\.com/users/|bugcrowd\.com/h/|huntr\.(?:dev|com)/users/|app\.intigriti\.com/(?:researcher/)?profile/"
    r"|yeswehack\.com/hunters/|openbugbounty\.org/researchers/|pentesterlab\.com/profile/|scratch\.mit\.edu/users/|zhihu\.com/people/|juejin\.cn/user/"
    r"|blog\.csdn\.net/|jianshu\.com/u/|cnblogs\.com/|segmentfault\.com/u/|qiita\.com/|zenn\.dev/"
    r"|profiles\.wordpress\.org/|wordpress\.org/support/users/|drupal\.org/u/|about\.me/|linktr\.ee/|lichess\.org/@/"
    r"|chess\.com/member/|stackblitz\.com/@|observablehq\.com/@|unsplash\.com/@|bsky\.app/profile/"
    r"|calendly\.com/|noti\.st/|500px\.com/p/|xing\.com/profile/|myspace\.com/|trello\.com/u/|thingiverse\.com/|taringa\.net/"
    r"|habr\.com/(?:ru/|en/)?users/|greasyfork\.org/(?:[\w-]{2,5}/)?users/\d{1,9}-|openuserjs\.org/(?:meta|users|scripts|install)/"
    r"|unavatar\.io/(?:\w{1,10}/)?|transifex\.com/user/profile/|youtube\.com/user/|wandb\.ai/|ok\.ru/profile/"
    r"|instructables\.com/member/|goodreads\.com/user/show/\d{1,9}-|hackaday\.io/|mixcloud\.com/"
    r"|thingiverse\.com/|producthunt\.com/@|replit\.com/@|glitch\.com/@|hashnode\.com/@|polywork\.com/|read\.cv/|hacker\.news/user/"
    r"|reddit\.com/message/compose/\?to=|launchpad\.net/people/\+me/|(?:mastodon|mstdn|social|toot)\.[\w-]{2,12}/@|chaos\.social/@"
    r"|mathstodon\.xyz/@|infosec\.exchange/@|techhub\.social/@|ruby\.social/@|indieweb\.social/@|c\.im/@|social\.lol/@|mas\.to/@"
    r"|hex\.pm/users/|luarocks\.org/modules/|speakerdeck\.com/|clojars\.org/users/|pub\.dev/publishers/|dev\.azure\.com/|visualstudio\.com/users/|addons\.mozilla\.org/user/"
    r"|translate\.wordpress\.org/profile/|ctan\.org/author/|openhub\.net/accounts/|ohloh\.net/accounts/|sourceforge\.net/u/"
    r"|bbs\.archlinux\.org/profile/|aur\.archlinux\.org/account/|community\.openstreetmap\.org/u/|openstreetmap\.org/user/"
    r"|discourse\.[\w.-]{2,30}/u/|forum\.[\w.-]{2,30}/u/|discuss\.[\w.-]{2,30}/u/|community\.[\w.-]{2,30}/u/|skype:"
    r"|flickr\.com/(?:photos|people)/|modrinth\.com/user/|curseforge\.com/members/|rpubs\.com/|wikipedia\.org/wiki/User:"
    r"|dev\.bukkit\.org/(?:profiles|members)/|planetminecraft\.com/member/|itch\.io/profile/|(?:next\.)?nexusmods\.com/profile/"
    r"|roblox\.com/users?(?:\.aspx|/profile)\?username=|hangar\.papermc\.io/|namemc\.com/profile/|minotar\.net/(?:avatar|helm|skin)/"
    r"|(?:mod|indie)db\.com/members/|mod\.io/(?:g/[\w-]{1,40}/)?u/|gamejolt\.com/@|osu\.ppy\.sh/u(?:sers)?/|speedrun\.com/users?/"
    r"|twitch\.tv/|anilist\.co/user/|myanimelist\.net/profile/|letterboxd\.com/|retroachievements\.org/user/"
    r"|boardgamegeek\.com/(?:user|profile)/|fandom\.com/wiki/User:|minecraft\.wiki/w/User:|mods\.factorio\.com/user/|thenounproject\.com/creator/"
    r"|pexels\.com/(?:[a-z]{2}-[a-z]{2}/)?@|freesound\.org/people/|freemusicarchive\.org/music/|opengameart\.org/users/|acmicpc\.net/user/|solved\.ac/profile/|d\.hatena\.ne\.jp/|pastebin\.com/u/"
    r"|v2ex\.com/member/|codecademy\.com/profiles/|sourceforge\.net/users/"
    r"|geocities\.com/|game-icons\.net/1x1/|xscode\.com/|[?&]sponsor=|coff\.ee/|bmc\.link/|donatello\.to/|tipeee\.com/|flattr\.com/(?:profile/)?"
    r"|donationalerts\.com/r/|afdian\.(?:net|com)/(?:a/)?|thanks\.dev/(?:u/)?gh/|tippin\.me/|wise\.com/pay/me/|revolut\.me/|monzo\.me/"
    r"|saweria\.co/|trakteer\.id/|beacons\.ai/|streamlabs\.com/|throne\.com/|donate\.stream/|destream\.net/live/|apoia\.se/|wikimedia\.org/wiki/User:|wikidata\.org/wiki/User:|researchgate\.net/profile/|slideshare\.net/"
)
_PAGES = frozenset(
    """
    about account accounts ads amp api apps article articles assets auth blog blogs board business c categories
    category challenges channel company compete contact cookies courses css dashboard datasets developer developers
    discover discuss docs download embed en events explore faq feed feeds forum github group groups hashtag help home html i
    images img index intent intl jobs js learn legal live login logout lp map marketplace models news notebook
    notifications oauth org orgs p pages papers pen photo photos plugins policies post posts pricing privacy problem
    problems problemset profile profile.php project projects public r reel register reels search settings share
    oauth2 oauth_clients authorize authenticate statuses messages followers following favorites lists moments bookmarks compose
    joinchat addstickers addemoji addlist proxy socks setlanguage competitions code kernels discussions organizations chat
    discover stream charts player gallery collection collections checkout download_app hub me home.php login.php bepatron
    share.php sharer sharer.php shop shots signin signup site sites spaces static stories submit support tag tags tasks team
    3d-models art authors film films popout subs turbo lists journal artwork artworks contests learning popular prints store view
    hacktivity leaderboard opportunities reports directory engagements program programs researchers
    terms tos tr transformers tree tutorials tv u upload uploads user users v video videos watch web welcome widgets work wiki www
    """.split()
)
_NAME = re.compile(r"[A-Za-z0-9_][\w-]*(?:\.\w+)*", re.ASCII)
_TILDE = re.compile(r"[A-Za-z][\w.-]*\w", re.ASCII)
_URL_BEFORE = re.compile(r"https?://[\w./:-]+$", re.ASCII)
_STOPS = ("(", "{", "*", "<", "$", ":", "%", "[")
_ENDING = re.compile(r"\.(?:html?|php|com|org|js|css|png|svg|xml|json|aspx?|io|net|git)$", re.IGNORECASE)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        place = _FINDERS[hit.pattern](text, hit)
        if place is not None:
            yield Span(*place, Label.USERNAME)


def profile(text: str, hit: Hit) -> tuple[int, int] | None:
    """`https://medium.com/@jroe/x`: the account behind the address of a host."""
    before = text[hit.start - 1 : hit.start]
    if before.isalnum() or before == "-" or before == "." and not _known_subdomain(text, hit.start):
        return None
    start = hit.end + text.startswith(("@", "~"), hit.end)
    name = _NAME.match(text, start, start + REACH)
    if name is None:
        return None
    value, after = name.group(), text[name.end() : name.end() + 1]
    if len(value) < 2 or value.isdigit() or after in _STOPS and after or _ENDING.search(value):
        return None
    if value.lower() in _PAGES or not is_persons_account(value, owner=after == "/"):
        return None
    return name.span()


_SUBDOMAIN = re.compile(r"(?:^|[^\w.-])(www|m|mobile|\w\w|old|new)\.$")


def _known_subdomain(text: str, start: int) -> bool:
    return _SUBDOMAIN.search(text, start - REACH, start) is not None


def _tilde(text: str, hit: Hit) -> tuple[int, int] | None:
    """`http://roe.org/~jroe/`: a home page."""
    name = _TILDE.match(text, hit.end - 1, hit.end + REACH)
    before = text[line_before(text, hit.start) : hit.start + 1]
    if name is None or not is_persons_account(name.group()) or not _URL_BEFORE.search(before):
        return None
    return name.span()


_FIDDLE = re.compile(r"jsfiddle\.net/(?P<account>[A-Za-z_][\w-]{1,29})/(?=[a-zA-Z]*\d|\d+[a-zA-Z])\w{5,12}\b", re.ASCII)


def _fiddle(text: str, hit: Hit) -> tuple[int, int] | None:
    """`http://jsfiddle.net/jroe/7xk2Lm/`: whose a piece of code is; without one, the first part is the code's."""
    match = _FIDDLE.match(text, hit.start, hit.end + REACH)
    if match is None or match["account"].lower() in _PAGES or not is_persons_account(match["account"], owner=True):
        return None
    return match.span("account")


_MEMBER = re.compile(
    r"/members/(?P<account>[A-Za-z0-9_][\w-]{1,38})\.\d{1,9}(?![\w.-])"
    r"|/profile/\d{1,9}-(?P<account2>[A-Za-z0-9_][\w-]{1,38})(?=/|[^\w.=&-]|$)",
    re.ASCII,
)


def _member(text: str, hit: Hit) -> tuple[int, int] | None:
    """An account of a forum with its number: `forum.example/members/jroe.123/` of XenForo, `/profile/123-jroe/` of Invision."""
    match = _MEMBER.match(text, hit.start, hit.end + REACH)
    if match is None or not _URL_BEFORE.search(text, line_before(text, hit.start), hit.start):
        return None
    group = "account" if match["account"] else "account2"
    if match[group].isdigit() or not is_persons_account(match[group]):
        return None
    return match.span(group)


_FINDERS = {
    "profile_url.member": _member,
    "profile_url.numbered": _member,
    "profile_url.fiddle": _fiddle,
    "profile_url.person": profile,
    "profile_url.tilde": _tilde,
}

RULE = Rule(
    "profile_url",
    {
        "profile_url.person": _PERSONS,
        "profile_url.fiddle": r"\bjsfiddle\.net/[A-Za-z_][\w-]{1,29}/",
        "profile_url.member": r"/members/[A-Za-z0-9_][\w-]{1,38}\.\d",
        "profile_url.numbered": r"/profile/\d{1,9}-[A-Za-z0-9_]",
        "profile_url.tilde": r"\w/~[A-Za-z]",
    },
    find,
    rank=4,
    hits=(
        "http://jsfiddle.net/«jroe»/7xk2Lm/ https://jsfiddle.net/«kroe»/xk2Lm8/12/",
        "https://api.github.com/users/«jroe»/repos",
        "git@git.sr.ht:~«jroe»/tool https://git.sr.ht/~«kroe»/tool",
        "https://gist.github.com/«jroe»/0123abcd",
        "http://www.example.org/~«kroe»/tool",
        "https://github.com/sponsors/«jroe»",
        "https://www.linkedin.com/in/«jane-roe»/",
        "https://www.npmjs.com/~«jroe» https://pypi.org/user/«jroe»/ https://medium.com/@«jroe»/x",
        "https://stackoverflow.com/users/1234/«jane-roe»",
        "https://de.linkedin.com/in/«jroe» https://xyz.linkedin.com/in/jroe https://m.linkedin.com/in/«jroe»",
        "https://dev.to/@«jroe» https://dev.to/~«kroe»",
        "https://dev.to/«jr» https://dev.to/«jroe.x»",
        "https://www.paypal.com/paypalme/«jroe» https://www.paypal.me/«kroe»/10.00 https://liberapay.com/«lroe»/donate",
        "https://img.buymeacoffee.com/button-api/?text=Buy%20me%20a%20coffee&slug=«jroe»&font=x",
        "https://coff.ee/«jane.r» https://en.tipeee.com/«jroe» https://flattr.com/@«kroe» https://afdian.com/a/«lroe»",
        "https://calendly.com/«jroe»/30min https://habr.com/ru/users/«kroe»/posts/ https://greasyfork.org/users/12-«lroe»",
        "https://www.v2ex.com/member/«jroe» https://freesound.org/people/«kroe»/sounds/1/ https://www.acmicpc.net/user/«lroe»",
        "https://forum.example.org/u/«jroe» https://chaos.social/@«kroe»",
        "https://luarocks.org/modules/«jroe»/units https://speakerdeck.com/«kroe»/talk",
        "https://tryhackme.com/p/«jroe» https://bugcrowd.com/h/«kroe» https://huntr.dev/users/«lroe»/",
        "https://app.intigriti.com/profile/«jroe» https://app.intigriti.com/researcher/profile/«kroe» https://yeswehack.com/hunters/«lroe»",
        "https://superuser.com/users/12/«jane-roe» https://en.wikipedia.org/wiki/User:«JRoe»",
        "https://www.spigotmc.org/members/«jroe».12345/ http://forum.example.org/x/members/«k-roe».7\n",
        "http://dev.bukkit.org/profiles/«ddonroe»/ https://thenounproject.com/creator/«sophiaroe»/ https://www.pexels.com/@«kroe»/\n",
        "https://next.nexusmods.com/profile/«jroe» https://www.roblox.com/user.aspx?username=«kroe» https://namemc.com/profile/«lroe»\n",
        "https://forums.minecraftforge.net/profile/123-«jroe»/ https://hangar.papermc.io/«kroe»/Moss https://www.moddb.com/members/«lroe»\n",
        "https://mod.io/g/moss/u/«jroe» https://gamejolt.com/@«kroe» https://osu.ppy.sh/u/«lroe» https://www.speedrun.com/user/«mroe»\n",
        "https://www.twitch.tv/«jroe» https://anilist.co/user/«kroe»/ https://letterboxd.com/«lroe»/ https://minotar.net/avatar/«mroe»/64\n",
        "https://www.planetminecraft.com/member/«jroe»/ https://dev.bukkit.org/members/«kroe»/projects https://itch.io/profile/«lroe»\n",
    ),
    misses=(
        "https://www.nexusmods.com/users/12345 https://www.roblox.com/users/12345/profile https://mod.io/g/moss https://www.twitch.tv/videos/1\n",
        "https://forums.example.org/profile/123-jroe.html a/profile/12-kroe https://x.example.org/profile/2023-12/ https://letterboxd.com/film/moss\n",
        "https://forum.example.org/members/jroe.html a/members/kroe.12 https://x.example.org/members/12.34/ /members/v1.2.3\n",
        "https://dev.bukkit.org/projects/jroe https://thenounproject.com/icon/jroe https://www.pexels.com/photo/jroe-123/\n",
        "http://jsfiddle.net/xk2Lm/ http://jsfiddle.net/xk2Lm/embedded/ http://jsfiddle.net/xk2Lm/12/",
        "https://coff.ee/about https://coff.ee/ https://flattr.com/submit/auto?x https://streamlabs.com/dashboard https://xcoff.ee/jroe",
        "https://beacons.ai/authorize https://flattr.com/oauth_clients https://news.ycombinator.com/user?id=favorites",
        "https://dev.to/about https://codepen.io/pen/?x",
        "\\\\-port <port>, cp ~/x a/~b",
        "https://gist.github.com/{user}/x",
        "xlinkedin.com/in/jroe -linkedin.com/in/jroe .linkedin.com/in/jroe",
        "https://dev.to/j https://dev.to/12 https://dev.to/jroe( https://dev.to/jroe* https://dev.to/jroe: https://dev.to/jroe.html",
        "x/~jroe http://~jroe http://a b/~jroe",
        "https://huntr.dev/users/ https://huntr.dev/bounties/jroe https://app.intigriti.com/programs/jroe https://yeswehack.com/programs/jroe",
    ),
)
