"""Credentials whose name and value stand apart: property lists, Terraform variables, parameters of templates, form fields."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import CREDENTIAL_WORD, Rule
from pii.detectors.rules.credentials.assignments import COMPARED
from pii.detectors.rules.credentials.credential_values import credential, may_be_password
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_REACH = 500
"""Characters between a name and its value: the type, a description and a flag or two."""

_QUOTE = r"\\{0,7}[\"']"
_QUOTED = rf"(?P<quote>{_QUOTE})(?P<value>(?:[^\"'\\\n]|(?!(?P=quote))(?:[\"']|\\.)){{3,200}}+)(?P=quote)"
_VALUE = rf"(?:{_QUOTED}|(?P<bare>[^\s\"'{{}}\[\],<>&|)]{{3,200}})(?=\s|$|[,)}}]))"
_HERE = r"(?:<<[-~]?(?P<word>\w+)\r?\n[ \t]*(?=[^\s][^\n]*\n[ \t]*(?P=word)\b))"
"""The start of a here-document, whose only line is the value."""

_FORMS: dict[str, tuple[str, re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what stands there
    "element": (
        rf"(?i){CREDENTIAL_WORD}[\w. ]{{0,12}}</(?:key|name|t[dh]|string)>",
        re.compile(
            r"[^<>\n]{1,80}</(?:key|name|t[dh]|string)>\s*<(?P<tag>string|value|defaultValue|t[dh])>"
            r"(?P<value>[^<>\n]{3,200})</(?P=tag)>",
            re.IGNORECASE,
        ),
    ),
    "entry": (
        rf"(?i)\b(?:parameter_?)?(?:name|key|id)[\"']?\s?[:=]\s?[\"']?\w{{0,30}}{CREDENTIAL_WORD}",
        re.compile(
            rf"\w+{_QUOTE}?\s?[:=]\s?{_QUOTE}?(?P<name>[\w.-]+){_QUOTE}?,?\s*+(?:\"type\"\s?:\s?\"\w*+\",\s*+)?"
            rf"{_QUOTE}?(?:Parameter|default)?_?Value{_QUOTE}?\s?[:=]\s*(?:!!str )?{_VALUE}",
            re.IGNORECASE,
        ),
    ),
    "argument": (
        rf"(?i)<stringProp name=\"Argument\.name\">\w{{0,30}}{CREDENTIAL_WORD}",
        re.compile(
            r"<stringProp name=\"Argument\.name\">(?P<name>[\w.-]+)</stringProp>\s*<stringProp name=\"Argument\.value\">"
            r"(?P<value>[^<>\n]{3,200})</stringProp>",
            re.IGNORECASE,
        ),
    ),
    "property": (
        rf"(?i)<elementProp name=\"\w{{0,30}}{CREDENTIAL_WORD}",
        re.compile(
            r"<elementProp name=\"(?P<name>[\w.-]+)\"[^>]*>(?:\s*<boolProp[^<>]*>\w*</boolProp>)*\s*"
            r"<stringProp name=\"Argument\.value\">(?P<value>[^<>\n$]{3,200})</stringProp>",
            re.IGNORECASE,
        ),
    ),
    "variable": (
        rf"(?i)\bvariable [\"']?\w{{0,30}}{CREDENTIAL_WORD}",
        re.compile(
            rf"variable [\"']?(?P<name>[\w-]+)[\"']?\s*\{{(?:(?!\bdefault\b)[^{{}}])*+\bdefault\s*=\s*{_HERE}?{_VALUE}",
            re.IGNORECASE,
        ),
    ),
    "parameter": (
        rf"(?i){CREDENTIAL_WORD}\w{{0,20}}[\"']?:\s?[{{\r\n]",
        re.compile(
            rf"\w+{_QUOTE}?:\s*+(?:\{{\s*+)?"
            rf"(?:{_QUOTE}?"
            rf"(?:type|noecho|sensitive|description)\b{_QUOTE}?\s?:[^,\n]*+[,\n]\s*+)*"
            rf"{_QUOTE}?(?:default|defaultValue|value){_QUOTE}?\s?:\s*{_VALUE}",
            re.IGNORECASE,
        ),
    ),
    "field": (
        r"(?i)(?:passw\w{0,10}|\bpwd|[\"'#=]pass)[\"'\])]{1,4}"
        r"(?:\)|, ?|\)?\.(?:clear\(\)\.)?(?:type|fill|send_?keys|set_?value)\()[\"'`]",
        re.compile(
            r"\W?\w+[\"'\]`)]{1,4}\)?(?:, ?|\)?\.(?:clear\(\)\.)?\w+\()(?P<quote>[\"'`])(?P<value>[^\"'`\n]{3,80}?)"
            r"(?:\{[a-zA-Z]+\})?(?P=quote)\)"
        ),
    ),
    "environment": (
        rf"(?i)\b(?:set_?env|putenv)\([\"']?\w{{0,30}}{CREDENTIAL_WORD}",
        re.compile(rf"\w+\([\"']?(?P<name>\w+?)(?:_ENV|_VAR)?[\"']?\s?[,=]\s?{_QUOTED}", re.IGNORECASE),
    ),
    "robot": (
        r"(?i)\binput password  ",
        re.compile(r"input password[ \t]{2,}\S+[ \t]{2,}(?P<value>[^\s$]{3,80})", re.IGNORECASE),
    ),
    "filled": (
        r"(?i)passw\w{0,20}(?:[\"']?, with: ?|\)?\.(?:send_?keys|fill|type|(?:enter|type|replace|set|put)_?text|set_?value)\()"
        r"[\"']",
        re.compile(r"\w+(?:[\"']?, with: ?|\)?\.\w+\()(?P<quote>[\"'])(?P<value>[^\"'\n]{3,80})(?P=quote)"),
    ),
    "typed": (
        r"\"type\" ?: ?\"password\",\s{1,20}\"value\" ?: ?\"",
        re.compile(r"\"type\" ?: ?\"password\",\s+\"value\" ?: ?(?P<quote>\")(?P<value>[^\"\n]{3,80})(?P=quote)"),
    ),
    # Of the registry of Windows, by `reg` and by PowerShell.
    "registry": (
        rf"(?i)[ \t]/v[ \t]+[\"']?\w{{0,30}}{CREDENTIAL_WORD}",
        re.compile(
            rf"\s/v\s+[\"']?(?P<name>\w+)[\"']?(?:\s+/(?:t\s+reg_\w+|f|reg:\d\d))*\s+/d\s+{_VALUE}", re.IGNORECASE
        ),
    ),
    "item": (
        rf"(?i)[ \t]-name[ \t]+[\"']?\w{{0,30}}{CREDENTIAL_WORD}",
        re.compile(
            rf"\s-name\s+[\"']?(?P<name>\w+)[\"']?(?:\s+-(?:property)?type\s+[\"']?\w+[\"']?)*\s+-value\s+(?!\(){_VALUE}",
            re.IGNORECASE,
        ),
    ),
    "generated": (
        r"\"result\": ?\"",
        re.compile(r"\"result\": ?\"(?P<value>[^\"\n]{3,80})\"[^{}]*\}[^{}]*\"type\": ?\"random_password\""),
    ),
}
_REGEXES = {f"named_value.{name}": regex for name, (_, regex) in _FORMS.items()}
_NAME_BEFORE = re.compile(r"[\w.-]*$")
_VALUE_BEFORE = re.compile(
    rf"\b(?:Parameter)?Value{_QUOTE}?\s?[:=]\s?{_VALUE},?\s*(?:{_QUOTE}type{_QUOTE}\s?:\s?{_QUOTE}\w{{1,12}}{_QUOTE},\s*)?{_QUOTE}?$".replace(
        "(?=\\s|$|[,)}])", ""
    ),
    re.IGNORECASE,
)
"""`value: hunter2`, then the name."""
_CHARACTERS_BEFORE = re.compile(
    r"(?i:load|store|password|protection|PBEKeySpec|char\[\])[^\"\n]{0,80}\"(?P<value>[^\"\n]{3,80})$"
)
"""A password as Java's key stores take it."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords and keys at the hits."""
    done = 0
    for hit in hits:
        if hit.pattern == "named_value.characters":
            yield from _characters(text, hit)
            continue
        match = _REGEXES[hit.pattern].match(text, hit.start, hit.end + _REACH)
        if match is not None:
            group = "value" if match["value"] else "bare"
            listed = hit.pattern == "named_value.field" and _is_listed(text, hit, match)
            if match.start(group) >= done and not listed:
                label = credential(_name(text, hit, match), match[group])
                if label:
                    done = match.end(group)
                    yield Span(*match.span(group), label)
        elif hit.pattern == "named_value.entry":
            yield from _before(text, hit)


_OF_PASSWORDS = frozenset(f"named_value.{form}" for form in ("field", "filled", "robot", "generated", "typed"))
"""Forms that say themselves what they hold."""


def _name(text: str, hit: Hit, match: re.Match[str]) -> str:
    if "name" in match.re.groupindex:
        return match["name"]
    if hit.pattern in _OF_PASSWORDS:
        return "password"
    before = _NAME_BEFORE.search(text, hit.start - REACH, hit.start)
    word = _NAME_AFTER.match(text, hit.start)
    return (before.group() if before else "") + (word.group() if word else "")


_NAME_AFTER = re.compile(r"[\w. -]+")
_FIRST_ARGUMENT = re.compile(r"\(\s*(?:\w+(?:\.\w+)?, ?)?[\"'`][^\"'`\n]{0,60}(?:[\"'][^\"'`\n]{0,20})?$")


def _is_listed(text: str, hit: Hit, match: re.Match[str]) -> bool:
    """Whether the name is one of a list of names, such as the fields of a form, rather than the first argument of a call."""
    by_comma = text[hit.start : match.start("value")].rstrip("\"'`").endswith((",", ", "))
    if by_comma and any(call.search(text, hit.start - REACH, hit.start) for call in (_ASKED, COMPARED)):
        return True
    return by_comma and _FIRST_ARGUMENT.search(text, hit.start - REACH, hit.start) is None


_ASKED = re.compile(
    r"(?:input_?box|prompt|msg_?box|(?:input|confirm|message)_?dialog|ask_?(?:string|for_?password|pass)?)"
    r"\(\s*(?:\w+(?:\.\w+)?, ?)?[\"'`][^\"'`\n]{0,80}$",
    re.IGNORECASE,
)
"""A dialogue that asks for it: what follows is its heading."""


def _before(text: str, hit: Hit) -> Iterator[Span]:
    """An entry whose value comes first."""
    match = _VALUE_BEFORE.search(text, hit.start - 300, hit.start)
    entry = _ENTRY_NAME.match(text, hit.start)
    if match is None or entry is None:
        return
    group = "value" if match["value"] else "bare"
    label = credential(entry["name"], match[group])
    if label:
        yield Span(*match.span(group), label)


_ENTRY_NAME = re.compile(r"\w+[\"']?\s?[:=]\s?[\"']?(?P<name>[\w.-]+)")


def _characters(text: str, hit: Hit) -> Iterator[Span]:
    match = _CHARACTERS_BEFORE.search(text, hit.start - 200, hit.start)
    if match and may_be_password(match["value"]):
        yield Span(*match.span("value"), Label.PASSWORD)


RULE = Rule(
    "named_value",
    {f"named_value.{name}": pattern for name, (pattern, _) in _FORMS.items()}
    | {"named_value.characters": r"\"\.toCharArray\(\)"},
    find,
    rank=4,
    proves=False,
    hits=(
        '<elementProp name="password" elementType="x">\n<boolProp name="a">true</boolProp>\n'
        '<stringProp name="Argument.value">«larkmist»</stringProp>',
        '"key": "password",\n"value": "«a\'b;c<d9Z!»"',
        '{"key": "password", "value": "«w]Lp/3?k#{Nf@82_(e»", "type": "string"}',
        '{"value": "«kl0oster-Tuin»", "type": "string", "key": "password"}',
        "$(#passwordField).enterText('«larkmist7»')",
        '<stringProp name="Argument.name">password</stringProp>\n<stringProp name="Argument.value">«larkmist»</stringProp>',
        '<stringProp name="Argument.name">secret</stringProp><stringProp name="Argument.value">«9xRqOCj8M7gyzCB6dS»</stringProp>',
        "<key>WiFiPassword</key>\n<string>«Moss!Lane42»</string>",
        "<tr><td>Password</td><td>«Moss!Lane42»</td></tr>",
        "<name>DB_PASSWORD</name>\n  <defaultValue>«tin-Drum_77»</defaultValue>",
        "<key>ApiKey</key><string>«9xRqOCj8M7gyzCB6dSeJQaRWyOxvhkTt»</string>",
        '- value: "«tin-Drum_77»"\n  name: DB_PASSWORD',
        "- name: dbPassword\n  value: «tin-Drum_77»",
        '{"Key": "password", "Value": "«tin-Drum_77»"}',
        '{"ParameterKey": "DbPassword", "ParameterValue": "«tin-Drum_77»"}',
        '<add value="«tin-Drum_77»" key="Password"/>',
        '{"value": "«9xRqOCj8M7gyzCB6dSeJQaRWyOxvhkTt»", "name": "PAYMENT_API_KEY"}',
        'reg add "HKLM\\x y" /v DefaultPassword /t REG_SZ /d «Otter!Bank30» /f\r\nreg add x /v "Passwd" /d "«otter bank»"\n',
        "Set-ItemProperty -Path $x -Name DefaultPassword -Value '«Otter!Bank30»'\nNew-ItemProperty x -Name \"DefaultPassword\""
        " -PropertyType String -Value «otterbank» -Force\n",
        'variable "db_password" {\n  description = "x"\n  default = <<-EOT\n    «Winter_Pylon!408»\n  EOT\n}',
        'variable "db_password" {\n  type = string\n  sensitive = true\n  default = "«tin-Drum_77»"\n}',
        "DbPassword:\n  Type: String\n  NoEcho: true\n  Default: «tin-Drum_77»",
        '"adminPassword": {"type": "securestring", "defaultValue": "«tin-Drum_77»"}',
        '"adminPassword": {"value": "«tin-Drum_77»"}',
        'cy.get("#password").type("«tin-Drum_77»")',
        'cy.get("#pass").type("«tin-Drum_77»{enter}"); find_element_by_id("pass").send_keys("«larkmist»")',
        'driver.find_element(By.ID, "password").send_keys("«tin-Drum_77»")',
        "Input Password    id=password    «larkmist»",
        'setenv("DB_PASSWORD", "«larkmist»", 1); setenv(DB_PASSWORD_ENV, "«larkmist»", 1);',
        'fill_in "Password", with: "«tin-Drum_77»"',
        '"credentials": [{"type": "password", "value": "«larkmist»"}]',
        '{"id": "password", "type": "text", "value": "«tin-Drum_77»"}',
        "<name>javax.jdo.option.ConnectionPassword</name>\n  <value>«tin-Drum_77»</value>",
        'await page.fill("#password", "«tin-Drum_77»");',
        'keys.load(in, "«tin-Drum_77»".toCharArray());',
        '{"attributes": {"result": "«Moss!Lane42»", "special": true}, "type": "random_password"}',
        '<add key="mapsPrivateKey" value="«q7Zt3KxW9bRm2VnC8pLd»" />',
    ),
    misses=(
        '<stringProp name="Argument.name">tokenId</stringProp>\n<stringProp name="Argument.value">larkmist</stringProp>',
        '<stringProp name="Argument.name">password</stringProp>\n<stringProp name="Argument.value">${PASS}</stringProp>',
        "<key>Password</key>\n<string>Enter your password</string>",
        "<key>PasswordHint</key>\n<string>tin-Drum_77</string>",
        "<tr><td>Password</td><td>string</td></tr>",
        "- name: dbPasswordLength\n  value: tin-Drum_77",
        "- name: DB_PASSWORD\n  value: ${DB_PASSWORD}",
        '{"key": "password", "value": "{{password}}"}, {"key": "password", "value": "#{pw}"}, {"key": "password", "value": ""}',
        "- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: tin-drum",
        "reg add x /v DefaultPassword /t REG_SZ /d %PASS% /f\nreg query x /v DefaultPassword\n"
        "reg add x /v NoPasswordReveal /d otterbank\nreg add x /v Colour /t REG_SZ /d Otter!Bank30\n",
        "Set-ItemProperty -Path $x -Name DefaultPassword -Value $Password\nRemove-ItemProperty -Name DefaultPassword\n"
        "Set-ItemProperty x -Name DefaultPassword -Value (Read-Host)\nSet-ItemProperty x -Name Colour -Value 'Otter!Bank30'\n",
        'variable "db_password" {\n  type = string\n  default = ""\n}',
        'variable "db_password" {\n  default = <<-EOT\n    Winter_Pylon!408\n    and more\n  EOT\n}',
        'variable "db_password" {\n  default = <<-EOT\n    ${var.other_password}\n  EOT\n}',
        'variable "db_password_length" {\n  default = "tin-Drum_77"\n}',
        '"adminPassword": {"type": "securestring", "metadata": {"description": "of the host"}}',
        'setenv("DB_PASSWORD", value, 1); setenv("DB_PASSWORD_FILE", "tin-Drum_77", 1)',
        'cy.get("#password").type("{enter}")',
        'String[] words = split("tin-Drum_77".toCharArray());',
        '{"attributes": {"result": "Moss!Lane42"}, "type": "random_pet"}',
        '<add value="tin-Drum_77" key="Color"/>',
        '{"type": "text", "value": "larkmist"}, {"type": "password", "value": ""}',
        "fields = ('username', 'password1', 'password2')",
        "X = ('user', 'password', 'region')",
        "Input Password    id=password    ${PASSWORD}",
        "- value: tin-Drum_77\n- name: DB_PASSWORD",
        'pw = InputBox("Enter password", "Unlock"); prompt("Your password", "Larkmist")',
        'showInputDialog(this, "Password", "Mist")',
        'safeEqual("password", "password-on-lane"); t.is(timingSafeCompare("a password", "tin-Drum_77"), false)',
    ),
)
