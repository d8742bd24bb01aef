#!/usr/bin/env bash
# Builds the Debian package into build/package: deploy/package.sh
# Everything in it is from this tree; what is made for it lands in build/release/package.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
deploy/install.sh build package
deploy/build.sh
cmake build/release >/dev/null

program=build/release/tertil
made=build/release/package
mkdir -p "$made/sv"
deploy/describe.py "$program" --check
# Reproducible: no names, no times.
gzip -9nc deploy/man/tertil.1 > "$made/tertil.1.gz"
gzip -9nc deploy/man/sv/tertil.1 > "$made/sv/tertil.1.gz"
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
version=$("$program" --version | cut -d' ' -f2)
gzip -9nc > "$made/changelog.gz" <<EOF
tertil ($version) unstable; urgency=medium

  * See /usr/share/doc/tertil/CHANGELOG.md.

 -- tertil maintainers <maintainers@tertil.invalid>  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
EOF
env -i "$program" config show --toml --config deploy/tertil.toml --lang en |
  sed -E 's|^(#? ?web) = .*|\1 = "/usr/share/tertil/web"|' > "$made/tertil.toml"
deploy/sbom.py "$program" > "$made/tertil.spdx.json"

mkdir -p build/package
rm -f build/package/*.deb
(umask 022; cd build/package && cpack --config ../release/CPackConfig.cmake -G DEB -B . >cpack.log) ||
  { cat build/package/cpack.log; exit 1; }
rm -rf build/package/_CPack_Packages
ls build/package/*.deb
