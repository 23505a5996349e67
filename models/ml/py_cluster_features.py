def model(dbt, session):
    """Measure how far each feature tells the clusters apart, and the principal components."""
    from clientele.clustering.explanation import importance

    features = dbt.ref("int_clustering__features").to_arrow_table()
    labels = dbt.ref("int_clustering__assigned").to_arrow_table()
    return importance(features, labels=labels, **dbt.config.get("meta"))
