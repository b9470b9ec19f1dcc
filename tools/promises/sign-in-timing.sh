promise="Neither the answer to a failed sign-in nor its time tells whether an address is somebody's."
short() { stories every_failed_sign_in_answers_the_same_bytes the_time_of_a_failed_sign_in; }
# Some minutes, on a machine that does nothing else.
long() { stories every_failed_sign_in_answers_the_same_bytes the_time_of_two_thousand_failed_sign_ins; }
red="the time tells whose address it was"
# One of the two is refused before anything is hashed.
control() { YTTRANDE_SPOIL="equal time" stories the_time_of_a_failed_sign_in; }
