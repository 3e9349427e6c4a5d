/* Made by: symsoft derive ce-batch --format c
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

#ifndef SYMSOFT_CE_BATCH_H
#define SYMSOFT_CE_BATCH_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ce_batch:
 *   t1[b] = max(X[b,l], l)
 *   t2[b] = sum(exp(X[b,l] - t1[b]), l)
 *   t2[b] = log(t2[b])
 *   t3[b] = sum(where(T[b,k] == 0, 0, T[b,k]*(X[b,k] - (t1[b] + t2[b]))), k)
 *   t4 = sum(t3[b], b)
 *   H = -1/n*t4
 * with
 *   X: rows x n x m
 *   T: rows x n x m
 *   H: rows, the output
 */
void ce_batch_f64(size_t rows, size_t n, size_t m, const double *X, const double *T, double *H);
void ce_batch_f32(size_t rows, size_t n, size_t m, const float *X, const float *T, float *H);

/* ce_batch_grad_Y:
 *   t1[b] = max(X[b,k], k)
 *   out[b,k] = exp(X[b,k] - t1[b])
 *   t2[b] = sum(out[b,k], k)
 *   out[p,q] = -1/n*T[p,q]/(out[p,q]/t2[p])
 * with
 *   X: rows x n x m
 *   T: rows x n x m
 *   out: rows x n x m, the output
 */
void ce_batch_grad_Y_f64(size_t rows, size_t n, size_t m, const double *X, const double *T,
    double *out);
void ce_batch_grad_Y_f32(size_t rows, size_t n, size_t m, const float *X, const float *T,
    float *out);

/* ce_batch_jvp_Y:
 *   t1[b] = max(X[b,k], k)
 *   t2[b,k] = exp(X[b,k] - t1[b])
 *   t3[b] = sum(t2[b,k], k)
 *   t4[k] = sum(v[k,l]*T[k,l]/(t2[k,l]/t3[k]), l)
 *   t5 = sum(t4[k], k)
 *   out = -1/n*t5
 * with
 *   X: rows x n x m
 *   T: rows x n x m
 *   v: rows x n x m, the tangent
 *   out: rows, the output
 */
void ce_batch_jvp_Y_f64(size_t rows, size_t n, size_t m, const double *X, const double *T,
    const double *v, double *out);
void ce_batch_jvp_Y_f32(size_t rows, size_t n, size_t m, const float *X, const float *T,
    const float *v, float *out);

/* ce_batch_hvp_Y:
 *   t1[b] = max(X[b,k], k)
 *   out[b,k] = exp(X[b,k] - t1[b])
 *   t2[b] = sum(out[b,k], k)
 *   out[i,j] = v[i,j]/n*T[i,j]/(out[i,j]/t2[i])**2
 * with
 *   X: rows x n x m
 *   T: rows x n x m
 *   v: rows x n x m, the tangent
 *   out: rows x n x m, the output
 */
void ce_batch_hvp_Y_f64(size_t rows, size_t n, size_t m, const double *X, const double *T,
    const double *v, double *out);
void ce_batch_hvp_Y_f32(size_t rows, size_t n, size_t m, const float *X, const float *T,
    const float *v, float *out);

/* ce_batch_grad_X:
 *   t1[b] = max(X[b,k], k)
 *   out[b,k] = exp(X[b,k] - t1[b])
 *   t2[b] = sum(out[b,k], k)
 *   out[p,q] = (out[p,q]/t2[p] - T[p,q])/n
 * with
 *   X: rows x n x m
 *   T: rows x n x m
 *   out: rows x n x m, the output
 */
void ce_batch_grad_X_f64(size_t rows, size_t n, size_t m, const double *X, const double *T,
    double *out);
void ce_batch_grad_X_f32(size_t rows, size_t n, size_t m, const float *X, const float *T,
    float *out);

/* ce_batch_jvp_X:
 *   t1[b] = max(X[b,k], k)
 *   t2[b,k] = exp(X[b,k] - t1[b])
 *   t3[b] = sum(t2[b,k], k)
 *   t4[k] = sum(v[k,l]*(t2[k,l]/t3[k] - T[k,l]), l)
 *   t5 = sum(t4[k], k)
 *   out = 1/n*t5
 * with
 *   X: rows x n x m
 *   T: rows x n x m
 *   v: rows x n x m, the tangent
 *   out: rows, the output
 */
void ce_batch_jvp_X_f64(size_t rows, size_t n, size_t m, const double *X, const double *T,
    const double *v, double *out);
void ce_batch_jvp_X_f32(size_t rows, size_t n, size_t m, const float *X, const float *T,
    const float *v, float *out);

/* ce_batch_hvp_X:
 *   t1[b] = max(X[b,k], k)
 *   out[b,k] = exp(X[b,k] - t1[b])
 *   t2[b] = sum(out[b,k], k)
 *   out[b,i] = out[b,i]/t2[b]
 *   t3[i] = sum(out[i,r]*v[i,r], r)
 *   out[i,j] = out[i,j]/n*(v[i,j] - t3[i])
 * with
 *   X: rows x n x m
 *   v: rows x n x m, the tangent
 *   out: rows x n x m, the output
 */
void ce_batch_hvp_X_f64(size_t rows, size_t n, size_t m, const double *X, const double *v,
    double *out);
void ce_batch_hvp_X_f32(size_t rows, size_t n, size_t m, const float *X, const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
