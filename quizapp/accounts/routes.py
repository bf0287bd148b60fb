"""Pages of accounts: signing in and out, one's own account, the administrator's list of people."""

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from quizapp.accounts import access, actions, kept_forms, queries, sessions
from quizapp.accounts.forms import NewPasswordForm, PersonForm, SignInForm
from quizapp.accounts.passwords import is_right_password, make_password
from quizapp.db import db, reading
from quizapp.errors import Invalid, InvalidResponse
from quizapp.models.accounts import ROLES, Person
from quizapp.translations import gettext
from quizapp.web.forms import show_problems
from quizapp.web.pages import go_back_or
from quizapp.web.requests import csrf, now

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    if g.get("kept_form"):
        return render_template("accounts/sign_in.html", form=SignInForm(formdata=None, kept=g.kept_form)), 401
    if request.method == "GET" and sessions.signed_in_person():
        return go_back_or("home.today")
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        person = _person_of(form.username.data, form.password.data)
        if person and kept_forms.owner_of(form.kept.data or "") in (None, person.id):
            return _signed_in(person, form)
        form.password.errors = [
            gettext(
                "An answer of somebody else waits on this page. Only they can sign in here; it is saved then."
            )
            if person
            else gettext("This username and password do not belong together. Try again.")
        ]
    status = 422 if form.errors else 200
    return render_template("accounts/sign_in.html", form=form), status


def _person_of(username: str, password: str) -> Person | None:
    """The person who may sign in with these, or None."""
    person = queries.person_by_username(username)
    is_right = is_right_password(password, person.password_hash if person else None)
    return person if person and is_right and not person.deactivated_at else None


def _signed_in(person: Person, form: SignInForm) -> ResponseReturnValue:
    is_readable = kept_forms.owner_of(form.kept.data or "") is not None
    sessions.sign_in(person)
    return kept_forms.send_on(form.kept.data, person) if is_readable else go_back_or("home.today")


@blueprint.post("/sign-in/again")
@csrf.exempt  # type: ignore[untyped-decorator]
def sign_in_again() -> ResponseReturnValue:
    """Sign in from a script on a page whose sign-in has ended: the same person, or nobody.

    It takes JSON only, which no other site can send here, instead of a token, which has ended too.
    """
    sent = request.get_json()
    wanted = ("username", "password")
    if not isinstance(sent, dict) or not all(isinstance(sent.get(name), str) for name in wanted):
        raise InvalidResponse("not a sign-in")
    person = _person_of(sent["username"], sent["password"])
    if person is None:
        sentence = gettext("This username and password do not belong together. Try again.")
        return jsonify(error="wrong", message=sentence), 422
    if person.id != sent.get("person"):
        sentence = gettext("This page belongs to somebody else. Only they can go on here.")
        return jsonify(error="other_person", message=sentence), 409
    sessions.sign_in(person)
    return jsonify(person=person.id, token=generate_csrf())


@blueprint.get("/session")
def session() -> ResponseReturnValue:
    """Who is signed in, for a script whose token was refused, and a token for them."""
    return jsonify(person=sessions.current_person().id, token=generate_csrf())


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    sessions.sign_out()
    flash(gettext("You are signed out."))
    return redirect(url_for("accounts.sign_in"))


@blueprint.route("/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    person = sessions.current_person()
    form = NewPasswordForm()
    if form.validate_on_submit():
        if is_right_password(form.current.data, person.password_hash):
            changed = actions.change_password(person.id, form.password.data)
            db.session.commit()
            sessions.sign_in(changed)
            flash(gettext("Your password is changed. Other devices are signed out."))
            return redirect(url_for("accounts.account"))
        form.current.errors = [gettext("That is not the password you use now.")]
    return render_template("accounts/account.html", form=form), 422 if form.errors else 200


@blueprint.get("/people")
def people() -> ResponseReturnValue:
    access.require_admin(sessions.current_person())
    role = request.args.get("role", "")
    shown = queries.people(role if role in ROLES else None)
    return render_template("accounts/people.html", people=shown, role=role)


@blueprint.route("/people/new", methods=["GET", "POST"])
def add_person() -> ResponseReturnValue:
    access.require_admin(sessions.current_person())
    form = PersonForm()
    if form.validate_on_submit():
        values = {name: value for name, value in form.data.items() if name != "csrf_token"}
        password = make_password()
        try:
            person = actions.add_person(**values, password=password, now=now())
        except Invalid as invalid:
            show_problems(form, invalid)
        else:
            db.session.commit()
            return render_template("accounts/password.html", subject=person, password=password)
    return render_template("accounts/add_person.html", form=form), 422 if form.errors else 200


@blueprint.post("/people/<int:person_id>/reset")
def reset_password(person_id: int) -> ResponseReturnValue:
    with reading():
        access.managed_person(sessions.current_person(), person_id)
    password = actions.reset_password(person_id)
    db.session.commit()
    person = access.managed_person(sessions.current_person(), person_id)
    return render_template("accounts/password.html", subject=person, password=password)


@blueprint.post("/people/<int:person_id>/active")
def set_active(person_id: int) -> ResponseReturnValue:
    admin = sessions.current_person()
    person = access.managed_person(admin, person_id)
    if request.form.get("active") == "1":
        actions.reactivate(person)
        flash(gettext("%(name)s can sign in again.", name=person.display_name))
    elif person.id == admin.id:
        flash(gettext("You cannot deactivate your own account."), "error")
    else:
        actions.deactivate(person, now())
        flash(gettext("%(name)s can no longer sign in. Their work stays.", name=person.display_name))
    db.session.commit()
    return redirect(url_for("accounts.people"))
