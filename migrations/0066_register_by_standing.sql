-- A board's register is read and counted standing by standing, as the whole city's is: a board with ten years behind it has thousands
-- of recommendations, and of those that are open the first thousand are counted.
drop index item_now_register_board;
create index item_now_register_board on item_now (board_id, kind, standing, place, item_id) where responds;
