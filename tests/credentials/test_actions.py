"""Awarding once, revoking, correcting, showing, forgetting."""

import datetime
import json
import uuid

import pytest
from django.db import transaction
from django.utils import timezone, translation
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, check_credential_status

from tests.credentials.form import faults
from tests.factories.accounts import UserFactory
from tests.factories.credentials import WORDING, make_award, request_for
from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.credentials import actions, queries
from wellbeing_portal.credentials.enums import Algorithm, Reason, State
from wellbeing_portal.credentials.models import Award, BadgeClassVersion, IssuerKey, IssuerProfile, StatusList
from wellbeing_portal.credentials.rules import documents, proofs
from wellbeing_portal.kernel.awarding import Wording, ask_award, awarded, take_back_award
from wellbeing_portal.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db


def web(award):
    """What the addresses in the badge answer."""
    at, issuer = queries.addresses(), award.version.badge.issuer
    pages = {
        # did:web means https, whatever the portal of a test says.
        f"{at.issuer(issuer.slug)}/did.json".replace("http://", "https://"): json.dumps(
            queries.did_document_of(issuer)
        ),
        at.status(award.status_list.number): StatusList.objects.get(pk=award.status_list_id).signed,
    }
    return lambda address: pages[address].encode()


def taken(award):
    """How another library judges the stored JSON, its status with it."""
    found = OB3LdpVerifier.for_issuer_did(queries.addresses().did(award.version.badge.issuer.slug)).verify(
        award.credential, download=web(award)
    )
    check_credential_status(found, download=web(award))
    return found


def test_an_award_is_a_badge_in_both_forms_that_others_take(student, diak):
    award = actions.award(request_for(student, place="diak", valid_until=timezone.now() + datetime.timedelta(days=9)))
    body = json.loads(award.credential)
    assert faults(body) == []
    assert taken(award).achievement.name == "Opiskelurytmi"
    assert queries.verdict_on(award).state == State.VALID
    assert (body["issuer"]["name"], body["issuer"]["id"]) == (diak.name_fi, queries.addresses().did("diak"))
    assert body["credentialSubject"]["identifier"][0]["identityHash"] == documents.identity_hash(
        student.email, award.salt
    )
    assert (award.recipient_name, award.holder, award.is_public) == (student.name, student, False)
    assert student.name not in award.credential
    assert student.email not in award.credential + award.jwt


def test_the_portal_signs_what_belongs_to_no_institution(student):
    award = actions.award(request_for(student, language="sv"))
    body = json.loads(award.credential)
    assert award.version.badge.issuer.institution is None
    assert body["issuer"]["id"].endswith(":ob:issuers:portal")
    assert (body["name"], body["credentialSubject"]["achievement"]["inLanguage"]) == ("Studierytm", "sv")
    assert Entry.objects.get(action="award_badge").chain.name == "portal"


def test_the_same_completion_is_awarded_once(student, diak):
    request = request_for(student, place="diak")
    first = actions.award(request)
    assert actions.award(request) == first
    assert (Award.objects.count(), Entry.objects.filter(action="award_badge").count()) == (1, 1)


def test_a_revoked_award_is_not_made_again(student, diak):
    request = request_for(student, place="diak")
    actions.revoke_award(None, award=actions.award(request), reason=Reason.MISTAKE)
    assert actions.award(request).revoked_for == Reason.MISTAKE
    assert Award.objects.count() == 1


def test_another_completion_of_the_same_thing_is_a_badge_of_its_own_of_the_same_version(student, diak):
    first, second = (actions.award(request_for(student, place="diak")) for _turn in range(2))
    assert first.public_id != second.public_id
    assert first.version == second.version
    assert first.salt != second.salt
    assert first.subject != second.subject


def test_another_wording_is_a_new_version_and_the_old_one_stays(student, diak):
    first = actions.award(request_for(student, place="diak"))
    changed = {**WORDING, "sv": Wording("Ny rytm", "Planerade.", "Gick igenom.")}
    second = actions.award(request_for(student, place="diak", wording=changed))
    assert [version.number for version in BadgeClassVersion.objects.order_by("number")] == [1, 2]
    assert (second.version.badge, second.version.name_sv) == (first.version.badge, "Ny rytm")
    first.version.refresh_from_db()
    assert first.version.name_sv == "Studierytm"


def test_an_award_that_is_asked_for_in_a_transaction_waits_for_its_end(
    student, diak, django_capture_on_commit_callbacks
):
    request = request_for(student, place="diak")
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            ask_award(request)
        assert Award.objects.count() == 0
    assert awarded([request.completion, uuid.uuid4()]) == {request.completion: Award.objects.get().public_id}


def test_an_award_is_not_made_when_the_transaction_fails(student, diak, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        ask_award(request_for(student, place="diak"))
        transaction.set_rollback(True)
    assert Award.objects.count() == 0


def test_a_revoked_badge_says_so_to_everybody_and_cannot_come_back(student, staff):
    award, other = make_award(student), make_award(student)
    actions.revoke_award(staff, award=award, reason=Reason.MISTAKE)
    when = award.revoked_at
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        taken(award)
    assert taken(other)
    award = queries.award_named(award.public_id)
    assert queries.verdict_on(award).state == State.REVOKED
    actions.revoke_award(staff, award=award, reason=Reason.ASKED)
    assert (award.revoked_at, award.revoked_for) == (when, Reason.MISTAKE)
    assert Entry.objects.filter(action="revoke_award").count() == 1


def test_whoever_keeps_the_record_takes_the_badge_back(student, staff):
    award = make_award(student)
    take_back_award(staff, completion=award.completion, reason=Reason.WITHDRAWN)
    take_back_award(staff, completion=uuid.uuid4(), reason=Reason.WITHDRAWN)
    award.refresh_from_db()
    assert award.revoked_for == Reason.WITHDRAWN


def test_a_correction_takes_the_place_of_the_old_badge(student, staff):
    award = make_award(student, public=True)
    student.name, student.email = "Aino Uusinen", "uusi@portal.example"
    student.save()
    new = actions.correct_award(staff, award=award)
    award = queries.award_named(award.public_id)
    assert (new.completion, new.awarded_at, new.version) == (award.completion, award.awarded_at, award.version)
    assert (new.recipient_name, new.is_public, new.supersedes) == ("Aino Uusinen", True, award)
    assert json.loads(new.credential)["credentialSubject"]["identifier"][0]["identityHash"] == documents.identity_hash(
        "uusi@portal.example", new.salt
    )
    assert (award.revoked_for, queries.verdict_on(award).state) == (Reason.CORRECTED, State.REVOKED)
    assert queries.verdict_on(queries.award_named(new.public_id)).state == State.VALID
    assert queries.successor_of(student, award) == new
    assert actions.award(request_for(student, completion=award.completion)) == new
    assert list(queries.awards_of(student)) == [new]


def test_what_is_revoked_or_belongs_to_nobody_is_not_corrected(student, staff):
    revoked, forgotten = make_award(student), make_award(student)
    actions.revoke_award(staff, award=revoked, reason=Reason.ASKED)
    with translation.override("en"), pytest.raises(Refusal, match="revoked already"):
        actions.correct_award(staff, award=revoked)
    actions.forget_holder(student)
    with translation.override("en"), pytest.raises(Refusal, match="Nobody here"):
        actions.correct_award(staff, award=forgotten)


def test_new_keys_sign_what_comes_and_old_badges_still_hold(student, diak):
    old = make_award(student, place=diak)
    actions.revoke_award(None, award=make_award(student, place=diak), reason=Reason.ASKED)
    made = actions.rotate_keys(None, slug="diak")
    new = make_award(student, place=diak)
    keys = IssuerKey.objects.filter(issuer__slug="diak")
    assert {key.algorithm for key in made} == set(Algorithm)
    assert [(key.retired_at is None, key.private_pem != "") for key in keys] == [(False, False)] * 2 + [
        (True, True)
    ] * 2
    for award in (queries.award_named(one.public_id) for one in (old, new)):
        assert taken(award)
        assert queries.verdict_on(award).state == State.VALID
    used = [json.loads(award.credential)["proof"]["verificationMethod"] for award in (old, new)]
    assert used[0] != used[1]
    listed = json.loads(StatusList.objects.get().signed)
    issuer = queries.addresses().did("diak")
    assert proofs.proof_holds(listed, issuer=issuer, kids={key.kid for key in made})


def test_each_issuer_has_keys_and_a_list_of_its_own(student, diak, kamk):
    one, two = make_award(student, place=diak), make_award(student, place=kamk)
    assert (IssuerProfile.objects.count(), IssuerKey.objects.count()) == (2, 4)
    assert one.status_list != two.status_list
    assert one.status_list.taken == 1


def test_a_list_that_is_half_full_is_followed_by_another(student, diak):
    first = make_award(student, place=diak)
    StatusList.objects.update(taken=65_536)
    second = make_award(student, place=diak)
    assert second.status_list != first.status_list
    assert taken(second)


def test_a_bit_that_is_taken_is_passed_over(student, diak, monkeypatch):
    first = make_award(student, place=diak)
    free = (first.status_index + 1) % 131_072
    drawn = iter([first.status_index, first.status_index, free])
    monkeypatch.setattr("secrets.randbelow", lambda below: next(drawn))
    assert make_award(student, place=diak).status_index == free


def test_private_keys_lie_encrypted(diak):
    from django.db import connection  # noqa: PLC0415 - this test alone looks under the models

    actions.issuer_for(diak)
    with connection.cursor() as cursor:
        cursor.execute("SELECT private_pem FROM credentials_issuerkey")
        stored = [row[0] for row in cursor.fetchall()]
    assert len(stored) == 2
    assert not any("PRIVATE KEY" in text for text in stored)


def test_the_holder_alone_decides_who_sees_a_badge(student, peer):
    award = make_award(student)
    actions.show_award(peer, award=award, public=True)
    assert not Award.objects.get().is_public
    for _turn in range(2):
        actions.show_award(student, award=award, public=True)
    assert Award.objects.visible_to(peer).get() == award
    actions.show_award(student, award=award, public=False)
    assert not Award.objects.visible_to(peer).exists()
    assert Entry.objects.filter(action="show_award").count() == 2


def test_a_link_works_until_it_is_ended_and_never_again(student):
    award = make_award(student)
    assert award.link_secret == ""
    first = actions.link_award(student, award=award, on=True).link_secret
    assert actions.link_award(student, award=award, on=True).link_secret == first
    assert queries.award_by_link(first) == award
    actions.link_award(student, award=award, on=False)
    actions.link_award(student, award=award, on=False)
    second = actions.link_award(student, award=award, on=True).link_secret
    assert second != first
    assert Award.objects.get().link_hash not in ("", second)


def test_forgetting_takes_everything_that_ties_a_badge_to_a_person_and_leaves_its_bit(student, peer):
    award, other = make_award(student, public=True), make_award(peer)
    actions.link_award(student, award=award, on=True)
    actions.revoke_award(None, award=award, reason=Reason.ASKED)
    assert actions.forget_holder(student) == 1
    award.refresh_from_db()
    assert (award.holder, award.recipient_name, award.identity_hash, award.salt) == (None, "", "", "")
    assert (award.credential, award.jwt, award.is_public, award.link_hash) == ("", "", False, None)
    assert proofs.canonical(json.loads(award.status_list.signed))
    other.refresh_from_db()
    assert other.credential
    assert actions.forget_holder(student) == 0
    assert actions.award(request_for(student, completion=award.completion)) == award


def test_names_of_badges_are_shown_in_the_language_of_the_reader(student, settings):
    version = make_award(student).version
    assert (version.name, version.said("name", "sv"), version.criteria) == (
        "Opiskelurytmi",
        "Studierytm",
        "Kävi läpi neljä osaa.",
    )
    assert version.description == "Suunnitteli viikon oman rytminsä."


def test_an_award_past_its_time_knows_it(student):
    soon = make_award(student, valid_until=timezone.now() + datetime.timedelta(hours=1))
    assert not soon.is_past
    assert not make_award(student).is_past
    soon.valid_until = timezone.now() - datetime.timedelta(hours=1)
    assert soon.is_past


def test_the_addresses_of_an_institution_without_a_website_lead_to_its_page_here():
    issuer = actions.issuer_for(InstitutionFactory(website=""))
    assert queries.signer_of(issuer, "fi").url == queries.addresses().issuer(issuer.slug)
    issuer.institution.website = "https://www.diak.fi"
    assert queries.signer_of(issuer, "fi").url == "https://www.diak.fi"


def test_people_without_badges_have_none():
    assert list(queries.awards_of(UserFactory())) == []
