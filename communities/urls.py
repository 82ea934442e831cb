"""Addresses of peer groups."""

from django.urls import path

from communities import views

app_name = "communities"
# Words that stand before the slug are reserved: see registry.RESERVED_SLUGS.
urlpatterns = [
    path("", views.group_list, name="group_list"),
    path("new/", views.group_new, name="group_new"),
    path("propose/", views.group_propose, name="group_propose"),
    path("kept/", views.group_kept, name="group_kept"),
    path("invited/<str:secret>/", views.invite_open, name="invite_open"),
    path("threads/<uuid:public_id>/", views.thread_page, name="thread_page"),
    path("threads/<uuid:public_id>/keeping/", views.thread_keeping, name="thread_keeping"),
    path("threads/<uuid:public_id>/read/", views.thread_read, name="thread_read"),
    path("threads/<uuid:public_id>/follow/", views.thread_follow, name="thread_follow"),
    path("threads/<uuid:public_id>/unfollow/", views.thread_unfollow, name="thread_unfollow"),
    path("threads/<uuid:public_id>/pin/", views.thread_pin, name="thread_pin"),
    path("threads/<uuid:public_id>/unpin/", views.thread_unpin, name="thread_unpin"),
    path("threads/<uuid:public_id>/close/", views.thread_close, name="thread_close"),
    path("threads/<uuid:public_id>/reopen/", views.thread_reopen, name="thread_reopen"),
    path("threads/<uuid:public_id>/hide/", views.thread_hide, name="thread_hide"),
    path("threads/<uuid:public_id>/restore/", views.thread_restore, name="thread_restore"),
    path("posts/<uuid:public_id>/", views.post_page, name="post_page"),
    path("posts/<uuid:public_id>/edit/", views.post_edit, name="post_edit"),
    path("posts/<uuid:public_id>/history/", views.post_history, name="post_history"),
    path("posts/<uuid:public_id>/delete/", views.post_delete, name="post_delete"),
    path("posts/<uuid:public_id>/undelete/", views.post_undelete, name="post_undelete"),
    path("posts/<uuid:public_id>/react/", views.post_react, name="post_react"),
    path("posts/<uuid:public_id>/hide/", views.post_hide, name="post_hide"),
    path("posts/<uuid:public_id>/restore/", views.post_restore, name="post_restore"),
    path("<slug:slug>/", views.group_page, name="group_page"),
    path("<slug:slug>/join/", views.group_join, name="group_join"),
    path("<slug:slug>/leave/", views.group_leave, name="group_leave"),
    path("<slug:slug>/withdraw/", views.request_withdraw, name="request_withdraw"),
    path("<slug:slug>/pseudonym/", views.pseudonym_change, name="pseudonym_change"),
    path("<slug:slug>/edit/", views.group_edit, name="group_edit"),
    path("<slug:slug>/move/", views.group_move, name="group_move"),
    path("<slug:slug>/decline/", views.proposal_decline, name="proposal_decline"),
    path("<slug:slug>/members/", views.member_list, name="member_list"),
    path("<slug:slug>/members/<uuid:member_id>/accept/", views.request_accept, name="request_accept"),
    path("<slug:slug>/members/<uuid:member_id>/decline/", views.request_decline, name="request_decline"),
    path("<slug:slug>/members/<uuid:member_id>/remove/", views.member_remove, name="member_remove"),
    path("<slug:slug>/members/<uuid:member_id>/back/", views.member_back, name="member_back"),
    path("<slug:slug>/members/<uuid:member_id>/host/", views.member_host, name="member_host"),
    path("<slug:slug>/invites/", views.invite_make, name="invite_make"),
    path("<slug:slug>/invites/<uuid:invite_id>/end/", views.invite_end, name="invite_end"),
    path("<slug:slug>/write/", views.thread_new, name="thread_new"),
    path("<slug:slug>/read/", views.group_read, name="group_read"),
]
