promise="Every figure that the council reads is what a count of its own says, which was written without knowing how the program counts."
short() { stories over_random_histories_every_figure what_the_overview_says_of_many_years; }
long() { YTTRANDE_HISTORIES=1000 stories over_random_histories_every_figure what_the_overview_says_of_many_years; }
red="what_the_overview_says_of_many_years_is_what_a_count_of_its_own_says ... FAILED"
# What is two years old is counted from another day on.
control() { YTTRANDE_SPOIL="figures of years" stories what_the_overview_says_of_many_years; }
