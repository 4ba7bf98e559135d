"""Vietnamese names wherever they stand, with their signs or without: `Nguyễn Thị Hoa`, `NGUYỄN THỊ HOA`, `Nguyen Thi Hoa`.

A few dozen family names are those of most Vietnamese; one in front of two capitalised syllables or more is a person, unless it
is a street, a school or a town that is called so. Without their signs the names look like other words, so that the rarer and
shorter ones are left alone, and what follows must be a usual middle name.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_FAMILIES = "Nguyễn Trần Phạm Huỳnh Đặng Bùi Trịnh Trương Lê Phùng Quách".split()
_WORDS = (
    "Hoàng Phan Vũ Võ Đỗ Hồ Ngô Dương Lý Đinh Đoàn Lương Đào Lưu Tạ Tăng Triệu Châu Lâm Vương Thái Tô Mai Cao Hà Đậu Mạc Kiều"
    " Nghiêm"
).split()
"""Family names that are ordinary words, too: `Lưu Thay Đổi` saves changes, `Hồ Hoàn Kiếm` is a lake."""
_PLAIN = "Nguyen Tran Pham Huynh Hoang Bui Dang Trinh Truong Duong Dinh Doan Phan Phung".split()
_MIDDLE = (
    "Văn Thị Đức Minh Quang Xuân Ngọc Thanh Thành Hoàng Hữu Công Đình Anh Quốc Tuấn Hồng Kim Thùy Thuỳ Phương Bảo Gia Trung Việt"
    " Mạnh Hải Duy Hoài Nhật Tiến Bá Đăng Khắc Mỹ Bích Thu Thảo Khánh Như Huy Thiện Trọng Phước Tấn Thế Viết Diệu Cẩm Yến Quỳnh"
    " Trần Nguyễn Lê Phạm"
).split()
_PLAIN_MIDDLE = (
    "Van Thi Duc Minh Quang Xuan Ngoc Thanh Hoang Huu Cong Dinh Anh Quoc Tuan Hong Kim Thuy Phuong Bao Gia Trung Viet Manh Hai"
    " Duy Hoai Nhat Tien Ba Dang Khac My Bich Thu Thao Khanh Nhu Huy Thien Trong Phuoc Tan"
).split()
_SIGNS = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_CAPITALS = _SIGNS.upper()
_SYLLABLE = rf"(?!Quận|Phường|Huyện|Tỉnh|Đường)[A-Z{_CAPITALS}][a-z{_SIGNS}]{{0,6}}"
_UPPER = rf"[A-Z{_CAPITALS}]{{1,7}}"
_PLAIN_SYLLABLE = r"(?:Ngh?|Nh|Ch|Gh|Gi|Kh|Ph|Qu|Th|Tr|[BCDGHKLMNRSTVX])?(?i:[aeiouy]){1,3}(?:ch|ng|nh|[cmnpt])?"


def _any(words: Sequence[str]) -> str:
    return "|".join(words)


def _upper(words: Sequence[str]) -> list[str]:
    return [word.upper() for word in words]


def _names(families: Sequence[str], words: Sequence[str], middle: Sequence[str], syllable: str) -> str:
    return rf"(?:(?:{_any(families)})(?: {syllable}){{2,4}}|(?:{_any(words)}) (?:{_any(middle)})(?: {syllable}){{1,3}})"


_NAME = re.compile(
    rf"(?:{_names(_FAMILIES, _WORDS, _MIDDLE, _SYLLABLE)}"
    rf"|{_names(_upper(_FAMILIES), _upper(_WORDS), _upper(_MIDDLE), _UPPER)}"
    rf"|(?P<plain>{_any(_PLAIN)}) (?:{_any(_PLAIN_MIDDLE)})(?: {_PLAIN_SYLLABLE}(?![\w'-])){{1,2}})"
    r"(?![\w@-]| [A-ZĐ][\w]|\.[a-z])"
)
_CALLED_SO = re.compile(
    r"(?:\b(?i:đường|phố|quận|phường|xã|huyện|tỉnh|trường|thpt|thcs|tiểu học|đại học|học viện|bệnh viện|chợ|cầu|công viên|ga"
    r"|sân bay|tp\.?|ngõ|hẻm|duong|pho|quan|phuong|truong|dai hoc|street|st\.|road)|\d[a-z]?(?:/\d+)*) +$|[\w@/\\$#&=.-]$"
)
_STREET = re.compile(r",? ?(?:Quận|Phường|Q\.|P\.|TP|Tp|District|Dist|Street|St\.|Ward|Quan \d|University)")
_TOWNS = frozenset(("hồ chí minh", "lâm đồng", "hà nội"))
_SIGHT = 24
"""Characters before a name that tell what is called so."""
_LONGEST = 48


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        if hit.pattern == "vietnamese_name.kin":
            yield from _behind_kin(text, hit.start)
            continue
        name = _NAME.match(text, hit.start, hit.start + _LONGEST)
        if (
            name is None
            or name.group().isascii()
            and not name["plain"]
            or name.group().lower() in _TOWNS
            or _STREET.match(text, name.end())
        ):
            continue
        if _CALLED_SO.search(text, max(0, hit.start - _SIGHT), hit.start):
            continue
        done = name.end()
        yield Span(*name.span(), Label.NAME)


_CALLED = (
    "An Anh Bình Châu Cường Dũng Duy Dương Đạt Đức Giang Hà Hải Hằng Hạnh Hiếu Hiền Hoa Hòa Hoàng Hồng Huệ Hùng "
    "Huy Hương Khánh Khoa Kiên Lan Linh Loan Lộc Long Ly Mai Minh Mỹ Nam Nga Ngân Ngọc Nhi Nhung Như Oanh Phong "
    "Phúc Phương Quân Quang Quỳnh Sơn Tâm Tân Thảo Thắng Thanh Thành Thịnh Thu Thủy Thúy Thư Tiến Toàn Trang Trâm "
    "Trí Trinh Trung Tú Tuấn Tùng Tuyết Uyên Vân Việt Vinh Vy Vũ Xuân Yến"
).split()
"""Given names, behind a word for whom one speaks to or of."""
_KIN = re.compile(
    rf"(?:anh|chị|bạn|thầy|cô|em|ông|bà|chú|bác) (?P<name>{_any(sorted(_CALLED, key=len, reverse=True))})(?![\w'-]| [A-ZĐ])"
)


def _behind_kin(text: str, start: int) -> Iterator[Span]:
    """`hỏi anh Tuấn`."""
    match = _KIN.match(text, start)
    if match is not None and not text[start - 1 : start].isalpha():
        yield Span(*match.span("name"), Label.NAME)


RULE = Rule(
    "vietnamese_name",
    {
        "vietnamese_name.signs": rf"(?:{as_bytes([*_FAMILIES, *_WORDS, *_upper(_FAMILIES + _WORDS)])}) [A-Z\xc3-\xe1]",
        "vietnamese_name.kin": rf"(?:{as_bytes('anh chị bạn thầy cô em ông bà chú bác'.split())}) (?:{as_bytes(_CALLED)})",
        "vietnamese_name.plain": rf"\b(?:{_any(_PLAIN)}) (?:{_any(_PLAIN_MIDDLE)}) [A-Z]",
    },
    find,
    rank=6,
    hits=(
        "1. «Đặng Thị Mỹ Uyên» - B1809217\n| 2 | «Phạm Minh Tuấn» | nhóm: «Võ Thanh Tùng», «Nguyễn Văn A», «Lý Thị Hoa»",
        "«TRẦN THỊ HOA» (trưởng nhóm), 'name': '«Lê Hoàng Nam»'",
        "hỏi anh «Tuấn» nếu lỗi, chị «Nhung», thầy «Hoàng»\n",
        "by «Nguyen Van Binh» and «Tran Thi Hoa»\n",
    ),
    misses=(
        "12 Nguyễn Văn Linh, đường Trần Duy Hưng Yên, Trường THPT Nguyễn Thị Minh Khai, Lê Văn Sỹ Quận 3",
        "Hồ Chí Minh, Hồ Hoàn Kiếm, Lưu Thay Đổi, Tăng Kích Thước, LƯƠNG CƠ BẢN, Hà Nội, @Nguyễn Văn A",
        "anh Tuấn Kiệt, nhanh Nam, bạn Hãy, anh Hoàngx\n",
        "Tran Quick Brown, Dang Good Code, Nguyen Van, Phan Thi Exit",
    ),
)
