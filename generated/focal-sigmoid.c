/* Made by: symsoft derive focal-sigmoid --format c
 * Do not edit: make it again.
 */
#include "focal-sigmoid.h"

#include <math.h>

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

void focal_sigmoid_f64(size_t rows, double z, double t, double gamma_, double *restrict L)
{
    for (size_t row = 0; row < rows; row++) {
        const double t1 = exp(-fabs(z));
        const double p = exp(f64_min(z, 0.0)) / (1.0 + t1);
        const double t2 = f64_max(-z, 0.0);
        const double t3 = log1p(t1);
        L[row] = t * pow(1.0 - p, gamma_) * (t2 + t3) - (1.0 - t) * pow(p, gamma_) * (-z - (t2 + t3));
    }
}

void focal_sigmoid_grad_f64(size_t rows, double z, double t, double gamma_, double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const double t1 = exp(-fabs(z));
        const double p = exp(f64_min(z, 0.0)) / (1.0 + t1);
        const double t2 = f64_max(-z, 0.0);
        const double t3 = log1p(t1);
        out[row] = (1.0 - t) * pow(p, gamma_) * (p - gamma_ * (1.0 - p) * (-z - (t2 + t3))) - t * pow(1.0 - p, gamma_) * (gamma_ * p * (t2 + t3) - p + 1.0);
    }
}

void focal_sigmoid_jvp_f64(size_t rows, double z, double t, double gamma_, double v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const double t1 = exp(-fabs(z));
        const double p = exp(f64_min(z, 0.0)) / (1.0 + t1);
        const double t2 = f64_max(-z, 0.0);
        const double t3 = log1p(t1);
        out[row] = v * ((1.0 - t) * pow(p, gamma_) * (p - gamma_ * (1.0 - p) * (-z - (t2 + t3))) - t * pow(1.0 - p, gamma_) * (gamma_ * p * (t2 + t3) - p + 1.0));
    }
}

void focal_sigmoid_hvp_f64(size_t rows, double z, double t, double gamma_, double v,
    double *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const double t1 = exp(-fabs(z));
        const double p = exp(f64_min(z, 0.0)) / (1.0 + t1);
        const double t2 = f64_max(-z, 0.0);
        const double t3 = log1p(t1);
        out[row] = v * (t * p * pow(1.0 - p, gamma_) * (gamma_ * (gamma_ * p * (t2 + t3) - p + 1.0) + (1.0 - p) * (gamma_ * (1.0 - (t2 + t3)) + 1.0)) + (1.0 - t) * pow(p, gamma_) * (1.0 - p) * (gamma_ * (p - gamma_ * (1.0 - p) * (-z - (t2 + t3))) + p * (gamma_ * (1.0 - z - (t2 + t3)) + 1.0)));
    }
}

void focal_sigmoid_f32(size_t rows, float z, float t, float gamma_, float *restrict L)
{
    for (size_t row = 0; row < rows; row++) {
        const float t1 = expf(-fabsf(z));
        const float p = expf(f32_min(z, 0.0f)) / (1.0f + t1);
        const float t2 = f32_max(-z, 0.0f);
        const float t3 = log1pf(t1);
        L[row] = t * powf(1.0f - p, gamma_) * (t2 + t3) - (1.0f - t) * powf(p, gamma_) * (-z - (t2 + t3));
    }
}

void focal_sigmoid_grad_f32(size_t rows, float z, float t, float gamma_, float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const float t1 = expf(-fabsf(z));
        const float p = expf(f32_min(z, 0.0f)) / (1.0f + t1);
        const float t2 = f32_max(-z, 0.0f);
        const float t3 = log1pf(t1);
        out[row] = (1.0f - t) * powf(p, gamma_) * (p - gamma_ * (1.0f - p) * (-z - (t2 + t3))) - t * powf(1.0f - p, gamma_) * (gamma_ * p * (t2 + t3) - p + 1.0f);
    }
}

void focal_sigmoid_jvp_f32(size_t rows, float z, float t, float gamma_, float v,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const float t1 = expf(-fabsf(z));
        const float p = expf(f32_min(z, 0.0f)) / (1.0f + t1);
        const float t2 = f32_max(-z, 0.0f);
        const float t3 = log1pf(t1);
        out[row] = v * ((1.0f - t) * powf(p, gamma_) * (p - gamma_ * (1.0f - p) * (-z - (t2 + t3))) - t * powf(1.0f - p, gamma_) * (gamma_ * p * (t2 + t3) - p + 1.0f));
    }
}

void focal_sigmoid_hvp_f32(size_t rows, float z, float t, float gamma_, float v,
    float *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        const float t1 = expf(-fabsf(z));
        const float p = expf(f32_min(z, 0.0f)) / (1.0f + t1);
        const float t2 = f32_max(-z, 0.0f);
        const float t3 = log1pf(t1);
        out[row] = v * (t * p * powf(1.0f - p, gamma_) * (gamma_ * (gamma_ * p * (t2 + t3) - p + 1.0f) + (1.0f - p) * (gamma_ * (1.0f - (t2 + t3)) + 1.0f)) + (1.0f - t) * powf(p, gamma_) * (1.0f - p) * (gamma_ * (p - gamma_ * (1.0f - p) * (-z - (t2 + t3))) + p * (gamma_ * (1.0f - z - (t2 + t3)) + 1.0f)));
    }
}
