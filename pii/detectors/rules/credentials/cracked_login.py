"""Accounts and passwords in what tools of penetration testers print: Mimikatz, secretsdump, NetExec (CrackMapExec), Kerbrute;
and in lists of hashes with what they were made of, as hashcat, John and those who look hashes up write them."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Around, Finder, Forms, places

_A = r"(?P<account>[A-Za-z][\w.-]{0,38}\w)"
_END = r"(?=[ \t]*\r?(?:\n|$))"

_SYSTEM = r"(?:Administrator|Guest|krbtgt|DefaultAccount|WDAGUtilityAccount|[\w.-]+\$)"
_COLOUR = r"(?:\x1b\[[\d;]*m)*"
_TRIED = (
    rf"(?:[\w.-]+[\\/]+)?(?:{_SYSTEM}|{_A})(?:@[\w.-]+)?:"
    r"(?:(?:[0-9a-fA-F]{32}:)?(?P<key>[0-9a-fA-F]{32})|(?P<password>[^\s\x1b/][^\s\x1b]{2,60}?))"
    rf"(?=[ \t]*{_COLOUR}(?:[ \t]*\(Pwn3d!\)|[ \t]*\r?(?:\n|$)))"
)
"""Who was let in, and with what: a password, or the hash of one."""
_LABEL = (
    r"(?i:user(?:name)?s?|pass\w*|hosts?|ports?|targets?|domains?|urls?|https?|ftp|tcp|udp|icmp|ip|version|status|hash(?:es)?|files?|keys?|server|name"
    r"|type|date|time|size|found|os|info|title|path|services?|protocol|output|result|payload|shell|cookie|token|session|flag):"
)
"""What tools write before anything else that they found."""
_DIGEST = r"[0-9a-fA-F]{32,128}"
_FOUND = rf"(?P<password>(?!{_DIGEST}(?!\S)|[\[(<])[^\s:|]{{3,40}}){_END}"
"""What a hash was made of: neither a hash itself nor a remark such as `[not found]`."""

_FORMS: Forms = {
    # name: where it may stand (for the scanner), what stands there
    "cracked": (
        r"[0-9a-fA-F]{32} {0,2}[-=]{1,2}> {0,2}[^\s\[(<]",
        re.compile(rf"[ \t>*+-]*(?:{_A}[:\t]+)?{_DIGEST}[ \t]*(?:-{{1,2}}|=)>[ \t]*{_FOUND}"),
    ),
    "looked_up": (
        r"[0-9a-fA-F]{32}(?: ?:|\t) ?[^\s\[(<:]",
        re.compile(rf"[ \t>*+-]*(?:{_A}[:\t]+)?{_DIGEST}(?:[ \t]?:[ \t]?|\t+){_FOUND}"),
    ),
    "mimikatz": (
        r"\* (?:Username|Password) {1,4}: \S",
        re.compile(rf"\* (?:Username +: {_A}{_END}|Password +: (?!\(null\))(?P<password>\S[^\r\n]{{2,80}}?){_END})"),
    ),
    "hash": (
        r"(?i)\* (?:NTLM|LM|SHA1) {1,8}: [0-9a-f]{32}",
        re.compile(r"\* \w+ +: (?P<key>[0-9a-fA-F]{32,40})(?!\w)"),
    ),
    "dumped": (
        r":[0-9a-fA-F]{32}:[0-9a-fA-F]{32}:::",
        re.compile(
            rf"(?:[\w.-]+\\)?(?:{_SYSTEM}|{_A})"
            r":\d+:[0-9a-fA-F]{32}:(?P<key>[0-9a-fA-F]{32}):::"
        ),
    ),
    # A line of NetExec: protocol, address, port, name of the host; `[+]` stands before who was let in.
    "sprayed": (
        r"[ \t\x1bm]\[\+\](?: |\x1b\[0m )[\w.-]",
        re.compile(
            rf"[ \t]*{_COLOUR}(?:SMB|SSH|LDAPS?|WINRM|MSSQL|RDP|FTP|WMI|VNC|NFS){_COLOUR}[ \t]+\S+[ \t]+\d+[ \t]+\S+[ \t]+"
            rf"{_COLOUR}\[\+\]{_COLOUR}[ \t]+{_TRIED}"
        ),
    ),
    "let_in": (
        r"\[\+\] (?:VALID LOGIN:[ \t]{1,4})?[\w.@\\/-]{2,60}:\S",
        re.compile(
            rf"\[\+\] (?:VALID LOGIN:\s+)?(?!{_LABEL})(?=\S+:(?!\d+[./])\S*[\d!@#$%^&*?]){_TRIED}",
        ),
    ),
}
_CRACKED = r"(?i:crack|hashcat|\bjohn(?: the ripper)?\b|rainbow|rockyou|potfile|\bntlm\b)"
_BEFORE_DIGEST = r"(?<![\w.-])[A-Za-z][\w.-]{1,40}+[:\t]+"
_AROUND: Around = {
    "cracked": re.compile(rf"{_CRACKED}|(?i:\bhash(?:es|ed)?\b)|{_BEFORE_DIGEST}{_DIGEST}[ \t]*[-=]{{1,2}}>"),
    "looked_up": re.compile(
        rf"{_CRACKED}"
        rf"|{_BEFORE_DIGEST}{_DIGEST}(?: ?: ?|\t+)(?=\S{{0,40}}[A-Za-z])\S{{0,40}}[!@#$%^&*?]\S{{0,40}}(?:\s|$)"
    ),
    "let_in": re.compile(
        r"(?i)spray|netexec|\b(?:nxc|cme|smb|ssh)\b|crackmapexec|kerbrute|brute|passw(?:or)?ds?\b|valid (?:login|credentials)"
        r"|\[\+\] [\w.\\-]+:(?=\S*[a-z])(?=\S*\d)\S*[!@#$%^&*?]"
    ),
    "mimikatz": re.compile(r"\* (?:Domain|NTLM|LM|SHA1) {1,8}:|msv :|kerberos :|wdigest :"),
}

RULE = Rule(
    "cracked_login",
    places("cracked_login", _FORMS),
    Finder("cracked_login", _FORMS, around=_AROUND, lines=frozenset(("dumped", "sprayed", "cracked", "looked_up"))),
    rank=4,
    hits=(
        "«jroe»:0E178792E8FC304A2E3133D535D38CAF1DA3CD9D --> «l33tlark!»\n",
        "* «kroe»:0e178792e8fc304a2e3133d535d38caf => «guitar77»\n«lroe»:0e178792e8fc304a2e3133d535d38caf : «l33tlark!»",
        "The hashes are\n0e178792e8fc304a2e3133d535d38caf -> «larkmist»\n",
        "hashcat --show x\n«jroe»:0e178792e8fc304a2e3133d535d38caf:«l33tlark!»\n1e178792e8fc304a2e3133d535d38caf:«larkmist»\r\n",
        "Cracked:\n«jroe»\t0e178792e8fc304a2e3133d535d38caf\t«l33tlark!»\n2e178792e8fc304a2e3133d535d38caf : «mossdrum»",
        "\t * Username : «jroe»\n\t * Domain   : X\n\t * Password : «lark mist»\n"
        "\t * NTLM     : «8846f7eaee8fb117ad06bdd830b7586c»\n",
        "«jroe»:1105:aad3b435b51404eeaad3b435b51404ee:«8846f7eaee8fb117ad06bdd830b7586c»:::\n"
        "X\\Administrator:500:aad3b435b51404eeaad3b435b51404ee:«9846f7eaee8fb117ad06bdd830b7586c»:::\n",
        "SSH  10.9.8.7  22  10.9.8.7  [+] «jroe»:«Summer!!»\n"
        "SMB         10.9.8.7  445    DC01             [+] corp.test\\«kroe»:«lark.Mist» (Pwn3d!)\n"
        "WINRM  10.9.8.7  5985  DC01  [+] corp.test\\Administrator:«8846f7eaee8fb117ad06bdd830b7586c» (Pwn3d!)\n",
        "We spray it:\n[+] «katie»:«S3cret!»\n[+] VALID LOGIN:\t «jroe»@corp.test:«larkmist7»\n",
    ),
    misses=(
        "0e178792e8fc304a2e3133d535d38caf -> larkmist\njroe:0e178792e8fc304a2e3133d535d38caf:l33tlark\n",
        "jroe:0e178792e8fc304a2e3133d535d38caf --> [not found]\nkroe:0e178792e8fc304a2e3133d535d38caf --> \n",
        "jroe:0e178792e8fc304a2e3133d535d38caf --> 1e178792e8fc304a2e3133d535d38caf\n",
        "hashcat is checked:\n0e178792e8fc304a2e3133d535d38caf  moss.py\n0e178792e8fc304a2e3133d535d38caf: the words of it\n",
        "* Username : jroe\n* Password : larkmist\n",
        "* Password : (null)\n* NTLM     : x\n",
        "SMB  10.9.8.7  445  DC01  [-] corp.test\\jroe:Summer!! STATUS_LOGON_FAILURE\n",
        "SMB  10.9.8.7  445  DC01  [+] Enumerated shares\nSMB  10.9.8.7  445  DC01  [+] corp.test\\x: \n",
        "[+] jroe:larkmist7\n",
        "spraying\n[+] Version:1.2a\n[+] jroe:words\n[+] http://example.org/x7\n[+] web:10.9.8.7\n[+] sctp:443/open\n",
        "a:1105:aad3b435b51404eeaad3b435b51404ee:x:::\n",
    ),
)
