"""`policytrail serve` as people run it: its own process, a real Datasette, asked over HTTP."""

import base64
import csv
import hashlib
import io
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest

from db.store import Store
from policytrail.site.answers import rows_to_csv

SCRIPT = "<script>alert(1)</script>"
RAW_SCRIPT = re.compile(r"<script>alert|<img src=x|<b onmouseover", re.IGNORECASE)
OLD = [
    ("heading", 1, "Privacy"),
    ("para", 0, "We keep your data for 30 days."),
    ("para", 0, f"Hostile {SCRIPT} clause"),
    ("para", 0, "当社は位置情報を取得します。"),
]
NEW = [
    ("heading", 1, "Privacy"),
    ("para", 0, "We keep your data for 90 days."),
    ("para", 0, f"Hostile {SCRIPT}<img src=x onerror=alert(1)> clause"),
]
VALUES = '[{"kind": "number", "old": "30 days", "new": "90 days"}]'


def policytrail(*arguments):
    return [str(Path(sys.executable).with_name("policytrail")), *map(str, arguments)]


@contextmanager
def served(path, *options):
    """Run the server on a free port until the block ends; yields a client and the process."""
    command = policytrail("serve", "--db", path, "--port", 0, *options)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = re.search(r"http://\S+", process.stdout.readline())[0]
            with httpx.Client(base_url=address, timeout=20) as client:
                yield client, process
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def database(tmp_path_factory, history_maker):
    path = tmp_path_factory.mktemp("served") / "history.db"
    store = Store(path)
    maker = history_maker(store=store)
    maker.add("plain.example", OLD, NEW)
    maker.add(
        f'"><b onmouseover=alert(1)>{SCRIPT}',
        OLD,
        NEW,
        title=f"Title {SCRIPT}",
        url="javascript:alert(1)",
        replay_base="javascript:alert(2)//",
    )
    maker.add("twice.example", OLD, NEW, OLD[:1])
    store.close()
    return path


@pytest.fixture(scope="module")
def client(database):
    with served(database) as (client, _):
        yield client


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, response.text
    return response.text


def shown(html):
    """The text of a page, as far as days go."""
    return re.sub(r'<span class="day">(.*?)</span>', r"\1", html)


PAGES = [
    "/",
    "/policytrail",
    "/-/history",
    "/-/history/1",
    "/-/history/2",
    "/-/change/1",
    "/-/change/2",
    "/-/change/2?view=sides&weight=editorial",
    "/-/version/2/2",
    "/-/clause/2/3",
    "/-/clauses/2",
    "/-/search?q=hostile",
    "/-/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/-/trends",
    "/-/trends?terms=%3Cscript%3Ealert(1)%3C/script%3E,days",
    "/-/compare?old=plain.example@1&new=twice.example@2",
    "/-/compare?old=%3Cscript%3Ealert(1)%3C/script%3E&new=x",
    *(f"/policytrail/{table}" for table in ("changes", "history", "clauses_now", "clause_lifetimes", "documents")),
    *(f"/policytrail/{table}" for table in ("sites", "locations", "captures", "versions", "pages", "steps", "runs")),
    *(f"/policytrail/{table}" for table in ("clause_texts", "step_changes", "clause_spans")),
    "/policytrail/since_when?search=hostile",
    "/policytrail/recent_changes",
    "/policytrail/document_history",
    "/policytrail/text_on_date?document=plain.example&date=2001-12-31",
    "/policytrail/longest_lived",
    "/policytrail/changed_values",
    "/policytrail/not_read",
    "/policytrail/pages/1",
    "/policytrail/documents/2",
]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_lets_hostile_text_become_markup_or_a_link(client, address):
    html = page(client, address)
    assert not RAW_SCRIPT.search(html)
    assert not re.search(r"""(href|src)\s*=\s*["']?\s*javascript:""", html, re.IGNORECASE)


@pytest.mark.parametrize("address", [*PAGES, "/-/change/999", "/nothing", "/policytrail.json?sql=select+1"])
def test_every_answer_forbids_scripts_that_are_not_datasettes_own(client, address):
    headers = client.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in policy["script-src"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", PAGES)
def test_the_inline_scripts_of_datasette_are_allowed_by_their_hash(client, address):
    response = client.get(address)
    for script in re.findall(r"<script>(.*?)</script>", response.text, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in response.headers["content-security-policy"]


def test_a_change_is_shown_as_a_redline_with_its_proof(client, database):
    html = page(client, "/-/change/1")
    assert re.search(r"<del[^>]*>[^<]*30", html)
    assert re.search(r"<ins[^>]*>[^<]*90", html)
    assert "between 2001-06-01 (capture 20010601000000) and 2002-01-01 (capture 20020101000000)" in shown(html)
    for timestamp in ("20010601000000", "20020101000000"):
        address = f"https://archive.example/web/{timestamp}id_/https://plain.example/privacy"
        assert f'<a href="{address}"' in html
    with sqlite3.connect(database) as connection:
        hashes = connection.execute(
            "SELECT text_sha256, sha256 FROM versions JOIN pages USING (capture_id) WHERE versions.document_id = 1"
        ).fetchall()
    assert len(hashes) == 2
    assert all(digest in html for pair in hashes for digest in pair)


def test_a_history_lists_the_versions_and_leads_to_the_redlines(client):
    html = page(client, "/-/history/1")
    assert "between 2001-06-01 and 2002-01-01" in shown(html)
    assert '<a href="/-/change/1">' in html


@pytest.mark.parametrize(
    "address",
    [
        *("/-/start", "/-/history", "/-/history/1", "/-/version/1/2", "/-/change/1", "/-/clause/1/2", "/-/clauses/1"),
        *("/-/search", "/-/compare"),
    ],
)
def test_every_page_has_its_rows_as_json_and_csv(client, address):
    parameters = {"/-/search": {"q": "data"}, "/-/compare": {"old": "plain.example@1", "new": "plain.example@2"}}
    asked = parameters.get(address, {})
    rows = client.get(f"{address}.json", params=asked).json()["rows"]
    answer = client.get(f"{address}.csv", params=asked)
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(list(csv.DictReader(io.StringIO(answer.text)))) == len(rows) > 0


def test_a_cell_that_a_spreadsheet_would_run_is_text():
    assert rows_to_csv([{"text": "=HYPERLINK(1)"}]).splitlines()[1] == "'=HYPERLINK(1)"


def test_the_start_page_tells_the_newest_changes_with_a_short_redline(client):
    html = page(client, "/")
    assert re.search(r"<del>[^<]*30", html)
    assert 'href="/-/history/1"' in html


@pytest.mark.parametrize("address", ["/?weight=grave", "/?topic=x", "/?page=0", "/-/history/1?on=yesterday"])
def test_what_makes_no_sense_is_answered_with_a_word(client, address):
    assert "That cannot be shown" in page(client, address, status=400)


def test_a_day_leads_to_the_version_it_saw(client):
    response = client.get("/-/history/1", params={"on": "2001-12"})
    assert response.headers["location"] == "/-/version/1/1"


def test_a_version_is_a_text_with_headings_and_the_ages_of_its_clauses(client):
    html = page(client, "/-/version/1/2")
    assert re.search(r"<h2 id=[^>]*>Privacy</h2>", html)
    assert "says this since between 2001-06-01 and 2002-01-01; there since 2001-01-01 or before, changed once" in html


def test_a_clause_shows_its_whole_life(client):
    (clause,) = (row for row in client.get("/-/version/1/2.json").json()["rows"] if "90 days" in row["text"])
    html = page(client, f"/-/clause/1/{clause['lineage']}")
    newest, oldest = html.index("<ins>90"), html.index("We keep your data for 30 days.")
    assert newest < oldest


def test_the_redline_is_shown_side_by_side_and_by_weight(client):
    assert 'class="sides"' in page(client, "/-/change/1?view=sides")
    assert "not shown" in page(client, "/-/change/1?weight=substantive")


def test_a_search_marks_what_it_found_and_says_since_when(client):
    html = page(client, "/-/search?q=keep+90")
    assert "<mark>90</mark>" in html
    assert "since between 2001-06-01 and 2002-01-01" in shown(html)


def test_a_search_for_a_name_leads_to_it(client):
    assert client.get("/-/search", params={"q": "plain.example"}).headers["location"] == "/-/history/1"


@pytest.mark.parametrize("query", ['"', "AND", "(((", "days AND", "x" * 600])
def test_a_search_that_makes_no_sense_is_answered_with_a_word(client, query):
    assert 'role="status"' in page(client, f"/-/search?q={quote(query)}")


def test_trends_say_how_many_of_how_many_documents_mention_a_term(client):
    rows = client.get("/-/trends.json", params={"terms": "days, 位置情報"}).json()["rows"]
    assert (rows[0]["year"], rows[0]["mention"], rows[0]["documents"], rows[0]["share"]) == (2001, 3, 3, 1.0)
    html = page(client, "/-/trends?terms=days")
    assert "<svg" in html
    assert "3 (100 %)" in html


@pytest.mark.parametrize("asked", [{}, {"document": "1"}, {"weight": "editorial"}, {"q": "90 days"}])
def test_feeds_have_the_redline_as_content(client, asked):
    root = ElementTree.fromstring(client.get("/-/feed.atom", params=asked).content)
    entries = root.findall("{http://www.w3.org/2005/Atom}entry")
    (items,) = (client.get("/-/feed.json", params=asked).json()["items"],)
    assert len(entries) == len(items) > 0
    assert all(item["url"].startswith("http://127.0.0.1") for item in items)
    assert any("<ins>90" in item["content_html"] for item in items)
    assert not any(RAW_SCRIPT.search(item["content_html"]) for item in items)


def test_too_many_terms_are_answered_with_a_word(client):
    assert "at most 6" in page(client, "/-/trends?terms=a,b,c,d,e,f,g", status=400)


def test_versions_of_two_documents_are_compared(client):
    html = page(client, "/-/compare?old=plain.example@1&new=twice.example@3")
    assert re.search(r"<del>[^<]*We keep your data", html)


def test_a_redline_leads_to_the_next_one(client):
    assert 'href="/-/change/4">the change after</a>' in page(client, "/-/change/3")
    assert 'href="/-/change/3">the change before</a>' in page(client, "/-/change/4")


def test_the_name_of_a_document_leads_to_its_history(client):
    assert '<a href="/-/history?document=plain.example">' in page(client, "/policytrail/changes")
    response = client.get("/-/history", params={"document": "plain.example"})
    assert (response.status_code, response.headers["location"]) == (302, "/-/history/1")
    assert client.get("/-/history", params={"document": SCRIPT}).status_code == 404


def test_tables_lead_to_redlines_and_archived_copies(client):
    assert '<a href="/-/change/1">' in page(client, "/policytrail/changes")
    assert '<a href="https://archive.example/web/' in page(client, "/policytrail/pages")


@pytest.mark.parametrize("address", ["/-/change/999", "/-/change/0", "/-/history/999", "/-/change/x", "/policytrail/x"])
def test_what_does_not_exist_is_not_found(client, address):
    page(client, address, status=404)


def rows(client, address, **parameters):
    response = client.get(address, params={"_shape": "array", **parameters})
    assert response.status_code == 200, response.text
    return response.json()


def test_since_when_answers_with_lifetimes_and_captures(client):
    (row,) = rows(client, "/policytrail/since_when.json", search='"30 days" data', document="plain.example")
    assert (row["not_before"], row["first_capture"], row["last_capture"]) == (None, "20010101000000", "20010601000000")
    assert row["now"] == "gone"
    assert row["first_replay_url"].startswith("https://archive.example/web/20010101000000id_/")


def test_since_when_finds_words_of_scripts_without_spaces(client):
    (row,) = rows(client, "/policytrail/since_when.json", search="位置情報", document="plain.example")
    assert row["clause"] == "当社は\x02位置情報\x03を取得します。"


@pytest.mark.parametrize("search", ['"', "AND", "(((", "days AND", "", "* - ^", "x" * 5000])
def test_since_when_takes_whatever_is_typed(client, search):
    rows(client, "/policytrail/since_when.json", search=search, document="")


def test_the_canned_questions_are_answered(client):
    (change,) = rows(client, "/policytrail/recent_changes.json", since="2001-12-31", document="plain.example")
    assert (change["step"], change["modified"], change["added"], change["removed"]) == (1, 2, 0, 1)
    assert rows(client, "/policytrail/recent_changes.json", since="2002-12-31", document="plain.example") == []
    versions = rows(client, "/policytrail/document_history.json", document="plain.example")
    assert [version["version"] for version in versions] == [1, 2]
    text = rows(client, "/policytrail/text_on_date.json", document="plain.example", date="2001-12-31")
    assert [clause["text"] for clause in text] == [clause[2] for clause in OLD]
    assert len(rows(client, "/policytrail/longest_lived.json", document="plain.example")) == 5
    (value,) = rows(client, "/policytrail/changed_values.json", document="plain.example")
    assert (value["step"], value["value_changes"]) == (1, VALUES)
    assert rows(client, "/policytrail/not_read.json", document="plain.example") == []


def test_changes_are_asked_for_by_what_they_mean(client):
    asked = {"document": "", "topic": "", "direction": "", "weight": ""}
    found = rows(client, "/policytrail/what_mattered.json", **asked)
    assert [(row["document"], row["reason"]) for row in found[:2]] == [
        ("twice.example", "removed time limit: keep your data for 90 days"),
        ("twice.example", "30 days → 90 days"),
    ]
    same = {"topic": "data-retention", "direction": "less protective", "weight": "substantive"}
    assert rows(client, "/policytrail/what_mattered.json", **asked | same) == found
    for other in ({"topic": "cookies"}, {"direction": "more protective"}, {"document": "other.example"}):
        assert rows(client, "/policytrail/what_mattered.json", **asked | other) == []
    editorial = rows(client, "/policytrail/what_mattered.json", **asked | {"weight": "editorial"})
    assert {row["weight"] for row in editorial} <= {"editorial"}


def test_years_say_what_their_changes_were_about(client):
    years = rows(client, "/policytrail/topics_by_year.json", document="twice.example")
    assert [(row["year"], row["topic"], row["substantive"], row["less_protective"]) for row in years] == [
        ("2003", "data-retention", 1, 1),
        ("2002", "data-retention", 1, 1),
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "delete from sites",
        "insert into sites values (9, 'x', 'x')",
        "with x as (select 1) delete from sites",
        "pragma journal_mode = delete",
        "attach 'other.db' as other",
        "vacuum into 'copy.db'",
        "select writefile('x', 'y')",
        "select load_extension('x')",
    ],
)
def test_sql_that_writes_is_refused(client, database, sql):
    assert client.get("/policytrail.json", params={"sql": sql}).status_code == 400
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM sites").fetchone() == (3,)


def test_sql_that_never_ends_is_cut(client):
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    assert client.get("/policytrail.json", params={"sql": endless}).status_code == 400


def test_sql_that_wants_all_memory_is_refused(client):
    assert client.get("/policytrail.json", params={"sql": "select length(zeroblob(900000000))"}).status_code == 400


def test_a_row_of_many_wide_columns_is_refused_before_it_is_built(client):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wide = ", ".join(f"zeroblob({19_999_000 + column})" for column in range(60))
    response = client.get("/policytrail.json", params={"sql": f"select {wide}"})
    assert response.status_code == 400
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000  # kilobytes; 2.4 GB without a bound
    assert client.get("/policytrail").status_code == 200


def test_internal_tables_are_hidden_and_the_others_described(client):
    tables = {table["name"]: table for table in client.get("/policytrail.json").json()["tables"]}
    assert {"breakers", "fingerprints", "clause_search", "_sqlite_migrations"} <= {
        name for name, table in tables.items() if table["hidden"]
    }
    for name, table in tables.items():
        assert table["hidden"] or "metadata-description" in page(client, f"/policytrail/{name}"), name


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told_and_leaves_no_file_behind(tmp_path, ending):
    path = tmp_path / "odd name?#%41.db"
    Store(path).close()
    before = sorted(tmp_path.iterdir())
    with served(path) as (client, process):
        assert client.get("/-/history").status_code == 200
        process.send_signal(ending)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    assert sorted(tmp_path.iterdir()) == before


def refusal(*arguments):
    """The one line on standard error, and the exit status, of a server that cannot start."""
    result = subprocess.run(policytrail("serve", *arguments), capture_output=True, text=True, timeout=60, check=False)
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line, result.returncode


def test_a_database_that_does_not_exist_is_one_line(tmp_path):
    line, status = refusal("--db", tmp_path / "none.db")
    assert "no such database" in line
    assert status == 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_one_line(tmp_path):
    path = tmp_path / "page.db"
    path.write_text("<html>" * 1000)
    line, status = refusal("--db", path)
    assert "not a SQLite database" in line
    assert status == 1


def test_a_database_of_another_program_is_one_line(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (id INTEGER)")
    line, status = refusal("--db", path)
    assert "another program" in line
    assert status == 1


def test_a_port_in_use_is_one_line(database):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        line, status = refusal("--db", database, "--port", taken.getsockname()[1])
    assert "cannot listen there" in line
    assert status == 2


def test_a_host_that_is_not_ours_is_one_line(database):
    line, status = refusal("--db", database, "--host", "192.0.2.1")
    assert "192.0.2.1:8001: cannot listen there" in line
    assert status == 2


def test_what_is_recorded_while_it_serves_is_shown(history):
    with served(history.store.path) as (client, _):
        assert "late.example" not in page(client, "/-/history")
        history.add("late.example", OLD, NEW)
        assert "late.example" in page(client, "/-/history")
        assert "late.example" in page(client, "/policytrail/recent_changes")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil", "", "[evil.example]"]
)
def test_a_host_that_is_not_served_is_refused(client, host):
    assert client.get("/policytrail.json", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8001", "127.0.0.1", "127.0.0.1:1", "[::1]:8001", "192.0.2.7"])
def test_localhost_and_addresses_in_figures_are_served(client, host):
    assert client.get("/policytrail.json", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "sql",
    [
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000) SELECT zeroblob(19999999) FROM n",
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000) SELECT hex(zeroblob(500000)) FROM n",
    ],
)
def test_a_result_of_many_megabytes_is_refused(client, sql):
    response = client.get("/policytrail.json", params={"sql": sql})
    assert response.status_code == 400
    assert "larger than 32 MB" in response.text
    assert client.get("/policytrail").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/policytrail.json?sql=select+*+from+pragma_database_list",
        "/policytrail.json?sql=select+hex(file),*+from+pragma_database_list+as+x",
        "/-/databases.json",
        "/policytrail.json",
        "/.json",
    ],
)
def test_the_path_of_the_database_is_not_shown(client, database, address):
    text = client.get(address).text
    assert str(database.parent) not in text
    assert str(database).encode().hex().upper() not in text


def test_a_name_is_served_that_was_allowed(database):
    with served(database, "--allow-host", "Policies.example") as (client, _):
        assert client.get("/", headers={"Host": "policies.example"}).status_code == 200
        assert client.get("/", headers={"Host": "other.example"}).status_code == 400


def test_under_the_path_of_a_proxy_all_links_begin_with_it(database):
    with served(database, "--base-url", "policies", "--title", "Our vendors & theirs") as (client, _):
        page = client.get("/policies/-/history").text
        assert client.get("/policies/").status_code == 200
    links = [link for link in re.findall(r'(?:href|src|action)="(/[^"]*)"', page) if not link.startswith("//")]
    assert links
    assert [link for link in links if not link.startswith("/policies/")] == []


def test_the_site_is_called_as_one_says(database):
    with served(database, "--title", "Our vendors & theirs") as (client, _):
        assert "Our vendors &amp; theirs" in client.get("/").text
