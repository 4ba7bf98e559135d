"""Keys that frameworks write for a new site or ask for under names of their own: Django's `SECRET_KEY`, CakePHP's and Drupal's
salts, phpMyAdmin's `blowfish_secret`, Magento's `crypt`, Strapi's `APP_KEYS`, cookies of Erlang, keyrings of Ceph."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places

_DJANGO = r"[a-z0-9!@#$%^&*(\-_=+)]"
"""The alphabet of `django.core.management.utils.get_random_secret_key`, which draws 50 of it."""
_WRITTEN = r"(?P<quote>[\"'])(?P<key>(?=[^\"'\n]*\d)[^\"'\n]{12,200})(?P=quote)"
"""A literal in which no digit is missing, as a machine writes it: template authors leave a word."""
_ASSIGNED = r"[\"']?\]?\s*(?:=>|[:=,])\s*"

_FORMS: Forms = {
    # name: where it may stand (for the scanner), what stands there
    "django": (
        r"SECRET_KEY",
        re.compile(
            rf"SECRET_KEY\w*{_ASSIGNED}(?:default\s*=\s*)?[rbu]?(?P<quote>[\"'`]?)"
            rf"(?P<key>(?=[a-z0-9]*[!@#$%^&*(\-_=+)]){_DJANGO}{{50}})(?!{_DJANGO})(?P=quote)"
        ),
    ),
    "django_setting": (
        r"SECRET_KEY=[^\s\"'`$]",
        re.compile(
            r"SECRET_KEY=(?P<key>(?=\S*[!@#$%^&*+]\S*[!@#$%^&*+])(?=\S*\d)[A-Za-z0-9!@#$%^&*(\-_=+)]{30,120})[ \t]*(?=\r?$)",
            re.MULTILINE,
        ),
    ),
    "insecure": (
        r"django-insecure-",
        re.compile(rf"(?P<key>django-insecure-(?:{_DJANGO}{{50}}(?!{_DJANGO})|{_DJANGO}{{20,80}}))"),
    ),
    "cake": (
        r"Security\.(?:salt|cipherSeed)[\"'], ?[\"']",
        re.compile(rf"[\w.]+[\"'], ?{_WRITTEN}"),
    ),
    "cake_setting": (
        r"SECURITY_SALT",
        re.compile(r"SECURITY_SALT[\"']?\s?[,=:]\s?[\"']?(?P<key>(?=\w*\d)\w{32,128})(?!\w)"),
    ),
    "cake_section": (
        r"'Security' => (?:\[|array\()",
        re.compile(rf"'Security' => \W?\w*\W?\s+(?:(?:/?\*|//)[^\n]*\n\s*)*'salt' => {_WRITTEN}"),
    ),
    "my_admin": (
        r"blowfish_secret[\"']\]",
        re.compile(r"\w+[\"']\]\s?=\s?(?P<quote>[\"'])(?P<key>[^\"'\n]{16,64})(?P=quote)"),
    ),
    "magento": (
        r"<crypt>|'crypt' ?=>",
        re.compile(
            r"(?:<crypt>\s*<key>(?:<!\[CDATA\[)?|'crypt' ?=>\s*(?:\[|array\s?\()\s*'key' ?=> ?')(?P<key>[0-9a-f]{32})(?!\w)"
        ),
    ),
    "salt": (
        r"(?:\bhash_salt|passwordsalt(?:main|alt\d)?)[\"']?\]?\s?=>?\s?[\"']",
        re.compile(rf"\w+[\"']?\]?\s?=>?\s?{_WRITTEN}"),
    ),
    "strapi": (
        r"\bAPP_KEYS=[\"']?\w",
        re.compile(
            r"APP_KEYS=[\"']?(?P<key1>[\w+/]{20,}={0,2}),(?P<key2>[\w+/]{20,}={0,2})(?:,(?P<key3>[\w+/]{20,}={0,2}))?"
            r"(?:,(?P<key4>[\w+/]{20,}={0,2}))?"
        ),
    ),
    "strapi_salt": (
        r"\b(?:API|TRANSFER)_TOKEN_SALT=",
        re.compile(r"\w+=[\"']?(?P<key>[\w+/]{20,}={0,2})"),
    ),
    "erlang": (
        r"(?i)erlang_?cookie[\"']?\s?[:=]|-setcookie ",
        re.compile(r"-?\w+(?:[\"']?\s?[:=]\s?| )(?P<quote>[\"']?)(?P<key>[\w-]{8,80})(?P=quote)(?=\s|$|[,;)])"),
    ),
    "ceph": (
        r"\bkey ?[=:] ?\"?AQ[A-Za-z0-9+/]{36}==",
        re.compile(r"key ?[=:] ?\"?(?P<key>AQ[A-Za-z0-9+/]{36}==)"),
    ),
    "blynk": (
        r"\bauth\[\] ?= ?\"",
        re.compile(r"auth\[\] ?= ?\"(?P<key>[\w-]{32})\""),
    ),
    "firebase": (
        r"\bFIREBASE_(?:AUTH|SECRET|DATABASE_SECRET|LEGACY_TOKEN)\b",
        re.compile(r"\w+\s{1,8}(?:=\s?)?\"(?P<key>[A-Za-z0-9]{40})\""),
    ),
    "built": (
        r"\bbuildConfigField",
        re.compile(
            r"buildConfigField\(?\s?[\"']String[\"'],\s?[\"'](?i:\w*(?:key|token|secret)\w*)[\"'],\s?"
            r"[\"'](?:\\?\")(?P<key>(?=[\w-]*\d)[\w-]{16,120})\\?\""
        ),
    ),
    "play": (
        r"\b(?:play\.http\.secret\.key|play\.crypto\.secret|application\.secret) ?= ?\"",
        re.compile(r"[\w.]+ ?= ?\"(?P<key>[^\"\n\s]{32,200})\""),
    ),
}

RULE = Rule(
    "framework_key",
    places("framework_key", _FORMS),
    Finder("framework_key", _FORMS),
    rank=1,
    hits=(
        "SECRET_KEY = '«x8%k(2z_q!m4)w#t7v@r1b^n6c&y9u*p3s-d5f=g0h+j$l8a(e»'\n",
        "SECRET_KEY=«x8%k(2z_q!m4)w#t7v@r1b^n6c&y9u*p3s-d5f=g0h+j$l8a(e»\nX=1\n",
        "DJANGO_SECRET_KEY=«x8%k(2z_q!m4)w#t7v@r1b^n6c&y9u*p3s-d»\n",
        "os.environ.get('SECRET_KEY', '«x8%k(2z_q!m4)w#t7v@r1b^n6c&y9u*p3s-d5f=g0h+j$l8a(e»')",
        "config('SECRET_KEY', default='«x8%k(2z_q!m4)w#t7v@r1b^n6c&y9u*p3s-d5f=g0h+j$l8a(e»')",
        "KEY=«django-insecure-x8%k(2z_q!m4)w#t7v@r1b^n6c&y9u*p3s-d5f=g0h+j$l8a(e»\n'«django-insecure-x8%k(2z_q!m4)w#t7v@r»'",
        "Configure::write('Security.salt', '«q7Zt3KxW9bRm2VnC8pLdq7Zt3KxW9bRm2VnC8pLd»');\n"
        "Configure::write('Security.cipherSeed', '«76859309657453542496749683645»');\n",
        "SECURITY_SALT=\"«4f2a9c71e0b85d364f2a9c71e0b85d36»\" env('SECURITY_SALT', '«4f2a9c71e0b85d364f2a9c71e0b85d37»')",
        "    'Security' => [\n        // of the site\n        'salt' => '«4f2a9c71e0b85d364f2a9c71e0b85d36»',\n",
        "$cfg['blowfish_secret'] = '«a8b7c6d[x;T.q{4]zR2m-w9}e5J=k3»';",
        "<crypt>\n  <key><![CDATA[«4f2a9c71e0b85d364f2a9c71e0b85d36»]]></key>\n 'crypt' => [\n  'key' => "
        "'«5f2a9c71e0b85d364f2a9c71e0b85d36»'",
        "$settings['hash_salt'] = '«q7Zt3KxW9bRm2VnC8pLd-q7Zt3KxW9bRm_VnC8pLd»';\n$CFG->passwordsaltmain = '«q7%Zt 3KxW9bRm»';\n"
        "  'passwordsalt' => '«q7Zt3KxW9bRm2VnC8pLdq7Zt3KxW9b»',\n",
        "APP_KEYS=«q7Zt3KxW9bRm2VnC8pLdqQ==»,«r7Zt3KxW9bRm2VnC8pLdqQ==»\nAPI_TOKEN_SALT=«s7Zt3KxW9bRm2VnC8pLdqQ==»\n",
        "RABBITMQ_ERLANG_COOKIE: '«SWQOKODSQALRPCLNMEQG»'\nerl -setcookie «larkmist77» -x\nerlangCookie: \"«larkmist»\"\n",
        "[client.admin]\n\tkey = «AQBx4Zt3KxW9bRm2VnC8pLdq7Zt3KxW9bRm2Vn==»\n",
        'char auth[] = "«4f2a9c71e0b85d364f2a9c71e0b85d36»";\n',
        '#define FIREBASE_AUTH "«q7Zt3KxW9bRm2VnC8pLdq7Zt3KxW9bRm2VnC8pLd»"\n',
        'buildConfigField "String", "MAPS_KEY", \'"«q7Zt3KxW9bRm2VnC8pLd»"\'\n'
        'buildConfigField("String", "API_TOKEN", "\\"«r7Zt3KxW9bRm2VnC8pLd»\\"")',
        'play.http.secret.key = "«q7:Zt3KxW9bRm]2VnC8pLd`q7Zt3KxW9bRm2^VnC»"',
    ),
    misses=(
        "SECRET_KEY = 'x8%k(2z_q!m4)w#t7v@r1b^n6c&y9u*p3s-d5f=g0h+j$l8a('\n",
        "SECRET_KEY = 'x8kz2zq9m4mw1tt7v2r1bnn6c5y9uup3sdd5f6g0hhj4l8aae2'\n",
        "SECRET_KEY=get_secret_of(my_widget_key_2, the_default)\nSECRET_KEY=x8%k(2z)_q\n",
        "SECRET_KEY=get_secret_of_2(my_widget_of_keys)\n",
        "the prefix django-insecure- says so; django-insecure-short\n",
        "Configure::write('Security.salt', 'ChangeThisSaltNow');\nConfigure::write('Security.level', '4medium0medium4');\n",
        "SECURITY_SALT=__SALT__ env('SECURITY_SALT', '__SALT__')",
        "$cfg['blowfish_secret'] = ''; $cfg['blowfish_secret'] = $x;",
        "'crypt' => ['key' => ''] <crypt><key>{{key}}</key>",
        "$settings['hash_salt'] = ''; hash_salt = 'the salt of a hash'; 'passwordsalt' => $salt",
        'APP_KEYS="toBeModified1,toBeModified2"\nAPI_TOKEN_SALT=tobemodified\n',
        "RABBITMQ_ERLANG_COOKIE: ${COOKIE}\nerlang_cookie: x\n-setcookie $COOKIE\n",
        "key = AQBx4Zt3KxW9bRm2VnC8pLdq7Zt3KxW9bRm2Vn=\n",
        'char auth[] = "YourAuthToken"; #define FIREBASE_AUTH "YOUR_SECRET"',
        'buildConfigField "String", "API_URL", \'"q7Zt3KxW9bRm2VnC8pLd"\'\nbuildConfigField "int", "KEY", "1"',
        'play.http.secret.key = ${?APPLICATION_SECRET}\napplication.secret = "changeme"',
    ),
)
