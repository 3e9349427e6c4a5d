/* Made by: symsoft derive hardswish --format c
 * Do not edit: make it again.
 */

/* Every routine does the same for each of `rows` rows.  Arrays are contiguous, the last axis
 * running fastest, with rows as their first axis; numbers passed by value hold for every row.  No
 * pointer is NULL.  The output overlaps no input; inputs may overlap.  Nothing is shared between
 * calls, so that routines may run in several threads.
 *
 * Accuracy: with u = 2**-53 in f64 and 2**-24 in f32, every operation is rounded once, a function
 * or a power is taken to be right to 4 ulp, and a sum as stated. How far a result may be from the
 * truth follows from the statements by running error analysis, and `symsoft verify` compares by
 * that bound. Where an intermediate value other than an exponential leaves the range of the type,
 * as the square of 1e200 does, or where no number of the type could hold the result, it may be
 * lost.
 *
 * Arithmetic is IEEE 754's; terms of a sum and factors of a product may be taken in another order
 * than in the statements given with each routine.  NaN reaches every entry that it has a part in,
 * through largest and smallest values, comparisons and choices as well; an entry that a Kronecker
 * delta makes 0 is 0 whatever the data.  exp(-inf) is 0, so that an entry of -inf under a shifted
 * exponential has weight 0, a masked class; inf - inf and 0*inf are NaN, as is the difference of an
 * infinite maximum from itself (an entry of inf, or all of them -inf).  Ties: where several entries
 * are the largest, each is.
 *
 * An axis of length 0: a sum over it is 0, a largest value -inf, a smallest inf.  With rows = 0
 * nothing is written.  Lengths of 1 are ordinary.
 */

#ifndef SYMSOFT_HARDSWISH_H
#define SYMSOFT_HARDSWISH_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* hardswish:
 *   y = where(x <= -3, 0, where(x >= 3, x, 1/6*x*(x + 3)))
 * with
 *   x: by value
 *   y: rows, the output
 */
void hardswish_f64(size_t rows, double x, double *y);
void hardswish_f32(size_t rows, float x, float *y);

/* hardswish_grad:
 *   out = where(x <= -3, 0, where(x >= 3, 1, 1/3*x + 1/2))
 * with
 *   x: by value
 *   out: rows, the output
 */
void hardswish_grad_f64(size_t rows, double x, double *out);
void hardswish_grad_f32(size_t rows, float x, float *out);

/* hardswish_jvp:
 *   out = v*where(x <= -3, 0, where(x >= 3, 1, 1/3*x + 1/2))
 * with
 *   x: by value
 *   v: by value, the tangent
 *   out: rows, the output
 */
void hardswish_jvp_f64(size_t rows, double x, double v, double *out);
void hardswish_jvp_f32(size_t rows, float x, float v, float *out);

/* hardswish_hvp:
 *   out = v*where(x <= -3, 0, where(x >= 3, 0, 1/3))
 * with
 *   x: by value
 *   v: by value, the tangent
 *   out: rows, the output
 */
void hardswish_hvp_f64(size_t rows, double x, double v, double *out);
void hardswish_hvp_f32(size_t rows, float x, float v, float *out);

#ifdef __cplusplus
}
#endif

#endif
