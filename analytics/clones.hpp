/// @file analytics/clones.hpp
/// @brief TERTIL_CLONES: compiles a function for AVX-512, AVX2 and the baseline.
///
/// The machine chooses when the program is loaded. That choice runs before a sanitizer is ready,
/// and needs glibc's ifunc and a compiler that knows the attribute; elsewhere the macro is empty.
/// To measure one kernel alone: -DTERTIL_CLONES='__attribute__((target("avx2")))'.
/// Only for sources: a header that others include must not hold such a function.
#pragma once

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define TERTIL_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TERTIL_SANITIZED 1
#endif
#include <cstddef>  // defines __GLIBC__
#if !defined(TERTIL_CLONES) && defined(__x86_64__) && defined(__GLIBC__) && \
    defined(__has_attribute) && !defined(TERTIL_SANITIZED)
#if __has_attribute(target_clones)
#define TERTIL_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#endif
#endif
#ifndef TERTIL_CLONES
#define TERTIL_CLONES
#endif
