# What Debian's policy asks of every package, added to the files that CPack has gathered: manual pages
# are compressed, and each package has its copyright and a changelog.
file(READ ${CMAKE_CURRENT_LIST_DIR}/copyright copyright)
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  string(TOUPPER ${component} upper)
  set(name ${CPACK_DEBIAN_${upper}_PACKAGE_NAME})
  set(root ${CPACK_TEMPORARY_DIRECTORY}/${component}${CPACK_PACKAGING_INSTALL_PREFIX})
  file(WRITE ${root}/share/doc/${name}/copyright "${copyright}")
  file(REMOVE ${root}/share/doc/${name}/LICENSE)  # Debian has it once for all packages
  file(WRITE ${root}/share/doc/${name}/changelog
"vitviz (${CPACK_PACKAGE_VERSION}) stable; urgency=medium

  * See CHANGELOG.md in the package vitviz.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
  file(GLOB compressed ${root}/share/man/man1/*.1 ${root}/share/doc/${name}/changelog)
  execute_process(COMMAND gzip -9nf ${compressed} COMMAND_ERROR_IS_FATAL ANY)
  file(GLOB_RECURSE files ${root}/share/* ${root}/include/*)
  file(CHMOD ${files} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
endforeach()
