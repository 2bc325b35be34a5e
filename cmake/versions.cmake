# What `vitviz --version --json` tells of the libraries: VITVIZ_BUILT_WITH="Eigen 3.4.0,fmt 9.1.0,…".
# The version of one that tells it only in a header is what its lines "#define NAME number" say.
function(vitviz_version_in_header variable header)
  file(READ "${header}" text)
  set(numbers)
  foreach(name IN LISTS ARGN)
    string(REGEX MATCH "#define[ \t]+${name}[ \t]+([0-9]+)" line "${text}")
    list(APPEND numbers ${CMAKE_MATCH_1})
  endforeach()
  list(JOIN numbers . version)
  set(${variable} ${version} PARENT_SCOPE)
endfunction()

vitviz_version_in_header(hwy ${HWY_INCLUDE_FOLDER}/hwy/base.h HWY_MAJOR HWY_MINOR HWY_PATCH)
if(NOT hwy)
  vitviz_version_in_header(hwy ${HWY_INCLUDE_FOLDER}/hwy/highway.h HWY_MAJOR HWY_MINOR HWY_PATCH)
endif()
vitviz_version_in_header(opencv ${OPENCV_INCLUDE_FOLDER}/opencv2/core/version.hpp
                         CV_VERSION_MAJOR CV_VERSION_MINOR CV_VERSION_REVISION)
find_file(DNNL_VERSION_HEADER NAMES oneapi/dnnl/dnnl_version.h dnnl_version.h
          PATHS ${DNNL_INCLUDE_FOLDER} REQUIRED)
vitviz_version_in_header(dnnl ${DNNL_VERSION_HEADER}
                         DNNL_VERSION_MAJOR DNNL_VERSION_MINOR DNNL_VERSION_PATCH)

set(VITVIZ_BUILT_WITH
  "CLI11 ${CLI11_VERSION}" "Eigen ${Eigen3_VERSION}" "fmt ${fmt_VERSION}" "FreeType ${FREETYPE_VERSION_STRING}"
  "giflib ${GIF_VERSION}" "Highway ${hwy}" "ISA-L ${ISAL_VERSION}" "lcms2 ${LCMS_VERSION}"
  "libexif ${EXIF_VERSION}" "libjpeg ${JPEG_VERSION}" "libpng ${PNG_VERSION_STRING}"
  "libwebp ${WEBP_libwebp_VERSION}"
  "nlohmann-json ${nlohmann_json_VERSION}" "oneDNN ${dnnl}" "OpenCV ${opencv}"
  "pugixml ${pugixml_VERSION}" "zlib ${ZLIB_VERSION_STRING}")
list(JOIN VITVIZ_BUILT_WITH "," VITVIZ_BUILT_WITH)
