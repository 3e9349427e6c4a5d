/* Made by: symsoft derive focal-sigmoid --format c
 * Do not edit: make it again.
 */

/* Every routine does the same for each of `rows` rows.  Arrays are contiguous, the last axis
 * running fastest, with rows as their first axis; numbers passed by value hold for every row.  No
 * pointer is NULL.  The output overlaps no input; inputs may overlap.  Nothing is shared between
 * calls, so that routines may run in several threads.
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

#ifndef SYMSOFT_FOCAL_SIGMOID_H
#define SYMSOFT_FOCAL_SIGMOID_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* focal_sigmoid:
 *   t1 = exp(-abs(z))
 *   p = exp(minimum(z, 0))/(1 + t1)
 *   t2 = maximum(-z, 0)
 *   t3 = log(t1 + 1)
 *   L = t*(1 - p)**gamma_*(t2 + t3) - (1 - t)*p**gamma_*(-z - (t2 + t3))
 * with
 *   z: by value
 *   t: by value
 *   gamma_: by value
 *   L: rows, the output
 *   gamma is called gamma_ here
 */
void focal_sigmoid_f64(size_t rows, double z, double t, double gamma_, double *L);
void focal_sigmoid_f32(size_t rows, float z, float t, float gamma_, float *L);

/* focal_sigmoid_grad:
 *   t1 = exp(-abs(z))
 *   p = exp(minimum(z, 0))/(1 + t1)
 *   t2 = maximum(-z, 0)
 *   t3 = log(t1 + 1)
 *   out = (1 - t)*p**gamma_*(p - gamma_*(1 - p)*(-z - (t2 + t3))) - t*(1 - p)**gamma_*(gamma_*p*(t2
 *     + t3) - p + 1)
 * with
 *   z: by value
 *   t: by value
 *   gamma_: by value
 *   out: rows, the output
 *   gamma is called gamma_ here
 */
void focal_sigmoid_grad_f64(size_t rows, double z, double t, double gamma_, double *out);
void focal_sigmoid_grad_f32(size_t rows, float z, float t, float gamma_, float *out);

/* focal_sigmoid_jvp:
 *   t1 = exp(-abs(z))
 *   p = exp(minimum(z, 0))/(1 + t1)
 *   t2 = maximum(-z, 0)
 *   t3 = log(t1 + 1)
 *   out = v*((1 - t)*p**gamma_*(p - gamma_*(1 - p)*(-z - (t2 + t3))) - t*(1 -
 *     p)**gamma_*(gamma_*p*(t2 + t3) - p + 1))
 * with
 *   z: by value
 *   t: by value
 *   gamma_: by value
 *   v: by value, the tangent
 *   out: rows, the output
 *   gamma is called gamma_ here
 */
void focal_sigmoid_jvp_f64(size_t rows, double z, double t, double gamma_, double v, double *out);
void focal_sigmoid_jvp_f32(size_t rows, float z, float t, float gamma_, float v, float *out);

/* focal_sigmoid_hvp:
 *   t1 = exp(-abs(z))
 *   p = exp(minimum(z, 0))/(1 + t1)
 *   t2 = maximum(-z, 0)
 *   t3 = log(t1 + 1)
 *   out = v*(t*p*(1 - p)**gamma_*(gamma_*(gamma_*p*(t2 + t3) - p + 1) + (1 - p)*(gamma_*(1 - (t2 +
 *     t3)) + 1)) + (1 - t)*p**gamma_*(1 - p)*(gamma_*(p - gamma_*(1 - p)*(-z - (t2 + t3))) +
 *     p*(gamma_*(1 - z - (t2 + t3)) + 1)))
 * with
 *   z: by value
 *   t: by value
 *   gamma_: by value
 *   v: by value, the tangent
 *   out: rows, the output
 *   gamma is called gamma_ here
 */
void focal_sigmoid_hvp_f64(size_t rows, double z, double t, double gamma_, double v, double *out);
void focal_sigmoid_hvp_f32(size_t rows, float z, float t, float gamma_, float v, float *out);

#ifdef __cplusplus
}
#endif

#endif
