/* Made by: symsoft derive hardsigmoid --format c
 * Do not edit: make it again.
 */
#include "hardsigmoid.h"

#include <math.h>

void hardsigmoid_f64(size_t rows, double x, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = isunordered(x, -3.0) ? NAN : x <= -3.0 ? 0.0 : (x >= 3.0 ? 1.0 : x / 6.0 + 0.5);
    }
}

void hardsigmoid_grad_f64(size_t rows, double x, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = isunordered(x, -3.0) ? NAN : x <= -3.0 ? 0.0 : (isunordered(x, 3.0) ? NAN : x >= 3.0 ? 0.0 : 1.0 / 6.0);
    }
}

void hardsigmoid_jvp_f64(size_t rows, double x, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (isunordered(x, -3.0) ? NAN : x <= -3.0 ? 0.0 : (isunordered(x, 3.0) ? NAN : x >= 3.0 ? 0.0 : 1.0 / 6.0));
    }
}

void hardsigmoid_hvp_f64(size_t rows, double v, double *restrict out)
{
    (void)v;
    for (size_t row = 0; row < rows; row++) {
        out[row] = 0.0;
    }
}

void hardsigmoid_f32(size_t rows, float x, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = isunordered(x, -3.0f) ? NAN : x <= -3.0f ? 0.0f : (x >= 3.0f ? 1.0f : x / 6.0f + 0.5f);
    }
}

void hardsigmoid_grad_f32(size_t rows, float x, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = isunordered(x, -3.0f) ? NAN : x <= -3.0f ? 0.0f : (isunordered(x, 3.0f) ? NAN : x >= 3.0f ? 0.0f : 1.0f / 6.0f);
    }
}

void hardsigmoid_jvp_f32(size_t rows, float x, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (isunordered(x, -3.0f) ? NAN : x <= -3.0f ? 0.0f : (isunordered(x, 3.0f) ? NAN : x >= 3.0f ? 0.0f : 1.0f / 6.0f));
    }
}

void hardsigmoid_hvp_f32(size_t rows, float v, float *restrict out)
{
    (void)v;
    for (size_t row = 0; row < rows; row++) {
        out[row] = 0.0f;
    }
}
