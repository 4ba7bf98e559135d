"""Accounts where access is given: groups of a system, gitolite, routers, keys fetched from hosts, prompts of shells."""

from pii.detectors.rules.accounts.account_forms import OTHER, THIRD, A, AccountFinder, Form, Where
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule

_FIND = AccountFinder(
    "access_list",
    {
        "group": Form(
            r"(?m)^[a-z_][\w-]{0,30}:[x*!]?:\d{1,6}:[a-z]",
            rf"(?:(?<=:)|(?<=,))(?!x:){A}(?=,|[ \t]*\r?$|[ \t]*\n)",
            Where.REST,
        ),
        "gitolite": Form(
            r"(?m)^[ \t]{1,8}(?:RW?\+?C?D?[ \t]{1,8}|-[ \t]{1,8}refs/)[\w./\[\]*|^$-]{0,40}[ \t]{0,20}=[ \t]{1,8}[a-z@]",
            rf"[^=\n]*=[ \t]+(?:@[\w-]+ )*{A}(?: (?:@[\w-]+ )*{OTHER})?(?: {THIRD})?(?= [@A-Za-z]|[ \t]*(?:#|\r?\n|$))",
        ),
        "router": Form(
            r"(?m)^ {0,4}username \w|\bset system login user \w|/user add (?:\w{2,12}=\w{1,20} )?name=\w",
            rf"(?: *username {A} (?=privilege|password|secret|role|nopassword|algorithm-type)|set system login user {OTHER}"
            rf"|/user add (?:\w+=\w+ )?name={THIRD})",
        ),
        # Of JunOS and VyOS, whose own accounts are `remote` and `vyos`.
        "login": Form(
            r"\buser [A-Za-z][\w.-]{1,38} \{",
            rf"user (?!remote\b|vyos\b){A} \{{\r?\n[ \t]+(?:uid|class|full-name|authentication)[ \t{{]",
        ),
        "fetched": Form(r"[\"'\s\[](?:gh|lp):\w[\w-]{1,38}[\"'\],\s]", rf".(?:gh|lp):{A}"),
        # Of Kali and Parrot, and others drawn alike.
        "prompt": Form(r"\(\w[\w.-]{1,30}\xe3\x89\xbf|\xe2\x94\x80\[\w[\w.-]{1,30}@", rf"[(─]\[?{A}[㉿@]"),
    },
    is_somebody=is_account,
)

RULE = Rule(
    "access_list",
    _FIND.patterns,
    _FIND,
    rank=4,
    hits=(
        "adm:x:4:syslog,«jroe»\ndocker:x:998:«kroe»\nsudo:x:27:«lroe»,«mroe»\n",
        "repo x\n    RW+     =   «jroe» @ops\n    RW master               = «kroe» «lroe»\n",
        "    -   refs/tags/v[0-9]    = «mroe»\n",
        "username «jroe» privilege 15 secret 5 x\nset system login user «kroe» uid 2001\n/user add name=«lroe» group=full\n",
        "login {\n    user «jroe» {\n        uid 2004;\n    }\n"
        "    user «k.roe» {\n        authentication {\n            ssh-rsa x;\n",
        'ssh_import_id: ["gh:«jroe»", "lp:«kroe»"]',
        "┌─[«jroe»@parrot]─[~/x]\n┌──(«kroe»㉿kali)-[~]\n",
    ),
    misses=(
        "  - max_number = jroe.number + 10\n",
        "adm:x:4:syslog\njroe:x:1000:1000:Jane:/home/x:/bin/sh\nwww:x:33:\n",
        "    RW+     =   @ops\n    - x = 1\n    R = root\n",
        "  username is needed\nusername string\n/user add name=$x\n",
        'source: "gh:jroe/tool" gh: x',
        "login {\n    user remote {\n        class read-only;\n    user vyos {\n        authentication {\n"
        "    user jroe {\n        name x;\n",
        "┌──(root㉿kali)-[~]\n",
    ),
)
