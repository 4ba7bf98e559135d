"""Headings and names of fields that say that a person's name stands under them, in the languages that people write."""

from pii import expressions as re
from pii.text.identifiers import words

_STRONG = frozenset(
    """
    surname forename lastname firstname fullname givenname familyname
    vorname nachname familienname zuname prénom prenom
    nomdefamille apellido apellidos cognome sobrenome apelido
    imię imie nazwisko jméno jmeno příjmení prijmeni
    priezvisko keresztnév vezetéknév etunimi sukunimi förnamn efternamn
    fornavn etternavn efternavn voornaam achternaam prenume soyad soyadı soyadi soyisim prezime familiya ismi
    фамилия имя отчество ชื่อ-นามสกุล ชื่อสกุล นามสกุล ονοματεπώνυμο επώνυμο
    שםמלא שםמשפחה الاسمالكامل نامونامخانوادگی نامخانوادگی पूरानाम उपनाम 姓氏
    名前 フリガナ ふりがな фио прізвище ім'я піб презиме 姓名 氏名 姓 名字 お名前 성명 이름 họtên
    """.split()
)
"""Lower case, without blanks; one word under them is a name."""
_WEAK = frozenset(
    """
    name names nom nome nombre navn naam namn nimi név nev ad adı isim ism imena nume nama author authors
    employee player student ชื่อ नाम নাম பெயர் όνομα שם الاسم
    اسم نام teacher contact customer passenger patient member owner manager assignee
    reporter coach director writer creator maintainer speaker actor candidate person participant driver
    doctor instructor professor supervisor captain rider athlete buyer seller tenant responsible presenter
    organizer mentor committer translator translators composer singer editor reviewer advisor adviser tutor
    chairman chairperson secretary treasurer president mayor recipient attendee guest host applicant nominee
    winner leader sponsor inspector officer lawyer judge pilot lecturer übersetzer traducteur traductor
    tradutor переводчик перекладач 翻译 译者 翻訳者 번역자
    dozent lehrer betreuer kunde schüler mieter fahrer élève
    étudiant enseignant professeur alumna profesora aluno aluna dosen guru siswa mahasiswa pegawai karyawan
    öğrenci öğretmen hasta doktor žák učitel учитель ученик
    врач пациент водитель преподаватель 学生 教师 老师 医生
    患者 学员 生徒 先生 학생 교사 autor
    autoren auteur autore ansprechpartner mitarbeiter empleado alumno cliente
    estudiante docente profesor paciente pracownik klient zaměstnanec автор сотрудник студент клиент
    jugador jugadora jogador jogadora joueur joueuse spieler spielerin giocatore giocatrice gracz speler pemain oyuncu игрок
    гравець collector
    исполнитель преподаватель 作者 担当 担当者 负责人 联系人 담당자 작성자 tênnhânviên
    """.split()
)
"""The same words may head other things: what stands under them must look like a full name."""
_HOLDERS = frozenset(
    "titular titulares titolare titolari titulaire titulaires inhaber inhaberin kontoinhaber rekeninghouder holder".split()
)
"""Whoever an account or a policy belongs to: a firm as often as a person."""
_DONE = frozenset(
    """
    recorded identified collected observed created written prepared checked reviewed approved submitted signed reported assigned
    requested edited verified tested
    """.split()
)
"""Deeds in headings of who did them: `recordedBy` of Darwin Core, `approved_by`."""
_PARTS_OF_NAMES = frozenset("first last given family full sur middle maiden fore real legal birth".split())
_NAME_FIRST = frozenset("nama nom nome nombre imie ime jmeno ten ad".split())
_OF_PERSONS = frozenset(
    """
    anggota siswa mahasiswa murid pelanggan karyawan pegawai dosen
    guru pasien petugas pembeli kasir dokter ayah ibu lengkap
    panjang depan belakang pemilik peserta penulis orangtua client
    eleve etudiant employe complet auteur famille adherent patient
    enseignant professeur cliente empleado alumno completo
    profesor paciente estudiante apellido autor aluno funcionario
    professor medico
    """.split()
)
"""Whose name it is, in languages that say so last: `nama_siswa`, `nombre_completo`."""
_APART = re.compile(r"[\s_.*`\"'-]+")


def names_part_of_person(heading: str) -> bool:
    """Whether one word under the heading is a name: `first_name`, `Nachname`, `姓名`."""
    if heading.isascii():
        parts = words(heading)
        if parts[-1:] == ["name"] and len(parts) > 1 and parts[-2] in _PARTS_OF_NAMES:
            return True
        if len(parts) == 2 and parts[0] in _NAME_FIRST and parts[1] in _OF_PERSONS:
            return True
        return bool(parts) and ("".join(parts) in _STRONG or parts[-1] in _STRONG)
    return _APART.sub("", heading).lower() in _STRONG


def names_holder(heading: str) -> bool:
    """Whether whoever something belongs to stands under the heading: `titular`, `account holder`."""
    return not _HOLDERS.isdisjoint(words(heading)[-1:])


def names_person(heading: str) -> bool:
    """Whether a person's full name may stand under the heading: `name`, `author`, `employee name`, `Autor`."""
    if heading.isascii():
        parts = words(heading)
        if parts[-1:] in (["name"], ["names"]) and len(parts) > 1:
            return parts[-2] in _WEAK or parts[-2] in ("your", "user", "display", "contact", "staff", "s")
        if parts[-1:] == ["by"]:
            return len(parts) == 2 and parts[0] in _DONE
        return len(parts) == 1 and parts[0] in _WEAK
    return _APART.sub("", heading).lower() in _WEAK
