"""The site as a person meets it, in a headless Chromium on the sample archive; skipped where there is none."""

import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.store import Store

playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright here: pip install '.[browser]'")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
    # Playwright leaves the pipe to its driver to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SAMPLE = Path(__file__).parents[2] / "sample"
FERNWICK = "https://fernwick.example/privacy"
HOSTILE = '"><img src=x onerror=document.title="pwned"><script>document.title="pwned"</script>'


def command(*arguments):
    return [str(Path(sys.executable).with_name("policytrail")), *map(str, arguments)]


@contextmanager
def served(path):
    with subprocess.Popen(command("serve", "--db", path, "--port", 0), stdout=subprocess.PIPE, text=True) as process:
        try:
            yield re.search(r"http://[^\s/]+", process.stdout.readline())[0]
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def sample_site(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    subprocess.run(command("add", "--from", SAMPLE / "targets.txt", "--db", path), check=True, capture_output=True)
    archive = SAMPLE / "archive.warc.gz"
    subprocess.run(command("crawl", "--archive", archive, "--db", path), check=True, capture_output=True)
    with served(path) as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium, sample_site):
    """A page at the start, without one script: the site must be whole without."""
    context = chromium.new_context(base_url=sample_site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def text(page):
    return page.locator("main").inner_text()


def fernwick(page):
    page.locator("#documents ~ div a", has_text="fernwick").click()


def test_since_when_may_fernwick_share_a_location(tab):
    tab.locator("main input[name=q]").fill('"live location"')
    tab.locator("main input[name=q]").press("Enter")
    assert "live location" in tab.locator("mark").first.inner_text().lower()
    assert re.search(r"since between \d{4}-\d\d-\d\d and \d{4}-\d\d-\d\d", text(tab))


def test_what_changed_in_2018(tab):
    tab.locator("select[name=year]").select_option("2018")
    tab.locator("main form.filters button").click()
    tab.locator(".card a").first.click()
    assert tab.locator("ins, del").count()
    assert "24" in text(tab)


def test_what_is_in_force_now(tab):
    fernwick(tab)
    tab.locator("main .lead a").click()
    assert "In force now, as far as captures show" in text(tab)


def test_which_clauses_are_oldest(tab):
    fernwick(tab)
    tab.get_by_text("The clauses that stand longest").click()
    days = re.findall(r"\d{4}-\d\d-\d\d", text(tab).split("changed before")[-1])
    assert days
    assert days[0] <= days[-1]


def test_where_the_proof_is(tab):
    tab.locator(".card a").first.click()
    proof = tab.locator("#proof ~ div").inner_text()
    assert len(re.findall(r"\b[0-9a-f]{64}\b", proof)) == 4
    assert len(re.findall(r"/web/\d{14}id_/", proof)) == 2


@pytest.fixture(scope="module")
def pages(sample_site, chromium):
    """An address of each page of the site."""
    page = chromium.new_page(base_url=sample_site)
    page.goto("/-/history")
    page.get_by_role("link", name="fernwick").click()
    number = page.url.rsplit("/", 1)[-1]
    page.close()
    return (
        *("/", "/-/history", f"/-/history/{number}", f"/-/version/{number}/3", "/-/change/1"),
        *("/-/change/1?view=sides", f"/-/clause/{number}/3", f"/-/clauses/{number}", "/-/search?q=location"),
        *("/-/search", f"/-/compare?old={FERNWICK}@1&new={FERNWICK}@3", "/-/trends", "/-/history/999"),
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_window(chromium, sample_site, pages, width):
    page = chromium.new_page(base_url=sample_site, viewport={"width": width, "height": 800})
    for address in pages:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.close()


def test_the_dark_is_dark_and_paper_is_white_without_what_nobody_reads_there(chromium, sample_site):
    page = chromium.new_page(base_url=sample_site, color_scheme="dark")
    page.goto("/")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", background))) < 60
    page.emulate_media(media="print")
    assert not page.locator("header.site").is_visible()
    page.close()


def test_the_keyboard_alone_leads_to_a_change(chromium, sample_site):
    page = chromium.new_page(base_url=sample_site)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    for _ in range(40):
        page.keyboard.press("Tab")
        if "/-/change/" in (page.evaluate("document.activeElement.getAttribute('href')") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/-/change/*")
    page.close()


def test_a_permalink_opens_at_its_clause(chromium, sample_site):
    page = chromium.new_page(base_url=sample_site, viewport={"width": 900, "height": 300})
    page.goto("/-/change/1#c1")
    assert page.locator("#c1").bounding_box()["y"] < 300
    page.close()


def test_axe_finds_nothing_on_any_page(chromium, sample_site, pages):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe here: pip install '.[browser]'")
    # The script is put in by the test, which the site's own policy would forbid.
    context = chromium.new_context(base_url=sample_site, bypass_csp=True)
    page = context.new_page()
    for address in pages:
        page.goto(address)
        found = axe.Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == [], address
    context.close()


def test_hostile_text_runs_nothing_and_leaves_the_console_empty(chromium, tmp_path, history_maker):
    path = tmp_path / "hostile.db"
    store = Store(path)
    old = [("heading", 1, f"Privacy {HOSTILE}"), ("para", 0, "We keep it for 30 days.")]
    new = [("heading", 1, f"Privacy {HOSTILE}"), ("para", 0, f"We keep it for 90 days. {HOSTILE}")]
    history_maker(store=store).add(f"hostile.example {HOSTILE}", old, new, title=HOSTILE, url="javascript:alert(1)")
    store.close()
    said = []
    with served(path) as address:
        page = chromium.new_page(base_url=address)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        for place in ("/", "/-/history/1", "/-/version/1/2", "/-/change/1", "/-/clause/1/1", "/-/search?q=days"):
            page.goto(place)
            assert page.title() != "pwned", place
            assert page.locator("main img, main script").count() == 0, place
        page.close()
    assert said == []
