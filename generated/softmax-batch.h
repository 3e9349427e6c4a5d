/* Made by: symsoft derive softmax-batch --format c
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

#ifndef SYMSOFT_SOFTMAX_BATCH_H
#define SYMSOFT_SOFTMAX_BATCH_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* softmax_batch:
 *   t1[b] = max(X[b,k], k)
 *   Y[b,k] = exp(X[b,k] - t1[b])
 *   t2[b] = sum(Y[b,k], k)
 *   Y[b,i] = Y[b,i]/t2[b]
 * with
 *   X: rows x n x m
 *   Y: rows x n x m, the output
 */
void softmax_batch_f64(size_t rows, size_t n, size_t m, const double *X, double *Y);
void softmax_batch_f32(size_t rows, size_t n, size_t m, const float *X, float *Y);

/* softmax_batch_jacobian:
 *   out[b,i,p,q] = Y[b,i]*delta(b, p)*(delta(i, q) - Y[b,q])
 * with
 *   Y: rows x n x m, from the forward routine
 *   out: rows x n x m x n x m, the output
 */
void softmax_batch_jacobian_f64(size_t rows, size_t n, size_t m, const double *Y, double *out);
void softmax_batch_jacobian_f32(size_t rows, size_t n, size_t m, const float *Y, float *out);

/* softmax_batch_vjp:
 *   t1[p] = sum(Y[p,l]*g[p,l], l)
 *   out[p,q] = Y[p,q]*(g[p,q] - t1[p])
 * with
 *   Y: rows x n x m, from the forward routine
 *   g: rows x n x m, the cotangent
 *   out: rows x n x m, the output
 */
void softmax_batch_vjp_f64(size_t rows, size_t n, size_t m, const double *Y, const double *g,
    double *out);
void softmax_batch_vjp_f32(size_t rows, size_t n, size_t m, const float *Y, const float *g,
    float *out);

/* softmax_batch_jvp:
 *   t1[b] = sum(Y[b,l]*v[b,l], l)
 *   out[b,i] = Y[b,i]*(v[b,i] - t1[b])
 * with
 *   Y: rows x n x m, from the forward routine
 *   v: rows x n x m, the tangent
 *   out: rows x n x m, the output
 */
void softmax_batch_jvp_f64(size_t rows, size_t n, size_t m, const double *Y, const double *v,
    double *out);
void softmax_batch_jvp_f32(size_t rows, size_t n, size_t m, const float *Y, const float *v,
    float *out);

#ifdef __cplusplus
}
#endif

#endif
