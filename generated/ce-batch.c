/* Made by: symsoft derive ce-batch --format c
 * Do not edit: make it again.
 */
#include "ce-batch.h"

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

void ce_batch_f64(size_t rows, size_t n, size_t m, const double *restrict X,
    const double *restrict T, double *restrict H)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows, H);
        return;
    }
    double *const t3 = scratch;
    for (size_t row = 0; row < rows; row++, X += n * m, T += n * m) {
        for (size_t b = 0; b < n; b++) {
            double t1 = -INFINITY;
            for (size_t l = 0; l < m; l++) {
                t1 = f64_max(t1, X[b * m + l]);
            }
            f64_total t5_total = {0.0, 0.0};
            for (size_t start = 0; start < m; start += BLOCK) {
                const size_t end = m - start < BLOCK ? m : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = exp(X[b * m + l] - t1);
                }
                f64_add(&t5_total, end - start, term);
            }
            const double t5 = f64_value(&t5_total);
            const double t2 = log(t5);
            f64_total t3_total = {0.0, 0.0};
            for (size_t start = 0; start < m; start += BLOCK) {
                const size_t end = m - start < BLOCK ? m : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = T[b * m + k] == 0.0 ? 0.0 : T[b * m + k] * (X[b * m + k] - (t1 + t2));
                }
                f64_add(&t3_total, end - start, term);
            }
            t3[b] = f64_value(&t3_total);
        }
        const double t4 = f64_sum(n, t3);
        H[row] = -t4 / (double)n;
    }
    free(scratch);
}

void ce_batch_grad_Y_f64(size_t rows, size_t n, size_t m, const double *restrict X,
    const double *restrict T, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows * n * m, out);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n;
    for (size_t row = 0; row < rows; row++, X += n * m, T += n * m, out += n * m) {
        for (size_t b = 0; b < n; b++) {
            double t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f64_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                out[b * m + k] = exp(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            t2[b] = f64_sum(m, out + b * m);
        }
        for (size_t p = 0; p < n; p++) {
            for (size_t q = 0; q < m; q++) {
                out[p * m + q] = -T[p * m + q] / (double)n / (out[p * m + q] / t2[p]);
            }
        }
    }
    free(scratch);
}

void ce_batch_jvp_Y_f64(size_t rows, size_t n, size_t m, const double *restrict X,
    const double *restrict T, const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, sizes_product(n, m)), n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n;
    double *const t4 = t2 + n * m;
    for (size_t row = 0; row < rows; row++, X += n * m, T += n * m, v += n * m) {
        for (size_t b = 0; b < n; b++) {
            double t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f64_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                t2[b * m + k] = exp(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            const double t3 = f64_sum(m, t2 + b * m);
            f64_total t4_total = {0.0, 0.0};
            for (size_t start = 0; start < m; start += BLOCK) {
                const size_t end = m - start < BLOCK ? m : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = v[b * m + l] * T[b * m + l] / (t2[b * m + l] / t3);
                }
                f64_add(&t4_total, end - start, term);
            }
            t4[b] = f64_value(&t4_total);
        }
        const double t5 = f64_sum(n, t4);
        out[row] = -t5 / (double)n;
    }
    free(scratch);
}

void ce_batch_hvp_Y_f64(size_t rows, size_t n, size_t m, const double *restrict X,
    const double *restrict T, const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows * n * m, out);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n;
    for (size_t row = 0; row < rows; row++, X += n * m, T += n * m, v += n * m, out += n * m) {
        for (size_t b = 0; b < n; b++) {
            double t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f64_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                out[b * m + k] = exp(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            t2[b] = f64_sum(m, out + b * m);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < m; j++) {
                out[i * m + j] = v[i * m + j] * T[i * m + j] / (double)n / f64_square(out[i * m + j] / t2[i]);
            }
        }
    }
    free(scratch);
}

void ce_batch_grad_X_f64(size_t rows, size_t n, size_t m, const double *restrict X,
    const double *restrict T, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows * n * m, out);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n;
    for (size_t row = 0; row < rows; row++, X += n * m, T += n * m, out += n * m) {
        for (size_t b = 0; b < n; b++) {
            double t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f64_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                out[b * m + k] = exp(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            t2[b] = f64_sum(m, out + b * m);
        }
        for (size_t p = 0; p < n; p++) {
            for (size_t q = 0; q < m; q++) {
                out[p * m + q] = (out[p * m + q] / t2[p] - T[p * m + q]) / (double)n;
            }
        }
    }
    free(scratch);
}

void ce_batch_jvp_X_f64(size_t rows, size_t n, size_t m, const double *restrict X,
    const double *restrict T, const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, sizes_product(n, m)), n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n;
    double *const t4 = t2 + n * m;
    for (size_t row = 0; row < rows; row++, X += n * m, T += n * m, v += n * m) {
        for (size_t b = 0; b < n; b++) {
            double t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f64_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                t2[b * m + k] = exp(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            const double t3 = f64_sum(m, t2 + b * m);
            f64_total t4_total = {0.0, 0.0};
            for (size_t start = 0; start < m; start += BLOCK) {
                const size_t end = m - start < BLOCK ? m : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = v[b * m + l] * (t2[b * m + l] / t3 - T[b * m + l]);
                }
                f64_add(&t4_total, end - start, term);
            }
            t4[b] = f64_value(&t4_total);
        }
        const double t5 = f64_sum(n, t4);
        out[row] = t5 / (double)n;
    }
    free(scratch);
}

void ce_batch_hvp_X_f64(size_t rows, size_t n, size_t m, const double *restrict X,
    const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f64_fill(rows * n * m, out);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n;
    double *const t3 = t2 + n;
    for (size_t row = 0; row < rows; row++, X += n * m, v += n * m, out += n * m) {
        for (size_t b = 0; b < n; b++) {
            double t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f64_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                out[b * m + k] = exp(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            t2[b] = f64_sum(m, out + b * m);
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t i = 0; i < m; i++) {
                out[b * m + i] = out[b * m + i] / t2[b];
            }
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f64_dot(m, out + i * m, v + i * m);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < m; j++) {
                out[i * m + j] = out[i * m + j] * (v[i * m + j] - t3[i]) / (double)n;
            }
        }
    }
    free(scratch);
}

void ce_batch_f32(size_t rows, size_t n, size_t m, const float *restrict X, const float *restrict T,
    float *restrict H)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows, H);
        return;
    }
    float *const t3 = scratch;
    for (size_t row = 0; row < rows; row++, X += n * m, T += n * m) {
        for (size_t b = 0; b < n; b++) {
            float t1 = -INFINITY;
            for (size_t l = 0; l < m; l++) {
                t1 = f32_max(t1, X[b * m + l]);
            }
            f32_total t5_total = {0.0f, 0.0f};
            for (size_t start = 0; start < m; start += BLOCK) {
                const size_t end = m - start < BLOCK ? m : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = expf(X[b * m + l] - t1);
                }
                f32_add(&t5_total, end - start, term);
            }
            const float t5 = f32_value(&t5_total);
            const float t2 = logf(t5);
            f32_total t3_total = {0.0f, 0.0f};
            for (size_t start = 0; start < m; start += BLOCK) {
                const size_t end = m - start < BLOCK ? m : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = T[b * m + k] == 0.0f ? 0.0f : T[b * m + k] * (X[b * m + k] - (t1 + t2));
                }
                f32_add(&t3_total, end - start, term);
            }
            t3[b] = f32_value(&t3_total);
        }
        const float t4 = f32_sum(n, t3);
        H[row] = -t4 / (float)n;
    }
    free(scratch);
}

void ce_batch_grad_Y_f32(size_t rows, size_t n, size_t m, const float *restrict X,
    const float *restrict T, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows * n * m, out);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n;
    for (size_t row = 0; row < rows; row++, X += n * m, T += n * m, out += n * m) {
        for (size_t b = 0; b < n; b++) {
            float t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f32_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                out[b * m + k] = expf(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            t2[b] = f32_sum(m, out + b * m);
        }
        for (size_t p = 0; p < n; p++) {
            for (size_t q = 0; q < m; q++) {
                out[p * m + q] = -T[p * m + q] / (float)n / (out[p * m + q] / t2[p]);
            }
        }
    }
    free(scratch);
}

void ce_batch_jvp_Y_f32(size_t rows, size_t n, size_t m, const float *restrict X,
    const float *restrict T, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, sizes_product(n, m)), n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n;
    float *const t4 = t2 + n * m;
    for (size_t row = 0; row < rows; row++, X += n * m, T += n * m, v += n * m) {
        for (size_t b = 0; b < n; b++) {
            float t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f32_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                t2[b * m + k] = expf(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            const float t3 = f32_sum(m, t2 + b * m);
            f32_total t4_total = {0.0f, 0.0f};
            for (size_t start = 0; start < m; start += BLOCK) {
                const size_t end = m - start < BLOCK ? m : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = v[b * m + l] * T[b * m + l] / (t2[b * m + l] / t3);
                }
                f32_add(&t4_total, end - start, term);
            }
            t4[b] = f32_value(&t4_total);
        }
        const float t5 = f32_sum(n, t4);
        out[row] = -t5 / (float)n;
    }
    free(scratch);
}

void ce_batch_hvp_Y_f32(size_t rows, size_t n, size_t m, const float *restrict X,
    const float *restrict T, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows * n * m, out);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n;
    for (size_t row = 0; row < rows; row++, X += n * m, T += n * m, v += n * m, out += n * m) {
        for (size_t b = 0; b < n; b++) {
            float t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f32_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                out[b * m + k] = expf(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            t2[b] = f32_sum(m, out + b * m);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < m; j++) {
                out[i * m + j] = v[i * m + j] * T[i * m + j] / (float)n / f32_square(out[i * m + j] / t2[i]);
            }
        }
    }
    free(scratch);
}

void ce_batch_grad_X_f32(size_t rows, size_t n, size_t m, const float *restrict X,
    const float *restrict T, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows * n * m, out);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n;
    for (size_t row = 0; row < rows; row++, X += n * m, T += n * m, out += n * m) {
        for (size_t b = 0; b < n; b++) {
            float t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f32_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                out[b * m + k] = expf(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            t2[b] = f32_sum(m, out + b * m);
        }
        for (size_t p = 0; p < n; p++) {
            for (size_t q = 0; q < m; q++) {
                out[p * m + q] = (out[p * m + q] / t2[p] - T[p * m + q]) / (float)n;
            }
        }
    }
    free(scratch);
}

void ce_batch_jvp_X_f32(size_t rows, size_t n, size_t m, const float *restrict X,
    const float *restrict T, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, sizes_product(n, m)), n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n;
    float *const t4 = t2 + n * m;
    for (size_t row = 0; row < rows; row++, X += n * m, T += n * m, v += n * m) {
        for (size_t b = 0; b < n; b++) {
            float t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f32_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                t2[b * m + k] = expf(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            const float t3 = f32_sum(m, t2 + b * m);
            f32_total t4_total = {0.0f, 0.0f};
            for (size_t start = 0; start < m; start += BLOCK) {
                const size_t end = m - start < BLOCK ? m : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = v[b * m + l] * (t2[b * m + l] / t3 - T[b * m + l]);
                }
                f32_add(&t4_total, end - start, term);
            }
            t4[b] = f32_value(&t4_total);
        }
        const float t5 = f32_sum(n, t4);
        out[row] = t5 / (float)n;
    }
    free(scratch);
}

void ce_batch_hvp_X_f32(size_t rows, size_t n, size_t m, const float *restrict X,
    const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f32_fill(rows * n * m, out);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n;
    float *const t3 = t2 + n;
    for (size_t row = 0; row < rows; row++, X += n * m, v += n * m, out += n * m) {
        for (size_t b = 0; b < n; b++) {
            float t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f32_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                out[b * m + k] = expf(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            t2[b] = f32_sum(m, out + b * m);
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t i = 0; i < m; i++) {
                out[b * m + i] = out[b * m + i] / t2[b];
            }
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f32_dot(m, out + i * m, v + i * m);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < m; j++) {
                out[i * m + j] = out[i * m + j] * (v[i * m + j] - t3[i]) / (float)n;
            }
        }
    }
    free(scratch);
}
