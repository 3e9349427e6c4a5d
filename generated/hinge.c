/* Made by: symsoft derive hinge --format c
 * Do not edit: make it again.
 */
#include "hinge.h"

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

void hinge_f64(size_t rows, size_t n, const double *restrict t, const double *restrict z,
    double *restrict L)
{
    for (size_t row = 0; row < rows; row++, t += n, z += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = f64_max(0.0, 1.0 - t[i] * z[i]);
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        L[row] = t1 / (double)n;
    }
}

void hinge_grad_f64(size_t rows, size_t n, const double *restrict t, const double *restrict z,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, t += n, z += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = (isunordered(t[j] * z[j], 1.0) ? NAN : t[j] * z[j] >= 1.0 ? 0.0 : -t[j]) / (double)n;
        }
    }
}

void hinge_jvp_f64(size_t rows, size_t n, const double *restrict t, const double *restrict z,
    const double *restrict v, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, t += n, z += n, v += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (isunordered(t[k] * z[k], 1.0) ? NAN : t[k] * z[k] >= 1.0 ? 0.0 : -t[k]);
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        out[row] = t1 / (double)n;
    }
}

void hinge_hvp_f64(size_t rows, size_t n, const double *restrict v, double *restrict out)
{
    (void)v;
    for (size_t row = 0; row < rows; row++, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = 0.0;
        }
    }
}

void hinge_f32(size_t rows, size_t n, const float *restrict t, const float *restrict z,
    float *restrict L)
{
    for (size_t row = 0; row < rows; row++, t += n, z += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t i = start; i < end; i++) {
                term[i - start] = f32_max(0.0f, 1.0f - t[i] * z[i]);
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        L[row] = t1 / (float)n;
    }
}

void hinge_grad_f32(size_t rows, size_t n, const float *restrict t, const float *restrict z,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, t += n, z += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = (isunordered(t[j] * z[j], 1.0f) ? NAN : t[j] * z[j] >= 1.0f ? 0.0f : -t[j]) / (float)n;
        }
    }
}

void hinge_jvp_f32(size_t rows, size_t n, const float *restrict t, const float *restrict z,
    const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, t += n, z += n, v += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (isunordered(t[k] * z[k], 1.0f) ? NAN : t[k] * z[k] >= 1.0f ? 0.0f : -t[k]);
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        out[row] = t1 / (float)n;
    }
}

void hinge_hvp_f32(size_t rows, size_t n, const float *restrict v, float *restrict out)
{
    (void)v;
    for (size_t row = 0; row < rows; row++, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = 0.0f;
        }
    }
}
