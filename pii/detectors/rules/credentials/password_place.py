"""Passwords at places that only suggest one: in assertions, in hashes of SQL, in what a test types or an interpreter shows, in
examples."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import (
    fits_place,
)
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_REACH = 200
"""Characters after a place in which the password may stand."""

_QUOTED = r"(?P<quote>[\"'])(?P<value>[^\"'\s\\]{3,60})(?P=quote)"
_WORD = r"(?P<value>[^\s\"'`*|,;()<>\[\]]{3,40})"
_SECRET = r"(?:passw(?:or)?d|passphrase|secret|token|api_?key|_pass|_pwd?)"

_FORMS: dict[str, tuple[str, re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what stands there
    "with": (
        r"(?i)\b(?:with|enters?|types?|and) (?:the |a )?password [\"'`]",
        re.compile(r"(?i:\w+ (?:the |a )?password) (?P<quote>[\"'`])(?P<value>[^\"'`\n]{3,40})(?P=quote)"),
    ),
    # As TeX sets what is typed; some signs need a backslash there.
    "set": (
        r"(?i)\b(?:with|enters?|types?|and) (?:the |a )?password[ ~]\\(?:texttt|code)\{",
        re.compile(
            r"(?i:\w+ (?:the |a )?password)[ ~]\\\w+\{(?P<value>(?:[^\s{}\\]|\\[_#$%&{}]){3,40})\}",
        ),
    ),
    "set_verbatim": (
        r"(?i)\b(?:with|enters?|types?|and) (?:the |a )?password[ ~]\\verb[|+!]",
        re.compile(r"(?i:\w+ (?:the |a )?password)[ ~]\\verb(?P<quote>[|+!])(?P<value>[^\s|+!]{3,40})(?P=quote)"),
    ),
    "asserted": (
        rf"(?i){_SECRET}(?:\(\))?(?:[\"'\]]{{2}})?(?:\.\w{{1,20}})?(?:, ?|\)\.(?:to_?be|to_?equal|is_?equal_?to|eq)\()[\"']",
        re.compile(rf"\w+(?:\(\))?(?:[\"'\]]{{2}})?(?:\.\w+)?(?:, ?|\)\.\w+\(){_QUOTED}\)"),
    ),
    "equals": (
        rf"(?i)(?:{_SECRET}|\bpass)(?:\(\))?\.(?:content)?equals(?:ignorecase)?\([\"']",
        re.compile(rf"\w+(?:\(\))?\.\w+\({_QUOTED}\)"),
    ),
    "encoded": (
        r"(?i)password\([\w.]{2,40}(?:\(\))?\.encode\([\"']",
        re.compile(rf"\w+\([\w.]+(?:\(\))?\.encode\({_QUOTED}\)"),
    ),
    "typed": (
        r"(?i)(?:/passw\w{0,10}/i?\)(?:\[\d\])?, ?|passw\w{0,20}, ?\{ ?target: ?\{ ?value: ?)[\"'`]",
        re.compile(
            r"/?\w+(?:/i?\)(?:\[\d\])?, ?|, ?\{ ?target: ?\{ ?value: ?)(?P<quote>[\"'`])(?P<value>[^\"'`\n\\{}]{3,60})(?P=quote)"
        ),
    ),
    "filled": (
        r"(?i)password[\"'] with [\"']",
        re.compile(r"\w+[\"'] with (?P<quote>[\"'])(?P<value>[^\"'\n]{3,40})(?P=quote)"),
    ),
    "expected": (
        rf"(?i)(?:equals?|same|is|that|compare(?:_digest)?|strcmp)\([\"'][^\"'\s]{{3,60}}[\"'], ?"
        rf"(?:[\w.>-]{{0,40}}{_SECRET}|\$[\w.>\[\"'-]{{1,40}}pass)",
        re.compile(rf"\w+\({_QUOTED}, ?\$?[\w.>\[\"'-]*"),
    ),
    "reversed": (
        r"(?i)[\"'](?: ?={2,3} ?|\.(?:content)?equals(?:ignorecase)?\()[\w$@.>\[\"'-]{0,40}"
        r"(?:passw(?:or)?d|passphrase|\bpass|\bpwd)\b",
        re.compile(
            rf"{_QUOTED}(?=(?: ?={{2,3}} ?|\.\w+\()[\w$@.>\[\"'-]*(?:\.(?:[Tt]ext|[Vv]alue|trim)\b)?[()\]\"' ]*"
            r"(?:$|[){;:\r\n]|&&|\|\||then|and\b|or\b))"
        ),
    ),
    "shown": (
        r"(?i)(?:>>>|In \[\d{1,3}\]:|irb\([^\n]{1,30}>) [\w.\[\]\"'()]{1,40}[._]?pass(?:word|phrase|wd)[\"'\]]{0,2}\r?\n",
        re.compile(rf"[^\n]+\n(?:Out\[\d+\]: |=> )?u?{_QUOTED}[ \t]*(?:\r?\n|$)"),
    ),
    "hashed": (
        r"(?i)\b(?:sha[12]?|sha256|md5|password|encrypt|crypt)\('[^'\n]{4,40}'(?:, ?\d{1,3})?\)",
        re.compile(r"\w+\((?P<quote>')(?P<value>[^'\n]{4,40})'"),
    ),
    "example": (
        r"(?i)(?:passw\w{0,10}|jelszo|senha|contrasen(?:i)?a|mot_?de_?passe|lozinka|haslo|heslo|wachtwoord|kennwort)[\"']?:\s{0,40}\n",
        re.compile(
            r"\w+[\"']?:\s*\n(?:\s+(?:type|format|description|minLength|maxLength)[\"']?:[^\n]*\n){0,4}\s+example[\"']?:\s?[\"']?"
            rf"{_WORD}[\"']?\s*$",
            re.MULTILINE,
        ),
    ),
}
_REGEXES = {f"password_place.{name}": regex for name, (_, regex) in _FORMS.items()}
_BEFORE_ASSERTION = re.compile(r"(?i)assert|equal|expect|str[nl]?c(?:mp|py)|compare|\bis\b|should|verify")
_NAMED = ("password_place.asserted", "password_place.expected")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    for hit in hits:
        if hit.pattern == "password_place.reversed":
            match = _before_comparison(text, hit)
        else:
            match = _REGEXES[hit.pattern].match(text, hit.start, hit.end + _REACH)
        if match is None or not fits_place(match["value"], among_words=hit.pattern == "password_place.hashed"):
            continue
        if hit.pattern == "password_place.asserted" and not _BEFORE_ASSERTION.search(
            text, line_before(text, hit.start), hit.start
        ):
            continue
        key = hit.pattern in _NAMED and "pass" not in match.group().lower()
        yield Span(*match.span("value"), Label.KEY if key else Label.PASSWORD)


def _before_comparison(text: str, hit: Hit) -> re.Match[str] | None:
    """The literal that ends at the hit, on the left of what it is compared with."""
    opened = text.rfind(text[hit.start], line_before(text, hit.start), hit.start)
    return _REGEXES[hit.pattern].match(text, opened, hit.end + _REACH) if opened >= 0 else None


RULE = Rule(
    "password_place",
    {f"password_place.{name}": pattern for name, (pattern, _) in _FORMS.items()},
    find,
    rank=4,
    proves=False,
    hits=(
        "if ('«x!9lark»' == $_POST['password']) {}; if (\"«Larkmist7»\" === req.body.password) {}; if '«Larkmist7»' == password:",
        'if ("«Larkmist7»".equals(password)) {}; if ("«Larkmist7»".Equals(txtPassword.Text)) {}',
        'hmac.compare_digest(password, "«Larkmist7»"); secrets.compare_digest("«Larkmist7»", password)',
        'if (strcmp("«Larkmist7»", password) == 0) {}; hash_equals("«Larkmist7»", $_POST["password"])',
        ">>> entry.password\n'«lark-Mist5»'\nIn [3]: row[\"passwd\"]\nOut[3]: '«larkmist7»'\n",
        'Given there is a user "jroe" with password "«larkmist»"',
        "Log in as \\texttt{jroe@db} with password \\texttt{«Hollow\\_Ash4»} and password~\\verb|«lark#mist»|.\n",
        'self.assertEqual(creds.password, "«s3cur3P4ss»")',
        'a.Equal(session.AccessToken, "«1234567890»")',
        'assertEquals("«larkmist»", auth.getPassword());',
        'if (user.equals("a") && password.equals("«larkmist»"))',
        'userEvent.type(screen.getByLabelText(/password/i), "«larkmist»")',
        "fireEvent.change(passwordInput, { target: { value: '«larkmist»' } });",
        'When I fill in "Password" with "«larkmist»"',
        'And I enter the password "«larkmist»"',
        '.password(encoder().encode("«larkmist»")).roles("A"); pass.equals("«mossdrum»")',
        "VALUES (1, 'jroe', SHA2('«Moss!Lane42»', 512));",
        "password:\n  type: string\n  example: «jelszo123»\n",
        "md5('12345') md5('«123456»')",
        'log(token, "x") assertEqual(a.token, "«1234567890»")',
    ),
    misses=(
        "Log in with password \\ref{sec:Ash4} and password \\texttt{\\emph{Ash4}} or \\emph{password} length, with password "
        "\\texttt{password} and password \\verb|<your password>|.\n",
        ">>> entry.title\n'larkmist7'\n>>> entry.password\n>>> 'larkmist7'\n>>> entry.password_field\n'larkmist7'\n",
        """if ("text" == password_type) {}; if ('password' == field) {}; if ('' == password) {}; x = "lark" == word""",
        'if ("larkmist".equals(passwordField.getName())) {}; hmac.compare_digest("larkmist", digest)',
        "MD5('cache')",
        'name(encoder().encode("larkmist")); bypass.equals("larkmist")',
        'name.equals("larkmist"); password.equals(other)',
        'userEvent.type(screen.getByLabelText(/email/i), "larkmist")',
        "fireEvent.change(nameInput, { target: { value: 'larkmist' } });",
        'I fill in "Name" with "larkmist"',
        'raise_error(password, "required")',
        'log(token, "larkmist")',
        "password:\n  type: string\n",
    ),
)
