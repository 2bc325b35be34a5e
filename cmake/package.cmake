# Debian packages, which scripts/package builds: the program, the library, and what building with the
# library takes.
set(soversion ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program library development)
set(CPACK_PACKAGE_CONTACT "The vitviz developers <developers@vitviz.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_OUTPUT_FILE_PREFIX ${PROJECT_SOURCE_DIR}/dist)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/debian_files.cmake)

# What is loaded when something needs it is no dependency that a tool could find.
set(needed "libtiff6, libzip4")
set(wished "ca-certificates, ffmpeg, libcurl4, libheif1, libjxl0.7, libssl3")

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME vitviz)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS ${needed})
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS ${wished})
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
"shows where a Vision Transformer looks
Draws attention maps, overlays and masks of photos at their own size, by
official checkpoints as they were released, on the CPU and without Python.
A small model is built in.")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libvitviz${soversion})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS ${needed})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_RECOMMENDS ${wished})
# How packages that link it depend on it, and that the linker's cache is renewed.
set(control ${PROJECT_BINARY_DIR}/debian_control)
file(WRITE ${control}/shlibs "libvitviz ${soversion} libvitviz${soversion} (>= ${PROJECT_VERSION})\n")
file(WRITE ${control}/triggers "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${control}/shlibs ${control}/triggers)
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION
"attention of Vision Transformers for programs in C++
Runs official checkpoints of Vision Transformers on the CPU and gives their
attention, maps, masks and pictures to programs in C++20.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libvitviz-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libvitviz${soversion} (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
"attention of Vision Transformers for programs in C++ (headers)
What building a program with libvitviz takes: its headers, the static library,
and how CMake and pkg-config find it.")
include(CPack)
