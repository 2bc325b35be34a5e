// SPDX-License-Identifier: Apache-2.0
// Preloaded, it makes a program take this processor for an older one: with AVX2, and nothing of
// AVX-512, AMX or AVX-VNNI. Every CPUID instruction traps, and is answered without their bits. For
// Linux on processors that can (cpuid_fault in /proc/cpuinfo).
//
//   cc -O1 -shared -fPIC -Wl,-z,initfirst -o only_avx2.so only_avx2.c
//   LD_PRELOAD=./only_avx2.so vitviz bench
#define _GNU_SOURCE
#include <asm/prctl.h>
#include <cpuid.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define BIT(number) (1U << (number))

// Of leaf 7 (Intel's manual, volume 2A, CPUID): AVX512F, DQ, IFMA, PF, ER, CD, BW, VL …
static const unsigned kEbx =
    BIT(16) | BIT(17) | BIT(21) | BIT(26) | BIT(27) | BIT(28) | BIT(30) | BIT(31);
// … VBMI, VBMI2, VNNI, BITALG, VPOPCNTDQ …
static const unsigned kEcx = BIT(1) | BIT(6) | BIT(11) | BIT(12) | BIT(14);
// … 4VNNIW, 4FMAPS, VP2INTERSECT, AMX-BF16, AVX512-FP16, AMX-TILE, AMX-INT8; and of its second
// part, AVX-VNNI, AVX512-BF16, AMX-FP16. What that has in other registers is newer still.
static const unsigned kEdx = BIT(2) | BIT(3) | BIT(8) | BIT(22) | BIT(23) | BIT(24) | BIT(25);
static const unsigned kSecondEax = BIT(4) | BIT(5) | BIT(21);

static long let_cpuid_pass(unsigned long yes) {
  return syscall(SYS_arch_prctl, ARCH_SET_CPUID, yes);
}

static void answer(int number, siginfo_t* info, void* context) {
  (void)info;
  greg_t* const registers = ((ucontext_t*)context)->uc_mcontext.gregs;
  const unsigned char* const instruction = (const unsigned char*)registers[REG_RIP];
  if (instruction[0] != 0x0f || instruction[1] != 0xa2) {  // a fault of the program's own
    signal(number, SIG_DFL);
    return;
  }
  const unsigned leaf = (unsigned)registers[REG_RAX];
  const unsigned part = (unsigned)registers[REG_RCX];
  unsigned eax, ebx, ecx, edx;
  let_cpuid_pass(1);
  __cpuid_count(leaf, part, eax, ebx, ecx, edx);
  let_cpuid_pass(0);
  if (leaf == 7 && part == 0) {
    ebx &= ~kEbx;
    ecx &= ~kEcx;
    edx &= ~kEdx;
  } else if (leaf == 7 && part == 1) {
    eax &= ~kSecondEax;
    ebx = ecx = edx = 0;
  }
  registers[REG_RAX] = eax;
  registers[REG_RBX] = ebx;
  registers[REG_RCX] = ecx;
  registers[REG_RDX] = edx;
  registers[REG_RIP] += 2;
}

__attribute__((constructor)) static void start(void) {
  struct sigaction action = {0};
  action.sa_sigaction = answer;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  sigaction(SIGSEGV, &action, NULL);
  if (let_cpuid_pass(0) != 0) {
    perror("this processor cannot be taken for an older one");
    _exit(1);
  }
}
