/* Made by: symsoft derive log-sigmoid --format c
 * Do not edit: make it again.
 */
#include "log-sigmoid.h"

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

void log_sigmoid_f64(size_t rows, double x, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = -(f64_max(-x, 0.0) + log1p(exp(-fabs(x))));
    }
}

void log_sigmoid_grad_f64(size_t rows, double x, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = 1.0 - exp(f64_min(x, 0.0)) / (1.0 + exp(-fabs(x)));
    }
}

void log_sigmoid_jvp_f64(size_t rows, double x, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (1.0 - exp(f64_min(x, 0.0)) / (1.0 + exp(-fabs(x))));
    }
}

void log_sigmoid_hvp_f64(size_t rows, double x, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const double s = exp(f64_min(x, 0.0)) / (1.0 + exp(-fabs(x)));
        out[row] = -v * (1.0 - s) * s;
    }
}

void log_sigmoid_f32(size_t rows, float x, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = -(f32_max(-x, 0.0f) + log1pf(expf(-fabsf(x))));
    }
}

void log_sigmoid_grad_f32(size_t rows, float x, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = 1.0f - expf(f32_min(x, 0.0f)) / (1.0f + expf(-fabsf(x)));
    }
}

void log_sigmoid_jvp_f32(size_t rows, float x, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (1.0f - expf(f32_min(x, 0.0f)) / (1.0f + expf(-fabsf(x))));
    }
}

void log_sigmoid_hvp_f32(size_t rows, float x, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const float s = expf(f32_min(x, 0.0f)) / (1.0f + expf(-fabsf(x)));
        out[row] = -v * (1.0f - s) * s;
    }
}
