/* Made by: symsoft derive kl --format c
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

#ifndef SYMSOFT_KL_H
#define SYMSOFT_KL_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* kl:
 *   t1 = max(x[k], k)
 *   p[k] = exp(x[k] - t1)
 *   t2 = sum(p[k], k)
 *   p[i] = p[i]/t2
 *   t3 = max(z[l], l)
 *   t4 = sum(exp(z[l] - t3), l)
 *   t5 = log(t2)
 *   t6 = log(t4)
 *   K = sum(where(p[k] == 0, 0, p[k]*(x[k] - (t1 + t5) - (z[k] - (t3 + t6)))), k)
 * with
 *   x: rows x n
 *   z: rows x n
 *   K: rows, the output
 */
void kl_f64(size_t rows, size_t n, const double *x, const double *z, double *K);
void kl_f32(size_t rows, size_t n, const float *x, const float *z, float *K);

/* kl_grad_x:
 *   t1 = max(x[k], k)
 *   out[k] = exp(x[k] - t1)
 *   t2 = sum(out[k], k)
 *   out[i] = out[i]/t2
 *   t3 = max(z[k], k)
 *   t4 = sum(exp(z[k] - t3), k)
 *   t5 = log(t2)
 *   t6 = log(t4)
 *   out[j] = where(out[j] == 0, 0, out[j]*(x[j] - (t1 + t5) - (z[j] - (t3 + t6)) - K))
 * with
 *   x: rows x n
 *   z: rows x n
 *   K: rows, from the forward routine
 *   out: rows x n, the output
 */
void kl_grad_x_f64(size_t rows, size_t n, const double *x, const double *z, const double *K,
    double *out);
void kl_grad_x_f32(size_t rows, size_t n, const float *x, const float *z, const float *K,
    float *out);

/* kl_jvp_x:
 *   t1 = max(x[k], k)
 *   t2[k] = exp(x[k] - t1)
 *   t3 = sum(t2[k], k)
 *   t4 = max(z[l], l)
 *   t5 = sum(exp(z[l] - t4), l)
 *   t2[k] = v[k]*t2[k]/t3
 *   t6 = log(t3)
 *   t7 = log(t5)
 *   out = sum(where(t2[k] == 0, 0, t2[k]*(x[k] - (t1 + t6) - (z[k] - (t4 + t7)) - K)), k)
 * with
 *   x: rows x n
 *   z: rows x n
 *   K: rows, from the forward routine
 *   v: rows x n, the tangent
 *   out: rows, the output
 */
void kl_jvp_x_f64(size_t rows, size_t n, const double *x, const double *z, const double *K,
    const double *v, double *out);
void kl_jvp_x_f32(size_t rows, size_t n, const float *x, const float *z, const float *K,
    const float *v, float *out);

/* kl_hvp_x:
 *   t1 = max(x[k], k)
 *   out[k] = exp(x[k] - t1)
 *   t2 = sum(out[k], k)
 *   out[i] = out[i]/t2
 *   t3 = max(z[k], k)
 *   t4 = sum(exp(z[k] - t3), k)
 *   t5[k] = v[k]*out[k]
 *   t6 = sum(t5[k], k)
 *   t7 = log(t2)
 *   t8 = log(t4)
 *   t9[k] = x[k] - (t1 + t7) - (z[k] - (t3 + t8))
 *   t10 = sum(where(t5[k] == 0, 0, t5[k]*(K - t9[k])), k)
 *   out[i] = where(out[i] == 0, 0, out[i]*((t9[i] - K + 1)*(v[i] - t6) + t10))
 * with
 *   x: rows x n
 *   z: rows x n
 *   K: rows, from the forward routine
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void kl_hvp_x_f64(size_t rows, size_t n, const double *x, const double *z, const double *K,
    const double *v, double *out);
void kl_hvp_x_f32(size_t rows, size_t n, const float *x, const float *z, const float *K,
    const float *v, float *out);

/* kl_grad_z:
 *   t1 = max(x[k], k)
 *   out[k] = exp(x[k] - t1)
 *   t2 = sum(out[k], k)
 *   t3 = max(z[k], k)
 *   t4[k] = exp(z[k] - t3)
 *   t5 = sum(t4[k], k)
 *   out[j] = t4[j]/t5 - out[j]/t2
 * with
 *   x: rows x n
 *   z: rows x n
 *   out: rows x n, the output
 */
void kl_grad_z_f64(size_t rows, size_t n, const double *x, const double *z, double *out);
void kl_grad_z_f32(size_t rows, size_t n, const float *x, const float *z, float *out);

/* kl_jvp_z:
 *   t1 = max(x[k], k)
 *   t2[k] = exp(x[k] - t1)
 *   t3 = sum(t2[k], k)
 *   t4 = max(z[k], k)
 *   t5[k] = exp(z[k] - t4)
 *   t6 = sum(t5[k], k)
 *   out = sum(v[k]*(t5[k]/t6 - t2[k]/t3), k)
 * with
 *   x: rows x n
 *   z: rows x n
 *   v: rows x n, the tangent
 *   out: rows, the output
 */
void kl_jvp_z_f64(size_t rows, size_t n, const double *x, const double *z, const double *v,
    double *out);
void kl_jvp_z_f32(size_t rows, size_t n, const float *x, const float *z, const float *v, float *out);

/* kl_hvp_z:
 *   t1 = max(z[k], k)
 *   out[k] = exp(z[k] - t1)
 *   t2 = sum(out[k], k)
 *   out[i] = out[i]/t2
 *   t3 = sum(out[k]*v[k], k)
 *   out[i] = out[i]*(v[i] - t3)
 * with
 *   z: rows x n
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void kl_hvp_z_f64(size_t rows, size_t n, const double *z, const double *v, double *out);
void kl_hvp_z_f32(size_t rows, size_t n, const float *z, const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
