/* Made by: symsoft derive mlp --format c
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

#ifndef SYMSOFT_MLP_H
#define SYMSOFT_MLP_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* mlp:
 *   h[j] = sum(W1[j,k]*x[k], k)
 *   h[j] = tanh(h[j] + b1[j])
 *   z[i] = sum(W2[i,j]*h[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[l], l)
 *   t2 = sum(exp(z[l] - t1), l)
 *   t3 = log(t2)
 *   t4 = sum(where(t[k] == 0, 0, t[k]*(z[k] - (t1 + t3))), k)
 *   L = -t4
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   L: rows, the output
 */
void mlp_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, double *L);
void mlp_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, float *L);

/* mlp_grad_W1:
 *   h[j] = sum(W1[j,k]*x[k], k)
 *   h[j] = tanh(h[j] + b1[j])
 *   z[i] = sum(W2[i,j]*h[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[q] = sum((y[l] - t[l])*W2[l,q], l)
 *   out[q,s] = t3[q]*(1 - h[q]**2)*x[s]
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   out: rows x n x m, the output
 */
void mlp_grad_W1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, double *out);
void mlp_grad_W1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, float *out);

/* mlp_jvp_W1:
 *   h[j] = sum(W1[j,k]*x[k], k)
 *   h[j] = tanh(h[j] + b1[j])
 *   z[i] = sum(W2[i,j]*h[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[k] = sum((y[r] - t[r])*W2[r,k], r)
 *   t4[k] = sum(v[k,l]*x[l], l)
 *   out = sum(t3[k]*(1 - h[k]**2)*t4[k], k)
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   v: rows x n x m, the tangent
 *   out: rows, the output
 */
void mlp_jvp_W1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void mlp_jvp_W1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* mlp_hvp_W1:
 *   h[j] = sum(W1[j,k]*x[k], k)
 *   h[j] = tanh(h[j] + b1[j])
 *   z[i] = sum(W2[i,j]*h[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[i] = sum(v[i,s]*x[s], s)
 *   t4[i] = sum(W2[l,i]*(t[l] - y[l]), l)
 *   t5[k] = sum(y[r]*W2[r,k], r)
 *   t6[k] = 1 - h[k]**2
 *   t7[l] = sum(t3[k]*t6[k]*(W2[l,k] - t5[k]), k)
 *   t8[i] = sum(y[l]*W2[l,i]*t7[l], l)
 *   out[i,j] = x[j]*t6[i]*(2*t3[i]*t4[i]*h[i] + t8[i])
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   v: rows x n x m, the tangent
 *   out: rows x n x m, the output
 */
void mlp_hvp_W1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void mlp_hvp_W1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* mlp_grad_b1:
 *   out[j] = sum(W1[j,k]*x[k], k)
 *   out[j] = tanh(out[j] + b1[j])
 *   z[i] = sum(W2[i,j]*out[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[j] = sum((y[l] - t[l])*W2[l,j], l)
 *   out[j] = t3[j]*(1 - out[j]**2)
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   out: rows x n, the output
 */
void mlp_grad_b1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, double *out);
void mlp_grad_b1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, float *out);

/* mlp_jvp_b1:
 *   h[j] = sum(W1[j,k]*x[k], k)
 *   h[j] = tanh(h[j] + b1[j])
 *   z[i] = sum(W2[i,j]*h[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[k] = sum((y[l] - t[l])*W2[l,k], l)
 *   out = sum(v[k]*t3[k]*(1 - h[k]**2), k)
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   v: rows x n, the tangent
 *   out: rows, the output
 */
void mlp_jvp_b1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void mlp_jvp_b1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* mlp_hvp_b1:
 *   out[j] = sum(W1[j,k]*x[k], k)
 *   out[j] = tanh(out[j] + b1[j])
 *   z[i] = sum(W2[i,j]*out[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[i] = sum(W2[l,i]*(t[l] - y[l]), l)
 *   t4[k] = sum(W2[r,k]*y[r], r)
 *   t5[k] = 1 - out[k]**2
 *   t6[l] = sum(v[k]*t5[k]*(W2[l,k] - t4[k]), k)
 *   t7[i] = sum(W2[l,i]*y[l]*t6[l], l)
 *   out[i] = t5[i]*(2*v[i]*out[i]*t3[i] + t7[i])
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void mlp_hvp_b1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void mlp_hvp_b1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* mlp_grad_W2:
 *   h[j] = sum(W1[j,k]*x[k], k)
 *   h[j] = tanh(h[j] + b1[j])
 *   z[i] = sum(W2[i,j]*h[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   out[q,s] = (y[q] - t[q])*h[s]
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   out: rows x p x n, the output
 */
void mlp_grad_W2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, double *out);
void mlp_grad_W2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, float *out);

/* mlp_jvp_W2:
 *   h[j] = sum(W1[j,k]*x[k], k)
 *   h[j] = tanh(h[j] + b1[j])
 *   z[i] = sum(W2[i,j]*h[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[k], k)
 *   t2[k] = exp(z[k] - t1)
 *   t3 = sum(t2[k], k)
 *   t4[k] = sum(v[k,l]*h[l], l)
 *   out = sum((t2[k]/t3 - t[k])*t4[k], k)
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   v: rows x p x n, the tangent
 *   out: rows, the output
 */
void mlp_jvp_W2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void mlp_jvp_W2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* mlp_hvp_W2:
 *   h[j] = sum(W1[j,k]*x[k], k)
 *   h[j] = tanh(h[j] + b1[j])
 *   z[i] = sum(W2[i,j]*h[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[i] = sum(v[i,s]*h[s], s)
 *   t4 = sum(t3[k]*y[k], k)
 *   out[i,j] = h[j]*y[i]*(t3[i] - t4)
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   v: rows x p x n, the tangent
 *   out: rows x p x n, the output
 */
void mlp_hvp_W2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *v, double *out);
void mlp_hvp_W2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *v, float *out);

/* mlp_grad_b2:
 *   h[j] = sum(W1[j,k]*x[k], k)
 *   h[j] = tanh(h[j] + b1[j])
 *   z[i] = sum(W2[i,j]*h[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[k], k)
 *   out[k] = exp(z[k] - t1)
 *   t2 = sum(out[k], k)
 *   out[j] = out[j]/t2 - t[j]
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   out: rows x p, the output
 */
void mlp_grad_b2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, double *out);
void mlp_grad_b2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, float *out);

/* mlp_jvp_b2:
 *   h[j] = sum(W1[j,k]*x[k], k)
 *   h[j] = tanh(h[j] + b1[j])
 *   z[i] = sum(W2[i,j]*h[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[k], k)
 *   t2[k] = exp(z[k] - t1)
 *   t3 = sum(t2[k], k)
 *   out = sum(v[k]*(t2[k]/t3 - t[k]), k)
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   v: rows x p, the tangent
 *   out: rows, the output
 */
void mlp_jvp_b2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void mlp_jvp_b2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* mlp_hvp_b2:
 *   h[j] = sum(W1[j,k]*x[k], k)
 *   h[j] = tanh(h[j] + b1[j])
 *   z[i] = sum(W2[i,j]*h[j], j)
 *   z[i] = z[i] + b2[i]
 *   t1 = max(z[k], k)
 *   out[k] = exp(z[k] - t1)
 *   t2 = sum(out[k], k)
 *   out[i] = out[i]/t2
 *   t3 = sum(out[k]*v[k], k)
 *   out[i] = out[i]*(v[i] - t3)
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   v: rows x p, the tangent
 *   out: rows x p, the output
 */
void mlp_hvp_b2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *v, double *out);
void mlp_hvp_b2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
