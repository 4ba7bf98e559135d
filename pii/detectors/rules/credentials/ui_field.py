"""Passwords that code writes into the field of a form: `txtPass.setText("V")`, `passwordBox.Text = "V"`."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places

_FIELD = r"(?:passw(?:or)?d?|pass|pwd|senha|contrasena|parola|sifre)"
_FORMS: Forms = {
    "set": (
        rf"(?i)\b\w{{0,12}}{_FIELD}(?:field|box|text|input|txt|edit)?\.settext\(\"",
        re.compile(
            r"(?!\w*(?i:lbl|label|hint|title|error|msg|message|btn|button))\w+\.set[tT]ext\(\"(?P<password>[a-z0-9][^\s\"\\:]{2,40})\"\)"
        ),
    ),
    "text": (
        rf"(?i)\b(?:txt|tb|textbox|edit|edt|input){_FIELD}\w{{0,10}}\.(?:text|value|password) ?= ?\"",
        re.compile(r"\w+\.\w+ ?= ?\"(?P<password>[a-z0-9][^\s\"\\:]{2,40})\""),
    ),
}

RULE = Rule(
    "ui_field",
    places("ui_field", _FORMS),
    Finder("ui_field", _FORMS),
    rank=4,
    hits=(
        'txtPass.setText("«larkmist»");',
        'passwordField.setText("«tulip77»");',
        'txtPassword.Text = "«larkmist»";',
    ),
    misses=(
        'lblPassword.setText("larkmist"); passwordLabel.setText("larkmist")',
        'txtPass.setText("Password"); txtPass.setText(""); txtPass.setText(pass)',
        'txtPassword.Text = ""; txtName.Text = "larkmist";',
    ),
)
