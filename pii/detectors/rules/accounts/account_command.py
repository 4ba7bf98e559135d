"""Accounts in commands, statements and connection strings: `useradd jroe`, `CREATE USER jroe`, `Uid=jroe;`, netrc."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account, is_service
from pii.detectors.rules.base import Rule, with_ends
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_REACH = 300
"""Characters of a command, at most, up to its account."""

_A = r"(?P<account>[A-Za-z][\w.-]{0,38}\w)"
_OPTIONS = r"(?:(?:-(?:a?G|[ugsdck]) \S++|--?[\w-]++(?:=\S++)?+) ++)*+"
_ARGUMENTS = r"(?:[^\r\n|;&\\^`]|[\\^`](?:\r?\n)?)*?"
"""Up to the end of the line, or of the next one where a shell reads on."""
_BROKER = r"(?:add_user|delete_user|change_password|clear_password|authenticate_user|set_user_tags|set_user_limits)"
_ON_BEHALF = (
    r"loginctl (?:enable|disable)-linger|getent passwd|crontab -[elri ]{0,4}u|gpasswd -[ad]|runuser -[lu]|smbpasswd -[axde]"
    r"|pdbedit -[ac] -u|pkill -u|setfacl -[Rm]{1,2} u:|install -[dD ]{0,4}o|chage -[lE]|faillock --user"
)
"""Commands of an administrator that are about one account."""
_FORMS: dict[str, tuple[str, str]] = {
    # name: where it may stand (for the scanner), what stands there
    "useradd": (
        r"\b(?:useradd|adduser|userdel|deluser|usermod|chage) ",
        rf"\w+ +{_OPTIONS}{_A}(?=\s*(?:$|[;&|\n#\"'`]|\w+\s*$))",
    ),
    "sudo": (r"\bsudo -[iHE ]{0,6}u ", rf"sudo -[iHE -]*u {_A}(?=\s)"),
    "su": (r"\bsu -(?:l )? ?\w", rf"su -(?:l )? ?{_A}(?=\s+-c|\s*$|[\s;\"'])"),
    "chown": (
        r"\bchown (?:-[a-zA-Z]{1,4} |--[a-z-]{4,24} ){0,2}[a-z]",
        rf"chown (?:-\w+ |--[\w-]+ )*{_A}(?::[\w.-]*)?(?=\s+(?:-\w+ )?[\"']?[\w~/.$*{{])",
    ),
    "for": (
        rf"\b(?:{_ON_BEHALF}) ?[a-z]",
        rf"(?:{_ON_BEHALF}) ?{_A}(?=[\s:;&|@)\"'`]|$)",
    ),
    "remote": (
        r"\b(?:ssh|plink|rlogin|rsh|slogin) -l [a-z]|\b(?:ssh|plink|rlogin|rsh|slogin) (?:-[A-Za-z]{1,4} ){1,3}-l [a-z]",
        rf"\w+ (?:-\w+ )*-l {_A}(?=\s|$)",
    ),
    "transfer": (
        r"\b(?:curl|wget) ",
        rf"\w+ {_ARGUMENTS}(?<=\s)(?:-\w{{0,6}}u ?|--(?:proxy-)?user[= ]) ?[\"']?{_A}:(?=[^\s\"']|\\?[\"'][^\s\"'$])",
    ),
    "prompted": (
        r"(?m)\$ (?:finger|groups|id|last|chsh|passwd -S|ps -f?u|squeue -u|sacct -u|scancel -u|(?:lfs )?quota -u) [a-z]",
        rf"\$ [a-z]+(?: (?:-\w+|quota))* {_A}(?=\s|$)",
    ),
    "impersonated": (
        r"\bkubectl [a-z -]{3,60}--as=[a-z]|-SamAccountName \w",
        rf"[^\n=]*?(?:--as=|-SamAccountName ){_A}(?=\s|$)",
    ),
    "net": (
        r"(?i)\bnet (?:user|localgroup) \w",
        rf"(?i:net user) {_A}(?= +/| +[\"'*]| +\S+ /(?i:add|active|expires|domain)|\s*$)",
    ),
    "sign_in": (
        r"(?i)\b(?:sqlplus|connect)(?:\.exe)? (?:-\w )?\w[\w.-]{1,38}[/@]|\bconnect to \w{1,20} user \w",
        rf"[\w.]+ (?:-\w )?(?:to \w+ user )?{_A}(?:/[^\s/]+@(?=[/\w])|@(?=\w+ @)| using )",
    ),
    "client": (
        r"\b(?:mysql|mysqldump|mysqladmin|psql|pg_dump|pg_restore|createdb|sqlcmd|mongo|mongosh|sqlplus|smbclient"
        r"|net use|docker login|ldapsearch|lftp|crackmapexec|netexec|nxc|evil-winrm|smbmap|rpcclient|xfreerdp|rdesktop"
        r"|snmp(?:get|walk|set|bulkwalk|table)|testsaslauthd) ",
        r"[\w -]+? [^\n|;#]{0,100}?(?<=\s)"
        rf"(?:(?:-u ?|-U ?|--user(?:name)?[= ]|/user:|/u:)[\"']?(?:\w[\w.-]{{0,30}}\\{{1,2}})?){_A}(?=[\s%\"',]|$)",
    ),
    "create": (
        r"(?i)\b(?:(?:create|alter|drop) (?:user|role|login)|set password for) ",
        r"(?i:set password for |\w+ \w+ (?:if (?:not )?exists )?)(?:\\?[\"'`\[])?"
        rf"{_A}(?:\\?[\"'`\]])?(?=@|\s+(?i:with|identified|password|for"
        rf"|nologin|login|superuser|set|in|rename)\b|\s*[;=])",
    ),
    "grant": (
        r"(?i)\b(?:grant|revoke) [^\n;]{1,80} (?:to|from) [\"'`]\w",
        rf"\w+ [^\n;]{{1,80}} (?i:to|from) [\"'`]{_A}[\"'`]@",
    ),
    "granted": (
        r"(?i)\bgrant [a-z][^\n;]{1,60} on \S{1,40} to \w",
        rf"\w+ [^\n;]{{1,100}} (?i:on) \S+ (?i:to) {_A}[ \t]*;",
    ),
    "pscredential": (
        r"(?i)PSCredential(?:\]::new)?[\"']?[ (]{1,2}(?:-ArgumentList )?@?\(?[\"']\w",
        rf"[^\"'\n]+(?:[\"'] [^\"'\n]+)?[\"'](?:[\w.-]{{1,30}}\\)?{_A}[\"']",
    ),
    # Who a task of Windows is run as.
    "scheduled": (
        r"(?i)\bschtasks(?:\.exe)? ",
        rf"(?i:schtasks\S* [^\n|]*?\s/ru )[\"']?(?:[\w.-]{{1,30}}\\{{1,2}})?{_A}(?=[\"'\s]|$)",
    ),
    "broker": (
        rf"\brabbitmqctl (?:-[\w-]{{1,20}} [\w@.-]{{1,40}} )?{_BROKER} ",
        rf"\w+ (?:\S+ \S+ )?{_BROKER} [\"']?{_A}(?=[\"'\s;]|$)",
    ),
    "connection": (
        r"(?i)\b(?:uid|user id|userid|user)=\w",
        rf"[\w ]+={_A};(?=[^\n]{{0,120}}(?i:pwd|password|server|database|host|integrated)|\s*[\"'])",
    ),
    "login": (r"\blogin\s\w", rf"login\s+{_A}\s+password\s+\S"),
    "keywords": (
        r"\b(?:user(?:name)?|login|benutzer|usuario|utilisateur)=\w[\w.-]{1,38} (?:password|passwd|pass|pwd|pw)=\S"
        r"|\bpassword=\S{1,60} user=\w",
        rf"(?:password=\S+ )?\w+={_A}(?=\s|$|[\"'])",
    ),
    "pgpass": (r"[a-z*]:\d{4,5}:[\w*]", rf".:\d+:[\w*]+:{_A}:(?:[^\s:\\]|\\[:\\])+[ \t]*(?=\r?\n|$)"),
    "called": (
        r"(?i)(?:\buid|user(?:name|id)?) ?= ?[\"']\w[\w.-]{1,38}[\"'], ?[a-z]{0,12}(?:pwd|pass(?:word|wd)?) ?=",
        rf"\w+ ?= ?[\"']{_A}[\"']",
    ),
    "mailbox": (
        r"\bdoveadm (?:auth (?:test|login)|user|pw -u) ",
        rf"doveadm [a-z]+ (?:(?:test|login|-u) )?(?:-\w \S+ )*{_A}(?=[\s;]|$)",
    ),
    "vault": (r"\bvault login ", rf"vault login [^\n|;&]*?(?<=\s)username=[\"']?{_A}(?=[\s\"']|$)"),
    # How MySQL writes one at any host.
    "anywhere": (r"[\"'`]\w[\w.-]{1,38}@%[\"'`]", rf"[\"'`]{_A}@%[\"'`]"),
    "oracle": (r"oracle:(?:thin|oci):\w", rf"oracle:\w+:{_A}/[^\s@]+@"),
}
_REGEXES = {f"account_command.{name}": re.compile(regex, re.MULTILINE) for name, (_, regex) in _FORMS.items()}
_COMMAND = re.compile(r"(?:^|[$#;&|`\"'(>/@-]|\b(?:sudo|RUN|run|then|do|else|exec))\s*$")
"""What stands before a command; in a sentence `adduser` is a word."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit, end in with_ends(text, hits, _REACH):
        match = _REGEXES[hit.pattern].match(text, hit.start, end)
        if match is None or not is_account(match["account"]):
            continue
        if hit.pattern != "account_command.for" and is_service(text, *match.span("account")):
            continue
        if hit.pattern != "account_command.useradd" or _is_command(text, hit.start):
            yield Span(*match.span("account"), Label.USERNAME)


def _is_command(text: str, start: int) -> bool:
    return _COMMAND.search(text[line_before(text, start) : start]) is not None


RULE = Rule(
    "account_command",
    {f"account_command.{name}": pattern for name, (pattern, _) in _FORMS.items()},
    find,
    rank=4,
    proves=False,
    hits=(
        "SET PASSWORD FOR '«jroe»'@'localhost' = PASSWORD('x');\n# benutzer=«kroe» pw=x\n",
        'c { connectUser = "«lroe»", connectPassword = p }',
        "smbclient //files.example.org/x -U 'ACME\\\\«jroe»%larkmist' -c ls",
        "dsn := 'host=db1 port=5432 dbname=orders user=«jroe» password=x'\n",
        "useradd -m -s /bin/bash «jroe»",
        "usermod -aG docker «jroe»",
        "RUN useradd -u 1000 «jroe»",
        "sudo -u «jroe» ls",
        "su - «jroe»",
        "sudo chown -R «jroe»:staff /srv/x; chown «kroe» ~/y",
        "loginctl enable-linger «jroe»\ngetent passwd «kroe» && crontab -u «lroe» -l",
        "gpasswd -a «jroe» docker; runuser -u «kroe» -- x; setfacl -m u:«lroe»:rwx /x",
        "mysql -u «jroe» -p",
        "xfreerdp /v:192.0.2.1 /u:«jroe» /p:x\nlftp -u «kroe»,x ftp.example.org\nevil-winrm -i 192.0.2.5 -u «lroe» -p y\n",
        "ssh -X -l «jroe» build.example\ncurl -u '«kroe»:x' https://example.org\n$ ps -fu «lroe» | x\n$ groups «mroe»\n",
        "kubectl auth can-i list --as=«jroe» x\nNew-ADUser -SamAccountName «kroe» -Name x\nnet user «lroe» /domain\n",
        "net user «jroe» larkmist /add\n",
        "SQL> connect «jroe»/x@//db1:1521/O\n$ sqlplus «kroe»@ORCL @install.sql\ndb2 connect to SAMPLE user «lroe» using x\n",
        "psql -h db1 -U «jroe» orders",
        "CREATE USER «jroe» WITH ENCRYPTED PASSWORD 'x';",
        "CREATE USER '«jroe»'@'localhost' IDENTIFIED BY 'x';",
        "GRANT ALL ON x.* TO '«jroe»'@'localhost'; grant select, insert on x.* to «jroe»; PSCredential('FERN\\«jroe»', $pw)",
        'connectionString="Server=tcp:sql3,1433;Database=Bills;Uid=«jroe»;Pwd=x;"',
        "machine api.example\n  login «jroe»\n  password x\n",
        "machine api.example login «jroe» password x",
        "db1.example:5432:orders:«jroe»:x",
        "db1.example:5432:orders:«jroe»:x\\:y\n",
        'url = "jdbc:oracle:thin:«jroe»/x@//ora1:1521/ORCL"',
        "mysql -u crm -d crm; curl -u '«jroe»:x' https://example.org\n",
        'sqlplus.exe -L «jroe»/Lark@1820@db_high; dbConnect(odbc(), UID = "«kroe»", PWD = ask())',
        "curl -u «jroe»:'lark%mist' https://example.org; curl -sk -u «kroe»:\\\"lark%mist\\\" https://example.org",
        "doveadm auth test -x service=imap «jroe» x\nvault login -method=userpass username=«kroe» password=x",
        "snmpwalk -v 3 -u «jroe» -l x\ntestsaslauthd -u «kroe» -p x",
        "curl -s \\\n  -X POST \\\n  --user «jroe»:'lark#Mist=3' \\\n  https://example.org; curl -H 'x: y' -su «kroe»:x https://example.org",
        'schtasks /create /tn "a b" /tr c:\\b.bat /ru FERN\\«jroe» /rp x\nSCHTASKS.EXE /Create /RU "«kroe»" /RP "x"',
        "New-Object -TypeName PSCredential -ArgumentList \"FERN\\«jroe»\", $pw; [pscredential]::new('«kroe»', $pw)\n"
        "New-Object 'System.Management.Automation.PSCredential' -ArgumentList @('«lroe»', $pw)\n",
        'mysql_user.report: id = "«jroe»@%"; DEFINER=`«kroe»@%`',
        "rabbitmqctl add_user «jroe» 'x'; rabbitmqctl -n rabbit@mq1 set_user_tags «kroe» administrator",
    ),
    misses=(
        "SET PASSWORD FOR CURRENT_USER = 'x';\n# benutzer=root pw=x, benutzer=jroe is\n",
        "c { connectUser = user, connectPassword = p }",
        "useradd -r nginx; su - postgres",
        "mysql -u root -p; psql -U postgres",
        "chown -R www-data:www-data /x; chown $USER:$USER x; chown root x; see chown for it.",
        "getent passwd root; crontab -u postgres -l; runuser -l deploy -c x",
        "User=sa;UID=sa;Uid=postgres",
        "CREATE USER app WITH PASSWORD 'x';",
        "create user name and login page",
        'id = "root@%"; LIKE "jroe@%x"; printf("%s@%", x)',
        "ssh -l root x; curl -u root:x y; curl -u $USER:x; $ id root; ls -l jroe; net user and password",
        "connect to the user using it; connect foo/bar; sqlplus / as sysdba",
        "login and password required",
        "- add adduser dependency",
        "at 12:30:00:x and a:22:b:c and 04:84:d4:b8:05",
        "CREATE USER ${USER} WITH x",
        'dbConnect(odbc(), UID = uid, PWD = pwd); f(user = "jroe", host = x)',
        "curl -u jroe:'' https://example.org; curl -u jroe:\"$PASS\" https://example.org",
        "doveadm user root; vault login -method=github token=x; snmpwalk -v 2c -c public x",
        "curl -s -X POST\n  --user jroe:x https://example.org; curl -X POST -d 'a' | tool -u jroe:x",
        'schtasks /create /tn "a b" /tr c:\\b.bat /ru SYSTEM; schtasks /query /tn jroe; PSCredential($user, $pw)',
        'New-Object PSCredential -ArgumentList $user, "jroe"; rabbitmqctl list_users jroe; rabbitmqctl add_user root x',
    ),
)
