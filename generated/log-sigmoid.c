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

/* The larger one; NaN if one is NaN, which fmax would pass over. */
static float f32_max(float a, float b)
{
    return a >= b || isnan(a) ? a : b;
}

void log_sigmoid_f64(size_t rows, double x, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = -(f64_max(-x, 0.0) + log1p(exp(-fabs(x))));
    }
}

void log_sigmoid_grad_f64(size_t rows, const double *restrict y, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = -expm1(y[row]);
    }
}

void log_sigmoid_jvp_f64(size_t rows, const double *restrict y, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (-expm1(y[row]));
    }
}

void log_sigmoid_hvp_f64(size_t rows, const double *restrict y, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = -v * (-expm1(y[row])) * exp(y[row]);
    }
}

void log_sigmoid_f32(size_t rows, float x, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = -(f32_max(-x, 0.0f) + log1pf(expf(-fabsf(x))));
    }
}

void log_sigmoid_grad_f32(size_t rows, const float *restrict y, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = -expm1f(y[row]);
    }
}

void log_sigmoid_jvp_f32(size_t rows, const float *restrict y, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (-expm1f(y[row]));
    }
}

void log_sigmoid_hvp_f32(size_t rows, const float *restrict y, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = -v * (-expm1f(y[row])) * expf(y[row]);
    }
}
