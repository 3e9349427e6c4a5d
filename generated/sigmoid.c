/* Made by: symsoft derive sigmoid --format c
 * Do not edit: make it again.
 */
#include "sigmoid.h"

#include <math.h>

void sigmoid_f64(size_t rows, double x, double *restrict s)
{
    for (size_t row = 0; row < rows; row++) {
        s[row] = 1.0 / (1.0 + exp(-x));
    }
}

void sigmoid_grad_f64(size_t rows, const double *restrict s, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = s[row] * (1.0 - s[row]);
    }
}

void sigmoid_jvp_f64(size_t rows, const double *restrict s, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * s[row] * (1.0 - s[row]);
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
        s[row] = 1.0f / (1.0f + expf(-x));
    }
}

void sigmoid_grad_f32(size_t rows, const float *restrict s, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = s[row] * (1.0f - s[row]);
    }
}

void sigmoid_jvp_f32(size_t rows, const float *restrict s, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * s[row] * (1.0f - s[row]);
    }
}

void sigmoid_hvp_f32(size_t rows, const float *restrict s, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * s[row] * (1.0f - s[row]) * (1.0f - 2.0f * s[row]);
    }
}
