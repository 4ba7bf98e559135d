"""Passwords at the place that the grammar of a file or protocol gives them: netrc, pgpass, Redis, wpa_supplicant, IMAP, Ansible's
inventories, Spring's properties, and what servers print of those that they made."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places

_VALUE = r"(?P<quote>[\"'])(?P<password>[^\"'\n]{1,80})(?P=quote)"

_ACCOUNT = r"(?P<account>[A-Za-z][\w.-]{0,38}\w)"
_GAP = r"(?:\s|\\[nt])+"

_FORMS: Forms = {
    "netrc": (
        r"\blogin \w",
        re.compile(
            r"login\s+(?!and\b)\S+\s+password\s+[\"']?(?P<password>(?:[^\s\"'\\]|\\(?![nr]))++)"
            r"(?=\\[nr]|[\"']|\s*$|\s+(?:account|machine|macdef))",
            re.MULTILINE,
        ),
    ),
    # What a shell or a program writes there: the lines are escapes, or one line holds all.
    "machine": (
        r"(?:\b|\\n)(?:machine [\w.-]{1,60}|default)(?:\s|\\n)",
        re.compile(
            rf"(?:\\n)?(?:machine[ \t]+[\w.-]+|default){_GAP}login{_GAP}(?:[\w.+-]+@[\w.-]+|{_ACCOUNT}){_GAP}"
            rf"password{_GAP}(?P<password>[^\s\"'\\$<{{][^\s\"'\\]{{2,80}})(?=\s|\\[nr]|[\"']|$)"
        ),
    ),
    "redis": (
        r"(?:requirepass|masterauth|auth_pass|rootpw|bindpw)\s",
        re.compile(
            r"(?<!/)(?<!the )\w+\s+(?:--(?:plaintext|allow-ssh)\s+)*"
            r"(?P<quote>[\"']?)(?P<password>(?!--)[^\s\"'`,.)]{3,80})(?P=quote)[\"']?\s*$",
            re.MULTILINE,
        ),
    ),
    # What Kickstart encrypts disks with and sets for accounts, read to the blank.
    "kickstart": (
        r"--(?:passphrase|password)=[^\s$]",
        re.compile(
            r"[# \t]*(?:autopart|part|partition|logvol|raid|volgroup|user|vnc|bootloader)[ \t][^\n]*?--(?:passphrase|password)="
            r"(?P<quote>[\"']?)(?P<password>(?<=[\"'])[^\"'\n]{3,80}(?=[\"'])"
            r"|(?<![\"'])[^\s\"'`$<>{}]{3,80})(?P=quote)(?=\s|$)"
        ),
    ),
    "table": (
        r"[ \t](?:MD5|GTC|PAP|CHAP|MSCHAPV2|PEAP|LEAP|PWD|TTLS|PLAIN|SCRAM)(?:,[A-Z]|[ \t]{1,8}\")",
        re.compile(rf"[^\"\n]*\"[^\"\n]*\"[ \t]+[A-Z][A-Z0-9,-]{{1,80}}[ \t]+{_VALUE}"),
    ),
    "imap": (
        r"\b[A-Za-z]{0,2}\d{1,4} LOGIN ",
        re.compile(
            r"\w+ LOGIN [\"']?[\w.@+-]+[\"']? (?P<quote>[\"']?)(?P<password>[^\s\"'{]{2,80})(?P=quote)[ \t]*$",
            re.MULTILINE,
        ),
    ),
    "psk": (
        r"\bpsk=\"",
        re.compile(r"psk=\"(?P<password>[^\"\n]{8,63})\""),
    ),
    "device": (
        r"(?i)\b(?:enable|username \S{1,30}|ip ftp)(?: privilege \d\d?)? (?:password|secret) ",
        re.compile(
            r"(?!username (?:or|and|with|[oyei&/]|et|ou|und|oder|ve|veya|lub|och|of|en) )"
            r"[^\n]*?(?:password|secret) (?:\d )?(?P<password>[^\s\"']{3,80})[ \t]*\r?$",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    "pgpass": (
        r":(?:543\d|6432|\*):[\w.*-]",
        re.compile(
            r":(?:543\d|6432|\*):[\w.*-]+:[\w.-]+:(?P<password>(?:[^\s:/\"'<>*\\]|\\[:\\]){3,80})\s*$", re.MULTILINE
        ),
    ),
    "inventory": (
        r"\bansible_\w{0,20}pass(?:word)? ?[=:] ?[\"']",
        re.compile(rf"\w+ ?[=:] ?{_VALUE}(?=[\s,#]|$)"),
    ),
    "spring": (
        r"\bspring\.[a-z][\w.-]{2,60}\.password ?= ?[^\s$]",
        re.compile(r"[\w.-]+ ?= ?(?P<password>[^\s\"'`<>{}$*\\]{3,80})(?=[\"'\s]|$)"),
    ),
    "made": (
        r"Using (?:generated|default) security password: \w|temporary password is generated for ",
        re.compile(r"[\w ]+(?: password:| for [\w.-]+@[\w.-]+:) +(?P<password>\S{6,60})(?=\s|$)"),
    ),
}

RULE = Rule(
    "config_file",
    places("config_file", _FORMS),
    Finder("config_file", _FORMS, lines=frozenset({"table", "kickstart"}), literal=frozenset({"kickstart"})),
    rank=4,
    hits=(
        "machine example.org login «jroe» password «hunter2»",
        'puts("machine example.org\\n  login «jroe»\\n  password «hunter2»\\n")',
        'printf "machine example.org\\nlogin «jroe»\\npassword «larkmist7»\\n" > ~/.netrc',
        'echo "machine example.org login «jroe» password «larkmist7»" >> ~/.netrc',
        'echo "default login anonymous password «x@y.z»"',
        "requirepass «hunter2»",
        "--requirepass '«hunter2»'\n",
        "rootpw\t\t«hunter2»\n",
        "rootpw --plaintext «hunter2»\n",
        "autopart --type=lvm --encrypted --passphrase=«moss.stone.wall»\n"
        "part / --size=1 --encrypted --passphrase='«lark mist»'\n",
        "user --name=jroe --groups=wheel --password=«moss.stone.wall» --plaintext\n",
        '"jroe"\tMD5\t"«hunter2»"',
        "a001 LOGIN jroe «hunter2»\n",
        'network={\n  ssid="moss"\n  psk="«seven grey geese»"\n}',
        "db1.example.org:5432:orders:jroe:«tin-Drum_77»",
        "R2(config)#ip ftp password «larkmist»",
        "username jroe privilege 15 password 7 «094F471A1A0A»",
        "enable secret «larkmist»",
        "*:*:*:jroe:«tin-Drum_77»",
        "db1.example.org:6432:orders:jroe:«tin\\:Drum»\n",
        "web1 ansible_host=192.0.2.7 ansible_ssh_pass='«Lärk nr 5»' x=1\nansible_become_password: \"«lark mist»\"\n",
        "spring.security.user.password=«vårlök»\nspring.datasource.password = «larkmist»\n",
        "Using generated security password: «02ee039b-ba84-f6e9-afb1-27c9dd90970d»\n"
        "A temporary password is generated for root@localhost: «qX)4k!rZlm_T»\n",
        "requirepass «lång-svår»\n",
    ),
    misses=(
        "        this.#creds = `${ username }:${ password }`;",
        "a login and password for the site",
        '"jroe"\tPEAP\n"next"\tTLS',
        "requirepass $PASS",
        'printf "machine example.org\\nlogin $USER\\npassword $TOKEN\\n"; by default login is asked for',
        "rootpw --lock",
        "autopart --encrypted --passphrase=\npart / --passphrase=$PASS\nuser --name=jroe --password=$6$x --iscrypted\n",
        "part of it --passphrase-file=moss.stone.wall\n",
        "enable password checks of users",
        "                    example: Username o Password Errata\n",
        "- message on invalid username or password #270",
        "    Create username with password credentials\n",
        "widget-ldap\twidget-ldap/bindpw\tpassword\t\n",
        'psk="short"',
        "a.py:5432:3:note:see http://example.org",
        "web1 ansible_ssh_pass=\"{{ vault }}\" ansible_become_pass='' ansible_user='lark mist'\n",
        "spring.datasource.password=${DB}\nspring.datasource.password.file=larkmist\nspring.mail.username=larkmist\n",
        "Using generated security password: see above\nA temporary password is generated for the user: larkmist\n",
        "12:30:10:INFO:started",
    ),
)
