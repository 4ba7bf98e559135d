"""Passwords among the arguments of commands: `mysql -pV`, `docker login -p V`, `redis-cli -a V`, `echo V | sudo -S`."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.base import Rule, with_ends
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.placeholders import is_mask, is_template, looks_like_code, names_what_belongs_there
from pii.spans import Span

_SOURCE = "rules.command_line"
_REACH = 300
"""Characters of a command, at most, up to its password."""

_VALUE = (
    r"(?P<quote>[\"']?)(?P<password>(?<![^\"'])[^\s\"'][^\"'\n]{1,80}(?=[\"'])"
    r"|[^\s\"'`|;&<>()-][^\s\"'`|;&<>()]{1,80})(?P=quote)(?=\s|$|[\"'`)|;&\\,\]])"
)
_ARGUMENTS = r"[^\n|;&]*?\s"

_OPTIONS: dict[str, str] = {
    # commands: the option that takes the password
    "redis-cli": r"-a |--pass ",
    "ldap(?:search|add|modify|delete|whoami|passwd|compare|modrdn)": "-w ?",
    "(?:docker|podman|nerdctl|buildah|skopeo|crane|oras|helm registry|helm|oc|az(?: acr)?|cf|argocd) login": "(?:-p ?|-w )",
    "(?:sqlcmd|bcp|isql|tsql|osql|freebcp)": "-P ?",
    "(?:unzip|zip|funzip)": "-P ?",
    "(?:cqlsh|mongo|mongosh|mongodump|mongorestore|mongoexport|mongoimport|arangosh|rabbitmqadmin)": "-p ",
    "(?:mysql|mariadb|mysqldump|mysqladmin|mysqlimport|mysqlcheck|mysqlpump|mariadb-dump)": r"-p(?: (?=[\"']))?",
    "(?:7z|7za|rar|unrar)": "-h?p",
    "smb(?:client|map|get|cacls)": r"-U ?[\"']?[\w.\\/-]+%",
    "(?:rpcclient|net rpc|wmic|winexe)": r"-U ?[\"']?[\w.\\/-]+%",
    "sshpass": "-p ?",
    "(?:plink|pscp|psftp|putty|winscp)": "-pw ",
    "(?:mosquitto_pub|mosquitto_sub)": "-P ",
    "ipmitool": "-P ",
    "gpg2?": "--passphrase ",
    "user(?:add|mod)": "-p ",
    "htpasswd": r"(?:-\w+ )*-\w*b\w* (?:-\w+ )*[^\s-]\S* [^\s-]\S* ",
    "(?:wget|svn|rclone|lftp|ncftpget|ncftpput|subversion)": r"(?:-p |-u [\w.-]+,|--password[= ])",
    "psexec(?:64)?(?:\\.exe)?": "-p ",
    "(?:xfreerdp|rdesktop)": "(?:/p:|-p )",
    "net use": r"(?:[A-Z*]: )?\\\\\S+ (?:/user:\S+ )?",
    "net user": r"(?!/)[\w.-]+ ",
    "security (?:unlock|create)-keychain": "-p ",
    "security (?:set-key-partition-list|import)": "-[kP] ",
    "security add-(?:generic|internet)-password": "-w ",
    "dscl": r"-passwd \S+ ",
    "consul kv put": r"\S*passw\w* ",
    "etcdctl put": r"\S*passw\w* ",
    "mosquitto_passwd": r"-\w*b\w* \S+ \S+ ",
    "nmcli": r"password ",
    "wpa_passphrase": r"\S+ ",
    "snmp(?:get|walk|set|bulkwalk|trap)": "-A ",
    "schtasks": "/rp ",
    "swift": "-K ",
    "gh secret set": "(?:--body |-b ?)",
    "https?": "(?:-a|--auth) [\"']?[\\w.@-]+:",
    "rabbitmqctl (?:add_user|change_password)": r"(?<=user |word )[\w.-]+ ",
    "aws configure set aws_secret_access_key": "",
    "ConvertTo-SecureString": r"(?:-AsPlainText |-Force |-String )*",
    "keytool": "-(?:src|dest)?(?:store|key)pass ",
}
_KEYS = frozenset({"aws configure set aws_secret_access_key", "gh secret set"})
"""What takes a key rather than a password."""
_COMMANDS = {
    f"command_line.{number}": re.compile(rf"{command}(?:{_ARGUMENTS})??(?<=\s)(?:{option}){_VALUE}")
    for number, (command, option) in enumerate(_OPTIONS.items())
}
_OTHERS: dict[str, tuple[str, re.Pattern[str]]] = {
    "curl": (
        r"(?:\s-u|\s--user|--proxy-user|--basic-auth|-creds)[ =]?[\"']?\w",
        re.compile(
            r"\s?(?:-u|--user|--proxy-user|--basic-auth|-creds)[ =]?[\"']?(?!\d+:\d+\b)[\w.@\\-]+[:%](?P<password>(?![:/\\]|\w+://)[^\s\"'`:]{2,80})"
        ),
    ),
    "option": (
        r"[\"']--?(?:auth|user|u|a)[\"'],",
        re.compile(r"[\"'][\w-]+[\"'],\s*(?P<quote>[\"'])[\w.@-]{1,40}:(?P<password>[^\s\"':/]{2,80})(?P=quote)"),
    ),
    "openssl": (r"-pass(?:in|out)?\spass:", re.compile(r"-pass(?:in|out)?\s+pass:(?P<password>[^\s\"'`]{2,80})")),
    "store": (
        r"-(?:store|key)pass ",
        re.compile(r"-\w+ (?P<quote>[\"']?)(?P<password>[^\s\"'-][^\s\"']{1,80})(?P=quote)"),
    ),
    "chpasswd": (
        r"\becho [\"']?[\w-]+:",
        re.compile(
            r"echo\s+(?P<quote>[\"']?)[\w-]+:(?P<password>[^\n\"'|]{1,80}[^\s\"'|])(?P=quote)\s*\|\s*(?:sudo\s+)?chpasswd"
        ),
    ),
    "sudo": (
        r"\becho (?:-n )?[^\s|]",
        re.compile(
            r"echo (?:-n )?(?P<quote>[\"']?)(?P<password>[^\s\"'|$`]{3,80})(?P=quote)\s*\|\s*(?:sudo\s+(?:-\w+\s+)*?-\w*S"
            r"|(?:docker|podman|helm registry|oras) login\b[^\n|;&]*--password-stdin|passwd\s+--stdin|kinit\b)"
        ),
    ),
    "sqlplus": (
        r"\bsqlplus ",
        re.compile(r"sqlplus (?:-\w+ )*[\"']?[\w$.-]+/(?P<password>[^\s/@\"']{2,60})@"),
    ),
    "here": (
        r"(?:sudo -S|passwd \w{1,20}|kinit \w{1,20}) ?<<< ?",
        re.compile(r"[\w -]+ ?<<< ?(?P<quote>[\"']?)(?P<password>[^\s\"'|$`]{3,80})(?P=quote)"),
    ),
    "piped": (
        r"[\"'] ?\| ?ConvertTo-SecureString",
        re.compile(r"[\"'] ?\| ?ConvertTo-SecureString"),
    ),
}
_REGEXES = _COMMANDS | {f"command_line.{name}": regex for name, (_, regex) in _OTHERS.items()}
_LITERAL_BEFORE = re.compile(r"[\"'](?P<password>[^\"'\n]{3,80})$")
_LABELS = {
    f"command_line.{number}": Label.KEY if command in _KEYS else Label.PASSWORD
    for number, command in enumerate(_OPTIONS)
}
_HYPHENED = re.compile(r"-\w")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    for hit, end in with_ends(text, hits, _REACH):
        if hit.pattern == "command_line.piped":
            match = _LITERAL_BEFORE.search(text, max(0, hit.start - 82), hit.start)
        else:
            match = _REGEXES[hit.pattern].match(text, hit.start, end)
        if match is not None and _is_literal(match["password"]):
            yield Span(*match.span("password"), _LABELS.get(hit.pattern, Label.PASSWORD), source=_SOURCE)


def _is_literal(value: str) -> bool:
    return not (
        is_mask(value)
        or is_template(value)
        or names_what_belongs_there(value)
        or looks_like_code(value)
        or value.startswith(("$", "-", "%"))
    )


RULE = Rule(
    "command_line",
    {
        f"command_line.{number}": rf"\b{command.replace(' ', '[ ]')}[ ]".replace("[ ]", " ")
        for number, command in enumerate(_OPTIONS)
    }
    | {f"command_line.{name}": pattern for name, (pattern, _) in _OTHERS.items()},
    find,
    rank=4,
    hits=(
        "redis-cli -h cache1 -a «tin-Drum_77» ping",
        'ldapsearch -x -D "cn=reader" -w «tin-Drum_77» -b dc=example',
        "docker login -u jroe -p «larkmist» registry.example.org",
        "helm registry login r.example.org -u jroe -p «tin-Drum_77»",
        'sqlcmd -S db1 -U sa -P «tin-Drum_77» -Q "select 1"',
        "isql -U sa -P «tin-Drum_77»",
        "unzip -P «larkmist» a.zip",
        "cqlsh -u jroe -p «larkmist» c1",
        "mysql -u jroe -p«hunter2» db",
        "7z x -p«larkmist» a.7z",
        "smbclient //files/s -U jroe%«tin-Drum_77»",
        "sshpass -p '«hunter2»' ssh jroe@example.org",
        "sshpass -p «hunter2» ssh db",
        "plink -pw «larkmist» jroe@example.org",
        "mosquitto_pub -u jroe -P «larkmist» -t a",
        "htpasswd -bc .htpasswd jroe «larkmist»",
        'RUN useradd -m -p "«tin-Drum_77»" svc && mkdir -p /srv',
        "net use Z: \\\\files\\s «tin-Drum_77» /user:jroe",
        "net use \\\\files\\s /user:jroe «tin-Drum_77»",
        "net user jroe «tin-Drum_77» /add",
        "sqlplus jroe/«tin-Drum_77»@db",
        "nmcli device wifi connect x password «tin-Drum_77»",
        'sudo -S <<< "«tin-Drum_77»" ls',
        "security unlock-keychain -p «larkmist» CI.keychain",
        "mysqlcheck -ujroe -p«larkmist» --optimize x",
        "security add-generic-password -a jroe -s x -w «tin-Drum_77»",
        "htpasswd -b -c /etc/x jroe «larkmist»",
        "rabbitmqctl add_user jroe «larkmist»",
        "aws configure set aws_secret_access_key «cvKlxjUvC1OwzKi0+PjdrD4PmKqfLnqYFSsWa3mJ»",
        '$pw = ConvertTo-SecureString "«Moss!Lane42»" -AsPlainText -Force',
        'ConvertTo-SecureString -AsPlainText "«Moss!Lane42»" -Force',
        'ConvertTo-SecureString -String "«Moss!Lane42»" -AsPlainText -Force',
        '"«Moss!Lane42»" | ConvertTo-SecureString -AsPlainText -Force',
        "curl -u jroe:«hunter2» https://example.org",
        "skopeo copy --src-creds=jroe:«hunter2» x",
        "http('--auth', 'jroe:«hunter2»')",
        "openssl rsa -in k.pem -passin pass:«hunter2»",
        "keytool -genkey -alias a -storepass «hunter2» -keypass «letmein»",
        "echo 'jroe:«hunter2»' | sudo chpasswd",
        "RUN echo 'jroe:«correct horse»' | chpasswd",
        "echo «larkmist» | sudo -S id",
        "echo «larkmist»|kinit jroe",
        "swift -A http://127.0.0.1:8080/auth -U test:tester -K «larkmist» stat",
        "echo «larkmist» | docker login -u jroe --password-stdin",
    ),
    misses=(
        "docker run -p 8080:80 x; docker run -u 1000:1000 x; tool -u http://x",
        "docker login -u jroe -p $PASSWORD registry.example.org",
        "docker login registry.example.org",
        "redis-cli -h cache1 ping",
        "unzip -p a.zip file.txt",
        "mysql -u jroe -p db",
        "sqlcmd -S db1 -E -Q 'select 1'",
        "net use Z: \\\\files\\s * /user:jroe",
        "net user jroe /delete",
        "htpasswd -nB jroe",
        "curl -u $USER:$PASS https://example.org",
        "tool -U test:tester stat",
        "ConvertTo-SecureString $plain -AsPlainText -Force",
        "sshpass -p $PASSWORD ssh db; keytool -storepass ${PASS}",
        "openssl rsa -passin pass:$PASS",
        "echo done | sudo tee /etc/motd",
        'beeline -u "jdbc:hive2://db:10000/default"',
        "useradd -m svc && mkdir -p /srv/app",
        "gpg --passphrase-file key.txt -d a.gpg",
    ),
)
