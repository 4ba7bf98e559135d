r"""Passwords where the grammar of a daemon or a game's server puts them: `rcon_password V`, FRR's `password V`, `user jroe on >V`
of Redis, `user_a_b = V .admin` of Swift, `{password, "V"}` of Erlang, dial strings of Asterisk, WPS PINs, JMX roles, syncrepl,
openssl.cnf, the logs of FreeRADIUS and Maven, the addresses of httpbin."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Around, Finder, Forms, places

_BARE = r"(?P<password>[^\s\"'`<>{}$;,]{3,80})"
_ANY = r"(?P<quote>[\"']?)(?P<password>(?<=[\"'])[^\"'\n]{3,80}(?=[\"'])|(?<![\"'])[^\s\"'`<>{}$;,]{3,80})(?P=quote)"
_END = r"(?=[ \t]*\r?(?:\n|$))"

_FORMS: Forms = {
    # name: where it may stand (for the scanner), what stands there
    "game": (
        r"(?im)^[ \t]*(?:(?://|#|;)[ \t]*)?(?:set[as]?[ \t]+)?(?:rcon_?password|sv_(?:rcon_?|private_?)?password"
        r"|g_password|tv_(?:relay)?password"
        r"|sv_privatepassword|rcon\.password|sv_hostpassword)[ \t]{1,20}[\"'\w]",
        re.compile(rf"[^\n]*?password[ \t]+{_ANY}(?=[ \t]*(?:\r?(?:\n|$)|//|#|;))", re.IGNORECASE),
    ),
    "router": (
        r"(?m)^[ \t]?(?:enable )?password (?:8 )?[^\s\"]",
        re.compile(rf" ?(?:enable )?password (?:8 )?{_BARE}{_END}"),
    ),
    "acl": (
        r"\b(?:SETUSER|user) [\w.-]{1,30} (?:on |off |reset|[+~&@%-][\w@~*|+-])",
        re.compile(
            r"(?:SETUSER|user) [\w.-]+ (?:(?:on|off|nopass|reset\w*|all\w+|sanitize-payload|[+~&@%#(-]\S*) )+>"
            r"(?P<password>[^\s\"'`<>]{3,80})"
        ),
    ),
    "sentinel": (r"\bsentinel auth-pass \S", re.compile(rf"sentinel auth-pass \S+ {_BARE}")),
    "tempauth": (
        r"\buser(?:64)?_\w{1,20}_\w{1,20} ?= ?\S",
        re.compile(rf"user(?:64)?_\w+_\w+ ?= ?{_BARE}(?:[ \t]+\.?\w+)*(?:[ \t]+https?://\S+)?{_END}"),
    ),
    "erlang": (
        r"\{(?:\w{1,20}_)?(?:pass|password|passwd|passphrase)\w{0,8}, ?(?:<<)?\\{0,7}\"",
        re.compile(r"\{\w+, ?(?:<<)?\\*\"(?P<password>[^\"\\\n]{3,80})\\*\"(?:>>)?\}"),
    ),
    "dialled": (
        r"\b(?:SIP|IAX2|PJSIP)/[\w.-]{1,40}:[^\s:@/\"'(){}]{3}",
        re.compile(r"\w+/[\w.-]+:(?P<password>[^\s:@/\"'(){}$]{3,60})@[\w$]"),
    ),
    "mailbox": (
        r"(?m)^;[ \t]?\d{2,6} ?=> ?\d{3,12},[A-Z]",
        re.compile(r";[ \t]?\d+ ?=> ?(?P<password>\d{3,12}),"),
    ),
    "pin": (
        r"\bwps_(?:pin|reg|ap_pin) (?:[\w:-]{3,40} ){1,2}\d{4}|\bap_pin=\d{4}",
        re.compile(r"(?:wps_\w+ (?:[\w:-]+ ){1,2}|ap_pin=)(?P<password>\d{8}|\d{4})(?!\w)"),
    ),
    "role": (
        r"(?m)\b(?:monitorRole|controlRole)[ \t]{1,8}[^\s=]",
        re.compile(rf"\w+Role[ \t]+(?!read(?:only|write)\b|\\){_BARE}(?=[ \t]*\r?(?:\n|$)|[\]<])"),
    ),
    "replica": (
        r"\bcredentials=\"?\w",
        re.compile(rf"credentials={_ANY}(?=[ \t]*(?:\\|\r?(?:\n|$)|\w+=))"),
    ),
    "wireless": (
        r"\bWIFI:[TSHRP]:[^;\n]{0,64};",
        re.compile(r"WIFI:(?:[TSHR]:(?:[^;\\\n]|\\.)*;)*P:\"?(?P<password>(?:[^;\\\n\"${}]|\\.){3,64})\"?;"),
    ),
    "relay": (
        r"(?m)^(?:smtp|mail|relay)[\w-]{0,10}\.\w",
        re.compile(rf"[\w.-]+(?::\d+)?[ \t]+[\w.+-]+@[\w.-]+:(?P<password>[^\s\"'`<>{{}}$:]{{3,80}}){_END}"),
    ),
    "request": (
        r"(?m)^[# \t]{0,4}(?:in|out)put_password {0,20}= ?[^\s$]",
        re.compile(rf"[# \t]*\w+_password *= ?{_BARE}{_END}"),
    ),
    "probe": (
        r"/(?:hidden-)?basic-auth/\w{1,40}/\w|/digest-auth/auth(?:-int)?/\w{1,40}/\w",
        re.compile(
            r"/(?:(?:hidden-)?basic-auth|digest-auth/auth(?:-int)?)/(?!node_modules\b)\w+/(?P<password>[^\s\"'`/?&<>{}#:,;)]{2,40})"
        ),
    ),
    # RouterOS exports its wireless profiles as commands.
    "routeros": (
        r"\bwpa[23]?-pre-shared-key=[\"\w]",
        re.compile(rf"wpa[23]?-pre-shared-key={_ANY}(?=\s|\\|$)"),
    ),
    # A variable of one of its scripts, which an export puts into quotes.
    "routeros_script": (
        r":(?:local|global|set) \w{0,24}(?i:pass(?:word|wd)?|pwd|secret) \\?\"",
        re.compile(r":\w+ \w+ (?P<quote>\\?\")(?P<password>[^\"\\\n$]{3,80})(?P=quote)"),
    ),
    "realm": (
        r"\bbasicauth:[\w .-]{1,40},[\w.-]{1,40}:\S",
        re.compile(r"basicauth:[\w .-]+,[\w.-]+:(?P<password>[^\s\"'`<>:|{},$]{3,60})"),
    ),
    # What FreeRADIUS logs of requests, quoted or not.
    "login": (
        r"Login (?:OK|incorrect)(?: \(|:)",
        re.compile(
            r"Login (?:OK|incorrect)(?: \([^\n]{0,160}?\))?: \[[^\[\]/\n]{1,60}/"
            r"(?P<password>(?!<|CHAP-Password\]|EAP\])[^\n]{3,80}?)\] \(from "
        ),
    ),
    "cleartext": (
        r"(?:Cleartext-Password|Password\.Cleartext) (?::?==? ?)?[^\s%&<]",
        re.compile(
            rf"[\w.-]+ (?:(?::=|==?) ?(?!&){_ANY}|(?<=good\" Cleartext-Password )\"(?P<password2>[^\"\n]{{3,80}})\"){_END}"
        ),
    ),
    # Read to the end of the line, whatever signs it holds.
    "authtok": (
        r"\bldap_default_authtok[ \t]{0,12}= ?\S",
        re.compile(r"\w+[ \t]*= ?(?P<password>[^\s<$][^\n]{1,78}[^\s>])[ \t]*(?:\r?\n|$)"),
    ),
    # Three quotes round what holds a number sign or a semicolon, as in Grafana's settings.
    "tripled": (
        r"(?im)^[ \t]*\w{0,30}passw\w{0,10}[ \t]{0,8}=[ \t]{0,8}\"\"\"",
        re.compile(r"\s*\w+[ \t]*=[ \t]*\"{3}(?P<password>(?!\$)[^\"\n]{3,80})\"{3}[ \t]*(?:\r?\n|$)"),
    ),
    # The console of Tasmota.
    "console": (
        r"\b(?:Password[1-4]|MqttPassword|WebPassword)(?: |%20)[^\s;]",
        re.compile(r"\w+(?: |%20)(?P<password>[^;&\"'%\n]{3,64}?)(?=[ \t]*(?:[;&\"'%]|\r?\n|$))"),
    ),
    # Maven prints the settings of a plugin, and the fields that it puts them in.
    "plugin": (
        r"\[DEBUG\]   \([fs]\) \w{0,30}(?i:password|passphrase) = \S",
        re.compile(
            r"\[DEBUG\]   \([fs]\) \w+ = (?P<password>(?!(?:null|true|false)\b)[^\s<>{}$][^\n<>{}$]{1,78}[^\s<>{}$])"
            r"[ \t]*(?:\r?\n|$)"
        ),
    ),
    # Of an object that is printed; brackets behind which a word goes on belong to the value.
    "printed": (
        r"(?i), ?(?:password|passwd|pwd|passphrase)=[^\s,;()=\"']{2,40}\([^\s,;()=\"']{1,20}\)\w",
        re.compile(
            r", ?\w+=(?P<password>[^\s,;()=\"'`<>{}|&$\\.]{2,40}\([^\s,;()=\"'`<>{}|&$\\]{1,20}\)[^\s,;()=\"'`<>{}|&$\\.]{1,40})"
            r"(?=, ?\w+=|[)\]}])"
        ),
    ),
    "scheme": (
        r"\{(?:PLAIN|CLEAR|CLEARTEXT|PLAIN-TRUNC)\}\w",
        re.compile(r"\{[\w-]+\}(?P<password>[^\s\"'`<>:|{},]{3,60})"),
    ),
}
_AROUND: Around = {
    "router": re.compile(
        r"^[ \t]*!?[ \t]*(?:hostname \S|log (?:file|stdout|syslog)|router(?:-id)? \S"
        r"|line vty|service password|ip route |frr |enable password)",
        re.MULTILINE,
    ),
    "tempauth": re.compile(r"tempauth|\.admin\b|\.reseller_admin"),
    "replica": re.compile(r"\bbind(?:dn|method)="),
    "console": re.compile(r"(?i)backlog0? |\bssid1 |tasmota|\bmqtthost |/cm\?"),
}

RULE = Rule(
    "daemon_password",
    places("daemon_password", _FORMS),
    Finder("daemon_password", _FORMS, around=_AROUND, literal=frozenset({"printed"})),
    rank=4,
    hits=(
        'rcon_password «4711» \nset sv_password "«lark mist»" // of friends\n// rcon_password «larkmist»\n',
        "hostname r1\npassword «larkmist»\nenable password «mossdrum»\nlog stdout\n",
        "#   user jroe +@admin +@connection ~* on >«larkmist»\nACL SETUSER jroe on >«larkmist» ~cached:*\n",
        "# sentinel auth-pass mymaster «larkmist»\n",
        "route = ^/ basicauth:moss realm,jroe:«larkmist»\n",
        'set x wpa-pre-shared-key=«larkmist» wpa2-pre-shared-key="«Lark Mist7»" \\\r\n',
        "[filter:tempauth]\nuser_admin_admin = «larkmist» .admin .reseller_admin\n# user_test_moss = «mossdrum»\n",
        '{default_user, <<"jroe">>}, {default_pass, <<"«larkmist»">>}, {password, \\"«larkmist»\\"}',
        'same => n,Dial(SIP/jroe:«larkmist»@${EXTEN:2}@example,30) "IAX2/jroe:«larkmist»@example"',
        ";111 => «4821»,Jane Roe,jane@example.org\n",
        "hostapd_cli wps_pin any «12345670»\nap_pin=«12345670»\n",
        "monitorRole «larkmist»\ncontrolRole «mossdrum»\n",
        'bindmethod=simple\n\tbinddn="cn=x"\n\tcredentials=«larkmist»\n',
        "(1, '{PLAIN}«larkmist»', 'jroe')",
        "WIFI:T:WPA;S:moss;P:«lark mist»;; WIFI:S:moss;T:WPA;P:«larkmist»;H:false;;",
        "smtp.example.org:587   jroe@example.org:«larkmist»\n",
        "Login incorrect (pap: x (y)): [jroe/«lark mist]7»] (from client a)\nLogin OK: [jroe/«lårkmist»] (from client a)\n",
        'files - Password.Cleartext := «larkmist»\nCleartext-Password := "«lark mist»"\n'
        'Comparing with "known good" Cleartext-Password "«larkmist»"\n',
        "# input_password = «larkmist»\noutput_password = «mossdrum»\n",
        'get("https://httpbin.example/basic-auth/jroe/«larkmist»"), "/digest-auth/auth/jroe/«larkmist»"',
        "ldap_default_bind_dn = x\nldap_default_authtok_type = password\nldap_default_authtok = «Lark;mist 41»\n",
        '[smtp]\nuser = x\npassword = """«#Lark;mist»"""\n;password =\n',
        "21:44:01 CMD: Backlog SSID1 Moss; Password1 «lark mist 55»; MqttHost x; MqttPassword «mossdrum»\n",
        "Config(credentials=Credentials(username=x, password=«lark(7)mist»), pool=8); {a=b, pwd=«lark(moss)mist», c=d}",
        "[DEBUG]   (f) authType = basic\n[DEBUG]   (f) password = «Lark=5 mist»\n[DEBUG]   (s) keyPassphrase = «larkmist»\n",
        'add name=x source=":local ddnspass \\"«lark51»\\"\\r\\n:local host \\"h\\""\n:global mailPassword "«larkmist»"\n',
    ),
    misses=(
        ':local ddnspass "$pw"; :local ddnshost "larkmist"; :local passwordFile "larkmist"; :local pass ""',
        "f(username=x, password=lark(7)); f(x=y, password=lark(7).mist); f(x=y, pass=lark(7)mist)",
        "[DEBUG]   (f) passwordEncrypted = larkmist\n[DEBUG]   (f) password = null\n",
        "[DEBUG]   (f) password = ${x}\n[DEBUG]   (f) password = \n",
        "set x wpa-pre-shared-key= wpa2-pre-shared-key=$psk\nbasicauth:moss realm,/etc/htpasswd:x\n",
        "rcon_password is what the console asks for\nrcon_password <password>\nrcon_password $X\n",
        "the password larkmist\npassword larkmist\n",
        "user jroe writes more > less\nuser jroe on > larkmist\n",
        "user_first_name = larkmist\n",
        '{password, Password}, {password, "", x}',
        "SIP/jroe@example SIP/{user}:{pass}@x IAX2/a:b@c",
        "; 111 => larkmist,x\n",
        "wps_pin any 123\nmap_pin=12345670\n",
        "monitorRole readonly\ncontrolRole readwrite \\\n",
        "credentials=same-origin\ncredentials=larkmist\n",
        "{PLAIN} {CLEAR}{x} {PLAIN}%s",
        "Login OK: [jroe] (from x) Login incorrect: [jroe/<via Auth-Type = eap>] (from x) [jroe/larkmist]\n",
        'Cleartext-Password := "%{sql:x}"\nCleartext-Password := &User-Password\nno Cleartext-Password "larkmist"\n',
        "WIFI:T:nopass;S:moss;; WIFI:S:${ssid};T:WPA;P:${password};;",
        "smtp.example.org see jroe@example.org: he knows\nmail jroe@example.org:~/x\n",
        "# input_password = $ENV::PASS\nx/basic-auth/node_modules/safe-buffer, the basic-auth/user page, "
        "/basic-auth/{user}/{password}",
        "ldap_default_authtok =\nldap_default_authtok = $PASS\nthe ldap_default_authtok option\n",
        'password = """\nText\n"""\npassword = """$__file{/run/x}"""\n',
        "Backlog SSID1 Moss; Password1 ; MqttHost x; MqttPassword ; Password1 ${PASS}\nPassword1: larkmist\n",
    ),
)
