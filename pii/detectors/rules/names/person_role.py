"""Who does what, in a field or on a line: `"assignee": "Jane Smith"`, `Klassenlehrer: Frau Dr. Eva Novák`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.names.person_cells import known_words, may_be_full_name
from pii.detectors.rules.names.person_name import NAME_IN_LINE, WORD, is_person
from pii.detectors.rules.names.person_values import WITH_FAMILY
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

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
    "el": "καθηγητής μαθητής πελάτης επιβλέπων ονοματεπώνυμο",
    "ja": "代表者 代表 代表取締役 発表者 講師 担任 保護者 申請者 責任者 監督 編集者 お名前 名前 制作者 指導教員"
    " 主査 副査 学生 受取人",
    "ko": "대표이사 대표자 대표 성함 신청인 예금주 작성인 발표자 지도교수 학생 강사 교수 팀장 조장 팀원 감독 제출자 연구자",
    "zh": "法定代表人 法人代表 收件人 经办人 审核人 审批人 申请人 学生 教师 指导教师 指导老师 学员 班主任"
    " 签名 签字 户名 主讲人 主讲 主持人"
    " 讲师 报告人 导师 组长 组员 成员 制作人 设计者 导演 主演 评阅人 答辩人 值班人 收货人 寄件人 名字",
    "ar": "الطالب المشرف إعداد",
    "th": "ผู้ช่วย อาจารย์ ผู้ดูแล",
}
"""Who somebody is, or the form of the one who did it."""

_DEEDS: dict[str, str] = {
    # ISO 639: what somebody did, before the name
    "cs": "vypracoval vypracovala zpracoval zpracovala kontroloval vedoucí_práce",
    "da": "udarbejdet_af",
    "de": "erstellt_von geprüft_von bearbeitet_von verfasst_von geschrieben_von"
    " betreuer betreuerin gutachter prüfer erstprüfer zweitprüfer"
    " protokollant schriftführer",
    "en": "prepared_by checked_by reviewed_by approved_by submitted_by"
    " submitted_to guided_by supervised_by tested_by presented_by"
    " verified_by compiled_by drawn_by signed_by requested_by assigned_to"
    " edited_by translated_by designed_by recorded_by narrated_by"
    " hosted_by directed_by composed_by performed_by illustrated_by ordered_by created_by written_by developed_by made_by"
    " programmed_by coded_by maintained_by modified_by updated_by conductor programmer analyst illustrator librettist",
    "es": "elaborado_por hecho_por revisado_por aprobado_por presentado_por"
    " entregado_por realizado_por desarrollado_por creado_por"
    " modificado_por programador programadora analista integrante integrantes",
    "fi": "ohjaaja",
    "fr": "vérifié_par relu_par préparé_par présenté_par encadré_par approuvé_par réalisé_par développé_par écrit_par créé_par",
    "hu": "készítette keszitette ellenőrizte írta",
    "id": "disusun_oleh dibuat_oleh dosen_pengampu pembimbing penyusun asisten ketua sekretaris bendahara penanggung_jawab",
    "it": "verificato_da approvato_da realizzato_da sviluppato_da scritto_da creato_da",
    "nl": "gecontroleerd_door goedgekeurd_door gemaakt_door begeleider",
    "pl": "wykonał wykonała sprawdził sprawdziła opracował opracowała przygotował",
    "pt": "elaborado_por feito_por aprovado_por desenvolvido_por criado_por facilitador desenvolvedor desenvolvedora",
    "ro": "întocmit verificat realizat_de",
    "ru": "выполнил выполнила выполнили проверил проверила принял приняла составил составила разработал разработала исполнитель",
    "sv": "granskad_av skriven_av skapad_av",
    "tr": "hazırlayan hazirlayan onaylayan geliştiren",
    "uk": "виконав виконала перевірив перевірила прийняв студент студентка",
    "vi": "sinh_viên giảng_viên người_lập",
}
_LABELS = (
    *(
        "Name",
        "Full name",
        "Full Name",
        "Student name",
        "Student Name",
        "Nama",
        "Nama Lengkap",
        "Nama lengkap",
        "Nama Mahasiswa",
    ),
    *(
        "Nome",
        "Nome completo",
        "Nom",
        "Nom et prénom",
        "Nombre",
        "Nombre completo",
        "Nombres",
        "Naam",
        "Jméno",
        "Meno",
        "Név",
        "Nimi",
    ),
    *(
        "Navn",
        "Namn",
        "Nume",
        "Ad Soyad",
        "Adı Soyadı",
        "Adi Soyadi",
        "Imię i nazwisko",
        "Họ tên",
        "Họ và tên",
        "Ime i prezime",
    ),
    *("Імʼя", "Имя", "ФИО", "ПІБ", "Име", "NAMA", "NAME", "NOMBRE", "NOME", "NOM"),
)
"""Names of anything elsewhere: at the start of a line alone, and before a name of two words at least."""

_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Ing|Sr|Sra|Herr|Frau|Mme|M|Rev|Sir|Mag|Doç|Univ|Dipl\.-Ing|Dott|Avv)\b\.? ?){0,3}"
)
_GAP = re.compile(
    r"(?:[ _-]?(?:full)?[ _-]?[Nn]ame)?[\"'`\]*]{0,3}[ \t]{0,16}(?:=>"
    r"|[:=：]|\.{3,60}[ \t]?:?|\.:)[ \t]{0,16}[Nu]?(?P<quote>[\"'`]?)" + _TITLE
)
_NATIVE = r"[^\W\d_a-zA-Z][^\s\"'`.,:;(<]{1,20}"
_NAMES = tuple(
    map(
        re.compile,
        (
            rf"{WORD}, {WORD}(?![^\W\d_])",
            NAME_IN_LINE,
            rf"{_NATIVE}(?: {_NATIVE}){{1,2}}",
            r"[\u3400-\u9fff]{2,4}(?![\u3040-\u9fff])|[가-힣]{2,4}(?![가-힣])",
        ),
    )
)
_ENDS = re.compile(
    r"[ \t]*(?:\r?\n|$|[,;(<|/*#)\u2013、，。-]|\.[ \t]*(?:\r?\n|$))|  |\t| (?:y|e|et|und|and|og|och|en|&) "
)
_LINE = re.compile(r"[ \t]*(?:/?\*+|//+|#+|;+|--+|%+|>+|\||[-*•])?[ \t]*[*_]{0,2}")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        role = (_LABEL if hit.pattern == "person_role.label" else _ROLE).match(text, hit.start, hit.end)
        if role is None or _is_inside_word(text, hit.start):
            continue
        if hit.pattern == "person_role.label" and not _LINE.fullmatch(text, line_before(text, hit.start), hit.start):
            continue
        gap = _GAP.match(text, role.end(), hit.end + REACH)
        if gap is None:
            continue
        for expression in _NAMES:
            match = expression.match(text, gap.end(), gap.end() + REACH)
            if match is not None and _is_whole(text, match.end(), gap["quote"]):
                if _is_persons(match.group(), own=not role.group().isascii()):
                    yield Span(*match.span(), Label.NAME)
                break


def _is_whole(text: str, end: int, quote: str) -> bool:
    return text.startswith(quote, end) if quote else _ENDS.match(text, end) is not None


def _is_persons(name: str, own: bool) -> bool:
    """Whether the name is a person's; `own` where the role stands in the script of the name, and is no key of a translation."""
    if _SIGNS.match(name) and " " not in name:
        return kind_of(name) > 0 or own and len(name) == WITH_FAMILY and known_words(name)[0] > 0
    if name.endswith(("'s", "’s")) or "'s " in name or not may_be_full_name(name):
        return False
    return known_words(name)[0] > 0 and is_person(name) and not names_organisation(name)


_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def _is_inside_word(text: str, start: int) -> bool:
    """Whether the role is the end of a longer word, and no further word of an identifier: `homeOwner`, `class_teacher`."""
    before = text[start - 1 : start]
    return before.isalpha() and not (before.islower() and text[start].isupper())


def _roles(tables: Sequence[dict[str, str]]) -> list[str]:
    return sorted(
        {role.replace("_", " ") for table in tables for row in table.values() for role in row.split()},
        key=lambda role: (-len(role), role),
    )


_ROLE = re.compile(re.any_case(map(re.escape, _roles((ROLES, _DEEDS)))))
_LABEL = re.compile("|".join(map(re.escape, sorted(_LABELS, key=len, reverse=True))))


def _pattern(table: dict[str, str]) -> str:
    # What the scanner compares without case is ASCII.
    roles = _roles((table,))
    forms = (form for role in roles for form in dict.fromkeys((role, role if role.isascii() else role.capitalize())))
    return rf"(?i)(?:{as_bytes([*forms])})(?:[\"'`\]*:=._\xefn-]|[ \t][ \t:=.])"


RULE = Rule(
    "person_role",
    {
        "person_role.role": _pattern(ROLES),
        "person_role.deed": _pattern(_DEEDS),
        "person_role.label": rf"(?:{as_bytes(_LABELS)})[*_]{{0,2}}[ \t.]{{0,16}}(?::"
        rf"|\xef\xbc\x9a)[*_]{{0,2}}[ \t]{{0,16}}[A-Z\x80-\xff]",
    },
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
        "      *    ANALISTA....:   «FRANCISCO BRIXO»          - BRQ            * \n",
        "Checked by : Dr. «Anna Brixo»\n#Revisado por: «Juan de la Cruz» y x\n",
        "Nama : «Anna Brixo»\nNIM : 1\n# Name: «JANE BRIXO»\n",
        "(대표이사: «김민준») / x\n指导教师: «王小明» 教授\n".replace(" 教授", ""),
        "Conductor ........ «Anna Brixo»\n",
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
        "x Name: Jane Brixo\nName: Grand Hotel\nName: Jane\n",
        "Updated by: Widget Tool\n学生: 全体\n",
    ),
)
