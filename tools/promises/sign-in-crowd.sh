promise="Whoever comes in a browser that is known signs in within a second, however many strangers try at once."
short() {
    stories a_known_device_gets_in_through_a_crowd what_strangers_do_wrong_stops_nobody
    judged_by "--test service" a_known_device_gets_in_through_the_connections
}
# Twelve hundred of them, on a machine that does nothing else; and on as many connections, with the program as people get it.
long() {
    stories a_known_device_gets_in_through_twelve_hundred what_strangers_do_wrong_stops_nobody
    judged_by "--release --test service" a_known_device_gets_in_through_twelve_hundred_connections
}
red="whoever is known was held up by a crowd of strangers"
# She comes in a browser that nobody knows.
control() { YTTRANDE_SPOIL="known device" stories a_known_device_gets_in_through_a_crowd; }
