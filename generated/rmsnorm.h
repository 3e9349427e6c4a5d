/* Made by: symsoft derive rmsnorm --format c
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

#ifndef SYMSOFT_RMSNORM_H
#define SYMSOFT_RMSNORM_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* rmsnorm:
 *   t1 = sum(x[k]**2, k)
 *   r = sqrt(1/n*t1 + eps)
 *   y[i] = gamma_[i]*x[i]/r
 * with
 *   x: rows x n
 *   eps: by value
 *   gamma_: rows x n
 *   y: rows x n, the output
 *   gamma is called gamma_ here
 */
void rmsnorm_f64(size_t rows, size_t n, const double *x, double eps, const double *gamma_,
    double *y);
void rmsnorm_f32(size_t rows, size_t n, const float *x, float eps, const float *gamma_, float *y);

/* rmsnorm_jacobian_x:
 *   t1 = sum(x[k]**2, k)
 *   r = sqrt(1/n*t1 + eps)
 *   u[i] = x[i]/r
 *   out[i,j] = gamma_[i]/r*(delta(i, j) - u[i]*u[j]/n)
 * with
 *   x: rows x n
 *   eps: by value
 *   gamma_: rows x n
 *   out: rows x n x n, the output
 *   gamma is called gamma_ here
 */
void rmsnorm_jacobian_x_f64(size_t rows, size_t n, const double *x, double eps,
    const double *gamma_, double *out);
void rmsnorm_jacobian_x_f32(size_t rows, size_t n, const float *x, float eps, const float *gamma_,
    float *out);

/* rmsnorm_vjp_x:
 *   t1 = sum(x[k]**2, k)
 *   r = sqrt(1/n*t1 + eps)
 *   t2 = sum(y[k]*g[k], k)
 *   out[j] = 1/r*(g[j]*gamma_[j] - x[j]/r/n*t2)
 * with
 *   x: rows x n
 *   eps: by value
 *   gamma_: rows x n
 *   y: rows x n, from the forward routine
 *   g: rows x n, the cotangent
 *   out: rows x n, the output
 *   gamma is called gamma_ here
 */
void rmsnorm_vjp_x_f64(size_t rows, size_t n, const double *x, double eps, const double *gamma_,
    const double *y, const double *g, double *out);
void rmsnorm_vjp_x_f32(size_t rows, size_t n, const float *x, float eps, const float *gamma_,
    const float *y, const float *g, float *out);

/* rmsnorm_jvp_x:
 *   t1 = sum(x[k]**2, k)
 *   r = sqrt(1/n*t1 + eps)
 *   out[i] = x[i]/r
 *   t2 = sum(v[k]*out[k], k)
 *   out[i] = gamma_[i]/r*(v[i] - out[i]/n*t2)
 * with
 *   x: rows x n
 *   eps: by value
 *   gamma_: rows x n
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 *   gamma is called gamma_ here
 */
void rmsnorm_jvp_x_f64(size_t rows, size_t n, const double *x, double eps, const double *gamma_,
    const double *v, double *out);
void rmsnorm_jvp_x_f32(size_t rows, size_t n, const float *x, float eps, const float *gamma_,
    const float *v, float *out);

/* rmsnorm_jacobian_gamma:
 *   t1 = sum(x[k]**2, k)
 *   r = sqrt(1/n*t1 + eps)
 *   u[i] = x[i]/r
 *   out[i,j] = u[i]*delta(i, j)
 * with
 *   x: rows x n
 *   eps: by value
 *   out: rows x n x n, the output
 */
void rmsnorm_jacobian_gamma_f64(size_t rows, size_t n, const double *x, double eps, double *out);
void rmsnorm_jacobian_gamma_f32(size_t rows, size_t n, const float *x, float eps, float *out);

/* rmsnorm_vjp_gamma:
 *   t1 = sum(x[k]**2, k)
 *   r = sqrt(1/n*t1 + eps)
 *   out[j] = g[j]*x[j]/r
 * with
 *   x: rows x n
 *   eps: by value
 *   g: rows x n, the cotangent
 *   out: rows x n, the output
 */
void rmsnorm_vjp_gamma_f64(size_t rows, size_t n, const double *x, double eps, const double *g,
    double *out);
void rmsnorm_vjp_gamma_f32(size_t rows, size_t n, const float *x, float eps, const float *g,
    float *out);

/* rmsnorm_jvp_gamma:
 *   t1 = sum(x[k]**2, k)
 *   r = sqrt(1/n*t1 + eps)
 *   out[i] = v[i]*x[i]/r
 * with
 *   x: rows x n
 *   eps: by value
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void rmsnorm_jvp_gamma_f64(size_t rows, size_t n, const double *x, double eps, const double *v,
    double *out);
void rmsnorm_jvp_gamma_f32(size_t rows, size_t n, const float *x, float eps, const float *v,
    float *out);

#ifdef __cplusplus
}
#endif

#endif
