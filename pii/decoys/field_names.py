"""Literals that name a field, repeat their variable's name, or are stand-ins like their neighbour: `passwordField: "pass"`."""

from pii import expressions as re
from pii.known.credential_names import describes_password, names_password
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import text_before

# The name that a literal is assigned to, and words of such a name that make it about credentials without holding one.
_NAME_BEFORE = re.compile(
    r"(?<![\w.-])[\d.-]*+([A-Za-z_][\w.-]*+)[\"'\]]{0,2}"
    r"(?:\s?(?::=|=>|[:=])\s?(?P<quote>[\"'`])?|[ \t]{1,24}(?P<spaced>[\"'`]))$"
)
_LONGEST_NAME_BEFORE = 120
"""Characters of the name that a value is assigned to, with the operator."""
_OTHERWISE = frozenset("code field hash header id input label message param parameter path prefix type url".split())
"""As the last word of the name: the kind of thing."""
_NO_KEY = frozenset({"event", "hashed", "storage"})
"""Anywhere in the name of a key."""
_WHATEVER_NAMED = frozenset(("rules.hashed_password", "rules.key_formats"))
"""Assigned to a column for its hash; in the format of one vendor's keys: `aws_access_key_id = "AKIA…"`."""
_SHORT = {"pass": "password", "passwd": "password", "pwd": "password", "pw": "password"}
"""Abbreviations of words for a password: `MQTT_PASS=mqtt_password`."""
_SIGHT = 120
"""Characters to either side in which a form's other fields are sought."""
_TWIN = re.compile(
    r"(?i)(ssid|user(?:_?name)?|login|e-?mail)[\"'\]]{0,2}(?:\s*(?:=>|[:=])\s*|\s+)[\"'](?:e?\1|user_?name)[\"']"
)
"""A neighbouring field that also repeats its own name: `WIFI_SSID "ssid"`."""
_TWIN_ARGUMENT = re.compile(r"(?i)[\"']user_?name[\"'],\s?[\"']$")
"""The same for the previous argument: `Credentials("username", "password")`."""
_STAND_IN = re.compile(r"(?:my|your|the|some)?[-_]?(?:user[-_]?)?(?:password|passwd|pass|pwd)", re.IGNORECASE)
"""The word for a password in place of one."""
_ACCOUNT_NAME = r"(?:\b|[\w-])(?:user(?:[_-]?name)?|login|account)"
_ACCOUNT_WORD = (
    r"(?:user[-_]?name|(?:my|your|the|some)[-_]?(?:user(?:[-_]?name)?|login|account)|(?-i:USER|LOGIN|ACCOUNT))"
)
_STOOD_IN = re.compile(
    rf"(?:^|[^\w-])--?[\w-]{{0,20}}?{_ACCOUNT_NAME}[= ][\"']?{_ACCOUNT_WORD}(?![\w@.-])"
    rf"|^[ \t]*(?:\#|;|//)[ \t]*[\w.-]{{0,30}}?{_ACCOUNT_NAME}[ \t]?[=:][ \t]?[\"']?{_ACCOUNT_WORD}[\"']?[ \t]*\r?$"
    rf"|\([ ]?(?P<argument>[\"'])[\w.-]{{0,30}}?{_ACCOUNT_NAME}(?P=argument),[ ]?[\"']{_ACCOUNT_WORD}[\"'][ ]?\)",
    re.IGNORECASE | re.MULTILINE,
)
"""The word for an account in place of one: as an option's value, in a comment, as the second argument of a setter."""
_STANDS_IN = re.compile(
    r"(?:^|\s)--?[\w-]+[= ][\"']?$|^[ \t]*(?:\#|;|//)[ \t]*[\w.-]+[ \t]?[=:][ \t]?[\"']?$|\([ ]?[\"'][\w.-]+[\"'],[ ]?[\"']$",
    re.MULTILINE,
)
"""What precedes the password in the same places."""
_DATABASE = re.compile(
    r"(?:db|database)_?name[\"'\]]{0,2}\s?=>?\s?[\"'](?:name|db_?name|database|my_?db|your_?db)[\"']"
    r"[^\n]{0,40}(?:\n[^\n]{0,60}){0,3}?\w*user(?:_?name)?[\"'\]]{0,2}\s?=>?\s?[\"'](?:db_?)?user(?:_?name)?[\"']",
    re.IGNORECASE,
)
"""A database and its account named by the words for them."""
_CONSTANT = re.compile(
    r"(?P<prefix>\b[A-Z][A-Z\d]*(?:_[A-Z\d]+)*_)(?P<last>[A-Z\d]+)[ \t]{0,24}(?::[ \t]?\w+)?[ \t]{0,24}=>?[ \t]{0,24}[\"']\Z"
)
_GIVEN_BY_VARIABLE = re.compile(r"\s(?:-p|--?pass(?:word|wd)?)[ =][\"']?\$\{?\w{1,40}\}?[\"']?[ \t]\Z")
"""A command option whose password comes from a variable; the next argument is not the password."""
_FAILS = re.compile(r"(?i)\bfail\w{0,6}[\"']?\s?[:=]")
"""A check's results, where `pass` is the opposite of `fail`."""
_SWITCH = re.compile(r"(?<=\d)[A-Za-z]|(?<=[A-Za-z])\d")


def named_otherwise(text: str, span: Span) -> bool:
    """Whether the literal is the name of a field, or stands in for a value; see `DECOYS`."""
    value = text[span.start : span.end]
    if span.source in _WHATEVER_NAMED or len(value) > 60 or len(_SWITCH.findall(value)) > 2:
        return False
    if span.label is Label.PASSWORD and text[span.end : span.end + 1] == ")":
        return _is_variable_argument(text, span, value)
    before = text_before(text, span.start, _LONGEST_NAME_BEFORE)
    if any(stands(text, span, value, before) for stands in _STANDING):
        return True
    name = _NAME_BEFORE.search(before, before.rfind("\n") + 1)
    if name is None:
        return False
    given, named = words(value), words(name[1])
    if name["quote"] is None and name["spaced"] is None:
        in_path = before[name.start() - 1 : name.start()] == "/"
        return span.label is Label.PASSWORD and not in_path and _repeats_name(given, named)
    if not named:
        return False
    return _is_no_key(given, named) if span.label is Label.KEY else _is_no_password(text, span, value, given, named)


def _is_variable_argument(text: str, span: Span, value: str) -> bool:
    """`authentication(userName: loginName, password: loginPassword)`"""
    parts = words(value) if text[span.start - 1 : span.start] == " " and value.isalpha() else []
    return len(parts) > 1 and names_password(parts)


def _repeats_name(given: list[str], named: list[str]) -> bool:
    """`spring.datasource.password=datasource-password`"""
    whole, end = ([_SHORT.get(word, word) for word in part] for part in (given, named[-len(given) :]))
    return len(given) > 1 and whole == end


def _is_no_key(given: list[str], named: list[str]) -> bool:
    """`client_secret: "google_client_secret"`, but not "my-client-secret", which an author chose."""
    repeated = given[-len(named) :] == named and len(given) <= len(named) + 1 and given[0] != "my"
    return len(named) > 1 and repeated or named[-1] in _OTHERWISE or not _NO_KEY.isdisjoint(named)


def _is_no_password(text: str, span: Span, value: str, given: list[str], named: list[str]) -> bool:
    if describes_password(named) or value.lower() == "password?":  # the type of an optional value in a schema
        return True
    first, last = max(0, span.start - _SIGHT), span.end + _SIGHT
    if value.lower() == "password" and _TWIN.search(text, first, last):
        return True
    if named == ["pass"] and _FAILS.search(text, first, last):
        return True
    # KEYSTORE_PASSWORD = "keyStorePassword"; "Low-pass": "lowpass", but not DB_PASS = "dbpass"
    alike = "".join(given) == "".join(named) and (len(given) > 1 or len(named) > 1 and not names_password(named))
    return alike or len(set(given).intersection(named)) > 1 or named[-1] in _OTHERWISE


def _is_twin_argument(text: str, span: Span, value: str, before: str) -> bool:
    """`Credentials("username", "password")`"""
    return value.lower() == "password" and _TWIN_ARGUMENT.search(before) is not None


def _is_behind_variable(text: str, span: Span, value: str, before: str) -> bool:
    """`kadmin add -p $PASSWORD jroe`"""
    return span.label is Label.PASSWORD and _GIVEN_BY_VARIABLE.search(before) is not None


def _is_one_of_constants(text: str, span: Span, value: str, before: str) -> bool:
    """Whether a constant and its neighbour both repeat the end of their names: `CONF_HOST = "host"`, `CONF_PIN = "pin"`."""
    constant = _CONSTANT.search(before, before.rfind("\n") + 1)
    if constant is None or constant["last"].lower() != value.lower():
        return False
    sibling = re.compile(rf"\b{constant['prefix']}([A-Z\d]+)\b[^\n=]{{0,40}}=>?\s{{0,24}}[\"'](?i:\1)[\"']")
    first, last = max(0, span.start - 2 * _SIGHT), span.end + 2 * _SIGHT
    return any(not match.start() < span.start < match.end() for match in sibling.finditer(text, first, last))


def _is_beside_stand_in(text: str, span: Span, value: str, before: str) -> bool:
    """Whether the neighbouring account, or the database and its account, are also named by the words for them."""
    if span.label is not Label.PASSWORD or _STAND_IN.fullmatch(value) is None:
        return False
    first, last = max(0, span.start - _SIGHT), span.end + _SIGHT
    if _STANDS_IN.search(before, before.rfind("\n") + 1) and _STOOD_IN.search(text, first, last):
        return True
    return _DATABASE.search(text, first, last) is not None


_STANDING = (_is_twin_argument, _is_behind_variable, _is_one_of_constants, _is_beside_stand_in)
"""Checks of the surroundings alone, whatever the literal is assigned to."""
