def model(dbt, session):
    """Count the orders with both items, for pairs that are frequent or similar."""
    from clientele.recommendations import count_pairs

    lines = dbt.ref("int_recommendations__lines").project("as_of_date, order_code, item_code")
    return count_pairs(
        lines.to_arrow_table(), dbt.ref("int_recommendations__items").to_arrow_table()
    )
