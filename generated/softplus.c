/* Made by: symsoft derive softplus --format c
 * Do not edit: make it again.
 */
#include "softplus.h"

#include <math.h>

/* The larger one; NaN if one is NaN, which fmax would pass over. */
static double f64_max(double a, double b)
{
    return a >= b || isnan(a) ? a : b;
}

/* The larger one; NaN if one is NaN, which fmax would pass over. */
static float f32_max(float a, float b)
{
    return a >= b || isnan(a) ? a : b;
}

void softplus_f64(size_t rows, double x, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = f64_max(x, 0.0) + log1p(exp(-fabs(x)));
    }
}

void softplus_grad_f64(size_t rows, const double *restrict y, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = -expm1(-y[row]);
    }
}

void softplus_jvp_f64(size_t rows, const double *restrict y, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (-expm1(-y[row]));
    }
}

void softplus_hvp_f64(size_t rows, const double *restrict y, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * exp(-y[row]) * (-expm1(-y[row]));
    }
}

void softplus_f32(size_t rows, float x, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = f32_max(x, 0.0f) + log1pf(expf(-fabsf(x)));
    }
}

void softplus_grad_f32(size_t rows, const float *restrict y, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = -expm1f(-y[row]);
    }
}

void softplus_jvp_f32(size_t rows, const float *restrict y, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (-expm1f(-y[row]));
    }
}

void softplus_hvp_f32(size_t rows, const float *restrict y, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * expf(-y[row]) * (-expm1f(-y[row]));
    }
}
