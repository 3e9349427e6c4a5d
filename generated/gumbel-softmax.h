/* Made by: symsoft derive gumbel-softmax --format c
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
 */

#ifndef SYMSOFT_GUMBEL_SOFTMAX_H
#define SYMSOFT_GUMBEL_SOFTMAX_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* gumbel_softmax:
 *   y[k] = (x[k] + e[k])/T
 *   t1 = max(y[k], k)
 *   y[k] = exp(y[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 * with
 *   x: rows x n
 *   e: rows x n
 *   T: by value
 *   y: rows x n, the output
 */
void gumbel_softmax_f64(size_t rows, size_t n, const double *x, const double *e, double T,
    double *y);
void gumbel_softmax_f32(size_t rows, size_t n, const float *x, const float *e, float T, float *y);

/* gumbel_softmax_jacobian_x:
 *   out[i,j] = y[i]/T*(delta(i, j) - y[j])
 * with
 *   T: by value
 *   y: rows x n, from the forward routine
 *   out: rows x n x n, the output
 */
void gumbel_softmax_jacobian_x_f64(size_t rows, size_t n, double T, const double *y, double *out);
void gumbel_softmax_jacobian_x_f32(size_t rows, size_t n, float T, const float *y, float *out);

/* gumbel_softmax_vjp_x:
 *   t1 = sum(y[k]*g[k], k)
 *   out[j] = y[j]/T*(g[j] - t1)
 * with
 *   T: by value
 *   y: rows x n, from the forward routine
 *   g: rows x n, the cotangent
 *   out: rows x n, the output
 */
void gumbel_softmax_vjp_x_f64(size_t rows, size_t n, double T, const double *y, const double *g,
    double *out);
void gumbel_softmax_vjp_x_f32(size_t rows, size_t n, float T, const float *y, const float *g,
    float *out);

/* gumbel_softmax_jvp_x:
 *   t1 = sum(y[k]*v[k], k)
 *   out[i] = y[i]/T*(v[i] - t1)
 * with
 *   T: by value
 *   y: rows x n, from the forward routine
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void gumbel_softmax_jvp_x_f64(size_t rows, size_t n, double T, const double *y, const double *v,
    double *out);
void gumbel_softmax_jvp_x_f32(size_t rows, size_t n, float T, const float *y, const float *v,
    float *out);

/* gumbel_softmax_jacobian_T:
 *   t1 = sum(y[k]*(x[k] + e[k]), k)
 *   out[i] = y[i]/T**2*(t1 - x[i] - e[i])
 * with
 *   x: rows x n
 *   e: rows x n
 *   T: by value
 *   y: rows x n, from the forward routine
 *   out: rows x n, the output
 */
void gumbel_softmax_jacobian_T_f64(size_t rows, size_t n, const double *x, const double *e,
    double T, const double *y, double *out);
void gumbel_softmax_jacobian_T_f32(size_t rows, size_t n, const float *x, const float *e, float T,
    const float *y, float *out);

/* gumbel_softmax_vjp_T:
 *   t1 = sum(y[l]*(x[l] + e[l]), l)
 *   t2 = sum(g[k]*y[k]*(t1 - x[k] - e[k]), k)
 *   out = 1/T**2*t2
 * with
 *   x: rows x n
 *   e: rows x n
 *   T: by value
 *   y: rows x n, from the forward routine
 *   g: rows x n, the cotangent
 *   out: rows, the output
 */
void gumbel_softmax_vjp_T_f64(size_t rows, size_t n, const double *x, const double *e, double T,
    const double *y, const double *g, double *out);
void gumbel_softmax_vjp_T_f32(size_t rows, size_t n, const float *x, const float *e, float T,
    const float *y, const float *g, float *out);

/* gumbel_softmax_jvp_T:
 *   t1 = sum(y[k]*(x[k] + e[k]), k)
 *   out[i] = v*y[i]/T**2*(t1 - x[i] - e[i])
 * with
 *   x: rows x n
 *   e: rows x n
 *   T: by value
 *   y: rows x n, from the forward routine
 *   v: by value, the tangent
 *   out: rows x n, the output
 */
void gumbel_softmax_jvp_T_f64(size_t rows, size_t n, const double *x, const double *e, double T,
    const double *y, double v, double *out);
void gumbel_softmax_jvp_T_f32(size_t rows, size_t n, const float *x, const float *e, float T,
    const float *y, float v, float *out);

#ifdef __cplusplus
}
#endif

#endif
