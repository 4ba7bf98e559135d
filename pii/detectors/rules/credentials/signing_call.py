"""Secrets that sign, encrypt and keep sessions, by their place in a call: `jwt.sign(x, V)`, `createHmac("sha256", V)`.

What signs is a key, even where a person made it up."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places

_VALUE = r"(?:\[\]byte\(|Buffer\.from\()?[bB@]?(?P<quote>[\"'])(?P<password>[^\"'\n]{3,200})(?P=quote)"
_ANYTHING = r"(?:[^,()\"'\n]{1,80}|[\"'][^\"'\n]{0,200}[\"']|\{[^{}]{0,160}\}|[\w.]{1,40}\([^()\n]{0,80}\))\s*,\s*"

_CAST = (
    r"(?:(?:\[\]byte|Buffer\.from|(?:\w{1,20}\.){0,4}GetBytes|TextEncoder\(\)\.encode|bytes|Data|utf8\.encode)\(\s*"
    r"|b(?=[\"']))"
)
"""What turns a literal into bytes: Go, Node, .NET, browsers, Python, Swift, Dart."""
_CASTING = r"\.(?:getBytes|encode|toByteArray|as_bytes|encodeToByteArray|bytes|data)\b"
"""The same behind it: Java, Python, Kotlin, Rust, Swift."""
_WORDS = r"(?P<{}>(?=[^\"'`]*[^A-Za-z\"'`]|[A-Za-z]{{12}})[^\"'`\\\n]{{8,200}})"
"""More than one word, which may name a header or a field."""

_DECODED = (
    r"(?:(?:[\w.]{1,40}\.)?(?:getDecoder\(\)\.decode|decodeBase64|decodeHex|parse(?:Base64|Hex)Binary|FromBase64String|FromHexString"
    r"|b64decode|unhexlify|fromhex|decode64|base64_decode|hex2bin)\(\s*)?"
)
"""What turns a literal into the key's bytes: Java, commons-codec, .NET, Python, Ruby, PHP."""
_NO_DOMAIN = r"(?![\"'][a-z_]+(?:[:./][a-z_]+)+[\"'])"
"""Words with colons between tell what is signed, and are not secret: `createHmac("sha256", "inbox:rate_limit:salt")`."""

_FORMS: Forms = {
    # name: where it may stand (for the scanner), what stands there
    "token": (
        r"\b(?:jwt|JWT|jsonwebtoken)(?:\.|::)(?:sign|verify|encode|decode)\(",
        re.compile(rf"\w+(?:\.|::)\w+\(\s*+{_ANYTHING}{_VALUE}(?!\s*:)"),
    ),
    "secret": (r"(?:from_secret|HMAC\d+|hmacShaKeyFor)\(b?\"", re.compile(rf"\w+\({_VALUE}")),
    "signed": (
        r"\b(?:signWith|setSigningKey|signingKey)\(",
        re.compile(rf"\w+\(\s*(?:(?:SignatureAlgorithm|Algorithm)\.\w+\s*,\s*)?{_VALUE}"),
    ),
    "hmac": (
        r"(?:createHmac|hash_hmac|HMAC\.(?:hex)?digest|Hmac(?:SHA|MD)\d{1,3}|\bhmac\.(?:new|digest))\(",
        re.compile(
            rf"(?:createHmac\(\s*+{_ANYTHING}|hash_hmac\(\s*+{_ANYTHING}{_ANYTHING}|HMAC\.\w+\(\s*+{_ANYTHING}|Hmac\w+\(\s*+{_ANYTHING}"
            rf"|hmac\.\w+\(\s*(?:key\s?=\s?)?(?=[^,()\n]{{3,200}},)(?!b?[\"'](?:key|msg|message|WebAppData)[\"'])){_DECODED}{_NO_DOMAIN}{_VALUE}\s*[,).]"
        ),
    ),
    "cipher": (
        r"(?:AES\.new|\bFernet|SecretKeySpec|DESKeySpec|create(?:C|Dec)ipher(?:iv)?|openssl_(?:en|de)crypt"
        r"|CryptoJS\.\w{2,12}\.(?:en|de)crypt)\(",
        re.compile(
            rf"(?:AES\.new\(\s*|Fernet\(\s*|\w+KeySpec\(\s*|create(?:C|Dec)ipher(?:iv)?\(\s*+{_ANYTHING}"
            rf"|openssl_\w+\(\s*+{_ANYTHING}{_ANYTHING}|CryptoJS\.\w+\.\w+\(\s*+{_ANYTHING}){_DECODED}{_VALUE}\s*[,).]"
        ),
    ),
    # What signs, as the bytes of words, which no list of characters tells from a name.
    "bytes": (
        r"(?i:(?:\b|_)(?:jwt|hmac|cookie|csrf|sig|sign|signing|signature)_?(?:key|secret))"
        r"|[a-z](?:Jwt|JWT|Hmac|HMAC|Cookie|Csrf|Sig|Sign|Signing|Signature)(?:Key|Secret)",
        re.compile(
            rf"\w{{3,40}}[\"'\]]{{0,2}}[ \t]*(?::=|=|:)[ \t]*(?:new )?(?:{_CAST}(?P<quote>[\"'`]){_WORDS.format('key')}(?P=quote)"
            rf"|(?P<other>[\"'`]){_WORDS.format('key2')}(?P=other){_CASTING})"
        ),
    ),
    "session": (
        r"(?:cookieParser|NewCookieStore|cookie\.NewStore|cookieSession)\(",
        re.compile(rf"\w+\((?:\{{\s*(?:name: [^,\n]{{1,60}},\s*)?keys:\s*\[\s*)?{_VALUE}"),
    ),
}

RULE = Rule(
    "signing_call",
    places("signing_call", _FORMS),
    Finder("signing_call", _FORMS, tuple(_FORMS)),
    rank=4,
    hits=(
        'jwt.sign({ id: 1 }, "«shhhhh»", options)',
        """const t = JWT.sign({ id: 1, "name": "Lark" }, '«larkmist»');""",
        "jwt.encode(payload, '«larkmist»', algorithm='HS256')",
        'EncodingKey::from_secret("«hunter2»".as_ref())',
        'Jwts.builder().signWith(SignatureAlgorithm.HS512, "«larkmist»")',
        "crypto.createHmac('sha256', '«larkmist»').update(x)",
        "hash_hmac('sha256', $data, '«larkmist»')",
        "hmac.new(b'«larkmist»', message, hashlib.sha256)",
        "OpenSSL::HMAC.hexdigest('sha256', '«larkmist»', data)",
        'CryptoJS.HmacSHA256(message, "«larkmist»")',
        "AES.new(b'«q7Zt3KxW9bRm2VnC»', AES.MODE_CBC)",
        'new SecretKeySpec("«q7Zt3KxW9bRm2VnC»".getBytes(), "AES")',
        'new SecretKeySpec(Base64.getDecoder().decode("«q7Zt3KxW9bRm2VnC8pLdqw==»"), "AES")',
        "AES.new(base64.b64decode('«q7Zt3KxW9bRm2VnC8pLdqw==»'), AES.MODE_ECB); createHmac('sha256', '«inbox:lark7»')",
        "createCipheriv('aes-256-cbc', '«q7Zt3KxW9bRm2VnC8pLdq7Zt3KxW9b12»', iv)",
        "CryptoJS.AES.encrypt(JSON.stringify(x), '«larkmist»')",
        'openssl_encrypt($data, "AES-128-CTR", "«larkmist»", 0)',
        "app.use(cookieParser('«larkmist»'));",
        "cookieSession({ keys: ['«larkmist»'] })",
        'sessions.NewCookieStore([]byte("«larkmist»"))',
        'var appJwtKey = []byte("«moss-lark-mist-41»"); hmacSecret: Buffer.from("«lark mist moss»")',
        'byte[] JWT_SIGNING_KEY = "«moss-lark-mist»".getBytes(UTF_8); jwtKey = Encoding.UTF8.GetBytes("«larkmistmoss»")',
        "COOKIE_SECRET = b'«lark mist»'; let session_sign_key = \"«lark-mist-9»\".as_bytes();",
    ),
    misses=(
        'hmac.new(b"WebAppData", token, sha256)',  # what the web applications of Telegram all begin with
        "hmac.digest(b'key', b'message', 'sha1')",
        "jwt.verify(token, key)",
        'jwt.sign({ id: 1, "name": "Lark", "city": "Moss" }, key)',
        "createHmac('sha256', key)",
        "hmac.digest('base64')",
        "hmac.new(key, b'message', hashlib.sha256)",
        "hash_hmac('sha256', 'data', $key)",
        'new SecretKeySpec(key, "AES"); new SecretKeySpec(Base64.getDecoder().decode(key), "AES")',
        "createHmac('sha256', 'inbox_ops:rate_limit:salt').update(secret)",
        "createCipheriv('aes-256-cbc', key, 'larkmist')",
        "cookieParser()",
        "CryptoJS.AES.encrypt('message', key)",
        'var jwtKey = []byte("session"); jwtKey = []byte(os.Getenv("JWT_KEY")); var lockKey = []byte("moss-lark-mist")',
        'design_key = []byte("moss-lark-mist")',
        'jwtSecret = Buffer.from(secret); hmacKey = "moss-lark-mist".length; jwtKey = []byte("your-jwt-secret")',
    ),
)
