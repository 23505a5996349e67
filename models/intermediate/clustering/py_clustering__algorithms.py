def model(dbt, session):
    """Compare K-Means with other algorithms, with each scaler."""
    from clientele.clustering import compare_algorithms, read_cluster_count

    settings = dbt.ref("int_settings").to_arrow_table().to_pylist()[0]
    return compare_algorithms(
        dbt.ref("int_clustering__features").to_arrow_table(),
        columns=settings["cluster_features"],
        count=read_cluster_count(dbt.ref("py_clustering__selection").to_arrow_table()),
        seed=settings["random_seed"],
    )
