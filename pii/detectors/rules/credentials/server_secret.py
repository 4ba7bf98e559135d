"""Passwords in the files of servers: stations of hostapd, secrets of PPP and IPsec, relays of Postfix, users of SNMP, and in the
connection strings of StackExchange.Redis, and with accounts of 1C, whose quotes are doubled or escaped in a literal."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places

_QUOTED = r"(?P<quote>[\"'])(?P<password>[^\"'\n]{3,80})(?P=quote)"
_INNER_QUOTE = r"(?:\"\"|''|\\\")"
"""Of a quote inside a literal: doubled in SQL, Visual Basic and 1C, escaped elsewhere."""
_BARE = r"(?P<quote>[\"']?)(?P<password>[^\s\"'`<>{}$,;]{3,80})(?P=quote)"
_PHRASE = r"(?P<quote>\"?)(?P<password>(?<=\")[^\"\n]{3,80}(?=\")|(?<!\")[^\s\"'`<>{}$]{3,80})(?P=quote)(?=\s|$)"
_END = r"(?=[ \t]*\r?(?:\n|$))"
_LOGIN = r"(?:(?P<account>[A-Za-z][\w.-]{0,38}\w)(?=:)|[\w.@+-]+)"
"""Whoever logs in to a relay of mail; an address is found as one."""
_TRANSPORTS = (
    r"(?:smtps?|lmtp|relay|local|virtual|error|discard|retry|hold|dunno|uucp|pipe|https?|tcp|inet|line|col|v?\d+):"
)
"""What Postfix's table of transports has in the same place, and other things before a colon."""
_REDIS_OPTION = (
    r"(?:ssl|abortConnect|allowAdmin|connect(?:Timeout|Retry)|(?:a?sync|response)Timeout|defaultDatabase|keepAlive|resolveDns"
    r"|ssl(?:Host|Protocols)|serviceName|tieBreaker|channelPrefix|configChannel|checkCertificateRevocation)[ ]?="
)
"""What StackExchange.Redis is told, divided by commas: `cache1:6379,password=V,ssl=True`."""
_MAC = r"(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}"

_FORMS: Forms = {
    "station": (
        r"\n(?:(?:keyid|vlanid|wps)=\w{1,30} ){1,3}[0-9a-fA-F]{2}:",
        re.compile(rf"\n(?:\w+=\w+ ){{1,3}}{_MAC}[ \t]+(?P<password>[^\s#][^\n#]{{6,61}}[^\s#]){_END}"),
    ),
    "any_station": (
        r"\n00:00:00:00:00:00[ \t]",
        re.compile(rf"\n{_MAC}[ \t]+(?P<password>[^\s#][^\n#]{{6,61}}[^\s#]){_END}"),
    ),
    "dialled": (
        r"[\t ](?:pptpd|l2tpd|pppoe-srv|xl2tpd|pppoe-server|pppd)[\t ]{1,20}[\"\w]",
        re.compile(rf"\s[\w-]+[ \t]+{_BARE}[ \t]+(?:\*|\d+\.\d+\.\d+\.\d+){_END}"),
    ),
    "ipsec": (
        r": (?:PSK|EAP|XAUTH|NTLM|PPK) {1,8}\"",
        re.compile(rf": [A-Z]+ +{_QUOTED}{_END}"),
    ),
    "ipsec_key": (
        r": (?:RSA|ECDSA|PKCS8|PKCS12|BLISS) [\w./-]{1,60} \"",
        re.compile(rf": \w+ \S+ {_QUOTED}{_END}"),
    ),
    "relay": (
        r"(?m)^\[[\w.-]{3,60}\](?::\w{2,10})?[ \t]{1,20}[\w.@+-]{1,60}:",
        re.compile(rf"\[[\w.-]+\](?::\w+)?[ \t]+{_LOGIN}:(?P<password>(?!//)[^\s\"'`<>{{}}$]{{3,80}}){_END}"),
    ),
    # Without brackets a host is looked up for its mail servers; here its name says that it is one.
    "relay_domain": (
        r"(?im)^(?:smtp|relay|mail|mx\d?)[\w.-]{3,40}(?::\w{2,10})?[ \t]{1,20}[\w.@+-]{1,40}:",
        re.compile(
            rf"[\w-]+\.[\w.-]+(?::\w+)?[ \t]+(?!{_TRANSPORTS}){_LOGIN}:(?P<password>(?!//)[^\s\"'`<>{{}}$:]{{3,80}}){_END}"
        ),
    ),
    "radius_check": (
        r"(?:Cleartext-Password|User-Password)'[ ]?,[ ]?'[:=]=?'",
        re.compile(rf"[\w-]+' ?, ?':?=?=' ?, ?{_QUOTED}"),
    ),
    "accounting": (
        r"\b(?:auth|acct)_server_shared_secret=\w",
        re.compile(rf"\w+={_BARE}{_END}"),
    ),
    "register": (
        r"\nregister ?=> ?[\w.-]{2,40}:",
        re.compile(r"\nregister ?=> ?[\w.-]+:(?P<password>[^\s:@/<>{}$]{3,60})@[\w.-]+"),
    ),
    "mailbox": (
        r"\n\d{2,6} ?=> ?\d{3,12}, ?[A-Za-z\"]",
        re.compile(r"\n\d+ ?=> ?(?P<password>\d{3,12}),(?= ?[A-Za-z\"])"),
    ),
    "community": (
        r"\bcom2sec6? {1,8}\w",
        re.compile(rf"com2sec6?[ \t]+\w+[ \t]+[\w./:]+[ \t]+(?!public\b|private\b|COMMUNITY\b){_BARE}{_END}"),
    ),
    "snmp_user": (
        r"\bcreateUser [\w.-]{1,40} (?:MD5|SHA)",
        re.compile(rf"createUser \S+ \S+ {_PHRASE}"),
    ),
    "snmp_privacy": (
        r"\bcreateUser [\w.-]{1,40} (?:MD5|SHA)\S{0,4} ",
        re.compile(rf"createUser \S+ \S+ (?:\"[^\"\n]{{1,80}}\"|[^\s\"]{{1,80}}) \w+ {_PHRASE}"),
    ),
    "mounted": (
        r"\bcifs[ ,]\w",
        re.compile(r"cifs[ ,]\S{0,60}?user(?:name)?=[\w.\\-]+%(?P<password>[^\s,%$<>{}]{3,60})(?=,|\s)"),
    ),
    "mount_option": (
        r"\bcifs[ ,]{1,8}\w",
        re.compile(r"cifs[ ,]+\S*?\bpass(?:word)?=(?P<password>[^\s,%$<>{}]{3,60})(?=,|\s|$)"),
    ),
    "curlftpfs": (
        r"\bcurlftpfs#[\w.-]{1,40}:",
        re.compile(r"curlftpfs#[\w.-]+:(?P<password>[^\s:@/<>{}$]{3,60})@[\w.-]+"),
    ),
    "site": (
        r"<Pass encoding=\"(?:plain|base64)\">",
        re.compile(r"<[^>]+>(?P<password>[^<>\n]{3,80})</Pass>"),
    ),
    "entity": (
        r"(?i)\b(?:pwd|password)=&quot;[^&\n]",
        re.compile(r"\w+=&quot;(?P<password>[^&\n]{3,80})&quot;"),
    ),
    "braced": (
        r"(?i)\b(?:pwd|password)=\{[^{}\n]{3}",
        re.compile(r"\w+=\{(?P<password>(?=[^{}\n]*[^\w{}\n])[^{}\n]{3,80})\}(?=[;\"'\s]|$)"),
    ),
    # An escaped quote within a string of JSON, which no name or word has.
    "escaped": (
        r"(?i)passw\w{0,10}\" ?: ?\"[^\s\"\\]{1,40}\\\"[^\s\",:}]",
        re.compile(
            r"\w+\" ?: ?\"(?P<password>[^\s\"\\]{1,40}(?:\\[\"\\/][^\s\"\\,:}]{1,40}){1,6})\"(?=\s*(?:[,}\n]|$))"
        ),
    ),
    "replaced": (
        r"(?i)passw\w*\s+= \"",
        re.compile(r"\w+\s+= \"[^\"\n]*\" -> \"(?P<password>[^\"\n]{3,80})\""),
    ),
    "cached": (
        r"(?i), ?password=[^\s,]",
        re.compile(rf", ?password=(?P<password>[^\s\"'`,]{{3,120}})(?=, ?{_REDIS_OPTION})", re.IGNORECASE),
    ),
    "cached_last": (
        r"(?i):\d{2,5},(?: ?\w{2,24}=[\w.]{1,20},){0,4} ?password=[^\s,]",
        re.compile(
            r":\d+,(?: ?\w+=[\w.]+,)* ?password=(?P<password>[^\s\"'`,]{3,120})(?<!\))(?=[\"'`]|[ \t]*(?:\r?\n|$))",
            re.IGNORECASE,
        ),
    ),
    "trap": (
        r"\bsnmp-server host \S",
        re.compile(
            rf"snmp-server host \S+ (?:traps?|informs?) (?:version )?v?[12]c? (?:community )?(?!public\b|private\b){_BARE}"
            rf"(?=[ \t]|\r?\n|$)"
        ),
    ),
    "signing": (
        r"\b(?:store|key)Password(?: [\"']|\.\w{1,30}=)",
        re.compile(r"\w+(?: (?P<quote>[\"'])|\.\w+=)(?P<password>(?![$<{])[^\s\"';]{3,80})(?:[\"']|(?=\r?\n|$))"),
    ),
    "plain_text": (
        r"\bplain-text-password-value ",
        re.compile(rf"[\w-]+ {_BARE}(?=;|\s|$)"),
    ),
    "jet": (
        r"(?i)\bJet OLEDB:Database Password=",
        re.compile(
            r"[\w ]+:[\w ]+=(?P<quote>[\"']?)(?P<password>[^\s;\"'&<>{}]{3,60})(?P=quote)(?=[;\"'\s]|$)", re.IGNORECASE
        ),
    ),
    "doubled": (
        rf"(?i)\b(?:usr|uid|user(?: id)?|pwd|password)={_INNER_QUOTE}[\w\x80-\xff]",
        re.compile(
            rf"(?:[Uu][^=]*=(?P<quote>{_INNER_QUOTE})(?P<account>[^\W\d_][\w .-]{{1,38}}\w)(?P=quote)"
            rf"|[Pp][^=]*=(?P<quote2>{_INNER_QUOTE})(?P<password>(?:(?!(?P=quote2))[^;\n]){{3,80}})(?P=quote2))(?=;)"
        ),
    ),
    "ejabberd": (
        r"\{(?:odbc|sql)_server, ?\{(?:mysql|pgsql|mssql), ?\"",
        re.compile(rf"\{{\w+, ?\{{\w+, ?(?:\"[^\"\n]{{1,80}}\" ?, ?(?:\d+ ?, ?)?){{3}}{_QUOTED} ?\}}"),
    ),
}
RULE = Rule(
    "server_secret",
    places("server_secret", _FORMS),
    Finder("server_secret", _FORMS, literal=frozenset({"cached", "cached_last"})),
    rank=4,
    hits=(
        "release { storePassword '«Torf-Moos»'; keyPassword \"«larkmist»\" }\n-storePassword.release=«karst»\n",
        'jdbc:sqlserver://db1:1433;user=a;password={«Sil;ver Birch»};x=y "Server=db1;uid=a;pwd={«Quartz;41!»}"',
        '~ db_password   = "larkmist" -> "«mossdrum»" # forces',
        "snmp-server host 192.0.2.4 traps version 1 «larkmist»\n",
        "snmp-server host 192.0.2.7 trap version v1 community «mossdrum»\n",
        "\nkeyid=desk 02:00:5e:00:53:01 «seven grey geese»\n00:00:00:00:00:00 «larkmist77»\n",
        "jroe\tpptpd\t«larkmist»\t192.0.2.7\n",
        '\n: PSK "«larkmist»"\njroe : EAP "«seven grey geese»"\n: RSA key.pem "«tin-Drum_77»"\n',
        "\n[smtp.example.org]:587 jroe@example.org:«larkmist»\n",
        "('jroe', 'Cleartext-Password', ':=', '«larkmist»')",
        "auth_server_shared_secret=«larkmist»\n",
        "\nregister => 5551234:«larkmist»@sip.example.org/5551234\n",
        "\n101 => «4711»,Jane Roe\n",
        "com2sec local default «larkmist»\n",
        'createUser jroe SHA "«seven grey geese»" AES "«tin drum moss»"\ncreateUser kroe MD5 «larkmist» DES «mossdrum»\n',
        "//nas.example/s /s cifs user=jroe%«larkmist»,_netdev 0 0\n",
        '"db1:6379,password=«lark$Mist-4»,ssl=True" db1:6379,db2:6379,abortConnect=false, password=«lark=(mist)»,syncTimeout=500',
        "Redis=db1:6380,ssl=True,abortConnect=False,password=«lark;mist#4»,allowAdmin=true\n"
        "Redis=db1:6380,ssl=True,password=«lark&mist#4»\n",
        "x -fstype=cifs,rw,user=jroe,pass=«larkmist» ://nas/x\n",
        "curlftpfs#jroe:«larkmist»@example.org /mnt fuse ro 0 0\n",
        '<Pass encoding="plain">«larkmist»</Pass> <Pass encoding="base64">«bGFya21pc3Q=»</Pass>',
        'set system login user jroe authentication plain-text-password-value "«larkmist»"',
        "[smtp.example.org]:587 jroe@example.org:«larkmist»\n[smtp.example.org] «jroe»:«Lark_Mist»\n",
        "relay.example.org         «jroe»:«Lark_Mist»\n",
        "# /etc/postfix/sasl_passwd\nsmtp.example.org:587\tkroe@example.org:«mossdrum»\n",
        "//nas/x /mnt/x cifs user=jroe,pass=«larkmist»,uid=1000 0 0\n",
        'Data Source=a.mdb;Jet OLEDB:Database Password=«larkmist»"',
        '{odbc_server, {mysql, "localhost", "chat", "jroe", "«larkmist»"}}.',
        '"Srvr=""serv1c"";Ref=""buh"";Usr=""«lavrova_t»"";Pwd=""«lark_93»"";" \'Usr=\'\'«Лаврова»\'\';Pwd=\'\'«lark,93»\'\';\'',
        '"Provider=SQLOLEDB;User ID=""«jroe»"";Password=""«larkmist»"";" x = "Usr=\\"«jroe»\\";Pwd=\\"«larkmist»\\";"',
        '{"event": "login", "password": "«moss\\"lark_mist»", "ok": true}',
    ),
    misses=(
        'storePassword.release=${PASS}\nstorePassword ""',
        "password={password};pwd={{pw}}",
        '~ db_password   = "x" -> (known after apply)',
        "snmp-server host 192.0.2.4 traps version 2c public\n",
        "\n02:00:5e:00:53:01 larkmist\nvlan=1 eth0\n00:00:00:00:00:00 up\n",
        "jroe\tpptpd\tlarkmist\trunning now\n",
        '"db1:6379,password=${PASS},ssl=True" db1:6379,password={0},ssl=true f(x, password=larkmist, sslmode=y)',
        "db1:6379,ssl=True,password=\ndb1:6379 password=larkmist\nf(x:80,password=larkmist)\n",
        'use : PSK or : EAP "as you like" of the list\n: RSA key.pem\n',
        "\n[section]:587 jroe@example.org\n[notes] see:this for more\n",
        "relay.example.org         smtp:inet6\nmail.example.org relay:[192.0.2.7]:25\nexample.org\tjroe:Lark_Mist\n",
        "mail.example.org smtp:[relay.example.org]:25\nrelay.example.org jroe:$PASS\nmail.py see:this file\n",
        "('jroe', 'Reply-Message', ':=', 'larkmist')",
        "auth_server_shared_secret=$SECRET\n",
        "$cw=array(\n40=>4711,\n41=>4260,42=>470,\n43=>6260,\n",
        "\nregister => jroe:${SECRET}@sip.example.org\n101 => Jane,Roe\n",
        "com2sec local default public\ncreateUser jroe\n",
        "//nas.example/s /s cifs credentials=/etc/smb,user=jroe 0 0\n",
        '<Pass encoding="crypt" pubkey="x">bGFya21pc3Q=</Pass>',
        '"Jet OLEDB:Database Password=" & pw',
        '"Usr="""";Pwd="""";" "Srvr=""jroe"";Ref=""buh"";" x = "Usr=""" + x + """;Pwd=""" + y + """;" Pwd=""larkmist"" + x',
        '{"x": "{\\"password\\": \\"larkmist\\"}", "hint": "the password\\" is"}',
    ),
)
