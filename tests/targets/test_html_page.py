"""The page in a browser: what it computes, asks for, and how it fits a small screen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flint import arb, ctx, fmpq

from symsoft import api
from symsoft.checking.evaluate import Point, Programs
from symsoft.display.options import Options
from symsoft.language.terms import Index
from symsoft.pictures.live_page import shown
from symsoft.proof import Derivation
from symsoft.targets import TARGETS

selenium = pytest.importorskip("selenium", reason="selenium is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not installed"
)
EXACTLY = 2.0**-46
"""64 units in the last place of 1: what a page's arithmetic may be off at these inputs."""
LONG = "output_value[i] = exp(input_value[i])/sum(exp(input_value[k]), k)"
CASES: dict[str, tuple[dict[str, Any], int]] = {
    "softmax": ({"entry": "softmax"}, 4),
    "ce": ({"entry": "ce"}, 4),
    "temperature": ({"entry": "temperature"}, 3),
    "scalar": ({"entry": "sigmoid"}, 1),
    "error function": ({"define": ["y[i] = x[i]*(1 + erf(x[i]/sqrt(2)))/2"]}, 3),
    "two inputs": ({"define": ["L = sum((sum(A[i, k]*x[k], k) - b[i])**2, i)"]}, 3),
    "wide": ({"define": ["z[i] = sum(W[i, k]*h[k], k)"]}, 3),
    "pieces": ({"define": ["y[i] = where(x[i] > 0, x[i], exp(x[i]) - 1)"]}, 3),
    "long names": ({"define": [LONG]}, 6),
}


@pytest.fixture(scope="module")
def derived() -> dict[str, tuple[Derivation, ...]]:
    """Not checked, and without forms that a page only prints: this is about what it computes."""
    forms = ("delta", "vjp", "stable")
    stated = {name: api.state(**case) for name, (case, _) in CASES.items()}
    return {n: tuple(api.derivations(p, forms=forms, strict=False)) for n, p in stated.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, derived: Any) -> Path:
    place = tmp_path_factory.mktemp("pages")
    for name, (_, n) in CASES.items():
        system = derived[name][0].proof.system
        sizes = dict.fromkeys((s.name for s in system.sizes), n)
        text = TARGETS["html"].document(derived[name], Options(n=sizes))
        (place / f"{name}.html").write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", "--lang=en"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


def screen(browser: Any, width: int) -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def opened(browser: Any, folder: Path, name: str) -> Any:
    screen(browser, 1000)
    browser.get((folder / f"{name}.html").as_uri())
    return browser


def numbers(browser: Any, mark: str) -> list[list[float]]:
    """The numbers of each panel that carry a mark, as the page computed them."""
    script = (
        "return [...document.querySelectorAll('[data-panel]')].map((panel) =>"
        " [...panel.querySelectorAll(arguments[0])].map((e) => Number(e.dataset.value)))"
    )
    return browser.execute_script(script, f"[{mark}]")


def texts(browser: Any, mark: str) -> list[list[str]]:
    script = (
        "return [...document.querySelectorAll('[data-panel]')].map((panel) =>"
        " [...panel.querySelectorAll(arguments[0])].map((e) => e.textContent))"
    )
    return browser.execute_script(script, f"[{mark}]")


def sliders(browser: Any) -> dict[tuple[str, int], float]:
    """Where every slider is."""
    script = (
        "return [...document.querySelectorAll('#live input')].map((e) =>"
        " [e.dataset.name, Number(e.dataset.entry), e.valueAsNumber])"
    )
    return {(name, entry): value for name, entry, value in browser.execute_script(script)}


def move(browser: Any, changes: dict[tuple[str, int], float]) -> None:
    """Put sliders somewhere as a person does, with the event that the page hears."""
    script = (
        "const [name, entry, value] = arguments;"
        "const e = document.querySelector("
        "  `#live input[data-name='${name}'][data-entry='${entry}']`);"
        "e.value = value; e.dispatchEvent(new Event('input', {bubbles: true}));"
    )
    for (name, entry), value in changes.items():
        browser.execute_script(script, name, entry, value)


def data(browser: Any) -> dict[str, Any]:
    source = "return document.getElementById('live-data').textContent"
    return json.loads(browser.execute_script(source))


class Truth:
    """Enclosures at the inputs that the page shows, by dual numbers over the definitions."""

    def __init__(self, derivation: Derivation, browser: Any) -> None:
        self.derivation, self.data = derivation, data(browser)
        self.system = derivation.proof.system
        values = {(i["name"], k): v for i in self.data["inputs"] for k, v in enumerate(i["values"])}
        self.values = {**values, **sliders(browser)}
        programs = Programs(self.system)
        point = Point(programs, self.data["sizes"], {})
        inputs = {
            entry: self.ball(name, k)
            for name in self.system.inputs
            for k, entry in enumerate(point.entries(name))
            if (name, k) in self.values
        }
        self.point = Point(programs, self.data["sizes"], inputs)

    def ball(self, name: str, entry: int) -> arb:
        return arb(fmpq(*float(self.values[name, entry]).as_integer_ratio()))

    def at(self, e: Any, indices: dict[Index, int]) -> arb:
        program = self.point.programs.program(e)
        return program.at(self.point, {i: indices[i] for i in program.free})

    def every(self, indices: tuple[Index, ...]) -> list[dict[Index, int]]:
        found: list[dict[Index, int]] = [{}]
        for i in indices:
            size = self.data["sizes"][i.size.name]
            found = [{**at, i: k} for at in found for k in range(1, size + 1)]
        return found

    def entries(self) -> list[list[arb]]:
        """The derivative by its meaning, not as derived; rows are entries of the output."""
        claim = self.derivation.proof.claim.lhs
        return [
            [self.at(claim, {**row, **column}) for column in self.every(claim.by.indices)]
            for row in self.every(claim.body.indices)
        ]


def close(value: float, truth: arb) -> bool:
    ball = arb(fmpq(*value.as_integer_ratio()))
    return bool(abs(ball - truth) <= arb(EXACTLY) * (1 + abs(truth)))


@pytest.mark.parametrize("name", CASES)
def test_what_moves_is_right(name: str, browser: Any, folder: Path, derived: Any) -> None:
    opened(browser, folder, name)
    first = sliders(browser)
    moves = {key: 0.125 * (3 * k % 17 - 7) for k, key in enumerate(first)}
    before = numbers(browser, "data-cell")
    # An input at 0 would be divided by, or stand at a kink.
    move(browser, {key: value or 0.5 for key, value in moves.items()})
    assert sliders(browser) != first
    after = numbers(browser, "data-cell")
    assert before != after
    with ctx.workprec(128):
        for k, derivation in enumerate(derived[name]):
            truth = Truth(derivation, browser)
            entries = truth.entries()
            flat = [e for row in entries for e in row]
            assert len(flat) == len(after[k])
            assert all(close(v, e) for v, e in zip(after[k], flat, strict=True))
            check_sums(browser, k, entries)
            check_products(browser, k, truth, entries)
            heads = numbers(browser, "data-head")[k]
            claim = derivation.proof.claim.lhs
            meant = [truth.at(claim.body, row) for row in truth.every(claim.body.indices)]
            assert not heads or all(close(v, e) for v, e in zip(heads, meant, strict=True))


def check_sums(browser: Any, k: int, entries: list[list[arb]]) -> None:
    """Of a scalar by a matrix, rows are those of the matrix."""
    sums = numbers(browser, "data-sum")[k]
    if not sums:
        return
    flat = [e for row in entries for e in row]
    width = len(flat) // len(sums)
    lines = [flat[q : q + width] for q in range(0, len(flat), width)]
    assert all(close(v, sum(line, arb(0))) for v, line in zip(sums, lines, strict=True))


def check_products(browser: Any, k: int, truth: Truth, entries: list[list[arb]]) -> None:
    products = numbers(browser, "data-product")[k]
    if not products:
        return
    g = [truth.ball("g", row) for row in range(len(entries))]
    columns = zip(*entries, strict=True)
    meant = [sum((a * b for a, b in zip(g, column, strict=True)), arb(0)) for column in columns]
    assert all(close(v, e) for v, e in zip(products, meant, strict=True))


@pytest.mark.parametrize("name", ["softmax", "temperature"])
def test_numbers_shown_are_the_numbers_computed(name: str, browser: Any, folder: Path) -> None:
    opened(browser, folder, name)
    for mark in ("data-cell", "data-sum", "data-head", "data-product"):
        pairs = zip(numbers(browser, mark), texts(browser, mark), strict=True)
        for values, written in pairs:
            assert [shown(v) for v in values] == written
    assert all(texts(browser, "data-cell"))


def test_the_first_numbers_are_those_without_the_program(browser: Any, folder: Path) -> None:
    opened(browser, folder, "softmax")
    moved = [texts(browser, mark) for mark in ("data-cell", "data-product")]
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get((folder / "softmax.html").as_uri())
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        still = [texts(browser, mark) for mark in ("data-cell", "data-product")]
        hidden = browser.execute_script(
            "return [document.getElementById('live').hidden,"
            " document.querySelectorAll('ol details:not([open])').length]"
        )
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert still == moved
    assert hidden == [True, 0]


def test_sliders_by_keyboard_and_reset(browser: Any, folder: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    opened(browser, folder, "softmax")
    first = sliders(browser)
    slider = browser.find_element("css selector", "#live input")
    slider.send_keys(Keys.ARROW_RIGHT)
    assert sliders(browser)["x", 0] == first["x", 0] + 0.125
    label = slider.find_element("xpath", "following-sibling::output").text
    assert label == f"{first['x', 0] + 0.125:g}"
    browser.find_element("id", "live-reset").click()
    assert sliders(browser) == first


def test_steps_open_one_by_one(browser: Any, folder: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    opened(browser, folder, "softmax")
    bar = browser.find_element("css selector", ".stepping")
    close_all, following, open_all = bar.find_elements("css selector", "button")
    steps = "return [...arguments[0].nextElementSibling.children].map((e) => e.firstChild.open)"

    def state() -> list[bool]:
        return browser.execute_script(steps, bar)

    total = len(state())
    assert state() == [True] * total
    close_all.click()
    assert state() == [False] * total
    following.send_keys(Keys.ENTER)
    following.send_keys(Keys.SPACE)
    assert state() == [True, True] + [False] * (total - 2)
    status = bar.find_element("css selector", "[role=status]")
    assert status.text == f"2 of {total} steps open"
    summary = browser.find_elements("css selector", ".stepping + ol summary")[3]
    summary.send_keys(Keys.ENTER)
    assert state()[3]
    open_all.click()
    assert state() == [True] * total
    assert not following.is_enabled()


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_asked_of_the_network_and_nothing_goes_wrong(
    name: str, browser: Any, folder: Path
) -> None:
    browser.get_log("performance")
    opened(browser, folder, name)
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [
        e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"
    ]
    assert asked == [browser.current_url]
    assert browser.get_log("browser") == []


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("width", [360, 1000])
def test_nothing_overflows(name: str, width: int, browser: Any, folder: Path) -> None:
    opened(browser, folder, name)
    screen(browser, width)
    wide = browser.execute_script("return document.scrollingElement.scrollWidth")
    assert wide <= width
    # Whatever is wider than its box scrolls there.
    lost = browser.execute_script(
        "return [...document.querySelectorAll('main *')].filter((e) => {"
        "  const box = e.getBoundingClientRect();"
        "  return box.width && (box.right > innerWidth + 1 || box.left < -1)"
        "    && !e.closest('.formula, .scroll, figure');"
        "}).map((e) => e.tagName)"
    )
    assert lost == []
    drawn = browser.execute_script(
        "return [...document.querySelectorAll('figure svg')].map((e) =>"
        "  13 * e.getBoundingClientRect().width / e.viewBox.baseVal.width)"
    )
    assert all(letters >= 8 for letters in drawn)


def test_everything_has_a_name_for_screen_readers(browser: Any, folder: Path) -> None:
    opened(browser, folder, "temperature")
    for found in browser.find_elements("css selector", "input, button, summary, svg, nav"):
        if found.is_displayed():
            assert found.accessible_name, found.get_attribute("outerHTML")
    levels = browser.execute_script(
        "return [...document.querySelectorAll('h1, h2, h3')].map((e) => Number(e.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_dark(scheme: str, browser: Any, folder: Path) -> None:
    """The contrast of texts with the page, by the definition of WCAG 2."""
    feature = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)
    opened(browser, folder, "softmax")
    colours = browser.execute_script(
        "const of = (q, p) => getComputedStyle(document.querySelector(q))[p];"
        "return [of('body', 'backgroundColor'), of('body', 'color'), of('.verdict', 'color'),"
        " of('nav a', 'color'), of('summary', 'color'), of('figcaption', 'color')]"
    )
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    page, *written = [luminance(c) for c in colours]
    assert (page < 0.2) is (scheme == "dark")
    for text in written:
        assert (max(text, page) + 0.05) / (min(text, page) + 0.05) >= 4.5


def luminance(colour: str) -> float:
    channels = [int(c) / 255 for c in colour.split("(")[1].rstrip(")").split(",")[:3]]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_names_are_not_markup(browser: Any, tmp_path: Path, softmax: Derivation) -> None:
    odd = "<i>&amp;\"'</i>"
    text = TARGETS["html"].document([softmax], Options(entry=odd))
    (tmp_path / "odd.html").write_text(text, encoding="utf-8")
    browser.get((tmp_path / "odd.html").as_uri())
    assert browser.title.startswith(f"{odd}: ")
    assert browser.find_element("css selector", "h1").text.startswith(f"{odd}:")


def test_it_prints_with_every_step_open(browser: Any, folder: Path) -> None:
    opened(browser, folder, "softmax")
    browser.execute_script(
        "window.counted = [];"
        "window.addEventListener('beforeprint', () => window.counted.push("
        "  document.querySelectorAll('details:not([open])').length))"
    )
    browser.find_element("css selector", ".stepping button").click()
    browser.print_page()
    assert browser.execute_script("return window.counted") == [0]
    left = browser.execute_script("return document.querySelectorAll('details[open]').length")
    assert left < browser.execute_script("return document.querySelectorAll('details').length")
