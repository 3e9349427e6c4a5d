/* Made by: symsoft derive softmax-batch --format c
 * Do not edit: make it again.
 */
#include "softmax-batch.h"

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

void softmax_batch_f64(size_t rows, size_t n, size_t m, const double *restrict X,
    double *restrict Y)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows * n * m, Y);
        return;
    }
    double *const t1 = scratch;
    double *const t2 = t1 + n;
    for (size_t row = 0; row < rows; row++, X += n * m, Y += n * m) {
        for (size_t b = 0; b < n; b++) {
            double t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f64_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                Y[b * m + k] = exp(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            t2[b] = f64_sum(m, Y + b * m);
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t i = 0; i < m; i++) {
                Y[b * m + i] = Y[b * m + i] / t2[b];
            }
        }
    }
    free(scratch);
}

void softmax_batch_jacobian_f64(size_t rows, size_t n, size_t m, const double *restrict Y,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, Y += n * m, out += n * m * n * m) {
        for (size_t b = 0; b < n; b++) {
            for (size_t i = 0; i < m; i++) {
                for (size_t p = 0; p < n; p++) {
                    for (size_t q = 0; q < m; q++) {
                        out[((b * m + i) * n + p) * m + q] = b == p ? Y[b * m + i] * ((double)(i == q) - Y[b * m + q]) : 0.0;
                    }
                }
            }
        }
    }
}

void softmax_batch_vjp_f64(size_t rows, size_t n, size_t m, const double *restrict Y,
    const double *restrict g, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * n * m, out);
        return;
    }
    double *const t1 = scratch;
    for (size_t row = 0; row < rows; row++, Y += n * m, g += n * m, out += n * m) {
        for (size_t p = 0; p < n; p++) {
            t1[p] = f64_dot(m, Y + p * m, g + p * m);
        }
        for (size_t p = 0; p < n; p++) {
            for (size_t q = 0; q < m; q++) {
                out[p * m + q] = Y[p * m + q] * (g[p * m + q] - t1[p]);
            }
        }
    }
    free(scratch);
}

void softmax_batch_jvp_f64(size_t rows, size_t n, size_t m, const double *restrict Y,
    const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * n * m, out);
        return;
    }
    double *const t1 = scratch;
    for (size_t row = 0; row < rows; row++, Y += n * m, v += n * m, out += n * m) {
        for (size_t b = 0; b < n; b++) {
            t1[b] = f64_dot(m, Y + b * m, v + b * m);
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t i = 0; i < m; i++) {
                out[b * m + i] = Y[b * m + i] * (v[b * m + i] - t1[b]);
            }
        }
    }
    free(scratch);
}

void softmax_batch_f32(size_t rows, size_t n, size_t m, const float *restrict X, float *restrict Y)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows * n * m, Y);
        return;
    }
    float *const t1 = scratch;
    float *const t2 = t1 + n;
    for (size_t row = 0; row < rows; row++, X += n * m, Y += n * m) {
        for (size_t b = 0; b < n; b++) {
            float t1_max = -INFINITY;
            for (size_t k = 0; k < m; k++) {
                t1_max = f32_max(t1_max, X[b * m + k]);
            }
            t1[b] = t1_max;
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t k = 0; k < m; k++) {
                Y[b * m + k] = expf(X[b * m + k] - t1[b]);
            }
        }
        for (size_t b = 0; b < n; b++) {
            t2[b] = f32_sum(m, Y + b * m);
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t i = 0; i < m; i++) {
                Y[b * m + i] = Y[b * m + i] / t2[b];
            }
        }
    }
    free(scratch);
}

void softmax_batch_jacobian_f32(size_t rows, size_t n, size_t m, const float *restrict Y,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, Y += n * m, out += n * m * n * m) {
        for (size_t b = 0; b < n; b++) {
            for (size_t i = 0; i < m; i++) {
                for (size_t p = 0; p < n; p++) {
                    for (size_t q = 0; q < m; q++) {
                        out[((b * m + i) * n + p) * m + q] = b == p ? Y[b * m + i] * ((float)(i == q) - Y[b * m + q]) : 0.0f;
                    }
                }
            }
        }
    }
}

void softmax_batch_vjp_f32(size_t rows, size_t n, size_t m, const float *restrict Y,
    const float *restrict g, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * n * m, out);
        return;
    }
    float *const t1 = scratch;
    for (size_t row = 0; row < rows; row++, Y += n * m, g += n * m, out += n * m) {
        for (size_t p = 0; p < n; p++) {
            t1[p] = f32_dot(m, Y + p * m, g + p * m);
        }
        for (size_t p = 0; p < n; p++) {
            for (size_t q = 0; q < m; q++) {
                out[p * m + q] = Y[p * m + q] * (g[p * m + q] - t1[p]);
            }
        }
    }
    free(scratch);
}

void softmax_batch_jvp_f32(size_t rows, size_t n, size_t m, const float *restrict Y,
    const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * n * m, out);
        return;
    }
    float *const t1 = scratch;
    for (size_t row = 0; row < rows; row++, Y += n * m, v += n * m, out += n * m) {
        for (size_t b = 0; b < n; b++) {
            t1[b] = f32_dot(m, Y + b * m, v + b * m);
        }
        for (size_t b = 0; b < n; b++) {
            for (size_t i = 0; i < m; i++) {
                out[b * m + i] = Y[b * m + i] * (v[b * m + i] - t1[b]);
            }
        }
    }
    free(scratch);
}
