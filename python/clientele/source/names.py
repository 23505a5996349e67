"""What columns are called in exports, in several languages: the words that a mapping is guessed by.

Each contract name has names of columns, the most telling first. All are without accents, capitals
and signs, as `plain_name` writes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

__all__ = ["COLUMN_NAMES", "plain_name"]

_NAMES = {
    "customer_id": """
        customer id, customerid, customer no, customer number, customer code, cust id, client id,
        client no, client number, buyer id, user id, member id, shopper id, account id, contact id,
        numero client, n client, no client, code client, id client, identifiant client,
        kundennummer, kundennr, kunden nr, kunden id, kundenid, klantnummer, klant id,
        id cliente, codigo cliente, numero cliente, codice cliente, codigo do cliente,
        customer email, email, e mail, mail, email address, buyer email, billing email,
        customer, client, buyer, user, member, shopper, acheteur, kunde, klant, cliente, comprador
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
        timestamp, when, day, datum, fecha, data, paid at, created
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
        ordine, fattura, scontrino, bestelling, factuur
    """,
    "order_line_id": "order line id, line id, lineid, order item id, line item id, id ligne",
    "product_id": """
        product id, productid, sku, product code, product no, item id, item no, item code,
        article no, article number, article id, stock code, stockcode, ean, upc, gtin, asin,
        code article, code produit, ref article, reference produit, reference, artikelnummer,
        artikelnr, artikel nr, produktnummer, codigo producto, codice prodotto, codice articolo,
        codigo produto, product, item, article, produit, artikel, produkt, producto, articulo,
        prodotto, articolo, produto
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
        prezzo unitario, prezzo, stukprijs, prijs, preco unitario, preco
    """,
    "amount": """
        amount, line total, line amount, total amount, net amount, total price, total, sales,
        net sales, revenue, turnover, spend, value, montant, montant ttc, montant ligne,
        total ligne, total ttc, chiffre d affaires, ca, betrag, gesamtbetrag, gesamtpreis,
        gesamt, summe, umsatz, zeilensumme, importe, importe total, ventas, importo, totale,
        ricavo, bedrag, totaal, omzet, valor, valor total
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
        is return, is refund, belegart, vorgangsart, type de document, tipo de documento
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
