import pytest

from pii.labels import Label


@pytest.mark.parametrize(
    "text",
    [
        "password = '«hunter2»'",
        'String dbPassword = "«s3cr3t»";',
        'password: "«abook»",',
        '{"user": "jroe", "password": "«very-secret»", "id": 1}',
        r"{\"password\": \"«hunter2»\"}",
        "$config['password'] = '«hunter2»';",
        ":password => '«hunter2»'",
        'var password string = "«hunter2»"',
        "password: str = '«hunter2»'",
        'char password[] = "«hunter2»";',
        'private static final String PWD = "«pwd»";',
        'if (password == "«letmein»")',
        'user.set_password("«hunter2»")',
        'props.put("password", "«hunter2»");',
        '<property name="password" value="«hunter2»"/>',
        "<password>«hunter2»</password>",
        '<Realm username="app" password="«hunter2»" />',
        "passphrase = 'correct horse battery staple'".replace(
            "correct horse battery staple", "«correct horse battery staple»"
        ),
        "DB_PASSWORD=«hunter2»",
        "export PGPASSWORD=«changeme»",
        "[db]\nuser = jroe\npassword = «fred»\nhost = db",
        "Server=db;User Id=jroe;Password=«hunter2»;Encrypt=yes",
        "https://example.org/login?user=x&password=«hunter2»&y=1",
        "tool --password=«hunter2» --verbose",
        "tool --db-password «hunter2» -v",
        'tool --pass="«admin»"',
        "const allowedPassword = Buffer.from('«bar9»');",
        "spring.datasource.password=«hunter2»",
        "'bindpw' => '«hunter2»',",
        "{ user: 'jroe', password: '«password»' }",
        "$ export TOOL_PASSWORD=«hunter»",
        "PGPASSWORD=«hunter» psql -h 127.0.0.1",
        "password = r'«a\\\\b»'",
        "private_key_passwd = '«hunter2»'",
        "db.dsn = 'host=db user=jroe password=«hunter2» port=5432'",
        "smtp_auth_username: 'jroe'\nsmtp_auth_password: '«password»'",
        "root_password => '«password»',",
        "redis = Redis.new(password: '«mysecret»')",
    ],
)
def test_passwords(finds, text: str) -> None:
    finds("password", text, Label.PASSWORD)


@pytest.mark.parametrize(
    "text",
    [
        "password = ''",
        "password = '***'",
        "password = '<password>'",
        "password = '${DB_PASSWORD}'",
        "password: {{ db_password }}",
        "password = 'your-password'",
        "password = 'your_password_here'",
        "password = f'{user}-token'",
        "password = get_password()",
        "ResetPassword = '00299570-246d-11d0-a768-00aa006e0529'",
        "keyring.set_password('service', 'jroe', secret)",
        "password_key = 'hunter2'",
        'connect(user="jroe", password=second_word, host=host)',
        "password = getpass.getpass('Password: ')",
        "password = os.environ['PASSWORD']",
        "password = config.get('password')",
        "def login(user: str, password: str) -> None:",
        "    password=password,\n    user=user)",
        "self.password = password",
        "password: string;",
        "{ label: 'Password', password: 'password' }",
        "password: 'rule:admin_or_owner'; password = '0x10000'; password = 'urn:example:Password'",
        "db_password = 'TOOL_DBPASS'",
        "password_field = 'user_password'",
        "{ type: 'password', name: 'password', id: 'password_confirmation' }",
        '<input type="password" name="password" placeholder="Password">',
        "error_messages = {'password': 'Please enter your password'}",
        "password_hash = 'a1b2c3d4e5f6'",
        "password_regex = '^[a-z]+$'",
        "PASSWORD_FILE=/run/secrets/db",
        "['username', 'password', 'email']",
        "raise ValueError('password must not be empty')",
        "password: null",
        'print(ok ? "PASS" : "FAIL")',
        "opt -debug-pass=Executions x.ll",
        "USER_PASSWD.encode('ascii')",
        "auth_method = 'password'",
        "bypass: 'x1y2z3', compass = 'north'",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("password", text)
