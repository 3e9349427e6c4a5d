/* Made by: symsoft derive network --format c
 * Do not edit: make it again.
 */
#include "network.h"

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

void network_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict t, double *restrict L)
{
    double *const scratch = f64_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f64_fill(rows, L);
        return;
    }
    double *const h = scratch;
    double *const z = h + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t5 = f64_dot(m, V + j * m, x);
            const double r = t5 + c[j];
            h[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t l = 0; l < p; l++) {
            t1 = f64_max(t1, z[l]);
        }
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            double term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = exp(z[l] - t1);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double t3 = log(t2);
        f64_total t4_total = {0.0, 0.0};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t[k] == 0.0 ? 0.0 : t[k] * (z[k] - (t1 + t3));
            }
            f64_add(&t4_total, end - start, term);
        }
        const double t4 = f64_value(&t4_total);
        L[row] = -t4;
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
    }
    free(scratch);
}

void network_grad_W_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict t, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, p), p));
    if (scratch == NULL) {
        f64_fill(rows * p * n, out);
        return;
    }
    double *const h = scratch;
    double *const z = h + n;
    double *const y = z + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t3 = f64_dot(m, V + j * m, x);
            const double r = t3 + c[j];
            h[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t q = 0; q < p; q++) {
            for (size_t s = 0; s < n; s++) {
                out[q * n + s] = (y[q] - t[q]) * h[s];
            }
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        out += p * n;
    }
    free(scratch);
}

void network_jvp_W_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(n, p), p), p));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const h = scratch;
    double *const z = h + n;
    double *const t2 = z + p;
    double *const t4 = t2 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t5 = f64_dot(m, V + j * m, x);
            const double r = t5 + c[j];
            h[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            t2[k] = exp(z[k] - t1);
        }
        const double t3 = f64_sum(p, t2);
        for (size_t k = 0; k < p; k++) {
            t4[k] = f64_dot(n, v + k * n, h);
        }
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = (t2[k] / t3 - t[k]) * t4[k];
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        v += p * n;
    }
    free(scratch);
}

void network_hvp_W_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(n, p), p), p));
    if (scratch == NULL) {
        f64_fill(rows * p * n, out);
        return;
    }
    double *const h = scratch;
    double *const z = h + n;
    double *const y = z + p;
    double *const t3 = y + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t5 = f64_dot(m, V + j * m, x);
            const double r = t5 + c[j];
            h[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
            t3[i] = f64_dot(n, v + i * n, h);
        }
        const double t4 = f64_dot(p, t3, y);
        for (size_t i = 0; i < p; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = h[j] * y[i] * (t3[i] - t4);
            }
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        v += p * n;
        out += p * n;
    }
    free(scratch);
}

void network_grad_b_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict t, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f64_fill(rows * p, out);
        return;
    }
    double *const h = scratch;
    double *const z = h + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t3 = f64_dot(m, V + j * m, x);
            const double r = t3 + c[j];
            h[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            out[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(p, out);
        for (size_t j = 0; j < p; j++) {
            out[j] = out[j] / t2 - t[j];
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        out += p;
    }
    free(scratch);
}

void network_jvp_b_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, p), p));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const h = scratch;
    double *const z = h + n;
    double *const t2 = z + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t4 = f64_dot(m, V + j * m, x);
            const double r = t4 + c[j];
            h[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            t2[k] = exp(z[k] - t1);
        }
        const double t3 = f64_sum(p, t2);
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (t2[k] / t3 - t[k]);
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        v += p;
    }
    free(scratch);
}

void network_hvp_b_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f64_fill(rows * p, out);
        return;
    }
    double *const h = scratch;
    double *const z = h + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t4 = f64_dot(m, V + j * m, x);
            const double r = t4 + c[j];
            h[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            out[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(p, out);
        for (size_t i = 0; i < p; i++) {
            out[i] /= t2;
        }
        const double t3 = f64_dot(p, out, v);
        for (size_t i = 0; i < p; i++) {
            out[i] = out[i] * (v[i] - t3);
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        v += p;
        out += p;
    }
    free(scratch);
}

void network_grad_V_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict t, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(n, p), p), n));
    if (scratch == NULL) {
        f64_fill(rows * n * m, out);
        return;
    }
    double *const h = scratch;
    double *const z = h + n;
    double *const y = z + p;
    double *const t3 = y + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t4 = f64_dot(m, V + j * m, x);
            const double r = t4 + c[j];
            h[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t q = 0; q < n; q++) {
            f64_total t3_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = (y[l] - t[l]) * W[l * n + q];
                }
                f64_add(&t3_total, end - start, term);
            }
            t3[q] = f64_value(&t3_total);
        }
        for (size_t q = 0; q < n; q++) {
            for (size_t s = 0; s < m; s++) {
                out[q * m + s] = t3[q] * (1.0 - h[q]) * h[q] * x[s];
            }
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        out += n * m;
    }
    free(scratch);
}

void network_jvp_V_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_sum(n, p), p), n), n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const h = scratch;
    double *const z = h + n;
    double *const y = z + p;
    double *const t3 = y + p;
    double *const t4 = t3 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t5 = f64_dot(m, V + j * m, x);
            const double r = t5 + c[j];
            h[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t k = 0; k < n; k++) {
            f64_total t3_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t r_ = start; r_ < end; r_++) {
                    term[r_ - start] = (y[r_] - t[r_]) * W[r_ * n + k];
                }
                f64_add(&t3_total, end - start, term);
            }
            t3[k] = f64_value(&t3_total);
            t4[k] = f64_dot(m, v + k * m, x);
        }
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t3[k] * (1.0 - h[k]) * h[k] * t4[k];
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        v += n * m;
    }
    free(scratch);
}

void network_hvp_V_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_sum(sizes_sum(sizes_sum(sizes_sum(n, p), p), n), n), n), p), n));
    if (scratch == NULL) {
        f64_fill(rows * n * m, out);
        return;
    }
    double *const h = scratch;
    double *const z = h + n;
    double *const y = z + p;
    double *const t3 = y + p;
    double *const t4 = t3 + n;
    double *const t5 = t4 + n;
    double *const t7 = t5 + n;
    double *const t8 = t7 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t9 = f64_dot(m, V + j * m, x);
            const double r = t9 + c[j];
            h[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f64_dot(m, v + i * m, x);
            f64_total t4_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = W[l * n + i] * (t[l] - y[l]);
                }
                f64_add(&t4_total, end - start, term);
            }
            t4[i] = f64_value(&t4_total);
            f64_total t5_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t r_ = start; r_ < end; r_++) {
                    term[r_ - start] = y[r_] * W[r_ * n + i];
                }
                f64_add(&t5_total, end - start, term);
            }
            t5[i] = f64_value(&t5_total);
        }
        for (size_t l = 0; l < p; l++) {
            f64_total t7_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = t3[k] * h[k] * (1.0 - h[k]) * (W[l * n + k] - t5[k]);
                }
                f64_add(&t7_total, end - start, term);
            }
            t7[l] = f64_value(&t7_total);
        }
        for (size_t i = 0; i < n; i++) {
            f64_total t8_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = y[l] * W[l * n + i] * t7[l];
                }
                f64_add(&t8_total, end - start, term);
            }
            t8[i] = f64_value(&t8_total);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < m; j++) {
                out[i * m + j] = h[i] * (1.0 - h[i]) * x[j] * (t8[i] - t3[i] * t4[i] * (1.0 - 2.0 * h[i]));
            }
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        v += n * m;
        out += n * m;
    }
    free(scratch);
}

void network_grad_c_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict t, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(p, p));
    if (scratch == NULL) {
        f64_fill(rows * n, out);
        return;
    }
    double *const z = scratch;
    double *const y = z + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t4 = f64_dot(m, V + j * m, x);
            const double r = t4 + c[j];
            out[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, out);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t j = 0; j < n; j++) {
            f64_total t3_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = (y[l] - t[l]) * W[l * n + j];
                }
                f64_add(&t3_total, end - start, term);
            }
            const double t3 = f64_value(&t3_total);
            out[j] = t3 * (1.0 - out[j]) * out[j];
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        out += n;
    }
    free(scratch);
}

void network_jvp_c_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(n, p), p), n));
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const h = scratch;
    double *const z = h + n;
    double *const y = z + p;
    double *const t3 = y + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t4 = f64_dot(m, V + j * m, x);
            const double r = t4 + c[j];
            h[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t k = 0; k < n; k++) {
            f64_total t3_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = (y[l] - t[l]) * W[l * n + k];
                }
                f64_add(&t3_total, end - start, term);
            }
            t3[k] = f64_value(&t3_total);
        }
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * t3[k] * (1.0 - h[k]) * h[k];
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        v += n;
    }
    free(scratch);
}

void network_hvp_c_f64(size_t rows, size_t n, size_t m, size_t p, const double *restrict V,
    const double *restrict x, const double *restrict c, const double *restrict W,
    const double *restrict b, const double *restrict t, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_sum(p, p), n), n), p));
    if (scratch == NULL) {
        f64_fill(rows * n, out);
        return;
    }
    double *const z = scratch;
    double *const y = z + p;
    double *const t3 = y + p;
    double *const t4 = t3 + n;
    double *const t6 = t4 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const double t8 = f64_dot(m, V + j * m, x);
            const double r = t8 + c[j];
            out[j] = exp(f64_min(r, 0.0)) / (1.0 + exp(-fabs(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f64_dot(n, W + i * n, out);
            z[i] = z[i] + b[i];
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f64_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = exp(z[k] - t1);
        }
        const double t2 = f64_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t i = 0; i < n; i++) {
            f64_total t3_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = W[l * n + i] * (t[l] - y[l]);
                }
                f64_add(&t3_total, end - start, term);
            }
            t3[i] = f64_value(&t3_total);
            f64_total t4_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t r_ = start; r_ < end; r_++) {
                    term[r_ - start] = y[r_] * W[r_ * n + i];
                }
                f64_add(&t4_total, end - start, term);
            }
            t4[i] = f64_value(&t4_total);
        }
        for (size_t l = 0; l < p; l++) {
            f64_total t6_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = v[k] * out[k] * (1.0 - out[k]) * (W[l * n + k] - t4[k]);
                }
                f64_add(&t6_total, end - start, term);
            }
            t6[l] = f64_value(&t6_total);
        }
        for (size_t i = 0; i < n; i++) {
            f64_total t7_total = {0.0, 0.0};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = y[l] * W[l * n + i] * t6[l];
                }
                f64_add(&t7_total, end - start, term);
            }
            const double t7 = f64_value(&t7_total);
            out[i] = out[i] * (1.0 - out[i]) * (t7 - v[i] * t3[i] * (1.0 - 2.0 * out[i]));
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        v += n;
        out += n;
    }
    free(scratch);
}

void network_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict t, float *restrict L)
{
    float *const scratch = f32_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f32_fill(rows, L);
        return;
    }
    float *const h = scratch;
    float *const z = h + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t5 = f32_dot(m, V + j * m, x);
            const float r = t5 + c[j];
            h[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t l = 0; l < p; l++) {
            t1 = f32_max(t1, z[l]);
        }
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            float term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = expf(z[l] - t1);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float t3 = logf(t2);
        f32_total t4_total = {0.0f, 0.0f};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t[k] == 0.0f ? 0.0f : t[k] * (z[k] - (t1 + t3));
            }
            f32_add(&t4_total, end - start, term);
        }
        const float t4 = f32_value(&t4_total);
        L[row] = -t4;
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
    }
    free(scratch);
}

void network_grad_W_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict t, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, p), p));
    if (scratch == NULL) {
        f32_fill(rows * p * n, out);
        return;
    }
    float *const h = scratch;
    float *const z = h + n;
    float *const y = z + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t3 = f32_dot(m, V + j * m, x);
            const float r = t3 + c[j];
            h[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t q = 0; q < p; q++) {
            for (size_t s = 0; s < n; s++) {
                out[q * n + s] = (y[q] - t[q]) * h[s];
            }
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        out += p * n;
    }
    free(scratch);
}

void network_jvp_W_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(n, p), p), p));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const h = scratch;
    float *const z = h + n;
    float *const t2 = z + p;
    float *const t4 = t2 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t5 = f32_dot(m, V + j * m, x);
            const float r = t5 + c[j];
            h[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            t2[k] = expf(z[k] - t1);
        }
        const float t3 = f32_sum(p, t2);
        for (size_t k = 0; k < p; k++) {
            t4[k] = f32_dot(n, v + k * n, h);
        }
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = (t2[k] / t3 - t[k]) * t4[k];
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        v += p * n;
    }
    free(scratch);
}

void network_hvp_W_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(n, p), p), p));
    if (scratch == NULL) {
        f32_fill(rows * p * n, out);
        return;
    }
    float *const h = scratch;
    float *const z = h + n;
    float *const y = z + p;
    float *const t3 = y + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t5 = f32_dot(m, V + j * m, x);
            const float r = t5 + c[j];
            h[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
            t3[i] = f32_dot(n, v + i * n, h);
        }
        const float t4 = f32_dot(p, t3, y);
        for (size_t i = 0; i < p; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = h[j] * y[i] * (t3[i] - t4);
            }
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        v += p * n;
        out += p * n;
    }
    free(scratch);
}

void network_grad_b_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict t, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f32_fill(rows * p, out);
        return;
    }
    float *const h = scratch;
    float *const z = h + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t3 = f32_dot(m, V + j * m, x);
            const float r = t3 + c[j];
            h[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            out[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(p, out);
        for (size_t j = 0; j < p; j++) {
            out[j] = out[j] / t2 - t[j];
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        out += p;
    }
    free(scratch);
}

void network_jvp_b_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, p), p));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const h = scratch;
    float *const z = h + n;
    float *const t2 = z + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t4 = f32_dot(m, V + j * m, x);
            const float r = t4 + c[j];
            h[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            t2[k] = expf(z[k] - t1);
        }
        const float t3 = f32_sum(p, t2);
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < p; start += BLOCK) {
            const size_t end = p - start < BLOCK ? p : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (t2[k] / t3 - t[k]);
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        v += p;
    }
    free(scratch);
}

void network_hvp_b_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, p));
    if (scratch == NULL) {
        f32_fill(rows * p, out);
        return;
    }
    float *const h = scratch;
    float *const z = h + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t4 = f32_dot(m, V + j * m, x);
            const float r = t4 + c[j];
            h[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            out[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(p, out);
        for (size_t i = 0; i < p; i++) {
            out[i] /= t2;
        }
        const float t3 = f32_dot(p, out, v);
        for (size_t i = 0; i < p; i++) {
            out[i] = out[i] * (v[i] - t3);
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        v += p;
        out += p;
    }
    free(scratch);
}

void network_grad_V_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict t, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(n, p), p), n));
    if (scratch == NULL) {
        f32_fill(rows * n * m, out);
        return;
    }
    float *const h = scratch;
    float *const z = h + n;
    float *const y = z + p;
    float *const t3 = y + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t4 = f32_dot(m, V + j * m, x);
            const float r = t4 + c[j];
            h[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t q = 0; q < n; q++) {
            f32_total t3_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = (y[l] - t[l]) * W[l * n + q];
                }
                f32_add(&t3_total, end - start, term);
            }
            t3[q] = f32_value(&t3_total);
        }
        for (size_t q = 0; q < n; q++) {
            for (size_t s = 0; s < m; s++) {
                out[q * m + s] = t3[q] * (1.0f - h[q]) * h[q] * x[s];
            }
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        out += n * m;
    }
    free(scratch);
}

void network_jvp_V_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_sum(n, p), p), n), n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const h = scratch;
    float *const z = h + n;
    float *const y = z + p;
    float *const t3 = y + p;
    float *const t4 = t3 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t5 = f32_dot(m, V + j * m, x);
            const float r = t5 + c[j];
            h[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t k = 0; k < n; k++) {
            f32_total t3_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t r_ = start; r_ < end; r_++) {
                    term[r_ - start] = (y[r_] - t[r_]) * W[r_ * n + k];
                }
                f32_add(&t3_total, end - start, term);
            }
            t3[k] = f32_value(&t3_total);
            t4[k] = f32_dot(m, v + k * m, x);
        }
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = t3[k] * (1.0f - h[k]) * h[k] * t4[k];
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        v += n * m;
    }
    free(scratch);
}

void network_hvp_V_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_sum(sizes_sum(sizes_sum(sizes_sum(n, p), p), n), n), n), p), n));
    if (scratch == NULL) {
        f32_fill(rows * n * m, out);
        return;
    }
    float *const h = scratch;
    float *const z = h + n;
    float *const y = z + p;
    float *const t3 = y + p;
    float *const t4 = t3 + n;
    float *const t5 = t4 + n;
    float *const t7 = t5 + n;
    float *const t8 = t7 + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t9 = f32_dot(m, V + j * m, x);
            const float r = t9 + c[j];
            h[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t i = 0; i < n; i++) {
            t3[i] = f32_dot(m, v + i * m, x);
            f32_total t4_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = W[l * n + i] * (t[l] - y[l]);
                }
                f32_add(&t4_total, end - start, term);
            }
            t4[i] = f32_value(&t4_total);
            f32_total t5_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t r_ = start; r_ < end; r_++) {
                    term[r_ - start] = y[r_] * W[r_ * n + i];
                }
                f32_add(&t5_total, end - start, term);
            }
            t5[i] = f32_value(&t5_total);
        }
        for (size_t l = 0; l < p; l++) {
            f32_total t7_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = t3[k] * h[k] * (1.0f - h[k]) * (W[l * n + k] - t5[k]);
                }
                f32_add(&t7_total, end - start, term);
            }
            t7[l] = f32_value(&t7_total);
        }
        for (size_t i = 0; i < n; i++) {
            f32_total t8_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = y[l] * W[l * n + i] * t7[l];
                }
                f32_add(&t8_total, end - start, term);
            }
            t8[i] = f32_value(&t8_total);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < m; j++) {
                out[i * m + j] = h[i] * (1.0f - h[i]) * x[j] * (t8[i] - t3[i] * t4[i] * (1.0f - 2.0f * h[i]));
            }
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        v += n * m;
        out += n * m;
    }
    free(scratch);
}

void network_grad_c_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict t, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(p, p));
    if (scratch == NULL) {
        f32_fill(rows * n, out);
        return;
    }
    float *const z = scratch;
    float *const y = z + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t4 = f32_dot(m, V + j * m, x);
            const float r = t4 + c[j];
            out[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, out);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t j = 0; j < n; j++) {
            f32_total t3_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = (y[l] - t[l]) * W[l * n + j];
                }
                f32_add(&t3_total, end - start, term);
            }
            const float t3 = f32_value(&t3_total);
            out[j] = t3 * (1.0f - out[j]) * out[j];
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        out += n;
    }
    free(scratch);
}

void network_jvp_c_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(n, p), p), n));
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const h = scratch;
    float *const z = h + n;
    float *const y = z + p;
    float *const t3 = y + p;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t4 = f32_dot(m, V + j * m, x);
            const float r = t4 + c[j];
            h[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, h);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t k = 0; k < n; k++) {
            f32_total t3_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = (y[l] - t[l]) * W[l * n + k];
                }
                f32_add(&t3_total, end - start, term);
            }
            t3[k] = f32_value(&t3_total);
        }
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * t3[k] * (1.0f - h[k]) * h[k];
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        v += n;
    }
    free(scratch);
}

void network_hvp_c_f32(size_t rows, size_t n, size_t m, size_t p, const float *restrict V,
    const float *restrict x, const float *restrict c, const float *restrict W,
    const float *restrict b, const float *restrict t, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(sizes_sum(sizes_sum(p, p), n), n), p));
    if (scratch == NULL) {
        f32_fill(rows * n, out);
        return;
    }
    float *const z = scratch;
    float *const y = z + p;
    float *const t3 = y + p;
    float *const t4 = t3 + n;
    float *const t6 = t4 + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < n; j++) {
            const float t8 = f32_dot(m, V + j * m, x);
            const float r = t8 + c[j];
            out[j] = expf(f32_min(r, 0.0f)) / (1.0f + expf(-fabsf(r)));
        }
        for (size_t i = 0; i < p; i++) {
            z[i] = f32_dot(n, W + i * n, out);
            z[i] = z[i] + b[i];
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < p; k++) {
            t1 = f32_max(t1, z[k]);
        }
        for (size_t k = 0; k < p; k++) {
            y[k] = expf(z[k] - t1);
        }
        const float t2 = f32_sum(p, y);
        for (size_t i = 0; i < p; i++) {
            y[i] /= t2;
        }
        for (size_t i = 0; i < n; i++) {
            f32_total t3_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = W[l * n + i] * (t[l] - y[l]);
                }
                f32_add(&t3_total, end - start, term);
            }
            t3[i] = f32_value(&t3_total);
            f32_total t4_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t r_ = start; r_ < end; r_++) {
                    term[r_ - start] = y[r_] * W[r_ * n + i];
                }
                f32_add(&t4_total, end - start, term);
            }
            t4[i] = f32_value(&t4_total);
        }
        for (size_t l = 0; l < p; l++) {
            f32_total t6_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = v[k] * out[k] * (1.0f - out[k]) * (W[l * n + k] - t4[k]);
                }
                f32_add(&t6_total, end - start, term);
            }
            t6[l] = f32_value(&t6_total);
        }
        for (size_t i = 0; i < n; i++) {
            f32_total t7_total = {0.0f, 0.0f};
            for (size_t start = 0; start < p; start += BLOCK) {
                const size_t end = p - start < BLOCK ? p : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = y[l] * W[l * n + i] * t6[l];
                }
                f32_add(&t7_total, end - start, term);
            }
            const float t7 = f32_value(&t7_total);
            out[i] = out[i] * (1.0f - out[i]) * (t7 - v[i] * t3[i] * (1.0f - 2.0f * out[i]));
        }
        V += n * m;
        x += m;
        c += n;
        W += p * n;
        b += p;
        t += p;
        v += n;
        out += n;
    }
    free(scratch);
}
