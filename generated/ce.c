/* Made by: symsoft derive ce --format c
 * Do not edit: make it again.
 */
#include "ce.h"

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

void ce_f64(size_t rows, size_t n, const double *restrict x, const double *restrict t,
    double *restrict L)
{
    for (size_t row = 0; row < rows; row++, x += n, t += n) {
        double t1 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t1 = f64_max(t1, x[l]);
        }
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = exp(x[l] - t1);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double t3 = log(t2);
        f64_total t4_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t[k] == 0.0 ? 0.0 : t[k] * (x[k] - (t1 + t3));
            }
            f64_add(&t4_total, end - start, term);
        }
        const double t4 = f64_value(&t4_total);
        L[row] = -t4;
    }
}

void ce_grad_f64(size_t rows, size_t n, const double *restrict x, const double *restrict t,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, t += n, out += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = exp(x[k] - t1);
        }
        const double t2 = f64_sum(n, out);
        for (size_t j = 0; j < n; j++) {
            out[j] = out[j] / t2 - t[j];
        }
    }
}

void ce_jvp_f64(size_t rows, size_t n, const double *restrict x, const double *restrict t,
    const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const t2 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, t += n, v += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t2[k] = exp(x[k] - t1);
        }
        const double t3 = f64_sum(n, t2);
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (t2[k] / t3 - t[k]);
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
    }
    free(scratch);
}

void ce_hvp_f64(size_t rows, size_t n, const double *restrict x, const double *restrict v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, v += n, out += n) {
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
        }
        const double t3 = f64_dot(n, out, v);
        for (size_t i = 0; i < n; i++) {
            out[i] = out[i] * (v[i] - t3);
        }
    }
}

void ce_f32(size_t rows, size_t n, const float *restrict x, const float *restrict t,
    float *restrict L)
{
    for (size_t row = 0; row < rows; row++, x += n, t += n) {
        float t1 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t1 = f32_max(t1, x[l]);
        }
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = expf(x[l] - t1);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float t3 = logf(t2);
        f32_total t4_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t[k] == 0.0f ? 0.0f : t[k] * (x[k] - (t1 + t3));
            }
            f32_add(&t4_total, end - start, term);
        }
        const float t4 = f32_value(&t4_total);
        L[row] = -t4;
    }
}

void ce_grad_f32(size_t rows, size_t n, const float *restrict x, const float *restrict t,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, t += n, out += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = expf(x[k] - t1);
        }
        const float t2 = f32_sum(n, out);
        for (size_t j = 0; j < n; j++) {
            out[j] = out[j] / t2 - t[j];
        }
    }
}

void ce_jvp_f32(size_t rows, size_t n, const float *restrict x, const float *restrict t,
    const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const t2 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, t += n, v += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t2[k] = expf(x[k] - t1);
        }
        const float t3 = f32_sum(n, t2);
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (t2[k] / t3 - t[k]);
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
    }
    free(scratch);
}

void ce_hvp_f32(size_t rows, size_t n, const float *restrict x, const float *restrict v,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, v += n, out += n) {
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
        }
        const float t3 = f32_dot(n, out, v);
        for (size_t i = 0; i < n; i++) {
            out[i] = out[i] * (v[i] - t3);
        }
    }
}
