promise="Whatever many do at once, it is as if they had done it one after the other: somebody's act explains each answer, and nothing contradicts."
short() { YTTRANDE_ROUNDS=300 stories whatever_many_do_at_once; }
# Seven acts of seven people in each round, in two programs on one database: three hours on two busy cores.
long() { YTTRANDE_ROUNDS=100000 stories whatever_many_do_at_once; }
red="no order explains"
# Whoever holds a round holds nothing.
control() { YTTRANDE_SPOIL="race" YTTRANDE_ROUNDS=300 stories whatever_many_do_at_once; }
