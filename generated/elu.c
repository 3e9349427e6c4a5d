/* Made by: symsoft derive elu --format c
 * Do not edit: make it again.
 */
#include "elu.h"

#include <math.h>

void elu_f64(size_t rows, double x, double a, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = x > 0.0 ? x : a * expm1(x);
    }
}

void elu_grad_f64(size_t rows, double x, double a, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = x > 0.0 ? 1.0 : a * exp(x);
    }
}

void elu_jvp_f64(size_t rows, double x, double a, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (x > 0.0 ? 1.0 : a * exp(x));
    }
}

void elu_hvp_f64(size_t rows, double x, double a, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (x > 0.0 ? 0.0 : a * exp(x));
    }
}

void elu_f32(size_t rows, float x, float a, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = x > 0.0f ? x : a * expm1f(x);
    }
}

void elu_grad_f32(size_t rows, float x, float a, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = x > 0.0f ? 1.0f : a * expf(x);
    }
}

void elu_jvp_f32(size_t rows, float x, float a, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (x > 0.0f ? 1.0f : a * expf(x));
    }
}

void elu_hvp_f32(size_t rows, float x, float a, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (x > 0.0f ? 0.0f : a * expf(x));
    }
}
