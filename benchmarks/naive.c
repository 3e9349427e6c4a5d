/* What one writes first, for a compiler that may reorder sums and vectorise exp (-ffast-math).
 * REAL, EXP, LOG and NAME(f) come from the command line. */
#include <math.h>
#include <stddef.h>

static REAL largest(size_t n, const REAL *x)
{
    REAL best = x[0];
    for (size_t k = 1; k < n; k++)
        best = x[k] > best ? x[k] : best;
    return best;
}

void NAME(softmax)(size_t rows, size_t n, const REAL *restrict x, REAL *restrict y)
{
    for (size_t r = 0; r < rows; r++, x += n, y += n) {
        REAL top = largest(n, x), sum = 0;
        for (size_t k = 0; k < n; k++) {
            y[k] = EXP(x[k] - top);
            sum += y[k];
        }
        for (size_t k = 0; k < n; k++)
            y[k] /= sum;
    }
}

void NAME(softmax_vjp)(size_t rows, size_t n, const REAL *restrict y, const REAL *restrict g,
                       REAL *restrict out)
{
    for (size_t r = 0; r < rows; r++, y += n, g += n, out += n) {
        REAL sum = 0;
        for (size_t k = 0; k < n; k++)
            sum += g[k] * y[k];
        for (size_t k = 0; k < n; k++)
            out[k] = y[k] * (g[k] - sum);
    }
}

void NAME(logsoftmax)(size_t rows, size_t n, const REAL *restrict x, REAL *restrict y)
{
    for (size_t r = 0; r < rows; r++, x += n, y += n) {
        REAL top = largest(n, x), sum = 0;
        for (size_t k = 0; k < n; k++)
            sum += EXP(x[k] - top);
        REAL shift = top + LOG(sum);
        for (size_t k = 0; k < n; k++)
            y[k] = x[k] - shift;
    }
}

void NAME(ce)(size_t rows, size_t n, const REAL *restrict x, const REAL *restrict t,
              REAL *restrict loss, REAL *restrict out)
{
    for (size_t r = 0; r < rows; r++, x += n, t += n, out += n) {
        REAL top = largest(n, x), sum = 0, dot = 0;
        for (size_t k = 0; k < n; k++) {
            out[k] = EXP(x[k] - top);
            sum += out[k];
        }
        REAL shift = top + LOG(sum);
        for (size_t k = 0; k < n; k++) {
            dot += t[k] * (x[k] - shift);
            out[k] = out[k] / sum - t[k];
        }
        loss[r] = -dot;
    }
}
