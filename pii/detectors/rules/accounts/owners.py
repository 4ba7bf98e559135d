"""Whose an account is, and what it owns on a host: a person's, or an organisation's, a system's, a project's."""

from collections.abc import Iterator

from pii import expressions as re
from pii.known.organisations import is_organisation_account, is_project
from pii.known.system_accounts import is_system_account

OWNER = r"(?P<owner>[A-Za-z0-9](?:[A-Za-z0-9]|[-_](?=[A-Za-z0-9])){1,38})"
"""An account that stands before the name of its thing."""

_PUBLISHERS = frozenset("terraform-aws-modules library v2 generic bento hashicorp modules src local".split())
_PATH = re.compile(
    r"(?:src|lib|app|apps|path|to|modules|files|docs|test|tests|packages|examples|crates|services|images?|assets|static|public"
    r"|local|var|opt|etc|usr)$"
)


def is_persons_account(name: str, owner: bool = False) -> bool:
    """Whether an account is neither a system's nor an organisation's; the `owner` of a thing is one more often."""
    return not (is_organisation_account(name, owner=owner) or is_system_account(name))


def is_persons_thing(owner: str, thing: str) -> bool:
    """Whether the owner of a thing is a person, and the thing no project that the owner is named for."""
    return is_persons_account(owner, owner=True) and not (thing and is_project(owner, thing))


def belongs_to_person(owner: str, thing: str) -> bool:
    """The same where no host stands before the owner: it may be a folder as well."""
    if owner in _PUBLISHERS or owner.startswith("friends") or _PATH.fullmatch(owner) or owner.isdigit():
        return False
    return is_persons_thing(owner, thing)


_OF_SERVICE = (
    "image|build|container_name|restart|volumes|depends_on|environment|env_file|ports|command|entrypoint|networks|profiles|hostname"
    "|platform|deploy|user|working_dir"
)
"""What Compose says of a service first."""
_SERVED = re.compile(
    r"^[ \t]*(?:- )?(?:USER|FROM|image:|container_name:|ContainerName=|Image=)[ \t]*[\"']?(?P<image>[\w./-]+)"
    rf"|^(?:  |    )(?P<service>[\w-]+):[ \t]*\r?$(?=\n[ \t]+(?:{_OF_SERVICE}):)",
    re.MULTILINE,
)


_SERVING = ("image:", "FROM ", "container_name:", "Image=", "services:")


def services(text: str) -> frozenset[str]:
    """The names of images and services that the text, a Dockerfile or a file of Compose or Kubernetes, runs; lower case.

    Folders below /home that are named like one are its own.
    """
    return frozenset(_served(text)) if any(word in text for word in _SERVING) else frozenset()


def _served(text: str) -> Iterator[str]:
    for match in _SERVED.finditer(text):
        if match["service"]:
            yield match["service"].lower()
        else:
            yield from match["image"].lower().split("/")
