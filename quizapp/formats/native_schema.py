"""The native files as JSON Schema (draft 2020-12): the published last word on their shape.

One more kind of question is one more entry in `BODIES`. What a schema cannot say, the kind's own
`problems()` says.
"""

from typing import Any

from quizapp.facts.fact import HOWS, STATUSES
from quizapp.facts.fact import KINDS as FACT_KINDS
from quizapp.questions.cloze import GAP_KINDS, MOST_GAPS
from quizapp.questions.source_comparison import MARKS

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
# In place of $, which in Python also matches before a last newline.
_END = r"(?![\s\S])"
_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_DATE_TYPES = ["string", "integer"]  # a year that is not quoted reads as a whole number


def _text(title: str, maximum: int, minimum: int = 1, **more: Any) -> Schema:
    return {"type": "string", "title": title, "minLength": minimum, "maxLength": maximum, **more}


def _list(title: str, items: Schema, minimum: int = 0, maximum: int = 20) -> Schema:
    return {"type": "array", "title": title, "items": items, "minItems": minimum, "maxItems": maximum}


def _number(title: str, **limits: Any) -> Schema:
    return {"type": "number", "title": title, **limits}


def _whole(title: str, minimum: int, maximum: int) -> Schema:
    return {"type": "integer", "title": title, "minimum": minimum, "maximum": maximum}


def _choice(title: str, *values: str) -> Schema:
    return {"enum": list(values), "title": title}


def _record(required: list[str], properties: dict[str, Schema], **more: Any) -> Schema:
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
        **more,
    }


def _date(title: str) -> Schema:
    return {
        "type": _DATE_TYPES,
        "format": "edtf",
        "title": title,
        "description": "Extended Date/Time Format: 2025-06-05, 2017-11, 2020, 2024-09/2024-12, 2025-06-05~",
    }


def _slug(title: str, maximum: int) -> Schema:
    return _text(title, maximum, pattern=f"^{_SLUG}{_END}")


def _fact_id(title: str) -> Schema:
    return _text(title, 160, pattern=f"^{_SLUG}/{_SLUG}{_END}", description="source-id/fact-id")


def _or_null(schema: Schema) -> Schema:
    types = schema["type"]
    return {**schema, "type": [*(types if isinstance(types, list) else [types]), "null"]}


_FRACTION = _number("Share of the mark that this answer earns", minimum=0, maximum=1)
_SHUFFLE: Schema = {"type": "boolean", "title": "Whether each student sees the options in another order"}
_KEY: Schema = {"type": "boolean", "title": "Whether this option is right"}
_OPTION_TEXT = _text("What the option says, in Markdown", 1000)
_WHY = _text("What a student who chose this reads", 1000, minimum=0)


def _options(fraction: Schema) -> Schema:
    option = _record(["text"], {"text": _OPTION_TEXT, "key": _KEY, "fraction": fraction, "why": _WHY})
    return _list("The options, in the author's order", option, 2, 20)


# Text holds what a floating-point number cannot: 0.1000000000000000000001.
_EXACT: Schema = {
    "type": ["number", "string"],
    "pattern": rf"^-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?{_END}",
}
_NUMERIC_ANSWER = _record(
    ["value"],
    {
        "value": {**_EXACT, "title": "The accepted value", "maxLength": 120},
        "unit": _or_null(_text("The unit it is in", 40)),
        "tolerance": {**_EXACT, "title": "How far off is still right", "maxLength": 120, "minimum": 0},
        "tolerance_kind": _choice("How the tolerance is counted", "nominal", "relative", "geometric"),
        "fraction": _FRACTION,
        "accept_ratio": {"type": "boolean", "title": "Whether 0.30 may stand for 30 percent"},
    },
)
_SHORT_ANSWER = _record(
    ["text"], {"text": _text("The accepted text; * stands for anything", 500), "fraction": _FRACTION}
)
_FOLD = _choice("A difference that does not count", "case", "accents", "punctuation", "space")
_SIDE = _text("One side of a pair, in Markdown", 1000)
_PAIR = _record(["left", "right"], {"left": _SIDE, "right": _SIDE})
_CLAIM = _record(
    ["text", "marks"],
    {
        "text": _text("What is claimed, in Markdown", 1000),
        "marks": {
            "type": "object",
            "title": "By source: says, otherwise or silent",
            "additionalProperties": _choice("What the source does", *MARKS),
            "maxProperties": 2,
        },
    },
)
_CRITERION = _record(
    ["text"],
    {
        "points": _number("What it earns", exclusiveMinimum=0, maximum=1000),
        "text": _text("What a text must do for it", 1000),
    },
)
_ITEM = _record(["text"], {"text": _text("The event, in Markdown", 1000), "date": _date("When it was")})

# By kind of question: the keys of its own, and which of them it cannot do without.
BODIES: dict[str, tuple[list[str], dict[str, Schema]]] = {
    "single_choice": (["options"], {"options": _options(_FRACTION), "shuffle": _SHUFFLE}),
    "multiple_choice": (
        ["options"],
        {
            "options": _options(_number("Weight of the option, for the rule weights", minimum=-1, maximum=1)),
            "rule": _choice(
                "How the chosen options earn marks",
                "right_minus_wrong",
                "all_or_nothing",
                "per_decision",
                "weights",
            ),
            "shuffle": _SHUFFLE,
        },
    ),
    "true_false": (["answer"], {"answer": {"type": "boolean", "title": "Whether the statement is true"}}),
    "numeric": (["answers"], {"answers": _list("Accepted values", _NUMERIC_ANSWER, 1)}),
    "short_text": (
        ["answers"],
        {
            "answers": _list("Accepted answers, the first being the one that is shown", _SHORT_ANSWER, 1, 50),
            "fold": _list("What is overlooked when answers are compared", _FOLD, 0, 4),
        },
    ),
    "date": (
        ["answer"],
        {
            "answer": _date("The right date, as precise as it is asked for"),
            "tolerance": _record(
                [],
                {
                    "days": _whole("Days", 0, 36_600),
                    "months": _whole("Months", 0, 1200),
                    "years": _whole("Years", 0, 1000),
                },
                title="How far off is still right",
                maxProperties=1,
            ),
            "part_credit": _record(
                [],
                {"year": _FRACTION, "month": _FRACTION},
                title="Share of the mark for a date that is right only in its year, or its month",
            ),
        },
    ),
    "ordering": (
        ["items"],
        {
            "items": _list("The items in the right order", _ITEM, 2, 20),
            "rule": _choice("How an order earns marks", "pairwise", "absolute", "all_or_nothing"),
        },
    ),
}


def _gap() -> Schema:
    """One gap of a cloze: its kind and weight, and the keys of a question of that kind."""
    shared = {
        "kind": _choice("The kind of question in the gap", *GAP_KINDS),
        "weight": _number("Its share of the mark against the other gaps", exclusiveMinimum=0, maximum=1000),
    }
    by_kind = [
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": _record(BODIES[kind][0], {**shared, **BODIES[kind][1]}),
        }
        for kind in GAP_KINDS
    ]
    return {"type": "object", "required": ["kind"], "properties": {"kind": shared["kind"]}, "allOf": by_kind}


BODIES |= {
    "matching": (
        ["pairs"],
        {
            "pairs": _list("What belongs together", _PAIR, 2, 20),
            "distractors": _list("Right sides that belong to none", _SIDE, 0, 20),
        },
    ),
    "cloze": (
        ["text", "gaps"],
        {
            "text": _text("The text, in Markdown, with a place such as {gap1} for each gap", 5000),
            "gaps": {
                "type": "object",
                "title": "The gaps by their names",
                "propertyNames": {"pattern": rf"^[A-Za-z][A-Za-z0-9_-]{{0,39}}{_END}"},
                "additionalProperties": _gap(),
                "minProperties": 1,
                "maxProperties": MOST_GAPS,
            },
        },
    ),
    "source_comparison": (
        ["sources", "claims"],
        {
            "sources": _list("The ids of the two sources", _slug("A source", 80), 2, 2),
            "claims": _list("What is claimed", _CLAIM, 1, 20),
        },
    ),
    "written": (["rubric"], {"rubric": _list("What earns points", _CRITERION, 1, 20)}),
    "card": (
        ["front", "back"],
        {
            "front": _text("What the card asks, in Markdown", 5000),
            "back": _text("What stands on its back, in Markdown", 5000),
        },
    ),
}

COMMON: dict[str, Schema] = {
    "id": _text(
        "The name of the question, which never changes",
        120,
        pattern=f"^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?{_END}",
    ),
    "kind": {"title": "The kind of question", "enum": list(BODIES)},
    "topic": _text("What it is about", 120),
    "stem": _text("What is asked, in Markdown", 5000),
    "difficulty": _whole("1 easy, 2 middling, 3 hard", 1, 3),
    "standards": _list("Codes of the standards it serves", _text("A code", 80)),
    "facts": _list("The facts it rests on", _fact_id("A fact")),
    "explanation": _text("What a student reads afterwards, in Markdown", 5000, minimum=0),
    "tags": _list("Free words to find it by", _text("A tag", 60)),
    "status": _choice("Whether it may be used", "draft", "ready", "retired"),
    "version": _whole("Counts the changes of the question", 1, 1_000_000),
    "mark": _number("What a right answer earns", exclusiveMinimum=0, maximum=1000),
    "hints": {
        **_list("Helps for practice, the mildest first", _text("A hint", 1000), 0, 10),
        "description": "In practice one is shown after each wrong try; elsewhere only teachers see them.",
    },
    "feedback": _record(
        [],
        {"right": _text("After a right answer", 2000, 0), "wrong": _text("After a wrong one", 2000, 0)},
        title="What a student reads after an answer",
    ),
    "image": _record(
        ["file", "alt"],
        {"file": _text("The name of the image", 200), "alt": _text("What it shows, in words", 1000)},
        title="An image that belongs to the stem",
    ),
}
REQUIRED = ["id", "kind", "stem"]
# A card goes by its front where it has no stem.
WITHOUT_STEM = ("card",)


def question_schema(kind: str) -> Schema:
    """The schema of one question of this kind; KeyError for an unknown kind. The topic may be the file's."""
    required, properties = BODIES[kind]
    common = {**COMMON, "kind": {"const": kind, "title": COMMON["kind"]["title"]}}
    always = [name for name in REQUIRED if name != "stem" or kind not in WITHOUT_STEM]
    return _record([*always, *required], {**common, **properties}, title=f"A question of kind {kind}")


def question_file_schema() -> Schema:
    """The schema of a whole question file, to be published."""
    by_kind = [
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {"$ref": f"#/$defs/{kind}"},
        }
        for kind in BODIES
    ]
    question = {
        "type": "object",
        "required": ["id", "kind"],
        "properties": {"kind": COMMON["kind"]},
        "allOf": by_kind,
    }
    properties = {"topic": COMMON["topic"], "questions": _list("The questions", question, 0, 5000)}
    with_topics = {"properties": {"questions": {"items": {"required": ["topic"]}}}}
    return _record(
        ["questions"],
        properties,
        **{"$schema": DRAFT, "$defs": {kind: question_schema(kind) for kind in BODIES}},
        title="A file of questions",
        description="A question without a topic has the file's.",
        anyOf=[{"required": ["topic"]}, with_topics],
    )


_DIFFERENCE = {
    **_record(
        ["how"],
        {
            "fact": _fact_id("The fact at the other end"),
            "source": _slug("The source that is silent", 80),
            "how": _choice("How they differ", *HOWS),
            "note": _text("Where they differ, in a sentence", 300),
        },
        title="Where another source does not say the same",
    ),
    "oneOf": [
        {"required": ["fact"]},
        {"required": ["source"], "properties": {"how": {"const": "silent"}}},
    ],
}

FACT: Schema = _record(
    ["id", "kind", "statement"],
    {
        "id": _slug("The name of the fact in this source, which never changes", 79),
        "kind": _choice("What sort of fact it is", *sorted(FACT_KINDS)),
        "statement": _text("What the source says, in our own words", 1000),
        "value": {
            "type": ["string", "number", "null"],
            "title": "The value in it",
            "description": "A date is EDTF, a duration ISO 8601 (PT90M) or a number with its unit.",
            "maxLength": 300,
        },
        "unit": _or_null(_text("The unit of the value", 40)),
        "qualifier": _or_null(_text("A word that limits the value: about, up to, late", 100)),
        "as_of": _or_null(_date("When it was so")),
        "speaker": _or_null(_text("Who claims it, where it is a claim", 200)),
        "status": {"enum": [*STATUSES, None], "title": "Of a visit: what became of it"},
        "paragraphs": _list(
            "Where it stands; counted from 1, empty lines left out", _whole("A paragraph", 1, 9999)
        ),
        "terms": _list(
            "Few words or figures that stand in one of those paragraphs",
            {"type": ["string", "number"], "title": "Words or a figure", "minLength": 1, "maxLength": 80},
        ),
        "differs_from": _list("Where another source does not say the same", _DIFFERENCE, 0, 50),
        "expired": _or_null(_date("From when on it is no longer so")),
        "superseded_by": _or_null(_fact_id("The fact that holds in its place")),
    },
)


def source_file_schema() -> Schema:
    """The schema of a source file: one article and its facts."""
    return _record(
        ["id", "title", "facts"],
        {
            "id": _slug("The name of the source, which never changes", 80),
            "title": _text("Its title; our own words when the text has none", 200),
            "publisher": _text("Who published it", 200, 0),
            "published": {**_date("When it was published"), "maxLength": 40},
            "language": _text(
                "The language of the text, as a BCP 47 tag", 20, pattern=f"^[A-Za-z0-9-]+{_END}"
            ),
            "facts": _list("What it says", FACT, 0, 1000),
        },
        **{"$schema": DRAFT},
        title="A source and its facts",
    )
