# Writes the files that LIST names and whose names end in ENDING, one after the other, and beside
# OUTPUT its SHA-256 in hexadecimal digits.
#   cmake -DLIST=order.txt -DENDING=.js -DOUTPUT=page.js -P join_files.cmake
cmake_minimum_required(VERSION 3.25)
get_filename_component(folder "${LIST}" DIRECTORY)
file(STRINGS "${LIST}" names)
set(joined)
foreach(name IN LISTS names)
  if(name MATCHES "\\${ENDING}$")
    file(READ "${folder}/${name}" text)
    string(APPEND joined "${text}")
  endif()
endforeach()
file(WRITE "${OUTPUT}" "${joined}")
file(SHA256 "${OUTPUT}" digest)
file(WRITE "${OUTPUT}.sha256" "${digest}")
