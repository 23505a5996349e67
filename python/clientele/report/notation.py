"""How numbers are written: 1,234.50 in English, 1 234,50 in French, money with its sign."""

from decimal import ROUND_HALF_UP, Decimal

SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
NARROW_SPACE = "\u202f"
HARD_SPACE = "\u00a0"
NOTHING = "\u2013"

Number = int | float | Decimal


def sign(currency: str) -> str:
    """Return the sign of a currency, or its code where it has none that all know."""
    return SIGNS.get(currency, currency)


def written(number: Number | None, language: str, decimals: int = 0) -> str:
    """Return a number as people of a language write it; a dash for none."""
    if number is None:
        return NOTHING
    step = Decimal(1).scaleb(-decimals)
    text = f"{Decimal(str(number)).quantize(step, ROUND_HALF_UP):,}"
    if language == "fr":
        return text.replace(",", NARROW_SPACE).replace(".", ",")
    return text


def money(amount: Number | None, language: str, currency: str, decimals: int = 0) -> str:
    """Return an amount with its currency: €1,234 or 1 234 €."""
    if amount is None:
        return NOTHING
    text, symbol = written(-amount if amount < 0 else amount, language, decimals), sign(currency)
    minus = "-" if amount < 0 else ""
    if language == "fr":
        return f"{minus}{text}{HARD_SPACE}{symbol}"
    return f"{minus}{symbol}{text}" if len(symbol) == 1 else f"{minus}{symbol}{HARD_SPACE}{text}"


def percent(share: Number | None, language: str, decimals: int = 1) -> str:
    """Return a fraction as per cent: 12.5% or 12,5 %."""
    if share is None:
        return NOTHING
    gap = HARD_SPACE if language == "fr" else ""
    return f"{written(Decimal(str(share)) * 100, language, decimals)}{gap}%"


def format_codes(language: str, currency: str) -> dict[str, str]:
    """Return the spreadsheet codes that charts and tables of a page format with.

    Spaces part thousands in French; the library behind the codes knows no decimal comma, so French
    figures in charts and tables are whole wherever that says enough.
    """
    symbol = sign(currency)
    whole = "### ### ##0" if language == "fr" else "#,##0"
    if language == "fr":
        amount = f'{whole}" {symbol}"'
    else:
        amount = f'"{symbol}"{whole}' if len(symbol) == 1 else f'"{symbol} "{whole}'
    return {
        "count": whole,
        "money": amount,
        "percent": "0%",
        "percent1": "0.0%",
        "decimal": "0.0",
        "decimal2": "0.00",
    }
