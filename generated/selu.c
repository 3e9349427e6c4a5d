/* Made by: symsoft derive selu --format c
 * Do not edit: make it again.
 */
#include "selu.h"

#include <math.h>

void selu_f64(size_t rows, double c, double x, double a, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = c * (x > 0.0 ? x : a * expm1(x));
    }
}

void selu_grad_f64(size_t rows, double c, double x, double a, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = c * (x > 0.0 ? 1.0 : a * exp(x));
    }
}

void selu_jvp_f64(size_t rows, double c, double x, double a, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * c * (x > 0.0 ? 1.0 : a * exp(x));
    }
}

void selu_hvp_f64(size_t rows, double c, double x, double a, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * c * (x > 0.0 ? 0.0 : a * exp(x));
    }
}

void selu_f32(size_t rows, float c, float x, float a, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = c * (x > 0.0f ? x : a * expm1f(x));
    }
}

void selu_grad_f32(size_t rows, float c, float x, float a, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = c * (x > 0.0f ? 1.0f : a * expf(x));
    }
}

void selu_jvp_f32(size_t rows, float c, float x, float a, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * c * (x > 0.0f ? 1.0f : a * expf(x));
    }
}

void selu_hvp_f32(size_t rows, float c, float x, float a, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * c * (x > 0.0f ? 0.0f : a * expf(x));
    }
}
