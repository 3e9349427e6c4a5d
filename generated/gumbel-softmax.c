/* Made by: symsoft derive gumbel-softmax --format c
 * Do not edit: make it again.
 */
#include "gumbel-softmax.h"

#include <math.h>

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

void gumbel_softmax_f64(size_t rows, size_t n, const double *restrict x, const double *restrict e,
    double T, double *restrict y)
{
    for (size_t row = 0; row < rows; row++, x += n, e += n, y += n) {
        for (size_t k = 0; k < n; k++) {
            y[k] = (x[k] + e[k]) / T;
        }
        double t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f64_max(t1, y[k]);
        }
        for (size_t k = 0; k < n; k++) {
            y[k] = exp(y[k] - t1);
        }
        const double t2 = f64_sum(n, y);
        for (size_t i = 0; i < n; i++) {
            y[i] /= t2;
        }
    }
}

void gumbel_softmax_jacobian_x_f64(size_t rows, size_t n, double T, const double *restrict y,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, out += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = y[i] * ((double)(i == j) - y[j]) / T;
            }
        }
    }
}

void gumbel_softmax_vjp_x_f64(size_t rows, size_t n, double T, const double *restrict y,
    const double *restrict g, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, g += n, out += n) {
        const double t1 = f64_dot(n, y, g);
        for (size_t j = 0; j < n; j++) {
            out[j] = y[j] * (g[j] - t1) / T;
        }
    }
}

void gumbel_softmax_jvp_x_f64(size_t rows, size_t n, double T, const double *restrict y,
    const double *restrict v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, v += n, out += n) {
        const double t1 = f64_dot(n, y, v);
        for (size_t i = 0; i < n; i++) {
            out[i] = y[i] * (v[i] - t1) / T;
        }
    }
}

void gumbel_softmax_jacobian_T_f64(size_t rows, size_t n, const double *restrict x,
    const double *restrict e, double T, const double *restrict y, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, e += n, y += n, out += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = y[k] * (x[k] + e[k]);
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        for (size_t i = 0; i < n; i++) {
            out[i] = y[i] * (t1 - x[i] - e[i]) / (T * T);
        }
    }
}

void gumbel_softmax_vjp_T_f64(size_t rows, size_t n, const double *restrict x,
    const double *restrict e, double T, const double *restrict y, const double *restrict g,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, e += n, y += n, g += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = y[l] * (x[l] + e[l]);
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = g[k] * y[k] * (t1 - x[k] - e[k]);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        out[row] = t2 / (T * T);
    }
}

void gumbel_softmax_jvp_T_f64(size_t rows, size_t n, const double *restrict x,
    const double *restrict e, double T, const double *restrict y, double v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, e += n, y += n, out += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = y[k] * (x[k] + e[k]);
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        for (size_t i = 0; i < n; i++) {
            out[i] = v * y[i] * (t1 - x[i] - e[i]) / (T * T);
        }
    }
}

void gumbel_softmax_f32(size_t rows, size_t n, const float *restrict x, const float *restrict e,
    float T, float *restrict y)
{
    for (size_t row = 0; row < rows; row++, x += n, e += n, y += n) {
        for (size_t k = 0; k < n; k++) {
            y[k] = (x[k] + e[k]) / T;
        }
        float t1 = -INFINITY;
        for (size_t k = 0; k < n; k++) {
            t1 = f32_max(t1, y[k]);
        }
        for (size_t k = 0; k < n; k++) {
            y[k] = expf(y[k] - t1);
        }
        const float t2 = f32_sum(n, y);
        for (size_t i = 0; i < n; i++) {
            y[i] /= t2;
        }
    }
}

void gumbel_softmax_jacobian_x_f32(size_t rows, size_t n, float T, const float *restrict y,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, out += n * n) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = y[i] * ((float)(i == j) - y[j]) / T;
            }
        }
    }
}

void gumbel_softmax_vjp_x_f32(size_t rows, size_t n, float T, const float *restrict y,
    const float *restrict g, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, g += n, out += n) {
        const float t1 = f32_dot(n, y, g);
        for (size_t j = 0; j < n; j++) {
            out[j] = y[j] * (g[j] - t1) / T;
        }
    }
}

void gumbel_softmax_jvp_x_f32(size_t rows, size_t n, float T, const float *restrict y,
    const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, v += n, out += n) {
        const float t1 = f32_dot(n, y, v);
        for (size_t i = 0; i < n; i++) {
            out[i] = y[i] * (v[i] - t1) / T;
        }
    }
}

void gumbel_softmax_jacobian_T_f32(size_t rows, size_t n, const float *restrict x,
    const float *restrict e, float T, const float *restrict y, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, e += n, y += n, out += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = y[k] * (x[k] + e[k]);
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        for (size_t i = 0; i < n; i++) {
            out[i] = y[i] * (t1 - x[i] - e[i]) / (T * T);
        }
    }
}

void gumbel_softmax_vjp_T_f32(size_t rows, size_t n, const float *restrict x,
    const float *restrict e, float T, const float *restrict y, const float *restrict g,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, e += n, y += n, g += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t l = start; l < end; l++) {
                term[l - start] = y[l] * (x[l] + e[l]);
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = g[k] * y[k] * (t1 - x[k] - e[k]);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        out[row] = t2 / (T * T);
    }
}

void gumbel_softmax_jvp_T_f32(size_t rows, size_t n, const float *restrict x,
    const float *restrict e, float T, const float *restrict y, float v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, e += n, y += n, out += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = y[k] * (x[k] + e[k]);
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        for (size_t i = 0; i < n; i++) {
            out[i] = v * y[i] * (t1 - x[i] - e[i]) / (T * T);
        }
    }
}
