"""Top-level domains that end real host names in code and text.

All two-letter country codes and the generic ones in wide use, which end a host anywhere; and the rest of IANA's root zone:
hundreds of words that stand after an at sign in code more often than in an address, and end one only where more says so.
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

RARE_TOP_LEVEL_DOMAINS: frozenset[str] = frozenset(
    """
    aaa aarp abb abbott abbvie abc able abogado abudhabi accenture accountants aco actor ads adult aeg aetna afl africa agakhan
    aig airbus airforce airtel akdn alibaba alipay allfinanz allstate ally alsace alstom americanexpress americanfamily amex
    amfam amica analytics android anquan anz aol apartments aquarelle arab aramco archi army arte asda associates athleta
    auction audi audible audio auspost author auto autos axa azure baby baidu banamex band bar barcelona barclaycard barclays
    barefoot bargains baseball basketball bauhaus bayern bbc bbt bbva bcg bcn beats beauty beer bentley best bestbuy bet bharti
    bible bid bike bing bingo black blackfriday blockbuster bloomberg blue bms bnpparibas boats boehringer bofa bom bond boo
    book booking bosch bostik boston bot boutique bradesco bridgestone broadway broker brother builders buy buzz bzh cafe cal
    call calvinklein cam camera camp canon capetown capitalone car caravan cards career careers cars casa case cash casino
    catering catholic cba cbn cbre ceo cern cfa cfd chanel channel charity chase cheap chintai christmas chrome church cipriani
    circle cisco citadel citi citic city claims cleaning clinique clothing clubmed coach coffee college commbank compare comsec
    condos construction contact contractors cooking corsica country coupon coupons courses cpa credit creditcard creditunion
    cricket crown crs cruise cruises cuisinella cymru cyou dad dance date dating datsun day dclk dds deal dealer deals degree
    delivery dell deloitte delta democrat dentist desi dhl diamonds diet direct directory discount discover dish diy dnp docs
    dog dot download drive dtv dubai dunlop dupont durban dvag dvr eat edeka emerck epson equipment ericsson erni esq estate
    eurovision eus events exchange exposed express extraspace fage fail fairwinds faith family fan fans farmers fast fedex
    feedback ferrari ferrero fidelity fido final fire firestone firmdale fish fishing fit flickr flights flir florist flowers
    fly foo food football ford forex forsale forum fox free fresenius frl frogans frontier ftr fujitsu furniture futbol fyi gal
    gallo gallup gap gay gbiz gdn gea gent genting george ggee gift gifts gives giving glass gle globo gmail gmbh gmo gmx
    godaddy gold goldpoint golf goo goodyear goog gop got grainger graphics gratis gripe grocery gucci guge guide guitars hair
    hangout haus hbo hdfc hdfcbank healthcare helsinki here hermes hiphop hisamitsu hitachi hiv hkt hockey holiday homedepot
    homegoods homesense honda horse hospital hot hotels hotmail how hsbc hughes hyatt hyundai icbc ice ieee ifm ikano imamat
    imdb immo immobilien inc infiniti ing insure intuit investments ipiranga irish ismaili itau itv jaguar jcb jeep jetzt
    jewelry jio jll jmp jnj joburg jot joy jpmorgan jprs juegos juniper kaufen kddi kerryhotels kerryproperties kfh kia kids kim
    kindle kitchen kiwi komatsu kosher kpmg kpn krd kred kuokgroup kyoto lacaixa lamborghini lamer lancaster land landrover
    lanxess lasalle lat latino latrobe lds lease leclerc lefrak lego lexus lgbt lidl lifeinsurance lifestyle lighting like lilly
    limited limo lincoln living llc llp loan loans locker locus lotte lotto love lpl lplfinancial ltd ltda lundbeck luxe luxury
    madrid maif maison makeup man mango marriott marshalls mattel mba mckinsey med meet melbourne meme memorial men menu merck
    merckmsd miami mini mint mit mitsubishi mlb mls mma mobile moda moi mom monash monster mormon mortgage moto motorcycles
    movie msd mtn mtr nab nagoya navy nba nec netbank netflix neustar new next nextdirect nexus nfl nhk nico nike nikon nissan
    nissay nokia norton now nowruz nowtv nra nrw ntt obi observer office okinawa olayan olayangroup ollo omega onion onl ooo
    open oracle orange organic origins osaka otsuka ott ovh panasonic pars parts party pay pccw pet pfizer pharmacy phd philips
    phone photography physio pics pictet pid pin ping pink pioneer pizza place play playstation plumbing plus pnc pohl poker
    politie porn pramerica praxi prime prod productions prof progressive promo properties property protection pru prudential pub
    pwc qpon quebec quest racing radio read realestate realtor realty recipes red redstone redumbrella rehab reise reisen reit
    reliance ren rent rentals repair report republican rest restaurant review reviews rexroth rich richardli ricoh ril rio rip
    rodeo rogers room rsvp rugby ruhr rwe ryukyu saarland safe safety sakura salon samsclub samsung sandvik sandvikcoromant
    sanofi sap sarl sas save saxo sbi sbs scb schaeffler schmidt scholarships schule schwarz search seat secure security seek
    select sener seven sew sex sexy sfr shangrila sharp shell shia shiksha shoes shopping shouji show silk sina singles ski skin
    sky skype sling smart smile sncf soccer softbank sohu solar song soy spa sport spot srl stada staples star statebank
    statefarm stc stcgroup stockholm storage stream study style sucks supplies surf surgery suzuki swatch sydney tab taipei talk
    taobao target tatamotors tatar tattoo taxi tci tdk temasek tennis teva thd theater theatre tiaa tickets tienda tips tires
    tirol tjmaxx tjx tkmaxx tmall toray toshiba total tours town toyota toys training travelers travelersinsurance trust trv
    tube tui tunes tushu tvs ubank ubs unicom uno uol ups vacations vana vanguard vegas verisign versicherung vet viajes vig
    viking villas vin virgin visa vision viva vivo vlaanderen vodka volvo vote voting voto voyage walmart walter wang wanggou
    watch watches weather weatherchannel webcam weber wed wedding weibo weir whoswho williamhill win windows wine winners wme
    wolterskluwer woodside wow wtc xbox xerox xihuan xin yachts yahoo yamaxun yandex yodobashi yoga yokohama you youtube yun
    zappos zara zero zuerich
    """.split()
)
"""Of IANA's root zone, April 2025, in lower case: the others in Latin script, but `cab`, `java`, `map`, `mov` and `zip`, which
end files."""

MAIL_PROVIDERS: frozenset[str] = frozenset(
    """
    qq.com foxmail.com 163.com 126.com 139.com 189.cn sina.com sina.cn sohu.com aliyun.com gmail.com hotmail.com
    outlook.com live.com yahoo.com naver.com daum.net mail.ru yandex.ru icloud.com protonmail.com
    """.split()
)
"""Of mail for everybody, whose accounts are often numbers."""
