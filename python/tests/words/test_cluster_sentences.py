"""Sentences about clusters: every code has words, in every language."""

import re

import pyarrow as pa
import pytest

from clientele.words import languages, load_words
from clientele.words.clusters import describe_rule, message, say_message, write_sentences


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("topic", ["reasons", "parameters", "retraining"])
def test_every_code_is_said_with_its_numbers(language, topic):
    for code, template in load_words(language)["clusters"][topic].items():
        values = dict.fromkeys(re.findall(r"\{(\w+)\}", template), 0.5)
        sentence = say_message(topic, message(code, **values), language)
        assert sentence
        assert "{" not in sentence
        assert "|" not in sentence


@pytest.mark.parametrize(
    ("conditions", "english", "french"),
    [
        ([], "all customers", "tous les clients"),
        ([("frequency", 1, 1)], "1 order", "1 commande"),
        ([("frequency", None, 1)], "at most 1 order", "au plus 1 commande"),
        ([("frequency", 2, 4)], "2 to 4 orders", "2 à 4 commandes"),
        ([("monetary", 1020.5, None)], "at least 1,020.5 spent", "au moins 1\u202f020,5 dépensés"),
        ([("recency_days", None, 0)], "last order at most 0 days ago", None),
        ([("channel_orders_web", 1, 1)], "1 order by web", "1 commande par web"),
        ([("x_size", 3, None)], "x size at least 3", "x size : au moins 3"),
    ],
)
def test_rules_are_phrases(conditions, english, french):
    assert describe_rule(conditions, "en") == english
    if french:
        assert describe_rule(conditions, "fr") == french


def test_a_share_under_a_bound_never_looks_like_the_bound():
    text = message("too_small", smallest=0.04996, least=0.05)
    assert "4.996%" in say_message("reasons", text, "en").replace("5.00%", "wrong")


def test_retraining_names_the_last_step_that_held():
    text = message("retrain", weeks=4, index=0.7, threshold=0.75, held={"weeks": 2, "index": 0.8})
    assert say_message("retraining", text, "en").endswith("After 2 weeks it was still 0.800.")


def test_rows_without_a_message_have_no_sentence():
    table = pa.table({"cluster_id": [1, 2], "message": [message("valid"), None]})
    assert write_sentences("fr", stability=table).to_pylist() == [
        {"subject": "stability", "subject_id": "1", "sentence": "valide"}
    ]
    assert write_sentences("en", stability=table.slice(1)).num_rows == 0
