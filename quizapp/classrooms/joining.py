"""Joining a class with its code: for students who are signed in, and for those who have no account yet."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts import sessions
from quizapp.accounts.actions import add_person
from quizapp.accounts.passwords import is_right_password
from quizapp.accounts.queries import person_by_username
from quizapp.classrooms import actions, queries
from quizapp.classrooms.forms import CodeForm, NewStudentForm
from quizapp.db import db, reading
from quizapp.errors import Invalid, NotFound
from quizapp.models.accounts import Person
from quizapp.models.classrooms import Classroom
from quizapp.translations import gettext
from quizapp.web.forms import show_problems
from quizapp.web.requests import now


def install(blueprint: Blueprint) -> None:
    """Add the joining pages to the blueprint of classes."""
    blueprint.add_url_rule("/join", "join", join, methods=["GET", "POST"])
    blueprint.add_url_rule("/join/<code>", "confirm_join", confirm_join, methods=["GET", "POST"])
    blueprint.add_url_rule(
        "/join/<code>/new", "join_with_new_account", join_with_new_account, methods=["GET", "POST"]
    )


def join() -> ResponseReturnValue:
    """Ask for the code."""
    form = CodeForm()
    if form.validate_on_submit():
        classroom = queries.class_by_code(form.code.data)
        if classroom is not None:
            return redirect(url_for("classrooms.confirm_join", code=classroom.join_code))
        form.code.errors = [
            gettext("No class has this code now. Check each letter and number, or ask your teacher.")
        ]
    return render_template("classrooms/join.html", form=form), 422 if form.errors else 200


def confirm_join(code: str) -> ResponseReturnValue:
    """Show which class it is, before a student joins it."""
    classroom = _open_class(code)
    person = sessions.signed_in_person()
    if request.method == "POST":
        if person is None:
            return redirect(url_for("accounts.sign_in", next=url_for("classrooms.confirm_join", code=code)))
        if person.role != "student":
            flash(gettext("Only student accounts can join a class with its code."), "error")
            return redirect(url_for("classrooms.confirm_join", code=code))
        _join(classroom, actions.join_class(classroom, person, now()))
        return redirect(url_for("home.today"))
    teachers = queries.teachers_of_class(classroom.id)
    return render_template("classrooms/confirm_join.html", classroom=classroom, teachers=teachers)


def join_with_new_account(code: str) -> ResponseReturnValue:
    """Make a student's account, sign it in, and put it into the class."""
    with reading():
        classroom = _open_class(code)
        db.session.expunge(classroom)
    form = NewStudentForm()
    if form.validate_on_submit():
        try:
            student = _newcomer(form)
        except Invalid as invalid:
            show_problems(form, invalid)
        else:
            _join(classroom, actions.join_class(classroom, student, now()))
            sessions.sign_in(student)
            return redirect(url_for("home.today"))
    page = render_template("classrooms/new_student.html", form=form, classroom=classroom)
    return page, 422 if form.errors else 200


def _newcomer(form: NewStudentForm) -> Person:
    """The new account; after a second click, the one that the first click made. Raises Invalid."""
    with reading():
        known = person_by_username(form.username.data)
        if known:
            db.session.expunge(known)
    is_student = known is not None and known.role == "student" and not known.deactivated_at
    if known and is_student and is_right_password(form.password.data, known.password_hash):
        return db.session.get_one(Person, known.id)
    return add_person(
        username=form.username.data,
        given_name=form.given_name.data,
        family_name=form.family_name.data,
        password=form.password.data,
        role="student",
        now=now(),
    )


def _open_class(code: str) -> Classroom:
    classroom = queries.class_by_code(code)
    if classroom is None:
        raise NotFound
    return classroom


def _join(classroom: Classroom, is_new: bool) -> None:
    db.session.commit()
    if is_new:
        flash(gettext("You are in %(name)s.", name=classroom.name))
    else:
        flash(gettext("You are in %(name)s already.", name=classroom.name))
