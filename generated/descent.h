/* Made by: symsoft derive descent --format c
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

#ifndef SYMSOFT_DESCENT_H
#define SYMSOFT_DESCENT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* descent:
 *   u[i] = x[i] - eta*g_[i]
 *   t1 = max(u[l], l)
 *   t2 = sum(exp(u[l] - t1), l)
 *   t3 = log(t2)
 *   t4 = sum(where(t[k] == 0, 0, t[k]*(u[k] - (t1 + t3))), k)
 *   C = -t4
 * with
 *   x: rows x n
 *   eta: by value
 *   g_: rows x n
 *   t: rows x n
 *   C: rows, the output
 *   g is called g_ here
 */
void descent_f64(size_t rows, size_t n, const double *x, double eta, const double *g_,
    const double *t, double *C);
void descent_f32(size_t rows, size_t n, const float *x, float eta, const float *g_, const float *t,
    float *C);

/* descent_grad:
 *   u[i] = x[i] - eta*g_[i]
 *   t1 = max(u[k], k)
 *   t2[k] = exp(u[k] - t1)
 *   t3 = sum(t2[k], k)
 *   out = sum(g_[k]*(t[k] - t2[k]/t3), k)
 * with
 *   x: rows x n
 *   eta: by value
 *   g_: rows x n
 *   t: rows x n
 *   out: rows, the output
 *   g is called g_ here
 */
void descent_grad_f64(size_t rows, size_t n, const double *x, double eta, const double *g_,
    const double *t, double *out);
void descent_grad_f32(size_t rows, size_t n, const float *x, float eta, const float *g_,
    const float *t, float *out);

/* descent_jvp:
 *   u[i] = x[i] - eta*g_[i]
 *   t1 = max(u[k], k)
 *   t2[k] = exp(u[k] - t1)
 *   t3 = sum(t2[k], k)
 *   t4 = sum(g_[k]*(t[k] - t2[k]/t3), k)
 *   out = v*t4
 * with
 *   x: rows x n
 *   eta: by value
 *   g_: rows x n
 *   t: rows x n
 *   v: by value, the tangent
 *   out: rows, the output
 *   g is called g_ here
 */
void descent_jvp_f64(size_t rows, size_t n, const double *x, double eta, const double *g_,
    const double *t, double v, double *out);
void descent_jvp_f32(size_t rows, size_t n, const float *x, float eta, const float *g_,
    const float *t, float v, float *out);

/* descent_hvp:
 *   u[i] = x[i] - eta*g_[i]
 *   t1 = max(u[k], k)
 *   t2[k] = exp(u[k] - t1)
 *   t3 = sum(t2[k], k)
 *   t2[l] = t2[l]/t3*g_[l]
 *   t4 = sum(t2[l], l)
 *   t5 = sum(t2[k]*(g_[k] - t4), k)
 *   out = v*t5
 * with
 *   x: rows x n
 *   eta: by value
 *   g_: rows x n
 *   v: by value, the tangent
 *   out: rows, the output
 *   g is called g_ here
 */
void descent_hvp_f64(size_t rows, size_t n, const double *x, double eta, const double *g_, double v,
    double *out);
void descent_hvp_f32(size_t rows, size_t n, const float *x, float eta, const float *g_, float v,
    float *out);

#ifdef __cplusplus
}
#endif

#endif
