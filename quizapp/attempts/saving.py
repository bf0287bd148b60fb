"""What scripts of the question page send and fetch: an answer, a hand-in that waited, all questions."""

from typing import Any

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import claimed_sign_in, current_person
from quizapp.attempts import access, actions, device, late, late_pages, pages, queries, taking
from quizapp.attempts.claims import read_claim
from quizapp.attempts.contents import contents
from quizapp.attempts.deadline import is_over
from quizapp.attempts.queries import HeadRow
from quizapp.attempts.sheets import sheet_html
from quizapp.attempts.whole import taking_of
from quizapp.db import db
from quizapp.errors import AttemptClosed, InvalidResponse, OtherAnswer, QuestionClosed
from quizapp.questions import Body
from quizapp.translations import gettext
from quizapp.translations.times import clock_time
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence


def install(blueprint: Blueprint) -> None:
    """Add them to the blueprint of attempts."""
    add = blueprint.add_url_rule
    add("/attempts/<int:attempt_id>/slots/<int:slot>", "save", save, methods=["PUT"])
    add("/attempts/<int:attempt_id>/device-hand-in", "hand_in_late", hand_in_late, methods=["POST"])
    add("/attempts/<int:attempt_id>/sheets", "sheets", sheets)


def save(attempt_id: int, slot: int) -> ResponseReturnValue:
    """Append one answer; the reply says what became of it."""
    given = _given(attempt_id, slot)
    if given is None:
        return jsonify(error="signed_out"), 401
    body = contents([(given.version_id, given.digest)])[given.version_id].body
    if given.layout == "forward" and slot < given.reached:
        raise QuestionClosed("question_left")
    sent, seed = _message(), pages.seed_of(given.seed, slot)
    response = body.from_places(body.read(sent.get("response")), seed)
    try:
        actions.record_response(attempt_id, slot, sent["sequence"], response, now())
    except OtherAnswer as other:
        # What this page sent is kept as history; the page shows both answers and lets the student choose.
        db.session.commit()
        return _other_answer(body, other, seed)
    except QuestionClosed:
        raise
    except AttemptClosed as closed:
        return _kept_late(attempt_id, slot, sent, response, closed)
    if given.layout == "forward" and slot > given.reached:
        actions.advance_to(attempt_id, slot)
    if isinstance(sent.get("flagged"), bool) and sent["flagged"] != given.is_flagged:
        actions.set_flag(attempt_id, slot, sent["flagged"])
    db.session.commit()
    return jsonify(
        sequence=sent["sequence"],
        saved_at=clock_time(now(), given.time_zone),
        answered=body.is_answered(response),
    )


def _given(attempt_id: int, slot: int) -> HeadRow | None:
    sign_in = claimed_sign_in()
    return None if sign_in is None else access.own_slot(sign_in, attempt_id, slot)


def _message() -> dict[str, Any]:
    sent = _json()
    if not isinstance(sent, dict) or type(sent.get("sequence")) is not int:
        raise InvalidResponse("not a saved answer")
    return sent


def _json() -> Any:
    if b"\\u0000" in request.get_data():
        raise InvalidResponse("a null character")
    try:
        return request.get_json()
    except RecursionError:
        raise InvalidResponse("nested without end") from None


def _other_answer(body: Body, other: OtherAnswer, seed: int) -> ResponseReturnValue:
    reply = jsonify(
        error="other_answer",
        sequence=other.sequence,
        response=body.to_places(other.response, seed),
        summary=body.summarize(other.response) or gettext("no answer"),
    )
    return reply, 409


def _kept_late(
    attempt_id: int, slot: int, sent: dict[str, Any], response: Any, closed: AttemptClosed
) -> ResponseReturnValue:
    """An answer after the end is kept in any case. It was not in vain where the device gave it in time."""
    head = access.own_attempt(current_person(), attempt_id)
    kept = late.keep_late(head, slot, sent["sequence"], response, read_claim(sent), now())
    db.session.commit()
    if kept.decision == "refused":
        return jsonify(error="closed", message=refusal_sentence(closed)), 409
    return jsonify(sequence=kept.sequence, late=kept.decision, message=late_pages.kept_sentence(kept))


def hand_in_late(attempt_id: int) -> ResponseReturnValue:
    """Hand in as a device was told to while it had no network, after all its answers have arrived."""
    head = access.working_attempt(current_person(), attempt_id)
    sent = _json()
    kept, code = device.read_hand_in(sent)
    actions.end_attempt(head, now())
    device.keep_hand_in(head, kept, code, read_claim(sent), now())
    db.session.commit()
    return jsonify(handed_in=True, url=url_for("attempts.done", attempt_id=attempt_id))


def sheets(attempt_id: int) -> ResponseReturnValue:
    """All questions of a running attempt as they are answered, for a page that loses its network.

    They hold what the question pages show, no more: no key, no explanation.
    """
    head = access.working_attempt(current_person(), attempt_id)
    if is_over(head, now()) or head.layout == "page":
        return jsonify(sheets=[])
    states = queries.slot_states(attempt_id)
    return jsonify(sheets=[_sheet(entry) for entry in taking.sheets(taking_of(head, states))])


def _sheet(entry: dict[str, Any]) -> dict[str, Any]:
    return {"html": sheet_html(entry), "number": entry["number"], "title": entry["title"], "h1": entry["h1"]}
