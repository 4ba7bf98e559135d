"""Accounts in logs of conversations and games, and in how wikis, trackers and boards name whoever is spoken to."""

from pii.detectors.rules.accounts.account_forms import OTHER, A, AccountFinder, Form, Where, is_somebody
from pii.detectors.rules.accounts.credited_account import NOBODY
from pii.detectors.rules.base import Rule

_TAGS = "(?:br|hr|td|th|tr|li|ul|ol|em|dd|dt|div|img|pre|span|code|time|small|strong|label|input)"
_HOST = rf"(?: [\[(]~?{OTHER}@[^\s\])]{{1,80}}[\])])?"
_EVENT = r"[^\n]{0,80}?(?:-!-|\*\*\*|\*|-->|<--|--)\s+(?:\|\s*)?"
_CALLED = r"(?P<account>(?=\w*[a-z]\w*[A-Z0-9]|[a-z])[A-Za-z][\w-]{1,30})"
"""No capitalised word: a sentence may begin with one and a comma."""
_SPEAKER = A.replace("[A-Za-z]", "[a-z]", 1)
"""Lower case only: a capitalised word may be a name."""

_SERVICES = frozenset(
    """
    chanserv nickserv memoserv botserv operserv hostserv saslserv infoserv alis services global
    http https note edit ps btw ok fyi eg ie re fix todo
    adium chrome firefox safari textual hexchat weechat xchat irssi znc kiwiirc webchat webirc qwebirc mibbit cgiirc quassel
    konversation colloquy limechat thelounge smuxi pidgin purple identd realname limnoria supybot eggdrop
    """.split()
)
"""Of networks of conversations, words before a colon, and programs for conversations, under whose name many come."""


def _is_nick(value: str) -> bool:
    return is_somebody(value) and value.lower() not in _SERVICES and value.lower() not in NOBODY


_FIND = AccountFinder(
    "chat_log",
    {
        # Of irssi, WeeChat and their kind: the sign before a nick is its status in the channel.
        "said": Form(
            r"\d\d:\d\d\]?[ \t]{1,3}<[ @+%~&]?[A-Za-z_]", rf"\d\d:\d\d\]?[ \t]+<[ @+%~&]?(?!{_TAGS}>){A}>[ \t]"
        ),
        "did": Form(r"\d\d:\d\d\]?  ?\* [A-Za-z]", rf"\d\d:\d\d\]? +\* {A} [a-z]+s(?=[ \r\n]|$)"),
        # Of KVIrc and XChat; a host may be hidden.
        "listed": Form(r"\*\*\* (?:Joins|Quits|Parts): \w", rf"\*\*\* \w+: {A} \(~?{OTHER}@"),
        "came": Form(
            r" has (?:joined|quit|left)[ :]",
            rf"{_EVENT}(?:Joins: |Parts: |Quits: )?{A}{_HOST} has (?:joined|quit|left)",
            Where.LINE,
        ),
        "renamed": Form(r" is now known as \w", rf"{_EVENT}{A} is now known as {OTHER}", Where.LINE),
        # What a channel's services and a code host's robot say of those in the channel, and modes that are set.
        "served": Form(
            r"(?:gives|removes) channel operator status (?:to|from) \w|\bsets? mode:? [+-][ovhaq]{1,4} \w"
            r"|You are now identified for \w",
            rf"(?:\w+ channel operator status \w+ |sets? mode:? [+-]\w+ (?!on )|You are now identified for ){A}(?=[\s.,*]|$)",
        ),
        "worked": Form(
            r"\[[\w./-]{1,40}\] \w[\w-]{1,38} (?:opened|closed|pushed|merged|reopened|commented|created|deleted) "
            r"(?:on |an? |the )?(?:pull request|merge request|issue|branch|tag|PR|MR|#?\d)",
            rf"\[[\w./-]+\] {A} \w+ ",
        ),
        # Whoever is spoken to, at the start of what is said.
        "spoken_to": Form(
            r"\d\d:\d\d\]?[ \t]{1,3}<[ @+%~&]?[\w\[\]\\`^{}|-]{2,30}>[ \t]\w[\w-]{1,30}: ",
            rf"\d\d:\d\d\]?[ \t]+<[^>]+>[ \t]{_CALLED}: ",
        ),
        "nick_change": Form(
            r"is now known as <?b?>?\w|\bnow known as \w",
            rf"{A}(?:</?\w+>)? is now known as (?:<\w+>)?{OTHER}",
            Where.REST,
        ),
        "quitting": Form(
            r"\* \w[\w-]{1,30} \(~?[\w.-]{1,20}@[\w.:-]{3,80}\) (?:[Qq]uit|[Hh]as|[Jj]oin|[Pp]art|[Ll]eft)",
            rf"\* (?![\w-]*(?i:bot)\b){A} \(~?{OTHER}@",
        ),
        "announced": Form(
            r"\[(?:join|part|quit|leave|kill|death|chat|connect|disconnect)\] \[?\w",
            rf"\[\w+\] \[?{A}\]?(?:[:\s]|$)",
        ),
        # Exports of WhatsApp and Discord.
        "exported": Form(
            r"\d\d?[./]\d\d?[./]\d{2,4}, \d\d?:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?\]? (?:- )?[a-z]",
            rf"[\d./]+, [\d:]+(?: ?[AaPp]\.?[Mm]\.?)?\]? (?:- )?{_SPEAKER}: ",
        ),
        "tagged": Form(r"\] \w[\w.-]{1,31}#\d{4}[: ]", rf"\] {A}#"),
        # Game servers: Minecraft, Source.
        "game": Form(
            r"/INFO\]: [\w<]",
            rf"/INFO\]: (?:<{A}> |(?:UUID of player |Opped ){OTHER}|(?P<third>\w{{3,16}})(?:\[/[\d.:]+\] logged in"
            r"| (?:joined|left) the game| lost connection| issued server command| was slain by| has made the advancement))",
        ),
        "shot": Form(r"\"\w[\w.-]{1,30}<\d{1,5}><(?:STEAM_\d|\[U:)", rf"\"{A}<"),
        # Whoever is spoken to or of, in MediaWiki, Jira, Slack, BBCode and the fediverse.
        "wiki": Form(
            r"\[\[(?:[Uu]ser|[Uu]ser talk|[Bb]enutzer|[Bb]enutzer Diskussion|[Uu]tilisateur|[Dd]iscussion utilisateur|[Uu]suario"
            r"|Special:Contributions)[:/]\w"
            r"|\{\{(?:ping|[Rr]eply to|[Uu]|re)\|\w",
            rf"(?:\[\[(?:Special:Contributions/|[^:/\n]+:(?!Contributions/))|\{{\{{[^|\n]+\|){A}(?=[\]|}}/#])(?:\|(?P<other>(?P=account))(?=\]))?",
        ),
        "tracker": Form(r"\[~[A-Za-z]", rf"(?<![\w)\]])\[~{A}\]"),
        "slack": Form(r"<@[UW][A-Z0-9]{6,12}\|\w", rf"<@\w+\|{A}>"),
        "quoted": Form(r"\[quote(?:=\"?| author=)\w", rf"\[quote(?:=\"?| author=){A}(?=[\"\],; ])"),
        "federated": Form(r"[\s\"'(\[>:]@\w[\w.-]{1,30}@\w[\w-]{0,30}\.\w", rf".@{A}@"),
    },
    is_somebody=_is_nick,
)

RULE = Rule(
    "chat_log",
    _FIND.patterns,
    _FIND,
    rank=4,
    hits=(
        "2018-08-27 21:16 <«jroe»> hello\n[21:17:02] <@«kroe7»> hi\n",
        "00:03 -!- «jroe» [~«kroe»@host.example] has joined #x\n00:06  * «lroe» slaps x\n",
        "00:15 -!- «jroe» has quit [Ping timeout]\n",
        "[21:44:58] *** Quits: «jroe» (~«kroe»@ ) (Remote host closed the connection)\n[21:37:26] * «lroe» wonders\n",
        '<span class="irc-date">[12:28]</span> <span class="irc-green">* «jroe» is now known as «kroe»</span><br />\n',
        "*** «jroe» is now known as «kroe»\n",
        "[12.03.21, 21:04:50] «jroe»: hallo\n3/12/21, 9:04 PM - «kroe7»: hi\n[2021-08-14 18:02] «lroe»#0412: x\n",
        "[12:01:45] [Server thread/INFO]: «jroe» joined the game\n[12:02:10] [x/INFO]: <«kroe»> hi\n"
        "[1] [x/INFO]: UUID of player «lroe» is 0\n[1] [x/INFO]: «mroe»[/192.0.2.7:51920] logged in with\n",
        'L 05/01/2009: "«jroe»<12><STEAM_0:1:27503><CT>" killed "BOT<3><BOT><T>"',
        "[[Benutzer:«jroe»|«jroe»]] ([[Discussion utilisateur:«jroe»|discuter]])",
        '[[User:«jroe»|Jane]] {{ping|«kroe»}} [[Special:Contributions/«lroe»]] [~«mroe»] <@U024NBNVK|«nroe»> [quote="«oroe»"]',
        "Jun 01 21:04:27 *\tChanServ gives channel operator status to «jroe»\n[22:08] -git- [tool] «kroe» opened pull request #3",
        "[tool] «jroe» pushed 2 commits to main\n",
        "[17:42:39] <«jroe»> «kroe»: which ones\n[17:42:40]\t<«jroe»>\thi\n-NickServ-\tYou are now identified for «lroe».\n",
        "* «jroe» is now known as «jroe_lunch»<br />\n* «kroe» (~«kroe297»@2001:db8::7) has joined #x\n",
        "[01:41:01] [join] «MossRoe» has joined the server\n*** ChanServ sets mode: +o «jroe»\n",
        "mastodon: '@«jroe»@social.example'",
    ),
    misses=(
        "at 21:16 <b>we met</b>, 21:17 <br> and 21:18 <jroe@example.org>",
        "*** Quits: jroe\n[21:37:26] * lroe wonder\n",
        "[tool] page created in the second phase\n",
        "everyone has left the room\nshe is now known as Jane\n* the list has joined items\n",
        "[12.03.21, 21:04:50] Jane: hallo\n12/03/21, 21:04 and jroe: x",
        "[Server thread/INFO]: Starting minecraft server\n[x/INFO]: Preparing spawn area: 0%\n",
        "[[File:jroe.png]] [[Special:Contributions/192.0.2.7]] {{tl|jroe}} [~accountid:b75d] a[~x] grid[~masked] <@U024> [quote]",
        "Jun 01 21:04:27 *\tChanServ has quit (shutting down)\n[17:42:39] <ChanServ> note: x\n[17:42:39] <ChanServ> well, x\n",
        "see jroe@x.example and @jroe and x/@scope/y@1.2",
    ),
)
