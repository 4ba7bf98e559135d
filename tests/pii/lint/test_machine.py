import json

from pii.labels import Label
from pii.lint.machine import github_line, json_line, sarif
from pii.shards.failures import Failure

MAIL = "jane@roe.org"


def test_a_json_line_holds_the_place(findings_of):
    record = json.loads(json_line(findings_of(f"\n x {MAIL}", "a.py")[0], show_values=False))

    assert (record["path"], record["line"], record["column"], record["masked"]) == ("a.py", 2, 4, "*** (12)")


def test_a_json_line_names_the_file_from_the_working_directory_on(findings_of, tmp_path, monkeypatch):
    finding = findings_of(MAIL, str(tmp_path / "x" / "a.py"))[0]

    monkeypatch.chdir(tmp_path)
    assert json.loads(json_line(finding, show_values=False))["path"] == "x/a.py"
    (tmp_path / "y").mkdir()
    monkeypatch.chdir(tmp_path / "y")
    assert json.loads(json_line(finding, show_values=False))["path"] == str(tmp_path / "x" / "a.py")


def test_github_gets_an_error_for_what_fails_and_a_warning_for_the_rest(findings_of):
    finding = findings_of(f"\n x {MAIL}", "a:b,c\n%.py")[0]

    line = github_line(finding, {Label.EMAIL}, show_values=False)

    assert line.startswith("::error file=a%3Ab%2Cc%0A%25.py,line=2,endLine=2,col=4,endColumn=16,title=EMAIL in clear::")
    assert line.count("\n") == 0 and MAIL not in line
    assert github_line(finding, set(), show_values=False).startswith("::warning ")


def test_sarif_holds_results_rules_and_what_could_not_be_read(findings_of):
    log = json.loads(
        sarif(
            findings_of(f"\n x {MAIL}", "s p/a.py"),
            [("b", Failure(None, "no parquet"))],
            {Label.EMAIL},
            show_values=False,
        )
    )
    (run,) = log["runs"]
    (result,) = run["results"]

    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "EMAIL"
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "s%20p/a.py"
    assert place["region"] == {"startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 16}
    assert not run["invocations"][0]["executionSuccessful"]
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "b: no parquet"


def test_a_span_of_several_lines_ends_where_it_ends(findings_of):
    body = "\n".join(f"MIIEowIBAAKCAQEA{index:048}" for index in range(3))
    text = f"-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----"
    (result,) = json.loads(sarif(findings_of(text, "a"), [], (), show_values=False))["runs"][0]["results"]

    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["endLine"], region["endColumn"]) == (5, 1 + len("-----END RSA PRIVATE KEY-----"))
