"""What is the policy's and what is not, on pages of many makes."""

import pytest

from tracker.extraction.extract import extract_page

SENTENCE = "We collect your name and address when you order, and we keep them for {} years as the law requires."
SECTIONS = [f"<h2>Chapter {number}</h2><p>{SENTENCE.format(number)}</p>" for number in range(1, 7)]
TEXTS = [text for number in range(1, 7) for text in (f"Chapter {number}", SENTENCE.format(number))]
POLICY = "".join(SECTIONS)


def texts_of(page):
    return [clause.text for clause in extract_page(page.encode()).clauses]


def left_out_of(page):
    return {part.text: part.reason for part in extract_page(page.encode()).left_out}


def wrapped(name):
    return "".join(f'<div class="{name}"><div class="{name}-container">{section}</div></div>' for section in SECTIONS)


@pytest.mark.parametrize(
    "page",
    [
        f"<body><main>{POLICY}</main></body>",
        f"<body>{wrapped('elementor-widget')}</body>",
        f"<body>{wrapped('widget')}</body>",
        f"<body>{wrapped('sidebar')}</body>",
        f'<body><div id="cookie-policy-notice">{POLICY}</div></body>',
        f'<body><form id="aspnetForm"><div class="page">{POLICY}</div></form></body>',
        f'<body style="visibility: hidden">{POLICY}</body>',
        f'<body><div hidden class="no-js">{POLICY}</div></body>',
        f"<body><nav>{POLICY}</nav></body>",
        f"<body><footer>{POLICY}</footer></body>",
        "<body>" + "".join(f'<div style="display:none">{section}</div>' for section in SECTIONS) + "</body>",
        "<body>" + SECTIONS[0] + "".join(f'<div class="share">{part}</div>' for part in SECTIONS[1:5]) + SECTIONS[5],
        "<body>" + "".join(f'<section id="{name}">{part}</section>' for name, part in
                           zip(("intro", "social", "sharing", "cookie-notice", "ads", "end"), SECTIONS, strict=True)),
        f"<body><table><tr><td><table><tr><td>{POLICY}</td></tr></table></td></tr></table></body>",
        f"<body><x-app><x-panel>{POLICY}</x-panel></x-app></body>",
        "<body>" + "".join(f"<details><summary>{part[4:13]}</summary>{part[18:]}</details>" for part in SECTIONS),
        f"<BODY><DIV><P>{POLICY}",
        POLICY,
    ],
)  # fmt: skip
def test_no_wrapping_costs_a_clause(page):
    assert texts_of(page) == TEXTS


@pytest.mark.parametrize(
    ("around", "text", "reason"),
    [
        ('<ul class="menu"><li><a href="/">Home</a></li></ul>', "Home", "navigation"),
        ('<div class="SiteFooter_root__x1"><p>All our shops</p></div>', "All our shops", "footer"),
        (
            '<div id="onetrust-consent-sdk"><h2>We value your privacy</h2></div>',
            "We value your privacy",
            "cookie dialog",
        ),
        ('<div class="cookie-banner">We use cookies <button>OK</button></div>', "We use cookies OK", "cookie dialog"),
        ('<div style="display: none">Menu closed</div>', "Menu closed", "hidden"),
        ("<select><option>Deutsch</option></select>", "Deutsch", "form"),
        ("<div><a href='/de'>Deutsch</a></div>", "Deutsch", "outside the policy"),
        ("<aside><p>Read our blog</p></aside>", "Read our blog", "aside"),
        ("<p>© 2020 Shop Inc. All rights reserved.</p>", "© 2020 Shop Inc. All rights reserved.", "outside the policy"),
    ],
)
def test_what_stands_around_the_policy_is_left_out_with_the_reason(around, text, reason):
    for page in (
        f"<body>{around}<div><h1>Privacy</h1>{POLICY}</div></body>",
        f"<body><div><h1>Privacy</h1>{POLICY}</div>{around}</body>",
    ):
        assert texts_of(page) == ["Privacy", *TEXTS]
        assert left_out_of(page)[text] == reason


def test_a_title_and_a_date_above_a_list_of_languages_stay():
    languages = "".join(f'<a href="/{code}">{code}</a><br>' for code in ("de", "fr", "nl"))
    page = f"<body><div><h1>Privacy</h1><p>Last updated: 1 May 2020</p>{languages}</div><div>{POLICY}</div></body>"
    assert texts_of(page) == ["Privacy", "Last updated: 1 May 2020", *TEXTS]


def test_a_table_of_contents_with_its_caption_is_left_out_as_repeated():
    contents = "".join(f'<li><a href="#c{number}">Chapter {number}</a></li>' for number in range(1, 7))
    chapters = "".join(part.replace("<h2>", f'<h2 id="c{number}">') for number, part in enumerate(SECTIONS, start=1))
    page = f"<body><h1>Privacy</h1><div><p>On this page</p><ol>{contents}</ol></div>{chapters}</body>"
    assert texts_of(page) == ["Privacy", *TEXTS]
    assert left_out_of(page)["3. Chapter 3"] == "repeated"


def test_links_to_others_within_the_policy_stay():
    partners = (
        '<p>Our partners:</p><ul><li><a href="https://a.example">Alpha Ltd</a></li><li><a href="/b">Beta</a></li></ul>'
    )
    page = f"<body><h1>Privacy</h1>{SECTIONS[0]}{partners}{SECTIONS[1]}</body>"
    assert texts_of(page)[3:6] == ["Our partners:", "Alpha Ltd", "Beta"]


def test_contact_lines_at_the_end_stay():
    contact = '<p>Write to us:</p><p><a href="mailto:a@b.example">a@b.example</a></p><p>12 Mill Lane</p>'
    assert texts_of(f"<body><div>{POLICY}{contact}</div></body>")[-3:] == [
        "Write to us:",
        "a@b.example",
        "12 Mill Lane",
    ]


def test_a_page_that_shows_a_stretch_again_and_again_gives_it_once():
    panel = "".join(f"<h3>Panel {letter}</h3><p>{SENTENCE.format(letter)}</p>" for letter in "abc")
    page = "<body>" + "".join(section + panel for section in SECTIONS) + "</body>"
    assert texts_of(page).count("Panel a") == 1
    assert set(TEXTS) <= set(texts_of(page))


def test_a_page_twice_on_the_page_gives_it_once():
    page = f'<body><div class="desktop">{POLICY}</div><div class="mobile">{POLICY}</div></body>'
    assert texts_of(page) == TEXTS


def test_a_paragraph_that_stands_twice_stands_twice():
    twice = f"<h2>In Europe</h2><p>{SENTENCE.format(9)}</p><h2>In Asia</h2><p>{SENTENCE.format(9)}</p>"
    assert texts_of(f"<body>{POLICY}{twice}</body>").count(SENTENCE.format(9)) == 2


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Wir erheben personenbezogene Daten, wenn Sie bei uns bestellen, und bewahren sie zehn Jahre lang auf."),
        (
            "ja",
            "当社は、お客様がご注文の際に、お名前、ご住所、お電話番号などの個人情報を取得し、法令に従って保管いたします。",
        ),
        ("ru", "Мы собираем ваше имя и адрес, когда вы делаете заказ, и храним их столько, сколько требует закон."),
        ("ar", "نجمع اسمك وعنوانك عند تقديم الطلب ونحتفظ بهما طوال المدة التي يقتضيها القانون المعمول به في بلدك."),
    ],
)
def test_a_policy_is_found_in_any_script(language, sentence):
    menu = "".join(f'<li><a href="/{number}">{sentence[:6]}</a></li>' for number in range(8))
    policy = "".join(f"<h2>{number}</h2><p>{sentence} {number}</p>" for number in range(5))
    extraction = extract_page(f"<body><div><ul>{menu}</ul></div><div>{policy}</div></body>".encode())
    assert [clause.text for clause in extraction.clauses][1::2] == [f"{sentence} {number}" for number in range(5)]
    assert len(extraction.clauses) == 10
    assert extraction.language == language


def test_every_visible_character_is_either_taken_or_left_out():
    page = f"<body>stray<nav>menu</nav><div>{POLICY}</div><p>end<b>ing</b></p><footer>foot</footer></body>"
    extraction = extract_page(page.encode())
    found = "".join(part.text for part in (*extraction.clauses, *extraction.left_out))
    assert sorted("".join(found.split())) == sorted("straymenu" + "".join("".join(TEXTS).split()) + "endingfoot")


def test_a_page_of_menus_gives_no_clause_and_no_error():
    extraction = extract_page(b"<body><nav><a href='/'>Home</a></nav></body>")
    assert extraction.clauses == ()
    assert [part.text for part in extraction.left_out] == ["Home"]


def test_short_chapters_in_parts_of_their_own_before_and_after_the_text_stay():
    before, after = "<div><h2>Who we are</h2><p>Shop Ltd</p></div>", "<div><h2>Contact</h2><p>12 Mill Lane</p></div>"
    offer = "<div><h2>News</h2><button>Join</button></div>"
    page = f"<body><div><h1>Privacy</h1></div>{before}<div>{POLICY}</div>{after}{offer}</body>"
    assert texts_of(page) == ["Privacy", "Who we are", "Shop Ltd", *TEXTS, "Contact", "12 Mill Lane"]


@pytest.mark.parametrize("name", ["changes-to-this-privacy-notice", "privacy-notice", "cookie-notice", "social", "ads"])
def test_a_heading_in_a_part_named_by_its_anchor_stays(name):
    page = (
        f'<body>{SECTIONS[0]}<div id="{name}"><h2>Our heading</h2></div><p>{SENTENCE.format(8)}</p>{SECTIONS[1]}</body>'
    )
    assert texts_of(page)[2:4] == ["Our heading", SENTENCE.format(8)]


def test_toggles_of_a_list_that_is_left_out_go_with_it():
    menu = (
        "<details><summary>See details</summary><summary>On this page</summary><nav><a href='#a'>A</a></nav></details>"
    )
    assert texts_of(f"<body><h1>Privacy</h1>{menu}<div>{POLICY}</div></body>") == ["Privacy", *TEXTS]


@pytest.mark.parametrize(
    "page",
    [
        "<div><h1>Privacy</h1><p>We keep little.</p><div>{}</div></div>",
        "<main><h1>Privacy</h1><section><p>We keep little.</p><div>{}</div></section></main>",
        '<div><h1>Privacy</h1><p>We keep little.</p><a href="/">Home</a><section>{}</section></div>',
    ],
)
def test_a_short_sentence_between_the_title_and_the_text_is_the_policys(page):
    text = "".join(f"<p>We keep record number {number} of you for as long as the law asks.</p>" for number in range(9))
    clauses = [clause.text for clause in extract_page(f"<body>{page.format(text)}</body>".encode()).clauses]
    assert clauses[:2] == ["Privacy", "We keep little."]
