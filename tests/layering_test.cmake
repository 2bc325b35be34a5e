# Proves that tests/layering.cmake accepts what the house allows and refuses each kind of breach.
#   cmake -DFOLDER=scratch -P layering_test.cmake
cmake_minimum_required(VERSION 3.25)

# check(FILE INCLUDE): runs the check on a house of this one file; sets `result` and `errors`.
function(check file include)
  file(REMOVE_RECURSE "${FOLDER}")
  file(WRITE "${FOLDER}/${file}" "// A file.\n#include ${include}\n")
  execute_process(COMMAND ${CMAKE_COMMAND} -DSOURCE=${FOLDER} -DMINIMUM=1
                          -P ${CMAKE_CURRENT_LIST_DIR}/layering.cmake
                  RESULT_VARIABLE result ERROR_VARIABLE errors)
  set(result ${result} PARENT_SCOPE)
  set(errors "${errors}" PARENT_SCOPE)
endfunction()

function(expect_accepted file include)
  check(${file} ${include})
  if(NOT result EQUAL 0)
    message(SEND_ERROR "${file} may include ${include}, but: ${errors}")
  endif()
endfunction()

function(expect_refused file include reason)
  check(${file} ${include})
  if(result EQUAL 0)
    message(SEND_ERROR "${file} must not include ${include}, but may")
  elseif(NOT errors MATCHES ${reason})
    message(SEND_ERROR "${file} includes ${include}: expected '${reason}', found: ${errors}")
  endif()
endfunction()

expect_accepted(maps/mass.cpp "\"maps/mass.h\"")
expect_accepted(maps/mass.cpp "\"tensor/shapes.h\"")
expect_accepted(families/vit.cpp "\"checkpoint/facts.h\"")
expect_refused(model/blueprint.h "\"io/checkpoint.h\"" "model must not include io")
expect_accepted(nn/matmul.cpp "<dnnl.hpp>")
expect_accepted(cli/report.cpp "<nlohmann/json.hpp>")
expect_accepted(main.cpp "\"cli/run.h\"")

expect_refused(maps/mass.cpp "\"cli/run.h\"" "maps must not include cli")
expect_refused(base/text.h "\"tensor/shapes.h\"" "base must not include tensor")
expect_refused(model/block.cpp "<dnnl.hpp>" "only nn may know this package")
expect_refused(cli/models.cpp "<zip.h>" "only io_numpy may know this package")
expect_refused(cli/models.cpp "<curl/curl.h>" "only fetch may know this package")
expect_accepted(io/zip_archive.cpp "<isa-l/crc.h>")
expect_accepted(field/box_mean.cpp "<opencv2/imgproc.hpp>")
expect_refused(maps/mass.cpp "<opencv2/core.hpp>" "only image_masks_field")
expect_refused(field/box_mean.h "<opencv2/core.hpp>" "OpenCV stays out of headers")
expect_refused(render/heat.cpp "<png.h>" "only image may know this package")
expect_refused(nn/softmax.cpp "\"softmax.h\"" "name the room")
expect_refused(attic/box.cpp "<vector>" "'attic' is no room of the house")
