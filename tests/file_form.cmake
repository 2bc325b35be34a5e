# Fails when a C++ file does not begin with its licence, or has grown beyond what one idea takes; and
# when a test has a name that CTest cannot hand on: it would run no case, and pass.
#   cmake -DROOT=. -P file_form.cmake
cmake_minimum_required(VERSION 3.25)

set(first_line "// SPDX-License-Identifier: Apache-2.0\n")
set(most_lines 300)

file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/src/*.h" "${ROOT}/src/*.cpp"
                                           "${ROOT}/tests/*.h" "${ROOT}/tests/*.cpp")
if(NOT files)
  message(FATAL_ERROR "file_form: no files below ${ROOT}")
endif()

foreach(file IN LISTS files)
  file(READ "${ROOT}/${file}" text)
  string(FIND "${text}" "${first_line}" position)
  if(NOT position EQUAL 0)
    message(SEND_ERROR "${file}: the first line is not '// SPDX-License-Identifier: Apache-2.0'")
  endif()

  if(text MATCHES "TEST_CASE\\(\"[^\"\n]*[][;][^\"\n]*\"")
    message(SEND_ERROR "${file}: no ; [ or ] in the names of tests: ${CMAKE_MATCH_0}")
  endif()

  string(REGEX MATCHALL "\n" line_ends "${text}")
  list(LENGTH line_ends lines)
  if(lines GREATER most_lines)
    message(SEND_ERROR "${file}: ${lines} lines; split what exceeds ${most_lines} by idea")
  endif()
endforeach()
