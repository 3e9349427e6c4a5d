/* Made by: symsoft derive bp --format c
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

#ifndef SYMSOFT_BP_H
#define SYMSOFT_BP_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* bp:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   t1 = sum((exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j]))) - t[j])**2, j)
 *   C = 1/2*t1
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   C: rows, the output
 */
void bp_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, double *C);
void bp_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, float *C);

/* bp_grad_z2:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   out[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   out[j] = (out[j] - t[j])*(1 - out[j])*out[j]
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   out: rows x p, the output
 */
void bp_grad_z2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, double *out);
void bp_grad_z2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, float *out);

/* bp_jvp_z2:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   out = sum(v[k]*(a2[k] - t[k])*(1 - a2[k])*a2[k], k)
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
void bp_jvp_z2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void bp_jvp_z2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* bp_hvp_z2:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   out[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   out[i] = v[i]*out[i]*(1 - out[i])*(2*out[i]*t[i] - 3*out[i]**2 + 2*out[i] - t[i])
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   v: rows x p, the tangent
 *   out: rows x p, the output
 */
void bp_hvp_z2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void bp_hvp_z2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* bp_grad_z1:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   out[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*out[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
 *   t2[j] = sum(t1[l]*W2[l,j], l)
 *   out[j] = t2[j]*(1 - out[j])*out[j]
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   out: rows x n, the output
 */
void bp_grad_z1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, double *out);
void bp_grad_z1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, float *out);

/* bp_jvp_z1:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
 *   t2[k] = sum(t1[l]*W2[l,k], l)
 *   out = sum(v[k]*t2[k]*(1 - a1[k])*a1[k], k)
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
void bp_jvp_z1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void bp_jvp_z1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* bp_hvp_z1:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   out[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*out[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   t1[l] = a2[l]*(1 - a2[l])
 *   t2[i] = sum(W2[l,i]*t1[l]*(t[l] - a2[l]), l)
 *   t3[k] = out[k]*(1 - out[k])
 *   t4[l] = sum(v[k]*t3[k]*W2[l,k], k)
 *   t5[i] = sum(t1[l]*W2[l,i]*(2*a2[l]*t[l] - 3*a2[l]**2 + 2*a2[l] - t[l])*t4[l], l)
 *   out[i] = t3[i]*(t5[i] - v[i]*t2[i]*(1 - 2*out[i]))
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
void bp_hvp_z1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void bp_hvp_z1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* bp_grad_b2:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   out[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   out[j] = (out[j] - t[j])*(1 - out[j])*out[j]
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   out: rows x p, the output
 */
void bp_grad_b2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, double *out);
void bp_grad_b2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, float *out);

/* bp_jvp_b2:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   out = sum(v[k]*(a2[k] - t[k])*(1 - a2[k])*a2[k], k)
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
void bp_jvp_b2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void bp_jvp_b2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* bp_hvp_b2:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   out[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   out[i] = v[i]*out[i]*(1 - out[i])*(2*out[i]*t[i] - 3*out[i]**2 + 2*out[i] - t[i])
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   v: rows x p, the tangent
 *   out: rows x p, the output
 */
void bp_hvp_b2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void bp_hvp_b2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* bp_grad_b1:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   out[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*out[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
 *   t2[j] = sum(t1[l]*W2[l,j], l)
 *   out[j] = t2[j]*(1 - out[j])*out[j]
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   out: rows x n, the output
 */
void bp_grad_b1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, double *out);
void bp_grad_b1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, float *out);

/* bp_jvp_b1:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
 *   t2[j] = sum(t1[l]*W2[l,j], l)
 *   out = sum(v[k]*t2[k]*(1 - a1[k])*a1[k], k)
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
void bp_jvp_b1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void bp_jvp_b1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* bp_hvp_b1:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   out[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*out[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   t1[l] = a2[l]*(1 - a2[l])
 *   t2[i] = sum(W2[l,i]*t1[l]*(t[l] - a2[l]), l)
 *   t3[k] = out[k]*(1 - out[k])
 *   t4[l] = sum(v[k]*t3[k]*W2[l,k], k)
 *   t5[i] = sum(t1[l]*W2[l,i]*(2*a2[l]*t[l] - 3*a2[l]**2 + 2*a2[l] - t[l])*t4[l], l)
 *   out[i] = t3[i]*(t5[i] - v[i]*t2[i]*(1 - 2*out[i]))
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
void bp_hvp_b1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void bp_hvp_b1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* bp_grad_W2:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
 *   out[q,r] = t1[q]*a1[r]
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   out: rows x p x n, the output
 */
void bp_grad_W2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, double *out);
void bp_grad_W2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, float *out);

/* bp_jvp_W2:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   t1[k] = sum(v[k,l]*a1[l], l)
 *   out = sum((a2[k] - t[k])*(1 - a2[k])*a2[k]*t1[k], k)
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
void bp_jvp_W2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void bp_jvp_W2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* bp_hvp_W2:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   t1[i] = sum(v[i,r]*a1[r], r)
 *   out[i,j] = a2[i]*a1[j]*(1 - a2[i])*(2*a2[i]*t[i] - 3*a2[i]**2 + 2*a2[i] - t[i])*t1[i]
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   v: rows x p x n, the tangent
 *   out: rows x p x n, the output
 */
void bp_hvp_W2_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void bp_hvp_W2_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* bp_grad_W1:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
 *   t2[j] = sum(t1[l]*W2[l,j], l)
 *   t2[j] = t2[j]*(1 - a1[j])*a1[j]
 *   out[q,r] = t2[q]*x[r]
 * with
 *   W1: rows x n x m
 *   x: rows x m
 *   b1: rows x n
 *   W2: rows x p x n
 *   b2: rows x p
 *   t: rows x p
 *   out: rows x n x m, the output
 */
void bp_grad_W1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, double *out);
void bp_grad_W1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, float *out);

/* bp_jvp_W1:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
 *   t2[j] = sum(t1[l]*W2[l,j], l)
 *   t3[k] = sum(v[k,l]*x[l], l)
 *   out = sum(t2[k]*(1 - a1[k])*a1[k]*t3[k], k)
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
void bp_jvp_W1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void bp_jvp_W1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

/* bp_hvp_W1:
 *   z1[j] = sum(W1[j,k]*x[k], k)
 *   z1[j] = z1[j] + b1[j]
 *   a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
 *   z2[j] = sum(W2[j,k]*a1[k], k)
 *   z2[j] = z2[j] + b2[j]
 *   a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
 *   t1[i] = sum(v[i,r]*x[r], r)
 *   t2[l] = a2[l]*(1 - a2[l])
 *   t3[i] = sum(t2[l]*W2[l,i]*(t[l] - a2[l]), l)
 *   t4[k] = a1[k]*(1 - a1[k])
 *   t5[l] = sum(t1[k]*t4[k]*W2[l,k], k)
 *   t6[i] = sum(W2[l,i]*t2[l]*(2*a2[l]*t[l] - 3*a2[l]**2 + 2*a2[l] - t[l])*t5[l], l)
 *   out[i,j] = x[j]*t4[i]*(t6[i] - t1[i]*t3[i]*(1 - 2*a1[i]))
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
void bp_hvp_W1_f64(size_t rows, size_t n, size_t m, size_t p, const double *W1, const double *x,
    const double *b1, const double *W2, const double *b2, const double *t, const double *v,
    double *out);
void bp_hvp_W1_f32(size_t rows, size_t n, size_t m, size_t p, const float *W1, const float *x,
    const float *b1, const float *W2, const float *b2, const float *t, const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
