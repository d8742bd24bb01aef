#!/usr/bin/env python3
"""Answers random questions about coming and past years by other ways and lets the program compare.

Usage: foresight_oracle.py PROGRAM [--seed S]

Nothing here shares code or method with analytics/: Student's t is integrated numerically, lines are
fitted in exact fractions, medians and pairs are taken by their definitions, change points are
searched by brute force, shares of a change are means over all orders. One line is one case:

  KIND TOLERANCE COUNT INPUT... COUNT ANSWER...
"""
import argparse
import functools
import itertools
import math
import random
import statistics
import subprocess
import sys
from fractions import Fraction

from philox import centred, words

LAST, LINE, HALF, ROBUST = range(4)
ANY, POSITIVE, SHARE = range(3)
TOO_FEW, TOO_FEW_SINCE_BREAK, NOT_AHEAD, OUTSIDE = range(4)
LINES = []


def case(kind, tolerance, given, answer):
    cells = [kind, repr(tolerance), str(len(given)), *map(repr, map(float, given)),
             str(len(answer)), *map(repr, map(float, answer))]
    LINES.append(" ".join(cells))


# --- Student's t by Simpson's rule ---------------------------------------------------------------
@functools.lru_cache(maxsize=None)
def student(t, v):
    """P(T <= t), integrating cos^(v-1) of the angle whose tangent is t / sqrt(v)."""
    angle = math.atan(t / math.sqrt(v))
    scale = math.exp(math.lgamma((v + 1) / 2) - math.lgamma(v / 2)) / math.sqrt(math.pi)
    n = 400
    h = angle / n
    area = sum((1 if k in (0, n) else 4 if k % 2 else 2) * math.cos(k * h) ** (v - 1)
               for k in range(n + 1))
    return 0.5 + scale * area * h / 3


@functools.lru_cache(maxsize=None)
def quantile(p, v):
    low, high = -1e4, 1e4
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if student(middle, v) < p else (low, middle)
    return (low + high) / 2


# --- Forecasts -------------------------------------------------------------------------------------
def there(y, support):
    return math.log((y + 0.5) / (100.5 - y)) if support == SHARE else y


def back(x, support):
    if support == SHARE:
        return min(100.0, max(0.0, 101 / (1 + math.exp(-x)) - 0.5))
    return max(x, 0.0) if support == POSITIVE else x


def fraction_line(xs, ys):
    """Level at x = 0 and slope by the normal equations, exactly."""
    xs, ys = [Fraction(x) for x in xs], [Fraction(y) for y in ys]
    n, sx, sy = len(xs), sum(xs), sum(ys)
    sxx, sxy = sum(x * x for x in xs), sum(x * y for x, y in zip(xs, ys))
    slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
    return (sy - slope * sx) / n, slope


def predict(points, year, method, support):
    """Centre, spread, degrees of freedom on the method's scale."""
    xs = [x - points[-1][0] for x, _ in points]
    ys = [there(y, support) for _, y in points]
    n, h = len(xs), year - points[-1][0]
    level, slope = fraction_line(xs, ys)
    if method in (LAST, HALF):
        drift = 0.0 if method == LAST else float(slope) / 2
        degrees = n - 1 if method == LAST else n - 2
        squares = sum((b - a - drift * (q - p)) ** 2 / (q - p)
                      for (p, a), (q, b) in itertools.pairwise(zip(xs, ys)))
        wide = h if method == LAST else h + h * h / (4 * (xs[-1] - xs[0]))
        centre, spread = ys[-1] + drift * h, math.sqrt(squares / degrees * wide)
    else:
        if method == ROBUST:
            slope = statistics.median((b - a) / (q - p) for (p, a), (q, b)
                                      in itertools.combinations(zip(xs, ys), 2))
            level = statistics.median(y - slope * x for x, y in zip(xs, ys))
        left = [float(y - level - slope * x) for x, y in zip(xs, ys)]
        if method == ROBUST:
            s = statistics.median(sorted(map(abs, left))[2:]) / 0.6745
        else:
            s = math.sqrt(sum(r * r for r in left) / (n - 2))
        mean = statistics.fmean(xs)
        width = 1 + 1 / n + (h - mean) ** 2 / sum((x - mean) ** 2 for x in xs)
        centre, spread, degrees = float(level + slope * h), s * math.sqrt(width), n - 2
    places = max(len(repr(y).partition(".")[2].rstrip("0")) for _, y in points)
    unit = 10.0 ** -places / math.sqrt(12)
    if support == SHARE:
        value = back(centre, support)
        unit *= 101 / ((value + 0.5) * (100.5 - value))
    return centre, max(spread, unit), degrees


def usable(points, breaks):
    points = sorted(points)
    started = [b for b in breaks if points and b <= points[-1][0]]
    return [p for p in points if not started or p[0] >= max(started)]


def forecast(points, breaks, year, method, support, target=0.0):
    kept = usable(points, breaks)
    if len(kept) < 3:
        return [-1, TOO_FEW if len(points) < 3 else TOO_FEW_SINCE_BREAK]
    if year <= kept[-1][0]:
        return [-1, NOT_AHEAD]
    if support != ANY and any(y < 0 or (support == SHARE and y > 100) for _, y in kept):
        return [-1, OUTSIDE]
    centre, spread, degrees = predict(kept, year, method, support)
    reach = spread * quantile(0.9, degrees)
    if support == SHARE and target > 100:
        reached = 0.0
    elif support != ANY and target <= 0:
        reached = 1.0
    else:
        reached = student((centre - there(target, support)) / spread, degrees)
    return [len(kept), back(centre, support), back(centre - reach, support),
            back(centre + reach, support), reached]


def any_series(rng, support, most=9, years=3):
    points, year = [], 2000
    for _ in range(rng.randrange(0 if years == 3 else 2, most)):
        year += rng.randrange(1, years)
        value = rng.uniform(-2 if support == ANY and rng.random() < 0.5 else 0, 100)
        points.append((year, round(value, rng.randrange(0, 4))))
    if support == SHARE and points and rng.random() < 0.3:
        points[rng.randrange(len(points))] = (points[0][0] - 1, rng.choice([0.0, 100.0]))
        points = list(dict(points).items())
    breaks = [2000 + rng.randrange(0, 25) for _ in range(rng.choice([0, 0, 0, 1, 2]))]
    return points, breaks


def cells(points, breaks):
    return [len(points), *itertools.chain(*points), len(breaks), *breaks]


def forecasts(rng):
    for _ in range(1500):
        support = rng.randrange(3)
        points, breaks = any_series(rng, support)
        rng.shuffle(points)
        year, method = 2000 + rng.randrange(5, 30), rng.randrange(4)
        target = round(rng.uniform(-5, 105), 1)
        case("forecast", 1e-7, [*cells(points, breaks), year, method, support, target],
             forecast(points, breaks, year, method, support, target))


def rolling_origins(rng):
    for _ in range(40):
        support, method = rng.randrange(3), rng.randrange(4)
        all_series = [any_series(rng, support, 16, 4) for _ in range(rng.randrange(1, 5))]
        errors = []
        for points, breaks in all_series:
            points = sorted(points)
            starts = [-math.inf, *sorted(set(breaks)), math.inf]
            for begin, end in itertools.pairwise(starts):
                part = [p for p in points if begin <= p[0] < end]
                if len(part) < 2:
                    continue
                scale = statistics.fmean(abs(b - a) / (q - p)
                                         for (p, a), (q, b) in itertools.pairwise(part))
                for known in range(3, len(part)):
                    for year, value in part[known:]:
                        ahead = year - part[known - 1][0]
                        if ahead <= 3:
                            _, made, low, high, _ = forecast(part[:known], [], year, method, support)
                            centre, spread, degrees = predict(part[:known], year, method, support)
                            away = abs(there(value, support) - centre)
                            errors.append((ahead, abs(made - value), scale, low <= value <= high,
                                           away / spread / quantile(0.9, degrees)))

        def mean(values):
            values = list(values)
            return statistics.fmean(values) if values else 0.0

        answer = [len(errors), mean(e[1] for e in errors),
                  mean(e[1] / e[2] for e in errors if e[2] > 0), mean(e[3] for e in errors)]
        answer += [mean(e[1] for e in errors if e[0] == ahead) for ahead in (1, 2, 3)]
        n, needed = len(errors), sorted(e[4] for e in errors)
        answer.append(max(1, needed[min(n, math.ceil((n + 1) * 0.8)) - 1]) if n >= 20 else 1)
        given = [len(all_series), *itertools.chain(*(cells(*s) for s in all_series)), method, support]
        case("rolling", 1e-7, given, answer)


# --- Simulated ranks ----------------------------------------------------------------------------------
def normals(seed, stream, purpose, count):
    return [statistics.NormalDist().inv_cdf(centred(word) + 0.5)
            for word in words(seed, stream, purpose, count)]


def simulated_ranks(rng):
    for _ in range(20):
        seed, draws = rng.randrange(2**50), rng.randrange(1, 40)
        regions = [(i + 1, rng.uniform(0, 50), rng.uniform(0, 20), rng.randrange(0, 6))
                   for i in range(rng.randrange(1, 12))]
        counts = [[0] * len(regions) for _ in regions]
        drawn = {stream: [normals(seed, stream, k, draws) for k in range(v + 1)]
                 for stream, _, _, v in regions}
        for draw in range(draws):
            values = []
            for stream, centre, spread, v in regions:
                z = [row[draw] for row in drawn[stream]]
                t = z[0] / math.sqrt(sum(x * x for x in z[1:]) / v) if v else z[0]
                values.append(centre + spread * t)
            for i, value in enumerate(values):
                counts[i][sum(other < value for other in values)] += 1
        answer = []
        for row in counts:
            outside = (1 - 0.8) / 2 * draws
            low = next(r for r in range(len(row)) if sum(row[:r + 1]) > outside)
            high = next(r for r in reversed(range(len(row))) if sum(row[r:]) > outside)
            answer += [low + 1, high + 1, *(count / draws for count in row)]
        case("ranks", 1e-12, [seed, draws, len(regions), *itertools.chain(*regions)], answer)


# --- Buildings -----------------------------------------------------------------------------------------
def squares_left(ts, ys, change_point):
    """Residual sum of squares, base and slope of the best line for a change point."""
    hs = [max(0.0, change_point - t) for t in ts]
    h, y = statistics.fmean(hs), statistics.fmean(ys)
    hh = sum((a - h) ** 2 for a in hs)
    if hh < 1e-9:
        return math.inf, 0, 0
    slope = sum((a - h) * (b - y) for a, b in zip(hs, ys)) / hh
    base = y - slope * h
    return sum((b - base - slope * a) ** 2 for a, b in zip(hs, ys)), base, slope


def signature(ts, ys):
    """Golden section within every gap between temperatures, from a grid's best place in it."""
    order = sorted(set(ts))
    candidates = []
    for low, high in itertools.pairwise(order):
        grid = [low + (high - low) * k / 8 for k in range(9)]
        at = min(range(9), key=lambda k, grid=grid: squares_left(ts, ys, grid[k])[0])
        a, b = grid[max(0, at - 1)], grid[min(8, at + 1)]
        for _ in range(60):
            c, d = b - (b - a) * 0.6180339887498949, a + (b - a) * 0.6180339887498949
            a, b = (a, d) if squares_left(ts, ys, c)[0] < squares_left(ts, ys, d)[0] else (c, b)
        candidates += [(a + b) / 2, high]
    best = min(candidates, key=lambda c: squares_left(ts, ys, c)[0])
    left, base, slope = squares_left(ts, ys, best)
    heating = sum(t < best - 1e-9 for t in ts)
    if slope <= 0:
        return [-1, 2]
    if heating < 2 or len(ts) - heating < 2:
        return [-1, 1]
    mean = statistics.fmean(ys)
    return [base, slope, best, 1 - left / sum((y - mean) ** 2 for y in ys),
            math.sqrt(left / (len(ys) - 3)) / mean]


def signatures(rng):
    for _ in range(60):
        n = rng.randrange(12, 25)
        base, slope, point = rng.uniform(5, 100), rng.uniform(1, 20), rng.uniform(2, 16)
        ts = [round(rng.uniform(-12, 20), 1) for _ in range(n)]
        ys = [base + slope * max(0.0, point - t) + rng.gauss(0, slope) for t in ts]
        case("signature", 2e-5, [n, *ts, n, *ys], signature(ts, ys))


def degree_days(rng):
    for _ in range(200):
        ts = [round(rng.uniform(-25, 30), 1) for _ in range(rng.randrange(0, 60))]
        base, limit = rng.choice([17, 20, 15.5]), rng.choice([10, 12, 13, 100])
        heat = sum(Fraction(base) - Fraction(t) for t in ts if t < base and t <= limit)
        cool = sum(Fraction(t) - Fraction(base) for t in ts if t > base)
        case("degreeDays", 1e-12, [len(ts), *ts, base, limit], [heat, cool])


def base_loads(rng):
    for _ in range(100):
        hours = [(rng.randrange(7), rng.randrange(24), round(rng.uniform(0, 9), 2))
                 for _ in range(rng.randrange(0, 200))]
        base, first = round(rng.uniform(0, 5), 1), rng.randrange(0, 12)
        last = rng.randrange(first, 25)
        groups = {"work": [], "night": [], "weekend": []}
        for day, hour, kwh in hours:
            kind = "weekend" if day in (5, 6) else "work" if first <= hour < last else "night"
            groups[kind].append(kwh)
        means = {k: statistics.fmean(v) if v else None for k, v in groups.items()}

        def share(kind, means=means):
            return means[kind] / means["work"] if means[kind] is not None and means["work"] else -1

        above = sum(k - base for kind in ("night", "weekend") for k in groups[kind] if k > base)
        case("baseLoad", 1e-9, [len(hours), *itertools.chain(*hours), base, first, last],
             [share("night"), share("weekend"), above])


def intensities(rng):
    def number():
        return rng.choice([0, 1, 1, 1, -1]) * Fraction(rng.randrange(1, 10**6), 1000)

    for _ in range(500):
        years = [(number(), number(), Fraction(rng.randrange(500, 1500), 1000),
                  Fraction(rng.randrange(1, 10**5), 10)) for _ in range(2)]

        def at(switched, years=years):
            weather, area, use = (years[i in switched] for i in range(3))
            return (use[1] + use[0] / use[2] * weather[2]) / area[3]

        parts = [Fraction(0)] * 3
        for order in itertools.permutations(range(3)):
            for k, factor in enumerate(order):
                parts[factor] += (at(order[:k + 1]) - at(order[:k])) / 6
        case("intensity", 1e-7, [*years[0], *years[1]], [*parts, at((0, 1, 2)) - at(())])


# --- Series ----------------------------------------------------------------------------------------------
def pettitts(rng):
    for _ in range(200):
        xs = [rng.randrange(20) + (8 if rng.random() < k / 20 else 0)
              for k in range(rng.randrange(0, 30))]
        n, best, place = len(xs), 0, 0
        for t in range(1, n):
            u = abs(sum((b > a) - (b < a) for a in xs[:t] for b in xs[t:]))
            if u > best:
                best, place = u, t
        answer = [-1] if place == 0 else [
            place, best, min(1, 2 * math.exp(-6 * best**2 / (n**3 + n**2))),
            statistics.median(xs[:place]), statistics.median(xs[place:])]
        case("pettitt", 1e-12, [n, *xs], answer)


def paths(rng):
    for _ in range(300):
        stages = [(y, round(rng.uniform(0, 200), 1))
                  for y in rng.sample(range(2010, 2050), rng.randrange(0, 6))]
        at, step = rng.randrange(20050, 20550) / 10, rng.randrange(2)
        before = [s for s in sorted(stages) if s[0] <= at]
        after = [s for s in sorted(stages) if s[0] > at]
        value = before[-1][1] if before else 0.0
        if before and after and not step:
            (x, a), (z, b) = before[-1], after[0]
            value = a + (b - a) * (at - x) / (z - x)
        case("path", 1e-12, [len(stages), *itertools.chain(*stages), at, step],
             [bool(before), value])


def means(rng):
    for _ in range(300):
        points = [(y, round(rng.uniform(0, 200), 1))
                  for y in rng.sample(range(2005, 2025), rng.randrange(0, 18))]
        years, values = rng.choice([1, 3, 5]), dict(points)
        answer = []
        for year in sorted(values):
            span = [values.get(year - k) for k in range(years)]
            if None not in span:
                answer += [year, statistics.fmean(span)]
        case("means", 1e-12, [len(points), *itertools.chain(*points), years], answer)
        if len(points) < 3:
            continue
        slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in itertools.combinations(points, 2)]
        change = statistics.median(slopes) * (max(values) - min(values))
        case("direction", 1e-9, [len(points), *itertools.chain(*points)], [change])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    for _ in range(300):
        t, v = rng.uniform(-8, 8), rng.randrange(1, 40)
        case("student", 1e-9, [t, v], [student(t, v)])
    for ask in (forecasts, rolling_origins, simulated_ranks, signatures, degree_days, base_loads,
                intensities, pettitts, paths, means):
        ask(rng)
    done = subprocess.run([arguments.program], input="\n".join(LINES) + "\n", text=True, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
