/* Made by: symsoft derive distillation --format c
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

#ifndef SYMSOFT_DISTILLATION_H
#define SYMSOFT_DISTILLATION_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* distillation:
 *   p[k] = v_[k]/T
 *   t1 = max(p[k], k)
 *   p[k] = exp(p[k] - t1)
 *   t2 = sum(p[k], k)
 *   p[i] = p[i]/t2
 *   t3[l] = z[l]/T
 *   t4 = max(t3[l], l)
 *   t5 = sum(exp(t3[l] - t4), l)
 *   t6 = log(t5)
 *   t7 = sum(where(p[k] == 0, 0, p[k]*(t3[k] - (t4 + t6))), k)
 *   C = -t7
 * with
 *   z: rows x n
 *   T: by value
 *   v_: rows x n
 *   C: rows, the output
 *   v is called v_ here
 */
void distillation_f64(size_t rows, size_t n, const double *z, double T, const double *v_, double *C);
void distillation_f32(size_t rows, size_t n, const float *z, float T, const float *v_, float *C);

/* distillation_grad:
 *   out[k] = v_[k]/T
 *   t1 = max(out[k], k)
 *   out[k] = exp(out[k] - t1)
 *   t2 = sum(out[k], k)
 *   t3[k] = z[k]/T
 *   t4 = max(t3[k], k)
 *   t3[k] = exp(t3[k] - t4)
 *   t5 = sum(t3[k], k)
 *   out[j] = (t3[j]/t5 - out[j]/t2)/T
 * with
 *   z: rows x n
 *   T: by value
 *   v_: rows x n
 *   out: rows x n, the output
 *   v is called v_ here
 */
void distillation_grad_f64(size_t rows, size_t n, const double *z, double T, const double *v_,
    double *out);
void distillation_grad_f32(size_t rows, size_t n, const float *z, float T, const float *v_,
    float *out);

/* distillation_jvp:
 *   t1[k] = v_[k]/T
 *   t2 = max(t1[k], k)
 *   t1[k] = exp(t1[k] - t2)
 *   t3 = sum(t1[k], k)
 *   t4[k] = z[k]/T
 *   t5 = max(t4[k], k)
 *   t4[k] = exp(t4[k] - t5)
 *   t6 = sum(t4[k], k)
 *   t7 = sum(v[k]*(t4[k]/t6 - t1[k]/t3), k)
 *   out = 1/T*t7
 * with
 *   z: rows x n
 *   T: by value
 *   v_: rows x n
 *   v: rows x n, the tangent
 *   out: rows, the output
 *   v is called v_ here
 */
void distillation_jvp_f64(size_t rows, size_t n, const double *z, double T, const double *v_,
    const double *v, double *out);
void distillation_jvp_f32(size_t rows, size_t n, const float *z, float T, const float *v_,
    const float *v, float *out);

/* distillation_hvp:
 *   out[k] = z[k]/T
 *   t1 = max(out[k], k)
 *   out[k] = exp(out[k] - t1)
 *   t2 = sum(out[k], k)
 *   out[i] = out[i]/t2
 *   t3 = sum(out[k]*v[k], k)
 *   out[i] = out[i]/T**2*(v[i] - t3)
 * with
 *   z: rows x n
 *   T: by value
 *   v: rows x n, the tangent
 *   out: rows x n, the output
 */
void distillation_hvp_f64(size_t rows, size_t n, const double *z, double T, const double *v,
    double *out);
void distillation_hvp_f32(size_t rows, size_t n, const float *z, float T, const float *v,
    float *out);

#ifdef __cplusplus
}
#endif

#endif
