promise="When the primary of two PostgreSQL is killed under people who write and its standby is promoted, each save that was acknowledged is there, and people work on."
# What stands in docs/deploy is used: nginx before two instances, HAProxy before the two PostgreSQL, PostgreSQL's settings.
short() { ensure_whole_postgres && apart_if_possible && ensure_fronts && judged_by "--test service" a_standby_that_is_promoted_under_load; }
long() { ensure_whole_postgres && apart_if_possible && ensure_fronts && YTTRANDE_ROUNDS=20 judged_by "--test service" a_standby_that_is_promoted_under_load; }
red="are not on the standby that was promoted"
# The primary waits for no standby, and the line to it stands still before it is killed.
control() { ensure_whole_postgres && apart_if_possible && ensure_fronts && YTTRANDE_SPOIL="standby" judged_by "--test service" a_standby_that_is_promoted_under_load; }
