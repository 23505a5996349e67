"""What the models are compared with: published models, scipy's series, and CDNOW."""

import os
from pathlib import Path

import duckdb
import numpy as np
import pytest
from scipy.special import betaln, gammaln, hyp2f1

from clientele.value import Histories, Spending

CDNOW = Path(os.environ.get("CLIENTELE_DATA_DIR", "data")) / "cdnow_sample.parquet"
HISTORIES = """
    with days as (
        select sample_id as customer, date as ordered_on, sum(dollars) as revenue
        from read_parquet(?)
        group by all
    ),

    firsts as (
        select customer, min(ordered_on) as first_on from days group by customer
    )

    select
        count(*) filter (ordered_on <= '1997-09-30') - 1 as repeat_orders,
        date_diff('day', any_value(first_on), max(ordered_on) filter (ordered_on <= '1997-09-30'))
            / 7 as recency,
        date_diff('day', any_value(first_on), date '1997-09-30') / 7 as tenure,
        count(*) filter (ordered_on > '1997-09-30') as later_orders,
        avg(revenue) filter (ordered_on > first_on and ordered_on <= '1997-09-30') as mean_revenue
    from days
    join firsts using (customer)
    group by customer
    order by all
"""


def read_cdnow():
    """Return the columns of HISTORIES as doubles, one row per customer of the sample."""
    if not CDNOW.is_file():
        pytest.skip("cdnow_sample.parquet is not there (set CLIENTELE_DATA_DIR to its folder)")
    columns = duckdb.execute(HISTORIES, [str(CDNOW)]).fetchnumpy()
    return {name: np.ma.filled(column.astype(float), np.nan) for name, column in columns.items()}


def histories_of(columns):
    ones = np.ones_like(columns["tenure"])
    return Histories(columns["repeat_orders"], columns["recency"], columns["tenure"], ones)


def spending_of(columns):
    is_repeater = columns["repeat_orders"] > 0
    orders, means = columns["repeat_orders"][is_repeater], columns["mean_revenue"][is_repeater]
    return Spending(orders, means, np.ones_like(means))


def bg_nbd(values, histories):
    """Fader, Hardie and Lee 2005: as MBG/NBD, but nobody leaves after the first order."""
    r, alpha, a, b = values
    x, recency, tenure = histories.repeat_orders, histories.recency, histories.tenure
    stayed = betaln(a, b + x) - (r + x) * np.log(alpha + tenure)
    later = np.maximum(x, 1)
    left = betaln(a + 1, b + later - 1) - (r + x) * np.log(alpha + recency)
    mixed = np.where(x > 0, np.logaddexp(stayed, left), stayed)
    alike = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - betaln(a, b)
    return float(histories.customers @ (alike + mixed))


def pareto_nbd(values, histories):
    """Schmittlein, Morrison and Colombo 1987: customers leave at a random moment."""
    r, alpha, s, beta = values
    x, recency, tenure = histories.repeat_orders, histories.recency, histories.tenure
    total = r + s + x
    gap = abs(alpha - beta)
    larger, second = max(alpha, beta), s + 1 if alpha >= beta else r + x

    def part(moment):
        series = hyp2f1(total, second, total + 1, gap / (larger + moment))
        return np.log(series) - total * np.log(larger + moment)

    alive = -(r + x) * np.log(alpha + tenure) - s * np.log(beta + tenure)
    at_order, now = part(recency), part(tenure)
    left = np.log(s / total) + at_order + np.log(-np.expm1(np.minimum(now - at_order, -1e-300)))
    left = np.where(recency < tenure, left, -np.inf)
    alike = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    return float(histories.customers @ (alike + np.logaddexp(alive, left)))


def probability_alive(values, repeat_orders, recency, tenure):
    r, alpha, a, b = values
    silence = ((alpha + tenure) / (alpha + recency)) ** (r + repeat_orders)
    return 1 / (1 + a / (b + repeat_orders) * silence)


def expected_orders(values, repeat_orders, recency, tenure, horizon):
    """Return the expected orders of the MBG/NBD model in a horizon, by scipy's hyp2f1."""
    r, alpha, a, b = values
    x = repeat_orders
    share = horizon / (alpha + tenure + horizon)
    series = hyp2f1(r + x, b + x + 1, a + b + x, share)
    if_alive = (a + b + x) / (a - 1) * (1 - (1 - share) ** (r + x) * series)
    return if_alive * probability_alive(values, x, recency, tenure)
