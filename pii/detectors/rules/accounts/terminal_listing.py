"""Accounts in what commands of a system print: `top`, `ps -f`, `w`, `last`, `finger`, `lsof`, `netstat -e`, `quota`, `squeue`,
`psql \\du`, and `show version`, and in the prompts of macOS."""

from pii.detectors.rules.accounts.account_forms import OTHER, A, AccountFinder, Form, Where
from pii.detectors.rules.base import Rule

_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"

_FIND = AccountFinder(
    "terminal_listing",
    {
        "top": Form(
            r" (?:rt|-?\d{1,3}) {1,5}-?\d{1,3} {1,10}[\d.]{1,9}[mgt]? {1,10}[\d.]{1,9}[mgt]? {1,10}[\d.]{1,9}[mgt]? [RSDZTI] ",
            rf" *\d+ {A} +(?:rt|-?\d+) ",
            Where.LINE,
        ),
        "ps": Form(
            r"\d {1,3}(?:\d\d:\d\d|[A-Z][a-z]{2}\d\d) (?:\?|pts/\d{1,3}|tty\w{1,3}) {1,9}(?:\d{1,3}-)?\d\d:\d\d:\d\d ",
            rf"{A} +\d+ +\d+ +\d+ ",
            Where.LINE,
        ),
        "w": Form(
            r"(?m)^[a-z]\w[\w.-]{0,30} {1,12}(?:pts/\d{1,3}|tty\d|:\d) {1,12}",
            rf"{A} +(?:pts/\d+|tty\d|:\d) +\S+ +(?:\d\d:\d\d|{_DAY}\w*|\d+[a-z]+)",
        ),
        "last": Form(
            rf" {_DAY} [A-Z][a-z]{{2}} [ \d]\d \d\d:\d\d(?: -|:\d\d|   )", rf"{A} +(?:pts/\d+|tty\d+|:\d+) ", Where.LINE
        ),
        "finger": Form(
            r"(?m)^Login(?: name)?: \w[\w.-]{1,30}\s{1,40}(?:Name|In real life): ", rf"Login(?: name)?: {A}"
        ),
        "groups": Form(r"(?m)^[a-z][\w.-]{1,38} : [a-z]", rf"{A} : (?P<other>(?P=account))(?= [a-z]|\r?\n|$)"),
        "lsof": Form(
            r" (?:DIR|REG|CHR|IPv4|IPv6|unix|FIFO|sock)  ",
            rf"\S+ +\d+ +(?:\d+ +)?{A} +(?:cwd|txt|mem|rtd|\d+[urw]) ",
            Where.LINE,
        ),
        # `netstat -e`: after the state of a connection, which UDP has none of, who owns it, and the inode.
        "socket": Form(
            r" (?:ESTABLISHED|LISTEN|(?:TIME|CLOSE)_WAIT|SYN_(?:SENT|RECV)|FIN_WAIT[12]|LAST_ACK|CLOSING) {1,9}[a-z]"
            r"|:\* {20}[ a-z]",
            rf"(?:tcp|udp)\w* +\d+ +\d+ +\S+ +\S+ +(?:[A-Z][A-Z0-9_]+ +)?{A}(?= +\d+|[ \t]*(?:\r?\n|$))",
            Where.LINE,
        ),
        "quota": Form(r"(?m)^[a-z]\w[\w.-]{0,38} {1,16}[+-]{2} {1,9}\d", rf"{A} "),
        "password": Form(r"(?m)^[a-z][\w.-]{1,38} (?:PS?|L|LK|NP) \d\d(?:\d\d-\d\d-\d\d|/\d\d/\d{4}) ", rf"{A} "),
        "queue": Form(
            r" (?:R|PD|CG|CD|PENDING|RUNNING|COMPLETED) {1,9}(?:\d{1,3}-)?\d{1,2}:\d\d(?::\d\d)? {1,9}\d{1,6} ",
            rf" *\d[\d_\[\]-]* +\S+ +\S+ +{A} ",
            Where.LINE,
        ),
        "roles": Form(
            r"\| (?:Create (?:DB|role)|Superuser|Cannot login|No inheritance|Replication)", rf" {A} +\| ", Where.LINE
        ),
        "owner": Form(
            r"\| (?:table|sequence|view|index|materialized view|foreign table) {1,9}\| \w",
            rf" \w+ +\| [\w.-]+ +\| [a-z ]+\| {A}[ \t]*(?:\||\r?\n|$)",
            Where.LINE,
        ),
        "identity": Form(r"\bowned by (?:uid \d{1,9} \(|user )\w", rf"owned by (?:uid \d+ \(|user ){A}"),
        "environment": Form(r"\b(?:LOGNAME|SUDO_USER|USERNAME)=\w[\w.-]{1,38} (?:[A-Z_]{2,20}=)", rf"[A-Z_]+={A} "),
        "who": Form(r"(?m)\$ (?:whoami|logname|id -un)\r?\n", rf"[^\n]+\n{A}[ \t]*(?:\r?\n|$)"),
        # Cisco IOS; its releases are built by two accounts of nobody's.
        "version": Form(
            r"\bCompiled [A-Z][a-z]{2} \d\d-[A-Z][a-z]{2}-\d{2,4} \d\d:\d\d by \w",
            rf"Compiled \w+ [\w-]+ [\d:]+ by (?!prod_rel|mcpre\b|ios_team){A}(?=[ \t]*(?:\\n|\r?\n|$|[\"'<]))",
        ),
        # What is asked for, and of whom: sudo in the language of the session, Django, psql, mount.cifs.
        "sudo": Form(
            r"\[sudo\] [^\s:]",
            rf"\[sudo\] (?:(?:[^\s:]+ ){{2,4}}(?:[\w.-]+\\+)?{A} ?:(?!\w)|{OTHER} (?=[^\x00-\x7f]))",
        ),
        "superuser": Form(
            r"\bUsername \(leave blank to use '",
            rf"Username \(leave blank to use '{OTHER}'\): ?(?:{A}[ \t]*(?:\r?\n|$))?",
        ),
        "asked": Form(
            r"\bPassword for (?:user )?\w", rf"Password for (?:user (?:[\w.-]+\\+)?{A}|{OTHER}@//[\w.$/-]+) ?:(?!\w)"
        ),
        # The shell's prompt of macOS, with the branch of Git where the prompt tells it: `Moss-MacBook:tool(main) jroe$ ls`.
        "prompt": Form(
            r"[a-z0-9][$%] [a-z./~]",
            rf"[ \t>]*(?:[$#] )?\[?[A-Za-z0-9][\w.-]{{1,60}}:[\w~/.-]{{1,80}}(?: ?\([\w/.-]+\))? {A}[$%] ",
            Where.LINE,
        ),
        # A terminal's first process in `ps` of macOS.
        "terminal": Form(r"\blogin -[fhlpq]{1,4} [a-z]", rf"login -\w+ {A}(?=\s|$)"),
        "greeting": Form(
            r"(?:\] )?(?:Logged in as|Logging in as|Authenticated as|Signed in as|Publishing to \S{8,60} as|Running as) \w",
            rf"[^\n]+? as {A}(?=\.*(?:\r?\n|$))",
        ),
        "started": Form(
            r"(?:Started by user |triggered by user |Approved by user )[A-Za-z]",
            rf"[A-Za-z ]+ user (?:[^\n(]{{2,40}} \()?{A}\)?(?=\s|$)",
        ),
    },
)

RULE = Rule(
    "terminal_listing",
    _FIND.patterns,
    _FIND,
    rank=4,
    hits=(
        " 9182 «jroe»    20   0 4821120 1.2g   21044 S  88.0  7.7  12:01.11 session\n",
        "«jroe»    9182  9100 88 15:50 ?        00:12:01 /usr/lib/x -u y\n",
        "«jroe»   tty2     :0               Mon08   11days  2:11   1.02s /usr/lib/gdm\n",
        "«jroe»   pts/1        build.example.org Wed Apr  7 22:10 - 23:41  (01:31)\n",
        "Login: «jroe»          \t\t\tName: Jane\n",
        "«jroe» : «jroe» adm docker\n",
        "smbd     3120    «jroe»  cwd    DIR   0,42     4096 1048577 /x\n",
        "tcp        0      0 192.0.2.8:48212    192.0.2.20:5432    ESTABLISHED «jroe»     839201     2214/python\n",
        "tcp        0      0 192.0.2.8:48212    192.0.2.20:5432    ESTABLISHED «jroe»\n",
        "udp        0      0 0.0.0.0:5353            0.0.0.0:*                           «jroe»      19922      702/x\n",
        "«jroe»    +-  20481M  20480M  22528M  6days   99122     0     0\n",
        "«jroe» PS 2018-01-11 0 99999 7 -1 (Password set, SHA512 crypt.)\n",
        "  991820       gpu            train_x     «jroe»  R 1-02:03:04 2 node7\n",
        " «jroe»    | Create DB   | {readers}\n public | tmp | table | «kroe»\n",
        "/usr/bin/x is owned by uid 1000 («jroe»)\nenv: LOGNAME=«kroe» USER=x\n$ whoami\n«lroe»\n",
        "Moss-MacBook:tool «jroe»$ make\n> moss:~ «kroe»$ ls -l\nfern:src/x(feature/y) «lroe»$ git status\n",
        "  501  9120  9101   0 ttys000    0:00.03 login -pfl «jroe» /bin/bash -c exec -la bash\n",
        "Logged in as «jroe».\nnpm notice Publishing to https://registry.example.org as «kroe»\n",
        "Started by user Jane Roe («lroe»)\n",
        "[sudo] password for «jroe»: \n[sudo] password for EXAMPLE\\«kroe»:\n"
        "[sudo] Mot de passe de «lroe» : \n[sudo] «mroe» 的密码：\n",
        "Username (leave blank to use 'root'): «jroe»\nEmail address: \nUsername (leave blank to use '«kroe»'): \n",
        "Password for user «jroe»: \nPassword for «kroe»@//files.example.org/x:  ****\n",
        "Copyright (c) 1986-2007 by Example\nCompiled Fri 26-Jan-07 14:28 by «jroe»\n",
    ),
    misses=(
        " 9182 root    20   0 4821120 1.2g   21044 S  88.0  7.7  12:01.11 x\n",
        "  701 messageb+ 20   0   51180   4480   3804 S   0.0  0.0   0:07.12 x\n",
        "root    9182  9100 88 15:50 ?        00:12:01 /usr/lib/x\n",
        "root : root adm\nsome text : other words here: x\n",
        "tcp        0      0 0.0.0.0:22    0.0.0.0:*    LISTEN      root       21833\n"
        "tcp        0      0 192.0.2.8:48212    192.0.2.20:5432    ESTABLISHED 2214/python\nx ESTABLISHED jroe\n",
        "reboot   system boot  5.4.0 Wed Apr  7 22:10\n",
        "moss:~ root$ ls\nname: value jroe$ x\nmoss:~ jroe$5\nx moss:~ jroe$ ls\n",
        "login -pf root\nlogin -p user\ncan login -m jroe\n",
        "$ whoami\nroot\n$ whoami | x\njroe\n",
        " public | tmp | table | postgres\n name | Create table\n| a | table | jroe |\n",
        "Logged in as the user. Logging in as $USER\n[x] Logged in as jroe Bot#1\nRunning as root\n",
        "Started by user anonymous\n",
        "[sudo] password for root: \n[sudo] password for the user: x\n[sudo] password for jroe\n[sudo] jroe x\n",
        "Username (leave blank to use 'root'): \nUsername: jroe\nPassword for jroe:\nPassword for user $USER:\n",
        "Compiled Thu 08-Feb-18 12:00 by prod_rel_team\nCompiled by jroe\nCompiled Fri 26-Jan-07 14:28 by the team\n",
    ),
)
