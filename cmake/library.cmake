# The library for other programs (include/vitviz), shared and static, and how they find it.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(exported ${PROJECT_SOURCE_DIR}/src/library/exported.map)
add_library(vitviz_shared SHARED $<TARGET_OBJECTS:vitviz_library> shared_main.cpp)
get_target_property(rooms vitviz_library LINK_LIBRARIES)
target_link_libraries(vitviz_shared PRIVATE ${rooms} vitviz_cli)
target_link_options(vitviz_shared PRIVATE -Wl,--version-script=${exported} -Wl,--as-needed)
target_compile_features(vitviz_shared INTERFACE cxx_std_20)
target_include_directories(vitviz_shared PRIVATE ${PROJECT_SOURCE_DIR}/include INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
# Before 1.0, what a program was built with is what it needs.
set_target_properties(vitviz_shared PROPERTIES
  OUTPUT_NAME vitviz EXPORT_NAME vitviz VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR} LINK_DEPENDS ${exported}
  LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)

# All rooms that one stands on, itself among them.
function(vitviz_rooms_below room result)
  set(found ${${result}})
  if(NOT room IN_LIST found)
    list(APPEND found ${room})
    get_target_property(below ${room} LINK_LIBRARIES)
    list(FILTER below INCLUDE REGEX "^vitviz_")
    list(REMOVE_ITEM below vitviz_flags)
    foreach(next IN LISTS below)
      vitviz_rooms_below(${next} found)
    endforeach()
  endif()
  set(${result} ${found} PARENT_SCOPE)
endfunction()

# A static library is all rooms in one archive, and the shared one tells what it needs beside it.
set(below)
vitviz_rooms_below(vitviz_library below)
list(TRANSFORM below REPLACE "(.+)" "$<TARGET_FILE:\\1>" OUTPUT_VARIABLE archives)
set(static_file ${PROJECT_BINARY_DIR}/lib/libvitviz.a)
set(needs_file ${PROJECT_BINARY_DIR}/lib/needs.cmake)
set(pkg_config_file ${PROJECT_BINARY_DIR}/lib/vitviz.pc)
add_custom_command(
  OUTPUT ${static_file} ${needs_file} ${pkg_config_file}
  COMMAND ${CMAKE_COMMAND} "-DARCHIVES=${archives}" -DAR=${CMAKE_AR} -DOUTPUT=${static_file}
          -P ${CMAKE_CURRENT_LIST_DIR}/join_archives.cmake
  COMMAND ${CMAKE_COMMAND} -DLIBRARY=$<TARGET_FILE:vitviz_shared> -DREADELF=${CMAKE_READELF}
          -DOUTPUT=${needs_file} -DTEMPLATE=${CMAKE_CURRENT_LIST_DIR}/vitviz.pc.in
          -DPKG_CONFIG=${pkg_config_file} -DVERSION=${PROJECT_VERSION}
          -DLIBRARIES=${CMAKE_INSTALL_LIBDIR} -DHEADERS=${CMAKE_INSTALL_INCLUDEDIR}
          -P ${CMAKE_CURRENT_LIST_DIR}/library_needs.cmake
  DEPENDS vitviz_shared ${below} ${CMAKE_CURRENT_LIST_DIR}/join_archives.cmake
          ${CMAKE_CURRENT_LIST_DIR}/library_needs.cmake ${CMAKE_CURRENT_LIST_DIR}/vitviz.pc.in
  COMMENT "Joining libvitviz.a" VERBATIM)
add_custom_target(vitviz_static ALL DEPENDS ${static_file})

set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/vitviz)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/vitvizConfig.cmake.in
  ${PROJECT_BINARY_DIR}/lib/vitvizConfig.cmake INSTALL_DESTINATION ${config_folder}
  PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/lib/vitvizConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)

install(TARGETS vitviz_shared EXPORT vitviz
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/vitviz COMPONENT development
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${static_file} COMPONENT development DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES ${pkg_config_file} COMPONENT development
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(EXPORT vitviz NAMESPACE vitviz:: FILE vitvizTargets.cmake COMPONENT development
  DESTINATION ${config_folder})
install(FILES ${needs_file} ${PROJECT_BINARY_DIR}/lib/vitvizConfig.cmake
              ${PROJECT_BINARY_DIR}/lib/vitvizConfigVersion.cmake
  COMPONENT development DESTINATION ${config_folder})
