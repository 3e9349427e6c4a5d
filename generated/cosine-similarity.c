/* Made by: symsoft derive cosine-similarity --format c
 * Do not edit: make it again.
 */
#include "cosine-similarity.h"

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

void cosine_similarity_f64(size_t rows, size_t n, const double *restrict a,
    const double *restrict b, double *restrict c)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double t3 = f64_dot(n, a, b);
        c[row] = t3 / (sqrt(t1) * sqrt(t2));
    }
}

void cosine_similarity_grad_a_f64(size_t rows, size_t n, const double *restrict a,
    const double *restrict b, const double *restrict c, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n, out += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double A = sqrt(t1);
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double B = sqrt(t2);
        for (size_t j = 0; j < n; j++) {
            out[j] = (b[j] / B - c[row] * a[j] / A) / A;
        }
    }
}

void cosine_similarity_jvp_a_f64(size_t rows, size_t n, const double *restrict a,
    const double *restrict b, const double *restrict c, const double *restrict v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n, v += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double A = sqrt(t1);
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double B = sqrt(t2);
        f64_total t3_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (b[k] / B - c[row] * a[k] / A);
            }
            f64_add(&t3_total, end - start, term);
        }
        const double t3 = f64_value(&t3_total);
        out[row] = t3 / A;
    }
}

void cosine_similarity_hvp_a_f64(size_t rows, size_t n, const double *restrict a,
    const double *restrict b, const double *restrict c, const double *restrict v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n, v += n, out += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double A = sqrt(t1);
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double B = sqrt(t2);
        const double t3 = f64_dot(n, v, b);
        const double t4 = f64_dot(n, v, a);
        for (size_t i = 0; i < n; i++) {
            out[i] = -(v[i] * c[row] + (a[i] * t3 / B + b[i] * t4 / B - 3.0 * c[row] * a[i] * t4 / A) / A) / (A * A);
        }
    }
}

void cosine_similarity_grad_b_f64(size_t rows, size_t n, const double *restrict a,
    const double *restrict b, const double *restrict c, double *restrict out)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n, out += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double B = sqrt(t1);
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double A = sqrt(t2);
        for (size_t j = 0; j < n; j++) {
            out[j] = (a[j] / A - c[row] * b[j] / B) / B;
        }
    }
}

void cosine_similarity_jvp_b_f64(size_t rows, size_t n, const double *restrict a,
    const double *restrict b, const double *restrict c, const double *restrict v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n, v += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double B = sqrt(t1);
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double A = sqrt(t2);
        f64_total t3_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (a[k] / A - c[row] * b[k] / B);
            }
            f64_add(&t3_total, end - start, term);
        }
        const double t3 = f64_value(&t3_total);
        out[row] = t3 / B;
    }
}

void cosine_similarity_hvp_b_f64(size_t rows, size_t n, const double *restrict a,
    const double *restrict b, const double *restrict c, const double *restrict v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n, v += n, out += n) {
        f64_total t1_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f64_add(&t1_total, end - start, term);
        }
        const double t1 = f64_value(&t1_total);
        const double B = sqrt(t1);
        f64_total t2_total = {0.0, 0.0};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            double term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f64_add(&t2_total, end - start, term);
        }
        const double t2 = f64_value(&t2_total);
        const double A = sqrt(t2);
        const double t3 = f64_dot(n, v, a);
        const double t4 = f64_dot(n, v, b);
        for (size_t i = 0; i < n; i++) {
            out[i] = -(v[i] * c[row] + (b[i] * t3 / A + a[i] * t4 / A - 3.0 * c[row] * b[i] * t4 / B) / B) / (B * B);
        }
    }
}

void cosine_similarity_f32(size_t rows, size_t n, const float *restrict a, const float *restrict b,
    float *restrict c)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float t3 = f32_dot(n, a, b);
        c[row] = t3 / (sqrtf(t1) * sqrtf(t2));
    }
}

void cosine_similarity_grad_a_f32(size_t rows, size_t n, const float *restrict a,
    const float *restrict b, const float *restrict c, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n, out += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float A = sqrtf(t1);
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float B = sqrtf(t2);
        for (size_t j = 0; j < n; j++) {
            out[j] = (b[j] / B - c[row] * a[j] / A) / A;
        }
    }
}

void cosine_similarity_jvp_a_f32(size_t rows, size_t n, const float *restrict a,
    const float *restrict b, const float *restrict c, const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n, v += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float A = sqrtf(t1);
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float B = sqrtf(t2);
        f32_total t3_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (b[k] / B - c[row] * a[k] / A);
            }
            f32_add(&t3_total, end - start, term);
        }
        const float t3 = f32_value(&t3_total);
        out[row] = t3 / A;
    }
}

void cosine_similarity_hvp_a_f32(size_t rows, size_t n, const float *restrict a,
    const float *restrict b, const float *restrict c, const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n, v += n, out += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float A = sqrtf(t1);
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float B = sqrtf(t2);
        const float t3 = f32_dot(n, v, b);
        const float t4 = f32_dot(n, v, a);
        for (size_t i = 0; i < n; i++) {
            out[i] = -(v[i] * c[row] + (a[i] * t3 / B + b[i] * t4 / B - 3.0f * c[row] * a[i] * t4 / A) / A) / (A * A);
        }
    }
}

void cosine_similarity_grad_b_f32(size_t rows, size_t n, const float *restrict a,
    const float *restrict b, const float *restrict c, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n, out += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float B = sqrtf(t1);
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float A = sqrtf(t2);
        for (size_t j = 0; j < n; j++) {
            out[j] = (a[j] / A - c[row] * b[j] / B) / B;
        }
    }
}

void cosine_similarity_jvp_b_f32(size_t rows, size_t n, const float *restrict a,
    const float *restrict b, const float *restrict c, const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n, v += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float B = sqrtf(t1);
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float A = sqrtf(t2);
        f32_total t3_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = v[k] * (a[k] / A - c[row] * b[k] / B);
            }
            f32_add(&t3_total, end - start, term);
        }
        const float t3 = f32_value(&t3_total);
        out[row] = t3 / B;
    }
}

void cosine_similarity_hvp_b_f32(size_t rows, size_t n, const float *restrict a,
    const float *restrict b, const float *restrict c, const float *restrict v, float *restrict out)
{
    for (size_t row = 0; row < rows; row++, a += n, b += n, v += n, out += n) {
        f32_total t1_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = b[k] * b[k];
            }
            f32_add(&t1_total, end - start, term);
        }
        const float t1 = f32_value(&t1_total);
        const float B = sqrtf(t1);
        f32_total t2_total = {0.0f, 0.0f};
        for (size_t start = 0; start < n; start += BLOCK) {
            const size_t end = n - start < BLOCK ? n : start + BLOCK;
            float term[BLOCK];
            for (size_t k = start; k < end; k++) {
                term[k - start] = a[k] * a[k];
            }
            f32_add(&t2_total, end - start, term);
        }
        const float t2 = f32_value(&t2_total);
        const float A = sqrtf(t2);
        const float t3 = f32_dot(n, v, a);
        const float t4 = f32_dot(n, v, b);
        for (size_t i = 0; i < n; i++) {
            out[i] = -(v[i] * c[row] + (b[i] * t3 / A + a[i] * t4 / A - 3.0f * c[row] * b[i] * t4 / B) / B) / (B * B);
        }
    }
}
