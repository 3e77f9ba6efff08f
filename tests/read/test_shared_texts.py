"""Real texts outside the project: nothing raises, every promise holds."""

from pathlib import Path

from invariants import check, kept

from extractor.read import find, read_bytes, read_file


def test_corpus(shared: Path) -> None:
    names = list(find([str(shared / "corpus" / "policy"), str(shared / "corpus" / "seeds")]))
    assert len(names) > 800
    for name in names:
        document = read_file(Path(name))
        check(document)
        assert document.source.encoding == "utf-8"
        assert document.issues == ()


def test_corpus_in_gb18030(shared: Path) -> None:
    for name in list(find([str(shared / "corpus" / "policy")]))[::7]:
        text = Path(name).read_bytes().decode()
        document = read_bytes(text.encode("gb18030"), name)
        assert (document.text, document.source.encoding) == (text, "gb18030")


def test_pages(shared: Path) -> None:
    names = list(find([str(shared / "formats" / "html"), str(shared / "formats" / "html_govcn")]))
    assert len(names) == 68
    for name in names:
        document = read_file(Path(name))
        check(document)
        assert document.source.media_type == "text/html"
        assert document.issues == ()
        whole = sum(block.span.width for block in document.blocks)
        assert sum(map(len, kept(document))) > 0.8 * whole
