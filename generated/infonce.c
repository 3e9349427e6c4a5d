/* Made by: symsoft derive infonce --format c
 * Do not edit: make it again.
 */
#include "infonce.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Terms in a block of a sum. */
enum { BLOCK = 128 };

/* a * b, or SIZE_MAX where that is too large. */
static size_t sizes_product(size_t a, size_t b)
{
    return b != 0 && a > SIZE_MAX / b ? SIZE_MAX : a * b;
}

/* a + b, or SIZE_MAX where that is too large. */
static size_t sizes_sum(size_t a, size_t b)
{
    return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

static double f64_square(double a)
{
    return a * a;
}

static double f64_fourth(double a)
{
    return f64_square(f64_square(a));
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

static float f32_square(float a)
{
    return a * a;
}

static float f32_fourth(float a)
{
    return f32_square(f32_square(a));
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

void infonce_f64(size_t rows, size_t n, const double *restrict S, double T, double *restrict L)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_product(n, n), n), n));
    if (scratch == NULL) {
        f64_fill(rows, L);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n * n;
    double *const t3 = t2 + n;
    for (size_t row = 0; row < rows; row++, S += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            double t2_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t2_max = f64_max(t2_max, t1[i * n + k]);
            }
            t2[i] = t2_max;
            f64_total t3_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = exp(t1[i * n + k] - t2[i]);
                }
                f64_add(&t3_total, end - start, term);
            }
            t3[i] = f64_value(&t3_total);
        }
        f64_total t4_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = S[i * n + i] / T - (t2[i] + log(t3[i]));
            }
            f64_add(&t4_total, end - start, term);
        }
        const double t4 = f64_value(&t4_total);
        L[row] = -t4 / (double)n;
    }
    free(scratch);
}

void infonce_grad_S_f64(size_t rows, size_t n, const double *restrict S, double T,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows * n * n, out);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n;
    for (size_t row = 0; row < rows; row++, S += n * n, out += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                out[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            double t1_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t1_max = f64_max(t1_max, out[i * n + k]);
            }
            t1[i] = t1_max;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                out[i * n + k] = exp(out[i * n + k] - t1[i]);
            }
        }
        for (size_t i = 0; i < n; i++) {
            t2[i] = f64_sum(n, out + i * n);
        }
        for (size_t p = 0; p < n; p++) {
            for (size_t q = 0; q < n; q++) {
                out[p * n + q] = (out[p * n + q] / t2[p] - (double)(p == q)) / T / (double)n;
            }
        }
    }
    free(scratch);
}

void infonce_jvp_S_f64(size_t rows, size_t n, const double *restrict S, double T,
    const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_product(n, n), n), n), n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n * n;
    double *const t3 = t2 + n;
    double *const t4 = t3 + n;
    for (size_t row = 0; row < rows; row++, S += n * n, v += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            double t2_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t2_max = f64_max(t2_max, t1[i * n + k]);
            }
            t2[i] = t2_max;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = exp(t1[i * n + k] - t2[i]);
            }
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f64_sum(n, t1 + i * n);
            t4[i] = f64_dot(n, v + i * n, t1 + i * n);
        }
        f64_total t5_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t4[k] / t3[k] - v[k * n + k];
            }
            f64_add(&t5_total, end - start, term);
        }
        const double t5 = f64_value(&t5_total);
        out[row] = t5 / T / (double)n;
    }
    free(scratch);
}

void infonce_hvp_S_f64(size_t rows, size_t n, const double *restrict S, double T,
    const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f64_fill(rows * n * n, out);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n;
    double *const t3 = t2 + n;
    for (size_t row = 0; row < rows; row++, S += n * n, v += n * n, out += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                out[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            double t1_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t1_max = f64_max(t1_max, out[i * n + k]);
            }
            t1[i] = t1_max;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                out[i * n + k] = exp(out[i * n + k] - t1[i]);
            }
        }
        for (size_t i = 0; i < n; i++) {
            t2[i] = f64_sum(n, out + i * n);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = out[i * n + j] / t2[i];
            }
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f64_dot(n, out + i * n, v + i * n);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = out[i * n + j] * (v[i * n + j] - t3[i]) / (double)n / (T * T);
            }
        }
    }
    free(scratch);
}

void infonce_grad_T_f64(size_t rows, size_t n, const double *restrict S, double T,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_product(n, n), n), n), n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n * n;
    double *const t3 = t2 + n;
    double *const t4 = t3 + n;
    for (size_t row = 0; row < rows; row++, S += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            double t2_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t2_max = f64_max(t2_max, t1[i * n + k]);
            }
            t2[i] = t2_max;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = exp(t1[i * n + k] - t2[i]);
            }
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f64_sum(n, t1 + i * n);
            t4[i] = f64_dot(n, t1 + i * n, S + i * n);
        }
        f64_total t5_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = S[i * n + i] - t4[i] / t3[i];
            }
            f64_add(&t5_total, end - start, term);
        }
        const double t5 = f64_value(&t5_total);
        out[row] = t5 / (T * T) / (double)n;
    }
    free(scratch);
}

void infonce_jvp_T_f64(size_t rows, size_t n, const double *restrict S, double T, double v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_product(n, n), n), n), n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n * n;
    double *const t3 = t2 + n;
    double *const t4 = t3 + n;
    for (size_t row = 0; row < rows; row++, S += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            double t2_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t2_max = f64_max(t2_max, t1[i * n + k]);
            }
            t2[i] = t2_max;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = exp(t1[i * n + k] - t2[i]);
            }
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f64_sum(n, t1 + i * n);
            t4[i] = f64_dot(n, t1 + i * n, S + i * n);
        }
        f64_total t5_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = S[i * n + i] - t4[i] / t3[i];
            }
            f64_add(&t5_total, end - start, term);
        }
        const double t5 = f64_value(&t5_total);
        out[row] = v * t5 / (T * T) / (double)n;
    }
    free(scratch);
}

void infonce_hvp_T_f64(size_t rows, size_t n, const double *restrict S, double T, double v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_product(n, n), n), n), n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n * n;
    double *const t3 = t2 + n;
    double *const t5 = t3 + n;
    for (size_t row = 0; row < rows; row++, S += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            double t2_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t2_max = f64_max(t2_max, t1[i * n + k]);
            }
            t2[i] = t2_max;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = exp(t1[i * n + k] - t2[i]);
            }
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f64_sum(n, t1 + i * n);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t l = 0; l < n; l++) {
                t1[i * n + l] = t1[i * n + l] * S[i * n + l] / t3[i];
            }
        }
        for (size_t i = 0; i < n; i++) {
            const double t4 = f64_sum(n, t1 + i * n);
            f64_total t5_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = t1[i * n + k] * (S[i * n + k] - t4 + 2.0 * T);
                }
                f64_add(&t5_total, end - start, term);
            }
            t5[i] = f64_value(&t5_total);
        }
        f64_total t6_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = t5[i] - 2.0 * T * S[i * n + i];
            }
            f64_add(&t6_total, end - start, term);
        }
        const double t6 = f64_value(&t6_total);
        out[row] = v * t6 / f64_fourth(T) / (double)n;
    }
    free(scratch);
}

void infonce_f32(size_t rows, size_t n, const float *restrict S, float T, float *restrict L)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_product(n, n), n), n));
    if (scratch == NULL) {
        f32_fill(rows, L);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n * n;
    float *const t3 = t2 + n;
    for (size_t row = 0; row < rows; row++, S += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            float t2_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t2_max = f32_max(t2_max, t1[i * n + k]);
            }
            t2[i] = t2_max;
            f32_total t3_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = expf(t1[i * n + k] - t2[i]);
                }
                f32_add(&t3_total, end - start, term);
            }
            t3[i] = f32_value(&t3_total);
        }
        f32_total t4_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = S[i * n + i] / T - (t2[i] + logf(t3[i]));
            }
            f32_add(&t4_total, end - start, term);
        }
        const float t4 = f32_value(&t4_total);
        L[row] = -t4 / (float)n;
    }
    free(scratch);
}

void infonce_grad_S_f32(size_t rows, size_t n, const float *restrict S, float T,
    float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows * n * n, out);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n;
    for (size_t row = 0; row < rows; row++, S += n * n, out += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                out[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            float t1_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t1_max = f32_max(t1_max, out[i * n + k]);
            }
            t1[i] = t1_max;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                out[i * n + k] = expf(out[i * n + k] - t1[i]);
            }
        }
        for (size_t i = 0; i < n; i++) {
            t2[i] = f32_sum(n, out + i * n);
        }
        for (size_t p = 0; p < n; p++) {
            for (size_t q = 0; q < n; q++) {
                out[p * n + q] = (out[p * n + q] / t2[p] - (float)(p == q)) / T / (float)n;
            }
        }
    }
    free(scratch);
}

void infonce_jvp_S_f32(size_t rows, size_t n, const float *restrict S, float T,
    const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_product(n, n), n), n), n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n * n;
    float *const t3 = t2 + n;
    float *const t4 = t3 + n;
    for (size_t row = 0; row < rows; row++, S += n * n, v += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            float t2_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t2_max = f32_max(t2_max, t1[i * n + k]);
            }
            t2[i] = t2_max;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = expf(t1[i * n + k] - t2[i]);
            }
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f32_sum(n, t1 + i * n);
            t4[i] = f32_dot(n, v + i * n, t1 + i * n);
        }
        f32_total t5_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t4[k] / t3[k] - v[k * n + k];
            }
            f32_add(&t5_total, end - start, term);
        }
        const float t5 = f32_value(&t5_total);
        out[row] = t5 / T / (float)n;
    }
    free(scratch);
}

void infonce_hvp_S_f32(size_t rows, size_t n, const float *restrict S, float T,
    const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f32_fill(rows * n * n, out);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n;
    float *const t3 = t2 + n;
    for (size_t row = 0; row < rows; row++, S += n * n, v += n * n, out += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                out[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            float t1_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t1_max = f32_max(t1_max, out[i * n + k]);
            }
            t1[i] = t1_max;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                out[i * n + k] = expf(out[i * n + k] - t1[i]);
            }
        }
        for (size_t i = 0; i < n; i++) {
            t2[i] = f32_sum(n, out + i * n);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = out[i * n + j] / t2[i];
            }
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f32_dot(n, out + i * n, v + i * n);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = out[i * n + j] * (v[i * n + j] - t3[i]) / (float)n / (T * T);
            }
        }
    }
    free(scratch);
}

void infonce_grad_T_f32(size_t rows, size_t n, const float *restrict S, float T,
    float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_product(n, n), n), n), n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n * n;
    float *const t3 = t2 + n;
    float *const t4 = t3 + n;
    for (size_t row = 0; row < rows; row++, S += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            float t2_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t2_max = f32_max(t2_max, t1[i * n + k]);
            }
            t2[i] = t2_max;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = expf(t1[i * n + k] - t2[i]);
            }
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f32_sum(n, t1 + i * n);
            t4[i] = f32_dot(n, t1 + i * n, S + i * n);
        }
        f32_total t5_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = S[i * n + i] - t4[i] / t3[i];
            }
            f32_add(&t5_total, end - start, term);
        }
        const float t5 = f32_value(&t5_total);
        out[row] = t5 / (T * T) / (float)n;
    }
    free(scratch);
}

void infonce_jvp_T_f32(size_t rows, size_t n, const float *restrict S, float T, float v,
    float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_product(n, n), n), n), n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n * n;
    float *const t3 = t2 + n;
    float *const t4 = t3 + n;
    for (size_t row = 0; row < rows; row++, S += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            float t2_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t2_max = f32_max(t2_max, t1[i * n + k]);
            }
            t2[i] = t2_max;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = expf(t1[i * n + k] - t2[i]);
            }
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f32_sum(n, t1 + i * n);
            t4[i] = f32_dot(n, t1 + i * n, S + i * n);
        }
        f32_total t5_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = S[i * n + i] - t4[i] / t3[i];
            }
            f32_add(&t5_total, end - start, term);
        }
        const float t5 = f32_value(&t5_total);
        out[row] = v * t5 / (T * T) / (float)n;
    }
    free(scratch);
}

void infonce_hvp_T_f32(size_t rows, size_t n, const float *restrict S, float T, float v,
    float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_product(n, n), n), n), n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n * n;
    float *const t3 = t2 + n;
    float *const t5 = t3 + n;
    for (size_t row = 0; row < rows; row++, S += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = S[i * n + k] / T;
            }
        }
        for (size_t i = 0; i < n; i++) {
            float t2_max = -INFINITY;
            for (size_t k = 0; k < n; k++) {
                t2_max = f32_max(t2_max, t1[i * n + k]);
            }
            t2[i] = t2_max;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n; k++) {
                t1[i * n + k] = expf(t1[i * n + k] - t2[i]);
            }
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f32_sum(n, t1 + i * n);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t l = 0; l < n; l++) {
                t1[i * n + l] = t1[i * n + l] * S[i * n + l] / t3[i];
            }
        }
        for (size_t i = 0; i < n; i++) {
            const float t4 = f32_sum(n, t1 + i * n);
            f32_total t5_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = t1[i * n + k] * (S[i * n + k] - t4 + 2.0f * T);
                }
                f32_add(&t5_total, end - start, term);
            }
            t5[i] = f32_value(&t5_total);
        }
        f32_total t6_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = t5[i] - 2.0f * T * S[i * n + i];
            }
            f32_add(&t6_total, end - start, term);
        }
        const float t6 = f32_value(&t6_total);
        out[row] = v * t6 / f32_fourth(T) / (float)n;
    }
    free(scratch);
}
