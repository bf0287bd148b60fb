"""The class report: on the page and as a file. Only teachers of the class."""

import io
import re
import unicodedata
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.classrooms.access import own_class
from quizapp.documents.cells import csv_text
from quizapp.errors import NotFound
from quizapp.reports import export, overview, sentences
from quizapp.reports.charts import dot_plot
from quizapp.reports.score_table import result_words
from quizapp.web.addresses import whole_number
from quizapp.web.requests import now

blueprint = Blueprint("reports", __name__)


@blueprint.get("/classes/<int:classroom_id>/report")
def class_report(classroom_id: int) -> ResponseReturnValue:
    """Scores, topics and questions of a class, of all quizzes or of one (`assignment` in the address)."""
    classroom = own_class(current_person(), classroom_id)
    report = overview.report_of(classroom_id, _chosen(), now())
    percents = [score.percent for score in report.scores if score.percent is not None]
    return render_template(
        "reports/class_report.html",
        classroom=classroom,
        report=report,
        kicker=sentences.kicker(report, classroom.name),
        headline_text=sentences.headline(report),
        lede=sentences.lede(report),
        figure_rows=sentences.figure_rows(report),
        chart=dot_plot(percents, report.figures.median),
        reason=sentences.reason,
        result_words=lambda result: result_words(result, classroom.time_zone, now()),
        local_day=lambda moment: moment.astimezone(ZoneInfo(classroom.time_zone)).date(),
        now=now(),
    )


@blueprint.get("/classes/<int:classroom_id>/report.csv")
def class_csv(classroom_id: int) -> ResponseReturnValue:
    """The class score report for a spreadsheet; with `assignment` also each question."""
    classroom = own_class(current_person(), classroom_id)
    chosen = _chosen()
    table = export.score_table_of(classroom, chosen, now())
    # Whole before it is sent: a fault gives an error page and never half a file.
    return send_file(
        io.BytesIO(csv_text(table.rows)),
        mimetype="text/csv",
        as_attachment=True,
        download_name=_file_name(classroom.name, table.title),
        max_age=0,
    )


def _chosen() -> int | None:
    text = request.args.get("assignment", "")
    if not text:
        return None
    number = whole_number(text)
    if number is None:
        raise NotFound
    return number


def _file_name(*parts: str) -> str:
    """A file name of letters, digits and hyphens, whatever a class is called."""
    words = [re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", part)).strip("-_") for part in parts]
    return "-".join([word[:60] for word in words if word] + ["scores"]).lower() + ".csv"
