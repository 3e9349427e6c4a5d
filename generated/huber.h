/* Made by: symsoft derive huber --format c
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

#ifndef SYMSOFT_HUBER_H
#define SYMSOFT_HUBER_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* huber:
 *   r[i] = y[i] - t[i]
 *   t1[i] = abs(r[i])
 *   t2 = sum(where(t1[i] <= d, r[i]**2/2, d*(t1[i] - 1/2*d)), i)
 *   L = 1/n*t2
 * with
 *   y: rows x n
 *   t: rows x n
 *   d: by value
 *   L: rows, the output
 */
void huber_f64(size_t rows, size_t n, const double *y, const double *t, double d, double *L);
void huber_f32(size_t rows, size_t n, const float *y, const float *t, float d, float *L);

/* huber_grad:
 *   out[i] = y[i] - t[i]
 *   out[j] = 1/n*where(abs(out[j]) <= d, out[j], d*sign(out[j]))
 * with
 *   y: rows x n
 *   t: rows x n
 *   d: by value
 *   out: rows x n, the output
 */
void huber_grad_f64(size_t rows, size_t n, const double *y, const double *t, double d, double *out);
void huber_grad_f32(size_t rows, size_t n, const float *y, const float *t, float d, float *out);

/* huber_jvp:
 *   r[i] = y[i] - t[i]
 *   t1 = sum(v[k]*where(abs(r[k]) <= d, r[k], d*sign(r[k])), k)
 *   out = 1/n*t1
 * with
 *   y: rows x n
 *   t: rows x n
 *   d: by value
 *   v: rows x n, the tangent
 *   out: rows, the output
 */
void huber_jvp_f64(size_t rows, size_t n, const double *y, const double *t, double d,
    const double *v, double *out);
void huber_jvp_f32(size_t rows, size_t n, const float *y, const float *t, float d, const float *v,
    float *out);

/* huber_hvp:
 *   out[i] = v[i]/n*where(abs(y[i] - t[i]) <= d, 1, 0)
 * with
 *   y: rows x n
 *   t: rows x n
 *   d: by value
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void huber_hvp_f64(size_t rows, size_t n, const double *y, const double *t, double d,
    const double *v, double *out);
void huber_hvp_f32(size_t rows, size_t n, const float *y, const float *t, float d, const float *v,
    float *out);

#ifdef __cplusplus
}
#endif

#endif
