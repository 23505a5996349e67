def model(dbt, session):
    """Measure how far each cluster is found again in resampled customers."""
    from clientele.clustering.selection import selected_count
    from clientele.clustering.stability import bootstrap

    features = dbt.ref("int_clustering__features").to_arrow_table()
    labels = dbt.ref("int_clustering__assigned").to_arrow_table()
    count = selected_count(dbt.ref("py_cluster_selection").to_arrow_table())
    return bootstrap(features, count=count, labels=labels, **dbt.config.get("meta"))
