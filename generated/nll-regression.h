/* Made by: symsoft derive nll-regression --format c
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

#ifndef SYMSOFT_NLL_REGRESSION_H
#define SYMSOFT_NLL_REGRESSION_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* nll_regression:
 *   z[i] = sum(W[i,k]*x[k], k)
 *   t1 = max(z[l], l)
 *   t2 = sum(exp(z[l] - t1), l)
 *   t3 = log(t2)
 *   t4 = sum(where(t[k] == 0, 0, t[k]*(z[k] - (t1 + t3))), k)
 *   L = -t4
 * with
 *   W: rows x n x m
 *   x: rows x m
 *   t: rows x n
 *   L: rows, the output
 */
void nll_regression_f64(size_t rows, size_t n, size_t m, const double *W, const double *x,
    const double *t, double *L);
void nll_regression_f32(size_t rows, size_t n, size_t m, const float *W, const float *x,
    const float *t, float *L);

/* nll_regression_grad:
 *   z[i] = sum(W[i,k]*x[k], k)
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   out[p,q] = (y[p] - t[p])*x[q]
 * with
 *   W: rows x n x m
 *   x: rows x m
 *   t: rows x n
 *   out: rows x n x m, the output
 */
void nll_regression_grad_f64(size_t rows, size_t n, size_t m, const double *W, const double *x,
    const double *t, double *out);
void nll_regression_grad_f32(size_t rows, size_t n, size_t m, const float *W, const float *x,
    const float *t, float *out);

/* nll_regression_jvp:
 *   z[i] = sum(W[i,k]*x[k], k)
 *   t1 = max(z[k], k)
 *   t2[k] = exp(z[k] - t1)
 *   t3 = sum(t2[k], k)
 *   t4[k] = sum(v[k,l]*x[l], l)
 *   out = sum((t2[k]/t3 - t[k])*t4[k], k)
 * with
 *   W: rows x n x m
 *   x: rows x m
 *   t: rows x n
 *   v: rows x n x m, the tangent
 *   out: rows, the output
 */
void nll_regression_jvp_f64(size_t rows, size_t n, size_t m, const double *W, const double *x,
    const double *t, const double *v, double *out);
void nll_regression_jvp_f32(size_t rows, size_t n, size_t m, const float *W, const float *x,
    const float *t, const float *v, float *out);

/* nll_regression_hvp:
 *   z[i] = sum(W[i,k]*x[k], k)
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[i] = sum(v[i,r]*x[r], r)
 *   t4 = sum(t3[k]*y[k], k)
 *   out[i,j] = x[j]*y[i]*(t3[i] - t4)
 * with
 *   W: rows x n x m
 *   x: rows x m
 *   v: rows x n x m, the tangent
 *   out: rows x n x m, the output
 */
void nll_regression_hvp_f64(size_t rows, size_t n, size_t m, const double *W, const double *x,
    const double *v, double *out);
void nll_regression_hvp_f32(size_t rows, size_t n, size_t m, const float *W, const float *x,
    const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
