/* Made by: symsoft derive normaliser --format c
 * Do not edit: make it again.
 */
#include "normaliser.h"

#include <math.h>

/* Terms in a block of a sum. */
enum { BLOCK = 128 };

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

void normaliser_f64(size_t rows, size_t n, const double *restrict x, double *restrict S)
{
    for (size_t row = 0; row < rows; row++, x += n) {
        f64_total S_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = exp(x[k]);
            }
            f64_add(&S_total, end - start, term);
        }
        S[row] = f64_value(&S_total);
    }
}

void normaliser_grad_f64(size_t rows, size_t n, const double *restrict x, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = exp(x[j]);
        }
    }
}

void normaliser_jvp_f64(size_t rows, size_t n, const double *restrict x, const double *restrict v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, v += n) {
        f64_total out_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * exp(x[k]);
            }
            f64_add(&out_total, end - start, term);
        }
        out[row] = f64_value(&out_total);
    }
}

void normaliser_hvp_f64(size_t rows, size_t n, const double *restrict x, const double *restrict v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] * exp(x[i]);
        }
    }
}

void normaliser_f32(size_t rows, size_t n, const float *restrict x, float *restrict S)
{
    for (size_t row = 0; row < rows; row++, x += n) {
        f32_total S_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = expf(x[k]);
            }
            f32_add(&S_total, end - start, term);
        }
        S[row] = f32_value(&S_total);
    }
}

void normaliser_grad_f32(size_t rows, size_t n, const float *restrict x, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, out += n) {
        for (size_t j = 0; j < n; j++) {
            out[j] = expf(x[j]);
        }
    }
}

void normaliser_jvp_f32(size_t rows, size_t n, const float *restrict x, const float *restrict v,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, v += n) {
        f32_total out_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * expf(x[k]);
            }
            f32_add(&out_total, end - start, term);
        }
        out[row] = f32_value(&out_total);
    }
}

void normaliser_hvp_f32(size_t rows, size_t n, const float *restrict x, const float *restrict v,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++, x += n, v += n, out += n) {
        for (size_t i = 0; i < n; i++) {
            out[i] = v[i] * expf(x[i]);
        }
    }
}
