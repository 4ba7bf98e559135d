"""Seeds of one-time passwords (RFC 4226, RFC 6238) as literals of calls and commands: `pyotp.TOTP("V")`, `get_totp("V")`,
`authenticator.check(token, "V")`, `oathtool --totp -b V`. A library takes them in base32 (RFC 4648).

Seeds that are given to a name are on the page of key places."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.placeholders import is_placeholder
from pii.labels import Label
from pii.spans import Span
from pii.text.randomness import entropy, is_gibberish

_REACH = 160
"""Characters from the first of a seed to its end."""

_NAME = r"(?i)(?:[th]otp[\w.:]{0,24}|authenticator\.[a-z]{5,12}|google2fa->\w{5,24})\("
"""PyOTP, onetimepass, passlib, ROTP, OTPHP, Go's otp and gotp, Dart's otp; otplib; Google2FA."""
_GIVEN = r"(?:[\w.]{1,20} ?[=:] ?)?b?[\"']"

_CALL = re.compile(r"[\w.:>-]+\([^\"'()\n]*[\"'](?P<key>[A-Za-z2-7]{16,128}={0,6})[\"']\s*[,)]")
_OPTION = re.compile(r"oathtool (?:-[\w=-]++ (?:\d++ )?+)*+[\"']?(?P<key>[A-Za-z2-7]{16,128}={0,6})(?![\w=+/.-])")
_FORMS = {"one_time_seed.first": _CALL, "one_time_seed.second": _CALL, "one_time_seed.command": _OPTION}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the seeds at the hits."""
    for hit in hits:
        match = _FORMS[hit.pattern].match(text, hit.start, hit.end + _REACH)
        if match is not None and _is_seed(match["key"]):
            yield Span(*match.span("key"), Label.KEY)


def _is_seed(key: str) -> bool:
    """Whether it is base32 in one case, no placeholder and no word."""
    digits = key.rstrip("=")
    if len(digits) % 8 not in (0, 2, 4, 5, 7) or not (digits.isupper() or digits.islower()):
        return False
    return (
        (any(map(str.isdigit, digits)) or is_gibberish(digits)) and entropy(digits) >= 2.5 and not is_placeholder(key)
    )


RULE = Rule(
    "one_time_seed",
    {
        "one_time_seed.first": rf"{_NAME}{_GIVEN}[a-z2-7]{{16}}",
        "one_time_seed.second": rf"{_NAME}[\w.]{{1,30}}, ?{_GIVEN}[a-z2-7]{{16}}",
        "one_time_seed.command": r"\boathtool -",
    },
    find,
    rank=4,
    hits=(
        "get_hotp(b'«NRQXE23NNFZXI3DB»', intervals_no=1); get_totp('«NRQXE23NNFZXI3DB»')",
        "valid_totp(token, b'«NRQXE23NNFZXI3DB»'); valid_hotp(token, secret='«NRQXE23NNFZXI3DB»', last=2)",
        'pyotp.TOTP("«KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD»").now(); pyotp.HOTP("«KVKFKRCPNZQUYMLX»", digits=8)',
        "ROTP::TOTP.new('«KVKFKRCPNZQUYMLX»', issuer: 'x'); TOTP::create('«KVKFKRCPNZQUYMLX»'); TOTP('«s3jdvb7qd2r7jpxx»')",
        'totp.GenerateCode("«KVKFKRCPNZQUYM3X»", time.Now()); totp.Validate(code, "«KVKFKRCPNZQUYM3X»")',
        "gotp.NewDefaultTOTP(\"«4S62BZNFXXSZLCRO»\").Now(); OTP.generateTOTPCodeString('«KVKFKRCPNZQUYMLX»', now)",
        "authenticator.generate('«KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD»'); authenticator.check(token, '«KVKFKRCPNZQUYM3X»')",
        "$google2fa->getCurrentOtp('«KVKFKRCPNZQUYM3X»'); TOTP(key='«KVKFKRCPNZQUYM3X»', digits=6)",
        "oathtool --totp -b «KVKFKRCPNZQUYM3X»; oathtool -b --totp '«KVKFKRCPNZQUYM3X»'",
        "oathtool --totp=sha256 -d 8 -b «KVKFKRCPNZQUYM3X»",
    ),
    misses=(
        "get_hotp(secret, intervals_no=1); get_totp('secret'); get_otp('NRQXE23NNFZXI3DB')",
        "pyotp.TOTP(base64.b32encode(x)); pyotp.TOTP('YOURSECRETKEYHERE')",
        "TOTP.new('authenticationapp'); TOTP('KVKFKRCPNZQUYM3'); TOTP('KVKFKRCPnzquym3x'); TOTP('aaaaaaaaaaaaaaa2')",
        "generate('KVKFKRCPNZQUYM3X'); authenticator.name('authenticationpages')",
        "oathtool --totp -b $SECRET; oathtool --totp -b -- seed; oathtool --totp 00112233445566778899",
    ),
)
