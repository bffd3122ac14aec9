"""The owner's files become Knowledge, and stay what the files say."""

import json
import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

import resources
from errors import ConfigurationError
from grounding.profile import profile
from knowledge import MAX_KNOWLEDGE_BYTES
from owner_files import compile_knowledge
from resources import (
    Refreshed,
    dump_knowledge,
    main,
    open_knowledge,
    parse_knowledge,
)
from s3_knowledge import S3Knowledge
from schemas import Knowledge, Owner
from settings import Settings

BACKEND = Path(__file__).parents[1]
ROOT = BACKEND.parent
REQUIRED = ("facts.json", "summary.txt", "style.txt", "linkedin.pdf")
BUCKET = "personal-data"
ADA = Knowledge(Owner("Ada"), ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder as the set-up script makes it."""
    data = tmp_path / "data"
    data.mkdir()
    for template in (BACKEND / "data").glob("*_template.*"):
        shutil.copyfile(template, data / template.name.replace("_template", ""))
    return data


def write(folder: Path, name: str, text: str) -> None:
    """Write a file with a new time stamp, however coarse the clock of the file system."""
    path = folder / name
    stamp = (path.stat().st_mtime_ns if path.exists() else 0) + 10**9
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(stamp, stamp))


def settings_for(folder: Path, **values: Any) -> Settings:
    return Settings(data_dir=folder, **values)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_template_person_is_compiled_and_known_as_one(folder: Path) -> None:
    knowledge = compile_knowledge(folder)
    assert knowledge.is_template
    assert profile(knowledge, offline=True).is_template
    assert knowledge.owner.name == "Maren Okoye"
    assert knowledge.owner.title == "Staff Engineer at Fathomline"
    assert knowledge.owner.contact == "maren.okoye@example.com"
    assert {link.label for link in knowledge.owner.links} == {"LinkedIn", "Website", "E-mail"}
    assert {section.file for section in knowledge.sections} == {*REQUIRED, "me.txt"} - {"style.txt"}
    assert "plainly and warmly" in knowledge.style
    assert not any("plainly and warmly" in section.text for section in knowledge.sections)
    core = [section for section in knowledge.sections if section.core]
    assert {"facts.email", "summary.1", "linkedin.contact"} <= {section.id for section in core}
    assert sum(len(section.text) for section in core) < 2_000


def test_one_file_left_as_its_template_is_enough_to_be_the_template(folder: Path) -> None:
    write(folder, "facts.json", '{"name": "Ada"}')
    assert compile_knowledge(folder).is_template
    for name in ("summary.txt", "style.txt"):
        write(folder, name, "Mine.")
    with (folder / "linkedin.pdf").open("ab") as pdf:
        pdf.write(b"\n")
    knowledge = compile_knowledge(folder)
    assert not knowledge.is_template
    assert not profile(knowledge, offline=True).is_template


def test_an_owner_does_not_get_the_template_persons_life_from_a_forgotten_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "me.txt" in {section.file for section in compile_knowledge(folder).sections}
    for name, text in (("facts.json", '{"name": "Jane"}'), ("summary.txt", "I am Jane.")):
        write(folder, name, text)
    knowledge = compile_knowledge(folder)
    assert "me.txt" not in {section.file for section in knowledge.sections}
    assert main(["--folder", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "left out: still the template" in printed
    assert "Left out: me.txt, the template person's; write your own." in printed
    write(folder, "me.txt", "I keep bees.")
    assert "me.txt" in {section.file for section in compile_knowledge(folder).sections}


def test_a_folder_of_the_course_project_works_unchanged(folder: Path) -> None:
    (folder / "me.txt").unlink()
    write(
        folder,
        "facts.json",
        '{"full_name": "Ada King", "name": "Ada", "current_role": "Analyst", "years": 9}',
    )
    knowledge = compile_knowledge(folder)
    assert (knowledge.owner.name, knowledge.owner.title) == ("Ada King", "Analyst")


def test_all_that_is_missing_is_named_in_one_error_with_the_fix(folder: Path) -> None:
    (folder / "facts.json").unlink()
    (folder / "linkedin.pdf").unlink()
    write(folder, "style.txt", " \n")
    with pytest.raises(ConfigurationError) as raised:
        compile_knowledge(folder)
    assert "facts.json, linkedin.pdf missing; style.txt empty" in str(raised.value)
    assert "./scripts/setup-local-data.sh" in str(raised.value)
    with pytest.raises(ConfigurationError, match=", ".join(REQUIRED)):
        compile_knowledge(folder / "nowhere")


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("facts.json", b'{"name": "Ada",\n "x" 1}', "facts.json, line 2, column 6"),
        ("facts.json", b'["Ada"]', "facts.json must be an object"),
        ("facts.json", b"{}", "facts.json holds no facts"),
        ("facts.json", b"[" * 100_000, "facts.json is nested too deeply"),
        ("facts.json", b'{"n": 1' + b"0" * 5_000 + b"}", "has a huge number"),
        ("summary.txt", b"ok\n\xff\xfeA", "summary.txt, line 2, is not UTF-8 text"),
        ("style.txt", "plain".encode("utf-16-le"), "style.txt is not text"),
        ("me.txt", b"a" * 1_000_001, "me.txt has 1,000,001 bytes, more than 1,000,000"),
        ("style.txt", b"a" * 8_001, "style.txt has 8,001 bytes, more than 8,000: it is in every"),
        ("linkedin.pdf", b"%PDF" + b"a" * 10_000_000, "linkedin.pdf has 10,000,004 bytes"),
        ("linkedin.pdf", b"hello", "linkedin.pdf is damaged, or not a PDF"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    folder: Path, name: str, data: bytes, fault: str
) -> None:
    (folder / name).write_bytes(data)
    with pytest.raises(ConfigurationError) as raised:
        compile_knowledge(folder)
    assert fault in str(raised.value)


def test_the_longest_style_is_used(folder: Path) -> None:
    write(folder, "style.txt", "a" * 8_000)
    assert compile_knowledge(folder).style == "a" * 8_000


def test_a_byte_order_mark_and_a_lone_surrogate_are_no_fault(folder: Path) -> None:
    (folder / "facts.json").write_bytes(b'\xef\xbb\xbf{"name": "Ada \\ud800"}')
    assert parse_knowledge(dump_knowledge(compile_knowledge(folder))).owner.name == "Ada ?"


def test_compiled_knowledge_reads_back_and_has_the_same_bytes(folder: Path) -> None:
    knowledge = compile_knowledge(folder)
    data = dump_knowledge(knowledge)
    assert parse_knowledge(data) == knowledge
    assert dump_knowledge(compile_knowledge(folder)) == data


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"version": 2}', b'{"version": 1, "knowledge": {"owner": 3}}', b"\xff"],
)
def test_a_damaged_knowledge_file_is_a_clear_error(data: bytes) -> None:
    with pytest.raises(ConfigurationError, match=r"knowledge\.json cannot be read"):
        parse_knowledge(data)


def test_a_huge_knowledge_file_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="over 20,000,000 bytes"):
        parse_knowledge(b" " * (MAX_KNOWLEDGE_BYTES + 1))


def test_a_second_start_neither_parses_the_pdf_nor_loads_its_library(folder: Path) -> None:
    open_knowledge(settings_for(folder)).current()
    code = (
        "import sys, pathlib, resources, settings\n"
        f"s = settings.Settings(data_dir=pathlib.Path({str(folder)!r}))\n"
        "assert resources.open_knowledge(s).current().owner.name == 'Maren Okoye'\n"
        "print({'pypdfium2', 'pypdf', 'boto3', 'botocore'} & set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=BACKEND, capture_output=True, text=True
    )
    assert ran.stdout.strip() == "set()", ran.stderr


def test_a_folder_that_holds_only_the_compiled_file_works(folder: Path) -> None:
    knowledge = compile_knowledge(folder)
    for path in folder.iterdir():
        path.unlink()
    (folder / "knowledge.json").write_bytes(dump_knowledge(knowledge))
    assert open_knowledge(settings_for(folder)).current() == knowledge


def test_a_damaged_or_stale_cache_is_compiled_again(folder: Path) -> None:
    open_knowledge(settings_for(folder)).current()
    write(folder, "facts.json", '{"name": "Ada"}')
    assert open_knowledge(settings_for(folder)).current().owner.name == "Ada"
    (folder / "knowledge.json").write_bytes(b"{")
    assert open_knowledge(settings_for(folder)).current().owner.name == "Ada"


def test_a_folder_that_cannot_be_written_is_fine(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("file_knowledge.tempfile.mkstemp", refuse)
    assert open_knowledge(settings_for(folder)).current().owner.name == "Maren Okoye"
    assert not (folder / "knowledge.json").exists()


def test_an_edit_is_live_within_a_second_and_a_broken_one_is_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(resources, "FOLDER_SECONDS", 0)
    source = open_knowledge(settings_for(folder))
    assert source.current() is source.current()
    write(folder, "facts.json", '{"name": "Ada"}')
    assert source.current().owner.name == "Ada"
    write(folder, "facts.json", '{"name": ')
    for _ in range(3):
        assert source.current().owner.name == "Ada"
    assert [r.levelno for r in caplog.records] == [logging.ERROR]
    assert "facts.json, line 1, column 10" in caplog.text
    write(folder, "facts.json", '{"name": "Bo"}')
    assert source.current().owner.name == "Bo"


def test_nothing_is_asked_before_it_is_due() -> None:
    clock, calls = Clock(), []

    def load() -> Knowledge:
        calls.append(clock.now)
        return ADA

    source = Refreshed(load, seconds=60, clock=clock)
    for clock.now in (0, 1, 59, 60, 61, 119, 121):
        source.current()
    assert calls == [0, 60, 121]


def test_one_thread_renews_while_the_others_answer_from_the_last_copy() -> None:
    clock, gate, entered = Clock(), threading.Event(), threading.Semaphore(0)
    copies = [ADA, Knowledge(Owner("Bo"), ())]

    def load() -> Knowledge:
        entered.release()
        assert len(copies) == 2 or gate.wait(10)
        return copies.pop(0)

    source = Refreshed(load, seconds=60, clock=clock)
    assert source.current() is ADA
    clock.now = 61
    slow = threading.Thread(target=source.current)
    slow.start()
    assert entered.acquire(timeout=10)
    assert entered.acquire(timeout=10)
    assert {source.current().owner.name for _ in range(50)} == {"Ada"}
    gate.set()
    slow.join(10)
    assert source.current().owner.name == "Bo"


def test_many_threads_at_the_start_load_once() -> None:
    calls = []

    def load() -> Knowledge:
        calls.append(1)
        time.sleep(0.05)
        return ADA

    source = Refreshed(load, seconds=60)
    threads = [threading.Thread(target=source.current) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(calls) == 1


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], None]]:
    """Give a function that puts knowledge.json into a mocked bucket."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setattr(resources, "BUCKET_SECONDS", 0)
    with mock_aws():
        client = boto3.client("s3", region_name="eu-west-1")
        client.create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
        )

        def put(data: bytes) -> None:
            client.put_object(Bucket=BUCKET, Key="knowledge.json", Body=data)

        yield put


def test_an_upload_is_live_and_an_unchanged_object_is_not_read_again(
    put: Callable[[bytes], None],
) -> None:
    put(dump_knowledge(ADA))
    bucket = S3Knowledge(BUCKET, "eu-west-1")
    assert bucket.load() == ADA
    assert bucket.load() is None
    put(dump_knowledge(Knowledge(Owner("Bo"), ())))
    assert bucket.load() == Knowledge(Owner("Bo"), ())


def test_the_last_good_copy_outlives_a_bad_upload(
    put: Callable[[bytes], None], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(dump_knowledge(ADA))
    source = open_knowledge(settings_for(tmp_path, personal_data_bucket=BUCKET))
    assert source.current() == ADA
    put(b"{broken")
    assert source.current() == ADA
    assert "the last good copy answers: knowledge.json cannot be read" in caplog.text


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the copy that is packed beside the code in Lambda."""
    path = tmp_path / "knowledge.json"
    path.write_bytes(dump_knowledge(ADA))
    monkeypatch.setattr(resources, "PACKAGED", path)
    return path


@pytest.mark.parametrize(
    ("bucket", "code"), [(BUCKET, "NoSuchKey"), ("no-such-bucket", "NoSuchBucket")]
)
@pytest.mark.usefixtures("put", "packaged")
def test_without_the_bucket_the_packaged_copy_answers(
    caplog: pytest.LogCaptureFixture, bucket: str, code: str
) -> None:
    in_lambda = Settings(in_lambda=True, personal_data_bucket=bucket)
    assert open_knowledge(in_lambda).current() == ADA
    assert f"({code})" in caplog.text
    with pytest.raises(ConfigurationError, match=code):
        open_knowledge(Settings(personal_data_bucket=bucket)).current()


@pytest.mark.usefixtures("packaged")
def test_in_lambda_without_a_bucket_the_packaged_copy_answers(tmp_path: Path) -> None:
    source = open_knowledge(settings_for(tmp_path / "none", in_lambda=True))
    assert source.current() == ADA


def test_an_unreachable_s3_is_given_up_quickly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    started = time.monotonic()
    with pytest.raises(ConfigurationError, match=r"s3://personal-data/knowledge\.json"):
        S3Knowledge(BUCKET, "eu-west-1").load()
    assert time.monotonic() - started < 10


def test_the_check_prints_a_table_and_the_next_step(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, "facts.json", '{"name": "Ada"}')
    (folder / "me.txt").unlink()
    (folder / "picture.png").write_bytes(b"\x89PNG")
    assert main(["--folder", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    cells = {line.split()[0]: line.split() for line in lines if line.startswith("  ")}
    assert cells["facts.json"][1:4] == ["15", "B", "1"]
    assert cells["facts.json"][-1] == "ok"
    assert " ".join(cells["style.txt"][-3:]) == "still the template"
    assert " ".join(cells["me.txt"][1:]) == "optional, missing"
    assert cells["picture.png"][-1] == "ok"
    assert lines[-1].startswith("Next: write your own summary.txt, style.txt, linkedin.pdf")


def test_the_check_fails_on_a_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "style.txt").unlink()
    (folder / "linkedin.pdf").write_bytes(b"hello")
    assert main(["--folder", str(folder)]) == 1
    printed = capsys.readouterr().out
    assert "MISSING" in printed
    assert "style.txt missing: run ./scripts/setup-local-data.sh" in printed
    assert "Fault: linkedin.pdf is damaged" in printed


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Give a repository with the ignore rules, the templates and the set-up script."""
    (tmp_path / "backend" / "data").mkdir(parents=True)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory" / ".gitkeep").touch()
    for template in (BACKEND / "data").glob("*_template.*"):
        shutil.copyfile(template, tmp_path / "backend" / "data" / template.name)
    shutil.copy(ROOT / "scripts" / "setup-local-data.sh", tmp_path / "scripts")
    shutil.copyfile(ROOT / ".gitignore", tmp_path / ".gitignore")
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    return tmp_path


def set_up(clone: Path) -> str:
    ran = subprocess.run(
        [clone / "scripts" / "setup-local-data.sh"],
        check=True,
        cwd="/",
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    return ran.stdout


def test_set_up_makes_what_is_missing_and_overwrites_nothing(clone: Path) -> None:
    data = clone / "backend" / "data"
    (data / "facts.json").write_text("mine")
    assert set_up(clone).count("Made backend/data/") == 4
    assert (data / "facts.json").read_text() == "mine"
    for name in REQUIRED[1:]:
        template = name.replace(".", "_template.")
        assert (data / name).read_bytes() == (data / template).read_bytes()
    assert set_up(clone) == "backend/data/ has all its files.\n"


def test_git_ignores_conversations_and_the_owners_files_and_keeps_templates(clone: Path) -> None:
    set_up(clone)
    private = ["memory/0b9c.json", "backend/data/picture.jpg", "backend/data/knowledge.json"]
    for name in private:
        (clone / name).write_text("private")
    subprocess.run(["git", "add", "--all"], cwd=clone, check=True, env={"PATH": "/usr/bin:/bin"})
    staged = subprocess.run(
        ["git", "ls-files"], cwd=clone, check=True, capture_output=True, text=True
    ).stdout.split()
    assert {name for name in staged if name.startswith(("memory/", "backend/"))} == {
        "memory/.gitkeep",
        *(f"backend/data/{path.name}" for path in (BACKEND / "data").glob("*_template.*")),
    }
    refused = subprocess.run(
        ["git", "add", *private], cwd=clone, check=False, capture_output=True, text=True
    )
    assert refused.returncode == 1
    assert "ignored" in refused.stderr


def test_the_template_files_agree_with_each_other(folder: Path) -> None:
    facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    texts = {section.id: section.text for section in compile_knowledge(folder).sections}
    assert facts["full_name"] in texts["linkedin.profile"]
    assert facts["email"] in texts["linkedin.contact"]
    assert facts["linkedin"].removeprefix("https://") in texts["linkedin.contact"]
    assert facts["email"] in texts["me.how-to-reach-me"]
