-- The auditors sort what they have recommended: what matters most, and what it is about (ADR 0096). Each sorting is a record; the newest
-- counts. It says nothing to a board that the item does not say, and asks for nothing.
create table item_tagging (
  item_id item_id not null references item,
  n smallint not null check (n >= 1),
  prioritised boolean not null,
  tags text[] not null,
  tagged_at timestamptz not null,
  tagged_by person_id not null references person,
  primary key (item_id, n),
  constraint tags_are_few_and_short check (
    cardinality(tags) <= 8 and '' <> all (tags) and array_position(tags, null) is null and length(array_to_string(tags, '')) <= 320)
);
create index item_tagging_tagged_by on item_tagging (tagged_by);
select must_be_logged('item_tagging'), only_added('item_tagging'), signed_by('item_tagging', 'tagged_by'), sealed('item_tagging');

-- Every sorting of what has been sent, and the newest of each item.
create view published.item_tagging as
select t.item_id, t.n, t.prioritised, t.tags, t.tagged_at
from item_tagging t
where exists (select 1 from item i join dispatch d on d.audit_id = i.audit_id where i.id = t.item_id);
create view published.item_tags as
select t.item_id, t.n, t.prioritised, t.tags
from item_tagging t
where not exists (select 1 from item_tagging l where l.item_id = t.item_id and l.n > t.n)
  and exists (select 1 from item i join dispatch d on d.audit_id = i.audit_id where i.id = t.item_id);
