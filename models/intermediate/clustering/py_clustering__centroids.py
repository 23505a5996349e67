def model(dbt, session):
    """Fit the selected number of clusters. Clusters of the previous model keep their numbers."""
    from clientele.clustering import fit_clusters, read_cluster_count

    settings = dbt.ref("int_settings").to_arrow_table().to_pylist()[0]
    return fit_clusters(
        dbt.ref("int_clustering__features").to_arrow_table(),
        columns=settings["cluster_features"],
        scaler=settings["cluster_scaler"],
        count=read_cluster_count(dbt.ref("py_clustering__selection").to_arrow_table()),
        seed=settings["random_seed"],
        previous=dbt.ref("int_clustering__previous_model").to_arrow_table(),
    )
