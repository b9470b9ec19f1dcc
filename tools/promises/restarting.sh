promise="Restarts one after another, and migrations beside them, lose no request and no save."
short() { judged_by "--test service" rolling_restarts_and_a_migration; }
long() { YTTRANDE_ROUNDS=1000 judged_by "--test service" rolling_restarts_and_a_migration; }
red="requests were lost"
# The old one is killed instead of told to stop.
control() { YTTRANDE_SPOIL="stop" judged_by "--test service" rolling_restarts_and_a_migration; }
