"""Accounts in files and listings whose syntax one program or site fixes: Minecraft, PGN, fetchmail, `id`, sudoers, IAM, Nix."""

from pii.detectors.rules.account_forms import OTHER, THIRD, A, AccountFinder, Form, Where
from pii.detectors.rules.account_setting import is_account
from pii.detectors.rules.base import Rule

_FIND = AccountFinder(
    "program_record",
    {
        # Games: lists of a Minecraft server, moves of chess, profiles of consoles.
        "minecraft": Form(
            r"\"uuid\" ?: ?\"[0-9a-f]{8}-", rf"\"uuid\" ?: ?\"[0-9a-f-]{{36}}\",\s{{1,20}}\"name\" ?: ?\"{A}\""
        ),
        "chess": Form(r"\[(?:White|Black) \"[a-z]", rf"\[\w+ \"{A}\"\]"),
        "console": Form(r"\"(?:onlineId|gamertag)\" ?: ?\"\w", rf"\"\w+\" ?: ?\"{A}\""),
        # Mail, keychains, the fediverse.
        "fetchmail": Form(
            r"\buser ['\"]\w[\w.@-]{1,60}['\"] there ",
            rf"user ['\"]{A}(?:@[\w.-]+)?['\"] there (?:with password \S+ )?(?:is ['\"]?{OTHER}['\"]? here)?",
        ),
        "keychain": Form(r"\"acct\"<blob>=\"\w", rf"\"acct\"<blob>=\"{A}\""),
        "fediverse": Form(r"\"acct\" ?: ?\"\w", rf"\"acct\" ?: ?\"{A}(?:@[\w.-]+)?\""),
        # Systems: `id`, sudoers, squid, CUPS, JCL.
        "id": Form(
            r"\buid=\d{1,10}\(\w",
            rf"uid=\d+\({A}\)(?: gid=\d+\((?P<other>(?P=account))\)(?: groups=\d+\((?P<third>(?P=account))\))?)?",
        ),
        "alias": Form(r"(?m)^User_Alias[ \t]", rf"User_Alias\s+\w+\s*=\s*{A}(?:, ?{OTHER})?(?:, ?{THIRD})?(?=[\s,]|$)"),
        "squid": Form(
            r" (?:HIER_)?(?:DIRECT|NONE|DEFAULT_PARENT|FIRSTUP_PARENT)/[\d-]",
            rf"[\d.]+ +\d+ \S+ \w+/\d{{3}} \d+ [A-Z]+ \S+ {A} ",
            Where.LINE,
        ),
        "printer": Form(r"Queued on \"[\w.-]{1,60}\" by \"\w", rf"Queued on \"[\w.-]+\" by \"{A}\""),
        "jcl": Form(r"(?m)^//[^\n*]{0,70}\bNOTIFY=[A-Za-z]", rf"//[^\n*]{{0,70}}\bNOTIFY={A}(?=[,\s]|$)"),
        # Directories, clouds and databases.
        "directory": Form(
            r"-ADUser -(?:Identity|SamAccountName) [\"']?\w|-Credential [\"']?[\w.-]{1,20}\\\w",
            rf"-(?:ADUser -\w+ [\"']?|Credential [\"']?[\w.-]+\\){A}(?=[\"'\s]|$)",
        ),
        "iam": Form(
            r"arn:aws[\w-]{0,10}:iam::\d{1,12}:user/\w",
            rf"arn:aws[\w-]*:iam::\d+:user/(?:[\w.-]+/){{0,4}}{A}(?=[\"'`\s,)\]]|$)",
        ),
        "mongo": Form(r"(?:grantRolesTo|revokeRolesFrom|drop|update)User\([\"']\w", rf"\w+\([\"']{A}[\"']"),
        "definer": Form(r"DEFINER ?= ?[`']\w", rf"DEFINER ?= ?[`']{A}[`']@"),
        # Sites and repositories.
        "role": Form(
            r":(?:user|ghuser|gh-user|github-user|github_user):`\w", rf":[\w-]+:`(?:[^`<\n]{{1,40}} <)?{A}>?`"
        ),
        "cpan": Form(r"\b(?:CPAN ID|IRC nick): \w", rf"[\w ]+: {A}(?=[\s,;)]|$)"),
        "reddit": Form(r"\bby /?u/\w", rf"by /?u/{A}"),
        "nix": Form(r"homeConfigurations\.\"?\w", rf"homeConfigurations\.(?:\"{A}(?:@[\w.-]+)?\"|{OTHER}) ="),
        "branch": Form(r"\b(?:sourcehut|lp):~\w", rf"\w+:~{A}(?=/)"),
        "client": Form(r"(?m)^Owner:\t\w", rf"Owner:\t{A}[ \t]*(?:\r?\n|$)"),
    },
    is_somebody=is_account,
)

RULE = Rule(
    "program_record",
    _FIND.patterns,
    _FIND,
    rank=4,
    hits=(
        '[{"uuid": "01234567-0123-0123-0123-0123456789ab",\n  "name": "«jroe»", "level": 4}]',
        '[White "«jroe7»"]\n[Black "«kroe»"]\n',
        '{"onlineId": "«jroe»"}, {"gamertag": "«kroe»"}',
        "poll x\n  user '«jroe»' there with password 'x' is '«kroe»' here ssl\n",
        '    "acct"<blob>="«jroe»"\n{"acct": "«kroe»"}',
        "uid=1000(«jroe») gid=1000(«jroe») groups=1000(«jroe»),27(sudo)\n",
        "User_Alias ADM = «jroe», «kroe»\n",
        "1286536308.779    180 192.0.2.7 TCP_MISS/200 411 GET http://x.example/ «jroe» DIRECT/192.0.2.8 text/html\n",
        'I [x] Queued on "LaserJet" by "«jroe»".\n//  NOTIFY=«kroe»\n',
        "Set-ADUser -Identity «jroe» -x; Enter-PSSession -Credential CORP\\«kroe»\n",
        '"arn:aws:iam::123456789012:user/staff/«jroe»"',
        'db.grantRolesToUser("«jroe»", [])\nDEFINER=`«kroe»`@`%`\n',
        ":user:`«jroe»` and :user:`Jane Roe <kroe7>`".replace("kroe7", "«kroe7»"),
        "CPAN ID: «JROE», IRC nick: «kroe»\n(by /u/«lroe»)",
        'homeConfigurations."«jroe»@host" = x; "sourcehut:~«kroe»/nur"; bzr push lp:~«lroe»/x/y\n',
        "Owner:\t«jroe»\n",
    ),
    misses=(
        '{"uuid": "01234567-0123-0123-0123-0123456789ab", "type": "x", "name": "jroe"}',
        '[White "Roe, Jane"] [Event "jroe"] [White "?"]',
        "the user 'x' is there; user there is here\n",
        '{"acct": 7} "acct": "admin"',
        "uid=0(root) gid=0(root); uid=33(www-data); uid=1000\n",
        "User_Alias ADM = %staff\nroot ALL=(ALL) ALL\n",
        "1286536308.779 180 192.0.2.7 TCP_MISS/200 411 GET http://x.example/ - DIRECT/192.0.2.8 text/html\n",
        "//  NOTIFY=&SYSUID\n# remove NOTIFY=SUCCESS option\n-Credential $cred\n",
        "arn:aws:iam::123456789012:role/jroe arn:aws:iam::123456789012:user/${x}",
        "; Owner: jroe\nALTER TABLE x OWNER TO jroe;\n:user:`name` by u/\n",  # mostly the role of a service
        "homeConfigurations.${x} = y; lp:jroe/x; sourcehut:~jroe\n",
        "Owner: jroe\n",
    ),
)
