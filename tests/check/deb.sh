#!/usr/bin/env bash
# R10: the Debian package as an operator meets it: builds it, asks lintian, then, in a copy of this
# system that is thrown away (an overlay; needs root), follows the operations guide block by block
# as the service's own user, purges, installs and restores, and compares the canonical exports.
#   tests/check/deb.sh [--built]     --built: takes the package that is there
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
top=$PWD
passed=0
failed=0
tell() { # tell STATUS WORDS
  if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  printf '%s  %s\n' "$([ "$1" -eq 0 ] && echo ok || echo BAD)" "$2"
}
finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}

if [ "${1:-}" != --built ]; then deploy/package.sh >/dev/null || { tell 1 "deploy/package.sh"; finish; }; fi
shopt -s nullglob
packages=(build/package/tertil_*.deb)
[ ${#packages[@]} -eq 1 ]
tell $? "deploy/package.sh makes one package"
package=${packages[0]:-none}
if command -v lintian >/dev/null; then
  said=$(lintian --fail-on error,warning "$package" 2>/dev/null)
  tell $? "lintian has nothing against it${said:+: $said}"
else echo "lintian finns inte här / lintian is not here"; fi
depends=$(dpkg-deb -f "$package" Depends)
for needed in libsqlite3-0 libssl3 libarchive13 libcurl libsodium23; do
  grep -q "$needed" <<<"$depends"
  tell $? "depends on $needed, as the program is linked"
done
dpkg-deb -c "$package" | awk '{print $6}' > build/package/names
for file in usr/bin/tertil usr/share/tertil/web/index.html lib/systemd/system/tertil.service \
  lib/systemd/system/tertil-backup.timer usr/lib/sysusers.d/tertil.conf usr/share/man/man1/tertil.1.gz \
  usr/share/doc/tertil/OPERATIONS.md usr/share/doc/tertil/tertil.spdx.json etc/tertil/tertil.toml \
  usr/share/bash-completion/completions/tertil usr/share/tertil/sources/kolada.toml; do
  grep -qx "./$file" build/package/names
  tell $? "holds /$file"
done

root=$(mktemp -d)
mkdir -p "$root/changes" "$root/work" "$root/system"
if [ "$(id -u)" -ne 0 ] || ! mount -t tmpfs -o size=2g tmpfs "$root/changes" 2>/dev/null; then
  echo "inte root: paketet installerades inte / not root: the package was not installed"
  rm -rf "$root"
  finish
fi
# shellcheck disable=SC2317  # called by the trap
clean() {
  umount -R -l "$root/system" 2>/dev/null
  umount -l "$root/changes"
  rm -rf "$root"
}
trap clean EXIT
mkdir "$root/changes/upper" "$root/changes/work"
if ! mount -t overlay overlay \
  -o "lowerdir=/,upperdir=$root/changes/upper,workdir=$root/changes/work" "$root/system" 2>/dev/null; then
  echo "inget överlägg här: paketet installerades inte / no overlay here: the package was not installed"
  finish
fi
mount -t proc proc "$root/system/proc"
mount --bind /dev "$root/system/dev"
mount -t tmpfs tmpfs "$root/system/tmp"
mount -t tmpfs tmpfs "$root/system/run"
# What a machine without tertil looks like, whatever this one has.
chroot "$root/system" sh -c 'dpkg --purge tertil; userdel tertil
  rm -rf /var/lib/tertil /var/backups/tertil /etc/tertil' >/dev/null 2>&1
cp "$package" "$root/system/root/tertil_0.1.0_amd64.deb"
cp "$top/tests/check/deb/"* "$root/system/root/"
awk '/^```sh$/ {on = 1; next} /^```$/ {on = 0} on' deploy/OPERATIONS.md > "$root/system/root/guide.sh"
# A network of its own, so that the ports of the guide are free whatever runs here.
while read -r status words; do
  case $status in
    ok) tell 0 "$words" ;;
    BAD) tell 1 "$words" ;;
    *) echo "    $status $words" ;;
  esac
done < <(unshare --net --mount --pid --fork --kill-child chroot "$root/system" /root/inside.sh 2>&1)
finish
