/* Made by: symsoft derive leaky-relu --format c
 * Do not edit: make it again.
 */
#include "leaky-relu.h"

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

void leaky_relu_f64(size_t rows, double x, double a, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = f64_max(x, 0.0) + a * f64_min(x, 0.0);
    }
}

void leaky_relu_grad_f64(size_t rows, double x, double a, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = isunordered(x, 0.0) ? NAN : x > 0.0 ? 1.0 : a;
    }
}

void leaky_relu_jvp_f64(size_t rows, double x, double a, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (isunordered(x, 0.0) ? NAN : x > 0.0 ? 1.0 : a);
    }
}

void leaky_relu_hvp_f64(size_t rows, double v, double *restrict out)
{
    (void)v;
    for (size_t row = 0; row < rows; row++) {
        out[row] = 0.0;
    }
}

void leaky_relu_f32(size_t rows, float x, float a, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = f32_max(x, 0.0f) + a * f32_min(x, 0.0f);
    }
}

void leaky_relu_grad_f32(size_t rows, float x, float a, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = isunordered(x, 0.0f) ? NAN : x > 0.0f ? 1.0f : a;
    }
}

void leaky_relu_jvp_f32(size_t rows, float x, float a, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (isunordered(x, 0.0f) ? NAN : x > 0.0f ? 1.0f : a);
    }
}

void leaky_relu_hvp_f32(size_t rows, float v, float *restrict out)
{
    (void)v;
    for (size_t row = 0; row < rows; row++) {
        out[row] = 0.0f;
    }
}
