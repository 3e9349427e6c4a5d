/* Made by: symsoft derive log-cosh --format c
 * Do not edit: make it again.
 */
#include "log-cosh.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Terms in a block of a sum. */
enum { BLOCK = 128 };

static double f64_square(double a)
{
    return a * a;
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

void log_cosh_f64(size_t rows, size_t n, const double *restrict y, const double *restrict t,
    double *restrict L)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows, L);
        return;
    }
    double *const t2 = scratch;
    for (size_t row = 0; row < rows; row++, y += n, t += n) {
        const double t1 = log(0.5);
        for (size_t i = 0; i < n; i++) {
            t2[i] = fabs(y[i] - t[i]);
        }
        f64_total t3_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = t1 + t2[i] + log1p(exp(-2.0 * t2[i]));
            }
            f64_add(&t3_total, end - start, term);
        }
        const double t3 = f64_value(&t3_total);
        L[row] = t3 / (double)n;
    }
    free(scratch);
}

void log_cosh_grad_f64(size_t rows, size_t n, const double *restrict y, const double *restrict t,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, t += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = tanh(y[j] - t[j]) / (double)n;
        }
    }
}

void log_cosh_jvp_f64(size_t rows, size_t n, const double *restrict y, const double *restrict t,
    const double *restrict v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, t += n, v += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * tanh(y[k] - t[k]);
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        out[row] = t1 / (double)n;
    }
}

void log_cosh_hvp_f64(size_t rows, size_t n, const double *restrict y, const double *restrict t,
    const double *restrict v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, t += n, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] * (1.0 - f64_square(tanh(y[i] - t[i]))) / (double)n;
        }
    }
}

void log_cosh_f32(size_t rows, size_t n, const float *restrict y, const float *restrict t,
    float *restrict L)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows, L);
        return;
    }
    float *const t2 = scratch;
    for (size_t row = 0; row < rows; row++, y += n, t += n) {
        const float t1 = logf(0.5f);
        for (size_t i = 0; i < n; i++) {
            t2[i] = fabsf(y[i] - t[i]);
        }
        f32_total t3_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = t1 + t2[i] + log1pf(expf(-2.0f * t2[i]));
            }
            f32_add(&t3_total, end - start, term);
        }
        const float t3 = f32_value(&t3_total);
        L[row] = t3 / (float)n;
    }
    free(scratch);
}

void log_cosh_grad_f32(size_t rows, size_t n, const float *restrict y, const float *restrict t,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, t += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = tanhf(y[j] - t[j]) / (float)n;
        }
    }
}

void log_cosh_jvp_f32(size_t rows, size_t n, const float *restrict y, const float *restrict t,
    const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, t += n, v += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * tanhf(y[k] - t[k]);
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        out[row] = t1 / (float)n;
    }
}

void log_cosh_hvp_f32(size_t rows, size_t n, const float *restrict y, const float *restrict t,
    const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, t += n, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] * (1.0f - f32_square(tanhf(y[i] - t[i]))) / (float)n;
        }
    }
}
