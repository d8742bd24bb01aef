"""Philox4x32-10 by its paper (Salmon and others, SC11, 2011), in the layout that
analytics/random_draws.hpp promises; for the second opinions here."""
WORD = 2**32 - 1


def philox(counter, key):
    a, b, c, d = counter
    k, m = key
    for _ in range(10):
        first, second = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = second >> 32 ^ b ^ k, second & WORD, first >> 32 ^ d ^ m, first & WORD
        k, m = k + 0x9E3779B9 & WORD, m + 0xBB67AE85 & WORD
    return a, b, c, d


def words(seed, region, purpose, count):
    made = []
    for group in range(-(-count // 64)):
        blocks = [philox((16 * group + i, 0, region, purpose), (seed & WORD, seed >> 32))
                  for i in range(16)]
        made += [block[w] for w in range(4) for block in blocks]
    return made[:count]


def centred(word):
    return ((word >> 8) + 0.5) / 2**24 - 0.5
