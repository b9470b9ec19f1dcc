promise="Nobody outside the board reads a draft, or notices that there is one."
short() { stories only_the_boards_side_reaches_a_desk row_security_keeps_one_boards_desk nobody_outside_the_board_learns; }
red="app_council and desk_part"
# The council's role is given a grant that it must not have.
control() { YTTRANDE_SPOIL="desks" stories only_the_boards_side_reaches_a_desk; }
