"""Keys that a format gives a place and no prefix: JWK, RSAKeyValue, seeds of one-time passwords, signed URLs, Kubernetes,
exported realms."""

import base64
import binascii
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import is_secret_value
from pii.detectors.rules.credentials.jwt import pieces_behind
from pii.detectors.scan import Hit
from pii.known.placeholders import is_mask, is_placeholder
from pii.labels import Label
from pii.spans import Span
from pii.text.randomness import entropy, is_machine_made
from pii.text.surroundings import REACH

_REACH = 16_000
"""Characters from a place to the end of its keys: the numbers of a 16,384-bit RSA key."""

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_JWK = re.compile(
    r"(?<![\w$.-])(?:d|k|p|q|dp|dq|qi)\\{0,3}[\"']?\s?:\s?(?:\(\s*)?\\{0,3}[\"'](?P<key>[\w-]{16,5500})(?=\\{0,3}[\"'])"
)
_JWK_KIND = re.compile(r"kty\\{0,3}[\"']?\s?:\s?\\{0,3}[\"'](?:RSA|EC|OKP|oct)\\{0,3}[\"']")
_RSA = re.compile(r"<(?P<tag>D|P|Q|DP|DQ|InverseQ)>\s*(?P<key>[A-Za-z0-9+/=\s]{16,5500}?)\s*</(?P=tag)>")
_TRAVIS = re.compile(r"slack:\s+(?:rooms:\s+- )?[\"']?[\w-]{2,40}:(?P<key>[A-Za-z0-9]{20,32})(?![\w-])")
"""Travis tells a team of Slack: `slack: team:token`."""
_OTP = re.compile(r"otpauth://[^\s\"'<>]*?[?&](?:amp;)?secret=(?P<key>[A-Za-z2-7=]{8,128})")
_SEED = re.compile(
    r"(?:totp|otp|mfa|2fa|two_?factor)[\w.-]{0,20}[\"']?\s?(?::=|=>|[:=])\s?[\"']?(?P<key>[A-Z2-7]{16,64}={0,6})(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[?&](?:amp;)?sig=(?P<key>[\w%+/-]{40,100}=?)")
_NODE = re.compile(
    r"(?:infura\.io(?:/ws)?/v3|(?:alchemy\.com|alchemyapi\.io)/v2|quiknode\.pro|getblock\.io|ankr\.com/\w{2,20})/(?P<key>[\w-]{32,64})(?![\w-])"
)
_AUTH = re.compile(
    r"(?:\b_auth\s?[=:]\s?\"?|\"(?:auth|identitytoken|\.?dockerconfigjson)\"\s?:\s?\")(?P<key>[A-Za-z0-9+/_-]{12,2000}={0,2})(?![\w+/=-])"
)
_DOCKER = re.compile(r"\.?dockerconfigjson:\s+(?P<key>[A-Za-z0-9+/]{40,8000}={0,2})")
_SECRET_DATA = re.compile(r"^ *(?:data|stringData):[ \t]*\r?$", re.MULTILINE)
_OUTDENTED = re.compile(r"^\S", re.MULTILINE)
_ENTRY = re.compile(r"[\w.-]+:[ \t]+[\"']?(?P<key>[A-Za-z0-9+/]{16,8000}={0,2})[\"']?[ \t]*\r?$", re.MULTILINE)

_SALT = re.compile(
    r"(?:AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)[\"'],\s*(?P<quote>[\"'])(?P<key>(?!put your)[^\n\\]{16,128}?)(?P=quote)\s*\)"
)
_HOOK = re.compile(
    r"(?:bot/v2/hook/|/IncomingWebhook/|ifttt\.com/(?:trigger/\w{1,60}/(?:json/)?with/key|use)/"
    r"|zapier\.com/hooks/catch/)(?P<key>(?:\d{4,10}/)?[\w-]{7,60}(?:/[\w-]{36})?)(?![\w-])"
)
_WALLET = re.compile(
    r"(?:[Ww]allet|[Aa]ccounts?|[Ss]igner|[Dd]eployer)\w{0,12}[\"']?\s?(?::|=|\()\s?\[?\s*[\"'](?P<key>(?:0x)?[0-9a-fA-F]{64})[\"']"
)
_PHRASE = re.compile(
    r"(?:mnemonic|(?:seed|recovery|secret)_?phrase)\w{0,8}[\"']?\s?(?::=|=>|[:=])\s?[\"'`]?"
    r"(?P<key>[a-z]{3,8}(?: [a-z]{3,8}){11,23})(?![\w ])",
    re.IGNORECASE,
)
_WEATHER = re.compile(
    r"api\.openweathermap\.org/[^\s\"'`<>]{0,160}?[?&](?:amp;)?appid=(?P<key>[0-9a-f]{32})(?!\w)", re.IGNORECASE
)
_REALM = re.compile(r"\"\w+\"\s?:\s?\[\s?\"(?P<key>[\w+/=.-]{12,8000})\"\s?\]")
_HEADER = re.compile(
    r"[\w-]+[\"']\s?,\s?(?:[\"']?value[\"']?\s?:\s?)?(?P<quote>[\"'])(?P<key>[\w+/=.-]{16,200})(?P=quote)"
)
_PROVIDER = re.compile(
    r"(?:omniauth|provider) :\w+,\s?[\"'][^\"'\n]{4,100}[\"'],\s?(?P<quote>[\"'])(?P<key>[\w+/=-]{16,100})(?P=quote)"
)
_REGISTRY = re.compile(r":_authToken[ \t]+[\"']?(?P<key>[\w+/=-]{16,200})(?![\w+/=.-])")
_GOSSIP = re.compile(
    r"encrypt[\"']?\s?[:=]\s?(?P<quote>[\"'])(?P<key>[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{43}=)(?P=quote)"
)
_BEACON = re.compile(r"bindkey:\s+[\"']?(?P<key>[0-9A-Fa-f]{24,32})(?!\w)")
_STEAM = re.compile(r"steam://(?P<key>[A-Z2-7]{16,40})(?![\w/])")
_TRIGGER = re.compile(r"hooks\.slack\.com/(?:triggers|workflows)/\w+/(?:\w+/)?\d+/(?P<key>[0-9A-Za-z]{24,40})(?!\w)")
_MEETING = re.compile(
    r"zoom(?:gov)?\.(?:us|com)/(?:j|w|s|my)/[\w.]+\?(?:[\w%]+=[^&\s\"'<>]*&(?:amp;)?)*?pwd=(?P<key>[\w.-]{16,60})"
)
_TRANSACTION = re.compile(
    r"(?:Tsig(?:Generate|Verify)\(\w+, ?\"|tsig_?[kK]eyring\.from_text\(\{[\"'][\w.-]+[\"']: ?[\"']"
    r"|(?:nsupdate|dig|knsupdate|kdig) [^\n|;]*?-y ?[\"']?(?:hmac-[\w-]+:)?[\w.-]+:)"
    r"(?P<key>[A-Za-z0-9+/]{16,88}={0,2})(?![\w+/=])"
)
_ACCESS = re.compile(
    r"(?i:access_?key_?id)[\"'\])]{0,3}\s?(?::=|=>|[:=]|,)\s?[\"']?(?P<key>[A-Z0-9]{16,40}|[0-9a-f]{32})(?!\w)"
)
_EAP = re.compile(r"\"[^\"\n]{1,80}\"[ \t]+(?:SAKE|PAX|PSK|GPSK|AKA'?|SIM|EKE)[ \t]+(?P<key>[0-9a-fA-F]{32,128})(?!\w)")
_STATIC = re.compile(
    r"(?P<key>-----BEGIN OpenVPN (?:Static key V1|tls-crypt-v2 (?:client|server) key)-----[^-]{40,6000}"
    r"-----END OpenVPN [\w -]{8,40}-----)"
)
_BOT = re.compile(r"api\.telegram\.org/(?:file/)?bot(?P<key>\d{6,12}:[\w-]{16,50})(?![\w-])")
_INDEX = re.compile(r"fury\.io/(?P<key>[A-Za-z0-9]{16,40})/")
_ALONE = re.compile(r"://(?P<key>[A-Za-z0-9_-]{20,100}):?@(?=[\w-]+\.)")
_HALF = re.compile(r"\s(?:-u|--user)[ =][\"']?(?::(?P<last>[\w-]{20,100})|(?P<key>[\w-]{20,100}):)[\"']?(?=\s|$)")
_PSK = re.compile(r"psk[\"']?\r?\n(?P<key>(?:[0-9a-fA-F]{2}){16,256})(?!\w)")
"""A file of Zabbix or stunnel that is printed."""
_UNSEAL = re.compile(r"\w+ Key[^:\n]*: (?:\x1b\[[\d;]*m)?(?P<key>[A-Za-z0-9+/]{43,88}={0,2})(?![\w+/=])")
_SESSION = re.compile(rf"[\w-]+[\"']?\s?[:,]\s?[\"']?(?P<key>{_UUID})(?![\w-])", re.IGNORECASE)
_CONSUL = re.compile(
    rf"\b(?:agent|agent_master|agent_recovery|default|master|initial_management|replication|dns|config_file_service_registration)"
    rf"[\"']?\s?[:=]\s?[\"'](?P<key>{_UUID})[\"']"
)
_SHARES = re.compile(r"[\"'](?P<key>[A-Za-z0-9+/]{43,88}={0,2})[\"']")
_MACHINE_MADE = frozenset(
    f"key_place.{name}"
    for name in (
        "index",
        "alone",
        "half",
        "realm",
        "header",
        "provider",
        "registry",
        "gossip",
        "beacon",
        "transaction",
        "access",
    )
)
"""Places that also hold words."""

_FORMS = {
    "key_place.bot": _BOT,
    "key_place.index": _INDEX,
    "key_place.alone": _ALONE,
    "key_place.half": _HALF,
    "key_place.steam": _STEAM,
    "key_place.trigger": _TRIGGER,
    "key_place.meeting": _MEETING,
    "key_place.transaction": _TRANSACTION,
    "key_place.access": _ACCESS,
    "key_place.eap": _EAP,
    "key_place.static": _STATIC,
    "key_place.header": _HEADER,
    "key_place.provider": _PROVIDER,
    "key_place.registry": _REGISTRY,
    "key_place.gossip": _GOSSIP,
    "key_place.beacon": _BEACON,
    "key_place.realm": _REALM,
    "key_place.hook": _HOOK,
    "key_place.wallet": _WALLET,
    "key_place.phrase": _PHRASE,
    "key_place.weather": _WEATHER,
    "key_place.salt": _SALT,
    "key_place.travis": _TRAVIS,
    "key_place.otp": _OTP,
    "key_place.seed": _SEED,
    "key_place.signed": _SIGNED,
    "key_place.node": _NODE,
    "key_place.auth": _AUTH,
    "key_place.npm": _AUTH,
    "key_place.docker": _DOCKER,
    "key_place.psk": _PSK,
    "key_place.unseal": _UNSEAL,
    "key_place.session": _SESSION,
}
_LISTS = {"key_place.consul": _CONSUL, "key_place.shares": _SHARES}
"""What the brackets at a place hold any number of."""


_LONGEST = 10_000
_CLOSING = re.compile(r"[\]}]")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the keys at the hits."""
    for hit in hits:
        if hit.pattern == "key_place.jwk":
            yield from _jwk(text, hit)
        elif hit.pattern == "key_place.rsa":
            yield from _each(_RSA, text, hit.start, text.find("</RSAKeyValue>", hit.start, hit.start + _REACH))
        elif hit.pattern in _LISTS:
            closing = _CLOSING.search(text, hit.end, hit.end + _LONGEST)
            yield from _each(_LISTS[hit.pattern], text, hit.start, closing.start() if closing else -1)
        elif hit.pattern == "key_place.kubernetes":
            yield from _kubernetes(text, hit)
        else:
            match = _FORMS[hit.pattern].match(text, _start(text, hit), hit.end + _LONGEST)
            group = "last" if match is not None and "last" in match.groupdict() and match["last"] else "key"
            if match is not None and _fits(hit.pattern, match[group]):
                yield Span(*match.span(group), Label.KEY)


def _start(text: str, hit: Hit) -> int:
    """Where the expression begins: for a line of an EAP user file before the account, in quotes."""
    if hit.pattern == "key_place.eap":
        return max(0, text.rfind('"', hit.start - REACH, hit.start))
    return hit.start


def _fits(place: str, key: str) -> bool:
    if place == "key_place.static":
        return True
    if place == "key_place.eap":
        return not is_mask(key)
    if entropy(key) < 2.5 or place != "key_place.salt" and is_placeholder(key):
        return False
    if place in ("key_place.auth", "key_place.npm"):
        return _decodes_to_pair(key)
    if place == "key_place.salt":
        return len(key) >= 40 or is_machine_made(key)
    if place in _MACHINE_MADE:
        return is_machine_made(key) or is_secret_value(key)
    if place == "key_place.phrase":
        return True
    if place == "key_place.seed":
        return key.isupper() and len(key) % 8 in (0, 2, 4, 5, 7) and any(map(str.isdigit, key))
    return place != "key_place.node" or is_secret_value(key)


def _decodes_to_pair(key: str) -> bool:
    """Whether the base64 is `user:password`, or the JSON of a Docker configuration."""
    try:
        decoded = base64.b64decode(key + "=" * (-len(key) % 4)).decode()
    except (binascii.Error, ValueError):
        return False
    return ":" in decoded[1:] and decoded.isprintable()


def _jwk(text: str, hit: Hit) -> Iterator[Span]:
    """The private numbers of the object round `"kty"`."""
    start = text.rfind("{", max(0, hit.start - _REACH), hit.start)
    end = text.find("}", hit.end, hit.end + _REACH)
    if _JWK_KIND.match(text, hit.start) and start >= 0:
        for number in _JWK.finditer(text, start, end):
            yield Span(*number.span("key"), Label.KEY)
            for literal in pieces_behind(text, number.end()):
                yield Span(*literal.span("more"), Label.KEY)


def _each(regex: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    if end >= 0:
        for match in regex.finditer(text, start, end):
            yield Span(*match.span("key"), Label.KEY)


def _kubernetes(text: str, hit: Hit) -> Iterator[Span]:
    """The entries of a secret's data, whatever their names; certificates and what is public in it is left."""
    limit = min(len(text), hit.end + _REACH)
    data = _SECRET_DATA.search(text, hit.end, limit)
    if data is None or text.find("\n---", hit.end - 1, data.start()) >= 0:
        return
    after = _OUTDENTED.search(text, data.end(), limit)
    for entry in _ENTRY.finditer(text, data.end(), after.start() if after else limit):
        if not entry["key"].startswith(("LS0tLS1CRUdJTiBDRVJU", "LS0tLS1CRUdJTiBQVUJM")) and is_secret_value(
            entry["key"]
        ):
            yield Span(*entry.span("key"), Label.KEY)


_ID = "f218dad7-6cf6-9dd8-fd7b-f7500bb7a425"
_NUMBER = "wV5bgj6h7r0xOlFw9mbaixxL4NLeaRCHFl8C7CJOT5q"

RULE = Rule(
    "key_place",
    {
        "key_place.jwk": r"\bkty\\{0,3}[\"']?\s?:",
        "key_place.bot": r"api\.telegram\.org/(?:file/)?bot\d",
        "key_place.index": r"\bfury\.io/[A-Za-z0-9]{16}",
        "key_place.alone": r"://[A-Za-z0-9_-]{20}",
        "key_place.half": r"\s(?:-u|--user)[ =][\"']?:?[\w-]{20}",
        "key_place.steam": r"\bsteam://[A-Z2-7]{16}",
        "key_place.trigger": r"hooks\.slack\.com/(?:triggers|workflows)/",
        "key_place.meeting": r"zoom(?:gov)?\.(?:us|com)/(?:j|w|s|my)/",
        "key_place.transaction": r"\bTsig(?:Generate|Verify)\(|tsig_?[kK]eyring\.from_text\(|\b(?:nsupdate|dig|kdig) -y ?[\"'\w]",
        "key_place.access": r"(?i)access_?key_?id[\"'\])]{0,3}\s?(?::=|=>|[:=]|,)\s?[\"']?[A-Z0-9]{16}",
        "key_place.eap": r"\"[ \t]{1,8}(?:SAKE|PAX|PSK|GPSK|AKA'?|SIM|EKE)[ \t]{1,8}[0-9a-fA-F]{32}",
        "key_place.static": r"-----BEGIN OpenVPN ",
        "key_place.hook": r"(?:bot/v2/hook|/IncomingWebhook|ifttt\.com/\w{3,7}|zapier\.com/hooks/catch)/",
        "key_place.wallet": (
            r"(?:[Ww]allet|[Aa]ccounts?|[Ss]igner|[Dd]eployer)\w{0,12}[\"']?\s?[:=(]\s?\[?\s?[\"'](?:0x)?[0-9a-fA-F]{16}"
        ),
        "key_place.phrase": r"(?i)(?:mnemonic|(?:seed|recovery|secret)_?phrase)\w{0,8}[\"']?\s?(?:=>|[:=])",
        "key_place.weather": r"api\.openweathermap\.org/",
        "key_place.rsa": r"<RSAKeyValue>",
        "key_place.salt": r"(?:AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)[\"'],",
        "key_place.travis": r"\bslack:\s{1,12}(?:rooms:\s{1,12}- )?[\"']?[\w-]{2,40}:[A-Za-z0-9]{20}",
        "key_place.otp": r"otpauth://",
        "key_place.seed": r"(?i)(?:totp|otp|mfa|2fa|two_?factor)[\w.-]{0,20}[\"']?\s?[:=]>?\s?[\"']?[A-Z2-7]{16}",
        "key_place.signed": r"[?&;]sig=[\w%+/-]{20}",
        "key_place.node": r"(?:infura\.io|alchemy\.com|alchemyapi\.io|quiknode\.pro|getblock\.io|ankr\.com)/\w",
        "key_place.npm": r"\b_auth\s?[=:]\s?\"?[A-Za-z0-9+/]{8}",
        "key_place.auth": r"\"(?:auth|identitytoken|\.?dockerconfigjson)\"\s?:\s?\"[A-Za-z0-9+/]{8}",
        "key_place.docker": r"dockerconfigjson:\s+\w{8}",
        "key_place.realm": r"\"(?:secret|privateKey|private_key|client_?[sS]ecret)\" ?: ?\[ ?\"",
        "key_place.header": (
            r"(?i)-(?:subscription-key|api-key|functions-key|auth-token|access-token|app-key)[\"']\s?,\s?(?:[\"']?value[\"']?\s?:\s?)?[\"']\w"
        ),
        "key_place.provider": r"(?:omniauth|provider) :\w{2,30},\s?[\"']\w",
        "key_place.registry": r":_authToken[ \t]{1,4}[\"']?\w",
        "key_place.gossip": r"encrypt[\"']?\s?[:=]\s?[\"'][A-Za-z0-9+/]{22}",
        "key_place.beacon": r"\bbindkey:\s{1,4}[\"']?[0-9A-Fa-f]{24}",
        "key_place.kubernetes": r"(?m)^kind: Secret\s",
        "key_place.psk": r"psk[\"']?\r?\n[0-9a-fA-F]{32}",
        "key_place.unseal": r"\b(?:Unseal|Recovery) Key(?: \d{1,2})?(?: \([\w ]{1,20}\))?: ",
        "key_place.shares": r"\b(?:(?:unseal|recovery)_)?keys_(?:b64|hex|base64)[\"']?\s?[:=]\s?\[",
        "key_place.session": r"(?i)\bX-(?:[a-z]{2,20}-)?Session(?:-Token)?[\"']?\s?[:,]\s?[\"']?[0-9a-f]{8}-",
        "key_place.consul": r"\btokens[\"']?\s?[:=]?\s?\{",
    },
    find,
    rank=3,
    hits=(
        "notifications:\n  slack: larkmist:«q7Zt3KxW9bRm2VnC8pLdT4Hs»\n",
        "--extra-index-url https://pypi.fury.io/«68k3H3PSqVWOskMHGiMV»/x/ --index-url https://«Ya65DVavoKOwSJb5adjcZRFnig3LLP9Z»:@x.example.org/s",
        'curl -u "«6e7c57cc7d88220dad3a11cc57d59340»:" https://example.org; curl --user ":«rjFLd3kJhG9csgFerEMAkmu9GRG37d1b»" https://x.org',
        "https://api.telegram.org/bot«12345678:AAmossLark4Lane-Grove7XeQ»/sendMessage",
        f'{{"kty": "EC", "crv": "P-256", "d": "«{_NUMBER}»", "x": "a{_NUMBER}"}}',
        f'{{"k": "«{_NUMBER}»", "kty": "oct"}}',
        f"{{ kty: 'OKP', crv: 'Ed25519', d: '«{_NUMBER}»', x: '{_NUMBER}' }}",
        f'"{{\\"kty\\":\\"oct\\",\\"k\\":\\"«{_NUMBER}»\\"}}"',
        f'{{"kty": "RSA", "d": (\n    "«{_NUMBER}»"\n    "«{_NUMBER}»"\n), "e": "AQAB"}}',
        f"<RSAKeyValue><Modulus>{_NUMBER}=</Modulus><Exponent>AQAB</Exponent><D>«{_NUMBER}=»</D></RSAKeyValue>",
        "define( 'LOGGED_IN_KEY', '«3/U.?g+~_JlDtT=Hc{,J LVa}7pro`UO-T4pY@[iNOJ[lK0I =_d5»' );",
        "otpauth://totp/Example:jroe?secret=«JBSWY3DPEHPK3PXP»&issuer=Example",
        'totp_secret = "«JBSWY3DPEHPK3PXP»"',
        f"https://x.blob.core.windows.net/c/f?sv=2024-11-04&sp=r&sig=«{_NUMBER}%3D»",
        "https://mainnet.infura.io/v3/«7dc507702564c1f6b2f4b7b824ab0ee1»",
        '{"auths": {"registry.example.org": {"auth": "«anJvZTptYWRldXBwYXNz»"}}}',
        '//registry.example.org/:_auth="«anJvZTptYWRldXBwYXNz»"',
        f"kind: Secret\ntype: Opaque\ndata:\n  foo: «{_NUMBER}»\n  bar: «{_NUMBER}A==»\n",
        f"kind: Secret\ndata:\n  .dockerconfigjson: «eyJhdXRocyI6eyJyLmV4YW1wbGUub3JnIjp7ImF1dGgiOiJi{_NUMBER}»\n",
        'totp_secret = "«JBSWY3DPEHPK3PXPAA»" totp_secret = "«JBSWY3DPEHPK3PXPAAAA»" totp_secret = "«JBSWY3DPEHPK3PXPAAAAA»"',
        'totp_secret = "«JBSWY3DPEHPK3PXPAAAAAAA»"',
        "https://open.feishu.cn/open-apis/bot/v2/hook/«f218dad7-6cf6-4dd8-8d7b-f7500bb7a425»",
        "https://hooks.zapier.com/hooks/catch/«1234567/q7zt3kx»/",
        "https://maker.ifttt.com/trigger/x/with/key/«q7Zt3KxW9bRm2VnC8pLdQs»",
        f"new ethers.Wallet('«0x{'4f2a9c71e0b85d36' * 4}»')",
        f'accounts: ["«{"4f2a9c71e0b85d36" * 4}»"]',
        'mnemonic = "«moss lark mist tulip heron lake fern valley lane drum oak reed»"',
        "http://api.openweathermap.org/data/2.5/weather?q=x&appid=«4f2a9c71e0b85d364f2a9c71e0b85d36»",
        '"auth": "«YTptYWRldXBwYXNz»" "auth": "«anJvZTptYWRldXBwYXN»"',
        f"kind: Secret\ndata:\n  foo: «{_NUMBER}»\nx:\n  foo: {_NUMBER}\n",
        '{"kty": "oct", "k": "short"}\notpauth://totp/x?secret=«JBSWY3DPEHPK3PXP»',
        '"secret" : [ "«bq7Wx2hT5c8bZ4FgTrQjtg»" ],',
        '"privateKey" : [ "«MIIEpAIBAAKCAQEAq7Wx2hT5c8bZ4FgTrQjtgzJ0»" ]',
        "define('NONCE_KEY', '«7dc507702564c1f6b2f4b7b8»');",
        'http.setRequestHeader "Ocp-Apim-Subscription-Key", "«7dc507702564c1f6b2f4b7b824ab0ee1»"',
        '{ "key": "x-functions-key", "value": "«q7Zt3KxW9bRm2VnC8pLdQs4f»" }',
        'config.omniauth :facebook, "1234567", "«7dc507702564c1f6b2f4b7b824ab0ee1»"',
        "npm config set //registry.example.org/:_authToken «7dc50770-2564-41f6-b2f4-b7b824ab0ee1»",
        f'consul_encrypt: "«{_NUMBER}=»"',
        '    bindkey: "«7dc507702564c1f6b2f4b7b824ab0ee1»"',
        '"totp": "steam://«JBSWY3DPEHPK3PXPJBSWY3DPEA»"',
        "fetch('https://hooks.slack.com/triggers/T01AB2CD3/4567890123456/«4f2a9c71e0b85d364f2a9c71e0b85d36»')",
        "https://us05web.zoom.us/j/12345678901?pwd=«q7Zt3KxW9bRm2VnC8pLdQs4fA1b2Cd.1»",
        'TsigVerify(buf, "«pQ7zt3KxW9bRm2VnC8pLdQ==»", "", false); nsupdate -y hmac-sha256:k1:«pQ7zt3KxW9bRm2VnC8pLdQ==» x',
        'accessKeyID := "«Q3AM4UQ867TPQQA43P2G»"\nAWS_ACCESS_KEY_ID=«Q3AM4UQ867TPQQA43P2G»',
        '"jroe@example.org"\tPSK\t«0123456789abcdef0123456789abcdef»\n',
        f"<tls-auth>\n«-----BEGIN OpenVPN Static key V1-----\n{'4f2a9c71e0b85d36' * 2}\n{'4f2a9c71e0b85d36' * 2}\n"
        "-----END OpenVPN Static key V1-----»\n</tls-auth>",
        "# cat /etc/zabbix/agent.psk\n«4f2a9c71e0b85d364f2a9c71e0b85d364f2a9c71e0b85d364f2a9c71e0b85d36»\n",
        f'Unseal Key 1: «{_NUMBER}x»\nRecovery Key 2: «{_NUMBER}=»\n"unseal_keys_b64": [\n "«{_NUMBER}=»",\n "«{_NUMBER}x»"\n]',
        f'curl -H "X-Metabase-Session: «{_ID}»" x; {{"X-Session": "«{_ID}»"}}',
        f'"acl": {{"tokens": {{"agent": "«{_ID}»", "default": "«{_ID}»"}}}}'
        f'tokens {{\n  initial_management = "«{_ID}»"\n}}',
    ),
    misses=(
        "slack: larkmist:general, slack: https://example.org/x\n",
        "https://roe-packages-of-the-team@dev.example.org/x and curl -u some-user-of-the-team: https://example.org",
        "https://api.telegram.org/bot$TOKEN/sendMessage, https://api.telegram.org/bot12345678:larkmist/getMe",
        '"secret" : [ "true" ], "algorithm" : [ "bq7Wx2hT5c8bZ4FgTrQjtg" ]',
        '"secret" : [ "read", "write" ], "secret" : [ "names-of-things" ]',
        "define('NONCE_KEY', 'some words of a text');",
        'xhr.setRequestHeader("X-Api-Key", "the-name-of-the-key")',
        'config.omniauth :facebook, "APP_ID", "APP_SECRET_OF_YOURS"',
        "npm config set //registry.example.org/:_authToken ${NPM_TOKEN}",
        "('access_token', 'the_token_of_the_user'), ('secret', 'x')",
        f'{{"kty": "EC", "crv": "P-256", "x": "{_NUMBER}", "y": "a{_NUMBER}"}}',
        f'{{"d": "{_NUMBER}"}}',
        f"<RSAKeyValue><Modulus>{_NUMBER}=</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>",
        "define( 'LOGGED_IN_KEY', 'put your unique phrase here, and make it a long one' );",
        "otpauth://totp/Example:jroe?secret={secret}",
        "otp_length = ABCDEFGHIJKLMNOP",
        "https://example.org/f?sig=none",
        "https://mainnet.infura.io/v3/YOUR-PROJECT-ID",
        '{"auth": "required"}',
        "https://open.feishu.cn/open-apis/bot/v2/hook/{token} https://hooks.zapier.com/hooks/catch/",
        f"transaction: ['0x{'4f2a9c71e0b85d36' * 4}']",
        'mnemonic = "moss lark mist tulip"',
        "http://api.openweathermap.org/data/2.5/weather?q=x&appid=YOUR_KEY",
        f"kind: ConfigMap\ndata:\n  foo: {_NUMBER}\n",
        "kind: Secret\nmetadata:\n  name: redis-tls\ndata: {}\n",
        f"kind: Secret\ndata:\n  tls.crt: LS0tLS1CRUdJTiBDRVJU{_NUMBER}\n",
        '{"x": 1} "kty": "oct", "k": "wV5bgj6h7r0xOlFw9mbaixxL4NLeaRCHFl8C7CJOT5q"',
        '"kty": "oct", "k": "wV5bgj6h7r0xOlFw9mbaixxL4NLeaRCHFl8C7CJOT5q"}',
        '{"kty": "x", "k": "wV5bgj6h7r0xOlFw9mbaixxL4NLeaRCHFl8C7CJOT5q"}',
        '{"kty": "oct", "k": "wV5bgj6h7r0xOlFw9mbaixxL4NLeaRCHFl8C7CJOT5q"',
        'totp_secret = "JBSWY3DPEHPK3PXPA" totp_secret = "JBSWY3DPEHPK3PXPAAA" totp_secret = "JBSWY3DPEHPK3PXPAAAAAA"',
        'totp_secret = "JBSWYEDPEHPKEPXP" totp_secret = "jbswy3dpehpk3pxp"',
        '"auth": "anJvZW1hZGV1cHBhc3M=" "auth": "Om1hZGV1cHBhc3M=" "auth": "AAECAzoEBQYHCAkKCw==" "auth": "//79/Pv6+fj39vX08w=="',
        "?sig=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "steam://rungameid/440 https://zoom.us/j/12345678901?pwd=1234 https://hooks.slack.com/triggers/{id}",
        'accessKeyID := "YOUR-ACCESSKEYID"; access_key_id = access_key_id; "x" PSK as it is',
        "-----BEGIN OpenVPN Static key V1-----\n...\n-----END OpenVPN Static key V1-----",
        "kind: Secret\n---\ndata:\n  foo: wV5bgj6h7r0xOlFw9mbaixxL4NLeaRCHFl8C7CJOT5q\n",
        "the psk\n4f2a9c71e0b85d36 x.psk\nsome words",
        'Unseal Key 1: (will be hidden) Unseal Key (will be hidden): "keys_base64": ["a"]',
        f'X-Request-Session-Id: {_ID} X-Session-Count: 7 "tokens": {{"id": "{_ID}", "agent": "x"}} agent: "{_ID}"',
    ),
)
