# Installs the library into an empty folder, then builds and runs the example against that copy: by
# CMake's package, shared and static, and by pkg-config.
#   cmake -DBUILD=build -DEXAMPLE=examples/attention -DPHOTO=cat.jpg -DFOLDER=empty -DCXX=g++
#         -P installed.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${FOLDER}")
set(copy "${FOLDER}/copy with spaces")

function(run)
  execute_process(${ARGV} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGV}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

function(check_run program)
  run(COMMAND ${CMAKE_COMMAND} -E env ${ARGN} "${program}" "${PHOTO}")
  if(NOT output MATCHES "head 0: row [0-9]+, column [0-9]+, 0[.][0-9]+ of its attention\nhead 1")
    message(FATAL_ERROR "${program} printed\n${output}")
  endif()
  set(printed "${output}" PARENT_SCOPE)
endfunction()

foreach(component library development)
  run(COMMAND ${CMAKE_COMMAND} --install "${BUILD}" --prefix "${copy}" --component ${component})
endforeach()

# From here on the source tree is not known.
file(COPY "${EXAMPLE}/" DESTINATION "${FOLDER}/shared")
file(COPY "${EXAMPLE}/" DESTINATION "${FOLDER}/static")
file(READ "${FOLDER}/static/CMakeLists.txt" text)
string(REPLACE "PRIVATE vitviz::vitviz" "PRIVATE vitviz::static" text "${text}")
file(WRITE "${FOLDER}/static/CMakeLists.txt" "${text}")
foreach(kind shared static)
  run(COMMAND ${CMAKE_COMMAND} -S "${FOLDER}/${kind}" -B "${FOLDER}/${kind}/build"
              "-DCMAKE_PREFIX_PATH=${copy}" -DCMAKE_CXX_COMPILER=${CXX})
  run(COMMAND ${CMAKE_COMMAND} --build "${FOLDER}/${kind}/build")
  check_run("${FOLDER}/${kind}/build/attention")
  set(printed_${kind} "${printed}")
endforeach()
if(NOT printed_shared STREQUAL printed_static)
  message(FATAL_ERROR "shared: ${printed_shared}\nstatic: ${printed_static}")
endif()

find_program(PKG_CONFIG pkg-config)
if(PKG_CONFIG)
  file(GLOB_RECURSE description "${copy}/*/vitviz.pc")
  get_filename_component(folder "${description}" DIRECTORY)
  run(COMMAND ${CMAKE_COMMAND} -E env "PKG_CONFIG_PATH=${folder}" ${PKG_CONFIG} --cflags --libs vitviz)
  separate_arguments(flags UNIX_COMMAND "${output}")
  run(COMMAND "${CXX}" -std=c++20 "${EXAMPLE}/main.cpp" ${flags} -o "${FOLDER}/by_pkg_config")
  get_filename_component(libraries "${folder}" DIRECTORY)
  check_run("${FOLDER}/by_pkg_config" "LD_LIBRARY_PATH=${libraries}")
endif()
