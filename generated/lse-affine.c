/* Made by: symsoft derive lse-affine --format c
 * Do not edit: make it again.
 */
#include "lse-affine.h"

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

void lse_affine_f64(size_t rows, size_t n, size_t m, const double *restrict A,
    const double *restrict x, const double *restrict b, double *restrict F)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows, F);
        return;
    }
    double *const z = scratch;
    for (size_t row = 0; row < rows; row++, A += n * m, x += m, b += n) {
        for (size_t i = 0; i < n; i++) {
            z[i] = f64_dot(m, A + i * m, x);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, z[k]);
        }
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = exp(z[k] - t1);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        F[row] = t1 + log(t2);
    }
    free(scratch);
}

void lse_affine_grad_f64(size_t rows, size_t n, size_t m, const double *restrict A,
    const double *restrict x, const double *restrict b, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows * m, out);
        return;
    }
    double *const z = scratch;
    double *const y = z + n;
    for (size_t row = 0; row < rows; row++, A += n * m, x += m, b += n, out += m) {
        for (size_t i = 0; i < n; i++) {
            z[i] = f64_dot(m, A + i * m, x);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < n; k++) {
            y[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(n, y);
        for (size_t i = 0; i < n; i++) {
            y[i] /= t2;
        }
        for (size_t j = 0; j < m; j++) {
            f64_total out_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = y[k] * A[k * m + j];
                }
                f64_add(&out_total, end - start, term);
            }
            out[j] = f64_value(&out_total);
        }
    }
    free(scratch);
}

void lse_affine_jvp_f64(size_t rows, size_t n, size_t m, const double *restrict A,
    const double *restrict x, const double *restrict b, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, n), m));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const z = scratch;
    double *const y = z + n;
    double *const t3 = y + n;
    for (size_t row = 0; row < rows; row++, A += n * m, x += m, b += n, v += m) {
        for (size_t i = 0; i < n; i++) {
            z[i] = f64_dot(m, A + i * m, x);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < n; k++) {
            y[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(n, y);
        for (size_t i = 0; i < n; i++) {
            y[i] /= t2;
        }
        for (size_t k = 0; k < m; k++) {
            f64_total t3_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = y[l] * A[l * m + k];
                }
                f64_add(&t3_total, end - start, term);
            }
            t3[k] = f64_value(&t3_total);
        }
        out[row] = f64_dot(m, v, t3);
    }
    free(scratch);
}

void lse_affine_hvp_f64(size_t rows, size_t n, size_t m, const double *restrict A,
    const double *restrict x, const double *restrict b, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(n, n), m), n));
    if (scratch == NULL) {
        f64_fill(rows * m, out);
        return;
    }
    double *const z = scratch;
    double *const y = z + n;
    double *const t3 = y + n;
    double *const t4 = t3 + m;
    for (size_t row = 0; row < rows; row++, A += n * m, x += m, b += n, v += m, out += m) {
        for (size_t i = 0; i < n; i++) {
            z[i] = f64_dot(m, A + i * m, x);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < n; k++) {
            y[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(n, y);
        for (size_t i = 0; i < n; i++) {
            y[i] /= t2;
        }
        for (size_t k = 0; k < m; k++) {
            f64_total t3_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t r = start; r < end; r++) {
                    term[r - start] = A[r * m + k] * y[r];
                }
                f64_add(&t3_total, end - start, term);
            }
            t3[k] = f64_value(&t3_total);
        }
        for (size_t l = 0; l < n; l++) {
            f64_total t4_total = {0.0, 0.0};
            for (size_t start = 0; start < m; start += BLOCK) {
                const size_t end = m - start < BLOCK ? m : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = v[k] * (A[l * m + k] - t3[k]);
                }
                f64_add(&t4_total, end - start, term);
            }
            t4[l] = f64_value(&t4_total);
        }
        for (size_t i = 0; i < m; i++) {
            f64_total out_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = A[l * m + i] * y[l] * t4[l];
                }
                f64_add(&out_total, end - start, term);
            }
            out[i] = f64_value(&out_total);
        }
    }
    free(scratch);
}

void lse_affine_f32(size_t rows, size_t n, size_t m, const float *restrict A,
    const float *restrict x, const float *restrict b, float *restrict F)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows, F);
        return;
    }
    float *const z = scratch;
    for (size_t row = 0; row < rows; row++, A += n * m, x += m, b += n) {
        for (size_t i = 0; i < n; i++) {
            z[i] = f32_dot(m, A + i * m, x);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, z[k]);
        }
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = expf(z[k] - t1);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        F[row] = t1 + logf(t2);
    }
    free(scratch);
}

void lse_affine_grad_f32(size_t rows, size_t n, size_t m, const float *restrict A,
    const float *restrict x, const float *restrict b, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows * m, out);
        return;
    }
    float *const z = scratch;
    float *const y = z + n;
    for (size_t row = 0; row < rows; row++, A += n * m, x += m, b += n, out += m) {
        for (size_t i = 0; i < n; i++) {
            z[i] = f32_dot(m, A + i * m, x);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < n; k++) {
            y[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(n, y);
        for (size_t i = 0; i < n; i++) {
            y[i] /= t2;
        }
        for (size_t j = 0; j < m; j++) {
            f32_total out_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = y[k] * A[k * m + j];
                }
                f32_add(&out_total, end - start, term);
            }
            out[j] = f32_value(&out_total);
        }
    }
    free(scratch);
}

void lse_affine_jvp_f32(size_t rows, size_t n, size_t m, const float *restrict A,
    const float *restrict x, const float *restrict b, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, n), m));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const z = scratch;
    float *const y = z + n;
    float *const t3 = y + n;
    for (size_t row = 0; row < rows; row++, A += n * m, x += m, b += n, v += m) {
        for (size_t i = 0; i < n; i++) {
            z[i] = f32_dot(m, A + i * m, x);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < n; k++) {
            y[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(n, y);
        for (size_t i = 0; i < n; i++) {
            y[i] /= t2;
        }
        for (size_t k = 0; k < m; k++) {
            f32_total t3_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = y[l] * A[l * m + k];
                }
                f32_add(&t3_total, end - start, term);
            }
            t3[k] = f32_value(&t3_total);
        }
        out[row] = f32_dot(m, v, t3);
    }
    free(scratch);
}

void lse_affine_hvp_f32(size_t rows, size_t n, size_t m, const float *restrict A,
    const float *restrict x, const float *restrict b, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(n, n), m), n));
    if (scratch == NULL) {
        f32_fill(rows * m, out);
        return;
    }
    float *const z = scratch;
    float *const y = z + n;
    float *const t3 = y + n;
    float *const t4 = t3 + m;
    for (size_t row = 0; row < rows; row++, A += n * m, x += m, b += n, v += m, out += m) {
        for (size_t i = 0; i < n; i++) {
            z[i] = f32_dot(m, A + i * m, x);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < n; k++) {
            y[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(n, y);
        for (size_t i = 0; i < n; i++) {
            y[i] /= t2;
        }
        for (size_t k = 0; k < m; k++) {
            f32_total t3_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t r = start; r < end; r++) {
                    term[r - start] = A[r * m + k] * y[r];
                }
                f32_add(&t3_total, end - start, term);
            }
            t3[k] = f32_value(&t3_total);
        }
        for (size_t l = 0; l < n; l++) {
            f32_total t4_total = {0.0f, 0.0f};
            for (size_t start = 0; start < m; start += BLOCK) {
                const size_t end = m - start < BLOCK ? m : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = v[k] * (A[l * m + k] - t3[k]);
                }
                f32_add(&t4_total, end - start, term);
            }
            t4[l] = f32_value(&t4_total);
        }
        for (size_t i = 0; i < m; i++) {
            f32_total out_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = A[l * m + i] * y[l] * t4[l];
                }
                f32_add(&out_total, end - start, term);
            }
            out[i] = f32_value(&out_total);
        }
    }
    free(scratch);
}
