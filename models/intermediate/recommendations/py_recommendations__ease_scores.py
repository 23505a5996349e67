def model(dbt, session):
    """Score the items that the weights of EASE favour for what was bought."""
    from clientele.recommendations import score_evidence

    settings = dbt.ref("int_settings").to_arrow_table().to_pylist()[0]
    return score_evidence(
        dbt.ref("py_recommendations__ease").to_arrow_table(),
        dbt.ref("int_recommendations__evidence").to_arrow_table(),
        dbt.ref("int_recommendations__items").to_arrow_table(),
        depth=settings["recommendation_depth"],
    )
