"""Names behind a label that says author in the writer's own language: `Автор: …`, `作者：…`, `작성자: …`, `Tác giả: …`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names import PARTICLES, is_person
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.surroundings import line_after

_SOURCE = "rules.own_label"

LABELS: dict[str, str] = {
    # ISO 639: labels, apart by blanks; an underscore stands for a blank
    "am": "ደራሲ ጸሐፊ",
    "ar": "الطالب الطالبة إعداد_الطالب إعداد_الطالبة إشراف المؤلف مؤلف الكاتب المطور المبرمج المترجم الناشر الاسم",
    "az": "Müəllif",
    "be": "Аўтар",
    "bg": "Автор Автори Разработчик Преводач",
    "bn": "লেখক নাম",
    "ca": "Autor Autora Desenvolupador Traductor",
    "cs": "Autor Autorka Autoři Vývojář Překladatel Jméno",
    "da": "Forfatter Udvikler Oversætter",
    "de": "Autor Autorin Autoren Verfasser Entwickler Bearbeiter Übersetzer Ansprechpartner Betreuer",
    "el": "Φοιτητής Φοιτήτρια Επιβλέπων Συγγραφέας Συντάκτης Δημιουργός Μεταφραστής",
    "en": "Author Maintainer Translator",  # before names of other scripts: `authorship` reads those of this one
    "es": (
        "Autor Autora Autores Desarrollador Desarrollado_por Creado_por Escrito_por Traductor Realizado_por "
        "Alumno Alumna Alumnos Profesor Profesora Docente Estudiante Integrantes"
    ),
    "et": "Autor",
    "fa": "نویسنده مولف توسعه‌دهنده",
    "fi": "Tekijä Kirjoittaja Kehittäjä Kääntäjä",
    "fr": "Auteur Auteure Auteurs Autrice Développeur Créé_par Écrit_par Réalisé_par Traducteur Rédigé_par",
    "he": "מחבר מאת כותב מפתח",
    "hi": "लेखक लेखिका नाम",
    "hr": "Autor",
    "hu": "Szerző Szerzők Készítette Írta Fordította Fejlesztő",
    "hy": "Հեղինակ",
    "id": "Penulis Pembuat Pengembang Dibuat_oleh Ditulis_oleh Penerjemah Dosen Dosen_Pembimbing Nama_Mahasiswa",
    "it": "Studente Studenti Docente Relatore Autore Autrice Autori Sviluppatore Creato_da Scritto_da Traduttore Realizzato_da",
    "ja": "学生氏名 指導教員 発表者 作者 著者 作成者 担当 担当者 氏名 開発者 更新者 翻訳者 執筆者 作成 製作者",
    "ka": "ავტორი",
    "kk": "Автор",
    "ko": "학생 지도교수 발표자 팀장 조장 담임 작성자 저자 담당자 담당 개발자 이름 성명 만든이 번역자 제작자 수정자",
    "lt": "Autorius Autorė",
    "lv": "Autors Autore",
    "mk": "Автор",
    "ms": "Pengarang",
    "nb": "Forfatter Utvikler Oversetter",
    "nl": "Auteur Auteurs Ontwikkelaar Gemaakt_door Geschreven_door Vertaler",
    "pl": "Tłumaczenie Wykonali Autor Autorka Autorzy Programista Tłumacz Wykonał Napisał",
    "pt": (
        "Autor Autora Autores Desenvolvedor Desenvolvido_por Criado_por Escrito_por Tradutor Feito_por Aluno "
        "Aluna Alunos Professor Professora Orientador Orientadora"
    ),
    "ro": "Autor Autori Realizat_de",
    "ru": (
        "Автор Авторы Разработчик Разработал Выполнил Выполнила Проверил Исполнитель Переводчик Составитель "
        "Доработки Доработал Доработала Изменил Изменила Исправил "
        "ФИО Студент Студентка Выполнили Проверила Преподаватель Руководитель Научный_руководитель Рецензент"
    ),
    "sk": "Autor Autorka",
    "sl": "Avtor",
    "sr": "Аутор Autor",
    "sv": "Författare Utvecklare Översättare Skapad_av",
    "ta": "ஆசிரியர்",
    "te": "రచయిత",
    "th": "นักศึกษา นิสิต อาจารย์ที่ปรึกษา ผู้เขียน ผู้แต่ง ผู้พัฒนา ผู้จัดทำ ผู้แปล",
    "tr": "Hazırlayanlar Öğrenciler Öğrenci Öğretmen Danışman Ad_Soyad"
    " Yazar Yazan Yazarlar Geliştirici Hazırlayan Çeviren Çevirmen",
    "uk": "Автор Автори Розробник Виконав Виконала Перекладач Студент Студентка Викладач Керівник Перевірив Перевірила",
    "ur": "مصنف",
    "vi": (
        "Họ_và_tên Họ_tên Sinh_viên GVHD Giảng_viên Giảng_viên_hướng_dẫn Tác_giả Người_viết Người_tạo "
        "Người_dịch Người_thực_hiện"
    ),
    "zh": (
        "学生姓名 指导教师 指导老师 审核人 申请人 收件人 经办人 报告人 组长 组员 班主任 作者 作者名 "
        "编写者 编写人 创建人 创建者 开发者 开发人员 负责人 联系人 维护者 修改人 译者 撰写人 姓名 作者姓名"
    ),
    "zh-Hant": "創建者 開發者 維護者 聯絡人 負責人 譯者 撰寫人",
}
"""What stands before the name of whoever wrote, made, translated or answers for something."""

_ENGLISH = frozenset(LABELS["en"].split())
_ALL = frozenset(label for row in LABELS.values() for label in row.split())

_MARKS = r"[*_`\"'」】\]]{0,3}[ \t\u3000]*[:：][ \t\u3000\u200e\u200f]*[*_`\"'@]{0,3}"
_MARK = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d"
"""Combining signs, which belong to the letter before them."""
_WORD = rf"[^\W\d_](?:[^\W\d_]|[{_MARK}.'’-])*"
_ROLE = (
    r"(?:(?:[Сс]тудент(?:ка)?|ст\.|гр\.|группы?|доц\.|проф\.|преп\.|асс\.|каф\.(?: [А-ЯЁ]{2,6})?)[ \u00a0]*"
    r"(?:[А-ЯЁA-Z]{1,4}\d{0,2}-\d{1,3}[А-ЯЁа-яёA-Z]?[ \u00a0,]*)?){0,3}"
)
"""On a student's title page, before the name: role and group."""
_NAME = re.compile(
    rf"{_MARKS}{_ROLE}(?:\r?\n[ \t]*)?(?P<name>{_WORD}(?:[ \u00a0·・]{_WORD}){{0,4}})(?P<after>[^\n]{{0,3}})"
)
_FURTHER = re.compile(
    rf"(?:[ \u00a0]\([^()\n]{{1,40}}\))?(?:[,;、，][ \u3000]?|[ ](?:y|e|et|und|and|и|і|та|ve|dan|i|a|og|och)[ ])"
    rf"(?P<name>{_WORD}(?:[ \u00a0·・]{_WORD}){{0,4}})(?P<after>[^\n]{{0,3}})"
)
"""The next name of a list, behind what is said of the one before."""
_ON_NEXT_LINE = re.compile(rf"{_MARKS}{_ROLE}\r?\Z")
_NO_CASE = re.compile(r"[\u0590-\u10ff\u1200-\u139f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN = re.compile(
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,3}[ \u3000][\u3400-\u9fff\u3040-\u30ff]{1,4}"
    r"|[\u3040-\u30ff]{2,8}(?:[ ・][\u3040-\u30ff]{2,8})?|[\u3400-\u9fff]{1,3}[\u3040-\u30ff]{1,4}"
)
_HANGUL = re.compile(r"[가-힣]{2,4}(?: [가-힣]{1,3})?")
_NO_PERSON = frozenset(
    """
    不详 未知 匿名 佚名 本人 管理员 系统 用户 无 暂无 官方 团队 公司 小组 编辑 网络 未定 首页
    列表 详情 管理 信息 查询 新建 添加 删除 编辑 电话 地址 邮箱 必填 可选 不能为空 中文 英文 名称
    描述 日期 时间 标题 版本 不明 なし 管理者 未設定 必須 任意 株式会社
    없음 미정 관리자 익명 알수없음 필수 선택 홍길동 неизвестен неизвестно нет все имя фамилия не
    """.split()
)
_ENDS = frozenset("\n\r\t,.;(<*`\"'|/-&\\，。、；（和،؛\u200e\u200f")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names behind the labels."""
    done = 0
    for hit in hits:
        if hit.start < done or _is_inside_word(text, hit.start):
            continue
        label = text[hit.start : hit.end]
        limit = line_after(text, hit.end)
        if match := _ON_NEXT_LINE.match(text, hit.end, limit):
            limit = line_after(text, limit + 1)
        match = _NAME.match(text, hit.end, limit)
        while match is not None:
            place = _without_titles(text, *match.span("name"))
            value = text[slice(*place)]
            if label in _ENGLISH and not _NO_CASE.search(value) or not _is_name(value):
                break
            if not _stands_alone(text, match.end("name")):
                break
            done = place[1]
            yield from _apart(text, *place, label)
            match = _FURTHER.match(text, match.end("name"), limit)


def _without_titles(text: str, start: int, end: int) -> tuple[int, int]:
    end = start + len(text[start:end].rstrip(".'’- "))
    if honour := _HONOUR.search(text, start, end):
        end = honour.start()
    if (title := _TITLE.match(text, start, end)) and title.end() < end:
        start = title.end()
    return start, end


def _apart(text: str, start: int, end: int, label: str) -> Iterator[Span]:
    """The name, or the two names that a plural label has before it, each of two words at least."""
    between = _BETWEEN.search(text, start, end) if label.endswith(_PLURAL) else None
    pieces = [(start, end)] if between is None else [(start, between.start()), (between.end(), end)]
    if not all(" " in text[slice(*piece)] for piece in pieces):
        pieces = [(start, end)]
    for piece in pieces:
        yield Span(*piece, Label.NAME, source=_SOURCE)


_HONOUR = re.compile(r" ?(?:さん|さま|様|氏|先生|女士|老师|教授|님|씨|선생님|교수님)\Z")
"""What follows a name and is none of it."""
_TITLE = re.compile(
    r"(?:(?:[Pp]rof\.ª?|[Pp]rofª?|Dr\.?a|Dr\.?|dr\.?|Drs\.|Ing\.|Mag\.|Sra?\.?|Ibu|Bapak|Bpk\.?|Pak|Bu|Mme|Mlle|Herr|Frau|Bay|Bayan"
    r"|доц\.|проф\.|к\.т\.н\.|ThS\.?|TS\.?|Thầy|Cô)[ \u00a0]|นางสาว|นาย|นาง|ดร\.|د\. ?|أ\. ?)+"
)
"""What stands before a name and is none of it."""
_PLURAL = ("s", "Autori", "Autoři", "Autorzy", "Авторы", "Автори", "Studenti", "lar", "ler")
"""How labels end before several persons."""
_BETWEEN = re.compile(r" (?:y|e|et|i|a|и|і|та|und|and|ve) ")


def _is_inside_word(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return bool(before) and (before.isalpha() or before in "_$.")


def _stands_alone(text: str, end: int) -> bool:
    """Whether nothing but a mark, an address or the end of the line follows: a sentence is no name."""
    after = text[end : end + 2]
    return not after.strip() or after[0] in _ENDS or after[0] == " " and after[1] in "(<|-"


def _is_name(value: str) -> bool:
    """Whether the words are shaped like a name of their script: two to four signs, or capitalised words."""
    parts = re.split(r"[ \u00a0·・]", value)
    if value.lower() in _NO_PERSON or not all(parts) or not _ALL.isdisjoint(parts):
        return False
    if _HAN.search(value) or _HANGUL.search(value):
        return (_HAN.fullmatch(value) or _HANGUL.fullmatch(value)) is not None
    if _NO_CASE.search(value):
        return 1 < len(parts) <= 4 and all(len(part) < 16 for part in parts)
    capital = [part[:1].isupper() for part in parts]
    particles = all(large or part in PARTICLES or part == "i" for large, part in zip(capital, parts, strict=True))
    return len(parts) > 1 and capital[0] and capital[-1] and particles and is_person(value)


def _pattern() -> str:
    """All labels as the bytes that the scanner reads."""
    different = {label.replace("_", " ") for row in LABELS.values() for label in row.split()}
    labels = sorted(different, key=lambda label: (-len(label), label))  # the same in each process
    return "|".join("".join(map(_byte, label.encode())) for label in labels)


def _byte(code: int) -> str:
    return re.escape(chr(code)) if code < 0x80 else f"\\x{code:02x}"


RULE = Rule(
    "own_label",
    {"own_label.label": _pattern()},
    find,
    rank=4,
    hits=(
        "Доработки: «Г. Толмачёв», 2019",
        "# 担当: «藤原 健太»さん\n# 联系人：«陈思远»先生\n",
        "# Autores: «Ignacio Bermúdez» y «Itziar Goikoetxea»\nAutor: «Ignacio Bermúdez y Quiroga»\n",
        "# 学生姓名：«诸葛明»\n# 指导教师：«司马相如»\nGVHD: «Phạm Quốc Bảo»\nПреподаватель: «Белозёрова О. В».\n",
        "// 作者：«王小明»",
        "# Author: «สมชาย ใจดี»",
        "担当: «高橋健一»",
        "# 작성자: «김민준»",
        "담당자: «박서연»",
        "Автор: «Сергей Кузнецов»",
        "Συγγραφέας: «Νίκος Παπαδόπουλος»",
        "# المؤلف: «محمد العلي»",
        "# लेखक: «अनिता शर्मा»",
        "Tác giả: «Nguyễn Thị Hương»",
        "# Yazar: «Çağrı Yıldız»",
        "Auteur : «Chloé Dubois»",
        "Autor: «Jürgen Roe» <juergen@roe.org>",
        "* **作者**: «李秀英»",
        "ผู้เขียน: «สมชาย ใจดี»",
        "מחבר: «דוד כהן»",
        "Выполнил: «Иван Петров»\n",
        "Выполнил: Студент ИУ8-81 «Петров Иван»\n",
        "نویسنده: «علی رضایی»",
        "開発者: «山田 太郎»",
        "担当: x 担当: «高橋健一»",
        "The Autor: Jane of Roe 担当: «高橋健一»",
        "Автор: «Иван Петров», x",
        "Автор: «Иван Петров» (x)",
        "Автор: «Иван Петров»\tx",
        "Autor: «Juan de la Cruz Moss»",
        "# Author: «สมชาย ใจดี ใจดี ใจดี»",
        "Author: Jane Roe\n# Author: «สมชาย ใจดี»",
        "Автор: «Иван Петров»  x",
        "# Author: «สมชายสมชายสมชาย ใจดี»",
    ),
    misses=(
        "作者：未知",
        "Author: Jane Roe",
        '"author": "作者"',
        "Автор: не указан",
        "Автор: Группа разработки и сопровождения всех систем",
        "作者：这是一段很长的说明文字",
        "Autor: der Datei",
        '"작성자": "작성자 이름"',
        "The Autor:Roe Software GmbH",
        "const Autor = 1",
        "Über den Autor: Lehrer Schmidt im Ort",
        "xАвтор: Иван Петров _Автор: Иван Петров $Автор: Иван Петров .Автор: Иван Петров",
        "Автор: Иван Петров x",
        "Автор: Иван Петров: x",
        "Автор: Иван",
        "Автор: иван Петров",
        "Автор: Иван петров",
        "# Author: สมชาย",
        "# Author: สมชาย ใจดี ใจดี ใจดี ใจดี",
        "# Author: สมชายสมชายสมชายสมชาย ใจดี",
        "Автор: Иван Петров y",
        "Автор: Иван Петров 7",
        "Автор: Иван Петров:(",
        "# Author: สมชายสมชายสมชายส ใจดี",
    ),
)
