import shutil
from pathlib import Path

import pytest
from cloud.objects import keys, read
from cloud.owner_data import check, fetch, has_data, owner_name, upload
from cloud.stop import Stop

from settings import BACKEND

FILES = ("facts.json", "summary.txt", "style.txt", "linkedin.pdf", "me.txt")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Do what setup-local-data.sh does."""
    folder = tmp_path / "data"
    folder.mkdir()
    for template in (BACKEND / "data").glob("*_template.*"):
        shutil.copy(template, folder / template.name.replace("_template", ""))
    return folder


def send(data: Path, bucket: str, tmp_path: Path) -> dict[str, str]:
    knowledge = check(data, allow_template=True)
    return {sent.name: sent.state for sent in upload(data, bucket, knowledge, tmp_path)}


def test_the_files_of_setup_local_data_are_all_it_needs(
    data: Path, bucket: str, tmp_path: Path
) -> None:
    sent = send(data, bucket, tmp_path)
    assert sent == dict.fromkeys([*FILES, "knowledge.json"], "new")
    assert list(sent)[-1] == "knowledge.json"
    assert keys(bucket) == {*FILES, "knowledge.json"}
    assert owner_name(bucket) == check(data, allow_template=True).owner.name


def test_only_what_changed_is_sent(data: Path, bucket: str, tmp_path: Path) -> None:
    send(data, bucket, tmp_path)
    (data / "style.txt").write_text("Short.")
    sent = send(data, bucket, tmp_path)
    changed = {name for name, state in sent.items() if state == "changed"}
    assert changed == {"style.txt", "knowledge.json"}
    assert set(send(data, bucket, tmp_path).values()) == {"same"}


def test_a_file_the_owner_removed_is_removed(data: Path, bucket: str, tmp_path: Path) -> None:
    (data / "picture.png").write_bytes(b"png")
    send(data, bucket, tmp_path)
    (data / "picture.png").rename(data / "picture.jpg")
    (data / "me.txt").unlink()
    sent = send(data, bucket, tmp_path)
    assert (sent["picture.png"], sent["me.txt"], sent["picture.jpg"]) == (
        "removed",
        "removed",
        "new",
    )
    assert keys(bucket) == {*FILES[:4], "picture.jpg", "knowledge.json"}


def test_knowledge_is_not_replaced_when_a_file_fails(
    data: Path, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(data, bucket, tmp_path)
    before = read(bucket, "knowledge.json")
    (data / "style.txt").write_text("Short.")

    def fails(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("cloud.owner_data.put", fails)
    with pytest.raises(ConnectionError):
        send(data, bucket, tmp_path)
    assert read(bucket, "knowledge.json") == before


def test_the_template_person_is_refused_unless_for_a_trial(data: Path) -> None:
    with pytest.raises(Stop, match=r"facts\.json.*--allow-template"):
        check(data, allow_template=False)
    assert check(data, allow_template=True).is_template


def test_a_missing_file_is_named_with_the_command_that_makes_it(data: Path) -> None:
    (data / "summary.txt").unlink()
    with pytest.raises(Stop, match=r"summary\.txt missing: run \./scripts/setup-local-data\.sh"):
        check(data, allow_template=True)


def test_the_site_gets_knowledge_and_picture(data: Path, bucket: str, tmp_path: Path) -> None:
    assert not has_data(bucket)
    with pytest.raises(Stop, match="upload-personal-data"):
        fetch(bucket, tmp_path)
    (data / "picture.webp").write_bytes(b"webp")
    send(data, bucket, tmp_path)
    assert has_data(bucket)
    there = tmp_path / "there"
    there.mkdir()
    assert fetch(bucket, there).name == "knowledge.json"
    assert {path.name for path in there.iterdir()} == {"knowledge.json", "picture.webp"}
