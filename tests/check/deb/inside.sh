#!/bin/bash
# Run by tests/check/deb.sh as root in a throw-away copy of the system.
set -uo pipefail
cd /root || exit
export PATH=/root/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
unset "${!TERTIL_@}"  # settings of whoever runs the tests are not the operator's
mount -t proc proc /proc
python3 - <<'PY'  # the loopback of this network is down
import fcntl, socket, struct
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    fcntl.ioctl(s, 0x8914, struct.pack("16sh14x", b"lo", 1 | 64))
PY
tell() { if [ "$1" -eq 0 ]; then echo "ok $2"; else echo "BAD $2"; fi; }
mkdir bin
cp stand_in.sh bin/sudo
cp stand_in.sh bin/apt
cp stand_in.sh bin/systemctl
chmod +x bin/*

began=$(date +%s)
bash -euo pipefail guide.sh > guide.log 2>&1
code=$?
tell $code "every command of the operations guide works, in order"
[ $code -eq 0 ] || tail -5 guide.log
grep -q '"ready":true' guide.log
tell $? "the service is ready after the guide's first chapter"
[ "$(grep -c '  -$' guide.log)" -eq 2 ] && [ "$(grep '  -$' guide.log | sort -u | wc -l)" -eq 1 ]
tell $? "the rehearsed restore has the same canonical export"
[ "$(stat -c '%U %a' /var/lib/tertil)" = "tertil 700" ]
tell $? "the data directory is the service's alone"
[ "$(find /var/backups/tertil -type f ! -user tertil -o -type f -perm /077 | wc -l)" -eq 0 ]
tell $? "backups are the service's alone"
served=$(cat /run/tertil.pid 2>/dev/null)
[ "$(stat -c %U "/proc/$served")" = tertil ]
tell $? "the service runs as tertil"
grep -q '^READY=1' /run/notified
tell $? "it tells systemd that it is ready"
curl --fail --silent http://127.0.0.1:8080/ | grep -qi '<!doctype html>'
tell $? "the pages are there"
systemd-analyze verify --man=no /lib/systemd/system/tertil.service \
  /lib/systemd/system/tertil-backup.timer 2>&1 | grep -F tertil
[ "${PIPESTATUS[1]}" -ne 0 ]
tell $? "systemd reads the installed units"

echo '# mine' >> /etc/tertil/tertil.toml
dpkg -i tertil_0.1.0_amd64.deb >/dev/null 2>&1 </dev/null
grep -q '^# mine' /etc/tertil/tertil.toml
tell $? "an upgrade keeps the settings that were changed"

before=$(sudo -u tertil tertil export --canonical | sha256sum)
systemctl start tertil-backup
systemctl stop tertil
! curl --silent http://127.0.0.1:8080/healthz
tell $? "the service stops when asked"
newest=$(find /var/backups/tertil -name 'tertil-*' | sort | tail -1)
dpkg --purge tertil >/dev/null 2>&1
tell $? "purging works"
[ ! -e /var/lib/tertil ] && [ ! -e /usr/bin/tertil ] && [ ! -e /etc/tertil/tertil.toml ]
tell $? "purging takes data, program and settings"
[ -s "$newest" ]
tell $? "purging leaves the backups"
dpkg -i tertil_0.1.0_amd64.deb >/dev/null 2>&1
tell $? "and it can be installed again"
sudo -u tertil tertil restore "$newest" --data /var/lib/tertil >/dev/null
tell $? "the backup is restored"
[ "$(sudo -u tertil tertil export --canonical | sha256sum)" = "$before" ]
tell $? "the canonical export is the same as before the purge"
systemctl start tertil && curl --fail --silent http://127.0.0.1:8080/readyz | grep -q '"ready":true'
tell $? "the restored service is ready"
systemctl stop tertil

# A system leaves a file by SFTP, as the sample says.
if [ -x /usr/sbin/sshd ]; then
  sample=/usr/share/doc/tertil/examples/sftp/tertil-sftp.conf
  ssh-keygen -q -t ed25519 -N "" -f fastighet
  ssh-keygen -q -t ed25519 -N "" -f host
  sed -n 's/^#   \(\(groupadd\|install\|useradd\) .*\)/\1/p' $sample > sftp.sh
  bash -eu sftp.sh
  tell $? "the commands of the SFTP sample work ($(wc -l < sftp.sh))"
  { printf 'Subsystem sftp internal-sftp\nHostKey /root/host\nListenAddress 127.0.0.1\nPort 2222\nUsePAM yes\nPidFile /run/sshd.pid\n'; cat $sample; } > sshd.conf
  mkdir -p /run/sshd
  /usr/sbin/sshd -f /root/sshd.conf -E /root/sshd.log
  ways=(-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes -i fastighet)
  printf 'meter,start,end,quantity,unit\nEXEMPEL-1,2024-01-01T00:00:00Z,2024-01-01T01:00:00Z,3,kWh\n' > exempeldata.csv
  printf 'put exempeldata.csv property-energy/exempeldata.csv.part\nrename property-energy/exempeldata.csv.part property-energy/exempeldata.csv\n' |
    sftp -q -P 2222 "${ways[@]}" -b - fastighet@127.0.0.1 > sftp.log 2>&1
  code=$?
  tell $code "a system can leave a file in its source's folder"
  [ $code -eq 0 ] || tail -n 5 sftp.log sshd.log
  ! ssh -p 2222 "${ways[@]}" fastighet@127.0.0.1 id 2>/dev/null | grep -q uid=
  tell $? "and can run no command"
  echo 'get /../../etc/passwd stolen' | sftp -q -P 2222 "${ways[@]}" -b - fastighet@127.0.0.1 > /dev/null 2>&1
  [ ! -e stolen ]
  tell $? "nor see anything outside"
  sudo -u tertil tertil watch --once --settle 0 --directory /srv/tertil-sftp 2>&1 | cat > watch.log
  find /srv/tertil-sftp/done -name 'exempeldata.csv.rapport.json' | grep -q . || { cat watch.log; false; }
  tell $? "tertil takes it, and leaves a report"
  sudo -u tertil tertil export --canonical --type energyReading | grep -q EXEMPEL-1
  tell $? "and the reading is there"
  kill "$(cat /run/sshd.pid)"
else
  echo "sshd finns inte här / sshd is not here"
fi
echo "took $(($(date +%s) - began)) s"
