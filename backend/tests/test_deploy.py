"""The package that `deploy.py` builds: what is in it, what is not, and that it answers."""

import json
import marshal
import os
import re
import shutil
import struct
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from errors import ConfigurationError
from knowledge import parse_knowledge
from package import compile_tree
from package.archive import LARGEST, check_limits, items, write_zip
from package.bytecode import lambda_python
from package.modules import reached
from package.owner_knowledge import packed_knowledge
from settings import BACKEND, Settings
from tests import wire
from tests.emulator import Emulator
from tests.loopback import loopback
from tests.packages import BUILD_SECONDS, answers, built, deploy, files_of, run_clean, shell, unpack

pytestmark = pytest.mark.timeout(BUILD_SECONDS)
EVENTS = sorted((BACKEND / "tests" / "events").glob("*.json"))
MEGABYTE = 1_000_000
EM_X86_64, EM_AARCH64 = 62, 183
OWN = ("lambda_handler.py", "server.py", "providers/bedrock.py", "grounding/guard.py", "run.sh")
PLANTED = {
    ".env": "OPENAI_API_KEY=planted",
    "data/facts.json": '{"name": "Planted"}',
    "data/linkedin.pdf": "planted",
    "scratch.py": "PLANTED = 1",
    "providers/.env": "planted",
    "providers/notes.txt": "planted",
    "../memory/7b0c1c8e-6a0e-4f7b-9a2b-0d3f4c5b6a79.json": "[]",
}


@pytest.fixture(scope="session")
def arm_archive(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Path:
    target = tmp_path_factory.mktemp("built") / "arm64.zip"
    return built(target, "--arch", "arm64", environment=shell(data))


@pytest.fixture(scope="session")
def openai_archive(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Path:
    target = tmp_path_factory.mktemp("built") / "openai.zip"
    return built(target, "--openai", environment=shell(data))


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory, archive: Path) -> Path:
    return unpack(archive, tmp_path_factory.mktemp("task"))


def machines(archive: Path) -> set[int]:
    """Read the machine of every native library: two bytes at 18 of an ELF header."""
    with ZipFile(archive) as opened:
        heads = [opened.read(n)[:20] for n in opened.namelist() if ".so" in Path(n).suffixes]
    assert all(head.startswith(b"\x7fELF") for head in heads)
    return {struct.unpack_from("<H", head, 18)[0] for head in heads}


@pytest.mark.parametrize("provider", ["offline", "bedrock"])
def test_the_unpacked_zip_answers_every_event_on_a_clean_python(
    package: Path, cloud: dict[str, str], provider: str
) -> None:
    before = files_of(package)
    found = answers(package, *EVENTS, environment=cloud | {"AI_PROVIDER": provider})
    statuses = dict(zip([event.stem for event in EVENTS], found, strict=True))
    assert {name: answer["statusCode"] for name, answer in statuses.items()} == {
        event.stem: 204 if event.stem.startswith("delete") else 200 for event in EVENTS
    }
    said = json.loads(statuses["post-chat"]["body"])
    assert said["finish"] == "complete"
    assert said["response"].startswith("[ministack") == (provider == "bedrock")
    assert "event: done" in statuses["post-chat-stream"]["body"]
    assert files_of(package) == before


def test_the_openai_package_reads_its_key_from_secrets_manager(
    openai_archive: Path, cloud: dict[str, str], emulator: Emulator, tmp_path: Path
) -> None:
    vault = emulator.client("secretsmanager")
    vault.create_secret(Name="package-key", SecretString="sk-packaged")
    chat = BACKEND / "tests" / "events" / "post-chat.json"
    with loopback(wire.openai_answer("I build bridges.")) as model:
        chosen = {
            "AI_PROVIDER": "openai",
            "OPENAI_API_KEY_SECRET": "package-key",
            "OPENAI_BASE_URL": f"{model.url}/v1",
        }
        package = unpack(openai_archive, tmp_path / "task")
        (answer,) = answers(package, chat, environment=cloud | chosen)
        sent = model.requests[0].headers["authorization"]
    assert json.loads(answer["body"])["response"] == "I build bridges."
    assert sent == "Bearer sk-packaged"


def test_the_conversation_lies_in_the_bucket(
    package: Path, cloud: dict[str, str], emulator: Emulator
) -> None:
    chat = BACKEND / "tests" / "events" / "post-chat.json"
    (answer,) = answers(package, chat, environment=cloud | {"AI_PROVIDER": "offline"})
    said = json.loads(answer["body"])
    key = f"{said['session_id']}.json"
    stored = emulator.client("s3").get_object(Bucket=cloud["MEMORY_BUCKET"], Key=key)["Body"].read()
    assert json.loads(stored)[-1]["content"] == said["response"]


@pytest.mark.parametrize("bucket", ["", "no-such-data-bucket"])
def test_the_packed_copy_answers_without_the_data_bucket(
    package: Path, cloud: dict[str, str], bucket: str
) -> None:
    environment = cloud | {"AI_PROVIDER": "offline", "PERSONAL_DATA_BUCKET": bucket}
    twin = BACKEND / "tests" / "events" / "get-twin.json"
    (answer,) = answers(package, twin, environment=environment)
    assert json.loads(answer["body"])["name"] == "Maren Okoye"


def test_every_module_is_compiled_once_and_for_all(package: Path) -> None:
    names = set(files_of(package))
    sources = {name for name in names if name.endswith(".py")}
    compiled = {name for name in names if name.endswith(".pyc")}
    assert len(sources) == len(compiled) > 500
    code = "import importlib.util, sys; sys.stdout.write(importlib.util.MAGIC_NUMBER.hex())"
    magic = bytes.fromhex(run_clean(code, package, environment={}).stdout)
    heads = {(package / name).read_bytes()[:8] for name in compiled}
    assert heads == {magic + b"\x01\0\0\0"}  # PEP 552: by hash, unchecked


def test_no_module_tells_where_it_was_built(package: Path) -> None:
    for name, data in files_of(package).items():
        if name.endswith(".pyc"):
            folder, module = Path(name).parent.parent, Path(name).name.split(".")[0]
            place = compile_tree.UNPACKED / folder / f"{module}.py"
            assert marshal.loads(data[16:]).co_filename == str(place)
            assert b"lambda-package-" not in data


def test_sizes_stay_well_below_lambdas_limits(
    archive: Path, arm_archive: Path, openai_archive: Path
) -> None:
    for path in (archive, arm_archive, openai_archive):
        assert path.stat().st_size <= 15 * MEGABYTE
        assert sum(item.size for item in items(path)) <= 60 * MEGABYTE


def test_native_libraries_are_of_the_architecture(archive: Path, arm_archive: Path) -> None:
    assert machines(archive) == {EM_X86_64}
    assert machines(arm_archive) == {EM_AARCH64}


def test_only_what_runs_is_packed(archive: Path, openai_archive: Path) -> None:
    names = {item.name for item in items(archive)}
    foreign = {"moto", "pytest", "pypdfium2", "fastapi_offline", "watchfiles", "rich", "bin"}
    foreign |= {"tests", "bench", "package", "deploy.py", "pyproject.toml", ".env"}
    assert not names & foreign
    assert "openai" not in names
    assert "openai" in {item.name for item in items(openai_archive)}
    with ZipFile(archive) as opened:
        packed = opened.namelist()
    assert set(OWN) <= set(packed)
    assert [name for name in packed if name.startswith("data/")] == ["data/knowledge.json"]


def test_only_the_services_in_use_are_described(package: Path) -> None:
    folders = {path.name for path in (package / "botocore" / "data").iterdir() if path.is_dir()}
    assert folders == {"bedrock-runtime", "s3", "secretsmanager", "sts"}


def test_trimmed_descriptions_sign_page_and_find_every_endpoint(
    package: Path, cloud: dict[str, str], emulator: Emulator
) -> None:
    code = """\
import sys; sys.path.insert(0, sys.argv[1])
import boto3
bucket, s3 = sys.argv[2], boto3.client("s3")
s3.put_object(Bucket=bucket, Key="a/b", Body=b"x", ChecksumAlgorithm="SHA256")
pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="a/")
assert [o["Key"] for page in pages for o in page["Contents"]] == ["a/b"]
s3.get_waiter("object_exists").wait(Bucket=bucket, Key="a/b")
assert boto3.client("sts").get_caller_identity()["Account"]
boto3.client("secretsmanager").create_secret(Name="package-test", SecretString="x")
import os; del os.environ["AWS_ENDPOINT_URL"]
for region in ("eu-west-1", "us-east-1", "cn-north-1", "us-gov-west-1", "ap-south-2"):
    for service in ("s3", "sts", "secretsmanager", "bedrock-runtime"):
        print(boto3.client(service, region_name=region).meta.endpoint_url)
"""
    ran = run_clean(code, package, cloud["MEMORY_BUCKET"], environment=cloud)
    assert ran.returncode == 0, ran.stderr
    here = [
        emulator_free_endpoint(service, region)
        for region in ("eu-west-1", "us-east-1", "cn-north-1", "us-gov-west-1", "ap-south-2")
        for service in ("s3", "sts", "secretsmanager", "bedrock-runtime")
    ]
    assert ran.stdout.split() == here


def emulator_free_endpoint(service: str, region: str) -> str:
    import boto3

    client = boto3.client(
        service,  # type: ignore[call-overload]
        region_name=region,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    return str(client.meta.endpoint_url)


def test_the_same_tree_gives_the_same_bytes_and_tells_their_size(
    archive: Path, tmp_path: Path, data: Path
) -> None:
    copy = tmp_path / "elsewhere" / "backend"
    skipped = shutil.ignore_patterns("__pycache__", ".venv", "bench", "*.zip")
    shutil.copytree(BACKEND, copy, ignore=skipped)
    (copy.parent / "memory").mkdir()
    for name, text in PLANTED.items():
        (copy / name).write_text(text)
    for path in copy.rglob("*.py"):
        os.utime(path, (0, 0))
    again = tmp_path / "again.zip"
    ran = deploy(
        *("--allow-template", "--output", str(again)),
        backend=copy,
        environment=shell(data, TZ="Asia/Kathmandu", PYTHONHASHSEED="7", LC_ALL="C"),
        umask=0o077,
    )
    assert again.read_bytes() == archive.read_bytes()
    first, _, *rows = ran.stdout.splitlines()
    assert re.fullmatch(rf"{again}: \d+\.\d MB zipped, \d+\.\d MB unzipped\..*", first)
    assert len(rows) == LARGEST
    assert "Fetching wheels" in ran.stderr
    assert "\x1b" not in ran.stderr


def test_planted_files_are_seen_by_the_test_that_looks_for_them(tmp_path: Path) -> None:
    """The test above rests on this: what the entry points import is packed, planted or not."""
    for name in ("lambda_handler.py", "stream_server.py"):
        (tmp_path / name).write_text("import scratch\n")
    (tmp_path / "scratch.py").write_text("def late():\n    import other.part\n")
    (tmp_path / "unused.py").write_text("")
    (tmp_path / "other").mkdir()
    for name in ("other/part.py", "other/more.py", "other/.env"):
        (tmp_path / name).write_text("")
    names = {path.relative_to(tmp_path).as_posix() for path in reached(tmp_path)}
    expected = {"lambda_handler.py", "stream_server.py", "scratch.py"}
    assert names == expected | {"other/part.py", "other/more.py"}


def test_a_package_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "noise").write_bytes(os.urandom(2_000))
    write_zip(tmp_path / "tree", tmp_path / "a.zip")
    check_limits(tmp_path / "a.zip", zipped=3_000, unzipped=2_000)
    for limits in ({"zipped": 2_000}, {"unzipped": 1_999}):
        with pytest.raises(ConfigurationError, match="Lambda takes"):
            check_limits(tmp_path / "a.zip", **limits)


def test_template_data_is_refused(tmp_path: Path, data: Path) -> None:
    target = tmp_path / "package.zip"
    ran = deploy("--output", str(target), environment=shell(data))
    assert ran.returncode == 1
    assert "--allow-template" in ran.stderr
    assert not target.exists()


def test_without_data_the_command_that_makes_it_is_named(tmp_path: Path) -> None:
    ran = deploy(environment=shell(tmp_path))
    assert ran.returncode == 1
    assert "run ./scripts/setup-local-data.sh" in ran.stderr


def test_the_files_of_the_data_bucket_are_compiled(
    data: Path, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    s3 = emulator.client("s3")
    s3.create_bucket(
        Bucket="package-raw", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    for name, value in emulator.environment.items():
        monkeypatch.setenv(name, value)
    chosen = Settings(personal_data_bucket="package-raw")
    with pytest.raises(ConfigurationError, match=r"upload-personal-data\.sh"):
        packed_knowledge(chosen, allow_template=True)
    for path in data.iterdir():
        s3.put_object(Bucket="package-raw", Key=path.name, Body=path.read_bytes())
    facts = json.loads((data / "facts.json").read_text()) | {"full_name": "Ada Lovelace"}
    s3.put_object(Bucket="package-raw", Key="facts.json", Body=json.dumps(facts).encode())
    packed = packed_knowledge(chosen, allow_template=True)
    assert parse_knowledge(packed).owner.name == "Ada Lovelace"
    with pytest.raises(ConfigurationError, match="s3://package-raw still holds files of the temp"):
        packed_knowledge(chosen, allow_template=False)


def test_a_data_bucket_that_cannot_be_read_is_named(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in emulator.environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=r"s3://no-such-bucket cannot.*NoSuchBucket"):
        packed_knowledge(Settings(personal_data_bucket="no-such-bucket"), allow_template=True)


def test_a_bare_python_hands_over_to_uv(tmp_path: Path, data: Path) -> None:
    """Only the builder knows what template data is: the refusal shows that it ran."""
    debians = "/usr/bin/python3"
    python = debians if Path(debians).exists() else f"{sys.base_prefix}/bin/python3"
    target = ("--output", str(tmp_path / "package.zip"))
    ran = deploy(*target, python=(python, "-E", "-S"), environment=shell(data))
    assert ran.returncode == 1
    assert "--allow-template" in ran.stderr


def test_without_uv_it_says_how_to_get_it(data: Path) -> None:
    bare = (lambda_python(), "-I", "-S", "-c", _RUN_DEPLOY)
    ran = deploy(python=bare, environment={"PATH": "/nonexistent", "DATA_DIR": str(data)})
    assert ran.returncode == 1
    assert "error: uv is missing: install it with `pip install uv`" in ran.stderr


_RUN_DEPLOY = """\
import runpy, sys
sys.argv = sys.argv[1:]
sys.path.insert(0, sys.argv[0].removesuffix("/deploy.py"))
runpy.run_path(sys.argv[0], run_name="__main__")
"""
