def model(dbt, session):
    """Measure how well each feature separates the clusters, and the principal components."""
    from clientele.clustering import rank_features

    settings = dbt.ref("int_settings").to_arrow_table().to_pylist()[0]
    return rank_features(
        dbt.ref("int_clustering__features").to_arrow_table(),
        labels=dbt.ref("int_clustering__assigned").to_arrow_table(),
        columns=settings["cluster_features"],
        scaler=settings["cluster_scaler"],
    )
