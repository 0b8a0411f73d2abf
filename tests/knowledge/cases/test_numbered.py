import pytest

from knowledge import InvalidCase, read_case
from knowledge.cases.files import read_cases
from threshold import assess, plan

TWO = "- {name: Forecast, output_use: operational}\n- {name: Study, output_use: research}\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text(TWO, encoding="utf-8")
    return path


def test_a_number_names_one_case_of_several(file):
    assert read_case(f"{file}#2").stated()["name"] == "Study"
    assert [case.stated()["name"] for case in read_cases(f"{file}#1")] == ["Forecast"]
    assert assess(f"{file}#1").name == "Forecast"
    assert plan(f"{file}#2").name == "Study"


def test_a_file_of_several_cases_says_how_one_of_them_is_named(file):
    with pytest.raises(InvalidCase) as caught:
        read_case(file)
    (fault,) = caught.value.faults
    assert read_case(str(fault.expected).split("; ")[0].removeprefix("one, such as "))


@pytest.mark.parametrize("number", [0, 3, 999999999])
def test_a_number_that_no_case_has_is_told_with_those_that_there_are(file, number):
    with pytest.raises(InvalidCase, match=r"two\.yaml#1 to .*two\.yaml#2"):
        read_case(f"{file}#{number}")


def test_of_a_file_with_one_case_the_number_is_that_one(file):
    file.write_text("name: Forecast\n", encoding="utf-8")
    assert read_case(f"{file}#1").stated()["name"] == "Forecast"
    with pytest.raises(InvalidCase, match=r"holds 1 case; expected: .*two\.yaml#1$"):
        read_case(f"{file}#2")


def test_a_file_that_is_called_so_is_read_as_it_is(file):
    odd = file.with_name("two.yaml#2")
    odd.write_text("name: Odd\n", encoding="utf-8")
    assert read_case(odd).stated()["name"] == "Odd"
