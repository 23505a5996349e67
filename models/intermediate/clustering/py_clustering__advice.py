def model(dbt, session):
    """Turn the ageing of the model into advice on when to retrain it."""
    from clientele.clustering import advise_retraining

    settings = dbt.ref("int_settings").to_arrow_table().to_pylist()[0]
    drift = dbt.ref("py_clustering__drift").to_arrow_table()
    return advise_retraining(drift, threshold=settings["retraining_threshold"])
