"""The demo school: people, classes and quizzes, built through the actions that a teacher's clicks use."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from faker import Faker
from sqlalchemy import select

from quizapp.accounts.actions import add_person
from quizapp.accounts.passwords import make_password
from quizapp.attempts.queries import Offer, offer
from quizapp.bank.queries import topics
from quizapp.classrooms.actions import create_class, join_class
from quizapp.config import ROOT
from quizapp.db import db
from quizapp.flashcards.actions import open_decks
from quizapp.formats import yaml_lines
from quizapp.models.accounts import Person
from quizapp.models.bank import Question
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Quiz
from quizapp.operations.demo_answers import OWN_WORDS, take
from quizapp.operations.demo_marks import add_written, mark_some
from quizapp.questions import MACHINE_MARKED
from quizapp.quizzes.actions import add_questions, assign_quiz, create_quiz

PLAN = ROOT / "seeds" / "demo_school.yaml"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One way into the demo school."""

    role: str
    name: str
    username: str
    password: str


@dataclass(slots=True)
class DemoSchool:
    """What is needed while building: names and chance with a fixed seed, and the time."""

    names: Faker
    chance: random.Random
    now: datetime
    usernames: set[str]


def build_demo(now: datetime, plan_file: Path = PLAN) -> list[SignIn]:
    """Build the demo school; returns a sign-in for a teacher and one for a student."""
    plan: dict[str, Any] = yaml_lines.parse(plan_file.read_text(encoding="utf-8")).data
    names = Faker("en_US")
    names.seed_instance(plan["seed"])
    school = DemoSchool(names, random.Random(plan["seed"]), now - timedelta(days=30), set())
    teacher, teacher_password = _person(school, "teacher")
    classes = [_classroom(school, teacher, entry) for entry in plan["classes"]]
    for entry in plan["quizzes"]:
        _quiz(school, teacher, classes, entry, now)
    student, student_password = classes[0][1][0]
    return [
        SignIn("teacher", teacher.display_name, teacher.username, teacher_password),
        SignIn("student", student.display_name, student.username, student_password),
    ]


People = list[tuple[Person, str]]


def _person(school: DemoSchool, role: str, student_number: str | None = None) -> tuple[Person, str]:
    given, family = school.names.first_name(), school.names.last_name()
    username = base = f"{given}.{family}".lower().replace(" ", "").replace("'", "")
    number = 2
    while username in school.usernames:
        username, number = f"{base}{number}", number + 1
    school.usernames.add(username)
    password = make_password()
    person = add_person(
        username=username,
        given_name=given,
        family_name=family,
        role=role,
        password=password,
        now=school.now,
        student_number=student_number,
        is_demo=True,
    )
    return person, password


def _classroom(school: DemoSchool, teacher: Person, entry: dict[str, Any]) -> tuple[Classroom, People]:
    classroom = create_class(
        name=entry["name"], time_zone=entry["time_zone"], teacher=teacher, now=school.now
    )
    people: People = []
    for _ in range(entry["students"]):
        student, password = _person(school, "student", f"D{1000 + len(school.usernames)}")
        join_class(classroom, student, school.now)
        people.append((student, password))
    open_decks(classroom.id, topics())
    return classroom, people


def _quiz(
    school: DemoSchool,
    teacher: Person,
    classes: list[tuple[Classroom, People]],
    entry: dict[str, Any],
    now: datetime,
) -> None:
    quiz = create_quiz(
        title=entry["title"], instructions=entry["instructions"], owner=teacher, now=school.now
    )
    add_questions(quiz, _choose(school, entry))
    plan = entry.get("written")
    written = add_written(quiz, plan) if plan else None
    words = [answer["text"] for answer in plan["answers"]] if written and plan else OWN_WORDS
    for number, (classroom, people) in enumerate(classes):
        offered = _assign(quiz, classroom, teacher, entry, now)
        takers = people[: round(len(people) * entry["taken"])]
        for student, _ in takers:
            take(offered, student, school.chance, offered.assignment.opens_at, now, words)
        if written and plan and number == 0:
            mark_some(offered.assignment, written, plan["answers"], teacher, now)


def _choose(school: DemoSchool, entry: dict[str, Any]) -> list[int]:
    """Questions of the topics in turn, each kind as varied as chance has it."""
    chosen: list[int] = []
    share = -(-entry["questions"] // len(entry["topics"]))
    for topic in entry["topics"]:
        # What a teacher has to mark is chosen by the plan, with its answers.
        query = select(Question.id).where(
            Question.topic == topic, Question.status == "ready", Question.kind.in_(MACHINE_MARKED)
        )
        ids = list(db.session.scalars(query.order_by(Question.ref)))
        chosen += school.chance.sample(ids, min(share, len(ids)))
    return chosen[: entry["questions"]]


def _assign(quiz: Quiz, classroom: Classroom, teacher: Person, entry: dict[str, Any], now: datetime) -> Offer:
    due = _end_of_day(now + timedelta(days=entry["due"]), classroom.time_zone)
    assignment = assign_quiz(
        quiz,
        classroom,
        opens_at=now + timedelta(days=entry["opens"]),
        due_at=due,
        closes_at=due,
        release=entry["release"],
        teacher=teacher,
        now=now + timedelta(days=entry["opens"]),
    )
    offered = offer(assignment.id)
    assert offered is not None
    return offered


def _end_of_day(moment: datetime, zone: str) -> datetime:
    local = moment.astimezone(ZoneInfo(zone))
    return local.replace(hour=23, minute=59, second=0, microsecond=0)
