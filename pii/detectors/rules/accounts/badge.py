"""Owners of repositories in the addresses of badges and of services about them: `img.shields.io/github/stars/jroe/tool`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import OWNER, belongs_to_person
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_THING = r"(?P<thing>[\w.-]+?)(?=\.svg|\.png|[/?#&\")'\]\s>]|$)"
PARTS = (
    r"(?:github|gitlab|bitbucket|docker|travis|com|appveyor|ci|coveralls|codecov|circleci|codacy|lgtm|scrutinizer"
    r"|actions|workflow|status|build|stars|forks|watchers|issues|issues-closed|issues-raw|issues-pr|issues-pr-raw|issues-pr-closed|issues-search"
    r"|issues-closed-raw|license|contributors|contributors-anon|languages|languages-top|top|count|count/rb|code-size|repo-size|size"
    r"|last-commit|last-update|commit-activity|commits-since|commits-difference|created-at|downloads|downloads-pre|release|release-pre"
    r"|release-date|release-date-pre|followers|releases|latest-release|latest-tag|latest-version|latest-commit|tag|tags|tag-date|tag-pre|v|m|w|y|c|d|s|g|commit|total|all"
    r"|checks|checks-status|milestones|directory-file-count|package-json|pipeline|pipelines|pipeline-status|coverage|pulls|image-size|automated|cloud"
    r"|discussions|sponsors|last-commits|open-issues|closed-issues|open-prs|closed-prs|merged-prs|branches|dependents-repo|dependents-pkg"
    r"|grade|alerts|badge|svg|api|r|repos|repo|token/\w+|manual|gh|gl|bb|projects|project|p|app|test"
    r"|report|analyze|manifest|lines|dm|dependency|vulnerabilities|david|dev|peer|optional|requires|snyk|librariesio|depfu|codefactor"
    r"|gitter|room|codeclimate|coverage-letter|maintainability|maintainability-percentage|tech-debt|quality|quality-score|b|bp|edge"
    r"|beerpay|travis-ci|jitpack|version|hits|repository|dependencies|devDependencies|go-mod|lerna-json|manifest-json|pipenv|locked"
    r"|python-version|go-version|dependency-version|deployments|hacktoberfest|labels|check-runs|repositories)"
)
"""Path segments that precede the owner in a badge's address."""
_BADGE = re.compile(rf"\w+\.\w+/(?:{PARTS}/)+(?!{PARTS}/){OWNER}/{_THING}", re.ASCII)
_USER = re.compile(
    r"[\w.-]+/[\w./-]*\?(?:[\w-]+=[^&\s\"')]*&(?:amp;)?)*?(?:user(?:name)?|login)=(?P<owner>[A-Za-z0-9][\w-]{1,38})(?P<thing>)",
    re.ASCII,
)

_ALONE = re.compile(rf"\w+\.\w+/github/(?:followers|sponsors|stars)/{OWNER}(?P<thing>)(?=[?)\"'.\s]|$)", re.ASCII)
"""A badge of an account, not of a repository."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the owners at the hits."""
    for hit in hits:
        match = _FINDERS[hit.pattern].match(text, hit.start, hit.end + REACH) or _ALONE.match(
            text, hit.start, hit.end + REACH
        )
        if match is not None and belongs_to_person(match["owner"], match["thing"]):
            yield Span(*match.span("owner"), Label.USERNAME)


_FINDERS = {
    "badge.image": _BADGE,
    "badge.service": re.compile(rf"[\w.-]+/(?:{PARTS}/)*(?!{PARTS}/){OWNER}/{_THING}", re.ASCII),
    "badge.card": _USER,
}

RULE = Rule(
    "badge",
    {
        "badge.image": r"shields\.io/|badgen\.net/|flat\.badgen|badge\.fury\.io/gh/",
        "badge.service": (
            r"coveralls\.io/r(?:epos)?/|circleci\.com/(?:gh|bb)/|codacy\.com/(?:app|gh|manual)/|appveyor\.com/project/"
            r"|snyk\.io/test/github/|deepsource\.(?:io|com)/gh/|lgtm\.com/projects/g/|david-dm\.org/|isitmaintained\.com/"
            r"|deps\.rs/repo/github/|jitpack\.io/v/|scrutinizer-ci\.com/g/|codebeat\.co/projects/|hits\.dwyl\.com/"
            r"|codeload\.github\.com/|drone\.io/github\.com/|gitlocalize\.com/repo/|xscode\.com/"
            r"|requires\.io/github/|readthedocs\.org/projects/gh/|landscape\.io/github/|hub\.darcs\.net/|gitflic\.ru/project/"
            r"|api\.github\.com/repos/|gitea\.io/repos/|(?:cdn|raw)\.rawgit\.com/"
            r"|\b(?:secure|api|app)\.travis-ci\.(?:org|com)/|badges\.gitter\.im/|gemnasium\.com/|inch-ci\.org/github/"
            r"|houndci\.com/repos/|codefactor\.io/repository/(?:github|bitbucket)/|depfu\.com/(?:github|badges|repos)/"
            r"|bettercodehub\.com/edge/badge/|badges\.greenkeeper\.io/|\bwaffle\.io/|beerpay\.io/|semaphoreci\.com/"
            r"|(?:maven|npm|nuget|rubygems)\.pkg\.github\.com/|statically\.io/gh/|fastly\.jsdelivr\.net/gh/"
        ),
        "badge.card": (
            r"github-readme-st\w{3,14}\.[\w-]{1,30}\.app/|komarev\.com/ghpvc/|github-profile-\w{5,12}\.[\w.-]{1,30}/"
            r"|github-readme-activity-graph\.[\w.-]{1,30}/|readme-stats[\w-]{0,20}\.vercel\.app/|ghchart\.rshah\.org/"
        ),
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "https://img.shields.io/coveralls/«jroe»/units https://img.shields.io/david/dev/«kroe»/units.svg",
        "https://img.shields.io/codeclimate/github/«jroe»/units https://coveralls.io/r/«kroe»/units?branch=main",
        "https://img.shields.io/github/contributors-anon/«jroe»/units https://secure.travis-ci.org/«kroe»/units.png",
        "https://badges.gitter.im/«jroe»/units.svg https://depfu.com/github/«kroe»/units https://badges.greenkeeper.io/«lroe»/units.svg",
        "https://www.codefactor.io/repository/github/«jroe»/units https://img.shields.io/librariesio/github/«kroe»/units",
        "https://img.shields.io/github/stars/«jroe»/units.svg https://img.shields.io/travis/com/«kroe»/units/main",
        "https://img.shields.io/github/actions/workflow/status/«jroe»/units/ci.yml?branch=main",
        "https://coveralls.io/repos/github/«jroe»/units/badge.svg https://app.codacy.com/gh/«kroe»/units",
        "https://ci.appveyor.com/project/«jroe»/units https://codeload.github.com/«kroe»/units/tar.gz/0123",
        "https://api.github.com/repos/«jroe»/units/releases https://cdn.rawgit.com/«kroe»/units/x.svg",
        "https://maven.pkg.github.com/«jroe»/units",
        "https://github-readme-stats.vercel.app/api?theme=dark&username=«jroe» https://img.shields.io/github/followers/«kroe»?x",
    ),
    misses=(
        "https://img.shields.io/david/units.svg https://img.shields.io/coveralls/unitsjs/units https://gemnasium.com/",
        "https://img.shields.io/github/contributors-anon/{owner}/units https://coveralls.io/r https://secure.travis-ci.org/",
        "https://img.shields.io/docker/pulls/library/nginx",
        "https://img.shields.io/badge/license-MIT-blue.svg https://img.shields.io/npm/v/units.svg",
        "https://img.shields.io/github/stars/units/units.svg https://img.shields.io/github/stars/widget-labs/x",
        "https://img.shields.io/github/{kind}/{owner}/{repo}",
        "https://circleci.com/gh/jroe https://api.github.com/repos/{owner}/x",
        "https://ci.appveyor.com/api/projects/status/0123456789abcdef?svg=true",
        "https://maven.pkg.github.com/{owner}/units https://npm.pkg.github.com/@widgets",
        "https://github-readme-stats.vercel.app/api?theme=jroe",
    ),
)
