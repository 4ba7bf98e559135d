import pytest

from pii.labels import Label


@pytest.mark.parametrize(
    "text",
    [
        "# Copyright (c) 2011-2015 «Jane Roe»",
        "Copyright 1995-2009, «Jane Q. Roe» and «John van Roe». All rights reserved.",
        "© 2020 «Jürgen Röe»",
        "// Author: «Jane Roe»\n// Date: today",
        " * @author «Jane Roe» <jane@roe.org>",
        '"author": "«Jane Roe» <jane@roe.org>",',
        '__author__ = "«Jane Roe»"',
        'authors = ["«Jane Roe» <jane@roe.org>", "«John Roe»"]',
        "  author_name: «Jane»",
        r"\author{«Jane Roe»}",
        "<developer><name>«Jane Roe»</name></developer>",
        '{ "name": "«Jane Roe»", "email": "jane@roe.org" }',
        "Signed-off-by: «Jane Roe» <jane@roe.org>",
        "Co-authored-by: «Jean-Paul O'Roe» <jp@roe.org>",
        " -- «Jane Roe» <jane@roe.org>  Fri, 21 Feb 2020 10:00:00 +0000",
        "2003-01-02  «Jane Roe»  <jane@roe.org>".replace("»  <", "» <"),
        "Contact jane@roe.org («Jane Roe»)",
        "Patch by «Jane Roe».",
        "Thanks to «Jane Roe», «John Roe» and «J. R. Roe» for ideas",
        "contributions from «Adam Roe», «Albert\nRoe», «Andrea Roe»,\n«Benjamin Low», «Hugo», «Jack Roe».",
        "Written by «Gary V. Roe», 2004",
        "Maintainer: «Jane Maria de Roe» <jane@roe.org>",
        "Thanks to «Martin» for the code",
        "an odd crash, reported by «Janeroe».",
        "Neither the name of «Jane Roe» nor the names of its contributors may",
        "Copyright: 2009 «Jane Roe» <jane@roe.org>\n           2013-2014 «John Roe»\n           «Ann Roe»\nLicense: X",
        '"author": "«Evan May»",',
        "was shown by «Michael Roe» in 1999",
        "* «Richard Roe»\n* «Simone Doe»\n* «Stephan Poe»",
        "Zed <zed@example.org>".replace("Zed", "«Zed»"),
    ],
)
def test_names(finds, text: str) -> None:
    finds("name", text, Label.NAME)


@pytest.mark.parametrize(
    "text",
    [
        "Copyright (c) 2020 Example Software Foundation",
        "Copyright 2019 The Tool Authors. All rights reserved.",
        "Copyright (c) 2011 Acme Corporation",
        "Copyright (C) 2011 Example Universiteit Town",
        "Maintainer: Debian Tool Team <tool@lists.example.org>",
        '"author": "Example Inc."',
        "by Internet Explorer and by Visual Studio",
        "sorted by Last Name",
        "author = models.ForeignKey(User)",
        "* Added Feature\n* Fixed Bug\n* New Release",
        "contributed by many people",
        "Copyright (c) 2013, ISP RAS",
        "build failure, reported by CRAN.",
        "Neither the name of Example Corporation nor the names",
        '"Language-Team: Finnish <fi@lists.example.org>\\n"',
        "jroe <jroe@example.org>",
        '"name": "Jane Tool", "version": "1"',
        "Thanks to Free Software",
        "@author",
        "due to Python Bug",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("name", text)
