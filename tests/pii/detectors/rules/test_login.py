import pytest

from pii.labels import Label


@pytest.mark.parametrize(
    "text",
    [
        "requests.get(url, auth=('jroe', '«hunter2»'))",
        "HTTPBasicAuth('jroe', '«hunter2»')",
        'ftp.login("jroe", "«hunter2»")',
        'DriverManager.getConnection(url, "jroe", "«hunter2»")',
        "new PDO($dsn, 'jroe', '«hunter2»')",
        "mysqli_connect('localhost', 'jroe', '«hunter2»', 'db')",
        "User.objects.create_user('jroe', 'jroe@example.org', '«hunter2»')",
        "person.authenticate('«hunter2»')",
        "$encoder->isPasswordValid($hash, '«hunter2»', null)",
        "CREATE USER 'jroe'@'%' IDENTIFIED BY '«hunter2»';",
        "ALTER ROLE jroe WITH LOGIN PASSWORD '«hunter2»'",
        "curl -u jroe:«hunter2» https://example.org",
        "mysql -u jroe -p«hunter2» db",
        "sshpass -p '«hunter2»' ssh jroe@example.org",
        "machine example.org login jroe password «hunter2»",
        "requirepass «hunter2»",
        "openssl rsa -in k.pem -passin pass:«hunter2»",
        "echo 'jroe:«hunter2»' | sudo chpasswd",
        "RUN echo 'jroe:«correct horse»' | chpasswd",
        "conn.basic_auth 'jroe', '«open sesame»'",
        'err = l.Bind("cn=jroe,dc=example,dc=org", "«hunter2»")',
        'const hash = await bcrypt.hash("«hunter2»", 10);',
        "password_verify($given, '«hunter2»')",
        "skopeo copy --src-creds=jroe:«hunter2» x",
        "--requirepass '«hunter2»'\n",
        "sshpass -p «hunter2» ssh db",
        "a001 LOGIN jroe «hunter2»\n",
        "keytool -genkey -alias a -storepass «hunter2» -keypass «letmein»",
        "authorizer.add_user('jroe', '«hunter2»', '/home/jroe', perm='r')",
        'self.assert_auth_failed(USER, "«wrong»")',
        "http('--auth', 'jroe:«hunter2»')",
        'client.auth_crammd5("jroe", "«hunter2»")',
        "rootpw\t\t«hunter2»\n",
        '"jroe"\tMD5\t"«hunter2»"',
        'pin: "«031-45-154»",',
    ],
)
def test_passwords(finds, text: str) -> None:
    finds("login", text, Label.PASSWORD)


@pytest.mark.parametrize(
    "text",
    [
        'jwt.sign({ id: 1 }, "«shhhhh»", options)',
        'EncodingKey::from_secret("«hunter2»".as_ref())',
    ],
)
def test_signing_secrets_are_keys(finds, text: str) -> None:
    finds("login", text, Label.KEY)


@pytest.mark.parametrize(
    "text",
    [
        "a login and password for the site",
        "ftp.login('anonymous', 'guest')",
        "curl -u $USER:$PASS https://example.org; docker run -u 1000:1000 x; tool -u http://x",
        "mysql -u jroe -p db",
        'columns identified by "id"',
        "client.authenticate('PLAIN', callback)",
        "auth=('user', password)",
        "IDENTIFIED BY '<password>'",
        "login(user, password)",
        "tool -U test:tester stat",
        "bind('click', 'handler')",
        "jwt.verify(token, key)",
        '"jroe"\tPEAP\n"next"\tTLS',
        "pin: 13, pin = '1'",
        "bcrypt.compare(given, hashed)",
        "openssl rsa -passin pass:$PASS",
        "sshpass -p $PASSWORD ssh db; keytool -storepass ${PASS}",
        '@auth_required("session", "token", "basic")',
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("login", text)
