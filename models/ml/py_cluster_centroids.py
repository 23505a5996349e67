def model(dbt, session):
    """Fit the selected number of clusters; those of the model before keep their numbers."""
    from clientele.clustering.clusters import fit
    from clientele.clustering.selection import selected_count

    features = dbt.ref("int_clustering__features").to_arrow_table()
    count = selected_count(dbt.ref("py_cluster_selection").to_arrow_table())
    previous = dbt.ref("int_clustering__previous_model").to_arrow_table()
    return fit(features, count=count, previous=previous, **dbt.config.get("meta"))
