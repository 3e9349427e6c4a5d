/* Made by: symsoft derive bp --format c
 * Do not edit: make it again.
 */
#include "bp.h"

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

static double f64_square(double a)
{
    return a * a;
}

/* The smaller one; NaN if one is NaN, which fmin would pass over. */
static double f64_min(double a, double b)
{
    return a <= b || isnan(a) ? a : b;
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

/* The smaller one; NaN if one is NaN, which fmin would pass over. */
static float f32_min(float a, float b)
{
    return a <= b || isnan(a) ? a : b;
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

void bp_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, double *restrict C)
{
    double *const scratch = f64_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f64_fill(rows, C);
        return;
    }
    double *const a1 = scratch;
    double *const z2 = a1 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t2 = f64_dot(m, W1 + j * m, x);
            const double z1 = t2 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            z2[j] = f64_dot(n, W2 + j * n, a1);
            z2[j] = z2[j] + b2[j];
        }
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            double term[BLOCK];
            for (size_t j = start; j < end; j++) {
                term[j - start] = f64_square(exp(f64_min(z2[j], 0.0)) / (1.0 + exp(-fabs(z2[j]))) - t[j]);
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        C[row] = 0.5 * t1;
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
    }
    free(scratch);
}

void bp_grad_z2_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * p, out);
        return;
    }
    double *const a1 = scratch;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t1 = f64_dot(m, W1 + j * m, x);
            const double z1 = t1 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t2 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t2 + b2[j];
            out[j] = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            out[j] = (out[j] - t[j]) * (1.0 - out[j]) * out[j];
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        out += p;
    }
    free(scratch);
}

void bp_jvp_z2_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const a1 = scratch;
    double *const a2 = a1 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t1 = f64_dot(m, W1 + j * m, x);
            const double z1 = t1 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t2 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t2 + b2[j];
            a2[j] = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
        }
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (a2[k] - t[k]) * (1.0 - a2[k]) * a2[k];
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += p;
    }
    free(scratch);
}

void bp_hvp_z2_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * p, out);
        return;
    }
    double *const a1 = scratch;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t1 = f64_dot(m, W1 + j * m, x);
            const double z1 = t1 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t2 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t2 + b2[j];
            out[j] = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            out[j] = v[j] * out[j] * (1.0 - out[j]) * (2.0 * out[j] * t[j] - 3.0 * (out[j] * out[j]) + 2.0 * out[j] - t[j]);
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += p;
        out += p;
    }
    free(scratch);
}

void bp_grad_z1_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, double *restrict out)
{
    double *const scratch = f64_scratch(p);
    if (scratch == NULL) {
        f64_fill(rows * n, out);
        return;
    }
    double *const t1 = scratch;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t3 = f64_dot(m, W1 + j * m, x);
            const double z1 = t3 + b1[j];
            out[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t4 = f64_dot(n, W2 + j * n, out);
            const double z2 = t4 + b2[j];
            const double a2 = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            t1[j] = (a2 - t[j]) * (1.0 - a2) * a2;
        }
        for (size_t j = 0; j < n; j++) {
            f64_total t2_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = t1[l] * W2[l * n + j];
                }
                f64_add(&t2_total, end - start, term);
            }
            const double t2 = f64_value(&t2_total);
            out[j] = t2 * (1.0 - out[j]) * out[j];
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        out += n;
    }
    free(scratch);
}

void bp_jvp_z1_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, p), n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const a1 = scratch;
    double *const t1 = a1 + n;
    double *const t2 = t1 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t3 = f64_dot(m, W1 + j * m, x);
            const double z1 = t3 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t4 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t4 + b2[j];
            const double a2 = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            t1[j] = (a2 - t[j]) * (1.0 - a2) * a2;
        }
        for (size_t k = 0; k < n; k++) {
            f64_total t2_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = t1[l] * W2[l * n + k];
                }
                f64_add(&t2_total, end - start, term);
            }
            t2[k] = f64_value(&t2_total);
        }
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * t2[k] * (1.0 - a1[k]) * a1[k];
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += n;
    }
    free(scratch);
}

void bp_hvp_z1_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(p, n), p));
    if (scratch == NULL) {
        f64_fill(rows * n, out);
        return;
    }
    double *const a2 = scratch;
    double *const t2 = a2 + p;
    double *const t4 = t2 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t6 = f64_dot(m, W1 + j * m, x);
            const double z1 = t6 + b1[j];
            out[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t7 = f64_dot(n, W2 + j * n, out);
            const double z2 = t7 + b2[j];
            a2[j] = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
        }
        for (size_t i = 0; i < n; i++) {
            f64_total t2_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = W2[l * n + i] * a2[l] * (1.0 - a2[l]) * (t[l] - a2[l]);
                }
                f64_add(&t2_total, end - start, term);
            }
            t2[i] = f64_value(&t2_total);
        }
        for (size_t l = 0; l < p; l++) {
            f64_total t4_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = v[k] * out[k] * (1.0 - out[k]) * W2[l * n + k];
                }
                f64_add(&t4_total, end - start, term);
            }
            t4[l] = f64_value(&t4_total);
        }
        for (size_t i = 0; i < n; i++) {
            f64_total t5_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = a2[l] * (1.0 - a2[l]) * W2[l * n + i] * (2.0 * a2[l] * t[l] - 3.0 * (a2[l] * a2[l]) + 2.0 * a2[l] - t[l]) * t4[l];
                }
                f64_add(&t5_total, end - start, term);
            }
            const double t5 = f64_value(&t5_total);
            out[i] = out[i] * (1.0 - out[i]) * (t5 - v[i] * t2[i] * (1.0 - 2.0 * out[i]));
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += n;
        out += n;
    }
    free(scratch);
}

void bp_grad_b2_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * p, out);
        return;
    }
    double *const a1 = scratch;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t1 = f64_dot(m, W1 + j * m, x);
            const double z1 = t1 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t2 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t2 + b2[j];
            out[j] = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            out[j] = (out[j] - t[j]) * (1.0 - out[j]) * out[j];
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        out += p;
    }
    free(scratch);
}

void bp_jvp_b2_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const a1 = scratch;
    double *const a2 = a1 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t1 = f64_dot(m, W1 + j * m, x);
            const double z1 = t1 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t2 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t2 + b2[j];
            a2[j] = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
        }
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (a2[k] - t[k]) * (1.0 - a2[k]) * a2[k];
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += p;
    }
    free(scratch);
}

void bp_hvp_b2_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows * p, out);
        return;
    }
    double *const a1 = scratch;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t1 = f64_dot(m, W1 + j * m, x);
            const double z1 = t1 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t2 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t2 + b2[j];
            out[j] = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            out[j] = v[j] * out[j] * (1.0 - out[j]) * (2.0 * out[j] * t[j] - 3.0 * (out[j] * out[j]) + 2.0 * out[j] - t[j]);
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += p;
        out += p;
    }
    free(scratch);
}

void bp_grad_b1_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, double *restrict out)
{
    double *const scratch = f64_scratch(p);
    if (scratch == NULL) {
        f64_fill(rows * n, out);
        return;
    }
    double *const t1 = scratch;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t3 = f64_dot(m, W1 + j * m, x);
            const double z1 = t3 + b1[j];
            out[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t4 = f64_dot(n, W2 + j * n, out);
            const double z2 = t4 + b2[j];
            const double a2 = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            t1[j] = (a2 - t[j]) * (1.0 - a2) * a2;
        }
        for (size_t j = 0; j < n; j++) {
            f64_total t2_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = t1[l] * W2[l * n + j];
                }
                f64_add(&t2_total, end - start, term);
            }
            const double t2 = f64_value(&t2_total);
            out[j] = t2 * (1.0 - out[j]) * out[j];
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        out += n;
    }
    free(scratch);
}

void bp_jvp_b1_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, p), n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const a1 = scratch;
    double *const t1 = a1 + n;
    double *const t2 = t1 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t3 = f64_dot(m, W1 + j * m, x);
            const double z1 = t3 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t4 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t4 + b2[j];
            const double a2 = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            t1[j] = (a2 - t[j]) * (1.0 - a2) * a2;
        }
        for (size_t j = 0; j < n; j++) {
            f64_total t2_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = t1[l] * W2[l * n + j];
                }
                f64_add(&t2_total, end - start, term);
            }
            t2[j] = f64_value(&t2_total);
        }
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * t2[k] * (1.0 - a1[k]) * a1[k];
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += n;
    }
    free(scratch);
}

void bp_hvp_b1_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(p, n), p));
    if (scratch == NULL) {
        f64_fill(rows * n, out);
        return;
    }
    double *const a2 = scratch;
    double *const t2 = a2 + p;
    double *const t4 = t2 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t6 = f64_dot(m, W1 + j * m, x);
            const double z1 = t6 + b1[j];
            out[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t7 = f64_dot(n, W2 + j * n, out);
            const double z2 = t7 + b2[j];
            a2[j] = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
        }
        for (size_t i = 0; i < n; i++) {
            f64_total t2_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = W2[l * n + i] * a2[l] * (1.0 - a2[l]) * (t[l] - a2[l]);
                }
                f64_add(&t2_total, end - start, term);
            }
            t2[i] = f64_value(&t2_total);
        }
        for (size_t l = 0; l < p; l++) {
            f64_total t4_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = v[k] * out[k] * (1.0 - out[k]) * W2[l * n + k];
                }
                f64_add(&t4_total, end - start, term);
            }
            t4[l] = f64_value(&t4_total);
        }
        for (size_t i = 0; i < n; i++) {
            f64_total t5_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = a2[l] * (1.0 - a2[l]) * W2[l * n + i] * (2.0 * a2[l] * t[l] - 3.0 * (a2[l] * a2[l]) + 2.0 * a2[l] - t[l]) * t4[l];
                }
                f64_add(&t5_total, end - start, term);
            }
            const double t5 = f64_value(&t5_total);
            out[i] = out[i] * (1.0 - out[i]) * (t5 - v[i] * t2[i] * (1.0 - 2.0 * out[i]));
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += n;
        out += n;
    }
    free(scratch);
}

void bp_grad_W2_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f64_fill(rows * p * n, out);
        return;
    }
    double *const a1 = scratch;
    double *const t1 = a1 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t2 = f64_dot(m, W1 + j * m, x);
            const double z1 = t2 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t3 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t3 + b2[j];
            const double a2 = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            t1[j] = (a2 - t[j]) * (1.0 - a2) * a2;
        }
        for (size_t q = 0; q < p; q++) {
            for (size_t r = 0; r < n; r++) {
                out[q * n + r] = t1[q] * a1[r];
            }
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        out += p * n;
    }
    free(scratch);
}

void bp_jvp_W2_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, p), p));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const a1 = scratch;
    double *const a2 = a1 + n;
    double *const t1 = a2 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t2 = f64_dot(m, W1 + j * m, x);
            const double z1 = t2 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t3 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t3 + b2[j];
            a2[j] = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            t1[j] = f64_dot(n, v + j * n, a1);
        }
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = (a2[k] - t[k]) * (1.0 - a2[k]) * a2[k] * t1[k];
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += p * n;
    }
    free(scratch);
}

void bp_hvp_W2_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, p), p));
    if (scratch == NULL) {
        f64_fill(rows * p * n, out);
        return;
    }
    double *const a1 = scratch;
    double *const a2 = a1 + n;
    double *const t1 = a2 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t2 = f64_dot(m, W1 + j * m, x);
            const double z1 = t2 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t3 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t3 + b2[j];
            a2[j] = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            t1[j] = f64_dot(n, v + j * n, a1);
        }
        for (size_t i = 0; i < p; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = a2[i] * a1[j] * (1.0 - a2[i]) * (2.0 * a2[i] * t[i] - 3.0 * (a2[i] * a2[i]) + 2.0 * a2[i] - t[i]) * t1[i];
            }
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += p * n;
        out += p * n;
    }
    free(scratch);
}

void bp_grad_W1_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, p), n));
    if (scratch == NULL) {
        f64_fill(rows * n * m, out);
        return;
    }
    double *const a1 = scratch;
    double *const t1 = a1 + n;
    double *const t2 = t1 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t3 = f64_dot(m, W1 + j * m, x);
            const double z1 = t3 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t4 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t4 + b2[j];
            const double a2 = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            t1[j] = (a2 - t[j]) * (1.0 - a2) * a2;
        }
        for (size_t j = 0; j < n; j++) {
            f64_total t2_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = t1[l] * W2[l * n + j];
                }
                f64_add(&t2_total, end - start, term);
            }
            t2[j] = f64_value(&t2_total);
            t2[j] = t2[j] * (1.0 - a1[j]) * a1[j];
        }
        for (size_t q = 0; q < n; q++) {
            for (size_t r = 0; r < m; r++) {
                out[q * m + r] = t2[q] * x[r];
            }
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        out += n * m;
    }
    free(scratch);
}

void bp_jvp_W1_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(n, p), n), n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const a1 = scratch;
    double *const t1 = a1 + n;
    double *const t2 = t1 + p;
    double *const t3 = t2 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t4 = f64_dot(m, W1 + j * m, x);
            const double z1 = t4 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t5 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t5 + b2[j];
            const double a2 = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
            t1[j] = (a2 - t[j]) * (1.0 - a2) * a2;
        }
        for (size_t j = 0; j < n; j++) {
            f64_total t2_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = t1[l] * W2[l * n + j];
                }
                f64_add(&t2_total, end - start, term);
            }
            t2[j] = f64_value(&t2_total);
            t3[j] = f64_dot(m, v + j * m, x);
        }
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t2[k] * (1.0 - a1[k]) * a1[k] * t3[k];
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += n * m;
    }
    free(scratch);
}

void bp_hvp_W1_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict W1,
    const double *restrict x, const double *restrict b1, const double *restrict W2,
    const double *restrict b2, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_sum(sizes_sum(n, p), n), n), p), n));
    if (scratch == NULL) {
        f64_fill(rows * n * m, out);
        return;
    }
    double *const a1 = scratch;
    double *const a2 = a1 + n;
    double *const t1 = a2 + p;
    double *const t3 = t1 + n;
    double *const t5 = t3 + n;
    double *const t6 = t5 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t7 = f64_dot(m, W1 + j * m, x);
            const double z1 = t7 + b1[j];
            a1[j] = exp(f64_min(z1, 0.0)) / (1.0 + exp(-fabs(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const double t8 = f64_dot(n, W2 + j * n, a1);
            const double z2 = t8 + b2[j];
            a2[j] = exp(f64_min(z2, 0.0)) / (1.0 + exp(-fabs(z2)));
        }
        for (size_t i = 0; i < n; i++) {
            t1[i] = f64_dot(m, v + i * m, x);
            f64_total t3_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = a2[l] * (1.0 - a2[l]) * W2[l * n + i] * (t[l] - a2[l]);
                }
                f64_add(&t3_total, end - start, term);
            }
            t3[i] = f64_value(&t3_total);
        }
        for (size_t l = 0; l < p; l++) {
            f64_total t5_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = t1[k] * a1[k] * (1.0 - a1[k]) * W2[l * n + k];
                }
                f64_add(&t5_total, end - start, term);
            }
            t5[l] = f64_value(&t5_total);
        }
        for (size_t i = 0; i < n; i++) {
            f64_total t6_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = W2[l * n + i] * a2[l] * (1.0 - a2[l]) * (2.0 * a2[l] * t[l] - 3.0 * (a2[l] * a2[l]) + 2.0 * a2[l] - t[l]) * t5[l];
                }
                f64_add(&t6_total, end - start, term);
            }
            t6[i] = f64_value(&t6_total);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < m; j++) {
                out[i * m + j] = x[j] * a1[i] * (1.0 - a1[i]) * (t6[i] - t1[i] * t3[i] * (1.0 - 2.0 * a1[i]));
            }
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += n * m;
        out += n * m;
    }
    free(scratch);
}

void bp_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, float *restrict C)
{
    float *const scratch = f32_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f32_fill(rows, C);
        return;
    }
    float *const a1 = scratch;
    float *const z2 = a1 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t2 = f32_dot(m, W1 + j * m, x);
            const float z1 = t2 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            z2[j] = f32_dot(n, W2 + j * n, a1);
            z2[j] = z2[j] + b2[j];
        }
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            float term[BLOCK];
            for (size_t j = start; j < end; j++) {
                term[j - start] = f32_square(expf(f32_min(z2[j], 0.0f)) / (1.0f + expf(-fabsf(z2[j]))) - t[j]);
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        C[row] = 0.5f * t1;
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
    }
    free(scratch);
}

void bp_grad_z2_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * p, out);
        return;
    }
    float *const a1 = scratch;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t1 = f32_dot(m, W1 + j * m, x);
            const float z1 = t1 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t2 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t2 + b2[j];
            out[j] = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            out[j] = (out[j] - t[j]) * (1.0f - out[j]) * out[j];
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        out += p;
    }
    free(scratch);
}

void bp_jvp_z2_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const a1 = scratch;
    float *const a2 = a1 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t1 = f32_dot(m, W1 + j * m, x);
            const float z1 = t1 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t2 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t2 + b2[j];
            a2[j] = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
        }
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (a2[k] - t[k]) * (1.0f - a2[k]) * a2[k];
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += p;
    }
    free(scratch);
}

void bp_hvp_z2_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * p, out);
        return;
    }
    float *const a1 = scratch;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t1 = f32_dot(m, W1 + j * m, x);
            const float z1 = t1 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t2 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t2 + b2[j];
            out[j] = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            out[j] = v[j] * out[j] * (1.0f - out[j]) * (2.0f * out[j] * t[j] - 3.0f * (out[j] * out[j]) + 2.0f * out[j] - t[j]);
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += p;
        out += p;
    }
    free(scratch);
}

void bp_grad_z1_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, float *restrict out)
{
    float *const scratch = f32_scratch(p);
    if (scratch == NULL) {
        f32_fill(rows * n, out);
        return;
    }
    float *const t1 = scratch;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t3 = f32_dot(m, W1 + j * m, x);
            const float z1 = t3 + b1[j];
            out[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t4 = f32_dot(n, W2 + j * n, out);
            const float z2 = t4 + b2[j];
            const float a2 = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            t1[j] = (a2 - t[j]) * (1.0f - a2) * a2;
        }
        for (size_t j = 0; j < n; j++) {
            f32_total t2_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = t1[l] * W2[l * n + j];
                }
                f32_add(&t2_total, end - start, term);
            }
            const float t2 = f32_value(&t2_total);
            out[j] = t2 * (1.0f - out[j]) * out[j];
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        out += n;
    }
    free(scratch);
}

void bp_jvp_z1_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, p), n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const a1 = scratch;
    float *const t1 = a1 + n;
    float *const t2 = t1 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t3 = f32_dot(m, W1 + j * m, x);
            const float z1 = t3 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t4 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t4 + b2[j];
            const float a2 = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            t1[j] = (a2 - t[j]) * (1.0f - a2) * a2;
        }
        for (size_t k = 0; k < n; k++) {
            f32_total t2_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = t1[l] * W2[l * n + k];
                }
                f32_add(&t2_total, end - start, term);
            }
            t2[k] = f32_value(&t2_total);
        }
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * t2[k] * (1.0f - a1[k]) * a1[k];
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += n;
    }
    free(scratch);
}

void bp_hvp_z1_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(p, n), p));
    if (scratch == NULL) {
        f32_fill(rows * n, out);
        return;
    }
    float *const a2 = scratch;
    float *const t2 = a2 + p;
    float *const t4 = t2 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t6 = f32_dot(m, W1 + j * m, x);
            const float z1 = t6 + b1[j];
            out[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t7 = f32_dot(n, W2 + j * n, out);
            const float z2 = t7 + b2[j];
            a2[j] = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
        }
        for (size_t i = 0; i < n; i++) {
            f32_total t2_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = W2[l * n + i] * a2[l] * (1.0f - a2[l]) * (t[l] - a2[l]);
                }
                f32_add(&t2_total, end - start, term);
            }
            t2[i] = f32_value(&t2_total);
        }
        for (size_t l = 0; l < p; l++) {
            f32_total t4_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = v[k] * out[k] * (1.0f - out[k]) * W2[l * n + k];
                }
                f32_add(&t4_total, end - start, term);
            }
            t4[l] = f32_value(&t4_total);
        }
        for (size_t i = 0; i < n; i++) {
            f32_total t5_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = a2[l] * (1.0f - a2[l]) * W2[l * n + i] * (2.0f * a2[l] * t[l] - 3.0f * (a2[l] * a2[l]) + 2.0f * a2[l] - t[l]) * t4[l];
                }
                f32_add(&t5_total, end - start, term);
            }
            const float t5 = f32_value(&t5_total);
            out[i] = out[i] * (1.0f - out[i]) * (t5 - v[i] * t2[i] * (1.0f - 2.0f * out[i]));
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += n;
        out += n;
    }
    free(scratch);
}

void bp_grad_b2_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * p, out);
        return;
    }
    float *const a1 = scratch;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t1 = f32_dot(m, W1 + j * m, x);
            const float z1 = t1 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t2 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t2 + b2[j];
            out[j] = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            out[j] = (out[j] - t[j]) * (1.0f - out[j]) * out[j];
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        out += p;
    }
    free(scratch);
}

void bp_jvp_b2_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const a1 = scratch;
    float *const a2 = a1 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t1 = f32_dot(m, W1 + j * m, x);
            const float z1 = t1 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t2 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t2 + b2[j];
            a2[j] = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
        }
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (a2[k] - t[k]) * (1.0f - a2[k]) * a2[k];
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += p;
    }
    free(scratch);
}

void bp_hvp_b2_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows * p, out);
        return;
    }
    float *const a1 = scratch;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t1 = f32_dot(m, W1 + j * m, x);
            const float z1 = t1 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t2 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t2 + b2[j];
            out[j] = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            out[j] = v[j] * out[j] * (1.0f - out[j]) * (2.0f * out[j] * t[j] - 3.0f * (out[j] * out[j]) + 2.0f * out[j] - t[j]);
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += p;
        out += p;
    }
    free(scratch);
}

void bp_grad_b1_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, float *restrict out)
{
    float *const scratch = f32_scratch(p);
    if (scratch == NULL) {
        f32_fill(rows * n, out);
        return;
    }
    float *const t1 = scratch;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t3 = f32_dot(m, W1 + j * m, x);
            const float z1 = t3 + b1[j];
            out[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t4 = f32_dot(n, W2 + j * n, out);
            const float z2 = t4 + b2[j];
            const float a2 = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            t1[j] = (a2 - t[j]) * (1.0f - a2) * a2;
        }
        for (size_t j = 0; j < n; j++) {
            f32_total t2_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = t1[l] * W2[l * n + j];
                }
                f32_add(&t2_total, end - start, term);
            }
            const float t2 = f32_value(&t2_total);
            out[j] = t2 * (1.0f - out[j]) * out[j];
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        out += n;
    }
    free(scratch);
}

void bp_jvp_b1_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, p), n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const a1 = scratch;
    float *const t1 = a1 + n;
    float *const t2 = t1 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t3 = f32_dot(m, W1 + j * m, x);
            const float z1 = t3 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t4 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t4 + b2[j];
            const float a2 = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            t1[j] = (a2 - t[j]) * (1.0f - a2) * a2;
        }
        for (size_t j = 0; j < n; j++) {
            f32_total t2_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = t1[l] * W2[l * n + j];
                }
                f32_add(&t2_total, end - start, term);
            }
            t2[j] = f32_value(&t2_total);
        }
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * t2[k] * (1.0f - a1[k]) * a1[k];
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += n;
    }
    free(scratch);
}

void bp_hvp_b1_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(p, n), p));
    if (scratch == NULL) {
        f32_fill(rows * n, out);
        return;
    }
    float *const a2 = scratch;
    float *const t2 = a2 + p;
    float *const t4 = t2 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t6 = f32_dot(m, W1 + j * m, x);
            const float z1 = t6 + b1[j];
            out[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t7 = f32_dot(n, W2 + j * n, out);
            const float z2 = t7 + b2[j];
            a2[j] = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
        }
        for (size_t i = 0; i < n; i++) {
            f32_total t2_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = W2[l * n + i] * a2[l] * (1.0f - a2[l]) * (t[l] - a2[l]);
                }
                f32_add(&t2_total, end - start, term);
            }
            t2[i] = f32_value(&t2_total);
        }
        for (size_t l = 0; l < p; l++) {
            f32_total t4_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = v[k] * out[k] * (1.0f - out[k]) * W2[l * n + k];
                }
                f32_add(&t4_total, end - start, term);
            }
            t4[l] = f32_value(&t4_total);
        }
        for (size_t i = 0; i < n; i++) {
            f32_total t5_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = a2[l] * (1.0f - a2[l]) * W2[l * n + i] * (2.0f * a2[l] * t[l] - 3.0f * (a2[l] * a2[l]) + 2.0f * a2[l] - t[l]) * t4[l];
                }
                f32_add(&t5_total, end - start, term);
            }
            const float t5 = f32_value(&t5_total);
            out[i] = out[i] * (1.0f - out[i]) * (t5 - v[i] * t2[i] * (1.0f - 2.0f * out[i]));
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += n;
        out += n;
    }
    free(scratch);
}

void bp_grad_W2_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f32_fill(rows * p * n, out);
        return;
    }
    float *const a1 = scratch;
    float *const t1 = a1 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t2 = f32_dot(m, W1 + j * m, x);
            const float z1 = t2 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t3 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t3 + b2[j];
            const float a2 = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            t1[j] = (a2 - t[j]) * (1.0f - a2) * a2;
        }
        for (size_t q = 0; q < p; q++) {
            for (size_t r = 0; r < n; r++) {
                out[q * n + r] = t1[q] * a1[r];
            }
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        out += p * n;
    }
    free(scratch);
}

void bp_jvp_W2_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, p), p));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const a1 = scratch;
    float *const a2 = a1 + n;
    float *const t1 = a2 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t2 = f32_dot(m, W1 + j * m, x);
            const float z1 = t2 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t3 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t3 + b2[j];
            a2[j] = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            t1[j] = f32_dot(n, v + j * n, a1);
        }
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = (a2[k] - t[k]) * (1.0f - a2[k]) * a2[k] * t1[k];
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += p * n;
    }
    free(scratch);
}

void bp_hvp_W2_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, p), p));
    if (scratch == NULL) {
        f32_fill(rows * p * n, out);
        return;
    }
    float *const a1 = scratch;
    float *const a2 = a1 + n;
    float *const t1 = a2 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t2 = f32_dot(m, W1 + j * m, x);
            const float z1 = t2 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t3 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t3 + b2[j];
            a2[j] = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            t1[j] = f32_dot(n, v + j * n, a1);
        }
        for (size_t i = 0; i < p; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = a2[i] * a1[j] * (1.0f - a2[i]) * (2.0f * a2[i] * t[i] - 3.0f * (a2[i] * a2[i]) + 2.0f * a2[i] - t[i]) * t1[i];
            }
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += p * n;
        out += p * n;
    }
    free(scratch);
}

void bp_grad_W1_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, p), n));
    if (scratch == NULL) {
        f32_fill(rows * n * m, out);
        return;
    }
    float *const a1 = scratch;
    float *const t1 = a1 + n;
    float *const t2 = t1 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t3 = f32_dot(m, W1 + j * m, x);
            const float z1 = t3 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t4 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t4 + b2[j];
            const float a2 = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            t1[j] = (a2 - t[j]) * (1.0f - a2) * a2;
        }
        for (size_t j = 0; j < n; j++) {
            f32_total t2_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = t1[l] * W2[l * n + j];
                }
                f32_add(&t2_total, end - start, term);
            }
            t2[j] = f32_value(&t2_total);
            t2[j] = t2[j] * (1.0f - a1[j]) * a1[j];
        }
        for (size_t q = 0; q < n; q++) {
            for (size_t r = 0; r < m; r++) {
                out[q * m + r] = t2[q] * x[r];
            }
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        out += n * m;
    }
    free(scratch);
}

void bp_jvp_W1_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(n, p), n), n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const a1 = scratch;
    float *const t1 = a1 + n;
    float *const t2 = t1 + p;
    float *const t3 = t2 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t4 = f32_dot(m, W1 + j * m, x);
            const float z1 = t4 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t5 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t5 + b2[j];
            const float a2 = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
            t1[j] = (a2 - t[j]) * (1.0f - a2) * a2;
        }
        for (size_t j = 0; j < n; j++) {
            f32_total t2_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = t1[l] * W2[l * n + j];
                }
                f32_add(&t2_total, end - start, term);
            }
            t2[j] = f32_value(&t2_total);
            t3[j] = f32_dot(m, v + j * m, x);
        }
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t2[k] * (1.0f - a1[k]) * a1[k] * t3[k];
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += n * m;
    }
    free(scratch);
}

void bp_hvp_W1_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict W1,
    const float *restrict x, const float *restrict b1, const float *restrict W2,
    const float *restrict b2, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_sum(sizes_sum(n, p), n), n), p), n));
    if (scratch == NULL) {
        f32_fill(rows * n * m, out);
        return;
    }
    float *const a1 = scratch;
    float *const a2 = a1 + n;
    float *const t1 = a2 + p;
    float *const t3 = t1 + n;
    float *const t5 = t3 + n;
    float *const t6 = t5 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t7 = f32_dot(m, W1 + j * m, x);
            const float z1 = t7 + b1[j];
            a1[j] = expf(f32_min(z1, 0.0f)) / (1.0f + expf(-fabsf(z1)));
        }
        for (size_t j = 0; j < p; j++) {
            const float t8 = f32_dot(n, W2 + j * n, a1);
            const float z2 = t8 + b2[j];
            a2[j] = expf(f32_min(z2, 0.0f)) / (1.0f + expf(-fabsf(z2)));
        }
        for (size_t i = 0; i < n; i++) {
            t1[i] = f32_dot(m, v + i * m, x);
            f32_total t3_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = a2[l] * (1.0f - a2[l]) * W2[l * n + i] * (t[l] - a2[l]);
                }
                f32_add(&t3_total, end - start, term);
            }
            t3[i] = f32_value(&t3_total);
        }
        for (size_t l = 0; l < p; l++) {
            f32_total t5_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = t1[k] * a1[k] * (1.0f - a1[k]) * W2[l * n + k];
                }
                f32_add(&t5_total, end - start, term);
            }
            t5[l] = f32_value(&t5_total);
        }
        for (size_t i = 0; i < n; i++) {
            f32_total t6_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = W2[l * n + i] * a2[l] * (1.0f - a2[l]) * (2.0f * a2[l] * t[l] - 3.0f * (a2[l] * a2[l]) + 2.0f * a2[l] - t[l]) * t5[l];
                }
                f32_add(&t6_total, end - start, term);
            }
            t6[i] = f32_value(&t6_total);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < m; j++) {
                out[i * m + j] = x[j] * a1[i] * (1.0f - a1[i]) * (t6[i] - t1[i] * t3[i] * (1.0f - 2.0f * a1[i]));
            }
        }
        W1 += n * m;
        x += m;
        b1 += n;
        W2 += p * n;
        b2 += p;
        t += p;
        v += n * m;
        out += n * m;
    }
    free(scratch);
}
