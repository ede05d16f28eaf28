#ifndef CMATRIX_H
#define CMATRIX_H

#include <stddef.h>

/// The rows of a tile.
enum { CMATRIX_ROWS = 4 };
/// The columns of a tile.
enum { CMATRIX_COLUMNS = 8 };

/// One tile of a matrix product: C ← A B, or C ← C + A B.
///
/// Each of the 4 × 8 elements of C is added up from its first product to its last, product by product,
/// without a fused multiplication: the same bits on every processor, however wide its registers are.
///
/// - a: the 4 rows of A, [depth][4]; b: the 8 columns of B, [depth][8].
/// - c: C, its rows `pitch` elements apart.
void cmatrix_tile(
  ptrdiff_t depth, const double *a, const double *b, double *c, ptrdiff_t pitch, int adds);

/// a ← 1 / (1 + e⁻ᶻ) and slope ← e⁻ᶻ / (1 + e⁻ᶻ)² for `count` elements; within 4 units of the last
/// place, and the same bits on every processor.
///
/// Nothing may overlap, except that z may be one of the other two.
void cmatrix_logistic(ptrdiff_t count, const double *z, double *a, double *slope);

#endif
