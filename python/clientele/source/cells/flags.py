"""Flags: whether a line is cancelled, as yes or no, as the status of an order, or as a date."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clientele.source.cells.dates import date_formats
from clientele.source.sql import literal, literals

__all__ = [
    "NO",
    "REFUNDS",
    "SALES",
    "YES",
    "flag_expression",
    "flag_key",
    "flag_of_moment",
    "is_bare_yes",
    "is_date",
    "is_known",
    "is_one_of",
    "names_end",
    "names_part_refund",
    "names_refund",
    "names_sale",
    "names_state",
]

# What a row is, in exports with a column of types. A state is "refunded" and a row is a "refund".
_REFUNDS = """
    refund refunds return returns cancellation reversal chargeback credit_note credit_memo
    remboursement retour avoir annulation gutschrift storno retoure rückgabe rückerstattung
    erstattung rücklastschrift reembolso devolución devolucion rimborso reso storno nota_di_credito
    terugbetaling retourzending creditnota
"""
REFUNDS = frozenset(_REFUNDS.split())
"""Names of rows that give something back, in small letters."""

_SALES = """
    sale sales order purchase invoice payment charge
    vente achat commande facture paiement verkauf kauf bestellung rechnung zahlung
    venta compra pedido factura pago vendita acquisto ordine fattura pagamento
    verkoop aankoop bestelling factuur betaling
"""
SALES = frozenset(_SALES.split())
"""Names of rows that sell something, in small letters."""

_YES_ALONE = """
    true yes y 1 -1 t oui o vrai v ja j wahr sí si verdadero vero verdadeiro sim waar x ✓ ✔ ☑
"""
_BARE_YES = frozenset(_YES_ALONE.split())
_YES = """
    cancelled canceled cancel failed refunded returned void voided
    reversed charged_back rejected declined denied expired abandoned trash deleted
    restocked incomplete blocked disputed unfulfillable
    suspected_fraud fraud canceled_by_customer cancelled_by_customer canceled_by_seller
    cancelled_by_seller payment_failed payment_error return_received
    quotation quotation_sent quote test test_order training no_sale authorization authorisation
    payout payouts transfer transfers withdrawal service_fee refused
    draft checkout-draft requires_action requires_payment_method requires_confirmation
    annulé annulée annule annulee remboursé remboursée rembourse remboursee retourné retournée
    refusé refusée échoué échouée erreur_de_paiement paiement_refusé
    devis formation angebot schulung
    storniert erstattet abgebrochen abgelehnt fehlgeschlagen zurückgesendet retourniert
    cancelado cancelada reembolsado reembolsada anulado anulada devuelto devuelta rechazado fallido
    annullato annullata rimborsato rimborsata restituito restituita rifiutato
    devolvido devolvida recusado geannuleerd terugbetaald geretourneerd mislukt
"""
_YES_WORDS = (
    *("shipped - returned to seller", "shipped - returning to seller"),
    *("shipped - rejected by buyer", "shipped - lost in transit"),
)
YES = frozenset((*_YES.split(), *_YES_WORDS)) | _BARE_YES | REFUNDS
"""What is understood as yes, in small letters."""

_NO = """
    false no n 0 f non faux nein falsch falso não nao nee onwaar ☐
    not_cancelled not_canceled not_refunded not_returned not_fulfilled
    completed complete paid shipped processing delivered fulfilled closed done ok active
    captured capture sales_order sale_order locked
    succeeded successful success confirmed accepted approved placed received processed
    invoiced settled sent dispatched booked open new pending authorized authorised unfulfilled
    partial partially_paid partially_refunded partially_fulfilled partially_shipped on-hold on_hold
    pending_payment
    livré livrée livre livree payé payée paye payee expédié expédiée expedie expediee
    terminé terminée termine terminee validé validée traité traitée confirmé confirmée facturé
    facturée paiement_accepté paiement_effectué paiement_à_distance_accepté
    en_cours_de_préparation en_cours_de_livraison en_préparation en_attente
    en_attente_de_paiement en_attente_de_virement_bancaire en_attente_de_paiement_par_chèque
    bezahlt versendet versandt geliefert zugestellt abgeschlossen erledigt offen in_bearbeitung
    in_zustellung bestätigt zahlung_ausstehend teilweise_erstattet
    pagado pagada enviado enviada entregado entregada completado completada pendiente procesando
    en_proceso confirmado confirmada facturado
    pagato pagata spedito spedita consegnato consegnata completato completata evaso evasa
    in_lavorazione in_attesa confermato
    entregue concluído concluída pendente aprovado em_andamento em_processamento
    betaald verzonden geleverd afgerond voltooid in_behandeling
    holded payment_review payment_received payment_accepted payment_pending paid_in_full
    not_paid unpaid return_requested ready_to_ship ready_for_pickup picked_up backordered
    unshipped partiallyshipped shipping uncaptured partial_refund
    awaiting_payment awaiting_fulfillment awaiting_shipment awaiting_pickup
    manual_verification_required
"""
_PART_REFUNDS = frozenset(("partially_refunded", "partial_refund", "teilweise_erstattet"))
_NO_WORDS = (
    *("in progress", "in transit", "en cours"),
    *("shipped - delivered to buyer", "shipped - out for delivery", "shipped - picked up"),
    *("shipped - damaged", "pending - waiting for pick up"),
)
NO = frozenset((*_NO.split(), *_NO_WORDS)) | SALES
"""What is understood as no, in small letters."""


# Years before 1970, the first day of 1970, and the last year of all.
_NO_YEAR = r"(0[0-9]{3}|1[0-8][0-9]{2}|19[0-6][0-9]|9999)"
_NEVER = rf"^({_NO_YEAR}[-/.]|[0-9]{{1,2}}[-/.][0-9]{{1,2}}[-/.]{_NO_YEAR}\b|1970-01-01)"


def flag_key(text: str) -> str:
    """Return SQL for what a cell is looked up by: its small letters, and dates as their shape.

    Dates that databases write where there is none, such as 0000-00-00 and 1900-01-01, are a 0.
    """
    is_date = f"strlen({text}) > 4 and regexp_matches({text}, '[0-9][-/.:][0-9]')"
    return (
        f"case when strlen({text}) > 60 then '?'"
        f" when {is_date} and regexp_matches({text}, {literal(_NEVER)}) then '0'"
        f" when {is_date} then translate({text}, '0123456789', '9999999999')"
        f" else lower({text}) end"
    )


def is_one_of(text: str, keys: Iterable[str]) -> str:
    """Return SQL for whether a cell has one of several keys."""
    return f"{flag_key(text)} in ({literals(sorted(keys))[1:-1]})"


def is_known(key: str) -> bool:
    """Return whether a key is a yes, a no or a date.

    >>> is_known("refunded"), is_known("9999-99-99 99:99:99 -9999"), is_known("perhaps")
    (True, True, False)

    """
    return _plain(key) in YES or _plain(key) in NO or is_date(key)


def names_end(key: str) -> bool:
    """Return whether a key says in words that a line is not a sale, or not any more.

    >>> names_end("voided"), names_end("no sale"), names_end("paid"), names_end("yes")
    (True, True, False, False)

    """
    return _plain(key) in YES - _BARE_YES


def is_bare_yes(key: str) -> bool:
    """Return whether a key is a yes that does not say what happened.

    >>> is_bare_yes("y"), is_bare_yes("refunded")
    (True, False)

    """
    return _plain(key) in _BARE_YES


def names_refund(key: str) -> bool:
    """Return whether a key names a row that gives something back, and not a state of a sale.

    >>> names_refund("credit note"), names_refund("refunded")
    (True, False)

    """
    return _plain(key) in REFUNDS


def names_part_refund(key: str) -> bool:
    """Return whether a key says that a part of a sale was given back.

    >>> names_part_refund("partially refunded"), names_part_refund("partially paid")
    (True, False)

    """
    return _plain(key) in _PART_REFUNDS


def names_sale(key: str) -> bool:
    """Return whether a key names a row that sells something.

    >>> names_sale("invoice"), names_sale("paid")
    (True, False)

    """
    return _plain(key) in SALES


def names_state(key: str) -> bool:
    """Return whether a key is the state of a sale that stands, and not the name of a row.

    >>> names_state("on hold"), names_state("sale")
    (True, False)

    """
    return _plain(key) in NO and not names_sale(key)


def is_date(key: str) -> bool:
    """Return whether a key is the shape of a date: the moment of the cancellation."""
    return bool(re.search("9[-/.:]9", key)) and bool(date_formats([key])[0])


def flag_of_moment(moment: str) -> str:
    """Return SQL that reads a timestamp as a flag. What databases write for "never" is a no."""
    day = f"cast({moment} as date)"
    return f"{moment} is not null and {day} > '1970-01-01' and {day} < '9999-01-01'"


def flag_expression(text: str, keys: Iterable[str]) -> str:
    """Return SQL that reads cells as flags, for these keys and no others."""
    keys = list(keys)
    yes = [key for key in keys if _plain(key) in YES or is_date(key)]
    no = [key for key in keys if _plain(key) in NO]
    whens = [
        f" when {is_one_of(text, words)} then {value}"
        for words, value in ((yes, "true"), (no, "false"))
        if words
    ]
    return f"case{''.join(whens)} end" if whens else "cast(null as boolean)"


def _plain(key: str) -> str:
    # 1 may be stored as a number with decimals, and shops write "on hold" and "on_hold".
    # WooCommerce stores its states with a prefix.
    plain = key.removesuffix(".0").removeprefix("wc-")
    return plain if plain in YES or plain in NO else plain.replace(" ", "_")
