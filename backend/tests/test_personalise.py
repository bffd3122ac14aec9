"""The owner in the built site: in its head, its manifest, its picture and twin.json."""

import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

import personalise as module
from file_knowledge import FileKnowledge
from grounding.profile import profile
from knowledge import dump_knowledge
from owner_files import compile_knowledge
from personalise import main
from schemas import Knowledge, Link, Owner, Section

BARE = """<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/>\
<title>Digital twin</title><meta name="description" content="A chat."/>\
<meta property="og:title" content="Digital twin"/><meta name="theme-color" content="#fff"/>\
<link rel="manifest" href="/manifest.webmanifest"/></head>\
<body><svg><title>Send</title></svg><h1 class="x" data-twin="name">Digital twin</h1>\
<p data-twin="greeting" dir="auto"></p><p>Digital twin</p></body></html>"""
MANIFEST = {"name": "Digital twin", "short_name": "Twin", "start_url": "/", "icons": []}
NASTY = "Ada \"<script>alert(1)</script>\" & 'Co'\n</title>"
GPS = 0x8825


def knowledge_of(name: str, title: str = "Engineer") -> Knowledge:
    section = Section("facts.role", "Role", "facts.json", "I am an engineer.", core=True)
    return Knowledge(Owner(name, title, (Link("Site", "https://example.com"),)), (section,))


ADA, GRACE = knowledge_of("Ada Lovelace"), knowledge_of("Grace Hopper", "Admiral")


class Page(HTMLParser):
    """What a crawler sees: titles, tags by name or property, and scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []
        self.titles: list[str] = []
        self.scripts = 0
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or given.get("property") or given.get("rel")
        if name:
            self.tags.append((name, given.get("content") or given.get("href") or ""))
        self.scripts += tag == "script"
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.titles.append(data)
            self._in_title = False

    def of(self, name: str) -> list[str]:
        return [value for tag, value in self.tags if tag == name]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give an export as the build leaves it."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "index.html").write_text(BARE)
    (folder / "manifest.webmanifest").write_text(json.dumps(MANIFEST))
    return folder


def picture(folder: Path, name: str = "picture.png", colour: str = "red") -> Path:
    folder.mkdir(exist_ok=True)
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    Image.new("RGBA", (900, 600), colour).save(folder / name, exif=exif)
    return folder


def write(site: Path, knowledge: Knowledge, *options: str) -> Page:
    file = site.parent / "knowledge.json"
    file.write_bytes(dump_knowledge(knowledge))
    data = [] if "--data" in options else ["--data", str(site.parent)]
    assert main(["--knowledge", str(file), "--site", str(site), *data, *options]) == 0
    return Page((site / "index.html").read_text(encoding="utf-8"))


def files(site: Path) -> dict[str, bytes]:
    return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_the_page_says_whose_it_is(site: Path) -> None:
    page = write(site, ADA, "--url", "https://ada.example/")
    assert page.titles == ["Ada Lovelace · Engineer", "Send"]
    assert page.of("og:title") == ["Ada Lovelace · Engineer"]
    assert page.of("description") == page.of("og:description")
    assert "Ada Lovelace" in page.of("description")[0]
    assert page.of("og:url") == page.of("canonical") == ["https://ada.example/"]
    assert page.of("og:image") == []
    assert page.of("theme-color") == ["#fff"]
    assert page.of("manifest") == ["/manifest.webmanifest"]


def test_the_first_view_is_there_before_any_script(site: Path) -> None:
    write(site, knowledge_of("Ada <b>&\\1</b>"))
    page = (site / "index.html").read_text(encoding="utf-8")
    assert '<h1 class="x" data-twin="name">Ada &lt;b&gt;&amp;\\1&lt;/b&gt;</h1>' in page
    assert '<p data-twin="greeting" dir="auto">Hi, I&#x27;m Ada&#x27;s digital twin.' in page
    assert "<p>Digital twin</p>" in page


def test_twin_json_is_what_the_api_says(site: Path) -> None:
    write(site, ADA)
    told = json.loads((site / "twin.json").read_text(encoding="utf-8"))
    assert told == profile(ADA, offline=False).model_dump()
    write(site, ADA, "--offline")
    assert json.loads((site / "twin.json").read_text(encoding="utf-8"))["offline"] is True


def test_the_manifest_keeps_all_but_the_names(site: Path) -> None:
    write(site, ADA)
    manifest = json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest == MANIFEST | {"name": "Ada Lovelace", "short_name": "Ada"}


def test_the_manifest_has_the_same_first_name_as_the_greeting(site: Path) -> None:
    write(site, knowledge_of("Lovelace, Dr. Ada"))
    manifest = json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert (manifest["name"], manifest["short_name"]) == ("Lovelace, Dr. Ada", "Ada")


def test_a_second_owner_replaces_the_first_entirely(site: Path, tmp_path: Path) -> None:
    write(site, GRACE)
    only_grace = files(site)
    write(site, ADA, "--url", "https://ada.example", "--data", str(picture(tmp_path / "ada")))
    write(site, GRACE)
    assert files(site) == only_grace
    write(site, GRACE)
    assert files(site) == only_grace


def test_no_name_breaks_out_of_the_page(site: Path) -> None:
    page = write(site, knowledge_of(NASTY, NASTY))
    flat = " ".join(NASTY.split())
    assert page.titles[0] == page.of("og:title")[0] == f"{flat} · {flat}"
    assert page.scripts == 0


@pytest.mark.parametrize("name", ["picture.png", "picture.webp"])
def test_the_picture_is_small_and_says_nothing_of_the_camera(
    site: Path, tmp_path: Path, name: str
) -> None:
    data = picture(tmp_path / "ada", name)
    page = write(site, ADA, "--data", str(data), "--url", "https://ada.example/twin")
    assert page.of("og:image") == ["https://ada.example/twin/picture.jpg"]
    assert json.loads((site / "twin.json").read_text(encoding="utf-8"))["picture"] == "picture.jpg"
    written = (site / "picture.jpg").read_bytes()
    with Image.open(io.BytesIO(written)) as image:
        assert (image.format, image.size) == ("JPEG", (400, 400))
        assert not image.getexif()
    assert len(written) < 50_000


def test_the_data_folder_alone_is_enough(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    templates = Path(module.__file__).parent / "data"
    data = tmp_path / "data"
    data.mkdir()
    for template in templates.glob("*_template.*"):
        (data / template.name.replace("_template", "")).write_bytes(template.read_bytes())
    assert main(["--data", str(data), "--site", str(site)]) == 0
    assert "Maren Okoye" in capsys.readouterr().out
    expected = profile(compile_knowledge(data), offline=False).model_dump()
    assert json.loads((site / "twin.json").read_text(encoding="utf-8")) == expected
    assert FileKnowledge(data).load() is not None


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("picture.jpg", b"not a picture", "picture.jpg is not a picture that can be read"),
        ("picture.png", b"0" * 10_000_001, "picture.png is too large"),
        ("knowledge.json", b"{", "knowledge.json cannot be read"),
    ],
)
def test_a_fault_is_one_sentence_and_changes_nothing(
    site: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, said: str
) -> None:
    file = site.parent / "knowledge.json"
    file.write_bytes(dump_knowledge(ADA))
    (site.parent / name).write_bytes(content)
    before = files(site)
    given = ["--knowledge", str(file), "--site", str(site), "--data", str(site.parent)]
    assert main(given) == 1
    assert said in capsys.readouterr().err
    assert files(site) == before


def test_a_site_that_is_not_built_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "knowledge.json"
    file.write_bytes(dump_knowledge(ADA))
    given = ["--knowledge", str(file), "--site", str(tmp_path), "--data", str(tmp_path)]
    assert main(given) == 1
    assert "npm run build" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["ada.example", "https://", "javascript:alert(1)", 'https://a"b'])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SystemExit):
        main(["--url", url])
