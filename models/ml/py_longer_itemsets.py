def model(dbt, session):
    """Find the frequent sets of three items and more."""
    from clientele.baskets.itemsets import longer_itemsets

    lines = dbt.ref("int_baskets__frequent_lines").to_arrow_table()
    pairs = dbt.ref("int_baskets__pairs").to_arrow_table()
    size = dbt.ref("int_baskets__size").to_arrow_table()
    return longer_itemsets(lines, pairs, size, **dbt.config.get("meta"))
