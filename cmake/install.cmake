# What `cmake --install` copies: the program, its manual pages, completions and documentation.
include(GNUInstallDirs)

set(made ${PROJECT_BINARY_DIR}/handbook)
set(scripts)
foreach(shell bash fish zsh)
  set(script ${made}/vitviz.${shell})
  add_custom_command(OUTPUT ${script}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${made}
    COMMAND vitviz completions ${shell} > ${script}
    DEPENDS vitviz VERBATIM)
  list(APPEND scripts ${script})
endforeach()
add_custom_command(OUTPUT ${made}/man/vitviz.1
  COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:vitviz> -DFOLDER=${made}/man
          -P ${PROJECT_SOURCE_DIR}/cmake/manual.cmake
  DEPENDS vitviz ${PROJECT_SOURCE_DIR}/cmake/manual.cmake VERBATIM)
add_custom_target(handbook ALL DEPENDS ${scripts} ${made}/man/vitviz.1)

install(TARGETS vitviz COMPONENT program)
install(DIRECTORY ${made}/man/ COMPONENT program DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${made}/vitviz.bash COMPONENT program DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME vitviz)
install(FILES ${made}/vitviz.fish COMPONENT program DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${made}/vitviz.zsh COMPONENT program DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
        RENAME _vitviz)
install(FILES README.md CHANGELOG.md LICENSE COMPONENT program DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs COMPONENT program DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md")
