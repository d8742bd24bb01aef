# What the Debian package holds, and where. Built by deploy/package.sh; the files that are made for
# it (manual page and changelog compressed, example of settings, SBOM) come from build/package.
include(GNUInstallDirs)
set(made "${PROJECT_BINARY_DIR}/package")
set(doc share/doc/tertil)
install(TARGETS tertil RUNTIME DESTINATION bin)
install(DIRECTORY web/dist/ DESTINATION share/tertil/web PATTERN ".sources-sha256" EXCLUDE)
install(DIRECTORY collectors/sources/ DESTINATION share/tertil/sources)
install(FILES deploy/tertil.toml DESTINATION /etc/tertil)
install(DIRECTORY deploy/systemd/ DESTINATION /lib/systemd/system
  FILES_MATCHING PATTERN "*.service" PATTERN "*.timer")
install(FILES deploy/systemd/tertil.sysusers DESTINATION lib/sysusers.d RENAME tertil.conf)
install(FILES deploy/systemd/tertil.tmpfiles DESTINATION lib/tmpfiles.d RENAME tertil.conf)
install(FILES ${made}/tertil.1.gz DESTINATION share/man/man1 OPTIONAL)
install(FILES ${made}/sv/tertil.1.gz DESTINATION share/man/sv/man1 OPTIONAL)
install(FILES deploy/completions/tertil.bash DESTINATION share/bash-completion/completions
  RENAME tertil)
install(FILES deploy/completions/_tertil DESTINATION share/zsh/vendor-completions)
install(FILES deploy/completions/tertil.fish DESTINATION share/fish/vendor_completions.d)
install(FILES deploy/debian/copyright README.md ARCHITECTURE.md SECURITY.md deploy/OPERATIONS.md
  deploy/DRIFT.md CHANGELOG.md deploy/dataskydd.md ${made}/changelog.gz ${made}/tertil.spdx.json
  DESTINATION ${doc} OPTIONAL)
install(FILES ${made}/tertil.toml DESTINATION ${doc}/examples OPTIONAL)
install(DIRECTORY deploy/proxy deploy/sftp deploy/monitoring DESTINATION ${doc}/examples OPTIONAL)
install(FILES deploy/debian/lintian-overrides DESTINATION share/lintian/overrides RENAME tertil)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tertil)
set(CPACK_PACKAGE_CONTACT "tertil maintainers <maintainers@tertil.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
  GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "init-system-helpers (>= 1.52), \
systemd | systemd-standalone-sysusers, systemd | systemd-standalone-tmpfiles, ca-certificates, tzdata")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS systemd)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx | apache2 | caddy, zstd, prometheus")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "climate and environmental key figures of Sweden's regions")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"tertil collects the figures that Sweden's regions follow in their climate and
environmental work, checks them, ranks the regions, and publishes tables,
pages, reports and an API, with the way from each rank back to its source.
.
The package holds the service with its embedded store, the web pages, the
command line and systemd units. Nothing is started by installing it.")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  "${PROJECT_SOURCE_DIR}/deploy/debian/conffiles;${PROJECT_SOURCE_DIR}/deploy/debian/postinst;\
${PROJECT_SOURCE_DIR}/deploy/debian/prerm;${PROJECT_SOURCE_DIR}/deploy/debian/postrm")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
