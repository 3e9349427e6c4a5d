/* Made by: symsoft derive gaussian-nll --format c
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

#ifndef SYMSOFT_GAUSSIAN_NLL_H
#define SYMSOFT_GAUSSIAN_NLL_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* gaussian_nll:
 *   t1 = sum(log(v_[i]) + (t[i] - m[i])**2/v_[i], i)
 *   L = 1/2/n*t1
 * with
 *   v_: rows x n
 *   t: rows x n
 *   m: rows x n
 *   L: rows, the output
 *   v is called v_ here
 */
void gaussian_nll_f64(size_t rows, size_t n, const double *v_, const double *t, const double *m,
    double *L);
void gaussian_nll_f32(size_t rows, size_t n, const float *v_, const float *t, const float *m,
    float *L);

/* gaussian_nll_grad_m:
 *   out[j] = (m[j] - t[j])/v_[j]/n
 * with
 *   v_: rows x n
 *   t: rows x n
 *   m: rows x n
 *   out: rows x n, the output
 *   v is called v_ here
 */
void gaussian_nll_grad_m_f64(size_t rows, size_t n, const double *v_, const double *t,
    const double *m, double *out);
void gaussian_nll_grad_m_f32(size_t rows, size_t n, const float *v_, const float *t, const float *m,
    float *out);

/* gaussian_nll_jvp_m:
 *   t1 = sum(v[k]*(m[k] - t[k])/v_[k], k)
 *   out = 1/n*t1
 * with
 *   v_: rows x n
 *   t: rows x n
 *   m: rows x n
 *   v: rows x n, the tangent
 *   out: rows, the output
 *   v is called v_ here
 */
void gaussian_nll_jvp_m_f64(size_t rows, size_t n, const double *v_, const double *t,
    const double *m, const double *v, double *out);
void gaussian_nll_jvp_m_f32(size_t rows, size_t n, const float *v_, const float *t, const float *m,
    const float *v, float *out);

/* gaussian_nll_hvp_m:
 *   out[i] = v[i]/v_[i]/n
 * with
 *   v_: rows x n
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 *   v is called v_ here
 */
void gaussian_nll_hvp_m_f64(size_t rows, size_t n, const double *v_, const double *v, double *out);
void gaussian_nll_hvp_m_f32(size_t rows, size_t n, const float *v_, const float *v, float *out);

/* gaussian_nll_grad_v:
 *   out[j] = 1/v_[j]
 *   out[j] = 1/2/n*out[j]*(1 - (t[j] - m[j])**2*out[j])
 * with
 *   v_: rows x n
 *   t: rows x n
 *   m: rows x n
 *   out: rows x n, the output
 *   v is called v_ here
 */
void gaussian_nll_grad_v_f64(size_t rows, size_t n, const double *v_, const double *t,
    const double *m, double *out);
void gaussian_nll_grad_v_f32(size_t rows, size_t n, const float *v_, const float *t, const float *m,
    float *out);

/* gaussian_nll_jvp_v:
 *   t1[k] = 1/v_[k]
 *   t2 = sum(v[k]*t1[k]*(1 - (t[k] - m[k])**2*t1[k]), k)
 *   out = 1/2/n*t2
 * with
 *   v_: rows x n
 *   t: rows x n
 *   m: rows x n
 *   v: rows x n, the tangent
 *   out: rows, the output
 *   v is called v_ here
 */
void gaussian_nll_jvp_v_f64(size_t rows, size_t n, const double *v_, const double *t,
    const double *m, const double *v, double *out);
void gaussian_nll_jvp_v_f32(size_t rows, size_t n, const float *v_, const float *t, const float *m,
    const float *v, float *out);

/* gaussian_nll_hvp_v:
 *   out[i] = 1/2*v[i]/v_[i]**3/n*(2*(t[i] - m[i])**2 - v_[i])
 * with
 *   v_: rows x n
 *   t: rows x n
 *   m: rows x n
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 *   v is called v_ here
 */
void gaussian_nll_hvp_v_f64(size_t rows, size_t n, const double *v_, const double *t,
    const double *m, const double *v, double *out);
void gaussian_nll_hvp_v_f32(size_t rows, size_t n, const float *v_, const float *t, const float *m,
    const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
