def model(dbt, session):
    """Measure how a model ages, and how customers move, from fortnight to fortnight."""
    from clientele.clustering.drift import drift
    from clientele.clustering.selection import selected_count

    snapshots = dbt.ref("int_clustering__snapshots").to_arrow_table()
    count = selected_count(dbt.ref("py_cluster_selection").to_arrow_table())
    return drift(snapshots, count=count, **dbt.config.get("meta"))
