"""Account and password that a client is made or logged in with, where the call leaves no doubt: `new NetworkCredential("jroe",
"V")`, `ClientXMPP("jane@example.org", "V")`, `…WithPassword(key, "V")`, `obtainDirectly("jroe", "V")`."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places

_VALUE = r"(?P<quote>[\"'])(?P<password>[^\"'\\\n]{2,80})(?P=quote)"
_OWNED = r"(?:\.(?:into|to_string|to_owned)\(\))?"
_ACCOUNT = rf"(?:[\"'][\w.@+\\-]{{1,60}}[\"']{_OWNED}|\w*(?i:user|login|email)\w*)\s*,\s*"
_OWNER = rf"(?:[\"'](?P<account>[A-Za-z][\w.-]{{1,38}})[\"']{_OWNED}\s*,\s*|{_ACCOUNT})"
_ANY = r"(?:[\w.$&*>-]{1,60}(?:\([^()\n]{0,60}\))?|[\"'][^\"'\n]{0,120}[\"'])\s*,\s*"

_FORMS: Forms = {
    # name: where it may stand (for the scanner), what stands there
    "credential": (
        r"\b(?:NetworkCredential|UsernamePasswordCredentials?|UsernamePasswordAuthenticationToken|PasswordAuthentication|NTCredentials"
        r"|UserPassCredential|SimpleCredentials|HttpBasicAuth|BasicAuthentication|PasswordCredentialsToken|BasicHttpCredentials"
        r"|BasicAWSCredentials)\(",
        re.compile(
            rf"(?!BasicAWS)\w+\(\s*(?:(?:ctx|context\.\w+\(\)|None|null|nil)\s*,\s*)?{_OWNER}{_VALUE}(?:\.\w+\(\))?\s*[,)]"
        ),
    ),
    # Whoever uses XMPP or iCloud is named by an address.
    "mail": (
        r"\b(?:ClientXMPP|PyiCloudService)\([\"'][\w.+-]{1,30}@",
        re.compile(rf"\w+\(\s*[\"'][\w.+-]+@[\w.-]+[\"']\s*,\s*{_VALUE}\s*[,)]"),
    ),
    "with": (
        r"[Ww]ith(?:_)?(?:[Pp]assword|[Pp]assphrase)\([\w.&*\[\"'$]",
        re.compile(rf"\w+\(\s*[\w.&*\[\]$]+(?:\([^()\n]{{0,60}}\))?\s*,\s*{_VALUE}\s*[,)]"),
    ),
    "owner": (
        r"\b(?:acquire_token_by_username_password|acquire_token_with_username_password|obtainDirectly|loginWithPassword|signInWithPassword"
        r"|login_with_password|loginByPassword|passwordLogin|authWithPassword|plain_login|plainLogin|basicLogin"
        r"|username_pw_set|httr::authenticate|setUserPass|setAuthorization|withBasicAuth|setHttpAuth|ftpSrv\.begin|setProxyAuth|setBasicAuth|SetBasicAuth)\(",
        re.compile(rf"[\w.:]+\(\s*{_OWNER}{_VALUE}\s*[,)]"),
    ),
    # Whoever binds to a directory is named by a distinguished name (RFC 4511, 4.2), which nothing but the password follows.
    "bound": (
        r"(?i)(?:bind\w{0,12}|connection|connect|directoryentry|bindcredentials)\([^()]{0,100}[\"'](?:cn|uid|ou|dc|mail|userid)=",
        re.compile(
            rf"\w+\(\s*(?:{_ANY}){{0,2}}[\"'](?:\w+|[\d.]+)=[^\"'\n]{{1,160}}[\"']\s*,\s*b?{_VALUE}\s*[,)]",
            re.IGNORECASE,
        ),
    ),
    "derived": (
        r"\b(?:PasswordDeriveBytes|Rfc2898DeriveBytes)\(\"",
        re.compile(rf"\w+\({_VALUE}\s*[,)]"),
    ),
    "modified": (
        r"\bNewPasswordModifyRequest\(",
        re.compile(rf"\w+\(\s*{_ANY}{_VALUE}\s*,"),
    ),
    "renewed": (
        r"\bNewPasswordModifyRequest\([^()\n]{1,80},",
        re.compile(rf"\w+\(\s*{_ANY}{_ANY}{_VALUE}\s*\)"),
    ),
    "plain": (
        r"\b(?:NewPlainClient|PlainAuth|NewLoginClient)\(\"[^\"\n]{0,40}\", ?\"",
        re.compile(rf"\w+\(\"[^\"\n]*\"\s*,\s*(?:\"[^\"\n]+\"\s*,\s*)?{_VALUE}\s*[,)]"),
    ),
    "proxy": (
        r"\b(?:applyBasicProxyAuth|applyBasicAuth) \"[\w.@-]{1,60}\" \"",
        re.compile(rf"\w+ \"[^\"\n]+\" {_VALUE}"),
    ),
    "encrypted": (
        r"\b(?:[Pp]w_?[Cc]rypt|PwCrypt|SaltCrypt)\(b?[\"']",
        re.compile(rf"\w+\(b?{_VALUE}\s*[,)]"),
    ),
    "service": (
        r"\bset_password\([\"'][\w.:/-]{0,40}[\"'], ?[\"']",
        re.compile(rf"set_password\((?:[\"'][^\"'\n]*[\"'], ?){{2}}{_VALUE}\s*\)"),
    ),
    "read": (
        r"\bget_password(?:\([\"'\w]|[\"'], ?return_value ?= ?[\"'])",
        re.compile(rf"get_password(?:\([^()\n]*\) ?[!=]= ?|[\"'], ?return_value ?= ?){_VALUE}"),
    ),
    "digest": (
        r"\b(?:get_ha1|generate_ha1|get_digest_password|HA1|ha1)\(\s?[\"'\w]",
        re.compile(rf"\w+\(\s*(?:[\"'][\w.@-]+[\"']|\w+)\s*,\s*{_VALUE}\s*(?:\)|,\s*[\w.]+\s*\))"),
    ),
    # Tests of what must not let in: the password is wrong there, and one all the same.
    "refused": (
        r"(?i)(?:assert|expect|check|test|verify|ensure|should)\w{0,12}(?:auth|login|logon|sign_?in)\w{0,14}"
        r"_?(?:fail(?:s|ed|ure)?|denied|rejected|refused|forbidden)\([\"'\w]",
        re.compile(rf"\w+\(\s*{_OWNER}(?P<quote>[\"'])(?P<password>[^\"'\\\s]{{2,60}})(?P=quote)\s*[,)]"),
    ),
}

RULE = Rule(
    "client_login",
    places("client_login", _FORMS),
    Finder("client_login", _FORMS),
    rank=4,
    hits=(
        'new PasswordDeriveBytes("«larkmist7»", salt); new Rfc2898DeriveBytes("«mossdrum7»", 8)',
        "$c = New-Object Net.NetworkCredential('«j.roe»', '«larkmist»', 'corp')",
        'new UsernamePasswordCredentials("«jroe»", "«larkmist»"); new PasswordAuthentication("«jroe»", "«lark»".toCharArray())',
        'api = PyiCloudService("jane@example.org", "«larkmist»", china_mainland=True)',
        "client = x.ClientXMPP('jane@example.org', '«larkmist»')",
        'jwt.ParseRSAPrivateKeyFromPEMWithPassword(secureKey, "«larkmist»")',
        "manager.obtainDirectly('«jroe»', '«tiger»')",
        'mqtt.username_pw_set("«jroe»", "«larkmist»"); http.setAuthorization("«jroe»", "«larkmist»");'
        'ftpSrv.begin("«kroe»", "«esp8266»");',
        'GET(url, httr::authenticate("«jroe»", "«larkmist»"))',
        'app.acquire_token_by_username_password(username, "«larkmist»", ["scope"])',
        'conf.PasswordCredentialsToken(context.Background(), "«jroe»", "«larkmist»")',
        'ldap.NewPasswordModifyRequest("", "«larkmist»", "«mossdrum»")',
        'c.Auth(sasl.NewPlainClient("", "jroe", "«larkmist»"))',
        'applyBasicProxyAuth "jroe" "«larkmist»" <$> x',
        "req['User-Password'] = req.PwCrypt('«larkmist»')",
        'self.assert_auth_failed(USER, "«wrong»"); expectLoginFailure("«jroe»", "«larkmist»")',
        "return get_ha1(username, '«larkmist»', digest_auth.realm)",
        "k.set_password('shop', 'jroe', '«larkmist»'); assert k.get_password('shop', 'jroe') == '«larkmist»'",
        'Connection("ldap://ldap.example.org", "cn=manager",\n    "«larkmist»", auto_bind=True)',
        "l.simple_bind_s('cn=x,dc=y', '«larkmist»'); ldap_bind($c, 'uid=jroe,dc=y', '«tulip»')",
        'new LDAPConnection("ldap.example.org", 389, "cn=Directory Manager", "«larkmist»")',
        'NewSimpleBindRequest("cn=x,dc=y", "«larkmist»", nil)',
    ),
    misses=(
        "assert_auth_failed(user, message); self.assert_auth_failed('jroe'); log_login_failed('jroe', 'larkmist')",
        "assert_auth_failed('jroe', 'the password is wrong')",
        'new NetworkCredential(user, password); NetworkCredential("jroe", GetPassword())',
        'ClientXMPP("jane@example.org", password); Mailbox("jane@example.org", "Inbox")',
        'x.WithPassword(password), f.withPassword("larkmist")',
        "manager.obtainDirectly(user, password)",
        'ldap.NewPasswordModifyRequest("", old, new)',
        "get_ha1(username, password, realm)",
        "conn.search('cn=x,dc=y', 'objectclass'); conn.add_s('cn=x,dc=y', 'larkmist'); conn.bind('click', 'larkmist')",
        "l.simple_bind_s('cn=x,dc=y', password); Connection('cn=manager', user='larkmist'); bind('cn=x'); x('larkmist', 'moss')",
        "k.set_password('shop', 'jroe', password); k.get_password('shop', 'jroe') == other",
    ),
)
