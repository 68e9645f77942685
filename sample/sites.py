"""The invented sites and what happened to them."""

from functools import partial

from sample.edits import Added, Moved, Removed, Renamed, Reworded, Split
from sample.homepages import app_home_2016, shop_home_2001
from sample.markup_forum import board_2003, broken_page, missing_page
from sample.markup_new import app_2016
from sample.markup_old import frame_1998, frameset_1998, tables_2000
from sample.markup_shop import P3P_HEADERS, bold_2001, colons_2006, p3p_file, shop_2011
from sample.pdf import pdf_notice
from sample.timeline import Address, Aside, Brand, Design, Revision, Seen, Site

_LANTERN = "http://www.lanternpost.example"
LANTERNPOST = Site(
    name="lanternpost.example",
    document=f"{_LANTERN}/privtext.html",
    policy="lanternpost",
    events=(
        Brand("Lantern Post"),
        Design(frame_1998),
        Aside("19981201101500", f"{_LANTERN}/privacy.html", partial(frameset_1998, frame="privtext.html"), note="the frames around the policy"),
        Seen("19981201101502"),
        Seen("19990508121314"),
        Revision((
            Reworded("young", "Children under 13 need the permission of a parent before", "Children under 13 need the written permission of a parent before"),
            Added("recipients", "[survey] Once a year we invite members to a survey. Taking part is up to you, and the answers are stored without your name."),
        )),
        Seen("20000119083000"),
        Aside("20000119083005", f"{_LANTERN}/privacy.html", partial(frameset_1998, frame="privtext.html"), note="the frames around the policy"),
        Design(tables_2000),
        Seen("20000815170101"),
        Revision((Reworded("retention", "for 12 months", "for 6 months"), Removed("survey"))),
        Seen("20010404040404"),
        Seen("20020220200220"),
        Revision((
            Added("advertisers", "[partners] If you tick the box on the sign-up form, we give your name and postal address to the companies whose offers you asked for. You can take the tick away at any time."),
            Reworded("law", "only when a court orders us to", "when a court orders us to, or when someone is in danger"),
        )),
        Seen("20021111110000"),
        Seen("20040606060606"),
    ),
)  # fmt: skip

_FERNWICK = "https://fernwick.example"
FERNWICK = Site(
    name="fernwick.example",
    document=f"{_FERNWICK}/privacy",
    policy="fernwick",
    events=(
        Brand("Fernwick"),
        Design(app_2016, "text/html; charset=utf-8"),
        Aside("20160310091000", f"{_FERNWICK}/", app_home_2016, note="homepage"),
        Seen("20160310091500"),
        Seen("20160922140000"),
        Revision((Added("share-processors", "[share-location] If you join a guided walk, we share your live location with the guide until the walk ends. You can leave the walk at any moment to stop sharing it."),)),
        Seen("20170418063000"),
        Seen("20180124235959"),
        Revision((
            Reworded("keep-inactive", "for 12 months", "for 24 months"),
            Split("rights-all", "If you are not satisfied"),
            Reworded("intro", "why we need it and", "on which legal ground, why we need it and"),
        )),
        Seen("20180525070000"),
        Aside("20190301115900", f"{_FERNWICK}/", app_home_2016, note="homepage"),
        Seen("20190301120000"),
        Revision((Removed("share-never"),)),
        Seen("20200214100000"),
        Seen("20210711181818"),
        Revision((Renamed("Fernwick Ltd", "Strider Maps Inc."), Moved(("security", "security-how"), "share-law"))),
        Address(f"{_FERNWICK}/legal/privacy"),
        Aside("20220105090000", f"{_FERNWICK}/privacy", status="301 Moved Permanently", location="/legal/privacy", note="redirect to the new address"),
        Seen("20220105090003"),
        Aside("20220105090500", f"{_FERNWICK}/", app_home_2016, note="homepage"),
        Seen("20230630154500"),
        Aside("20231120110000", f"{_FERNWICK}/privacy", status="301 Moved Permanently", location="/legal/privacy", note="redirect to the new address"),
        Revision((
            Added("use-abuse", "[use-train] - to train models that recognise paths, steps and gates from the routes of many walkers;"),
            Added("share-friends", "[processors] ## Companies that work for us"),
        )),
        Seen("20240217080910"),
        Aside("20240217081000", f"{_FERNWICK}/", app_home_2016, note="homepage"),
        Seen("20250801000001"),
    ),
)  # fmt: skip

_KETTLE = "http://www.kettleandloom.example"
_CP1252 = "text/html; charset=iso-8859-1"
KETTLEANDLOOM = Site(
    name="kettleandloom.example",
    document=f"{_KETTLE}/privacy.htm",
    policy="kettleandloom",
    events=(
        Brand("Kettle & Loom"),
        Design(bold_2001, _CP1252),
        Aside("20010612093000", f"{_KETTLE}/", shop_home_2001, note="homepage"),
        Seen("20010612093100"),
        Design(bold_2001, _CP1252, P3P_HEADERS),
        Aside("20020303101010", f"{_KETTLE}/w3c/p3p.xml", p3p_file, note="P3P reference file", content_type="text/xml"),
        Seen("20020303101000"),
        Revision((
            Removed("catalogue-swap"),
            Reworded("site-logs", "after 90 days", "after 30 days"),
            Removed("others-sell"),
        )),
        Seen("20030917203040"),
        Seen("20050101000500"),
        Design(colons_2006, _CP1252, P3P_HEADERS),
        Address(f"{_KETTLE}/info/privacy.php"),
        Revision((
            Added("site-cookie", "[site-counter] A company called Tallyhouse counts our visitors. It sets a cookie of its own, which lasts a year."),
            Reworded("catalogue-what", "Twice a year", "Four times a year"),
        )),
        Aside("20060505050505", f"{_KETTLE}/privacy.htm", status="301 Moved Permanently", location="/info/privacy.php", note="redirect to the new address"),
        Seen("20060505050510"),
        Aside("20060505050600", f"{_KETTLE}/", shop_home_2001, note="homepage"),
        Seen("20071212121212"),
        Revision((Added("others-mailing", "[others-review] - the review service, which asks you by e-mail what you think of your teapot;"),)),
        Seen("20090214140000"),
        Design(shop_2011, "text/html; charset=utf-8"),
        Address(f"{_KETTLE}/privacy-policy"),
        Revision((
            Removed("site-p3p"),
            Reworded("catalogue-what", "in the last 24 months", "in the last 36 months"),
            Added("you-see", "[you-forget] You may also ask us to forget you. We’ll keep only the orders that the tax office wants to see."),
        )),
        Aside("20110520100000", f"{_KETTLE}/info/privacy.php", missing_page, note="soft 404"),
        Seen("20110520100100"),
        Aside("20110901080000", f"{_KETTLE}/info/privacy.php", status="301 Moved Permanently", location="/privacy-policy", note="redirect to the new address"),
        Aside("20110901080500", f"{_KETTLE}/", shop_home_2001, note="homepage"),
        Seen("20120630063000"),
        Revision((Moved(("others", "others-list", "others-carrier", "others-bank", "others-mailing", "others-review"), "intro"),)),
        Seen("20130808080808"),
        Seen("20141124200000"),
        Aside("20150310030303", f"{_KETTLE}/privacy-policy", missing_page, status="404 Not Found", note="404"),
    ),
)  # fmt: skip

_TIDEPOOL = "http://tidepool.example"
TIDEPOOL = Site(
    name="tidepool.example",
    document=f"{_TIDEPOOL}/privacy.php",
    policy="tidepool",
    is_numbered=True,
    events=(
        Brand("Tidepool Forum"),
        Design(board_2003, "text/html; charset=utf-8"),
        Seen("20030405060708"),
        Seen("20030901000000", revisit=True),
        Seen("20041010101010"),
        Revision((
            Reworded("store-why", "after 60 days", "after 180 days"),
            Added("posts-delete", "[pictures] ## Pictures"),
            Added("pictures", "[pictures-what] Pictures that you upload may hold the place where they were taken. The forum removes that place from the file before others can download it."),
        )),
        Seen("20060216150000"),
        Aside("20061111111111", f"{_TIDEPOOL}/privacy.php", broken_page, note="the database is away"),
        Seen("20070307070700"),
        Revision((Removed("ads"), Removed("ads-what"))),
        Seen("20081225080000"),
        Seen("20090601000000", revisit=True),
        Revision((
            Split("posts-delete", "Later a moderator"),
            Reworded("register-age", "14 years", "16 years"),
        )),
        Seen("20100415134500"),
        Seen("20110911091100"),
        Revision((Moved(("leave", "leave-how"), "register-age"),)),
        Seen("20121221122100"),
        Seen("20130430200000"),
        Aside("20140228020202", f"{_TIDEPOOL}/privacy.php", missing_page, status="404 Not Found", note="404"),
    ),
)  # fmt: skip

_NORTHFOLD = "https://www.northfold-savings.example"
NORTHFOLD = Site(
    name="northfold-savings.example",
    document=f"{_NORTHFOLD}/docs/privacy-notice.pdf",
    policy="northfold",
    events=(
        Brand("Northfold Savings Bank"),
        Design(pdf_notice, "application/pdf"),
        Seen("20090720100000"),
        Seen("20110115110000"),
        Revision((
            Reworded("keep-years", "for 7 years", "for 10 years"),
            Added("sources-bureau", "[sources-web] When you use our online bank, we record the device you use and the place from which it connects."),
        )),
        Seen("20130502120000"),
        Seen("20150824130000"),
        Revision((Reworded("disclose-affiliates", "unless you tell us not to", "and you can limit this sharing as described below"),)),
        Seen("20171003140000"),
        Revision((Removed("purposes-offers"), Reworded("options-how", "To limit sharing or offers, call 555-0142", "To limit sharing, call 555-0199"))),
        Seen("20200606150000"),
        Seen("20220909160000", revisit=True),
    ),
)  # fmt: skip

SITES = (LANTERNPOST, KETTLEANDLOOM, TIDEPOOL, NORTHFOLD, FERNWICK)
