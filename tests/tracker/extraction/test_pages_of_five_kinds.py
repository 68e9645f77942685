"""The five kinds of page that users of a tracker meet, written by us in the markup of their time."""

# ruff: noqa: E501 - the pages are written as such pages were

from tracker.clauses.clause import ClauseKind
from tracker.extraction.extract import extract_page

SHOP_2011 = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>Privacy Policy - Lamps &amp; Shades</title></head><body>
<div id="header"><a href="/">Lamps &amp; Shades</a><ul id="nav"><li><a href="/new">New</a></li>
<li><a href="/sale">Sale</a></li><li><a href="/cart">Cart (0)</a></li></ul></div>
<div id="content"><h1>Privacy Policy</h1>
<h2>What information do we collect?</h2>
<p>We collect information from you when you register on our site, place an order or subscribe to our newsletter.</p>
<h2>What do we use your information for?</h2>
<p>Any of the information we collect from you may be used in one of the following ways:</p>
<ul><li>To personalize your experience</li><li>To process transactions</li></ul>
<h2>Do we use cookies?</h2>
<p>Yes. Cookies help us remember and process the items in your shopping cart.</p>
<h2>Contacting us</h2><p>Lamps &amp; Shades<br />12 Mill Lane<br />Dorking<br />post@lamps.example</p></div>
<div id="sidebar"><h3>Bestsellers</h3><p><a href="/p/1">Tiffany lamp in green and blue glass</a> $89.00</p></div>
<div id="footer"><p>Copyright &copy; 2011 Lamps &amp; Shades. All rights reserved.</p></div></body></html>"""

PERSONAL_2003 = """<HTML><HEAD><TITLE>Mara's Recipes â€“ Privacy</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1"></HEAD>
<BODY BGCOLOR="#FFFFCC"><A NAME="top"></A><CENTER><FONT SIZE="+2" FACE="Comic Sans MS"><B>Privacy Â» Mara's Recipes</B></FONT></CENTER>
<P><FONT FACE="Verdana" SIZE="2"><B>What we keep</B></FONT>
<BLOCKQUOTE><FONT SIZE="2">We keep the name and the e-mail address that you type into the guest book, nothing else, and we donâ€™t
give them to anybody. The server keeps a log of visits for two weeks.</FONT></BLOCKQUOTE>
<P ALIGN="right"><A HREF="#top"><FONT SIZE="1">^ to top</FONT></A>
<P><FONT FACE="Verdana" SIZE="2"><B>P3P statement</B></FONT>
<BLOCKQUOTE><FONT SIZE="2">Our compact policy is CP="NOI DSP COR CURa ADMa" and the full statement stands at /w3c/p3p.xml for programs to read.</FONT></BLOCKQUOTE>
<P ALIGN="right"><A HREF="#top"><FONT SIZE="1">^ to top</FONT></A>
<P><FONT FACE="Verdana" SIZE="2"><B>Children</B></FONT>
<BLOCKQUOTE><FONT SIZE="2">Children under thirteen, ask your parents before you write into the guest book, please.</FONT></BLOCKQUOTE>
<P ALIGN="right"><A HREF="#top"><FONT SIZE="1">^ to top</FONT></A>
</BODY></HTML>"""

FORUM_2013 = """<html><head><title>Privacy</title></head><body><div class="menu"><a href="/">Home</a> | <a href="/forum">Forum</a></div>
<div class="post"><b>:: Information we gather</b><br /><br />When you register, we ask for a nickname and an e-mail address, and we keep both.
<ul><li>the nickname is shown to everybody;</li><li>the address is shown to nobody.</li></ul>
<b>:: Information we share</b><br /><br />We share nothing with advertisers. We share with moderators:
<ul><li>the IP address of each post;</li><li>earlier warnings.</li></ul>
<b>:: Deleting your account</b><br /><br />Write to an administrator, and your account is deleted within a week.</div></body></html>"""

CLUB_2014 = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Privacy Notice</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/join">Join</a></li></ul></nav><main><h1>Privacy Notice</h1>
<h3>Your information is used</h3><ul><li>to recieve your application and to answer it</li><li>to send you the programme of the season</li></ul>
<h3>Your information is never</h3><ul><li>sold to anybody, for whatever price</li><li>kept for longer than two years after you left</li></ul></main>
<footer><p>Built with care. <a href="/imprint">Imprint</a></p></footer></body></html>"""

AGENCY_2012 = """<html><head><title>Privacy</title></head><body><table width="760" border="0"><tr><td colspan="3"><img src="logo.gif" alt="">
<a href="/">Home</a> <a href="/services">Services</a> <a href="/contact">Contact</a></td></tr><tr>
<td width="140" valign="top"><p><a href="/a">Web design</a></p><p><a href="/b">Hosting</a></p></td>
<td width="480" valign="top"><p><font size="4">Privacy Policy</font></p>
<p>This agency respects your privacy. The numbered points below say how, and they bind everybody who works for us.</p>
<ol><li>We ask only for what we need to do the work.</li><li>We keep it for as long as the work lasts.</li></ol>
<p>For customers of our hosting, the following points apply as well, in addition to the ones above.</p>
<ol start="3"><li>Log files are kept for thirty days.</li><li>Backups are kept for ninety days.</li></ol></td>
<td width="140" valign="top"><div class="testimonial"><p>"Best agency ever. They built our shop in two weeks and never lost a single order, we are delighted!"</p>
<p>Paul, baker</p></div></td></tr><tr><td colspan="3" align="center">&copy; 2012 The Agency</td></tr></table></body></html>"""


def clauses_of(page):
    return [(clause.kind.value, clause.text) for clause in extract_page(page.encode("utf-8")).clauses]


def left_out_of(page):
    return " ".join(part.text for part in extract_page(page.encode("utf-8")).left_out)


def test_a_shop_of_2011_with_sections_gives_its_sections_and_not_its_shop():
    assert clauses_of(SHOP_2011) == [
        ("heading", "Privacy Policy"),
        ("heading", "What information do we collect?"),
        (
            "para",
            "We collect information from you when you register on our site, place an order or subscribe to our newsletter.",
        ),
        ("heading", "What do we use your information for?"),
        ("para", "Any of the information we collect from you may be used in one of the following ways:"),
        ("item", "To personalize your experience"),
        ("item", "To process transactions"),
        ("heading", "Do we use cookies?"),
        ("para", "Yes. Cookies help us remember and process the items in your shopping cart."),
        ("heading", "Contacting us"),
        ("para", "Lamps & Shades 12 Mill Lane Dorking post@lamps.example"),
    ]
    assert all(word in left_out_of(SHOP_2011) for word in ("Sale", "Tiffany", "Copyright"))


def test_a_page_of_2003_in_font_tags_and_mojibake_is_read_as_its_writer_meant_it():
    extraction = extract_page(PERSONAL_2003.encode("utf-8"), content_type="text/html; charset=iso-8859-1")
    assert extraction.title == "Mara's Recipes – Privacy"
    assert [clause.text for clause in extraction.clauses if clause.kind is ClauseKind.HEADING] == [
        "Privacy » Mara's Recipes",
        "What we keep",
        "P3P statement",
        "Children",
    ]
    assert "we don’t give them to anybody" in extraction.text
    assert 'CP="NOI DSP COR CURa ADMa"' in extraction.text
    assert "to top" not in extraction.text
    assert extraction.clauses[-1].path == ("Privacy » Mara's Recipes", "Children")


def test_lines_with_colons_of_2013_are_headings_and_their_lists_stand_beneath():
    clauses = extract_page(FORUM_2013.encode()).clauses
    assert [clause.text for clause in clauses if clause.kind is ClauseKind.HEADING] == [
        "Information we gather",
        "Information we share",
        "Deleting your account",
    ]
    items = [clause for clause in clauses if clause.kind is ClauseKind.ITEM]
    assert [item.path[-1] for item in items] == ["Information we gather"] * 2 + ["Information we share"] * 2
    assert "Forum" not in " ".join(clause.text for clause in clauses)


def test_bullets_of_2014_are_items_and_a_typing_error_stays():
    assert ("item", "to recieve your application and to answer it") in clauses_of(CLUB_2014)
    assert len(clauses_of(CLUB_2014)) == 7
    assert "Imprint" in left_out_of(CLUB_2014)


def test_a_table_layout_of_2012_gives_the_column_of_the_policy_with_its_numbers():
    assert clauses_of(AGENCY_2012) == [
        ("heading", "Privacy Policy"),
        (
            "para",
            "This agency respects your privacy. The numbered points below say how, and they bind everybody who works for us.",
        ),
        ("item", "1. We ask only for what we need to do the work."),
        ("item", "2. We keep it for as long as the work lasts."),
        ("para", "For customers of our hosting, the following points apply as well, in addition to the ones above."),
        ("item", "3. Log files are kept for thirty days."),
        ("item", "4. Backups are kept for ninety days."),
    ]
    assert "Best agency ever" in left_out_of(AGENCY_2012)
