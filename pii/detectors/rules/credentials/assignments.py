"""Reads `name = value` around a keyword, in the ways that languages, configuration files and command lines write it."""

from dataclasses import dataclass
from enum import StrEnum

from pii import expressions as re
from pii.text.surroundings import line_before, text_before


class Form(StrEnum):
    """How a value is given to a name."""

    QUOTED = "quoted"
    """`name = "value"`, `"name": "value"`, `<x name="value">`, with any of `= : := => == != is`."""
    ARGUMENT = "argument"
    """`name("value")`."""
    PAIR = "pair"
    """`put("name", "value")`, `name="name" value="value"`."""
    ELEMENT = "element"
    """`<name>value</name>`."""
    BARE = "bare"
    """`name=value`, `name: value` without quotes."""
    OPTION = "option"
    """`--name value`, `--name=value`."""
    SPACED = "spaced"
    """`name "value"` alone on a line, `#define NAME "value"`, `ENV NAME value`."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """`text[start:end]` is given to `name`."""

    name: str
    """The whole identifier, with dots and hyphens: `spring.datasource.password`, `--db-password`."""
    form: Form
    operator: str
    start: int
    end: int
    line: str
    """What stands on the line before the name."""


_NAME_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.$-"
_REST_OF_NAME = re.compile(r"(?:\w|-(?!>)){0,64}(?:\.\w{1,64}){0,4}", re.ASCII)
_REST_OF_OWN = re.compile(r"\w{0,64}")
"""The rest of a name in another alphabet."""

_COLOUR = r"(?:\x1b\[[\d;]{0,12}m)?"
"""A terminal's colour codes, which logs keep."""
_OPERATOR = re.compile(
    rf"""{_COLOUR}(?P<closing>\\{{0,7}}["'`]|&quot;|&\#39;|\*\*)?(?P<index>[\]}}])?\??
        (?:\s?:\s?[\w<>\[\]?|&.\s]{{1,30}}?(?=\s?=[^=>])        # password: str =
          |(?<!["'`])\s(?:string|String|text|varchar|[Aa]s\s[Ss]tring)(?=\s?=)  # Go: var password string =
          |\s?\{{\s?get;\s?(?:\w{{1,9}}\s)?(?:set|init);\s?\}}    # C#: Password {{ get; set; }} =
          |\[(?:\d+|[A-Z][A-Z0-9_]*)?(?:\s?[+*]\s?\d+)?\]         # C: char password[LENGTH + 1] =
          |,\s(?:_|err|ok)(?=\s:?=))?                           # Go: secret, _ :=
        (?:[ \t]*(?P<operator>:=|\?=|%3D|=>|->|<-|===?|!==?|~=|(?<=[ \t])(?:eq|ne)(?=[ \t])|<>
          |(?<=["'][ ])to(?=[ ]["'])                            # Kotlin: "password" to
          |(?<=[ ])(?:TYPE|type)[ ]\w{{1,20}}[ ](?:VALUE|value)(?=[ ]')  # ABAP
          |\?\?=?|\|\|=?|\+=|=|:|\{{(?=\s?["'][^"'\n]{{1,80}}["']\s?\}}))(?:[ \t]|\*\*)*{_COLOUR}
          |(?P<call>\()[ \t]*
          |(?P<comma>,)[ \t]*(?:default\s*=\s*)?
          |(?P<attribute>\s+(?:android:)?value\s*=\s*)
          |(?P<element>(?:\s[\w:.-]{{1,40}}="[^"<>\n]{{0,200}}")*[ ]?>)
          |(?P<word>\s(?:is|was)\s+)
          |(?P<space>[ \t]+(?:[\\`^][ \t]*\r?\n[ \t]+)?))""",
    re.VERBOSE,
)
_QUOTED = re.compile(
    r"""(?:(?:new\s+)?(?:\[\])?(?:\w{1,30}(?:\.|::)){0,2}(?:[Ss]tring|str|bytes?|from|Some|quote|_T|TEXT|CString|Sec(?:ret|ure)\w*
          |Password|Q(?:String|Latin1|ByteArray)\w{0,8}|[Ss]ensitive|unsafePlainText|[Ff]ield|encode|hash(?:pw|Sync)?
          |[Dd]ecodeString|(?:[Dd]e)?(?:[Cc]ode)?[Hh]ex|[Ff]rom[Hh]ex|unhexlify|hex2bin|[Hh]exToBytes|base64_?[Dd]ecode|b64decode|atob
          |FromBase64String|[Dd]ecodeBase64|[Dd]ecode)\((?:default\s?=\s?)?|\((?:const\s)?\w{1,20}\s?\*\)\s?|ref\s)?
        (?:[bBrRuUfFLN@]|u8){0,2}(?P<quote>\\{0,7}["'`]|&quot;|&\#39;|&\#34;)
        (?P<value>(?:[^\\\n"'`&]++|\\\\(?P=quote)(?=\w)|(?!(?P=quote))(?:\\.|["'`&]))*+)(?P=quote)""",
    re.VERBOSE,
)
_VERBATIM = re.compile(r"\$?@\$?\"(?=[^\"\n]*\"\")(?P<value>[^\"\n]+(?:\"\"[^\"\n]*)+)\"(?!\")")
"""A literal of C# in which a backslash is one and a doubled quote stands for a quote."""
_TEXT = re.compile(
    r"(?P<fence>\"{3}|'{3})(?:\\?\r?\n[ \t]*)?(?P<value>[^\s\"'][^\n]*?)(?:\\?\r?\n[ \t]*)?(?P=fence)(?![\"'])"
)
"""A literal of several lines of TOML, Python, Swift, Java or Kotlin, whose only line is the value."""
_HERE = re.compile(
    r"<<<?[-~]?[ \t]?(?P<quote>[\"']?)(?P<word>[A-Za-z_]\w*)(?P=quote)\r?\n"
    r"[ \t]*(?P<value>[^\s$`][^\n]*?)[ \t]*\r?\n[ \t]*(?P=word)(?!\w)"
)
"""A here-document of Terraform, Ruby, Perl or PHP, whose only line is the value."""
_QUOTE_LIKE = re.compile(
    r"(?:qq?|%[qQ])(?:\{(?P<braces>(?:[^{}\n]|\{[^{}\n]*+\})*+)\}|\((?P<round>(?:[^()\n]|\([^()\n]*+\))*+)\)|\[(?P<square>[^\[\]\n]*+)\]"
    r"|<(?P<angle>[^<>\n]*+)>|(?P<sign>[|!/~^])(?P<between>(?:(?!(?P=sign))[^\n])*+)(?P=sign))"
)
"""Literals of Perl (perlop) and Ruby, whose author chooses the quotes: `q{…}`, `%q(…)`, `qq|…|`."""
_RAW = re.compile(
    r"[rR](?P<quote>[\"'])(?P<fence>-*+|\w{0,16}+)\((?!\?)(?P<round>(?:(?!\\[bBdDsSwW]|\.[*+]|\(\?|\[\^)[^\n])*?)\)(?P=fence)(?P=quote)"
    r"|r?(?P<hashes>#{1,3})\"(?P<hashed>[^\n]*?)\"(?P=hashes)"
)
"""Raw literals of R and C++, `r"(…)"` and `R"x(…)x"`, but for regular expressions in Python's; of Rust and Swift, `r#"…"#`."""
_DOUBLED = {quote: re.compile(rf"(?:[^{quote}\n]++|{quote}{quote})*+(?={quote}(?!{quote}))") for quote in "\"'"}
"""The value of a literal of Basic, Pascal, SQL or MATLAB, in which a doubled quote stands for one."""
_BARE_SIGNS = ("=", ":", "=>", ":=", "?=", "%3D", "==", "===")
LONG = 128
"""A refused bare value of this many characters is skipped whole: each assignment inside it would be as long."""
_LONGEST_OPERATOR = 300
"""Characters, including an element's attributes."""
_LONGEST_QUOTED = 4200
"""Characters, including what stands before the quote."""
_BARE = re.compile(r"(?:[^\s\"'`<>‹›(){}\[\],;&|\x1b\\]++|\\(?![nr]))++(?=$|[\s\"'`<,;&|)}\]\\\x1b])", re.MULTILINE)
_LONGEST_BARE = 512
_TO_LINE_END = re.compile(r"[^\s\"'`#$(){}\[\]<>&|;][^\s\"'`#$(){}]{5,127}(?=[ \t]*\r?$)", re.MULTILINE)
"""What a file of environment variables gives one, up to the end of the line and with whatever signs."""
_VARIABLE_BEFORE = re.compile(r"[ \t]*(?:export[ \t]+|set[ \t]+)?")
_OPTION_VALUE = re.compile(
    r"[^\s\"'`<>|;&\\$(){}]+\([^\s\"'`<>|;&\\$(){}]+\)[^\s\"'`<>|;&\\$(){}]+(?=[ \t]|$)", re.MULTILINE
)
"""An option's value goes on up to the blank, with whatever signs in it."""
_APP_PASSWORD = re.compile(
    r"(?=(?:[a-z]{4} ){0,3}[bcdfghj-np-tv-xz]{4}\b)[a-z]{4}(?: [a-z]{4}){3}(?=[ \t]*(?:\r?$|#))", re.MULTILINE
)
"""A password for one application, as Google and Yahoo show it: four groups of letters, one of which at least makes no word."""
_FIRST_ARGUMENT = re.compile(r"\(\s*[\"'`]$")
COMPARED = re.compile(
    r"(?i)(?:equals?|compare(?:to|_?digest)?|n?case_?cmp|str[nl]?cmp|same|match(?:es)?|diff(?:er|erence)?|distance|levenshtein"
    r"|similarity)\(\s*[\"'`][^\"'`\n]{0,60}$"
)
"""Up to the first of two literals, or into it: they are compared, so that none names the other."""
_ELEMENT = re.compile(
    r"(?:\s*<[Vv]alue>)?\s*"
    r"(?:<!\[CDATA\[(?P<data>(?:(?!\]\]>)[^\n]){1,120})\]\]>|(?P<value>[^<>\s](?:[^<>\n]{0,118}?[^<>\s])?))\s*</"
)
"""Blanks round a value are the editor's, but for what is marked to be taken as it is."""
_ELEMENT_BEFORE = re.compile(r"<(?:[\w-]{1,40}:)?$")
_NAMED_ELEMENT = re.compile(r"<\w{1,40}\s(?:name|key)=[\"']$")
_YAML = re.compile(
    r"(?:!(?!(?:secret|env_var|env|vault|include|Ref|Sub|GetAtt|ImportValue|FindInMap|reference)\b)!?\w{1,20}[ \t]+)?"
    r"(?:&\w{1,40}[ \t]+)?(?:[|>][+-]?\d?[ \t]*\r?\n[ \t]+(?=\S+[ \t]*\r?$))?",
    re.MULTILINE,
)
"""What may stand before a value: a tag that does not fetch it from elsewhere, an anchor, the sign of a block whose only line is
the value."""
_BELOW = re.compile(
    r"(?:\([ \t]*)?(?:(?:#|//)[^\n]{0,80})?\r?\n[ \t]+(?=(?:[bBrRuUfFLN@]|u8)?[\"'`][^\"'`\n]+[\"'`][ \t]*[,;]?[ \t]*\r?(?:\n|$))"
)
"""The end of a line whose value is a literal alone on the next one, as formatters break what is too long."""
_CONTINUED = re.compile(r"\r?\n[ \t]+(?=[^\s\"'`(){}\[\]<>;,|&]{3,80}[ \t]*\r?(?:\n(?![ \t]+\S)|\Z))")
"""The end of a line of an INI file whose value is one word, alone on the next line, which is indented."""
_DEFAULT = re.compile(
    r"""["']?(?:\$\{[\w.-]{1,60}:[-=]?(?P<value>[^\s{}"'$]{1,120})\}
        |\{\{[^{}\n'"]{1,120}\|\s?default(?:\(\s?|\s)(?P<quote>["'])(?P<filter>[^"'\n]{1,120})(?P=quote))""",
    re.VERBOSE,
)
"""What a template falls back to: `${DB_PASSWORD:-hunter2}`, `{{ password | default('hunter2') }}` of Jinja, and of Go without the
brackets."""


_SPACED_BEFORE = re.compile(
    r"[ \t]*(?:(?P<keyword>ENV|ARG|setx)[ \t]+|(?:variable|set|option)[ \t]+|\#[ \t]*define[ \t]+|:|\()?(?:\w{1,30}\.)?"
    r"|[^\n;]*\((?:set[qf][a-z-]{0,8}|def[a-z-]{0,12}|customize-set-variable)[ \t]+'?"
)
"""Of the last, `(setq`, `(define` and their kin, Lisps have any number on a line."""
_KEYWORD_BEFORE = re.compile(r"(?:^|[\s({\[])(?::(?:[\w.-]{1,80}/)?|[a-z][\w-]{0,40}(?:\.[\w-]{1,40}){1,6}/)$")
"""A keyword of Lisp or Clojure, and one of a namespace."""
_JOINED = re.compile(r"\S")
_SET_BEFORE = re.compile(r"^[ \t]*set :$")
"""A setting of Sinatra or Capistrano."""
_SPACED_AFTER = re.compile(r"[ \t]*(?:$|[;)}\r]|//|/\*|\#)", re.MULTILINE)
_SHELL_DEFAULT = re.compile(r":?[-=](?P<value>[^\s{}\"'$]{1,120})\}")


_NOTHING_GIVEN = frozenset(("", *").;/#@^$"))
"""After a name: nothing that assigns a value begins with one of these."""


_GIVES_NAME = re.compile(r"\([ \t]*+(?:\)|(?!new\b)[A-Za-z_]\w*+[\s,)\[+=-])|,(?!\s(?:_|err|ok|[\"']))", re.ASCII)
"""After a name: it is called with nothing or another name, or is one of a list."""
_GOES_ON = re.compile(
    r"\s++(?!(?:string|text|varchar|as|type|value|is|was|new)\b)[a-z]++(?=[\s,;)]|\.\s)",
    re.ASCII | re.IGNORECASE,
)
"""After a name: a sentence or an expression goes on with a word that assigns nothing."""
_TAKES_WORDS = ("ENV", "ARG", "setx")
"""At the start of a line whose value is a word like any other."""


def read_assignment(text: str, start: int, end: int) -> Assignment | None:
    """The assignment to the identifier that holds the keyword `text[start:end]`, or None."""
    rest = (_REST_OF_NAME if text[start:end].isascii() else _REST_OF_OWN).match(text, end)
    assert rest is not None
    after = text[rest.end() : rest.end() + 1]
    if after in _NOTHING_GIVEN or after in "(," and _GIVES_NAME.match(text, rest.end()):
        return None  # as most keywords are
    window = text_before(text, start, 48)
    name_start = start - len(window) + len(window.rstrip(_NAME_CHARACTERS))
    name = text[name_start : rest.end()]
    line = text[line_before(text, name_start) : name_start]
    if (
        after.isspace()
        and _GOES_ON.match(text, rest.end())
        and not (name.startswith("-") or line.lstrip().startswith(_TAKES_WORDS))
    ):
        return None
    found = _read(text, name, line, rest.end())
    if found is None:
        return None
    form, (begin, finish), operator = found
    return Assignment(name, form, operator, begin, finish, line) if finish > begin else None


_Found = tuple[Form, tuple[int, int], str]
"""Form, place of the value, operator."""


def _read(text: str, name: str, line: str, position: int) -> _Found | None:
    """What is given at `position`, where the name ends."""
    if line.endswith("${") and (default := _SHELL_DEFAULT.match(text, position)):
        return Form.QUOTED, default.span("value"), "="
    operator = _OPERATOR.match(text, position, position + _LONGEST_OPERATOR)
    if operator is None:
        return None
    if not operator["closing"] and (operator["attribute"] or operator["comma"] and not _SET_BEFORE.match(line)):
        return None
    if operator["element"]:
        opened = _NAMED_ELEMENT.search(line) if operator["closing"] else _ELEMENT_BEFORE.search(line)
        element = _ELEMENT.match(text, operator.end()) if opened else None
        return (Form.ELEMENT, element.span(element.lastgroup or 0), ">") if element else None
    if operator["operator"] == ":" and name.startswith("$") and _JOINED.match(text, operator.end("operator")):
        return None  # a variable that a shell puts before a colon
    if operator["operator"]:
        return _given(text, name, line, operator)
    if operator["space"] and operator["closing"]:
        return None
    quoted = _QUOTED.match(text, operator.end(), operator.end() + _LONGEST_QUOTED)
    if operator["space"] and quoted and _KEYWORD_BEFORE.search(line):
        return Form.PAIR, quoted.span("value"), " "  # {:user "…" :password "…"}
    if operator["space"]:
        return _spaced(text, name, line, operator, quoted)
    return _beside(text, name, line, operator, quoted) if quoted else None


def _given(text: str, name: str, line: str, operator: re.Match[str]) -> _Found | None:
    """`name = value`, with any operator."""
    position, sign = operator.end(), operator["operator"]
    if sign == ":" and (yaml := _YAML.match(text, position)):
        position = yaml.end()
    below = _BELOW.match(text, position, position + _LONGEST_QUOTED)
    if below is None and sign == "=" and not line.strip():
        below = _CONTINUED.match(text, position, position + _LONGEST_QUOTED)
    if below:
        position = below.end()
    if default := _DEFAULT.match(text, position):
        return Form.QUOTED, default.span(default.lastgroup or 0), sign
    option = name.startswith("-")
    if sign == "=" and text.startswith("=`", position - 1):
        return None  # what a command of the shell prints
    if place := _own_quotes(text, position):
        return Form.QUOTED, place, sign
    if quoted := _QUOTED.match(text, position, position + _LONGEST_QUOTED):
        if (
            quoted["value"] in name
            and text.startswith("(", quoted.start("quote") - 1)
            and text.startswith(",", quoted.end())
        ):
            return None  # the name of a flag, of which its default is the next argument
        return Form.OPTION if option else Form.QUOTED, _whole(text, quoted), sign
    bare = _unquoted(text, name, line, position, sign)
    if bare is None:
        return None
    end = bare.end()
    stressed = bare.group().rstrip(".,;:!?")
    if text.endswith("**", 0, position) and stressed.endswith("**"):
        end = bare.start() + len(stressed) - 2  # Markdown: password: **hunter2**.
    return Form.OPTION if option else Form.BARE, (bare.start(), end), sign


def _unquoted(text: str, name: str, line: str, position: int, sign: str) -> re.Match[str] | None:
    """The word that is given, or what stands up to the end of the line where it is sure to belong to it."""
    option = name.startswith("-")
    bare = _bare(text, position) if sign in (("=",) if option else _BARE_SIGNS) else None
    if not option and sign in ("=", ":"):
        bare = _APP_PASSWORD.match(text, position, position + LONG) or bare
    if bare is not None or sign != "=":
        return bare
    if option:
        return _OPTION_VALUE.match(text, position, position + LONG)
    if name.isupper() and _VARIABLE_BEFORE.fullmatch(line):
        return _TO_LINE_END.match(text, position, position + LONG + 2)
    return None


def _own_quotes(text: str, position: int) -> tuple[int, int] | None:
    """The place of the value of a literal in other quotes than one or two strokes."""
    end = position + _LONGEST_QUOTED
    if (
        literal := _VERBATIM.match(text, position, end)
        or _TEXT.match(text, position, end)
        or _HERE.match(text, position, end)
    ):
        return literal.span("value")
    if chosen := _QUOTE_LIKE.match(text, position, end):
        return chosen.span(chosen.lastgroup or 0)
    if raw := _RAW.match(text, position, end):
        return raw.span("hashed" if raw["hashes"] else "round")
    return None


def _whole(text: str, quoted: re.Match[str]) -> tuple[int, int]:
    """The place of a literal's value, which goes on where its quote is doubled."""
    quote = quoted["quote"]
    if quoted["value"] and quote in _DOUBLED and text.startswith(quote, quoted.end()):
        whole = _DOUBLED[quote].match(text, quoted.start("value"), quoted.start("value") + _LONGEST_QUOTED)
        return whole.span() if whole else quoted.span("value")
    return quoted.span("value")


def _bare(text: str, position: int) -> re.Match[str] | None:
    found = _BARE.match(text, position, position + _LONGEST_BARE + 1)
    return found if found and found.end() - position <= _LONGEST_BARE else None


def _spaced(text: str, name: str, line: str, operator: re.Match[str], quoted: re.Match[str] | None) -> _Found | None:
    """`name "value"`, `--name value`."""
    position = operator.end()
    if lead := _SPACED_BEFORE.fullmatch(line):
        value = quoted or (_bare(text, position) if lead["keyword"] else None)
        if value and _SPACED_AFTER.match(text, value.end()):
            return Form.SPACED, value.span("value" if quoted else 0), " "
    value = quoted or (_bare(text, position) if len(operator["space"]) == 1 or "\n" in operator["space"] else None)
    if not name.startswith("-") or value is None or value.group().startswith("-"):
        return None
    return Form.OPTION, value.span("value" if quoted else 0), " "


def _beside(text: str, name: str, line: str, operator: re.Match[str], quoted: re.Match[str]) -> _Found | None:
    """`name("value")`, `put("name", "value")`, `name="name" value="value"`, `name is "value"`."""
    place = quoted.span("value")
    if operator["call"]:
        closed = text.startswith((")", ",", ".", " ", "\n"), quoted.end())
        form = Form.QUOTED if _DECLARED.search(line) else Form.ARGUMENT
        return (form, place, "(") if closed else None
    if operator["comma"]:
        # One of a list of arguments, too: "--store-password", "hunter2".
        first = _FIRST_ARGUMENT.search(line) and not COMPARED.search(line)
        listed = name.startswith("--") or first and text.startswith((")", " )"), quoted.end())
        attribute = line.rstrip("\"'` ").endswith("[") and "-" in name and text.startswith("]", quoted.end())
        given = listed or attribute or _SET_BEFORE.match(line)
        return (Form.PAIR, place, ",") if given and not quoted["value"].startswith("-") else None
    return (Form.PAIR, place, "value=") if operator["attribute"] else (Form.QUOTED, place, "is")


_DECLARED = re.compile(
    r"\b(?:std::(?:basic_)?w?string(?:_view)?|Q(?:String|ByteArray)|C?String|(?:Ansi|Unicode)String)[ ]+&?$"
)
"""Before a variable of C++ that is made from the literal in brackets: `std::string token("…");`."""
_SETTING = re.compile(r"[ \t]*(?:export |set |-\s)?[\"']?[A-Za-z_][\w. -]*[\"']?[ \t]*[=:](?![=:])[^({;]*$")
_TAKEN = re.compile(r"\s*(?:[#;!/*%-]|rem\b|dnl\b|$)", re.IGNORECASE)
_SECTION = re.compile(r"\s*\[[^\[\]]+\]\s*$")


def among_settings(text: str, start: int, end: int) -> bool:
    """Whether the lines around look like a configuration file: settings, sections, comments, nothing like code."""
    before = text_before(text, start, 400).split("\n")[:-1][-2:]
    after = text[end : end + 400].split("\n")[1:3]
    judged = [line for line in before + after if not _TAKEN.match(line)]
    if not judged:
        return bool([line for line in before if line.lstrip().startswith("#")])
    if any(line.rstrip().endswith((",", ";", "{", "(")) for line in judged):
        return False
    settings = sum(bool(_SETTING.match(line) or _SECTION.match(line)) for line in judged)
    return 3 * settings >= 2 * len(judged)
