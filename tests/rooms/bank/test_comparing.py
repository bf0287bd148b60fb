"""Two teachers edit one question: the second sees both sides, field by field, and loses nothing."""

from typing import Any

import pytest

from quizapp.bank.comparing import content_that_stood
from quizapp.db import db
from quizapp.models.bank import Question
from tests.support import bank, school
from tests.support.bank import Bank
from tests.support.desk import InApp, Visit
from tests.support.pages import Page, PageClient, page_of, tidy


class Two:
    """Alice has the editor open; then Dora saves."""

    def __init__(self, visit: Visit, in_app: InApp, question_id: int) -> None:
        in_app(school.person, "dora", "teacher")
        self.address, self.in_app, self.question_id = f"/bank/{question_id}/edit", in_app, question_id
        self.alice, self.dora = visit("alice"), visit("dora")
        self.opened = bank.form_of(self.alice.page(self.address))

    def dora_saves(self, **changes: Any) -> None:
        page = save(self.dora, self.address, bank.form_of(self.dora.page(self.address)) | changes)
        assert page.has("Saved as version") or page.has("Mended")

    def alice_saves(self, status: int = 422, **changes: Any) -> Page:
        answer = self.alice.post(self.address, data=self.opened | changes)
        assert answer.status_code == status
        return page_of(answer)

    def press(self, page: Page, button: str, **changes: Any) -> Page:
        return page_of(self.alice.post(self.address, data=bank.form_of(page) | changes | {"do": button}))

    def stored(self) -> dict[str, Any]:
        found: dict[str, Any] = self.in_app(bank.stored, self.question_id)
        return found


def save(client: PageClient, address: str, fields: dict[str, Any]) -> Page:
    return page_of(client.send(address, fields))


@pytest.fixture
def two(visit: Visit, stocked: Bank, in_app: InApp) -> Two:
    return Two(visit, in_app, stocked.ids["single_choice"])


def differing(page: Page) -> dict[str, str]:
    """The fields that differ: what the page says of each, by its name."""
    return {
        tidy("".join(group.find("h3").itertext())): tidy("".join(group.itertext()))  # type: ignore[union-attr]
        for group in page.all("div", role="group")
        if (group.get("aria-labelledby") or "").startswith("differs-")
    }


def test_both_sides_are_shown_and_what_was_typed_stays(two: Two) -> None:
    two.dora_saves(stem="Which one, says Dora?", tags="hers")
    page = two.alice_saves(stem="Which one, says Alice?", explanation="Because.")
    assert page.has("Dora Example saved this question as version 2.")
    found = differing(page)
    assert list(found) == ["Question", "Explanation", "Tags"]
    assert "Which one, says Dora?" in found["Question"]
    assert "Which one, says Alice?" in found["Question"]
    assert page.one("textarea", name="stem").text == "Which one, says Alice?"
    assert page.one("textarea", name="explanation").text == "Because."
    # What only Dora touched stands as she left it.
    assert page.one("input", name="tags").get("value") == "hers"
    assert two.stored()["stem"] == "Which one, says Dora?"
    page = save(two.alice, two.address, bank.form_of(page))
    assert page.has("Saved as version 3.")
    stored = two.stored()
    assert (stored["stem"], stored["explanation"], stored["tags"]) == (
        "Which one, says Alice?",
        "Because.",
        ["hers"],
    )


def test_either_side_can_be_taken_and_given_back(two: Two) -> None:
    two.dora_saves(stem="Dora's?", tags="hers")
    page = two.alice_saves(stem="Alice's?", tags="mine")
    page = two.press(page, "take:theirs:stem")
    assert page.one("textarea", name="stem").text == "Dora's?"
    assert page.one("input", name="tags").get("value") == "mine"
    focused = [button.get("value") for button in page.all("button") if button.get("autofocus") is not None]
    assert focused == ["take:theirs:stem"]
    page = two.press(page, "take:theirs:tags")
    page = two.press(page, "take:mine:stem")
    page = two.press(page, "take:mine:nothing")
    page = two.press(page, "take:both:stem")
    assert page.one("textarea", name="stem").text == "Alice's?"
    assert page.one("input", name="tags").get("value") == "hers"
    assert save(two.alice, two.address, bank.form_of(page)).has("Saved as version 3.")
    assert (two.stored()["stem"], two.stored()["tags"]) == ("Alice's?", ["hers"])


def test_rows_are_compared_one_by_one(two: Two) -> None:
    two.dora_saves(**{"options-3-text": "Delta, says Dora"})
    page = two.alice_saves(**{"options-1-text": "Beta, says Alice"})
    assert list(differing(page)) == ["Option 2", "Option 4"]
    save(two.alice, two.address, bank.form_of(page))
    texts = [option["text"] for option in two.stored()["options"]]
    assert texts == ["Alpha", "Beta, says Alice", "Gamma", "Delta, says Dora"]


def test_the_key_is_a_difference_too(two: Two) -> None:
    two.dora_saves(right="1")
    page = two.alice_saves(stem="Alice's?")
    assert list(differing(page)) == ["Question", "Option 1", "Option 2"]
    save(two.alice, two.address, bank.form_of(page))
    assert [bool(option.get("key")) for option in two.stored()["options"]] == [False, True, False, False]


def test_lists_of_other_lengths_are_compared_as_a_whole(two: Two) -> None:
    two.dora_saves(**{"options-3-text": "", "options-3-why": ""})
    page = two.alice_saves(**{"options-1-text": "Beta, says Alice"})
    assert list(differing(page)) == ["Options"]
    page = two.press(page, "take:theirs:options")
    save(two.alice, two.address, bank.form_of(page))
    assert [option["text"] for option in two.stored()["options"]] == ["Alpha", "Beta", "Gamma"]


def test_other_buttons_on_the_way_do_not_hide_that_somebody_saved(two: Two) -> None:
    two.dora_saves(stem="Dora's?")
    page = page_of(two.alice.post(two.address, data=two.opened | {"stem": "Alice's?", "do": "add"}))
    page = page_of(two.alice.post(two.address, data=bank.form_of(page) | {"do": "preview"}))
    answer = two.alice.post(two.address, data=bank.form_of(page) | {"do": "save"})
    assert answer.status_code == 422
    assert "Question" in differing(page_of(answer))
    assert two.stored()["stem"] == "Dora's?"


def test_a_third_one_is_shown_as_well(two: Two) -> None:
    two.dora_saves(stem="Dora's?")
    page = two.alice_saves(stem="Alice's?")
    two.dora_saves(stem="Dora's second?")
    answer = two.alice.post(two.address, data=bank.form_of(page))
    assert answer.status_code == 422
    assert "Dora's second?" in differing(page_of(answer))["Question"]
    assert page_of(answer).one("textarea", name="stem").text == "Alice's?"


def test_a_change_of_status_alone_is_seen(two: Two) -> None:
    two.dora.post(f"/bank/{two.question_id}/status", data={"status": "retired"})
    page = two.alice_saves(stem="Alice's?")
    assert "Status" in differing(page)
    save(two.alice, two.address, bank.form_of(page))
    assert two.in_app(bank.version_of, two.question_id) == (2, "retired")


def test_a_mended_typo_counts_as_saved(two: Two) -> None:
    two.dora_saves(stem="Which one!", how="mend")
    page = two.alice_saves(tags="mine")
    assert list(differing(page)) == ["Question", "Tags"]
    assert page.one("textarea", name="stem").text == "Which one!"


def test_faults_are_said_together_with_the_differences(two: Two) -> None:
    two.dora_saves(tags="hers")
    page = two.alice_saves(stem=" ")
    assert page.has("There is no question yet.")
    assert page.has("Somebody has saved this question since you opened it.")
    assert "Tags" in differing(page)


NOT_OURS = ["", "x", "[", "{}", "[1]", '[["a"]]', '[["a", 1]]', "[" * 100_000, '[["", ""]]']


@pytest.mark.parametrize("text", NOT_OURS)
def test_whatever_else_is_sent_as_a_comparison_does_no_harm(two: Two, text: str) -> None:
    fields = two.opened | {"compared": text, "do": "take:mine:stem", "stem": "Mine?"}
    answer = two.alice.post(two.address, data=fields)
    assert answer.status_code == 200


NEVER = [
    "",
    "1",
    "x-y-z",
    "9-aaaaaaaaaaaa-ready",
    "1-aaaaaaaaaaaa-ready",
    "9" * 400,
    "9" * 40 + "-aaaaaaaaaaaa-ready",
]


@pytest.mark.parametrize("name", NEVER)
def test_what_never_stood_is_not_found(in_app: InApp, stocked: Bank, name: str) -> None:
    def find() -> object:
        return content_that_stood(db.session.get_one(Question, stocked.ids["date"]), name)

    assert in_app(find) is None


def test_facts_are_shown_by_what_they_state(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    two = Two(visit, in_app, stocked.ids["date"])
    two.dora_saves(facts=[bank.LENGTH], status="draft")
    page = two.alice_saves(tags="mine")
    assert "The call lasted 90 minutes." in differing(page)["Facts it rests on"]


@pytest.mark.parametrize("kind", ["cloze", "matching", "ordering", "source_comparison", "written", "numeric"])
def test_every_kind_can_be_compared(visit: Visit, stocked: Bank, in_app: InApp, kind: str) -> None:
    two = Two(visit, in_app, stocked.ids[kind])
    rows = next(name for name in two.opened if name.endswith(("-text", "-value", "-left", "-weight")))
    two.dora_saves(**{rows: "7", "tags": "hers"})
    page = two.alice_saves(stem="According to “First Report”, what?")
    assert set(differing(page)) >= {"Question", "Tags"}
    assert save(two.alice, two.address, bank.form_of(page)).has("Saved as version 3.")
    assert two.stored()["tags"] == ["hers"]
