-- What lists read, in the order in which it is stored (`list_place` in 0012_projections.sql, ADR 0024).

create view published.listed_round as
select r.id, r.audit_id, r.board_id, r.name, r.reference, r.title, r.due_on, r.last_day, r.extension_asked, r.submission_id, r.received_on, r.assessed_at,
  r.closed_at, r.receipt_number, r.diary_number, r.place
from published.round r;

create view published.listed_audit as
select a.id, a.reference, a.reference_key, a.title, stockholm_day(a.sent_at) as day, a.closed_at, a.board_names, a.received, a.next_due_on, a.place
from published.audit_now a;

-- The auditors' own list begins with what they have not sent.
create view own_listed_audit as
select a.id, a.reference, a.reference_key, a.title, a.day, a.closed_at, a.board_names, a.received, a.next_due_on, a.place, true as sent
from published.listed_audit a
union all
select a.id, a.reference, a.reference_key, a.title, stockholm_day(a.recorded_at), null,
  coalesce((
    select array_agg(b.name order by b.name collate "sv-x-icu")
    from addressee x
    join board b on b.id = x.board_id
    where x.audit_id = a.id and x.role = 'respond'
  ), '{}'),
  0::smallint, null, list_place(-1, stockholm_day(a.recorded_at)), false
from unsent_now u
join audit a on a.id = u.id;

create index person_listed on person ((ended_at is not null), name collate "sv-x-icu", id);
create index mail_listed on mail (made_at desc, id desc);
create index notice_listed on notice (person_id, made_at desc, id desc);
