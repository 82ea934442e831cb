"""The whole corpus on the real pages, in a real browser: none of it runs, and nobody else is asked for anything."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from communities import actions
from communities.models import Member
from tests.attack.corpus import ALL
from tests.factories.communities import GroupFactory, MemberFactory, ThreadFactory
from wellbeing_portal.institutions.enums import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ONE_LINE = [" ".join(attack.replace("\x00", "").split())[:120] for attack in ALL]

# Asked of the browser's own tree, after it has mended whatever the text tried to break.
HARM = """() => {
  const harm = [];
  const never = 'script, iframe, object, embed, style, link, meta, base, math, video, audio';
  for (const node of document.querySelectorAll(`main :is(${never})`)) {
    if (!node.src?.startsWith(location.origin)) harm.push(node.outerHTML.slice(0, 100));
  }
  for (const node of document.querySelectorAll('*')) {
    for (const attribute of node.attributes)
      if (/^on|^style$/i.test(attribute.name)) harm.push(`${node.tagName} ${attribute.name}`);
    if (node.tagName === 'A' && !/^(https?:|mailto:|tel:)$/.test(node.protocol)) harm.push(node.href.slice(0, 100));
    if (node.tagName === 'SCRIPT' && !node.src.startsWith(location.origin)) harm.push(node.outerHTML.slice(0, 100));
    if (node.tagName === 'IMG' && !node.src.startsWith(location.origin)) harm.push(node.src);
  }
  return harm;
}"""


@pytest.fixture
def signed_in(page, live_server, student):
    """The browser's page, with the student's session."""
    client = Client()
    client.force_login(student)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


def look(page, url):
    answer = page.goto(url)
    page.wait_for_load_state("networkidle")
    assert answer.status == 200
    assert page.evaluate(HARM) == []
    return page


def group_of(student, diak, **texts):
    group = GroupFactory(owner=diak, audience=Audience.OWN, slug="koe", member_count=1, **texts)
    return MemberFactory(group=group, user=student, pseudonym="Vaalea kivi")


def test_posts(signed_in, student, diak):
    member = group_of(student, diak)
    thread = ThreadFactory(author=member)
    for attack in ALL:
        actions.publish_post(member, thread=thread, body=attack.replace("\x00", ""))
    seen = 0
    for number in range(1, 100):
        look(signed_in, f"{reverse('communities:thread_page', args=[thread.public_id])}?page={number}")
        here = signed_in.locator("main .post").count()
        seen += here
        if seen >= len(ALL) or not here:
            break
    assert seen == len(ALL)


def test_titles_of_threads(signed_in, student, diak):
    member = group_of(student, diak)
    for title in ONE_LINE:
        ThreadFactory(author=member, title=title)
    address = reverse("communities:group_page", args=["koe"])
    for number in range(1, 5):
        look(signed_in, f"{address}?page={number}")
    for title in ONE_LINE[:20]:
        thread = member.group.threads.filter(title=title).first()
        look(signed_in, reverse("communities:thread_page", args=[thread.public_id]))


def test_texts_of_a_group_and_a_pseudonym(signed_in, student, diak):
    whole = "\n\n".join(attack.replace("\x00", "") for attack in ALL)
    texts = {"title_fi": ONE_LINE[0][:80], "summary_fi": ONE_LINE[40], "rhythm_fi": ONE_LINE[43][:80]}
    member = group_of(student, diak, **texts, description_fi=whole, rules_fi=whole, city=ONE_LINE[42][:60])
    Member.objects.filter(pk=member.pk).update(pseudonym=ONE_LINE[31][:40])
    thread = ThreadFactory(author=member)
    actions.publish_post(Member.objects.get(pk=member.pk), thread=thread, body="Hei")
    for name, arguments in (
        ("group_list", []),
        ("group_page", ["koe"]),
        ("thread_page", [thread.public_id]),
        ("thread_new", ["koe"]),
    ):
        look(signed_in, reverse(f"communities:{name}", args=arguments))
    Member.objects.filter(pk=member.pk).update(state="left")
    look(signed_in, reverse("communities:group_join", args=["koe"]))
