def model(dbt, session):
    """Say in one sentence who is in each cluster, from a small decision tree."""
    from clientele.clustering.rules import rules

    features = dbt.ref("int_clustering__features").to_arrow_table()
    labels = dbt.ref("int_clustering__assigned").to_arrow_table()
    return rules(features, labels=labels, **dbt.config.get("meta"))
