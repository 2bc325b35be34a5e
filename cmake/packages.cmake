# Every package the program is built from. All are Debian's; scripts/packages lists their names.

# For the program that is carried to other systems (scripts/tarball): what has a static library
# becomes part of it.
option(VITVIZ_STATIC "Prefer static libraries" OFF)
find_package(PkgConfig REQUIRED)
pkg_check_modules(EXIF REQUIRED IMPORTED_TARGET libexif)  # under the LGPL, so never part of it
if(VITVIZ_STATIC)
  list(PREPEND CMAKE_FIND_LIBRARY_SUFFIXES .a)
endif()

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
if(VITVIZ_STATIC)
  set(VITVIZ_FMT fmt::fmt-header-only)  # Debian has no libfmt.a
else()
  set(VITVIZ_FMT fmt::fmt)
endif()
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)

# Highway is headers here: its library costs every start 4 ms (src/nn/highway_targets.cpp).
find_path(HWY_INCLUDE_FOLDER hwy/highway.h REQUIRED)

# What multiplies by weights on x86-64 (src/nn/matrix_product.cpp).
string(TOLOWER "${CMAKE_SYSTEM_PROCESSOR}" processor)
if(processor MATCHES "^(x86_64|amd64)$")
  set(VITVIZ_X86 ON)
  # Debian's dnnl package configuration asks for the OpenCL headers, which the CPU engine never needs.
  find_path(DNNL_INCLUDE_FOLDER dnnl.hpp REQUIRED)
  find_library(DNNL_LIBRARY dnnl REQUIRED)
  add_library(dnnl::dnnl UNKNOWN IMPORTED)
  set_target_properties(dnnl::dnnl PROPERTIES IMPORTED_LOCATION ${DNNL_LIBRARY}
                                              INTERFACE_INCLUDE_DIRECTORIES ${DNNL_INCLUDE_FOLDER})
  # Debian's shares out work by OpenMP; that of scripts/minimal-libraries has no threads.
  if(DNNL_LIBRARY MATCHES "\\.so$")
    target_link_libraries(dnnl::dnnl INTERFACE gomp)
  endif()
endif()

# OpenCV's core and imgproc alone. Debian keeps OpenCVConfig.cmake in a package that depends on every
# other part of it.
find_path(OPENCV_INCLUDE_FOLDER opencv2/imgproc.hpp PATH_SUFFIXES opencv4 REQUIRED)
foreach(part core imgproc)
  find_library(OPENCV_${part}_LIBRARY opencv_${part} REQUIRED)
  add_library(opencv::${part} UNKNOWN IMPORTED)
  set_target_properties(opencv::${part} PROPERTIES
    IMPORTED_LOCATION ${OPENCV_${part}_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${OPENCV_INCLUDE_FOLDER})
endforeach()
if(OPENCV_core_LIBRARY MATCHES "\\.a$")  # that of scripts/minimal-libraries
  target_link_libraries(opencv::imgproc INTERFACE opencv::core)
  target_link_libraries(opencv::core INTERFACE ZLIB::ZLIB Threads::Threads ${CMAKE_DL_LIBS})
endif()

# The picture formats, each by its own library. OpenCV's imgcodecs would read them all, but loads
# GDAL and 130 further libraries: 60 ms and 48 MB before the first pixel.
find_package(GIF 5.2 REQUIRED)
find_package(JPEG REQUIRED)
find_package(PNG REQUIRED)
find_package(ZLIB REQUIRED)
pkg_check_modules(ISAL REQUIRED IMPORTED_TARGET libisal)
pkg_check_modules(LCMS REQUIRED IMPORTED_TARGET lcms2)
pkg_check_modules(WEBP REQUIRED IMPORTED_TARGET libwebpdemux libwebp)

# What not every call needs is loaded when it does (src/base/late_library.h): libheif, libjxl and
# libtiff for photos of their format, libzip for archives, which checkpoints of PyTorch and NumPy are,
# libcurl and the SHA-256 of OpenSSL for downloads. Building takes their headers alone.
find_path(HEIF_INCLUDE_FOLDER libheif/heif.h REQUIRED)
find_path(JXL_INCLUDE_FOLDER jxl/decode.h REQUIRED)
find_path(TIFF_INCLUDE_FOLDER tiffio.h REQUIRED)
find_path(ZIP_INCLUDE_FOLDER zip.h REQUIRED)
find_path(CURL_INCLUDE_FOLDER curl/curl.h REQUIRED)
find_path(CRYPTO_INCLUDE_FOLDER openssl/evp.h REQUIRED)
foreach(library heif jxl tiff zip curl crypto hwy)
  string(TOUPPER ${library} upper)
  add_library(${library}::headers INTERFACE IMPORTED)
  set_target_properties(${library}::headers PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES ${${upper}_INCLUDE_FOLDER})
endforeach()

# L-BFGS, headers alone.
find_path(LBFGSPP_INCLUDE_FOLDER LBFGS.h REQUIRED)
add_library(lbfgspp::lbfgspp INTERFACE IMPORTED)
set_target_properties(lbfgspp::lbfgspp PROPERTIES
  INTERFACE_INCLUDE_DIRECTORIES ${LBFGSPP_INCLUDE_FOLDER})

# Annotations of PASCAL VOC.
find_package(pugixml REQUIRED)
if(VITVIZ_STATIC)
  set(VITVIZ_PUGIXML pugixml::static)
else()
  set(VITVIZ_PUGIXML pugixml::shared)
endif()

# Text in pictures, and the font that becomes part of the program.
find_package(Freetype REQUIRED)
if(VITVIZ_STATIC)
  pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlidec libbrotlicommon)
  target_link_libraries(Freetype::Freetype INTERFACE PNG::PNG ZLIB::ZLIB PkgConfig::BROTLI)
endif()
find_file(VITVIZ_FONT_FILE DejaVuSans.ttf REQUIRED
  PATHS /usr/share/fonts PATH_SUFFIXES truetype/dejavu dejavu TTF)
