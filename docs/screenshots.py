"""Make the pictures of the site that README and docs show, from the sample archive: python docs/screenshots.py.

Wants Playwright and a Chromium: pip install '.[browser]'.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
WIDE, PHONE = (1100, 760), (390, 760)
PICTURES = (
    ("site-start", "/", WIDE, "light"),
    ("site-start-phone", "/", PHONE, "dark"),
    ("site-document", "/-/history/{fernwick}", WIDE, "light"),
    ("site-change", "/-/change/{change}", WIDE, "dark"),
)


def policytrail(*arguments: object) -> list[str]:
    """Return the command beside the Python that runs this."""
    return [str(Path(sys.executable).with_name("policytrail")), *map(str, arguments)]


def main() -> None:
    """Crawl the sample, serve it, take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "sample.db")
        subprocess.run(policytrail("add", "--from", ROOT / "sample/targets.txt", "--db", database), check=True)
        archive = ROOT / "sample/archive.warc.gz"
        subprocess.run(policytrail("crawl", "--archive", archive, "--db", database), check=True)
        serve = policytrail("serve", "--db", database, "--port", 0)
        with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            found = re.search(r"http://[^\s/]+", process.stdout.readline())
            assert found is not None
            take_pictures(found[0])
            process.terminate()


def take_pictures(address: str) -> None:
    """Take each picture from the site at an address."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(base_url=address)
        page.goto("/-/history?name=fernwick")
        fernwick = page.locator("main table a").first.get_attribute("href").rsplit("/", 1)[-1]
        page.goto(f"/-/history/{fernwick}")
        change = page.locator("#v3 a[href*=change]").first.get_attribute("href").rsplit("/", 1)[-1]
        for name, path, (width, height), scheme in PICTURES:
            page = browser.new_page(base_url=address, color_scheme=scheme, viewport={"width": width, "height": height})
            page.goto(path.format(fernwick=fernwick, change=change))
            page.screenshot(path=IMAGES / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
