"""A page that needs nothing else, looked at as text; test_html_page.py opens it in a browser."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest

from symsoft import api
from symsoft.display.options import Options
from symsoft.proof import Derivation, Evidence, Verdict
from symsoft.targets import TARGETS

VOID = {"meta", "input", "br", "hr", "link"}
CASES = {
    "softmax": {"entry": "softmax", "n": 4},
    "large": {"entry": "softmax", "n": 50},
    "ce": {"entry": "ce", "n": 4},
    "temperature": {"entry": "temperature", "n": 4, "forms": ["delta", "vjp"]},
    "scalar": {"entry": "sigmoid"},
    "two inputs": {"define": ["z[i] = sum(W[i, k]*h[k], k)", "L = sum(z[i]**2, i)"], "n": 2},
}


class Reader(HTMLParser):
    """Elements with their attributes, and whether every one of them is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(*derivations: Derivation, **options: Any) -> str:
    return TARGETS["html"].document(derivations, Options(**options))


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {name: api.derive(**case).document("html") for name, case in CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_every_element_is_closed_and_every_link_leads_somewhere(
    name: str, pages: dict[str, str]
) -> None:
    found = read(pages[name]).found
    ids = [a["id"] for _, a in found if a.get("id")]
    assert len(ids) == len(set(ids))
    links = [a["href"] or "" for tag, a in found if tag == "a"]
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)
    described = [(a["aria-labelledby"] or "").split() for tag, a in found if tag == "svg"]
    assert {part for parts in described for part in parts} <= set(ids)
    assert not any("src" in a for _, a in found)


@pytest.mark.parametrize("name", CASES)
def test_formulas_are_well_formed(name: str, pages: dict[str, str]) -> None:
    formulas = re.findall(r"<math.*?</math>", pages[name])
    assert len(formulas) > 10
    for formula in formulas:
        root = ElementTree.fromstring(re.sub(r"=(\w+)>", r'="\1">', formula))
        assert not (root.text or "").strip()
        assert all(not (e.tail or "").strip() for e in root.iter())


@pytest.mark.parametrize("name", CASES)
def test_every_step_is_there_and_numbered(name: str, pages: dict[str, str]) -> None:
    numbers = re.findall(r'<span class="number">([\d.]+)</span>', pages[name])
    whole = [int(n) for n in numbers if "." not in n]
    assert whole == list(range(1, len(whole) + 1))
    assert pages[name].count("<details open>") == len(numbers) > 0


@pytest.mark.parametrize("name", ["softmax", "large"])
def test_size(name: str, pages: dict[str, str]) -> None:
    assert len(pages[name].encode()) < 150_000


def test_the_same_bytes_twice(pages: dict[str, str]) -> None:
    assert api.derive(**CASES["ce"]).document("html") == pages["ce"]


def test_nothing_of_the_outside(pages: dict[str, str]) -> None:
    for text in pages.values():
        addresses = set(re.findall(r"\w+://[^\s\"'<]+", text))
        assert addresses <= {"http://www.w3.org/2000/svg"}
        assert "default-src 'none'" in text
        assert "@import" not in text
        assert "url(" not in text


@pytest.mark.slow
@pytest.mark.parametrize("name", api.entries())
def test_every_entry_of_the_catalogue_has_a_page(name: str) -> None:
    derivations = api.derivations(api.state(name), forms=("delta", "vjp"), strict=False)
    text = page(*derivations)
    read(text)
    assert "<svg" in text or 'id="live"' in text


def test_changes_are_marked(pages: dict[str, str]) -> None:
    assert pages["softmax"].count('class="new"') > 5


def test_the_language_is_said(softmax: Derivation) -> None:
    assert '<html lang="en">' in page(softmax)


def test_texts_of_the_user_come_out_literally(softmax: Derivation) -> None:
    odd = "<b>&amp; \"q\" 'a' {{ x }} </title><script>alert(1)</script>"
    text = page(softmax, entry=odd)
    assert "<b>" not in text
    assert "alert(1)</script>" not in text
    assert "{{ x }}" in text
    assert "&lt;b&gt;&amp;amp; &quot;q&quot;" in text
    read(text)


def test_long_names(monster: Derivation) -> None:
    text = page(monster)
    read(text)
    assert all(name in text for name in ("learning_rate", "中文", "50%"))


def test_failures_are_on_the_page(softmax_found: Any) -> None:
    bad = Evidence("enclosure", Verdict.FAILS, "n = 2", "x_1 < 0 & <i>")
    text = page(softmax_found([bad]))
    assert '<p class="note bad">FAILS' in text
    assert "x_1 &lt; 0 &amp; &lt;i&gt;" in text
    assert '<p class="verdict fails">' in text
    assert '<td class="bad">FAILS</td>' in text


def test_conditions_stand_with_the_theorem(cross_entropy: Derivation) -> None:
    text = page(cross_entropy)
    theorem = text.split('id="theorem-1"')[1]
    assert "Valid where" in theorem.split("<ol")[0]
    assert text.count('id="lemma-') == 1


def test_the_data_of_the_panels_is_json(pages: dict[str, str]) -> None:
    source = re.search(r'id="live-data">(.*?)</script>', pages["temperature"])
    assert source
    data = json.loads(source[1])
    assert [i["name"] for i in data["inputs"]] == ["x", "T", "g"]
    assert len(data["panels"]) == 2


def test_the_command_line_writes_a_page(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from symsoft.cli import main

    monkeypatch.chdir(tmp_path)
    assert main(["derive", "sigmoid", "-o", "s.html"]) == 0
    assert (tmp_path / "s.html").read_text(encoding="utf-8").startswith("<!doctype html>")
