/* SPDX-License-Identifier: Apache-2.0
   The bytes of the embedded model, in the read-only part of the program. */
    .section .rodata
    .global vitviz_embedded_model
    .global vitviz_embedded_model_end
    .balign 64
vitviz_embedded_model:
    .incbin VITVIZ_MODEL_FILE
vitviz_embedded_model_end:
    .byte 0

    .section .note.GNU-stack, "", %progbits
