# Fails when a file includes a room that its own room may not know, or a package that belongs to
# another room. Run by CTest; tests/layering_test.cmake proves that it can fail.
#   cmake -DSOURCE=src -DMINIMUM=20 -P layering.cmake
# MINIMUM is the number of files below which the check itself must be looking in the wrong place.
cmake_minimum_required(VERSION 3.25)

# Lowest first. Rooms of one line are one group: they may include each other, and what the group may.
set(may_include_base)
set(may_include_tensor base)
set(may_include_io base tensor)
foreach(container torch safetensors numpy gguf)
  set(may_include_${container} base tensor io)
endforeach()
set(may_include_nn base tensor)
set(may_include_model base tensor nn)
set(may_include_labels base tensor io)
foreach(room checkpoint families)
  set(may_include_${room} base tensor io torch safetensors numpy gguf nn model labels checkpoint
      families)
endforeach()
set(may_include_fetch base io checkpoint)
set(may_include_archives base tensor io)
set(may_include_image base tensor archives numpy)
set(may_include_video base image)
set(may_include_maps base tensor)
set(may_include_masks base tensor image)
set(may_include_measures base tensor nn model maps)
set(may_include_color base tensor image)
set(may_include_text_pictures base tensor image color)
set(may_include_field base tensor image masks color)
set(may_include_render base tensor image masks color field)
set(may_include_sheet base tensor image color field render)
set(may_include_analysis base tensor nn model image maps masks)
set(may_include_eval base tensor nn model image maps masks analysis)
set(may_include_objects base tensor model image masks field analysis)
set(may_include_scoring base tensor nn model image masks field sheet analysis objects eval)
set(may_include_views base tensor model image maps masks color field render sheet text_pictures
    analysis objects)
# The library for other programs; what they see of it is include/vitviz.
set(may_include_library vitviz base tensor io nn model checkpoint fetch image masks color field render sheet objects
    analysis views)
set(may_include_inputs base archives image video analysis views)
set(may_include_manifest base archives inputs)
set(may_include_batch base tensor io numpy nn model archives image video maps masks color field render
    text_pictures analysis objects views inputs manifest)
set(may_include_features base tensor io numpy nn model archives image maps measures sheet analysis inputs manifest batch)
set(may_include_report base tensor nn model image maps color measures analysis views batch)
# The program's face.
set(may_include_screen base image model text_pictures analysis eval scoring inputs batch)
set(may_include_options base tensor nn model checkpoint image masks color field render sheet analysis
    objects views inputs batch screen)
set(may_include_handbook base options)
set(may_include_commands base tensor io nn model checkpoint fetch image video masks field sheet
    analysis objects eval scoring views inputs manifest batch report features screen options handbook)
set(may_include_cli vitviz base image commands options screen)
set(face screen options handbook commands cli)
set(rooms base tensor io torch safetensors numpy gguf nn model labels checkpoint families fetch archives image
    video maps measures masks color field render sheet text_pictures analysis objects eval scoring views library inputs manifest batch report features
    ${face})

# Packages that only some rooms may name, each kept behind that room's own headers.
set(only_nn "dnnl|oneapi/dnnl|hwy/")
set(only_image "gif_lib|libheif/|jxl/|lcms2|jpeglib|png\\.h|tiffio|webp/|libexif/|zlib")
set(only_io_numpy_archives "zip\\.h")
set(only_fetch "curl/|openssl/")
set(only_io_image "isa-l/")
set(only_io_safetensors_video_measures_eval_manifest_batch_report_features_commands "nlohmann/")
set(only_base "xxhash")
set(only_sheet "freetype/")
set(only_image_masks_field_render_sheet "opencv2/")
set(only_eval "pugixml")
set(only_features "LBFGS")
set(only_options "CLI/")

file(GLOB_RECURSE files RELATIVE "${SOURCE}" "${SOURCE}/*.h" "${SOURCE}/*.cpp")
list(LENGTH files count)
if(count LESS MINIMUM)
  message(FATAL_ERROR "layering: only ${count} files below ${SOURCE}")
endif()

# Who can be called without a command line knows no option: below the program's face a message names
# an argument (base/argument.h), and what does not suit is a base::Error.
function(check_words file room)
  if(room IN_LIST face)
    return()
  endif()
  # Of a line, the text in quotes; not of includes, and not a URL with -- in the middle of a word.
  file(STRINGS "${SOURCE}/${file}" options REGEX "\"(.*[^a-zA-Z0-9_])?--[a-z].*\"")
  foreach(line IN LISTS options)
    string(REGEX REPLACE "//.*" "" code "${line}")
    if(code MATCHES "--[a-z]")
      message(SEND_ERROR "src/${file}: only the program's face may name an option: ${line}")
    endif()
  endforeach()
  file(STRINGS "${SOURCE}/${file}" thrown REGEX "UsageError|fail_usage")
  if(thrown)
    message(SEND_ERROR "src/${file}: only the program's face may throw a usage error: ${thrown}")
  endif()
endfunction()

foreach(file IN LISTS files)
  string(REGEX MATCH "^[^/]+" room "${file}")
  if(file MATCHES "^(shared_)?main.cpp$")
    set(room cli)
  endif()
  if(NOT room IN_LIST rooms)
    message(SEND_ERROR "src/${file}: '${room}' is no room of the house")
  endif()

  check_words(${file} ${room})
  file(STRINGS "${SOURCE}/${file}" lines REGEX "^[ \t]*#[ \t]*include")
  foreach(line IN LISTS lines)
    if(line MATCHES "\"([a-z_]+)/")
      set(included ${CMAKE_MATCH_1})
      if(NOT included STREQUAL room AND NOT included IN_LIST may_include_${room})
        message(SEND_ERROR "src/${file}: ${room} must not include ${included}")
      endif()
    elseif(line MATCHES "\"")
      message(SEND_ERROR "src/${file}: name the room, as in \"${room}/name.h\": ${line}")
    endif()
    if(line MATCHES "<opencv2/" AND file MATCHES "[.]h$")
      message(SEND_ERROR "src/${file}: OpenCV stays out of headers: ${line}")
    endif()
    foreach(owner base nn image io_numpy_archives fetch io_image
                  io_safetensors_video_measures_eval_manifest_batch_report_features_commands sheet
                  image_masks_field_render_sheet eval features options)
      string(REPLACE "_" ";" owners ${owner})
      if(line MATCHES "<(${only_${owner}})" AND NOT room IN_LIST owners)
        message(SEND_ERROR "src/${file}: only ${owner} may know this package: ${line}")
      endif()
    endforeach()
  endforeach()
endforeach()

# One file knows how the command line is parsed: it is slow to compile.
foreach(file IN LISTS files)
  if(file STREQUAL "options/option_form.cpp")
    continue()
  endif()
  file(STRINGS "${SOURCE}/${file}" lines REGEX "#[ \t]*include <CLI/")
  if(lines)
    message(SEND_ERROR "src/${file}: only options/option_form.cpp may include CLI11")
  endif()
endforeach()
