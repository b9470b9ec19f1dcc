-- What has become official, for everybody who may read it. The council's role sees nothing else, and every
-- role's overview reads these same views, so that all figures agree. No view here touches a draft table.

create schema published;

create view published.organisation as select name, auditors_name, contact from organisation;
create view published.board as select id, slug, name, kind, valid_from, valid_to from board;
create view published.person_name as select id, name from person;

-- Who receives what is sent to a board: shown before sending, and on the board's page. Not to the council.
create view published.secretary as
select g.board_id, p.name, g.valid_from, g.valid_to
from role_grant g
join person p on p.id = g.person_id
where g.role = 'secretary' and p.ended_at is null;

create view published.audit as
select a.id, a.reference, a.reference_key, a.title, a.decided_by, a.decided_on, a.letter_date, a.chair, a.overall_assessment,
  a.reply_to, a.follow_up_period, a.instruction_first, a.instruction_follow_up, d.sent_at, d.message, c.closed_at, c.motive
from audit a
join dispatch d on d.audit_id = a.id
left join audit_closing c on c.audit_id = a.id
  and not exists (select 1 from audit_reopening o where o.audit_id = c.audit_id and o.n = c.n);

-- Every closing, and what became of it.
create view published.audit_closing as
select c.audit_id, c.n, c.closed_at, c.motive, c.without_answer, o.reopened_at, o.reason as reopening_reason
from audit_closing c
left join audit_reopening o on o.audit_id = c.audit_id and o.n = c.n;

create view published.letter_phrase as
select p.audit_id, p.field, p.body, p.proposed, p.phrase, p.certainty
from letter_phrase p
join dispatch d on d.audit_id = p.audit_id;

create view published.addressee as
select x.audit_id, x.board_id, x.role, b.name as board_name, b.slug as board_slug
from addressee x
join dispatch d on d.audit_id = x.audit_id
join board b on b.id = x.board_id;

create view published.item as
select i.id, i.audit_id, i.kind, i.number, i.code, coalesce(v.heading, i.heading) as heading, coalesce(v.body, i.body) as body,
  coalesce(v.n, 1)::smallint as version
from item i
join dispatch d on d.audit_id = i.audit_id
left join lateral (
  select c.n, c.heading, c.body from item_version c where c.item_id = i.id order by c.n desc limit 1
) v on true;

-- Every wording that a sent item has had: the first is as it was sent, each later one says why.
create view published.item_version as
select i.id as item_id, 1::smallint as n, i.heading, i.body, '' as reason, d.sent_at as worded_at
from item i
join dispatch d on d.audit_id = i.audit_id
union all
select v.item_id, v.n, v.heading, v.body, v.reason, v.corrected_at
from item_version v;

create view published.item_board as
select x.item_id, x.board_id, i.audit_id
from item_board x
join item i on i.id = x.item_id
join dispatch d on d.audit_id = i.audit_id;

create view published.audit_file as
select f.id, f.audit_id, f.name, f.media_type, f.byte_count, f.secret, f.added_at
from audit_file f
join dispatch d on d.audit_id = f.audit_id;

create view published.open_file_content as
select f.id, f.audit_id, f.name, f.media_type, c.content
from audit_file f
join dispatch d on d.audit_id = f.audit_id
join audit_file_content c on c.file_id = f.id
where not f.secret
union all
select f.id, r.audit_id, f.name, f.media_type, f.content
from submitted_file f
join submission s on s.id = f.submission_id
join round r on r.id = s.round_id
where not f.secret;

create view published.deadline_rules as
select remind_before, remind_after, letter_after, extension_limit, move_to_weekday from deadline_rules;

create view published.deadline_entry as
select e.round_id, e.n, e.kind, e.due_on, e.reason, e.entered_at, p.name as entered_by, e.request_id
from deadline_entry e
join person p on p.id = e.entered_by;

-- A request arrives at the auditors and is a record there: everything of it is published.
create view published.extension_request as
select q.id, q.round_id, q.board_id, q.n, q.due_on, q.wished_on, q.reason, q.asked_at, a.name as asked_by,
  w.withdrawn_at, d.outcome, d.granted_on, d.reason as decision_reason, d.decided_at, p.name as decided_by, is_open_request(q.id) as open
from extension_request q
join person a on a.id = q.asked_by
left join extension_withdrawal w on w.request_id = q.id
left join extension_decision d on d.request_id = q.id
left join person p on p.id = d.decided_by;

-- When and why a round was opened: without a reason, with the dispatch.
create view published.round_opening as
select r.id as round_id, r.opened_at, r.reason from round r;

-- The state of each round as it is stored (0012_projections.sql): the original date, the date in force, the submission that
-- decides it, when that came, and when it was judged last. The columns that name and last day are made of stay beside them, for
-- sorting and searching.
create view published.round as
select id, audit_id, board_id, ordinal, kind, reference, reference_key, title, board_name, board_slug, original_due_on, due_on, changes,
  submission_id, received_at, received_on, assessed_at, sent_at, closed_at, due_kind, extensions, extension_asked, due_entered_at,
  row(reference, reference_key, title, board_name, board_slug, kind, ordinal)::round_name as name,
  row(due_on, original_due_on, due_kind, extension_asked)::last_day as last_day,
  receipt_number, diary_number, undecided, items, submissions, newest, state, place
from round_now;

-- Each item with each of its boards, and each audit, as they stand now; and what is counted of them.
create view published.item_now as
select item_id, board_id, audit_id, kind, number, code, heading, version, reference, reference_key, title, board_name, board_slug, responds, closed_at,
  round_id, ordinal, submission_id, answer_kind, answered_on, first_promised_on, promised_on, times_moved, owed_on, owed, outcome, grade,
  graded_ordinal, graded_at, waits
from item_now;
create view published.audit_now as
select id, reference, reference_key, title, sent_at, closed_at, board_names, boards, rounds, received, assessed, awaited, requests, next_due_on, state, place
from audit_now;
create view published.tally as
select board_id, year, submitted, late, unanswered, extended, awaited, implemented, partly, not_implemented, waiting from tally_now;
create view published.audit_tally as
select year, sent, closed, answered from audit_tally_now;
create view published.owed as
select day, measures from owed_now;

-- Everything that has come in, also what was taken back, with the newest entry about the board's decision where there is one.
create view published.submission as
select s.id, s.round_id, s.board_id, s.number, s.kind, s.channel, s.receipt_number, s.received_at, s.received_on, s.entered_at, s.summary,
  d.decider, d.decided_on, d.section, d.board_reference, d.immediately_adjusted, s.locked_at, s.document_sha256,
  length(s.document) as document_bytes, w.withdrawn_at, w.reason as withdrawal_reason
from submission s
left join submission_withdrawal w on w.submission_id = s.id
left join lateral (
  select e.decider, e.decided_on, e.section, e.board_reference, e.immediately_adjusted
  from submission_decision e where e.submission_id = s.id order by e.n desc limit 1
) d on true;

create view published.submission_decision as
select d.submission_id, d.n, d.decider, d.decided_on, d.section, d.board_reference, d.immediately_adjusted, d.recorded_at
from submission_decision d;

create view published.submission_document as
select s.id, s.document from submission s;

create view published.submitted_answer as
select a.submission_id, a.item_id, a.kind, a.reason, a.elsewhere_reference, i.code, i.kind as item_kind, i.number,
  -- As it was worded when it was answered.
  coalesce(v.heading, i.heading) as heading, coalesce(v.body, i.body) as body, a.item_version
from submitted_answer a
join item i on i.id = a.item_id
left join item_version v on v.item_id = a.item_id and v.n = a.item_version;

create view published.submitted_measure as
select m.id, m.submission_id, m.item_id, m.position, m.kind, m.planned_measure, m.outcome, m.action, m.effect, m.due_text, m.due_on, m.responsible
from submitted_measure m;

create view published.submitted_file as
select f.id, f.submission_id, f.name, f.media_type, f.byte_count, f.secret from submitted_file f;

-- The newest number of each: so written that whoever asks about one submission reads that one only.
create view published.registration as
select r.submission_id, r.diary_number, r.registered_at
from registration r
where not exists (select 1 from registration later where later.submission_id = r.submission_id and later.n > r.n);

-- The newest publication of a verdict, and its parts.
create view published.verdict_publication as
select p.submission_id, p.n, p.overall, p.reason, p.published_at
from verdict_publication p
where not exists (select 1 from verdict_publication later where later.submission_id = p.submission_id and later.n > p.n);

create view published.verdict as
select v.submission_id, v.n, v.item_id, v.grade, v.comment, p.published_at
from verdict v
join verdict_publication p on p.submission_id = v.submission_id and p.n = v.n
where not exists (select 1 from verdict_publication later where later.submission_id = v.submission_id and later.n > v.n);

-- Every publication, with the reason of each that corrects the one before it.
create view published.verdict_history as
select v.submission_id, v.n, v.item_id, v.grade, v.comment, p.published_at, p.reason
from verdict v
join verdict_publication p on p.submission_id = v.submission_id and p.n = v.n;

-- Secret attachments reach the boards that were addressed, and the auditors; nobody else (OSL 10:17).
create schema addressed;
create view addressed.file_content as
select f.id, f.audit_id, f.name, f.media_type, c.content
from audit_file f
join dispatch d on d.audit_id = f.audit_id
join audit_file_content c on c.file_id = f.id
where exists (
  select 1 from addressee x
  where x.audit_id = f.audit_id
    and x.board_id = any (my_boards())
)
union all
select f.id, r.audit_id, f.name, f.media_type, f.content
from submitted_file f
join submission s on s.id = f.submission_id
join round r on r.id = s.round_id
where s.board_id = any (my_boards());

-- A person's own notices, wherever she stands. Nothing of a draft is in them.
create view published.my_notice as
select n.id, n.kind, n.due_on, n.days, n.made_at, n.read_at, n.round_id, n.delivery,
  r.board_id, r.name, r.due_on as due_now, r.received_at, r.received_on, r.closed_at, r.extension_asked
from notice n
join published.round r on r.id = n.round_id
where n.person_id = myself();

-- How many of them are unread: for the top of every page.
create view published.my_unread as
select count(*) as unread from notice n where n.person_id = myself() and n.read_at is null;

-- Who is told about a board's last days, and how: for the jobs, and for showing beforehand who gets which mail.
create view published.recipient as
select g.person_id, p.name, g.role, g.board_id, g.valid_from, g.valid_to,
  case when g.role in ('secretary', 'approver') and s.deadlines = 'in_app' then 'at_once' else coalesce(s.deadlines, 'at_once') end as deadlines
from role_grant g
join person p on p.id = g.person_id and p.ended_at is null
left join notice_setting s on s.person_id = g.person_id
where g.role in ('secretary', 'contributor', 'approver', 'auditor', 'administrator');

-- What a job needs in order to send: who, in which language, and what it is about.
create view published.outgoing as
select m.id, m.kind, m.person_id, coalesce(p.email, m.address) as address, p.name as person_name, p.ended_at, coalesce(s.lang, 'sv') as lang,
  m.notice_id, n.kind as notice_kind, n.due_on as told_due_on, n.days, m.round_id, m.made_at, m.attempts
from mail m
left join person p on p.id = m.person_id
left join notice_setting s on s.person_id = m.person_id
left join notice n on n.id = m.notice_id;

-- When boards meet. The auditors' own meetings are theirs alone.
create view published.meeting as
select m.id, m.board_id, b.name as board_name, b.slug as board_slug, m.held_on, m.papers_by
from meeting m
join board b on b.id = m.board_id
where m.cancelled_at is null;

-- The board's last meeting that is no later than a round's last day: the one at which the answer should be decided.
create view published.round_meeting as
select r.id as round_id, m.held_on, m.papers_by
from published.round r
join lateral (
  select o.held_on, o.papers_by
  from meeting o
  where o.board_id = r.board_id and o.cancelled_at is null and o.held_on <= r.due_on
  order by o.held_on desc
  limit 1
) m on true;

-- The last days in that calendar, by the roles that the person holds today: titles and dates, nothing of any content.
create function last_days_of_calendar(in_token_hash bytea, in_today date, in_since date)
  returns table (
    id uuid, due_on date, original_due_on date, due_kind deadline_kind, title text, reference text, reference_key text, board_name text, board_slug text,
    ordinal smallint, kind round_kind, changes smallint, changed_at timestamptz, received_on date, at_board boolean
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select r.id, r.due_on, r.original_due_on, r.due_kind, r.title, r.reference, r.reference_key, r.board_name, r.board_slug,
    r.ordinal, r.kind, r.changes, greatest(r.due_entered_at, r.received_at), r.received_on, g.at_board
  from reader_of_calendar(in_token_hash) c
  join lateral (
    select bool_or(o.board_id is not null) as at_board, bool_or(o.board_id is null) as at_audit, array_agg(o.board_id) as boards
    from role_grant o
    where o.person_id = c.person_id
      and o.role in ('auditor', 'audit_reader', 'secretary', 'contributor', 'approver')
      and o.valid_from <= in_today and (o.valid_to is null or o.valid_to >= in_today)
  ) g on g.boards is not null
  join published.round r on g.at_audit or r.board_id = any (g.boards)
  where r.due_on >= in_since or (r.submission_id is null and r.closed_at is null)
$$;
