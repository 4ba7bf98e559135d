"""Passwords that code hashes or encodes: `bcrypt.hash(V)`, `Hash::make(V)`, `passwordEncoder.encode(V)`, `btoa("jroe:V")`."""

import re

from pii.detectors.rules.base import Rule
from pii.detectors.rules.forms import Finder, Forms, places

_VALUE = r"(?P<quote>[\"'])(?P<password>[^\"'\n]{1,80})(?P=quote)"

_FORMS: Forms = {
    "encoder": (
        r"(?i)(?:passw(?:or)?d_?(?:encoder|hasher|crypt\w{0,6})|\bHash)(?:\(\))?(?:::|\.)\w{3,8}\([\"']",
        re.compile(
            rf"\w+(?:\(\))?(?:::|\.)(?:encode|hash|make|check|create|encrypt|matches|verify)\({_VALUE}\s*[,)]",
            re.IGNORECASE,
        ),
    ),
    "noop": (r"\{noop\}", re.compile(r"\{noop\}(?P<password>[^\s\"'|<>]{2,60})")),
    "encoded": (
        r"(?:\bbtoa|\bb64encode|base64_encode|[bB]ase64(?:\.\w{1,14})?\.\w{0,10}[eE]ncode\w{0,12}|Buffer\.from)\(b?[\"'][\w.@-]{1,40}:",
        re.compile(
            r"(?:Buffer\.from\((?=[^()\n]{3,120}\)\.toString\([\"']base64)|(?!Buffer)[\w.]+\()"
            r"b?(?P<quote>[\"'])[\w.@-]+:(?P<password>[^\s\"':/]{2,60})(?P=quote)"
        ),
    ),
    "hash": (
        r"(?i)(?:bcrypt|argon2|scrypt|password_(?:hash|verify)|hashpw|_password_hash)[\w:.]*\([\w \"'$]",
        re.compile(
            r"(?:bcrypt|argon2|(?<![A-Za-z])scrypt|password_(?:hash|verify)|hashpw|_password_hash)\w{0,8}"
            r"(?:(?:\.|::)(?:Password\.)?(?:hash\w*|compare\w*|verify|create|checkpw|using))?"
            rf"\(\s*(?![\"'](?:sha\d|md5|bcrypt|blowfish))(?:\$?\w+\s*,\s*)?b?{_VALUE}\s*[,)]",
            re.IGNORECASE,
        ),
    ),
    "valid": (
        r"(?i)PasswordValid\(",
        re.compile(
            rf"PasswordValid\(\s*(?:\$?\w+\s*,\s*|[\"'][^\"'\n]{{0,200}}[\"']\s*,\s*)?{_VALUE}\s*[,)]", re.IGNORECASE
        ),
    ),
}

RULE = Rule(
    "hashed_password",
    places("hashed_password", _FORMS),
    Finder("hashed_password", _FORMS),
    rank=4,
    hits=(
        "$encoder->isPasswordValid($hash, '«hunter2»', null)",
        "'password' => Hash::make('«password»'), x.setPassword(passwordEncoder.encode(\"«larkmist»\"));",
        'withUser("jroe").password("{noop}«larkmist»")',
        "btoa('jroe:«larkmist»'), base64.b64encode(b\"jroe:«larkmist»\")",
        "Buffer.from('jroe:«larkmist»').toString('base64')",
        'const hash = await bcrypt.hash("«hunter2»", 10);',
        "password_verify($given, '«hunter2»')",
        "Hash::check('«larkmist»', $hash); new BCryptPasswordEncoder().encode(\"«123»\")",
    ),
    misses=(
        "{{ given | password_hash('sha512') }}",
        "{{ given | password_hash('blowfish', 'hunter2') }}",
        "bcrypt.compare(given, hashed)",
        'parse_dnscrypt_stamp("larkmist")',
        "Buffer.from('jroe:larkmist'); btoa('a b: c'); Hash::make($password)",
    ),
)
