promise="Whatever happens to the database, everybody is answered within two seconds, no acknowledged save is lost, and nothing untrue is said."
short() { judged_by "--test service" whatever_happens_to_the_database; }
long() { YTTRANDE_ROUNDS=50 judged_by "--test service" whatever_happens_to_the_database; }
red="acknowledged saves are lost"
# One that was acknowledged is taken away.
control() { YTTRANDE_SPOIL="trouble" judged_by "--test service" whatever_happens_to_the_database; }
