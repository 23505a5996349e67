def model(dbt, session):
    """Match each cluster with the archetype that it comes nearest to, one to one."""
    from clientele.clustering.naming import name

    centroids = dbt.ref("py_cluster_centroids").to_arrow_table()
    return name(centroids, dbt.ref("int_clustering__archetypes").to_arrow_table())
