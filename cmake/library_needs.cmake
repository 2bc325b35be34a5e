# Which shared libraries a program needs that links libvitviz.a: those that libvitviz.so names. They
# are written as linker flags, for CMake and for pkg-config.
#   cmake -DLIBRARY=libvitviz.so -DREADELF=readelf -DOUTPUT=needs.cmake -DTEMPLATE=vitviz.pc.in
#         -DPKG_CONFIG=vitviz.pc -DVERSION=1.2.3 -DLIBRARIES=lib -DHEADERS=include -P library_needs.cmake
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND "${READELF}" -d "${LIBRARY}" OUTPUT_VARIABLE dynamic
                COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "[" "<" dynamic "${dynamic}")  # brackets hold the parts of a list together
string(REGEX MATCHALL "NEEDED[^\n]*<[^]\n]+" lines "${dynamic}")
set(flags)
foreach(line IN LISTS lines)
  string(REGEX REPLACE ".*<" "" name "${line}")
  if(NOT name MATCHES "^(libc|libm|libgcc_s|libstdc\\+\\+|ld-linux.*)[.]so")
    list(APPEND flags "-l:${name}")
  endif()
endforeach()
if(NOT flags)
  message(FATAL_ERROR "${LIBRARY} needs nothing, which cannot be")
endif()
file(WRITE "${OUTPUT}" "set(vitviz_needs \"${flags}\")\n")
list(JOIN flags " " NEEDS)
file(RELATIVE_PATH UP /prefix/${LIBRARIES}/pkgconfig /prefix)
configure_file("${TEMPLATE}" "${PKG_CONFIG}" @ONLY)
