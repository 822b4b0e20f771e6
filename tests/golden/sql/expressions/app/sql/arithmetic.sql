SELECT
  n + 1 AS sum, n + m AS maybe_sum, n * x AS product, -n AS negative, +n AS plus, b + b AS both,
  n / 2 AS half, n / m AS quotient, n / 0 AS infinite, n % -3 AS rest, n % 0.5 AS no_rest, x / 2.5 AS scaled,
  n & 6 AS bits, ~n AS inverted, n << 2 AS shifted, 9223372036854775808 AS large
FROM points;
