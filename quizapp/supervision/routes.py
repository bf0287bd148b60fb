"""The live monitor of an assignment. Only for the teachers of its class."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.quizzes.access import own_assignment
from quizapp.supervision import acting, messaging, withdrawing
from quizapp.supervision.messaging import room_page
from quizapp.supervision.monitor import live
from quizapp.web.requests import now

blueprint = Blueprint("supervision", __name__)
for part in (acting, messaging, withdrawing):
    part.install(blueprint)


@blueprint.get("/assignments/<int:assignment_id>/live")
def monitor(assignment_id: int) -> ResponseReturnValue:
    """Who is on which question, and the teacher's hand; with `names=hidden` a page to project."""
    return room_page(*own_assignment(current_person(), assignment_id))


@blueprint.get("/assignments/<int:assignment_id>/live.json")
def monitor_data(assignment_id: int) -> ResponseReturnValue:
    """What the script of the page asks for every few seconds."""
    assignment, _, classroom = own_assignment(current_person(), assignment_id)
    hides_names = request.args.get("names") == "hidden"
    return jsonify(live(assignment, classroom, now(), hides_names=hides_names))
