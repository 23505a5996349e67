def model(dbt, session):
    """Measure each number of clusters of the range, and select one."""
    from clientele.clustering import select_cluster_count

    settings = dbt.ref("int_settings").to_arrow_table().to_pylist()[0]
    return select_cluster_count(
        dbt.ref("int_clustering__features").to_arrow_table(),
        columns=settings["cluster_features"],
        scaler=settings["cluster_scaler"],
        count_min=settings["cluster_count_min"],
        count_max=settings["cluster_count_max"],
        count=settings["cluster_count"],
        seed=settings["random_seed"],
    )
