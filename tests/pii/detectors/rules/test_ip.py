import pytest

from pii.labels import Label


@pytest.mark.parametrize(
    "text",
    [
        "ping «192.0.2.1»",
        "bind «127.0.0.1»:8080",
        "«10.1.2.0»/24 and «198.51.100.0»/255.255.255.0",
        "http://«203.0.113.9»/x?ip=«203.0.113.10»",
        '"\\n«10.0.0.1»\\t"',
        "\\fB«10.0.0.0»/8\\fP",
        "«10.0.0.1»-«10.0.0.9»",
        'if host == "«127.0.0.1»":',
        'inet_addr("«1.2.3.4»")',
        "sent from «8.8.4.4».",
        "/ip4/«127.0.0.1»/tcp/4001",
        "listen [«::1»]:80",
        "'«::1»', \"«2001:db8::1»\"",
        "«fe80::1234»%eth0",
        "«2001:db8:85a3:0000:0000:8a2e:0370:7334»",
        "«2001:db8::»/32 and «fd00:1:2::»/48",
        "'«::ffff:192.0.2.15»'",
        "via «fe80::5054:ff:fe3e:4ce» dev eth0",
        "allow «::1»/128",
        "EPRT |2|«1080::8:800:200C:417A»|5282|",
        "('«64:ff9b::»', 1)",
    ],
)
def test_addresses(finds, text: str) -> None:
    finds("ip", text, Label.IP_ADDRESS)


@pytest.mark.parametrize(
    "text",
    [
        "version 1.2.3.4",
        "v1.2.3.4 and openssl-1.0.2.1 and 1.2.3.4-beta",
        "pip install tool==1.0.2.3 'x>=2.3.4.5'",
        'AssemblyVersion("1.0.0.0")',
        "Chrome/71.0.99.98 Safari",
        "tool (1.1.2.1-1) unstable; urgency=low",
        "OID 1.3.6.1 and 1.3.6.1.4.1.311 and 2.5.4.3 and writeOID('1.3.101.112')",
        "see section 4.2.1.3",
        "// 3.1.2.1. The opt-out flag",
        "1.2.3.4.5 and 256.1.1.1 and 01.02.03.04 and 1.2.3",
        "mask 255.255.255.0 and 255.0.0.0 and 0.0.0.0",
        "2024.01.02.03",
        "std::vector<int> a; abc::def x; Foo::Bar::baz(); ::std::move",
        "use a::b::c; fe::ad; dead::beef",
        "x[::2], x[1::2], x[:, ::3], x[::1]",
        "12:34:56 and 12:34:56:78",
        "00:11:22:33:44:55 and 00:11:22:33:44:55:66:77",
        "a:b:c:d:e:f",
        "p::before, p::after, a::backdrop { }",
        "listen :: and [::]:80 and ::/0",
        "$::a = 1; &main::f0(); @::b",
        "port 6379::",
        "'ffff:ffff:ffff:ffff::' '::ffff:ffff:ffff:ffff'",
        "data Foo = 1::Int",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("ip", text)
