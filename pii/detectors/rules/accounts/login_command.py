r"""Accounts in the logins of programs whose documentation leaves nothing else to stand there: Windows (`/user:FERN\jroe`,
`schtasks /u jroe`, `psexec -u jroe`), Samba (`-U 'FERN\jroe%…'`), Impacket (`FERN/jroe:…@`) and Oracle (`sqlplus jroe/…@db`)."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import A
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.accounts.database_access import is_persons
from pii.detectors.rules.base import Rule, with_ends
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_REACH = 300
"""Characters of a command."""

IMPACKET = (
    r"(?:impacket-\w{2,20}|(?:wmiexec|psexec|smbexec|atexec|dcomexec|secretsdump|GetUserSPNs|GetNPUsers|GetADUsers|getTGT|getST"
    r"|lookupsid|samrdump|rpcdump|mssqlclient|smbclient|reg|services|addcomputer|findDelegation|dacledit|owneredit|rbcd)\.py)"
)
"""The examples of Impacket, as they are installed."""

_END = r"(?=[\"'`\s,;|)]|\\\"|$)"
_DOMAIN = r"(?:(?!BUILTIN\b|NT )[\w.-]{1,30}(?:\\{1,2}|/))?"
_WINDOWS = (
    r"(?:net use|runas|cmdkey|wmic|netdom|winrs"
    r"|wevtutil|schtasks|tasklist|taskkill|driverquery|getmac|systeminfo|gpresult|openfiles"
    r"|eventcreate|ps(?:exec|file|info|kill|list|loglist|service|shutdown|suspend)(?:64)?)(?:\.exe)?"
)
_SAMBA = r"(?:smb(?:client|get|cacls|cquotas|tree|map)|rpcclient|winexe|wmic|net (?:rpc|ads)|pth-\w{2,10}|nmblookup|samba-tool)"
_FORMS: dict[str, tuple[str, str]] = {
    # programs: where they are called (for the scanner), and the account among their arguments
    "windows": (
        rf"(?i)\b{_WINDOWS} ",
        rf"\s(?:[-/](?i:user(?:name|d|o)?|u):|[-/](?i:u)[ ]|/(?i:ru)[ ])[\"']?{_DOMAIN}{A}{_END}",
    ),
    "samba": (
        rf"\b{_SAMBA} ",
        rf"\s(?:-U ?|--user[= ])[\"']?{_DOMAIN}{A}(?=%|[\"'`\s;|)]|$)",
    ),
    # Who a service of Windows runs as.
    "service": (r"\bobj= ?[\"'.\w]", rf"obj= ?[\"']?(?:(?!NT )[\w.-]{{1,30}}\\{{1,2}}){A}{_END}"),
    "putty": (r"\b(?:plink|pscp|psftp|putty)(?:\.exe)? -", rf"\s-l {A}{_END}"),
    "directory": (
        r"\b(?:crackmapexec|netexec|nxc|evil-winrm|bloodhound-python|certipy(?:-ad)?|ldapdomaindump|bloodyAD) ",
        rf"\s-u [\"']?{_DOMAIN}{A}{_END}",
    ),
    "impacket": (rf"\b{IMPACKET} [^\n]", rf"\s{_DOMAIN}{A}(?=:|@[\w.-]+(?:\s|$))"),
}
_ARGUMENTS = {f"login_command.{name}": re.compile(reads) for name, (_, reads) in _FORMS.items()}
_COMMAND = re.compile(r"(?:[^\r\n|;&\\^`]|[\\^`](?:\r?\n)?)*")
"""Up to the end of the line, or of the next one where a shell reads on."""

_ORACLE = "login_command.oracle"
_ORACLE_LOGIN = re.compile(
    rf"[^\n/]*?[ =]{A}/(?:\\?\"[^\"\n]{{1,60}}\"|[^\s/\"'@<>{{}}$]{{1,60}})@(?!v?\d+(?:\.|\b(?!\.)))[\w/]"
)
_SAMPLES = frozenset(("scott", "blake", "adams", "jones", "clark"))
"""Oracle's own accounts that are called like persons (`demobld.sql`)."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit, end in with_ends(text, hits, _REACH):
        if hit.pattern == _ORACLE:
            match = _ORACLE_LOGIN.match(text, hit.start, end)
            # Most logins to a database are programs' own.
            if match and match["account"].lower() not in _SAMPLES and is_persons(match["account"].lower()):
                yield Span(*match.span("account"), Label.USERNAME)
            continue
        command = _COMMAND.match(text, hit.start, end)
        assert command is not None
        for match in _ARGUMENTS[hit.pattern].finditer(text, hit.start, command.end()):
            if is_account(match["account"]):
                yield Span(*match.span("account"), Label.USERNAME)


RULE = Rule(
    "login_command",
    {f"login_command.{name}": pattern for name, (pattern, _) in _FORMS.items()}
    | {
        _ORACLE: (
            r"\b(?:sqlplus|sqlldr|expdp|impdp|exp|imp|sql|sqlcl|dgmgrl|rman|(?i:conn(?:ect)?))(?:\.exe)?"
            r" [^\n/]{0,40}[A-Za-z0-9]/[^\s/]"
        )
    },
    find,
    rank=4,
    hits=(
        'sc config x obj= "FERN\\«jroe»" password= "x"; plink -batch -l «kroe» -pw x db1\n',
        "netdom join db1 /userd:FERN\\«jroe» /passwordd:x\nnxc smb 192.0.2.4 -u «kroe» -p x\n",
        "ldapdomaindump -u 'FERN\\«lroe»' -p x\n",
        "runas /user:FERN\\«jroe» /savecred mmc; RUNAS.EXE /netonly /user:«kroe» cmd\n",
        'net use Z: \\\\files\\docs /user:FERN\\«jroe» *\nnet use \\\\192.0.2.4\\ipc$ larkmist /USER:"«kroe»"\n',
        "schtasks /S db1 /U «jroe» /P larkmist /RU FERN\\«kroe» /TN inv\ntasklist /s db1 /u FERN\\\\«lroe» /p x\n",
        'wmic /node:db1 /user:«jroe» /password:"lark mist" process\nwinrs -r:db1 -u:FERN\\«kroe» ipconfig\n',
        "psexec \\\\db1 -u FERN\\«jroe» -p larkmist cmd\nPsExec64.exe \\\\db1 -accepteula -u «kroe» cmd\n",
        "cmdkey /add:db1 /user:FERN\\«jroe» /pass\nwevtutil qe System /r:db1 /u:«kroe» /p:x\n",
        "schtasks /s db1 ^\r\n  /u «jroe» ^\r\n  /p x\n",
        "winexe -U 'FERN\\«jroe»%larkmist' //db1 'cmd'\nsmbclient //db1/c$ -U FERN/«kroe» -k\nrpcclient -U «lroe» db1\n",
        "impacket-wmiexec FERN/«jroe»:'!!Lark7'@db1\nGetUserSPNs.py fern.test/«kroe»:larkmist -dc-ip 192.0.2.3\n",
        "secretsdump.py -just-dc FERN/«jroe»@db1\n",
        'sqlplus -s «jlindqvist»/x@//db1/ERP @l.sql; sqlldr userid=«jlindqvist»/\\"l@rk!14\\"@ERP control=x\n'
        "conn «JLINDQVIST»/x@db1\n",
    ),
    misses=(
        'sc config x obj= LocalSystem; sc config x obj= "NT AUTHORITY\\LocalService"',
        "plink -batch db1; nxc smb x -u users.txt -p x",
        "runas /user:Administrator cmd; net use Z: \\\\files /user:%USERNAME% *; cmdkey /list; net use /user:FERN\\$env:X",
        "schtasks /query /fo list; schtasks /ru SYSTEM /tn x; schtasks /tn x & echo /u jroe\n",
        "psexec -s -i cmd; tool -u jroe; use /user:jroe",
        "smbclient -L db1 -N; smbclient -U root%x //db1; smbclient -U $USER; impacket-smbserver share . ; x.py FERN/jroe:x@db1",
        "sqlplus scott/tiger@db1; sqlplus orders_app/x@db1; sqlplus / as sysdba; connect jlindqvist/lark; imp x/jlindqvist@1.2.0",
    ),
)
