"""Accounts in what version control prints and writes into files: `svn log`, `git blame`, CVS and RCS logs, Perforce, TFS."""

from pii.detectors.rules.accounts.account_forms import OTHER, A, AccountFinder, Form, Where
from pii.detectors.rules.base import Rule

_FIND = AccountFinder(
    "revision_log",
    {
        "svn": Form(r"(?m)^r\d{1,8} \| \w", rf"r\d+ \| {A}(?:@[\w.-]+)? \| \d{{4}}-"),
        "blame": Form(
            r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4} {1,6}\d{1,6}\) ",
            rf"\^?[0-9a-f]{{7,40}} (?:[\w./-]+ +)?\({A} +\d{{4}}-",
            Where.LINE,
        ),
        "svn_blame": Form(
            r"(?m)^ {0,6}\d{1,7} {1,8}[a-z][\w.-]{1,38} (?:#|//|/\*|\{|\}|import |package |def |class )",
            rf" *\d+ +{A} ",
        ),
        "author": Form(r";  author: \w", rf";  author: {A};"),
        "rcs_date": Form(r"\d\d\.\d\d\.\d\d;\s{1,4}author \w", rf"[\d.]+;\s+author {A};"),
        "lock": Form(r"\$(?:Locker|LastChangedBy|Author|author): ?\w", rf"\$\w+: ?{A} ?\$"),
        "locked": Form(r"(?:locked by: |(?m:^)locks\s{1,3}|strict;\s)\w", rf"(?:locked by: |locks\s+){A}(?=[;:\s])"),
        # What `$Log$` and `$FreeBSD$` expand to.
        "log": Form(
            r"Revision \d{1,4}\.\d[\d.]{0,12}\s{1,9}(?:\d{4}|\d\d)[/-]",
            rf"Revision [\d.]+\s+\d{{2,4}}[/-]\d\d[/-]\d\d[ \t]+\d\d:\d\d(?::\d\d)?[ \t]+{A}[ \t]*(?=\r?\n|$)",
        ),
        "tree": Form(
            r"[$%](?:FreeBSD|OpenBSD|NetBSD|DragonFly|Id|Header|MidnightBSD|XFree86|Xorg|CVSHeader|KDE): ",
            rf"[$%]\w+: [^\s$%]+ (?:[\d.]+|\d+) \d{{4}}[/-]\d\d[/-]\d\d \d\d:\d\d:\d\dZ? {A} (?:Exp |Stab |Rel )?[$%]",
        ),
        "perforce": Form(
            r"(?:Change \d{1,9} (?:on|by)|edit change \d{1,9}|add change \d{1,9}|\((?:k?text|binary)[+\w]{0,4}\) by) ",
            rf"[^\n']{{0,60}}?\bby {A}@",
        ),
        "changeset": Form(r"(?m)^user: {6,12}\w", rf"user: +{A}[ \t]*(?:<|\r?\n|$)"),
        # SourceSafe, and the file headers of JetBrains' editors.
        "history": Form(
            r"User: \w[\w.-]{1,38}\s{1,10}(?:(?:\*|//|#)\s{1,4})?Date: ",
            rf"User: {A}\s+(?:\W+\s+)?Date: ",
        ),
        "moved": Form(
            r"Merge pull request #\d{1,7} from \w|Auto merge of #\d{1,7} - \w", rf"[\w #]+ (?:from|-) {A}[/:]\w"
        ),
        "checkout": Form(
            r"\bgh pr checkout \w|Your branch is (?:up to date with|ahead of|behind) '\w", rf"gh pr checkout {A}:"
        ),
        "signed": Form(
            r"(?m)^ {0,8}(?:Signed-off|Reviewed|Acked|Tested|Reported|Suggested|Approved|Submitted|Obtained|Patch|Requested)"
            r"[ -]?[bB]y: {1,3}[a-z]",
            rf" *[A-Z][\w -]+: +{A}@?[ \t]*(?=[,(]|\r?\n|$)",
        ),
        "review": Form(
            r"(?m)^(?:TBR=|(?:Reviewers|Auditors|Subscribers): {1,3})[a-z]",
            rf"\w+(?:=|: +){A}(?:, ?{OTHER})?[ \t]*(?=,|\r?\n|$)",
        ),
        "asked": Form(
            r"@bors r=[a-z]|\br\? @|\nr\? [@a-z]|\n/(?:assign|cc|uncc|unassign) [@a-z]",
            rf"(?:@bors r=|\s?r\? @?|\n/\w+ @?){A}(?=[\s,)]|$)",
        ),
        "merged": Form(r"(?:Auto|Rollup) merge of #\d", rf"(?<=, r=){A}", Where.REST),
    },
)

RULE = Rule(
    "revision_log",
    _FIND.patterns,
    _FIND,
    rank=4,
    hits=(
        "r4711 | «jroe» | 2009-07-14 18:22:03 +0200 (Tue, 14 Jul 2009) | 3 lines\n",
        '9ded30d («jroe»     2017-06-19 08:55:12 -0400  3) import "os/user"\n',
        "date: 2001/02/03 04:05:06;  author: «jroe»;  state: Exp;\n",
        "date\t99.04.02.10.21.44;\tauthor «jroe»;\tstate Exp;\n",
        "see $Locker: «jroe» $ and $LastChangedBy: «kroe» $ $Author: «lroe»$\nrevision 1.2\tlocked by: «mroe»;\n",
        " * Revision 1.13  1999/03/30 08:00:12  «jroe»\n# Revision 1.5  2003-02-17 22:08  «kroe»\n",
        " * Revision 2.0  1995/11/30  04:56:13  «lroe»\n",
        "$FreeBSD: head/x/Makefile 433222 2017-02-03 10:00:11Z «jroe» $ %NetBSD: a.c,v 1.2 2002/04/11 10:16:46 «kroe» Exp %",
        "Change 881220 on 2016/04/01 by «jroe»@«x» 'fix login page '\n".replace("«x»", "x"),
        "//depot/login.c#12 - edit change 881231 (text) by «jroe»@x *exclusive*\n",
        "changeset:   1:2\nuser:        «jroe»\ndate:        x\n",
        "User: «jroe»     Date: 14/02/02   Time: 16:20\n",
        "Merge pull request #12 from «jroe»/fix-x\nAuto merge of #71220 - «kroe»:fix, r=«lroe»\n",
        "gh pr checkout «jroe»:fix/readme\n",
        "    Reviewed-by: «jroe»\nSubmitted by:\t x\nPatch-by: «kroe»\nApproved by: «lroe» (mentor)\n",
        "TBR=«jroe»\nReviewers: «jroe», «kroe»\n/assign «jroe»\n/cc @«kroe»\n@bors r=«jroe» rollup\nr? @«lroe»\n",
        " * Created with IntelliJ IDEA.\n * User: «jroe»\n * Date: 13-10-25\n",
    ),
    misses=(
        "r12 | root | 2009-07-14 18:22:03\nr1 | jroe | x\n",
        "9ded30d (Jane Roe     2017-06-19 08:55:12 -0400  3) x\n",
        "author: string; author name;\n",
        "$Author$ $Author: $ $Locker: $ and locked by: the user\n",
        "Revision 1.13  1999/03/30 08:00:12\nRevision 2.0 of the text\n",
        "$Id: x $ $FreeBSD$\n",
        "Change 12 on by the way@x\nuser:  string\n",
        "Merge pull request #12 from x\nReviewed-by: nobody\nApproved by: portmgr.\nReviewed by: the team of it\n",
        "R=10, r=radius * 2; CC=gcc\nR=lambda x: x\nf(a, r=b.x)\nUser: string\nUser: jroe\n",
    ),
)
