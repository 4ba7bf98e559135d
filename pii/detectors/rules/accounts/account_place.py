"""Accounts at places that only suggest one: what a test compares a user name with, types or looks up by, and tags of Discord."""

from pii.detectors.rules.accounts.account_forms import A, AccountFinder, Form, Where
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.known.organisations import is_organisation_account

_NAMED = r"(?:user_?-?name|login|nick_?name|screen_?name|log_?name)"
_COMPARES = (
    r"(?:isequalto|tobe|toequal|tostrictequal|equals|equalsignorecase|contentequals|to\.equal|to\.eql|to\.be\.equal|to\.eq"
    r"|should\.equal|should\.be)"
)
_QUOTED = rf"[\"'`]{A}[\"'`]"


def _is_persons(value: str) -> bool:
    return is_account(value) and not is_organisation_account(value)


_FIND = AccountFinder(
    "account_place",
    {
        "compared": Form(
            rf"(?i){_NAMED}(?:\(\))?\)?\.{_COMPARES}\([\"'`]\w", rf"[\w-]+(?:\(\))?\)?\.[\w.]+\({_QUOTED}\)"
        ),
        "typed": Form(
            rf"(?i){_NAMED}[\"'\])]{{1,5}}\)?\.(?:clear\(\)\.)?(?:type|fill|send_?keys|set_?value)\([\"'`]\w",
            rf"[\w-]+[\"'\])]{{1,5}}\)?\.(?:clear\(\)\.)?\w+\([\"'`]{A}(?:\{{\w+\}})?[\"'`]\)",
        ),
        "typed_into": Form(
            rf"(?i)(?:fill|type|set_?value|enter|input)\w{{0,12}}\([\w.#\[\]='\" -]{{0,30}}{_NAMED}[\"'\])]{{1,3}}, ?[\"'`]\w",
            rf"\w+\([\w.#\[\]='\" -]*?[\"'\])]{{1,3}}, ?{_QUOTED}\)",
        ),
        "filled": Form(
            rf"(?i){_NAMED}[\"']?, with: ?[\"']\w|{_NAMED}[\"'] with [\"']\w",
            rf"[\w-]+[\"']?,? with:? ?{_QUOTED}",
        ),
        "called": Form(
            r"(?i)(?:set|with|by|fill|enter|type|input)_?user_?name\([\"'`]\w|\.(?:username|withUser)\([\"']\w",
            rf"\W?\w+\({_QUOTED}",
        ),
        # The users that cloud-init makes.
        "cloud_init": Form(
            r"- name: [a-z][\w-]{1,30}\r?\n[ \t]{2,12}"
            r"(?:sudo|gecos|groups|primary_group|lock_passwd|passwd|ssh_authorized_keys|shell):",
            rf"- name: {A}\r?\n",
        ),
        "tag": Form(
            r"(?i)(?:discord|owner|tag)[\w\"' ]{0,12}[:=-]? ?[\"'`]?\w[\w.]{1,31}#\d{4}\b",
            rf"\w+(?:[\w\"' ]{{0,12}}[:=-] ?[\"'`]?|[\"' ]{{1,2}}){A}#\d{{4}}(?!\w)",
        ),
        "spoken": Form(r"(?i)\b(?:as|for|of|by) (?:the )?user(?:name)? [\"'`]\w", rf"\w+ (?:the )?\w+ {_QUOTED}"),
        "emphasised": Form(
            r"(?i)\b(?:as|for|with|under|on|by|is|using) (?:the )?(?:user ?name|login) (?:\*\*|__|<b>|<code>)[a-z]",
            rf"[A-Za-z ]+ (?:\*\*|__|<\w+>){A}(?=\*\*|__|</)",
        ),
        "connected": Form(
            r"(?:getConnection|mysqli(?:_connect)?|mysql_p?connect|MySQLdb\.connect|pymysql\.connect|new Sequelize|DBI->connect"
            r"|\bdatabase)\([\"']",
            rf"[\w.> -]+\([\"'][^\"'\n]{{1,120}}[\"'], ?{_QUOTED}, ?[\"']",
        ),
        "tested": Form(
            r"(?i)\buser(?:name)?(?:\.equals\(| ?={2,3} ?)[\"'][\w.-]{2,38}[\"']\)? ?(?:&&|and\b)",
            rf"\w+(?:\.\w+\(| ?={{2,3}} ?){_QUOTED}\)? ?(?:&&|and) ?\$?[\w.(]*(?i:pass|pwd|pw)",
        ),
        "variable": Form(
            r"\bvariable \"\w{0,30}(?:user(?:_?name)?|admin_account|login)\"",
            rf"variable \"\w+\"\s*\{{(?:(?!\bdefault\b)[^{{}}])*\bdefault\s*=\s*\"{A}\"",
        ),
        "spaced": Form(r"[ \t]username [\"']\w", rf"[ \t]+username {_QUOTED}[ \t]*(?=\r?\n|$)", Where.LINE),
        "asked": Form(
            r"[?&]user(?:name)?=[A-Za-z][\w.-]+&",
            rf"[?&]\w+={A}&(?:amp;)?(?:[\w.]{{1,40}}=[^&\s\"']{{0,80}}&(?:amp;)?){{0,4}}(?:password|passwd|pwd|pass)=",
        ),
        # Who is logged on by himself when Windows starts (Winlogon).
        "registry": Form(
            r"(?i)[ \t](?:/v|-name)[ \t]+[\"']?(?:alt)?defaultusername\b",
            rf"(?i)\s\S+\s+[\"']?\w+[\"']?(?:\s+(?:/t\s+reg_\w+|/f|-(?:property)?type\s+[\"']?\w+[\"']?))*"
            rf"\s+(?:/d|-value)\s+[\"']?{A}(?=[\"'\s]|$)",
        ),
        "made": Form(r"\bcreate_(?:super)?user\([\"']\w", rf"\w+\({_QUOTED},"),
    },
    is_somebody=_is_persons,
)

RULE = Rule(
    "account_place",
    _FIND.patterns,
    _FIND,
    rank=4,
    proves=False,
    hits=(
        "reg add x /v DefaultUserName /t REG_SZ /d «jroe» /f\nSet-ItemProperty -Name 'DefaultUserName' -Value '«kroe»'\n",
        "users:\n  - name: «jroe»\n    sudo: ALL=(ALL) NOPASSWD:ALL\n",
        '"ownerTag": "«mothwing»#4410", Discord: «jroe7»#0042',
        'if (user.equals("«jroe»") && password.equals("x")) {}\nif user == "«kroe»" and pwd == "x":\n',
        'variable "admin_username" {\n  type = string\n  default = "«jroe»"\n}\n  username "«kroe»"\n',
        'DriverManager.getConnection("jdbc:mysql://db2/x", "«jroe»", "x"); new mysqli("localhost", "«kroe»", "x", "db")',
        "jdbc:postgresql://db1/x?user=«jroe»&ssl=true&password=x",
        'assertThat(user.getUsername()).isEqualTo("«jroe»"); expect(user.username).toBe("«kroe»")',
        "expect(u.username).to.equal('«jroe»'); login.equals(\"«kroe»\"); expect(user.user_name).to eq('x')",
        "cy.get('[name=username]').type('«jroe»{enter}'); page.fill('#username', '«kroe»')",
        'find(By.name("username")).sendKeys("«jroe»"); find_element(By.ID, "user-name").send_keys("«kroe»")',
        "fill_in 'Username', with: '«jroe»'\nWhen I fill in \"Username\" with \"«kroe»\"\n",
        'u.setUsername("«jroe»"); page.fillUsername("«kroe»"); repo.findByUsername("«lroe»"); b.username("«mroe»").x',
        'log in as the user "«jroe»"; for user `«kroe»`',
        "The job runs on the username **«jroe»**; sign in with the login <code>«kroe»</code>\n",
        "User.objects.create_superuser('«jroe»', 'j@example.org', 'x')",
    ),
    misses=(
        "reg add x /v DefaultUserName /d Administrator\nreg add x /v DefaultDomainName /d moss\n"
        "Set-ItemProperty $x -Name DefaultUserName -Value $User\n",
        "tasks:\n  - name: install\n    apt: x\n  - name: Jroe\n    sudo: yes\n",
        '"tag": "issue #4410", color: #4410, "ownerTag": "x"',
        'if (user.equals("jroe") && age.equals("x")) {}\nvariable "users_file" { default = "jroe" }\n',
        'getConnection(url, "jroe", "x"); getConnection("jroe", "x")\nhttps://example.org/?user=jroe&page=2',
        'assertThat(user.getUsername()).isEqualTo("root"); expect(user.city).toBe("jroe")',
        "if username == 'admin': x\nif username == 'username' or username == name: y\nwhere login = ?",
        "log(user.username, 'jroe')\nmap(username, 'value')",
        "cy.get('[name=username]').type(user); fields = ('username', 'jroe')",
        "fill_in 'Username', with: user\nfill in username with care",
        "u.setUsername(name); by('jroe'); findByUsername(\"\")",
        "create_user(user, 'x')",
        "with the username **admin**, with the username **and password**, for user **experience**\n",
        'as the user "admin"; for the user who is "jroe"',
    ),
)
