import pytest

from pii.labels import Label

HEX = "4f2a9c71e0b85d36"
BASE62 = "q7Zt3KxW9bRm2VnC8pLd"


@pytest.mark.parametrize(
    "text",
    [
        f"api_key = '«{BASE62}»'",
        f'"apiKey": "«{HEX}{HEX}»",',
        f"SECRET_KEY=«{BASE62}{BASE62}»",
        f"client_secret: «{HEX}{HEX}»",
        f"const authToken = `«{BASE62}»`;",
        f"aws_secret_access_key = «{BASE62}/{BASE62[:10]}+{HEX[:8]}»",
        f"--token {BASE62}".replace(BASE62, f"«{BASE62}»"),
        f"https://example.org/x?access_token=«{BASE62}»&y=1",
        f"Authorization: Bearer «{BASE62}»",
        f"-H 'Authorization: token «{HEX}{HEX}abcdef01»'",
        "Authorization: Basic «am9lOm1hZGV1cHNlY3JldA==»",
        f"<api-key>«{HEX}{HEX}»</api-key>",
        "client_secret = '«0f8fad5b-d9cb-469f-a165-70867728950e»'",
        '"secret": "«secretsecret»"',
        'AccessToken: "«12ab»",',
        'api_token: "«secret-token»",',
        "client_secret = '«mysecret»'",
        'token: "«dummy-token»",',
        'jwt({ secret: "«shhhhh»" })',
    ],
)
def test_keys(finds, text: str) -> None:
    finds("key_assignment", text, Label.KEY)


@pytest.mark.parametrize(
    "text",
    [
        "api_key = 'YOUR_API_KEY'",
        "api_key = os.environ['API_KEY']",
        "token = tokenizer.next()",
        "token_type = 'Bearer'",
        "secret_name = 'my-database-secret'",
        f"public_key = '{HEX}{HEX}'",
        f"token_hash = '{HEX}{HEX}'",
        f"csrf_token = '{HEX}{HEX}'",
        f"primary_key = '{HEX}'",
        f'"AWS::IAM::AccessKey": "{HEX}"',
        f"sha256: {HEX}{HEX}{HEX}{HEX}",
        f"commit {HEX}{HEX}abcdef01",
        "ACCESS_TOKEN_URL = 'https://example.org/oauth/token'",
        "api_key='{key}'",
        "Basic authentication, Bearer tokens",
        "secret = 'Some words here'",
        "secret: 'header'",
        'access_token: "access_token"',
        'token: "test"',
        'client_secret: "MySecret"',
        'code_token: "my_code"',
        "KEYWORD_TOKEN = 'identifier'",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("key_assignment", text)
