"""Tables of hits and near misses per decoy class. Guillemets mark the span: `key = «value»`. All values are made up."""

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.decoys import DECOYS, NOBODYS, NOT_PERSONAL, check_names, decoy_class, line_around
from pii.errors import ConfigError
from pii.labels import Label
from pii.spans import Span

NAME, EMAIL, USERNAME, IP, KEY, PASSWORD = Label

MD5 = "5f3ab9c0d1e2f4a6b7c8d9e0f1a2b3c4"
SHA1 = MD5 + "d5e6f7a8"
SHA256 = MD5 + MD5[::-1]
UUID = "3b9d2c1e-77aa-4f10-9c3e-0a1b2c3d4e5f"


def marked(marked_text: str, label: Label) -> tuple[str, Span]:
    before, value, after = re.split("[«»]", marked_text)
    return before + value + after, Span(len(before), len(before) + len(value), label)


HITS: dict[str, list[tuple[Label, str]]] = {
    "documentation": [
        (EMAIL, "write to «jane@example.com»"),
        (EMAIL, "«jane@mail.example.org»"),
        (EMAIL, "«Jane@EXAMPLE.NET»"),
        (EMAIL, "«jane@host.test»"),
        (EMAIL, "«jane@corp.example»"),
        (EMAIL, "«root@localhost»"),
        (EMAIL, "«x@nothing.invalid»"),
        (IP, "ping «192.0.2.1»"),
        (IP, "«198.51.100.255»"),
        (IP, "«203.0.113.0»"),
        (IP, "«2001:db8::1»"),
        (IP, "[«2001:DB8:0:1::2»]:443"),
        (IP, "«3fff::1»"),
        (KEY, "aws_access_key_id = «AKIAIOSFODNN7EXAMPLE»"),
        (KEY, "«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»"),
    ],
    "loopback": [
        (IP, "listen «127.0.0.1»:80"),
        (IP, "«127.8.9.10»"),
        (IP, "http://[«::1»]/"),
    ],
    "unspecified": [(IP, "bind «0.0.0.0»:80"), (IP, "«::»")],
    "netmask": [
        (IP, "mask «255.255.240.0»"),
        (IP, "«255.0.0.0»"),
        (IP, "«255.255.255.255»"),
        (IP, "«ffff:ffff::»"),
        (IP, "permit ip 10.20.0.0 «0.0.0.63»"),
    ],
    "private-ip": [
        (IP, "«10.1.2.3»"),
        (IP, "«172.16.0.9»"),
        (IP, "«172.31.255.254»"),
        (IP, "«192.168.1.1»"),
        (IP, "«169.254.10.20»"),
        (IP, "«fd12:3456:789a::1»"),
        (IP, "«fe80::1ff:fe23:4567:890a%eth0»"),
    ],
    "popular-dns": [
        (IP, "nameserver «8.8.8.8»"),
        (IP, "«1.1.1.1»"),
        (IP, "«9.9.9.9»"),
        (IP, "«208.67.222.222»"),
        (IP, "«2001:4860:4860::8888»"),
        (IP, "«2001:4860:4860:0:0:0:0:8888»"),
        (IP, "«2606:4700:4700::1111»"),
    ],
    "placeholder": [
        (KEY, "secret = «secret-access-key»"),
        (KEY, "SECRET_KEY=«32byteHEXKEY»"),
        (KEY, "SECRET_KEY=«a-64-char-random-secret»"),
        (KEY, "secret = '«32characterstring»'"),
        (PASSWORD, "password: «min-12-characters-password»"),
        (PASSWORD, "DB_PASS: «test/MossApp/DBAccount/password»"),
        (KEY, "token = '«kv/moss/api#auth_token»'"),
        (KEY, "api_key = «API_TOKEN_VALUE»"),
        (PASSWORD, "password: «email-access-app-key»"),
        (PASSWORD, "password: «<password>»"),
        (PASSWORD, "password=«${DB_PASS}»"),
        (PASSWORD, "password=«$DB_PASS»"),
        (PASSWORD, "password=«$(cat /run/secret)»"),
        (PASSWORD, "password: «{{ vault_password }}»"),
        (PASSWORD, "url = db://u:«{password}»@h"),
        (PASSWORD, "db://u:«%s»@h"),
        (PASSWORD, "db://u:«%(password)s»@h"),
        (PASSWORD, "set p=«%PASSWORD%»"),
        (PASSWORD, "password = «your-password»"),
        (PASSWORD, "password = «your_own_password»"),
        (PASSWORD, "password = «my password here»"),
        (PASSWORD, "password = «***»"),
        (PASSWORD, "password = «........»"),
        (PASSWORD, "password = «None»"),
        (PASSWORD, "password = «[REDACTED]»"),
        (PASSWORD, "password = «some_password»"),
        (PASSWORD, "password = «redacted»"),
        (PASSWORD, "password = «XXREDACTEDXX»"),
        (PASSWORD, "password = «removed_for_security»"),
        (KEY, "token = «redacted-token-value»"),
        (KEY, "api_key = «YOUR_API_KEY»"),
        (KEY, "api_key = «yourApiKey»"),
        (KEY, "api_key = «YOUR-SECRET-TOKEN-HERE»"),
        (KEY, "api_key = «REPLACE_WITH_YOUR_KEY_HERE»"),
        (KEY, "api_key = «insert-your-key-here»"),
        (KEY, "api_key = «YOUR_S3_SECRET_KEY»"),
        (KEY, "api_key = «MY_API_KEY»"),
        (KEY, "api_key = «xxxxxxxxxxxxxxxx»"),
        (KEY, "api_key = «XXXX-XXXX-XXXX»"),
        (KEY, "api_key = «00000000000000000000000000000000»"),
        (KEY, "jwt_secret: «CHANGE_ME_32_HEX»"),
        (PASSWORD, "password: «CHANGE_ME»"),
        (KEY, "-H 'Authorization: Bearer «ACCESS_TOKEN_FROM_STEP_1»'"),
        (PASSWORD, 'password: "«!secret widget_password»"'),
        (PASSWORD, "PASSWORD=«ChangeThisPassword»"),
        (KEY, '"refresh_token": "«eyJhbGciOiJIUzI1NiIs...»"'),
        (KEY, "SECRET=«changemoi-en-prod-via-openssl»"),
        (KEY, "KEY=«YourSuperSecretKey32Characters!»"),
    ],
    "encrypted": [
        (PASSWORD, "# enc_password: «U2FsdGVkX194IOsbb2dRlvyJA5vxYhgB»"),
        (PASSWORD, "db_password: «ENC[AES256_GCM,data:QYDvHRfb,iv:pPdW,tag:x,type:str]»"),
        (PASSWORD, "enc_password: «U2FsdGVkX194IOsbb2dRlvyJA5vxYhgB0cY+vt02»  # openssl enc"),
        (KEY, 'secret = "«U2FsdGVkX1/4IOsbb2dRlvyJA5vxYhgB0cY+vt02»"'),
        (PASSWORD, f"kind: SealedSecret\nspec:\n  encryptedData:\n    password: «AgBM{MD5}{MD5}»"),
        (KEY, "secret={cipher}4f2a9c71".replace("{", "«{", 1) + "»"),
        (KEY, "token: «vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM»"),
    ],
    "public-key": [
        (KEY, '<map Token="«b77a5c561934e089»" PublicKey="00000000000000000400000000000000">'),
        (KEY, '<map PublicKey="002400000480" Token="«B77A5C561934E089»">'),
        (KEY, f"pubkey: '«{MD5}{MD5}»'"),
        (KEY, f'"publicKey": "«{MD5}{MD5}»"'),
        (KEY, f"PUBLIC_KEY_HEX = «{MD5}{MD5}»"),
        (KEY, f"ssh-ed25519 «AAAAC3NzaC1lZDI1NTE5AAAA{MD5}» jroe@web"),
        (KEY, f'key = "«AAAAB3NzaC1yc2EAAAA{MD5}»"'),
        (KEY, f'WIDGET_PUBLISHABLE_KEY="«{MD5}»"'),
        (KEY, f"getToken({{ vapidKey: '«{MD5}»' }})"),
        (KEY, f'sessionKey="«AQIAAA5mAAAApAAA{MD5}»"'),
        (KEY, "pacman-key --recv-key «5AE0D27C81B9F346» --keyserver keys.example.org"),
        (KEY, "gpg --lsign-key=«0x5AE0D27C81B9F346»"),
        (KEY, f"""<script data-cf-beacon='{{"version":"1","token":"«{MD5}»","r":1}}'>"""),
    ],
    "named-otherwise": [
        (PASSWORD, "kadmin -l add --use-defaults -p $ADMIN_PASSWORD «testuser123»\n"),
        (PASSWORD, 'x --password="${PASS}" «jroe7»'),
        (PASSWORD, 'DATATYPE_FILE       = "file"\nDATATYPE_PASSWORD   = "«password»"\n'),
        (PASSWORD, 'CONF_PASSWORD: Final = "«password»"\nCONF_HOST: Final = "host"\n'),
        (PASSWORD, "new Credentials(\"username\", \"«password»\"); login(user='username', passwd='password')"),
        (PASSWORD, '"username": "str?", "password": "«password?»"'),
        (PASSWORD, "x --docker-username=myusername --docker-password=«mypassword»"),
        (PASSWORD, "--docker-username=USER --docker-password=«PASS» --docker-email=EMAIL"),
        (PASSWORD, "# to_es_user=username\n# to_es_pwd=«password»\n"),
        (PASSWORD, "form.setValue('login', 'username'); form.setValue('passwd', '«password»')"),
        (PASSWORD, "$dbname = 'name';\n$dbuser = 'user';\n$dbpass = '«pass»';"),
        (KEY, "client_secret: '«widget_client_secret»'"),
        (PASSWORD, 'KEYSTORE_PASSWORD = "«keyStorePassword»"'),
        (PASSWORD, "MQTT_PASS=«mqtt_password»"),
        (PASSWORD, "spring.datasource.password=«datasource-password»"),
        (PASSWORD, "  mqtt_passwd: «mqtt_pwd»"),
        (PASSWORD, '#define WIFI_SSID "essid"\n#define WIFI_PASSWORD    "«password»"'),
        (PASSWORD, "{pass: '«Approved»', fail: 'Declined'}"),
        (PASSWORD, "login(user: loginName, password: «loginPassword»)"),
        (PASSWORD, "passwordField: '«pass»'"),
        (PASSWORD, "lunghezzaPassword = '«dodici12»'"),
        (PASSWORD, "kind = {'Low-pass': '«lowpass»', 'Band-stop': 'bandstop'}"),
        (PASSWORD, "DEVICE_PASSCODE = '«DevicePasscode»',"),
        (PASSWORD, 'ACCESS["DEVICE_PASSCODE_OR_BIOMETRICS"] = "«BiometricsOrDevicePasscode»";'),
        (KEY, "CLIENT_SECRET: '«client_secret»'"),
        (KEY, 'const val NEW_TOKEN_EVENT_KEY = "«deviceToken»"'),
        (KEY, '"hashed_token": "«1234»"'),
        (KEY, "$configStorageKey => '«fiddle-config»'"),
        (KEY, "INVALID_SECRET_CODE = '«invalid-secret»'"),
    ],
    "digest": [
        (KEY, "SPEC CHECKSUMS:\n  firebase_auth: «0a1b2c3d4e5f60718293a4b5c6d7e8f901234567»\n"),
        (KEY, "jroe:1001:aad3b435b51404eeaad3b435b51404ee:«31d6cfe0d16ae931b73c59d7e0c089c0»:::"),
        (KEY, f"md5: «{MD5}»"),
        (KEY, f"commit «{SHA1}»"),
        (KEY, f"sha256:«{SHA256}»"),
        (KEY, f"pkg.tar.gz  checksum=«{SHA256.upper()}»"),
        (KEY, f'"etag": "«{MD5}»"'),
        (KEY, f"sha512 = «{SHA256 + SHA256}»"),
        (KEY, f"<Pass password>\n</Pass>\n<File x>\n\tHash = «{SHA256}»"),
        (KEY, f"# via git revision «{SHA1}»"),
        (KEY, f"file_sha256 = «{SHA256}»"),
        (KEY, f"GIT_COMMIT=«{SHA1}»"),
        (KEY, f"key fingerprint: «{SHA1}»"),
        (KEY, f"password_hash = «{MD5}»"),
        (KEY, f"«{MD5}»  archive.iso  # md5"),
        (KEY, f'{{"author": "roe", "commit": "«{SHA1}»"}}'),
    ],
    "key-frame": [
        (KEY, "Authorization: Bearer «eyJhbGciOiJIUzI1NiIs»..."),
        (KEY, "data.match(/«-----BEGIN DSA PRIVATE KEY-----/»)"),
        (KEY, 'privkey = "«-----BEGIN OPENSSH PRIVATE KEY-----»\\n" + body'),
        (KEY, "«-----BEGIN PRIVATE KEY-----<KEY>-----END PRIVATE KEY-----»"),
        (KEY, "«-----END RSA PRIVATE KEY-----»"),
        (KEY, 'privk64 + "«-----END OPENSSH» PRIVATE KEY"'),
        (KEY, "«PRIVATE KEY-----/»"),
        (KEY, "Authorization: Bearer «eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9»..."),
    ],
    "ui-label": [
        (NAME, "x: «नवीन गुप्तशब्द»"),
        (PASSWORD, "'PASSWORD' => '«비밀번호»',"),
        (PASSWORD, "path_names: {\n  sign_in: 'entrar',\n  password: '«clave»',\n"),
        (PASSWORD, 'password = "«Contraseña»"'),
        (PASSWORD, 'password = "«contraseña-antigua»"'),
        (PASSWORD, "password: «mot-de-passe-oublié»"),
        (PASSWORD, "password: «löyly kiuas»"),
        (PASSWORD, 'password: "«avec le mot de passe»"'),
        (PASSWORD, 'password: "«Passwort»"'),
        (PASSWORD, '<string name="password_never">«Enxames»</string>'),
        (PASSWORD, '<string name="password_weekly">«alle 2 Wochen»</string>'),
        (NAME, "'lastname' => '«Apelido»',"),
        (NAME, '"contact": "«Nome e Cognome»"'),
        (NAME, "- «姓名»: "),
    ],
    "encoded-block": [
        (KEY, "1990 «\x1b$BG/$4$m$+$i3+;O\x1b(B»;"),
        (KEY, f"{'Ab1' * 21}A\nCd2«{'x9Zq' * 10}»{'Ef3' * 7}\n"),
        (KEY, f"{'Ab1' * 10}«{'x9Zq' * 10}\nCd2{'Ef3' * 7}»{'Gh4' * 9}\n"),
        (KEY, f"data:image/png;base64,{'Ab1' * 60}«{'x9Zq' * 10}»\n"),
        (KEY, f'"«{"Gh4+" * 16}»\\n"\n"{"Ij5/" * 16}\\n"\n'),
    ],
    "integrity": [
        (KEY, "integrity sha512-«q8Yt0vYlE0n3yU4+oR1bTzPjK7mW2sXcVd9Lf5Hg6JkQaZw»=="),
        (KEY, '"integrity": "«sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8Kux»"'),
        (KEY, "sha256:«QaZwSxEdCrFvTgByHnUjMiKoLp0192837465»"),
        (KEY, "(md5=«QaZwSxEdCrFvTgByHnUjMi»==)"),
    ],
    "uuid": [
        (KEY, "Postman-Token: «0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d», User-Agent: x"),
        (KEY, f'"key": "«Q-{UUID}-0»",'),
        (KEY, f"key = '«panel_{UUID}»'"),
        (KEY, f"id: «{UUID}»"),
        (KEY, f"<Project guid='«{{{UUID.upper()}}}»'>"),
        (KEY, f'curl -H "X-Session-Id: «{UUID}»" x'),
        (KEY, f'tokens {{ }}\n  agent = "«{UUID}»"'),
    ],
    "ledger-address": [
        (KEY, f'"toTokenAddress":"«0x{"0a1b2c3d" * 5}»"'),
        (KEY, "key: «GAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPSABOV»"),
        (KEY, "TOKEN = «CAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPSBFLM»"),
        (KEY, f"payTo: «bc1{'q' * 39}»"),
        (KEY, "token = «16L5yRNPTuciSgXGHqYwn9N6NeoKqopAu»"),
    ],
    "version": [
        (IP, "v«1.2.3.4»"),
        (IP, 'd="M1 2c.572 0 .81.36 1.208.8 «1.128.8.223» 0 .69.267 1.038.593"'),
        (IP, "// G.7.4.3.4 via G.7.3.3.4 via «7.3.2.13» for NalUnit"),
        (IP, "// see clause 8.2.1, and «7.3.2.8» for the rest"),
        (IP, "«7.3.2.8» and Annex B.7.1"),
        (IP, "as § 7.4.1 and «7.4.1.3» say"),
        (IP, "version «1.2.3.4»"),
        (IP, 'version = "«10.0.0.1»"'),
        (IP, "Version: «4.3.2.1»"),
        (IP, "release «2.4.6.8»"),
        (IP, "ver=«2.4.6.8»"),
        (IP, "<FileVersion>«10.0.12.7»</FileVersion>"),
        (IP, 'oldVersion="0.0.0.0-«4.1.0.0»"'),
        (IP, "tool (>= «2.36.0.1»)"),
        (IP, "openssl-«1.0.2.1»"),
        (IP, "pkg («4.1.4.84») stable"),
        (IP, "Chrome/«71.0.99.98» Safari"),
        (IP, 'agent.match(/rv:«1.2.3.4»/i) == "rv:1.2.3.4"'),
        (IP, "(compatible; MSIE «1.2.3.4»; X)"),
        (IP, "Requirement already satisfied: moss in /x (from -r a.txt (line 38)) («12.13.0.92»)"),
        (IP, "moss-fern==«10.3.9.90»"),
        (IP, "- moss=«10.3.9.90»=py39_0"),
        (IP, "[INFO] +- org.example.moss:moss-core:jar:«2.8.11.6»:compile"),
        (IP, "implementation 'org.example.moss:moss-core:«2.8.11.6»'"),
        (IP, "moss-fern «10.10.0.84» requires fern>=1.21"),
        (IP, "Package    Version\n---- ----\nmoss-fern     «10.10.0.84»\n"),
        (IP, "GEM\n  specs:\n    prefixer (1.2.0)\n    widgets-rails («10.2.5.0»)\n      prefixer"),
        (IP, "git+https://example.org/jroe/tool.git@«0.2.7.1»#egg=tool"),
        (IP, "tag «12.34.56.78»+0800"),
        (IP, "## «10.0.1.7»\n"),
        (IP, "# «10.0.1.7» (2019-02-03)\n"),
        (IP, "3.0.«2.1.0.1»~deb12u1"),
    ],
    "organisation": [
        (NAME, '"name": "«Kore Nakamura»", "email": "sales@kore-nakamura.example"'),
        (NAME, '"name": "«Kore Nakamura»", "email": "mail@nakamura.example"'),
        (NAME, "Hey «Siri», stop"),
        (NAME, "ask «Alexa» about it"),
        (NAME, "the skill that «Alexa» knows"),
        (NAME, "«Cortana» is gone"),
        (NAME, "* Jane Roe, Center for Astrophysics | «Harvard» & Smithsonian, <jroe@example.org>"),
        (NAME, "Astrophysics | Harvard & «Smithsonian», <jroe@example.org>"),
        (NAME, "Author: Jane Roe, «Max Planck»"),
        (NAME, "- Kim O'Roe («Yale»)"),
        (NAME, "@author J. Roe, «Fraunhofer IOSB»"),
        (NAME, "Created by «Blender FBX Exporter»"),
        (NAME, "Created by «Jane Mesh Converter» 1.2"),
        (NAME, "by «Fbx Importer»"),
        (NAME, "by «Ronja Scene» Exporter"),
        (NAME, "author: «Taylor Roe Photography»"),
        (NAME, "with «Kim Roe» Orchestra"),
        (NAME, '{"artist": "«Dave Roe Band»"}'),
        (NAME, "at Univ. of «Moss Falls»."),
        (NAME, "«Univ. of Moss Falls»"),
        (NAME, "Bank of Moss «Jane»"),
        (NAME, "City of «Santa Rosalia»"),
        (NAME, "by «Roe Software Ltd.»"),
        (NAME, '{"authors": [{"name": "«Oliva SDK»"}, {"name": "Jane Roe"}]}'),
        (NAME, "by «Marie App»"),
        (NAME, "«The Apache Foundation»"),
        (NAME, "© 2020 «Widget Moss», Inc."),
        (NAME, "© 2020 «Moss Portal» Pvt. Ltd."),
        (NAME, "Co-Authored-By: «Claude Moss» 4.7 (1M) <noreply@widget.example>"),
        (NAME, "Co-authored-by: «Cursor Agent» <x@fern.example>"),
        (NAME, "Assisted-By: «Claude» <x@fern.example>"),
        (NAME, "co-authored-by:«Devin AI» <x@fern.example>"),
        (USERNAME, "Co-developed-by: «Gemini» <x@fern.example>"),
        (USERNAME, "Co-authored-by: «copilot-swe-agent» <x@fern.example>"),
        (NAME, "Co-authored-by: «Claude Opus 4.7» (1M) <x@fern.example>"),
        (NAME, '"author": "«Moss» <support@moss.example>"'),
        (NAME, '{ name = "«WidgetMoss», email = "devs@roe.example"'.replace("Moss»", 'Moss»"')),
        (NAME, "Author: «Mossware7» <jane@mossware7.example>"),
        (USERNAME, "https://facebook.com/«mossuniversityofwidgets»"),
        (USERNAME, "@«microsoft»"),
        (USERNAME, "cd /homes-of/«microsoft»"),
        (USERNAME, "https://github.com/«grupomoss»/x"),
        (USERNAME, "https://x.com/«equipe-moss»"),
        (USERNAME, "https://github.com/«ietf-moss»/x"),
        (USERNAME, "https://github.com/«mosslabs»/x"),
        (USERNAME, "The address of our team's GitHub:\n\nhttps://github.com/«Mossers»/x"),
        (USERNAME, "Team page: https://github.com/Mossers\nsee github.com/«Mossers»/x"),
        (USERNAME, "https://github.com/«widget-labs»/x"),
        (USERNAME, "https://github.com/«tooljs»/tool"),
        (USERNAME, "uses: «actions»/checkout@v4"),
        (USERNAME, "Author: «Fernbrite», Inc.\n"),
        (USERNAME, "© Brixo Widget, Inc.\nhttps://github.com/«brixo-widget»/tool"),
        (USERNAME, 'See Fernbrite GmbH, "«fernbrite»/tool"'),
    ],
    "system-account": [
        (USERNAME, "«SM_0c1e2f3a4b5d6e7f8»:1124:"),
        (USERNAME, "«HealthMailbox0a1b2c3»"),
        (USERNAME, "«$331000-AB1CD2EF3GH4»"),
        (USERNAME, "mnt-by: «EXAMPLE-MNT»"),
        (USERNAME, "[Service]\nUser=«moss»\nGroup=moss\nExecStart=/usr/bin/moss\n"),
        (USERNAME, "[program:moss]\ncommand=./x\nuser=«moss»\n"),
        (USERNAME, 'NAME="moss"\nUSER="«moss»"\n'),
        (USERNAME, "chown «moss»:moss /var/lib/moss"),
        (USERNAME, "/home/«ubuntu»/x"),
        (USERNAME, "user = «db_admin2»"),
        (USERNAME, "«renovate[bot]»"),
        (USERNAME, "«SVC-deploy»"),
    ],
    "prompting-host": [
        (USERNAME, "jroe@«larkmist»:~/bin$ ls"),
        (USERNAME, "[jroe@«web1» dir]$ ls"),
        (USERNAME, "scp x jroe@«web1».example.org:/srv"),
        (USERNAME, "jroe@«web1» % ls"),
    ],
    "place": [
        (NAME, "# «Улица Ленина», 3"),
        (NAME, "routes from «Sorrento Valley» and Torrey Pines to Moss"),
        (NAME, "routes from Sorrento Valley and «Torrey Pines» to Moss"),
        (NAME, "in «Rua Roe»"),
        (NAME, "1;Moss;Av. «Afonso Pena», 1200;x\n"),
        (NAME, '2;Moss;"Rod. «Raposo Tavares» km 12";x\n'),
        (NAME, "<td>«Coral Harbor»</td>"),
        (NAME, "«Mary»'s Harbour"),
        (NAME, "between «Jane Roe» Island and the coast"),
        (NAME, "«Mount Roe»"),
        (NAME, "Port «Hope Simpson»"),
        (NAME, '["«Moss Lake»", "x"]'),
        (NAME, '["«Fern Lake»", "Roe Island"]'),
        (NAME, "- «Moss Falls»\n"),
        (NAME, '{"name": "«Charlie Lake»", "lat": 56.3}'),
        (NAME, "1,3 «Jane Terrace»,Dallas,TX,75201"),
        (NAME, "(7,'41260 «Jane Roe» Hill','Reno')"),
        (NAME, "x\t9 Norway «Roe Court»\ty"),
        (NAME, "x;12B «Jane Way», Apt 4;y"),
        (NAME, "lives at 3 «Jane Crescent», above"),
        (NAME, "x,«Austin»,TX,1"),
        (NAME, "('x','«Jackson»','39201')"),
        (NAME, "«Jackson»|MS\n"),
        (NAME, "the Foundation, 51 «Jane St», Fifth Floor"),
        (NAME, "160 Roe Avenue, «Santa Roe», CA 95051"),
        (NAME, "«Sierra  Leone»"),
        (NAME, "('Toulouse', '«France»')"),
        (NAME, "carrer de «Jane Roe» 90"),
        (NAME, "rue «Jane Roe», ul. x"),
        (NAME, "«Roe Jane» utca 4"),
        (NAME, "in der «Jane-Roe-Straße»"),
        (NAME, "'«Novi Roe»'"),
        (NAME, "Address: 7925 «Jane» Branch Dr, Roe"),
        (NAME, "release 5.5 (2 «JAN» 1996)"),
        (NAME, "R X 1979 1980 - «Mar Su»>=15 0 1 D"),
        (NAME, "Bahasa «Gael Scotland»"),
        (NAME, "House # 8, Road # 34, «Roe», Dhaka"),
        (NAME, "beside the mosque, «Roe»-2, Dhaka-1212"),
        (NAME, "<I>«Thu Sep» 18 09:20:46 EDT 2003</I>"),
        (NAME, '[7996, 70, "«South Korea»", 1986]'),
        (NAME, "Alajuela,Grecia,«San Roe»,40065"),
        (NAME, "tabela: «Coreia do Sul», 51"),
        (NAME, "INSERT INTO `city` VALUES (77,'«Mar Azul»','ARG');"),
        (NAME, "insert into geo.tbl_cidades_2 (id, nome) values\n(1, 'Ulm'),\n(2, 'BR', 5, '«Jane Roe»');"),
    ],
    "distinguished-name": [
        (NAME, "/C=SE/ST=Dalarna/L=Falun/O=«Jane Roe»/CN=x"),
        (NAME, "subject: C = DE, ST = «Jane», CN = Kim Roe"),
        (NAME, 'keytool -dname "CN=Kim Roe, OU=«Jane»"'),
        (NAME, "CN=Kim Roe,O=Moss «Jane Roe»"),
        (NAME, "[ dn ]\nC = SE\nL = «Jane»\n"),
        (NAME, '{"names": [{"C": "SE", "O": "«Jane Roe»"}]}'),
        (NAME, "organizationName_default = «Jane Roe»\n"),
        (NAME, "0.organizationName = «Jane Roe»\n"),
        (NAME, "uid=x,ou=«Jane»,dc=roe"),
    ],
    "module": [
        (NAME, "<?php\nnamespace «Oliva»\\Test\\Builder;\nuse Oliva\\Utils;\n"),
        (NAME, "use Moss\\«Oliva»;\n"),
        (NAME, "package «roe».moss\n\nimport x"),
        (NAME, "import «Marie».Core\n"),
        (NAME, "package «Roe»::Moss;\n"),
        (NAME, "import qualified Data.«Marie» as M\n"),
        (NAME, "from «Marie».core import x\n"),
        (NAME, "namespace «Marie»;\n"),
        (NAME, "  using static «Marie».Core;\n"),
        (NAME, "pub mod «Marie»;\n"),
    ],
    "menu-step": [
        (NAME, "1. **Portal** → **«Martin Roe»** → **Users**"),
        (NAME, "1. **«Martin Roe»** > **Users**"),
        (NAME, "Open Settings › «Martin Roe» › Users"),
        (NAME, "click Users > «Martin Roe»"),
        (NAME, "open '/Applications/«Martin Roe».app'"),
    ],
    "eponym": [
        (NAME, "the «Levenshtein» distance"),
        (NAME, "a «Rube Goldberg» machine"),
        (NAME, "«Roe»'s algorithm"),
        (NAME, "«Diffie-Hellman» key exchange"),
        (NAME, "by the «Roe Moss method»"),
        (NAME, "«Simpson»'s biplane method"),
        (NAME, "title = {Inference in «Gaussian Fields»}"),
        (NAME, "of «Bayesian Nets», 2010"),
        (NAME, "on «Euclidean Jordan» algebras"),
        (NAME, "# критерий «Колмогорова» и"),
        (NAME, "método de «Newton»"),
        (NAME, "der Satz von «Roe»"),
        (NAME, "twierdzenie «Roe»"),
    ],
    "parameter": [
        (USERNAME, "- if can? :edit, @«torneo»\n"),
        (USERNAME, "INSERT INTO t (a, b) VALUES (@first, @«second»)"),
        (USERNAME, "CREATE PROCEDURE p\n  @«second» datetime,\n"),
        (USERNAME, 'set -ogq @«thm_heather» "#dd7878"\n'),
        (USERNAME, "}\n\n@book{«roe2003gardens»,\n  title={Gardens}"),
        (USERNAME, "1 CHIL @«I197»@\n"),
        (USERNAME, "td = x - @«sales»[[date, 7]]\n"),
    ],
    "icon": [
        (USERNAME, "self::USER => '«fas-magnifying-glass»',"),
        (USERNAME, "user: '«bi-person-fill»'"),
        (USERNAME, 'user: "«mdi-account»"'),
        (USERNAME, "user: '«heroicon-o-sparkles»'"),
        (USERNAME, "owner: '«fa-solid fa-crown»'"),
        (USERNAME, "{ owner: '«ri-moon-foggy»', day: 'ri-sun-line' }"),
        (PASSWORD, "password: '«fa-lock»'"),
    ],
    "message": [
        (NAME, """<x-label value="{{ __('«Jane Roe»') }}">"""),
        (NAME, 'tr( "«Kim Low»")'),
    ],
    "title": [
        (NAME, '{"title": "«Billie Moss»", "artist": "Kim Roe", "album": "Fern"}'),
        (NAME, '[{"artists": [{"name": "x"}], "trackName": "«Billie Moss»"}]'),
        (NAME, '{"track": 3, "name": "«Billie Moss»", "artist": {"name": "Kim Roe"}}'),
        (NAME, "Film(title='«Annie Moss»', director='Kim Roe', year=1977)"),
        (NAME, "- title: '«Emma Moss»'\n  genre: drama\n"),
        (NAME, '{"artist": "Kim Roe", "album": "«Anne Roe»"}'),
        (NAME, "INSERT INTO books(name, author, price) VALUES('«Harry Stone»','J. Roe',12);"),
        (NAME, "insert into `shop`.`tbl_movies` (`id`, `movie_name`) values (1, 'It''s, x'), (2, '«Annie Hall»')"),
        (
            NAME,
            "INSERT INTO vendors (slug, name, logo) VALUES\n('x', '«Beckman Coulter»', '/x.webp'),\n('y', 'Roe', '/y');",
        ),
        (NAME, "INSERT INTO tbl_companies (id, company_name) VALUES (1, '«Jane Roe»');"),
        (NAME, 'INSERT INTO category_list (title)\nVALUES\n("Moss"),\n("«Harry Stone» it")'),
    ],
    "currency": [
        (NAME, '("DKK", "«Danish Krone»")'),
        (NAME, '"CHF": {"name": "«Swiss Franc»"}'),
        (NAME, "«New Taiwan Dollar»"),
        (NAME, "XCD;«East Caribbean Dollars»"),
        (NAME, "«Schweizer Franken»"),
        (NAME, "'«Dänische Krone»'"),
        (NAME, "«Peso Mexicano»"),
        (NAME, "'CRC' => '«Colón Costarricense»'"),
        (NAME, '"MYR": "«Ringgit»"'),
        (NAME, "«Costa Rican Colón»"),
    ],
    "other-field": [
        (NAME, "Calle = '«Jane Roe»', Zip = 1"),
        (NAME, "alamat: 'Jl. 3, Kel. Moss, «Roe Moss»'"),
        (NAME, "(1, 'x@roe.example', '4 rue des tulipes', '«Haute Moss»', 'Ulm')"),
        (NAME, "(1, '43 avenue «Moss de Lark»', 'Ulm')"),
        (NAME, "(1, 'Sari', '«Perempuan»', 'x')"),
        (NAME, "print('«Jenis Kelamin» : ')"),
    ],
    "unattributed": [
        (NAME, "- [«Jackson Databind»](https://mvnrepository.com/artifact/com.example/jackson-databind)"),
        (NAME, 'title = "«パンケーキ» 今日"'),
        (NAME, 'title = "यह «ऋषभ» है"'),
        (NAME, "«Jika Anda» memiliki"),
        (NAME, "haben. – «Alle Gäste», welche kamen"),
        (NAME, "«Unsere Paula Stub» ist offen"),
        (NAME, "# Custer, Elmore, «Franklin», Fremont, Gem, Gooding,\n# Lemhi"),
        (NAME, "# in Pike, Pulaski, Starke,\n#   Spencer and «Dubois»"),
        (NAME, "Arabisch\nBulgarisch\n«Algerisch Arabisch»\nBretonisch\nBosnisch"),
        (USERNAME, "«пароль» 1"),
    ],
    "one-word-name": [
        (NAME, "# by «Jane»"),
        (NAME, "«J.»"),
    ],
    "short-key": [
        (KEY, "key = «a8F3k2Qz»"),
        (KEY, "key = «x»"),
    ],
}

NEAR_MISSES: dict[str, list[tuple[Label, str]]] = {
    "documentation": [
        (EMAIL, "«jane@roe.org»"),
        (EMAIL, "«jane@myexample.com»"),
        (EMAIL, "«jane@example.com.roe.org»"),
        (EMAIL, "«jane@example.de»"),
        (EMAIL, "«test@roe.org»"),
        (EMAIL, "«example.com@roe.org»"),
        (EMAIL, "«jane@latest»"),
        (USERNAME, "«jane»@example.com"),
        (IP, "«192.0.3.1»"),
        (IP, "«198.51.101.1»"),
        (IP, "«2001:db9::1»"),
        (IP, "«::ffff:10.0.0.1»"),
        (KEY, "«AKIAIOSFODNN7EXAMPLX»"),
        (KEY, "«EXAMPLE7a8F3k2QzR9»"),
        (NAME, "«Jane Example»"),
    ],
    "loopback": [
        (IP, "«128.0.0.1»"),
        (IP, "«10.0.0.1»"),
        (IP, "«::2»"),
        (PASSWORD, "pass «127.0.0.1»"),
        (IP, "«127.0.0.300»"),
    ],
    "unspecified": [(IP, "«0.0.0.1»"), (IP, "«::1»"), (PASSWORD, "«0.0.0.0»")],
    "netmask": [
        (IP, "«255.255.0.255»"),
        (IP, "«254.0.0.0»"),
        (IP, "«128.0.0.0»"),
        (IP, "«fe00::»"),
        (IP, "«0.0.0.62»"),
        (IP, "«1.255.255.255»"),
        (KEY, "«255.0.0.0»"),
    ],
    "private-ip": [
        (IP, "«11.1.2.3»"),
        (IP, "«172.32.0.1»"),
        (IP, "«192.169.1.1»"),
        (IP, "«8.8.8.8»"),
        (IP, "«192.0.2.1»"),
        (IP, "«127.0.0.1»"),
        (IP, "«::1»"),
        (IP, "«2a01:4f8::1»"),
        (PASSWORD, "«10.1.2.3»"),
    ],
    "popular-dns": [
        (IP, "«8.8.8.9»"),
        (IP, "«1.1.1.2»"),
        (IP, "«2001:4860:4860::8889»"),
        (KEY, "«8.8.8.8»"),
    ],
    "placeholder": [
        (KEY, "secret = «secret-otter-key»"),
        (KEY, "SECRET_KEY=«moss32bytes9Fk2q7Zt3Kx»"),
        (KEY, "SECRET_KEY=«32byteMossKey»"),
        (PASSWORD, "password: «12otters-password»"),
        (PASSWORD, "DB_PASS: «test/MossApp/DBAccount/password7»"),
        (PASSWORD, "DB_PASS: «moss/password»"),
        (PASSWORD, "password = «user-name»"),
        (PASSWORD, "password = «secret_key7»"),
        (PASSWORD, "password = «secret-access_key»"),
        (PASSWORD, "password = «hidden-moss-42»"),
        (PASSWORD, "password = «removed-moss-42»"),
        (PASSWORD, "password = «hunter-redact9»"),
        (PASSWORD, "password = «hunter2»"),
        (PASSWORD, "password = «mypass»"),
        (PASSWORD, "password = «my-secret»"),
        (PASSWORD, "password = «Tr0ub4dor&3»"),
        (PASSWORD, "password = «correct horse battery staple»"),
        (PASSWORD, "password = «xX12-9ab»"),
        (PASSWORD, "password = «pa$$word»"),
        (PASSWORD, "password = «%Winters»"),
        (PASSWORD, "password = «nullable7»"),
        (PASSWORD, "password = «hidden-harbour»"),
        (PASSWORD, "password = «an0th3r-S3cr3t-9.pass»"),
        (PASSWORD, "password = «the4Rivers-2019.secret»"),
        (PASSWORD, "password = «<b>unny»"),
        (PASSWORD, "password = «your»"),
        (PASSWORD, "password = «aab»"),
        (KEY, "key = «xxxxxxxxxxxxxxxQ»"),
        (KEY, "key = «a7Fq29-kd93x-key»"),
        (NAME, "«<name>»"),
        (USERNAME, "«your-name»"),
        (KEY, "key = «" + "x" * 81 + "»"),
    ],
    "encrypted": [
        (KEY, 'secret = "«U2FsdGVkYX94IOsbb2dRlvyJA5vxYhgB0cY+vt02»"'),
        (KEY, 'secret = "«xU2FsdGVkX194IOsbb2dRlvyJA5vxYhgB0cY+vt02»"'),
        (PASSWORD, "db_password: «ENCORE[x]»"),
        (PASSWORD, "# enc_password: «U2FsdGVkX294IOsbb2dRlvyJA5vxYhgB»"),
        (PASSWORD, f"data:\n    password: «AgBM{MD5}{MD5}»"),
        (PASSWORD, f"encryptedData:\n    password: «AgBM{MD5}»"),
        (KEY, "token: «vault:version:1»"),
    ],
    "public-key": [
        (KEY, '<map Token="«b77a5c561934e089»" Url="x"><map PublicKey="00">'),
        (KEY, '<map Token="«b77a5c561934e089b7»" PublicKey="00">'),
        (KEY, "widget --api-key «5AE0D27C81B9F346» --keyserver keys.example.org"),
        (KEY, f"private_key: '«{MD5}{MD5}»'"),
        (KEY, f"republic_keys = «{MD5}»"),
        (KEY, f"vapid_private_key: «{MD5}»"),
        (PASSWORD, f"pubkey: «{MD5}»"),
    ],
    "named-otherwise": [
        (PASSWORD, "kadmin -p $PRINCIPAL -w «testuser123»\n"),
        (PASSWORD, "kadmin -p «$ADMIN_PASSWORD» testuser123\n"),
        (PASSWORD, 'CONF_HOST = "moss"\nCONF_PASSWORD = "«password»"\nATTR_HOST = "host"\n'),
        (PASSWORD, 'CONF_HOST = "host"\nCONF_PASSWORD = "«password7»"\n'),
        (PASSWORD, 'new Credentials("jroe", "«password»")'),
        (PASSWORD, '"password": "«passwort?»"'),
        (PASSWORD, "x --docker-username=jroe --docker-password=«mypassword»"),
        (PASSWORD, "--docker-username=USER --docker-password=«PASS7»"),
        (PASSWORD, "# to_es_user=jroe\n# to_es_pwd=«password»\n"),
        (PASSWORD, "to_es_user=username\nto_es_pwd=«password»\n"),
        (PASSWORD, "form.setValue('login', 'jroe'); form.setValue('passwd', '«password»')"),
        (PASSWORD, "$dbname = 'moss';\n$dbuser = 'user';\n$dbpass = '«pass»';"),
        (PASSWORD, "$dbname = 'name';\n$dbuser = 'jroe';\n$dbpass = '«pass»';"),
        (KEY, "client_secret: '«the-real-client-secret»'"),
        (PASSWORD, "MQTT_PASS=«larkmist_password»"),
        (PASSWORD, "spring.datasource.password=«spring-moss-password»"),
        (PASSWORD, "PASS=«password»"),
        (PASSWORD, 'ssid = "larkmist"; password = "«password»"'),
        (PASSWORD, 'user = "user"; password = "«larkmist»"'),
        (PASSWORD, "{pass: '«Approved»', full: 'Declined'}"),
        (PASSWORD, "{password: '«Approved»', fail: 'Declined'}"),
        (PASSWORD, "postgres://lark_mist:«lark_mist»@db"),
        (PASSWORD, "mqtt_passwd: '«mqtt_pass»'"),
        (KEY, "client_secret: '«larkmist»'"),
        (PASSWORD, "db_pass: '«dbpass»'"),
        (PASSWORD, "logins = {'guest': '«guest»', 'Low-pass': 'x'}"),
        (PASSWORD, "login(user: loginName, password: «loginPassword»,"),
        (PASSWORD, "login(user: loginName, password: «password»)"),
        (PASSWORD, "login(user: loginName, password: «loginPassword2»)"),
        (PASSWORD, "password: '«pass»'"),
        (PASSWORD, "nuovaPassword = '«dodici12»'"),
        (PASSWORD, "db_password: '«dbpassword»'"),
        (PASSWORD, "storage_url_password = '«hunter2»'"),
        (PASSWORD, "password = '«test_password»'"),
        (KEY, "client_secret: '«my-client-secret»'"),
        (KEY, "storage_key = '«Ab3dEf6hIj9kLmNoPq»'"),
        (KEY, "token: '«typed»', type: x"),
        (NAME, "field: '«Jane»'"),
    ],
    "digest": [
        (KEY, "x:\n  firebase_auth: «0a1b2c3d4e5f60718293a4b5c6d7e8f901234567»\n"),
        (KEY, "jroe:1001:aad3b435b51404eeaad3b435b51404ee:«31d6cfe0d16ae931b73c59d7e0c089c1»:::"),
        (KEY, f"<Pass password>\n\tMethod = sha256\n\tHash = «{SHA256}»"),
        (KEY, f"Pass = sha256#«{SHA256}»#x#"),
        (KEY, f"api_key = «{MD5}»"),
        (KEY, f"token = «{SHA1}»"),
        (KEY, f"md5: «{MD5[:-1]}»"),
        (KEY, f"sha1: «{'g' + SHA1[1:]}»"),
        (KEY, f"checksum of file\napi_key = «{MD5}»\nsha1 of file"),
        (KEY, f"digital_ocean = «{SHA256}»"),
        (KEY, f"git_token = «{SHA1}»"),
        (KEY, f"hash_secret_key = «{SHA256}»"),
        (KEY, f"git token: «{SHA1}»"),
        (KEY, f'{{"etag": "1", "api_key": "«{MD5}»"}}'),
        (KEY, f"api_key = «{MD5}»  # not the md5 of anything"),
        (PASSWORD, f"md5: «{MD5}»"),
    ],
    "key-frame": [
        (KEY, "Authorization: Bearer «eyJhbGciOiJIUzI1NiIs» ..."),
        (KEY, f"«-----BEGIN PRIVATE KEY-----{'Ab1' * 20}-----END PRIVATE KEY-----»"),
        (KEY, "«PRIVATE-4f9a8b7c»"),
        (PASSWORD, "«-----BEGIN PRIVATE KEY-----»"),
        (KEY, "«eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc»"),
        (KEY, "«eyJ0eXBlIjoic2VydmljZSIsImtleSI6ImEifQ==»"),
    ],
    "ui-label": [
        (NAME, "x: «नवीन त्रिपाठी»"),
        (PASSWORD, "password = '«hunter2»'"),
        (PASSWORD, "password = '«Droséra-rotundifolia»'"),
        (PASSWORD, "path_names: { sign_in: 'entrar' }, password: '«clave»'"),
        (PASSWORD, "password = '«пароль1»'"),
        (PASSWORD, "password = '«contraseña#»'"),
        (PASSWORD, "password: «löyly-kiuas»"),
        (PASSWORD, 'password = "«Droséra-rotundifolia»"'),
        (PASSWORD, "password = '«parola»'"),
        (KEY, "password = '«Passwort»'"),
        (NAME, "'lastname' => '«Apelila»',"),
        (NAME, '"contact": "«Jane e Apelido»"'),
        (USERNAME, "'lastname' => '«Apelido»',"),
    ],
    "encoded-block": [
        (KEY, f"AWS_SESSION_TOKEN=«{'x9Zq' * 90}»\n"),
        (KEY, f"AWS_SESSION_TOKEN=«{'x9Zq' * 90}»==\n"),
        (KEY, f"key =\n«{'Gh4+' * 16}»\nend\n"),
        (KEY, f'secret = "«{"Gh4+" * 16}»"\nother = "{"Ij5/" * 16}"\n'),
    ],
    "integrity": [
        (KEY, "secret = «q8Yt0vYlE0n3yU4+oR1bTzPjK7mW2sXcVd9Lf5Hg6JkQaZw»"),
        (KEY, "sha512 = «q8Yt0vYlE0n3yU4+oR1bTzPjK7mW2sXcVd9Lf5Hg6JkQaZw»"),
        (KEY, "sha256-«short»"),
        (PASSWORD, "sha256:«QaZwSxEdCrFvTgByHnUjMiKoLp0192837465»"),
    ],
    "uuid": [
        (KEY, "Postman-API-Token: «0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d»"),
        (KEY, f'"key": "«sk-{UUID}-0»",'),
        (KEY, f'"api_key": "«Q-{UUID}-0»",'),
        (KEY, f'"key": "«{UUID}»",'),
        (KEY, f"api_key: «{UUID}»"),
        (KEY, f"client-secret: «{UUID}»"),
        (KEY, f"Authorization: «{UUID}»"),
        (KEY, f"id: «{UUID[:-1]}»"),
        (KEY, f"id: «{UUID}0»"),
        (PASSWORD, f"id: «{UUID}»"),
        (KEY, f'curl -H "X-Board-Session: «{UUID}»" x'),
        (KEY, f'"tokens": {{\n  "agent": "«{UUID}»"'),
    ],
    "ledger-address": [
        (KEY, f'"key":"«{"0a1b2c3d" * 5}»"'),
        (KEY, f'"key":"«0x{"0a1b2c3d" * 8}»"'),
        (KEY, f'"key":"«0x{"0a1b2c3d" * 5}0»"'),
        (KEY, "key: «SAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPSABOV»"),
        (KEY, "key: «GAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPSABOW»"),
        (KEY, f"payTo: «bc1{'q' * 37}»"),
        (KEY, f"payTo: «bc1{'b' * 39}»"),
        (KEY, "token = «16L5yRNPTuciSgXGHqYwn9N6NeoKqopAv»"),
        (KEY, f"token = «{'z' * 35}»"),
        (PASSWORD, f'"pay":"«0x{"0a1b2c3d" * 5}»"'),
    ],
    "version": [
        (IP, "srv:«1.2.3.4»"),
        (IP, "ipv4 «1.2.3.4»"),
        (IP, "hosts .5 «10.1.2.3» and 10.2.3.4"),
        (IP, "x «10.1.2.3» in .5 s"),
        (IP, "// G.7.4.3.4 via G.7.3.3.4\nvia «7.3.2.13»"),
        (IP, "see section 4.2.1 on the host «7.3.2.13»"),
        (IP, "see section 4.2.1, «77.3.2.213»"),
        (IP, "G.729 from «7.3.2.13», version 2.1"),
        (IP, "this section is on «7.3.2.13»"),
        (IP, "[web]\n# «192.168.1.100»       ansible_user=x\n"),
        (IP, "# «10.0.0.7» web1\n"),
        (IP, "## «172.16.4.5»\n"),
        (IP, "server «1.2.3.4»"),
        (IP, "version 2 at «1.2.3.4»"),
        (IP, "conversion:      «1.2.3.4»"),
        (IP, "aversion        =«1.2.3.4»"),
        (IP, "prev «1.2.3.4»"),
        (KEY, "v«1.2.3.4»"),
        (IP, "«10.0.0.1»-10.0.0.9"),
        (IP, "host/«10.1.2.3»:21"),
        (IP, 'host == "«127.0.0.1»"'),
        (IP, "ping «192.0.2.3»-x"),
        (IP, "mstsc /v:«10.0.2.7» /f"),
        (IP, "Requirement: moss in /x (line 38)) («12.13.0.92»)"),
        (IP, "Requirement already satisfied: x\nmoss (line 38)) («12.13.0.92»)"),
        (IP, 'moss == "«10.3.9.90»"'),
        (IP, "moss ==«10.3.9.90»"),
        (IP, "moss=«10.3.9.90»"),
        (IP, "moss-fern «10.10.0.84» required"),
        (IP, "Host    Address\nmoss-fern     «10.10.0.84»\n"),
        (IP, "hosts:\n    web1 («10.2.5.0»)\n    web2"),
        (IP, "GEM\n  specs:\n    web1 («10.2.5.0») up\n"),
    ],
    "organisation": [
        (NAME, '"name": "«Kore Nakamura»", "email": "mail@kore-nakamura.example"'),
        (NAME, '"Roe, «Cornell»"'),
        (NAME, "by «Alexa», on Monday"),
        (NAME, "Hey «Alexa Roe», stop"),
        (NAME, "Jane Roe, «Cornell» Moss"),
        (NAME, "by «Cornell»"),
        (NAME, "Jane Roe, «Cornell-Moss»"),
        (NAME, "by «Jane Builder»"),
        (NAME, "by «Marie Appel»"),
        (NAME, "by «Bob Wizard» and the wizard"),
        (NAME, "photography by «Taylor Roe»"),
        (NAME, "«Kim Roe» photography"),
        (NAME, "«Kim Bandy»"),
        (NAME, "a paper of «Jane Roe»"),
        (NAME, "the university, of «Jane Roe»"),
        (NAME, "University of Moss, «Jane Roe»"),
        (NAME, "by «Jane Roe»"),
        (NAME, "«Jane Bosch»"),
        (NAME, "«Jane Roe, Roe Software Ltd.»"),
        (NAME, "«Widget Moss», Increments"),
        (NAME, "© 2020 «Jane Roe», Inc."),
        (NAME, "Co-Authored-By: «Jane Roe» <jane@users.noreply.github.example>"),
        (NAME, "Co-authored-by: «Claude Roe» <x@fern.example>"),
        (NAME, "Co-authored-by: «Agent» <x@fern.example>"),
        (NAME, "Signed-off-by: «Devin» <x@fern.example>"),
        (NAME, "Co-authored-by: «Jane» <x@fern.example>"),
        (USERNAME, "Co-authored-by: «devin-roe» <x@fern.example>"),
        (NAME, "«Roe Software Ltd. and Jane Roe»"),
        (NAME, "«Jane» <support@roe.example>, «Mossfern» <m@fern.example>".replace("«Mossfern»", "Mossfern")),
        (NAME, "«Mossfern» <m@fern.example>"),
        (NAME, "«Brixo Fern» <x@brixofern.example>"),
        (USERNAME, "https://github.com/«jroe»/tool"),
        (USERNAME, "© Fernbrite, Increments\nhttps://github.com/«fernbrite»/tool"),
        (USERNAME, "© Fernbrite, Inc.\nhttps://github.com/«fernbrit»/tool"),
        (USERNAME, "© Jane Roe, Inc.\nhttps://github.com/«roe»/tool by «janeroe»".replace("«janeroe»", "janeroe")),
        (USERNAME, "/home/«jane-web»/x"),
        (USERNAME, r"C:\Users\«microsoft»\AppData"),
        (USERNAME, "https://github.com/«gruproe»/x"),
        (USERNAME, "https://github.com/«li-gang»/x"),
        (USERNAME, "The team, and its lead's GitHub: https://github.com/«Mossers»/x"),
        (USERNAME, "cd /home/«microsoft»/x"),
        (USERNAME, "C:/Users/«microsoft»/x"),
        (EMAIL, "«microsoft»"),
    ],
    "system-account": [
        (USERNAME, "«sm_jroe»"),
        (USERNAME, "«healthmailboxroe»"),
        (USERNAME, "mnt-by: «MNTROE»"),
        (USERNAME, "[Service]\nUser=«moss»\nGroup=users\nExecStart=/usr/bin/lark\n"),
        (USERNAME, "[Service]\nUser=«moss»\nExecStart=/home/moss/bin/moss\n# /usr/bin/moss"),
        (USERNAME, "user = «moss»\ngroup = moss\n"),
        (USERNAME, "«Moss»: /usr/bin/Moss"),
        (USERNAME, "(«moss») /usr/bin/moss"),
        (USERNAME, "/home/«jroe»/x"),
        (USERNAME, "user = «adminjane»"),
        (PASSWORD, "«root»"),
        (NAME, "«Guest»"),
    ],
    "prompting-host": [
        (USERNAME, "«jroe»@larkmist:~/bin$ ls"),
        (USERNAME, "see @«jroe»:~/x"),
        (USERNAME, "cc x@«jroe», thanks"),
    ],
    "place": [
        (NAME, "by «Jane Lake»"),
        (NAME, '["«Charlie Lake»", "Tom Rivers"]'),
        (NAME, '{"name": "«Charlie Lake»", "email": "x", "lat": 56.3}'),
        (NAME, "by «Fern Lake» for x"),
        (NAME, "1;Moss;Ap. «Afonso Pena», 1200;x\n"),
        (NAME, "a patch from «Jane Valley» and Tom Pines, thanks"),
        (NAME, "Port «Jane»'s patch to x"),
        (NAME, "Support «Jane Roe»"),
        (NAME, "«Jane Roe» island"),
        (NAME, "1,«Jane Terrace»,Dallas,TX,75201"),
        (NAME, "1 «Jane Hill»\n2 Jane Roe"),
        (NAME, "(3,'«Jane Hill»','Reno')"),
        (NAME, "x,3 «Jane Roe» told"),
        (NAME, "x,«Jane»,TX,1"),
        (NAME, "x,«Austin»,QQ,1"),
        (NAME, "Roe «Austin»,TX,1"),
        (NAME, "Sabahasa «Gael Scotland»"),
        (NAME, "by «Jane Street»"),
        (NAME, "true «Jane Roe» 90"),
        (NAME, "«Roe Jane» utcaz"),
        (NAME, "'«Novica Roe»'"),
        (NAME, "«Jane Roe», CA"),
        (NAME, "«Mar Roe»"),
        (NAME, "by «Jan»"),
        (NAME, "call 34, «Roe», Dhaka 12"),
        (NAME, "by «Sandra Roe»"),
        (NAME, "by «Jane San Roe»"),
        (NAME, "by «Sun Roe»"),
        (USERNAME, "«Costa Rica»"),
        (NAME, "INSERT INTO `customers` VALUES (77,'«Mar Azul»','ARG');"),
        (NAME, "INSERT INTO city (name, mayor) VALUES ('Ulm', '«Jane Roe»');"),
        (NAME, "INSERT INTO city_mayors VALUES (77,'«Mar Azul»','ARG');"),
        (NAME, "INSERT INTO country VALUES ('MOS','Moss','Europe','West',5,'«Jane Roe»');"),
        (NAME, "INSERT INTO city VALUES (77,'Ulm');\nINSERT INTO (77,'«Jane Roe»');"),
        (NAME, "INSERT INTO city VALUES (77,'Ulm');\nSELECT (77,'«Jane Roe»');"),
    ],
    "distinguished-name": [
        (NAME, "/C=SE/ST=Dalarna/O=Moss/CN=«Jane Roe»"),
        (NAME, "O=«Jane Roe»"),
        (NAME, "c = 1\no = «Jane Roe»\nx = 2\n"),
        (NAME, "O=Moss, «Jane Roe»"),
        (NAME, "commonName_default = «Jane Roe»\n"),
    ],
    "module": [
        (NAME, "package of «Jane»\n"),
        (NAME, "from «Jane» to Kim\n"),
        (NAME, "from «J.Roe» to K.Low\n"),
        (NAME, "use Moss\\Utils; // by «Jane»\n"),
        (NAME, "import Core.X // «Jane Roe»\n"),
        (NAME, "# package «Marie».Core\n"),
        (NAME, "import «Marie»\n"),
    ],
    "menu-step": [
        (NAME, "1. **«Jane Roe»** → owner"),
        (NAME, "assignee: Kim Moss → «Jane Roe»"),
        (NAME, "> «Jane Roe» wrote"),
        (NAME, "open the letter of «Jane Roe»"),
        (NAME, "see «Jane Roe».apparel"),
    ],
    "eponym": [
        (NAME, "«Roe» wrote an algorithm"),
        (NAME, "«Jane Roe»'s house"),
        (NAME, "by «Adrian Fields»"),
        (NAME, "by «Brian Gaussian»"),
        (NAME, "автор «Колмогоров», критерий"),
        (NAME, "libro de «Newton»"),
        (NAME, "der Brief von «Roe»"),
        (USERNAME, "«roe» distance"),
    ],
    "parameter": [
        (USERNAME, "Thanks to @«jroe» for the UPDATE of it; SELECT x"),
        (USERNAME, "f(@«jroe»)"),
        (USERNAME, "see :edit, by @«jroe»"),
        (USERNAME, "1 CHIL @«jroe»@\n"),
        (USERNAME, "the set is by @roe; set @«jroe» -g"),
        (USERNAME, "\n@author{«jroe»}"),
        (NAME, "INSERT INTO t (a, b) VALUES (@first, @«second»)"),
    ],
    "icon": [
        (USERNAME, "user: '«ri-tanaka»', day: 'fa-sun'"),
        (USERNAME, "user: '«mdiroe»'"),
        (USERNAME, "user: «mdi-account»"),
        (USERNAME, "user: '@«mdi-account»'"),
        (USERNAME, "user: '«fabroe»'"),
        (NAME, "user: '«mdi-account»'"),
    ],
    "message": [
        (NAME, "init('«Jane Roe»')"),
        (NAME, '_("Written by «Jane Roe»")'),
        (NAME, "__('Hello'); x = '«Jane Roe»'"),
        (NAME, 'sort("«Jane Roe»")'),
    ],
    "title": [
        (NAME, '{"title": "Billie Moss", "artist": "«Kim Roe»", "album": "Fern"}'),
        (NAME, '{"artist": {"name": "«Kim Roe»"}, "title": "Billie"}'),
        (NAME, '{"name": "«Kim Roe»", "albums": [{"title": "Billie", "artist": "x"}]}'),
        (NAME, '{"name": "«Kim Roe»", "genre": "rock"}'),
        (NAME, '{"name": "«Kim Roe»", "email": "x", "artist": "x"}'),
        (NAME, '{"title": "«Kim Roe»", "page": 1}\n{"artist": "x"}'),
        (NAME, "name = '«Kim Roe»'\nartist = 'x'\n"),
        (NAME, "INSERT INTO books(name, author, price) VALUES('Harry Stone','«Jane Roe»',12);"),
        (NAME, "INSERT INTO book_authors(name, price) VALUES('«Jane Roe»',12);"),
        (NAME, "INSERT INTO users (name) VALUES ('«Jane Roe»')"),
        (NAME, "INSERT INTO vendors (slug, contact_name) VALUES ('x', '«Jane Roe»');"),
        (NAME, "INSERT INTO customers (slug, name) VALUES ('x', '«Jane Roe»');"),
        (NAME, "INSERT INTO books(name) VALUES('x');\n-- by '«Jane Roe»'"),
        (NAME, "INSERT INTO books(name) VALUES '«Jane Roe»'"),
        (NAME, "id,title,author\n1,Moss,«Jane Roe»\n"),
        (NAME, "id,title,email\n1,«Jane Roe»,x\n"),
        (NAME, 'id,title,author\n1,"Moss\nand, «Jane Roe»\nof it",Kim Roe\n'),
        (NAME, "id,title,author of «Jane Roe»\n"),
        (NAME, "books\nid,title,«Jane Roe»\n"),
    ],
    "currency": [
        (NAME, '("DKK", "«Frank Dinar»")'),
        (NAME, "by «Daniel Pound»"),
        (NAME, "«German Colon»"),
        (NAME, "«Franco Romano»"),
        (NAME, "«Mark Molina» and a mark"),
        (NAME, '"name": "«Rand»"'),
        (NAME, "ID: «Roe»"),
        (NAME, "«Danish Roe»"),
    ],
    "other-field": [
        (NAME, "(1, '4 rue des tulipes', '«Jane Roe»', 'x')"),
        (NAME, "(1, '4 tulips', 'a', 'b', 'c', 'd', '«Moss Lark»')"),
        (NAME, "owner = '«Jane Roe»', Calle = 1"),
        (USERNAME, "Calle = '«jroe»'"),
    ],
    "unattributed": [
        (NAME, "- [«Jackson Roe»](https://example.org/package/jackson-databind)"),
        (NAME, "автор by «Иван Петров»"),
        (NAME, "# Jane, Paul, «Franklin», Maria, Peter, Gooding"),
        (NAME, 'title = "यह «ऋषभ त्रिपाठी» है"'),
        (NAME, "«Jika Andari» memiliki"),
        (NAME, "by «Peter Allemann», welche kamen"),
        (NAME, "# Custer, Elmore, «Franklin», Fremont"),
        (NAME, "# Custer, Elmore, «Franklin Gooding», Fremont, Gem, Gooding"),
        (NAME, "# see «Franklin» and others, in Gem, Gooding, Lemhi, Lewis, Oneida"),
        (NAME, "«Иван Петров» <ivan@roe.example>"),
        (NAME, "title = «Jane Roe»"),
        (KEY, "«Добро пожаловать»"),
        (USERNAME, "user «пароль»"),
    ],
    "one-word-name": [
        (NAME, "«Jane Roe»"),
        (NAME, "«Jane\n# Roe»"),
        (NAME, "«Jane\nRoe»"),
        (NAME, "«Jane\u00a0Roe»"),
        (USERNAME, "«jane»"),
    ],
    "short-key": [
        (KEY, "«a8F3k2Qz9»"),
        (PASSWORD, "«a8F3»"),
    ],
}


def rows(table: dict[str, list[tuple[Label, str]]]) -> list[object]:
    return [
        pytest.param(name, label, text, id=f"{name}: {text}") for name, cases in table.items() for label, text in cases
    ]


@pytest.mark.parametrize(("name", "label", "text"), rows(HITS))
def test_hits(name: str, label: Label, text: str) -> None:
    assert DECOYS[name](*marked(text, label))


@pytest.mark.parametrize(("name", "label", "text"), rows(NEAR_MISSES))
def test_near_misses(name: str, label: Label, text: str) -> None:
    assert not DECOYS[name](*marked(text, label))


def test_every_class_has_hits_and_near_misses() -> None:
    assert HITS.keys() == NEAR_MISSES.keys() == DECOYS.keys()


def test_what_is_on_by_default_is_no_personal_data_at_all() -> None:
    assert NOT_PERSONAL == (
        *("placeholder", "key-frame", "encoded-block", "encrypted", "public-key", "named-otherwise", "ui-label"),
        *("digest", "integrity", "uuid", "ledger-address", "version"),
        *("organisation", "system-account", "prompting-host", "place", "distinguished-name", "menu-step", "eponym"),
        *("parameter", "icon", "currency", "other-field", "title", "module", "message", "unattributed"),
    )


def test_what_is_nobodys_is_reported_and_stands() -> None:
    assert NOBODYS == ("documentation", "loopback", "unspecified", "netmask")
    assert not set(NOBODYS) & set(NOT_PERSONAL)


LINE_BREAKS = pytest.mark.parametrize("line_break", ["\n", "\r\n"])


@LINE_BREAKS
def test_the_word_that_makes_a_digest_stands_on_the_same_line(line_break: str) -> None:
    text, span = marked(f"md5{line_break}key = «{MD5}»{line_break}md5", KEY)

    assert not DECOYS["digest"](text, span)


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("one\ntwo «x» three\nfour", ("two ", " three")),
        ("one\r\ntwo «x» three\r\nfour", ("two ", " three\r")),
        ("one\ntwo «x\ny» three\nfour", ("two ", " three")),
        ("two «x» three", ("two ", " three")),
        ("one\n«x»\nfour", ("", "")),
        ("«x»", ("", "")),
        ("a" * 1000 + "«x»" + "b" * 1000, ("a" * 400, "b" * 400)),
    ],
    ids=[
        "line feed",
        "carriage return",
        "span over two lines",
        "one line",
        "line of its own",
        "text of its own",
        "endless",
    ],
)
def test_line_around_is_the_rest_of_the_line(text: str, around: tuple[str, str]) -> None:
    assert line_around(*marked(text, KEY)) == around


def test_check_names_gives_a_fixed_order_without_repeats() -> None:
    assert check_names(["uuid", "placeholder", "uuid"]) == ("placeholder", "uuid")
    assert check_names([]) == ()
    assert check_names(DECOYS) == tuple(DECOYS)


def test_an_unknown_class_is_named_with_those_that_exist() -> None:
    with pytest.raises(ConfigError, match="unknown decoy class teapot; there are: documentation, "):
        check_names(["uuid", "teapot"])


def test_a_lone_string_is_not_taken_for_a_list_of_letters() -> None:
    with pytest.raises(ConfigError, match="list.*'uuid'"):
        check_names("uuid")


def test_the_first_named_class_is_the_reason() -> None:
    text, span = marked("version «127.0.0.1»", IP)

    assert decoy_class(text, span, ["version", "loopback"]) == "version"
    assert decoy_class(text, span, ["loopback", "version"]) == "loopback"
    assert decoy_class(text, span, ["uuid"]) is None
    assert decoy_class(text, span, []) is None


@given(st.text(min_size=1, max_size=60), st.sampled_from(Label), st.data())
def test_any_span_of_any_text_is_judged_without_error(text: str, label: Label, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))), label)

    for name, decoy in DECOYS.items():
        belongs = decoy(text, span)
        assert belongs in (True, False), name
        assert decoy_class(text, span, [name]) == (
            name if belongs else None
        )  # which asks the classes of the label alone


@given(st.sampled_from(list(DECOYS)), st.sampled_from(Label), st.text(max_size=20), st.text(max_size=20))
def test_lines_before_and_after_change_nothing(name: str, label: Label, before: str, after: str) -> None:
    for case_label, case in HITS[name]:
        text, span = marked(case, case_label)
        shift = len(before) + 1
        moved = Span(span.start + shift, span.end + shift, case_label)

        assert DECOYS[name](f"{before}\n{text}\n{after}", moved)


HOSTILE = {
    "one letter": "x" * 60_000,
    "letters that end in another": "x" * 60_000 + "!",
    "short letters that end in another": "x" * 79 + "!",
    "short letters and separators": "xxx-" * 19 + "!",
    "mixed fillers": "xX*.#_-" * 11 + "!",
    "digits before fillers": "1x" * 39 + "!",
    "words and separators": "your-" + "a-" * 37 + "!",
    "long words and separators": "your-" + "a-" * 30_000,
    "own and own": "my-own-" * 11 + "!",
    "dots": "a." * 30_000,
    "dots that end as a reserved domain does not": "a." * 30_000 + "example!",
    "at signs": "@" * 60_000,
    "at signs and reserved words": "@example." * 7_000,
    "open brackets": "<" * 60_000,
    "open braces": "${{" * 20_000,
    "brackets": "<>" * 30_000,
    "percent": "%(" * 39,
    "hexadecimal": "a" * 128,
    "long hexadecimal": "a1" * 30_000,
    "digest words": "sha256" * 10_000,
    "integrity heads": "sha256-" * 8_500,
    "integrity heads that are cut short": "sha256-aaaaaaaaaaaaaaaaaaa!" * 2_000,
    "groups of a UUID": "abcd-" * 12_000,
    "white space": " " * 60_000,
    "white space after a version": "v" + " " * 60_000,
    "line breaks": "\n" * 60_000,
    "words": "key " * 15_000,
    "NUL": "\0" * 60_000,
    "lone surrogates": "\ud800" * 60_000,
    "astral": "\U0001f600" * 60_000,
    "replace with": "replace with " * 6 + "!",
    "dollars": "$(" * 39 + "!",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_values_are_judged_at_once(text: str) -> None:
    places = [(0, len(text)), (len(text) // 2, len(text) // 2 + 1)]
    places += [(max(0, len(text) - length), len(text)) for length in (40, 64, 80)]

    for name in DECOYS:
        for start, end in places:
            for label in Label:
                # Up to three times, since a garbage collection may fall into one.
                judged = any(seconds(name, text, Span(start, end, label)) < 0.05 for _ in range(3))
                assert judged, (name, start, end, label)


def seconds(name: str, text: str, span: Span) -> float:
    """Of the processor, which other processes do not lengthen."""
    started = time.process_time()
    DECOYS[name](text, span)
    return time.process_time() - started


def test_a_line_of_many_megabytes_costs_no_more_than_a_short_one() -> None:
    text = f"etag {MD5} id {UUID} " * 400_000
    spans = [Span(start, start + 32, KEY) for start in range(5, 500 * 78, 78)]
    spans += [Span(start, start + 36, KEY) for start in range(41, 500 * 78, 78)]

    started = time.process_time()
    found = [decoy_class(text, span, NOT_PERSONAL) for span in spans]

    assert time.process_time() - started < 1
    assert found == ["digest"] * 500 + ["uuid"] * 500


FOREIGN = (
    "Nie znaleziono pliku, sprawdź ścieżkę oraz nazwę i spróbuj ponownie: «Zapisz Zmiany» albo wyjdź bez zapisu teraz"
)


def test_words_of_another_language_than_english_need_attribution() -> None:
    decoy = DECOYS["unattributed"]
    text, span = marked(FOREIGN, NAME)
    assert decoy(text, replace(span, score=0.96)) and not decoy(text, replace(span, score=0.97))
    assert decoy(*marked(FOREIGN, USERNAME))
    assert not decoy(*marked(f"autor by {FOREIGN}", NAME))
    text, span = marked(FOREIGN.replace("Zapisz Zmiany", "Katarzyna Zmiany"), NAME)
    assert decoy(text, replace(span, score=0.79)) and not decoy(text, replace(span, score=0.8))
    assert decoy(*marked('title = "今日 «パンケーキ» 京都"', NAME)) and decoy(*marked("在«上海»的", NAME))
    assert not decoy(*marked('title = "今天 «查爾斯» 在那裡"', NAME))
    assert not decoy(*marked('title = "«ジェーン・ロー»さん"', NAME)) and not decoy(*marked("«山田太郎»", NAME))
    assert decoy(*marked("['«吴忠市»']", NAME)) and decoy(*marked('"name": "«平成»"', NAME))
    assert decoy(*marked("# «Sr Ti O»\n", NAME)) and not decoy(*marked("# «Bo Li»\n", NAME))
    english = (
        "The file was not found, check the path and the name of it, then try again: «Jane Roe» or leave it as it is"
    )
    assert not decoy(*marked(english, NAME))
    text, span = marked(FOREIGN, NAME)
    assert not decoy(text, replace(span, score=0.5, source="rules.authorship"))


def test_a_line_in_a_bare_list_needs_attribution() -> None:
    decoy = DECOYS["unattributed"]
    assert decoy(*marked("Arabisch\nBulgarisch\n«Algerisch Arabisch»\nBretonisch\nBosnisch\n", NAME))
    assert not decoy(*marked("Arabisch\nBulgarisch\n- «Algerisch Arabisch»\nBretonisch\nBosnisch\n", NAME))
    assert not decoy(*marked("x = 1\n«Jane Roe»\ny = 2\n", NAME))


def test_a_list_of_languages_may_explain_them_in_brackets_and_names_stand_out_by_a_given_name() -> None:
    decoy = DECOYS["unattributed"]
    around = "Bulgarisch\nSpanisch (Mexiko)\n{}\nMec'hek\nBosnisch\n"
    assert decoy(*marked(around.format("Kurdisch («Sorani»)"), USERNAME))
    assert decoy(*marked(around.format("«Spagnoleg Mec'hiko»"), NAME))
    assert not decoy(*marked(around.format("«Katarzyna Roe»"), NAME))
    assert not decoy(*marked(around.format("@«sorani»"), USERNAME))
    assert not decoy(*marked("x = 1\nKurdisch = («Sorani»)\ny = 2\n", USERNAME))


def test_one_word_alone_on_its_line_is_nobody_unless_it_is_a_given_name() -> None:
    decoy = DECOYS["unattributed"]
    assert decoy(*marked("x = 1: y\n«Šablóny»\n%(value)s: 2 3 4\n", NAME))
    assert not decoy(*marked("x = 1: y\n«Katarzyna»\n%(value)s: 2 3 4\n", NAME))
    assert not decoy(*marked("x = 1: y\n«Šablóny» & co\n%(value)s: 2 3 4\n", NAME))


@pytest.mark.parametrize(
    ("text", "score", "dropped"),
    [
        ("<h3>«Ada Widgeter»</h3>", 0.4, True),
        ("<h3>«Ada Widgeter»</h3>", 0.6, False),
        ("<h3>«Widgeter Moss»</h3>", 0.6, True),
        ("by «Ada Widgeter»", 0.4, False),
        ("«Ada Widgeter» <ada@roe.example>", 0.4, False),
        ("<h3>«Ada James»</h3>", 0.4, False),
        ("   2000, 2005 «Ada Widgeter»\n", 0.4, False),
        ("Kim Roe, «Ada Widgeter» and Jan Roe", 0.4, False),
        ("a table, «Ada Widgeter»", 0.4, True),
    ],
)
def test_names_of_which_a_word_is_none_need_more(text: str, score: float, dropped: bool) -> None:
    plain, span = marked(text, NAME)
    assert DECOYS["unattributed"](plain, replace(span, score=score, source="encoder")) is dropped


@pytest.mark.parametrize(
    ("source", "score", "dropped"),
    [
        ("rules.config_file", 1.0, False),
        ("rules.config_file", 0.9, True),
        ("rules.credential_pair", 1.0, True),
        ("encoder", 1.0, True),
    ],
)
def test_a_word_of_another_language_is_no_label_where_a_grammar_proves_it(
    source: str, score: float, dropped: bool
) -> None:
    plain, span = marked("requirepass «långsvår»", PASSWORD)
    assert DECOYS["ui-label"](plain, replace(span, score=score, source=source)) is dropped


@pytest.mark.parametrize(("source", "dropped"), [("rules.signing_call", False), ("rules.key_assignment", True)])
def test_what_signs_with_a_digest_is_none(source: str, dropped: bool) -> None:
    plain, span = marked(f"createHmac('sha256', Buffer.from('«{MD5}»', 'hex'))", KEY)
    assert DECOYS["digest"](plain, replace(span, source=source)) is dropped


@pytest.mark.parametrize("text", ["«DON»'T CHANGE ANYTHING", "KPX «Dcaron Atilde» -25"])
def test_words_of_sentences_and_glyphs_are_no_names(text: str) -> None:
    plain, span = marked(text, NAME)
    assert DECOYS["unattributed"](plain, replace(span, score=0.9, source="encoder"))


@pytest.mark.parametrize("row", ["1,«Harry Stone»,Jane Roe,12", '2,"Moss, or «Harry Stone»",Jane Roe,13'])
def test_a_column_of_titles_is_headed_by_the_first_line(row: str) -> None:
    text, span = marked(f"id,title,author,price\n0,Moss,Kim Roe,7\n{row}\n", NAME)

    assert DECOYS["title"](text, span)
