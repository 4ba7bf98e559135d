import os
import subprocess

import pytest

from pii.errors import ConfigError
from pii.lint.changes import changes_since


@pytest.fixture
def work_tree(tmp_path):
    def git(*arguments):
        settings = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *settings, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    (tmp_path / ".gitignore").write_text("ignored\n")
    (tmp_path / "a.txt").write_text("1\n2\n3\n4\n5\n")
    (tmp_path / "gone.txt").write_text("1\n")
    (tmp_path / "same.txt").write_text("1\n")
    (tmp_path / 'odd "\t\u00e9.txt').write_text("1\n")
    (tmp_path / "binary").write_bytes(b"\0")
    git("add", ".")
    git("commit", "-qm", "x")
    return tmp_path


def changed(work_tree):
    real = os.path.realpath(work_tree)
    return {os.path.relpath(path, real): lines for path, lines in changes_since("HEAD", str(work_tree)).lines.items()}


def test_lines_of_changed_files_and_all_of_new_ones(work_tree):
    (work_tree / "a.txt").write_text("1\nnew\n2\n4\nchanged\n")
    (work_tree / "gone.txt").unlink()
    (work_tree / "binary").write_bytes(b"\0\1")
    (work_tree / 'odd "\t\u00e9.txt').write_text("1\n@@ -1 +7 @@\ndiff --git a/x b/x")
    (work_tree / "ignored").write_text("x")
    (work_tree / "sub").mkdir()
    (work_tree / "sub" / "new.txt").write_text("x")

    assert changed(work_tree) == {
        "a.txt": ((2, 3), (5, 6)),
        "binary": (),
        'odd "\t\u00e9.txt': ((2, 4),),
        "sub/new.txt": None,
    }


def test_settings_of_the_user_change_nothing(work_tree):
    for name, value in (
        ("color.ui", "always"),
        ("diff.noprefix", "true"),
        ("diff.external", "false"),
        ("core.quotePath", "true"),
    ):
        subprocess.run(["git", "config", name, value], cwd=work_tree, check=True)
    (work_tree / "a.txt").write_text("1\n2\n3\n4\n5\n6\n")

    assert changed(work_tree) == {"a.txt": ((6, 7),)}


@pytest.mark.parametrize("revision", ["no-such", "--output=x", "-p", ""])
def test_an_unknown_revision_is_an_error(work_tree, revision):
    with pytest.raises(ConfigError, match="--since"):
        changes_since(revision, str(work_tree))


def test_elsewhere_than_in_a_work_tree_it_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(ConfigError, match="not a git repository"):
        changes_since("HEAD", str(tmp_path))
