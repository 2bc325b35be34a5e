# vitviz_module(NAME SOURCES a.cpp ... DEPENDS room ... PRIVATE package ...)
# One room of the house: a static library `vitviz_NAME`. DEPENDS are rooms below it; PRIVATE
# packages never show in its headers.
function(vitviz_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;PUBLIC;PRIVATE")
  add_library(vitviz_${name} STATIC ${arg_SOURCES})
  list(TRANSFORM arg_DEPENDS PREPEND vitviz_)
  target_link_libraries(vitviz_${name} PUBLIC vitviz_flags ${arg_DEPENDS} ${arg_PUBLIC}
                                       PRIVATE ${arg_PRIVATE})
  vitviz_precompiled(vitviz_${name} rooms)
endfunction()
