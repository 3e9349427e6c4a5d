/* Made by: symsoft derive layernorm --format c
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

#ifndef SYMSOFT_LAYERNORM_H
#define SYMSOFT_LAYERNORM_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* layernorm:
 *   t1 = sum(x[k], k)
 *   m = 1/n*t1
 *   y[k] = x[k] - m
 *   t2 = sum(y[k]**2, k)
 *   s = sqrt(1/n*t2 + eps)
 *   y[i] = gamma_[i]*y[i]/s + beta[i]
 * with
 *   x: rows x n
 *   eps: by value
 *   gamma_: rows x n
 *   beta: rows x n
 *   y: rows x n, the output
 *   gamma is called gamma_ here
 */
void layernorm_f64(size_t rows, size_t n, const double *x, double eps, const double *gamma_,
    const double *beta, double *y);
void layernorm_f32(size_t rows, size_t n, const float *x, float eps, const float *gamma_,
    const float *beta, float *y);

/* layernorm_jacobian_x:
 *   t1 = sum(x[k], k)
 *   m = 1/n*t1
 *   u[k] = x[k] - m
 *   t2 = sum(u[k]**2, k)
 *   s = sqrt(1/n*t2 + eps)
 *   u[i] = u[i]/s
 *   out[i,j] = gamma_[i]/s*(delta(i, j) - 1/n*u[i]*u[j] - 1/n)
 * with
 *   x: rows x n
 *   eps: by value
 *   gamma_: rows x n
 *   out: rows x n x n, the output
 *   gamma is called gamma_ here
 */
void layernorm_jacobian_x_f64(size_t rows, size_t n, const double *x, double eps,
    const double *gamma_, double *out);
void layernorm_jacobian_x_f32(size_t rows, size_t n, const float *x, float eps, const float *gamma_,
    float *out);

/* layernorm_vjp_x:
 *   t1 = sum(x[k], k)
 *   m = 1/n*t1
 *   out[k] = x[k] - m
 *   t2 = sum(out[k]**2, k)
 *   s = sqrt(1/n*t2 + eps)
 *   out[i] = out[i]/s
 *   t3[k] = gamma_[k]*g[k]
 *   t4 = sum(t3[k]*out[k], k)
 *   t5 = sum(t3[k], k)
 *   out[j] = 1/s*(t3[j] - 1/n*(out[j]*t4 + t5))
 * with
 *   x: rows x n
 *   eps: by value
 *   gamma_: rows x n
 *   g: rows x n, the cotangent
 *   out: rows x n, the output
 *   gamma is called gamma_ here
 */
void layernorm_vjp_x_f64(size_t rows, size_t n, const double *x, double eps, const double *gamma_,
    const double *g, double *out);
void layernorm_vjp_x_f32(size_t rows, size_t n, const float *x, float eps, const float *gamma_,
    const float *g, float *out);

/* layernorm_jvp_x:
 *   t1 = sum(x[k], k)
 *   m = 1/n*t1
 *   out[k] = x[k] - m
 *   t2 = sum(out[k]**2, k)
 *   s = sqrt(1/n*t2 + eps)
 *   out[i] = out[i]/s
 *   t3 = sum(v[k]*out[k], k)
 *   t4 = sum(v[k], k)
 *   out[i] = gamma_[i]/s*(v[i] - 1/n*(out[i]*t3 + t4))
 * with
 *   x: rows x n
 *   eps: by value
 *   gamma_: rows x n
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 *   gamma is called gamma_ here
 */
void layernorm_jvp_x_f64(size_t rows, size_t n, const double *x, double eps, const double *gamma_,
    const double *v, double *out);
void layernorm_jvp_x_f32(size_t rows, size_t n, const float *x, float eps, const float *gamma_,
    const float *v, float *out);

/* layernorm_jacobian_gamma:
 *   t1 = sum(x[k], k)
 *   m = 1/n*t1
 *   u[k] = x[k] - m
 *   t2 = sum(u[k]**2, k)
 *   s = sqrt(1/n*t2 + eps)
 *   u[i] = u[i]/s
 *   out[i,j] = u[i]*delta(i, j)
 * with
 *   x: rows x n
 *   eps: by value
 *   out: rows x n x n, the output
 */
void layernorm_jacobian_gamma_f64(size_t rows, size_t n, const double *x, double eps, double *out);
void layernorm_jacobian_gamma_f32(size_t rows, size_t n, const float *x, float eps, float *out);

/* layernorm_vjp_gamma:
 *   t1 = sum(x[k], k)
 *   m = 1/n*t1
 *   out[k] = x[k] - m
 *   t2 = sum(out[k]**2, k)
 *   s = sqrt(1/n*t2 + eps)
 *   out[j] = g[j]*out[j]/s
 * with
 *   x: rows x n
 *   eps: by value
 *   g: rows x n, the cotangent
 *   out: rows x n, the output
 */
void layernorm_vjp_gamma_f64(size_t rows, size_t n, const double *x, double eps, const double *g,
    double *out);
void layernorm_vjp_gamma_f32(size_t rows, size_t n, const float *x, float eps, const float *g,
    float *out);

/* layernorm_jvp_gamma:
 *   t1 = sum(x[k], k)
 *   m = 1/n*t1
 *   out[k] = x[k] - m
 *   t2 = sum(out[k]**2, k)
 *   s = sqrt(1/n*t2 + eps)
 *   out[i] = v[i]*out[i]/s
 * with
 *   x: rows x n
 *   eps: by value
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void layernorm_jvp_gamma_f64(size_t rows, size_t n, const double *x, double eps, const double *v,
    double *out);
void layernorm_jvp_gamma_f32(size_t rows, size_t n, const float *x, float eps, const float *v,
    float *out);

/* layernorm_jacobian_beta:
 *   out[i,j] = delta(i, j)
 * with
 *   x: rows x n
 *   out: rows x n x n, the output
 */
void layernorm_jacobian_beta_f64(size_t rows, size_t n, const double *x, double *out);
void layernorm_jacobian_beta_f32(size_t rows, size_t n, const float *x, float *out);

/* layernorm_vjp_beta:
 *   out[j] = g[j]
 * with
 *   g: rows x n, the cotangent
 *   out: rows x n, the output
 */
void layernorm_vjp_beta_f64(size_t rows, size_t n, const double *g, double *out);
void layernorm_vjp_beta_f32(size_t rows, size_t n, const float *g, float *out);

/* layernorm_jvp_beta:
 *   out[i] = v[i]
 * with
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void layernorm_jvp_beta_f64(size_t rows, size_t n, const double *v, double *out);
void layernorm_jvp_beta_f32(size_t rows, size_t n, const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
