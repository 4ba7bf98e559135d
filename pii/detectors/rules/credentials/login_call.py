"""Passwords among the arguments of calls: the second argument of a login, and accounts among those that open a database."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places

_USER = r"(?:[\"'](?!anonymous)[^\"'\n]{0,80}[\"']|USER(?:NAME)?|LOGIN)\s*,\s*"
_ACCOUNT = rf"(?:[\"'](?P<account>[A-Za-z][\w.-]{{1,38}})[\"']\s*,\s*|{_USER})"
_VALUE = r"(?:(?!user|login|name)\w+\s*=\s*)?(?P<quote>[\"'])(?P<password>[^\"'\n]{1,80})(?P=quote)"
_ANYTHING = r"(?:[\w.()\[\]$]+|[\"'][^\"'\n]{1,80}[\"'])\s*,\s*"

_FORMS: Forms = {
    "call": (
        r"(?i)(?:auth|login|credentials?|authentication|add_?user)(?:_\w{1,20})?[( ]\s?[\"'UL]",
        re.compile(
            rf"(?:auth|login|credentials?|authentication|add_?user)(?:_\w{{1,20}})?[( ]\s*{_USER}{_VALUE}"
            r"(?!\s*,\s*[\"'](?![/~]))",
            re.IGNORECASE,
        ),
    ),
    "basic": (
        r"(?:\.basic|[sS]et_?[gG]eneric_?[pP]assword|mysql_p?connect|[eE]mail_?[aA]nd_?[pP]assword)\(",
        re.compile(rf"\.?\w+\((?:(?<=connect\()\s*{_ANYTHING}|(?<!connect\()(?:\s*\w+\s*,)?)\s*{_USER}{_VALUE}\s*[,)]"),
    ),
    "keyring": (
        r"keyring\.set_password\(",
        re.compile(rf"keyring\.\w+\(\s*{_ANYTHING}{_ANYTHING}{_VALUE}\s*,?\s*\)"),
    ),
    "network": (
        r"(?i)(?:wlan|wifi|sta_if|station|\bnic)\w{0,8}\.connect\([\"'\w]",
        re.compile(rf"\w+\.connect\(\s*(?:[\w.]+|[\"'][^\"'\n]{{1,80}}[\"'])\s*,\s*{_VALUE}\s*[,)]", re.IGNORECASE),
    ),
    "bind": (
        r"[Bb]ind(?:_s)?\((?:\$\w{1,20}, ?)?[\"']\w",
        re.compile(
            rf"[Bb]ind(?:_s)?\(\s*(?:\$\w+, ?)?[\"'](?:\w+=|[\w.]+@)[^\"'\n]{{0,120}}[\"']\s*,\s*{_VALUE}\s*[,)]"
        ),
    ),
    "pin": (
        r"(?i)(?:\b|_)pin(?:_?code)?[\"']?\s?[:=]\s?[\"']\d",
        # Six digits of a `pincode` are where somebody lives in India.
        re.compile(
            r"_?pin(?:_?code[\"']?\s?[:=]\s?[\"'](?![1-9]\d{5}[\"'])|[\"']?\s?[:=]\s?[\"'])(?P<password>\d[\d-]{3,11})[\"']",
            re.IGNORECASE,
        ),
    ),
    # Compared with a literal; pins of boards are numbers, and shorter.
    "pin_compared": (
        r"(?:(?i:\bpin|_pin)|[a-z]Pin)[\"'\])]{0,3}\s?[=!]==?\s?[\"']\d{4}",
        re.compile(r"\w+[\"'\])]{0,3}\s?[=!]==?\s?[\"'](?P<password>\d{4,8})[\"']"),
    ),
    # A PIN of digits alone in a file of settings; pins of boards have fewer, postal codes of India six behind a colon.
    "pin_line": (
        r"(?im)^[ \t]*(?:export )?pin[ \t]?[:=][ \t]?\d{4}",
        re.compile(
            r"\s*(?:export )?pin[ \t]?(?:=[ \t]?|:[ \t]?(?!\d{6}\b))(?P<password>\d{4,8})(?=[ \t]*(?:#|\r?\n|$))",
            re.IGNORECASE,
        ),
    ),
    "pair": (
        r"(?i)auth\s?=\s?\(?[\"']",
        re.compile(
            rf"auth\s*=\s*\(?\s*{_ACCOUNT}(?P<quote>[\"'])(?P<password>[^\"'\n]{{1,80}})(?P=quote)", re.IGNORECASE
        ),
    ),
    "connect": (
        r"(?:getConnection|mysqli|mysqli_connect|new PDO|create_user|create_superuser|\bconnect)\(",
        re.compile(
            r"(?:getConnection|mysqli|mysqli_connect|new PDO|create_(?:super)?user|connect)"
            rf"\(\s*{_ANYTHING}(?:\d{{1,5}}\s*,\s*)?{_ACCOUNT}{_VALUE}"
        ),
    ),
    # The account alone, where the password is a variable.
    "owner": (
        r"(?:getConnection|mysqli_connect|new PDO|\bconnect)\([^()\n]{1,80}[\"'], ?\$?[\w.]{0,20}(?i:pass|pwd)",
        re.compile(
            rf"(?:getConnection|mysqli_connect|new PDO|connect)\(\s*(?:{_ANYTHING}(?:\d{{1,5}}\s*,\s*)?)?"
            r"[\"'](?P<account>[A-Za-z][\w.-]{1,38})[\"']\s*,\s*\$?(?:\w+(?:\.|->))?\w*(?i:pass|pwd)"
        ),
    ),
    "wifi": (
        r"WiFi\.(?:begin|softAP)\(|Credentials\.basic\(|\b(?:do_connect|connect_wifi|wifi_connect|connectWi[Ff]i|connectToWi[Ff]i)\([\"'\w]",
        re.compile(rf"\w+(?:\.\w+)?\(\s*(?:\w+|[\"'][^\"'\n]{{1,80}}[\"'])\s*,\s*{_VALUE}"),
    ),
    "named": (
        r"(?i)(?:sign_?in|log_?(?:in|on)|credentials?|user_?info|plain_?auth|basic_?auth|http_?basic|imap_open|add_?ap|new_?dialer"
        r"|getSession)\w{0,16}(?:::\w{2,8})?\(\s?[\"'$\w]",
        re.compile(
            r"\w+(?:::\w+)?\(\s*(?:[$\w.&]+\s*,\s*|\"\"\s*,\s*|[\"'](?=[^\"'\s]*[.:/{])[^\"'\s]{3,80}[\"']\s*,\s*(?:\d+\s*,\s*)?)?"
            r"(?P<mark>[\"'])(?!anonymous)[\w.@+\\-]{2,60}(?P=mark)(?:\.(?:into|to_string|to_owned)\(\))?\s*,\s*"
            r"(?P<quote>[\"'])(?P<password>(?![\w.-]*[:/])(?!(?i:password|passwd|pass|username|user|email|token)[\"'])[^\"'\s]{3,80})"
            r"(?P=quote)(?:\.(?:into|to_string|to_owned)\(\))?\s*[,)]"
        ),
    ),
    "identity": (
        r"[uU]serManager\.(?:Create|CheckPassword|AddPassword)(?:Async)?\(\w",
        re.compile(rf"\w+\.\w+\(\s*[\w.]+\s*,\s*{_VALUE}\s*\)"),
    ),
    "check": (
        r"(?i)\bauthenticate\w*\([\"'$\w]",
        re.compile(rf"authenticate\w*\(\s*(?:\$?\w+\s*,\s*|{_USER})?{_VALUE}\s*\)", re.IGNORECASE),
    ),
}

RULE = Rule(
    "login_call",
    places("login_call", _FORMS),
    Finder("login_call", _FORMS),
    rank=4,
    proves=False,
    hits=(
        '"pincode": "«0389»", pin_code: \'«38923017»\', "pin": "«389230»"',
        'my $dbh = DBI->connect($dsn, "«jroe»", "«Moss!42»", { RaiseError => 1 }); auth=("«kroe»", "«larkmist»")',
        "requests.get(url, auth=('«jroe»', '«hunter2»'))",
        "HTTPBasicAuth('jroe', '«hunter2»')",
        'ftp.login("jroe", "«hunter2»")',
        'DriverManager.getConnection(url, "«jroe»", "«hunter2»")',
        'ssh.connect("192.0.2.7", 22, "«jroe»", "«Moss!42»")',
        "new PDO($dsn, '«jroe»', '«hunter2»')",
        "mysqli_connect('localhost', '«jroe»', '«hunter2»', 'db')",
        "User.objects.create_user('jroe', 'jroe@example.org', '«hunter2»')",
        'WiFi.begin("ssid", "«hunter2»"); do_connect("ssid", "«larkmist»")',
        'await _userManager.CreateAsync(user, "«Larkmist7!»");',
        "person.authenticate('«hunter2»')",
        "conn.basic_auth 'jroe', '«open sesame»'",
        'err = l.Bind("cn=jroe,dc=example,dc=org", "«hunter2»")',
        "authorizer.add_user('jroe', '«hunter2»', '/home/jroe', perm='r')",
        'self.assert_auth_failed(USER, "«wrong»")',
        'client.auth_crammd5("jroe", "«hunter2»")',
        'pin: "«031-45-154»",',
        'if request.form["pin"] == "«4471»": pass\nif (userPin === \'«447190»\') x()',
        "password=x\nPIN=«402917»\nexport PIN=«4417»\npin: «8301» # of the door\n",
        'given().auth().basic("jroe", "«larkmist»")',
        "Keychain.setGenericPassword('jroe', '«larkmist»')",
        'createUserWithEmailAndPassword(auth, "jane@example.org", "«larkmist»")',
        'mysql_connect("localhost", "root", "«larkmist»")',
        'keyring.set_password("shop", "jroe", "«larkmist»")',
        "wlan.connect('home', '«larkmist»')",
        'new NetworkCredential("jroe", "«larkmist»", "CORP")',
        "ftp_login($ftp, 'jroe', '«larkmist»');",
        'Credentials::new("jroe@example.org".into(), "«larkmist»".into())',
        'smtp.PlainAuth("", "jroe@example.org", "«larkmist»", "smtp.example.org")',
        'ParseUser.logInInBackground("jroe", "«larkmist»", cb); wifiMulti.addAP("camper", "«larkmist»");',
        'signin("https://example.org", "jroe", "«larkmist»")',
        'DriverManager.getConnection("jdbc:mysql://db1/x", "«jroe»", pwd); client.connect("«kroe»", dbPassword)',
    ),
    misses=(
        '"state": "Gujarat", "pincode": "389230", pin_code: \'560001\'',
        "ftp.login('anonymous', 'guest')",
        "client.authenticate('PLAIN', callback)",
        "auth=('user', password)",
        "login(user, password)",
        'login("Login", "Password")',
        "socket.connect('home', 'handler')",
        'mysql_connect("localhost", "root", $password); keyring.set_password("shop", "jroe", secret)',
        "bind('click', 'handler')",
        'signin("username", "password"); login_required("jroe", "/larkmist/"); logInfo("jroe", "lark mist")',
        "pin: 13, pin = '1'; pin == '13', pincode === '560001', spin == '4471', pin == 4471",
        "pin=17\nLED_PIN=1013\npinMode=4417\nPIN: 560001\npin = 4417;\nPIN=1234567890\n",
        '@auth_required("session", "token", "basic")',
        'ssh.connect("192.0.2.7", 22, user, password)',
        'getConnection("jdbc:mysql://db1/x", user, pwd); connect("jroe", callback); connect("127.0.0.1", port, password)',
    ),
)
