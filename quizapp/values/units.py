"""The units that quantities are read in, and which of them convert into one another."""

from decimal import Decimal

_NAMES = {
    "percent": "% percent pct percents",
    "points": "point points pp",
    "seconds": "second seconds sec secs s",
    "minutes": "minute minutes min mins",
    "hours": "hour hours hr hrs h",
    "days": "day days d",
    "weeks": "week weeks wk wks",
    "months": "month months",
    "years": "year years yr yrs",
    "dollars": "$ dollar dollars usd us$",
    "euros": "€ euro euros eur",
    "pounds": "£ pound pounds gbp lb lbs",
    "yuan": "yuan renminbi rmb cny",
    "yen": "¥ yen jpy",
    "kilometers": "kilometer kilometers kilometre kilometres km",
    "meters": "meter meters metre metres",
    "miles": "mile miles",
    "feet": "foot feet ft",
    "kilograms": "kilogram kilograms kg",
    "tons": "ton tons tonne tonnes",
}
UNITS = {word: unit for unit, words in _NAMES.items() for word in words.split()}
PHRASES: dict[tuple[str, ...], str] = {
    ("per", "cent"): "percent",
    ("percentage", "points"): "points",
    ("percentage", "point"): "points",
    ("us", "dollars"): "dollars",
    ("u.s", "dollars"): "dollars",
    ("u.s.", "dollars"): "dollars",
}
CURRENCY_SIGNS = {"us$": "dollars", "$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "usd": "dollars"}

_SIZES = {
    "seconds": ("time", Decimal(1)),
    "minutes": ("time", Decimal(60)),
    "hours": ("time", Decimal(3600)),
    "days": ("time", Decimal(86400)),
    "weeks": ("time", Decimal(604800)),
    "months": ("calendar", Decimal(1)),
    "years": ("calendar", Decimal(12)),
}


def fold_unit(text: str) -> str | None:
    """Return the unit's one name ("mins" → "minutes"), the words of a unit unknown here, None for ""."""
    words = tuple(text.casefold().split())
    return PHRASES.get(words) or UNITS.get(" ".join(words)) or " ".join(words) or None


def is_known(unit: str) -> bool:
    """Tell whether the unit is one of those named here, in its folded form."""
    return unit in _NAMES


def converts(unit: str, into: str) -> bool:
    """Tell whether amounts of `unit` can be told in `into`: seconds to weeks, and months and years."""
    return unit == into or (unit in _SIZES and into in _SIZES and _SIZES[unit][0] == _SIZES[into][0])


def convert(value: Decimal, unit: str, into: str) -> Decimal:
    """Return the amount in `into`; raises ValueError where the two do not convert."""
    if not converts(unit, into):
        raise ValueError(f"{unit} do not convert into {into}")
    return value if unit == into else value * _SIZES[unit][1] / _SIZES[into][1]


def smaller(unit: str, other: str) -> str:
    """Return the smaller of two units that convert into one another."""
    return min(unit, other, key=lambda name: _SIZES[name][1]) if unit != other else unit
