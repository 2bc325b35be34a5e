# Writes the objects of several static libraries into one.
#   cmake "-DARCHIVES=a.a;b.a" -DAR=ar -DOUTPUT=c.a -P join_archives.cmake
cmake_minimum_required(VERSION 3.25)
set(script "create ${OUTPUT}\n")
foreach(archive IN LISTS ARCHIVES)
  string(APPEND script "addlib ${archive}\n")
endforeach()
file(REMOVE "${OUTPUT}")
file(WRITE "${OUTPUT}.mri" "${script}save\nend\n")
execute_process(COMMAND "${AR}" -M INPUT_FILE "${OUTPUT}.mri" COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE "${OUTPUT}.mri")
