#!/usr/bin/env bash
# boot.sh DIRECTORY: a real systemd as process 1 of a machine of its own, made of namespaces over this machine's files.
#
# Nothing is written to this machine: its root is the lower layer of an overlay whose upper layer lives in memory, and network,
# processes, mounts and control groups are the new machine's own. Needs root, util-linux, and the package systemd.
# DIRECTORY gets `leader`, the number of the machine's process 1 as seen from here, and `console`, what it prints.
set -euo pipefail
directory=$1
mkdir -p "$directory"
rm -f "$directory/outer" "$directory/leader"

# shellcheck disable=SC2016 # these are programs for the inner shells
inner='
set -e
root=$1
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir "$root/dev/pts" "$root/dev/shm"
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
touch "$root/dev/console"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for stream in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${stream%:*}" "$root/dev/${stream#*:}"; done
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
cd "$root"
mkdir -p .before
pivot_root . .before
umount -l /.before
mount --make-rshared /   # systemd does not do it in a container, and credentials come up unreadable without
mkdir -p /run/systemd/system
ln -sf /dev/null /run/systemd/system/console-getty.service
exec env -i container=unshare PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=basic.target
'
outer='
set -e
directory=$1 inner=$2
groups=$directory/groups
mkdir -p "$groups"
mount -t cgroup2 cgroup2 "$groups"
mkdir -p "$groups/followbot-test-$$"
echo $$ >"$groups/followbot-test-$$/cgroup.procs"
umount "$groups"
memory=$directory/memory
mkdir -p "$memory"
mount -t tmpfs -o size=2g tmpfs "$memory"
mkdir "$memory/upper" "$memory/work" "$memory/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$memory/upper,workdir=$memory/work" "$memory/root"
ip link set lo up 2>/dev/null || true
hostname followbot-test
echo $$ >"$directory/outer"
exec unshare --fork --kill-child --pid --cgroup bash -c "$inner" inner "$memory/root"
'
setsid unshare --mount --uts --ipc --net --propagation private bash -c "$outer" outer "$directory" "$inner" \
  </dev/null >"$directory/console" 2>&1 &

# Process 1 of the machine is the one child of the outer process that has become systemd.
for _ in $(seq 200); do
  if [ -s "$directory/outer" ]; then
    outer_pid=$(cat "$directory/outer")
    [ -d "/proc/$outer_pid" ] || break
    for child in $(cat /proc/"$outer_pid"/task/*/children 2>/dev/null); do
      if [ "$(cat "/proc/$child/comm" 2>/dev/null)" = systemd ]; then
        echo "$child" >"$directory/leader"
        exit 0
      fi
    done
  fi
  sleep 0.05
done
cat "$directory/console" >&2
exit 1
