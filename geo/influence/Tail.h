#pragma once

namespace tanhui {

/// The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22,
/// https://dlmf.nist.gov/8.17). `x` in 0..1 and `y` = 1 - x, given apart so that nothing is lost near the ends; a, b >
/// 0. Right to about 1e-13 relative, to 1e-9 where a or b is a million (the logarithm of the gamma function has no more
/// digits).
double incompleteBeta(double a, double b, double x, double y);

/// Probability that a standard normal lies further from 0 than z.
double normalTwoSided(double z);

/// Probability that Student's t with `degrees` (> 0, not only whole) lies further from 0 than t.
double studentTwoSided(double t, double degrees);

/// Probability that F with (d1, d2) degrees of freedom is above f >= 0.
double fUpper(double f, double d1, double d2);

/// The same for the noncentral F of noncentrality `lambda` >= 0, as a mixture of beta distributions by Poisson weights
/// of mean lambda / 2 (Johnson, Kotz and Balakrishnan 1995, ch. 30; recalled):
/// P = sum over j of Poisson(j) I_y(d2/2, d1/2 + j), y = d2 / (d1 f + d2). The upper tail is summed itself, so that a
/// small P keeps its digits.
double noncentralFUpper(double f, double d1, double d2, double lambda);

}  // namespace tanhui
