# Fails when the shared library shows a symbol that is no part of include/vitviz, or lacks one.
#   cmake -DLIBRARY=libvitviz.so -DNM=nm -P exports.cmake
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND "${NM}" --dynamic --defined-only --demangle "${LIBRARY}"
                OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "[[;]" "_" symbols "${symbols}")
string(REPLACE "\n" ";" symbols "${symbols}")
set(count 0)
foreach(line IN LISTS symbols)
  if(line STREQUAL "")
    continue()
  endif()
  string(REGEX REPLACE "^[0-9a-f]* [A-Za-z] " "" symbol "${line}")
  set(known "^((typeinfo|typeinfo name|vtable) for vitviz::Error$|vitviz::((Analysis|Error|Model|Photo)::|(map|mask|view)_names|run_program|version))")
  if(NOT symbol MATCHES "${known}")
    message(SEND_ERROR "exported by accident: ${symbol}")
  endif()
  math(EXPR count "${count} + 1")
endforeach()
foreach(needed IN ITEMS "vitviz::Model::load" "vitviz::Model::look" "vitviz::Photo::read"
                        "vitviz::Analysis::attention" "typeinfo for vitviz::Error"
                        "vitviz::view_names" "vitviz::version" "vitviz::run_program")
  if(NOT symbols MATCHES "${needed}")
    message(SEND_ERROR "not exported: ${needed}")
  endif()
endforeach()
message(STATUS "${count} symbols")
