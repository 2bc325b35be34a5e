# Compiles each header of the library by itself, with all warnings as errors.
#   cmake -DHEADERS=include -DCXX=g++ -P headers_alone.cmake
cmake_minimum_required(VERSION 3.25)
file(GLOB headers RELATIVE "${HEADERS}" "${HEADERS}/vitviz/*.h")
list(LENGTH headers count)
if(count LESS 8)
  message(FATAL_ERROR "only ${count} headers below ${HEADERS}")
endif()
foreach(header IN LISTS headers)
  file(STRINGS "${HEADERS}/${header}" foreign REGEX "#include.*(Eigen|fmt|CLI|opencv|\"[a-uw-z])")
  if(foreign)
    message(SEND_ERROR "${header} includes what users do not have: ${foreign}")
  endif()
  execute_process(
    COMMAND "${CXX}" -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Werror -I "${HEADERS}"
            -include "${HEADERS}/${header}" -x c++ /dev/null
    RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(SEND_ERROR "${header} does not compile alone")
  endif()
endforeach()
