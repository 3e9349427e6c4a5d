/* Made by: symsoft derive gelu --format c
 * Do not edit: make it again.
 */
#include "gelu.h"

#include <math.h>

void gelu_f64(size_t rows, double x, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = 0.5 * x * (1.0 + erf(x / sqrt(2.0)));
    }
}

void gelu_grad_f64(size_t rows, double x, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = 0.5 * (1.0 + erf(x / sqrt(2.0))) + x * exp(-0.5 * (x * x)) / sqrt(2.0 * 3.141592653589793);
    }
}

void gelu_jvp_f64(size_t rows, double x, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (0.5 * (1.0 + erf(x / sqrt(2.0))) + x * exp(-0.5 * (x * x)) / sqrt(2.0 * 3.141592653589793));
    }
}

void gelu_hvp_f64(size_t rows, double x, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * exp(-0.5 * (x * x)) * (2.0 - x * x) / sqrt(2.0 * 3.141592653589793);
    }
}

void gelu_f32(size_t rows, float x, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = 0.5f * x * (1.0f + erff(x / sqrtf(2.0f)));
    }
}

void gelu_grad_f32(size_t rows, float x, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = 0.5f * (1.0f + erff(x / sqrtf(2.0f))) + x * expf(-0.5f * (x * x)) / sqrtf(2.0f * 3.1415927410125732f);
    }
}

void gelu_jvp_f32(size_t rows, float x, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * (0.5f * (1.0f + erff(x / sqrtf(2.0f))) + x * expf(-0.5f * (x * x)) / sqrtf(2.0f * 3.1415927410125732f));
    }
}

void gelu_hvp_f32(size_t rows, float x, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        out[row] = v * expf(-0.5f * (x * x)) * (2.0f - x * x) / sqrtf(2.0f * 3.1415927410125732f);
    }
}
