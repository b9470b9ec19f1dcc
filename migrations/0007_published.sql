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
left join audit_closing c on c.audit_id = a.id;

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
select i.id, i.audit_id, i.kind, i.number, i.code, i.heading, i.body
from item i
join dispatch d on d.audit_id = i.audit_id;

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

create view published.deadline_entry as
select e.round_id, e.n, e.kind, e.due_on, e.reason, e.entered_at from deadline_entry e;

-- The state of each round, folded from facts: the original date, the date in force, what came and when.
create view published.round as
select r.id, r.audit_id, r.board_id, r.ordinal, r.kind,
  a.reference, a.reference_key, a.title, b.name as board_name, b.slug as board_slug,
  original.due_on as original_due_on, in_force.due_on, (in_force.n - 1)::smallint as changes,
  s.id as submission_id, s.received_at, s.received_on, v.published_at as assessed_at,
  d.sent_at, c.closed_at
from round r
join audit a on a.id = r.audit_id
join board b on b.id = r.board_id
join dispatch d on d.audit_id = r.audit_id
left join audit_closing c on c.audit_id = r.audit_id
join deadline_entry original on original.round_id = r.id and original.n = 1
join lateral (
  select e.due_on, e.n from deadline_entry e where e.round_id = r.id order by e.n desc limit 1
) in_force on true
left join submission s on s.round_id = r.id and s.number = 1
left join verdict_publication v on v.submission_id = s.id;

create view published.submission as
select s.id, s.round_id, s.board_id, s.number, s.receipt_number, s.received_at, s.received_on, s.summary, s.decider,
  s.decided_on, s.section, s.board_reference, s.immediately_adjusted, s.locked_at, s.document_sha256,
  length(s.document) as document_bytes
from submission s;

create view published.submission_document as
select s.id, s.document from submission s;

create view published.submitted_answer as
select a.submission_id, a.item_id, a.kind, a.reason, a.elsewhere_reference, i.code, i.kind as item_kind, i.number, i.heading, i.body
from submitted_answer a
join item i on i.id = a.item_id;

create view published.submitted_measure as
select m.id, m.submission_id, m.item_id, m.position, m.kind, m.planned_measure, m.outcome, m.action, m.effect, m.due_text, m.due_on, m.responsible
from submitted_measure m;

create view published.submitted_file as
select f.id, f.submission_id, f.name, f.media_type, f.byte_count, f.secret from submitted_file f;

create view published.registration as
select distinct on (submission_id) submission_id, diary_number, registered_at
from registration
order by submission_id, n desc;

create view published.verdict_publication as
select submission_id, overall, published_at from verdict_publication;

create view published.verdict as
select v.submission_id, v.item_id, v.grade, v.comment, p.published_at
from verdict v
join verdict_publication p on p.submission_id = v.submission_id;

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
    and x.board_id = any (coalesce(nullif(current_setting('app.boards', true), '')::uuid[], '{}'))
)
union all
select f.id, r.audit_id, f.name, f.media_type, f.content
from submitted_file f
join submission s on s.id = f.submission_id
join round r on r.id = s.round_id
where s.board_id = any (coalesce(nullif(current_setting('app.boards', true), '')::uuid[], '{}'));
