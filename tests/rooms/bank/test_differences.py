"""A teacher says that two facts differ, and takes it away; what rests on both is marked to be checked."""

from typing import Any

import pytest
from sqlalchemy import func, select

from quizapp.bank.fact_actions import digest_of
from quizapp.bank.fact_differences import add_difference, remove_difference
from quizapp.bank.loading import load_bank
from quizapp.bank.sheets import content_of, fact_index
from quizapp.db import db
from quizapp.errors import Invalid, NotFound
from quizapp.facts import Difference, Source
from quizapp.models.bank import FactChange
from tests.support import bank, facts, school
from tests.support.desk import InApp, Visit, closed_to
from tests.support.facts import Resting
from tests.support.pages import Page, page_of

PAGE = "/facts/first-report/length"
DIFFER, AGREE = f"{PAGE}/differ", "/facts/first-report/peak/agree?with=second-report/limit"
CHOSEN = {
    "other": bank.LIMIT,
    "how": "scope",
    "note": "One tells of a call, the other of tariffs.",
    "reason": "A class asked.",
}


@pytest.fixture
def resting(in_app: InApp) -> Resting:
    built = in_app(facts.build)
    assert isinstance(built, Resting)
    return built


def add(fact_id: str, difference: Difference, **more: Any) -> int:
    seen = digest_of(content_of(facts.stored(fact_id)))
    terms = {"reason": "Compared.", "teacher": facts.alice(), "now": school.NOW, "seen": seen}
    return add_difference(fact_id, difference, **(terms | more))


def remove(fact_id: str, target: str, **more: Any) -> None:
    seen = digest_of(content_of(facts.stored(fact_id)))
    terms = {"reason": "They agree.", "teacher": facts.alice(), "now": school.NOW, "seen": seen}
    remove_difference(fact_id, target, **(terms | more))


def targets(fact_id: str) -> list[str]:
    return [each.target for each in fact_index().differences.get(fact_id, ())]


def change_count() -> int:
    return db.session.scalar(select(func.count()).select_from(FactChange)) or 0


class TestActions:
    @pytest.fixture(autouse=True)
    def resting(self, context: None) -> Resting:
        return facts.build()

    def test_both_facts_know_it_and_all_that_rests_on_them_is_marked(self) -> None:
        difference = Difference("contradicts", bank.PEAK, note="One is from April.")
        assert add(bank.LENGTH, difference) == 2  # on the length itself rests nothing
        assert targets(bank.LENGTH) == [bank.PEAK]
        assert bank.LENGTH in targets(bank.PEAK)
        assert facts.needing_check() == ["numeric", "written"]
        [change] = facts.changes(bank.LENGTH)
        assert (change.cause, change.reason, change.by_id) == ("corrected", "Compared.", facts.alice().id)
        assert facts.stored(bank.LENGTH).corrected_at is None, "no reader is told that it was wrong"

    def test_a_question_on_both_is_counted_once(self) -> None:
        both = bank.content("written", facts=[bank.PEAK, "second-report/protests"])
        school.store(both.to_dict() | {"id": "on-both"}, author=facts.alice())
        assert add(bank.PEAK, Difference("scope", "second-report/protests")) == 3

    def test_a_whole_source_can_be_silent(self) -> None:
        assert add(bank.LENGTH, Difference("silent", None, "second-report")) == 0
        assert targets(bank.LENGTH) == ["second-report"]

    @pytest.mark.parametrize(
        ("difference", "more", "problem"),
        [
            (Difference("scope", bank.LIMIT), {"reason": " "}, ("missing_field", ("reason",))),
            (Difference("scope", bank.LIMIT), {"seen": "old"}, ("fact_changed_meanwhile", ())),
            (Difference("scope", "no/such"), {}, ("unknown_fact", ("other",))),
            (Difference("scope", bank.PEAK), {}, ("unknown_fact", ("other",))),
            (Difference("silent", None, "none"), {}, ("unknown_source", ("other",))),
            (Difference("silent", None, "first-report"), {}, ("unknown_source", ("other",))),
            (Difference("scope", "second-report/protests", note="x" * 301), {}, ("too_long", ("note",))),
            (Difference("scope", bank.LIMIT), {}, ("difference_is_there", ("other",))),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, difference: Difference, more: dict[str, str], problem: tuple[str, tuple[str, ...]]
    ) -> None:
        before = dict(facts.stored().content)
        with pytest.raises(Invalid) as invalid:
            add(bank.PEAK, difference, **more)
        assert problem in [(each.code, each.path) for each in invalid.value.problems]
        assert (facts.stored().content, change_count()) == (before, 0)
        assert facts.needing_check() == []

    @pytest.mark.parametrize(("fact_id", "other"), [(bank.PEAK, bank.LIMIT), (bank.LIMIT, bank.PEAK)])
    def test_it_is_taken_away_from_either_end(self, fact_id: str, other: str) -> None:
        remove(fact_id, other)
        assert targets(bank.PEAK) == targets(bank.LIMIT) == []
        assert [change.fact_id for change in facts.changes(bank.LIMIT)] == [bank.LIMIT]
        assert facts.needing_check() == []

    def test_said_by_both_it_is_taken_from_both(self) -> None:
        native = dict(facts.stored().content) | {"differs_from": [{"fact": bank.LIMIT, "how": "scope"}]}
        facts.stored().content = native
        remove(bank.PEAK, bank.LIMIT)
        assert targets(bank.PEAK) == targets(bank.LIMIT) == []
        assert change_count() == 2

    def test_what_is_not_said_cannot_be_taken_away(self) -> None:
        with pytest.raises(NotFound):
            remove(bank.PEAK, "second-report/protests")
        with pytest.raises(NotFound):
            remove(bank.PEAK, "no/such")
        with pytest.raises(Invalid):
            remove(bank.PEAK, bank.LIMIT, reason="")
        assert change_count() == 0

    def test_it_stays_until_its_sheet_says_something_else(self) -> None:
        add(bank.LENGTH, Difference("silent", None, "second-report", "Nothing on the call."))
        load_bank([], [Source.from_dict(sheet) for sheet in bank.SHEETS], now=school.NOW)
        assert targets(bank.LENGTH) == ["second-report"]


def send(visit: Visit, **changes: str) -> Any:
    client = visit("alice")
    return client.send(DIFFER, bank.form_of(client.page(DIFFER)) | CHOSEN | changes)


def test_both_are_named_with_where_they_differ(visit: Visit, resting: Resting, in_app: InApp) -> None:
    page = page_of(send(visit))
    said = (
        "“Second Report” speaks of something else: “Tariffs went up to 125%.” "
        "One tells of a call, the other of tariffs."
    )
    assert page.has(f"{said} Kept. No question has to be checked for it.")
    assert page.has(
        "speaks of something else: Tariffs went up to 125%. Where they differ: One tells of a call"
    )
    assert page.has("Where sources differ was changed")
    assert page.has(f"Differences nothing {said}")
    other = visit("alice").page("/facts/second-report/limit")
    assert other.has("speaks of something else: The call lasted 90 minutes. Where they differ: One tells")
    sheet = visit("alice").get("/sources/first-report/sheet").get_data(as_text=True)
    assert "note: 'One tells of a call, the other of tariffs.'" in sheet


def test_what_rests_on_it_is_listed_and_marked(visit: Visit, resting: Resting, in_app: InApp) -> None:
    client, address = visit("alice"), "/facts/first-report/peak/differ"
    typed = CHOSEN | {"other": "second-report", "how": "silent", "note": ""}
    page = page_of(client.send(address, bank.form_of(client.page(address)) | typed))
    assert page.has("“Second Report” does not say this. Kept. 2 questions rest on it and are marked")
    assert page.has("Needs checking")
    assert in_app(facts.needing_check) == ["numeric", "written"]


def test_only_other_sources_are_offered(visit: Visit, resting: Resting) -> None:
    page = visit("alice").page(DIFFER)
    offered = [option.get("value") for option in page.one("select", id="other").iter("option")]
    assert offered == ["", "second-report", bank.LIMIT, "second-report/protests"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"other": ""}, "Choose what it differs from."),
        ({"other": bank.PEAK}, "Not a valid choice."),
        ({"how": ""}, "Choose how they differ."),
        ({"reason": " "}, "Say why."),
        ({"other": "second-report"}, "An article as a whole can only be silent."),
        ({"note": "x" * 301}, "Write at most 300 characters."),
        ({"seen": "old"}, "Somebody has changed this fact since you opened it."),
    ],
)
def test_bad_input_comes_back(
    visit: Visit, resting: Resting, in_app: InApp, changes: dict[str, str], words: str
) -> None:
    answer = send(visit, **changes)
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.has(words)
    assert page.one("input", id="note").get("value") == (CHOSEN | changes)["note"]
    assert in_app(targets, bank.LENGTH) == []


def taken_away(visit: Visit, **changes: str) -> Any:
    client = visit("alice")
    return client.send(AGREE, bank.form_of(client.page(AGREE)) | {"reason": "Read again."} | changes)


def test_a_difference_is_taken_away_with_a_reason(visit: Visit, resting: Resting, in_app: InApp) -> None:
    page: Page = visit("alice").page("/facts/first-report/peak")
    assert page.link("Take this difference away: Tariffs went up to 125%.") == AGREE
    assert visit("alice").page(AGREE).has("“Second Report” says otherwise: Tariffs went up to 125%.")
    assert taken_away(visit, reason="").status_code == 422
    assert in_app(targets, bank.PEAK) == [bank.LIMIT]
    page = page_of(taken_away(visit))
    assert page.has("The difference is taken away.")
    assert not page.has("says otherwise")
    assert visit("alice").page("/facts/second-report/limit").has("Read again.")
    assert visit("alice").get(AGREE).status_code == 404


@pytest.mark.parametrize("address", [DIFFER, AGREE])
def test_closed_to_students(visit: Visit, resting: Resting, address: str) -> None:
    closed_to(visit, address, "bob", "charlie")


@pytest.mark.parametrize(
    "address",
    ["/facts/first-report/none/differ", "/facts/first-report/peak/agree", "/facts/no/such/agree?with=x"],
)
def test_what_is_not_there_is_not_found(visit: Visit, resting: Resting, address: str) -> None:
    assert visit("alice").get(address).status_code == 404
