/* Made by: symsoft derive logsoftmax --format c
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

#ifndef SYMSOFT_LOGSOFTMAX_H
#define SYMSOFT_LOGSOFTMAX_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* logsoftmax:
 *   t1 = max(x[k], k)
 *   r[k] = x[k] - t1
 *   t2 = sum(exp(r[k]), k)
 *   t3 = log(t2)
 *   r[i] = r[i] - t3
 * with
 *   x: rows x n
 *   r: rows x n, the output
 */
void logsoftmax_f64(size_t rows, size_t n, const double *x, double *r);
void logsoftmax_f32(size_t rows, size_t n, const float *x, float *r);

/* logsoftmax_jacobian:
 *   t1[j] = exp(r[j])
 *   out[i,j] = delta(i, j) - t1[j]
 * with
 *   r: rows x n, from the forward routine
 *   out: rows x n x n, the output
 */
void logsoftmax_jacobian_f64(size_t rows, size_t n, const double *r, double *out);
void logsoftmax_jacobian_f32(size_t rows, size_t n, const float *r, float *out);

/* logsoftmax_vjp:
 *   t1 = sum(g[k], k)
 *   out[j] = g[j] - exp(r[j])*t1
 * with
 *   r: rows x n, from the forward routine
 *   g: rows x n, the cotangent
 *   out: rows x n, the output
 */
void logsoftmax_vjp_f64(size_t rows, size_t n, const double *r, const double *g, double *out);
void logsoftmax_vjp_f32(size_t rows, size_t n, const float *r, const float *g, float *out);

/* logsoftmax_jvp:
 *   t1 = sum(v[k]*exp(r[k]), k)
 *   out[i] = v[i] - t1
 * with
 *   r: rows x n, from the forward routine
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void logsoftmax_jvp_f64(size_t rows, size_t n, const double *r, const double *v, double *out);
void logsoftmax_jvp_f32(size_t rows, size_t n, const float *r, const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
