"""Practice: what is right is told after the answer, and nowhere before."""

import pytest

from tests.factories.learning import EnrolmentFactory, choice, make_course, question, texts
from wellbeing_portal.learning.models import AnswerKey

ORDER = [choice("first"), choice("second"), choice("third")]
PAIRS = [{"left": texts(f"left {one}"), "right": texts(f"right {one}")} for one in ("one", "two")]
SEVEN = [
    question("one", "read"),
    question("many", "read", type="multiple", choices=[choice("a", right=True), choice("b", right=True), choice("c")]),
    question("true", "read", type="truefalse", choices=[choice("true", right=True), choice("false")]),
    question("order", "read", type="ordering", choices=ORDER),
    question("pairs", "read", type="matching", choices=[], pairs=PAIRS),
    question("word", "read", type="short", choices=[], accept={code: ["hidden word"] for code in ("fi", "sv", "en")}),
    question("number", "read", type="numeric", choices=[], answer=12.5, tolerance=1),
]
for one in SEVEN:
    if not one["choices"]:
        del one["choices"]
ADDRESS = "/skills/sample/lessons/read/"


@pytest.fixture
def course(db):
    return make_course(questions=SEVEN)


def right_data(key):
    """The form that answers this question rightly, and one that answers it wrongly."""
    right = AnswerKey.objects.unscoped("a test").get(question__key=key).right
    match key:
        case "one":
            return {"answer": "b"}, {"answer": "a"}
        case "many":
            return {"answer": ["a", "b"]}, {"answer": ["a"]}
        case "true":
            return {"answer": "true"}, {"answer": "false"}
        case "order":
            places = {f"place-{one}": str(place) for place, one in enumerate(right, start=1)}
            turned = {f"place-{one}": str(place) for place, one in enumerate(reversed(right), start=1)}
            return places, turned
        case "pairs":
            turned = dict(zip(right, reversed(right.values()), strict=True))
            return {f"match-{k}": v for k, v in right.items()}, {f"match-{k}": v for k, v in turned.items()}
        case "word":
            return {"answer": "Hidden  WORD"}, {"answer": "another"}
    return {"answer": "13,0"}, {"answer": "14"}


def answer(client, key, data, **headers):
    return client.post(f"{ADDRESS}questions/{key}/?lang=en", data, headers=headers)


KEYS = [one["key"] for one in SEVEN]


@pytest.mark.parametrize("part", [False, True])
@pytest.mark.parametrize("key", KEYS)
def test_each_type_is_told_at_once_signed_out_too(client, course, key, part):
    headers = {"HX-Request": "true"} if part else {}
    for data, said in zip(right_data(key), ("That fits.", "Not quite."), strict=True):
        response = answer(client, key, data, **headers)
        page = response.content.decode()
        assert response.status_code == 200
        assert said in page
        assert f"explanation {key} en" in page
        assert ("<html" in page) != part
        assert page.count('class="told') == 1
        assert page.count("autofocus") == 1


@pytest.mark.parametrize("key", KEYS)
def test_what_is_no_answer_is_told_nothing(client, course, key):
    data = {"one": {"answer": "z"}, "number": {"answer": "many"}, "order": {"place-1": "1"}}.get(key, {})
    response = answer(client, key, data)
    page = response.content.decode()
    assert response.status_code == 422
    assert f'id="told-{key}"' in page
    assert "explanation" not in page
    assert "feedback" not in page


def test_what_was_given_is_still_there(client, course):
    page = answer(client, "many", {"answer": ["a", "c"]}).content.decode()
    assert page.count(" checked") == 2
    assert answer(client, "number", {"answer": "14"}).content.decode().count('value="14"') == 1
    assert "feedback a en" in page
    assert "feedback b en" not in page


@pytest.mark.parametrize(
    ("key", "said"), [("word", "hidden word"), ("number", "12.5"), ("pairs", "left one en – right one en")]
)
def test_what_is_right_is_said_to_whom_it_did_not_fit(client, course, key, said):
    right, wrong = right_data(key)
    assert said in answer(client, key, wrong).content.decode()
    assert "This fits:" not in answer(client, key, right).content.decode()


def test_a_check_is_no_practice(client, db):
    make_course()
    assert client.post("/skills/sample/lessons/check/questions/check-1/", {"answer": "b"}).status_code == 404
    assert client.post("/skills/sample/lessons/read/questions/none/", {"answer": "b"}).status_code == 404
    assert "question check-1" not in client.get("/skills/sample/lessons/check/").content.decode()


def test_no_page_tells_before_the_answer(client, course, student):
    """Every page of the room, signed out and in, before anything was answered and after one answer."""
    secrets = [*(f"explanation {key}" for key in KEYS), "feedback ", "hidden word", "12.5", "right&quot;", '"right"']
    pages = [
        "/skills/",
        "/skills/sample/",
        ADDRESS,
        "/skills/sample/lessons/check/",
        "/skills/me/",
        "/skills/me/texts/",
        "/",
    ]
    EnrolmentFactory(course=course, user=student)
    for person in (None, student):
        if person is not None:
            client.force_login(person)
        for path in pages:
            for code in ("fi", "sv", "en"):
                page = client.get(path, {"lang": code}).content.decode()
                assert [secret for secret in secrets if secret in page] == [], path
    told = answer(client, "one", {"answer": "a"}).content.decode()
    assert [key for key in KEYS if f"explanation {key}" in told] == ["one"]
    assert [one for one in "abc" if f"feedback {one}" in told] == ["a"]
    assert "hidden word" not in told


def test_the_order_of_what_is_to_be_ordered_tells_nothing(client, course):
    """Choices stand in the order of their neutral keys, which the row of the answer alone can undo."""
    page = client.get(ADDRESS, {"lang": "en"}).content.decode()
    names = [part.split('"')[0] for part in page.split('name="place-')[1:]]
    assert names == sorted(names) == ["1", "2", "3"]
