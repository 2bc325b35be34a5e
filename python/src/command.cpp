// SPDX-License-Identifier: Apache-2.0
#include <vitviz/program.h>

int main(int argc, char** argv) { return vitviz::run_program(argc, argv); }
