/* Made by: symsoft derive softshrink --format c
 * Do not edit: make it again.
 */
#include "softshrink.h"

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

void softshrink_f64(size_t rows, double x, double b, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = f64_max(x - b, 0.0) + f64_min(x + b, 0.0);
    }
}

void softshrink_grad_f64(size_t rows, double x, double b, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = (isunordered(x, b) ? NAN : x > b ? 1.0 : 0.0) + (isunordered(x, -b) ? NAN : x < -b ? 1.0 : 0.0);
    }
}

void softshrink_jvp_f64(size_t rows, double x, double b, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * ((isunordered(x, b) ? NAN : x > b ? 1.0 : 0.0) + (isunordered(x, -b) ? NAN : x < -b ? 1.0 : 0.0));
    }
}

void softshrink_hvp_f64(size_t rows, double v, double *restrict out)
{
    (void)v;
    for (size_t row = 0; row < rows; row++) {
        out[row] = 0.0;
    }
}

void softshrink_f32(size_t rows, float x, float b, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = f32_max(x - b, 0.0f) + f32_min(x + b, 0.0f);
    }
}

void softshrink_grad_f32(size_t rows, float x, float b, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = (isunordered(x, b) ? NAN : x > b ? 1.0f : 0.0f) + (isunordered(x, -b) ? NAN : x < -b ? 1.0f : 0.0f);
    }
}

void softshrink_jvp_f32(size_t rows, float x, float b, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * ((isunordered(x, b) ? NAN : x > b ? 1.0f : 0.0f) + (isunordered(x, -b) ? NAN : x < -b ? 1.0f : 0.0f));
    }
}

void softshrink_hvp_f32(size_t rows, float v, float *restrict out)
{
    (void)v;
    for (size_t row = 0; row < rows; row++) {
        out[row] = 0.0f;
    }
}
