"""Who does what, in a field or on a line: `"assignee": "Jane Smith"`, `Klassenlehrer: Frau Dr. Eva Novák`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names import NAME_IN_LINE, WORD, is_person
from pii.detectors.rules.person_cells import known_words, may_be_full_name
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.organisations import names_organisation
from pii.spans import Span
from pii.surroundings import REACH

_SOURCE = "rules.person_role"

ROLES: dict[str, str] = {
    # ISO 639: roles of persons in small letters, as identifiers write them
    "cs": "zak student ucitel pacient zamestnanec zákazník učitel žák vedoucí",
    "da": "elev lærer kunde patient medarbejder",
    "de": "ansprechpartner ansprechpartnerin inhaber mitarbeiter kunde schüler schueler lehrer lehrerin"
    " klassenlehrer patientin vorsitzende geschäftsführer geschaeftsfuehrer bearbeiter verfasser projektleiter"
    " kontaktperson trainer dozent",
    "en": "owner assignee reporter teacher student pupil employee customer patient doctor physician nurse speaker"
    " presenter mentor coach captain driver manager supervisor director instructor professor candidate"
    " recipient tenant landlord spouse mother father artist composer singer actor actress editor translator"
    " illustrator narrator reviewer approver signatory passenger pilot performer lecturer tutor advisor adviser"
    " chairman chairperson secretary treasurer contact host requester attendee beneficiary guardian"
    " emergency_contact account_holder cardholder",
    "es": "alumno alumna profesor profesora estudiante empleado empleada paciente propietario titular responsable"
    " docente medico médico director coordinador coordinadora encargado",
    "et": "õpilane õpetaja",
    "fi": "oppilas opettaja asiakas potilas",
    "fr": "élève eleve étudiant etudiant enseignant salarié employé médecin propriétaire responsable rédacteur"
    " président tuteur diriginte",
    "hr": "učenik učitelj pacijent vozač",
    "hu": "tanár diák tanuló vevő beteg ügyfél",
    "id": "siswa guru pelanggan karyawan pegawai dosen mahasiswa pasien",
    "it": "studente docente paziente intestatario titolare dipendente medico alunno relatore",
    "nl": "leerling docent klant eigenaar medewerker contactpersoon patiënt",
    "no": "elev lærer kunde pasient",
    "pl": "uczeń uczen nauczyciel klient pracownik pacjent właściciel wlasciciel prowadzący prowadzacy",
    "pt": "aluno aluna cliente responsável responsavel paciente funcionário funcionario orientador orientadora docente",
    "ro": "elev profesor pacient angajat client",
    "sv": "elev lärare kund patient ägare",
    "tr": "öğrenci ogrenci öğretmen ogretmen müşteri musteri hasta doktor yazar sahibi danışman danisman çalışan"
    " calisan",
    "vi": "học_sinh giáo_viên khách_hàng nhân_viên",
    "ru": "ученик учитель преподаватель сотрудник клиент пациент врач руководитель водитель владелец директор художник",
    "uk": "учень учитель викладач клієнт пацієнт лікар керівник",
    "bg": "ученик учител клиент пациент лекар изготвил",
    "el": "καθηγητής μαθητής πελάτης επιβλέπων",
}

_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Ing|Sr|Sra|Herr|Frau|Mme|M|Rev|Sir|Mag|Doç|Univ|Dipl\.-Ing|Dott|Avv)\b\.? ?){0,3}"
)
_GAP = re.compile(
    r"(?:[ _-]?(?:full)?[ _-]?[Nn]ame)?[\"'`\]*]{0,3}[ \t]?(?:=>|[:=：]|\.{3,30}:?)[ \t]{0,12}[Nu]?(?P<quote>[\"'`]?)"
    + _TITLE
)
_NATIVE = r"[^\W\d_a-zA-Z][^\s\"'`.,:;(<]{1,20}"
_NAMES = tuple(map(re.compile, (rf"{WORD}, {WORD}(?![^\W\d_])", NAME_IN_LINE, rf"{_NATIVE}(?: {_NATIVE}){{1,2}}")))
_ENDS = re.compile(r"[ \t]*(?:\r?\n|$|[,;(<|/\u2013-])|  ")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        role = _ROLE.match(text, hit.start, hit.end)
        if role is None or _is_inside_word(text, hit.start):
            continue
        gap = _GAP.match(text, role.end(), hit.end + REACH)
        if gap is None:
            continue
        for expression in _NAMES:
            match = expression.match(text, gap.end(), gap.end() + REACH)
            if match is not None and _is_whole(text, match.end(), gap["quote"]):
                if _is_persons(match.group()):
                    yield Span(*match.span(), Label.NAME, source=_SOURCE)
                break


def _is_whole(text: str, end: int, quote: str) -> bool:
    return text.startswith(quote, end) if quote else _ENDS.match(text, end) is not None


def _is_persons(name: str) -> bool:
    return known_words(name)[0] > 0 and may_be_full_name(name) and is_person(name) and not names_organisation(name)


def _is_inside_word(text: str, start: int) -> bool:
    """Whether the role is the end of a longer word, and no further word of an identifier: `homeOwner`, `class_teacher`."""
    before = text[start - 1 : start]
    return before.isalpha() and not (before.islower() and text[start].isupper())


def _roles() -> list[str]:
    return sorted(
        {role.replace("_", " ") for row in ROLES.values() for role in row.split()}, key=lambda role: (-len(role), role)
    )


_ROLE = re.compile("|".join(map(re.escape, _roles())), re.IGNORECASE)


def _pattern() -> str:
    # What the scanner compares without case is ASCII.
    forms = (form for role in _roles() for form in dict.fromkeys((role, role if role.isascii() else role.capitalize())))
    return rf"(?i)(?:{as_bytes([*forms])})(?:[\"'`\]*:=._\xefn-]| [:=])"


RULE = Rule(
    "person_role",
    {"person_role.role": _pattern()},
    find,
    rank=5,
    proves=False,
    hits=(
        '"assignee": "«Jane Brixo»",',
        "Klassenlehrer: Frau Dr. «Eva Brixo»\n",
        'ogrenci = "«Mehmet Brixo»"',
        "'alumno' => '«Brixo, Jane»'",
        "Учитель: «Ольга Бриксова»\n",
        "Director, x: y\nDirector: «Brixo Smith» (x)\n",
        'homeOwner: "«Jane Brixo»"',
        "student_name = '«Jane Brixo»'",
    ),
    misses=(
        '"assignee": "Brixo Quarl"',
        "doctor=Patient's Doctor\n",
        'owner: "Grand Hotel"',
        "Teacher: Jane Brixo said so\n",
        '"customer": "Jane Brixo Ltd"',
        '"patient": "Patient Name"',
        "coowner: 'Jane Brixo'",
        "doctor: \"Jane Brixo'",
    ),
)
