def model(dbt, session):
    """Measure how a model ages, and how customers change clusters, from step to step."""
    from clientele.clustering import measure_drift, read_cluster_count

    settings = dbt.ref("int_settings").to_arrow_table().to_pylist()[0]
    return measure_drift(
        dbt.ref("int_clustering__snapshots").to_arrow_table(),
        columns=settings["drift_features"],
        scaler=settings["cluster_scaler"],
        count=read_cluster_count(dbt.ref("py_clustering__selection").to_arrow_table()),
        seed=settings["random_seed"],
    )
