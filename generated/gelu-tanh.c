/* Made by: symsoft derive gelu-tanh --format c
 * Do not edit: make it again.
 */
#include "gelu-tanh.h"

#include <math.h>

static double f64_square(double a)
{
    return a * a;
}

static double f64_cube(double a)
{
    return a * a * a;
}

static float f32_square(float a)
{
    return a * a;
}

static float f32_cube(float a)
{
    return a * a * a;
}

void gelu_tanh_f64(size_t rows, double x, double *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = 0.5 * x * (1.0 + tanh(sqrt(2.0 / 3.141592653589793) * (x + 8943.0 * f64_cube(x) / 200000.0)));
    }
}

void gelu_tanh_grad_f64(size_t rows, double x, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const double c = sqrt(2.0 / 3.141592653589793);
        const double a = 8943.0 / 200000.0;
        const double h = tanh(c * (x + a * f64_cube(x)));
        out[row] = 0.5 * (1.0 + h + x * (1.0 - h * h) * c * (1.0 + 3.0 * a * (x * x)));
    }
}

void gelu_tanh_jvp_f64(size_t rows, double x, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const double c = sqrt(2.0 / 3.141592653589793);
        const double a = 8943.0 / 200000.0;
        const double h = tanh(c * (x + a * f64_cube(x)));
        out[row] = 0.5 * v * (1.0 + h + x * (1.0 - h * h) * c * (1.0 + 3.0 * a * (x * x)));
    }
}

void gelu_tanh_hvp_f64(size_t rows, double x, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const double c = sqrt(2.0 / 3.141592653589793);
        const double a = 8943.0 / 200000.0;
        const double h = tanh(c * (x + a * f64_cube(x)));
        out[row] = v * c * (6.0 * a * (x * x) - x * f64_square(3.0 * a * (x * x) + 1.0) * h * c + 1.0) * (1.0 - h * h);
    }
}

void gelu_tanh_f32(size_t rows, float x, float *restrict y)
{
    for (size_t row = 0; row < rows; row++) {
        y[row] = 0.5f * x * (1.0f + tanhf(sqrtf(2.0f / 3.1415927410125732f) * (x + 8943.0f * f32_cube(x) / 200000.0f)));
    }
}

void gelu_tanh_grad_f32(size_t rows, float x, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const float c = sqrtf(2.0f / 3.1415927410125732f);
        const float a = 8943.0f / 200000.0f;
        const float h = tanhf(c * (x + a * f32_cube(x)));
        out[row] = 0.5f * (1.0f + h + x * (1.0f - h * h) * c * (1.0f + 3.0f * a * (x * x)));
    }
}

void gelu_tanh_jvp_f32(size_t rows, float x, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const float c = sqrtf(2.0f / 3.1415927410125732f);
        const float a = 8943.0f / 200000.0f;
        const float h = tanhf(c * (x + a * f32_cube(x)));
        out[row] = 0.5f * v * (1.0f + h + x * (1.0f - h * h) * c * (1.0f + 3.0f * a * (x * x)));
    }
}

void gelu_tanh_hvp_f32(size_t rows, float x, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const float c = sqrtf(2.0f / 3.1415927410125732f);
        const float a = 8943.0f / 200000.0f;
        const float h = tanhf(c * (x + a * f32_cube(x)));
        out[row] = v * c * (6.0f * a * (x * x) - x * f32_square(3.0f * a * (x * x) + 1.0f) * h * c + 1.0f) * (1.0f - h * h);
    }
}
