"""The page of a fact, its correction and its end, and the way from there to a question and its regrade."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from quizapp.bank.actions import change_question
from quizapp.bank.fact_queries import (
    resting_assignments,
    resting_questions,
    resting_quizzes,
    rests_on,
    totals,
)
from quizapp.bank.sharing import make_bank
from quizapp.classrooms.queries import classes_taught_by
from quizapp.db import db
from quizapp.formats.native import read_source
from quizapp.models.bank import Question
from tests.support import bank, desk, facts, school
from tests.support.desk import InApp, Visit, closed_to
from tests.support.facts import Resting
from tests.support.pages import Page, page_of
from tests.support.plans import scans, watched

PAGE = "/facts/first-report/peak"
CORRECT, END = f"{PAGE}/correct", f"{PAGE}/end"


@pytest.fixture
def resting(in_app: InApp) -> Resting:
    built = in_app(facts.build)
    assert isinstance(built, Resting)
    return built


def form_of(page: Page, **changes: str) -> dict[str, Any]:
    fields: dict[str, Any] = bank.form_of(page)
    return fields | changes


def correct(visit: Visit, **changes: str) -> Any:
    client = visit("alice")
    typed = {"statement": "Tariffs reached 154%.", "value": "154", "reason": "Misread."}
    return client.send(CORRECT, form_of(client.page(CORRECT), **(typed | changes)))


def test_it_names_all_that_rests_on_it(visit: Visit, resting: Resting) -> None:
    page = visit("alice").page(PAGE)
    assert page.heading == "A fact of “First Report”"
    assert page.has("Tariffs reached 145%.")
    assert page.has("2 questions rest on it")
    assert page.has("In one quiz, given 2 times.")
    assert page.has("One of your quizzes asks about it")
    assert page.has("One assignment, 2 attempts")
    assert page.link("Tariffs, Period 3 Civics") == f"/assignments/{resting.assignment}"
    assert page.has("The article “Second Report” says otherwise: Tariffs went up to 125%.")
    assert page.has("It was never changed")


def test_quizzes_and_classes_of_colleagues_are_not_named(visit: Visit, resting: Resting) -> None:
    page = visit("dora").page(PAGE)
    assert page.has("Quizzes and classes of colleagues rest on it too.")
    assert page.has("2 questions rest on it")
    assert page.has("In no quiz yet.")
    assert not page.has("Period 3 Civics")
    assert not page.has("One of your quizzes")


def test_questions_of_private_banks_are_only_counted(visit: Visit, resting: Resting, in_app: InApp) -> None:
    def keep_private() -> None:
        bank_id = make_bank(name="Mine", for_all="none", owner=facts.alice(), now=school.NOW).id
        db.session.get_one(Question, resting.numeric).bank_id = bank_id

    in_app(keep_private)
    assert correct(visit).status_code == 200
    page = visit("dora").page(PAGE)
    assert page.has("One question rests on it")
    assert page.has("One more is in a bank of colleagues, who see it marked.")
    assert not page.has("how high?")
    assert visit("alice").page(PAGE).has("2 questions rest on it, one is behind")
    assert in_app(facts.needing_check) == ["numeric", "written"]


@pytest.mark.parametrize("address", [PAGE, CORRECT, END, "/sources/first-report/sheet"])
def test_closed_to_students(visit: Visit, resting: Resting, address: str) -> None:
    closed_to(visit, address, "bob", "charlie")


@pytest.mark.parametrize("address", [CORRECT, END])
def test_students_change_nothing(visit: Visit, resting: Resting, in_app: InApp, address: str) -> None:
    closed_to(visit, address, "bob", method="POST", data={"statement": "No.", "reason": "Mine."})
    assert in_app(lambda: facts.changes()) == []


@pytest.mark.parametrize(
    "address", ["/facts/first-report/nothing", "/facts/no/peak", "/facts/%00/peak", "/sources/no/sheet"]
)
def test_one_that_is_not_there(visit: Visit, resting: Resting, address: str) -> None:
    assert visit("alice").get(address).status_code == 404


def test_a_correction_leads_to_the_questions(visit: Visit, resting: Resting, in_app: InApp) -> None:
    page = page_of(correct(visit))
    assert page.has("Kept. 2 questions rest on it and are marked: needs checking.")
    assert page.has("2 questions rest on it, one is behind")
    assert page.has("No longer says what the fact says")
    assert page.has("Read it: the app cannot compare it")
    assert page.has("It was changed once")
    assert page.has("by Alice Example")
    assert page.has("Misread.")
    assert page.has("Sentence Tariffs reached 145%. Tariffs reached 154%.")
    listed = visit("alice").page("/bank?needs_check=1")
    assert listed.heading == "2 questions match"


def test_it_is_checked_like_a_file(visit: Visit, resting: Resting) -> None:
    client = visit("alice")
    form = form_of(client.page(CORRECT), value="many", statement="", reason=" ")
    answer = client.post(CORRECT, data=form)
    page = page_of(answer)
    assert answer.status_code == 422
    assert page.has("Say why. It stays in the history of this fact.")
    answer = client.post(CORRECT, data=form | {"reason": "So.", "statement": "Many."})
    page = page_of(answer)
    assert answer.status_code == 422
    assert page.has("The value “many” does not fit a fact of kind “percent”.")
    assert page.one("input", name="value").get("value") == "many"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("statement", "x" * 100_000),
        ("statement", "<script>alert(1)</script>\0"),
        ("value", "9" * 400),
        ("paragraphs", "9" * 5000),
        ("paragraphs", "-1, ², 1.5"),
        ("terms", "\n".join("abc" for _ in range(50))),
        ("as_of", "31 February"),
        ("unit", "u" * 50),
    ],
)
def test_hostile_words_never_break_it(visit: Visit, resting: Resting, name: str, typed: str) -> None:
    client = visit("alice")
    answer = client.post(CORRECT, data=form_of(client.page(CORRECT), reason="So.", **{name: typed}))
    assert answer.status_code in (302, 400, 422)
    client.page(PAGE)


def test_durations_and_dates_stand_in_words(visit: Visit, resting: Resting, in_app: InApp) -> None:
    client, address = visit("alice"), "/facts/first-report/length"
    before = in_app(lambda: facts.stored(bank.LENGTH).content)
    assert client.page(address).has("90 minutes")
    assert not client.page(address).has("PT90M")
    form = form_of(client.page(f"{address}/correct"))
    assert form["value"] == ["90 minutes"]
    client.send(f"{address}/correct", form | {"terms": "90 minutes\n90-minute", "reason": "So."})
    assert in_app(lambda: facts.stored(bank.LENGTH).content)["value"] == before["value"] == "PT90M"


def test_what_is_typed_is_read_as_people_write_it(visit: Visit, resting: Resting, in_app: InApp) -> None:
    client, address = visit("alice"), "/facts/first-report/length/correct"
    form = form_of(
        client.page(address),
        statement="It lasted 1.5 hours.",
        value="1.5 hours",
        as_of="June 5, 2025",
        reason="So.",
    )
    client.send(address, form)
    native = in_app(lambda: facts.stored(bank.LENGTH).content)
    assert (native["value"], native["unit"], native["as_of"]) == (1.5, "hours", "2025-06-05")


def test_the_second_teacher_is_told(visit: Visit, resting: Resting) -> None:
    client = visit("dora")
    form = form_of(client.page(CORRECT), statement="150%.", value="150", reason="Mine.")
    correct(visit)
    answer = client.post(CORRECT, data=form)
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.has("Somebody has changed this fact since you opened it.")
    assert page.has("Now it says: “Tariffs reached 154%.”")
    again = page_of(client.send(CORRECT, form_of(page)))
    assert again.has("It was changed 2 times")


def question_page(visit: Visit, resting: Resting) -> Page:
    """Save the question as it is filled in from the correction; returns the page that follows."""
    client = visit("alice")
    address = client.page(PAGE).link(
        "Edit with the new answer filled in: According to the article “First Report”, how high? "
        "Answer in percent."
    )
    page = client.page(address)
    assert page.has("The answer below is filled in from the fact as it stands now: “Tariffs reached 154%.”")
    return page_of(client.send(address, form_of(page, do="save", how="version")))


def test_the_new_answer_is_filled_in_and_the_regrade_is_next(
    visit: Visit, resting: Resting, in_app: InApp
) -> None:
    correct(visit)
    page = question_page(visit, resting)
    assert in_app(bank.stored, resting.numeric)["answers"] == [{"value": 154, "unit": "percent"}]
    assert page.has("2 answers in your classes were marked by an older key.")
    address = page.link("Show what a regrade changes")
    dry_run = visit("alice").page(address)
    assert dry_run.has("2 of 2 marks change")
    reason = dry_run.one("textarea", name="reason").text or ""
    assert reason == "What the question rests on was corrected: “Tariffs reached 154%.” Misread."
    form = {
        name: values
        for name, values in parse_qs(urlsplit(address).query).items()
        if name in ("policy", "fact")
    }
    form |= {"version": ["2"], "reason": [reason], "attempt": [str(resting.bob), str(resting.eve)]}
    assert page_of(visit("alice").send(address.partition("?")[0], form)).heading == "2 of 2 marks change"
    after = visit("alice").page(PAGE)
    assert after.has("Says what the fact says")
    assert not after.has("Regrade:")
    review = visit("eve").page(f"/attempts/{resting.eve}")
    assert review.has("This mark was changed on")
    assert review.has("Corrected on")
    assert review.has("before, it said: “Tariffs reached 145%.”")


def test_a_fact_of_no_matter_fills_nothing(visit: Visit, resting: Resting) -> None:
    correct(visit)
    for fact in ("second-report/limit", "no/fact", "x"):
        page = visit("alice").page(f"/bank/{resting.numeric}/edit?fact={fact}")
        assert not page.has("filled in")
        visit("alice").page(f"/bank/{resting.numeric}?fact={fact}")
        visit("alice").page(f"/questions/{resting.numeric}/regrade?policy=new_key&fact={fact}")


def test_marked_as_checked_it_stays_on_the_page(visit: Visit, resting: Resting, in_app: InApp) -> None:
    correct(visit)
    answer = visit("alice").post(f"/bank/{resting.written}/checked", data={"next": PAGE})
    assert answer.location == PAGE
    assert in_app(facts.needing_check) == ["numeric"]


def end(visit: Visit, **typed: str) -> Any:
    client = visit("alice")
    return client.post(END, data=form_of(client.page(END), reason="It changed.", **typed))


def test_an_end_with_another_fact_in_its_place(visit: Visit, resting: Resting) -> None:
    assert end(visit, expired="April 2025", superseded_by=bank.LIMIT).status_code == 302
    page = visit("alice").page(PAGE)
    assert page.has("It is no longer so since April 2025.")
    assert page.link("Tariffs went up to 125%.") == "/facts/second-report/limit"
    assert page.has("Asks about what is no longer so")
    assert visit("alice").page("/facts/second-report/limit").has("It holds in the place of")
    address = page.link(
        "Rewrite it for what holds now: According to the article “First Report”, how high? Answer in percent."
    )
    editor = visit("alice").page(address)
    fields = bank.form_of(editor)
    assert (fields["answers-0-value"], fields["facts"]) == (["125"], [bank.LIMIT])


def test_an_end_with_a_new_fact_of_another_source(visit: Visit, resting: Resting, in_app: InApp) -> None:
    typed = {
        "expired": "2025-05-12",
        "superseded_by": "new",
        "new_statement": "Tariffs are at 30%.",
        "new_value": "30%",
        "new_source": "new",
        "new_title": "The Cut",
        "new_published": "May 12, 2025",
    }
    assert end(visit, **typed).status_code == 302
    page = visit("alice").page("/sources/the-cut")
    assert page.has("May 12, 2025")
    assert page.has("Tariffs are at 30%. (as of May 12, 2025)")
    assert visit("alice").page(PAGE).has("Now: Tariffs are at 30%.")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"expired": "31 February"}, "“31 February” is not a date."),
        ({"superseded_by": "no/fact"}, "Not a valid choice"),
        ({"superseded_by": "new"}, "Write something here"),
        ({"superseded_by": "new", "new_statement": "It is many.", "new_value": "many"}, "does not fit"),
        ({"superseded_by": "new", "new_statement": "It.", "new_value": "3", "new_source": "new"}, "Write"),
    ],
)
def test_an_end_that_is_not_fit(
    visit: Visit, resting: Resting, in_app: InApp, typed: dict[str, str], sentence: str
) -> None:
    answer = end(visit, **typed)
    assert answer.status_code == 422
    assert page_of(answer).has(sentence)
    assert in_app(facts.changes) == []
    assert in_app(lambda: db.session.query(Question).filter_by(needs_check=True).count()) == 0


def test_students_read_what_was_corrected(visit: Visit, resting: Resting, in_app: InApp) -> None:
    in_app(lambda: facts.correct() and facts.end(superseded_by=bank.LIMIT, expired="2025-05"))
    page = visit("bob").page("/sources/first-report")
    assert page.has("Corrected on June 11, 2025; before, it said: “Tariffs reached 145%.”")
    assert page.has("It is no longer so since May 2025.")
    assert page.has("Now, in “Second Report”: Tariffs went up to 125%.")
    assert not page.has("About this fact")
    assert not page.has("Misread.")


def test_an_open_quiz_holds_what_another_source_tells_of_it(
    visit: Visit, resting: Resting, in_app: InApp
) -> None:
    """The page of one source once told the facts of another that a quiz was asking about."""

    def ask() -> None:
        facts.end(bank.LIMIT, superseded_by=bank.PEAK)
        desk.assign(resting.quiz, classes_taught_by(facts.alice())[0].classroom.id)

    in_app(ask)
    page = visit("bob").page("/sources/second-report")
    assert not page.has("145%")
    assert page.has("What holds now")
    assert visit("alice").page("/sources/second-report").has("145%")


def test_the_sheet_of_a_source_carries_corrections(visit: Visit, resting: Resting) -> None:
    correct(visit)
    answer = visit("alice").get("/sources/first-report/sheet")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="first-report.yaml"'
    source = read_source(answer.get_data(as_text=True)).source
    assert source is not None
    assert source.facts[0].value == 154


@pytest.mark.usefixtures("context", "on_sqlite")
def test_no_growing_table_is_scanned() -> None:
    facts.build()
    alice = facts.alice()
    assert scans(lambda: resting_questions(bank.PEAK, alice, [1])) == []
    for read in (resting_quizzes, resting_assignments, totals):
        assert scans(lambda read=read: read(bank.PEAK, alice)) == [], read.__name__
    assert scans(lambda: rests_on(1, bank.PEAK)) == []


def test_the_page_takes_as_many_statements_whatever_rests_on_it(
    visit: Visit, resting: Resting, in_app: InApp
) -> None:
    client = visit("alice")

    def statements() -> int:
        with client.application.app_context(), watched() as found:
            client.page(PAGE)
        return len(found)

    before = statements()

    def more() -> None:
        contents = [bank.content("numeric", id=f"more-{n}").to_dict() for n in range(5)]
        stems = [{**each, "stem": f"{each['stem']} ({n})"} for n, each in enumerate(contents)]
        school.store(*stems, author=facts.alice())

    in_app(more)
    assert client.page(PAGE).has("7 questions rest on it")
    assert statements() == before


def test_a_version_that_was_given_to_nobody_is_left_out(
    visit: Visit, resting: Resting, in_app: InApp
) -> None:
    def cite_another() -> None:
        for number in (resting.numeric, resting.written):
            question = db.session.get_one(Question, number)
            content = bank.stored(number) | {"facts": [bank.LENGTH]}
            change_question(question, content, author=facts.alice(), now=school.NOW)

    in_app(cite_another)
    page = visit("alice").page(PAGE)
    assert page.has("One question rests on it")
    assert page.has("Its current version rests on other facts.")
    assert page.has("Regrade: 2 answers have the old key")
    assert not page.has("Why was it so?")
