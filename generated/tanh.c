/* Made by: symsoft derive tanh --format c
 * Do not edit: make it again.
 */
#include "tanh.h"

#include <math.h>

void tanh_f64(size_t rows, double x, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = tanh(x);
    }
}

void tanh_grad_f64(size_t rows, const double *restrict y, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = 1.0 - y[row] * y[row];
    }
}

void tanh_jvp_f64(size_t rows, const double *restrict y, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (1.0 - y[row] * y[row]);
    }
}

void tanh_hvp_f64(size_t rows, const double *restrict y, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = -2.0 * v * y[row] * (1.0 - y[row] * y[row]);
    }
}

void tanh_f32(size_t rows, float x, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = tanhf(x);
    }
}

void tanh_grad_f32(size_t rows, const float *restrict y, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = 1.0f - y[row] * y[row];
    }
}

void tanh_jvp_f32(size_t rows, const float *restrict y, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (1.0f - y[row] * y[row]);
    }
}

void tanh_hvp_f32(size_t rows, const float *restrict y, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = -2.0f * v * y[row] * (1.0f - y[row] * y[row]);
    }
}
