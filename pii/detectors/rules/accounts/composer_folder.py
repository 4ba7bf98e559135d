"""Owners of packages in the folders that PHP's Composer installs: `$PROJECT_DIR$/vendor/jroe/php-parser`.

Below `vendor/` follow the owner on Packagist and the package (getcomposer.org/doc/01-basic-usage.md). Other tools have folders of
that name too: Go's hold hosts, those of Rails and of sites hold kinds of files and libraries for browsers."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import belongs_to_person
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_FOLDER = re.compile(
    r"(?<![\w.-])vendor(?P<sign>/|\\{1,2})(?P<owner>[a-z0-9](?:[_.-]?[a-z0-9]){1,38})(?P=sign)"
    r"(?P<package>[a-z0-9](?:(?:[_.]|-{1,2})?[a-z0-9]){1,60})(?P<rest>(?P=sign)|(?![\w.(@-]))",
)
"""Names as Composer allows them."""
_FILE = re.compile(r"\.(?:\w{1,4}|phar|html)$")
_NO_OWNERS = frozenset(
    """
    assets bin cache composer autoload bundle bundles gems ruby plugins plugin modules javascripts stylesheets images fonts css js
    scss sass less lib libs src dist php node bower jquery bootstrap datatables fontawesome font-awesome fontawesome-free
    jquery-easing chart.js popper popperjs swiper aos glightbox
    """.split()
)
"""Other folders below one called `vendor`; the libraries that themes of Bootstrap keep there."""
_NO_PACKAGES = frozenset(
    """
    css js scss sass less src lib libs dist build fonts img images assets locale locales plugins themes min bin test tests
    """.split()
)

_SIGHT = 600
"""Characters around in which something is PHP's."""
_PHP = re.compile(r"php|composer|packagist|psalm|symfony|laravel", re.IGNORECASE)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the owners at the hits."""
    for hit in hits:
        match = _FOLDER.match(text, hit.start, hit.end + REACH)
        if match is None or match["owner"] in _NO_OWNERS or match["package"] in _NO_PACKAGES:
            continue
        if not match["rest"] and _FILE.search(match["package"]):
            continue
        if _PHP.search(text, max(0, match.start() - _SIGHT), match.end() + _SIGHT) is None:
            continue  # Android's tree has a folder per maker
        if "." not in match["owner"] and belongs_to_person(match["owner"], match["package"]):
            yield Span(*match.span("owner"), Label.USERNAME)


RULE = Rule(
    "composer_folder",
    {"composer_folder.vendor": r"\bvendor[/\\]{1,2}[a-z0-9][\w-]{1,38}[/\\]{1,2}[a-z0-9]"},
    find,
    rank=4,
    proves=False,
    hits=(
        '<path value="$PROJECT_DIR$/vendor/«jroe»/php-parser" />',
        "  vendor/«jroe»/tokenizer\n  #1 /srv/app/vendor/«kroe»/units/src/Units.php(12)\n",
        "require __DIR__ . '/../vendor/«jroe»/units/autoload.php'; C:\\\\app\\\\vendor\\\\«kroe»\\\\units",
        "paths:\n  - %currentWorkingDirectory%/vendor/«j-roe»/phpstan-units/extension.neon\n",
    ),
    misses=(
        "mmm vendor/jroe/units; ./vendor/jroe/get-units",
        "vendor/github.com/jroe/units vendor/golang.org/x/units vendor/gopkg.in/units.v2/x",
        "vendor/assets/javascripts/units vendor/bundle/ruby/x vendor/plugins/jroe vendor/bin/phpunit vendor/autoload.php",
        "vendor/composer/installed.json vendor/composer/units <script src='vendor/jquery/units.min.js'>",
        "vendor/jroe/units.js vendor/jroe.php vendor/jroe vendor/jroe/ my-vendor/jroe/units vendor/jroe/css/units",
        "vendor/phpunit/phpunit vendor/symfony/console vendor/units/units vendor/$jroe/units vendor/{owner}/units",
    ),
)
