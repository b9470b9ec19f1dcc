-- Items that ask for nearly the same (ADR 0093). What is looked at are the pieces of which a text is made; twenty marks of them tell
-- which items are worth holding against each other, without reading all.

-- Its words by their Swedish stems; long ones in all their stretches of six letters, so that a compound shares some with its parts.
-- Words that stand in nearly every item say nothing of what it is about.
create function text_pieces(in_text text) returns text[]
  language plpgsql immutable parallel safe set search_path = pg_catalog, public, pg_temp as $$
begin
  return array(
    select distinct substr(w, n, 6)
    from unnest(tsvector_to_array(to_tsvector('swedish', lower(in_text collate "sv-x-icu")))) w
    cross join lateral generate_series(1, greatest(length(w) - 5, 1)) n
    where length(w) >= 3 and w !~ '^(nämnd|styrels|kommunstyr|rekommend|revision|bör$)'
  );
end $$;

-- For each of sixty orders of all pieces there are, the first one that the text has; three of them make a mark. Two texts that share half
-- of their pieces have a mark in common nearly always, two that share a tenth nearly never (Broder 1997, MinHash; in bands).
create function text_marks(in_pieces text[]) returns bigint[]
  language plpgsql immutable parallel safe set search_path = pg_catalog, public, pg_temp as $$
begin
  return array(
    select hashtextextended(string_agg(f.first::text, ' ' order by f.nth), f.nth / 3)
    from (
      select nth, min(hashtextextended(p, nth)) as first from unnest(in_pieces) p cross join generate_series(0, 59) nth group by nth
    ) f
    group by f.nth / 3
    order by f.nth / 3
  );
end $$;

create table item_marks (
  item_id item_id primary key references item on delete cascade,
  marks bigint[] not null
);
comment on table item_marks is 'What its wording shares with those of other items: to find the ones that ask for nearly the same.';
create index item_marks_shared on item_marks using gin (marks);

create function keep_marks() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into item_marks (item_id, marks)
  values (case when tg_table_name = 'item' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'item_id' end::uuid,
    text_marks(text_pieces(new.heading || ' ' || new.body)))
  on conflict (item_id) do update set marks = excluded.marks;
  return null;
end $$;
create trigger keep_marks after insert or update of heading, body on item for each row execute function keep_marks();
create trigger keep_marks after insert on item_version for each row execute function keep_marks();

insert into item_marks (item_id, marks)
select i.id, text_marks(text_pieces(coalesce(v.heading, i.heading) || ' ' || coalesce(v.body, i.body)))
from item i
left join lateral (select c.heading, c.body from item_version c where c.item_id = i.id order by c.n desc limit 1) v on true;
