/* SPDX-License-Identifier: Apache-2.0
   The parts of the page, in the read-only part of the program. */
    .section .rodata
    .macro embed name, file
    .global \name
    .global \name\()_end
\name:
    .incbin "\file"
\name\()_end:
    .byte 0
    .endm

    embed vitviz_page_html, VITVIZ_PAGE_HTML
    embed vitviz_page_style, VITVIZ_PAGE_STYLE
    embed vitviz_page_style_sha256, VITVIZ_PAGE_STYLE_SHA256
    embed vitviz_page_script, VITVIZ_PAGE_SCRIPT
    embed vitviz_page_script_sha256, VITVIZ_PAGE_SCRIPT_SHA256

    .section .note.GNU-stack, "", %progbits
