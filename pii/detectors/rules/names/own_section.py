"""Persons under a heading that says authors, team or thanks in a language other than English: `## 作者`, `== Autoren`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_places
from pii.detectors.rules.names.own_names import (
    is_full_east_asian,
    is_known_name,
    is_shaped_like_name,
    read_own_names,
)
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.known.placeholders import is_placeholder, is_template
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_MOST_LINES = 24

HEADINGS: dict[str, str] = {
    # ISO 639: headings, apart by blanks; an underscore stands for a blank
    "ar": "فريق_العمل الفريق المؤلفون المؤلف المطورون المساهمون أعضاء_الفريق شكر_وتقدير",
    "bg": "Автори Екип Благодарности",
    "bn": "লেখক দলের_সদস্য",
    "ca": "Autors Equip Col·laboradors Agraïments",
    "cs": "Autor Autoři Tým Členové_týmu Poděkování Řešitelé",
    "da": "Forfatter Forfattere Holdet Gruppemedlemmer",
    "de": (
        "Autor Autorin Autoren Verfasser Entwickler Mitwirkende Team Teammitglieder Gruppenmitglieder Mitglieder "
        "Danksagung"
    ),
    "el": "Συγγραφείς Ομάδα Μέλη_ομάδας Φοιτητές Ευχαριστίες",
    "es": (
        "Autor Autora Autores Colaboradores Desarrolladores Integrantes Equipo Miembros Agradecimientos Alumnos "
        "Estudiantes"
    ),
    "fa": "نویسندگان نویسنده تیم اعضای_تیم اعضای_گروه مشارکت‌کنندگان تشکر",
    "fi": "Tekijät Tekijä Ryhmä Ryhmän_jäsenet Kiitokset",
    "fr": "Auteur Auteurs Contributeurs Équipe Membres Membres_du_groupe Remerciements Réalisé_par Étudiants",
    "he": "צוות צוות_הפרויקט מחברים מפתחים תודות מגישים",
    "hi": "लेखक टीम टीम_के_सदस्य योगदानकर्ता आभार",
    "hr": "Autori Tim Članovi_tima Zahvale",
    "hu": "Szerző Szerzők Csapat Csapattagok Készítők Köszönet",
    "id": "Penulis Pembuat Anggota Anggota_Kelompok Anggota_Tim Tim Tim_Pengembang Kontributor",
    "it": "Autore Autori Componenti Gruppo Membri_del_gruppo Collaboratori Ringraziamenti",
    "ja": "作者 開発者 メンバー メンバー紹介 チームメンバー 制作者 著者 執筆者 貢献者 謝辞 担当者",
    "ko": (
        "저자 작성자 개발자 만든이 팀원 팀 팀_구성 팀_소개 팀원_구성 팀원_소개 팀원_및_역할 조원 구성원 멤버 "
        "멤버_소개 개발자_소개 개발_팀 참여자 참여_인원 기여자 만든_사람 만든_사람들 도움_주신_분"
    ),
    "nl": "Auteur Auteurs Teamleden Groepsleden Medewerkers",
    "nb": "Forfattere Gruppemedlemmer Bidragsytere",
    "pl": "Autorzy Zespół Członkowie_zespołu Skład_grupy Podziękowania",
    "pt": "Autores Equipe Integrantes Membros Desenvolvedores Contribuidores Alunos Agradecimentos Grupo",
    "ro": "Autori Echipa Membri Studenți Mulțumiri",
    "ru": (
        "Автор Авторы Разработчик Разработчики Команда Участники Состав_команды Исполнители Благодарности Контрибьюторы"
    ),
    "sk": "Autori Tím Členovia_tímu Poďakovanie",
    "sr": "Аутори Тим Чланови_тима Autori Tim",
    "sv": "Författare Gruppmedlemmar Medlemmar Tack_till",
    "ta": "ஆசிரியர்கள் குழு",
    "th": "สมาชิก สมาชิกกลุ่ม ผู้จัดทำ ผู้พัฒนา คณะผู้จัดทำ รายชื่อสมาชิก",
    "tr": "Yazar Yazarlar Ekip Ekip_Üyeleri Grup_Üyeleri Geliştiriciler Katkıda_Bulunanlar Hazırlayanlar",
    "uk": "Автори Розробники Команда Учасники Подяки",
    "vi": "Tác_giả Thành_viên Thành_viên_nhóm Nhóm Nhóm_phát_triển Nhóm_thực_hiện",
    "zh": (
        "作者 开发者 维护者 贡献者 小组成员 团队成员 团队介绍 成员 成员介绍 团队 项目成员 作者与致谢 致谢 鸣谢 组员 开发团队 "
        "開發者 貢獻者 組員 團隊成員"
    ),
}
_ALL = {heading.replace("_", " ") for row in HEADINGS.values() for heading in row.split()}
_OPENS = ("# ", "= ", "**")
"""What ends before a heading, in Markdown and its like."""
_HEADING = re.compile(r"[^\S\n]?[^\n]{0,24}\r?\n(?:[ \t]*[-=~^]{3,}[ \t]*\r?\n)?(?:[ \t]*\r?\n){0,2}")
_CLOSES = re.compile(r"[ \t\"}*_:：=#】]*(?:\([^()\n]{1,30}\))?[ \t]*\r?\n")
_BULLET = re.compile(r"[ \t]*(?:[-*+•·][ \t]+|\d{1,2}[.)、][ \t]*)?(?:\*\*|__|[*_\[])?")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the persons of the lines under the headings at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done or not _CLOSES.match(text, hit.end, hit.end + 60):
            continue
        if text[line_before(text, hit.start) : hit.start].strip("#=* "):
            continue
        heading = _HEADING.match(text, hit.end, hit.end + 120)
        if heading is None:
            continue
        position = heading.end()
        for _ in range(_MOST_LINES):
            limit = line_after(text, position)
            bullet = _BULLET.match(text, position, limit)
            places = list(read_own_names(text, bullet.end() if bullet else position, limit, _is_person, closes=":："))
            if not places:
                break
            for start, end in places:
                yield Span(start, end, Label.NAME)
            done = limit
            position = limit + 1
        for start, end in _spread(text, line_before(text, hit.start), position):
            yield Span(start, end, Label.NAME)
            done = end


def _spread(text: str, heading: int, position: int) -> Iterator[tuple[int, int]]:
    """East Asian names in rows and lesser headings of the section: `### 👀 박하늘`, `| **박하늘** | **김이슬** |`."""
    level = _level(text, heading)
    for _ in range(_MOST_LINES_OF_SECTION if level else 0):
        limit = line_after(text, position)
        lesser = _level(text, position)
        if 0 < lesser <= level or limit == len(text) == position:
            return
        cells = _CELL.finditer(text, position, limit) if text.startswith("|", position) else ()
        own = _LESSER.match(text, position, limit) if lesser else None
        for match in (*cells, *filter(None, (own,))):
            if is_full_east_asian(match["name"]) and _is_person(match["name"]):
                yield match.span("name")
        position = limit + 1


def _level(text: str, start: int) -> int:
    """How many signs open a heading of Markdown there; 0 where none stands."""
    sign = _SIGNS.match(text, start, start + _MOST_SIGNS + 1)
    return len(sign[1]) if sign else 0


_MOST_LINES_OF_SECTION = 60
_MOST_SIGNS = 6
_SIGNS = re.compile(r"(#{1,6}) ")
_SIGN = r"[\u3400-\u9fff\uac00-\ud7af\u3040-\u30ff]"
_LESSER = re.compile(rf"#{{1,6}} (?:[^\w\s]{{1,8}} ?)?(?P<name>{_SIGN}{{2,5}})(?!\w)")
_CELL = re.compile(
    rf"\|[ \t]*[*_\[]{{0,3}}(?P<name>{_SIGN}{{2,5}})[*_]{{0,3}}(?:\]\([^()\n]{{1,80}}\)[*_]{{0,3}})?[ \t]*(?=\|)"
)
"""A name alone in its cell, perhaps stressed or with a link."""


_NO_CASE = re.compile(r"[\u0590-\u10ff\u1200-\u139f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _is_person(value: str) -> bool:
    if not (is_known_name(value) or _NO_CASE.match(value) and is_shaped_like_name(value, _ALL)):
        return False
    return not (names_organisation(value) or is_placeholder(value) or is_template(value) or is_place(value))


RULE = Rule(
    "own_section",
    as_places("own_section.heading", {sign + heading for sign in _OPENS for heading in _ALL}),
    find,
    rank=4,
    hits=(
        "## 作者\n\n«王小明»\n",
        "## 팀원 구성\n\n### Front\n\n| **«박하늘»** | **«김이슬»** | <br/>\n|---|---|\n| 서버 |\n## 기능\n| 박하늘 |\n",
        "## 팀원 소개\n\n### 👀 «박하늘»\n\n- x\n\n### «김이슬»\n# チームメンバー\n\n|[«鈴木花子»](https://example.org)|後端|\n",
        "## فريق العمل\n\n- «محمد عبد الرحمن السيد»: الواجهة الأمامية\n- «سارة الخطيب»: قاعدة البيانات\n",
        "== Autoren\n\n«Ulrike Müller», «Jane Low»\n## สมาชิกกลุ่ม\n\n1. นาย«ธนกร ศรีสุวรรณ» 6210450123\n",
    ),
    misses=(
        "## 기술 스택\n\n### Front\n\n| **박하늘** | **김이슬** |\n### 👀 박하늘\n",
        "## 팀원 구성\n\n# 박하늘\n\n### 박하늘\n\n| 박하늘 |\n## 팀원 구성\n\n### 프론트\n\n### 박하늘의 일\n| 박하늘 그룹 |\n",
        "Autoren\n\nUlrike Müller\n",
        "## Team\n\n- Product Owner: x\n- Front End\n",
        "## 作者\n\n这是一个说明文档\n",
        "x## 作者\n王小明\n",
    ),
)
