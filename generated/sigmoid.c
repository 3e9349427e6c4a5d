/* Made by: symsoft derive sigmoid --format c
 * Do not edit: make it again.
 */
#include "sigmoid.h"

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

void sigmoid_f64(size_t rows, double x, double *restrict s)
{
    for (size_t row = 0; row < rows; row++) {
        s[row] = exp(f64_min(x, 0.0)) / (1.0 + exp(-fabs(x)));
    }
}

void sigmoid_grad_f64(size_t rows, const double *restrict s, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = (1.0 - s[row]) * s[row];
    }
}

void sigmoid_jvp_f64(size_t rows, const double *restrict s, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (1.0 - s[row]) * s[row];
    }
}

void sigmoid_hvp_f64(size_t rows, const double *restrict s, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * s[row] * (1.0 - s[row]) * (1.0 - 2.0 * s[row]);
    }
}

void sigmoid_f32(size_t rows, float x, float *restrict s)
{
    for (size_t row = 0; row < rows; row++) {
        s[row] = expf(f32_min(x, 0.0f)) / (1.0f + expf(-fabsf(x)));
    }
}

void sigmoid_grad_f32(size_t rows, const float *restrict s, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = (1.0f - s[row]) * s[row];
    }
}

void sigmoid_jvp_f32(size_t rows, const float *restrict s, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (1.0f - s[row]) * s[row];
    }
}

void sigmoid_hvp_f32(size_t rows, const float *restrict s, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * s[row] * (1.0f - s[row]) * (1.0f - 2.0f * s[row]);
    }
}
