# Proves that tests/links.cmake follows good links and finds each kind of broken one.
#   cmake -DFOLDER=scratch -P links_test.cmake
cmake_minimum_required(VERSION 3.25)

set(index)  # the text of docs/README.md, if there is to be one

# check(TEXT [MINIMUM]): runs the check on a README of this text beside two other files; sets
# `result` and `errors`.
function(check text)
  set(minimum 1)
  if(ARGC GREATER 1)
    set(minimum ${ARGV1})
  endif()
  file(REMOVE_RECURSE "${FOLDER}")
  file(WRITE "${FOLDER}/README.md" "# Title\n\n${text}\n\n## Two words\n\n## Two words\n")
  file(WRITE "${FOLDER}/docs/more.md" "# More\n\n## `--size` and `[N, 3]`; more\n\n[up](../README.md)\n")
  file(WRITE "${FOLDER}/docs/picture.jpg" "")
  if(index)
    file(WRITE "${FOLDER}/docs/README.md" "${index}")
  endif()
  execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${FOLDER} -DMINIMUM=${minimum}
                          -P ${CMAKE_CURRENT_LIST_DIR}/links.cmake
                  RESULT_VARIABLE result ERROR_VARIABLE errors)
  set(result ${result} PARENT_SCOPE)
  set(errors "${errors}" PARENT_SCOPE)
endfunction()

function(expect_accepted text)
  check("${text}")
  if(NOT result EQUAL 0)
    message(SEND_ERROR "'${text}' has only good links, but: ${errors}")
  endif()
endfunction()

function(expect_refused text reason)
  check("${text}")
  string(REGEX REPLACE "[ \n]+" " " errors "${errors}")  # CMake breaks its lines
  string(FIND "${errors}" "${reason}" position)
  if(result EQUAL 0)
    message(SEND_ERROR "'${text}' has a broken link, but is accepted")
  elseif(position EQUAL -1)
    message(SEND_ERROR "'${text}': expected '${reason}', found: ${errors}")
  endif()
endfunction()

expect_accepted("[a file](docs/more.md), [a folder](docs) and ![a picture](docs/picture.jpg)")
expect_accepted("[![a picture that is a link](docs/picture.jpg)](docs/more.md)")
expect_accepted("[here](#title), [here](#two-words), [here](#two-words-1)")
expect_accepted("[there](docs/more.md#--size-and-n-3-more)")
expect_accepted("[a [b]; c](docs/more.md \"with a title\")")
expect_accepted("[by name][n]\n\n[n]: docs/more.md")
expect_accepted("[elsewhere](https://example.org/none.md#none)")
expect_accepted("`[code](none.md)`\n\n```sh\n[code](none.md)\n```")

expect_refused("[a file](docs/none.md)" "README.md: (docs/none.md) leads to no file")
expect_refused("![a picture](docs/none.jpg)" "README.md: (docs/none.jpg) leads to no file")
expect_refused("[![good](docs/picture.jpg)](none)" "README.md: (none) leads to no file")
expect_refused("[good](docs/more.md), [bad](more.md)" "README.md: (more.md) leads to no file")
expect_refused("[n][n]\n\n[n]: docs/none.md" "README.md: (docs/none.md) leads to no file")
expect_refused("[here](#none)" "README.md: (#none) leads to no heading")
expect_refused("[here](#two-words-2)" "README.md: (#two-words-2) leads to no heading")
expect_refused("[there](docs/more.md#title)" "README.md: (docs/more.md#title) leads to no heading")
expect_refused("[machine](/etc)" "README.md: (/etc) is no relative link")
expect_refused("```sh\ncode\n```\n[after](none.md)" "README.md: (none.md) leads to no file")

set(index "[More](more.md): a page")
expect_accepted("[a file](docs/more.md)")
set(index "more.md: a page")
expect_refused("[a file](docs/more.md)" "docs/README.md: leaves out more.md")
set(index)

check("no link" 2)
if(result EQUAL 0 OR NOT errors MATCHES "only 1 relative links")
  message(SEND_ERROR "too few links are not noticed: ${errors}")
endif()
