# Fails when a folder includes what it must not know. Run by ctest as `layers`.
# Each line: a folder, then what it may include of ours besides itself.
cmake_minimum_required(VERSION 3.25)
set(allowed
  "analytics"
  "collectors"
  "service/domain"
  "service/store service/domain collectors embedded"
  "service/access service/domain service/store collectors"
  "service/figures service/domain service/store analytics collectors"
  "service/plans service/domain service/store service/figures analytics collectors embedded"
  "service/mail service/domain service/store service/access collectors"
  "service/reminders service/domain service/store service/plans service/reports service/mail analytics collectors"
  "service/ingest service/domain service/store service/figures service/plans analytics collectors embedded"
  "service/demo service/domain collectors"
  "service/reports service/domain service/store service/figures service/plans analytics collectors"
  "service/backup service/domain service/store service/figures service/reports analytics collectors"
  "service/http service/domain service/store service/access service/figures service/plans service/ingest service/reports analytics collectors"
  "service analytics collectors embedded")
foreach(rule IN LISTS allowed)
  separate_arguments(may_include UNIX_COMMAND "${rule}")
  list(GET may_include 0 folder)
  list(JOIN may_include "|" known)
  file(GLOB_RECURSE files "${ROOT}/${folder}/*.hpp" "${ROOT}/${folder}/*.cpp")
  foreach(file IN LISTS files)
    file(STRINGS "${file}" includes REGEX "^#include [\"<]")
    foreach(line IN LISTS includes)
      if(line MATCHES "^#include \"" AND NOT line MATCHES "^#include \"(${known})/")
        message(SEND_ERROR "${file}: ${folder}/ may not know this: ${line}")
      elseif(folder STREQUAL "analytics" AND line MATCHES "^#include <[^>]*[/.]"
             AND NOT line MATCHES "^#include <Eigen/")
        message(SEND_ERROR "${file}: analytics/ knows std and Eigen only: ${line}")
      endif()
    endforeach()
  endforeach()
endforeach()
# The store alone speaks SQL, and nobody else knows SQLite.
file(GLOB_RECURSE others "${ROOT}/service/*.hpp" "${ROOT}/service/*.cpp")
list(FILTER others EXCLUDE REGEX "/service/store/sqlite/")
foreach(file IN LISTS others)
  file(STRINGS "${file}" found REGEX "sqlite3(\\.h|_)")
  if(found)
    message(SEND_ERROR "${file}: only service/store/sqlite knows SQLite: ${found}")
  endif()
endforeach()
