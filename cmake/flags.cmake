# One interface target carries every compiler flag; nothing is set globally.
add_library(vitviz_flags INTERFACE)
target_include_directories(vitviz_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_options(vitviz_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion
  -Winvalid-pch -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wformat=2>)

# With this, ccache sees into precompiled headers.
target_compile_options(vitviz_flags INTERFACE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)

# Of Arm's instruction sets Highway's functions are compiled for NEON and SVE: SVE2 adds nothing that
# they use.
if(NOT VITVIZ_X86)
  target_compile_definitions(vitviz_flags
    INTERFACE "HWY_DISABLED_TARGETS=(HWY_SVE2 | HWY_SVE2_128 | HWY_SVE_256)")
endif()

if(VITVIZ_DEVELOPER)
  target_compile_options(vitviz_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()

if(VITVIZ_SANITIZE)
  target_compile_options(vitviz_flags INTERFACE -fsanitize=${VITVIZ_SANITIZE} -fno-omit-frame-pointer)
  target_compile_options(vitviz_flags INTERFACE -fno-sanitize-recover=all)
  # Under the sanitizers gcc 12 believes that std::regex reads what was never set (gcc bug 105562),
  # and that std::fill_n might be asked for a negative number of bytes.
  target_compile_options(vitviz_flags INTERFACE
    $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized -Wno-stringop-overflow
                                             -Wno-array-bounds>)
  target_link_options(vitviz_flags INTERFACE -fsanitize=${VITVIZ_SANITIZE})
endif()

if(VITVIZ_FUZZ)
  target_compile_options(vitviz_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # Precompiled headers may be used again where the clock has moved on but nothing else.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
