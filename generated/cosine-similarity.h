/* Made by: symsoft derive cosine-similarity --format c
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
 */

#ifndef SYMSOFT_COSINE_SIMILARITY_H
#define SYMSOFT_COSINE_SIMILARITY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* cosine_similarity:
 *   t1 = sum(a[k]**2, k)
 *   t2 = sum(b[k]**2, k)
 *   t3 = sum(a[k]*b[k], k)
 *   c = t3/(sqrt(t1)*sqrt(t2))
 * with
 *   a: rows x n
 *   b: rows x n
 *   c: rows, the output
 */
void cosine_similarity_f64(size_t rows, size_t n, const double *a, const double *b, double *c);
void cosine_similarity_f32(size_t rows, size_t n, const float *a, const float *b, float *c);

/* cosine_similarity_grad_a:
 *   t1 = sum(a[k]**2, k)
 *   A = sqrt(t1)
 *   t2 = sum(b[k]**2, k)
 *   B = sqrt(t2)
 *   out[j] = 1/A*(b[j]/B - 1/A*c*a[j])
 * with
 *   a: rows x n
 *   b: rows x n
 *   c: rows, from the forward routine
 *   out: rows x n, the output
 */
void cosine_similarity_grad_a_f64(size_t rows, size_t n, const double *a, const double *b,
    const double *c, double *out);
void cosine_similarity_grad_a_f32(size_t rows, size_t n, const float *a, const float *b,
    const float *c, float *out);

/* cosine_similarity_jvp_a:
 *   t1 = sum(a[k]**2, k)
 *   A = sqrt(t1)
 *   t2 = sum(b[k]**2, k)
 *   B = sqrt(t2)
 *   t3 = sum(v[k]*(b[k]/B - 1/A*c*a[k]), k)
 *   out = 1/A*t3
 * with
 *   a: rows x n
 *   b: rows x n
 *   c: rows, from the forward routine
 *   v: rows x n, the tangent
 *   out: rows, the output
 */
void cosine_similarity_jvp_a_f64(size_t rows, size_t n, const double *a, const double *b,
    const double *c, const double *v, double *out);
void cosine_similarity_jvp_a_f32(size_t rows, size_t n, const float *a, const float *b,
    const float *c, const float *v, float *out);

/* cosine_similarity_hvp_a:
 *   t1 = sum(a[k]**2, k)
 *   A = sqrt(t1)
 *   t2 = sum(b[k]**2, k)
 *   B = sqrt(t2)
 *   t3 = sum(v[k]*b[k], k)
 *   t4 = sum(v[k]*a[k], k)
 *   out[i] = -1/A**2*(v[i]*c + 1/A*(1/B*a[i]*t3 + 1/B*b[i]*t4 - 3/A*c*a[i]*t4))
 * with
 *   a: rows x n
 *   b: rows x n
 *   c: rows, from the forward routine
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void cosine_similarity_hvp_a_f64(size_t rows, size_t n, const double *a, const double *b,
    const double *c, const double *v, double *out);
void cosine_similarity_hvp_a_f32(size_t rows, size_t n, const float *a, const float *b,
    const float *c, const float *v, float *out);

/* cosine_similarity_grad_b:
 *   t1 = sum(b[k]**2, k)
 *   B = sqrt(t1)
 *   t2 = sum(a[k]**2, k)
 *   A = sqrt(t2)
 *   out[j] = 1/B*(a[j]/A - 1/B*c*b[j])
 * with
 *   a: rows x n
 *   b: rows x n
 *   c: rows, from the forward routine
 *   out: rows x n, the output
 */
void cosine_similarity_grad_b_f64(size_t rows, size_t n, const double *a, const double *b,
    const double *c, double *out);
void cosine_similarity_grad_b_f32(size_t rows, size_t n, const float *a, const float *b,
    const float *c, float *out);

/* cosine_similarity_jvp_b:
 *   t1 = sum(b[k]**2, k)
 *   B = sqrt(t1)
 *   t2 = sum(a[k]**2, k)
 *   A = sqrt(t2)
 *   t3 = sum(v[k]*(a[k]/A - 1/B*c*b[k]), k)
 *   out = 1/B*t3
 * with
 *   a: rows x n
 *   b: rows x n
 *   c: rows, from the forward routine
 *   v: rows x n, the tangent
 *   out: rows, the output
 */
void cosine_similarity_jvp_b_f64(size_t rows, size_t n, const double *a, const double *b,
    const double *c, const double *v, double *out);
void cosine_similarity_jvp_b_f32(size_t rows, size_t n, const float *a, const float *b,
    const float *c, const float *v, float *out);

/* cosine_similarity_hvp_b:
 *   t1 = sum(b[k]**2, k)
 *   B = sqrt(t1)
 *   t2 = sum(a[k]**2, k)
 *   A = sqrt(t2)
 *   t3 = sum(v[k]*a[k], k)
 *   t4 = sum(v[k]*b[k], k)
 *   out[i] = -1/B**2*(v[i]*c + 1/B*(1/A*b[i]*t3 + 1/A*a[i]*t4 - 3/B*c*b[i]*t4))
 * with
 *   a: rows x n
 *   b: rows x n
 *   c: rows, from the forward routine
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void cosine_similarity_hvp_b_f64(size_t rows, size_t n, const double *a, const double *b,
    const double *c, const double *v, double *out);
void cosine_similarity_hvp_b_f32(size_t rows, size_t n, const float *a, const float *b,
    const float *c, const float *v, float *out);

#ifdef __cplusplus
}
#endif

#endif
