"""Values that are no secret: templates, masks, and words that name what belongs there."""

from base64 import b64decode
from functools import lru_cache

from pii import expressions as re

_TEMPLATE = re.compile(
    r"^[$@%#]?\{.*\}$|\{(?!(?-i:[A-Z])\})[A-Za-z_][\w.\[\]()]*\}|^\${1,2}\(?\w+\)?$|\$\{|\{\{|#\{(?=[^{}]*\}|[A-Za-z_@.:]*$)|^\{[^{}]*\}$|^%[\w(]|%\(\w+\)|%s|^<[^<>]*>?$|^\[[^\[\]]*\]$|^@\w+@$|^#[a-z_]+#?$|^__\w+__$|^:\w+$"
    r"|^x\$\{?\w|^\d{1,3}[~–]\d{1,3}\D?$"  # a shell's comparison, a range
    r"|^&lt;|<\w+>|(?:^|[\s:/=\\])\$\w+$|^\$[A-Z_]{2,}(?=[/.:@-])|^\$\(|^`|^~$|^!\w+$|^!(?:secret|vault|include|env_var|env|ref) |^%%|%env|^ENV\[|^process\.env|^os\.|^env\.|^secrets\.|^vault:|^ref\+|^op://"
    r"|^[\w. -]*\{[a-z]\}[\w. -]*$"  # user{N}
    r"|^&{1,2}[a-z_]+\.?$"  # a variable of SAS or SQL*Plus
    r"|^projects/[\w.:-]+/secrets/|^arn:(?:aws[\w-]*|acs):|^(?:(?:sm|gcp-?sm|awssm|ssm|keyvault|secretsmanager|aws-?secrets?|"
    r"gcp-?secrets?|doppler|infisical|bws|akv|berglas|keyring|conjur)(?:://|:/)|\{\{resolve:|@Microsoft\.KeyVault\()"
    r"|^https://[\w-]+\.vault\.(?:azure\.net|usgovcloudapi\.net|azure\.cn)/",  # where a manager of secrets keeps it
    re.IGNORECASE,
)
_IN_VAULT = (
    r"(?:[A-Z]{0,3}[a-z0-9_.-]+(?:[A-Z]{1,3}[a-z0-9_.-]+)*[/#:]){2,}"
    r"(?:(?:[a-z]+[-_])?(?:password|passwd|passphrase|pwd|secret|token|key)"
    r"|(?:[A-Z]?[a-z]+)?(?:Password|Passwd|Passphrase|Pwd|Secret|Token|Key)|(?:[A-Z]+_)?(?:PASSWORD|SECRET|TOKEN|KEY))"
)
"""The path at which a vault keeps a secret, and the name of its field (Conjur, HashiCorp): `prod/shop/db/password`."""
_OVER_AND_OVER = r"(?!0{4,6}$)(?!(?P<typed>(?-i:[1-9a-wyz]))(?P=typed){1,7}$)(?P<sign>.)(?P=sign)*"
"""One character, unless somebody may have typed it as a password: `111111`."""
_MASK = re.compile("^" + _OVER_AND_OVER + r"$|^[*•.xX#?_-]+$|^\.{3}|\.{3}$|\w\.{3}\w|…|\*{3}|[xX]{6,}", re.DOTALL)
_NAMES_IT = re.compile(
    r"^(?!\D*\d)(?:your|the|some|an?|enter|insert|put|add|replace|set|type|choose|pick|create|generate|any)[\W_].*"
    r"(?:pass(?:word|wd|phrase)?|pwd|secret|token|key|here|value|credentials?|this)[\W_]*(?:here)?$"
    r"|^(?:your|enter|insert|some|put)_?(?:\w+_?)?(?:pass(?:word|wd|phrase)?|pwd|secret|token|key)(?:here)?$"
    r"|^(?:cambia\w{0,3}|chang(?:ez|er)|mud[ae]r?|alter(?:e|ar)|tro(?:que|car)|modifi\w+|(?:bitte[-_ ])?(?:ae|ä)ndern"
    r"|zmie[nń]\w{0,2}|de[gğ]i[sş]tir\w{0,4}|поменя\w+|замени\w*|измени\w*)[-_ ](?=\D+$)"
    r"|^(?:请|請)?(?:修改|更改|替换|替換|更换|更換|填写|填寫|输入|輸入|你的|您的)"
    r"|^(?:변경|여기에|당신의|비밀번호(?:를|입력))|^(?:ここに|あなたの)|(?:入力|変更)して|^(?:введите|ваш)[-_ ]"
    r"|^(?:密码|密碼|口令|パスワード|비밀번호)\d{0,2}$|^your\w{0,20}(?:pass|pwd|secret|token|key)"
    r"|redacted|scrubbed|censored|placeholder|some[-_ ]?random"
    r"|^(?:change|replace|put|insert|fill|edit)[_-](?:this|it|with|your|in)(?![a-z])"
    r"|^my_(?:[a-z]+_)+(?:pass(?:word|wd)?|pwd|secret|token|key)(?:_here)?$"
    r"|^(?:tu|su|seu|sua|teu|tua|votre|ton|dein|deine|twoje|il[_-]tuo|la[_-]tua|jouw|uma?|una?|une|eine?)[_-]"
    r"(?=\D*?(?:pass|pwd|clave|contrase|senha|secret|segredo|token|key|mot[_-]|haslo|wachtwoord))\D+$"
    r"|^(?:cambia\w{0,3}|chang(?:e|ez|er)|replace|mud[ae]r?|alter(?:e|ar))(?:[-_][^\W_]+){3,}$"
    r"|^replace[-_ ]?me$|^(?:will|to)[-_](?:add|be|set|fill)[-_]|[-_]app[-_]password$"
    r"|^example[-_](?:pass(?:word|wd)?|secret|token|key)$"
    r"|^passwordOf[A-Z]|^FUZ\d?Z$|^COMBO\d+$"
    r"|^(?:removed|omitted)(?:[_-][a-z]+)+$|[\W_]here$|^your[\W_]|[\W_]your[\W_]|^edit[\W_]?me\b"
    r"|^(?:replace|change|fill|insert|put|todo|fixme|redacted|removed|hidden|masked|censored|omitted|placeholder|none|null|nil"
    r"|undefined|true|false|yes|no|on|off|empty|n/?a|tbd|unset|required|optional|string|str|text|bytes|int|bool|boolean|object|any"
    r"|default|unknown|example|value|prompt|ask|disabled|enabled|unused|auto|generate|random|name|id|type|env|stdin)\b(?![\d!@#$%^&*])",
    re.IGNORECASE,
)


_CODE = re.compile(
    r"\|(?:min|max|between|regex|same|unique|confirmed|size)\b"  # rules of a form
    r"|\(.*\)|=>|\$this|</|,\s|^\w+\[|^[\w-]+(?:::|->)\w|^\w+\.\w+\.\w+(?:\.|$)|^[A-Z][a-z]\w*\._[a-z]\w*$"  # calls, members
    r"|^[.#]\w+[ :\[]|^@\w+/|^&\w+;"  # selectors, packages, entities
    r"|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+="  # variables and what they are set to
    r"|^\^|[)\]*+?}.|]\$$|^\(\?|\\[wdsS]|^%[^%]*$|^\\[nrt0]$|^[|,;:.]|^!(?:=|\s|$)|:$|^0x0*$"  # regexes, formats, punctuation
    r"|^https?://|^(?:\.{0,2}|~)/[\w.]+(?:/|$)|^[A-Za-z]:\\\\"  # URLs, paths
    r"|^\\{1,2}[0-9A-Fa-f]{3,6}$"  # characters of a style sheet
    r"|^[A-Z]\w*@[0-9a-f]{5,8}$"  # an object of Java by its class and hash
    r"|^\[?(?:String|Int|Float|Boolean|ID)!?\]?!$"  # types of GraphQL that may not be null
    r"|^\+\w+\.\w|^\s*[.+&]\s+[\w$(]|[\w)\]]\s+[.+&]\s*$"  # what joins two literals
    r"|^[\W_]+$"  # nothing but signs
    r"|^(?:rule|urn|arn|file|env|pass|ref|type|xsd?):|^0x[0-9A-Fa-f]+$|^\w+(?:\.\w+)+:\w"  # names, numbers
    r"|^[a-z]+(?:-[a-z]+)*/[a-z]+(?:-[a-z]+)+$|^\$2[abxy]?\$\d\d\$"  # paths, hashes
    r"|^[a-z]{2,3}-[A-Z][a-z]{3}(?:-[A-Z]{2})?$|^v?\d+\.(?:\d+\.)?[x*]$"  # languages (BCP 47), ranges of versions
    r"|\.(?:txt|html?|php|jsp|png|svg|pem|key|conf|json|ya?ml|xml|py|js|ts|rb|go|java|md|j2|tmpl|tpl|erb|cfg|ini|sh|log"
    r"|csv)$"  # files
)


@lru_cache(maxsize=1 << 12)  # rules and decoys ask for the same value one after the other
def looks_like_code(value: str) -> bool:
    """Whether the value is an expression, a path, a URL or a regex rather than a secret."""
    return _CODE.search(value) is not None


def is_template(value: str) -> bool:
    """Whether the value is filled in elsewhere: `${DB_PASS}`, `<password>`, `%s`, `{{ secret }}`."""
    return _TEMPLATE.search(value) is not None or _PATH_IN_VAULT.fullmatch(value) is not None


_PATH_IN_VAULT = re.compile(_IN_VAULT)


def is_mask(value: str) -> bool:
    """Whether the value is blank, one repeated character or dots: `***`, `xxxx`, `...`."""
    return not value.strip() or _MASK.search(value) is not None


_CONSTANT = re.compile(
    r"(?:[A-Z0-9]+_)+(?:[A-Z]{0,4}PASS(?:WORD|WD|PHRASE)?|PWD|SECRET|TOKEN|KEY|HASH)|(?:CHANGE|REPLACE)_?ME(?:_[A-Z0-9]+)*"
    r"|[A-Z]+(?:_[A-Z]+)*_(?:PASSWORD|SECRET|TOKEN|KEY)_(?:FROM|OF|FOR|IN|GOES|HERE)(?:_[A-Z0-9]+)*"
)


_OF_A_SECRET = "|".join(
    sorted(
        """
        a an any my your the some this is min minimum at least exactly must be use with of or more for to here super very truly
        random randomly secure strong long generate generated encoded raw ascii alphanumeric hex hexadecimal base64 secret private
        session encryption signing jwt aes hmac api app key token salt pass password passphrase string value change replace
        default production prod development dev
        """.split(),
        key=len,
        reverse=True,  # where one begins another, the longer is met
    )
)
_SAYS_HOW_LONG = re.compile(
    rf"(?=.{{6,80}}$)(?:(?:{_OF_A_SECRET})[-_ ]?)*+\d{{1,3}}[-_ ]?(?:byte|character|char|bit|digit|hex)s?"
    rf"(?:[-_ ]?(?:{_OF_A_SECRET}))++[-_ ]?\d{{0,6}}",
    re.IGNORECASE,
)
"""How long a secret has to be, amid words for one: `32byteHEXKEY`, `a-64-char-random-secret`."""


def names_what_belongs_there(value: str) -> bool:
    """Whether the value is an instruction or a type: `your-password`, `<insert token>`, `64-char-secret`, `string`, `null`."""
    return (
        _NAMES_IT.search(value) is not None
        or _CONSTANT.fullmatch(value) is not None
        or _SAYS_HOW_LONG.fullmatch(value) is not None
    )


@lru_cache(maxsize=1 << 12)
def is_placeholder(value: str) -> bool:
    """Whether the value is any of these."""
    return is_mask(value) or is_template(value) or names_what_belongs_there(value)


_ALONE = re.compile(
    rf"(?-i:{_IN_VAULT}) | "
    r"""
    <[^<>]*> | \$?\{\{?[^{}]*\}?\} | \$\([^()]*\) | \$[A-Za-z_]\w* | %\w+% | %(?:\(\w+\))?[sd] | \[[A-Z_ ]+\]  # templates
    | (?:your|(?-i:MY(?=_))|my(?=.*here)|the|some|any|new|old|an?)(?:[-_ .]?own)?(?:(?:[-_ .][a-z]+\d?)*[-_ .])?
      (?:pass(?:word|wd|phrase)?|pwd|secret|token|(?:api)?key|credentials?|user(?:name)?|e?mail|name|ip|address)
      [-_ .]?(?:here)?
    | (?:replace|change|insert|enter|fill|put)[-_ .]?(?:me|this|it|with|your|in)(?![a-z]).*here  # REPLACE_WITH_YOUR_KEY_HERE
    | """
    + _OVER_AND_OVER
    + r"""
    | (?:[xX*.#_-]|\d(?=[xX]))+
    | [\w-]*(?:redacted|scrubbed|censored)[\w-]* | (?:removed|omitted)(?:[-_][a-z]+)+  # by somebody before
    | (?-i:(?:CHANGE|REPLACE)_ME(?:_[A-Z0-9]+)*|[A-Z]+(?:_[A-Z]+)*_FROM(?:_[A-Z0-9]+)+)
    | replace[-_ ]?me | (?:pick|choose|create|generate)[-_]a[-_][\w-]*(?:password|secret|token|key)
    | change[-_]?me[-_][\w-]+ | example[-_ ]?(?:pass(?:word)?|secret|token|key)
    | (?:please[-_ ]?)?change(?:this|these|it|moi)[\w!-]+ | change[-_ ](?:this|these|it|moi)[-_ ][\w!-]*
    | your[-_]?(?:own|super|very|long)?[-_]?(?:secret|strong|secure|random)[\w!-]*
    | !(?:secret|vault|include|env_var|env|ref)\ \S+  # of YAML
    | \S+\.{3}  # cut short
    | (?-i:VXNlcm5hbWU6|UGFzc3dvcmQ6)  # what SMTP's AUTH LOGIN asks: "Username:", "Password:"
    | removed | hidden | masked | undefined | null | none | nil | true | false
    """,
    re.I | re.X,
)


_FOR_CREDENTIALS = frozenset("secret key token pass password passwd auth".split())
_BESIDE_THEM = frozenset(
    "access app application email mail api jwt client user name id value string here private public refresh".split()
)
_JOINED = re.compile(r"[a-z]+(?:-[a-z]+)+|[a-z]+(?:_[a-z]+)+")


def _only_says_credential(value: str) -> bool:
    """Whether all of the joined words are those that credentials are called with: `secret-access-key`, `api_token_value`."""
    lower = value.lower()
    if not _JOINED.fullmatch(lower):
        return False
    words = frozenset(lower.replace("_", "-").split("-"))
    return not _FOR_CREDENTIALS.isdisjoint(words) and words <= _FOR_CREDENTIALS | _BESIDE_THEM


@lru_cache(maxsize=1 << 12)
def is_placeholder_alone(value: str) -> bool:
    """Whether the whole value is a placeholder whatever name it was given to: for spans of detectors that saw no name."""
    return (
        _ALONE.fullmatch(value) is not None
        or _SAYS_HOW_LONG.fullmatch(value) is not None
        or _only_says_credential(value)
        or _encodes_mask(value)
    )


def _encodes_mask(value: str) -> bool:
    """Whether base64 of a few characters stands for crosses or stars, as in an example of a Kubernetes secret: `eHh4`."""
    if len(value) % 4 or len(value) > _LONGEST_ENCODED or not value.isascii():
        return False
    try:
        decoded = b64decode(value, validate=True).strip()
    except ValueError:
        return False
    return len(decoded) > 1 and not decoded.strip(b"xX*.?-")


_LONGEST_ENCODED = 24
