"""Proposals for layouts of real exports that have no preset, with money that is not the line's."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from clientele.source.proposal import Proposal, propose
from clientele.source.settings import Settings

LAYOUTS = {
    "totals of orders beside taxes, shipping and discounts": (
        """
        order_id,billing_email,order_date,status,shipping_total,tax_total,discount_total,order_total,refunded_total
        71,ann@example.org,2024-01-05,completed,5.00,0.00,10.00,95.00,0.00
        72,bob@example.org,2024-01-06,completed,5.00,0.00,0.00,65.00,20.00
        73,ann@example.org,2024-01-07,refunded,5.00,0.00,0.00,65.00,65.00
        """,
        {"amount": "order_total", "refunded_amount": "refunded_total", "is_cancelled": "status"},
        {"discount_amount", "unit_cost"},
    ),
    "rows of items with amounts of all kinds": (
        """
        order_id,created_at,sku,name,qty_ordered,qty_refunded,price,tax_amount,discount_amount,amount_refunded,row_total,customer_email
        1001,2024-01-05 10:00:00,TEE,Tee,2.00,0.00,25.00,9.00,5.00,0.00,50.00,ann@example.org
        1002,2024-01-06 10:00:00,MUG,Mug,3.00,1.00,10.00,6.00,0.00,10.00,30.00,bob@example.org
        1003,2024-01-07 10:00:00,MUG,Mug,1.00,0.00,10.00,2.00,0.00,0.00,10.00,ann@example.org
        """,
        {
            "amount": "row_total",
            "refunded_amount": "amount_refunded",
            "discount_amount": "discount_amount",
        },
        {"unit_cost"},
    ),
    "pieces that were refunded are not money": (
        """
        id_order,email,date_add,product_reference,product_quantity,product_quantity_refunded,unit_price_tax_incl,total_price_tax_incl
        1,ann@example.org,2024-01-05 10:00:00,L1,1,0,60.00,60.00
        2,bob@example.org,2024-01-06 10:00:00,L1,2,1,60.00,120.00
        3,ann@example.org,2024-01-07 10:00:00,B1,3,0,20.00,60.00
        """,
        {
            "order_id": "id_order",
            "product_id": "product_reference",
            "amount": "total_price_tax_incl",
            "unit_price": "unit_price_tax_incl",
        },
        {"refunded_amount"},
    ),
    "the total of an order beside prices of lines": (
        """
        order,customer,date,item,qty,price,order total
        1,ANN,2024-01-05,Lamp,1,60.00,100.00
        1,ANN,2024-01-05,Bulb,2,20.00,100.00
        2,BOB,2024-01-06,Lamp,2,60.00,120.00
        """,
        {"unit_price": "price"},
        {"amount"},
    ),
    "a flag of refunds is not money": (
        """
        order,customer,date,item,total,refund
        1,ANN,2024-01-05,Lamp,60.00,0
        2,BOB,2024-01-06,Lamp,120.00,0
        2,BOB,2024-01-08,Lamp,120.00,1
        """,
        {"is_cancelled": "refund"},
        {"refunded_amount"},
    ),
    "kinds of rows of a till": (
        """
        Receipt,Date,Type,Member,Item,Qty,Total
        1001,2024-01-05,SALE,M1,Lamp,1,60.00
        1002,2024-01-06,NO SALE,M2,,0,0.00
        1003,2024-01-06,VOID,M2,Lamp,1,60.00
        1004,2024-01-07,TRAINING,M1,Lamp,9,540.00
        """,
        {"is_cancelled": "Type"},
        set(),
    ),
    "states of a shop, of which some are offers": (
        """
        Order Reference,Order Date,Customer,Order Status,Product,Quantity,Unit Price,Total
        S1,2024-01-05,Ann,Sales Order,Lamp,1,60.00,72.00
        S2,2024-01-06,Bob,Quotation,Lamp,5,60.00,360.00
        S3,2024-01-07,Ann,Cancelled,Lamp,1,60.00,72.00
        """,
        {"order_id": "Order Reference", "amount": "Total", "is_cancelled": "Order Status"},
        set(),
    ),
    "kinds of documents in a column whose name does not tell": (
        """
        Invoice Number,Invoice Date,Customer Number,Item,Quantity,Line Amount,Art des Vorgangs
        1001,2024-01-05,C1,Lamp,1,60.00,Invoice
        1002,2024-01-06,C2,Lamp,2,120.00,Invoice
        1003,2024-01-08,C2,Lamp,1,60.00,Credit Memo
        """,
        {"is_cancelled": "Art des Vorgangs", "amount": "Line Amount"},
        set(),
    ),
    "kinds of rows beside a state that is always the same": (
        """
        order,customer,date,item,total,status,type
        1001,ANN,2024-01-05,Lamp,60.00,completed,Sale
        1002,BOB,2024-01-06,Lamp,120.00,completed,Sale
        1003,BOB,2024-01-08,Lamp,120.00,completed,Refund
        """,
        {"is_cancelled": "type"},
        set(),
    ),
    "German books with points between days and months": (
        """
        Faktura;Fakturadatum;Auftraggeber;Material;Fakturierte Menge;Nettowert;Storniert
        90001;25.01.2024;1000;L1;1,000;60,00;
        90002;26.01.2024;1001;L1;2,000;120,00;X
        90003;27.01.2024;1001;L1;1,000-;60,00-;
        """,
        {
            "order_id": "Faktura",
            "ordered_at": "Fakturadatum",
            "customer_id": "Auftraggeber",
            "product_id": "Material",
            "quantity": "Fakturierte Menge",
            "amount": "Nettowert",
            "is_cancelled": "Storniert",
        },
        set(),
    ),
    "days without separators": (
        """
        date,visitor id,transaction id,product sku,quantity,item revenue,transaction revenue
        20240105,111,T1,L1,1,60.00,100.00
        20240105,111,T1,B1,2,40.00,100.00
        20240106,222,T2,L1,2,120.00,120.00
        """,
        {"ordered_at": "date", "customer_id": "visitor id", "amount": "item revenue"},
        set(),
    ),
}


def proposal_of(text: str, folder: Path) -> Proposal:
    path = folder / "export.csv"
    path.write_text("\n".join(line.strip() for line in text.strip().splitlines()) + "\n")
    return propose(Settings(custom_source=str(path)), duckdb.connect())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_money_and_states_are_found(layout, tmp_path):
    text, right, left_out = LAYOUTS[layout]
    proposal = proposal_of(text, tmp_path)

    assert {name: proposal.columns.get(name) for name in right} == right
    assert left_out.isdisjoint(proposal.columns)
    assert proposal.questions == []


def test_a_word_beside_states_that_end_a_sale_is_asked_about(tmp_path):
    proposal = proposal_of(
        """
        order,customer,date,item,total,status
        1001,ANN,2024-01-05,Lamp,60.00,cancelled
        1002,BOB,2024-01-06,Lamp,120.00,zurückgestellt
        1003,BOB,2024-01-08,Lamp,120.00,cancelled
        """,
        tmp_path,
    )

    assert proposal.columns["is_cancelled"] == "status"
    assert [fault.code for fault in proposal.questions] == ["flag-unknown"]


def test_the_total_of_an_order_is_after_its_discount(tmp_path):
    proposal = proposal_of(
        """
        order,customer,date,discount,order total
        1001,ANN,2024-01-05,6.00,54.00
        1002,BOB,2024-01-06,0.00,120.00
        """,
        tmp_path,
    )

    assert "discount_amount" not in proposal.columns
    assert proposal.checks["not discount_amount"] == (
        '"order total" is after "discount", as totals are'
    )


def test_a_discount_beside_one_amount_is_to_be_checked(tmp_path):
    proposal = proposal_of(
        """
        order,customer,date,item,discount,amount
        1001,ANN,2024-01-05,Lamp,6.00,60.00
        1002,BOB,2024-01-06,Lamp,0.00,120.00
        """,
        tmp_path,
    )

    assert proposal.checks["discount_amount"] == 'only if it is not taken off "amount" yet'
