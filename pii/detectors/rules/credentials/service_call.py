"""Passwords at the argument that a known library's function documents as one: `setpref('Internet', 'SMTP_Password', 'V')`."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places

_VALUE = r"(?P<quote>[\"'])(?P<password>[^\"'\\\n]{3,80})(?P=quote)"
_TEXT = r"(?:[\"'][^\"'\n]{0,80}[\"']|[\w.]+)\s*,\s*"

_ARGUMENT = (
    r"(?:(?:new )?[\w.$\[\]]{1,60}(?:\((?:[^()\n]|\([^()\n]*\)){0,120}\))?(?:\.\w+\([^()\n]{0,60}\))*|\"[^\"\n]{0,120}\")"
    r"\s*,\s*"
)
"""What a caller may write before the password in Java and its kin."""
_WRITTEN = r"(?P<quote>[\"'])(?P<password>(?:(?P=quote){2}|(?!(?P=quote))[^\n]){3,80}+)(?P=quote)"
"""A literal of MATLAB or Basic, in which its quote is doubled."""
_WHO = r"[\"'](?!anonymous\b)(?P<account>[A-Za-z][\w.-]{1,38})[\"']\s*,\s*"
_ID = r"(?:[\"'][^\"'\n]{0,80}[\"']|[\w.]+(?:\([^()\n]*\))?)\s*,\s*"
_NO_FIELD = r"(?!(?i:e_?mail\w*|\w*name|\w*_?id|phone|role|token|\w*pass\w*|host|port)[\"'])"
"""What follows in a list of fields, where it is no value."""

_FORMS: Forms = {
    # Passwords of the Java Cryptography Architecture, which are characters so that they can be wiped.
    "characters": (
        r"(?:\b(?:PBEKeySpec|KerberosKey|PasswordProtection|KeyStorePasswordProtection)"
        r"|\.(?:load|store|init|getKey|setKeyEntry|loadKeyMaterial|loadTrustMaterial|getInstance|probe))\([^\n]",
        re.compile(
            rf"\.?\w+\(\s*(?:{_ARGUMENT}){{0,3}}\"(?P<password>(?:[^\"\\\n]|\\.){{3,80}})\"\.toCharArray\(\)\s*[,)]"
        ),
    ),
    # Who and what with, as ftplib, Net::FTP and MATLAB take them.
    "ftp": (
        r"\b(?:FTP(?:_TLS|S)?|Net::FTP\.(?:open|new)|ftp)\([\"'\w]",
        re.compile(rf"[\w:.]+\(\s*{_TEXT}{_WHO}{_WRITTEN}\s*[,)]"),
    ),
    "matlab": (
        r"\bdatabase\([\"'\w]",
        re.compile(rf"\w+\({_TEXT}{_WHO}{_WRITTEN}\s*,\s*[\"'](?:Vendor|Server|com\.|org\.|jdbc:|oracle\.)"),
    ),
    "matlab_native": (
        r"\b(?:mysql|postgresql)\([\"']",
        re.compile(rf"\w+\({_WHO}{_WRITTEN}\s*,\s*[\"'](?:DatabaseName|PortNumber|Server|JDBCDriverLocation)[\"']"),
    ),
    "matlab_named": (
        r"\b(?:sftp|weboptions|databaseConnectionOptions)\([\"'\w]",
        re.compile(rf"(?:sftp\({_TEXT}{_WHO}|\w+\()(?:[^()\n]*?[,\s])??[\"']Password[\"']\s*,\s*{_WRITTEN}"),
    ),
    # Names and values in turn, in whatever language: `Map.of("username", "jroe", "password", V)`.
    "in_turn": (
        r"[\"'](?i:user(?:_?name)?)[\"'], ?[\"']\w",
        re.compile(
            rf"[\"']\w+[\"'],\s*[\"']{_NO_FIELD}(?:(?P<account>[A-Za-z][\w.-]{{1,38}})|[\w.@-]+)[\"'],\s*"
            rf"[\"'](?i:password|passwd|pass|pwd)[\"'],\s*(?![\"']{_NO_FIELD.replace('!', '=')}){_WRITTEN}(?=\s*[,)\]}}])"
        ),
    ),
    # `Connection.Open` of ADO.
    "ado": (
        r"\.[Oo]pen[ (]\(?(?:\"|\w{0,12}(?i:conn|dsn|cnn)\w{0,12}, ?\")",
        re.compile(
            r"\.\w+[ (]+(?:\"[^\"\n]*=[^\"\n]*\"|\w+), ?\"(?P<account>[A-Za-z][\w.-]{1,38})\", ?"
            r"\"(?P<password>(?:\"\"|[^\"\n]){3,80}+)\"(?=[ \t]*[,):']|[ \t]*\r?(?:\n|$))"
        ),
    ),
    # `open` of XMLHttpRequest, after whether it waits.
    "request": (
        r"\.[Oo]pen[ (]\(?[\"'](?i:get|post|put|head|delete|propfind)[\"'],",
        re.compile(
            r"\.\w+[ (]+[^\n]*?, ?(?i:true|false|!0|!1), ?[\"'](?P<account>[A-Za-z][\w.-]{1,38})[\"'], ?"
            + _VALUE
            + r"(?=\s*(?:[,)]|\r?\n|$))"
        ),
    ),
    # A client's id and password, with seconds between in NodeMCU, and a server and its port in MicroPython.
    "mqtt": (
        r"\b(?:mqtt\.Client|MQTTClient)\([\"'\w]",
        re.compile(
            rf"(?:mqtt\.Client\(\s*{_ID}(?!(?i:true|false|none)\b)\w+\s*,|MQTTClient\(\s*{_ID}{_ID}\w+\s*,)\s*{_TEXT}{_VALUE}\s*[,)]"
        ),
    ),
    # A call as a trace of the stack shows it, without quotes.
    "traced": (
        r"(?i)\b(?:log_?in|sign_?in|authenticate)\([\w.+-]{1,40}@[\w.-]{3,60}, [^\s,)]",
        re.compile(
            r"\w+\([\w.+-]+@[\w-]+(?:\.[\w-]+)+, (?P<password>[^\s,()\"'`<>{}$]{4,60})(?=, [\d.:a-f]{3,45}\)|\))"
        ),
    ),
    "preference": (r"'SMTP_Password', ?'", re.compile(rf"'SMTP_Password', ?{_VALUE}\s?\)")),
    "qt": (
        r"\b(?:setPassword|setProxyPassword)\((?:QStringLiteral|QLatin1String|tr|QString)\(\"",
        re.compile(rf"\w+\(\w+\({_VALUE}\)\)"),
    ),
    "community": (
        r"\bCommunityData\([\"']",
        re.compile(rf"CommunityData\((?![\"'](?:public|private)[\"']){_VALUE}\s*(?:,\s*(?:mpModel\b|\d)|\))"),
    ),
    "snmp": (r"\bUsmUserData\([\"'][\w.-]{1,40}[\"'], ?[\"']", re.compile(rf"UsmUserData\({_TEXT}{_VALUE}")),
    "snmp_privacy": (
        r"\bUsmUserData\([\"'][\w.-]{1,40}[\"'], ?[\"'][^\"'\n]{1,80}[\"'], ?[\"']",
        re.compile(rf"UsmUserData\({_TEXT}{_TEXT}{_VALUE}"),
    ),
    "redis": (
        r"\b(?:Strict)?Redis\([\"'][\w.-]{1,60}[\"'], ?\d",
        re.compile(rf"\w+\({_TEXT}\d+\s*,\s*\d+\s*,\s*{_VALUE}"),
    ),
    "oracle": (
        r"\b(?:cx_Oracle|oracledb)\.connect\([\"'][\w$#]{1,30}/",
        re.compile(r"\w+\.connect\([\"'][\w$#]+/(?P<password>[^\s\"'/@{}<>]{3,60})@[^\"'\n]+[\"']"),
    ),
    "oracle_driver": (
        r"\bjdbc:oracle:(?:thin|oci8?):[\w$#]{1,30}/",
        re.compile(r"jdbc:oracle:\w+:[\w$#]+/(?P<password>[^\s\"'/@{}<>$]{3,60})@"),
    ),
    "oracle_session": (
        r"(?i)\n[ \t]{0,8}conn(?:ect)? [\w$#]{1,30}/",
        re.compile(
            r"\s+conn(?:ect)? [\w$#]+/(?P<password>[^\s\"'/@{}<>&$;]{3,60})(?:@\S+)?;?[ \t]*\r?(?:\n|$)", re.IGNORECASE
        ),
    ),
    "realm": (r"\brealm\.createAccount\([\"']", re.compile(rf"realm\.createAccount\({_TEXT}{_VALUE}\s*\)")),
    "jenkins": (
        r"\bUsernamePasswordCredentialsImpl\(",
        re.compile(rf"\w+\(\s*(?:[\w.]+\s*,\s*){_TEXT}{_TEXT}{_TEXT}{_VALUE}\s*\)"),
    ),
    "verified": (
        r"\b(?:Bcrypt|Argon2|Pbkdf2)\.(?:verify_pass|hash_pwd_salt)\(\"|\b(?:User|BCrypt::Password)\.(?:digest|create)\([\"']",
        re.compile(rf"[\w:.]+\({_VALUE}\s*[,)]"),
    ),
    "basic": (
        r"\b(?:basicAuth|applyBasicAuth) \"[\w.@-]{1,60}\" \"",
        re.compile(rf"\w+ \"[^\"\n]+\" {_VALUE}"),
    ),
    "bound": (
        r"(?i)\bsetParameter\(\"(?:password|passwd|pwd|pass|senha|clave|mdp|passwort|kennwort|haslo|heslo)\", ?\"",
        re.compile(rf"\w+\(\"\w+\", ?{_VALUE}\)", re.IGNORECASE),
    ),
    "sheet": (
        r"\.(?:Unp|P)rotect \(?\"|\.(?:Unp|P)rotect Password:=\"",
        re.compile(r"\.\w+ (?:Password:=)?\(?(?P<quote>\")(?P<password>[^\"\n]{3,80})\"\)?[ \t]*(?=,|\r?\n|$|:|')"),
    ),
    "workbook": (
        r"\bWorkbooks\.Open \S",
        re.compile(rf"Workbooks\.Open [^\n]{{1,100}}?,[^\n,]*,[^\n,]*,[^\n,]*, ?{_VALUE}"),
    ),
    "runas": (
        r"\bRunAs(?:Wait)?\(\"[\w.-]{1,40}\", ?[@\"\w]",
        re.compile(rf"\w+\(\"[^\"\n]+\", ?(?:@\w+|\"[^\"\n]*\"), ?{_VALUE}, ?\d"),
    ),
    "drive": (
        r"\bDriveMapAdd\(\"",
        re.compile(rf"\w+\((?:\"[^\"\n]*\", ?){{2}}\d+, ?\"[^\"\n]+\", ?{_VALUE}\)"),
    ),
    "directory": (
        r"\bnew DirectoryEntry\(\"LDAP://",
        re.compile(rf"new \w+\(\"[^\"\n]+\", ?@?\"[^\"\n]+\", ?{_VALUE}"),
    ),
    "sequelize": (
        r"\bnew Sequelize\([\"'][\w-]{1,60}[\"'], ?[\"']",
        re.compile(rf"new Sequelize\({_TEXT}{_TEXT}{_VALUE}\s*[,)]"),
    ),
    "administrator": (
        r"\bdo shell script \"",
        re.compile(
            r"do shell script \"[^\n]{1,200}? user name \"[^\"\n]+\" password (?P<quote>\")(?P<password>[^\"\n]{3,80})\""
        ),
    ),
    "mongo": (r"\bdb\.changeUserPassword\([\"']", re.compile(rf"db\.\w+\({_TEXT}{_VALUE}\s*\)")),
    # Strings of Android's resources.
    "resource": (
        r"<string name=\"\w{0,40}(?:_pin|_passcode)\"[^<>]{0,40}>\d{4}",
        re.compile(r"<string [^<>]*>(?P<password>\d{4,8})</string>"),
    ),
    "hosted": (
        r"\bnetsh wlan set hostednetwork ",
        re.compile(r"netsh wlan set hostednetwork [^\n]*?\bkey=(?P<quote>\"?)(?P<password>[^\s\"<>%]{5,63})(?P=quote)"),
    ),
    "wireless": (
        r"#define {1,8}(?:STAPSK|APPSK|WIFI_PSK|SECRET_PASS|OTA_AUTH|WLAN_PASS|AP_PSK) {1,12}\"",
        re.compile(rf"#define +\w+ +{_VALUE}"),
    ),
    "access_point": (
        r"\bstrl?n?cpy\(\(char ?\*\) ?[\w.>-]{1,60}\.password, ?\"",
        re.compile(rf"\w+\(\(char ?\*\) ?[\w.>-]+, ?{_VALUE}"),
    ),
    "kickstart": (r"--wpakey=\w", re.compile(r"--wpakey=(?P<password>[^\s\"'<>$]{5,63})(?=\s|$)")),
    "kerberos": (
        r"\bkdb5_util \w",
        re.compile(r"kdb5_util [^\n]*?-P (?P<quote>[\"']?)(?P<password>[^\s\"'$<>]{3,60})(?P=quote)(?=\s|$)"),
    ),
    "qpdf": (
        r"\bqpdf --encrypt ",
        re.compile(
            r"qpdf [^\n]*?--encrypt (?:[\"'][^\"'\n]*[\"']|[^\s\"']+) (?P<quote>[\"']?)"
            r"(?P<password>[^\s\"'$<>-]{3,60})(?P=quote) (?:40|128|256)"
        ),
    ),
    "qpdf_user": (
        r"\bqpdf --encrypt [\"'\w@]",
        re.compile(r"qpdf --encrypt (?P<quote>[\"']?)(?P<password>[^\s\"'$<>-]{3,60})(?P=quote) \S+ (?:40|128|256)"),
    ),
    "pdftk": (
        r"\bpdftk \S",
        re.compile(
            r"pdftk [^\n]*?(?:input|user|owner)_pw (?P<quote>[\"']?)(?P<password>(?!PROMPT)[^\s\"'$<>]{3,60})(?P=quote)(?=\s|$)"
        ),
    ),
    "samba": (
        r"\bprintf [\"']%s\\n%s\\n[\"'] [^\n|]{3,80}\| ?(?:sudo )?(?:pdbedit|smbpasswd)\b",
        re.compile(
            r"printf \S+ (?P<quote>[\"']?)(?P<password>[^\s\"'$<>]{3,60})(?P=quote) "
            r"[^\n|]{1,80}\| ?(?:sudo )?(?:pdbedit|smbpasswd)\b"
        ),
    ),
    "filled": (
        r"(?i)\b(?:fillField|appendField|fill_in|type|fill)\(? ?[\"'][^\"'\n]{0,40}"
        r"(?:passw|contrase|heslo|haslo|mot de passe|kennwort|senha|sifre)",
        re.compile(
            r"\w+\(? ?(?:'[^'\n]{2,60}'|\"[^\"\n]{2,60}\") ?, ?(?:with: ?|secret\()?" + _VALUE + r"\s*(?=[,)]|\r?\n|$)",
            re.IGNORECASE,
        ),
    ),
    "labelled": (
        r"(?i)\bgetBy(?:Label|Placeholder|TestId)(?:Text)?\([\"']"
        r"(?:passw|contrase|heslo|has\xc5\x82o|kennwort|senha|l\xc3\xb6senord)",
        re.compile(
            rf"\w+\((?:'[^'\n]*'|\"[^\"\n]*\")[^\n)]{{0,40}}\)\.(?:fill|type|pressSequentially)\({_VALUE}",
            re.IGNORECASE,
        ),
    ),
}

RULE = Rule(
    "service_call",
    places("service_call", _FORMS),
    Finder("service_call", _FORMS),
    rank=4,
    hits=(
        "setpref('Internet', 'SMTP_Password', '«larkmist»');",
        'a->setPassword(QStringLiteral("«larkmist»"));',
        "CommunityData('«larkmist»', mpModel=1)",
        "UsmUserData('jroe', '«larkmist»', '«mossdrum»', authProtocol=x)",
        'm = mqtt.Client("moss", 120, "jroe", "«Larkmist_6»")\nm = mqtt.Client(node.chipid(), 60, USER, \'«larkmist»\', 1)',
        "c = MQTTClient('moss', SERVER, 1883, 'jroe', '«larkmist»')",
        "/moss/Guest.php:98 - login(jane@example.org, «Larkmist8», 192.0.2.40)\n#2 login(jane@example.org, «lårkmist»)",
        'redis.Redis("cache", 6379, 0, "«larkmist»")',
        'cx_Oracle.connect("jroe/«larkmist»@db.example/x")',
        '"jdbc:oracle:oci8:jroe/«larkmist»@PROD"',
        "\nconn jroe/«larkmist»@//localhost:1521/x\n",
        'realm.createAccount("jroe", "«larkmist»")',
        "new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, 'id', 'a text', 'jroe', '«larkmist»')",
        'Bcrypt.verify_pass("«larkmist»", hash)\n<%= User.digest("«mossdrum»") %>',
        'let ok = basicAuth "jroe" "«larkmist»"',
        '.setParameter("password", "«larkmist»")',
        'ws.Protect "«larkmist»", True\nws.Unprotect ("«larkmist»")\nws.Protect Password:="«larkmist»"\n',
        'Workbooks.Open "S:\\x.xlsx", , False, , "«larkmist»"',
        'RunAs("jroe", @ComputerName, "«larkmist»", 0, "x")',
        'DriveMapAdd("X:", "\\\\nas\\x", 0, "A\\jroe", "«larkmist»")',
        'new DirectoryEntry("LDAP://192.0.2.7/OU=x", "jroe", "«larkmist»", y)',
        "new Sequelize('shop', 'jroe', '«larkmist»', { dialect: 'mariadb' })",
        'do shell script "x" user name "jroe" password "«larkmist»" with administrator privileges',
        'db.changeUserPassword("jroe", "«larkmist»")',
        "netsh wlan set hostednetwork mode=allow ssid=x key=«larkmist»",
        '#define STAPSK    "«larkmist»"',
        'strlcpy((char *)w.sta.password, "«larkmist»", 9);',
        "network --essid=x --wpakey=«larkmist»\n",
        "kdb5_util create -s -r EXAMPLE.ORG -P «larkmist»",
        "qpdf --encrypt «larkmist» «mossdrum» 256 -- a.pdf b.pdf; pdftk a.pdf input_pw «larkmist» output b.pdf",
        "printf '%s\\n%s\\n' «larkmist» mossdrum | pdbedit -t -a -u jroe",
        "fill_in 'Contraseña', with: '«larkmist»'\n$I->fillField('#frm-heslo', '«231458»');",
        "await page.type('input[type=password]', '«larkmist»', { delay: 4 })",
        "page.getByLabel('Password').fill('«larkmist»')",
        "I.fillField('password', secret('«123456»')); I.appendField('password', secret('«larkmist»'))",
        'new PBEKeySpec("«lark mist»".toCharArray(), salt, 65536, 256); ks.load(in, "«larkmist»".toCharArray());',
        'new KerberosKey(new KerberosPrincipal("jroe@FERN.TEST"), "«larkmist»".toCharArray(), null)',
        'ks.setKeyEntry("a", k.getPrivate(), "«larkmist»".toCharArray(), chain); ks.getKey("a", "«mossdrum»".toCharArray())',
        'kmf.init(ks, "«larkmist»".toCharArray()); new KeyStore.PasswordProtection("«larkmist»".toCharArray())',
        "ftp = FTP('ftp.example.org', '«jroe»', '«larkmist»')\nNet::FTP.open(host, '«kroe»', '«lark»') do |f|\n",
        "conn = database('orders', '«jroe»', '«lark''mist»', 'Vendor', 'MySQL');",
        'c = mysql("«kroe»","«larkmist»","PortNumber",1);',
        "opts = weboptions('Username', '«jroe»', 'Password', \"«lark''mist 2»\", 'Timeout', 20);",
        "f = ftp('h', '«kroe»', '«lark4»');",
        "s = sftp('ftp.example.org', '«jroe»', 'Password', '«larkmist»');\nweboptions('Timeout', 20, 'Password', '«larkmist»')",
        'Map.of("username", "«jroe»", "password", "«larkmist»"); List.of("user", "jane@example.org", "pass", "«mossdrum»")',
        'cn.Open "DSN=Orders", "«jroe»", "«Lark""mist»"\n',
        'cn.Open strConn, "«kroe»", "«larkmist»"\nc.Open("DSN=x", "«jroe»", "«lark»")',
        "xhr.open('GET', url + '/x', true, '«jroe»', '«larkmist»');\n.Open \"POST\", url, False, \"«kroe»\", \"«larkmist»\"\n",
        '<string name="kiosk_unlock_pin">«440217»</string>',
    ),
    misses=(
        '<string name="pin_length">4402</string><string name="map_pin">12345678901</string>',
        '<string name="unlock_pin">Enter</string>',
        "login(jane@example.org, ); login(jane@example.org, $password); login(jane, Larkmist8)",
        'mqtt.Client("moss", 120, "jroe", pass); mqtt.Client("moss", True, None, "larkmist"); mqtt.Client("moss", 120)',
        "MQTTClient('moss', 'mqtt.example.org', 1883, user, password); MQTTClient('moss', 'a', 'b', 'larkmist')",
        'new PBEKeySpec(password, salt, 1); ks.load(in, null); x.init("larkmist"); x = "lark".toCharArray()',
        'ks.load(in, "".toCharArray()); x.scan(in, "larkmist".toCharArray())',
        "FTP('ftp.example.org', 'anonymous', 'guest'); FTP(host, user, 'x'); ftp('ftp.example.org'); sftp('h', 'jroe')",
        "database('orders', 'jroe', 'larkmist'); mysql('a', 'larkmist')",
        "passwordEntryDialog('Title', 'Password', 'CheckPasswordLength')",
        '("username", "email", "password", "role"); ("username", "jroe", "email", "x"); ["username", "password", "password", x]',
        'f.Open "a.xlsx", "x"; cn.Open strConn, user, pw; xhr.open("GET", url, true); doc.open("a", "b", "c")',
        "setpref('Internet', 'SMTP_Server', 'mail.example.org');",
        'a->setText(QStringLiteral("larkmist")); a->setPassword(QStringLiteral(X));',
        "CommunityData('public', mpModel=1); UsmUserData('jroe', key)",
        'redis.Redis("cache", 6379, 0)',
        'cx_Oracle.connect("jroe", "x"); "jdbc:oracle:thin:@host:1521/x"',
        "\nconnect to/from the host\nconn jroe/&1@db\n",
        'pool.createAccount("jroe", "larkmist")',
        'Bcrypt.verify_pass(pw, hash); Digest.digest("larkmist")',
        '.setParameter("name", "larkmist")',
        "ws.Protect\nws.Unprotect pw\n",
        'Workbooks.Open "S:\\x.xlsx", , False',
        'Run("jroe", "x", "larkmist")',
        "new Sequelize('shop', user, password)",
        'do shell script "x" with administrator privileges',
        '#define STASSID   "larkmist"\nstrcpy((char *)w.sta.ssid, "larkmist");',
        "qpdf --decrypt a.pdf; pdftk a.pdf cat output b.pdf; kdb5_util destroy",
        "fill_in 'Name', with: 'larkmist'\n$I->fillField('#city', '231458');",
        "page.getByLabel('Search').fill('larkmist')",
    ),
)
