/* Made by: symsoft derive relu --format c
 * Do not edit: make it again.
 */
#include "relu.h"

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

void relu_f64(size_t rows, double x, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = f64_max(x, 0.0);
    }
}

void relu_grad_f64(size_t rows, double x, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = isunordered(x, 0.0) ? NAN : x > 0.0 ? 1.0 : 0.0;
    }
}

void relu_jvp_f64(size_t rows, double x, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (isunordered(x, 0.0) ? NAN : x > 0.0 ? 1.0 : 0.0);
    }
}

void relu_hvp_f64(size_t rows, double v, double *restrict out)
{
    (void)v;
    for (size_t row = 0; row < rows; row++) {
        out[row] = 0.0;
    }
}

void relu_f32(size_t rows, float x, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = f32_max(x, 0.0f);
    }
}

void relu_grad_f32(size_t rows, float x, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = isunordered(x, 0.0f) ? NAN : x > 0.0f ? 1.0f : 0.0f;
    }
}

void relu_jvp_f32(size_t rows, float x, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (isunordered(x, 0.0f) ? NAN : x > 0.0f ? 1.0f : 0.0f);
    }
}

void relu_hvp_f32(size_t rows, float v, float *restrict out)
{
    (void)v;
    for (size_t row = 0; row < rows; row++) {
        out[row] = 0.0f;
    }
}
