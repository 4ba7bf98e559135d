r"""Accounts of Windows and its domains in PowerShell and settings: `Get-ADUser jroe`, `-NewUser "jroe"`, `-Credential FERN\jroe`,
`$user = 'FERN\jroe'`, `"userName": "FERN\\jroe"`."""

from pii.detectors.rules.accounts.account_forms import OTHER, THIRD, A, AccountFinder, Form
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.known.organisations import is_known_organisation

_END = r"(?=[\"'`\s;|)},]|$)"
_DOMAIN = r"(?!NT\b|BUILTIN\b|IIS\b|NT AUTHORITY)[\w.-]{1,30}"
_CMDLET = (
    r"(?:Get|Set|New|Remove|Enable|Disable|Rename|Unlock|Search)-(?:ADUser|LocalUser|ADAccount|ADAccountPassword|ADAccountControl"
    r"|ADServiceAccount|MgUser|AzureADUser|MsolUser)"
)
_OPTION = r"(?:Identity|SamAccountName|Name|UserPrincipalName|UserId|ObjectId)"
_NAMED = r"(?:user(?:_?name)?|account(?:_?name)?|acct|login|logon|run_?as|owner)"


def _is_persons(value: str) -> bool:
    return is_account(value) and not is_known_organisation(value)


_FIND = AccountFinder(
    "domain_account",
    {
        "cmdlet": Form(
            rf"\b{_CMDLET} (?:-{_OPTION} )?[\"']?\w",
            rf"[\w-]+ (?:-\w+ [\"']?(?:{_DOMAIN}\\)?{A}(?:@[\w.-]+)?{_END}"
            rf"|(?:[\"']{OTHER}[\"']|{THIRD})(?=[ \t]*(?:\r?\n|[|;)}}]|$)| -[A-Z]))",
        ),
        "credential": Form(r"-Credential [\"']?[\w.-]{1,30}\\\w", rf"-Credential [\"']?{_DOMAIN}\\{A}{_END}"),
        # A parameter of a script's own; one word with a hyphen and capitals is PowerShell's style.
        "parameter": Form(
            r"[\s`]-(?:[A-Z][a-z]{1,9}){1,2}User(?:[Nn]ame)? [\"']?\w",
            rf"\s?`?-\w+ [\"']?(?:{_DOMAIN}\\)?{A}(?:@[\w.-]+)?{_END}",
        ),
        # PowerShell has no escapes behind a backslash; elsewhere two of them are one.
        "variable": Form(
            rf"(?i)\$(?:\w{{1,8}}:)?\w{{0,20}}{_NAMED} ?= ?[\"'][\w.-]{{1,30}}\\{{1,2}}\w",
            rf"\$[\w:]+ ?= ?[\"']{_DOMAIN}\\{{1,2}}{A}[\"']",
        ),
        "setting": Form(
            rf"(?i){_NAMED}[\"']?\]?\s?(?:=>|[:=])\s?[\"'][\w.-]{{1,30}}\\\\\w",
            rf"\w+[\"']?\]?\s?(?:=>|[:=])\s?[\"']{_DOMAIN}\\\\{A}[\"']",
        ),
        "line": Form(
            rf"(?im)^[ \t-]{{0,12}}[\w.-]{{0,20}}{_NAMED}[ \t]{{0,4}}[:=][ \t]{{0,4}}[\w.-]{{1,30}}\\[A-Za-z]",
            rf"[ \t-]*[\w.-]+[ \t]*[:=][ \t]*{_DOMAIN}\\{A}(?=[ \t]*\r?(?:\n|$))",
        ),
    },
    is_somebody=_is_persons,
)

RULE = Rule(
    "domain_account",
    _FIND.patterns,
    _FIND,
    rank=4,
    hits=(
        "Set-ADUser -Identity «jroe» -x; Get-ADUser «kroe»; Get-ADUser '«kroe»' -Properties x\n",
        "Get-LocalUser -Name '«lroe»' | x; Unlock-ADAccount -Identity «mroe»\n",
        "Enter-PSSession -ComputerName w -Credential CORP\\«kroe»\nInvoke-Command -Credential 'FERN\\«jroe»' -ScriptBlock {}\n",
        '.\\x.ps1 -NewUser "«jroe»" -NewPassword $pw -DomainUser FERN\\«kroe»; New-LocalUser «lroe» -Password $p\n',
        '$user = \'fern\\«jroe»\'\n$script:ServiceAccount = "FERN\\«kroe»"; $username="FERN\\\\«lroe»"\n',
        '{"userName": "FERN\\\\«jroe»"}; conn = f(user="FERN\\\\«kroe»", x)\n',
        "[mail]\nusername = FERN\\«jroe»\n  - ansible_user: corp.test\\«kroe»\r\n",
    ),
    misses=(
        'It "Batches and calls Get-ADUser once per batch" and "calls Get-ADUser twice"',
        "Get-ADUser -Filter *; Get-LocalUser | x; Get-ADUser $user; Set-ADUser -Identity Administrator; New-ADUser -Name $n",
        "Get-Credential; -Credential $cred; -Credential CORP\\Administrator; -Credential FERN\\$user",
        ".\\x.ps1 -NewUser $user -NewUser Administrator; --NewUser jroe; -AllUsers jroe; -Scope CurrentUser jroe",
        "$path = 'fern\\jroe'; $user = 'NT AUTHORITY\\SYSTEM'; $user = 'BUILTIN\\users'; $user = 'jroe\\'",
        'user = "lark\\nmist"; path = "FERN\\\\jroe"; users: "FERN\\\\jroe"',
        'x = "username: lark\\nmist"\nusername = C:\\jroe\nfolder = FERN\\jroe\n',
    ),
)
