promise="Whatever people have written, no list that is had as a file has a cell that a table program reckons with."
short() { ensure_office; stories no_cell_of_a_list_is_a_formula; }
red="has cells that are reckoned"
# A formula is put below each list.
control() { ensure_office; YTTRANDE_SPOIL=office stories no_cell_of_a_list_is_a_formula; }
