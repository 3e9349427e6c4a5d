/* Made by: symsoft derive gaussian-nll --format c
 * Do not edit: make it again.
 */
#include "gaussian-nll.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Terms in a block of a sum. */
enum { BLOCK = 128 };

static double f64_square(double a)
{
    return a * a;
}

static double f64_cube(double a)
{
    return a * a * a;
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

static float f32_cube(float a)
{
    return a * a * a;
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

void gaussian_nll_f64(size_t rows, size_t n, const double *restrict v_, const double *restrict t,
    const double *restrict m, double *restrict L)
{
    for (size_t row = 0; row < rows; row++, v_ += n, t += n, m += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = log(v_[i]) + f64_square(t[i] - m[i]) / v_[i];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        L[row] = 0.5 * t1 / (double)n;
    }
}

void gaussian_nll_grad_m_f64(size_t rows, size_t n, const double *restrict v_,
    const double *restrict t, const double *restrict m, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, v_ += n, t += n, m += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = (m[j] - t[j]) / v_[j] / (double)n;
        }
    }
}

void gaussian_nll_jvp_m_f64(size_t rows, size_t n, const double *restrict v_,
    const double *restrict t, const double *restrict m, const double *restrict v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, v_ += n, t += n, m += n, v += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (m[k] - t[k]) / v_[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        out[row] = t1 / (double)n;
    }
}

void gaussian_nll_hvp_m_f64(size_t rows, size_t n, const double *restrict v_,
    const double *restrict v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, v_ += n, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] / v_[i] / (double)n;
        }
    }
}

void gaussian_nll_grad_v_f64(size_t rows, size_t n, const double *restrict v_,
    const double *restrict t, const double *restrict m, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, v_ += n, t += n, m += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = 1.0 / v_[j];
            out[j] = 0.5 * out[j] * (1.0 - f64_square(t[j] - m[j]) * out[j]) / (double)n;
        }
    }
}

void gaussian_nll_jvp_v_f64(size_t rows, size_t n, const double *restrict v_,
    const double *restrict t, const double *restrict m, const double *restrict v,
    double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const t1 = scratch;
    for (size_t row = 0; row < rows; row++, v_ += n, t += n, m += n, v += n) {
        for (size_t k = 0; k < n; k++) {
            t1[k] = 1.0 / v_[k];
        }
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * t1[k] * (1.0 - f64_square(t[k] - m[k]) * t1[k]);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        out[row] = 0.5 * t2 / (double)n;
    }
    free(scratch);
}

void gaussian_nll_hvp_v_f64(size_t rows, size_t n, const double *restrict v_,
    const double *restrict t, const double *restrict m, const double *restrict v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, v_ += n, t += n, m += n, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = 0.5 * v[i] * (2.0 * f64_square(t[i] - m[i]) - v_[i]) / f64_cube(v_[i]) / (double)n;
        }
    }
}

void gaussian_nll_f32(size_t rows, size_t n, const float *restrict v_, const float *restrict t,
    const float *restrict m, float *restrict L)
{
    for (size_t row = 0; row < rows; row++, v_ += n, t += n, m += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = logf(v_[i]) + f32_square(t[i] - m[i]) / v_[i];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        L[row] = 0.5f * t1 / (float)n;
    }
}

void gaussian_nll_grad_m_f32(size_t rows, size_t n, const float *restrict v_,
    const float *restrict t, const float *restrict m, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, v_ += n, t += n, m += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = (m[j] - t[j]) / v_[j] / (float)n;
        }
    }
}

void gaussian_nll_jvp_m_f32(size_t rows, size_t n, const float *restrict v_,
    const float *restrict t, const float *restrict m, const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, v_ += n, t += n, m += n, v += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (m[k] - t[k]) / v_[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        out[row] = t1 / (float)n;
    }
}

void gaussian_nll_hvp_m_f32(size_t rows, size_t n, const float *restrict v_,
    const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, v_ += n, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] / v_[i] / (float)n;
        }
    }
}

void gaussian_nll_grad_v_f32(size_t rows, size_t n, const float *restrict v_,
    const float *restrict t, const float *restrict m, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, v_ += n, t += n, m += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = 1.0f / v_[j];
            out[j] = 0.5f * out[j] * (1.0f - f32_square(t[j] - m[j]) * out[j]) / (float)n;
        }
    }
}

void gaussian_nll_jvp_v_f32(size_t rows, size_t n, const float *restrict v_,
    const float *restrict t, const float *restrict m, const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const t1 = scratch;
    for (size_t row = 0; row < rows; row++, v_ += n, t += n, m += n, v += n) {
        for (size_t k = 0; k < n; k++) {
            t1[k] = 1.0f / v_[k];
        }
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * t1[k] * (1.0f - f32_square(t[k] - m[k]) * t1[k]);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        out[row] = 0.5f * t2 / (float)n;
    }
    free(scratch);
}

void gaussian_nll_hvp_v_f32(size_t rows, size_t n, const float *restrict v_,
    const float *restrict t, const float *restrict m, const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, v_ += n, t += n, m += n, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = 0.5f * v[i] * (2.0f * f32_square(t[i] - m[i]) - v_[i]) / f32_cube(v_[i]) / (float)n;
        }
    }
}
