/* Made by: symsoft derive kl --format c
 * Do not edit: make it again.
 */
#include "kl.h"

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

void kl_f64(size_t rows, size_t n, const double *restrict x, const double *restrict z,
    double *restrict K)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows, K);
        return;
    }
    double *const p = scratch;
    for (size_t row = 0; row < rows; row++, x += n, z += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            p[k] = exp(x[k] - t1);
        }
        const double t2 = f64_sum(n, p);
        for (size_t i = 0; i < n; i++) {
            p[i] /= t2;
        }
        double t3 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t3 = f64_max(t3, z[l]);
        }
        f64_total t4_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = exp(z[l] - t3);
            }
            f64_add(&t4_total, end - start, term);
        }
        const double t4 = f64_value(&t4_total);
        const double t5 = log(t2);
        const double t6 = log(t4);
        f64_total K_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = p[k] == 0.0 ? 0.0 : p[k] * (x[k] - (t1 + t5) - (z[k] - (t3 + t6)));
            }
            f64_add(&K_total, end - start, term);
        }
        K[row] = f64_value(&K_total);
    }
    free(scratch);
}

void kl_grad_x_f64(size_t rows, size_t n, const double *restrict x, const double *restrict z,
    const double *restrict K, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, z += n, out += n) {
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
        double t3 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t3 = f64_max(t3, z[k]);
        }
        f64_total t4_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = exp(z[k] - t3);
            }
            f64_add(&t4_total, end - start, term);
        }
        const double t4 = f64_value(&t4_total);
        const double t5 = log(t2);
        const double t6 = log(t4);
        for (size_t j = 0; j < n; j++) {
            out[j] = out[j] == 0.0 ? 0.0 : out[j] * (x[j] - (t1 + t5) - (z[j] - (t3 + t6)) - K[row]);
        }
    }
}

void kl_jvp_x_f64(size_t rows, size_t n, const double *restrict x, const double *restrict z,
    const double *restrict K, const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const t2 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, z += n, v += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t2[k] = exp(x[k] - t1);
        }
        const double t3 = f64_sum(n, t2);
        double t4 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t4 = f64_max(t4, z[l]);
        }
        f64_total t5_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = exp(z[l] - t4);
            }
            f64_add(&t5_total, end - start, term);
        }
        const double t5 = f64_value(&t5_total);
        for (size_t k = 0; k < n; k++) {
            t2[k] = v[k] * t2[k] / t3;
        }
        const double t6 = log(t3);
        const double t7 = log(t5);
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t2[k] == 0.0 ? 0.0 : t2[k] * (x[k] - (t1 + t6) - (z[k] - (t4 + t7)) - K[row]);
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
    }
    free(scratch);
}

void kl_hvp_x_f64(size_t rows, size_t n, const double *restrict x, const double *restrict z,
    const double *restrict K, const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * n, out);
        return;
    }
    double *const t9 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, z += n, v += n, out += n) {
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
        double t3 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t3 = f64_max(t3, z[k]);
        }
        f64_total t4_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = exp(z[k] - t3);
            }
            f64_add(&t4_total, end - start, term);
        }
        const double t4 = f64_value(&t4_total);
        const double t6 = f64_dot(n, v, out);
        const double t7 = log(t2);
        const double t8 = log(t4);
        for (size_t k = 0; k < n; k++) {
            t9[k] = x[k] - (t1 + t7) - (z[k] - (t3 + t8));
        }
        f64_total t10_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * out[k] == 0.0 ? 0.0 : v[k] * out[k] * (K[row] - t9[k]);
            }
            f64_add(&t10_total, end - start, term);
        }
        const double t10 = f64_value(&t10_total);
        for (size_t i = 0; i < n; i++) {
            out[i] = out[i] == 0.0 ? 0.0 : out[i] * ((t9[i] - K[row] + 1.0) * (v[i] - t6) + t10);
        }
    }
    free(scratch);
}

void kl_grad_z_f64(size_t rows, size_t n, const double *restrict x, const double *restrict z,
    double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * n, out);
        return;
    }
    double *const t4 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, z += n, out += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = exp(x[k] - t1);
        }
        const double t2 = f64_sum(n, out);
        double t3 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t3 = f64_max(t3, z[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t4[k] = exp(z[k] - t3);
        }
        const double t5 = f64_sum(n, t4);
        for (size_t j = 0; j < n; j++) {
            out[j] = t4[j] / t5 - out[j] / t2;
        }
    }
    free(scratch);
}

void kl_jvp_z_f64(size_t rows, size_t n, const double *restrict x, const double *restrict z,
    const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const t2 = scratch;
    double *const t5 = t2 + n;
    for (size_t row = 0; row < rows; row++, x += n, z += n, v += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t2[k] = exp(x[k] - t1);
        }
        const double t3 = f64_sum(n, t2);
        double t4 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t4 = f64_max(t4, z[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t5[k] = exp(z[k] - t4);
        }
        const double t6 = f64_sum(n, t5);
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (t5[k] / t6 - t2[k] / t3);
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
    }
    free(scratch);
}

void kl_hvp_z_f64(size_t rows, size_t n, const double *restrict z, const double *restrict v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, z += n, v += n, out += n) {
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = exp(z[k] - t1);
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

void kl_f32(size_t rows, size_t n, const float *restrict x, const float *restrict z,
    float *restrict K)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows, K);
        return;
    }
    float *const p = scratch;
    for (size_t row = 0; row < rows; row++, x += n, z += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            p[k] = expf(x[k] - t1);
        }
        const float t2 = f32_sum(n, p);
        for (size_t i = 0; i < n; i++) {
            p[i] /= t2;
        }
        float t3 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t3 = f32_max(t3, z[l]);
        }
        f32_total t4_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = expf(z[l] - t3);
            }
            f32_add(&t4_total, end - start, term);
        }
        const float t4 = f32_value(&t4_total);
        const float t5 = logf(t2);
        const float t6 = logf(t4);
        f32_total K_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = p[k] == 0.0f ? 0.0f : p[k] * (x[k] - (t1 + t5) - (z[k] - (t3 + t6)));
            }
            f32_add(&K_total, end - start, term);
        }
        K[row] = f32_value(&K_total);
    }
    free(scratch);
}

void kl_grad_x_f32(size_t rows, size_t n, const float *restrict x, const float *restrict z,
    const float *restrict K, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, z += n, out += n) {
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
        float t3 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t3 = f32_max(t3, z[k]);
        }
        f32_total t4_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = expf(z[k] - t3);
            }
            f32_add(&t4_total, end - start, term);
        }
        const float t4 = f32_value(&t4_total);
        const float t5 = logf(t2);
        const float t6 = logf(t4);
        for (size_t j = 0; j < n; j++) {
            out[j] = out[j] == 0.0f ? 0.0f : out[j] * (x[j] - (t1 + t5) - (z[j] - (t3 + t6)) - K[row]);
        }
    }
}

void kl_jvp_x_f32(size_t rows, size_t n, const float *restrict x, const float *restrict z,
    const float *restrict K, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const t2 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, z += n, v += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t2[k] = expf(x[k] - t1);
        }
        const float t3 = f32_sum(n, t2);
        float t4 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t4 = f32_max(t4, z[l]);
        }
        f32_total t5_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = expf(z[l] - t4);
            }
            f32_add(&t5_total, end - start, term);
        }
        const float t5 = f32_value(&t5_total);
        for (size_t k = 0; k < n; k++) {
            t2[k] = v[k] * t2[k] / t3;
        }
        const float t6 = logf(t3);
        const float t7 = logf(t5);
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t2[k] == 0.0f ? 0.0f : t2[k] * (x[k] - (t1 + t6) - (z[k] - (t4 + t7)) - K[row]);
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
    }
    free(scratch);
}

void kl_hvp_x_f32(size_t rows, size_t n, const float *restrict x, const float *restrict z,
    const float *restrict K, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * n, out);
        return;
    }
    float *const t9 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, z += n, v += n, out += n) {
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
        float t3 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t3 = f32_max(t3, z[k]);
        }
        f32_total t4_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = expf(z[k] - t3);
            }
            f32_add(&t4_total, end - start, term);
        }
        const float t4 = f32_value(&t4_total);
        const float t6 = f32_dot(n, v, out);
        const float t7 = logf(t2);
        const float t8 = logf(t4);
        for (size_t k = 0; k < n; k++) {
            t9[k] = x[k] - (t1 + t7) - (z[k] - (t3 + t8));
        }
        f32_total t10_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * out[k] == 0.0f ? 0.0f : v[k] * out[k] * (K[row] - t9[k]);
            }
            f32_add(&t10_total, end - start, term);
        }
        const float t10 = f32_value(&t10_total);
        for (size_t i = 0; i < n; i++) {
            out[i] = out[i] == 0.0f ? 0.0f : out[i] * ((t9[i] - K[row] + 1.0f) * (v[i] - t6) + t10);
        }
    }
    free(scratch);
}

void kl_grad_z_f32(size_t rows, size_t n, const float *restrict x, const float *restrict z,
    float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * n, out);
        return;
    }
    float *const t4 = scratch;
    for (size_t row = 0; row < rows; row++, x += n, z += n, out += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = expf(x[k] - t1);
        }
        const float t2 = f32_sum(n, out);
        float t3 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t3 = f32_max(t3, z[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t4[k] = expf(z[k] - t3);
        }
        const float t5 = f32_sum(n, t4);
        for (size_t j = 0; j < n; j++) {
            out[j] = t4[j] / t5 - out[j] / t2;
        }
    }
    free(scratch);
}

void kl_jvp_z_f32(size_t rows, size_t n, const float *restrict x, const float *restrict z,
    const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const t2 = scratch;
    float *const t5 = t2 + n;
    for (size_t row = 0; row < rows; row++, x += n, z += n, v += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, x[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t2[k] = expf(x[k] - t1);
        }
        const float t3 = f32_sum(n, t2);
        float t4 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t4 = f32_max(t4, z[k]);
        }
        for (size_t k = 0; k < n; k++) {
            t5[k] = expf(z[k] - t4);
        }
        const float t6 = f32_sum(n, t5);
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (t5[k] / t6 - t2[k] / t3);
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
    }
    free(scratch);
}

void kl_hvp_z_f32(size_t rows, size_t n, const float *restrict z, const float *restrict v,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, z += n, v += n, out += n) {
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < n; k++) {
            out[k] = expf(z[k] - t1);
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
