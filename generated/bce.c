/* Made by: symsoft derive bce --format c
 * Do not edit: make it again.
 */
#include "bce.h"

#include <math.h>

/* The larger one; NaN if one is NaN, which fmax would pass over. */
static double f64_max(double a, double b)
{
    return a >= b || isnan(a) ? a : b;
}

/* The smaller one; NaN if one is NaN, which fmin would pass over. */
static double f64_min(double a, double b)
{
    return a <= b || isnan(a) ? a : b;
}

/* The larger one; NaN if one is NaN, which fmax would pass over. */
static float f32_max(float a, float b)
{
    return a >= b || isnan(a) ? a : b;
}

/* The smaller one; NaN if one is NaN, which fmin would pass over. */
static float f32_min(float a, float b)
{
    return a <= b || isnan(a) ? a : b;
}

void bce_f64(size_t rows, double z, double t, double *restrict L)
{
    for (size_t row = 0; row < rows; row++) {
        L[row] = f64_max(z, 0.0) - t * z + log1p(exp(-fabs(z)));
    }
}

void bce_grad_f64(size_t rows, double z, double t, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = exp(f64_min(z, 0.0)) / (1.0 + exp(-fabs(z))) - t;
    }
}

void bce_jvp_f64(size_t rows, double z, double t, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (exp(f64_min(z, 0.0)) / (1.0 + exp(-fabs(z))) - t);
    }
}

void bce_hvp_f64(size_t rows, double z, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const double s = exp(f64_min(z, 0.0)) / (1.0 + exp(-fabs(z)));
        out[row] = v * (1.0 - s) * s;
    }
}

void bce_f32(size_t rows, float z, float t, float *restrict L)
{
    for (size_t row = 0; row < rows; row++) {
        L[row] = f32_max(z, 0.0f) - t * z + log1pf(expf(-fabsf(z)));
    }
}

void bce_grad_f32(size_t rows, float z, float t, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = expf(f32_min(z, 0.0f)) / (1.0f + expf(-fabsf(z))) - t;
    }
}

void bce_jvp_f32(size_t rows, float z, float t, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (expf(f32_min(z, 0.0f)) / (1.0f + expf(-fabsf(z))) - t);
    }
}

void bce_hvp_f32(size_t rows, float z, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const float s = expf(f32_min(z, 0.0f)) / (1.0f + expf(-fabsf(z)));
        out[row] = v * (1.0f - s) * s;
    }
}
