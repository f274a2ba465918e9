#pragma once
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stddef.h>

/* Finds bytes in bytes, in linear time. glibc has it, and hides it from programs that do not ask for GNU's extensions. */
extern void *memmem(const void *bytes, size_t count, const void *needle, size_t needleCount);
