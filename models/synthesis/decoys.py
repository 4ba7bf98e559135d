"""Values that look like spans but are not: digests, identifiers, organisations, eponyms, headings, certificates, images."""

import base64
import datetime
import string

from models.synthesis.draw import BASE64, BASE64_URL, HEX, Draw
from models.synthesis.words import english

_PRODUCTS = (
    "Visual Studio", "Visual Studio Code", "Google Chrome", "Mac OS", "Windows Server", "Internet Explorer",
    "Apache Tomcat", "Apache Kafka", "Ruby on Rails", "Amazon Web Services",
    "Google Cloud", "Microsoft Azure", "Red Hat", "Ubuntu Server", "Spring Boot", "React Native",
    "Angular Material", "Node Package Manager", "Jenkins Pipeline", "Travis CI", "Circle CI",
    "Open Source", "Hello World", "Lorem Ipsum", "Unix Time", "Active Directory", "Power Shell",
    "Android Studio", "Docker Compose", "Elastic Search", "Sublime Text", "Adobe Photoshop", "Common Lisp",
    "Standard Library", "Jupyter Notebook", "Stack Overflow", "Creative Commons", "Free Software Foundation",
    "Python Software Foundation", "Linux Kernel", "Mozilla Firefox", "Debian Stretch", "Ruby Gems",
    "Objective C", "Berkeley DB", "Postgre SQL", "Cloud Foundry", "Apple Safari", "Mountain View", "New York",
    "San Francisco", "Los Angeles", "Hong Kong", "Daylight Saving", "Game Boy", "Raspberry Pi",
)  # fmt: skip
_EPONYMS = (
    "Dijkstra's algorithm", "Gaussian blur", "the Levenshtein distance", "Bayesian inference",
    "Fourier transform", "Bernoulli", "Fibonacci numbers", "Huffman coding", "Boolean", "Euler's method",
    "Newton-Raphson",
    "Hamming distance", "Turing machine", "Von Neumann architecture", "Poisson", "Cartesian product",
    "Diffie-Hellman", "Bloom filter", "Unicode Hebrew", "Julian day", "Knuth-Morris-Pratt", "Merkle tree",
    "Markov chain",
    "Kalman filter", "Laplace", "Shannon entropy", "Cauchy", "Bresenham's line", "Mersenne Twister", "Damerau",
    "Jaccard index", "Cholesky decomposition", "Student's t", "Hilbert curve", "Perlin noise", "Moore's law",
    "Bezier curve", "Hermitian matrix", "Jacobian", "Kerberos", "Adam optimizer", "Xavier initialization",
    "Rabin-Karp", "Floyd-Warshall", "Lamport clock", "Hungarian notation", "Ada", "Pascal", "Haskell", "Erlang",
)  # fmt: skip
_ORGANISATION_TAILS = ("Inc.", "Inc", "LLC", "Ltd.", "Ltd", "GmbH", "Corporation", "Corp.", "Foundation",
    "Software Foundation", "Technologies", "Software", "Labs", "Project", "Contributors", "contributors",
                       "Authors", "Systems", "Team", "AG", "B.V.", "S.A.", "University", "Institute", "Group",
                       "Solutions", "Networks", "Developers", "Committee", "and/or its affiliates",
                       "Project Authors")  # fmt: skip
_ORGANISATIONS = (
    "Google LLC", "Google Inc.", "Microsoft Corporation", "Facebook, Inc. and its affiliates", "Apple Inc.",
    "Oracle and/or its affiliates", "Red Hat, Inc.", "IBM Corp.", "Intel Corporation", "Amazon.com, Inc.",
    "The Apache Software Foundation",
    "Free Software Foundation, Inc.", "The Go Authors", "The Chromium Authors", "Mozilla Foundation",
    "Cisco Systems", "VMware, Inc.", "Sun Microsystems", "The Linux Foundation", "OpenJS Foundation",
    "Regents of the University of California",
    "Massachusetts Institute of Technology", "Hewlett-Packard Development Company",
    "The Rust Project Developers", "Massachusetts General Hospital", "Adobe Systems Incorporated",
    "Canonical Ltd", "Nokia Corporation", "The HDF Group", "SUSE LLC",
)  # fmt: skip
_PLACES = (
    "Berlin;San Francisco, CA;London;Paris, France;Tokyo;Beijing;Bangalore, India;New York;Toronto;Amsterdam;"
    "Zürich;Sydney;São Paulo;Moscow;Austin, Texas;Portland, OR;Washington;Cambridge, MA;Victoria;Georgia;Jordan;"
    "Charlotte"
).split(";")
_TITLE_WORDS = (
    "Getting Started Quick Start Guide Release Notes Known Issues Breaking Changes Bug Fixes New "
    "Features Table Of Contents Basic Usage Advanced Topics Installation Instructions Frequently Asked "
    "Questions Command Line Options "
    "Default Value Error Handling User Interface Data Types Unit Tests Public Methods Static Members "
    "Return Value Access Control Input Validation Memory Management File System Network Layer Thread "
    "Safety Remote Procedure Call Access Token "
    "Private Key Master Password Api Reference Code Style Pull Requests Contributing Support Policy "
    "Legal Notice Open Questions Event Loop Content Type Character Set Session State Time Zone Search "
    "Path Virtual Machine Object Model Main Menu"
).split()
_VERBS = """
    fix add remove update handle avoid support improve rename document use drop move allow prevent check
    refactor make restore ignore simplify
""".split()
_NOUNS = (
    "the parser;a race condition;memory leaks;error handling;unit tests;the cache;timeouts;unicode input;"
    "empty files;the build on Windows;the connection pool;default values;a crash;the new API;"
    "deprecated options;the login page;the password prompt;token refresh;IPv6 addresses;large uploads;"
    "HTTP redirects;the session store;null pointers;long lines;the user name;signal handling;the changelog;"
    "the private key loader;symlinks;the test suite"
).split(";")  # fmt: skip
_TAILS = (
    "|| when the file is missing| on 32-bit systems| if no argument is given| for real this time|"
    " before shutdown| in the tests| again| instead of crashing| as suggested upstream| by default|"
    " without a network| after login"
).split("|")
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


def digest(draw: Draw) -> str:
    """A hexadecimal or base64 digest of a usual length."""
    roll = draw.random.random()
    if roll < 0.8:
        text = draw.string(HEX, draw.one([8, 32, 32, 40, 40, 40, 56, 64, 64, 64, 96, 128]))
        return text.upper() if draw.chance(0.12) else text
    if roll < 0.9:
        return base64.b64encode(draw.random.randbytes(draw.one([16, 20, 32, 64]))).decode()
    return f"{draw.one(['sha256', 'sha1', 'md5', 'sha512'])}{draw.one([':', '-', '='])}{draw.string(HEX, draw.one([32, 40, 64]))}"


def commit(draw: Draw) -> str:
    """A commit id."""
    return draw.string(HEX, 40)


def integrity(draw: Draw) -> str:
    """A subresource integrity value."""
    name, size = draw.one([("sha512", 64), ("sha512", 64), ("sha384", 48), ("sha256", 32), ("sha1", 20)])
    return f"{name}-{base64.b64encode(draw.random.randbytes(size)).decode()}"


def named_identifier(draw: Draw) -> str:
    """The name of a key or of a secret, as configuration refers to it."""
    name = "-".join(draw.one(english()) for _ in range(draw.number(2, 3)))
    return draw.one([name, name.replace("-", "_").upper(), name.replace("-", "."), f"/{name.replace('-', '/')}"])


def fingerprint(draw: Draw) -> str:
    """A key's fingerprint in base64."""
    return draw.string(BASE64, 43)


def public_key(draw: Draw) -> str:
    """The base64 of an RSA public key as OpenSSH writes it."""
    return "AAAAB3NzaC1yc2EAAAADAQABAAABAQ" + draw.string(BASE64, draw.one([180, 342]))


def certificate(draw: Draw) -> str:
    """A PEM block that is public."""
    kind = draw.one(
        [
            "CERTIFICATE",
            "CERTIFICATE",
            "PUBLIC KEY",
            "RSA PUBLIC KEY",
            "CERTIFICATE REQUEST",
            "PGP SIGNATURE",
            "X509 CRL",
            "DH PARAMETERS",
        ]
    )
    body = "MII" + draw.string(BASE64, draw.number(200, 1200))
    lines = [body[index : index + 64] for index in range(0, len(body), 64)]
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----"])


def base64_image(draw: Draw) -> str:
    """The start of a PNG in base64."""
    return (
        "iVBORw0KGgoAAAANSUhEUgAA"
        + draw.string(draw.one([BASE64, BASE64_URL]), draw.number(60, 400))
        + draw.one(["", "=", "=="])
    )


def organisation(draw: Draw) -> str:
    """A company, a foundation, a group of authors."""
    if draw.chance(0.35):
        return draw.one(_ORGANISATIONS)
    name = " ".join(draw.one(english()).capitalize() for _ in range(draw.number(1, 2)))
    return f"{draw.one(['', '', 'The '])}{name} {draw.one(_ORGANISATION_TAILS)}"


def product(draw: Draw) -> str:
    """A product, or a pair of capitalised words that is not a person."""
    return draw.one(_PRODUCTS)


def eponym(draw: Draw) -> str:
    """A thing named after a person."""
    return draw.one(_EPONYMS)


def place(draw: Draw) -> str:
    """A town or a country."""
    return draw.one(_PLACES)


def title(draw: Draw) -> str:
    """A heading in title case."""
    return " ".join(draw.one(_TITLE_WORDS) for _ in range(draw.number(2, 4)))


def sentence(draw: Draw) -> str:
    """A remark as in commit messages."""
    text = f"{draw.one(_VERBS)} {draw.one(_NOUNS)}{draw.one(_TAILS)}"
    return text.capitalize() if draw.chance(0.4) else text


def _date(draw: Draw) -> datetime.date:
    return datetime.date(1990, 1, 1) + datetime.timedelta(days=draw.number(0, 13300))


def iso_date(draw: Draw) -> str:
    """A date in digits."""
    return _date(draw).isoformat()


def rfc_date(draw: Draw) -> str:
    """A date as mail headers write it."""
    day, hour, minute, second = draw.number(1, 28), draw.number(0, 23), draw.number(0, 59), draw.number(0, 59)
    month_name, year = draw.one(_MONTHS)[:3], draw.number(1995, 2026)
    zone = draw.one(["+0000", "-0700", "+0200", "+0530"])
    return f"{draw.one(_DAYS)}, {day:02} {month_name} {year} {hour:02}:{minute:02}:{second:02} {zone}"


def month(draw: Draw) -> str:
    """A month's name."""
    return draw.one(_MONTHS)


def years(draw: Draw) -> str:
    """A year, or a range of years as copyright lines have it."""
    first = draw.number(1985, 2024)
    return draw.one(
        [str(first), str(first), f"{first}-{draw.number(first + 1, 2026)}", f"{first}, {first + 1}, {first + 3}"]
    )


def hexadecimal_table(draw: Draw) -> str:
    """A test vector or a table of constants."""
    if draw.chance(0.5):
        return ", ".join(f"0x{draw.string(HEX, draw.one([2, 2, 8]))}" for _ in range(draw.number(6, 12)))
    return draw.string(string.hexdigits[:16], draw.number(32, 128))
