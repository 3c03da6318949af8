"""Makes the vectors with an independent implementation of FSRS-6: py-fsrs 6.3.2 (pip install fsrs==6.3.2).

    python3 make.py > vectors.txt            default parameters, six retentions, 2,000 reviews each
    python3 make.py own > vectors-own.txt    three sets of other parameters, retention 0.8 and 0.95, 700 reviews each

One line a history: retention (with `own`, before it the 21 parameters joined by commas), then for each review
`days since the last one:grade:interval in days`, then the stability and the difficulty at the end. No learning steps,
no fuzz. A history ends before its stability reaches 36,500 days: the Rust crate remembers no longer than that,
py-fsrs does.
"""

import random
import sys
from datetime import datetime, timedelta, timezone

from fsrs import Card, Rating, Scheduler

# Somebody who forgets fast, somebody who remembers long, and one whose curve is steep. All within the bounds to which
# both implementations hold parameters.
OWN = [
    (0.1021, 0.6113, 1.4207, 4.9131, 7.0114, 0.5931, 2.6521, 0.0123, 1.4023, 0.2109, 0.6127, 1.6311, 0.0902, 0.3011,
     1.9013, 0.4527, 1.5112, 0.6231, 0.1523, 0.0814, 0.1931),
    (0.6214, 2.9127, 6.1031, 19.4121, 5.8127, 1.0213, 3.3127, 0.0021, 2.2013, 0.1213, 1.0127, 1.2013, 0.0521, 0.2213,
     1.3127, 0.7013, 2.4121, 0.4121, 0.0613, 0.0413, 0.1213),
    (0.3127, 1.1213, 3.2011, 11.9127, 6.9121, 0.7213, 2.1013, 0.0513, 1.7127, 0.0513, 0.9213, 1.9127, 0.1213, 0.4127,
     2.2013, 0.2513, 3.1127, 0.8213, 0.2127, 0.1513, 0.4513),
]


def histories(scheduler, reviews_left):
    while reviews_left > 0:
        card, at, interval, reviews = Card(), datetime(2026, 1, 1, tzinfo=timezone.utc), 0, []
        for number in range(min(20, reviews_left)):
            # On the day itself, early, on time, late, very late.
            factor = random.choice((0, 0.5, 1, 1, 1, 1.3, 3))
            elapsed = min(int(interval * factor), 3650) if number else 0
            at += timedelta(days=elapsed)
            grade = random.choices((1, 2, 3, 4), (15, 15, 55, 15))[0]
            after, _log = scheduler.review_card(card, Rating(grade), at)
            if after.stability > 36_000:
                break
            card = after
            interval = (card.due - at).days
            reviews.append(f"{elapsed}:{grade}:{interval}")
        reviews_left -= len(reviews)
        yield (*reviews, f"{card.stability:.4f}", f"{card.difficulty:.4f}")


STEPS = {"learning_steps": (), "relearning_steps": (), "enable_fuzzing": False}
random.seed(20261121)
if sys.argv[1:] == ["own"]:
    for parameters in OWN:
        for retention in (0.8, 0.95):
            scheduler = Scheduler(parameters=parameters, desired_retention=retention, **STEPS)
            for words in histories(scheduler, 700):
                print(",".join(map(str, parameters)), retention, *words)
else:
    for retention in (0.7, 0.8, 0.85, 0.9, 0.95, 0.97):
        scheduler = Scheduler(desired_retention=retention, **STEPS)
        for words in histories(scheduler, 2000):
            print(retention, *words)
