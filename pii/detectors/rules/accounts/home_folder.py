"""Accounts in the paths of home folders: `/home/jroe`, `/Users/jroe`, `C:\\Users\\Jane Roe`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import services
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.scan import Hit
from pii.known.account_names import ACCOUNT_LABELS
from pii.known.names import is_family_name, is_given_name
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, text_before

_LETTERS = "\u00c0-\u024f\u0370-\u052f"
"""Of Latin, Greek and Cyrillic beyond ASCII; other scripts may follow a folder without a blank."""
_NAME = re.compile(
    rf"[A-Za-z0-9_{_LETTERS}](?:[\w.{_LETTERS}\u0300-\u036f-]*[A-Za-z0-9_{_LETTERS}\u0300-\u036f])?(?:~\d\b)?", re.ASCII
)
_WINDOWS_NAME = re.compile(r"\w[\w.-]*(?: [\w.-]+){0,3}(?:~\d)?(?=[\\/])|[A-Za-z0-9_](?:[\w.-]*\w)?(?:~\d)?")
"""A folder of Windows may hold blanks and letters of any script, if another folder follows."""
_WITH_BLANK = re.compile(r"(?P<given>\w[\w.-]*) (?P<family>\w[\w-]*)(?=/[\w.-])")
_IN_QUOTES = re.compile(r"[\"'](?:/(?:home|Users)/)\Z")
_REST_IN_QUOTES = re.compile(r"[^\"'\n ]{0,200}[\"']")
"""A path with a blank in the folder, up to the quote that closes it."""
_ROOT = re.compile(r"(?:^|[\s\"'=:(`,])/[\w/]*$")
_ROUTE = re.compile(
    r"/(?:pages?|views?|components?|src|apps?|screens?|routes?|templates?|layouts?|modules?|features?|api)$"
)
"""A site's or an application's own folders, where `home` is a page."""
_ADDRESSED = re.compile(
    r"[\w-]*(?i:url|slug|href|route|permalink|topic)[\w-]*[\"']?\s?[:=]\s?[\"'](?:https?://[\w.:-]+)?$"
)
_METHODS = r"(?:get|post|put|patch|delete|head|all|any|match|visit|goto|route|redirect)"
_ROUTED = re.compile(
    rf"(?:(?:^|[\s{{;])(?:{_METHODS}|redirect_to)[ (]"  # Rails, Sinatra, Flask
    rf"|(?:\b(?:app|api|server|client|browser|page|cy|axios|http|mux|\w*[Rr]oute[rs]?|blueprint|bp|history|request|\$)|\$\w+)"
    rf"(?:\.|::|->)(?:{_METHODS}|push|replace|navigate)\("
    r"|\b(?:redirect\w*|navigate(?:ByUrl)?|HandleFunc|(?:Get|Post|Put|Patch|Delete|Request)Mapping|Http(?:Get|Post|Put|Delete)"
    r"|Route)\()\s{0,4}[\"'`]$"
    r"|<(?:Route|Link|NavLink|Redirect|Navigate|router-link|RouterLink|form)\b[^<>]{0,80}\b(?:path|to|from|action)=\{?[\"'`]$"
)
"""Names a page to a framework for the web, which shows or answers it."""
_PAGE = re.compile(r"/home/[\w/:{}<>*-]*[\"'`](?![ \t]*,[ \t]*[\"'`])")
"""A page has no ending, and no second path, to which a file would be copied, behind it."""
_ROUTE_OBJECT = re.compile(r"\bpath[\"']?: ?[\"'`]$")
_ROUTE_FIELD = re.compile(
    r"/home/[\w/:*-]*[\"'`],\s{0,40}[\"']?(?:name|component|element|redirect|children|meta|lazy|loadC\w+)\b"
)
"""A route of Vue, React or Angular: `{ path: '/home/x', component: X }`."""
_ASKED_FOR = re.compile(r"(?:^|[\s\"'`])(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) $")
"""The method of HTTP before what it asks a server for."""
_BELOW = re.compile(r"(?:^|[\s\"'=])/(?:(?:srv|opt|usr/share)/[\w.-]+|var/(?:lib|cache)(?:/[\w.-]+)?)$")
"""An address of a site, and the folder of a service, in which `home` is one among others."""
_FLAG = re.compile(r"(?:^|[\s\"',=])-[ILFB]$")
"""A compiler's option with its folder: `-I/Users/jroe/include`."""
_MOUNTED = re.compile(r"(?:/mnt|/cygdrive|[\s\"'=:(`,]|^)/[a-z]$|/Volumes/[\w ]{1,24}$|(?:^|[\s\"'=(/])\.\.$")
"""A disk of Windows or of a Mac, or folders above, where homes begin again."""
_OBJECTS = re.compile(r"\bCMakeFiles/[\w.+-]{1,64}\.dir$")
"""Below the folder of a target, CMake mirrors the paths of sources that lie outside the project."""
_FOLDER_OF_MAC = re.compile(r"/(?:Desktop|Documents|Downloads|Library|Developer|Pictures|Movies)/")
"""What every home on a Mac holds: it tells a home from a page where the path has lost its first slash."""
_FOLDER_BEFORE = re.compile(
    r"\b(?:HOME|USERPROFILE|HOME_?DIR|home_?dir(?:ectory)?|homeDirectory)[\"']?(?: ?[:=] ?| )[\"']?(?:[A-Za-z]:)?$"
    r"|(?:^|[\s;&|(])(?:cd|pushd|chdir|rmdir)[ \t]+(?:-P[ \t]+)?[\"']?(?:[A-Za-z]:)?$"
)
"""A setting or a command that takes a folder: what looks like the ending of a file belongs to the account."""
_BLANK = re.compile(r"[\s\"'`]")
_ENDING = re.compile(r"\.[a-z]{1,5}$")
_SHARED_FOLDERS = frozenset(
    {
        "public",
        "shared",
        "default",
        "all users",
        "alluserprofile",
        "users",
        "default user",
        "guest",
        "unknown",
        "programs",
        *(
            "用户名",
            "你的用户名",
            "用户",
            "ユーザー名",
            "ユーザー",
            "사용자",
            "사용자이름",
            "пользователь",
            "имя_пользователя",
        ),
        *"documents downloads desktop pictures music videos templates".split(),  # of the desktop, in anybody's home
        *"index about contact faq privacy terms login logout signup dashboard welcome sign_in sign_up".split(),
        *("kullanici", "kullanıcı", "benutzername", "utilisateur", "gebruikersnaam"),
    }
)
_ONE_OF_GROUP = re.compile(r"/(?:\$\{?|%|<|\{\{? ?|\$\()(?i:user|login|name|uid)|/%[1-9]?[dnu](?![a-z])")
"""Behind the folder of a group: `/home/pupils/$user`."""
_GROUPS = frozenset(("users", "Users", "virtual", "vhosts", "vmail", "staff", "students", "homes"))
"""Folders that hold homes."""
_DISK = re.compile(r"[a-z]\d{0,2}|[a-z]{2}\d{1,2}")
"""Homes that are spread over disks or by first letters: `/home/u4/jroe`, `/home/j/jroe`."""
_LONGEST = 64
_UNIX = ("home_folder.unix", "home_folder.numbered")
_TEMPLATE_AFTER = re.compile(r"[-_.]?[}*?(+%$<{]")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts behind the hits."""
    done = 0
    served = services(text) if hits else frozenset[str]()
    for hit in hits:
        place = _folder(text, hit) if hit.end > done else None
        if place is not None and text[slice(*place)].lower() not in served:
            done = place[1]
            yield Span(*place, Label.USERNAME)


def _folder(text: str, hit: Hit) -> tuple[int, int] | None:
    start = hit.end - 1
    windows = text[start - 1] == "\\" or hit.pattern == "home_folder.drive"
    name = (_WINDOWS_NAME if windows else _NAME).match(text, start, _end(text, start))
    if not windows and hit.pattern == "home_folder.unix":
        name = _with_blank(text, start) or name
    if name is None or not windows and hit.pattern in _UNIX and _is_page(text, hit.start):
        return None
    if name.group() in _GROUPS and (nested := _NAME.match(text, name.end() + 1, name.end() + _LONGEST)):
        name = nested  # /home/users/jroe
    if not windows and text[start - 2] == "e" and _DISK.fullmatch(name.group()):  # /home, not /Users
        nested = _NAME.match(text, name.end() + 1, name.end() + _LONGEST)
        if nested and text.startswith("/", name.end()) and (len(name.group()) > 1 or nested.group()[0] == name.group()):
            name = nested
    if hit.pattern == "home_folder.windows" and _NAMESPACE.search(text, max(0, hit.start - _LONGEST), hit.start):
        return None
    value, after = name.group(), text[name.end() : name.end() + 1]
    if _TEMPLATE_AFTER.match(text, name.end()) or not windows and _is_in_container(text, hit.start, value):
        return None
    if (
        _ENDING.search(value)
        and after not in ("/", "\\")
        and not _FOLDER_BEFORE.search(text, hit.start - REACH, hit.start)
    ):
        return None
    if hit.pattern == "home_folder.bare" and not _FOLDER_OF_MAC.match(text, name.end()):
        return None
    if (
        value.lower() in _SHARED_FOLDERS
        or not value.isascii()
        and value.lower() in ACCOUNT_LABELS
        or is_system_account(value)
    ):
        return None
    return None if _ONE_OF_GROUP.match(text, name.end()) else name.span()


_MOUNT = re.compile(
    r"(?:(?P<item>^[ \t]*(?:#[ \t]*)*-[ \t]+)|^Volume=|(?:^|[\s\"',\[])(?:-v|-B|--volume|--bind)"
    r"(?:[ =]|[\"'],[ ]?|[ \t]*\\\r?\n[ \t]*))[\"']?"
    r"(?P<source>(?:[.~/$]|[A-Za-z]:[\\/])[^\s:]*(?::[^\s:/}]*\}[^\s:]*)?[\"']?|(?P<volume>[\w-]+))\Z",
    re.MULTILINE,
)
"""Up to the second part of a volume, as Docker, Podman, Compose and Singularity take it: `./x:`, `-v "$PWD:`, `-v x:`."""
_MOUNTED_AT = re.compile(
    r"(?:^[ \t]*(?:#[ \t]*)*(?:- )?(?:mountPath|containerPath|container_path|mount_path)[\"']?[ ]?[:=][ ]?"
    r"|\b(?:source|src|type)=[^\n]*,(?:target|dst|destination)="
    r"|^[ \t]*(?:- )?source: [^\n]{1,120}\n[ \t]+(?:target|destination): )[\"']?\Z",
    re.MULTILINE,
)
"""Up to where a mount appears in the container: in Kubernetes, Nomad, ECS, Compose's long form and `--mount`."""
_LONGEST_MOUNT = 240


def _is_in_container(text: str, start: int, account: str) -> bool:
    """Whether the path is where a volume is mounted: accounts of an image are nobody's, unless the host has the same."""
    before = text_before(text, start, _LONGEST_MOUNT)
    if not before.endswith(":"):
        return before.endswith(("=", " ", '"', "'")) and _MOUNTED_AT.search(before) is not None
    mount = _MOUNT.search(before[:-1])
    if mount is None:
        return False
    if mount["item"] and mount["volume"] and "volumes:" not in text_before(text, start, _LONGEST_SECTION):
        return False  # a machine from or to which something is copied
    source = mount["source"].replace("\\", "/")
    return f"/home/{account}" not in source and f"/Users/{account}" not in source


_LONGEST_SECTION = 800
"""Characters of a list of volumes."""


def _with_blank(text: str, start: int) -> re.Match[str] | None:
    """The folder there, if it has a blank: a given and a family name, or quotes round the whole path, say that it goes on."""
    name = _WITH_BLANK.match(text, start, start + _LONGEST)
    if name is None:
        return None
    if _IN_QUOTES.search(text, max(0, start - _LONGEST), start):
        return name if _REST_IN_QUOTES.match(text, name.end()) else None
    given, family = name["given"].title(), name["family"].title()
    return name if is_given_name(given) and is_family_name(family) and not is_ordinary(family) else None


_NAMESPACE = re.compile(r"(?:^|[^\w:$%\\])\\?\w{2,}(?:\\\w+)*\Z")
"""Before the users of a program's namespace, `App\\Models\\Users\\Author`; a drive has one letter and a colon."""


def _end(text: str, start: int) -> int:
    """Where a name may end: `jroe.xcuserdatad` is what Xcode keeps for an account."""
    end = text.find(".xcuserdatad", start, start + _LONGEST)
    return end if end > start else start + _LONGEST


def _is_page(text: str, start: int) -> bool:
    """Whether the folder lies below something else: /export/home/jroe is one of homes, docs/users/index.html is none."""
    before = text[start - 1 : start] if start else ""
    if before in ("'", '"', "`", " ") and _is_addressed(text, start, text_before(text, start)):
        return True
    if not before.isalnum() and (not before or before not in "_-.~}"):
        return False
    root = text_before(text, start)
    if _OBJECTS.search(root):
        return False
    if _ROUTE.search(root):
        return True
    if _FLAG.search(root) or text[start + 1] == "U" and _MOUNTED.search(root):
        return False
    if _ADDRESSED.search(root) or _BELOW.search(root):
        return True
    path = _BLANK.split(root)[-1]
    return not text.startswith(("/home", "/HOME"), start) or "." in path or _ROOT.search(root) is None


def _is_addressed(text: str, start: int, before: str) -> bool:
    """Whether the path is what a site is asked for, by what stands up to it."""
    if not before.endswith(" ") and _ADDRESSED.search(before):
        return True
    if not text.startswith("/home/", start):
        return False
    if before.endswith(" "):
        return _ASKED_FOR.search(before) is not None
    if _ROUTED.search(before):
        return _PAGE.match(text, start, start + REACH) is not None
    return _ROUTE_OBJECT.search(before) is not None and _ROUTE_FIELD.match(text, start, start + REACH) is not None


RULE = Rule(
    "home_folder",
    {
        "home_folder.unix": r"/home/\w|/Users/\w|/HOME/\w|/(?:home|Users)/[\xc3-\xd4]",
        "home_folder.numbered": r"/home(?:s|\d{1,2})/\w",
        # Where pytest keeps what the tests of an account write (`tmp_path`).
        "home_folder.pytest": r"[/\\]pytest-of-[A-Za-z0-9_]",
        "home_folder.joined": r"(?:[Pp]ath|join|Paths\.get|fullfile)\([\"']/(?:home|Users)/?[\"'], ?[\"']\w",
        "home_folder.mailbox": r"/var/(?:spool/)?mail/\w|/var/spool/cron/crontabs/\w",
        "home_folder.bare": r"(?m)(?:^|[\s\"'=(,:])Users/\w",
        "home_folder.editor": r"xcuserdata/\w|/run/media/\w",
        "home_folder.share": r"\\homes?\$?\\{1,2}\w|\\users\$\\{1,2}\w",
        "home_folder.escaped": r"(?:home|Users)\\/\w",
        "home_folder.windows": r"\\(?:[Uu]sers|USERS)\\\w|\\[Uu]sers\\[\x80-\xff]",
        "home_folder.drive": r"\b[A-Za-z]:/(?:[Uu]sers|USERS)/\w",
        "home_folder.profile": r"\\{2,4}(?:[Uu]sers|USERS)\\{2,4}[\w\xc3-\xd4]|Documents and Settings\\+[\w\xc3-\xd4]",
    },
    find,
    rank=4,
    hits=(
        "MAIL=/var/spool/mail/«jroe»\ncat /var/mail/«kroe» /var/spool/cron/crontabs/«lroe»",
        "rm /HOME/«jroe»/.cache",
        "cd /home/«jroe»/src",
        "/home/u4/«jroe»/desktop /home/k/«kroe»/x",
        '"/Users/«jane.roe»/Library"',
        "C:\\Users\\«jroe»\\Desktop",
        '"C:\\\\Users\\\\«jroe»\\\\Desktop"',
        "r('D:\\\\Users\\\\«Šárka»\\\\x.csv') C:\\\\\\\\Users\\\\\\\\«Šárka Roe»\\\\\\\\x",
        "C:\\\\Documents and Settings\\\\«Юлия»\\\\x",
        "C:/Users/«jroe»/x C:/Users/«Jane Roe»/x",
        "C:\\Users\\«Jane Roe»\\Desktop\\x.txt",
        "C:\\Users\\«JANERO~1»\\AppData",
        "C:\\Documents and Settings\\«jroe»\\x",
        "C:\\USERS\\«JROE»\\DOCUMENTS C:\\USERS\\PUBLIC\\X",
        "/export/home/«jroe»/x",
        "/home/users/«jroe»/x /home/virtual/«kroe» /Users/«gl1»/Codes/x",
        "HOME=/home/«jroe»",
        'export HOME=/Users/«jane-ann.k»\ncd "/Users/«jane.roe»" && cd C:\\Users\\«jane.k»\n"homeDirectory": "/home/«jane.r»"\n',
        '{"path":"\\/home\\/«jroe»\\/x"}',
        "gcc -I/Users/«jroe»/include -L/home/«kroe»/lib /mnt/c/Users/«lroe»/x '/c/Users/«mroe»/go' ../../Users/«nroe»/x",
        "/Volumes/Macintosh HD/Users/«jroe»/x a.b\n/usr/home/«kroe»/x /volume1/homes/«lroe»/x /home2/«mroe»/x",
        'file.path("/Users", "«jroe»", "x") xcuserdata/«kroe».xcuserdatad/x /run/media/«lroe»/DISK',
        "\\\\nas\\home$\\«jroe»\\x \\\\nas\\homes\\«kroe»",
        "/home/jroe.txt and /home/«jroe.txt»/x and /home/$x/y and /home/«kroe»",
        "/home/«jroe».xcuserdatad/x",
        "/home/users/«jroe»/x",
        "/home/u4/«jroe»/x /home/«j»/kroe/x /home/k/«kroe»/x",
        'get \'/home/«jroe»/x.log\'; get "/home/«kroe»/x", "x"\n',
        "sftp.get('/home/«lroe»/x')\nHOME /home/«mroe»/x Path('/home/«nroe»')\n",
        "path: '/home/«jroe»/x', mode: 'r'\n<File path='/home/«kroe»/x'>\napp.load('/home/«lroe»/x')\n",
        "CMakeFiles/app.dir/Users/«jroe»/x.cpp.o: CMakeFiles/app.dir/home/«kroe»/src/x.cpp.o\n",
        "Users/«jroe»/Desktop/x.c: y\n tar x Users/«kroe»/Library/x\n",
        "/home/«søren»/x /Users/«zoë.lang»/y /home/«юлия»/x /home/«øyvind»/y /home/«jroe»目录 /Users/«zoe\u0308»/x",
        "services:\n  web:\n    entrypoint: x\n    volumes:\n      - /home/«larkw»/logs:/x\n",
        "docker run -v /home/«jroe»/x:/data -v /home/«kroe»/x:/home/moss/y -v /home/«lroe»/x:/home/«lroe»/x\n",
        "from:\n  - nas:/home/«jroe»/x\n  - kroe@nas:/home/«kroe»/x\nscp -v nas.lan:/home/«lroe»/x ~/x:/home/«mroe»/y\n",
        "source: x\ntarget: /home/«jroe»/x\nPATH=~/bin:/home/«kroe»/bin\npath: /home/«lroe»/x\n",
        "/tmp/pytest-of-«jroe»/pytest-41/x0 C:\\x\\Temp\\pytest-of-«kroe»\\pytest-1 rm -r /tmp/pytest-of-«jane.k»/x\n",
        "open /home/«rin okazaki»/lib/x.png or '/home/«moss fern»/lib' and \"/Users/«Jane Roe»/Library\"\n",
        "cp /home/«jroe» src/x; \"cp /home/«kroe» src/x\"; '/home/«lroe» src/x y'; ls /home/«rin» docs/x /home/«rin» okazaki\n",
    ),
    misses=(
        "    volumes:\n      - ./logs/moss:/home/moss/logs\n      - moss_data:/home/moss/data:ro\n",
        "volumes: # x\n  # - '${X:-y}/z:/home/moss/z'\n",
        'docker run -v "$PWD:/home/node-red/data" -v "$(pwd)":/home/moss/x x\n',
        "docker run -v moss:/home/moss/y -v C:\\x:/home/moss/z x\n",
        "- type: bind\n  source: ./x\n  target: /home/moss/x\nVolume=./x:/home/moss\n",
        'volumeMounts:\n- mountPath: /home/moss/x\n  name: x\n- name: y\n  mountPath: "/home/moss/y"\n',
        "use App\\Models\\Users\\Author; @param \\App\\Models\\Users\\Author $x",
        "mail_location = maildir:/var/mail/vhosts/%d/%n\n",
        "/var/mail/root /var/spool/mail/$USER /var/spool/cron/crontabs",
        'state_topic: "/home/terrace/tank"; cd C:\\Users\\用户名\\AppData',
        "/home/ubuntu/app /home/runner/work /home/vscode/.x /Users/runner/work /home/jenkins",
        "/home/user/x /Users/Shared/y /home/$USER /home/{name}/x",
        "docs/users/index.html and https://example.org/home/about.html",
        "C:\\Users\\Public\\Documents",
        "C:\\\\Users\\\\пользователь\\\\x C:\\\\Benutzer\\\\Šárka\\\\x",
        "cat /Users/jane-ann.k abcd /home/notes.txt, x_HOMES=/home/notes.txt\n",
        "/mnt/user/moss/home/Documents/x.py",
        "/home/pupils/$user and /home/staff/{{ username }}",
        "api/home/section and a/Users/b and '/pages/home/widget/index'",
        "/tmp/pytest-of-unknown/pytest-0 /tmp/pytest-of-root/x pytest-of-jroe /tmp/pytest-of-{user}/x /tmp/pytest-of-$USER",
        "blob: /var/lib/home/cache/blob, /var/cache/home/x",
        "/home/linuxbrew/.linuxbrew",
        "/home/rpz-%s.tar.gz /home/dump_$(date).sql /home/box-<n>/x",
        '"url_path": "/home/about-us/", slug = "/home/news/x" /srv/jira/home/plugins',
        "services:\n  larkq:\n    image: roe/mossd\n    volumes: [x:/home/larkq/data, y:/home/mossd]\n",
        "services:\n  larkq:\n    entrypoint: x\n    volumes:\n      - ./x:/home/larkq/logs\n",
        "x:\n  build: .\n  container_name: larkz\n  volumes:\n    - /home/larkz/x:/x\n",
        "FROM x\nUSER larkz\nCOPY a /home/larkz/x\n",
        "get '/home/page', to: 'static#home'\n  post \"/home/sent\" do\n@app.route('/home/team')\nRoute::get('/home/shop', x)\n",
        "router.push('/home/list')\n<Link to='/home/deals'>\n@GetMapping(\"/home/feed\") res.redirect('/home/feed')\n",
        "{ path: '/home/cart', component: Cart }\n{path: '/home/bag',\n  name: 'bag'}\nGET /home/stats HTTP/1.1\n",
        "import Users/list/x; Users/edit/Documents.html src/Users/show/Desktop/x CMakeFiles/app/Users/x/y pages.dir/Users/x/y\n",
        "see /home/about, /home/index and /home/contact\n",
        "/home/lost+found src-I/Users/jroe a/c/Users/jroe ./Users/b pages/homes/index x/home2/b",
        "/home/пользователь/x /home/użytkownik/x /home/nome_de_usuário/x /home/目录/x",
    ),
)
