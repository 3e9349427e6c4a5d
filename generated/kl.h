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
 * Arithmetic is IEEE 754's, in the order of the statements given with each routine.  NaN reaches
 * every entry that it has a part in, through largest and smallest values, comparisons and choices
 * as well; an entry that a Kronecker delta makes 0 is 0 whatever the data.  exp(-inf) is 0, so that
 * an entry of -inf under a shifted exponential has weight 0, a masked class; inf - inf and 0*inf
 * are NaN, as is the difference of an infinite maximum from itself (an entry of inf, or all of them
 * -inf).  Ties: where several entries are the largest, each is.
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
 *   t5[k] = exp(x[k] - t1)
 *   t2 = sum(t5[k], k)
 *   p[i] = t5[i]/t2
 *   t3 = max(z[l], l)
 *   t4 = sum(exp(z[l] - t3), l)
 *   t6 = log(t2)
 *   t7 = log(t4)
 *   K = sum(where(p[k] == 0, 0, p[k]*(x[k] - (t1 + t6) - (z[k] - (t3 + t7)))), k)
 * with
 *   x: rows x n
 *   z: rows x n
 *   K: rows, the output
 */
void kl_f64(size_t rows, size_t n, const double *x, const double *z, double *K);
void kl_f32(size_t rows, size_t n, const float *x, const float *z, float *K);

/* kl_grad_x:
 *   t1 = max(x[k], k)
 *   t5[k] = exp(x[k] - t1)
 *   t2 = sum(t5[k], k)
 *   out[i] = t5[i]/t2
 *   t3 = max(z[k], k)
 *   t4 = sum(exp(z[k] - t3), k)
 *   t6 = log(t2)
 *   t7 = log(t4)
 *   out[j] = where(out[j] == 0, 0, out[j]*(x[j] - (t1 + t6) - (z[j] - (t3 + t7)) - K))
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
 *   t5[k] = exp(x[k] - t1)
 *   t2 = sum(t5[k], k)
 *   p[i] = t5[i]/t2
 *   t3 = max(z[l], l)
 *   t4 = sum(exp(z[l] - t3), l)
 *   t6 = log(t2)
 *   t7 = log(t4)
 *   out = sum(where(v[k]*p[k] == 0, 0, v[k]*p[k]*(x[k] - (t1 + t6) - (z[k] - (t3 + t7)) - K)), k)
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
 *   t7[k] = exp(x[k] - t1)
 *   t2 = sum(t7[k], k)
 *   out[i] = t7[i]/t2
 *   t3 = max(z[k], k)
 *   t4 = sum(exp(z[k] - t3), k)
 *   t5 = sum(v[k]*out[k], k)
 *   t8 = log(t2)
 *   t9 = log(t4)
 *   t6 = sum(where(v[k]*out[k] == 0, 0, v[k]*out[k]*(-(x[k] - (t1 + t8) - (z[k] - (t3 + t9))) +
 *     K)), k)
 *   out[i] = where(out[i] == 0, 0, out[i]*((x[i] - (t1 + t8) - (z[i] - (t3 + t9)) - K + 1)*(v[i] -
 *     t5) + t6))
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
 *   t6[k] = exp(z[k] - t3)
 *   t4 = sum(t6[k], k)
 *   out[j] = -out[j]/t2 + t6[j]/t4
 * with
 *   x: rows x n
 *   z: rows x n
 *   out: rows x n, the output
 */
void kl_grad_z_f64(size_t rows, size_t n, const double *x, const double *z, double *out);
void kl_grad_z_f32(size_t rows, size_t n, const float *x, const float *z, float *out);

/* kl_jvp_z:
 *   t1 = max(x[k], k)
 *   t5[k] = exp(x[k] - t1)
 *   t2 = sum(t5[k], k)
 *   t3 = max(z[k], k)
 *   t6[k] = exp(z[k] - t3)
 *   t4 = sum(t6[k], k)
 *   out = sum(v[k]*(-t5[k]/t2 + t6[k]/t4), k)
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
 *   t4[k] = exp(z[k] - t1)
 *   t2 = sum(t4[k], k)
 *   out[i] = t4[i]/t2
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
