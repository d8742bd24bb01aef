# Compiles the sources of each target several at a time (TERTIL_TOGETHER): building the tests takes
# half the processor's time, with a sanitizer two thirds; after a change it takes more
# (-DTERTIL_TOGETHER=0 for whoever works on tests). What is shipped is compiled source by source, so
# that it is the same bytes however the tests are built.
function(tertil_targets_of folder result)
  get_property(targets DIRECTORY "${folder}" PROPERTY BUILDSYSTEM_TARGETS)
  get_property(folders DIRECTORY "${folder}" PROPERTY SUBDIRECTORIES)
  foreach(inner IN LISTS folders)
    tertil_targets_of("${inner}" more)
    list(APPEND targets ${more})
  endforeach()
  set(${result} ${targets} PARENT_SCOPE)
endfunction()

tertil_targets_of("${PROJECT_SOURCE_DIR}" targets)
set(lines "")
foreach(target IN LISTS targets)
  get_target_property(type ${target} TYPE)
  get_target_property(is_test ${target} TERTIL_IS_TEST)
  if(NOT type MATCHES "^(STATIC_LIBRARY|EXECUTABLE)$" OR NOT (is_test OR TERTIL_SANITIZE))
    continue()
  endif()
  get_target_property(sources ${target} SOURCES)
  get_target_property(folder ${target} SOURCE_DIR)
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${folder}" NORMALIZE)
    # What is generated has names of its own that nobody looks at here.
    # A test's fixtures stay by themselves: some programs are linked with a few tests only.
    if(source MATCHES "\\.cpp$" AND NOT source MATCHES "^${PROJECT_BINARY_DIR}/"
       AND (NOT is_test OR source MATCHES "_test\\.cpp$"))
      string(APPEND lines "${target};${source}\n")
    endif()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endforeach()
file(WRITE "${PROJECT_BINARY_DIR}/together.txt" "${lines}")
find_package(Python3 REQUIRED COMPONENTS Interpreter)
execute_process(
  COMMAND "${Python3_EXECUTABLE}" "${PROJECT_SOURCE_DIR}/tests/check/source_groups.py"
          ${TERTIL_TOGETHER} "${PROJECT_BINARY_DIR}/together.txt"
  OUTPUT_VARIABLE groups COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE ";" " " groups "${groups}")
string(REPLACE "\n" ";" groups "${groups}")
foreach(line IN LISTS groups)
  if(line MATCHES "^([^ ]+) ([^ ]+) ([^ ]+)$")
    set_source_files_properties("${CMAKE_MATCH_2}" TARGET_DIRECTORY ${CMAKE_MATCH_1}
      PROPERTIES UNITY_GROUP ${CMAKE_MATCH_3})
  endif()
endforeach()
