"""Cells of tables by their headings: passwords, keys, accounts and names in Markdown, CSV, TSV, and the values of an INSERT."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import OWN_PASSWORD, Rule
from pii.detectors.rules.credentials.credential_values import credential, tells_itself
from pii.detectors.rules.names.person_cells import (
    FEWEST,
    SURE,
    are_full_names,
    is_ordinary,
    knowledge,
    may_be_full_name,
)
from pii.detectors.rules.names.person_headings import names_holder, names_part_of_person, names_person
from pii.detectors.rules.names.person_values import is_full_name, is_part_of_name, pieces_of_name
from pii.detectors.rules.rows import (
    LONGEST_LINE,
    SEPARATORS,
    Cell,
    declared_tables,
    insert_columns,
    insert_rows,
    read_raw_row,
    read_row,
    stripped,
)
from pii.detectors.scan import Hit
from pii.known.account_names import ACCOUNT_LABELS, ACCOUNT_VARIABLES
from pii.known.credential_names import credential_of
from pii.known.names import is_given_name
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import line_before

_SECRETS = r"(?i:passwords?|passwd|passphrase|pwd|secret|token|api[ _-]?key|secret[ _-]?key)"
_ACCOUNTS = frozenset(
    """
    username userid login loginname nickname nick handle account accountname useraccount pseudo kullaniciadi usuario nombreusuario
    nomutilisateur identifiant benutzername gebruikersnaam namapengguna taikhoan tendangnhap uzivatel uzytkownik felhasznalonev
    """.split()
)
_HEADING = re.compile(r"[\w .#()/*`\"'-]{0,60}")
_MAIL = frozenset("email mail emailaddress correo courriel".split())
_RULER = re.compile(r"[|:\s-]+")
_MOST_ROWS = 20_000
_NAMED = 0.6
"""The share of cells that look like full names from which on a column headed `name` holds persons."""
_DISTINCT = 0.5
"""The share of its names that are said once."""
_DETAILS = frozenset(
    """
    age birth birthday birthdate dob sex gender email mail phone telephone tel mobile salary ssn grade school nationality
    edad correo telefono alter geburtsdatum telefon sexe courriel idade telefone cpf
    """.split()
)
"""What is said of persons beside their names."""
_OF_THINGS = frozenset(
    """
    population countrycode country_code continent latitude longitude lat lng lon iata icao timezone elevation
    sku barcode isbn calories
    """.split()
)
"""What is said of places and goods: beside these a name is theirs."""

_Column = list[Cell]


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields what the cells at the hits hold."""
    line_done, table_end = -1, 0
    tables = cache(lambda: declared_tables(text))
    for hit in hits:
        if hit.pattern == "table.insert":
            yield from _insert(text, hit.start, tables)
            continue
        if hit.pattern in OWN_PASSWORD and not _ENDS_CELL.match(text, hit.end):
            continue
        start = line_before(text, hit.start, LONGEST_LINE)
        if start == line_done:
            continue
        line_done = start
        yield from _pair(text, start)
        if start >= table_end:  # a line of a table is no heading of another: each is read once
            headings, columns, table_end = _table(text, start)
            yield from _spans(text, columns, headings)


_ENDS_CELL = re.compile(r"[*`_\" ]{0,6}(?:[|,;\t]|\r?\n)")
"""Behind a heading, which is no word of a sentence."""


def _pair(text: str, start: int) -> Iterator[Span]:
    """`| Password | hunter2 |`: the heading stands beside the cell."""
    cells, _ = read_row(text, start, "|")
    if len(cells) == 4:
        name, value = text[slice(*cells[1])], text[slice(*cells[2])]
        label = credential(name, value) if value else None
        if label and (label is Label.KEY or tells_itself(value) or value.isalpha() and value.islower()):
            yield Span(*cells[2], label)


def _table(text: str, start: int) -> tuple[list[str], dict[str, _Column], int]:
    """The headings of the line at `start`, the columns below it whose headings tell, and where the table ends."""
    separator, names, end = _headings(text, start)
    of_users = any(map(_names_password, names))
    wanted = {number: name for number, name in enumerate(names) if _tells(name) or of_users and _names_user(name)}
    columns: dict[str, _Column] = {name: [] for name in wanted.values()}
    for _ in range(_MOST_ROWS if wanted else 0):
        cells, stop = read_raw_row(text, end + 1, separator)
        if len(cells) != len(names):
            break
        ruler = separator == "|" and _RULER.fullmatch(text, end + 1, stop)
        end = stop
        for number, name in wanted.items():
            cell = stripped(text, cells[number])
            if not ruler and cell.start < cell.end:
                columns[name].append(cell)
    return names, columns, end


def _headings(text: str, start: int) -> tuple[str, list[str], int]:
    """The sign that divides the line, the headings between, and where the line ends; no headings where it is none."""
    _, end = read_row(text, start, "|")
    line = text[start:end]
    separator = next((sign for sign in SEPARATORS if sign in line), None)
    if separator is None:
        return "", [], end
    names = line.rstrip("\r").split(separator)
    if not all(map(_HEADING.fullmatch, names)) or separator != "|" and _is_prose(names):
        return "", [], end
    cells, end = read_row(text, start, separator)
    return separator, [text[slice(*cell)] for cell in cells], end


def _is_prose(names: Sequence[str]) -> bool:
    """Whether a line with commas is no heading: one cell, spaces after commas, cells without a word."""
    return len(names) < 2 or any(not name.strip(" \t\r*`\"'") or name[0] == " " for name in names)


def _tells(heading: str) -> bool:
    return (
        bool(credential_of(heading))
        or _names_account(heading)
        or names_part_of_person(heading)
        or names_person(heading)
        or names_holder(heading)
    )


def _names_detail(heading: str) -> bool:
    return not _DETAILS.isdisjoint(words(heading))


def _names_mail(heading: str) -> bool:
    return "".join(words(heading)) in _MAIL


def _names_account(heading: str) -> bool:
    return "".join(words(heading)) in _ACCOUNTS or heading.strip(_MARKUP).lower() in _OWN_ACCOUNTS


def _names_password(heading: str) -> bool:
    return credential_of(heading) is Label.PASSWORD


def _names_user(heading: str) -> bool:
    """Whether the column holds accounts if the one beside holds their passwords."""
    return "".join(words(heading)) in _USERS


_USERS = frozenset(
    "user users login benutzer uzivatel uzytkownik gebruiker bruker anvandare utente utilisateur usuario".split()
)
_ACCOUNT = re.compile(r"[A-Za-z][\w.-]{1,38}")
_MARKUP = " *`_\"'"
_OWN_ACCOUNTS = ACCOUNT_LABELS | frozenset(ACCOUNT_VARIABLES)


def _spans(text: str, columns: dict[str, _Column], headings: Sequence[str], literal: bool = False) -> Iterator[Span]:
    """What the columns hold; `literal` where no cell is a word of a text."""
    literal = literal or any(map(_names_account, headings)) or any(map(_names_mail, headings))
    parts = any(map(names_part_of_person, headings))
    personal = any(map(_names_detail, headings))
    users = any(map(_names_account, headings)) and any(map(credential_of, headings))
    of_things = not (parts or personal) and any(heading.strip(_MARKUP).lower() in _OF_THINGS for heading in headings)
    for heading, column in columns.items():
        if credential_of(heading):
            found = _secrets(text, heading, column, literal, any(map(_names_user, headings)))
        elif _names_account(heading):
            found = ((Label.USERNAME, cell) for cell in column if is_account(text[slice(*cell)]))
        elif _names_user(heading):
            found = ((Label.USERNAME, cell) for cell in column if _is_users(text[slice(*cell)]))
        elif of_things:
            continue
        elif names_holder(heading):
            found = ((Label.NAME, cell) for cell in column if _is_persons(text[slice(*cell)]))
        elif parts or names_part_of_person(heading):
            found = ((Label.NAME, cell) for cell in column if is_part_of_name(text[slice(*cell)]))
        else:
            named = _names(text, column, personal) or (_single_names(text, column) if users else [])
            found = (
                (Label.NAME, Cell(cell.start + start, cell.start + end))
                for cell in named
                for start, end in pieces_of_name(text[slice(*cell)])
            )
        yield from (Span(*cell, label) for label, cell in found)


def _is_users(value: str) -> bool:
    return _ACCOUNT.fullmatch(value) is not None and is_account(value)


def _secrets(text: str, heading: str, column: _Column, literal: bool, of_users: bool) -> Iterator[tuple[Label, Cell]]:
    """The credentials of a column; beside one of users, what stands in code is one, whatever words it has."""
    for cell in column:
        value = text[slice(*cell)]
        label = credential(heading, value)
        told = literal or of_users and text[cell.start - 1] == "`" or tells_itself(value)
        if label and not _VARIABLE.fullmatch(value) and (label is Label.KEY or told):
            yield label, cell


_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
"""Of the environment, in tables of settings."""


def _is_persons(value: str) -> bool:
    """Whether the value is a full name that begins with a given one."""
    given = value.partition(" ")[0]
    return may_be_full_name(value) and is_given_name(given) and not is_ordinary(given)


def _names(text: str, column: _Column, personal: bool) -> _Column:
    """The full names of a column of persons; beside `email` and the like they may be names of any country."""
    values = [text[slice(*cell)] for cell in column]
    looks = [is_full_name(value) for value in values]
    if sum(looks) < _NAMED * len(values) or len(set(values)) < _DISTINCT * len(values):
        return []
    if not personal:
        looks = are_full_names(values) if len(set(values)) >= FEWEST else [knowledge(value) == SURE for value in values]
    return [cell for cell, look in zip(column, looks, strict=True) if look]


def _single_names(text: str, column: _Column) -> _Column:
    """Of users, beside their accounts and passwords: the cells that hold a known given name alone."""
    return [cell for cell in column if _is_given_name(text[slice(*cell)])]


def _is_given_name(value: str) -> bool:
    return value[:1].isupper() and is_given_name(value) and not is_ordinary(value)


def _insert(text: str, start: int, tables: Callable[[], Mapping[str, list[str]]]) -> Iterator[Span]:
    names, position = insert_columns(text, start, tables)
    wanted = {number: name for number, name in enumerate(names) if _tells(name)}
    if not wanted:
        return
    columns: dict[str, _Column] = {name: [] for name in wanted.values()}
    for row in insert_rows(text, position):
        for number, cell in enumerate(row[: len(names)]):
            if number in wanted and cell is not None and cell.start < cell.end:
                columns[wanted[number]].append(cell)
    yield from _spans(text, columns, names, literal=True)


_PERSON = (
    r"(?:name|surname|author|employee|player|student|teacher|vorname|apellidos?|nombre|cognome|nom|pr\xc3\xa9nom|nome"
    r"|nazwisko|translators?|reviewer|advisor|secretary|president|recipient|lecturer|autor|auteur|autore|alumno|profesor|aluno"
    r"|doctor|patient|driver|speaker|captain|coach|leader|winner|dosen|mahasiswa|siswa|lehrer|kunde|customer"
    r"|recordedby|identifiedby|(?:created|approved|reviewed|prepared|collected)_?by|collector|jugador|jogador|joueur|spieler|giocatore"
    r"|maintainer|assignee|owner|responsible|titulare?s?|titulaires?|titolar[ei]|inhaber|holder)"
)
_OWN = "|".join(
    "".join(f"\\x{byte:02x}" for byte in heading.encode())
    for heading in ("姓名", "氏名", "ФИО", "Фамилия", "이름", "성명")
)
"""Name in Chinese, Japanese, Russian and Korean, as bytes."""

RULE = Rule(
    "table",
    {
        **OWN_PASSWORD,
        "table.markdown": rf"\|[ *`]{{0,3}}[\w /-]{{0,24}}{_SECRETS}[ *`]{{0,30}}\|",
        "table.first": rf"(?m)^[\"]?\w{{0,8}}_?{_SECRETS}[\"]?[,;\t|]",
        "table.middle": rf"[,;\t][\"]?\w{{0,8}}_?{_SECRETS}[\"]?(?:[,;\t\r\n])",
        "table.person": rf"(?i){_PERSON}\"?(?:[,;\t][\w\"]| {{0,30}}\|)",
        "table.last": rf"(?i)[,;\t]\"?[\w ]{{0,12}}{_PERSON}\"?\r?\n",
        "table.own": rf"(?:{_OWN})[\" ]{{0,20}}[,;\t|\r\n]",
        "table.insert": r"(?i)\b(?:insert {1,3}(?:or \w{1,9} {1,3}|ignore {1,3})?|replace {1,3})into ",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "INSERT INTO users (state, password) VALUES ('on', '«%+(m)2M7+larkVW#gd»'), ('on', '«^0bM$larkKq$^xca»');",
        "| User | Password |\n|---|---|\n| app | «Moss!Lane42» |",
        "| Email | Mot de passe | Rôle |\n|---|---|---|\n| a@roe.example | «lark123» | Admin |\n"
        "| b@roe.example | «20062001» | Prof |\n",
        "| Service | User | Password |\n|---|---|---|\n| wiki | «bjarkeh» | `«ash\\|Tern 40»` |\n| ci | admin | «larder_88» |\n"
        "| mail | (ask ops) | in the vault |\n",
        "| Login | Hasło |\n|---|---|\n| «jroe» | «larkmist» |\n",
        "| Oracle SYS password | `«Str0ngLark!»` |\n",
        "|user|**password**|\n|---|---|\n|«jroe»|`«larkmist4»`|\n|«ann»|«tin-Drum_77»|",
        "| New password | «larkmist» |\n      | New password        | «larkmist» |\n",
        "| Host | db1 |\n| Password | «Moss!Lane42» |",
        "user,password\napp,«tin-Drum_77»\n«bob»,«lark4mist»\n",
        "password;user\n«tin-Drum_77»;app\n",
        '"user","password"\n"app","«tin-Drum_77»"\n',
        "user\tpassword\napp\t«tin-Drum_77»",
        "| Service | API key |\n|---|---|\n| orders | «9xRqOCj8M7gyzCB6dSeJQaRWyOxvhkTt» |",
        "INSERT INTO users (id, login, password) VALUES (7, '«jroe»', '«Moss!Lane42»');",
        "insert into `users` (`login`, `password`) values ('«jroe»', '«larkmist»'), ('«kroe»', '«tin''Drum»');",
        "INSERT INTO staff (id, prenom, nom) VALUES (1,'«Anne»','«Roe»'),(2,'«Luc»','«D''Roe»');",
        "username,password\n«jroe»,«larkmist»\n",
        "id,first_name,last_name,city\n1,«Jane»,«Roe»,Ulm\n2,«Kim»,«van der Roe»,Ulm\n",
        "Name,Age\n«Jane Roe»,31\n«Kim Low-Roe»,40\n",
        "id,scientificName,recordedBy,date\n1,Erica carnea,«Jane Roe»,2019\n2,Viola alba,«Kim Low-Roe»,2019\n",
        "dorsal;jugador;goles\n9;«Jane Roe»;3\n10;«Kim Low-Roe»;1\n",
        'PassengerId,Name,Sex\n1,"«Roe», Mr. «John Adam»",male\n2,"«Doe», Miss. «Ann»",female\n',
        "| Employee name   | Room |\n|---|---|\n| [«Jane Roe»](https://example.org) | 3 |\n| «Kim Roe» | 4 |\n",
        "Nachname;Vorname;Ort\n«Röe»;«Jürgen»;Köln\n",
        "姓名,年龄\n«王小明»,31\n«李雷»,40\n",
        "ESTADO;NUM;TITULAR\nVIGENTE;50003;«MARÍA LUISA ECHEGARAY»\nVENCIDA;50004;«JOSÉ ANDRÉS MOSS»\nVENCIDA;5;BANCO ROE SA\n",
        "STATO;NUM;TITOLARE\nATTIVO;50003;«MARCO ROE»\n",
        "ФИО\tГод\n«Иванов Иван Иванович»\t1990\n",
        "INSERT OR IGNORE INTO t (login, password) VALUES ('«jroe»', md5('«larkmist»'));",
        "insert  into `yh`(`id`,`username`,`password`) values (1,'«jroe»','«larkmist»');",
        "REPLACE INTO t (password) VALUES ('«moss»');",
        "INSERT INTO users (username, name, password) VALUES ('«ijm»', '«Inês»', '«lark7»'), ('«hv»', 'Larkmist', '«lark8»'),"
        " ('«amp»', 'May', '«lark9»');",
        "INSERT INTO t (id, password, x) SELECT 1, '«larkmist»', y FROM z;",
        "INSERT INTO apps (name, api_key) VALUES ('orders', '«9xRqOCj8M7gyzCB6dSeJQaRWyOxvhkTt»');",
        "a,b\n,c\nname,email\n«Jane Roe»,j@roe.org\n",
        "name,email\n«Jane Roe»,j@roe.org\n«Eva Low»,x\nBrixo,y\n",
        "name,count\n«Jane Smith»,1\nBrixo Fern,2\n",
        "username,password\n«jroe»,«Moss!Lane42»\n",
        "| password | x |\n|---|---|\n| «Moss!Lane42» | y |\n",
        "INSERT INTO t (a) VALUES (1); INSERT INTO t (username, password) VALUES ('«jroe»', '«hunter2»');",
        "INSERT INTO t (username, password) VALUES ('', NULL), ('«jroe»', '');",
        "name,count\n«Jane Roe»,1\n«Jane Roe»,2\n",
        "CREATE TABLE `users` (\n  `id` int(11) NOT NULL, -- a, b\n  `price` decimal(3,2),\n  `prenom` varchar(9),\n"
        "  mot_de_passe text,\n  PRIMARY KEY (`id`)\n);\nINSERT INTO `users` "
        "VALUES (1,2.5,'«Anne»','«larkmist»'),(2,3.5,'«Luc»','«tulip»');",
        "INSERT INTO public.staff\n\t(id, nom, prenom)\nVALUES\n\t(1, '«Roe»', '«Anne»')",
        "INSERT INTO siswa (id, nama_siswa, kata_sandi) VALUES (1, '«Sari»', '«larkmist»');",
        "Name | Age\n---|---\n«Jane Roe» | 31\n",
        "Le mot de passe est là\nusername,password\n«jroe»,«larkmist»\n",
        "name,email\n«Jane Roe»,j\n,x\n",
        "name,email\n«Jane Roe»,a\n«Kim Low»,b\n«Anna Fern»,c\nBrixo,d\nGlim,e\n",
        "name,count\n«Jane Roe»,1\n«Brixo Fern»,2\n«Anna Smith»,3\n",
    ),
    misses=(
        "id,kind,collected_as,date\n1,Erica carnea,Jane Roe,2019\n2,Viola alba,Kim Low-Roe,2019\n",
        "id,kind,created_by,date\n1,a,jroe,2019\n2,b,import script,2019\n",
        "INSERT INTO users (state, password) VALUES ('on', '%(Password1)s'), ('on', 'md5(Larkmist1)'), ('on', '/etc/Pw+1');",
        "| Room | Password |\n|---|---|\n| x | `ZX_S3_PROVIDER` |\n",
        "Mot de passe, oublié\nLe mot de passe; le nom\na, b\n",
        "| Clé | Mot de passe |\n|---|---|\n| titre | Votre mot de passe |\n",
        "| Option | Password |\n|---|---|\n| type | string |",
        "| User | Password |\n|---|---|\n| app | required |",
        "user, password\na, b",
        "INSERT INTO city (id, name, countrycode, population) VALUES (1, 'Jane Smith', 'ARG', 5), (2, 'Eva Jones', 'ARG', 6);\n",
        "| `password` | `ssh_hassh` |",
        "| Service | User | Colour |\n|---|---|---|\n| wiki | bjarkeh | `ash\\|Tern 40` |\n",
        "| Service | User | Password |\n|---|---|---|\n| wiki | a user | ash\\|Tern 40 |\n| wiki | admin | ash|Tern_40 |\n",
        "user,password_hash\napp,tin-Drum_77",
        "user,password\napp\n",
        "def login(user,password):\n    check(user,password1)",
        "key,en\nPassword,Mot de passe\n",
        "INSERT INTO users (login, password) VALUES (?, ?);",
        "INSERT INTO users (login, password) VALUES ('root', '5f4dcc3b5aa765d61d8327deb882cf99');",
        "INSERT INTO users (password, note) VALUES (NULL, 'tin-Drum_77');",
        "INSERT INTO users SELECT password FROM old;",
        "name,version\nfoo,1\nbar,2\n",
        "ESTADO;NUM;TITULAR\nVIGENTE;50003;SEGUROS ECHEGARAY\nVIGENTE;7;MARÍA\n\nTITULAR;x y\nNUM;PLAZA\n7;MARÍA ROE\n",
        "name,city\nGrand Hotel,Ulm\nUpper Street,Ulm\n",
        "file_name,author_id\nJane Roe,2\nKim Roe,3\n",
        "| Name | Type |\n|---|---|\n| First Name | string |\n| Max Length | int |\n",
        "INSERT INTO t (name, price) VALUES ('Green Tea', 3), ('Black Coffee', 4);",
        "def f(self, name,value):\n    print(Jane, Roe)\n",
        "name,email\nJane Roe,j@roe.org\nBrixo,y\nGlim,z\n",
        "name,count\nBrixo Fern,1\nGlim Hark,2\n",
        "a, password\nx, Moss!Lane42\n",
        "name,count\nJane Roe,1\nJane Roe,2\nJane Roe,3\n",
        "CREATE TABLE staff (id int, prenom text);\nINSERT INTO towns VALUES (1, 'Ulm');",
        "CREATE TABLE towns (id int, town text, password_hash text);\nINSERT INTO towns VALUES (1, 'Ulm', 'larkmist');",
        "CREATE TABLE staff (id int, prenom text",
        "INSERT INTO products (id, name, price) VALUES (1, 'Jane', 2), (2, 'Inês', 3);",
        "INSERT INTO goods (id, nama_barang) VALUES (1, 'Sari');",
        "Nr | Name | Age\n---|---|---\n7|-|-\n8 | Jane Roe | 31\n",
        "| Password | a=b |\n|---|---|\n| Moss!Lane42 | x |\n",
        "x1, y1,password\n1, 2,Moss!Lane42\n",
        "x1,,password\n1,2,Moss!Lane42\n",
        "room,password\nUlm,larkmist\n",
    ),
)
