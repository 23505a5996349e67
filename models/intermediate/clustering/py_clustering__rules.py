def model(dbt, session):
    """Describe each cluster in one sentence, from a small decision tree."""
    from clientele.clustering import describe_clusters

    settings = dbt.ref("int_settings").to_arrow_table().to_pylist()[0]
    return describe_clusters(
        dbt.ref("int_clustering__features").to_arrow_table(),
        labels=dbt.ref("int_clustering__assigned").to_arrow_table(),
        columns=settings["cluster_features"],
    )
