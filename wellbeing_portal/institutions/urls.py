"""Addresses of places and of people's roles in them."""

from django.urls import path

from wellbeing_portal.institutions import views

app_name = "institutions"
urlpatterns = [
    path("me/places/", views.my_places, name="my_places"),
    path("me/trail/", views.my_trail, name="my_trail"),
    path("institutions/people/", views.people_list, name="people_list"),
    path("institutions/people/invite/", views.invitation_new, name="invitation_new"),
    path("institutions/people/<uuid:public_id>/end/", views.membership_end, name="membership_end"),
    path("institutions/sent/", views.invitation_list, name="invitation_list"),
    path("institutions/sent/<uuid:public_id>/again/", views.invitation_again, name="invitation_again"),
    path("institutions/sent/<uuid:public_id>/withdraw/", views.invitation_withdraw, name="invitation_withdraw"),
    path("institutions/invitations/<str:secret>/", views.invitation, name="invitation"),
]
