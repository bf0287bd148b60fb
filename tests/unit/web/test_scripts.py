"""Scripts as browsers get them."""

import re

import pytest

from quizapp.web.scripts import FOLDER, modules, scripts

NAMES = sorted(file.stem for file in FOLDER.glob("*.js"))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_gets_all_that_its_script_imports_in_one_file(name: str) -> None:
    served = scripts()[f"{name}.js"].decode()
    assert not re.search(r"^\s*import[ {\"]", served, re.MULTILINE), "an import that the server does not know"
    assert not re.search(r"^//", served, re.MULTILINE)
    assert [served.count(f"const ${each}=") for each in modules(name)[:-1]] == [1] * (len(modules(name)) - 1)


def test_what_is_needed_comes_first() -> None:
    found = modules("taking")
    assert found.index("outbox") < found.index("saver") < found.index("quiz") < found.index("offline")
    assert found[-1] == "taking"
    assert len(set(found)) == len(found)


def test_what_is_fetched_when_it_is_wanted_holds_nothing_of_its_page() -> None:
    wanted = {
        name for served in scripts().values() for name in re.findall(rb'import\("\./(\w+)\.js"\)', served)
    }
    assert wanted == {b"again"}
    assert all(modules(name.decode()) == [name.decode()] for name in wanted)
