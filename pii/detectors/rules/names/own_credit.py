"""Who made, changed or checked something, or is thanked or asked for it, in languages other than English: `написал Иван Петров`,
`Készítette Szabó Zsófia`, `感谢李娜同学`, `김도윤이 작성`, `Emre Yılmaz tarafından`.

A word of the name must be known, unless the alphabet has no capitals and nothing but the name follows.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes, as_places
from pii.detectors.rules.names.own_names import (
    is_known_name,
    is_known_name_declined,
    is_shaped_like_name,
    read_own_names,
)
from pii.detectors.rules.names.person_values import is_plain_east_asian_name
from pii.detectors.scan import Hit
from pii.known.declined import nominatives
from pii.known.names import GIVEN, kind_of
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after

_PRZEZ = " ".join(
    f"{deed}{gender}_przez"
    for deed in "zgłoszon dodan zmienion poprawion naprawion zatwierdzon zaakceptowan opracowan stworzon udostępnion".split()
    for gender in "yae"
)
"""Done by somebody, in the Polish genders: `zgłoszony przez`."""
BEFORE: dict[str, str] = {
    # ISO 639: what stands before a name, apart by blanks; an underscore stands for a blank
    "ar": (
        "كتب_هذا_الملف راجعه راجعها راجعته تواصل_مع للتواصل_مع بإشراف إشراف كتبه كتبها برمجه برمجها طوره صممه "
        "بواسطة من_إعداد من_تطوير من_تصميم شكرا شكرًا_إلى شكر_خاص_إلى "
        "والشكر_ل الشكر_ل شكرا_ل شكرًا_ل"
    ),
    "bg": (
        "добавено_от променено_от редактирано_от изготвено_от поправено_от питайте попитайте благодаря_на "
        "проверил проверила изготвил изготвила написал написала създал създала разработил разработила преведе "
        "превел превела написано_от създадено_от разработено_от преведено_от проверено_от благодаря_на "
        "благодарности_на"
    ),
    "ca": (
        "gràcies_a_en gràcies_a_la pregunteu_a demaneu-ho_a revisat_per corregit_per fet_per escrit_per creat_per "
        "desenvolupat_per traduït_per gràcies_a"
    ),
    "cs": (
        "zeptejte_se_pana ptejte_se kontaktujte zkontrolováno schválil schválila napsal napsala vytvořil "
        "vytvořila upravil upravila opravil opravila přeložil přeložila zkontroloval zkontrolovala naprogramoval "
        "nahlásil nahlásila vytvořeno upraveno napsáno přeloženo "
        "nahlášeno nahlášená nahlášené nahlášený opraveno opravená opravené opravený schváleno "
        "naprogramovala díky děkuji děkujeme poděkování"
    ),
    "da": "spørg kontakt oversat_af gennemgået_af rettet_af lavet_af tak_til rettet_af",
    "de": (
        "gefragt_bei frag fragt fragen_sie rückfragen_an wenden_an bei_fragen_an korrigiert_von geprüft_von "
        "abgestimmt_mit dank_an danke_an dank_geht_an programmiert_von geschrieben_von entwickelt_von"
    ),
    "el": (
        "ρωτήστε ελέγχθηκε_από διορθώθηκε_από γράφτηκε_από δημιουργήθηκε_από αναπτύχθηκε_από υλοποιήθηκε_από "
        "μεταφράστηκε_από τροποποιήθηκε_από ευχαριστώ ευχαριστούμε ευχαριστίες"
    ),
    "es": (
        "preguntar_a preguntad_a consultar_con hablar_con revisado_por corregido_por gracias_a agradecimientos_a "
        "hecho_por agradezco_a"
    ),
    "et": "tegi kirjutas koostas tõlkis aitäh tänud",
    "fa": (
        "نوشته_شده_توسط ساخته_شده_توسط توسعه_داده_شده_توسط طراحی_شده_توسط ترجمه_شده_توسط توسط با_تشکر_از "
        "با_سپاس_از سپاس_از تشکر_از ممنون_از نوشتهٔ نوشته‌ی"
    ),
    "fi": (
        "kysy kysykää tarkastanut korjannut suomentanut tehnyt kirjoittanut muokannut kääntänyt tarkistanut "
        "laatinut kiitos kiitokset"
    ),
    "fr": (
        "demander_à demandez_à voir_avec contacter relu_par corrigé_par vérifié_par traduit_par merci_à "
        "remerciements_à grâce_à réalisé_par fait_par"
    ),
    "he": (
        'נכתב_על_ידי נוצר_על_ידי פותח_על_ידי תורגם_על_ידי נבדק_על_ידי על_ידי נכתב_ע"י נוצר_ע"י מאת תודה_ל תודה_רבה_ל'
    ),
    "hr": (
        "prijavio prijavila ispravio ispravila dodao dodala zahvaljujući "
        "pitati pitajte recenzirao recenzirala provjerio provjerila izmijenio izmijenila izmenio izmenila napisao "
        "napisala napravio napravila izradio izradila preveo prevela uredio uredila zahvaljujem hvala zahvala"
    ),
    "hu": (
        "kérdezd kérdezze lektorálta átnézte készítette írta módosította javította fordította fejlesztette "
        "ellenőrizte köszönet köszönöm köszönjük"
    ),
    "id": (
        "hubungi tanya tanyakan_ke tanyakan_kepada diedit_oleh direview_oleh dibuat_oleh ditulis_oleh "
        "dikembangkan_oleh disusun_oleh diubah_oleh diperiksa_oleh diterjemahkan_oleh oleh terima_kasih_kepada "
        "terima_kasih"
    ),
    "it": (
        "chiedere_a chiedi_a rivolgersi_a contattare corretto_da rivisto_da tradotto_da modificato_da grazie_a "
        "ringraziamenti_a si_ringrazia fatto_da a_cura_di"
    ),
    "ja": "指導教員 担任 学生 部長 課長 係長 班長 幹事",
    "ko": "지도_교수 지도교수 담임_교사 담임교사 팀장 조장 조교 과장 대리 작성자 담당자 담당 검토자",
    "lt": "parašė sukūrė išvertė ačiū",
    "lv": "izveidoja uzrakstīja iztulkoja paldies",
    "nb": "spør kontakt oversatt_av korrekturlest_av gjennomgått_av laget_av takk_til rettet_av",
    "nl": (
        "vraag bel mail_naar overleg_met nagekeken_door goedgekeurd_door gecontroleerd_door vertaald_door "
        "aangepast_door dank_aan met_dank_aan bedankt_aan gemaakt_door"
    ),
    "pl": (
        f"{_PRZEZ} uprzejmości naprawił naprawiła "
        "zapytaj zapytać pytać kontakt_z sprawdzone_przez napisane_przez przygotowane_przez poprawione_przez "
        "napisał napisała stworzył stworzyła zmodyfikował zmodyfikowała poprawił poprawiła przetłumaczył "
        "przetłumaczyła wykonał wykonała sprawdził sprawdziła dodał dodała założył założyła zgłosił zgłosiła "
        "zrobił zrobiła autorstwa podziękowania dziękuję dziękujemy dzięki"
    ),
    "pt": (
        "perguntar_ao perguntar_a falar_com revisado_por corrigido_por traduzido_por aprovado_por obrigado_a "
        "obrigado_ao obrigada_a obrigada_ao agradecimentos_a agradecimentos_ao agradeço_a agradeço_ao graças_a "
        "feito_por"
    ),
    "ro": (
        "întreabă_pe contactați_pe corectat_de aprobat_de realizat_de creat_de scris_de dezvoltat_de modificat_de "
        "tradus_de verificat_de mulțumiri_lui mulțumesc_lui mulțumiri"
    ),
    "ru": (
        "спросите_у спросить_у спроси_у уточнить_у уточните_у обращаться_к обратиться_к обращайтесь_к по_просьбе "
        "передать согласовано_с согласовал утвердил утвердила написал написала писал создал создала сделал "
        "сделала разработал разработала доработал доработала исправил исправила изменил изменила добавил добавила "
        "проверил проверила перевёл перевел перевела подготовил подготовила составил составила автор написано "
        "разработано создано проверено исправлено выполнено спасибо благодарю благодарим благодарность"
    ),
    "sk": (
        "opýtajte_sa skontroloval skontrolovala opravil napísal napísala vytvoril vytvorila upravil preložil "
        "nahlásil nahlásila nahlásené opravené opravená schválené podľa "
        "preložila ďakujem ďakujeme vďaka"
    ),
    "sl": "napisal napisala izdelal izdelala prevedel prevedla hvala",
    "sr": "написао_је написала_је написао написала направио направила превео превела израдио израдила хвала",
    "sv": "fråga kontakta granskad_av översatt_av ändrad_av skriven_av tack_till gjord_av skapad_av rättad_av",
    "th": "เขียนโดย สร้างโดย พัฒนาโดย จัดทำโดย แปลโดย แก้ไขโดย ออกแบบโดย ตรวจโดย โดย ขอขอบคุณ ขอบคุณ",
    "tr": "hazırlayan yazan çeviren geliştiren düzenleyen teşekkürler",
    "uk": (
        "запитати_у спитати_у запитайте_у звертатися_до звертайтеся_до погоджено_з затвердив затвердила написав "
        "написала писав писала створив створила зробив зробила розробив розробила змінив змінила виправив "
        "виправила додав додала перевірив перевірила переклав переклала дякую дякуємо подяка автор"
    ),
    "vi": "viết_bởi tạo_bởi thực_hiện_bởi dịch_bởi bởi cảm_ơn cám_ơn liên_hệ hỏi",
    "zh": (
        "由 感谢 感謝 谢谢 謝謝 鸣谢 鳴謝 致谢 致謝 联系 聯繫 请教 咨询 找 作者 译者 姓名 负责人 联系人 助教 组长 "
        "班长 导师 同事 维护者 维护人 维護者 柜员 持卡人 实习生 经理 指导教师 指导老师 班主任 审核人 审批人 经办人 申请人 "
        "报告人 开发者 管理员 业务员 客户经理 主管 科长 处长 会计 出纳 学员 组员 操作员 值班员 "
        "工程师 村民 住户 司机 记者 医生 护士 教练 律师 法官 队长 校长 院长 局长 镇长 村长 书记 秘书 "
        "組長 實習生 維護者 負責人 聯絡人 承辦人 經辦人 申請人 指導教授 經理 班導師"
    ),
}
AFTER: dict[str, str] = {
    # ISO 639: what stands behind a name
    "bn": "দ্বারা কর্তৃক",
    "hi": "द्वारा",
    "ja": "が作成 が修正 が追加 が変更 が実装 が翻訳 が担当 作成 著 訳",
    "ko": "작성 수정 제작 개발 번역 검토 만든 만듦 드림 올림 배상 씀 재현 보고 제보 발견 신고 확인 요청 제안 등록 승인 배포",
    "tr": "tarafından",
    "zh": "编写 編寫 撰写 撰寫 创建 創建 修改 维护 翻译",
}

_GAP = re.compile(
    r"[\"'»”*_`]{0,3}[ \t\u00a0]?[-–—:：]?[ \t\u00a0]*(?:<[a-z]{1,6}>)?"
    r"(?:(?i:an|aan|dem|der|den|till?|ao?|al|alla|la|le|lui|pro|dla|für|kepada|untuk|to|τον|την|στον|στην|τη|του|της|господину|г-ну"
    r"|на|anh|chị|bạn|em|thầy|cô)[ \t\u00a0]+){0,2}[*_`\"'«„“]{0,3}"
)
_NO_CASE = re.compile(r"[\u0590-\u10ff\u1200-\u139f]")
_LONGEST = 100
"""Characters from a phrase to the end of the last name."""
_LETTER = re.compile(r"[^\W\d_]")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BEHIND = re.compile(
    r"(?<![^\W\d_])(?:(?P<name>[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,3}[ \u3000][\u3400-\u9fff]{1,3}|[가-힣]{3}(?=[ 이가]))"
    r"(?:이|가)?[ \u3000]?(?:(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[ ]?)?"
    r"|(?P<words>[^\W\d_a-zㄱ-힣\u3040-\u9fff][^\s,.;:()\"'!?]{1,20}(?: [^\W\d_a-z][^\s,.;:()\"'!?]{1,20}){1,2})[ ])\Z"
)
_SIGHT = 48
"""Characters before a phrase that stands behind a name."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names before and behind the phrases."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        if hit.pattern == "own_credit.ascii":
            hit = hit._replace(end=hit.end - 1)
        for start, end in (_behind if hit.pattern.startswith("own_credit.after") else _before)(text, hit):
            done = end
            yield Span(start, end, Label.NAME)


def _before(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The names that follow a phrase."""
    spaced = not _EAST.match(text, hit.start)
    if spaced and _LETTER.match(text[hit.start - 1 : hit.start]):
        return
    glued = text.endswith(_GLUED, hit.start, hit.end)
    if spaced and not glued and _LETTER.match(text[hit.end : hit.end + 1]):
        return
    limit = min(line_after(text, hit.end), hit.end + _LONGEST)
    gap = _GAP.match(text, hit.end, limit)
    start = gap.end() if gap else hit.end
    if spaced and start == hit.end and not glued:
        return
    if not spaced and (not _EAST.match(text, start) or text.startswith(_BECAUSE, hit.start)):
        return
    told = text[hit.start : hit.end].lower() not in _SAID_OF_ANYTHING
    shaped = told and _NO_CASE.match(text, start) is not None
    places = list(read_own_names(text, start, limit, is_shaped_like_name)) if shaped else []
    declined = text[hit.start : hit.end].lower() in _DECLINING
    is_name = _is_declined if declined else _is_teacher if text[hit.start : hit.end] in _TEACHERS else _is_persons
    if glued and not shaped and (several := _SEVERAL.match(text, hit.end, limit)):
        places = list(_joined(several))
    places = places or list(read_own_names(text, start, limit, is_name, in_sentence=True))
    yield from places
    while declined and places and (deed := _FOR_WHAT.match(text, places[-1][1], limit)):
        places = list(read_own_names(text, deed.end(), limit, is_name, in_sentence=True))
        yield from places


_BECAUSE = ("由于", "由於")
"""Not by whom: 于 is a family name as well."""
_SEVERAL = re.compile(
    r"(?P<first>[א-ת]{2,12}(?: [א-ת]{2,12})?) ול?(?P<second>"
    r"(?P<given>[א-ת]{2,12})(?: (?!על |את |של |עם |גם |כי |אשר |בעד )[א-ת]{2,12})?)"
    r"(?![\w'\"׳״-])"
)
"""Two persons thanked in Hebrew, `תודה לגלעד וליובל שרף`: and, like to, is written together with the word behind it."""


def _joined(several: re.Match[str]) -> Iterator[tuple[int, int]]:
    first = several["first"].split(" ")[0]
    if kind_of(first) & GIVEN and kind_of(several["given"]) & GIVEN:
        yield several.span("first")
        yield several.span("second")


_FOR_WHAT = re.compile(r" (?:за|za) [^,.;:()\n]{2,40}, (?:а|и|і|та|й|a|i)(?: (?:также|також|ещё|ще|takže|także))? ")
"""From whoever is thanked to the next: `Спасибо Анне за идею, а Тарасу за тесты`."""


def _is_persons(value: str) -> bool:
    return is_known_name(value) and value.lower() not in _PRONOUNS


def _is_declined(value: str) -> bool:
    short = len(value) == _OF_PET_NAME and value.istitle() and not _PET_NAMES.isdisjoint(nominatives(value.lower()))
    return short or is_known_name_declined(value) and value.lower() not in _PRONOUNS


_OF_PET_NAME = 3
_PET_NAMES = frozenset("оля аня яна ира ева юля зоя ася рая тая уля лия".split())
"""Russian and Ukrainian names too short for a word to tell them, but for the phrase before: `уточнить у Оли`."""


def _is_teacher(value: str) -> bool:
    """Whether three Korean syllables behind what only a person is begin with a family name and name no paper."""
    return is_plain_east_asian_name(value) and value[-1] not in _PAPERS and is_shaped_like_name(value)


_PAPERS = frozenset("서원표란명안회자관용록지제")
"""How Korean words end for letters, forms, lists and offices."""
_TEACHERS = frozenset(("지도 교수", "지도교수", "담임 교사", "담임교사"))


_DECLINING = frozenset(
    phrase.replace("_", " ")
    for language in "bg cs el hr lt lv pl ru sk sl sr uk".split()
    for phrase in BEFORE[language].split()
)
"""Phrases of languages that decline names."""
_PRONOUNS = frozenset(
    "kami kita saya anda mich uns ihn sie mig oss meg noi voi nami nás nám mnie mi moi nos mim mina".split()
)
"""Known as names somewhere, and what these phrases go on with."""
_SAID_OF_ANYTHING = frozenset(
    (
        "על ידי",
        "توسط",
        "بواسطة",
        "โดย",
        "ขอบคุณ",
        "ขอขอบคุณ",
        "תודה ל",
        "شكرا",
        "شكرا ل",
        "شكرًا ل",
        "الشكر ل",
        "والشكر ل",
        "تواصل مع",
        "للتواصل مع",
        "راجعه",
        "راجعها",
    )
)
"""Phrases that programs and managers follow as often as persons: a name must be known behind them."""
_GLUED = ("ל", "ل")
"""Prepositions that are written together with a name."""


def _behind(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The name before a phrase."""
    if text[hit.start - 2 : hit.start].strip()[-1:] in _CLOSED:
        return
    floor = max(0, hit.start - _SIGHT, text.rfind("\n", hit.start - _SIGHT, hit.start) + 1)
    match = _BEHIND.search(text, floor, hit.start)
    if match is None:
        return
    if match["name"]:
        glued = match.end() == match.end("name") and _HAN.match(text, hit.start) and _HAN.match(match["name"])
        if text[hit.start : hit.end] in _OF_SUBJECT and text[match.end("name")] not in "이가":
            return
        if not glued and is_known_name(match["name"]):  # 李娜修改: many verbs follow two signs that are no name
            yield match.span("name")
            yield from _earlier_korean(text, match.start("name"))
        return
    opens = _NO_CASE.match(match["words"]) and not text[floor : match.start()].strip(_SIGNS)
    if not (is_known_name(match["words"]) or opens and is_shaped_like_name(match["words"])):
        return
    yield match.span("words")
    while match := _EARLIER.search(text, max(0, match.start("words") - _SIGHT), match.start("words")):
        if not is_known_name(match["words"]):
            return
        yield match.span("words")


def _earlier_korean(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The names before, in a list: `김민준, 박서연이 수정`."""
    while match := _KOREAN_BEFORE.search(text, max(0, start - _SIGHT), start):
        if not is_known_name(match["name"]):
            return
        yield match.span("name")
        start = match.start("name")


_KOREAN_BEFORE = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{3})(?:, ?|[와과] |하고 )\Z")
_OF_SUBJECT = frozenset("재현 보고 제보 발견 신고 확인 요청 제안 등록 승인 배포".split())
"""Deeds that nouns of any kind stand before, unless a particle makes one the subject: 김민준이 재현."""
_CLOSED = ("", *"()[]{}<>\"'`=:;,|/.")
"""What no name ends with."""
_EARLIER = re.compile(
    r"(?<![^\W\d_])(?P<words>[^\W\d_a-z][^\s,;:()\"'!?]{1,20}(?: [^\W\d_a-z][^\s,;:()\"'!?]{0,20}){1,2})"
    r"(?:, | ve | और | এবং |, ve )\Z"
)
"""The name before, in a list."""
_SIGNS = " \t#/*;-|>\"'`"
"""What a line may begin with."""
_HAN = re.compile("[\u3400-\u9fff]")

_PHRASES = {
    form
    for row in BEFORE.values()
    for phrase in row.split()
    for form in (phrase.replace("_", " "), phrase.replace("_", " ").capitalize())
}

RULE = Rule(
    "own_credit",
    {
        "own_credit.ascii": rf"\b(?:{as_bytes(sorted(filter(str.isascii, _PHRASES)))})[^\w,.;()]",
        **as_places("own_credit.before", [phrase for phrase in _PHRASES if not phrase.isascii()]),
        **as_places("own_credit.after", {phrase for row in AFTER.values() for phrase in row.split()}),
    },
    find,
    rank=5,
    hits=(
        "Дякую «Оленці Вербицькій» за перевірку, а «Тарасові» за тести",
        "Спасибо «Анне Ветровой» за идею, а также «Тарасу Лисенко» за тесты",
        "# Написал «Иван Петров», 2019\n# Спасибо «Ивану Петрову» за помощь\n-- согласовано с «Анной Смирновой» и «Петром»\n",
        "Készítette «Szabó Zsófia»\n\nRealizat de «Andreea Popescu» și «Ionuț Popescu»\n",
        "Błąd zgłoszony przez «Agnieszkę Wołoszyn», dzięki uprzejmości «Tomasza Kędziora»; nahlášená «Janem Dvořákem» včera\n",
        "opravené podľa «Petra Nováka»; zahvaljujući «Marku Babiću»; уточнить у «Оли», спросите у «Ани»\n",
        "«박서준», «문채린»이 재현함, «김민준»이 제보\n지도 교수 «진태오»\n지도교수 «김민준»과\n",
        "팀장 «김도윤»\n指導教員 «高橋健一»、担任«高橋健一»\n",
        "vytvořeno «Petrem Svobodou», nahlásené «Jánom Kováčom»\n",
        "Napisane przez «Paula Nowaka», «Davida Kowalskiego» i «Annę Nowak».\n",
        "Merci à «Hélène Lefèvre»; Gracias a «José Quintana», Danke an <b>«Jonas Schneider»</b> - Dank an **«Jonas»**\n",
        "γράφτηκε από τον «Νίκο Δημητρίου»\n",
        "# نوشته شده توسط «علی رضایی»\n# با تشکر از «زهرا کاظمی»، x\n# نوشته شده توسط «شهریار کامکار»\n",
        "# נכתב על ידי «יעל ברקוביץ», x\n# תודה ל«אורי שמש» על הבדיקות\n",
        "والشكر ل«مازن الدباغ» على الترجمة\n이전 담당 «이도윤»에게 인계\n工程师«樊志远»到场\n",
        "# תודה ל«גלעד» ול«יובל שרף» על הבדיקות\n# תודה ל«אורי שמש» ו«דנה לוי»\n",
        "# เขียนโดย «ธนกร ศรีสุวรรณ»\n# เขียนโดย นาย«ธนกร ศรีสุวรรณ» 62\n",
        "维护者«乔雨涵»，x；今天组长«贺敏»和实习生«冯楠»一起；持卡人«邹颖»的情况，由柜员«邵文博»补录；指导教师：«闫凯»\n",
        "由«李娜»和«刘洋»编写，感谢«陈佳宁»的帮助；请教«李娜»同学\n",
        "// «김민준» 작성\n// «김민준»이 수정\n// «김민준» 2020.03.01 수정\n// «山田 太郎»が作成\n",
        "«Emre Yıldız» tarafından, x «Emre Yıldız» ve «Eva Novák» tarafından\n# «अनिरुद्ध सक्सेना» द्वारा\n",
    ),
    misses=(
        "Дякую спільноті за допомогу, а читачам за терпіння\nПеревірку зробили, а Тарасові за тести",
        "# Написал новый парсер, xнаписал Иван Петров, Написал: Иван Петров пишет\n# Написала Система\n".replace(
            ": Иван Петров пишет", ""
        ),
        "La belle Hélène, Bel Ami, vraag het\n",
        "Hubungi Kami, gracias a todos, grazie a Roma, Danke an Example GmbH, danke Jonas\n",
        "تواصل مع مسؤول النظام\n# اپرا توسط کاربران\n# נשלח על ידי המנהל הראשי\n# נכתב על ידי המנהל הראשי של האתר הזה כאן\n",
        "والشكر لله، والشكر لكل من ساهم، الشكر لجميع المطورين على الترجمة\n",
        "담당 업무, 담당 부서장에게\n工程师认证, 医生高度近视, 记者会上\n",
        "# תודה לכולם ולצוות הפיתוח\n# תודה לקהילה ולמשתמשים על הסבלנות\n",
        "同事 Line Pay, 由数据库编写，感谢大家\n由于有未保存的修改，由於有新的版本\n",
        "维护者列表如下，作者可以提交，经理说了不行，组长和实习生一起，持卡人的情况，由柜员补录，管理员密码，客户经理名单\n",
        "// 설치 가이드 작성, 데이터 수정, 새김민준 작성, 구성원 작성\n李娜修改\n",
        "zgłoszony przez System Główny, dzięki uprzejmości Zarządu, opravené podľa Návodu, уточнить у Нас, уточнить у Вас\n",
        "김민준 재현, 이미지가 재현함, 지도 교수 추천서, 지도교수 명단, 지도교수 확인서, 담당자 정보\n",
        "팀장 회의록\n学生 管理, 担任 一覧、部長会議\n",
        "x शिक्षक सूची द्वारा, Yapay Zeka tarafından\n",
        "Dank an\nJonas Schneider\n",
    ),
)
