"""Accounts in files and listings whose syntax one program fixes: Minecraft, PGN, fetchmail, `id`, sudoers, IAM, Nix, Spring."""

from collections.abc import Iterator, Sequence

from pii.detectors.rules.accounts.account_forms import OTHER, THIRD, A, AccountFinder, Form, Where
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.organisations import is_known_organisation, names_organisation
from pii.spans import Span


def _is_persons(value: str) -> bool:
    return is_account(value) and not is_known_organisation(value)


def _is_developer(value: str) -> bool:
    """The same where an account may be capitalised, as a name is."""
    return _is_persons(value.lower()) and not names_organisation(value)


_FIND = AccountFinder(
    "program_record",
    {
        "spring": Form(
            r"(?i)\bspring[._]security[._]user[._]name[ \t]?[=:]",
            rf"[\w.]+[ \t]?[=:][ \t]?[\"']?{A}[\"']?(?=\s|$)",
        ),
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
        # The users of pfSense and OPNsense, whose order differs; `<name>` holds everything else there, too.
        "firewall": Form(
            r"<user(?: uuid=\"[\w-]{36}\")?>\s{0,40}<name>\w",
            rf"<user[^<>]*>\s*<name>{A}</name>\s*(?:<descr>[^\n]{{0,80}}</descr>\s*)?"
            r"(?:<expires\s?/>\s*)?<(?:scope|groupname|uid|bcrypt-hash|sha512-hash|md5-hash|disabled|expires|authorizedkeys)\b",
        ),
        "firewall_id": Form(
            r"</(?:uid|scope|bcrypt-hash|sha512-hash)>\s{0,40}<name>\w", rf"</[\w-]+>\s*<name>{A}</name>"
        ),
        # Clouds and databases.
        "iam": Form(
            r"arn:aws[\w-]{0,10}:iam::\d{1,12}:user/\w",
            rf"arn:aws[\w-]*:iam::\d+:user/(?:[\w.-]+/){{0,4}}{A}(?=[\"'`\s,)\]]|$)",
        ),
        "mongo": Form(r"(?:grantRolesTo|revokeRolesFrom|drop|update)User\([\"']\w", rf"\w+\([\"']{A}[\"']"),
        "definer": Form(r"DEFINER ?= ?[`']\w", rf"DEFINER ?= ?[`']{A}[`']@"),
        "couchdb": Form(r"org\.couchdb\.user:\w", rf"[\w.]+:{A}(?=[/\s\"'?]|$)"),
        # Sites and repositories.
        "role": Form(
            r":(?:user|ghuser|gh-user|github-user|github_user):`\w", rf":[\w-]+:`(?:[^`<\n]{{1,40}} <)?{A}>?`"
        ),
        "cpan": Form(r"\b(?:CPAN ID|IRC nick): \w", rf"[\w ]+: {A}(?=[\s,;)]|$)"),
        "reddit": Form(r"\bby /?u/\w", rf"by /?u/{A}"),
        "nix": Form(r"homeConfigurations\.\"?\w", rf"homeConfigurations\.(?:\"{A}(?:@[\w.-]+)?\"|{OTHER}) ="),
        # Fields of the files in which packages are described and kept.
        "packaged": Form(r"(?m)^Packaged: \d{4}-\d\d-\d\d ", rf"Packaged: [\d-]+ [\d:.]+ (?:UTC)?; {A}(?=\s|$)"),
        "developer_name": Form(
            r"<(?:developer|contributor)>\s{1,40}(?:<id>[^<\n]{1,40}</id>\s{1,40})?<name>[a-z]",
            rf"<\w+>\s+(?:<id>[^<\n]*</id>\s+)?<name>(?=[a-z0-9_-]+<){A}</name>",
        ),
        "kernel": Form(r"Loaded X\.509 cert '[a-z]", rf"Loaded X\.509 cert '{A}: "),
        "home_project": Form(
            r"/home:/?[A-Za-z]|[ /]home:\w[\w.-]{1,38}\.repo",
            rf"[ /]home:/?{A}(?=[:/]|\.repo)(?:[\w.:/-]*?/home:{OTHER}(?=\.repo))?",
        ),
        "jenkins": Form(r", id:[a-z]", rf"# Copyright [^\n]*?, id:{A}(?:[^\n]*?, id:{OTHER})?", Where.LINE),
        "chef": Form(r"\bnode_name\s{1,20}[\"']\w", rf"node_name\s+[\"']{A}(?<!node)[\"']"),
        "dialplan": Form(r"\bDial\((?:SIP|PJSIP)/[a-z]", rf"Dial\(\w+/{A}(?=[,)&/@])"),
        "zen": Form(
            r"\$Id: (?:Author: )?\w[\w./-]{1,40} {1,3}(?:\d{4} |[A-Z][a-z]{2} [A-Z][a-z]{2} |New in |Modified in )",
            rf"\$Id: (?:Author: )?{A}(?:/{OTHER})? +(?:\d{{4}} [A-Z]|[A-Z][a-z]{{2}} [A-Z]|\w+ in )",
        ),
        "branch": Form(r"\b(?:sourcehut|lp):~\w", rf"\w+:~{A}(?=/)"),
        "mailmap": Form(
            r"@[\w.-]{3,40}> [A-Za-z][\w.-]{1,30} <[\w.+-]{1,40}@",
            rf"[^\s<>]+> {A} <[^\s<>]+>[ \t]*(?:#[^\n]*)?(?:\r?\n|$)",
        ),
        "client": Form(r"(?m)^Owner:\t\w", rf"Owner:\t{A}[ \t]*(?:\r?\n|$)"),
    },
    is_somebody=_is_persons,
)

_GRADLE = r"\b(?:developer|contributor) ?\{\s{1,60}"
_SET = r" ?(?:=|\.set\(| ) ?[\"']"
"""How a script of Gradle sets what a POM says, in Groovy and in Kotlin."""
_DEVELOPER = AccountFinder(
    "program_record",
    {
        "developer": Form(
            rf"<(?:developer|contributor)>\s{{1,40}}<id>\w|{_GRADLE}id ?(?:=|\.set\(|[ ][\"'])",
            rf"(?:<\w+>\s+<id>|\w+ ?\{{\s+id{_SET}){A}[<\"'](?:\)?;?\s+name{_SET}(?P<other>(?P=account))[\"'])?",
        ),
        "developer_nick": Form(
            rf"{_GRADLE}name ?(?:=|\.set\(|[ ][\"'])", rf"\w+ ?\{{\s+name{_SET}(?=[a-z0-9_-]+[\"']){A}[\"']"
        ),
    },
    is_somebody=_is_developer,
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    yield from _FIND(text, [hit for hit in hits if hit.pattern in _FIND.patterns])
    yield from _DEVELOPER(text, [hit for hit in hits if hit.pattern in _DEVELOPER.patterns])


RULE = Rule(
    "program_record",
    _FIND.patterns | _DEVELOPER.patterns,
    find,
    rank=4,
    hits=(
        "<user><name>«jroe»</name><descr><![CDATA[Jane Roe]]></descr><bcrypt-hash>x</bcrypt-hash></user>\n"
        '<user>\n\t<scope>user</scope>\n\t<name>«kroe»</name>\n<user uuid="x">\n<uid>2000</uid>\n<name>«lroe»</name>',
        "SPRING_SECURITY_USER_NAME: «j7roe»\nspring.security.user.name=«j7roe»\n",
        '[{"uuid": "01234567-0123-0123-0123-0123456789ab",\n  "name": "«jroe»", "level": 4}]',
        '[White "«jroe7»"]\n[Black "«kroe»"]\n',
        '{"onlineId": "«jroe»"}, {"gamertag": "«kroe»"}',
        "poll x\n  user '«jroe»' there with password 'x' is '«kroe»' here ssl\n",
        '    "acct"<blob>="«jroe»"\n{"acct": "«kroe»"}',
        "uid=1000(«jroe») gid=1000(«jroe») groups=1000(«jroe»),27(sudo)\n",
        "User_Alias ADM = «jroe», «kroe»\n",
        "1286536308.779    180 192.0.2.7 TCP_MISS/200 411 GET http://x.example/ «jroe» DIRECT/192.0.2.8 text/html\n",
        'I [x] Queued on "LaserJet" by "«jroe»".\n//  NOTIFY=«kroe»\n',
        '"arn:aws:iam::123456789012:user/staff/«jroe»"',
        'db.grantRolesToUser("«jroe»", [])\nDEFINER=`«kroe»`@`%`\n',
        ":user:`«jroe»` and :user:`Jane Roe <kroe7>`".replace("kroe7", "«kroe7»"),
        "CPAN ID: «JROE», IRC nick: «kroe»\n(by /u/«lroe»)",
        "Packaged: 2023-01-12 13:33:22 UTC; «jroe»\n<developer>\n  <id>«kroe»</id>\ndeveloper {\n    id = '«lroe»'\n",
        "developer {\n  id = '«Wexroe»'\n  name = '«Wexroe»'\n}\ndeveloper {\n  id.set(\"«kroe»\")\n  name.set(\"«kroe»\")\n",
        "developer {\n  id '«jroe7»'\n  name 'Jane Roe'\n}\ndeveloper {\n    name = '«k7roe»'\n",
        "<developer>\n  <name>«billroe»</name>\n  <email>b@example.org</email>\n"
        "<contributor>\n  <id>7</id>\n  <name>«kroe7»</name>\n",
        "cfg80211: Loaded X.509 cert '«jroe»: 00b28ddf47aef9cea7'\n# Copyright (c) 2004, Example, Jane Roe, id:«kroe»\n",
        "http://download.example.org/repositories/home:/«jroe»:/x/ repositories/home:«kroe»/15.4/home:«kroe».repo\n",
        "node_name '«jroe»'\nexten => 200,1,Dial(SIP/«kroe»,20)\n",
        " * @version $Id: «MossRoe» 2020 Jun 07 Modified in v1.5.7 $\n $Id: Author: «KRoe»  Mon Oct 19 01:39:59 2015 -0400 $\n",
        'homeConfigurations."«jroe»@host" = x; "sourcehut:~«kroe»/nur"; bzr push lp:~«lroe»/x/y\n',
        "Owner:\t«jroe»\n",
        'npm http fetch PUT 401 https://npm.example/-/user/org.couchdb.user:«jroe» 7ms\n{"_id": "org.couchdb.user:«kroe»"}',
        "Jane Roe <jane@example.org> «jroe» <jr+git@example.org>\nKim Low <kim@example.org> «klow» <k@example.org> # old\n",
    ),
    misses=(
        "<user><name>Jane Roe</name><descr>x</descr></user><user><name>jroe</name><email>x</email></user>\n"
        "<user><name>root</name><uid>0</uid></user><group><name>jroe</name><scope>system</scope>",
        "spring.security.user.name=admin\nspring.security.user.name=${NAME}\nuser.name=j7roe\n",
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
        "<developer>\n  <name>Jane</name>\n<developer>\n  <name>jane roe</name>\n<organization>\n  <name>jroe</name>\n",
        "<dependency><id>jroe</id> { id = 'jroe' }\nhome: /srv/x\nhome:page\nDial(SIP/200,20)\n$Id: x.php 2020-01-02 $\n",
        "developer {\n  id = 'Widget Team'\n  name = 'Wexroe'\n}\ndeveloper {\n  id = 'google'\n  name = 'Google'\n",
        "developer {\n  name = 'Wexroe Labs'\n}\nlibrary {\n  id = 'Wexroe'\n  name = 'Wexroe'\n",
        "org.couchdb.user: x org.couchdb.user:${name} org.couchdb.user:admin",
        "Jane Roe <jane@example.org> Roe <jr@example.org>\nTo: <a@example.org> and <b@example.org>, x <c@example.org>\n",
        "x <a@example.org> jroe <b@example.org> y\n",
    ),
)
