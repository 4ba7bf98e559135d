"""Owners of container images: `image: jroe/tool:latest`, `FROM jroe/tool`, `docker run -it jroe/tool sh`, `docker://jroe/tool`,
and the listings of `docker images` and `docker ps`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import OWNER, belongs_to_person
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_LONGEST = 200
"""Characters of an image's name."""

_HOSTS = (
    r"(?:docker\.io/|ghcr\.io/|quay\.io/|registry\.gitlab\.com/|hub\.docker\.com/(?:r|repository/docker)/"
    r"|hub\.docker\.com/v2/repositories/|microbadger\.com/images/|dockeri\.co/image/)"
)
_SCHEME = r"(?:docker://|docker-daemon:|containers-storage:)"
_TAG = r"(?P<tag>:[\w.-]+|@sha256:|:\$\{\{[\w.}]*|:\$\{?\w|\{arch\})?"
_IMAGE = rf"(?:{_SCHEME})?(?:{_HOSTS})?{OWNER}/(?P<thing>[\w.-]{{1,100}}(?:/[\w.-]{{1,60}})?){_TAG}"

_ANYWHERE = re.compile(rf"(?:{_SCHEME}(?:{_HOSTS})?|{_HOSTS}){OWNER}/(?P<thing>[\w.-]{{1,100}})(?P<tag>:\w)?")
_BASE = re.compile(rf"FROM (?:--platform=\S{{1,60}} )?{_IMAGE}(?=\s|$|[\"'@:])")
_SETTING = re.compile(rf"(?:ARG |ENV |export )?[\w.-]+[\"']?\s?[:=]\s?[\"']?{_IMAGE}(?=[\s\"',;)}}@:]|$)")
_OPTION = re.compile(rf"--image(?:=| +)[\"']?{_IMAGE}(?=[\s\"'@:]|$)")
_UNTAGGED = re.compile(
    r"image: |(?:ARG |ENV |export )?[A-Z_]*(?:IMAGE|TITLE|REPO)(?:_NAME|_REPO|SITORY)*\s?[:=]|image\.title="
)
"""Where even an image without a tag is one: elsewhere `image` may be a path."""

_COMMAND = re.compile(
    r"(?:docker|podman|nerdctl|buildah|skopeo|kind|crictl|ctr|minikube|k3d|singularity|apptainer|trivy|cosign|crane|dive)"
    r"(?:\.exe)? (?:(?:image|buildx|images|manifest|container|scout|i)s? )?(?P<deed>[a-z-]+)(?= )"
)
_BUILDS = frozenset(("build", "bud"))
_RUNS = frozenset(("run", "create", "from"))
_DEEDS = (
    _BUILDS
    | _RUNS
    | frozenset(
        """
    pull push tag rmi save inspect history load import copy image images verify sign export manifest docker-image scan cves
    """.split()
    )
)
_TOKEN = re.compile(
    r"(?:\\\r?\n)?[ \t]*(?:\\\r?\n[ \t]*)*+"
    r"(?P<token>(?:[^\s|;&`<>\"']|\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|\"(?![^\"\n]{0,200}\")|'(?![^'\n]{0,200}'))++)"
)
_LONGEST_COMMAND = 1_500
_MOST_TOKENS = 80
_WITH_VALUE = frozenset(
    """
    -v --volume -p --publish -e --env --env-file -w --workdir -u --user --name -f --file --network --net -h --hostname --mount
    -l --label -m --memory --entrypoint --restart --cpus --gpus --link --add-host --cap-add --device --ip --build-arg --target
    --platform --cache-from --cache-to --output -o --volumes-from --pull --runtime --shm-size --ulimit --dns --log-driver
    --log-opt --security-opt --pid --ipc --nodes -n --namespace -c --cluster --bind -B --pwd --secret --ssh --tmpfs --expose
    """.split()
)
_IMAGE_TOKEN = re.compile(rf"[\"']?{_IMAGE}(?:[\w:]*)[\"',)}}]*")
_FILE = re.compile(r"\.(?!io|hub|net|js$)[a-z]{1,5}$|^Dockerfile")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the owners at the hits."""
    for hit in hits:
        form = hit.pattern.partition(".")[2]
        several = _SEVERAL.get(form)
        matches = (
            several(text, hit)
            if several is not None
            else _one(_REGEXES[form].match(text, hit.start, hit.end + _LONGEST))
        )
        for match in matches:
            if form == "setting" and match["tag"] is None and not _UNTAGGED.match(text, hit.start):
                continue
            if match["tag"] is None and _FILE.search(match["thing"]):
                continue
            if belongs_to_person(match["owner"], match["thing"]):
                yield Span(*match.span("owner"), Label.USERNAME)


def _one(match: re.Match[str] | None) -> Iterator[re.Match[str]]:
    if match is not None:
        yield match


def _in_command(text: str, hit: Hit) -> Iterator[re.Match[str]]:
    """The images among the words of a command."""
    command = _COMMAND.match(text, hit.start, hit.end + REACH)
    if command is None or command["deed"] not in _DEEDS:
        return
    deed, position, before = command["deed"], command.end(), ""
    end = min(len(text), command.end() + _LONGEST_COMMAND)
    for _ in range(_MOST_TOKENS):
        token = _TOKEN.match(text, position, end)
        if token is None:
            return
        word, position = token["token"], token.end()
        if not word.startswith("-") and before not in _WITH_VALUE:
            tagged = deed not in _BUILDS or before in ("-t", "--tag")
            image = _IMAGE_TOKEN.fullmatch(text, *token.span("token")) if tagged else None
            if image is not None:
                yield image
            if deed in _RUNS and (image is not None or not before.startswith("-")):
                return  # the rest is what the container runs
        before = word


def _in_block(text: str, hit: Hit) -> Iterator[re.Match[str]]:
    """The images of a block of YAML, one a line."""
    position = text.index("\n", hit.start, hit.end) + 1
    for _ in range(_MOST_TOKENS):
        image = _LINE.match(text, position, position + _LONGEST)
        if image is None:
            return
        position = image.end()
        yield image


def _in_listing(text: str, hit: Hit) -> Iterator[re.Match[str]]:
    """The image of a line of a listing, whose age is at the hit."""
    yield from _one(_LISTED.match(text, line_before(text, hit.start, _LONGEST), hit.end))


_LISTED = re.compile(
    rf"[ \t]*(?:[0-9a-f]{{12}}[ \t]+)?{_IMAGE}[ \t]+(?:\"[^\"\n]*\"|\S+[ \t]+(?:sha256:)?[0-9a-f]{{12}})[ \t]+(?:\d|About |Less )"
)
_LINE = re.compile(rf"[ \t]+(?:- )?(?:name=)?{_IMAGE}[^\n]*(?:\n|$)")
_QUOTED = re.compile(rf"[`\"'\s]{_IMAGE}")
_REGEXES = {
    "quoted": _QUOTED,
    "latest": _QUOTED,
    "host": _ANYWHERE,
    "base": _BASE,
    "setting": _SETTING,
    "option": _OPTION,
}

_SEVERAL = {"command": _in_command, "block": _in_block, "listed": _in_listing}

RULE = Rule(
    "image_name",
    {
        "image_name.host": rf"\b(?:{_SCHEME}|{_HOSTS})\w",
        "image_name.base": r"\bFROM (?:--platform=[\w/$-]{1,30} )?[A-Za-z0-9][\w.-]{1,60}/",
        "image_name.setting": (
            r"(?i)(?:image(?:[_-]?(?:name|repository|uri|ref))?|\bcontainer|image\.title)[\"']?\s?[:=]\s?[\"']?[a-z0-9][\w.-]{1,38}/"
            r"|\b(?:ARG|ENV) \w{1,30}=[\"']?[a-z0-9]"
        ),
        "image_name.option": r"--image[= ]",
        "image_name.quoted": r"`[a-z0-9][a-z0-9-]{1,38}/[\w.-]{1,60}:(?:latest|stable|edge|v?\d)[\w.-]{0,30}`",
        "image_name.latest": r"[\"'\s][a-z0-9][a-z0-9-]{1,38}/[\w.-]{1,60}:latest\b",
        "image_name.block": r"\bimages: ?[|>]-?\r?\n[ \t]{1,24}[a-z0-9-]",
        "image_name.listed": (
            r"(?:second|minute|hour|day|week|month|year)s? ago {1,12}(?:[\d.]{1,6} ?[kMG]?B|Up |Exited |Created)"
        ),
        "image_name.command": (
            r"\b(?:docker|podman|nerdctl|buildah|skopeo|kind|crictl|ctr|minikube|k3d|singularity|apptainer|trivy|cosign"
            r"|crane|dive) [a-z-]"
        ),
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "run: docker buildx build --push --tag «jroe»/x:${{ github.sha }} . && docker push «kroe»/x:${TAG}",
        '- "«jroe»/widget:latest"\n- name: «kroe»/widget:latest',
        "with:\n  images: |\n    «jroe»/widget\n    name=ghcr.io/«kroe»/widget,enable=true\n  tags: moss/lark\n",
        "    image: «jroe99»/widget-share:latest",
        "FROM «jroe99»/widget:3 AS build\n",
        "FROM --platform=linux/amd64 «jroe»/widget\n",
        '"image": "«jroe99»/widget-client-{arch}"',
        '"Image": "«jroe»/widget-alert:v0.14.0@sha256:7069b656bd5df060",',
        'image = "«jroe»/widget:1"',
        "uses the `«jroe»/widget:latest` image, before `«kroe»/widget:1.2`",
        "kubectl run x --image=«jroe»/widget -- sh",
        "WIDGET_IMAGE=«jroe»/widget",
        "ARG ARG_TITLE=«jroe»/widget-mail",
        "docker pull «jroe»/widget",
        "docker run --rm -v ./target/web/:/etc/web «jroe»/widget-web:latest web fmt conf/file",
        "docker run -d --name x -p 80:80 \\\n  -v /a/b:/c \\\n  «jroe»/widget\n",
        "docker run -d --name x \\\n  -e PASSPHRASE='lark mist' \\\n  -v \"$PWD/a b\":/c \\\n  «jroe»/widget widget.sh -p emby\n",
        "REPOSITORY TAG IMAGE ID CREATED SIZE\n«jroe»/widget      latest   0a1b2c3d4e5f   8 months ago   40MB\n"
        "docker.io/«kroe»/widget  1.2  0a1b2c3d4e5f  About an hour ago  1.2 GB\n",
        '0a1b2c3d4e5f   «jroe»/widget   "/entry.sh -x"   3 weeks ago   Up 2 days   0.0.0.0:80->80/tcp   x\n',
        "docker build -f docker/Dockerfile -t «jroe»/widget:$TAG .",
        "docker tag x «jroe»/widget && docker push «jroe»/widget",
        "kind load docker-image «jroe»/widget-mail:latest",
        "skopeo copy docker://«jroe»/widget:1 dir:/x",
        "singularity pull docker://«jroe»/widget",
        "docker buildx build -t ghcr.io/«jroe»/widget:latest --push .",
        "uses: docker://«jroe»/widget:1",
        "https://hub.docker.com/r/«jroe»/widget and quay.io/«kroe»/widget",
        "docker run -it «jroe»/tool:1 kroe/x:2\n",
        "image: jroe/tool.txt\nimage: «jroe»/tool:1\n",
    ),
    misses=(
        "run: docker buildx build --push --label jroe/x:${{ github.sha }} . && docker x jroe/x:${TAG}",
        '- "moss/lark:1.2"\n- moss/lark:latestone\nimages: [moss/lark]\nimages: |\nmoss/lark\n',
        "https://ghcr.io/v2/widget/core",
        "image: nginx:latest, image: library/nginx, image: widget/widget:1",
        "FROM ubuntu:22.04\nFROM golang:1 AS build\n",
        '"image": "covers/first-{size}"',
        '"image": "covers/first", image: photos/cover.jpg',
        "docker build -f docker/Dockerfile context/dir",
        "docker run alpine jroe/tool",
        "docker exec -it x scripts/seed",
        "docker compose exec api python scripts/seed.py",
        "this kind of static/other content",
        "docker run -v conf/file:/x alpine",
        "docker images list/x.txt",
        "image: widgetlabs/tool:1 image: widget-labs/tool:1",
        "ARG PREFIX=usr/local",
        "docker run jroe/tool.tar\n",
        "bitnami/redis   latest   0a1b2c3d4e5f   8 months ago   40MB\njroe/widget   latest   8 months ago   40MB\n",
        '0a1b2c3d4e5f   nginx:1   "/entry.sh"   3 weeks ago   Up 2 days   80/tcp   jroe/x\n',
    ),
)
