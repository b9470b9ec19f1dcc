promise="On a disk that is really full everybody is answered within two seconds, no acknowledged save is lost, and all goes on when there is room."
# A file system of its own is mounted for it.
may_mount() {
    [ "$(id -u)" -eq 0 ] || {
        say "This mounts a small file system, which takes root. What to do: run it as root, or in a container as root."
        return 1
    }
}
short() { may_mount && judged_by "--test service" a_disk_that_is_full; }
long() { may_mount && YTTRANDE_ROUNDS=20 judged_by "--test service" a_disk_that_is_full; }
red="acknowledged saves are lost"
# One that was acknowledged is taken away.
control() { may_mount && YTTRANDE_SPOIL="full disk" judged_by "--test service" a_disk_that_is_full; }
