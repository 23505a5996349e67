"""What columns are called in exports, in several languages: the words that a mapping is guessed by.

Each contract name has names of columns, the most telling first. All are without accents, capitals
and signs, as `plain_name` writes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

__all__ = ["COLUMN_NAMES", "is_money_of_orders", "is_part_of", "names_other_money", "plain_name"]

_NAMES = {
    "customer_id": """
        customer id, customerid, customer no, customer number, customer code, cust id, client id,
        client no, client number, buyer id, user id, member id, shopper id, account id, contact id,
        numero client, n client, no client, code client, id client, identifiant client,
        kundennummer, kundennr, kunden nr, kunden id, kundenid, klantnummer, klant id,
        id cliente, codigo cliente, numero cliente, codice cliente, codigo do cliente,
        customer email, email, e mail, mail, email address, buyer email, billing email,
        customer, client, buyer, user, member, shopper, acheteur, kunde, klant, cliente, comprador,
        debitor, debitorennr, debitorennummer, deb nr, auftraggeber, sell to customer no,
        bill to customer no, full visitor id, visitor id, user pseudo id
    """,
    "customer_name": """
        customer name, client name, buyer name, full name, billing name, nom client, nom du client,
        kundenname, nombre cliente, nome cliente, klantnaam, name, nom, nombre, nome, naam,
        customer, client, buyer, kunde, cliente, klant
    """,
    "ordered_at": """
        ordered at, order date, date ordered, order datetime, orderdate, created at, purchase date,
        purchased at, invoice date, invoicedate, sale date, sales date, transaction date, sold at,
        date commande, date de commande, date de la commande, date facture, date achat,
        bestelldatum, rechnungsdatum, kaufdatum, belegdatum, fecha pedido, fecha de compra,
        data ordine, data acquisto, data do pedido, besteldatum, date, datetime, date time,
        timestamp, when, day, datum, fecha, data, paid at, created,
        posting date, document date, buchungsdatum, fakturadatum, verkaufsdatum, date created,
        date add, date de vente
    """,
    "order_id": """
        order id, orderid, order no, order number, invoice id, invoice no, invoiceno,
        invoice number, receipt id, receipt no, receipt number, transaction id, transaction no,
        basket id, ticket no, ticket id, numero commande, n commande, n de commande,
        n facture, n ticket, no commande, id commande,
        numero de commande, numero facture, numero ticket, bestellnummer, rechnungsnummer,
        rechnungsnr, auftragsnummer, belegnummer, bonnummer, numero pedido, numero factura,
        numero ordine, ordernummer, factuurnummer, order, invoice, receipt, transaction, basket,
        ticket, commande, facture, bestellung, rechnung, auftrag, beleg, bon, pedido, factura,
        ordine, fattura, scontrino, bestelling, factuur,
        sale id, sales id, sale no, sale number, order reference, order ref, sales order,
        document no, document number, belegnr, beleg nr, faktura, fakturanummer, verkaufsbeleg,
        id order, reference commande
    """,
    "order_line_id": "order line id, line id, lineid, order item id, line item id, id ligne",
    "product_id": """
        product id, productid, sku, product code, product no, item id, item no, item code,
        article no, article number, article id, stock code, stockcode, ean, upc, gtin, asin,
        code article, code produit, ref article, reference produit, reference, artikelnummer,
        artikelnr, artikel nr, produktnummer, codigo producto, codice prodotto, codice articolo,
        codigo produto, product, item, article, produit, artikel, produkt, producto, articulo,
        prodotto, articolo, produto,
        material, materialnummer, item number, custom label, product reference
    """,
    "product_name": """
        product name, productname, product title, item name, item description, article name,
        product description, nom produit, nom du produit, libelle article, libelle, designation,
        artikelbezeichnung, artikelname, produktname, bezeichnung, nombre producto, descripcion,
        nome prodotto, descrizione, productnaam, omschrijving, description, title, product, item,
        article, produit, artikel, produkt, producto, articulo, prodotto, articolo, produto
    """,
    "category": """
        category, product category, product type, department, product group, family, categorie,
        famille, rayon, kategorie, warengruppe, categoria, familia, reparto, productgroep
    """,
    "channel": """
        channel, sales channel, sold in, source, store, shop, location, canal, canal de vente,
        magasin, kanal, vertriebskanal, filiale, tienda, canale, negozio, winkel, kanaal, loja
    """,
    "country": """
        country, shipping country, billing country, ship country, country code, pays, land, pais,
        paese
    """,
    "quantity": """
        quantity, qty, quantity purchased, quantity ordered, units, pieces, pcs, count, quantite,
        qte, nombre d articles, menge, anzahl, stuck, stuckzahl, cantidad, unidades, quantita,
        pezzi, aantal, quantidade
    """,
    "unit_price": """
        unit price, unitprice, price, price per unit, item price, prix unitaire,
        prix, pu, pu ttc, einzelpreis, stuckpreis, preis, precio unitario, precio,
        prezzo unitario, prezzo, stukprijs, prijs, preco unitario, preco,
        vk preis, verkaufspreis, retail price, selling price
    """,
    "amount": """
        amount, line total, line amount, total amount, net amount, total price, total, sales,
        net sales, revenue, turnover, spend, value, montant, montant ttc, montant ligne,
        total ligne, total ttc, chiffre d affaires, ca, betrag, gesamtbetrag, gesamtpreis,
        gesamt, summe, umsatz, zeilensumme, importe, importe total, ventas, importo, totale,
        ricavo, bedrag, totaal, omzet, valor, valor total,
        nettowert, bruttowert, nettobetrag, bruttobetrag, zeilenbetrag, positionsbetrag, warenwert,
        row total, item total, item revenue, subtotal, gross
    """,
    "refunded_amount": """
        refunded amount, amount refunded, refund amount, refunded, refund, remboursement,
        montant rembourse, rembourse, erstattung, erstattet, reembolso, rimborso, terugbetaling
    """,
    "discount_amount": """
        discount amount, discount, line discount, remise, montant remise, rabatt, nachlass,
        descuento, sconto, korting, desconto
    """,
    "currency": "currency, currency code, devise, monnaie, wahrung, moneda, divisa, valuta, moeda",
    "unit_cost": """
        unit cost, unit cost price, cost, cost price, cost per unit, cost per item, cout,
        cout unitaire, prix d achat, einkaufspreis, stuckkosten, coste, costo, kostprijs, custo
    """,
    "is_cancelled": """
        is cancelled, is canceled, cancelled, canceled, cancelled at, canceled at, order status,
        status, financial status, state, annule, annulee, statut, etat, storniert, storno,
        bestellstatus, cancelado, estado, annullato, stato, geannuleerd,
        transaction type, event type, record type, row type, line type, document type, type,
        is return, is refund, belegart, vorgangsart, type de document, tipo de documento,
        storniert am, statut commande, event name, document,
        nature, sale type, item type, voided, void, is voided, is void, deleted, is deleted,
        deleted at, reversed, cancellation date, cancelled date, canceled date, cancelled on,
        stornodatum, stornokennzeichen, date annulation, return, refund, return flag, refund flag
    """,
    "income": "income, yearly income, household income, revenu, einkommen, ingresos, reddito",
}
COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    name: tuple(" ".join(word.split()) for word in words.split(","))
    for name, words in _NAMES.items()
}
"""The names of columns that each contract name goes by, the most telling first."""


def plain_name(text: str) -> str:
    """Return the name of a column in small letters, without accents, signs and camels.

    >>> plain_name("N° de Commande"), plain_name("customerID"), plain_name("Größe_(cm)")
    ('n de commande', 'customer id', 'grosse cm')

    """
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.replace("ß", "ss"))
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare.lower()).split())


# Money that is not what the goods of a line cost, in names such as "Shipping amount".
_OTHER_MONEY = """
    shipping freight postage delivery handling versand versandkosten fracht porto lieferkosten
    livraison port frais envio spedizione verzending verzendkosten frete
    fee fees gebuhr gebuhren commission provision comision commissione commissie comissao payout
    tip tips gratuity pourboire trinkgeld propina mancia
    balance saldo solde adjusted adjustment transferred outstanding due deposit loyalty points
    profit margin original compare list msrp rrp uvp weight
"""
_DEDUCTIONS = """
    discount discounts coupon promotion promotional rebate rebates voucher rabatt nachlass remise
    remises descuento sconto korting desconto refund refunded refunds refunding erstattung erstattet
    rembourse remboursement reembolso rimborso
"""
_COUNTS = """
    quantity qty quantities count number units pieces items menge anzahl quantite qte nombre
    cantidad quantita aantal quantidade status state date time code id
"""
_TAXES = "tax taxes vat mwst ust tva iva btw gst hst steuer imposto impuesto"
# With one of these, a tax is how the money is counted, as in "Total incl. VAT".
_WITH_OR_WITHOUT = """
    incl including inc excl excluding exc ex with without before after net gross inkl exkl zzgl ohne
    mit avec sans hors con senza sin
"""
_NOT_MONEY: Mapping[str, frozenset[str]] = {
    "amount": frozenset(f"{_OTHER_MONEY} {_DEDUCTIONS} {_COUNTS} cost costs".split()),
    "unit_price": frozenset(f"{_OTHER_MONEY} {_DEDUCTIONS} {_COUNTS} cost costs".split()),
    "unit_cost": frozenset(f"{_OTHER_MONEY} {_DEDUCTIONS} {_COUNTS}".split()),
    "refunded_amount": frozenset(f"{_OTHER_MONEY} {_COUNTS}".split()),
    "discount_amount": frozenset(f"{_OTHER_MONEY} {_COUNTS}".split()),
}
_MONEY_OF_ORDERS = "order cart basket grand transaction purchase invoice paid"
# In longer names these say how money is counted, and not which.
_ONLY_ALONE = ("gross",)


def names_other_money(name_: str, plain: str) -> bool:
    """Return whether a column that has a word of a contract name is other money, or no money.

    >>> names_other_money("amount", "shipping amount"), names_other_money("amount", "tax total")
    (True, True)
    >>> names_other_money("amount", "line total incl tax")
    False

    """
    words = set(plain.split())
    if name_ not in _NOT_MONEY:
        return False
    is_tax = bool(words & set(_TAXES.split())) and not words & set(_WITH_OR_WITHOUT.split())
    return is_tax or bool(words & _NOT_MONEY[name_])


def is_part_of(name: str, plain: str) -> bool:
    """Return whether a longer name of a column has all words of a name that is known.

    >>> is_part_of("price", "price in eur"), is_part_of("gross", "gross price")
    (True, False)

    """
    parts, words = name.split(), plain.split()
    return len(words) > len(parts) and set(parts) <= set(words) and name not in _ONLY_ALONE


def is_money_of_orders(plain: str) -> bool:
    """Return whether the name of a column says that its money is that of a whole order.

    >>> is_money_of_orders("order total"), is_money_of_orders("line total")
    (True, False)

    """
    return bool(set(plain.split()) & set(_MONEY_OF_ORDERS.split()))
