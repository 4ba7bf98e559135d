"""Users in the files of servers and tools, account and password side by side: HAProxy, FreeRADIUS, CouchDB, Jetty, IRC daemons,
tac_plus, ZooKeeper, NUT, PgBouncer, Jenkins, Squid, proxychains, OpenVPN, Kickstart, preseeds, `chpasswd`, RouterOS, msmtp."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Around, Finder, Forms, places

_A = r"(?P<account>[A-Za-z][\w.-]{0,38}\w)"
_BARE = r"(?P<password>[^\s\"'`<>{}$;,]{3,80})"
_ANY = r"(?P<quote>[\"']?)(?P<password>(?<=[\"'])[^\"'\n]{3,80}(?=[\"'])|(?<![\"'])[^\s\"'`<>{}$;,]{3,80})(?P=quote)"
_END = r"(?=[ \t]*\r?(?:\n|$))"

_SECRET = (
    r"(?P<password>(?!(?:priv|access|cipher|simple|localized\w*|engineID)\b)(?:[^\s\"'`<>{}$;,\\]|\\(?![nr])){2,80}"
    r"(?<![:\s]))(?![^\s\"'`;,:\\])"
)
"""Of a line that may stand in a string or be a key of YAML."""
_WORD_ENDS = r"(?![^ \t\r\n])"
_HASH = rf"(?:md5|sha(?:-?\d{{1,3}})?)(?: (?:224|256|384|512))?+{_WORD_ENDS}"
_MODE = r"(?:-?(?:cfb|cbc|ede))?"
_CIPHER = rf"(?:aes|3-?des|des){_MODE}(?:-?\d{{2,3}}{_MODE})?{_WORD_ENDS}(?: (?:56|128|168|192|256))?+{_WORD_ENDS}"
_WRITTEN = r"(?: (?:clear|encrypted|[05-8])(?= ))?+"


def _second(value: str) -> str:
    """The same for another value of the expression."""
    return value.replace("quote", "quote2").replace("password", "password2")


_LINE = r"(?P<password>[^\s<$][^\n<]{1,78}[^\s<])[ \t]*(?:\r?\n|$)"
"""A line that is read as it is, whatever signs it holds."""

_FORMS: Forms = {
    # name: where it may stand (for the scanner), what stands there
    "haproxy": (
        r"\buser \w[\w.-]{0,38} (?:insecure-)?password \S",
        re.compile(rf"user {_A} (?:insecure-password {_BARE}|password \$)"),
    ),
    "statistics": (
        r"\bstats auth \w",
        re.compile(rf"stats auth (?:(?:admin|root|haproxy|stats)\b|{_A}):{_BARE}(?=\s|$)"),
    ),
    "radius": (
        r"[ \t](?:Cleartext-Password|User-Password|NT-Password|Crypt-Password|Auth-Type) ?:?=",
        re.compile(rf"\"?{_A}\"?[ \t]+\w+-\w+ ?:?="),
    ),
    "mailbox": (
        r"\nuser[ \t]{1,16}\w[^\n@]{1,38}\npassword[ \t]",
        re.compile(rf"\nuser[ \t]+{_A}[ \t]*\r?\n"),
    ),
    "couchdb": (
        r"\[admins\]\r?\n",
        re.compile(rf"\[admins\]\r?\n(?:;[^\n]*\n|[ \t]*\r?\n)*(?:admin|root|{_A})[ \t]*=[ \t]*{_BARE}{_END}"),
    ),
    "realm": (
        r"\w: ?(?:OBF|MD5|CRYPT):",
        re.compile(rf"{_A}: ?(?:MD5:|CRYPT:|OBF:{_BARE}{_END})"),
    ),
    "realm_role": (
        r", ?(?:server-administrator|content-administrator|admin|monitor)\b",
        re.compile(rf"(?:admin|user|guest|root|{_A}): ?(?!OBF:|MD5:|CRYPT:){_BARE}, ?[a-z]"),
    ),
    "operator": (
        r"(?m)^[ \t]{0,4}oper \w[\w.-]{0,30}\s{0,3}\{|<oper[ \t]{1,20}name=\"",
        re.compile(rf"(?:[ \t]*oper |<oper[ \t]+name=\"){_A}"),
    ),
    "terminal_access": (
        r"\b(?:login|pap|chap|enable|opap|arap|global|ms-chap) ?= ?cleartext \S",
        re.compile(rf"\w+(?:-chap)? ?= ?cleartext {_ANY}"),
    ),
    "terminal_user": (
        r"(?m)^[ \t]{0,4}user ?= ?\"?[A-Za-z][\w.-]{0,38}\"? ?\{",
        re.compile(rf"[ \t]*user ?= ?\"?{_A}\"? ?\{{"),
    ),
    "zookeeper": (
        r"\buser_\w{1,30} ?= ?\"[^\"\n]",
        re.compile(rf"user_(?:super|admin|root|{_A}) ?= ?\"(?P<password>[^\"\n]{{3,80}})\""),
    ),
    "upsmon": (
        r"(?m)^MONITOR \S{3,60} \d \w",
        re.compile(rf"MONITOR \S+ \d (?:upsmon|monuser|admin|{_A}) {_ANY} (?:master|slave|primary|secondary)"),
    ),
    "sql_server": (
        r"\bSQLConnectInfo[ \t]{1,20}\S",
        re.compile(rf"SQLConnectInfo[ \t]+\S+@\S+[ \t]+(?:root|proftpd|{_A})[ \t]+{_ANY}(?=\s|$)"),
    ),
    "proxy_peer": (
        r" login=\w[\w.-]{0,38}:[^\s%]",
        re.compile(rf" login={_A}:{_BARE}(?=\s|$)"),
    ),
    "proxy_chain": (
        r"(?m)^(?:http|https|socks4|socks5|raw)[ \t]{1,12}[\w.:-]{4,60}[ \t]{1,12}\d{2,5}[ \t]{1,12}\w",
        re.compile(rf"\w+[ \t]+[\w.:-]+[ \t]+\d+[ \t]+{_A}[ \t]+{_BARE}{_END}"),
    ),
    "tunnel": (
        r"<auth-user-pass>",
        re.compile(rf"<auth-user-pass>\s*{_A}(?:@[\w.-]+)?[ \t]*\r?\n{_LINE}</auth-user-pass>"),
    ),
    "kickstart": (
        r"(?m)^user --[a-z]",
        re.compile(rf"user (?=[^\n]*--name=)(?:--(?!name)\S+ )*--name=\"?{_A}\"?(?=\s|$)"),
    ),
    "preseed": (
        r"\bpasswd/username[ \t]{1,8}string[ \t]{1,8}[A-Za-z]",
        re.compile(rf"passwd/username[ \t]+string[ \t]+{_A}{_END}"),
    ),
    "piped": (
        r"\becho (?:-n )?[\"']?[A-Za-z][\w.-]{1,38}:",
        re.compile(rf"echo (?:-n )?[\"']?{_A}:[^\n|]{{2,80}}\| ?(?:sudo )?(?:/usr/sbin/)?chpasswd\b"),
    ),
    "tunnelled": (
        r"[ \t]: (?:EAP|XAUTH|NTLM) [ \t]{0,8}\"",
        re.compile(rf"{_A}[ \t]+: "),
    ),
    "router": (
        r"\bname=\"?[A-Za-z][\w.-]{1,38}\"? (?:group=\w{1,20} )?password=",
        re.compile(rf"name=\"?(?!pppoe|ppp\d|vpn|l2tp){_A}\"? "),
    ),
    "router_password": (
        r"[ \t](?:password|secret|passphrase|authentication-password|encryption-password|ipsec-secret)=\"[^\"$]",
        re.compile(r"[ \t][\w-]+=\"(?P<password>(?:[^\"\\\n]|\\.){3,80})\"(?=\s|\\|$)"),
    ),
    "password_file": (
        r"\w:\{(?:PLAIN|CLEAR|CRAM-MD5|MD5|BLF-CRYPT|ARGON2I|SHA\d{1,3}-CRYPT|SCRAM-SHA)",
        re.compile(rf"{_A}:\{{[A-Z0-9-]+\}}\S"),
    ),
    "acl": (
        r"\bACL SETUSER [A-Za-z]",
        re.compile(rf"ACL SETUSER {_A} "),
    ),
    # SNMPv3 (RFC 3414): IOS and its like, where the size of a hash or cipher may be a word of its own (`sha-2 256`) and the next
    # one may say how the secret is written; then VRP and Comware, ProCurve, Junos.
    "managed": (
        r"\bsnmp-server user [A-Za-z]",
        re.compile(
            rf"snmp-server user {_A}(?: \S+){{0,8}}? auth {_HASH}{_WRITTEN} (?:(?P<key>0x[0-9a-fA-F]{{16,}})|{_SECRET})"
            rf"(?: priv(?: {_CIPHER})?+{_WRITTEN} (?:(?P<key2>0x[0-9a-fA-F]{{16,}})|{_second(_SECRET)}))?",
        ),
    ),
    "agent_user": (
        r"\bsnmp-agent usm-user v3 [A-Za-z]",
        re.compile(
            rf"snmp-agent usm-user v3 {_A}(?:(?: (?!cipher\b)\S+){{0,3}}? authentication-mode {_HASH}(?: simple)?+ {_SECRET}"
            rf"(?: privacy-mode {_CIPHER}(?: simple)?+ {_second(_SECRET)})?)?"
        ),
    ),
    "switch_user": (
        r"\bsnmpv3 user [\"A-Za-z]",
        re.compile(
            rf"snmpv3 user \"?{_A}\"? auth {_HASH} \"?{_SECRET}\"?(?: priv {_CIPHER} \"?{_second(_SECRET)}\"?)?(?=\s|$)"
        ),
    ),
    "engine_user": (
        r"\bset snmp v3 usm (?:local|remote)-engine ",
        re.compile(
            rf"set snmp v3 usm \w+-engine (?:\S+ )?user {_A}(?=\s|$)"
            rf"(?: \w+-\w+ (?:authentication|privacy)-password {_ANY}{_END})?"
        ),
    ),
    # The users of net-snmp's agent, and of SONiC's and Cumulus' commands.
    "created": (
        r"\bcreateUser [-\"\w]",
        re.compile(rf"createUser (?:-e \w+ )?\"?{_A}\"? (?:MD5|SHA)"),
    ),
    "snmp_added": (
        r"\b(?:config snmp user add|snmp-server username) \w",
        re.compile(
            rf"(?:config snmp user add|snmp-server username) {_A} (?:\w+ r[ow] (?:md5|sha|hmac-sha-2)|auth-(?:md5|sha)) {_BARE}"
            rf"(?: (?:encrypt-)?(?:aes|des) {_second(_BARE)})?(?=\s|$)",
            re.IGNORECASE,
        ),
    ),
    "snmp_client": (
        r"\bnet-snmp-(?:create-v3-user|config --create-snmpv3-user) ",
        re.compile(
            rf"net-snmp-\S+ (?:--\S+ )?(?:-ro |-[axX] \S+ )*?-A {_BARE} (?:-[ax] \S+ )*(?:-X {_second(_BARE)} )?(?:-[ax] \S+ )*"
            rf"(?:{_A}(?=\s|$))?"
        ),
    ),
    "supplicant": (
        r"(?m)^[ \t]{1,8}identity=\"\w",
        re.compile(rf"[ \t]+identity=\"{_A}(?:@[\w.-]+)?\""),
    ),
    "registry": (
        r"/:username=\w",
        re.compile(rf"/:username={_A}{_END}"),
    ),
    "relayed": (
        r"(?m)^user=\w[\w.-]{0,38}:\S",
        re.compile(rf"user={_A}:{_BARE}{_END}"),
    ),
    # The files of curl's options, which quotes enclose as on a command line.
    "curl": (
        r"(?m)^(?:--)?(?:proxy-)?user ?[=:]? ?\"?[A-Za-z]",
        re.compile(
            rf"-*[\w-]+ ?[=:]? ?(?:\"{_A}:(?P<password>(?:[^\"\\\n]|\\.){{3,80}})\""
            rf"|{_A.replace('account', 'account2')}:{_second(_BARE)})"
            r"[ \t]*(?:\r?\n|$)"
        ),
    ),
    # What OpenVPN reads for `auth-user-pass`, two lines, from a file that is shown or written.
    "vpn_shown": (
        r"\bauth-user-pass [\w./~]",
        re.compile(
            r"auth-user-pass (?P<path>[\w./~-]+)[^\0]{0,200}?\b(?:cat|less|more|head) (?P=path)[ \t]*\r?\n"
            rf"{_A}(?:@[\w.-]+)?[ \t]*\r?\n(?!\S*[$#] ){_LINE}"
        ),
    ),
    "vpn_written": (
        r"\b(?:cat|tee) (?:-a )?(?:>{1,2} ?)?/etc/openvpn/",
        re.compile(
            rf"\w+ [^\n]*?<<-? ?[\"'\\]?(?P<end>\w+)[\"']?[^\n]*\n{_A}(?:@[\w.-]+)?[ \t]*\r?\n{_LINE}(?P=end)\b"
        ),
    ),
    "fortios": (
        r"\bset (?:logon-user|username|user-name|xauthuser|authusr) [\"\w]",
        re.compile(rf"set [\w-]+ \"?{_A}\"?{_END}"),
    ),
    "fetched": (
        r"\busername [\"']?\w[\w.-]{1,38}[\"']? (?:with )?password [\"']?\S",
        re.compile(rf"username (?P<mark>[\"']?){_A}(?P=mark) (?:with )?password {_ANY}(?=\s|$)"),
    ),
    "radius_test": (
        r"\bradtest (?:-\w |-t \w{3,8} ){0,3}[\"']?[A-Za-z]",
        re.compile(
            rf"radtest (?:-[dD] \S+ |-t \w+ |-P \w+ |-[x46] )*(?P<mark>[\"']?){_A}(?:@[\w.-]+)?(?P=mark) {_ANY}"
            rf" [\w.:\[\]-]+ \d+ {_second(_ANY)}(?=\s|$)"
        ),
    ),
    # What the plug-in for one-time passwords of OpenVPN reads: user, server, kind, algorithm, encoding, key, PIN, device, client.
    "one_time": (
        r"[ \t](?:totp|hotp|motp)[\w-]{0,12}:\w{1,8}:(?:base32|hex|text):",
        re.compile(
            rf"{_A}[ \t]+\S+[ \t]+\w+[\d-]*:\w+:\w+:(?P<key>[^\s:]{{8,128}}):(?P<password>[^\s:]{{3,40}})?:\S*[ \t]"
        ),
    ),
    # The users of PgBouncer; what is hashed is found as such.
    "pooled": (
        r"(?m)^\"[A-Za-z][\w.-]{0,38}\" \"[^\"\n]",
        re.compile(
            rf"\"(?:postgres|pgbouncer|admin|{_A})\" \"(?:SCRAM-SHA-256\$|md5[0-9a-f]{{32}}\""
            rf"|(?P<password>(?:[^\"\n]|\"\"){{3,80}})\"{_END})"
        ),
    ),
    # What Jenkins logs of the settings that it is given as code.
    "configured": (
        r"\bSetting class \w",
        re.compile(
            rf"Setting class [\w.$]+\.(?:username = {_A}|(?:password|passphrase) = (?P<password>\S{{3,80}})"
            r"|(?:secret|apiToken) = (?P<key>[^\s*]{8,200}))(?=\s|$)"
        ),
    ),
    "synchronised": (
        r"(?m)^Pass \S",
        re.compile(rf"Pass {_ANY}{_END}"),
    ),
}
_AROUND: Around = {
    "curl": re.compile(
        r"(?m)curlrc|^[ \t]*-{0,2}(?:url|proxy(?:-user)?|user-agent|referer|cookie(?:-jar)?|cacert|netrc|output|header|max-time)"
        r"(?:[ \t]*[=:]|[ \t])[ \t]*[^\s=:]|^[ \t]*(?:insecure|location|silent|show-error|fail)[ \t]*$"
    ),
    "fortios": re.compile(r"(?m)^[ \t]*(?:config [a-z]|edit \S|next[ \t]*$)"),
    "router_password": re.compile(
        r"^(?:# .*RouterOS|/(?:ppp|ip|ipv6|interface|user|snmp|radius|tool|caps-man|system)\b)", re.MULTILINE
    ),
    "pooled": re.compile(r"\" \"(?:SCRAM-SHA-256\$|md5[0-9a-f]{32}\")|userlist|pgbouncer"),
    "relayed": re.compile(r"(?m)^(?:realm=|lt-cred-mech|use-auth-secret|listening-port=|fingerprint$|turn)"),
    "fetched": re.compile(r"(?m)^[ \t]*(?:poll|server|skip|defaults) \S.*\b(?:proto|protocol|pop3|imap)\b"),
    "realm_role": re.compile(r"(?im)jetty|realm|# ?(?:format|username|user)|^[\w.-]+: ?(?:OBF|MD5|CRYPT):"),
    "terminal_user": re.compile(r"\b(?:login|pap|chap|enable|member|service) ?= "),
    "zookeeper": re.compile(r"LoginModule"),
    "synchronised": re.compile(r"(?m)^(?:IMAPAccount|IMAPStore|Host|AuthMechs|SSLType|TLSType)\b"),
    "supplicant": re.compile(r"\bnetwork=\{|\beap="),
}
_LINES = frozenset(("one_time", "radius", "realm", "realm_role", "tunnelled", "password_file"))

_KEY = "ORSXG5DMMFZGW3LJON2GK4Q7"

RULE = Rule(
    "server_user",
    places("server_user", _FORMS),
    Finder("server_user", _FORMS, around=_AROUND, lines=_LINES),
    rank=4,
    hits=(
        '/ppp secret\nadd name=«jroe» password="«lark & mist»" service=pppoe\nadd secret="«lark\\"mist»" \\\n',
        "radtest «jroe» '«lark mist»' 192.0.2.7:1812 0 «mossdrum»\n"
        "radtest -t mschap «kroe»@example.org «larkmist» db1 10 «mossdrum»\n",
        f"«jroe» otp totp:sha1:base32:«{_KEY}»:«4711»:x *\n«kroe» x totp-60-6:sha1:hex:«{_KEY}»::x x\n",
        '"«jroe»" "SCRAM-SHA-256$x"\n"«kroe»" "«lark mist»"\n"postgres" "«moss""drum»"\n',
        "Setting class x.UsernamePasswordCredentialsImpl.username = «jroe»\n"
        "Setting class x.UsernamePasswordCredentialsImpl.password = «larkmist»\n"
        "Setting class x.StringCredentialsImpl.secret = «q7Zt3KxW»\n",
        "from x@example.org\nuser      «j.roe»\npassword  larkmist\n",
        "snmp-server user «jroe» group v3 auth md5 «larkmist» priv aes 128 «mossdrum» access 12\n",
        "snmp-server user «jroe» ops v3 auth sha-2 256 «larkmist7» priv aes 256 «mossdrum8»\n"
        'no snmp-server user «kroe» ops v3 auth sha-2 512 «larkmist7»: "no"\n'
        'x: "snmp-server user «kroe» ops v3 auth sha-2 512 «larkmist7»\\r\\n"\n',
        "snmp-server user «jroe» ops v3 auth sha256 «larkmist7» priv aes128 «mossdrum8»\n"
        "snmp-server user «kroe» ops v3 encrypted auth md5 «larkmist7» priv des56 «mossdrum8» access 12\n"
        "snmp-server user «lroe» ops auth sha-256 «larkmist7» priv 3des «mossdrum8» localizedkey\n",
        "snmp-server user «jroe» ops v3 auth sha clear «larkmist7» priv aes 128 encrypted «0507070D»\n"
        "snmp-server user «kroe» ops remote db1 udp-port 162 v3 auth sha 0 «larkmist7» priv aes 192 7 «0507070D»\n"
        "snmp-server user «lroe» ops auth sha «larkmist7» priv «mossdrum8» engineID 128:12:12\n",
        "snmp-server user «jroe» ops v3 localized f5717f444ca8 auth sha «01:23:45:67:89:ab:cd:ef» priv aes «0123456789abcdef»\n",
        "snmp-agent usm-user v3 «jroe» ops simple authentication-mode sha «larkmist7» privacy-mode aes128 «mossdrum8»\n"
        "snmp-agent usm-user v3 «kroe» ops\n"
        'snmpv3 user "«lroe»" auth sha "«larkmist7»" priv aes "«mossdrum8»"\nsnmpv3 user «mroe» auth md5 «larkmist7»\n',
        "set snmp v3 usm local-engine user «jroe» authentication-sha authentication-password «larkmist7»\n"
        'set snmp v3 usm remote-engine 8000 user «kroe» privacy-aes128 privacy-password "«moss drum»"\n',
        "snmp-server user «jroe» g auth sha «0xd57954a9c0c535e0434e572e» priv aes-128 «0xffeae8fa8b33714c0774b5f1» x\n",
        'createUser «jroe» SHA "x" AES x\ncreateUser -e 0x80001f88 «kroe» MD5 x\n',
        "config snmp user add «jroe» Priv ro SHA «larkmist» AES «mossdrum»\n"
        "net add snmp-server username «kroe» auth-sha «larkmist»\n",
        "net-snmp-create-v3-user -ro -A «larkmist» -a SHA -X «mossdrum» -x AES «jroe»\n",
        "userlist x\n    user «jroe» insecure-password «larkmist»\n    user «kroe» password $5$x\n",
        "listen stats\n    stats auth «jroe»:«larkmist»\n    stats auth admin:«mossdrum»\n",
        '«jroe» Cleartext-Password := "x"\n"«kroe»"\tAuth-Type := Accept\n',
        "[admins]\n; of the database\n«jroe» = «larkmist»\n\n[admins]\nadmin = «mossdrum»\n",
        "«jroe»: OBF:«1x2y3z4w5v»\n«kroe»: MD5:x\n«lroe»: «larkmist», admin\n",
        'oper «jroe» {\n    mask *@*;\n<oper name="«kroe»" x>\n',
        'user = «jroe» {\n    login = cleartext "«lark mist»"\n    chap = cleartext «mossdrum»\n}',
        'x.DigestLoginModule required\n   user_super="«larkmist»"\n   user_«jroe»="«mossdrum»";\n',
        "MONITOR ups@localhost 1 «jroe» «larkmist» master\nMONITOR ups@localhost 1 upsmon «mossdrum» slave\n",
        "SQLConnectInfo ftp@localhost «jroe» «larkmist»\n",
        "cache_peer proxy.example.org parent 3128 0 login=«jroe»:«larkmist»\n",
        "socks5 192.0.2.8 1080 «jroe» «larkmist»\nhttp\t192.0.2.9\t8080\t«kroe»\t«mossdrum»\n",
        "<auth-user-pass>\r\n«jroe»@example.org\r\n«larkmist»\r\n</auth-user-pass>",
        "user --name=«jroe» --password=x\nuser --groups=wheel --name=«kroe»\n",
        "d-i passwd/username string «jroe»\npasswd passwd/username\tstring\t«kroe»\n",
        "echo '«jroe»:larkmist' | sudo chpasswd",
        '«jroe» : EAP "x"\n«kroe» : XAUTH "y"\n',
        '/ppp secret add name=«jroe» password=x\n/user add name="«kroe»" group=full password=y\n',
        "«jroe»:{PLAIN}x:1000:1000::/srv/x\n«kroe»:{SHA512-CRYPT}$6$x\n",
        "ACL SETUSER «jroe» on >x ~*",
        'network={\n    eap=PEAP\n    identity="«jroe»"\n}\nnetwork={\n  identity="«kroe»@example.org"\n',
        "//registry.example.org/:username=«jroe»\n",
        'poll x protocol pop3 username "«jroe»" password "«larkmist»"\n',
        "lt-cred-mech\nrealm=example.org\nuser=«jroe»:«larkmist»\n",
        "IMAPAccount x\nHost imap.example.org\nPass «larkmist»\n",
        '# ~/.curlrc\nurl = "https://example.org"\nuser = "«jroe»:«Lark-9 mist»"\nproxy-user = «kroe»:«larkmist»\n',
        "<auth-user-pass>\n«jroe»\n«lark mist!»\n</auth-user-pass>\n",
        "auth-user-pass /etc/openvpn/login.conf\n$ cat /etc/openvpn/login.conf\n«jroe»\n«lark-88»\n",
        "cat > /etc/openvpn/auth.txt <<'EOF'\n«jroe»\n«lark-88»\nEOF\n",
        '    edit "lab"\n        set logon-user "«jroe»"\n    next\n',
    ),
    misses=(
        "user = jroe:larkmist\nname = x\n",
        '# ~/.curlrc\nurl = "https://example.org"\nuser-agent = "mirror:sync/2.4"\nuser = "$USER:$PASS"\n',
        "<auth-user-pass>\n</auth-user-pass>\nauth-user-pass /etc/openvpn/login.conf\n$ cat /etc/hosts\njroe\nlarkmist\n",
        "auth-user-pass a.conf\n$ cat a.conf\n$ ls\n$ ls\ncat > /etc/openvpn/auth.txt <<EOF\n$USER\n$PASS\nEOF\n",
        '        set logon-user "jroe"\n',
        'add comment=x password="lark & mist"\n',
        '/ppp secret\nadd name="lark mist" password=""\n',
        "radtest user passwd radius-server[:port] nas-port-number secret\nradtest $USER $PASS 192.0.2.7 0 $SECRET\n",
        "jroe otp totp:sha1:base32:key\nroot x totp:sha1:base32:${KEY}:${PIN}:x *\n",
        '"jroe" "larkmist"\n"color" "red"\n',
        "Setting class x.StringCredentialsImpl.secret = **** <MASKED>\nSetting class x.Impl.name = jroe\n",
        "snmp-server user jroe group v3\n",
        "snmp-server user root ops v3 auth sha-2 256\nsnmp-server user root ops v3 auth sha256 priv aes 128\n"
        "snmp-server user root ops v3 auth sha <secret> priv aes 128 <secret>\n"
        "snmp-server user root ops auth sha-2 256 priv aes\n",
        "snmp-agent usm-user v3 root ops cipher authentication-mode sha larkmist7 privacy-mode aes128 mossdrum8\n"
        "snmp-agent usm-user v3 root authentication-mode sha cipher larkmist7\nsnmpv3 user root auth sha $PASS priv aes 128\n",
        "set snmp v3 usm local-engine user root authentication-sha authentication-key larkmist7\n",
        "createUser jroe\nconfig snmp user add jroe noAuthNoPriv ro\nsnmp-server username is auth-sha $PASS\n",
        "net-snmp-create-v3-user -ro\nnet-snmp-create-v3-user -ro -A $PASS -a SHA jroe\n",
        "user jroe password and more; user password is set; user $u insecure-password $p",
        "listen stats\n    stats auth $USER:$PASS\n",
        "Cleartext-Password := x\nDEFAULT Auth-Type = System and jroe (Cleartext-Password) := x",
        "[admins]\n[couchdb]\njroe = larkmist\n",
        "jroe: larkmist, admin\nroot: x\n",
        "the oper jroe {x}; operate {\n",
        "login = cleartext\npap = des x\n",
        "user = jroe {\n  x\n}",
        'user_name="larkmist"',
        "MONITOR the ups 1 day\nSQLConnectInfo x\n",
        "a login=jroe:%20x b; login=PASS",
        "http 192.0.2.9 8080 jroe\nhttp is at 80 by default for you\n",
        "<auth-user-pass>\n</auth-user-pass> auth-user-pass creds.txt",
        "user --help\nuser --name=root\n",
        "d-i passwd/username string\nd-i passwd/username string ubuntu\nd-i passwd/username seen true\n",
        "echo 'jroe:larkmist' | tee x; echo root:x | chpasswd",
        'x : EAP\n: XAUTH "y"\n',
        "name=jroe password is; name=x&password=y",
        "jroe:{x}\nroot:{PLAIN}x\n",
        "ACL SETUSER default on nopass",
        '  identity="jroe"\n',
        "//registry.example.org/:username=${NPM_USER}\n",
        "username and password are; username is password x",
        "Pass larkmist\nPassCmd x\n",
    ),
)
