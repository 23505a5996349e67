"""Currencies: the signs and codes that stand in cells of money, and in a column of their own."""

from __future__ import annotations

import re

from clientele.source.sql import literal

__all__ = [
    "AMBIGUOUS_SIGNS",
    "CODES",
    "SIGNS",
    "WHOLE",
    "code_of",
    "code_of_name",
    "currency_code",
    "likeliest",
    "meanings",
]

# ISO 4217, the currencies that people pay with.
_CODES = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
    GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
    RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT
    TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
    ZWL
"""
CODES = frozenset(_CODES.split())

_WHOLE = "¥ JPY KRW VND CLP PYG ISK XOF XAF XPF RWF UGX BIF DJF GNF KMF VUV"
WHOLE = frozenset(_WHOLE.split())
"""The currencies that have no cents."""

SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₫": "VND",
    "₦": "NGN",
    "₱": "PHP",
    "₪": "ILS",
    "₴": "UAH",
    "₸": "KZT",
    "₾": "GEL",
    "₲": "PYG",
    "₡": "CRC",
    "₵": "GHS",
    "฿": "THB",
    "₩": "KRW",
    "R$": "BRL",
    "US$": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "AU$": "AUD",
    "A$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "MX$": "MXN",
    "zł": "PLN",
    "Kč": "CZK",
    "Ft": "HUF",
    "лв": "BGN",
    "lei": "RON",
    "\u0440\u0443\u0431": "RUB",
    "\u0440\u0443\u0431.": "RUB",
    "грн": "UAH",
    "Rp": "IDR",
    "RM": "MYR",
    "TL": "TRY",
    "Fr.": "CHF",
    "SFr.": "CHF",
    "euro": "EUR",
    "euros": "EUR",
    "pound": "GBP",
    "pounds": "GBP",
    "sterling": "GBP",
    "yen": "JPY",
    "dollar": "$",
    "dollars": "$",
    "$": "$",
    "¥": "¥",
    "kr": "kr",
    "kr.": "kr",
    "Rs": "Rs",
    "Rs.": "Rs",
}
"""Signs and words to the code of the one currency that they can mean, or to themselves."""

_DOLLARS = """
    ARS AUD BBD BMD BND BSD BZD CAD CLP COP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD
    SGD SRD TTD TWD USD UYU XCD
"""
AMBIGUOUS_SIGNS = {
    "$": frozenset(_DOLLARS.split()),
    "¥": frozenset(("CNY", "JPY")),
    "kr": frozenset(("DKK", "ISK", "NOK", "SEK")),
    "Rs": frozenset(("INR", "LKR", "MUR", "NPR", "PKR", "SCR")),
}
"""Signs of several currencies, to those currencies."""

_LIKELIEST = {"$": "USD", "¥": "JPY", "kr": "SEK", "Rs": "INR"}
# Codes of Albania and Tonga that are words in the name of a column.
_WORDS = frozenset({"ALL", "TOP"})
_IN_NAME = re.compile(r"[(\[]\s*([^()\[\]]{1,5})\s*[)\]]\s*$")
# Codes that are not words, so that they can stand in a name without brackets.
_NO_WORDS = """
    usd eur gbp chf jpy cad aud nzd sek nok dkk pln czk huf inr cny hkd sgd brl mxn zar krw
"""

_BY_FOLDED = {sign.lower(): code for sign, code in SIGNS.items()} | {
    code.lower(): code for code in CODES
}


def code_of(text: str) -> str | None:
    """Return the code of the currency that a sign or a code means, or None if it means none.

    A sign that several currencies share stays a sign.

    >>> code_of("€"), code_of("chf"), code_of("$"), code_of("abc")
    ('EUR', 'CHF', '$', None)

    """
    return _BY_FOLDED.get(text.lower())


def meanings(codes: frozenset[str]) -> frozenset[str]:
    """Return the currencies that all of several codes and signs can mean.

    >>> meanings(frozenset({"$", "CAD"})), meanings(frozenset({"$", "EUR"}))
    (frozenset({'CAD'}), frozenset())

    """
    meant = [AMBIGUOUS_SIGNS.get(code, frozenset({code})) for code in codes]
    return frozenset.intersection(*meant) if meant else frozenset()


def likeliest(codes: frozenset[str]) -> str:
    """Return the currency that codes and signs mean most often, if they can mean one.

    >>> likeliest(frozenset({"$"})), likeliest(frozenset({"$", "CAD"})), likeliest(frozenset({"£"}))
    ('USD', 'CAD', '£')

    """
    possible = meanings(codes)
    sign = next(iter(codes))
    return _LIKELIEST.get(sign, sign) if len(codes) == 1 else sorted(possible)[0]


def code_of_name(column: str) -> str | None:
    """Return the currency that the name of a column starts or ends with, or None.

    >>> code_of_name("Price (GBP)"), code_of_name("Total [€]"), code_of_name("Price (all)")
    ('GBP', 'EUR', None)
    >>> code_of_name("amount_usd"), code_of_name("EUR total"), code_of_name("priceCHF")
    ('USD', 'EUR', 'CHF')
    >>> code_of_name("SALES (ALL)") or code_of_name("price_all")

    """
    words = re.split(r"[\s_,.:/-]+|(?<=[a-z])(?=[A-Z])", column)
    for word in (words[-1], words[0]):
        if word.lower() in _NO_WORDS.split() or (word in SIGNS and not word.isalpha()):
            return code_of(word)
    found = _IN_NAME.search(column)
    if not found or found[1] in _WORDS:
        return None
    if found[1].isalpha() and found[1].isascii() and found[1] not in CODES:
        return None
    return code_of(found[1])


def currency_code(text: str, given: str | None = None) -> str:
    """Return SQL for the code of a currency in a cell: signs as codes, letters as capitals.

    A sign of several currencies is the given one if it can be, and otherwise the likeliest.

    >>> import duckdb
    >>> cells = ("'€'", "'usd'", "'points'")
    >>> [duckdb.sql(f"select {currency_code(cell)}").fetchone()[0] for cell in cells]
    ['EUR', 'USD', 'POINTS']
    >>> cells = ("'$'", "'kr'")
    >>> [duckdb.sql(f"select {currency_code(cell, 'CAD')}").fetchone()[0] for cell in cells]
    ['CAD', 'SEK']

    """
    meant = {
        sign: given if given in codes else _LIKELIEST[sign]
        for sign, codes in AMBIGUOUS_SIGNS.items()
    }
    whens = " ".join(
        f"when {literal(sign.lower())} then {literal(meant.get(code, code))}"
        for sign, code in SIGNS.items()
    )
    return f"case lower({text}) {whens} else upper({text}) end"
