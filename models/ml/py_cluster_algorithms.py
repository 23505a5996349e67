def model(dbt, session):
    """Compare K-Means with other algorithms, under each scaler."""
    from clientele.clustering.comparison import compare
    from clientele.clustering.selection import selected_count

    features = dbt.ref("int_clustering__features").to_arrow_table()
    count = selected_count(dbt.ref("py_cluster_selection").to_arrow_table())
    return compare(features, count=count, **dbt.config.get("meta"))
