/* Made by: symsoft derive silu --format c
 * Do not edit: make it again.
 */
#include "silu.h"

#include <math.h>

/* The smaller one; NaN if one is NaN, which fmin would pass over. */
static double f64_min(double a, double b)
{
    return a <= b || isnan(a) ? a : b;
}

/* The smaller one; NaN if one is NaN, which fmin would pass over. */
static float f32_min(float a, float b)
{
    return a <= b || isnan(a) ? a : b;
}

void silu_f64(size_t rows, double x, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = x * exp(f64_min(x, 0.0)) / (1.0 + exp(-fabs(x)));
    }
}

void silu_grad_f64(size_t rows, double x, const double *restrict y, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = exp(f64_min(x, 0.0)) * (x - y[row] + 1.0) / (1.0 + exp(-fabs(x)));
    }
}

void silu_jvp_f64(size_t rows, double x, const double *restrict y, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * exp(f64_min(x, 0.0)) * (x - y[row] + 1.0) / (1.0 + exp(-fabs(x)));
    }
}

void silu_hvp_f64(size_t rows, double x, const double *restrict y, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const double s = exp(f64_min(x, 0.0)) / (1.0 + exp(-fabs(x)));
        out[row] = v * s * (1.0 - s) * (x - 2.0 * y[row] + 2.0);
    }
}

void silu_f32(size_t rows, float x, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = x * expf(f32_min(x, 0.0f)) / (1.0f + expf(-fabsf(x)));
    }
}

void silu_grad_f32(size_t rows, float x, const float *restrict y, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = expf(f32_min(x, 0.0f)) * (x - y[row] + 1.0f) / (1.0f + expf(-fabsf(x)));
    }
}

void silu_jvp_f32(size_t rows, float x, const float *restrict y, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * expf(f32_min(x, 0.0f)) * (x - y[row] + 1.0f) / (1.0f + expf(-fabsf(x)));
    }
}

void silu_hvp_f32(size_t rows, float x, const float *restrict y, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const float s = expf(f32_min(x, 0.0f)) / (1.0f + expf(-fabsf(x)));
        out[row] = v * s * (1.0f - s) * (x - 2.0f * y[row] + 2.0f);
    }
}
