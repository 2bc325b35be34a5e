# Headers of the packages that most files include, read once instead of once a file: they are half of
# the time that a build takes. They save time and mean nothing: every file still includes what it
# uses, which the sanitizer and tidy presets see, for they build without.
set(VITVIZ_PRECOMPILED
  <algorithm> <array> <filesystem> <functional> <map> <memory> <optional> <span> <string> <string_view>
  <variant> <vector> <Eigen/Core> <fmt/format.h>)

# vitviz_precompiled(TARGET GROUP [more headers]): the first target of a group makes the headers, those
# after it use its. All of a group are compiled with the same options.
function(vitviz_precompiled target group)
  # CMake would compile the files of an executable as those of a library, but for this.
  get_target_property(type ${target} TYPE)
  if(type STREQUAL EXECUTABLE)
    target_compile_options(${target} PRIVATE -fPIC)
  endif()
  get_property(first GLOBAL PROPERTY VITVIZ_PRECOMPILED_BY_${group})
  if(first)
    target_precompile_headers(${target} REUSE_FROM ${first})
  else()
    target_link_libraries(${target} PRIVATE Eigen3::Eigen)
    target_precompile_headers(${target} PRIVATE ${VITVIZ_PRECOMPILED} ${ARGN})
    set_property(GLOBAL PROPERTY VITVIZ_PRECOMPILED_BY_${group} ${target})
  endif()
endfunction()
