/* Made by: symsoft derive network --format c
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

#ifndef SYMSOFT_NETWORK_H
#define SYMSOFT_NETWORK_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* network:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*h[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[l], l)
 *   t2 = sum(exp(z[l] - t1), l)
 *   t3 = log(t2)
 *   t4 = sum(where(t[k] == 0, 0, t[k]*(z[k] - (t1 + t3))), k)
 *   L = -t4
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   t: rows x p
 *   L: rows, the output
 */
void network_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *t, double *L);
void network_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *t, float *L);

/* network_grad_W:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*h[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   out[q,s] = (y[q] - t[q])*h[s]
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   t: rows x p
 *   out: rows x p x n, the output
 */
void network_grad_W_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *t, double *out);
void network_grad_W_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *t, float *out);

/* network_jvp_W:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*h[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   t2[k] = exp(z[k] - t1)
 *   t3 = sum(t2[k], k)
 *   t4[k] = sum(v[k,l]*h[l], l)
 *   out = sum((t2[k]/t3 - t[k])*t4[k], k)
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   t: rows x p
 *   v: rows x p x n, the tangent
 *   out: rows, the output
 */
void network_jvp_W_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *t, const double *v,
    double *out);
void network_jvp_W_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *t, const float *v, float *out);

/* network_hvp_W:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*h[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[i] = sum(v[i,s]*h[s], s)
 *   t4 = sum(t3[k]*y[k], k)
 *   out[i,j] = h[j]*y[i]*(t3[i] - t4)
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   v: rows x p x n, the tangent
 *   out: rows x p x n, the output
 */
void network_hvp_W_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *v, double *out);
void network_hvp_W_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *v, float *out);

/* network_grad_b:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*h[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   out[k] = exp(z[k] - t1)
 *   t2 = sum(out[k], k)
 *   out[j] = out[j]/t2 - t[j]
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   t: rows x p
 *   out: rows x p, the output
 */
void network_grad_b_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *t, double *out);
void network_grad_b_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *t, float *out);

/* network_jvp_b:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*h[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   t2[k] = exp(z[k] - t1)
 *   t3 = sum(t2[k], k)
 *   out = sum(v[k]*(t2[k]/t3 - t[k]), k)
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   t: rows x p
 *   v: rows x p, the tangent
 *   out: rows, the output
 */
void network_jvp_b_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *t, const double *v,
    double *out);
void network_jvp_b_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *t, const float *v, float *out);

/* network_hvp_b:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*h[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   out[k] = exp(z[k] - t1)
 *   t2 = sum(out[k], k)
 *   out[i] = out[i]/t2
 *   t3 = sum(out[k]*v[k], k)
 *   out[i] = out[i]*(v[i] - t3)
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   v: rows x p, the tangent
 *   out: rows x p, the output
 */
void network_hvp_b_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *v, double *out);
void network_hvp_b_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *v, float *out);

/* network_grad_V:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*h[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[q] = sum((y[l] - t[l])*W[l,q], l)
 *   out[q,s] = t3[q]*(1 - h[q])*h[q]*x[s]
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   t: rows x p
 *   out: rows x n x m, the output
 */
void network_grad_V_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *t, double *out);
void network_grad_V_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *t, float *out);

/* network_jvp_V:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*h[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[k] = sum((y[r] - t[r])*W[r,k], r)
 *   t4[k] = sum(v[k,l]*x[l], l)
 *   out = sum(t3[k]*(1 - h[k])*h[k]*t4[k], k)
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   t: rows x p
 *   v: rows x n x m, the tangent
 *   out: rows, the output
 */
void network_jvp_V_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *t, const double *v,
    double *out);
void network_jvp_V_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *t, const float *v, float *out);

/* network_hvp_V:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*h[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[i] = sum(v[i,s]*x[s], s)
 *   t4[i] = sum(W[l,i]*(t[l] - y[l]), l)
 *   t5[k] = sum(y[r]*W[r,k], r)
 *   t6[k] = h[k]*(1 - h[k])
 *   t7[l] = sum(t3[k]*t6[k]*(W[l,k] - t5[k]), k)
 *   t8[i] = sum(y[l]*W[l,i]*t7[l], l)
 *   out[i,j] = t6[i]*x[j]*(t8[i] - t3[i]*t4[i]*(1 - 2*h[i]))
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   t: rows x p
 *   v: rows x n x m, the tangent
 *   out: rows x n x m, the output
 */
void network_hvp_V_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *t, const double *v,
    double *out);
void network_hvp_V_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *t, const float *v, float *out);

/* network_grad_c:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   out[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*out[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[j] = sum((y[l] - t[l])*W[l,j], l)
 *   out[j] = t3[j]*(1 - out[j])*out[j]
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   t: rows x p
 *   out: rows x n, the output
 */
void network_grad_c_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *t, double *out);
void network_grad_c_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *t, float *out);

/* network_jvp_c:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*h[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[k] = sum((y[l] - t[l])*W[l,k], l)
 *   out = sum(v[k]*t3[k]*(1 - h[k])*h[k], k)
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   t: rows x p
 *   v: rows x n, the tangent
 *   out: rows, the output
 */
void network_jvp_c_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *t, const double *v,
    double *out);
void network_jvp_c_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *t, const float *v, float *out);

/* network_hvp_c:
 *   r[j] = sum(V[j,k]*x[k], k)
 *   r[j] = r[j] + c[j]
 *   out[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
 *   z[i] = sum(W[i,j]*out[j], j)
 *   z[i] = z[i] + b[i]
 *   t1 = max(z[k], k)
 *   y[k] = exp(z[k] - t1)
 *   t2 = sum(y[k], k)
 *   y[i] = y[i]/t2
 *   t3[i] = sum(W[l,i]*(t[l] - y[l]), l)
 *   t4[k] = sum(y[r]*W[r,k], r)
 *   t5[k] = out[k]*(1 - out[k])
 *   t6[l] = sum(v[k]*t5[k]*(W[l,k] - t4[k]), k)
 *   t7[i] = sum(y[l]*W[l,i]*t6[l], l)
 *   out[i] = t5[i]*(t7[i] - v[i]*t3[i]*(1 - 2*out[i]))
 * with
 *   V: rows x n x m
 *   x: rows x m
 *   c: rows x n
 *   W: rows x p x n
 *   b: rows x p
 *   t: rows x p
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void network_hvp_c_f64(size_t rows, size_t n, size_t m, size_t p, const double *V, const double *x,
    const double *c, const double *W, const double *b, const double *t, const double *v,
    double *out);
void network_hvp_c_f32(size_t rows, size_t n, size_t m, size_t p, const float *V, const float *x,
    const float *c, const float *W, const float *b, const float *t, const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
