"""Which plugins and filters of detect-secrets run: its default, BigCode's choice, and the formats alone."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from pii.errors import ConfigError, MissingDependencyError
from pii.text.surroundings import text_before

Plugin = Any
"""An instance of a `detect_secrets.plugins` class."""

Filter = Callable[..., bool]
"""A filter of detect-secrets; its parameters are among `secret`, `line`, `plugin`."""


class Preset(StrEnum):
    """A set of plugins and filters."""

    FORMATS = "formats"
    """The plugins for one vendor's key format, with the default filters and `continues_a_word`: few findings, most of them
    right.

    Excluded from the default set: the entropy, keyword, basic-auth, public-IP and private-key plugins, because others do
    that better or because they guess; Artifactory (`APDevelopment` fits its format) and IBM Cloud IAM (any `key = ` before
    44 letters), because their formats match too much.
    """

    DEFAULT = "default"
    """What `detect_secrets.settings.default_settings()` runs: every plugin with its own limits, all heuristic filters.

    Without the allow-list pragma, since a document must not switch detection off, and without any verification. The
    filters by file name (lock files, Swagger, binary extensions, no file at all) do not apply: a text has no name. (The
    plugin for public IP addresses never reports anything here, nor in detect-secrets itself: `is_not_alphanumeric_string`
    drops values without a letter.)
    """

    BIGCODE = "bigcode"
    """The 18 plugins and 4 filters with which BigCode searched The Stack for StarCoder's training set.

    Without the steps that its script took after detect-secrets: the gibberish filter (its model was trained on a word
    list and is not packaged), the rule that drops hashes, and the minimum length of a key, which are up to a decoy or a
    policy.
    """


_BIGCODE = (
    "ArtifactoryDetector",
    "AWSKeyDetector",
    "Base64HighEntropyString",
    "HexHighEntropyString",
    "AzureStorageKeyDetector",
    "CloudantDetector",
    "DiscordBotTokenDetector",
    "GitHubTokenDetector",
    "IbmCloudIamDetector",
    "IbmCosHmacDetector",
    "JwtTokenDetector",
    "MailchimpDetector",
    "NpmDetector",
    "SendGridDetector",
    "SlackDetector",
    "SoftlayerDetector",
    "StripeDetector",
    "TwilioKeyDetector",
)
_NO_FORMAT = (
    "ArtifactoryDetector",
    "Base64HighEntropyString",
    "BasicAuthDetector",
    "HexHighEntropyString",
    "IPPublicDetector",
    "IbmCloudIamDetector",
    "KeywordDetector",
    "PrivateKeyDetector",
)
_BIGCODE_FILTERS = ("is_potential_uuid", "is_likely_id_string", "is_templated_secret", "is_sequential_string")
_DEFAULT_FILTERS = (
    *_BIGCODE_FILTERS,
    "is_prefixed_with_dollar_sign",
    "is_indirect_reference",
    "is_not_alphanumeric_string",
)


def parse_preset(preset: Preset | str) -> Preset:
    """Return the preset of that name.

    Raises:
        ConfigError: there is no such preset.
    """
    try:
        return Preset(preset)
    except ValueError:
        raise ConfigError(f"preset {preset!r}: expected one of {', '.join(Preset)}") from None


def plugins(preset: Preset) -> dict[str, Plugin]:
    """Create the preset's plugins by class name, without reading or changing detect-secrets' global settings.

    Raises:
        MissingDependencyError: detect-secrets is not installed.
    """
    classes = _plugin_classes()
    match preset:
        case Preset.FORMATS:
            names: Iterable[str] = sorted(classes.keys() - set(_NO_FORMAT))
        case Preset.DEFAULT:
            names = sorted(classes)
        case Preset.BIGCODE:
            names = _BIGCODE
    return {name: classes[name]() for name in names}


def filters(preset: Preset) -> tuple[Filter, ...]:
    """The preset's filters, each true for a finding to drop."""
    from detect_secrets.filters import heuristic

    names = _BIGCODE_FILTERS if preset is Preset.BIGCODE else _DEFAULT_FILTERS
    own = (continues_a_word,) if preset is Preset.FORMATS else ()
    return (*(getattr(heuristic, name) for name in names), *own)


def continues_a_word(secret: str, line: str) -> bool:
    """Whether a letter or digit precedes every occurrence of the value: `ACCA` inside a DNA sequence, the last ten digits of
    an account number before a colon. Few of the plugins' patterns check the character before.
    """
    places = [match.start() for match in re.finditer(re.escape(secret), line)]
    return bool(places) and all(text_before(line, start, 1).isalnum() for start in places)


def _plugin_classes() -> dict[str, type[Plugin]]:
    try:
        from detect_secrets import plugins as package
        from detect_secrets.plugins.base import BasePlugin
    except ImportError as error:
        raise MissingDependencyError("the secrets detector needs detect-secrets: pip install detect-secrets") from error
    modules = (importlib.import_module(f"{package.__name__}.{module.name}") for module in _modules(package.__path__))
    return {
        name: found
        for module in modules
        for name, found in inspect.getmembers(module, inspect.isclass)
        # An abstract base declares its type as a property, a plugin as a string.
        if issubclass(found, BasePlugin) and isinstance(found.secret_type, str)
    }


def _modules(path: Iterable[str]) -> list[pkgutil.ModuleInfo]:
    return list(pkgutil.iter_modules(list(path)))
