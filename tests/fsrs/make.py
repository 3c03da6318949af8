"""Makes vectors.txt with an independent implementation of FSRS-6: py-fsrs 6.3.2 (pip install fsrs==6.3.2).

One line a history: retention, then for each review `days since the last one:grade:interval in days`, then the
stability and the difficulty at the end. No learning steps, no fuzz, default parameters. A history ends before its
stability reaches 36,500 days: the Rust crate remembers no longer than that, py-fsrs does.
"""

import random
from datetime import datetime, timedelta, timezone

from fsrs import Card, Rating, Scheduler

random.seed(20261121)
for retention in (0.7, 0.8, 0.85, 0.9, 0.95, 0.97):
    scheduler = Scheduler(desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    left = 2000
    while left > 0:
        card, at, interval, reviews = Card(), datetime(2026, 1, 1, tzinfo=timezone.utc), 0, []
        for number in range(min(20, left)):
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
        left -= len(reviews)
        print(retention, *reviews, f"{card.stability:.4f}", f"{card.difficulty:.4f}")
