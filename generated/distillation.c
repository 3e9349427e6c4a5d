/* Made by: symsoft derive distillation --format c
 * Do not edit: make it again.
 */
#include "distillation.h"

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

void distillation_f64(size_t rows, size_t n, const double *restrict z, double T,
    const double *restrict v_, double *restrict C)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows, C);
        return;
    }
    double *const p = scratch;
    double *const t3 = p + n;
    for (size_t row = 0; row < rows; row++, z += n, v_ += n) {
        for (size_t k = 0; k < n; k++) {
            p[k] = v_[k] / T;
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, p[k]);
        }
        for (size_t k = 0; k < n; k++) {
            p[k] = exp(p[k] - t1);
        }
        const double t2 = f64_sum(n, p);
        for (size_t i = 0; i < n; i++) {
            p[i] /= t2;
            t3[i] = z[i] / T;
        }
        double t4 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t4 = f64_max(t4, t3[l]);
        }
        f64_total t5_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = exp(t3[l] - t4);
            }
            f64_add(&t5_total, end - start, term);
        }
        const double t5 = f64_value(&t5_total);
        const double t6 = log(t5);
        f64_total t7_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = p[k] == 0.0 ? 0.0 : p[k] * (t3[k] - (t4 + t6));
            }
            f64_add(&t7_total, end - start, term);
        }
        const double t7 = f64_value(&t7_total);
        C[row] = -t7;
    }
    free(scratch);
}

void distillation_grad_f64(size_t rows, size_t n, const double *restrict z, double T,
    const double *restrict v_, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * n, out);
        return;
    }
    double *const t3 = scratch;
    for (size_t row = 0; row < rows; row++, z += n, v_ += n, out += n) {
        for (size_t k = 0; k < n; k++) {
            out[k] = v_[k] / T;
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, out[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = exp(out[k] - t1);
        }
        const double t2 = f64_sum(n, out);
        for (size_t k = 0; k < n; k++) {
            t3[k] = z[k] / T;
        }
        double t4 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t4 = f64_max(t4, t3[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t3[k] = exp(t3[k] - t4);
        }
        const double t5 = f64_sum(n, t3);
        for (size_t j = 0; j < n; j++) {
            out[j] = (t3[j] / t5 - out[j] / t2) / T;
        }
    }
    free(scratch);
}

void distillation_jvp_f64(size_t rows, size_t n, const double *restrict z, double T,
    const double *restrict v_, const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const t1 = scratch;
    double *const t4 = t1 + n;
    for (size_t row = 0; row < rows; row++, z += n, v_ += n, v += n) {
        for (size_t k = 0; k < n; k++) {
            t1[k] = v_[k] / T;
        }
        double t2 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t2 = f64_max(t2, t1[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t1[k] = exp(t1[k] - t2);
        }
        const double t3 = f64_sum(n, t1);
        for (size_t k = 0; k < n; k++) {
            t4[k] = z[k] / T;
        }
        double t5 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t5 = f64_max(t5, t4[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t4[k] = exp(t4[k] - t5);
        }
        const double t6 = f64_sum(n, t4);
        f64_total t7_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (t4[k] / t6 - t1[k] / t3);
            }
            f64_add(&t7_total, end - start, term);
        }
        const double t7 = f64_value(&t7_total);
        out[row] = t7 / T;
    }
    free(scratch);
}

void distillation_hvp_f64(size_t rows, size_t n, const double *restrict z, double T,
    const double *restrict v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, z += n, v += n, out += n) {
        for (size_t k = 0; k < n; k++) {
            out[k] = z[k] / T;
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, out[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = exp(out[k] - t1);
        }
        const double t2 = f64_sum(n, out);
        for (size_t i = 0; i < n; i++) {
            out[i] /= t2;
        }
        const double t3 = f64_dot(n, out, v);
        for (size_t i = 0; i < n; i++) {
            out[i] = out[i] * (v[i] - t3) / (T * T);
        }
    }
}

void distillation_f32(size_t rows, size_t n, const float *restrict z, float T,
    const float *restrict v_, float *restrict C)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows, C);
        return;
    }
    float *const p = scratch;
    float *const t3 = p + n;
    for (size_t row = 0; row < rows; row++, z += n, v_ += n) {
        for (size_t k = 0; k < n; k++) {
            p[k] = v_[k] / T;
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, p[k]);
        }
        for (size_t k = 0; k < n; k++) {
            p[k] = expf(p[k] - t1);
        }
        const float t2 = f32_sum(n, p);
        for (size_t i = 0; i < n; i++) {
            p[i] /= t2;
            t3[i] = z[i] / T;
        }
        float t4 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t4 = f32_max(t4, t3[l]);
        }
        f32_total t5_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = expf(t3[l] - t4);
            }
            f32_add(&t5_total, end - start, term);
        }
        const float t5 = f32_value(&t5_total);
        const float t6 = logf(t5);
        f32_total t7_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = p[k] == 0.0f ? 0.0f : p[k] * (t3[k] - (t4 + t6));
            }
            f32_add(&t7_total, end - start, term);
        }
        const float t7 = f32_value(&t7_total);
        C[row] = -t7;
    }
    free(scratch);
}

void distillation_grad_f32(size_t rows, size_t n, const float *restrict z, float T,
    const float *restrict v_, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * n, out);
        return;
    }
    float *const t3 = scratch;
    for (size_t row = 0; row < rows; row++, z += n, v_ += n, out += n) {
        for (size_t k = 0; k < n; k++) {
            out[k] = v_[k] / T;
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, out[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = expf(out[k] - t1);
        }
        const float t2 = f32_sum(n, out);
        for (size_t k = 0; k < n; k++) {
            t3[k] = z[k] / T;
        }
        float t4 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t4 = f32_max(t4, t3[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t3[k] = expf(t3[k] - t4);
        }
        const float t5 = f32_sum(n, t3);
        for (size_t j = 0; j < n; j++) {
            out[j] = (t3[j] / t5 - out[j] / t2) / T;
        }
    }
    free(scratch);
}

void distillation_jvp_f32(size_t rows, size_t n, const float *restrict z, float T,
    const float *restrict v_, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const t1 = scratch;
    float *const t4 = t1 + n;
    for (size_t row = 0; row < rows; row++, z += n, v_ += n, v += n) {
        for (size_t k = 0; k < n; k++) {
            t1[k] = v_[k] / T;
        }
        float t2 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t2 = f32_max(t2, t1[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t1[k] = expf(t1[k] - t2);
        }
        const float t3 = f32_sum(n, t1);
        for (size_t k = 0; k < n; k++) {
            t4[k] = z[k] / T;
        }
        float t5 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t5 = f32_max(t5, t4[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t4[k] = expf(t4[k] - t5);
        }
        const float t6 = f32_sum(n, t4);
        f32_total t7_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (t4[k] / t6 - t1[k] / t3);
            }
            f32_add(&t7_total, end - start, term);
        }
        const float t7 = f32_value(&t7_total);
        out[row] = t7 / T;
    }
    free(scratch);
}

void distillation_hvp_f32(size_t rows, size_t n, const float *restrict z, float T,
    const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, z += n, v += n, out += n) {
        for (size_t k = 0; k < n; k++) {
            out[k] = z[k] / T;
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, out[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = expf(out[k] - t1);
        }
        const float t2 = f32_sum(n, out);
        for (size_t i = 0; i < n; i++) {
            out[i] /= t2;
        }
        const float t3 = f32_dot(n, out, v);
        for (size_t i = 0; i < n; i++) {
            out[i] = out[i] * (v[i] - t3) / (T * T);
        }
    }
}
