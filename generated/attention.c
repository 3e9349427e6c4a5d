/* Made by: symsoft derive attention --format c
 * Do not edit: make it again.
 */
#include "attention.h"

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

void attention_f64(size_t rows, size_t n, size_t m, size_t r, const double *restrict q,
    const double *restrict K, double d, const double *restrict V, double *restrict o)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows * r, o);
        return;
    }
    double *const s = scratch;
    double *const p = s + n;
    for (size_t row = 0; row < rows; row++, q += m, K += n * m, V += n * r, o += r) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f64_dot(m, q, K + k * m);
        }
        const double t1 = 1.0 / sqrt(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        double t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f64_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = exp(s[l] - t2);
        }
        const double t3 = f64_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
        }
        for (size_t c = 0; c < r; c++) {
            f64_total o_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = p[k] * V[k * r + c];
                }
                f64_add(&o_total, end - start, term);
            }
            o[c] = f64_value(&o_total);
        }
    }
    free(scratch);
}

void attention_jacobian_q_f64(size_t rows, size_t n, size_t m, size_t r, const double *restrict q,
    const double *restrict K, double d, const double *restrict V, const double *restrict o,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows * r * m, out);
        return;
    }
    double *const s = scratch;
    double *const p = s + n;
    for (size_t row = 0; row < rows; row++, q += m, K += n * m, V += n * r, o += r, out += r * m) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f64_dot(m, q, K + k * m);
        }
        const double t1 = 1.0 / sqrt(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        double t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f64_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = exp(s[l] - t2);
        }
        const double t3 = f64_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
        }
        for (size_t c = 0; c < r; c++) {
            for (size_t j = 0; j < m; j++) {
                f64_total out_total = {0.0, 0.0};
                for (size_t start = 0; start < n; start += BLOCK) {
                    const size_t end = n - start < BLOCK ? n : start + BLOCK;
                    double term[BLOCK];
                    for (size_t k = start; k < end; k++) {
                        term[k - start] = p[k] * (V[k * r + c] - o[c]) * K[k * m + j];
                    }
                    f64_add(&out_total, end - start, term);
                }
                out[c * m + j] = f64_value(&out_total);
                out[c * m + j] = t1 * out[c * m + j];
            }
        }
    }
    free(scratch);
}

void attention_vjp_q_f64(size_t rows, size_t n, size_t m, size_t r, const double *restrict q,
    const double *restrict K, double d, const double *restrict V, const double *restrict o,
    const double *restrict g, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f64_fill(rows * m, out);
        return;
    }
    double *const s = scratch;
    double *const p = s + n;
    double *const t4 = p + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f64_dot(m, q, K + k * m);
        }
        const double t1 = 1.0 / sqrt(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        double t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f64_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = exp(s[l] - t2);
        }
        const double t3 = f64_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
            f64_total t4_total = {0.0, 0.0};
            for (size_t start = 0; start < r; start += BLOCK) {
                const size_t end = r - start < BLOCK ? r : start + BLOCK;
                double term[BLOCK];
                for (size_t u = start; u < end; u++) {
                    term[u - start] = g[u] * (V[k * r + u] - o[u]);
                }
                f64_add(&t4_total, end - start, term);
            }
            t4[k] = f64_value(&t4_total);
        }
        for (size_t j = 0; j < m; j++) {
            f64_total out_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = p[l] * K[l * m + j] * t4[l];
                }
                f64_add(&out_total, end - start, term);
            }
            out[j] = f64_value(&out_total);
            out[j] = t1 * out[j];
        }
        q += m;
        K += n * m;
        V += n * r;
        o += r;
        g += r;
        out += m;
    }
    free(scratch);
}

void attention_jvp_q_f64(size_t rows, size_t n, size_t m, size_t r, const double *restrict q,
    const double *restrict K, double d, const double *restrict V, const double *restrict o,
    const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f64_fill(rows * r, out);
        return;
    }
    double *const s = scratch;
    double *const p = s + n;
    double *const t4 = p + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f64_dot(m, q, K + k * m);
        }
        const double t1 = 1.0 / sqrt(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        double t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f64_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = exp(s[l] - t2);
        }
        const double t3 = f64_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
            t4[k] = f64_dot(m, v, K + k * m);
        }
        for (size_t c = 0; c < r; c++) {
            f64_total out_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = p[l] * (V[l * r + c] - o[c]) * t4[l];
                }
                f64_add(&out_total, end - start, term);
            }
            out[c] = f64_value(&out_total);
            out[c] = t1 * out[c];
        }
        q += m;
        K += n * m;
        V += n * r;
        o += r;
        v += m;
        out += r;
    }
    free(scratch);
}

void attention_jacobian_K_f64(size_t rows, size_t n, size_t m, size_t r, const double *restrict q,
    const double *restrict K, double d, const double *restrict V, const double *restrict o,
    double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows * r * n * m, out);
        return;
    }
    double *const s = scratch;
    double *const p = s + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f64_dot(m, q, K + k * m);
        }
        const double t1 = 1.0 / sqrt(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        double t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f64_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = exp(s[l] - t2);
        }
        const double t3 = f64_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
        }
        for (size_t c = 0; c < r; c++) {
            for (size_t u = 0; u < n; u++) {
                for (size_t v = 0; v < m; v++) {
                    out[(c * n + u) * m + v] = p[u] * (V[u * r + c] - o[c]) * t1 * q[v];
                }
            }
        }
        q += m;
        K += n * m;
        V += n * r;
        o += r;
        out += r * n * m;
    }
    free(scratch);
}

void attention_vjp_K_f64(size_t rows, size_t n, size_t m, size_t r, const double *restrict q,
    const double *restrict K, double d, const double *restrict V, const double *restrict o,
    const double *restrict g, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f64_fill(rows * n * m, out);
        return;
    }
    double *const s = scratch;
    double *const p = s + n;
    double *const t4 = p + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f64_dot(m, q, K + k * m);
        }
        const double t1 = 1.0 / sqrt(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        double t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f64_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = exp(s[l] - t2);
        }
        const double t3 = f64_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
            t4[k] = f64_dot(r, g, V + k * r);
        }
        const double t5 = f64_dot(r, g, o);
        for (size_t u = 0; u < n; u++) {
            for (size_t v = 0; v < m; v++) {
                out[u * m + v] = p[u] * t1 * q[v] * (t4[u] - t5);
            }
        }
        q += m;
        K += n * m;
        V += n * r;
        o += r;
        g += r;
        out += n * m;
    }
    free(scratch);
}

void attention_jvp_K_f64(size_t rows, size_t n, size_t m, size_t r, const double *restrict q,
    const double *restrict K, double d, const double *restrict V, const double *restrict o,
    const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f64_fill(rows * r, out);
        return;
    }
    double *const s = scratch;
    double *const p = s + n;
    double *const t4 = p + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f64_dot(m, q, K + k * m);
        }
        const double t1 = 1.0 / sqrt(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        double t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f64_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = exp(s[l] - t2);
        }
        const double t3 = f64_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
            t4[k] = f64_dot(m, v + k * m, q);
        }
        for (size_t c = 0; c < r; c++) {
            f64_total out_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = p[k] * (V[k * r + c] - o[c]) * t4[k];
                }
                f64_add(&out_total, end - start, term);
            }
            out[c] = f64_value(&out_total);
            out[c] = t1 * out[c];
        }
        q += m;
        K += n * m;
        V += n * r;
        o += r;
        v += n * m;
        out += r;
    }
    free(scratch);
}

void attention_jacobian_V_f64(size_t rows, size_t n, size_t m, size_t r, const double *restrict q,
    const double *restrict K, double d, const double *restrict V, double *restrict out)
{
    (void)V;
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows * r * n * r, out);
        return;
    }
    double *const s = scratch;
    double *const p = s + n;
    for (size_t row = 0; row < rows; row++, q += m, K += n * m, out += r * n * r) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f64_dot(m, q, K + k * m);
        }
        const double t1 = 1.0 / sqrt(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        double t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f64_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = exp(s[l] - t2);
        }
        const double t3 = f64_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
        }
        for (size_t c = 0; c < r; c++) {
            for (size_t u = 0; u < n; u++) {
                for (size_t v = 0; v < r; v++) {
                    out[(c * n + u) * r + v] = c == v ? p[u] : 0.0;
                }
            }
        }
    }
    free(scratch);
}

void attention_vjp_V_f64(size_t rows, size_t n, size_t m, size_t r, const double *restrict q,
    const double *restrict K, double d, const double *restrict g, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows * n * r, out);
        return;
    }
    double *const s = scratch;
    double *const p = s + n;
    for (size_t row = 0; row < rows; row++, q += m, K += n * m, g += r, out += n * r) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f64_dot(m, q, K + k * m);
        }
        const double t1 = 1.0 / sqrt(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        double t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f64_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = exp(s[l] - t2);
        }
        const double t3 = f64_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
        }
        for (size_t u = 0; u < n; u++) {
            for (size_t v = 0; v < r; v++) {
                out[u * r + v] = g[v] * p[u];
            }
        }
    }
    free(scratch);
}

void attention_jvp_V_f64(size_t rows, size_t n, size_t m, size_t r, const double *restrict q,
    const double *restrict K, double d, const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f64_fill(rows * r, out);
        return;
    }
    double *const s = scratch;
    double *const p = s + n;
    for (size_t row = 0; row < rows; row++, q += m, K += n * m, v += n * r, out += r) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f64_dot(m, q, K + k * m);
        }
        const double t1 = 1.0 / sqrt(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        double t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f64_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = exp(s[l] - t2);
        }
        const double t3 = f64_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
        }
        for (size_t c = 0; c < r; c++) {
            f64_total out_total = {0.0, 0.0};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                double term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = v[k * r + c] * p[k];
                }
                f64_add(&out_total, end - start, term);
            }
            out[c] = f64_value(&out_total);
        }
    }
    free(scratch);
}

void attention_f32(size_t rows, size_t n, size_t m, size_t r, const float *restrict q,
    const float *restrict K, float d, const float *restrict V, float *restrict o)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows * r, o);
        return;
    }
    float *const s = scratch;
    float *const p = s + n;
    for (size_t row = 0; row < rows; row++, q += m, K += n * m, V += n * r, o += r) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f32_dot(m, q, K + k * m);
        }
        const float t1 = 1.0f / sqrtf(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        float t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f32_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = expf(s[l] - t2);
        }
        const float t3 = f32_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
        }
        for (size_t c = 0; c < r; c++) {
            f32_total o_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = p[k] * V[k * r + c];
                }
                f32_add(&o_total, end - start, term);
            }
            o[c] = f32_value(&o_total);
        }
    }
    free(scratch);
}

void attention_jacobian_q_f32(size_t rows, size_t n, size_t m, size_t r, const float *restrict q,
    const float *restrict K, float d, const float *restrict V, const float *restrict o,
    float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows * r * m, out);
        return;
    }
    float *const s = scratch;
    float *const p = s + n;
    for (size_t row = 0; row < rows; row++, q += m, K += n * m, V += n * r, o += r, out += r * m) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f32_dot(m, q, K + k * m);
        }
        const float t1 = 1.0f / sqrtf(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        float t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f32_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = expf(s[l] - t2);
        }
        const float t3 = f32_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
        }
        for (size_t c = 0; c < r; c++) {
            for (size_t j = 0; j < m; j++) {
                f32_total out_total = {0.0f, 0.0f};
                for (size_t start = 0; start < n; start += BLOCK) {
                    const size_t end = n - start < BLOCK ? n : start + BLOCK;
                    float term[BLOCK];
                    for (size_t k = start; k < end; k++) {
                        term[k - start] = p[k] * (V[k * r + c] - o[c]) * K[k * m + j];
                    }
                    f32_add(&out_total, end - start, term);
                }
                out[c * m + j] = f32_value(&out_total);
                out[c * m + j] = t1 * out[c * m + j];
            }
        }
    }
    free(scratch);
}

void attention_vjp_q_f32(size_t rows, size_t n, size_t m, size_t r, const float *restrict q,
    const float *restrict K, float d, const float *restrict V, const float *restrict o,
    const float *restrict g, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f32_fill(rows * m, out);
        return;
    }
    float *const s = scratch;
    float *const p = s + n;
    float *const t4 = p + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f32_dot(m, q, K + k * m);
        }
        const float t1 = 1.0f / sqrtf(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        float t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f32_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = expf(s[l] - t2);
        }
        const float t3 = f32_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
            f32_total t4_total = {0.0f, 0.0f};
            for (size_t start = 0; start < r; start += BLOCK) {
                const size_t end = r - start < BLOCK ? r : start + BLOCK;
                float term[BLOCK];
                for (size_t u = start; u < end; u++) {
                    term[u - start] = g[u] * (V[k * r + u] - o[u]);
                }
                f32_add(&t4_total, end - start, term);
            }
            t4[k] = f32_value(&t4_total);
        }
        for (size_t j = 0; j < m; j++) {
            f32_total out_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = p[l] * K[l * m + j] * t4[l];
                }
                f32_add(&out_total, end - start, term);
            }
            out[j] = f32_value(&out_total);
            out[j] = t1 * out[j];
        }
        q += m;
        K += n * m;
        V += n * r;
        o += r;
        g += r;
        out += m;
    }
    free(scratch);
}

void attention_jvp_q_f32(size_t rows, size_t n, size_t m, size_t r, const float *restrict q,
    const float *restrict K, float d, const float *restrict V, const float *restrict o,
    const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f32_fill(rows * r, out);
        return;
    }
    float *const s = scratch;
    float *const p = s + n;
    float *const t4 = p + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f32_dot(m, q, K + k * m);
        }
        const float t1 = 1.0f / sqrtf(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        float t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f32_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = expf(s[l] - t2);
        }
        const float t3 = f32_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
            t4[k] = f32_dot(m, v, K + k * m);
        }
        for (size_t c = 0; c < r; c++) {
            f32_total out_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t l = start; l < end; l++) {
                    term[l - start] = p[l] * (V[l * r + c] - o[c]) * t4[l];
                }
                f32_add(&out_total, end - start, term);
            }
            out[c] = f32_value(&out_total);
            out[c] = t1 * out[c];
        }
        q += m;
        K += n * m;
        V += n * r;
        o += r;
        v += m;
        out += r;
    }
    free(scratch);
}

void attention_jacobian_K_f32(size_t rows, size_t n, size_t m, size_t r, const float *restrict q,
    const float *restrict K, float d, const float *restrict V, const float *restrict o,
    float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows * r * n * m, out);
        return;
    }
    float *const s = scratch;
    float *const p = s + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f32_dot(m, q, K + k * m);
        }
        const float t1 = 1.0f / sqrtf(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        float t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f32_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = expf(s[l] - t2);
        }
        const float t3 = f32_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
        }
        for (size_t c = 0; c < r; c++) {
            for (size_t u = 0; u < n; u++) {
                for (size_t v = 0; v < m; v++) {
                    out[(c * n + u) * m + v] = p[u] * (V[u * r + c] - o[c]) * t1 * q[v];
                }
            }
        }
        q += m;
        K += n * m;
        V += n * r;
        o += r;
        out += r * n * m;
    }
    free(scratch);
}

void attention_vjp_K_f32(size_t rows, size_t n, size_t m, size_t r, const float *restrict q,
    const float *restrict K, float d, const float *restrict V, const float *restrict o,
    const float *restrict g, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f32_fill(rows * n * m, out);
        return;
    }
    float *const s = scratch;
    float *const p = s + n;
    float *const t4 = p + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f32_dot(m, q, K + k * m);
        }
        const float t1 = 1.0f / sqrtf(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        float t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f32_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = expf(s[l] - t2);
        }
        const float t3 = f32_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
            t4[k] = f32_dot(r, g, V + k * r);
        }
        const float t5 = f32_dot(r, g, o);
        for (size_t u = 0; u < n; u++) {
            for (size_t v = 0; v < m; v++) {
                out[u * m + v] = p[u] * t1 * q[v] * (t4[u] - t5);
            }
        }
        q += m;
        K += n * m;
        V += n * r;
        o += r;
        g += r;
        out += n * m;
    }
    free(scratch);
}

void attention_jvp_K_f32(size_t rows, size_t n, size_t m, size_t r, const float *restrict q,
    const float *restrict K, float d, const float *restrict V, const float *restrict o,
    const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(sizes_sum(n, n), n));
    if (scratch == NULL) {
        f32_fill(rows * r, out);
        return;
    }
    float *const s = scratch;
    float *const p = s + n;
    float *const t4 = p + n;
    for (size_t row = 0; row < rows; row++) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f32_dot(m, q, K + k * m);
        }
        const float t1 = 1.0f / sqrtf(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        float t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f32_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = expf(s[l] - t2);
        }
        const float t3 = f32_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
            t4[k] = f32_dot(m, v + k * m, q);
        }
        for (size_t c = 0; c < r; c++) {
            f32_total out_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = p[k] * (V[k * r + c] - o[c]) * t4[k];
                }
                f32_add(&out_total, end - start, term);
            }
            out[c] = f32_value(&out_total);
            out[c] = t1 * out[c];
        }
        q += m;
        K += n * m;
        V += n * r;
        o += r;
        v += n * m;
        out += r;
    }
    free(scratch);
}

void attention_jacobian_V_f32(size_t rows, size_t n, size_t m, size_t r, const float *restrict q,
    const float *restrict K, float d, const float *restrict V, float *restrict out)
{
    (void)V;
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows * r * n * r, out);
        return;
    }
    float *const s = scratch;
    float *const p = s + n;
    for (size_t row = 0; row < rows; row++, q += m, K += n * m, out += r * n * r) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f32_dot(m, q, K + k * m);
        }
        const float t1 = 1.0f / sqrtf(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        float t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f32_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = expf(s[l] - t2);
        }
        const float t3 = f32_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
        }
        for (size_t c = 0; c < r; c++) {
            for (size_t u = 0; u < n; u++) {
                for (size_t v = 0; v < r; v++) {
                    out[(c * n + u) * r + v] = c == v ? p[u] : 0.0f;
                }
            }
        }
    }
    free(scratch);
}

void attention_vjp_V_f32(size_t rows, size_t n, size_t m, size_t r, const float *restrict q,
    const float *restrict K, float d, const float *restrict g, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows * n * r, out);
        return;
    }
    float *const s = scratch;
    float *const p = s + n;
    for (size_t row = 0; row < rows; row++, q += m, K += n * m, g += r, out += n * r) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f32_dot(m, q, K + k * m);
        }
        const float t1 = 1.0f / sqrtf(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        float t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f32_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = expf(s[l] - t2);
        }
        const float t3 = f32_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
        }
        for (size_t u = 0; u < n; u++) {
            for (size_t v = 0; v < r; v++) {
                out[u * r + v] = g[v] * p[u];
            }
        }
    }
    free(scratch);
}

void attention_jvp_V_f32(size_t rows, size_t n, size_t m, size_t r, const float *restrict q,
    const float *restrict K, float d, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(sizes_sum(n, n));
    if (scratch == NULL) {
        f32_fill(rows * r, out);
        return;
    }
    float *const s = scratch;
    float *const p = s + n;
    for (size_t row = 0; row < rows; row++, q += m, K += n * m, v += n * r, out += r) {
        for (size_t k = 0; k < n; k++) {
            s[k] = f32_dot(m, q, K + k * m);
        }
        const float t1 = 1.0f / sqrtf(d);
        for (size_t k = 0; k < n; k++) {
            s[k] *= t1;
        }
        float t2 = -INFINITY;
        for (size_t l = 0; l < n; l++) {
            t2 = f32_max(t2, s[l]);
        }
        for (size_t l = 0; l < n; l++) {
            p[l] = expf(s[l] - t2);
        }
        const float t3 = f32_sum(n, p);
        for (size_t k = 0; k < n; k++) {
            p[k] /= t3;
        }
        for (size_t c = 0; c < r; c++) {
            f32_total out_total = {0.0f, 0.0f};
            for (size_t start = 0; start < n; start += BLOCK) {
                const size_t end = n - start < BLOCK ? n : start + BLOCK;
                float term[BLOCK];
                for (size_t k = start; k < end; k++) {
                    term[k - start] = v[k * r + c] * p[k];
                }
                f32_add(&out_total, end - start, term);
            }
            out[c] = f32_value(&out_total);
        }
    }
    free(scratch);
}
