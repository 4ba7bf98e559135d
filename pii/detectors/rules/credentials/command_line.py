"""Passwords among the arguments of commands: `mysql -pV`, `docker login -p V`, `redis-cli -a V`, `sqlplus jroe/V`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.login_command import IMPACKET
from pii.detectors.rules.base import Rule, with_ends
from pii.detectors.rules.credentials.basic_pair import basic_label
from pii.detectors.rules.credentials.credential_values import WORKING
from pii.detectors.scan import Hit
from pii.known.placeholders import is_mask, is_template, looks_like_code, names_what_belongs_there
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_after

_REACH = 300
"""Characters of a command, at most, up to its password."""

_INSIDE = r"(?<=[^\s\"'+.&,(=])%s(?=[^\s\"'+.&,)$])"
"""A quote amid a word that the other kind of quote encloses, rather than between two literals that are put together."""
_ESCAPED = r"'(?:\\'|\"'\")'"
"""A single quote within single quotes, as a shell needs it."""
_VALUE = (
    rf"(?P<quote>[\"']?)(?P<password>(?<=')[^\s\"'](?:[^\"'\n]|{_ESCAPED}|{_INSIDE % chr(34)}){{1,80}}(?=')"
    rf"|(?<=\")[^\s\"'](?:[^\"'\n]|{_INSIDE % chr(39)}){{1,80}}(?=\")"
    rf"|[^\s\"'`|;&<>()-](?:(?!\\[nrt])[^\s\"'`|;&<>()]|{_ESCAPED}){{1,80}})(?P=quote)(?=\s|$|[\"'`)|;&\\,\]>]|<<)"
)
_ARGUMENTS = r"(?:[^\r\n|;&\\^`]|[\\^`](?:\r?\n)?)*?"
"""Up to the end of the line, or of the next one where a shell reads on."""

_OPTIONS: dict[str, str] = {
    # commands: the option that takes the password
    "redis-cli": r"-a ?|--pass ",
    "ldap(?:search|add|modify|delete|whoami|passwd|compare|modrdn)": "-w ?",
    "(?:docker|podman|nerdctl|buildah|skopeo|crane|oras|helm registry|helm|oc|az(?: acr)?|cf|argocd) login": "(?:-p ?|-w )",
    "(?:sqlcmd|bcp|isql|tsql|osql|freebcp)": "-P ?",
    "(?:unzip|zip|funzip)": "-P ?",
    "(?:cqlsh|mongo|mongosh|mongodump|mongorestore|mongoexport|mongoimport|arangosh|rabbitmqadmin)": "-p ",
    "(?:mysql|mariadb|mysqldump|mysqladmin|mysqlimport|mysqlcheck|mysqlpump|mariadb-dump)": r"-p(?!ostgres\b)(?: (?=[\"']))?",
    "(?:7z|7za|rar|unrar)": "-h?p",
    "smb(?:client|map|get|cacls)": r"-U ?[\"']?[\w.\\/-]+%",
    "(?:rpcclient|net (?:rpc|ads)|wmic|winexe)": r"-U ?[\"']?[\w.\\/-]+%",
    "(?:plink|pscp|psftp|putty|winscp)": "-pw ",
    "(?:mosquitto_pub|mosquitto_sub)": "-P ",
    "ipmitool": "-P ",
    "(?:mcrcon|rcon(?:-cli)?)": "-p ?",
    "sequelize-auto": "-x ",
    "swaks": "-ap ",
    "sendemail": "-xp ",
    "pdf(?:totext|toppm|tocairo|tohtml|images|info|fonts)": "-[uo]pw ",
    "(?:airflow users create|airflow create_user|elasticsearch-users (?:useradd|passwd))": "-p ",
    "grafana[ -]cli": "(?<=reset-admin-password )",
    "gpg2?": "--passphrase ",
    "user(?:add|mod)": "-p ",
    "htpasswd": (
        r"(?:-\w+ )*(?:-\w*(?:n\w*b|b\w*n)\w* (?:-\w+ |\d{1,2} )*\S+ |-\w*b\w* (?:-\w+ |\d{1,2} )*[^\s-]\S* [^\s-]\S* )"
    ),
    "slappasswd": "-s ",
    "ldappasswd": "-[sa] ",
    "openssl passwd": (
        r"(?:-(?:[156]|apr1|crypt|aixmd5) |-salt [\w.$-]+ |-(?:table|quiet|noverify|reverse) )+(?!-)|(?=[\"'])"
    ),
    "openssl (?:enc|aes[\\w-]*|des[\\w-]*)": "-k ",
    "mkpasswd": r"(?<=passwd )(?=[^\s-]\S* --?[A-Za-z])|(?:-[mSR] ?[\w.-]+ |--(?:method|salt|rounds)=[\w.-]+ )+(?!-)|(?=[\"'])",
    "(?:kadmin(?:\\.local)?|addprinc|change_password|cpw)": r"(?<=\s)-p?w ",
    "mysqladmin": r"(?:-\S+ (?:\w+ )?)+password |password (?=[\"'])",
    "(?:redis|keydb|valkey)-server": "--requirepass ",
    "ssh-keygen": "-[NP] ",
    "(?:hydra|medusa|ncrack)": "-p ",
    # Or a file of passwords to try.
    "(?:evil-winrm|crackmapexec|netexec|nxc|bloodhound-python|certipy(?:-ad)?|ldapdomaindump|bloodyAD)": (
        r"-p (?![\"']?\S+\.(?:txt|lst)\b)"
    ),
    "cmdkey": "/pass:",
    "iwconfig": "key s:",
    "samba-tool user (?:create|add)": r"(?<=(?:eate|.add) )[\w.-]+ ",
    "(?:ejabberdctl|prosodyctl) (?:register|change_password)": r"(?<=(?:ister|sword) )[\w.-]+ [\w.-]+ ",
    "mc (?:alias set|config host add)": r"\S+ https?://\S+ \S+ ",
    "(?:composer|poetry) config": r"http-basic\.\S+ \S+ ",
    "bundle config": r"[\w./:-]+ [\w.@-]+:",
    "twine upload": "-p ",
    '(?i:signtool(?:\\.exe)?"? sign)': "[-/][pP] ",
    "(?i:certutil(?:\\.exe)?)": "[-/][pP] ",
    # Two rows, since a line has both and each row reads one.
    "(?i:pvk2pfx(?:\\.exe)?)": "[-/][pP][iI] ",
    "(?i:pvk2pfx)(?i:\\.exe)?": "[-/][pP][oO] ",
    "osslsigncode sign": "-pass ",
    "xcrun (?:altool|notarytool)": "(?:-p |--password )",
    "(?:wget|svn|rclone|lftp|ncftpget|ncftpput|subversion)": r"(?:-p |-u [\w.-]+,|--password[= ])",
    "ps(?:exec|file|info|kill|list|loglist|service|shutdown|suspend)(?:64)?(?:\\.exe)?": "-p ",
    "(?:xfreerdp|rdesktop)": "(?:/p:|-p )",
    "net use": r"(?:\"\\\\[^\"\n]+\"|\\\\[^\s\"]+) (?:/\S+ )*+(?![/*])",
    "net user": r"(?<=user )(?!/)[\w.-]+ (?!/)",
    "security (?:unlock|create)-keychain": "-p ",
    "security set-key-partition-list": "-k ",
    "security import": "-P ",
    "security add-(?:generic|internet)-password": "-w ",
    "dscl": r"-passwd \S+ ",
    "consul kv put": r"\S*passw\w* ",
    "etcdctl put": r"\S*passw\w* ",
    "mosquitto_passwd": r"-\w*b\w* \S+ \S+ ",
    "nmcli": r"password ",
    "wpa_passphrase": r"\S+ ",
    "snmp(?:get|walk|set|bulkwalk|trap)": "-A ",
    "snmp(?:walk|get|set|bulkwalk|trap)": "-X ",
    # A community that everybody knows is nobody's secret.
    "snmp(?:get|getnext|walk|set|bulkget|bulkwalk|trap|inform|table|test|status|delta|df|netstat)": (
        r"-c ?(?![\"']?(?:public|private|community)\b)"
    ),
    # Programs of Windows that ask another machine, whose options have no case.
    "(?i:(?:schtasks|tasklist|taskkill|driverquery|getmac|systeminfo|gpresult|openfiles|eventcreate)(?:\\.exe)?)": "/[pP] ",
    "(?i:netdom(?:\\.exe)?)": "/[pP](?:assword)?[dDoO]:",
    "ds(?:add|mod) user": "-pwd ",
    "(?i:wmic(?:\\.exe)?)": r"/(?i:password):(?=[\"']?\w)",
    "(?i:sc(?:\\.exe)? (?:\\\\\\\\[\\w.-]{1,40} )?(?:config|create))": r"(?i:password)= ?",
    "(?i:appcmd(?:\\.exe)?)": r"\S*(?i:password):",
    "(?i:(?:csvde|ldifde)(?:\\.exe)?)": r"-b [^\s-]\S* [^\s-]\S* ",
    "(?i:bitsadmin(?:\\.exe)?)": r"/(?i:setcredentials) \S+ \S+ \S+ \S+ ",
    "(?i:wbadmin(?:\\.exe)?)": r"-(?i:password):",
    "(?i:schtasks(?:\\.exe)?)": "/[rR][pP] ",
    "(?i:(?:winrs|winrm|wevtutil)(?:\\.exe)?)": "[-/][pP](?:assword)?:",
    "swift": "-K ",
    "curl": r"(?:-[fsSLkvigGjNRaIqn#0-6]{0,8}u ?|--user[= ])[\"']?[\w.@-]*:",
    "gh secret set": "(?:--body |-b ?)",
    "https?": "(?:-a|--auth) [\"']?[\\w.@-]+:",
    "rabbitmqctl (?:add_user|change_password)": r"(?<=user |word )[\w.-]+ ",
    "aws configure set aws_secret_access_key": "",
    "ConvertTo-SecureString": r"(?:-AsPlainText |-Force |-String )*",
    "keytool": "-(?:src|dest)?(?:store|key)pass ",
    "(?:softhsm2-util|pkcs11-tool|pkcs15-tool|pkcs15-init|p11tool|opensc-tool)": "--(?:set-)?(?:login-)?pin[ =]",
    "(?:softhsm2-util|pkcs11-tool|pkcs15-init|p11tool)": "--(?:set-)?so-pin[ =]",
    "testsaslauthd": "-p ",
    "doveadm auth (?:test|login)": r"(?<=(?:test|ogin) )(?:-\w \S+ )*[\w.@+-]+ ",
    "vault (?:login|write)": "password=",
    "fabric-ca-server (?:init|start)": r"(?:-b|--boot)[ =][\"']?[\w.-]+:",
    "fabric-ca-client register": r"--id\.secret[ =]",
    # Service tokens, before 1.10 with one letter in front.
    "vault login": r"(?:token=)?(?=[\"']?(?:[sbr]|hv[sbr])\.\w{20})",
    "rclone config (?:create|update|password)": r"pass(?:word)?[ =]",
}
_KEYS = frozenset(
    {"aws configure set aws_secret_access_key", "gh secret set", "mc (?:alias set|config host add)", "vault login"}
)
"""What takes a key rather than a password."""
_COMMANDS = {
    f"command_line.{number}": re.compile(rf"{command}{_ARGUMENTS}(?<=\s)(?:{option}){_VALUE}")
    for number, (command, option) in enumerate(_OPTIONS.items())
}
_NO_IDS = r"(?!\d+:(?:\d+|www-data|root|nogroup|nobody|users|staff|docker)\b)"
"""The numbers of a user and a group that a container is run as, rather than a login: `--user 1000:1000`."""
_OTHERS: dict[str, tuple[str, re.Pattern[str]]] = {
    "curl": (
        r"(?:\s-u|\s--user|--proxy-user|--basic-auth|-creds)[ =]?[\"']?\w",
        re.compile(
            rf"\s?(?:-u|--user|--proxy-user|--basic-auth|-creds)[ =]?[\"']?{_NO_IDS}(?!system:)"
            r"[\w.@\\-]+[\"']?[:%](?:\\?[\"'])?"
            rf"(?P<password>(?<=')(?:[^\"'\\\n]|{_ESCAPED}){{2,80}}(?=')|(?<=[\"'])[^\"'\\\n]{{2,80}}(?=\\?[\"'])"
            rf"|(?<![\"'])(?![:/\\]|\w+://)(?:[^\s\"'`:]|{_ESCAPED}){{2,80}}?(?=;?(?:[\s\"`:]|'(?!\\'|\"')|$)))"
        ),
    ),
    "option": (
        r"[\"']--?(?:auth|user|u|a|(?:src-|dest-)?creds)[\"'],",
        re.compile(
            rf"[\"'][\w-]+[\"'],\s*(?P<quote>[\"']){_NO_IDS}[\w.@-]{{1,40}}:(?P<password>[^\s\"':/]{{2,80}})(?P=quote)"
        ),
    ),
    "proxy": (
        r"\s(?:-x|--proxy|--socks[45][ah-]?(?:hostname)?|--preproxy) [\"']?[\w.-]{1,40}:[^\s/@:]{2}",
        re.compile(r"\s\S+ [\"']?[\w.-]+:(?P<password>[^\s:/@\"']{2,80})@[\w.-]"),
    ),
    "listed": (
        r"[\"'](?:mysql|mariadb)(?:-?(?:admin|dump|check))?[\"'], ?[\"']",
        re.compile(
            r"[\"'][\w-]+[\"'](?:, ?(?P<quote>[\"'])(?!-p)[^\"'\n]{1,60}(?P=quote))*+, ?[\"']-p(?P<password>[^\"'\s$]{2,60})[\"']"
        ),
    ),
    # Before the command that it runs: `ssh -p` takes a port.
    "sshpass": (r"\bsshpass[ \t]", re.compile(rf"sshpass(?:[ \t]+(?:-v+|-P[ ]?\S+))*[ \t]+-p ?{_VALUE}")),
    "openssl": (
        r"-(?:ks|key|store)?pass(?:in|out|word|wd)?(?:[\s=][\"']?|[\"'],\s?[\"'])pass:",
        re.compile(
            r"-\w+(?:(?:\s+|=)[\"']?|[\"'],\s*[\"'])pass:"
            r"(?P<password>(?<=[\"']pass:)[^\"'\n]{2,80}(?=[\"'])|(?<![\"']pass:)[^\s\"'`]{2,80})"
        ),
    ),
    # Arguments of signtool that another program passes on.
    "signed": (
        r"(?i)\.pfx(?:\\?\")? [-/]p (?:\\?\")?[^ \\\"]",
        re.compile(
            r"\.pfx(?:\\?\")? [-/]p (?P<quote>\\?\"|)"
            r"(?P<password>(?<=\")[^\"\\\n]{2,80}|(?<!\")[^\s\"'\\<>|&;%$]{2,80})(?P=quote)(?=\\?[\"']|\s|$)",
            re.IGNORECASE,
        ),
    ),
    "store": (
        r"-(?:store|key)pass ",
        re.compile(r"-\w+ (?P<quote>[\"']?)(?P<password>[^\s\"'-][^\s\"']{1,80})(?P=quote)"),
    ),
    "sqlplus": (
        r"\b(?:sqlplus|expdp|impdp|sqlldr)(?:\.exe)? ",
        re.compile(
            r"[\w.]+ (?:-\w+ )*(?:userid=)?[\"']?[\w$#.-]+/(?P<password>[^\s/\"']{2,60}(?=@[\w.:-]+(?:/[\w.]+)?(?:[\s\"']|$))"
            r"|[^\s/@\"'.]{2,60}(?=[ ]@|[ ]\w+=|[ ]as[ ]|[\"'\s]*$)"
            r"|[^\s/@\"']{2,60}(?=@))",
            re.MULTILINE,
        ),
    ),
    # Oracle's older programs have short names, so that the login must be whole.
    "oracle": (
        r"\b(?:exp|imp|sql|sqlcl|dgmgrl|rman (?:target|catalog|auxiliary))(?:\.exe)? (?:-\w{1,8} ){0,2}(?:userid=)?[\w$#]{1,30}/",
        re.compile(
            r"\w+(?: [a-z]+)?(?:\.exe)? (?:-\w+ )*(?:userid=)?[\w$#]+/(?P<password>[^\s/@\"'\\]{2,60})"
            r"@(?!v?\d)(?://[\w.:/-]+|[\w.:-]+(?:/\w+)?)(?=[ \t]+(?:@|\w+=)|[ \t]*(?:[\"'`;]|\r?$))",
            re.MULTILINE,
        ),
    ),
    # A password with signs stands in double quotes, which a shell must be kept from reading.
    "oracle_quoted": (
        r"\b(?:sqlplus|sqlldr|expdp|impdp|exp|imp|sql|sqlcl|dgmgrl|rman|(?i:conn(?:ect)?))(?:\.exe)? [^\n/\"]{0,60}[\w$#]/\\?\"",
        re.compile(r"[^\n/\"]+/(?P<quote>\\?\")(?P<password>[^\"\n\\]{2,60})(?P=quote)@(?=/?/?\w)"),
    ),
    # An entry of the telephone book, who dials, and what with.
    "dialled": (
        r"\brasdial(?:\.exe)? [\"\w]",
        re.compile(
            r"[\w.]+ (?:\"[^\"\n]+\"|[^\s\"]+) [\w.@\\-]+ (?P<quote>\"?)(?P<password>[^\s\"*/%][^\s\"]{2,60})(?P=quote)"
            r"(?=[ \t]*(?:\r?\n|$| /|[&|>]))"
        ),
    ),
    "db2": (
        r"(?i)\bconnect to \w{1,20} user \w{1,30} using [\"'\w]",
        re.compile(
            r"connect to \w+ user \w+ using (?P<quote>[\"']?)(?P<password>[^\s\"';]{2,60})(?P=quote)(?=[\s;\"']|$)",
            re.IGNORECASE,
        ),
    ),
    "impacket": (
        r"(?:\.py|\bimpacket-\w{2,20}) [\w./-]{1,40}:[^\s/@]{3,40}@\w",
        re.compile(r"\S+ [\w./-]+:(?P<quote>[\"']?)(?P<password>[^\s/@\"']{3,40})(?P=quote)@"),
    ),
    # Within quotes, and without a host where the domain alone is asked.
    # Within quotes, and without a host where the domain alone is asked.
    "impacket_domain": (
        rf"\b{IMPACKET} [\w.-]{{1,40}}/[\w.-]{{1,40}}:[^\s$]",
        re.compile(
            r"\S+ [\w.-]+/[\w.-]+:(?P<quote>[\"']?)(?P<password>(?<=[\"'])[^\"'\n]{3,60}(?=[\"'])"
            r"|(?<![\"'])[^\s/@\"']{3,60}(?=\s|$))(?P=quote)(?=@|\s|$)"
        ),
    ),
    "debconf": (
        r"/[\w/-]{0,40}(?:pass(?:w(?:or)?d)?|pw)(?:[-_]again)? password [^\s]",
        re.compile(r"\S+ password (?P<password>[^\s\"'\\]{2,80})(?=[\"'\s]|$)"),
    ),
    "console": (
        r"(?:console|artisan|yii|spark|occ) [\w:/-]{0,30}(?:user|account|admin)[\w:/-]{0,30} [\w-]",
        re.compile(
            r"\w+ (?=[\w:/-]{0,60}[:/-](?:create|add|new|register|(?:change-|set-|reset-)?passw))[\w:/-]++(?: --?[a-z]\S*+)*+"
            r" [\w.+@]++(?: [\w.+]++@[\w.-]++)? (?P<quote>[\"']?)"
            r"(?P<password>(?=[^\s\"']*[\d!#%+])[^\s\"'$<`|;&@/-][^\s\"'$<`|;&@/]{2,60})(?P=quote)(?=\s|$)"
        ),
    ),
    "reset": (
        r"(?i)\b(?:reset|change|set|update)[-_:]?(?:user[-_]?|admin[-_]?|root[-_]?)?(?:password|passwd)"
        r" [\w.+-]{1,40}@[\w.-]{3,60} [^\s<]",
        re.compile(
            r"[\w:-]+ [\w.+-]+@[\w.-]+ (?P<quote>[\"']?)(?P<password>(?<=[\"'])[^\"'\n]{3,80}(?=[\"'])"
            r"|(?<![\"'])[^\s\"'`<>$;|-][^\s\"'`<>$;|]{3,80})(?P=quote)(?=[ \t]*(?:\r?\n|[\"'`;|)#]|&&|$))"
        ),
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
_SYNOPSIS = re.compile(r"\buser(?:name)? [\"']?$")
"""Before the word `password`, which then is what a manual says belongs there."""
_ARGUMENT = r"(?:^|[\s\"'])(?:-{short}[ ]?|--{long}[ =])[\"']?"
_SOME_USER = re.compile(_ARGUMENT.format(short="[uUl]", long=r"(?:user(?:name)?|login)") + r"user(?:name)?\b(?![:%/@])")
_SOME_HOST = re.compile(
    _ARGUMENT.format(short="[hHS]", long=r"(?:host(?:name)?|server)")
    + r"(?:(?i:host(?:_?name)?|server(?:_?name)?))(?=[\s\"'])"
    r"|\b(?:dbname|db_name|database_name)\b"
)
"""Arguments that say what belongs there: no machine is called `host`, while `user` and `db` are names that people give."""
_SOME_PASSWORD = frozenset(("password", "passwd", "pass", "pwd"))
_HYPHENED = re.compile(r"-\w")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    for hit, end in with_ends(text, hits, _REACH):
        if hit.pattern == "command_line.piped":
            match = _LITERAL_BEFORE.search(text, hit.start - REACH, hit.start)
        else:
            match = _REGEXES[hit.pattern].match(text, hit.start, end)
        if match is None or _in_synopsis(text, hit, match):
            continue
        if _is_literal(match["password"]):
            basic = hit.pattern in ("command_line.curl", "command_line.option")
            label = basic_label(match["password"]) if basic else _LABELS.get(hit.pattern, Label.PASSWORD)
            yield Span(*match.span("password"), label)


def _in_synopsis(text: str, hit: Hit, match: re.Match[str]) -> bool:
    """Whether the word for a password stands among other words for what belongs in a command."""
    value, begin = match["password"], match.start("password")
    if value == "password" and _SYNOPSIS.search(text, hit.start, begin):
        return True
    if value not in _SOME_PASSWORD or not _SOME_USER.search(text, hit.start, begin):
        return False
    return _SOME_HOST.search(text, hit.start, line_after(text, begin)) is not None


def _is_literal(value: str) -> bool:
    return value in WORKING or not (
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
        '["curl", "-u", "jroe:«1000»"]; curl -u jroe:«1000» x',
        "curl -su jroe:«larkmist7» https://x; curl -u ':«larkmist7»' https://x; curl --user :«lark» x; curl -fsSLu a:«lark» x",
        'mysql -u jroe -p\'«lark"2"mist»\' db; sshpass -p "«o\'larkmist»" ssh x; psql -c \'mysql -p"«larkmist»" x\'',
        "curl -u jroe:'«lark'\\''mist!8»' https://x; curl -u 'jroe:«lark'\\''mist!8»' https://x; mysql -p'«it'\"'\"'s77»' x",
        "mysqldump -ujroe -p«Lark4»>x.sql; mysql -ujroe -p«Lark4»<<EOF\n",
        "mcrcon -H 192.0.2.7 -P 25575 -p «larkmist» 'say x'; rcon -p «larkmist» x; sequelize-auto -u root -x «8841» -p 3306",
        "swaks --to x -au jroe -ap «larkmist»; pdftotext -upw «larkmist» a.pdf; airflow users create -u jroe -p «larkmist»",
        "grafana-cli --homepath /x admin reset-admin-password «larkmist»; mkpasswd «Lark-On-Ice» -m sha-512",
        "curl -su 'api:«key-0e8pwgtt5ylx0m94xwuzqys2»' https://example.org",
        'net use h: \\\\files\\s /user:ACME\\jroe «larkmist» /p:yes; net use * "\\\\files\\old s" «larkmist» /user:jroe',
        "/opt/x/reset-password jane@example.org «lark&mist»\nx user:change-password jane@example.org '«lark mist»' && y",
        'run: "mysql -u jroe -p«larkmist»\\nls"',
        "tool --ks-pass=pass:«Sumpf.Dotter2» --key-pass=pass:«larkmist7»\n",
        "redis-cli -h cache1 -a «tin-Drum_77» ping",
        "mysql -h db \\\n  -u jroe \\\r\n  -p'«larkmist»' shop",
        'ldapsearch -x -D "cn=reader" -w «tin-Drum_77» -b dc=example',
        "docker login -u jroe -p «larkmist» registry.example.org",
        'echo "slapd slapd/internal/adminpw password «larkmist»" | debconf-set-selections',
        "softhsm2-util --init-token --label x --pin «4711» --so-pin «471177»",
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
        "security unlock-keychain -p «larkmist» CI.keychain",
        "sh -c 'fabric-ca-server start -b jroe:«larkmist» -d'; fabric-ca-server init --boot=admin:«adminpw»\n",
        "fabric-ca-client register --caname ca-org1 --id.name peer0 --id.secret «peer0pw» --id.type peer\n",
        "mysqlcheck -ujroe -p«larkmist» --optimize x",
        "security add-generic-password -a jroe -s x -w «tin-Drum_77»",
        "htpasswd -b -c /etc/x jroe «larkmist»",
        "rabbitmqctl add_user jroe «larkmist»",
        'userPassword: $(slappasswd -s "«password»")',
        "docker run httpd htpasswd -nb jroe '«larkmist»' && htpasswd -bnBC 10 jroe «larkmist»",
        "HASH=$(openssl passwd -apr1 «larkmist») && openssl passwd -6 -salt xyz «larkmist»",
        "openssl passwd '«larkmist»'; openssl enc -aes-256-cbc -k «larkmist» -in x",
        "mkpasswd -m sha-512 «larkmist»; mkpasswd --method=SHA-512 «larkmist»",
        'kadmin.local -q "addprinc -pw «larkmist» jroe"',
        "mysqladmin -u root password «larkmist»; mysqladmin password '«new-larkmist»'",
        "redis-server --port 1 --requirepass «larkmist» --appendonly yes",
        "snmpwalk -v3 -A «larkmist» -X «tin-Drum_77» host",
        "snmpget -v2c -c «larkmist» host x; snmpbulkwalk -v 2c -Os -c '«lark-mist»' -Cr25",
        'snmptrap -v1 -c "«larkmist»" host; snmpset -c «larkmist» -v 1 host x s it',
        "cmdkey /add:host /user:jroe /pass:«larkmist»",
        "hydra -l jroe -p «larkmist» host ssh; evil-winrm -i host -u jroe -p '«larkmist»'",
        "ssh-keygen -t rsa -N '«larkmist»' -f k",
        "samba-tool user create jroe «larkmist»; ejabberdctl register jroe example.org «larkmist»",
        "composer config http-basic.example.org jroe «larkmist»",
        "bundle config gems.example.org jroe:«larkmist»",
        "mc alias set play https://s3.example.org minio «larkmist-7»",
        "sqlplus -s jroe/«larkmist» @f.sql; expdp jroe/«larkmist» schemas=x",
        "psexec.py jroe:'«larkmist»'@host; impacket-psexec corp/jroe:«larkmist»@host",
        "curl --user 'jroe':'«larkmist»' https://example.org",
        "x-server x-server/root_password password «larkmist»\nd-i passwd/user-password-again password «larkmist»",
        "php bin/console fos:user:create jroe jane@example.org «lark7mist»",
        "aws configure set aws_secret_access_key «cvKlxjUvC1OwzKi0+PjdrD4PmKqfLnqYFSsWa3mJ»",
        '$pw = ConvertTo-SecureString "«Moss!Lane42»" -AsPlainText -Force',
        'ConvertTo-SecureString -AsPlainText "«Moss!Lane42»" -Force',
        'ConvertTo-SecureString -String "«Moss!Lane42»" -AsPlainText -Force',
        '"«Moss!Lane42»" | ConvertTo-SecureString -AsPlainText -Force',
        "curl -u jroe:«hunter2» https://example.org",
        "x --user jroe:«hunter2»; then",
        "skopeo copy --src-creds=jroe:«hunter2» x",
        "http('--auth', 'jroe:«hunter2»')",
        "openssl rsa -in k.pem -passin pass:«hunter2»",
        "openssl pkcs12 -password 'pass:«lark mist»' -passout \"pass:«hunter2»\" -x",
        "x -password pass:«S3cret!» -keypass pass:«Fern88»",
        'run("openssl", "-passin", "pass:«hunter2»", "-passout", "pass:«lark mist»")',
        "keytool -genkey -alias a -storepass «hunter2» -keypass «letmein»",
        'test: ["CMD", "mysqladmin", "ping", "-h", "localhost", "-uroot", "-p«larkmist»"]',
        "swift -A http://127.0.0.1:8080/auth -U test:tester -K «larkmist» stat",
        "security create-keychain -p «default» ci.keychain && security set-key-partition-list -k «larkmist» ci.keychain",
        "openssl pkcs12 -export -in c.pem -out c.p12 -password pass:«example»",
        "curl --socks5 jroe:«larkmist»@127.0.0.1:1080 -u jroe:'«lark mist»' https://example.org",
        'run("--dest-creds", "jroe:«larkmist»", "--x")',
        "testsaslauthd -u jroe -p «larkmist»; doveadm auth test -x service=imap jroe '«larkmist»'",
        "vault login -method=userpass username=jroe password='«Lark 12!»'",
        "rclone config create x ftp user jroe pass «?lark$mist»",
        "vault login -no-print «s.ax40g7ZGx4zu0Tnt3b14XhM1»; vault login token=«hvs.ax40g7ZGx4zu0Tnt3b14XhM1»",
        "mysql -h db -u user -p«pass» db; mysql -h mysql1 -u user -p«password» db\nmysql -h host -u user -p«larkmist» db\n",
        "mysql -h host -u jroe -p«pass» db\n",
        "sshpass -v -P assphrase -p «larkmist» ssh -p 2222 root@db; sshpass  -p'«larkmist»' scp -P 2222 x db:",
        "sqlplus.exe -L jroe/«Lark@1820»@db_high @x.sql\ndb2 connect to SAMPLE user jroe using «larkmist»\n",
        '"%SDK%\\signtool.exe" sign /a /f x.pfx /p «1@larkmist» /tr x; certutil -f -p "«larkmist»" -importpfx x.pfx',
        'moss --signWithParams="/f x.pfx /p \\"«lark & mist»\\" /v"\nx /f "a b.pfx" /p «larkmist7» /fd sha256',
        "pvk2pfx.exe -pvk x.pvk -pi «larkmist» -spc x.spc -pfx x.pfx -po «moss-drum»\n",
        "osslsigncode sign -pkcs12 x -pass «larkmist» y",
        "wmic /node:db1 /user:jroe /password:«larkmist» os get x",
        "sc.exe \\\\db1 config x obj= .\\jroe password= «larkmist»",
        'appcmd set apppool x /processModel.userName:jroe /processModel.password:"«larkmist»"',
        "wbadmin start x -password:«larkmist»",
        "ldifde -i -f x.ldf -b jroe FERN «larkmist»\nbitsadmin /setcredentials x SERVER BASIC jroe «larkmist»\n",
        "schtasks /S db1 /U jroe /P «larkmist» /TN x /RP «mossdrum»\nTASKLIST.EXE /s db1 /u jroe /p «larkmist»\n",
        "winrs -r:db1 -u:jroe -p:«larkmist» x; wevtutil qe System /r:db1 /u:jroe /p:«larkmist»",
        "pslist \\\\db1 -u jroe -p «larkmist»",
        'rasdial "Fern VPN" jroe «larkmist7»\nnetdom join db1 /userd:FERN\\jroe /passwordd:«larkmist»\n',
        'dsadd user "cn=jroe,dc=fern" -samid jroe -pwd «larkmist»\nbloodhound-python -u jroe -p «larkmist» -d fern.test\n',
        "exp jroe/«larkmist»@ERP file=x; imp userid=jroe/«larkmist»@//db1:1521/ERP full=y\nrman target sys/«larkmist»@ERP\n",
        'sql jroe/«larkmist»@db1:1521/ERP @x.sql; sqlldr userid=jroe/\\"«l@rk!14»\\"@ERP x=y; conn jroe/"«l/rk 14»"@ERP',
        "impacket-wmiexec FERN/jroe:'«!!L@rk7»'@db1\nGetUserSPNs.py fern.test/jroe:«larkmist» -dc-ip 192.0.2.3\n",
    ),
    misses=(
        'rasdial "Fern VPN" /disconnect; rasdial "Fern VPN" jroe *; rasdial is a tool to dial; dsadd user x -pwd *',
        'signtool verify /pa /p7 x.exe; signtool sign /f x.pfx /p %PW% y; moss --signWithParams="/f x.pfx /p %PW%"',
        "certutil -f -importpfx x.pfx; certutil -p; pvk2pfx -pvk x.pvk -pi %PW% -po $PW x",
        "wmic /node:db1 os get x; sc config x start= auto; osslsigncode sign -pkcs12 x -pass $PW y",
        "appcmd set config /password:%PW%; ldifde -i -f x.ldf -s db1 -k\n",
        "nxc smb 192.0.2.4 -u users.txt -p passwords.txt; certipy find -u jroe -p $PASS",
        "schtasks /query /p; tasklist /s db1 /u jroe /p %PW%; tasklist /svc; winrs -r:db1 -p:$pw x",
        "exp a/larkmist and so on; imp the/lib@1.2.0 x=y; sql actions/setup@v4 x=y; sql a/b@c is; rman target /",
        "GetUserSPNs.py fern.test/jroe -dc-ip x; GetUserSPNs.py fern.test/jroe:$PASS -dc-ip x; x.py fern.test/jroe:larkmist -y",
        "net use i: \\\\files\\s /user:ACME\\%USERNAME% * /persistent:no; net use i: \\\\files\\s /user:jroe /p:yes",
        """x('mysql -p"' + pw + '"', "sshpass -p '" . pw . "'")""",
        "mcrcon -P 25575 x; sequelize-auto -x $PASS; grafana-cli admin reset-admin-password $PASS; mkpasswd it -- by mail",
        "usage: reset-password USER_EMAIL PASSWORD; reset-password jane@example.org $PASS; reset password jane@example.org to it",
        "curl -u : --negotiate https://example.org; curl -Hauthor:larkmist https://x; curl -u ':$PASS' x; x -su jroe:lark",
        '["docker", "run", "--user", "1000:1000", "-u", "33:www-data", img]; docker run -u 1000:1000 x',
        "kubectl config set-context x --user=system:kube-larkmist --kubeconfig=y",
        "docker run -p 8080:80 x; docker run -u 1000:1000 x; tool -u http://x",
        "docker login -u jroe -p $PASSWORD registry.example.org",
        "docker login registry.example.org",
        "security import c.p12 -k ci.keychain -T /usr/bin/codesign",
        "net-analyzer/x agent mysql -postgres server",
        "curl --proxy host:8080 https://example.org; curl -x user@host:80 y",
        "redis-cli -h cache1 ping",
        "mysql -h db\n  -u jroe -plarkmist\n",
        "unzip -p a.zip file.txt",
        "mysql -u jroe -p db",
        "sqlcmd -S db1 -E -Q 'select 1'",
        "net use Z: \\\\files\\s * /user:jroe",
        "net user jroe /delete",
        "htpasswd -nB jroe",
        "htpasswd -nb user password",
        "curl -u $USER:$PASS https://example.org",
        "snmpwalk -v2c -c public host; snmpget -c $COMMUNITY host; snmpget -v2c -c {$SNMP_COMMUNITY} h; snmpget -c <community> h",
        "snmpwalk -v2c -Cr25 host; snmpwalk -v2c -c; snmpd -c larkmist.conf",
        "net user /domain #List all users of the domain\nnet user jroe /domain #Get information about jroe",
        "ConvertTo-SecureString -AsPlainText -Force\r\n#moss lark\r\n",
        "tool -U test:tester stat",
        "ConvertTo-SecureString $plain -AsPlainText -Force",
        '["mysqladmin", "ping", "-p$$PASS"], ["mysqldump", "-h", "db"], ["-plarkmist"]',
        "sshpass -p $PASSWORD ssh db; keytool -storepass ${PASS}",
        "openssl rsa -passin pass:$PASS -password \"pass:$PASS\"; x('-passin', 'env:larkmist', 'pass:larkmist')",
        'beeline -u "jdbc:hive2://db:10000/default"',
        "useradd -m svc && mkdir -p /srv/app",
        "gpg --passphrase-file key.txt -d a.gpg",
        "openssl passwd -1; openssl passwd -6 -stdin; openssl passwd to hash; openssl enc -kfile x",
        "mkpasswd -m sha-512; mkpasswd is a tool; slappasswd -s $PASS; slappasswd",
        "mysqladmin -u root status; mysqladmin password prompts; kadmin -p admin/admin",
        "php artisan user:list admin9; bin/console make:user User9; bin/console app:user:add jroe ROLE",
        "sqlplus / as sysdba; sqlplus /nolog; sqlplus scripts/a.sql",
        "vault login -no-print s.txt; vault login $TOKEN; vault login -method=github",
        "sshpass -e ssh -p 2222 root@db; sshpass -f x ssh -p 2222 db; sshpass -p $PASS ssh -p 2222 db",
        'mysql -h host -u user -ppass db -e "x"\nmysql --host=HOSTNAME --user=username -ppassword db\n',
        "sqlcmd -S server -U user -P pass -Q 'x'\nmysqldump -u user -p'passwd' dbname > x.sql\n",
        "manage.py app/x:y@z; tool.py https://jroe@host",
        "mc alias set play https://s3.example.org $KEY $SECRET; ssh-keygen -N '' -f k; cmdkey /list",
        "doveadm auth test jroe; vault login -method=userpass username=jroe password=-",
        "rclone config create x ftp user jroe pass $PASS",
        "connect to it as user jroe using ssh; db2 connect to SAMPLE user jroe using $PASS; sqlplus jroe@db @x.sql",
    ),
)
