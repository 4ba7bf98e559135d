import pytest

from pii.labels import Label


@pytest.mark.parametrize(
    "text",
    [
        "cd /home/«jroe»/src && ls /Users/«kroe»/x",
        "/home/users/«jroe»/x",
        r"C:\Users\«jroe»\Desktop and C:\\Users\\«kroe»\\x",
        "jroe:x:1000:1000::/home/«jroe»:/bin/bash",
        "https://github.com/«jroe»/tool and git@github.com:«kroe»/tool.git",
        "https://api.github.com/users/«jroe»/repos",
        "https://gist.github.com/«jroe»/0123abcd",
        "https://«jroe».github.io/blog",
        "https://twitter.com/«jroe», https://www.linkedin.com/in/«jane-roe»/",
        "github.com/«jroe»/units v0.0.0-20151022065526-0123456789ab",
        "fix typo (by @«jroe»)",
        "Bump dependency (@«jroe», @«k-roe»)",
        "thanks @«jroe» for this",
        "see [@«jroe»](https://example.org)",
        "# TODO(«jroe»): later",
        "// FIXME(@«jroe») now",
        "ssh «jroe»@build.example.org uptime",
        "scp -r «jroe»@203.0.113.5:/var/log .",
        "rsync x «jroe»@backup:data/",
        "[«jroe»@web01 ~]$ ls",
        "«jroe»@web01:~$ ls",
        "ftp://«jroe»@ftp.example.org/",
        "kinit «jroe»@EXAMPLE.ORG",
        "$Id: a.c,v 1.2 2003/01/02 03:04:05 «jroe» Exp $",
        "$Author: «jroe» $",
        "dn: uid=«jroe»,ou=people,dc=example,dc=org",
        '<action dev="«jroe»" type="fix">',
        "-rw-r--r--  1 «jroe» staff  4096 Jan  2 03:04 x.c",
        "  - 'jroe2 <x@example.org>', «kroe» <kroe@example.org>",
    ],
)
def test_account_names(finds, text: str) -> None:
    finds("username", text, Label.USERNAME)


@pytest.mark.parametrize(
    "text",
    [
        "/home/$USER/x /home/${user} /Users/<you>/x /home/ubuntu/x /Users/Shared/x",
        "docs/users/index.html /users/sign_in",
        "https://github.com/python/cpython, https://github.com/about, https://docs.github.com/en/rest",
        "https://github.com/tool/tool",
        "git@github.com:{owner}/{repo}.git",
        "@param x, @return y, @Override public void f()",
        "foreach my $x (@list) { push(@items, $x) }",
        "foo($a, @list); defined?(@thing)",
        "* moves from @c first to @a last, by @FT_Load_Glyph, @key and @data",
        "TODO(BREAKING_CHANGE): x; @from = (@from, @other);",
        "@media (min-width: 1px) {}",
        "TODO(#123): x, TODO(http), TODO(python 3)",
        "npm install @scope/package (@scope/other)",
        "ssh root@example.org; ssh ${user}@host",
        "$Id: a.c,v 1.2 2003/01/02 03:04:05 root Exp $",
        "uid=1000(x) gid=1000, uid = get_uid()",
        "std::pair<a, b> <c>",
        "x = y@z.T",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("username", text)
