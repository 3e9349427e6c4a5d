/* Made by: symsoft derive rmsnorm --format c
 * Do not edit: make it again.
 */
#include "rmsnorm.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Terms in a block of a sum. */
enum { BLOCK = 128 };

/* A sum of blocks: as rounded so far, and the sum of what the rounding took away. */
typedef struct {
    double rounded;
    double lost;
} f64_total;

/* Adds at least one term and at most BLOCK of them, overwriting them: pairs first, so that each
 * term goes through few roundings. */
static void f64_add(f64_total *total, size_t size, double *term)
{
    while (size > 1) {
        const size_t half = size / 2;
        for (size_t k = 0; k < half; k++) {
            term[k] += term[size - half + k];
        }
        size -= half;
    }
    const double rounded = total->rounded + term[0];
    const double added = rounded - total->rounded;
    total->lost += (total->rounded - (rounded - added)) + (term[0] - added);
    total->rounded = rounded;
}

/* What is lost next to an infinity is NaN and must not count. */
static double f64_value(const f64_total *total)
{
    const double value = total->rounded + total->lost;
    return isfinite(value) ? value : total->rounded;
}

static double f64_dot(size_t n, const double *a, const double *b)
{
    f64_total total = {0.0, 0.0};
    for (size_t start = 0; start < n; start += BLOCK) {
        const size_t end = n - start < BLOCK ? n : start + BLOCK;
        double term[BLOCK];
        for (size_t k = start; k < end; k++) {
            term[k - start] = a[k] * b[k];
        }
        f64_add(&total, end - start, term);
    }
    return f64_value(&total);
}

/* Memory for count numbers, or NULL; count 0 is no failure. */
static double *f64_scratch(size_t count)
{
    const size_t most = SIZE_MAX / sizeof(double);
    return count <= most ? malloc((count > 0 ? count : 1) * sizeof(double)) : NULL;
}

static void f64_fill(size_t count, double *a)
{
    for (size_t k = 0; k < count; k++) {
        a[k] = NAN;
    }
}

/* A sum of blocks: as rounded so far, and the sum of what the rounding took away. */
typedef struct {
    float rounded;
    float lost;
} f32_total;

/* Adds at least one term and at most BLOCK of them, overwriting them: pairs first, so that each
 * term goes through few roundings. */
static void f32_add(f32_total *total, size_t size, float *term)
{
    while (size > 1) {
        const size_t half = size / 2;
        for (size_t k = 0; k < half; k++) {
            term[k] += term[size - half + k];
        }
        size -= half;
    }
    const float rounded = total->rounded + term[0];
    const float added = rounded - total->rounded;
    total->lost += (total->rounded - (rounded - added)) + (term[0] - added);
    total->rounded = rounded;
}

/* What is lost next to an infinity is NaN and must not count. */
static float f32_value(const f32_total *total)
{
    const float value = total->rounded + total->lost;
    return isfinite(value) ? value : total->rounded;
}

static float f32_dot(size_t n, const float *a, const float *b)
{
    f32_total total = {0.0f, 0.0f};
    for (size_t start = 0; start < n; start += BLOCK) {
        const size_t end = n - start < BLOCK ? n : start + BLOCK;
        float term[BLOCK];
        for (size_t k = start; k < end; k++) {
            term[k - start] = a[k] * b[k];
        }
        f32_add(&total, end - start, term);
    }
    return f32_value(&total);
}

/* Memory for count numbers, or NULL; count 0 is no failure. */
static float *f32_scratch(size_t count)
{
    const size_t most = SIZE_MAX / sizeof(float);
    return count <= most ? malloc((count > 0 ? count : 1) * sizeof(float)) : NULL;
}

static void f32_fill(size_t count, float *a)
{
    for (size_t k = 0; k < count; k++) {
        a[k] = NAN;
    }
}

void rmsnorm_f64(size_t rows, size_t n, const double *restrict x, double eps,
    const double *restrict gamma_, double *restrict y)
{
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, y += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double r = sqrt(t1 / (double)n + eps);
        for (size_t i = 0; i < n; i++) {
            y[i] = gamma_[i] * x[i] / r;
        }
    }
}

void rmsnorm_jacobian_x_f64(size_t rows, size_t n, const double *restrict x, double eps,
    const double *restrict gamma_, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * n * n, out);
        return;
    }
    double *const u = scratch;
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, out += n * n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double r = sqrt(t1 / (double)n + eps);
        for (size_t i = 0; i < n; i++) {
            u[i] = x[i] / r;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = gamma_[i] * ((double)(i == j) - u[i] * u[j] / (double)n) / r;
            }
        }
    }
    free(scratch);
}

void rmsnorm_vjp_x_f64(size_t rows, size_t n, const double *restrict x, double eps,
    const double *restrict gamma_, const double *restrict y, const double *restrict g,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, y += n, g += n, out += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double r = sqrt(t1 / (double)n + eps);
        const double t2 = f64_dot(n, y, g);
        for (size_t j = 0; j < n; j++) {
            out[j] = (g[j] * gamma_[j] - x[j] * t2 / r / (double)n) / r;
        }
    }
}

void rmsnorm_jvp_x_f64(size_t rows, size_t n, const double *restrict x, double eps,
    const double *restrict gamma_, const double *restrict v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, v += n, out += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double r = sqrt(t1 / (double)n + eps);
        for (size_t i = 0; i < n; i++) {
            out[i] = x[i] / r;
        }
        const double t2 = f64_dot(n, v, out);
        for (size_t i = 0; i < n; i++) {
            out[i] = gamma_[i] * (v[i] - out[i] * t2 / (double)n) / r;
        }
    }
}

void rmsnorm_jacobian_gamma_f64(size_t rows, size_t n, const double *restrict x, double eps,
    double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * n * n, out);
        return;
    }
    double *const u = scratch;
    for (size_t row = 0; row < rows; row++, x += n, out += n * n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double r = sqrt(t1 / (double)n + eps);
        for (size_t i = 0; i < n; i++) {
            u[i] = x[i] / r;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = i == j ? u[i] : 0.0;
            }
        }
    }
    free(scratch);
}

void rmsnorm_vjp_gamma_f64(size_t rows, size_t n, const double *restrict x, double eps,
    const double *restrict g, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, g += n, out += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double r = sqrt(t1 / (double)n + eps);
        for (size_t j = 0; j < n; j++) {
            out[j] = g[j] * x[j] / r;
        }
    }
}

void rmsnorm_jvp_gamma_f64(size_t rows, size_t n, const double *restrict x, double eps,
    const double *restrict v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, v += n, out += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double r = sqrt(t1 / (double)n + eps);
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] * x[i] / r;
        }
    }
}

void rmsnorm_f32(size_t rows, size_t n, const float *restrict x, float eps,
    const float *restrict gamma_, float *restrict y)
{
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, y += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float r = sqrtf(t1 / (float)n + eps);
        for (size_t i = 0; i < n; i++) {
            y[i] = gamma_[i] * x[i] / r;
        }
    }
}

void rmsnorm_jacobian_x_f32(size_t rows, size_t n, const float *restrict x, float eps,
    const float *restrict gamma_, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * n * n, out);
        return;
    }
    float *const u = scratch;
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, out += n * n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float r = sqrtf(t1 / (float)n + eps);
        for (size_t i = 0; i < n; i++) {
            u[i] = x[i] / r;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = gamma_[i] * ((float)(i == j) - u[i] * u[j] / (float)n) / r;
            }
        }
    }
    free(scratch);
}

void rmsnorm_vjp_x_f32(size_t rows, size_t n, const float *restrict x, float eps,
    const float *restrict gamma_, const float *restrict y, const float *restrict g,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, y += n, g += n, out += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float r = sqrtf(t1 / (float)n + eps);
        const float t2 = f32_dot(n, y, g);
        for (size_t j = 0; j < n; j++) {
            out[j] = (g[j] * gamma_[j] - x[j] * t2 / r / (float)n) / r;
        }
    }
}

void rmsnorm_jvp_x_f32(size_t rows, size_t n, const float *restrict x, float eps,
    const float *restrict gamma_, const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, v += n, out += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float r = sqrtf(t1 / (float)n + eps);
        for (size_t i = 0; i < n; i++) {
            out[i] = x[i] / r;
        }
        const float t2 = f32_dot(n, v, out);
        for (size_t i = 0; i < n; i++) {
            out[i] = gamma_[i] * (v[i] - out[i] * t2 / (float)n) / r;
        }
    }
}

void rmsnorm_jacobian_gamma_f32(size_t rows, size_t n, const float *restrict x, float eps,
    float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * n * n, out);
        return;
    }
    float *const u = scratch;
    for (size_t row = 0; row < rows; row++, x += n, out += n * n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float r = sqrtf(t1 / (float)n + eps);
        for (size_t i = 0; i < n; i++) {
            u[i] = x[i] / r;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = i == j ? u[i] : 0.0f;
            }
        }
    }
    free(scratch);
}

void rmsnorm_vjp_gamma_f32(size_t rows, size_t n, const float *restrict x, float eps,
    const float *restrict g, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, g += n, out += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float r = sqrtf(t1 / (float)n + eps);
        for (size_t j = 0; j < n; j++) {
            out[j] = g[j] * x[j] / r;
        }
    }
}

void rmsnorm_jvp_gamma_f32(size_t rows, size_t n, const float *restrict x, float eps,
    const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, v += n, out += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = x[k] * x[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float r = sqrtf(t1 / (float)n + eps);
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] * x[i] / r;
        }
    }
}
