def model(dbt, session):
    """Find the frequent itemsets."""
    from clientele.baskets import find_itemsets

    settings = dbt.ref("int_settings").to_arrow_table().to_pylist()[0]
    return find_itemsets(
        dbt.ref("int_baskets__orders").project("item_codes").to_arrow_table(),
        dbt.ref("int_baskets__size").to_arrow_table(),
        dbt.ref("int_baskets__own_categories").to_arrow_table(),
        max_items=settings["basket_max_items"],
        limit=settings["basket_max_itemsets"],
        support=settings["basket_min_support"],
        algorithm=settings["basket_algorithm"],
    )
