"""Key formats of vendors: prefixes, then the shape of the rest."""

import base64
import binascii
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from pii import expressions as re

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_BECH32 = "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]"


@dataclass(frozen=True, slots=True)
class KeyFormat:
    """Keys of `vendor` are one of `prefixes` followed by `rest`, a regex; what follows must not match `more`."""

    vendor: str
    prefixes: tuple[str, ...]
    rest: re.Pattern[str]
    more: str = r"[A-Za-z0-9_]"
    """One character that would make the key longer than its format allows."""
    marker: str = ""
    """Fixed-width regex of the first characters of `rest`, for the scanner: short prefixes are common without it."""
    checksum: Callable[[str], bool] | None = None
    """Whether a key carries the right checksum."""

    @property
    def endless(self) -> bool:
        """Whether a key may have any length."""
        return ",}" in self.rest.pattern


def is_vendor_key(value: str) -> bool:
    """Whether the whole value has the format of a vendor's keys."""
    return any(
        value.startswith(prefix) and each.rest.fullmatch(value, len(prefix)) is not None
        for each in FORMATS
        for prefix in each.prefixes
    )


def crc32_base62(key: str) -> bool:
    """GitHub's and npm's: the last six characters are the CRC-32 of the characters between prefix and checksum."""
    secret, checksum = key[key.index("_") + 1 : -6], key[-6:]
    number, digits = zlib.crc32(secret.encode()), ""
    while number:
        number, digit = divmod(number, 62)
        digits = _BASE62[digit] + digits
    return digits.rjust(6, "0") == checksum


def crc16_base32(key: str) -> bool:
    """NATS' and Stellar's: base32 that ends in the CRC-16 (XMODEM, low byte first) of the bytes before it."""
    raw = base64.b32decode(key + "=" * (-len(key) % 8))
    return binascii.crc_hqx(raw[:-2], 0) == int.from_bytes(raw[-2:], "little")


def _format(
    vendor: str,
    prefixes: str,
    rest: str,
    more: str = r"[A-Za-z0-9_]",
    marker: str = "",
    checksum: Callable[[str], bool] | None = None,
) -> KeyFormat:
    return KeyFormat(
        vendor, tuple(prefixes.split()), re.compile(rf"(?:{rest})(?!{more})", re.ASCII), more, marker, checksum
    )


FORMATS: tuple[KeyFormat, ...] = (
    # clouds and hosting
    _format("AWS access key id", "AKIA ASIA ABIA ACCA", r"[A-Z0-9]{16}", marker="[A-Z0-9]{8}"),
    _format("AWS Bedrock", "ABSK", r"[A-Za-z0-9+/]{109,269}={0,2}", marker="[A-Za-z0-9+/]{8}"),
    _format("Amazon MWS", "amzn.mws.", _UUID),
    _format("Alibaba Cloud", "LTAI", r"[A-Za-z0-9]{12}(?:[A-Za-z0-9]{4,8})?", marker="[A-Za-z0-9]{8}"),
    _format("Tencent Cloud", "AKID", r"[A-Za-z0-9]{32}", marker="[A-Za-z0-9]{8}"),
    _format("Azure storage", "AccountKey= SharedAccessKey=", r"[A-Za-z0-9+/]{43}(?:[A-Za-z0-9+/]{43}=)?="),
    _format("Google API", "AIza", r"[\w-]{35}", r"[\w-]", marker=r"[\w-]{8}"),
    _format("Google OAuth access token", "ya29.", r"[\w-]{20,}(?:\.[\w-]+)*", marker=r"[\w-]{8}"),
    _format("Google OAuth client secret", "GOCSPX-", r"[\w-]{28}", r"[\w-]"),
    _format("Google OAuth refresh token", "1//0", r"[\w-]{40,}", marker=r"[\w-]{8}"),
    _format("Google storage HMAC", "GOOG1E", r"[A-Z0-9]{55}"),
    _format("DigitalOcean", "dop_v1_ doo_v1_ dor_v1_", r"[0-9a-f]{64}"),
    _format("Heroku", "HRKU-AA", r"[\w-]{58}", r"[\w-]"),
    _format("Heroku", "HRKU-", _UUID),
    _format("Fly.io", "fm1r_ fm1a_ fm2_ fo1_", r"[A-Za-z0-9+/_-]{40,}={0,3}", marker="[A-Za-z0-9+/_-]{8}"),
    KeyFormat("Fly.io", ("FlyV1 fm1r_", "FlyV1 fm1a_", "FlyV1 fm2_"), re.compile("[A-Za-z0-9+/_-]{40,}={0,3}")),
    _format("Vercel", "vcp_ vci_ vca_ vcr_ vck_", r"[A-Za-z0-9]{56}"),
    _format("Netlify", "nfp_", r"[A-Za-z0-9]{36,}", marker="[A-Za-z0-9]{8}"),
    _format("Render", "rnd_", r"[A-Za-z0-9]{28,32}", marker="[A-Za-z0-9]{8}"),
    _format("Scalingo", "tk-us-", r"[\w-]{48}"),
    _format("Cloudflare origin CA", "v1.0-", r"[0-9a-f]{24}-[0-9a-f]{146}", marker="[0-9a-f]{8}"),
    _format("Yandex Cloud", "AQVN", r"[\w-]{35,38}", r"[\w-]", marker=r"[\w-]{8}"),
    _format("Yandex OAuth", "y0_AgA", r"[\w-]{50,}"),
    _format("Yandex IAM", "t1.9eu", r"[\w-]{20,}={0,2}\.[\w-]{86}={0,2}"),
    _format("Oracle, IBM: OpenShift", "sha256~", r"[\w-]{43}", r"[\w-]"),
    _format("Tailscale", "tskey-", r"(?:api|auth|client|scim|webhook)-[A-Za-z0-9]+-[A-Za-z0-9]{16,}"),
    _format("Doppler", "dp.pt. dp.ct. dp.sa. dp.scim. dp.audit.", r"[A-Za-z0-9]{40,44}"),
    _format("Doppler", "dp.st.", r"(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}"),
    _format("Pulumi", "pul-", r"[0-9a-f]{40}", marker="[0-9a-f]{8}"),
    _format("Vault", "hvs. hvb. hvr.", r"[\w-]{24,}"),
    _format("Prefect", "pnu_ pnb_", r"[A-Za-z0-9]{36}", marker="[A-Za-z0-9]{8}"),
    _format("Octopus Deploy", "API-", r"[A-Z0-9]{26,32}", marker="[A-Z0-9]{8}"),
    _format("Infracost", "ico-", r"[A-Za-z0-9]{32}", marker="[A-Za-z0-9]{8}"),
    _format("Harness", "pat. sat.", r"[\w-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}", marker=r"[\w-]{22}\."),
    # code hosting, packages, builds
    _format("GitHub", "ghp_ gho_ ghu_ ghs_ ghr_", r"[A-Za-z0-9]{36}", checksum=crc32_base62),
    _format("GitHub refresh token", "ghr_", r"[A-Za-z0-9]{76}"),
    _format("GitHub fine-grained", "github_pat_", r"[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
    _format(
        "GitLab", "glpat- gldt- glrt- glft- glimt- glsoat- glffct- glptt- glwt-", r"[\w-]{20,64}(?:\.[\w.]{9,12})?"
    ),
    _format("GitLab job, agent, OAuth", "glcbt- glagent- gloas-", r"[\w-]{20,70}"),
    _format("GitLab runner", "GR1348941", r"[\w-]{20}", r"[\w-]"),
    _format("Bitbucket", "ATBB", r"[A-Za-z0-9]{24}[0-9A-F]{8}", marker="[A-Za-z0-9]{8}"),
    _format("Atlassian", "ATATT3 ATCTT3", r"[\w=-]{60,}"),
    _format("Trello", "ATTA", r"[0-9a-f]{64}[0-9A-F]{8}", marker="[0-9a-f]{8}"),
    _format("npm", "npm_", r"[A-Za-z0-9]{36}", marker="[A-Za-z0-9]{8}", checksum=crc32_base62),
    _format("PyPI", "pypi-AgE", r"[\w-]{50,}"),
    _format("RubyGems", "rubygems_", r"[0-9a-f]{48}"),
    _format("crates.io", "cio", r"[A-Za-z0-9]{32}", marker="[A-Za-z0-9]{8}"),
    _format("NuGet", "oy2", r"[a-z0-9]{43}", marker="[a-z0-9]{8}"),
    _format("Clojars", "CLOJARS_", r"[0-9a-z]{60}"),
    _format("Docker Hub", "dckr_pat_ dckr_oat_", r"[\w-]{27,32}", r"[\w-]"),
    _format("Artifactory", "AKCp", r"[A-Za-z0-9]{69}", marker="[A-Za-z0-9]{8}"),
    _format("Artifactory reference token", "cmVmd", r"[A-Za-z0-9]{59}", marker="[A-Za-z0-9]{8}"),
    _format("SonarQube", "squ_ sqp_ sqa_", r"[0-9a-f]{40}", marker="[0-9a-f]{8}"),
    _format("CircleCI", "CCIPAT_ CCIPRJ_", r"[A-Za-z0-9]{22}_[0-9a-f]{40}"),
    _format("Buildkite", "bkua_ bkct_", r"[0-9a-f]{40}"),
    _format("Sourcegraph", "sgp_", r"(?:(?:[0-9a-f]{16}|local)_)?[0-9a-f]{40}", marker=r"[\w]{8}"),
    _format("Rootly", "rootly_", r"[0-9a-f]{64}"),
    _format("WakaTime", "waka_", _UUID),
    _format("Sentry", "sntrys_eyJ", r"[\w+/=-]{40,}"),
    _format("Sentry user", "sntryu_", r"[0-9a-f]{64}"),
    _format("Deno Deploy", "ddp_ ddo_ ddw_", r"[A-Za-z0-9]{36}"),
    _format("Postman", "PMAK-", r"[0-9a-f]{24}-[0-9a-f]{34}"),
    _format("ReadMe", "rdme_", r"[a-z0-9]{70}"),
    _format("Endor Labs", "endr+", r"[\w-]{16}", r"[\w-]"),
    _format("LaunchDarkly", "sdk- api-", _UUID, marker="[0-9a-f]{8}-"),
    # models and vector stores
    _format(
        "OpenAI", "sk-", r"[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}|[A-Za-z0-9]{48}|[0-9a-f]{32}", marker="[A-Za-z0-9]{8}"
    ),
    _format("OpenAI project, service account, admin", "sk-proj- sk-svcacct- sk-admin-", r"[\w-]{40,}"),
    _format("Anthropic", "sk-ant-", r"[a-z]{3,6}\d\d-[\w-]{80,}"),
    _format("OpenRouter", "sk-or-v1-", r"[0-9a-f]{64}"),
    _format("Langfuse", "sk-lf-", _UUID),
    _format("LangSmith", "lsv2_pt_ lsv2_sk_", r"[0-9a-f]{32}_[0-9a-f]{10}"),
    _format("Hugging Face", "hf_", r"[A-Za-z]{34}", marker="[A-Za-z]{8}"),
    _format("Hugging Face organisation", "api_org_", r"[A-Za-z]{34}", marker="[A-Za-z]{8}"),
    _format("Replicate", "r8_", r"[A-Za-z0-9]{37}", marker="[A-Za-z0-9]{8}"),
    _format("Groq", "gsk_", r"[A-Za-z0-9]{52}", marker="[A-Za-z0-9]{8}"),
    _format("Perplexity", "pplx-", r"[A-Za-z0-9]{48,56}"),
    _format("xAI", "xai-", r"[A-Za-z0-9]{80}", marker="[A-Za-z0-9]{8}"),
    _format("E2B", "e2b_", r"[0-9a-f]{40}"),
    _format("Jina", "jina_", r"[0-9a-f]{30,40}_?[\w-]{20,40}", r"[\w-]"),
    _format("Together", "tgp_v1_", r"[\w-]{43}", r"[\w-]"),
    _format("Pinecone", "pcsk_", r"[A-Za-z0-9]{5,6}_[A-Za-z0-9]{50,80}"),
    _format("NVIDIA", "nvapi-", r"[\w-]{60,70}"),
    _format("Firecrawl", "fc-", r"[0-9a-f]{32}", marker="[0-9a-f]{8}"),
    _format("Tavily", "tvly-", r"(?:dev-|prod-)?[A-Za-z0-9]{32}"),
    _format("Context7", "ctx7sk-", _UUID),
    _format("Cerebras", "csk-", r"[a-z0-9]{48}", marker="[a-z0-9]{8}"),
    _format("ElevenLabs", "sk_", r"[0-9a-f]{48}", marker="[0-9a-f]{8}"),
    # data
    _format("Databricks", "dapi", r"[0-9a-f]{32}(?:-\d)?", marker="[0-9a-f]{8}"),
    _format("PlanetScale", "pscale_tkn_ pscale_pw_ pscale_oauth_", r"[\w=.-]{32,64}"),
    _format("Supabase", "sbp_", r"[0-9a-f]{40}"),
    _format("Supabase secret", "sb_secret_", r"[\w-]{24,40}"),
    _format("Neon", "napi_", r"[a-z0-9]{64}"),
    _format("CockroachDB", "CCDB1_", r"[A-Za-z0-9]{22}_[A-Za-z0-9]{40}"),
    _format("MongoDB Atlas", "mdb_sa_sk_", r"[\w-]{40}", r"[\w-]"),
    _format("AWS AppSync", "da2-", r"[a-z0-9]{26}", marker="[a-z0-9]{8}"),
    _format("Airtable", "pat", r"[A-Za-z0-9]{14}\.[0-9a-f]{64}", marker=r"[A-Za-z0-9]{14}\."),
    _format("Contentful", "CFPAT-", r"[\w-]{43}", r"[\w-]"),
    _format("Aiven, DigitalOcean databases", "AVNS_", r"[\w-]{19}", r"[\w-]"),
    _format("PostHog personal", "phx_", r"[A-Za-z0-9]{40,48}"),
    # messages between services, ledgers
    _format("NATS seed", "SA SC SN SO SU SX", r"[A-Z2-7]{56}", marker="[A-Z2-7]{8}", checksum=crc16_base32),
    _format("Stellar seed", "SA SB SC SD", r"[A-Z2-7]{54}", marker="[A-Z2-7]{8}", checksum=crc16_base32),
    # monitoring
    _format("New Relic", "NRAK- NRAA-", r"[A-Z0-9]{27}"),
    _format("New Relic insert, browser, admin", "NRII- NRJS- NRRA-", r"[\w-]{19,42}"),
    _format("Grafana service account", "glsa_", r"[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}"),
    _format("Grafana Cloud", "glc_eyJ", r"[A-Za-z0-9+/]{32,}={0,2}"),
    _format("Dynatrace", "dt0c01. dt0s01. dt0s16. dt0s08.", r"[A-Z0-9]{8,24}\.[A-Z0-9]{64}"),
    _format("Honeycomb", "hcaik_ hcamk_ hcxik_", r"[a-z0-9]{58,}"),
    _format("Laravel", "base64:", r"[A-Za-z0-9+/]{43}=", marker="[A-Za-z0-9+/]{8}"),
    # messages
    _format("Slack", "xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxc- xoxd-", r"(?=[\w%/+-]{0,250}\d)[\w%/+-]{10,250}"),
    _format("Slack", "xoxe.xox xoxe-", r"[bp]?-?\d?-?[A-Za-z0-9-]{100,}"),
    _format("Slack app", "xapp-", r"\d-[A-Z0-9]+-\d+-[0-9a-zA-Z]{32,}"),
    _format(
        "Slack webhook",
        "hooks.slack.com/services/ hooks.slack.com/workflows/",
        r"T[A-Z0-9]{6,}/[AB][A-Z0-9]{6,}/[\w/]{16,}",
    ),
    _format(
        "Discord webhook", "discord.com/api/webhooks/ discordapp.com/api/webhooks/", r"\d{17,20}/[\w-]{60,72}", r"[\w-]"
    ),
    _format("SendGrid", "SG.", r"[\w-]{20,24}\.[\w-]{39,50}", marker=r"[\w-]{8}"),
    _format("Mailgun", "key-", r"[0-9a-z]{32}", marker="[0-9a-z]{8}"),
    _format("Twilio", "SK", r"[0-9a-f]{32}", marker="[0-9a-f]{8}"),
    _format("Brevo", "xkeysib- xsmtpsib-", r"[0-9a-f]{64}-[A-Za-z0-9]{16}"),
    _format("MailerSend", "mlsn.", r"[0-9a-f]{64}"),
    _format("Discord with a second factor", "mfa.", r"[\w-]{84}", r"[\w-]", marker=r"[\w-]{8}"),
    _format("Resend", "re_", r"[A-Za-z0-9]{8}_[A-Za-z0-9]{24}", marker="[A-Za-z0-9]{8}_"),
    _format("Intercom", "dG9rO", r"[A-Za-z0-9+/]{54}=", marker="[A-Za-z0-9+/]{8}"),
    # payments and commerce
    _format("Stripe", "sk_live_ sk_test_ rk_live_ rk_test_ sk_prod_", r"[A-Za-z0-9]{16,247}"),
    _format("Stripe webhook", "whsec_", r"[A-Za-z0-9+/]{32,}={0,2}"),
    _format("Square", "sq0atp-", r"[\w-]{22}", r"[\w-]"),
    _format("Square", "sq0csp-", r"[\w-]{43}", r"[\w-]"),
    _format("Square, Facebook", "EAA", r"[A-Za-z][A-Za-z0-9_-]{56,}", r"[\w+/=-]", marker="[A-Za-z0-9]{8}"),
    _format("Braintree", "access_token$production$ access_token$sandbox$", r"[0-9a-z]{16}\$[0-9a-f]{32}"),
    _format("Plaid", "access-sandbox- access-production- access-development-", _UUID),
    _format("Shopify", "shpat_ shpca_ shppa_ shpss_", r"[0-9a-fA-F]{32}"),
    _format("Razorpay", "rzp_live_ rzp_test_", r"[A-Za-z0-9]{14}"),
    _format("Flutterwave", "FLWSECK- FLWSECK_TEST-", r"[0-9a-zA-Z]{12,32}(?:-X)?"),
    _format("EasyPost", "EZAK EZTK", r"[A-Za-z0-9]{54}", marker="[A-Za-z0-9]{8}"),
    _format("Duffel", "duffel_live_ duffel_test_", r"[\w=-]{43}", r"[\w-]"),
    _format("Shippo", "shippo_live_ shippo_test_", r"[0-9a-f]{40}"),
    _format("Lob", "live_ test_", r"[0-9a-f]{31,35}", marker="[0-9a-f]{8}"),
    # work
    _format("Notion", "secret_", r"[A-Za-z0-9]{43}", marker="[A-Za-z0-9]{8}"),
    _format("Notion", "ntn_", r"\d{11}[A-Za-z0-9]{35}", marker=r"\d{8}"),
    _format("Linear", "lin_api_ lin_oauth_", r"[A-Za-z0-9]{40,64}"),
    _format("Figma", "figd_ figo_", r"[\w-]{40,}"),
    _format("ClickUp", "pk_", r"\d{6,9}_[A-Z0-9]{32}", marker=r"\d{6}"),
    _format("HubSpot", "pat-na1- pat-eu1- pat-na2-", _UUID),
    _format("Typeform", "tfp_", r"[\w.=-]{40,}", marker=r"[\w.=-]{8}"),
    _format("Frame.io", "fio-u-", r"[\w=-]{64}"),
    _format("Dropbox", "sl.", r"(?:u\.)?[\w-]{130,}", marker=r"[\w-]{8}"),
    _format("Adafruit", "aio_", r"[A-Za-z0-9]{28}", marker="[A-Za-z0-9]{8}"),
    _format("Adobe", "p8e-", r"[0-9a-z]{32}", marker="[0-9a-z]{8}"),
    _format("1Password service account", "ops_eyJ", r"[\w+/=-]{200,}"),
    _format("Zuplo", "zpka_", r"[0-9a-f]{32}_[0-9a-f]{8}"),
    _format("Mapbox secret", "sk.eyJ tk.eyJ", r"[\w-]{20,}\.[\w-]{22}"),
    _format("Twitter bearer", "AAAAAAAAAAAAAAAAAAAAA", r"[A-Za-z0-9]{4,30}%[\w%-]{40,}"),
    # private keys of one line
    _format("age", "AGE-SECRET-KEY-1", _BECH32 + "{58}"),
    _format("Nostr", "nsec1", _BECH32.lower() + "{58}"),
    _format("BIP-32", "xprv9 tprv8 yprvA zprvA", r"[1-9A-HJ-NP-Za-km-z]{106,107}"),
)
