/* Made by: symsoft derive layernorm --format c
 * Do not edit: make it again.
 */
#include "layernorm.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Terms in a block of a sum. */
enum { BLOCK = 128 };

static double f64_square(double a)
{
    return a * a;
}

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

static double f64_sum(size_t n, const double *a)
{
    f64_total total = {0.0, 0.0};
    for (size_t start = 0; start < n; start += BLOCK) {
        const size_t end = n - start < BLOCK ? n : start + BLOCK;
        double term[BLOCK];
        for (size_t k = start; k < end; k++) {
            term[k - start] = a[k];
        }
        f64_add(&total, end - start, term);
    }
    return f64_value(&total);
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

static float f32_square(float a)
{
    return a * a;
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

static float f32_sum(size_t n, const float *a)
{
    f32_total total = {0.0f, 0.0f};
    for (size_t start = 0; start < n; start += BLOCK) {
        const size_t end = n - start < BLOCK ? n : start + BLOCK;
        float term[BLOCK];
        for (size_t k = start; k < end; k++) {
            term[k - start] = a[k];
        }
        f32_add(&total, end - start, term);
    }
    return f32_value(&total);
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

void layernorm_f64(size_t rows, size_t n, const double *restrict x, double eps,
    const double *restrict gamma_, const double *restrict beta, double *restrict y)
{
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, beta += n, y += n) {
        const double t1 = f64_sum(n, x);
        const double m = t1 / (double)n;
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f64_square(x[k] - m);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double s = sqrt(t2 / (double)n + eps);
        for (size_t i = 0; i < n; i++) {
            y[i] = gamma_[i] * (x[i] - m) / s + beta[i];
        }
    }
}

void layernorm_jacobian_x_f64(size_t rows, size_t n, const double *restrict x, double eps,
    const double *restrict gamma_, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * n * n, out);
        return;
    }
    double *const u = scratch;
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, out += n * n) {
        const double t1 = f64_sum(n, x);
        const double m = t1 / (double)n;
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f64_square(x[k] - m);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double s = sqrt(t2 / (double)n + eps);
        for (size_t i = 0; i < n; i++) {
            u[i] = (x[i] - m) / s;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = gamma_[i] * ((double)(i == j) - u[i] * u[j] / (double)n - 1.0 / (double)n) / s;
            }
        }
    }
    free(scratch);
}

void layernorm_vjp_x_f64(size_t rows, size_t n, const double *restrict x, double eps,
    const double *restrict gamma_, const double *restrict g, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, g += n, out += n) {
        const double t1 = f64_sum(n, x);
        const double m = t1 / (double)n;
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f64_square(x[k] - m);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double s = sqrt(t2 / (double)n + eps);
        for (size_t i = 0; i < n; i++) {
            out[i] = (x[i] - m) / s;
        }
        f64_total t4_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = gamma_[k] * g[k] * out[k];
            }
            f64_add(&t4_total, end - start, term);
        }
        const double t4 = f64_value(&t4_total);
        const double t5 = f64_dot(n, gamma_, g);
        for (size_t j = 0; j < n; j++) {
            out[j] = (gamma_[j] * g[j] - (out[j] * t4 + t5) / (double)n) / s;
        }
    }
}

void layernorm_jvp_x_f64(size_t rows, size_t n, const double *restrict x, double eps,
    const double *restrict gamma_, const double *restrict v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, v += n, out += n) {
        const double t1 = f64_sum(n, x);
        const double m = t1 / (double)n;
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f64_square(x[k] - m);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double s = sqrt(t2 / (double)n + eps);
        for (size_t i = 0; i < n; i++) {
            out[i] = (x[i] - m) / s;
        }
        const double t3 = f64_dot(n, v, out);
        const double t4 = f64_sum(n, v);
        for (size_t i = 0; i < n; i++) {
            out[i] = gamma_[i] * (v[i] - (out[i] * t3 + t4) / (double)n) / s;
        }
    }
}

void layernorm_jacobian_gamma_f64(size_t rows, size_t n, const double *restrict x, double eps,
    double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * n * n, out);
        return;
    }
    double *const u = scratch;
    for (size_t row = 0; row < rows; row++, x += n, out += n * n) {
        const double t1 = f64_sum(n, x);
        const double m = t1 / (double)n;
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f64_square(x[k] - m);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double s = sqrt(t2 / (double)n + eps);
        for (size_t i = 0; i < n; i++) {
            u[i] = (x[i] - m) / s;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = i == j ? u[i] : 0.0;
            }
        }
    }
    free(scratch);
}

void layernorm_vjp_gamma_f64(size_t rows, size_t n, const double *restrict x, double eps,
    const double *restrict g, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, g += n, out += n) {
        const double t1 = f64_sum(n, x);
        const double m = t1 / (double)n;
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f64_square(x[k] - m);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double s = sqrt(t2 / (double)n + eps);
        for (size_t j = 0; j < n; j++) {
            out[j] = g[j] * (x[j] - m) / s;
        }
    }
}

void layernorm_jvp_gamma_f64(size_t rows, size_t n, const double *restrict x, double eps,
    const double *restrict v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, v += n, out += n) {
        const double t1 = f64_sum(n, x);
        const double m = t1 / (double)n;
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f64_square(x[k] - m);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double s = sqrt(t2 / (double)n + eps);
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] * (x[i] - m) / s;
        }
    }
}

void layernorm_jacobian_beta_f64(size_t rows, size_t n, const double *restrict x,
    double *restrict out)
{
    (void)x;
    for (size_t row = 0; row < rows; row++, out += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = (double)(i == j);
            }
        }
    }
}

void layernorm_vjp_beta_f64(size_t rows, size_t n, const double *restrict g, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, g += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = g[j];
        }
    }
}

void layernorm_jvp_beta_f64(size_t rows, size_t n, const double *restrict v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i];
        }
    }
}

void layernorm_f32(size_t rows, size_t n, const float *restrict x, float eps,
    const float *restrict gamma_, const float *restrict beta, float *restrict y)
{
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, beta += n, y += n) {
        const float t1 = f32_sum(n, x);
        const float m = t1 / (float)n;
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f32_square(x[k] - m);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float s = sqrtf(t2 / (float)n + eps);
        for (size_t i = 0; i < n; i++) {
            y[i] = gamma_[i] * (x[i] - m) / s + beta[i];
        }
    }
}

void layernorm_jacobian_x_f32(size_t rows, size_t n, const float *restrict x, float eps,
    const float *restrict gamma_, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * n * n, out);
        return;
    }
    float *const u = scratch;
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, out += n * n) {
        const float t1 = f32_sum(n, x);
        const float m = t1 / (float)n;
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f32_square(x[k] - m);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float s = sqrtf(t2 / (float)n + eps);
        for (size_t i = 0; i < n; i++) {
            u[i] = (x[i] - m) / s;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = gamma_[i] * ((float)(i == j) - u[i] * u[j] / (float)n - 1.0f / (float)n) / s;
            }
        }
    }
    free(scratch);
}

void layernorm_vjp_x_f32(size_t rows, size_t n, const float *restrict x, float eps,
    const float *restrict gamma_, const float *restrict g, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, g += n, out += n) {
        const float t1 = f32_sum(n, x);
        const float m = t1 / (float)n;
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f32_square(x[k] - m);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float s = sqrtf(t2 / (float)n + eps);
        for (size_t i = 0; i < n; i++) {
            out[i] = (x[i] - m) / s;
        }
        f32_total t4_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = gamma_[k] * g[k] * out[k];
            }
            f32_add(&t4_total, end - start, term);
        }
        const float t4 = f32_value(&t4_total);
        const float t5 = f32_dot(n, gamma_, g);
        for (size_t j = 0; j < n; j++) {
            out[j] = (gamma_[j] * g[j] - (out[j] * t4 + t5) / (float)n) / s;
        }
    }
}

void layernorm_jvp_x_f32(size_t rows, size_t n, const float *restrict x, float eps,
    const float *restrict gamma_, const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, gamma_ += n, v += n, out += n) {
        const float t1 = f32_sum(n, x);
        const float m = t1 / (float)n;
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f32_square(x[k] - m);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float s = sqrtf(t2 / (float)n + eps);
        for (size_t i = 0; i < n; i++) {
            out[i] = (x[i] - m) / s;
        }
        const float t3 = f32_dot(n, v, out);
        const float t4 = f32_sum(n, v);
        for (size_t i = 0; i < n; i++) {
            out[i] = gamma_[i] * (v[i] - (out[i] * t3 + t4) / (float)n) / s;
        }
    }
}

void layernorm_jacobian_gamma_f32(size_t rows, size_t n, const float *restrict x, float eps,
    float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * n * n, out);
        return;
    }
    float *const u = scratch;
    for (size_t row = 0; row < rows; row++, x += n, out += n * n) {
        const float t1 = f32_sum(n, x);
        const float m = t1 / (float)n;
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f32_square(x[k] - m);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float s = sqrtf(t2 / (float)n + eps);
        for (size_t i = 0; i < n; i++) {
            u[i] = (x[i] - m) / s;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = i == j ? u[i] : 0.0f;
            }
        }
    }
    free(scratch);
}

void layernorm_vjp_gamma_f32(size_t rows, size_t n, const float *restrict x, float eps,
    const float *restrict g, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, g += n, out += n) {
        const float t1 = f32_sum(n, x);
        const float m = t1 / (float)n;
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f32_square(x[k] - m);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float s = sqrtf(t2 / (float)n + eps);
        for (size_t j = 0; j < n; j++) {
            out[j] = g[j] * (x[j] - m) / s;
        }
    }
}

void layernorm_jvp_gamma_f32(size_t rows, size_t n, const float *restrict x, float eps,
    const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, v += n, out += n) {
        const float t1 = f32_sum(n, x);
        const float m = t1 / (float)n;
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = f32_square(x[k] - m);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float s = sqrtf(t2 / (float)n + eps);
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] * (x[i] - m) / s;
        }
    }
}

void layernorm_jacobian_beta_f32(size_t rows, size_t n, const float *restrict x,
    float *restrict out)
{
    (void)x;
    for (size_t row = 0; row < rows; row++, out += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = (float)(i == j);
            }
        }
    }
}

void layernorm_vjp_beta_f32(size_t rows, size_t n, const float *restrict g, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, g += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = g[j];
        }
    }
}

void layernorm_jvp_beta_f32(size_t rows, size_t n, const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i];
        }
    }
}
