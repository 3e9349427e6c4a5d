/* Made by: symsoft derive focal --format c
 * Do not edit: make it again.
 */
#include "focal.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Terms in a block of a sum. */
enum { BLOCK = 128 };

/* a + b, or SIZE_MAX where that is too large. */
static size_t sizes_sum(size_t a, size_t b)
{
    return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

/* The larger one; NaN if one is NaN, which fmax would pass over. */
static double f64_max(double a, double b)
{
    return a >= b || isnan(a) ? a : b;
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

/* The larger one; NaN if one is NaN, which fmax would pass over. */
static float f32_max(float a, float b)
{
    return a >= b || isnan(a) ? a : b;
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

void focal_f64(size_t rows, size_t n, const double *restrict x, const double *restrict t,
    double gamma_, double *restrict L)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows, L);
        return;
    }
    double *const t2 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, t += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t2[k] = exp(x[k] - t1);
        }
        const double t3 = f64_sum(n, t2);
        const double t4 = log(t3);
        f64_total t5_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t[k] == 0.0 ? 0.0 : t[k] * pow(1.0 - t2[k] / t3, gamma_) * (x[k] - (t1 + t4));
            }
            f64_add(&t5_total, end - start, term);
        }
        const double t5 = f64_value(&t5_total);
        L[row] = -t5;
    }
    free(scratch);
}

void focal_grad_f64(size_t rows, size_t n, const double *restrict x, const double *restrict t,
    double gamma_, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * n, out);
        return;
    }
    double *const t3 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, t += n, out += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = exp(x[k] - t1);
        }
        const double t2 = f64_sum(n, out);
        for (size_t i = 0; i < n; i++) {
            out[i] /= t2;
            t3[i] = 1.0 - out[i];
        }
        const double t4 = log(t2);
        for (size_t k = 0; k < n; k++) {
            t3[k] = t[k] * ((out[k] == 0.0 ? 0.0 : -gamma_ * pow(t3[k], gamma_ - 1.0) * out[k] * (x[k] - (t1 + t4))) + pow(t3[k], gamma_));
        }
        const double t5 = f64_sum(n, t3);
        for (size_t j = 0; j < n; j++) {
            out[j] = out[j] * t5 - t3[j];
        }
    }
    free(scratch);
}

void focal_jvp_f64(size_t rows, size_t n, const double *restrict x, const double *restrict t,
    double gamma_, const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const y = scratch;
    double *const t3 = y + n;
    for (size_t row = 0; row < rows; row++, x += n, t += n, v += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            y[k] = exp(x[k] - t1);
        }
        const double t2 = f64_sum(n, y);
        for (size_t i = 0; i < n; i++) {
            y[i] /= t2;
            t3[i] = 1.0 - y[i];
        }
        const double t4 = log(t2);
        for (size_t l = 0; l < n; l++) {
            t3[l] = t[l] * ((y[l] == 0.0 ? 0.0 : -gamma_ * pow(t3[l], gamma_ - 1.0) * y[l] * (x[l] - (t1 + t4))) + pow(t3[l], gamma_));
        }
        const double t5 = f64_sum(n, t3);
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (y[k] * t5 - t3[k]);
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
    }
    free(scratch);
}

void focal_hvp_f64(size_t rows, size_t n, const double *restrict x, const double *restrict t,
    double gamma_, const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f64_fill(rows * n, out);
        return;
    }
    double *const t5 = scratch;
    double *const t4 = t5 + n;
    double *const t12 = t4 + n;
    for (size_t row = 0; row < rows; row++, x += n, t += n, v += n, out += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = exp(x[k] - t1);
        }
        const double t2 = f64_sum(n, out);
        for (size_t i = 0; i < n; i++) {
            out[i] /= t2;
            t5[i] = pow(1.0 - out[i], gamma_ - 1.0);
        }
        const double t6 = log(t2);
        f64_total t8_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = t[l] * ((out[l] == 0.0 ? 0.0 : -gamma_ * out[l] * t5[l] * (x[l] - (t1 + t6))) + pow(1.0 - out[l], gamma_));
            }
            f64_add(&t8_total, end - start, term);
        }
        const double t8 = f64_value(&t8_total);
        const double t10 = f64_dot(n, v, out);
        for (size_t l = 0; l < n; l++) {
            t4[l] = pow(1.0 - out[l], gamma_ - 2.0);
            t12[l] = (x[l] - (t1 + t6)) * ((1.0 - gamma_) * t4[l] * out[l] + t5[l]);
        }
        f64_total t14_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = t[l] * out[l] == 0.0 ? 0.0 : t[l] * out[l] * (t12[l] + 2.0 * t5[l]);
            }
            f64_add(&t14_total, end - start, term);
        }
        const double t14 = f64_value(&t14_total);
        f64_total t15_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * out[k] * (t14 + (t[k] == 0.0 ? 0.0 : -t[k] * t12[k]) - 2.0 * t[k] * t5[k]);
            }
            f64_add(&t15_total, end - start, term);
        }
        const double t15 = f64_value(&t15_total);
        for (size_t i = 0; i < n; i++) {
            out[i] = out[i] * (((t[i] == 0.0 ? 0.0 : t[i] * gamma_ * ((x[i] - (t1 + t6)) * (1.0 - gamma_ * out[i]) * t4[i] + 2.0 * t5[i])) + t8) * (v[i] - t10) + t15 * gamma_);
        }
    }
    free(scratch);
}

void focal_f32(size_t rows, size_t n, const float *restrict x, const float *restrict t,
    float gamma_, float *restrict L)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows, L);
        return;
    }
    float *const t2 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, t += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t2[k] = expf(x[k] - t1);
        }
        const float t3 = f32_sum(n, t2);
        const float t4 = logf(t3);
        f32_total t5_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t[k] == 0.0f ? 0.0f : t[k] * powf(1.0f - t2[k] / t3, gamma_) * (x[k] - (t1 + t4));
            }
            f32_add(&t5_total, end - start, term);
        }
        const float t5 = f32_value(&t5_total);
        L[row] = -t5;
    }
    free(scratch);
}

void focal_grad_f32(size_t rows, size_t n, const float *restrict x, const float *restrict t,
    float gamma_, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * n, out);
        return;
    }
    float *const t3 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, t += n, out += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = expf(x[k] - t1);
        }
        const float t2 = f32_sum(n, out);
        for (size_t i = 0; i < n; i++) {
            out[i] /= t2;
            t3[i] = 1.0f - out[i];
        }
        const float t4 = logf(t2);
        for (size_t k = 0; k < n; k++) {
            t3[k] = t[k] * ((out[k] == 0.0f ? 0.0f : -gamma_ * powf(t3[k], gamma_ - 1.0f) * out[k] * (x[k] - (t1 + t4))) + powf(t3[k], gamma_));
        }
        const float t5 = f32_sum(n, t3);
        for (size_t j = 0; j < n; j++) {
            out[j] = out[j] * t5 - t3[j];
        }
    }
    free(scratch);
}

void focal_jvp_f32(size_t rows, size_t n, const float *restrict x, const float *restrict t,
    float gamma_, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const y = scratch;
    float *const t3 = y + n;
    for (size_t row = 0; row < rows; row++, x += n, t += n, v += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            y[k] = expf(x[k] - t1);
        }
        const float t2 = f32_sum(n, y);
        for (size_t i = 0; i < n; i++) {
            y[i] /= t2;
            t3[i] = 1.0f - y[i];
        }
        const float t4 = logf(t2);
        for (size_t l = 0; l < n; l++) {
            t3[l] = t[l] * ((y[l] == 0.0f ? 0.0f : -gamma_ * powf(t3[l], gamma_ - 1.0f) * y[l] * (x[l] - (t1 + t4))) + powf(t3[l], gamma_));
        }
        const float t5 = f32_sum(n, t3);
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (y[k] * t5 - t3[k]);
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
    }
    free(scratch);
}

void focal_hvp_f32(size_t rows, size_t n, const float *restrict x, const float *restrict t,
    float gamma_, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f32_fill(rows * n, out);
        return;
    }
    float *const t5 = scratch;
    float *const t4 = t5 + n;
    float *const t12 = t4 + n;
    for (size_t row = 0; row < rows; row++, x += n, t += n, v += n, out += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = expf(x[k] - t1);
        }
        const float t2 = f32_sum(n, out);
        for (size_t i = 0; i < n; i++) {
            out[i] /= t2;
            t5[i] = powf(1.0f - out[i], gamma_ - 1.0f);
        }
        const float t6 = logf(t2);
        f32_total t8_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = t[l] * ((out[l] == 0.0f ? 0.0f : -gamma_ * out[l] * t5[l] * (x[l] - (t1 + t6))) + powf(1.0f - out[l], gamma_));
            }
            f32_add(&t8_total, end - start, term);
        }
        const float t8 = f32_value(&t8_total);
        const float t10 = f32_dot(n, v, out);
        for (size_t l = 0; l < n; l++) {
            t4[l] = powf(1.0f - out[l], gamma_ - 2.0f);
            t12[l] = (x[l] - (t1 + t6)) * ((1.0f - gamma_) * t4[l] * out[l] + t5[l]);
        }
        f32_total t14_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = t[l] * out[l] == 0.0f ? 0.0f : t[l] * out[l] * (t12[l] + 2.0f * t5[l]);
            }
            f32_add(&t14_total, end - start, term);
        }
        const float t14 = f32_value(&t14_total);
        f32_total t15_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * out[k] * (t14 + (t[k] == 0.0f ? 0.0f : -t[k] * t12[k]) - 2.0f * t[k] * t5[k]);
            }
            f32_add(&t15_total, end - start, term);
        }
        const float t15 = f32_value(&t15_total);
        for (size_t i = 0; i < n; i++) {
            out[i] = out[i] * (((t[i] == 0.0f ? 0.0f : t[i] * gamma_ * ((x[i] - (t1 + t6)) * (1.0f - gamma_ * out[i]) * t4[i] + 2.0f * t5[i])) + t8) * (v[i] - t10) + t15 * gamma_);
        }
    }
    free(scratch);
}
