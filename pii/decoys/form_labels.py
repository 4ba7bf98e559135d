"""A form's label in any language: `password = "Passwort"`, `lastname = "Apelido"` in a message catalogue."""

from pii import expressions as re
from pii.decoys.base import line_around
from pii.known.credential_names import PASSWORD_LABELS
from pii.known.name_labels import is_name_label
from pii.labels import Label
from pii.spans import Span, is_proved
from pii.text.surroundings import text_before


def ui_label(text: str, span: Span) -> bool:
    value = text[span.start : span.end].strip("\"' ")
    if span.label is Label.NAME:
        return is_name_label(value) or not value.isascii() and _OWN_LABEL.search(value) is not None
    if len(value) > _LONGEST_LABEL or _is_proved_by_grammar(span):
        return False
    if any(map(str.isdigit, value)):
        return " " in value and _ANDROID_STRING.search(line_around(text, span)[0]) is not None
    if not value.isascii() and not _ASCII_SIGNS.search(value) and not _is_coined(value):
        return True
    if (" " in value or value[:1].isupper()) and _LABEL.search(value):
        return True
    if _ANDROID_STRING.search(line_around(text, span)[0]) is not None:
        return True
    return _PATH_NAMES.search(text_before(text, span.start, _LONGEST_PATH_NAMES)) is not None


def _is_coined(value: str) -> bool:
    """Whether words without a blank are joined as people join them in a password, `löyly-kiuas`, and none of them is a label."""
    return _COINED.fullmatch(value) is not None and _LABEL.search(value.replace("-", " ")) is None


_ALPHABETS = "A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff"
"""Latin, Greek and Cyrillic, whose words are told apart by blanks."""
_COINED = re.compile(rf"[{_ALPHABETS}]{{3,}}(?:-[{_ALPHABETS}]{{3,}}){{1,4}}")


def _is_proved_by_grammar(span: Span) -> bool:
    """Whether a program's grammar proves it: there are no labels there, and users choose passwords in any language."""
    return is_proved(span) and span.source in _GRAMMARS


_GRAMMARS = frozenset(
    f"rules.{rule}"
    for rule in (
        *("command_line", "typed_password", "config_file", "daemon_password", "server_secret", "server_user"),
        *("device_secret", "rails_log", "url_credentials"),
    )
)
"""Rules with the grammars of commands, program files, logs and URLs."""
_LONGEST_LABEL = 200
_ASCII_SIGNS = re.compile(r"[#$%&*+<=>@\\^_`{|}~]")
_LABEL = re.compile(re.any_case(map(re.escape, PASSWORD_LABELS)))
_OWN_LABEL = re.compile("|".join(re.escape(label) for label in PASSWORD_LABELS if not label.isascii()))
_PATH_NAMES = re.compile(r"\bpath_names(?::|\s*=>)\s*\{[^{}]*\Z")
"""Devise's names for account pages in a site's URLs: `path_names: { sign_in: "entrar", password: "clave" }`."""
_LONGEST_PATH_NAMES = 240
_ANDROID_STRING = re.compile(r"<string name=\"[^\"<>]*\"[^<>]*>[^<>]*$")
