/* Made by: symsoft derive softsign --format c
 * Do not edit: make it again.
 */
#include "softsign.h"

#include <math.h>

static double f64_square(double a)
{
    return a * a;
}

static double f64_cube(double a)
{
    return a * a * a;
}

/* -1, 1, or a itself where it is 0 or NaN. */
static double f64_sign(double a)
{
    return a > 0.0 ? 1.0 : a < 0.0 ? -1.0 : a;
}

static float f32_square(float a)
{
    return a * a;
}

static float f32_cube(float a)
{
    return a * a * a;
}

/* -1, 1, or a itself where it is 0 or NaN. */
static float f32_sign(float a)
{
    return a > 0.0f ? 1.0f : a < 0.0f ? -1.0f : a;
}

void softsign_f64(size_t rows, double x, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = x / (1.0 + fabs(x));
    }
}

void softsign_grad_f64(size_t rows, double x, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = 1.0 / f64_square(fabs(x) + 1.0);
    }
}

void softsign_jvp_f64(size_t rows, double x, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v / f64_square(fabs(x) + 1.0);
    }
}

void softsign_hvp_f64(size_t rows, double x, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = -2.0 * v * f64_sign(x) / f64_cube(fabs(x) + 1.0);
    }
}

void softsign_f32(size_t rows, float x, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = x / (1.0f + fabsf(x));
    }
}

void softsign_grad_f32(size_t rows, float x, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = 1.0f / f32_square(fabsf(x) + 1.0f);
    }
}

void softsign_jvp_f32(size_t rows, float x, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v / f32_square(fabsf(x) + 1.0f);
    }
}

void softsign_hvp_f32(size_t rows, float x, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = -2.0f * v * f32_sign(x) / f32_cube(fabsf(x) + 1.0f);
    }
}
