"""Form labels for the parts of a person's name, in languages other than English."""

_BY_LANGUAGE: dict[str, str] = {
    # ISO 639 code: one-word labels in lower case
    "ar": "الاسم اللقب",
    "bg": "име презиме фамилия",
    "ca": "cognom cognoms",
    "cs": "jméno příjmení",
    "da": "navn fornavn efternavn",
    "de": "name vorname nachname familienname",
    "el": "όνομα επώνυμο επίθετο ονοματεπώνυμο",
    "es": "nombre nombres apellido apellidos",
    "et": "nimi eesnimi perenimi perekonnanimi",
    "eu": "izena abizena abizenak",
    "fa": "نام",
    "fi": "nimi etunimi sukunimi",
    "fr": "nom noms prénom prénoms prenom prenoms",
    "he": "שם",
    "hi": "नाम उपनाम",
    "hr": "ime prezime",
    "hu": "név keresztnév vezetéknév utónév családnév",
    "hy": "անուն ազգանուն",
    "id": "nama",
    "it": "nome nomi cognome cognomi",
    "ja": "名 姓 氏名 名前 苗字",
    "ka": "სახელი გვარი",
    "ko": "이름 성 성명",
    "lt": "vardas pavardė",
    "lv": "vārds uzvārds",
    "mk": "име презиме",
    "nb": "navn fornavn etternavn",
    "nl": "naam voornaam achternaam",
    "pl": "imię imiona nazwisko",
    "pt": "nome nomes sobrenome sobrenomes apelido apelidos",
    "ro": "nume prenume",
    "ru": "имя фамилия отчество фио",
    "sk": "meno priezvisko",
    "sq": "emri mbiemri emër mbiemër",
    "sr": "име презиме",
    "sv": "namn förnamn efternamn",
    "sw": "jina",
    "th": "ชื่อ นามสกุล",
    "tr": "isim soyisim ad soyad adı soyadı",
    "uk": "ім'я імя прізвище",
    "vi": "tên họ",
    "zh": "名 姓 姓名 名字 姓氏",
}
NAME_LABELS = frozenset(label for row in _BY_LANGUAGE.values() for label in row.split())

_BETWEEN = frozenset(
    "e y i a o og och en et und ja és si și ve de di da del completo completa complet lengkap famille família".split()
)
"""Other words in such labels: `Nome e Cognome`, `Nom de famille`."""


def is_name_label(value: str) -> bool:
    """Whether the whole value is a form's label for a name field."""
    words = value.lower().split()
    return not NAME_LABELS.isdisjoint(words) and all(word in NAME_LABELS or word in _BETWEEN for word in words)
