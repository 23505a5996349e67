def model(dbt, session):
    """Turn the ageing of the model into advice on when to train it anew."""
    from clientele.clustering.drift import advice

    return advice(dbt.ref("py_cluster_drift").to_arrow_table(), **dbt.config.get("meta"))
