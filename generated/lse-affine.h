/* Made by: symsoft derive lse-affine --format c
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

#ifndef SYMSOFT_LSE_AFFINE_H
#define SYMSOFT_LSE_AFFINE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* lse_affine:
 *   z[i] = sum(A[i,k]*x[k], k)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   t2 = sum(exp(z[k] - t1), k)
 *   F = t1 + log(t2)
 * with
 *   A: rows x n x m
 *   x: rows x m
 *   b: rows x n
 *   F: rows, the output
 */
void lse_affine_f64(size_t rows, size_t n, size_t m, const double *A, const double *x,
    const double *b, double *F);
void lse_affine_f32(size_t rows, size_t n, size_t m, const float *A, const float *x, const float *b,
    float *F);

/* lse_affine_grad:
 *   z[i] = sum(A[i,k]*x[k], k)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   out[j] = sum(y[k]*A[k,j], k)
 * with
 *   A: rows x n x m
 *   x: rows x m
 *   b: rows x n
 *   out: rows x m, the output
 */
void lse_affine_grad_f64(size_t rows, size_t n, size_t m, const double *A, const double *x,
    const double *b, double *out);
void lse_affine_grad_f32(size_t rows, size_t n, size_t m, const float *A, const float *x,
    const float *b, float *out);

/* lse_affine_jvp:
 *   z[i] = sum(A[i,k]*x[k], k)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[k] = sum(y[l]*A[l,k], l)
 *   out = sum(v[k]*t3[k], k)
 * with
 *   A: rows x n x m
 *   x: rows x m
 *   b: rows x n
 *   v: rows x m, the tangent
 *   out: rows, the output
 */
void lse_affine_jvp_f64(size_t rows, size_t n, size_t m, const double *A, const double *x,
    const double *b, const double *v, double *out);
void lse_affine_jvp_f32(size_t rows, size_t n, size_t m, const float *A, const float *x,
    const float *b, const float *v, float *out);

/* lse_affine_hvp:
 *   z[i] = sum(A[i,k]*x[k], k)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[k] = sum(A[r,k]*y[r], r)
 *   t4[l] = sum(v[k]*(A[l,k] - t3[k]), k)
 *   out[i] = sum(A[l,i]*y[l]*t4[l], l)
 * with
 *   A: rows x n x m
 *   x: rows x m
 *   b: rows x n
 *   v: rows x m, the tangent
 *   out: rows x m, the output
 */
void lse_affine_hvp_f64(size_t rows, size_t n, size_t m, const double *A, const double *x,
    const double *b, const double *v, double *out);
void lse_affine_hvp_f32(size_t rows, size_t n, size_t m, const float *A, const float *x,
    const float *b, const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
