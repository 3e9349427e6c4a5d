/* Made by: symsoft derive ce-onehot --format c
 * Do not edit: make it again.
 */
#include "ce-onehot.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Terms in a block of a sum. */
enum { BLOCK = 128 };

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

void ce_onehot_f64(size_t rows, size_t n, const double *restrict x, double *restrict L)
{
    for (size_t row = 0; row < rows; row++, x += n, L += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = exp(x[k] - t1);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double t3 = log(t2);
        for (size_t c = 0; c < n; c++) {
            L[c] = t1 - x[c] + t3;
        }
    }
}

void ce_onehot_jacobian_f64(size_t rows, size_t n, const double *restrict x, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * n * n, out);
        return;
    }
    double *const y = scratch;
    for (size_t row = 0; row < rows; row++, x += n, out += n * n) {
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
        }
        for (size_t c = 0; c < n; c++) {
            for (size_t j = 0; j < n; j++) {
                out[c * n + j] = y[j] - (double)(c == j);
            }
        }
    }
    free(scratch);
}

void ce_onehot_vjp_f64(size_t rows, size_t n, const double *restrict x, const double *restrict g,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, g += n, out += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = exp(x[k] - t1);
        }
        const double t2 = f64_sum(n, out);
        const double t3 = f64_sum(n, g);
        for (size_t j = 0; j < n; j++) {
            out[j] = out[j] * t3 / t2 - g[j];
        }
    }
}

void ce_onehot_jvp_f64(size_t rows, size_t n, const double *restrict x, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * n, out);
        return;
    }
    double *const t2 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, v += n, out += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t2[k] = exp(x[k] - t1);
        }
        const double t3 = f64_sum(n, t2);
        f64_total t4_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * t2[k] / t3;
            }
            f64_add(&t4_total, end - start, term);
        }
        const double t4 = f64_value(&t4_total);
        for (size_t c = 0; c < n; c++) {
            out[c] = t4 - v[c];
        }
    }
    free(scratch);
}

void ce_onehot_f32(size_t rows, size_t n, const float *restrict x, float *restrict L)
{
    for (size_t row = 0; row < rows; row++, x += n, L += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = expf(x[k] - t1);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float t3 = logf(t2);
        for (size_t c = 0; c < n; c++) {
            L[c] = t1 - x[c] + t3;
        }
    }
}

void ce_onehot_jacobian_f32(size_t rows, size_t n, const float *restrict x, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * n * n, out);
        return;
    }
    float *const y = scratch;
    for (size_t row = 0; row < rows; row++, x += n, out += n * n) {
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
        }
        for (size_t c = 0; c < n; c++) {
            for (size_t j = 0; j < n; j++) {
                out[c * n + j] = y[j] - (float)(c == j);
            }
        }
    }
    free(scratch);
}

void ce_onehot_vjp_f32(size_t rows, size_t n, const float *restrict x, const float *restrict g,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, g += n, out += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = expf(x[k] - t1);
        }
        const float t2 = f32_sum(n, out);
        const float t3 = f32_sum(n, g);
        for (size_t j = 0; j < n; j++) {
            out[j] = out[j] * t3 / t2 - g[j];
        }
    }
}

void ce_onehot_jvp_f32(size_t rows, size_t n, const float *restrict x, const float *restrict v,
    float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * n, out);
        return;
    }
    float *const t2 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, v += n, out += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t2[k] = expf(x[k] - t1);
        }
        const float t3 = f32_sum(n, t2);
        f32_total t4_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * t2[k] / t3;
            }
            f32_add(&t4_total, end - start, term);
        }
        const float t4 = f32_value(&t4_total);
        for (size_t c = 0; c < n; c++) {
            out[c] = t4 - v[c];
        }
    }
    free(scratch);
}
