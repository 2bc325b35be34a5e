/* SPDX-License-Identifier: Apache-2.0
   The bytes of the font, in the read-only part of the program. */
    .section .rodata
    .global vitviz_embedded_font
    .global vitviz_embedded_font_end
    .balign 64
vitviz_embedded_font:
    .incbin VITVIZ_FONT_FILE
vitviz_embedded_font_end:
    .byte 0

    .section .note.GNU-stack, "", %progbits
