/* Made by: symsoft derive mish --format c
 * Do not edit: make it again.
 */
#include "mish.h"

#include <math.h>

static double f64_square(double a)
{
    return a * a;
}

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

static float f32_square(float a)
{
    return a * a;
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

void mish_f64(size_t rows, double x, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = x * tanh(f64_max(x, 0.0) + log1p(exp(-fabs(x))));
    }
}

void mish_grad_f64(size_t rows, double x, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const double t1 = exp(-fabs(x));
        const double h = tanh(f64_max(x, 0.0) + log1p(t1));
        out[row] = h + x * exp(f64_min(x, 0.0)) * (1.0 - h * h) / (1.0 + t1);
    }
}

void mish_jvp_f64(size_t rows, double x, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const double t1 = exp(-fabs(x));
        const double h = tanh(f64_max(x, 0.0) + log1p(t1));
        out[row] = v * (h + x * exp(f64_min(x, 0.0)) * (1.0 - h * h) / (1.0 + t1));
    }
}

void mish_hvp_f64(size_t rows, double x, const double *restrict y, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const double t1 = exp(-fabs(x));
        const double s = exp(f64_min(x, 0.0)) / (1.0 + t1);
        out[row] = v * s * (1.0 - f64_square(tanh(f64_max(x, 0.0) + log1p(t1)))) * (x - 2.0 * y[row] * s - s * x + 2.0);
    }
}

void mish_f32(size_t rows, float x, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = x * tanhf(f32_max(x, 0.0f) + log1pf(expf(-fabsf(x))));
    }
}

void mish_grad_f32(size_t rows, float x, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const float t1 = expf(-fabsf(x));
        const float h = tanhf(f32_max(x, 0.0f) + log1pf(t1));
        out[row] = h + x * expf(f32_min(x, 0.0f)) * (1.0f - h * h) / (1.0f + t1);
    }
}

void mish_jvp_f32(size_t rows, float x, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const float t1 = expf(-fabsf(x));
        const float h = tanhf(f32_max(x, 0.0f) + log1pf(t1));
        out[row] = v * (h + x * expf(f32_min(x, 0.0f)) * (1.0f - h * h) / (1.0f + t1));
    }
}

void mish_hvp_f32(size_t rows, float x, const float *restrict y, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const float t1 = expf(-fabsf(x));
        const float s = expf(f32_min(x, 0.0f)) / (1.0f + t1);
        out[row] = v * s * (1.0f - f32_square(tanhf(f32_max(x, 0.0f) + log1pf(t1)))) * (x - 2.0f * y[row] * s - s * x + 2.0f);
    }
}
