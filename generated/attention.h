/* Made by: symsoft derive attention --format c
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

#ifndef SYMSOFT_ATTENTION_H
#define SYMSOFT_ATTENTION_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* attention:
 *   s[k] = sum(q[a]*K[k,a], a)
 *   t1 = 1/sqrt(d)
 *   s[k] = s[k]*t1
 *   t2 = max(s[l], l)
 *   p[l] = exp(s[l] - t2)
 *   t3 = sum(p[l], l)
 *   p[k] = p[k]/t3
 *   o[c] = sum(p[k]*V[k,c], k)
 * with
 *   q: rows x m
 *   K: rows x n x m
 *   d: by value
 *   V: rows x n x r
 *   o: rows x r, the output
 */
void attention_f64(size_t rows, size_t n, size_t m, size_t r, const double *q, const double *K,
    double d, const double *V, double *o);
void attention_f32(size_t rows, size_t n, size_t m, size_t r, const float *q, const float *K,
    float d, const float *V, float *o);

/* attention_jacobian_q:
 *   s[k] = sum(q[a]*K[k,a], a)
 *   t1 = 1/sqrt(d)
 *   s[k] = s[k]*t1
 *   t2 = max(s[l], l)
 *   p[l] = exp(s[l] - t2)
 *   t3 = sum(p[l], l)
 *   p[k] = p[k]/t3
 *   out[c,j] = sum(p[k]*(V[k,c] - o[c])*K[k,j], k)
 *   out[c,j] = t1*out[c,j]
 * with
 *   q: rows x m
 *   K: rows x n x m
 *   d: by value
 *   V: rows x n x r
 *   o: rows x r, from the forward routine
 *   out: rows x r x m, the output
 */
void attention_jacobian_q_f64(size_t rows, size_t n, size_t m, size_t r, const double *q,
    const double *K, double d, const double *V, const double *o, double *out);
void attention_jacobian_q_f32(size_t rows, size_t n, size_t m, size_t r, const float *q,
    const float *K, float d, const float *V, const float *o, float *out);

/* attention_vjp_q:
 *   s[k] = sum(q[a]*K[k,a], a)
 *   t1 = 1/sqrt(d)
 *   s[k] = s[k]*t1
 *   t2 = max(s[l], l)
 *   p[l] = exp(s[l] - t2)
 *   t3 = sum(p[l], l)
 *   p[k] = p[k]/t3
 *   t4[l] = sum(g[k]*(V[l,k] - o[k]), k)
 *   out[j] = sum(p[l]*K[l,j]*t4[l], l)
 *   out[j] = t1*out[j]
 * with
 *   q: rows x m
 *   K: rows x n x m
 *   d: by value
 *   V: rows x n x r
 *   o: rows x r, from the forward routine
 *   g: rows x r, the cotangent
 *   out: rows x m, the output
 */
void attention_vjp_q_f64(size_t rows, size_t n, size_t m, size_t r, const double *q,
    const double *K, double d, const double *V, const double *o, const double *g, double *out);
void attention_vjp_q_f32(size_t rows, size_t n, size_t m, size_t r, const float *q, const float *K,
    float d, const float *V, const float *o, const float *g, float *out);

/* attention_jvp_q:
 *   s[k] = sum(q[a]*K[k,a], a)
 *   t1 = 1/sqrt(d)
 *   s[k] = s[k]*t1
 *   t2 = max(s[l], l)
 *   p[l] = exp(s[l] - t2)
 *   t3 = sum(p[l], l)
 *   p[k] = p[k]/t3
 *   t4[l] = sum(v[k]*K[l,k], k)
 *   out[c] = sum(p[l]*(V[l,c] - o[c])*t4[l], l)
 *   out[c] = t1*out[c]
 * with
 *   q: rows x m
 *   K: rows x n x m
 *   d: by value
 *   V: rows x n x r
 *   o: rows x r, from the forward routine
 *   v: rows x m, the tangent
 *   out: rows x r, the output
 */
void attention_jvp_q_f64(size_t rows, size_t n, size_t m, size_t r, const double *q,
    const double *K, double d, const double *V, const double *o, const double *v, double *out);
void attention_jvp_q_f32(size_t rows, size_t n, size_t m, size_t r, const float *q, const float *K,
    float d, const float *V, const float *o, const float *v, float *out);

/* attention_jacobian_K:
 *   s[k] = sum(q[a]*K[k,a], a)
 *   t1 = 1/sqrt(d)
 *   s[k] = s[k]*t1
 *   t2 = max(s[l], l)
 *   p[l] = exp(s[l] - t2)
 *   t3 = sum(p[l], l)
 *   p[k] = p[k]/t3
 *   out[c,u,v] = p[u]*(V[u,c] - o[c])*t1*q[v]
 * with
 *   q: rows x m
 *   K: rows x n x m
 *   d: by value
 *   V: rows x n x r
 *   o: rows x r, from the forward routine
 *   out: rows x r x n x m, the output
 */
void attention_jacobian_K_f64(size_t rows, size_t n, size_t m, size_t r, const double *q,
    const double *K, double d, const double *V, const double *o, double *out);
void attention_jacobian_K_f32(size_t rows, size_t n, size_t m, size_t r, const float *q,
    const float *K, float d, const float *V, const float *o, float *out);

/* attention_vjp_K:
 *   s[k] = sum(q[a]*K[k,a], a)
 *   t1 = 1/sqrt(d)
 *   s[k] = s[k]*t1
 *   t2 = max(s[l], l)
 *   p[l] = exp(s[l] - t2)
 *   t3 = sum(p[l], l)
 *   p[k] = p[k]/t3
 *   t4[u] = sum(g[k]*V[u,k], k)
 *   t5 = sum(g[k]*o[k], k)
 *   out[u,v] = p[u]*t1*q[v]*(t4[u] - t5)
 * with
 *   q: rows x m
 *   K: rows x n x m
 *   d: by value
 *   V: rows x n x r
 *   o: rows x r, from the forward routine
 *   g: rows x r, the cotangent
 *   out: rows x n x m, the output
 */
void attention_vjp_K_f64(size_t rows, size_t n, size_t m, size_t r, const double *q,
    const double *K, double d, const double *V, const double *o, const double *g, double *out);
void attention_vjp_K_f32(size_t rows, size_t n, size_t m, size_t r, const float *q, const float *K,
    float d, const float *V, const float *o, const float *g, float *out);

/* attention_jvp_K:
 *   s[k] = sum(q[a]*K[k,a], a)
 *   t1 = 1/sqrt(d)
 *   s[k] = s[k]*t1
 *   t2 = max(s[l], l)
 *   p[l] = exp(s[l] - t2)
 *   t3 = sum(p[l], l)
 *   p[k] = p[k]/t3
 *   t4[k] = sum(v[k,l]*q[l], l)
 *   out[c] = sum(p[k]*(V[k,c] - o[c])*t4[k], k)
 *   out[c] = t1*out[c]
 * with
 *   q: rows x m
 *   K: rows x n x m
 *   d: by value
 *   V: rows x n x r
 *   o: rows x r, from the forward routine
 *   v: rows x n x m, the tangent
 *   out: rows x r, the output
 */
void attention_jvp_K_f64(size_t rows, size_t n, size_t m, size_t r, const double *q,
    const double *K, double d, const double *V, const double *o, const double *v, double *out);
void attention_jvp_K_f32(size_t rows, size_t n, size_t m, size_t r, const float *q, const float *K,
    float d, const float *V, const float *o, const float *v, float *out);

/* attention_jacobian_V:
 *   s[k] = sum(q[a]*K[k,a], a)
 *   t1 = 1/sqrt(d)
 *   s[k] = s[k]*t1
 *   t2 = max(s[l], l)
 *   p[l] = exp(s[l] - t2)
 *   t3 = sum(p[l], l)
 *   p[k] = p[k]/t3
 *   out[c,u,v] = p[u]*delta(c, v)
 * with
 *   q: rows x m
 *   K: rows x n x m
 *   d: by value
 *   V: rows x n x r
 *   out: rows x r x n x r, the output
 */
void attention_jacobian_V_f64(size_t rows, size_t n, size_t m, size_t r, const double *q,
    const double *K, double d, const double *V, double *out);
void attention_jacobian_V_f32(size_t rows, size_t n, size_t m, size_t r, const float *q,
    const float *K, float d, const float *V, float *out);

/* attention_vjp_V:
 *   s[k] = sum(q[a]*K[k,a], a)
 *   t1 = 1/sqrt(d)
 *   s[k] = s[k]*t1
 *   t2 = max(s[l], l)
 *   p[l] = exp(s[l] - t2)
 *   t3 = sum(p[l], l)
 *   p[k] = p[k]/t3
 *   out[u,v] = g[v]*p[u]
 * with
 *   q: rows x m
 *   K: rows x n x m
 *   d: by value
 *   g: rows x r, the cotangent
 *   out: rows x n x r, the output
 */
void attention_vjp_V_f64(size_t rows, size_t n, size_t m, size_t r, const double *q,
    const double *K, double d, const double *g, double *out);
void attention_vjp_V_f32(size_t rows, size_t n, size_t m, size_t r, const float *q, const float *K,
    float d, const float *g, float *out);

/* attention_jvp_V:
 *   s[k] = sum(q[a]*K[k,a], a)
 *   t1 = 1/sqrt(d)
 *   s[k] = s[k]*t1
 *   t2 = max(s[l], l)
 *   p[l] = exp(s[l] - t2)
 *   t3 = sum(p[l], l)
 *   p[k] = p[k]/t3
 *   out[c] = sum(v[k,c]*p[k], k)
 * with
 *   q: rows x m
 *   K: rows x n x m
 *   d: by value
 *   v: rows x n x r, the tangent
 *   out: rows x r, the output
 */
void attention_jvp_V_f64(size_t rows, size_t n, size_t m, size_t r, const double *q,
    const double *K, double d, const double *v, double *out);
void attention_jvp_V_f32(size_t rows, size_t n, size_t m, size_t r, const float *q, const float *K,
    float d, const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
