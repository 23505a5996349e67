def model(dbt, session):
    """Measure how often each cluster is found again in resampled customers."""
    from clientele.clustering import bootstrap_clusters, read_cluster_count

    settings = dbt.ref("int_settings").to_arrow_table().to_pylist()[0]
    return bootstrap_clusters(
        dbt.ref("int_clustering__features").to_arrow_table(),
        columns=settings["cluster_features"],
        scaler=settings["cluster_scaler"],
        count=read_cluster_count(dbt.ref("py_clustering__selection").to_arrow_table()),
        labels=dbt.ref("int_clustering__assigned").to_arrow_table(),
        seed=settings["random_seed"],
    )
