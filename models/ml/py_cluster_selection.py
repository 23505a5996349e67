def model(dbt, session):
    """Measure each number of clusters of the range, and select one."""
    from clientele.clustering.selection import select

    features = dbt.ref("int_clustering__features").to_arrow_table()
    return select(features, **dbt.config.get("meta"))
