"""Pictures of numbers as SVG, made on the server by Vega-Lite: no script comes with the page.

https://vega.github.io/vega-lite/ ; https://github.com/vega/vl-convert
"""

import json
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from policytrail.site.answers import Row

WIDTH, HEIGHT = 760, 220
_COLORS = ("#1f4f8f", "#a8321f", "#12582a", "#8a6100", "#6a3d8f", "#4a4a4a")


def line_chart(rows: Sequence[Row], *, x: str, y: str, color: str | None = None, percent: bool = False) -> Markup:
    """Return lines with points over the years."""
    mark = {"type": "line", "point": True, "interpolate": "monotone"}
    return _chart(mark, rows, x=x, y=y, color=color, percent=percent)


def bar_chart(rows: Sequence[Row], *, x: str, y: str, color: str) -> Markup:
    """Return stacked bars over time."""
    return _chart({"type": "bar"}, rows, x=x, y=y, color=color, percent=False)


def _chart(mark: Row, rows: Sequence[Row], *, x: str, y: str, color: str | None, percent: bool) -> Markup:
    axis = {"format": "%"} if percent else {}
    encoding: dict[str, object] = {
        "x": {"field": x, "type": "ordinal", "axis": {"labelAngle": 0, "labelOverlap": True, "title": None}},
        "y": {"field": y, "type": "quantitative", "axis": {"title": None, **axis}},
    }
    if color:
        encoding["color"] = {"field": color, "type": "nominal", "scale": {"range": _COLORS}, "title": None}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": list(rows)},
        "mark": mark,
        "encoding": encoding,
        "config": {"view": {"stroke": None}, "font": "sans-serif"},
    }
    return _svg(json.dumps(spec))


@lru_cache(maxsize=64)
def _svg(spec: str) -> Markup:
    # Half a second and 60 MB, which only who looks at trends pays.
    import vl_convert  # noqa: PLC0415

    return Markup(vl_convert.vegalite_to_svg(json.loads(spec)))  # noqa: S704 - texts in it are escaped by Vega
