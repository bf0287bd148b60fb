"""Pages of a teacher's classes."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.actions import reset_password
from quizapp.accounts.sessions import current_person, current_teacher
from quizapp.classrooms import access, actions, joining, queries
from quizapp.classrooms.forms import COMMON_ZONES, ClassForm, ClassSettingsForm
from quizapp.db import db, reading
from quizapp.errors import Invalid
from quizapp.translations import gettext
from quizapp.web import once
from quizapp.web.forms import show_problems
from quizapp.web.requests import now

blueprint = Blueprint("classrooms", __name__)
joining.install(blueprint)


@blueprint.get("/classes")
def classes() -> ResponseReturnValue:
    rows = queries.classes_taught_by(current_teacher())
    return render_template("classrooms/classes.html", rows=rows)


@blueprint.route("/classes/new", methods=["GET", "POST"])
def new_class() -> ResponseReturnValue:
    teacher = current_teacher()
    form = ClassForm(time_zone=_usual_zone())
    if form.validate_on_submit():
        if earlier := once.earlier_result():
            return earlier
        try:
            classroom = actions.create_class(
                name=form.name.data, time_zone=form.time_zone.data, teacher=teacher, now=now()
            )
        except Invalid as invalid:
            show_problems(form, invalid)
        else:
            made = once.lead_to(url_for("classrooms.roster", classroom_id=classroom.id), now())
            db.session.commit()
            flash(gettext("%(name)s is ready. Give the code to your students.", name=classroom.name))
            return made
    return render_template("classrooms/new_class.html", form=form), 422 if form.errors else 200


def _usual_zone() -> str:
    rows = queries.classes_taught_by(current_person())
    return rows[-1].classroom.time_zone if rows else COMMON_ZONES[0]


@blueprint.get("/classes/<int:classroom_id>")
def roster(classroom_id: int) -> ResponseReturnValue:
    classroom = access.own_class(current_person(), classroom_id)
    return render_template(
        "classrooms/roster.html", classroom=classroom, students=queries.students_of_class(classroom_id)
    )


@blueprint.route("/classes/<int:classroom_id>/settings", methods=["GET", "POST"])
def settings(classroom_id: int) -> ResponseReturnValue:
    classroom = access.own_class(current_person(), classroom_id)
    form = ClassSettingsForm(obj=classroom)
    if form.validate_on_submit():
        try:
            actions.change_class(
                classroom,
                name=form.name.data,
                time_zone=form.time_zone.data,
                is_joinable=form.is_joinable.data,
            )
        except Invalid as invalid:
            show_problems(form, invalid)
        else:
            db.session.commit()
            flash(gettext("Saved."))
            return redirect(url_for("classrooms.roster", classroom_id=classroom_id))
    page = render_template("classrooms/settings.html", form=form, classroom=classroom)
    return page, 422 if form.errors else 200


@blueprint.post("/classes/<int:classroom_id>/code")
def renew_code(classroom_id: int) -> ResponseReturnValue:
    classroom = access.own_class(current_person(), classroom_id)
    actions.renew_code(classroom)
    db.session.commit()
    flash(gettext("The class has a new code. The old one no longer works."))
    return redirect(url_for("classrooms.roster", classroom_id=classroom_id))


@blueprint.post("/classes/<int:classroom_id>/students/<int:person_id>/remove")
def remove_student(classroom_id: int, person_id: int) -> ResponseReturnValue:
    classroom, student = access.own_student(current_person(), classroom_id, person_id)
    actions.remove_student(classroom, student, now())
    db.session.commit()
    flash(
        gettext(
            "%(name)s is no longer in this class. Their work is kept; joining again brings it back.",
            name=student.display_name,
        )
    )
    return redirect(url_for("classrooms.roster", classroom_id=classroom_id))


@blueprint.post("/classes/<int:classroom_id>/students/<int:person_id>/reset")
def reset_student(classroom_id: int, person_id: int) -> ResponseReturnValue:
    with reading():
        access.own_student(current_person(), classroom_id, person_id)
    password = reset_password(person_id)
    db.session.commit()
    classroom, student = access.own_student(current_person(), classroom_id, person_id)
    return render_template(
        "classrooms/new_password.html", classroom=classroom, student=student, password=password
    )
