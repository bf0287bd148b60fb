"""For every code of a problem: what is wrong, and how to mend it."""

from quizapp.bank.fact_problem_texts import FACTS, Texts
from quizapp.translations import lazy_gettext as _l

# A question by itself: texts, options, answers.
_QUESTIONS: Texts = {
    "empty_text": (_l("This is empty."), _l("Write something here, or remove it.")),
    "empty_text:stem": (_l("There is no question yet."), _l("Write it.")),
    "empty_text:topic": (_l("There is no topic yet."), _l("Choose one, or name a new one.")),
    "too_few_options": (_l("A choice needs at least two options."), _l("Add another option.")),
    "equal_options": (
        _l("This option says the same as option %(first)s."),
        _l("Change one of the two, or remove it."),
    ),
    "equal_items": (
        _l("This item says the same as item %(first)s."),
        _l("Change one of the two, or remove it."),
    ),
    "no_key": (
        _l("No answer is marked as right."),
        _l("Mark the right one, or give an answer that earns the whole mark."),
    ),
    "two_keys": (
        _l("More than one option is right."),
        _l("Mark one only, or make it a multiple-choice question."),
    ),
    "key_fraction_not_one": (
        _l("The right option must earn the whole mark."),
        _l("Leave its share of the mark empty, or make it 1."),
    ),
    "fraction_out_of_range": (
        _l("A share of the mark must lie between 0 and 1."),
        _l("Write 1 for the whole mark, 0.5 for half of it. Weights may also be negative, down to -1."),
    ),
    "weights_below_one": (
        _l("The weights of the right options add up to %(sum)s, so nobody can earn the whole mark."),
        _l("Raise the weights until they add up to 1."),
    ),
    "unknown_rule": (_l("There is no scoring rule “%(rule)s”."), _l("Choose one of the rules.")),
    "unknown_unit": (
        _l("“%(name)s” is not a unit that can stand here."),
        _l("Use days, months or years; for part credit, month or year."),
    ),
    "negative_tolerance": (_l("A tolerance cannot be negative."), _l("Write 0 or more.")),
    "tolerance_not_numeric": (_l("The tolerance is not a number."), _l("Write a number such as 2 or 0.5.")),
    "unknown_tolerance_kind": (
        _l("There is no such way of counting a tolerance."),
        _l("Use nominal, relative or geometric."),
    ),
    "key_not_numeric": (
        _l("The right answer is not a number that can be used."),
        _l("Write a number such as 145 or 1.3. The unit has its own place."),
    ),
    "accepts_anything": (
        _l("This answer would accept anything that is typed."),
        _l("Put some letters beside the star."),
    ),
    "unknown_fold": (
        _l("“%(fold)s” is not a difference that can be overlooked."),
        _l("Use case, accents, punctuation or space."),
    ),
    "bad_date:empty": (
        _l("There is no date yet."),
        _l("Write the right one, for example 2025-06-05, 2025-06 or 2025."),
    ),
    "bad_date": (
        _l("“%(value)s” is not a date."),
        _l("Write it as 2025-06-05, 2025-06 or 2025, for example."),
    ),
    "one_item": (_l("There is nothing to put in order."), _l("Add at least two items.")),
    "items_out_of_order": (
        _l("By its date this item comes before item %(after)s, but it stands after it."),
        _l("Move it up, or mend one of the two dates."),
    ),
    "too_few_pairs": (_l("There is nothing to choose between."), _l("Add at least two pairs.")),
    "equal_sides": (
        _l("This says the same as number %(first)s on its side."),
        _l("Change one of the two, or take it out."),
    ),
    "no_gap": (_l("The text has no gap."), _l("Add a gap, and write its name in braces where it stands.")),
    "unclosed_gap": (
        _l("The brace of “%(start)s” is never closed."),
        _l("Write the name of a gap and a closing brace after it, as in {gap1}."),
    ),
    "place_without_gap": (
        _l("The text has a place {%(gap)s}, but there is no gap of this name."),
        _l("Add the gap, or take the place out of the text."),
    ),
    "gap_without_place": (
        _l("The gap {%(gap)s} has no place in the text."),
        _l("Write {%(gap)s} where it stands, or take the gap out."),
    ),
    "repeated_gap": (
        _l("The text has the place {%(gap)s} more than once."),
        _l("Give each place a gap of its own."),
    ),
    "weight_out_of_range": (_l("A weight must be more than 0."), _l("Write a number such as 1 or 2.")),
    "two_sources_needed": (
        _l("A comparison needs two different sources."),
        _l("Choose one source for each side."),
    ),
    "no_claim": (_l("There is nothing to compare."), _l("Add at least one claim.")),
    "equal_claims": (
        _l("This claim says the same as claim %(first)s."),
        _l("Change one of the two, or take it out."),
    ),
    "mark_missing": (
        _l("It is not said what the source “%(source)s” does with this claim."),
        _l("Choose one: it says so, says otherwise, or does not say."),
    ),
    "mark_of_other_source": (
        _l("“%(source)s” is not one of the two sources of this question."),
        _l("Take it out, or check its name."),
    ),
    "unknown_mark": (_l("There is no mark “%(mark)s”."), _l("Use says, otherwise or silent.")),
    "no_rubric": (_l("It is not said what earns points."), _l("Add at least one thing that a text must do.")),
    "equal_criteria": (
        _l("This says the same as number %(first)s."),
        _l("Change one of the two, or take it out."),
    ),
    "points_out_of_range": (
        _l("The points must be more than 0 and at most 1000."),
        _l("Write a number such as 1 or 2.5."),
    ),
    "unknown_kind": (
        _l("There is no kind of question “%(value)s”."),
        _l("Use one of these: %(allowed)s."),
    ),
    "unknown_status": (_l("There is no status “%(status)s”."), _l("Use draft, ready or retired.")),
    "difficulty_out_of_range": (
        _l("The difficulty is %(difficulty)s."),
        _l("Use 1 for easy, 2 for medium or 3 for hard."),
    ),
    "mark_out_of_range": (
        _l("The points must be more than 0 and at most 1000."),
        _l("Write a number such as 1 or 2.5."),
    ),
    "image_without_alt": (
        _l("The image has no description in words."),
        _l("Say what it shows, for readers who cannot see it."),
    ),
    "missing_field:image": (
        _l("There is no image yet."),
        _l("Choose its file, or clear the words about it."),
    ),
    "image_too_large": (
        _l("This file is larger than %(maximum)s MB, so it was not stored."),
        _l("Save the image smaller, or as JPEG, and choose it again."),
    ),
    "image_too_many_pixels": (
        _l("This image has more than %(maximum)s million pixels, so it was not stored."),
        _l("Save it smaller, and choose it again."),
    ),
    "not_an_image": (
        _l("This file is no image in PNG, JPEG, WebP or GIF, whatever its name says."),
        _l("Open it in a picture program, save it as PNG or JPEG, and choose it again."),
    ),
    "image_not_found": (
        _l("There is no image “%(file)s” beside this file."),
        _l("Put it into the same folder, or mend its name."),
    ),
    "image_outside": (
        _l("The image “%(file)s” lies outside of the folder of this file."),
        _l("Put it into the same folder, and name it without “..” and without a slash in front."),
    ),
    "too_much_markup": (
        _l("This text is too deep in signs such as *, >, - and [ to be shown."),
        _l("Write it with fewer lists in lists, quotes in quotes, and brackets."),
    ),
}

# The shape of a file, or of one entry in it.
_SHAPES: Texts = {
    "missing_field": (_l("“%(field)s” is missing."), _l("Add it.")),
    "missing_field:answer": (_l("Nobody has said what is right."), _l("Choose the right answer.")),
    "unknown_field": (_l("“%(field)s” is not known here."), _l("Take it out, or check its spelling.")),
    "unknown_field:nearest": (_l("“%(field)s” is not known here."), _l("Did you mean “%(nearest)s”?")),
    "wrong_type": (_l("Here must stand %(expected)s, not %(found)s."), _l("Change it, or check its quotes.")),
    "wrong_type:number": (_l("This is not a number."), _l("Write it in figures, such as 145 or 0.5.")),
    "wrong_type:integer": (_l("This is not a whole number."), _l("Write it in figures, such as 2.")),
    "not_allowed": (_l("“%(value)s” cannot stand here."), _l("Use one of these: %(allowed)s.")),
    "bad_pattern": (
        _l("“%(value)s” is not a name that can be used here."),
        _l("Use small letters, figures and hyphens; the name of a fact is source/fact."),
    ),
    "too_short": (_l("This is too short."), _l("Write at least %(minimum)s characters.")),
    "too_long": (_l("This is too long."), _l("Use at most %(maximum)s characters.")),
    "too_few": (_l("There are too few of these."), _l("Add some until there are at least %(minimum)s.")),
    "too_many": (_l("There are too many of these."), _l("Keep at most %(maximum)s.")),
    "out_of_range:minimum": (_l("This number is too small."), _l("Write %(minimum)s or more.")),
    "out_of_range:above": (_l("This number is too small."), _l("Write a number above %(above)s.")),
    "out_of_range:maximum": (_l("This number is too large."), _l("Write %(maximum)s or less.")),
    "one_target_needed": (
        _l("A difference leads to one fact, or to one source that is silent."),
        _l("Give either “fact”, or “source” with “how: silent”."),
    ),
    "not_valid": (
        _l("This does not have the shape that is expected here."),
        _l("Compare it with a file that works; every question needs a topic, its own or the file's."),
    ),
}

# The writing of a file.
_FILES: Texts = {
    "unexpected_colon": (
        _l("A colon stands where YAML does not expect one."),
        _l("Put quotes around the whole text, or check how far the line is moved in."),
    ),
    "unexpected_character": (
        _l("A character stands here that no text can begin with in YAML."),
        _l("Put quotes around the text. Move lines in with spaces and not with tabs."),
    ),
    "unclosed_quote": (
        _l("A quote that begins here never ends."),
        _l("Close it, or double a quote inside it."),
    ),
    "unclosed_bracket": (
        _l("A bracket that begins here never ends."),
        _l("Close it with ] or }, or quote the text."),
    ),
    "bad_escape": (
        _l("A backslash in double quotes stands before a character that it cannot stand before."),
        _l("Use single quotes, or write the backslash twice."),
    ),
    "bad_yaml": (
        _l("This is not YAML that can be read."),
        _l("Check quotes, colons and how far the lines are moved in, here and on the line above."),
    ),
    "many_documents": (_l("The file holds several documents."), _l("Take out the line “---”.")),
    "tag_not_allowed": (_l("Tags such as “!name” are not read."), _l("Take the tag out, or quote the text.")),
    "anchor_not_allowed": (
        _l("Anchors such as “&name” are not read."),
        _l("Take the anchor out, or quote the text."),
    ),
    "alias_not_allowed": (
        _l("References such as “*name” are not read."),
        _l("Write out what it stands for, or quote the text."),
    ),
    "duplicate_key": (
        _l("“%(key)s” stands here a second time; the first is on line %(first_line)s."),
        _l("Keep one of the two."),
    ),
    "key_not_text": (
        _l("A name before a colon must be a simple text."),
        _l("Quote it, or check the brackets."),
    ),
    "too_many_values": (
        _l("The file holds more than %(maximum)s values."),
        _l("Split it into several files."),
    ),
    "too_deep": (_l("Lists stand inside lists more than %(maximum)s deep."), _l("Make it flatter.")),
    "too_large": (_l("The file is longer than %(maximum)s characters."), _l("Split it into several files.")),
    "bad_character": (
        _l("The file holds the control character %(character)s."),
        _l("Delete it and type the text there again."),
    ),
    "number_out_of_range": (_l("This number cannot be used."), _l("Write it shorter, or quote it as text.")),
    "duplicate_id": (_l("The id “%(id)s” is taken already."), _l("Give this one another id.")),
    "duplicate_id:line": (
        _l("The id “%(id)s” is taken already, on line %(first_line)s."),
        _l("Give one of the two another id."),
    ),
    "duplicate_id:file": (
        _l("The id “%(id)s” is taken already, in %(first)s."),
        _l("Give one of the two another id."),
    ),
    "empty_folder": (
        _l("This folder holds no files that end in .yaml or .yml."),
        _l("Name the folder that holds them."),
    ),
    "file_too_large": (_l("The file is larger than %(limit)s bytes."), _l("Split it into several files.")),
    "unreadable_file": (
        _l("The file cannot be read: %(reason)s."),
        _l("Check its name and who may read it."),
    ),
    "not_utf8": (
        _l("The file is not UTF-8 text (byte %(position)s)."),
        _l("Save it as UTF-8 in your editor."),
    ),
    "no_text_of_source": (
        _l("There is no text of the source “%(source)s” to compare with."),
        _l("Put it there as a plain text of this name."),
    ),
}

# Questions whose key can be guessed, or read elsewhere in the bank.
_CLUES: Texts = {
    "all_of_the_above": (
        _l("“%(text)s” is right as soon as two options are seen to be right."),
        _l("Make it a multiple-choice question, or put another option here."),
    ),
    "none_of_the_above": (
        _l("“%(text)s” does not show that a student knows what is right."),
        _l("Put another option here."),
    ),
    "key_much_longer": (
        _l("The right option is long: %(length)s characters, and the longest wrong one %(longest)s."),
        _l("Shorten it, or make the wrong options as full."),
    ),
    "key_alone_has_form": (
        _l("The right option is the only one with %(form)s, so that it can be guessed."),
        _l("Write all options in the same way."),
    ),
    "key_alone_fits_article": (
        _l("Only the right option reads well after “%(article)s”, so that it can be guessed."),
        _l("Write “a(n)”, or put the article into the options."),
    ),
    "keys_often_longest": (
        _l("The right option is the longest in %(number)s of %(count)s questions; by chance in %(due)s."),
        _l("Shorten right options, or make wrong ones as full."),
    ),
    "keys_in_one_place": (
        _l("In %(number)s of %(count)s questions the right option stands in place %(place)s."),
        _l("Change the order of some, so that the place tells nothing, on paper too."),
    ),
    "near_duplicate_stem": (
        _l("The question “%(other)s” asks nearly the same."),
        _l("Make the difference plain, or retire one of the two."),
    ),
    "stem_answers_other": (
        _l("This question tells the answer of “%(other)s”."),
        _l("Do not put both into one quiz, or reword one of them."),
    ),
    "stem_answered_by_other": (
        _l("The question “%(other)s” tells the answer of this one."),
        _l("Do not put both into one quiz, or reword one of them."),
    ),
    "fact_without_question": (
        _l("No question rests on the fact “%(fact)s”."),
        _l("Write one if students should know it."),
    ),
}

# Saving in the editor.
_EDITOR: Texts = {
    "changed_meanwhile": (
        _l("Somebody has saved this question since you opened it. Nothing of yours is stored yet."),
        _l("Below stands what differs from version %(version)s, field by field. Choose, and save again."),
    ),
    "mending_moves_options": (
        _l("This is more than a typo: an option or item was added, taken out or moved."),
        _l("Save it as a new version, and regrade afterwards if marks should change."),
    ),
    "mending_changes_rubric": (_l("The rubric has other points."), _l("Save it as a new version.")),
    "mending_changes_marks": (
        _l("This is more than a typo: answers of students would earn another mark (%(count)s of them)."),
        _l("Save it as a new version, and regrade afterwards."),
    ),
}

# Filling a quiz from the bank.
_DRAWING: Texts = {
    "cell_not_filled": (
        _l("The bank lacks %(missing)s of the %(wanted)s questions that are wanted here."),
        _l("Ask for fewer, or allow other topics, kinds or difficulties."),
    ),
}

TEXTS: Texts = _QUESTIONS | _SHAPES | _FILES | FACTS | _CLUES | _EDITOR | _DRAWING
