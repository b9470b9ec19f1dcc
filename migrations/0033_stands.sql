-- What a board says beside its answer: whether it agrees with the auditors, and when a question on which it plans no measures is
-- looked at again. Answers of before say neither, and stay as they are.
create type agreement as enum ('agrees', 'in_part', 'disagrees');

alter type answer_kind add value 'same';

alter table submitted_answer
  add column agreement agreement,
  add column agreement_reason text not null default '',
  -- The day in the board's own words, and the last day it means.
  add column again_text text not null default '',
  add column again_on date,
  add column looked_again text not null default '',
  -- The item of the same audit whose measures answer this one, too: one text, one date, one outcome.
  add column same_as item_id references item;
-- What stands is right by being empty, so there is nothing to look through.
alter table submitted_answer
  add constraint the_same_as_another_item check ((same_as is not null) = (kind::text = 'same') and same_as is distinct from item_id) not valid,
  add constraint who_does_not_agree_says_why
    check (case when agreement is null then agreement_reason = '' else agreement = 'agrees' or has_visible_text(agreement_reason) end) not valid,
  add constraint looked_at_again_where_nothing_is_planned
    check ((again_on is null and again_text = '') or (again_on is not null and again_text <> '' and kind = 'none')) not valid;
create index submitted_answer_same_as on submitted_answer (same_as) where same_as is not null;

create or replace view published.submitted_answer as
select a.submission_id, a.item_id, a.kind, a.reason, a.elsewhere_reference, i.code, i.kind as item_kind, i.number,
  -- As it was worded when it was answered.
  coalesce(v.heading, i.heading) as heading, coalesce(v.body, i.body) as body, a.item_version,
  a.agreement, a.agreement_reason, a.again_text, a.again_on, a.looked_again, a.same_as, o.code as same_code
from submitted_answer a
join item i on i.id = a.item_id
left join item_version v on v.item_id = a.item_id and v.n = a.item_version
left join item o on o.id = a.same_as;
