# vitviz_sanitized(NAME ROOM ...)
# The rooms' sources once more, under the address and undefined-behaviour sanitizers, as one static
# library: what reads hostile files is tested with them in every build. Rooms that are not named are
# linked as they are. It defines what plain rooms define: link none of the named ones beside it.
function(vitviz_sanitized name)
  set(rooms ${ARGN})
  list(TRANSFORM rooms PREPEND vitviz_)
  add_library(${name} STATIC)
  foreach(room IN LISTS rooms)
    get_target_property(sources ${room} SOURCES)
    get_target_property(folder ${room} SOURCE_DIR)
    list(FILTER sources INCLUDE REGEX "[.]cpp$")
    list(TRANSFORM sources PREPEND ${folder}/)
    # What the assembler made has nothing to check.
    target_sources(${name} PRIVATE ${sources}
                   $<FILTER:$<TARGET_OBJECTS:${room}>,INCLUDE,[.]S[.]o$>)
    get_target_property(libraries ${room} LINK_LIBRARIES)
    list(REMOVE_ITEM libraries ${rooms})
    target_link_libraries(${name} PUBLIC ${libraries})
  endforeach()
  set_target_properties(${name} PROPERTIES CXX_CLANG_TIDY "")  # it has seen these files
  target_compile_options(${name} PUBLIC -O1 -fsanitize=address,undefined -fno-sanitize-recover=all
                                        -fno-omit-frame-pointer)
  # gcc 12 warns of what only the sanitizers' own code does (gcc bug 105562).
  target_compile_options(${name} PUBLIC
    $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized>)
  # Eigen's matrices go to and from plain rooms, but under a sanitizer it would allocate otherwise.
  target_compile_definitions(${name} PUBLIC _GLIBCXX_ASSERTIONS EIGEN_MALLOC_ALREADY_ALIGNED=1)
  vitviz_precompiled(${name} sanitized)
  target_link_options(${name} PUBLIC -fsanitize=address,undefined)
endfunction()
