"""Passwords in clear: literals given to password-like names in code, settings, options and connection strings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pii import expressions as re
from pii.detectors.rules.base import OWN_PASSWORD, Rule
from pii.detectors.rules.credentials.assignments import LONG, Assignment, Form, among_settings, read_assignment
from pii.detectors.rules.credentials.basic_pair import names_pair
from pii.detectors.rules.credentials.credential_pair import gives_pair
from pii.detectors.rules.credentials.credential_values import TYPES, is_prose, may_be_password, names_a_field
from pii.detectors.scan import Hit
from pii.known.credential_names import (
    PASSWORDS_IN_LANGUAGES,
    SYSTEMS,
    mentions_password,
    names_password,
    parts_of,
    takes_password,
)
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.randomness import is_hex
from pii.text.surroundings import REACH, line_after

_ADDRESS = re.compile(r"[a-z][\w+.-]*://[^\s/]*:[^\s/]*@")
"""An address with credentials of its own, which `url_credentials` finds."""

_CONNECTION_STRING = re.compile(r"\w[\w ]*=[^;\n]+;(?:[^;\n]*;)*[\w ]*(?:key|password|pwd)=", re.IGNORECASE)
"""One whose own settings hold what is secret: `Endpoint=sb://…;SharedAccessKeyName=listen;SharedAccessKey=…`."""
_IDENTIFIER = re.compile(r"(?:self\.|this\.|@|\$|&|\*)?[A-Za-z_][A-Za-z_]*(?:(?:\.|->|::)[A-Za-z_]\w*)*[.:]?")
_DOTTED = re.compile(r"(?:self\.|this\.|@|\$|&|\*)?[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)+")
_HTML_ATTRIBUTE = re.compile(r"<[^<>]*$")

_ANNOTATION = re.compile(r"\s*@[A-Z]\w*\(")
"""An annotation of Java and its kin, which names the fields it is about: `@Same(password = "password")`."""
_SHELL_TEST = re.compile(r"(?:\btest|\[) [^\n]{0,80}$")
_FONTS = re.compile(r"\.(?:BI|IB|BR|RB|IR|RI)\s")
"""A macro of manual pages that sets its words in two fonts by turns: what follows a blank says what belongs there."""
_STAGE = re.compile(r"[a-z]+(?:,[a-z]+)?")
"""The passes of a build script."""
_NEXT_LITERAL = re.compile(r"[\"'`],\s*(?:[\"'`]|\w*(?i:passw|pwd))")
_LETTERS = re.compile(r"[^\W\d_]+")
"""The keyword in a hit; some patterns go on to the operator."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        keyword = _LETTERS.search(text, hit.start, hit.end)
        if keyword is None:
            continue
        assignment = _whole(text, read_assignment(text, *keyword.span()))
        if assignment is not None and _is_password(text, assignment):
            done = assignment.start
            if assignment.operator != "=" or not _UNPACKING.search(assignment.line):
                yield Span(assignment.start, assignment.end, Label.PASSWORD)
        elif assignment is not None and assignment.form is Form.BARE and assignment.end - assignment.start > LONG:
            done = assignment.end


_WORD_OF_SHELL = re.compile(r"(?:,(?![\w.-]+=)[^\s\"'`<>(){}\[\]&|\\=;,$]+)+(?=[ \t]|\r?\n|$)")
_LINE_OF_SETTINGS = re.compile(r"(?:[,;](?![\w.-]+=)[^\s\"'`<>(){}\[\]&|\\=;,$]+)+(?=[ \t]*\r?(?:\n|$))")
_DOUBLED = re.compile(r"(?:\"\"|(?<=\w)'')[^\s\"';]{1,40}(?=;)")
"""A quote inside a literal of Visual Basic or Pascal: `"…;Password=moss""lark;"`."""


_TO_SEMICOLON = re.compile(r"(?:[()\[\]]+[^\s()\[\]\"'`;<>{}|&$\\]+)+(?=;)")
"""Brackets within a value of a connection string, where a semicolon ends it."""


def _whole(text: str, assignment: Assignment | None) -> Assignment | None:
    """With what a bare value goes on with: commas in a shell, semicolons in a file of settings, a doubled quote in a literal,
    brackets in a connection string."""
    if assignment is None or assignment.form is not Form.BARE or assignment.operator != "=":
        return assignment
    rest = _DOUBLED.match(text, assignment.end)
    if assignment.line.endswith(";") and "=" in assignment.line:
        rest = rest or _TO_SEMICOLON.match(text, assignment.end, assignment.end + REACH)
    if rest is None and text.startswith((",", ";"), assignment.end):
        if assignment.name.isupper() and not text[assignment.start - 1].isspace():
            rest = _WORD_OF_SHELL.match(text, assignment.end, assignment.end + REACH)
        elif not assignment.line.strip(" \t#"):
            rest = _LINE_OF_SETTINGS.match(text, assignment.end, assignment.end + REACH)
            if rest is not None and not among_settings(text, assignment.start, rest.end()):
                rest = None
    return replace(assignment, end=rest.end()) if rest else assignment


_UNPACKING = re.compile(r"(?:^|[\s\"]|(?<!\w)\()[A-Za-z_][\w.]*,[ \t]*$")
"""Before the last of several names that are assigned together, of which `tuple_assignment` reads the values."""


_DIGESTS = (32, 40, 64, 128)
"""Characters of the digests of MD5, SHA-1, SHA-256 and SHA-512, which are no passwords in clear."""

_STORED = re.compile(r":\$(?:apr1|1|2[abxy]?|5|6|7|y)\$")
"""Within a line of a file of passwords: `jroe:$apr1$…`."""
_CHOICE = re.compile(r"\?\s{0,8}[\"'][^\"'?]{0,40}\Z")
"""Before the end of the first of two literals: `once ? 'only 1 pass' : '3 passes'`."""
_FORM = re.compile(r"(?:\b(?i:form|fields|builder)|\bf)(?:\.|::|->)(?i:password)(?:_?field)?\Z")


def _is_password(text: str, assignment: Assignment) -> bool:
    value = text[assignment.start : assignment.end]
    if (
        assignment.line.endswith("/etc/")
        or not _names_a_password(assignment)
        or not (may_be_password(value) or _is_quoted_for_shell(text, assignment, value))
        or _ADDRESS.match(value)
        or _CONNECTION_STRING.match(value)
        or value.startswith("pass:")
        or ":" in value
        and names_pair(assignment.name)
        or gives_pair(assignment.line, value)
        or _STORED.search(value)
        or len(value) in _DIGESTS
        and is_hex(value, len(value))
        or assignment.form is Form.OPTION
        and text[assignment.start - 1] == "`"  # what a command prints
    ):
        return False
    if assignment.name.lower() == "pass" and (
        assignment.line.endswith(" to ") or value.istitle() and value.startswith("Pass")
    ):
        return False  # checks to pass: `lint`; a word that is cut short
    if _FONTS.match(assignment.line) and text[assignment.start - 1].isspace():
        return False
    if assignment.name == "PASS" and assignment.operator == ":" and _TEST.fullmatch(value):
        return False
    if assignment.form is Form.BARE:
        return _bare_is_password(text, assignment, value)
    if assignment.line.rstrip("\"' ").endswith("?") or assignment.operator == ":" and _CHOICE.search(assignment.line):
        return False  # ok ? "PASS" : "FAIL"
    if assignment.form is Form.ARGUMENT and _FORM.search(assignment.line + assignment.name):
        return False  # form.password("password1"), which names a field
    if assignment.form is Form.ARGUMENT and _NEXT_LITERAL.match(text, assignment.end):
        return False  # set_password("service", "user", "...")
    if " " in value and not _is_phrase(assignment, value):
        return False
    if value.lower() in TYPES or value.istitle() and value.lower() in words(assignment.name)[-1:]:
        return False  # "passphrase": "Passphrase"
    if assignment.name == "pass" and value.isalpha() and _HTML_ATTRIBUTE.search(assignment.line):
        return False  # <settings pass="specialize">
    if assignment.name.lstrip("$") == "pass" and _STAGE.fullmatch(value) and _SHELL_TEST.search(assignment.line):
        return False  # test "$pass" = "link"
    if value == assignment.name and (value.isupper() or _ANNOTATION.match(assignment.line)):
        return False  # a constant
    owned = SYSTEMS.intersection(words(assignment.name))
    if value.lower() == "password" and not owned and _is_markup_or_mapping(text, assignment):
        return False
    return not names_a_field(value)


def _is_phrase(assignment: Assignment, value: str) -> bool:
    """Whether several words are a passphrase rather than a sentence: where one belongs, they may begin like one."""
    if assignment.form is Form.ARGUMENT or mentions_password(words(value)):
        return False
    told = assignment.form is Form.ELEMENT and assignment.name.lower().endswith("passphrase")
    return not is_prose(value[:1].lower() + value[1:] if told or value[-1:].isdigit() else value)


_SHELL_SIGNS = str.maketrans("", "", "()")
_CALL = re.compile(r"[\w.$]+\(.*\)")


def _is_quoted_for_shell(text: str, assignment: Assignment, value: str) -> bool:
    """Whether an option's value stands in single quotes, so that a shell reads none of its signs: `--password2 'pl(u)m;&x'`."""
    quoted = assignment.form is Form.OPTION and text[assignment.start - 1] == "'" and not any(map(str.isspace, value))
    return quoted and not _CALL.fullmatch(value) and may_be_password(value.translate(_SHELL_SIGNS))


_TEST = re.compile(r"[A-Za-z]+(?:[-_./:]+[A-Za-z0-9]+)+")
"""What passed, in the results of tests: `PASS: test_of_it`."""


def _names_a_password(assignment: Assignment) -> bool:
    if assignment.form is Form.ARGUMENT:
        return takes_password(assignment.name)
    parts = parts_of(assignment.name)
    return bool(parts) and names_password(parts)


def _is_markup_or_mapping(text: str, assignment: Assignment) -> bool:
    """Where the word itself names a field: `<input password="password">`, `{password: "password"}` without a user near it."""
    mapped = assignment.operator in (":", "=>", ",") and assignment.line[-1:] not in ('"', "'")
    if mapped and _account_near(text, assignment):
        mapped = False
    return mapped or _HTML_ATTRIBUTE.search(assignment.line) is not None


def _account_near(text: str, assignment: Assignment) -> bool:
    return _ACCOUNT_NEAR.search(text, assignment.start - REACH, assignment.end + REACH) is not None


_ACCOUNT_NEAR = re.compile(
    r"(?:\b|_)(?:user(?:_?name)?|login)[\"']?\s*(?::|=>|=)\s*[\"']\w|(?:start|connect|new|create!?)\("
    r"|\be?mail[\"']?\s*(?::|=>|=)\s*[\"'][\w.+-]{1,40}@",
    re.IGNORECASE,
)
_SETTING = r"(?:host(?:addr)?|port|user(?:name)?|uid|dbname|database|server|sslmode)\s?="
_SETTING_BEFORE = re.compile(rf"\b{_SETTING}\s?[^\s=,(){{}}]+$", re.IGNORECASE)
_SETTING_AFTER = re.compile(r"[ \t]+[\w.-]{1,40}=\S")
_CONNECTION = re.compile(r"\w=[^;]+;?\s*$|[\"']")
_SETTABLE = re.compile(
    r"(?:(?:\$|export|set|ENV|ARG|declare -x|REM|[-+#;/*(%>]++|<!--|[\w-]+:(?=\w|$))\s*+)*+", re.IGNORECASE
)
_COMMAND = re.compile(r"(?:&& ?|; ?)?[\w./~-]+ ")
_MOUNT_BEFORE = re.compile(r"-o [\w.-]+=[^\s]*,$")
_OPTION_BEFORE = re.compile(
    r"(?:^|\s)(?:-[edF]|--env|--data[\w-]*|--form|--set(?:-string)?|--from-literal|--build-arg|--extra-vars"
    r"|vault(?: kv)? (?:put|write) [^\n|;&]{1,80}|(?:config:(?:add|set)|secrets set)(?: -\S+| [A-Z_]+=\S+)*)[ =]?[\"']?$"
)
"""Commands whose options take settings: `docker run -e NAME=`."""
_FLOW_BEFORE = re.compile(r"\{[^{}()\n\"']*$")
"""A YAML map on one line."""
_COMMENT = re.compile(r"#|;|//|\*/|\*\)|-->")
_WEAK = re.compile(r"[A-Za-z_.\[\]-]*")


def _bare_is_password(text: str, assignment: Assignment, value: str) -> bool:
    lead = assignment.line.strip(" \t\"'")
    if assignment.operator in ("==", "==="):
        return value.isdigit() and len(value) > 3
    if (
        value.lower().rstrip(".:") in TYPES
        or _DOTTED.fullmatch(value)
        and not _is_property(text, assignment, value)
        or value[:1] in "-=*&@$%\\/?+|!"
        or "\\" in value
        and not _RAW_BEFORE.search(assignment.line)
    ):
        return False
    joined = assignment.operator in ("=", "%3D") and not text[assignment.start - 1].isspace()
    if (
        joined
        and assignment.line.endswith("$(")
        and assignment.name.isupper()
        and text[assignment.end : assignment.end + 1] == " "
    ):
        return True  # $(PGPASSWORD=x psql ...)
    if joined and _is_part_of_a_line(text, assignment, lead, value):
        return True
    if assignment.operator == ":" and _is_labelled(text, assignment, value):
        return True
    if text.startswith(("\\n", "\\r"), assignment.end) and _is_line_of_literal(assignment, value):
        return True
    after = text[assignment.end : assignment.end + 1]
    if after in (",", "}") and _is_in_flow(text, assignment, value):
        return True
    if _DOTTED.fullmatch(value):
        return True
    return _SETTABLE.fullmatch(lead) is not None and _is_setting(text, assignment, value, joined)


def _is_in_flow(text: str, assignment: Assignment, value: str) -> bool:
    """Whether a value stands in a map of YAML on one line; a word may be a variable, unless the lines around are settings."""
    if not _FLOW_BEFORE.search(assignment.line):
        return False
    if not _WORD.fullmatch(value):
        return True
    return (
        assignment.operator == ":"
        and _FLOW_ENTRY.match(assignment.line) is not None
        and _FLOW_ENDS.match(text, assignment.end) is not None
        and among_settings(text, assignment.start, assignment.end)
    )


_FLOW_ENTRY = re.compile(r"[ \t]*(?:- )?[\w.-]{1,60}: \{[ ]?(?:[\w.-]{1,60}: [^\s,{}()]{1,80}, )*\Z")
_FLOW_ENDS = re.compile(r"(?:, [\w.-]{1,60}: [^\s,{}()]{1,80})*[ ]?\}[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")
"""A map that is all of an entry, and whose values are words."""


def _is_property(text: str, assignment: Assignment, value: str) -> bool:
    """Whether a value of several words with dots stands in a file of properties, alone or among others: `mail.clave=Moss.lane52`.

    A member of an object that code takes it from has a name without a digit, most often, and is called like what it holds.
    """
    if assignment.operator != "=" or "." not in assignment.name or assignment.line or assignment.name[0] in "@$":
        return False
    if not value[-1].isdigit() or mentions_password(words(value)) or assignment.name.startswith(("self.", "this.")):
        return False
    ends = line_after(text, assignment.end)
    rest = text[: assignment.start - len(assignment.name) - 1] + text[ends:]
    return not text[assignment.end : ends].strip() and (
        not rest.strip() or among_settings(text, assignment.start, assignment.end)
    )


_RAW_BEFORE = re.compile(r"(?<!\w)(?:[rR]|@)[\"'][^\"'\n]*$")
"""A literal of Python or C# in which a backslash is one."""
_WORD = re.compile(r"[A-Za-z_]\w*")
_VARIABLE = re.compile(r"[a-z]\w*_(?:pass|passwd|password|pwd)")
"""`password = host2_pass`: beside other variables it cannot be told from a literal."""


def _is_part_of_a_line(text: str, assignment: Assignment, lead: str, value: str) -> bool:
    """Whether `password=value` stands in a URL's query, a connection string, an option or a log line."""
    after = text[assignment.end : assignment.end + 1]
    if lead.endswith(("?", "&")) or "://" in lead:
        return True
    if (lead.endswith(";") or after == ";") and _CONNECTION.search(lead):
        return True
    if lead.endswith("[") and after == "]":
        return True  # SCRAM-SHA-256=[password=hunter2]
    if _SETTING_BEFORE.search(lead) or _OPTION_BEFORE.search(assignment.line) or _MOUNT_BEFORE.search(lead):
        return True
    if _SETTING_AFTER.match(text, assignment.end):
        return not _WORD.fullmatch(value) or _CONNECTION.search(lead) is not None or value[-1:].isdigit()
    quote = assignment.line[-1:]
    if quote in ("'", '"') and text.startswith((quote, f";{quote}"), assignment.end):
        return True  # "app.password=hunter2", "PWD=hunter2;"
    logged = after in ("", " ", "\n", "\x1b") and lead[-1:] not in ("(", ",", "{") and lead != ""
    return logged and not _WEAK.fullmatch(value)


_DECLARES = re.compile(
    r"\b(?:let|var|val|const|final|static|pub|public|private|readonly|protected|def|function|type)\b|[({=]"
)
_MADE = re.compile(r"(?=\D*\d)(?=[^A-Za-z]*[A-Za-z])\S{6,40}")


def _is_labelled(text: str, assignment: Assignment, value: str) -> bool:
    """Whether `... password: value` ends a line of running text, where code would declare a type."""
    ends = text[assignment.end : line_after(text, assignment.end)].removeprefix("**").strip(" \t\r") in ("", ".")
    running = assignment.line.strip(" \t\"'#*-") != "" and not _DECLARES.search(assignment.line)
    return ends and running and _MADE.fullmatch(value) is not None


_STARTS_LINE = re.compile(r"(?:\\n|[\"'`])[ \t-]*(?:(?:export|set|ENV|ARG) )?$|\\$")
"""The start of a literal's line; the n of an escape was read as part of the name."""


def _is_line_of_literal(assignment: Assignment, value: str) -> bool:
    """Whether a setting is one line of a literal with several: `"user: jroe\\npassword: hunter2\\n"`."""
    return _MADE.fullmatch(value) is not None and _STARTS_LINE.search(assignment.line) is not None


def _is_setting(text: str, assignment: Assignment, value: str, joined: bool) -> bool:
    """Whether a bare value that is alone on its line is a literal rather than a variable or a type."""
    after = text[assignment.end : assignment.end + 1]
    tail = text[assignment.end : line_after(text, assignment.end)].removeprefix("**").strip(" \t\r\x1b")
    words_follow = value.isalpha() and value.istitle()  # a sentence of a catalogue
    inherited = (
        joined and assignment.name.isupper() and not words_follow and _COMMAND.match(tail + " ") is not None
    )  # PGPASSWORD=x psql
    number = value.isdigit() and len(value) >= 4 and tail == "," and _account_near(text, assignment)  # JSON
    commented = after in (" ", "\t") and _COMMENT.match(tail) is not None
    continued = tail in ("\\", "[0m") and joined  # ENV A=b \
    if tail and not (inherited or number or commented or continued) or after in ("(", "[", "{"):
        return False
    if not joined and _VARIABLE.fullmatch(value):
        return False
    if not _IDENTIFIER.fullmatch(value):
        return joined or not _is_variable(text, assignment, value)
    if assignment.operator == ":" and value[:1].isupper():
        return False  # a type
    if not joined and (
        mentions_password(words(value))
        and not assignment.name.isupper()
        or assignment.name.startswith(("self.", "this.", "@", "$"))
    ):
        return False  # a variable
    if joined and assignment.name.isupper():
        return True
    return among_settings(text, assignment.start, assignment.end)


_NUMBERED_NAME = re.compile(r"[a-z_]+\d[a-z0-9_]*")
_SIGHT = 2_000
"""Characters of code to each side in which a variable is named again."""


def _is_variable(text: str, assignment: Assignment, value: str) -> bool:
    """Whether a bare word with a digit is a variable: the code around has it again, as a name or as the end of a longer one."""
    if not _NUMBERED_NAME.fullmatch(value):
        return False
    longer = "" if among_settings(text, assignment.start, assignment.end) else rf"\w_{value}(?!\w)|"
    again = re.compile(rf"{longer}(?<![\w\"'.]){value}(?:[.(\[]|[ ]=[ ])")
    return any(
        again.search(text, *place) is not None
        for place in (
            (max(0, assignment.start - _SIGHT), assignment.start),
            (assignment.end, assignment.end + _SIGHT),
        )
    )


_OWN_WORDS = "|".join(
    sorted(
        {"_?".join(words(word)) for word in PASSWORDS_IN_LANGUAGES if "".join(words(word)).isascii()} | {"mat_?khau"}
    )
)

RULE = Rule(
    "password",
    {
        "password.word": r"(?i)passw",
        "password.phrase": r"(?i)passphrase|passcode|keyphrase|authtok",
        "password.pwd": r"(?i)pwd\d?[\"'\]}]{0,2}\s{0,12}[:=>(,\"'?|!]|_pwd |pwd\} eq ",
        "password.grown": r"(?i)(?:[a-z]{3}|\b|_)pw\d?[\"'\]}]{0,2}\s{0,12}[:=>(,\"'?|!]|pw\} eq ",
        "password.pass": r"(?i)pass[\"'\]\[}]{0,2}\s{0,12}[:=(,?|!]|pass\} eq |<pass>|-pass |_pass [\"'\w]|_pass\[[\dA-Z]",
        "password.short": (
            r"(?i)(?:\b|_)(?:psw|pswd|passe|mdp|sandi|parol|mima|kouling|pasuwaa?do|bimilbeonho)[\"'\]]?\s{0,20}[:=>(,]"
        ),
        # Languages that say whose it is afterwards: senhaMqtt, motDePasseBdd.
        "password.own": rf"(?i)(?:{_OWN_WORDS})",
        **OWN_PASSWORD,
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "DB_USER = x\nDB_PASSWORD = «w9w2dvcgtXA6>EQN»\nexport MOSS_PASSWORD=«larkmist>&7»\n",
        ".B x \\-\\-password=«Larkmist_7»\n.TP\n",
        "[service]\npassword =\n    «Merle.Haven.91»\nport = 1\n",
        "x =\n  1\npassword=\r\n\t«Merle-Haven-91»\r\n\r\n[y]\n",
        'admin_password = \'\'\'\n«O"Hara\\Moss 5»\'\'\'\npassword = """\n    «lark"mist7»\n    """\n',
        "password = <<-EOT\n    «Winter_Pylon!408»\n  EOT\n$password = <<<'X'\n«Winter_Pylon!408»\nX;\n",
        "x push --password \\\n  «Cinder*Vale7» --y\nx -Password `\n    '«Cinder*Vale7»'\nx --password ^\r\n  «Cinder*Vale7»\r\n",
        "In = [DSN=x;UID=jroe;PWD=«lark]mist[9»;Database=x;][length = 55]",
        "x = 'Provider=SQLOLEDB.1;Password=«Lark''mist-7»;Data Source=x';",
        'f(password = r"(«lark"mist»)")\nlet password = r#"«lark"mist9»"#;\npassword = R"x(«lark)"mist9»)x";\n',
        "\"x(password='«Lark\\\\'mist 5»')\\n\",",
        'DB_PASSWORD = (\n    "«larkmist9»"\n)\nString password =\n        "«larkmist9»";\n{"password":\n  "«larkmist9»"\n}',
        'DB_PWD As String = "«Lark""mist7»"\n',
        "Password := '«Lark''mist7»';",
        "my %c = ( pass => q{«Lark{12}»} ); $password = qq|«lark!mist7»|;\n  :db_password => %q(«lark-mist7$»),\n",
        "db.user=jroe\ndb.clave.contrasena=«Moss.lane52»\ndb.port=1\n",
        "x = a ? b : {'pass': '«moss77»'}; platform.password('«moss77»')",
        "conn = (\n r'UID=x;'\n r'PWD=«Ski\\Lift2019»;'\n)\nx(\"Pwd=«Larkmist7»;\" + y, @\"PWD=«Ski\\Lift2019»\")",
        '{"run": "export DB_PASSWORD=«lark-88mist»\\nmake x"}',
        '{"pswd": "«Larkmist7»"}; pwd2 = "«Larkmist7»"; run("mysql_x --x_password=«k#9(Lark)%2»  --x")',
        "MAIL_PASSWORD=«qvbn rtlm wxkd pzfh»\nA=b\n",
        "mail:\n  app_password: «qvbn rtlm wxkd pzfh» # x\n",
        "auth:\n  type: basic\n  basic: {username: jroe, password: «larkmist»}\n",
        "url: x\nauth: {user: jroe, password: «larkmist», realm: x} # of moss\nname: y\n",
        '"password": "«0000»"',
        'if [ "$pass" = "«larkmist7»" ]; then : ; elif [ "$PASSWD" = "«larkmist»" ]; then : ; fi',
        "пароль_архіву = '«Жайвір_Сад19»'; архів_пароль: \"«Жайвір_Сад19»\"",
        "κωδικος = '«Κήπος_7α»'; κωδικος_βασης = '«Larkmist_7»'",
        "mima = '«Larkmist_7»'; db_mima: \"«Larkmist_7»\", 'pasuwado': '«Larkmist_7»'; kouling=\"«Larkmist_7»\"",
        "passwortNeu = '«Larkmist_7»'; novaSenha = '«Larkmist_7»'",
        "PAROL_ADMINA = 'x'; ПАРОЛЬ_АДМИНА = \"«larkmist7»\"; contraseña_bd = '«larkmist»'; const løsen = '«larkmist»';",
        'lozinkaZaDemo: "«larkmist»", "kljucLozinka": "«larkmist»"',
        '#define MQTT_PW     "«Sign1967^»"',
        'const char* ap_pass = "«larkmist»"; $CFG->dbpass    = \'«larkmist»\'; knife[:vsphere_pass] = "«larkmist»"',
        'IdSMTP1.Password := \'«larkmist»\'; client.UserName.Password = "«larkmist»"; $ENV{RSYNC_PASSWORD} = "«larkmist»";',
        "if ($in{pw} eq '«larkmist»') { x(); }",
        "Sensitive[String] $rabbit_password = Sensitive('«larkmist»'), x.setPassword((const char *)\"«larkmist»\");",
        'db.setPassword(QStringLiteral("«larkmist»")); std::string kPassphrase{"«larkmist»"}; .password(Some("«larkmist»"))',
        'clave; haslo: str = field(default="«larkmist»", repr=False); .adminPassword("«larkmist»").password(e.encode("«lark»"))',
        'page.enterPasswordInForm("«larkmist»"); (def db {:user "moss" :password "«larkmist»"})',
        "DBPASS := «8AiX3dzH5OAK»",
        'const char *SenhaMqtt = "«lark77mist»"; String motDePasseBdd = "«larkMist»";',
        "password = '«hunter2»'",
        'JELSZO="«larkmist»"; KATA_SANDI=\'«tulip»\'; matKhau = "«larkmist»"',
        'String dbPassword = "«s3cr3t»";',
        'password: "«abook»",',
        '{"user": "jroe", "password": "«very-secret»", "id": 1}',
        '{\\"password\\": \\"«hunter2»\\"}',
        "$config['password'] = '«hunter2»';",
        ":password => '«hunter2»'",
        'var password string = "«hunter2»"',
        "password: str = '«hunter2»'",
        'char password[] = "«hunter2»";',
        'private static final String PWD = "«pwd»";',
        'if (password == "«letmein»")',
        'user.set_password("«hunter2»")',
        'props.put("password", "«hunter2»");',
        '<property name="password" value="«hunter2»"/>',
        "<password>«hunter2»</password>",
        "<password >«lark9»</password ><passphrase><![CDATA[«lark<mist&&c>Dune6»]]></passphrase><pwd><![CDATA[«k>l9»]]></pwd>",
        "serial_last4 = serial[-5:]\nx(serial)\npassword = «last5»\nreturn f(serial_last4)\n",
        "<password>  «lark!Mist»  </password>\n<password>\n  «larkmist7»\n</password>\n<passphrase>«Unter dem Wehr»</passphrase>",
        'char wifi_password[25] = "«Lark im Moos 3»"; static char ap_pass[MAX_LEN + 1] = "«larkmist»";',
        'var password = @"«Lark\\Mist""9»";',
        '<Realm username="app" password="«hunter2»" />',
        "passphrase = '«correct horse battery staple»'",
        '$keyphrase = "«mysecret7»"; ldap_default_authtok = "«Larkmist7»"',
        "DB_PASSWORD=«hunter2»",
        "export PGPASSWORD=«changeme»",
        "[db]\nuser = jroe\npassword = «fred»\nhost = db",
        "Server=db;User Id=jroe;Password=«hunter2»;Encrypt=yes",
        "https://example.org/login?user=x&password=«hunter2»&y=1",
        "tool --password=«hunter2» --verbose",
        "tool --db-password «hunter2» -v",
        "tool --user1 x --password1 «48213» --user2 y --password2 '«pl(u)m,;&~x»' --password3='«a(b)$$c»'",
        'tool --pass="«admin»"',
        "tool --database-pass «larkmist» -v",
        "['User-Password', '«beverly123»']",
        'run("--keystore-password", "«larkmist»", "--x")',
        'os.getenv("APP_PASSWORD", default="«larkmist»")',
        '\tvariable passwd "«larkmist»"',
        "const allowedPassword = Buffer.from('«bar9»');",
        "spring.datasource.password=«hunter2»",
        "'bindpw' => '«hunter2»',",
        "{ user: 'jroe', password: '«password»' }",
        "$ export TOOL_PASSWORD=«hunter»",
        "PGPASSWORD=«hunter» psql -h 127.0.0.1",
        "> DB_PASSWORD=«moss»\nA=b\nSERVICE_PASSWORD=«larkmist»\n",
        'val env = mapOf("DB_PASSWORD" to "«larkmist»")',
        "DATA: password TYPE STRING VALUE '«Larkmist1!»',",
        'echo "$(PGPASSWORD=«password» psql -h 127.0.0.1)"',
        "password = r'«a\\\\b»'",
        '{\n  "user": "jroe",\n  "password": «123456»,\n  "host": "db"\n}',
        "private_key_passwd = '«hunter2»'",
        "db.dsn = 'host=db user=jroe password=«hunter2» port=5432'",
        "smtp_auth_username: 'jroe'\nsmtp_auth_password: '«password»'",
        "root_password => '«password»',",
        "redis = Redis.new(password: '«mysecret»')",
        "db:\n  password: |-\n    «heron-lake-83»\n  host: db1",
        "db:\n  password: &pw «heron-lake-83»\nother:\n  password: *pw",
        "db:\n  password: !!str «88213907»",
        "db: {host: db1, user: app, password: «heron-lake-83», port: 5432}",
        "password = «Fern%Valley8»   ; rotated in march",
        '"Password": "«kLm$Tulip77QQ»"',
        "password: '«P@$$w0Rd»'",
        "password: \"{{ db_pw | default('«heron-lake-83»') }}\"",
        "spring.datasource.password=${DB_PASSWORD:«heron-lake-83»}",
        "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-«heron-lake-83»}",
        ': "${DB_PASSWORD:=«heron-lake-83»}"',
        'public string Password { get; set; } = "«tin-Drum_77»";',
        'Dim password As String = "«tin-Drum_77»"',
        '<property name="hibernate.connection.password">«Moss!Lane42»</property>',
        "<AdministratorPassword>\n  <Value>«Moss!Lane42»</Value>\n</AdministratorPassword>",
        '<wsse:Password Type="http://docs.example.org/wss/PasswordText">«Moss!Lane42»</wsse:Password>',
        '<add key="ClearTextPassword" value="«Moss!Lane42»" />',
        '#define WIFI_PASSWORD "«tin-Drum_77»"',
        "ENV DB_PASSWORD «tin-Drum_77»",
        "storePassword '«tin-Drum_77»'",
        "docker run -e MYSQL_ROOT_PASSWORD=«tin-Drum_77» mysql:8",
        "helm install db chart --set auth.postgresPassword=«tin-Drum_77»",
        "kubectl create secret generic db --from-literal=password=«tin-Drum_77»",
        "vault kv put secret/db password=«tin-Drum_77» user=app",
        'curl -d "password=«whisky»" https://example.org',
        "mount -t cifs -o username=jroe,password=«tin-Drum_77» //a/b /mnt",
        "export DB_PASSWORD=«tin-Drum_77» && ./run",
        "WARN auth password=«Moss!Lane42» retry later",
        "\x1b[32mpassword\x1b[0m=\x1b[33m«Moss!Lane42»\x1b[0m",
        "(* password=«Moss!Lane42» *)",
        "- **Password**: `«two-lanterns»`",
        "Default password: **«admin123»**\nThe password: **«admin123»**.\n",
        'psql "password=«tin-Drum_77» host=h"',
        '{"msg": "{\\"msg\\": \\"{\\\\\\"password\\\\\\": \\\\\\"«zlvHVtDUME»\\\\\\"}\\"}"}',
        '"app.proxy.password=«larkmist»",',
        "JENKINS_PASS=«larkmist»",
        'private String trustStorePassword = "«larkmist»";',
        "installed; user admin, new password: «cf7t8yqNEm»",
        'password = x; password = "«hunter2»"',
        'user: "jroe", password: "«password»"',
        'connect({password: "«password»"})',
        'password = "«a b c»"',
        '<a pass="«specialize9»">',
        "x://h password=«hunter»;",
        "a=b;password=«hunter»",
        "a=b password=«hunter»;",
        "the password: «hunter9»",
        '"user: jroe\\npassword: «moss9lark»\\nhost: x"',
        '"password=«moss9lark»\\n"',
        "User.create(email: 'jane@example.org', password: '«password»')",
        "f(login, password='«larkmist»')",
        "assert settings.PASSWORD == «123456»",
        "--add-config 'SCRAM-SHA-256=[password=«larkmist»]'",
        "heroku config:add A=b DB_PASSWORD=«larkmist»",
        "* password: «hunter9»",
        "password: «moss9» # x",
        "PASSWORD=«moss» # x",
        "port=1\npassword=«Moss»\nhost=x\nuser=y",
        "port = 1\npassword = «moss»\nhost = x\nuser = y",
        '{\n  "user": "jroe",\n  "password": «1234»,\n  "host": "db"\n}',
        '<a password="«larkmist»">',
        'db.password = "«password»"',
        "assert settings.PASSWORD == «1234»",
        "log password=«hunter9» x=y",
        'password: "' + "moss lark " * 13 + "password = '«hunter2»'\"",
        "password=password='«hunter2»'",
        'pass = "«Moss»"',
        'larkPassword: "«Lark»"',
        'password = "«password»"',
        '{"password": "«password»"}',
        'x "app.password=«larkmist»"',
        "port = 1\nPASSWORD = «larkPassword»\nhost = x\nuser = y",
        "MATCH_PASSWORD=«lark,and,mist» fastlane beta\n",
        "DB_HOST=db1\nDB_PASSWORD=«lark,and,mist9»\nDB_PORT=1\n",
        "[smtp]\nuser = jroe\npassword = «Lark;Mist»\nhost = x\n",
        'cn.Open "Provider=SQLOLEDB;User ID=x;Password=«moss""lark»;"',
    ),
    misses=(
        "DB_PASSWORD = w9w2dvcg>$x\ndb_password = w9w2dvcg>EQN\nrun DB_PASSWORD=w9w2dvcg>EQN\n",
        ".BI \\-\\-password= password\n.BI \\-\\-password= Larkmist_7\n",
        "[service]\npassword =\n    Merle.Haven.91 or another\npassword_file =\n    Merle.Haven.91\n",
        "[service]\npassword =\nMerle.Haven.91\npasswords =\n    Merle.Haven.91\n    Fern.Haven.92\n",
        "[service]\npassword =\n    /run/secrets/pw7\nx.password =\n    config.password\n",
        "password = '''\nForgot your password? Ask 7\n'''\nadmin_password = '''\nlark\nmist7\n'''\n",
        "password = <<-EOT\n    Winter_Pylon!408\n    more\n  EOT\n$password = <<<X\n$pass\nX;\n",
        "x push --password-stdin \\\n  < token.txt\nx push --password \\\n  --skip Cinder*Vale7\nx --password \\ Cinder*Vale70\n",
        'password = r"(\\w+)"; password = r"(?:pass|word)"; password = r"([^ ]+)"',
        'password = (\n    "larkmist9" + x\n)\npassword =\n  x ? "larkmist9" : y;\n',
        'password\n    "larkmist9"\npassword:\n  "Your password"\n',
        "$pass = q{}; const password = q`larkmist7`; password = q(lark\nmist7)\n",
        "const times = once ? 'only 1 pass' : '3 passes'; =form.password('password1'); Form::password('moss77')",
        "htpasswd.txt: |\n    jroe:$apr1$hULWH8YR$2TDc..8Ufi4enQ/NnKkjB5\n",
        "kennwortLaenge = 'mindestens12'; passwortFrage = 'Tier_7'; senhaTamanho: 'minimo12'; longueurMotDePasse = 'douze12'",
        "contrasena_pista = 'Larkmist_7'; wachtwoordLengte = 'twaalf12'; lunghezzaPassword = 'dodici12'; senha_minima = 'oito8'",
        'password="Endpoint=sb://x/;SharedAccessKeyName=listen;SharedAccessKey=x"; password = "Server=x;Password="',
        "correo.contrasena=moss.lane\n",
        "x = f(y)\nconn.password=moss.lane52\nz()\n",
        "self.password=moss.lane52\n",
        "minima = 'Larkmist_7'; mimas = 'Larkmist_7'",
        "serial_last5 = serial[-5:]\nx(serial)\npassword = last5\nreturn f(serial_last5)\n",
        "<password><![CDATA[]]></password><password><![CDATA[${x}]]></password><password ><b>larkmist9</b></password>",
        "<password>   </password><passphrase>Enter the passphrase</passphrase><passphrase>Your own words</passphrase>",
        'password[i] = "larkmist"; char password_label[25] = "Password: "; var password = @"";',
        "x('PWD=Ski\\Lift2019', \"Pwd=\" + y, 'PWD=;')",
        "mail_password: they must have been\n",
        "mail_password: qvbn rtlm wxkd pzfh bxrt\n",
        "tool --password 'get(x)' --password2 '(\\w+)' --password3 \"pl(u)m\" --password4 'f(x) y'",
        "tool --password=$(cat f) --x; tool (--password=f(x)) --x; tool --password=x(y --z",
        'dbpass: prod/MossApp/Account/password\n_1Password = "abkdmfhpgcjnleoiabkdmfhpgcjnleoi";\n'
        'password="5f4dcc3b5aa765d61d8327deb882cf99"\n',
        "echo $user:$db_password:larkmist",
        "PASS: test_write_reopen\nPASS: driver-log-rotates\nFAIL: test_x\n",
        "password = 'cambiar-esta-clave'; senha = \"mude-esta-senha\"; haslo = 'zmien_haslo'",
        'if test "$pass" = "link"; then : ; elif [ "$linkmode,$pass" = "lib,scan" ]; then : ; fi',
        'first_pass = "larkmist"; debug_pass = "larkmist"; encompass = "larkmist"; "minipass": "larkmist"',
        '_password = _password.encode("utf-8"); password: {"write_only": True}',
        'x.getPassword("larkmist"); form.requestPassword("larkmist"); senha: "digite a senha"; password equals "larkmist"',
        "lozinkaLength",
        "password = ''",
        'PASS = "PASS"',
        "Require checks to pass : `lint`, `audit`; {'ACT': 'Active', 'PASS': 'Passive'}; keyring_get_password('moss')",
        '@Same(password = "password", other = "newPassword")',
        "REGWARN_PASS=Por favor introduzca",
        "'password' => 'require|min:5|max:20',",
        "array('validate_password', 'validate_username')",
        "mail -u $@ -passwd `pwgen_`; x --password `cat moss`",
        "PASSWORD=`pwgen 8 1`\nDB_PASSWORD=`cat moss`",
        "  'password' => 'encrypted',",
        "password: !secret widget7_pass",
        'mdp:"mdp-Latn-CD"',
        "password = '***'",
        "password = '<password>'",
        "password = '${DB_PASSWORD}'",
        "password: {{ db_password }}",
        "password = 'your-password'",
        "password = 'your_password_here'",
        "password = f'{user}-token'",
        "password = get_password()",
        "ResetPassword = '00299570-246d-11d0-a768-00aa006e0529'",
        "keyring.set_password('service', 'jroe', secret)",
        "password_key = 'hunter2'",
        '{\n  "expires": {\n    "password": 3600,\n    "token": 60\n}',
        'connect(user="jroe", password=second_word, host=host)',
        "password = getpass.getpass('Password: ')",
        "password = os.environ['PASSWORD']",
        "password = config.get('password')",
        "def login(user: str, password: str) -> None:",
        "    password=password,\n    user=user)",
        "self.password = password",
        "password: string;",
        "{ label: 'Password', password: 'password' }",
        "password: 'rule:admin_or_owner'; password = '0x10000'; password = 'urn:example:Password'",
        "db_password = 'TOOL_DBPASS'",
        "password_field = 'user_password'",
        "{ type: 'password', name: 'password', id: 'password_confirmation' }",
        '<input type="password" name="password" placeholder="Password">',
        "error_messages = {'password': 'Please enter your password'}",
        "password_hash = 'a1b2c3d4e5f6'",
        "password_regex = '^[a-z]+$'",
        "PASSWORD_FILE=/run/secrets/db",
        "['username', 'password', 'email']",
        "raise ValueError('password must not be empty')",
        "password: null",
        'print(ok ? "PASS" : "FAIL")',
        "opt -debug-pass=Executions x.ll",
        "USER_PASSWD.encode('ascii')",
        "auth_method = 'password'",
        '$icons: (pass: "\\f2b9");',
        "x = ' PASS: ' + t.find('.pass').length",
        "bypass: 'x1y2z3', compass = 'north'",
        "password: ${DB_PASSWORD}",
        "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}",
        "password: *pw",
        "password: |-\n  Enter the password of the host\n  and press return",
        "public string Password { get; set; }",
        '<property name="password.length">Moss!Lane42</property>',
        "<Password>{{ password }}</Password>",
        "error: password 'tin-Drum_77' was refused by the server",
        "docker run -e MYSQL_ROOT_PASSWORD mysql:8",
        "the password: see below",
        "let password: Utf8",
        "password: this is no value",
        '"password": "Password"',
        '<settings pass="specialize">',
        "COMPILER_PASS(loops)",
        "secretKeyRef:\n  name: db-secret\n  key: password",
        "`password` varchar(255) NOT NULL",
        "input Login {\n  password: String!\n  codes: [ID!]!\n}",
        "passwd:         files sss",
        'auths: ["password", "token"]',
        'run("--password", "--remote")',
        'password => "password"',
        'set_password("hunter two")',
        '<settings pass="specialize"> <a pwd="specialize">',
        'pass = "specialize"',
        "a;password=hunter",
        "a password=hunter; b",
        "\"x.password=hunter'",
        'x.password=hunter"',
        "log password=hunter",
        '"enter a password: moss9lark\\n", "password: %s\\n"',
        "login, password = 'a', b",
        "if password == other: x.password == 12",
        '"passphrase": "Passphrase"',
        "password => '*6BB4837EB74329105EE4568DDA7DC67ED2CA2AD9'",
        'updatePassword("uuid-123", hashedPassword)',
        "user/pass: jroe/larkmist7\nlogin and password: jroe:larkmist7\n",
        "[a;b]mist[9;Database=x;]; f(DSN=x;PWD=$pw)mist;y; f(PWD=)mist;y",
        "auth:\n  kind: x,\n  basic: {username: jroe, password: larkmist},\n",
        "const x = 1\n  basic: {username: name, password: larkmist}\nf(x)\n",
        "url: x\nauth: f({user: jroe, password: larkmist})\nname: y\n",
        "url: x\nauth: {user: string, password: string}\nname: y\n",
        "port = 1\nx.password = host2_pass\nhost = x\n",
        "log password=hunter9,",
        "log (password=hunter9",
        "log, password=hunter9",
        "the password: hunter",
        "the password: hunter9 x",
        "let password: hunter9",
        "password: moss9 x",
        "password: moss9# x",
        "Password=moss psql",
        "PASSWORD = moss",
        "password=moss",
        "port: 1\npassword: Moss\nhost: x\nuser: y",
        "port: 1\npassword: my_password\nhost: x\nuser: y",
        "port: 1\nself.password = moss\nhost: x\nuser: y",
        "port = 1\npassword = my_password\nhost = x\nuser = y",
        "port = 1\n$password = moss\nhost = x\nuser = y",
        '{\n  "user": "jroe",\n  "password": 123,\n  "host": "db"\n}',
        "login, password = 'larkmist', b",
        '<settings pass="moss">',
        "assert settings.PASSWORD == 123",
        "log password=hunter x=y",
        "PASSWORD=-moss7",
        "x password=larkmist]",
        "x [password=larkmist",
        "port = 1\npassword = larkPassword\nhost = x\nuser = y",
        "run(PASSWORD=password, USER=user); password = a;b = c;\n",
    ),
)
