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
        "https://«jroe».github.io/blog and http://www.example.org/~«kroe»/tool",
        "https://github.com/sponsors/«jroe», https://github.com/«jroedev», https://github.com/«kroe»/widget-tool",
        "      - uses: «jroe»/setup-widget@v2",
        "https://twitter.com/«jroe», https://www.linkedin.com/in/«jane-roe»/",
        "github.com/«jroe»/units v0.0.0-20151022065526-0123456789ab",
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
        "  gopkg.in/«jroe»/log.v2 v2.0.0, gopkg.in/yaml.v2 v2.4.0",
        " -- «Jroe» <jroe@example.org>  Wed, 01 Jan 2020 00:00:00 +0000",
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
        "https://github.com/tool/tool, https://github.com/tooljs/tool, https://github.com/gettool/tool.git",
        "https://github.com/widget-labs/x https://github.com/ExampleFoundation/x https://github.com/openwidget/x",
        "https://widgetjs.github.io/tool",
        "uses: actions/checkout@v4, uses: widget/widget-action@v1",
        "NOTE(constructor): same; uid: stats.uid,",
        "\\-port <port>, cp ~/x a/~b",
        "git@github.com:{owner}/{repo}.git",
        "TODO(BREAKING_CHANGE): x; @from = (@from, @other);",
        "TODO(#123): x, TODO(http), TODO(python 3)",
        "ssh root@example.org; ssh ${user}@host",
        "$Id: a.c,v 1.2 2003/01/02 03:04:05 root Exp $",
        "uid=1000(x) gid=1000, uid = get_uid()",
        "std::pair<a, b> <c>",
        "x = y@z.T",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("username", text)
