def model(dbt, session):
    """Match each cluster with the nearest archetype, one to one."""
    from clientele.clustering import name_clusters

    centroids = dbt.ref("py_clustering__centroids").to_arrow_table()
    return name_clusters(centroids, dbt.ref("int_clustering__archetypes").to_arrow_table())
