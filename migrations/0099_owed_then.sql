-- What was owed on a day that is over is found by the day that was promised first, and not by reading all that was owed then.
create index item_then_oldest on item_then ((owed[1]), to_on, from_on, item_id, board_id) where owed <> '{}';
create or replace view published.owed_then as
select item_id, board_id, daterange(from_on, to_on) as days, owed, from_on, to_on from item_then where owed <> '{}';
