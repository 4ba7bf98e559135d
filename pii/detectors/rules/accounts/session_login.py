"""Who logs in over a line of a protocol, and with what: `USER jroe`, `PASS V` and `LOGIN jroe V` of FTP, mail and IRC, and what
services and bouncers of IRC are told (`/msg NickServ IDENTIFY V`, `/quote PASS jroe/network:V`)."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Around, Finder, Forms, places

_A = r"(?P<account>[A-Za-z][\w.-]{0,38}\w)"
_END = r"(?=\s*(?:$|[\n\"'`;\\<)]))"
_SECRET = r"(?P<password>(?![<{$%*])[^\s\"'`;\\<>(){},]{4,60})"

_OF_BOUNCER = rf"(?:{_A}(?:[@/][\w.-]+){{0,2}}:)?"
"""Who logs in at a bouncer, from which client and to which network."""

_FORMS: Forms = {
    # name: where it may stand (for the scanner), what stands there
    "mail": (
        r"(?m)^(?:C: |> |>>> |--> |---> )?USER [A-Za-z]",
        re.compile(rf"\W*(?:C: )?USER {_A}(?=\r?\n)"),
    ),
    "imap": (
        r"\b[A-Za-z]{0,2}\d{1,4} LOGIN \"?[A-Za-z]",
        re.compile(rf"\w+ LOGIN \"?{_A}\"? \S"),
    ),
    "chat": (
        r"\bUSER [A-Za-z]\w{1,20} (?:\d|\w{1,20}|\*) [\w*.-]{1,40} :",
        re.compile(rf"USER {_A} \S+ \S+ :"),
    ),
    "watched": (
        r"(?i)\"AUTH\" \"",
        re.compile(
            rf"\"\w+\" (?:\"{_A}\" )?\"(?P<password>[^\"\n]{{3,80}})\"(?=\s*\r?(?:\n|$)| \"SETNAME)", re.IGNORECASE
        ),
    ),
    "nick": (
        r"(?m)^(?:-> |<- |>> |<< |> |< )?NICK [A-Za-z]",
        re.compile(rf"\W*NICK {_A}(?=\r?\n)"),
    ),
    "chat_password": (
        r"\bPASS [^\s:]",
        re.compile(rf"PASS {_OF_BOUNCER}{_SECRET}(?=\\r|\r?\n|[\"'])"),
    ),
    "bouncer": (
        r"(?i)(?:/quote|/raw|\bquote) pass [A-Za-z]",
        re.compile(rf"/?\w+ pass {_OF_BOUNCER}{_SECRET}{_END}", re.IGNORECASE),
    ),
    # What clients and servers of FTP print.
    "ftp": (
        r"(?m)^(?:-{2,3}> )?PASS [^\s<]",
        re.compile(rf"\W*PASS {_SECRET}(?=[ \t]*(?:\r?\n|$))"),
    ),
    "asked": (
        r"\b331 (?:Password|User|Please)|\b230 (?:User|Login)|\b530 (?:User|Login)",
        re.compile(
            rf"\d+ (?:Password required for (?:user )?|User ){_A}(?: logged| cannot| OK|\.?[ \t]*(?:\r?\n|$)|[,.;] )"
        ),
    ),
    "command": (
        r"\b(?:lftp|ncftp) [^\n]{0,80}[;\"' ]user \w",
        re.compile(rf"[^\n]*?(?<=[;\"' ])user {_A}[ ,]{_SECRET}(?=[ \t]*[;\"'\n])"),
    ),
    "services": (
        r"(?i)\b(?:nickserv|authserv|userserv|ns)(?: ?:| ?\")? ?(?:identify|auth|ghost|recover|release|regain|register) \S",
        re.compile(
            rf"\w+(?: ?:| ?\")? ?(?:(?i:identify|auth) (?:{_A} )?|(?i:ghost|recover|release|regain) (?P<account2>\w\S{{0,30}}) "
            rf"|(?i:register) ){_SECRET}(?:{_END}| \S+@)"
        ),
    ),
}
_AROUND: Around = {
    "nick": re.compile(r"\bUSER \w+ \S+ \S+ :|\bPASS \S|\bPRIVMSG "),
    "mail": re.compile(r"(?m)^\W*(?:C: )?PASS \S"),
    "ftp": re.compile(r"(?m)^\W*(?:331 |USER \w)"),
    "chat_password": re.compile(r"\bNICK \S"),
}

RULE = Rule(
    "session_login",
    places("session_login", _FORMS),
    Finder("session_login", _FORMS, around=_AROUND),
    rank=4,
    hits=(
        '1741250113.4 [0 192.0.2.9:51622] "AUTH" "«larkmist»"\n1 [0 192.0.2.9:51622] "HELLO" "3" "AUTH" "«jroe»" "«mossdrum»"\n',
        "USER «jroe»\n331 Password required\nPASS x\n",
        "S: +OK\nC: USER «jroe»\nS: +OK\nC: PASS x\n",
        'a1 LOGIN «jroe» x\na2 LOGIN "«kroe»" "y"\n',
        'NICK «kroe»\nUSER «jroe» 0 * :Jane Roe\nsend("USER «kroe» host server :K")',
        "PASS «larkmist»\r\nNICK x\r\n",
        's.send("PASS «larkmist»\\r\\n"); s.send("NICK x\\r\\n")',
        "/quote PASS «jroe»/net:«lark!Mist»\n/QUOTE pass «kroe»@desk/net:«larkmist»\nPASS «jroe»/net:«lark!Mist»\r\nNICK x\n",
        "/msg NickServ IDENTIFY «jroe» «larkmist»\n/msg nickserv identify «mossdrum»\n",
        'PRIVMSG NickServ :IDENTIFY «larkmist»\nautosendcmd = "/ns identify «larkmist»";\n',
        "/msg NickServ GHOST «jroe_» «larkmist»\n/msg NickServ REGISTER «larkmist» jane@example.org\n",
        "---> USER «jroe»\n<--- 331 Password required for «jroe»\n---> PASS «w4lark»\n<--- 230 User «jroe» logged in.\n",
        "$ lftp -d -e \"set ftp:ssl-allow no; user «jroe» «larkmist»; bye\" ftp.example.org\nlftp x <<< 'user «kroe»,«mossdrum»'",
    ),
    misses=(
        "/quote PASS <username>:<password>, or /quote PASS $pass\n/quote pass it on to them\nPASS a/b:larkmist\n",
        "USER jroe\nRUN x\n",
        "USER root\nPASS x\n",
        "the LOGIN of jroe; a1 LOGIN\n",
        "USER name is the :x; USER %s %s %s :%s",
        "PASS src/a.test.js\nPASS larkmist\nNICK: jroe\n",
        "NICK x\nPASS :no\nPASS $pass\n",
        "/msg NickServ IDENTIFY <password>\n/msg NickServ identify your password please\n",
        "NickServ register your nick with it\nnickserv identify\n",
        "331 Password required. 331 User name okay\n530 User cannot log in\n",
        "PASS larkmist\n",
        'lftp -e "open x; ls user files; bye"; ---> PASS <hidden>\n331 Password required for anonymous\n',
    ),
)
