"""The invented sites and what happened to them."""

from functools import partial

from sample.edits import Added, Moved, Removed, Renamed, Reworded, Split
from sample.markup_new import app_2016
from sample.markup_old import frame_1998, frameset_1998, tables_2000
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
        Seen("20190301120000"),
        Revision((Removed("share-never"),)),
        Seen("20200214100000"),
        Seen("20210711181818"),
        Revision((Renamed("Fernwick Ltd", "Strider Maps Inc."), Moved(("security", "security-how"), "share-law"))),
        Address(f"{_FERNWICK}/legal/privacy"),
        Aside("20220105090000", f"{_FERNWICK}/privacy", status="301 Moved Permanently", location="/legal/privacy", note="redirect to the new address"),
        Seen("20220105090003"),
        Seen("20230630154500"),
        Aside("20231120110000", f"{_FERNWICK}/privacy", status="301 Moved Permanently", location="/legal/privacy", note="redirect to the new address"),
        Revision((Added("use-abuse", "[use-train] - to train models that recognise paths, steps and gates from the routes of many walkers;"),)),
        Seen("20240217080910"),
        Seen("20250801000001"),
    ),
)  # fmt: skip

SITES = (LANTERNPOST, FERNWICK)
