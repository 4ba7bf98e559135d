"""Organisations: their accounts on code hosts, and words that mark a name as an organisation's."""

from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from pii import expressions as re
from pii.known.names import is_given_name, kind_of

_PAGES = frozenset(
    """
    about advisories api apps articles assets attachments avatar blog brand codespaces collections contact
    customer-stories dialog docs downloads education en enterprise events explore features gist gists
    groups help images issues join lib login logos marketplace new nonprofit notifications oauth organizations orgs
    plugins pricing pulls random raw readme repos search security settings share sharer signup site
    sponsors stars static status support svg tools topics trending user user-attachments users
    """.split()
)
"""Lower case; pages of code hosts whose paths look like an account's."""

TRADES: frozenset[str] = frozenset(
    """
    band trio duo sextet septet choir chorus experience photography photographie fotografie fotografia fotografía tattoo tattoos
    plumbing bakery bäckerei boulangerie panadería realty barbershop barbers catering landscaping roofing carpentry upholstery
    florists jewelers jewellers winery distillery physiotherapy
    """.split()
)
"""Lower case; words after a person's name in the name of a band or a workshop."""

ORGANISATION_WORDS: frozenset[str] = TRADES | frozenset(
    """
    ab academy administration adobe ag agency airbnb alibaba amazon amd american angular apache apple aps
    arm asociación association atlassian authority automattic baidu bank berkeley board bootstrap bosch bot
    broadcom bureau bv bytedance canonical capital cc center centre cisco cloudflare college commission
    committee committers communications community company computing consortium contributors corp corporation
    council debian dell department developers devices digitalocean division docker dropbox drupal e.v ecole
    ecosystem elastic electronics enterprise enterprises entertainment ericsson ev facebook fastly fc
    federation fontawesome foundation freebsd fundación fundação gesellschaft github gitlab gmbh gnu google
    government graphics group groups hashicorp heroku hewlett hochschule holdings huawei ibm inc
    incorporated industries institut institute institution instruments intel janitor jetbrains joomla jquery
    kg kubernetes lab laboratories laboratory labs limited linkedin llc llp ltd maintainers management
    markets medical mellon merkezi microsoft microsystems ministry mongodb mozilla netbsd netflix netscape
    network networks nokia novell nvidia online openbsd oracle organisation organization oxford oy packard partners
    paypal platforms plc postgresql project pty publications publishing pvt qualcomm redis regents s.a s.r.l
    sa salesforce samsung sarl school semiconductor services shopify siemens society société software
    solutions sony sp.z spa spotify srl stanford stiftung stripe studio studios suse systems sàrl team
    technologies technology telekom tencent translators trust trustees twitter uber ubuntu union universidad
    universidade universite universiteit university università universität université ventures vercel verein
    vmware wordpress xiaomi yandex école hosting webhosting interactive consulting playground themes
    restaurant verlag advertising logistics airlines railways pharma motors insurance cargo kargo trading
    construction architects brewery records pictures productions magazine newspaper gazette pizzeria
    brothers orchestra philharmonic quartet quintet ensemble
    ristorante autohaus club weblate greenkeeper dependabot renovate transifex crowdin a.s bundesamt comune
    ayuntamiento d.o.o egyetem eireli eood eurl fachhochschule gbr gouvernement governo högskola högskolan
    kft klinikum kungliga landesamt ministerium ministère ministerio ministério nyrt ohg ood oyj
    politechnika prefeitura préfecture sdk api cli app s.r.o sasu sdn stadtwerke stichting sveučilište uniwersytet
    universitet universitetet univerzita yliopisto zrt ülikool üniversitesi
    kabupaten kecamatan kelurahan provinsi propinsi pemerintah kementerian majelis perwakilan rakyat mahkamah kerajaan jabatan
    tỉnh huyện phường ubnd powiat gmina województwo urząd ministerstwo landkreis landratsamt bezirksamt kreisverwaltung
    municipio municipalidad alcaldía secretaría diputación gobernación municipalité préfet município secretaria
    belediyesi bakanlığı müdürlüğü valiliği kaymakamlığı ilçesi başkanlığı министерство администрация область департамент
    управление комитет міністерство адміністрація kraj okres obecní megye önkormányzat județul primăria comuna consiliul
    toyota honda nissan hyundai mazda mitsubishi subaru volkswagen porsche maserati chevrolet chrysler cadillac volvo peugeot
    datsun lexus pontiac citroën
    kommun landsting kommune fylke gemeente provincie kaupunki
    """.split()
)
"""Lower case; companies, and words for kinds of organisation. One of them makes a run of capitalised words an organisation."""

_GROUPS = (
    "agence", "agencia", "agency", "agentur", "asociacion", "associacao", "association", "associazione", "ayuntamiento",
    "comune", "comunidad", "comunidade", "ecole", "equipa", "equipe", "equipo", "escola", "escuela", "fondation", "fondazione",
    "fundacao", "fundacion", "gemeinschaft", "groupe", "grupo", "gruppe", "gruppo", "guild", "hackerspace", "hackspace",
    "hochschule", "kelompok", "kementerian", "komanda", "laboratorio", "makerspace", "ministerio", "prefeitura", "squad",
    "startup", "szkola", "tecnologia", "technologie", "universidad", "universitat", "verband", "verein", "zespol",
)  # fmt: skip
"""Words for groups (team, lab, club) in several languages, also as part of a compound."""
_BODIES = frozenset("asso club coop crew csirt gouv gov govcert govt ietf ngo uni univ w3c".split())
"""The same, but too short to recognise without an adjacent hyphen or capital."""
_TECHNICAL = frozenset(
    """
    actions ai aio alliance android angular ansible apache api apis app apple apps arch archive art attachments audio
    auth automation aws azure backup base bitcoin blockchain board boost bot box browser build c chain cli client
    cloud cluster co code codes coin collective commerce common commons community company compiler components computing
    connect console consortium container containers contrib cookbooks coop core corp corporation cpp crypto css data
    database db dbs debian deploy design desktop dev developers devops devs digital docker docs dom dotnet editor edu
    emacs embedded ember encrypt engine engineering enterprise eslint ethereum examples express extensions extra fi
    finance firefox force forge fork forks formula foundation framework free fs fsf games gaming gcp gem gems get git
    github gitlab gmbh gnome gnu go golang google government graphics graphql group hack hackers hardware health home
    host hosting hq http hub icons ide images inc industries infra initiative install institute integrations interactive
    internet inventory io ios iot java javascript jenkins journal js json jupyter kde kernel kit kotlin kubernetes lab
    laboratory labs lambda lang language learn learning lib libraries library libre libs light linux llc ltd lua mac
    mail mailer maps market math maven latex media mesh metrics microsoft mirror mirrors ml mobile modules mongodb monitoring
    mozilla mqtt mysql native net network networking networks news ngx node nodejs official open openapi openshift opensource
    openstack ops org organization os osm oss package packages packaging parser partners pay pdf perl php pkgs platform
    platforms player plugin plugins postgres press processing products program project projects protocol proxy pub
    public publishing py pypi python qt query rb react reactive recipes redis registry release releases render repo
    repos research resources robot robotics root rs ruby runtime rust samples scala school sci science script scripts
    sdk search secure security serializer server serverless servers service services shared shell shop site social soft
    software solutions source space spec specs spring sql ssh ssl stack standard standards stats status storage store
    stream studio studios support svelte swift swiftlang sync sys system systems team teams tech technologies technology
    templates terraform test testing tests theme themes theming toolbox toolchain toolkit tools trac tracker translations types
    typescript ubuntu ui union university utils ux vault verse video vim vision vm vue wallet web webpack wiki windows
    wordpress works workshop world xml xmpp yaml
    """.split()
).union(_GROUPS, _BODIES)
"""Words for a field of work, a technology or a kind of organisation, set off by a hyphen or a capital."""
_GROWN_ON = (
    "js", "labs", "project", "team", "foundation", "community", "group", "software", "systems", "studio", "studios", "corp",
    "official", "framework", "opensource", "tools", "platform", "cloud", "tech", "solutions", "research", "university",
    "institute", "consortium", "alliance", "security", "network", "networks", "hub", "plugins", "packages", "collective", "works",
    "soft", "linux", "python", "django", "golang", "apache", "google", "microsoft", "azure", "php", "io", "hq", "api", "apis",
    "mailer", "server", "services", "containers", "database", "engine", "stack", "forge", "digital", "media", "games", "ware",
    "archive", "projects", "automation", "crypto", "chain", "vault", "encrypt", "protocol", "company", "app", "apps", "data",
    "source", "sql", "db", "docs", "libs", "kit", "cli", "proxy", "base", "commerce", "components", "contrib", "css", "icons",
    "react", "sdk", "mods", "translations", "verein", "verband", "stiftung", "gesellschaft", "gemeinde", "kirche", "schule",
    "akademie", "academy", "school", "college", "society", "association", "federation", "committee", "council",
    "initiative", "museum", "library", "prefeitura", "comune", "coin", "swap", "defi", "finance", "token",
)  # fmt: skip
"""The same at the end of a word, where they seldom occur by chance; `open`, `get`, `go` and the like at its start."""
_UNMISTAKABLE = (*(word for word in (*_GROWN_ON, *_GROUPS) if len(word) > 6), "group", "gmbh")
_ANYWHERE = ("universi", "government", "ministry", "foundation", "hospital", "institut", "official")
_AHEAD = (
    "open", "get", "use", "free", "libre", "apache", "google", "microsoft", "azure", "python", "django", "node", "react", "web",
    "linux", "angular", "aws", "browser", "docker", "emacs", "graphql", "json", "jupyter", "kube", "php", "vue",
)  # fmt: skip
_ENDS = (*_GROWN_ON, *_GROUPS)
_BEGINNINGS = (*_AHEAD, *_GROUPS, "team")
_NAMES_WITH_ENDINGS = (
    "alessio", "ambrosio", "antonio", "aurelio", "basilio", "claudio", "cornelio", "dario", "emilio", "ennio", "eugenio", "fabio",
    "flavio", "giorgio", "giulio", "gregorio", "horacio", "ignacio", "julio", "kapp", "knapp", "lucio", "mario", "maurizio",
    "mauricio", "octavio", "ottavio", "papp", "patricio", "rapp", "rogelio", "saverio", "sergio", "silvio", "trapp", "tullio",
    "valerio", "virgilio", "vittorio",
)  # fmt: skip
_NAMES_WITH_BEGINNINGS = ("freed", "freeman", "getachew", "getz", "webb", "weber", "webster")
"""Personal names that end or begin like them: `jmario`, `weberj`."""
_LONG_ENOUGH = 4
"""Minimum characters; shorter accounts also begin persons' double names."""
_NO_LETTER = re.compile(r"[^a-z]+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@cache
def _known() -> frozenset[str]:
    lines = files("pii.known").joinpath("data", "organisations.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def is_known_organisation(account: str) -> bool:
    """Whether the account on a code host is a known organisation's, or is a page of the host; case is ignored."""
    lower = account.lower()
    return lower in _PAGES or lower in _known()


@lru_cache(maxsize=1 << 14)
def is_organisation_account(name: str, owner: bool = False) -> bool:
    """Whether the account on a code host looks like that of an organisation, or is a page of the host.

    The `owner` of a repository is an organisation more often than an account mentioned on its own.
    """
    lower = name.lower()
    if is_known_organisation(name) or lower.startswith("friendsof") or any(map(lower.__contains__, _ANYWHERE)):
        return True
    if lower in _TECHNICAL and not kind_of(lower):
        return True
    if not owner:
        parts = [part for part in lower.split("-") if part != lower and len(part) > 1]
        grown = _is_grown(lower, _GROUPS, str.startswith) or lower.endswith(_UNMISTAKABLE)
        return grown or any(part in _TECHNICAL for part in parts)
    parent, hyphen, _ = lower.partition("-")
    if hyphen and len(parent) >= _LONG_ENOUGH and parent in _known():
        return True  # `widget-contrib`, where `widget` is known
    parts = [part.lower() for part in _PART.findall(name)]
    if len(parts) > 1 and _TECHNICAL.intersection(part for part in parts if len(part) > 1):
        return True
    ends = not lower.endswith(_NAMES_WITH_ENDINGS) and _is_grown(lower, _ENDS, str.endswith)
    return ends or not lower.startswith(_NAMES_WITH_BEGINNINGS) and _is_grown(lower, _BEGINNINGS, str.startswith)


def _is_grown(name: str, words: tuple[str, ...], there: Callable[[str, tuple[str, ...] | str], bool]) -> bool:
    """Whether one of the words is there, with more than two letters besides."""
    return there(name, words) and any(there(name, word) and len(name) > len(word) + 2 for word in words)


@lru_cache(maxsize=1 << 14)
def is_project(owner: str, repository: str) -> bool:
    """Whether account and repository share a project's name: `tooljs/tool`, `gettool/tool`, `tool/tool-docs`."""
    owner, repository = owner.lower(), repository.lower().removesuffix(".git")
    if repository == f"{owner}.github.io" or _NUMBERED.search(owner):
        return False  # any account may have a page; numbers are for persons whose name was taken
    stem = _NO_LETTER.sub("", owner)
    other = _NO_LETTER.sub("", repository)
    shorter, longer = sorted((stem, other), key=len)
    if len(shorter) >= 3 and shorter in longer and (longer.startswith(shorter) or longer.endswith(shorter)):
        return True
    if any(len(part) >= 4 and stem.startswith(part) for part in _NO_LETTER.split(repository)):
        return True
    common = SequenceMatcher(None, stem, other, autojunk=False).find_longest_match()
    return common.size >= _COMMON and not kind_of(stem[common.a : common.a + common.size])


_COMMON = 6
"""Minimum letters that the names of a project's parts share: `libwidget/pywidget`."""
_NUMBERED = re.compile(r"[a-z]{3}\d{2,}$")
_NO_PERSON = frozenset(
    {
        "claude code",
        "claude ai",
        "claude opus",
        "claude sonnet",
        "claude haiku",
        "github copilot",
        "copilot",
        "codex",
        "chatgpt",
        "gemini cli",
        "red hat",
        "prentice hall",
    }
)
"""Lower case; coding assistants, and companies whose words mean nothing by themselves."""
_SURNAMES = frozenset({"bosch", "oxford", "berkeley", "apple", "packard", "group", "bank", "page"})
_WORD = re.compile(r"(?:[OD][’'](?=[A-Z]))?[^\W\d_](?:[\w&]|\.(?=\w))*")


@lru_cache(maxsize=1 << 14)
def names_organisation(name: str) -> bool:
    """Whether one of the words marks an organisation.

    >>> names_organisation("Roe Software Ltd."), names_organisation("Jane Roe"), names_organisation("Jane O'Dell")
    (True, False, False)
    """
    if name.lower() in _NO_PERSON:
        return True
    parts = [part.lower() for part in _WORD.findall(name)]
    odd = [part for part in parts if part in ORGANISATION_WORDS]
    return bool(odd) and not (len(parts) > 1 and odd == parts[-1:] and odd[0] in _SURNAMES)


LEGAL_FORMS = (
    "Inc",
    "LLC",
    "L.L.C",
    "Ltd",
    "Limited",
    "GmbH",
    "Pvt",
    "Pty",
    "Corp",
    "Foundation",
    "S.A",
    "B.V",
    "S.r.l",
    "Sp. z",
    "AG",
    "SAS",
)
"""Legal forms after the name of a company or a foundation; `Corp` also covers `Corporation`."""
_FORMS = tuple(re.compile(rf"{re.escape(form)}(?:oration)?(?![A-Za-z])") for form in LEGAL_FORMS)
_COMPANY_BEFORE = re.compile(
    r"(?:\b(?:Copyright|By|See|From|The)[ ])?(?P<name>(?:[A-Z][\w-]*[ ]){0,2}[A-Z][\w-]*),?[ \t]+\Z", re.ASCII
)
_LONGEST_COMPANY = 60
_PAGE = re.compile(r"https?://(?:www\.)?[\w-]+\.\w{2,5}/@?(?P<account>[A-Za-z0-9][\w-]{1,38})")
_TEAMS_BEFORE = re.compile(
    r"\b(?i:team|organi[sz]ation|company|lab|laboratory|club|studio|agency|association|institute|society|startup|foundation)(?:['\u2019]?s)?"
    r"\s(?:(?:official|own|main|public|page|account|profile|channel|repositor(?:y|ies)|on|organi[sz]ation)\s){0,3}"
    r"(?:[Gg]it[ ]?[Hh]ub|GITHUB|[Gg]it[Ll]ab|[Bb]itbucket|[Tt]witter|[Ff]acebook|[Ii]nstagram|[Tt]elegram|page|account|profile)"
    r"(?: (?:page|account|profile|organi[sz]ation|channel|repository))?(?: is| at)?\s{0,2}[:(<\[-]{0,3}\s{0,4}<?\Z"
)
"""Precedes the page of several people: "our team's GitHub: https://…"."""
_LONGEST_LEAD = 100
_NO_LETTER_OR_DIGIT = re.compile(r"[^a-z0-9]+")
_TEXTS = 2
"""Number of texts whose companies are cached, since all accounts of a text are checked in a row."""


@lru_cache(maxsize=_TEXTS)
def companies(text: str) -> frozenset[str]:
    """Account names of the companies that the text names with their legal form, `Fern Brite, Inc.`, `fernbrite`, and the
    accounts that it attributes to a team.

    Companies named after a person are left out: the account may be that person's.
    """
    found = {
        _NO_LETTER_OR_DIGIT.sub("", page["account"].lower())
        for page in _PAGE.finditer(text)
        if _TEAMS_BEFORE.search(text, max(0, page.start() - _LONGEST_LEAD), page.start())
    }
    for form in _FORMS:
        for place in form.finditer(text):
            before = _COMPANY_BEFORE.search(text, max(0, place.start() - _LONGEST_COMPANY), place.start())
            if before is not None and not any(map(is_given_name, before["name"].split())):
                found.add(_NO_LETTER_OR_DIGIT.sub("", before["name"].lower()))
    return frozenset(found)


def is_company_named_in(text: str, account: str) -> bool:
    """Whether the text names a company, with its legal form, like the account, or attributes the account to a team."""
    return _NO_LETTER_OR_DIGIT.sub("", account.lower()) in companies(text)
