"""Who to log in as, and with what, as remarks say it: `log in as jroe with V until SSO works`, `sign in as jroe using V`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import TYPES, may_be_password, names_a_field, tells_itself
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_REACH = 120

_REMARK = re.compile(
    r"[\w -]{3,16}? as (?:the )?(?:user )?(?P<mark>[\"'`]?)(?P<account>[A-Za-z][\w.-]{0,38}\w)(?:@[\w.-]+)?(?P=mark)"
    r"(?:,? (?:with|using)|/) ?(?:the )?(?P<told>(?:password|passwd|pass|pw) )?"
    r"(?P<quote>[\"'`]?)(?P<value>[^\s\"'`,;<>(){}$]{4,40}?)(?P=quote)(?=[.,;:)]?(?:\s|$))"
)
_MEANS = re.compile(
    r"(?:o?auth|saml|sso|u2f|fido|webauthn|openid|ldap|x509|2fa|mfa|otp|totp|ed25519|rsa|ecdsa|sha|aes|pkcs|http|tls|ipv?|md)[-_.]?\d*\w?"
    r"|(?:2|two)-\w+|[A-Za-z]+(?:[-_./][A-Za-z]+)*[-_.]?\d?",
    re.IGNORECASE,
)
"""What one logs in with besides: protocols, second factors, and words, one with the number of its version."""
_CAPITALISED = re.compile(r"[A-Z][a-z]+")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits, and the accounts of persons beside them."""
    for hit in hits:
        remark = _REMARK.match(text, hit.start, hit.end + _REACH)
        if remark is None or not _is_password(remark):
            continue
        yield Span(*remark.span("value"), Label.PASSWORD)
        if is_account(remark["account"]):
            yield Span(*remark.span("account"), Label.USERNAME)


def _is_password(remark: re.Match[str]) -> bool:
    value = remark["value"]
    if not may_be_password(value) or value.lower() in TYPES or names_a_field(value):
        return False
    if remark["told"]:
        return bool(remark["quote"]) or tells_itself(value) or _CAPITALISED.fullmatch(value) is not None
    return tells_itself(value) and _MEANS.fullmatch(value) is None


RULE = Rule(
    "login_remark",
    {
        "login_remark.as": r"(?i)\b(?:log(?:ged|s|ging)?[ -]?(?:in|on)|sign(?:ed|s|ing)? ?(?:in|on)|connect|authenticate) as \w"
    },
    find,
    rank=4,
    hits=(
        "// log in as «jroe» with «Lark-Mist41» until SSO works",
        "# Sign in as the user `«kroe»` using `«lark4mist»`.\n- logged in as admin with «Lark!Mist»",
        "# login as «jroe» with password «Larkmist»\n# connect as «kroe» with the password '«larkmist»'",
    ),
    misses=(
        "log in as jroe with Facebook, sign in as admin with SSO2, login as jroe with OAuth2 or log in as jroe with 2-factor",
        "log in as a user with two-factor, logged in as jroe with password authentication, log in as jroe with IPv6",
        "log in as jroe with $PASSWORD, as jroe with Lark-Mist41, login as jroe on host1 with it",
        "sign in as jroe with version-2",
    ),
)
