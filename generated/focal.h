/* Made by: symsoft derive focal --format c
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

#ifndef SYMSOFT_FOCAL_H
#define SYMSOFT_FOCAL_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* focal:
 *   t1 = max(x[k], k)
 *   t2[k] = exp(x[k] - t1)
 *   t3 = sum(t2[k], k)
 *   t4 = log(t3)
 *   t5 = sum(where(t[k] == 0, 0, t[k]*(1 - t2[k]/t3)**gamma_*(x[k] - (t1 + t4))), k)
 *   L = -t5
 * with
 *   x: rows x n
 *   t: rows x n
 *   gamma_: by value
 *   L: rows, the output
 *   gamma is called gamma_ here
 */
void focal_f64(size_t rows, size_t n, const double *x, const double *t, double gamma_, double *L);
void focal_f32(size_t rows, size_t n, const float *x, const float *t, float gamma_, float *L);

/* focal_grad:
 *   t1 = max(x[k], k)
 *   out[k] = exp(x[k] - t1)
 *   t2 = sum(out[k], k)
 *   out[i] = out[i]/t2
 *   t3[k] = 1 - out[k]
 *   t4 = log(t2)
 *   t3[k] = t[k]*(where(out[k] == 0, 0, -gamma_*t3[k]**(gamma_ - 1)*out[k]*(x[k] - (t1 + t4))) +
 *     t3[k]**gamma_)
 *   t5 = sum(t3[k], k)
 *   out[j] = out[j]*t5 - t3[j]
 * with
 *   x: rows x n
 *   t: rows x n
 *   gamma_: by value
 *   out: rows x n, the output
 *   gamma is called gamma_ here
 */
void focal_grad_f64(size_t rows, size_t n, const double *x, const double *t, double gamma_,
    double *out);
void focal_grad_f32(size_t rows, size_t n, const float *x, const float *t, float gamma_, float *out);

/* focal_jvp:
 *   t1 = max(x[k], k)
 *   y[k] = exp(x[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[l] = 1 - y[l]
 *   t4 = log(t2)
 *   t3[l] = t[l]*(where(y[l] == 0, 0, -gamma_*t3[l]**(gamma_ - 1)*y[l]*(x[l] - (t1 + t4))) +
 *     t3[l]**gamma_)
 *   t5 = sum(t3[l], l)
 *   out = sum(v[k]*(y[k]*t5 - t3[k]), k)
 * with
 *   x: rows x n
 *   t: rows x n
 *   gamma_: by value
 *   v: rows x n, the tangent
 *   out: rows, the output
 *   gamma is called gamma_ here
 */
void focal_jvp_f64(size_t rows, size_t n, const double *x, const double *t, double gamma_,
    const double *v, double *out);
void focal_jvp_f32(size_t rows, size_t n, const float *x, const float *t, float gamma_,
    const float *v, float *out);

/* focal_hvp:
 *   t1 = max(x[k], k)
 *   out[k] = exp(x[k] - t1)
 *   t2 = sum(out[k], k)
 *   out[i] = out[i]/t2
 *   t3[l] = gamma_*out[l]
 *   t4[l] = 1 - out[l]
 *   t5[l] = t4[l]**(gamma_ - 1)
 *   t6 = log(t2)
 *   t7[l] = x[l] - (t1 + t6)
 *   t8 = sum(t[l]*(where(out[l] == 0, 0, -t3[l]*t5[l]*t7[l]) + t4[l]**gamma_), l)
 *   t9[k] = v[k]*out[k]
 *   t10 = sum(t9[k], k)
 *   t11[l] = t[l]*out[l]
 *   t4[l] = t4[l]**(gamma_ - 2)
 *   t12[l] = t7[l]*((1 - gamma_)*t4[l]*out[l] + t5[l])
 *   t13[l] = 2*t5[l]
 *   t14 = sum(where(t11[l] == 0, 0, t11[l]*(t12[l] + t13[l])), l)
 *   t15 = sum(t9[k]*(t14 + where(t[k] == 0, 0, -t[k]*t12[k]) - 2*t[k]*t5[k]), k)
 *   out[i] = out[i]*((where(t[i] == 0, 0, t[i]*gamma_*(t7[i]*(1 - t3[i])*t4[i] + t13[i])) +
 *     t8)*(v[i] - t10) + t15*gamma_)
 * with
 *   x: rows x n
 *   t: rows x n
 *   gamma_: by value
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 *   gamma is called gamma_ here
 */
void focal_hvp_f64(size_t rows, size_t n, const double *x, const double *t, double gamma_,
    const double *v, double *out);
void focal_hvp_f32(size_t rows, size_t n, const float *x, const float *t, float gamma_,
    const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
