"""Secrets that sign, encrypt and keep sessions, by their place in a call: `jwt.sign(x, V)`, `createHmac("sha256", V)`.

What signs is a key, even where a person made it up."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places

_DECODED = (
    r"(?:(?:\w{1,24}(?:\(\))?(?:\.|::)){0,4}(?i:(?:url_?safe_?|strict_)?(?:b64|base_?64|hex)?_?decode(?:_?(?:base)?64|_?hex|string)?"
    r"|from_?(?:base64|hex)(?:_?string)?|parse(?:base64|hex)?(?:binary)?|unhexlify|hex2bin|atob)\(\s*)"
)
"""What reads a literal of base64 or hexadecimal: `Base64.getDecoder().decode(`, `Convert.FromBase64String(`, `b64decode(`."""
_VALUE = (
    rf"(?:\[\]byte\(|Buffer\.from\(|(?:\w{{1,20}}\.){{0,4}}GetBytes\(|{_DECODED})?"
    r"[bB@]?(?P<quote>[\"'])(?P<password>[^\"'\n]{3,200})(?P=quote)"
)
_PIECE = r"[a-z]+(?:[_-][a-z]+)*"
_NO_LABEL = rf"(?!b?[\"'](?![^\"'\n]*(?:secret|key|pass)){_PIECE}(?:[:./]{_PIECE})+(?:[:./]v\d{{1,2}})?[\"'])"
"""What keeps the digests of one purpose apart from another's is no key: `'inbox:rate_limit:salt'`."""
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

_FORMS: Forms = {
    # name: where it may stand (for the scanner), what stands there
    "token": (
        r"\b(?:jwt|JWT|jsonwebtoken)(?:\.|::)(?:sign|verify|encode|decode)\(",
        re.compile(rf"\w+(?:\.|::)\w+\(\s*+{_ANYTHING}{_VALUE}(?!\s*:)"),
    ),
    "secret": (
        r"(?:from_(?:base64_)?secret|HMAC\d+|hmacShaKeyFor)\([\w\"]",
        re.compile(rf"\w+\({_VALUE}"),
    ),
    # .NET, in which an object or a method is called like the algorithm.
    "hashed": (
        r"\bHMAC(?:SHA(?:1|256|384|512)|MD5)(?:\.HashData)?\([\w\"]",
        re.compile(rf"\w+(?:\.\w+)?\({_VALUE}\s*[,)]"),
    ),
    "hmac_go": (r"\bhmac\.New\(\w", re.compile(rf"hmac\.New\(\w+\.New\w*,\s*{_VALUE}\s*\)")),
    "signed": (
        r"\b(?:signWith|setSigningKey|signingKey)\(",
        re.compile(rf"\w+\(\s*(?:(?:SignatureAlgorithm|Algorithm)\.\w+\s*,\s*)?{_VALUE}"),
    ),
    "hmac": (
        r"(?:createHmac|hash_hmac|HMAC\.(?:hex)?digest|Hmac(?:SHA|MD)\d{1,3}|\bhmac\.(?:new|digest))\(",
        re.compile(
            rf"(?:createHmac\(\s*+{_ANYTHING}|hash_hmac\(\s*+{_ANYTHING}{_ANYTHING}|HMAC\.\w+\(\s*+{_ANYTHING}|Hmac\w+\(\s*+{_ANYTHING}"
            rf"|hmac\.\w+\(\s*(?:key\s?=\s?)?(?=(?:[^,()\n]{{3,200}}|[\w.]{{3,40}}\([^()\n]{{3,200}}\)),)(?!b?[\"'](?:key|msg|message|WebAppData)[\"'])){_NO_LABEL}{_VALUE}\s*[,).]"
        ),
    ),
    "cipher": (
        r"(?:AES\.new|\bFernet|SecretKeySpec|DESKeySpec|create(?:C|Dec)ipher(?:iv)?|openssl_(?:en|de)crypt"
        r"|CryptoJS\.\w{2,12}\.(?:en|de)crypt)\(",
        re.compile(
            rf"(?:AES\.new\(\s*|Fernet\(\s*|\w+KeySpec\(\s*|create(?:C|Dec)ipher(?:iv)?\(\s*+{_ANYTHING}"
            rf"|openssl_\w+\(\s*+{_ANYTHING}{_ANYTHING}|CryptoJS\.\w+\.\w+\(\s*+{_ANYTHING}){_VALUE}\s*[,).]"
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
        "createHmac('sha256', '«moss ops: the lark»'); createHmac('sha1', '«moss:lark8»'); createHmac('sha1', '«moss:secret»')",
        "hmac.new(b'«larkmist»', message, hashlib.sha256)",
        "OpenSSL::HMAC.hexdigest('sha256', '«larkmist»', data)",
        'CryptoJS.HmacSHA256(message, "«larkmist»")',
        "AES.new(b'«q7Zt3KxW9bRm2VnC»', AES.MODE_CBC)",
        'new SecretKeySpec("«q7Zt3KxW9bRm2VnC»".getBytes(), "AES")',
        'new SecretKeySpec(Base64.getDecoder().decode("«q7Zt3KxW9bRm2VnC8pLdqw==»"), "HmacSHA256")',
        'SecretKeySpec(DatatypeConverter.parseBase64Binary("«q7Zt3KxW9bRm2VnC8pLdqw==»"), "AES")',
        'Keys.hmacShaKeyFor(Decoders.BASE64.decode("«q7Zt3KxW9bRm2VnC8pLdqw==»"))',
        'new HMACSHA256(Convert.FromBase64String("«q7Zt3KxW9bRm2VnC8pLdqw==»"));',
        'HMACSHA1.HashData(Encoding.UTF8.GetBytes("«larkmist»"), x)',
        'hmac.New(sha256.New, []byte("«larkmist»"))',
        "AES.new(base64.b64decode('«q7Zt3KxW9bRm2VnC8pLdqw==»'), AES.MODE_CBC)",
        "hmac.new(b64decode(b'«q7Zt3KxW9bRm2VnC8pLdqw==»'), x, y)",
        "hash_hmac('sha256', $data, base64_decode('«q7Zt3KxW9bRm2VnC8pLdqw==»'))",
        "createHmac('sha256', Buffer.from('«q7Zt3KxW9bRm2VnC8pLdqw==»', 'base64'))",
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
        "createHmac('sha256', 'moss_ops:rate_limit:salt'); hmac.new(b'moss/lark.v1', x, y)",
        "hash_hmac('sha256', $key, 'moss.csrf')",
        "jwt.verify(token, key)",
        'jwt.sign({ id: 1, "name": "Lark", "city": "Moss" }, key)',
        "createHmac('sha256', key)",
        "hmac.digest('base64')",
        "hmac.new(key, b'message', hashlib.sha256)",
        "hash_hmac('sha256', 'data', $key)",
        'new SecretKeySpec(key, "AES"); new SecretKeySpec(Base64.getDecoder().decode(key), "AES")',
        "Keys.hmacShaKeyFor(Decoders.BASE64.decode(secret)); new HMACSHA256(Convert.FromBase64String(key)); new HMACSHA256()",
        "AES.new(b64decode(key), AES.MODE_CBC); AES.new(key, AES.MODE_CBC, b64decode('q7Zt3KxW9bRm2VnC8pLdqw=='))",
        'hmac.New(sha256.New, key); hmac.New(sha256.New, []byte(key)).Write([]byte("larkmist"))',
        "createCipheriv('aes-256-cbc', key, 'larkmist')",
        "cookieParser()",
        "CryptoJS.AES.encrypt('message', key)",
        'var jwtKey = []byte("session"); jwtKey = []byte(os.Getenv("JWT_KEY")); var lockKey = []byte("moss-lark-mist")',
        'design_key = []byte("moss-lark-mist")',
        'jwtSecret = Buffer.from(secret); hmacKey = "moss-lark-mist".length; jwtKey = []byte("your-jwt-secret")',
    ),
)
