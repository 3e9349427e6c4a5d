/* Made by: symsoft derive ce --format c
 * Do not edit: make it again.
 */

/* Every routine does the same for each of `rows` rows.  Arrays are contiguous, the last axis
 * running fastest, with rows as their first axis; numbers passed by value hold for every row.  No
 * pointer is NULL.  The output overlaps no input; inputs may overlap.  Nothing is shared between
 * calls, so that routines may run in several threads.
 *
 * Sums: blocks of 128 terms are added by pairs, then the blocks with compensation.  With u = 2**-53
 * in f64 and 2**-24 in f32, a sum of N terms differs from the exact sum of the computed terms by at
 * most (8*u + (N*u/128)**2) * (sum of their magnitudes), to first order in u.  Do not compile with
 * -ffast-math.
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
 *
 * Routines with arrays among their intermediate values allocate memory once a call and free it
 * before they return; when there is none, the whole output is NaN.
 */

#ifndef SYMSOFT_CE_H
#define SYMSOFT_CE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ce:
 *   t1 = max(x[l], l)
 *   t2 = sum(exp(x[l] - t1), l)
 *   t3 = log(t2)
 *   t4 = sum(where(t[k] == 0, 0, t[k]*(x[k] - (t1 + t3))), k)
 *   L = -t4
 * with
 *   x: rows x n
 *   t: rows x n
 *   L: rows, the output
 */
void ce_f64(size_t rows, size_t n, const double *x, const double *t, double *L);
void ce_f32(size_t rows, size_t n, const float *x, const float *t, float *L);

/* ce_grad:
 *   t1 = max(x[k], k)
 *   out[k] = exp(x[k] - t1)
 *   t2 = sum(out[k], k)
 *   out[j] = out[j]/t2 - t[j]
 * with
 *   x: rows x n
 *   t: rows x n
 *   out: rows x n, the output
 */
void ce_grad_f64(size_t rows, size_t n, const double *x, const double *t, double *out);
void ce_grad_f32(size_t rows, size_t n, const float *x, const float *t, float *out);

/* ce_jvp:
 *   t1 = max(x[k], k)
 *   t2[k] = exp(x[k] - t1)
 *   t3 = sum(t2[k], k)
 *   out = sum(v[k]*(t2[k]/t3 - t[k]), k)
 * with
 *   x: rows x n
 *   t: rows x n
 *   v: rows x n, the tangent
 *   out: rows, the output
 */
void ce_jvp_f64(size_t rows, size_t n, const double *x, const double *t, const double *v,
    double *out);
void ce_jvp_f32(size_t rows, size_t n, const float *x, const float *t, const float *v, float *out);

/* ce_hvp:
 *   t1 = max(x[k], k)
 *   out[k] = exp(x[k] - t1)
 *   t2 = sum(out[k], k)
 *   out[i] = out[i]/t2
 *   t3 = sum(out[k]*v[k], k)
 *   out[i] = out[i]*(v[i] - t3)
 * with
 *   x: rows x n
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void ce_hvp_f64(size_t rows, size_t n, const double *x, const double *v, double *out);
void ce_hvp_f32(size_t rows, size_t n, const float *x, const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
