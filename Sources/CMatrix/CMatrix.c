#include "CMatrix.h"

#include <stdint.h>
#include <string.h>

// Swift has no way to compile a function for a wider processor than the rest of the program; C has.
// What each function does is written once; the compiler makes it for each width. Nothing may be
// contracted to a fused multiplication, which the wider processors have and the others have not.
#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))

typedef double v4 __attribute__((vector_size(32), aligned(8)));
typedef double v8 __attribute__((vector_size(64), aligned(8)));
typedef int64_t i8 __attribute__((vector_size(64), aligned(8)));

// MARK: The tile

/// With registers for the tile as a whole.
INLINE void whole_tile(
  ptrdiff_t depth, const double *a, const double *b, double *c, ptrdiff_t pitch, int adds)
{
  v8 c0 = {0}, c1 = {0}, c2 = {0}, c3 = {0};
  if (adds) {
    c0 = *(const v8 *)c;
    c1 = *(const v8 *)(c + pitch);
    c2 = *(const v8 *)(c + 2 * pitch);
    c3 = *(const v8 *)(c + 3 * pitch);
  }
  for (ptrdiff_t k = 0; k < depth; k++) {
    v8 row = *(const v8 *)(b + 8 * k);
    c0 += row * a[4 * k];
    c1 += row * a[4 * k + 1];
    c2 += row * a[4 * k + 2];
    c3 += row * a[4 * k + 3];
  }
  *(v8 *)c = c0;
  *(v8 *)(c + pitch) = c1;
  *(v8 *)(c + 2 * pitch) = c2;
  *(v8 *)(c + 3 * pitch) = c3;
}

/// With registers for half a tile.
INLINE void half_tile(
  ptrdiff_t depth, const double *a, const double *b, double *c, ptrdiff_t pitch, int adds)
{
  v4 c0 = {0}, c1 = {0}, c2 = {0}, c3 = {0};
  if (adds) {
    c0 = *(const v4 *)c;
    c1 = *(const v4 *)(c + pitch);
    c2 = *(const v4 *)(c + 2 * pitch);
    c3 = *(const v4 *)(c + 3 * pitch);
  }
  for (ptrdiff_t k = 0; k < depth; k++) {
    v4 row = *(const v4 *)(b + 8 * k);
    c0 += row * a[4 * k];
    c1 += row * a[4 * k + 1];
    c2 += row * a[4 * k + 2];
    c3 += row * a[4 * k + 3];
  }
  *(v4 *)c = c0;
  *(v4 *)(c + pitch) = c1;
  *(v4 *)(c + 2 * pitch) = c2;
  *(v4 *)(c + 3 * pitch) = c3;
}

// MARK: The logistic function

/// The logistic function of eight numbers, from e⁻ˢ with s = |z|: 2ⁿ eʳ with −s = n ln 2 + r and
/// |r| ≤ ln 2 / 2, and eʳ by its series to r¹³.
INLINE void logistic_of_eight(const double *z, double *a, double *slope)
{
  const double shift = 0x1.8p52;
  const v8 most = {708, 708, 708, 708, 708, 708, 708, 708};
  v8 x = *(const v8 *)z;
  i8 isNegative = (i8)x >> 63;
  v8 size = (v8)((i8)x & INT64_MAX);
  // Beyond 708 e⁻ᶻ is no normal number; a NaN stays one.
  i8 isLarge = size > most;
  size = (v8)(((i8)most & isLarge) | ((i8)size & ~isLarge));
  v8 shifted = shift - size * 0x1.71547652b82fep0;
  v8 n = shifted - shift;
  v8 r = -size - n * 0x1.62e42feep-1;
  r -= n * 0x1.a39ef35793c76p-33;
  v8 sum = r * (1.0 / 6227020800) + 1.0 / 479001600;
  sum = sum * r + 1.0 / 39916800;
  sum = sum * r + 1.0 / 3628800;
  sum = sum * r + 1.0 / 362880;
  sum = sum * r + 1.0 / 40320;
  sum = sum * r + 1.0 / 5040;
  sum = sum * r + 1.0 / 720;
  sum = sum * r + 1.0 / 120;
  sum = sum * r + 1.0 / 24;
  sum = sum * r + 1.0 / 6;
  sum = sum * r + 0.5;
  sum = sum * (r * r) + r + 1;
  v8 e = (v8)((i8)sum + ((i8)shifted << 52));
  v8 whole = 1.0 / (1.0 + e);
  v8 small = e * whole;
  *(v8 *)a = (v8)(((i8)small & isNegative) | ((i8)whole & ~isNegative));
  *(v8 *)slope = small * whole;
}

INLINE void logistic(ptrdiff_t count, const double *z, double *a, double *slope)
{
  ptrdiff_t whole = count & ~(ptrdiff_t)7;
  for (ptrdiff_t i = 0; i < whole; i += 8) logistic_of_eight(z + i, a + i, slope + i);
  if (whole == count) return;
  double rest[3][8] = {{0}};
  size_t size = (size_t)(count - whole) * sizeof(double);
  memcpy(rest[0], z + whole, size);
  logistic_of_eight(rest[0], rest[1], rest[2]);
  memcpy(a + whole, rest[1], size);
  memcpy(slope + whole, rest[2], size);
}

// MARK: For each processor

#if defined(__x86_64__)

__attribute__((target("avx512f,avx512dq"))) static void tile_512(
  ptrdiff_t depth, const double *a, const double *b, double *c, ptrdiff_t pitch, int adds)
{
  whole_tile(depth, a, b, c, pitch, adds);
}

__attribute__((target("avx2"))) static void tile_256(
  ptrdiff_t depth, const double *a, const double *b, double *c, ptrdiff_t pitch, int adds)
{
  whole_tile(depth, a, b, c, pitch, adds);
}

__attribute__((target("avx512f,avx512dq"))) static void logistic_512(
  ptrdiff_t count, const double *z, double *a, double *slope)
{
  logistic(count, z, a, slope);
}

__attribute__((target("avx2"))) static void logistic_256(
  ptrdiff_t count, const double *z, double *a, double *slope)
{
  logistic(count, z, a, slope);
}

/// How wide the registers of this processor are: 512, 256 or 128 bits.
static int width(void)
{
  static int known = 0;
  int width = __atomic_load_n(&known, __ATOMIC_RELAXED);
  if (width) return width;
  __builtin_cpu_init();
  width = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
    ? 512
    : __builtin_cpu_supports("avx2") ? 256 : 128;
  __atomic_store_n(&known, width, __ATOMIC_RELAXED);
  return width;
}

#endif

void cmatrix_tile(
  ptrdiff_t depth, const double *a, const double *b, double *c, ptrdiff_t pitch, int adds)
{
#if defined(__x86_64__)
  switch (width()) {
  case 512: return tile_512(depth, a, b, c, pitch, adds);
  case 256: return tile_256(depth, a, b, c, pitch, adds);
  default:
    half_tile(depth, a, b, c, pitch, adds);
    return half_tile(depth, a, b + 4, c + 4, pitch, adds);
  }
#else
  whole_tile(depth, a, b, c, pitch, adds);
#endif
}

void cmatrix_logistic(ptrdiff_t count, const double *z, double *a, double *slope)
{
#if defined(__x86_64__)
  switch (width()) {
  case 512: return logistic_512(count, z, a, slope);
  case 256: return logistic_256(count, z, a, slope);
  default: return logistic(count, z, a, slope);
  }
#else
  logistic(count, z, a, slope);
#endif
}
