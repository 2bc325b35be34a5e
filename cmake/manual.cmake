# Writes the manual pages of vitviz and of each of its commands.
#   cmake -DPROGRAM=vitviz -DFOLDER=man -P manual.cmake
cmake_minimum_required(VERSION 3.25)

function(write_page name)
  execute_process(COMMAND ${PROGRAM} manual ${ARGN} OUTPUT_FILE ${FOLDER}/${name}.1
                  COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(MAKE_DIRECTORY ${FOLDER})
write_page(vitviz)
execute_process(COMMAND ${PROGRAM} --help OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n       vitviz [a-z]+" usages "${help}")
foreach(usage IN LISTS usages)
  string(REGEX REPLACE ".* " "" command "${usage}")
  write_page(vitviz-${command} ${command})
endforeach()
