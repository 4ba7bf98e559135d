"""Names behind a label that says author in the writer's own language: `Автор: …`, `作者：…`, `작성자: …`, `Tác giả: …`."""

from collections.abc import Callable, Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_places
from pii.detectors.rules.names.own_names import DIRECTIONS, is_known_name, is_shaped_like_name, read_own_names
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.rules.names.person_name import PARTICLES
from pii.detectors.scan import Hit
from pii.known.names import FAMILY, is_given_name, kind_of
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_after

LABELS: dict[str, str] = {
    # ISO 639: labels, apart by blanks; an underscore stands for a blank
    "am": "ደራሲ ጸሐፊ",
    "ar": (
        "الطالب الطالبة إعداد_الطالب إعداد_الطالبة إشراف المؤلف مؤلف الكاتب المطور المبرمج المترجم الناشر "
        "الاسم المشرف المشرفة بإشراف إعداد برمجة تصميم تطوير ترجمة تأليف مراجعة المراجع المسؤول المعلم "
        "الأستاذ المدرب فريق_العمل بواسطة شكر المطورة المترجمة الاسم_الكامل اسم_الطالب كتب راجع المشرف_العام "
        "رئيس_الفريق إشراف_د"
    ),
    "az": "Müəllif",
    "be": "Аўтар",
    "bg": (
        "Автор Автори Разработчик Преводач Студент Ръководител Научен_ръководител Преподавател Проверил "
        "Изготвил Редактор Рецензент Отговорник Изработил Благодарности Превод Редакция"
    ),
    "bn": ("লেখক নাম লেখিকা রচয়িতা নির্মাতা শিক্ষক ছাত্র অনুবাদক প্রস্তুতকারক সহায়তা তত্ত্বাবধায়ক সম্পাদক সংকলন"),
    "ca": (
        "Autor Autora Desenvolupador Traductor Autors Professor Professora Alumne Alumna Revisor Revisat_per "
        "Fet_per Creat_per Tutor Tutora Responsable Agraïments Traducció Traductora Revisió Correcció Autoria"
    ),
    "cs": (
        "Autor Autorka Autoři Vývojář Překladatel Jméno Zpracoval Zpracovala Vypracoval Vypracovala Vedoucí "
        "Vedoucí_práce Oponent Student Studentka Učitel Kontakt Garant Poděkování Odpovědná_osoba Schválil "
        "Kontroloval Překlad Korektura Redakce"
    ),
    "da": (
        "Forfatter Udvikler Oversætter Lavet_af Skrevet_af Vejleder Studerende Kontaktperson Ansvarlig "
        "Redaktør Oversættelse Korrektur Lektor"
    ),
    "de": (
        "Autor Autorin Autoren Verfasser Entwickler Bearbeiter Übersetzer Ansprechpartner Betreuer Betreuerin "
        "Gutachter Erstgutachter Zweitgutachter Verantwortlich Verantwortliche Verantwortlicher "
        "Ansprechpartnerin Bearbeiterin Studentin Dozent Dozentin Geprüft_von Erstellt_von Danke_an Dank_an "
        "Redakteur Zuständig Prüfer Übersetzung Redaktion Korrektur Leitung Projektleitung Lektorat "
        "Gutachterin"
    ),
    "el": (
        "Φοιτητής Φοιτήτρια Επιβλέπων Συγγραφέας Συντάκτης Δημιουργός Μεταφραστής Επιβλέπουσα Καθηγητής "
        "Καθηγήτρια Φοιτητές Υπεύθυνος Υπεύθυνη Επιμέλεια Μετάφραση Προγραμματιστής Ευχαριστίες Ονοματεπώνυμο "
        "Όνομα Διόρθωση Εποπτεία"
    ),
    "en": "Author Authors Maintainer Translator",  # before names of other scripts: `authorship` reads those of this one
    "es": (
        "Autor Autora Autores Desarrollador Desarrollado_por Creado_por Escrito_por Traductor Realizado_por "
        "Alumno Alumna Alumnos Profesor Profesora Docente Estudiante Integrantes Tutor Tutora Director "
        "Directora Responsable Revisado_por Revisor Revisora Elaborado_por Hecho_por Programador Programadora "
        "Traducido_por Agradecimientos Contacto Encargado Encargada Estudiantes Revisión Traducción "
        "Supervisor Supervisora Coordinador Coordinadora Tribunal"
    ),
    "et": "Autor Juhendaja Koostaja Üliõpilane Tõlkija Arendaja",
    "fa": (
        "نویسنده مولف توسعه‌دهنده نویسندگان مترجم استاد_راهنما استاد دانشجو تهیه_کننده تهیه‌کننده برنامه_نویس "
        "برنامه‌نویس طراح ویراستار مدیر_پروژه نام_و_نام_خانوادگی گردآورنده با_تشکر_از ویرایش ویراستاری ترجمه "
        "تهیه نگارش مسئول_پروژه مجری_پروژه بازبین بازبینی بازنگری ویراستاران مترجمان"
    ),
    "fi": (
        "Tekijä Kirjoittaja Kehittäjä Kääntäjä Tekijät Ohjaaja Opettaja Opiskelija Opiskelijat Tarkastaja "
        "Yhteyshenkilö Vastuuhenkilö Ylläpitäjä Laatija Käännös Oikoluku Tarkastanut Tarkastajat"
    ),
    "fr": (
        "Auteur Auteure Auteurs Autrice Développeur Créé_par Écrit_par Réalisé_par Traducteur Rédigé_par "
        "Rédacteur Rédactrice Encadrant Encadrante Enseignant Enseignante Étudiant Étudiante Étudiants "
        "Relecteur Relectrice Relu_par Développeuse Remerciements Tuteur Tutrice Responsable Relecture "
        "Traduction Superviseur Coordinateur Coordinatrice Jury"
    ),
    "he": (
        "מחבר מאת כותב מפתח מחברת כותבת מפתחת סטודנט סטודנטית מנחה מרצה בודק בודקת תרגום מתרגם שם_הסטודנט "
        "מגיש מגישה מגישים תודה_ל עורך עורכת אחראי נכתב_על_ידי"
    ),
    "hi": (
        "टीम लेखक लेखिका नाम मार्गदर्शक निर्देशक अध्यापक शिक्षक छात्र छात्रा अनुवादक संपादक विकासक निर्माता "
        "प्रस्तुतकर्ता समीक्षक जाँच जांच संपादन अनुवाद रचयिता संकलन"
    ),
    "hi-Latn": (
        "naam apna_naam mera_naam lekhak_ka_naam banane_wale_ka_naam banane_wali_ka_naam likhne_wale_ka_naam "
        "likhne_wali_ka_naam chhatra_ka_naam vidyarthi_ka_naam"
    ),
    "hr": (
        "Autor Autorica Autori Mentor Mentorica Student Studentica Profesor Izradio Izradila Napisao Napisala "
        "Preveo Prevela Kontakt_osoba Zahvale Voditelj Prijevod Lektura Izmijenio Recenzent"
    ),
    "hu": (
        "Szerző Szerzők Készítette Írta Fordította Fejlesztő Témavezető Konzulens Oktató Gyakorlatvezető "
        "Hallgató Hallgatók Ellenőrizte Lektor Lektorálta Módosította Felelős Kapcsolattartó Szerkesztő "
        "Programozta Köszönet Fordítás Lektorálás Szerkesztés"
    ),
    "hy": "Հեղինակ",
    "id": (
        "Penulis Pembuat Pengembang Dibuat_oleh Ditulis_oleh Penerjemah Dosen Dosen_Pembimbing Nama_Mahasiswa "
        "Disusun_oleh Pembimbing Asisten Mahasiswa Diperiksa Diperiksa_oleh Anggota Ketua Ketua_Kelompok Nama "
        "Nama_Lengkap Penanggung_Jawab Diterjemahkan_oleh Dikembangkan_oleh Diubah_oleh Guru "
        "Terima_kasih_kepada Penyunting Penelaah Editor Korektor"
    ),
    "it": (
        "Studente Studenti Docente Relatore Autore Autrice Autori Sviluppatore Creato_da Scritto_da "
        "Traduttore Realizzato_da Tutor Revisore Revisionato_da Correlatore Correlatrice Relatrice Referente "
        "Responsabile Professoressa Professore Alunno Alunna Ringraziamenti Sviluppatrice Curatore A_cura_di "
        "Revisione Traduzione Supervisore Coordinatore Coordinatrice"
    ),
    "ja": (
        "学生氏名 指導教員 発表者 作者 著者 作成者 担当 担当者 氏名 開発者 更新者 翻訳者 執筆者 作成 製作者 "
        "指導者 担任 監修 監修者 制作 制作者 編集 編集者 報告者 記入者 承認者 確認者 レビュアー 協力 協力者 "
        "謝辞 設計 設計者 実装者 担当教員 学籍氏名 名前 発行者 問い合わせ先 連絡先担当 レビュー 修正 修正者 "
        "旧姓 旧氏名 変更者 作業者 承認 確認 検収 起案者 監督者"
    ),
    "ka": "ავტორი",
    "kk": "Автор",
    "ko": (
        "학생 지도교수 발표자 팀장 조장 담임 작성자 저자 담당자 담당 개발자 이름 성명 만든이 번역자 제작자 "
        "수정자 작성자명 지도 지도교사 검토자 검토 승인자 연락처_담당 개발 개발자명 도움 도움_주신_분 "
        "도와주신_분 팀원 조원 교수 담당_교수 담당교수 학생_이름 원작자 옮긴이 글쓴이 지은이 책임자 감수 감사 "
        "수정 변경자 요청자 요청 승인 확인자 결재자 배포자 조교"
    ),
    "lt": "Autorius Autorė Vadovas Studentas Studentė Vertėjas Parengė",
    "lv": "Autors Autore Vadītājs Students Tulkotājs Izstrādāja",
    "mk": "Автор Автори Ментор Студент Преведувач",
    "ms": "Pengarang",
    "nb": (
        "Forfatter Utvikler Oversetter Veileder Student Kontaktperson Ansvarlig Laget_av Skrevet_av "
        "Oversettelse Korrektur Oversatt_av"
    ),
    "nl": (
        "Auteur Auteurs Ontwikkelaar Gemaakt_door Geschreven_door Vertaler Begeleider Student Studenten "
        "Docent Contactpersoon Verantwoordelijke Nagekeken_door Vertaald_door Bijgewerkt_door Met_dank_aan "
        "Vertaling Redactie Correctie"
    ),
    "pl": (
        "Tłumaczenie Wykonali Autor Autorka Autorzy Programista Tłumacz Wykonał Napisał Wykonała Napisała "
        "Sprawdził Sprawdziła Prowadzący Prowadząca Promotor Student Studentka Opiekun Opracował Opracowała "
        "Recenzent Tłumaczka Podziękowania Osoba_kontaktowa Kierownik Autorstwo Zatwierdził Zatwierdziła "
        "Redakcja Korekta Zespół"
    ),
    "pt": (
        "Autor Autora Autores Desenvolvedor Desenvolvido_por Criado_por Escrito_por Tradutor Feito_por Aluno "
        "Aluna Alunos Professor Professora Orientador Orientadora Discente Docente Estudante Revisor Revisora "
        "Revisado_por Responsável Integrantes Elaborado_por Traduzido_por Programador Programadora "
        "Desenvolvedora Coorientador Coorientadora Agradecimentos Equipe Contato Tutor Revisão Tradução "
        "Supervisão Supervisor Supervisora Coordenador Coordenadora Revisao Traducao Supervisao"
    ),
    "ro": (
        "Autor Autori Realizat_de Autoare Student Studentă Profesor Îndrumător Coordonator "
        "Coordonator_științific Traducător Verificat_de Creat_de Scris_de Responsabil Mulțumiri Dezvoltator "
        "Traducere Redactor Corectură"
    ),
    "ru": (
        "Автор Авторы Разработчик Разработал Выполнил Выполнила Проверил Исполнитель Переводчик Составитель "
        "Доработки Доработал Доработала Изменил Изменила Исправил ФИО Студент Студентка Выполнили Проверила "
        "Преподаватель Руководитель Научный_руководитель Рецензент Разработчики Программист Составители "
        "Составила Написал Написала Подготовил Подготовила Принял Приняла Консультант Ответственный "
        "Контактное_лицо Ревьюер Рецензенты Тестировщик Благодарности Спасибо Куратор Учитель Соавтор Создал "
        "Создала Перевод Перевёл Перевел Перевела Исполнители Ассистент Дизайнер Редактор Проверено Утвердил "
        "Утвердила Согласовано Отправитель Получатель Заказчик_ФИО Мастер"
    ),
    "sk": (
        "Autor Autorka Autori Vypracoval Vypracovala Vedúci Vedúci_práce Študent Študentka Prekladateľ "
        "Kontroloval Poďakovanie Preklad Korektúra Redakcia"
    ),
    "sl": "Avtor Avtorica Avtorji Mentor Mentorica Študent Prevajalec",
    "sr": (
        "Аутор Autor Аутори Ментор Студент Преводилац Израдио Израдила Autori Izradio Napisao Prevodilac "
        "Уредник Менторка Коментор"
    ),
    "sv": (
        "Författare Utvecklare Översättare Skapad_av Handledare Student Studenter Examinator Kontaktperson "
        "Ansvarig Gjord_av Skriven_av Granskad_av Tack_till Översättning Korrektur Översatt_av"
    ),
    "ta": ("ஆசிரியர் ஆசிரியர்கள் எழுதியவர் மொழிபெயர்ப்பாளர் உருவாக்கியவர் மாணவர் வழிகாட்டி பெயர் சரிபார்த்தவர் தொகுத்தவர் திருத்தியவர்"),
    "te": "రచయిత రచయితలు విద్యార్థి అనువాదకుడు",
    "th": (
        "นักศึกษา นิสิต อาจารย์ที่ปรึกษา ผู้เขียน ผู้แต่ง ผู้พัฒนา ผู้จัดทำ ผู้แปล ที่ปรึกษา ผู้ตรวจ "
        "ผู้ตรวจสอบ ผู้แก้ไข ผู้ดูแล ผู้ดูแลระบบ ผู้รับผิดชอบ ผู้ประสานงาน ชื่อผู้จัดทำ ครูผู้สอน อาจารย์ "
        "สมาชิก เขียนโดย จัดทำโดย พัฒนาโดย แปลโดย ชื่อ-สกุล ชื่อ-นามสกุล ผู้เรียบเรียง บรรณาธิการ ผู้สอน"
    ),
    "tr": (
        "Hazırlayanlar Öğrenciler Öğrenci Öğretmen Danışman Ad_Soyad Yazar Yazan Yazarlar Geliştirici "
        "Hazırlayan Çeviren Çevirmen Danışman_Hoca Öğretim_Görevlisi Düzenleyen Onaylayan Sorumlu "
        "Kontrol_Eden Test_Eden Yazarı Editör İletişim Teşekkürler Öğretim_Üyesi Programcı Tercüman "
        "Adı_Soyadı Çeviri Düzelti Redaksiyon Proje_Yöneticisi"
    ),
    "uk": (
        "Автор Автори Розробник Виконав Виконала Перекладач Студент Студентка Викладач Керівник Перевірив "
        "Перевірила Розробники Розробила Написав Написала Створив Створила Склав Склала Куратор "
        "Науковий_керівник Рецензент Редактор Відповідальний Переклад Переклав Переклала Подяка Подяки "
        "Прийняв Прийняла Консультант ПІБ Редакція Перевірено Затвердив"
    ),
    "ur": "مصنف مصنفہ مترجم استاد",
    "vi": (
        "Họ_và_tên Họ_tên Sinh_viên GVHD Giảng_viên Giảng_viên_hướng_dẫn Tác_giả Người_viết Người_tạo "
        "Người_dịch Người_thực_hiện Người_hướng_dẫn Nhóm_trưởng Trưởng_nhóm Thành_viên Người_phụ_trách "
        "Người_kiểm_tra Người_lập Liên_hệ Biên_soạn Sinh_viên_thực_hiện Giáo_viên_hướng_dẫn Người_sửa Cảm_ơn "
        "Biên_tập Hiệu_đính Kiểm_tra"
    ),
    "zh": (
        "学生姓名 指导教师 指导老师 审核人 申请人 收件人 经办人 报告人 组长 组员 班主任 作者 作者名 编写者 "
        "编写人 创建人 创建者 开发者 开发人员 负责人 联系人 维护者 修改人 译者 撰写人 姓名 作者姓名 程序员 "
        "编程 编写 编辑 校对 校对者 翻译 翻译者 设计者 设计 审核 审校 指导 指导教授 导师 助教 小组成员 成员 "
        "组员名单 开发 开发人 创作者 撰写 撰稿人 贡献者 感谢 鸣谢 致谢 特别感谢 测试人员 测试 维护人 提交人 "
        "发布者 责任人 主讲 讲师 学员 学生 老师 教师 客服 值班 修改者 更新者 更新人 创建 原作者 "
        "联系方式联系人 口试委员 答辩委员 评委 修改 改动 复核 校验 联络人 指导老师姓名 填表人 制表人 经理 "
        "主任 校长 院长"
    ),
    "zh-Hant": (
        "創建者 開發者 維護者 聯絡人 負責人 譯者 撰寫人 作者姓名 指導老師 指導教授 組員 組長 學生 學生姓名 "
        "編輯 翻譯 翻譯者 審核 校對 設計 設計者 程式設計 製作 製作人 感謝 特別感謝 貢獻者 聯絡窗口 負責老師 "
        "撰寫 編寫者 姓名 修改者 口試委員 評審委員 修改 複核 填表人 製表人 主任 校長 院長 助教"
    ),
}
"""What stands before the name of whoever wrote, made, translated or answers for something."""

_ENGLISH = frozenset(LABELS["en"].split())
_ALL = frozenset(label.replace("_", " ") for row in LABELS.values() for label in row.split())

_ALSO_ENGLISH = frozenset(
    "author maintainer translator student studenti studenten mentor tutor editor docent supervisor jury director master"
    " contact contato assistent responsable responsabile leader redactor lektor lector examinator".split()
)
"""Lower case; labels that are words of English, or nearly."""
_SIGN = re.compile(
    rf"[*_`\"'」】\]]{{0,3}}{DIRECTIONS}[ \t\u3000]*[:：]{DIRECTIONS}[ \t\u3000\u200e\u200f]*[*_`\"'@]{{0,3}}"
)
_NO_CASE = re.compile(r"[\u0590-\u10ff\u1200-\u139f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names behind the labels."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        sign = _SIGN.match(text, hit.end, hit.end + REACH)
        if sign is None or _is_inside_word(text, hit.start):
            continue
        label = text[hit.start : hit.end]
        if label.lower() == "naam" and _OF_WHAT.search(text, hit.start - len("ka "), hit.start):
            continue  # project ka naam: of anything
        limit = line_after(text, hit.end)
        if not text[sign.end() : limit].strip():  # the name stands on the next line
            limit = line_after(text, limit + 1)
        places = (
            list(read_own_names(text, sign.end(), limit, _judge(label), closes=_closing(text, hit.start)))
            or _with_nick(text, sign.end(), limit)
            or _in_small_letters(text, sign.end(), limit)
        )
        for place in places:
            done = place[1]
            yield from _apart(text, *place, label)


def _closing(text: str, start: int) -> str:
    """What may end a name in brackets that the label opens: `（旧姓：門脇）`."""
    return ")）" if text[start - 1 : start] in ("(", "（") else ""


def _judge(label: str) -> Callable[[str], bool]:
    """What is a name behind the label: as a key of data, `"author": "…"`, one in small letters says less."""
    if label.title() in _ENGLISH:
        return _is_known_elsewhere if label.islower() else _is_foreign_name
    if " ka " in label:
        return _is_name
    return _is_known if label.islower() and label.isascii() or label.lower() == "naam" else _is_name


_OF_WHAT = re.compile(r"\bk[aie] \Z")


def _is_name(value: str) -> bool:
    if value.isupper():
        return is_known_name(value)
    return is_shaped_like_name(value, _ALL) or value.isalpha() and is_known_name(value)


def _is_known(value: str) -> bool:
    return is_known_name(value) and _is_name(value)


def _is_foreign_name(value: str) -> bool:
    return _NO_CASE.search(value) is not None and is_shaped_like_name(value, _ALL)


def _is_known_elsewhere(value: str) -> bool:
    return _is_foreign_name(value) and is_known_name(value)


def _in_small_letters(text: str, start: int, limit: int) -> list[tuple[int, int]]:
    """A known name to the end of the line, of somebody who writes no capitals: `autor: joaquim teles da fonseca`."""
    match = _SMALL.match(text, start, limit)
    if match is None:
        return []
    given, *others = (word for word in match["name"].split(" ") if word not in PARTICLES)
    unknown = sum(not kind_of(word) for word in others)
    told = (
        is_given_name(given) and not any(map(is_ordinary, (given, *others))) and others and unknown <= len(others) // 2
    )
    return [match.span("name")] if told else []


def _with_nick(text: str, start: int, limit: int) -> list[tuple[int, int]]:
    """A name in Chinese signs together with the Latin one that its bearer goes by: `作者：王五 momo https://…`."""
    match = _NICKED.match(text, start, limit)
    return [match.span("name")] if match and kind_of(match["family"]) & FAMILY else []


_NICKED = re.compile(
    r"(?P<name>(?=(?P<family>[\u3400-\u9fff]))[\u3400-\u9fff]{2,4}[ \u3000][A-Za-z][A-Za-z0-9_-]{1,20})"
    r"(?=[ \t]*(?:[\r\n,，;；(（<|]|https?:|\Z))"
)
_SMALL = re.compile(r"(?P<name>[a-zà-öø-ÿ]{2,}(?: [a-zà-öø-ÿ'’-]{1,20}){1,5})[ \t]*(?=[\r\n<(\"'*,;]|\Z)")


def _apart(text: str, start: int, end: int, label: str) -> Iterator[Span]:
    """The name, or the two names that a plural label has before it, each of two words at least."""
    between = _BETWEEN.search(text, start, end) if label.endswith(_PLURAL) else None
    pieces = [(start, end)] if between is None else [(start, between.start()), (between.end(), end)]
    if not all(" " in text[slice(*piece)] for piece in pieces):
        pieces = [(start, end)]
    for piece in pieces:
        yield Span(*piece, Label.NAME)


_PLURAL = ("s", "Autori", "Autoři", "Autorzy", "Авторы", "Автори", "Studenti", "lar", "ler")
"""How labels end before several persons."""
_BETWEEN = re.compile(r" (?:y|e|et|i|a|и|і|та|und|and|ve) ")


def _is_inside_word(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return bool(before) and (before.isalpha() or before in "_$.")


def _forms() -> frozenset[str]:
    """The labels as heads of files and programs write them, but for English words, which name anything there."""
    others = {form for label in _ALL if label.lower() not in _ALSO_ENGLISH for form in (label.lower(), label.upper())}
    return _ALL | others | {label.lower() for label in _ENGLISH}


RULE = Rule(
    "own_label",
    as_places("own_label.label", _forms()),
    find,
    rank=4,
    hits=(
        '{"author": "«황하늘», «임아름»"}\n"authors": "«李秀英»、«王小明»"\nauthor: «山田 太郎»',
        "Доработки: «Г. Толмачёв», 2019",
        "Автор: «Иван»",
        "# 担当: «藤原 健太»さん\n# 联系人：«陈思远»先生\n",
        "# Autores: «Ignacio Bermúdez» y «Itziar Goikoetxea»\nAutor: «Ignacio Bermúdez y Quiroga»\n",
        "# 学生姓名：«诸葛明»\n# 指导教师：«司马相如»\nGVHD: «Phạm Quốc Bảo»\nПреподаватель: «Белозёрова О. В».\n",
        "// 作者：«王小明»",
        "作者：«王五 momo» https://example.org\n# 作者: «王二 Soso7»\n",
        "# Author: «สมชาย ใจดี»",
        "担当: «高橋健一»",
        "# 작성자: «김민준»",
        "담당자: «박서연»",
        "Автор: «Сергей Кузнецов»",
        "Συγγραφέας: «Νίκος Παπαδόπουλος»",
        "# المؤلف: «محمد العلي»",
        "# लेखक: «अनिता शर्मा»",
        "टीम: श्रीमती «वंदना देशमुख» जी, «गौरव तिवारी»\nलेखिका: सुश्री «वंदना देशमुख»\n",
        "# banane wale ka naam: «Devesh Kulshr»\nnaam: «Anita Sharma»\n",
        "저자: «류 지한»\n옮긴이: «방 세린», «이 도윤»\n# 旧姓：«門脇»\n杉浦花菜（旧姓：«門脇»）\n# بازبین: «علی رضایی»\n",
        "姓名：«龚丽萍» 学号：20190417 指导教师：«闫凯»",
        "autor: «joaquim teles da fonseca»\n# autor: «maria del carmen silva»\nrevisao: «Sanne van der Wielen»\n",
        "Tác giả: «Nguyễn Thị Hương»",
        "# Yazar: «Çağrı Yıldız»",
        "Auteur : «Chloé Dubois»",
        "Autor: «Jürgen Roe» <juergen@roe.org>",
        "* **作者**: «李秀英»",
        "ผู้เขียน: «สมชาย ใจดี»",
        "מחבר: «דוד כהן»",
        'المؤلف\u200f: السيد \u200f«أحمد الخطيب»\u200f\n\u202bמחבר: \u2067ד"ר «דנה לוי»\u2069\u202c',
        'מחבר: ד"ר «דנה לוי»\nالمؤلف: السيدة «سلمى الحداد»\nمسئول پروژه: خانم «نرگس رستمی»، ۱\nمصنف: جناب «احمد خان»',
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
        "저자: 전 직원\n담당: 각 부서\n작성자: 본 문서\n옮긴이: 책 제목\n旧姓：なし\n旧姓：変更\n",
        "作者：未知",
        "作者：开发 team\n作者：王五 momo 写的文章\n说明：王五 momo\n",
        "naam = input('apna naam likho: ')\nproject ka naam: Anita Hisaab\nnaam: Nieuwe Klant\ndukaan ka naam: Kirana Hisaab\n",
        "टीम: विकास टीम\n",
        "autor: equipe de dados\nautor: joaquim\nautor: joaquim de sistemas e dados\nrevisao: versao final\n",
        "المؤلف\u200f: \u200fغير معروف للجميع هنا حتى الآن\u200f; المؤلف\u200f السيد \u200fأحمد الخطيب",
        '"担当者": "システム", 作成者: システム管理者; 作者: 系统管理员; 작성자: 시스템 관리자; Автор: Системный Администратор',
        "Author: Jane Roe",
        '"author": "作者", "author": "개발팀, 운영팀", "author": "神奇水", authority: 王小明',
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
        "Автор: Цитата",
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
