"""Every error that the package raises on purpose.

PiiError
├── ConfigError             an option, policy file or recipe that cannot be used as given (also a ValueError)
├── MissingDependencyError  an optional library is not installed; names the extra that brings it (also an ImportError)
├── ModelError              a model bundle that is missing or damaged
├── DeviceError             the requested device is not available
├── DetectorError           a detector fails whatever it is given, as after an error of its device: no document is to blame
├── InputError              an input that cannot be read: missing column, wrong type, truncated file
└── OutputError             an output that cannot be written: already exists, lies inside the input, disk full

Messages say what was given, what was expected and what to do next; they never contain the value of a detected span.
"""


class PiiError(Exception):
    """Base of all errors of this package."""


class ConfigError(PiiError, ValueError):
    """An option, a policy file or a recipe cannot be used as given."""


class MissingDependencyError(PiiError, ImportError):
    """An optional library is not installed."""


class ModelError(PiiError):
    """A model bundle is missing or damaged."""


class DeviceError(PiiError):
    """The requested device is not available."""


class DetectorError(PiiError):
    """A detector fails whatever it is given: no document is to blame."""


class InputError(PiiError):
    """An input cannot be read."""


class OutputError(PiiError):
    """An output cannot be written."""
