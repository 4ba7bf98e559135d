"""Thai names behind a title, which nearly all are written with: `นายธนกฤต วงศ์สวัสดิ์`, `นางสาว พิมพ์ชนก แก้วมณี`,
`เสนออาจารย์ ดร. วิภาวี ใจดี`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_TITLES = "นางสาว นาย นาง เด็กชาย เด็กหญิง ด.ช. ด.ญ. น.ส.".split()
_ACADEMIC = "ผศ. รศ. ดร.".split()
"""Assistant professor, associate professor, doctor; professor alone, `ศ.`, is short for Friday, too."""
_LETTERS = "[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e]"
_BEFORE = "เสนอ|โดย|และ|เรียน|อาจารย์|ศ.".split("|")
"""What a title may be written together with: presented to, by, and, dear, teacher, professor."""
_NAME = re.compile(
    rf"(?:(?<!{_LETTERS})|{'|'.join(f'(?<={re.escape(word)})' for word in _BEFORE)})"
    rf"(?:(?:{'|'.join(map(re.escape, _TITLES + _ACADEMIC))})[ \u00a0]?){{1,3}}"
    rf"(?P<name>{_LETTERS}{{2,20}} {_LETTERS}{{2,24}})(?!{_LETTERS})"
)
_OFFICES = re.compile(
    "นาย(?:ก|จ้าง|ทะเบียน|อำเภอ|ทหาร|หน้า|ช่าง|แพทย์|ท่า|ประกัน|ทุน|สถานี|เวร|ตำรวจ)|นาง(?:แบบ|เอก|ฟ้า|พยาบาล|งาม)"
)
"""Words that begin like a title: prime minister, employer, registrar, nurse."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names behind the titles at the hits."""
    for hit in hits:
        match = _NAME.match(text, hit.start, hit.end + 60)
        if match is not None and not _OFFICES.match(text, hit.start):
            yield Span(*match.span("name"), Label.NAME)


RULE = Rule(
    "thai_name",
    {"thai_name.title": as_bytes([re.escape(title) for title in _TITLES + _ACADEMIC])},
    find,
    rank=6,
    hits=(
        "<p>นาย «ธนกฤต วงศ์สวัสดิ์» รหัส 60010432</p>\n<p>นางสาว«พิมพ์ชนก แก้วมณี»</p>, น.ส.«วิภาดา ใจดี»\n",
        "เสนออาจารย์ ดร. «วิภาวี ใจดี»\nผศ. ดร. «สมชาย ใจดี», รศ.«สมหญิง ใจดี» จัดทำโดยนาย«ธนกร ศรีสุข»\n",
    ),
    misses=(
        "นายกรัฐมนตรี กล่าวว่า\nนายทะเบียน บริษัท\nนาย ธนกฤต\nมานาย ธนกฤต วงศ์สวัสดิ์\n",
        "อาจารย์ที่ปรึกษา โครงงาน\nศ. มกราคม ปีหน้า\nดร. วิภาวี\nมาดร. วิภาวี ใจดี\n",
    ),
)
