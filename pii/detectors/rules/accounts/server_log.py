"""Accounts in the logs of servers for mail, files, pages, networks and databases, and of what audits them."""

from pii.detectors.rules.accounts.account_forms import OTHER, A, AccountFinder, Form, Where
from pii.detectors.rules.base import Rule

_TENANT = r"(?:@[\w.-]+)?(?: ?\[-?\d+\])?"
"""The domain and the number of a tenant of WSO2 Carbon."""
_FIND = AccountFinder(
    "server_log",
    {
        # Mail: Dovecot, Postfix, Cyrus SASL, sendmail, Exim.
        "dovecot": Form(
            r"\b(?:imap|pop3|lda|lmtp|managesieve|submission|indexer-worker)\(\w",
            rf"\w[\w-]+\({A}(?:@[\w.-]+)?\)(?:<\w+>|: [A-Z])",
        ),
        "passdb": Form(
            r"\b(?:passwd-file|pam|passwd|shadow|sql|ldap|static|plain|login|oauth2)\(\w",
            rf"[\w-]+\({A}(?:@[\w.-]+)?,(?:\d+\.|[\da-fA-F]*:)[^()\n]{{0,80}}\): ",
        ),
        "mail": Form(
            r"\b(?:orig_to=<|sasl_username=|authid=|A=\w{3,20}:)\w", rf"(?:\w+=<|\w+=|A=\w+:){A}(?=[>\s,;]|$)"
        ),
        "saslauthd": Form(r"\[user=\w", rf"\[user={A}\]"),
        # Files: vsftpd, wu-ftpd and all that write its format, ProFTPD, Pure-FTPd, Samba.
        "vsftpd": Form(r"\[pid \d{1,7}\] \[\w", rf"\[pid \d+\] \[{A}\] "),
        "xferlog": Form(r" [ab] [_CUT] [iod] [arg] \w", rf" \w \w \w \w {A} \w+ [01] "),
        "proftpd": Form(r"\) - USER \w", rf"\) - USER {A}(?:: | \()"),
        "pure_ftpd": Form(r"pure-ftpd(?:\[\d{1,9}\])?: \(\w", rf"[^(\n]+\({A}@"),
        "bracketed": Form(r" for user \[\w", rf" for user \[(?:[\w.-]+\\+)?{A}\](?: -> \[{OTHER}\])?"),
        "samba": Form(r"\bas user \w[\w.-]{1,38} \(uid=", rf"as user {A} "),
        # Web: Apache, nginx.
        "apache": Form(
            r": user \w",
            rf": user {A}(?:: (?:authentication|authorization) failure|: password mismatch| not found: )",
        ),
        "home_page": Form(r"(?:GET|POST|HEAD|PUT|PROPFIND) /~\w", rf"\w+ /~{A}(?=[/ ?])"),
        "nginx": Form(
            r"user \"\w[\w.-]{1,38}\"(?: was|: pass)", rf"user \"{A}\"(?: was not found|: password mismatch)"
        ),
        # Networks: FreeRADIUS, OpenVPN, strongSwan, routers.
        "radius": Form(
            r"Login (?:OK|incorrect)(?: \(|:)", rf"Login (?:OK|incorrect)(?: \([^\n]{{0,80}}?\))?: \[{A}[/\]]"
        ),
        "matched": Form(
            r"(?:Found match \"|Matched entry )\w", rf"(?:Found match \"{A}\"|Matched entry {OTHER}) (?:on|at) line \d"
        ),
        "management": Form(
            r"\busername \"(?:Auth|Private Key|HTTP Proxy|SOCKS Proxy)\" \"?\w",
            rf"username \"[\w ]+\" \"?(?:[\w.-]+\\+)?{A}(?=[\"'\s]|$)",
        ),
        "openvpn": Form(r"\[\w[\w.-]{1,38}\] Peer Connection", rf"\[{A}\] "),
        "for_user": Form(
            r"(?:succeeded|failed|failure|established|denied) for (?:user(?:name)? )?[\"']\w",
            rf"\w+ for (?:\w+ )?[\"'](?:[\w.-]+\\)?{A}[\"']",
        ),
        "router": Form(
            r"%(?:ASA|FTD|PIX|SEC_LOGIN|SYS|AAA)-\d", rf"\b[Uu]ser(?:name)?(?: = | <|: | ')(?-i:{A})", Where.REST
        ),
        "configured": Form(
            r"(?:onfigured from|last updated at|onfiguration change at) ", rf" by {A}(?= on | \(|\s*$)", Where.REST
        ),
        # Linux audit logs and sessions.
        "audit": Form(r"\b(?:acct|AUID|UID|OUID|SUID|EUID|FSUID)=\"\w", rf"\w+=\"{A}\""),
        "journal": Form(
            r"(?:User Slice of |unix-user:|\(\w{1,30}\) (?:LIST|REPLACE|BEGIN EDIT|END EDIT) \()\w",
            rf"(?:User Slice of |unix-user:|\(\w+\) [A-Z ]+ \(){A}(?=[)\s]|\.?$|\.\s)",
        ),
        # Databases: PostgreSQL, MySQL, MongoDB.
        "postgres": Form(
            r"(?:connection authorized: user=|authentication failed for user \"|\", user \""
            r"|(?:FATAL|ERROR):  role \"|DETAIL:  Role \")\w",
            rf"(?:[\w ]+: user=|[\w ]+: +Role \"|[\w ]+: +role \"|[\w ]+ user \"|\", user \"){A}(?=[\"\s]|$)",
        ),
        "prefix": Form(r"\buser=\w[\w.-]{1,38}, ?(?:db|app|client|host|database)=", rf"user={A},"),
        "prefixed": Form(r"\bdb=[\w.-]{1,40}, ?user=\w", rf"db=[\w.-]+, ?user={A}(?=[\s,]|$)"),
        "session": Form(
            r"@[\w-]{1,40} (?:LOG|ERROR|FATAL|STATEMENT|DETAIL|HINT|WARNING):  ",
            rf"\d{{4}}-\d\d-\d\d [^\n\[]{{8,40}}\[\d+\] {A}@[\w-]+ [A-Z]+: ",
            Where.LINE,
        ),
        "mysql": Form(
            r"(?:denied for user '|User@Host: )\w", rf"(?:denied for user '|User@Host: ){A}(?:'@|\[(?:{OTHER})?\])"
        ),
        "mongo": Form(r"(?:as principal |authentication failed for )\w[\w.-]{1,38} on ", rf"[a-z ]+ {A} on "),
        # Lines of key=value.
        "logfmt": Form(
            r"\blevel=(?:info|warn|warning|error|debug|trace|fatal)\b",
            rf"(?<=\s)(?:user|usr|uname|username|user_name|login|actor|pusher|keyowner|created_by|updated_by|author)=\"?{A}\"?(?=\s|$)",
            Where.REST,
        ),
        "attempt": Form(
            r"\b(?:user|username|uname|login)=\"?\w[\w.-]{1,38}\"?,? (?:ip|addr|rhost|client|from|src|host)=\"?\[?[\d:]",
            rf"\w+=\"?{A}\"?,? ",
        ),
        # Events of Keycloak and others that write fields in one order: an address, then who it was.
        "event": Form(
            r"\b(?:ip_?[aA]ddr(?:ess)?|remote_?[aA]ddr(?:ess)?|client_?[iI][pP]|source_?[iI][pP]|src_?ip)=\"?(?:\d{1,3}\.\d|[\da-f]{0,4}:)",
            rf"(?<=, )(?:username|user|user_?[nN]ame|impersonator|actor|principal)=\"?(?-i:{A})\"?(?=,\s|\s*$)",
            Where.REST,
        ),
        # WSO2 Carbon, and others that quote who came and went.
        "session_ends": Form(
            r"[\"'] (?:has )?(?:successfully )?logged (?:in|out|on|off) (?:at \[?\d|from (?:\[|IP |\d))",
            rf"(?:[^\n]*?[\s:(\[])?(?:'{A}{_TENANT}'|\"{OTHER}{_TENANT}\") (?:has )?(?:successfully )?logged \w+ (?:at|from) ",
            Where.LINE,
        ),
        # Audit trails of CAS, and of Shibboleth's identity provider, whose fields bars divide.
        "trail": Form(r"(?m)^WHO: \w", rf"WHO: {A}(?=\s*\nWHAT: )"),
        "shibboleth": Form(
            r"shibboleth\.net/ns/profiles/[\w./-]{3,60}\|",
            rf"[^|\s]+\|[^|\s]*\|[^|\s]*\|[^|\s]*\|{A}\|",
        ),
        "checked": Form(
            r"\b(?:Login by '\w|cmd auth \w{2,12}: user \w)", rf"(?:Login by '{A}' |cmd auth \w+: user {OTHER}: )"
        ),
    },
)

RULE = Rule(
    "server_log",
    _FIND.patterns,
    _FIND,
    rank=4,
    hits=(
        "mx dovecot: imap(«jroe»)<99><rPc0Zx/+dgB>: Logged out; lmtp(«kroe»): Info: x",
        "auth: passwd-file(«jroe»,192.0.2.7): Password mismatch; pam(«kroe»,192.0.2.7,<x>): unknown user",
        "to=<x@example.org>, orig_to=<«jroe»>, sasl_username=«kroe»\n, authid=«lroe», A=plain_login:«mroe»\n",
        "do_auth : auth failure: [user=«jroe»] [service=smtp]",
        '[pid 2] [«jroe»] OK LOGIN: Client "192.0.2.7"',
        "192.0.2.7 88 /srv/x.tar b _ i r «jroe» ftp 0 * c",
        "proftpd[2]: h (h[192.0.2.7]) - USER «jroe»: Login successful. (x) - USER «kroe» (Login failed)",
        "pure-ftpd: («jroe»@192.0.2.7) [NOTICE] x; Authentication failed for user [«kroe»]",
        "Authentication for user [«jroe»] -> [«kroe»] FAILED; connect to service x initially as user «lroe» (uid=1",
        "AH01617: user «jroe»: authentication failure; AH01618: user «kroe» not found: /x",
        '"GET /~«jroe»/x HTTP/1.1" 200; user "«kroe»" was not found in "/x"; user "«lroe»": password mismatch',
        "Auth: (7) Login OK: [«jroe»/x] (from; Login incorrect (mschap: wrong): [«kroe»/<via Auth-Type = eap>]",
        "192.0.2.7:1194 [«jroe»] Peer Connection Initiated; EAP method EAP_MSCHAPV2 succeeded for '«kroe»', x",
        "%ASA-6-113004: AAA user authentication Successful : server = 192.0.2.7 : user = «jroe»",
        "%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: «jroe»] [Source\n",
        "! NVRAM config last updated at 14:05:00 CET Mon Mar 2 2020 by «jroe»\n",
        'op=login acct="«jroe»" exe="/x" AUID="«kroe»" UID="root"',
        "Created slice User Slice of «jroe».\nas unix-user:«kroe» to\ncrontab[2]: (lroe) LIST («lroe»)\n",
        'user=«jroe»,db=x,app=y LOG:  connection authorized: user=«jroe» database=x\nFATAL:  role "«kroe»" does not exist\n',
        "db=x, user=«jroe», app=y\ndb=x,user=«kroe» LOG:  x\n2020-01-02 03:04:05 UTC [9] «lroe»@orders ERROR:  x\n",
        'files - Found match "«jroe»" on line 3 of /x\nusers: Matched entry «kroe» at line 7\n',
        """CMD 'username "Auth" "EXAMPLE\\\\«jroe»"'\nusername "Auth" «kroe»\n""",
        'no pg_hba.conf entry for host "192.0.2.7", user "«jroe»", database "x"',
        "Access denied for user '«jroe»'@'192.0.2.7'\n# User@Host: «jroe»[«jroe»] @ localhost []\n",
        "Successfully authenticated as principal «jroe» on admin",
        'level=info msg="in" usr=«jroe» addr=x created_by=«kroe»\nLogin attempt: user=«lroe» ip=192.0.2.7',
        "type=LOGIN_ERROR, realmId=x, ipAddress=192.0.2.7, error=invalid, username=«jroe», code_id=8d\n"
        'type="LOGIN", ipAddress="192.0.2.7", auth_method="saml", username="«kroe»"\nuser="«lroe»", ip=192.0.2.7\n',
        "INFO {o.x.SsoHandler} -  '«jroe»' logged out at [2022-08-02 07:44:10,0312]\n"
        "INFO - '«kroe»@fern.test [-1234]' logged in at [2022-08-02]\nUser \"«lroe»\" has logged in from 192.0.2.7\n",
        "WHO: «jroe»\nWHAT: Supplied credentials: x\nLogin by '«kroe»' succeeded; cmd auth test: user «lroe»: failure",
        "2024|urn:x|_a|https://sp.example|http://shibboleth.net/ns/profiles/saml2/sso/browser|https://idp.example|urn:y|_b|«jroe»|urn:z|uid|",
    ),
    misses=(
        "imap(f, xs): yield; def lda(x): pass; ldap(user, password): x; sql(x,y): z",
        "orig_to=<root>, sasl_username=postmaster\nauthid=$id, A=plain_login:\n",
        "[user=$user] [pid 2] [root] OK; [pid 2] [main",
        "a b _ i r x ftp; - USER is one; (x) - USER root: Login successful.",
        "as user root (uid=0; user [optional] -> [none]; as user friendly (x",
        'POST /~/x; user "x" was here; : user interface: authentication',
        "db=x, user=postgres, app=y\n@orders ERROR:  x\njroe@orders ERROR:  x\nMatched entry of jroe\n",
        """Found match "jroe" in x\nusername "Auth" "admin"\nusername "jroe" into x\n""",
        "Login OK: see there; Peer Connection; succeeded for 'root'; passed for 'jroe'",
        "%SYS-5-CONFIG_I: Configured from console by vty0\n%ASA-6-302013: Built outbound TCP\n",
        'acct="root" UID="unset"; User Slice of UID 1000.',
        "FATAL:  role \"postgres\" does not exist; Access denied for user 'root'@'localhost'",
        'level=info msg="in" user=root addr=x\nuser=jroe; level: info user=jroe\nuser=jroe ip=x',
        "f(ip_address=192.0.2.7, user=user); clientIp=192.0.2.7 username=jroe; ipAddress=192.0.2.7, username=null, x=1",
        "INFO -  'admin' logged in at [2022-08-02 07:45]\nIt's jroe' logged in at 7\n'jroe' logged at [2]\n",
        "'jroe' logged in at home\n",
        "WHO: jroe\nWHY: x\nLogin by name; http://shibboleth.net/ns/profiles/saml2/sso/browser|x|y|z||u|",
    ),
)
