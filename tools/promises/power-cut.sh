promise="When the power goes while people write, and with it all that had not been forced to the disk, each save that was acknowledged is there afterwards."
# The disk is a file of the test's own, with ext4 on it by a loop device. What is mounted goes with the last of its processes, however they
# end, since it is mounted for them alone.
may_cut() {
    for tool in unshare mount umount mkfs.ext4; do
        have "$tool" || {
            say "$tool is missing. What to do: install util-linux and e2fsprogs with the package manager of your system."
            return 1
        }
    done
    [ "$(id -u)" -eq 0 ] && [ -e /dev/fuse ] && [ -e /dev/loop-control ] && unshare --mount true 2>/dev/null || {
        say "This makes a disk of its own, which takes root, FUSE (/dev/fuse), loop devices (/dev/loop-control) and the right to mount. What to do: run it as root on a machine of its own, or in a container that may do all of this."
        return 1
    }
    within=apart
}
short() { may_cut && judged_by "--test service" a_power_cut_while_people_write; }
long() { may_cut && YTTRANDE_ROUNDS=50 judged_by "--test service" a_power_cut_while_people_write; }
red="acknowledged saves are lost in power cut"
# PostgreSQL forces nothing to the disk: fsync=off.
control() { may_cut && YTTRANDE_SPOIL="power cut" judged_by "--test service" a_power_cut_while_people_write; }
