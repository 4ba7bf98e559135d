"""Top-level domains that end real host names in code and text.

All two-letter country codes and the generic ones in wide use; an exhaustive list would add hundreds of words that stand
after an at sign in code more often than in an address.
"""

_COUNTRIES = """
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc cd cf cg
ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi
gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky
kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl
no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr
ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za
zm zw
"""

_GENERIC = """
com org net edu gov mil int info biz name pro aero coop museum mobi jobs travel tel cat asia post xxx arpa
app dev page blog shop store online site website web tech technology cloud digital media agency studio design software
systems solutions services consulting company group team network email mail chat social community foundation institute
academy school university education science engineering engineer codes coder computer data center zone space world global
international earth live life today news press guru expert ninja rocks cool fun game games video photo photos pictures
gallery music film art fashion health clinic dental doctor care fitness bio green energy eco farm garden house homes
finance financial money fund capital ventures holdings partners bank insurance tax legal law lawyer attorney accountant
business enterprises industries management marketing market markets trade trading sale supply support help tools
works work wtf lol ngo ong club vip one top xyz icu ink link click wiki run sh build codes domains host hosting
berlin hamburg koeln cologne wien london paris nyc tokyo amsterdam brussels swiss scot wales ist istanbul moscow moe
google microsoft apple amazon aws sony bmw ibm
example test invalid local localdomain mydomain
"""

_PRIVATE = """
lan internal intranet intra corp private home
box lab
htb thm vl hmv ctf
"""
"""Of networks behind a router: those of RFC 6762 (appendix G) and a short form; of AVM's routers and of test networks; of the
machines that Hack The Box, TryHackMe, Vulnlab and others lend for practice, whose accounts are written to as any."""

_MADE_UP = "couk"
"""What a well-known generator of test data (generatedata.com) writes for co.uk."""
TOP_LEVEL_DOMAINS: frozenset[str] = frozenset((_COUNTRIES + _GENERIC + _PRIVATE).split()) | {_MADE_UP}
"""In lower case."""
