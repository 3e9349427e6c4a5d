/* Made by: symsoft derive exp-cases --format c
 * Do not edit: make it again.
 */
#include "exp-cases.h"

#include <math.h>

void exp_cases_f64(size_t rows, size_t n, const double *restrict x, double *restrict u)
{
    for (size_t row = 0; row < rows; row++, x += n, u += n) {
        for (size_t i = 0; i < n; i++) {
            u[i] = exp(x[i]);
        }
    }
}

void exp_cases_jacobian_f64(size_t rows, size_t n, const double *restrict u, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, u += n, out += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = i == j ? u[i] : 0.0;
            }
        }
    }
}

void exp_cases_vjp_f64(size_t rows, size_t n, const double *restrict u, const double *restrict g,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, u += n, g += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = g[j] * u[j];
        }
    }
}

void exp_cases_jvp_f64(size_t rows, size_t n, const double *restrict u, const double *restrict v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, u += n, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] * u[i];
        }
    }
}

void exp_cases_f32(size_t rows, size_t n, const float *restrict x, float *restrict u)
{
    for (size_t row = 0; row < rows; row++, x += n, u += n) {
        for (size_t i = 0; i < n; i++) {
            u[i] = expf(x[i]);
        }
    }
}

void exp_cases_jacobian_f32(size_t rows, size_t n, const float *restrict u, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, u += n, out += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = i == j ? u[i] : 0.0f;
            }
        }
    }
}

void exp_cases_vjp_f32(size_t rows, size_t n, const float *restrict u, const float *restrict g,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, u += n, g += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = g[j] * u[j];
        }
    }
}

void exp_cases_jvp_f32(size_t rows, size_t n, const float *restrict u, const float *restrict v,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, u += n, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] * u[i];
        }
    }
}
