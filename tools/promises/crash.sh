promise="Whatever is killed while people write, each save that was acknowledged is there afterwards, once and in order."
short() { judged_by "--test service" whatever_is_killed_while_people_write; }
# A thousand crashes: some three quarters of an hour.
long() { YTTRANDE_ROUNDS=1000 judged_by "--test service" whatever_is_killed_while_people_write; }
red="acknowledged saves are lost"
# PostgreSQL answers before it has written.
control() { YTTRANDE_SPOIL="crash" judged_by "--test service" whatever_is_killed_while_people_write; }
