"""Addresses of badges. Those under /ob/ stand in what is signed, so they never change and have no stroke at the end."""

from django.urls import path

from wellbeing_portal.credentials import views

app_name = "credentials"
urlpatterns = [
    path(".well-known/jwks.json", views.key_set, name="key_set"),
    path("ob/issuers/<slug:slug>", views.issuer_page, name="issuer_page"),
    path("ob/issuers/<slug:slug>/did.json", views.did_document, name="did_document"),
    path("ob/achievements/<uuid:badge>/v<int:number>", views.achievement_page, name="achievement_page"),
    path("ob/achievements/<uuid:badge>/v<int:number>.png", views.achievement_png, name="achievement_png"),
    path("ob/achievements/<uuid:badge>/v<int:number>.svg", views.achievement_svg, name="achievement_svg"),
    path("ob/credentials/<uuid:public_id>", views.award_page, name="award_page"),
    path("ob/credentials/<uuid:public_id>.json", views.award_json, name="award_json"),
    path("ob/credentials/<uuid:public_id>.jwt", views.award_jwt, name="award_jwt"),
    path("ob/shared/<str:secret>.json", views.shared_json, name="shared_json"),
    path("ob/shared/<str:secret>.jwt", views.shared_jwt, name="shared_jwt"),
    path("ob/shared/<str:secret>", views.shared_page, name="shared_page"),
    path("ob/status/<int:number>", views.status_list, name="status_list"),
    path("me/badges/", views.my_badges, name="my_badges"),
    path("me/badges/<uuid:public_id>/", views.my_badge, name="my_badge"),
    path("me/badges/<uuid:public_id>/show/", views.badge_show, name="badge_show"),
    path("me/badges/<uuid:public_id>/link/", views.badge_link, name="badge_link"),
    path("me/badges/<uuid:public_id>/badge.json", views.badge_json, name="badge_json"),
    path("me/badges/<uuid:public_id>/badge.jwt", views.badge_jwt, name="badge_jwt"),
    path("me/badges/<uuid:public_id>/badge.png", views.badge_png, name="badge_png"),
    path("me/badges/<uuid:public_id>/badge.svg", views.badge_svg, name="badge_svg"),
    path("me/badges/<uuid:public_id>/badge.pdf", views.badge_pdf, name="badge_pdf"),
]
