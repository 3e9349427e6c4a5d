/* Made by: symsoft derive huber --format c
 * Do not edit: make it again.
 */
#include "huber.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Terms in a block of a sum. */
enum { BLOCK = 128 };

static double f64_square(double a)
{
    return a * a;
}

/* -1, 1, or a itself where it is 0 or NaN. */
static double f64_sign(double a)
{
    return a > 0.0 ? 1.0 : a < 0.0 ? -1.0 : a;
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

/* -1, 1, or a itself where it is 0 or NaN. */
static float f32_sign(float a)
{
    return a > 0.0f ? 1.0f : a < 0.0f ? -1.0f : a;
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

void huber_f64(size_t rows, size_t n, const double *restrict y, const double *restrict t, double d,
    double *restrict L)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows, L);
        return;
    }
    double *const t1 = scratch;
    for (size_t row = 0; row < rows; row++, y += n, t += n) {
        for (size_t i = 0; i < n; i++) {
            t1[i] = fabs(y[i] - t[i]);
        }
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = t1[i] <= d ? 0.5 * f64_square(y[i] - t[i]) : d * (t1[i] - 0.5 * d);
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        L[row] = t2 / (double)n;
    }
    free(scratch);
}

void huber_grad_f64(size_t rows, size_t n, const double *restrict y, const double *restrict t,
    double d, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, t += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = y[i] - t[i];
            out[i] = (fabs(out[i]) <= d ? out[i] : d * f64_sign(out[i])) / (double)n;
        }
    }
}

void huber_jvp_f64(size_t rows, size_t n, const double *restrict y, const double *restrict t,
    double d, const double *restrict v, double *restrict out)
{
    double *const scratch = f64_scratch(n);
    if (scratch == NULL) {
        f64_fill(rows, out);
        return;
    }
    double *const r = scratch;
    for (size_t row = 0; row < rows; row++, y += n, t += n, v += n) {
        for (size_t i = 0; i < n; i++) {
            r[i] = y[i] - t[i];
        }
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (fabs(r[k]) <= d ? r[k] : d * f64_sign(r[k]));
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        out[row] = t1 / (double)n;
    }
    free(scratch);
}

void huber_hvp_f64(size_t rows, size_t n, const double *restrict y, const double *restrict t,
    double d, const double *restrict v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, t += n, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] * (isunordered(fabs(y[i] - t[i]), d) ? NAN : fabs(y[i] - t[i]) <= d ? 1.0 : 0.0) / (double)n;
        }
    }
}

void huber_f32(size_t rows, size_t n, const float *restrict y, const float *restrict t, float d,
    float *restrict L)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows, L);
        return;
    }
    float *const t1 = scratch;
    for (size_t row = 0; row < rows; row++, y += n, t += n) {
        for (size_t i = 0; i < n; i++) {
            t1[i] = fabsf(y[i] - t[i]);
        }
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = t1[i] <= d ? 0.5f * f32_square(y[i] - t[i]) : d * (t1[i] - 0.5f * d);
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        L[row] = t2 / (float)n;
    }
    free(scratch);
}

void huber_grad_f32(size_t rows, size_t n, const float *restrict y, const float *restrict t,
    float d, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, t += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = y[i] - t[i];
            out[i] = (fabsf(out[i]) <= d ? out[i] : d * f32_sign(out[i])) / (float)n;
        }
    }
}

void huber_jvp_f32(size_t rows, size_t n, const float *restrict y, const float *restrict t, float d,
    const float *restrict v, float *restrict out)
{
    float *const scratch = f32_scratch(n);
    if (scratch == NULL) {
        f32_fill(rows, out);
        return;
    }
    float *const r = scratch;
    for (size_t row = 0; row < rows; row++, y += n, t += n, v += n) {
        for (size_t i = 0; i < n; i++) {
            r[i] = y[i] - t[i];
        }
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (fabsf(r[k]) <= d ? r[k] : d * f32_sign(r[k]));
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        out[row] = t1 / (float)n;
    }
    free(scratch);
}

void huber_hvp_f32(size_t rows, size_t n, const float *restrict y, const float *restrict t, float d,
    const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, y += n, t += n, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] * (isunordered(fabsf(y[i] - t[i]), d) ? NAN : fabsf(y[i] - t[i]) <= d ? 1.0f : 0.0f) / (float)n;
        }
    }
}
