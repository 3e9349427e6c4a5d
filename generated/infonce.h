/* Made by: symsoft derive infonce --format c
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

#ifndef SYMSOFT_INFONCE_H
#define SYMSOFT_INFONCE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* infonce:
 *   t1[i,k] = S[i,k]/T
 *   t2[i] = max(t1[i,k], k)
 *   t3[i] = sum(exp(t1[i,k] - t2[i]), k)
 *   t4 = sum(S[i,i]/T - (t2[i] + log(t3[i])), i)
 *   L = -1/n*t4
 * with
 *   S: rows x n x n
 *   T: by value
 *   L: rows, the output
 */
void infonce_f64(size_t rows, size_t n, const double *S, double T, double *L);
void infonce_f32(size_t rows, size_t n, const float *S, float T, float *L);

/* infonce_grad_S:
 *   out[i,k] = S[i,k]/T
 *   t1[i] = max(out[i,k], k)
 *   out[i,k] = exp(out[i,k] - t1[i])
 *   t2[i] = sum(out[i,k], k)
 *   out[p,q] = (out[p,q]/t2[p] - delta(p, q))/T/n
 * with
 *   S: rows x n x n
 *   T: by value
 *   out: rows x n x n, the output
 */
void infonce_grad_S_f64(size_t rows, size_t n, const double *S, double T, double *out);
void infonce_grad_S_f32(size_t rows, size_t n, const float *S, float T, float *out);

/* infonce_jvp_S:
 *   t1[i,k] = S[i,k]/T
 *   t2[i] = max(t1[i,k], k)
 *   t1[i,k] = exp(t1[i,k] - t2[i])
 *   t3[i] = sum(t1[i,k], k)
 *   t4[k] = sum(v[k,l]*t1[k,l], l)
 *   t5 = sum(t4[k]/t3[k] - v[k,k], k)
 *   out = 1/T/n*t5
 * with
 *   S: rows x n x n
 *   T: by value
 *   v: rows x n x n, the tangent
 *   out: rows, the output
 */
void infonce_jvp_S_f64(size_t rows, size_t n, const double *S, double T, const double *v,
    double *out);
void infonce_jvp_S_f32(size_t rows, size_t n, const float *S, float T, const float *v, float *out);

/* infonce_hvp_S:
 *   out[i,k] = S[i,k]/T
 *   t1[i] = max(out[i,k], k)
 *   out[i,k] = exp(out[i,k] - t1[i])
 *   t2[i] = sum(out[i,k], k)
 *   out[i,j] = out[i,j]/t2[i]
 *   t3[i] = sum(out[i,r]*v[i,r], r)
 *   out[i,j] = out[i,j]/n/T**2*(v[i,j] - t3[i])
 * with
 *   S: rows x n x n
 *   T: by value
 *   v: rows x n x n, the tangent
 *   out: rows x n x n, the output
 */
void infonce_hvp_S_f64(size_t rows, size_t n, const double *S, double T, const double *v,
    double *out);
void infonce_hvp_S_f32(size_t rows, size_t n, const float *S, float T, const float *v, float *out);

/* infonce_grad_T:
 *   t1[i,k] = S[i,k]/T
 *   t2[i] = max(t1[i,k], k)
 *   t1[i,k] = exp(t1[i,k] - t2[i])
 *   t3[i] = sum(t1[i,k], k)
 *   t4[i] = sum(t1[i,k]*S[i,k], k)
 *   t5 = sum(S[i,i] - t4[i]/t3[i], i)
 *   out = t5/T**2/n
 * with
 *   S: rows x n x n
 *   T: by value
 *   out: rows, the output
 */
void infonce_grad_T_f64(size_t rows, size_t n, const double *S, double T, double *out);
void infonce_grad_T_f32(size_t rows, size_t n, const float *S, float T, float *out);

/* infonce_jvp_T:
 *   t1[i,k] = S[i,k]/T
 *   t2[i] = max(t1[i,k], k)
 *   t1[i,k] = exp(t1[i,k] - t2[i])
 *   t3[i] = sum(t1[i,k], k)
 *   t4[i] = sum(t1[i,k]*S[i,k], k)
 *   t5 = sum(S[i,i] - t4[i]/t3[i], i)
 *   out = v*t5/T**2/n
 * with
 *   S: rows x n x n
 *   T: by value
 *   v: by value, the tangent
 *   out: rows, the output
 */
void infonce_jvp_T_f64(size_t rows, size_t n, const double *S, double T, double v, double *out);
void infonce_jvp_T_f32(size_t rows, size_t n, const float *S, float T, float v, float *out);

/* infonce_hvp_T:
 *   t1[i,k] = S[i,k]/T
 *   t2[i] = max(t1[i,k], k)
 *   t1[i,k] = exp(t1[i,k] - t2[i])
 *   t3[i] = sum(t1[i,k], k)
 *   t1[i,l] = t1[i,l]/t3[i]*S[i,l]
 *   t4[i] = sum(t1[i,l], l)
 *   t5[i] = sum(t1[i,k]*(S[i,k] - t4[i] + 2*T), k)
 *   t6 = sum(t5[i] - 2*T*S[i,i], i)
 *   out = v*t6/T**4/n
 * with
 *   S: rows x n x n
 *   T: by value
 *   v: by value, the tangent
 *   out: rows, the output
 */
void infonce_hvp_T_f64(size_t rows, size_t n, const double *S, double T, double v, double *out);
void infonce_hvp_T_f32(size_t rows, size_t n, const float *S, float T, float v, float *out);

#ifdef __cplusplus
}
#endif

#endif
