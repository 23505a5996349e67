def model(dbt, session):
    """Learn how much each bought item speaks for each other item."""
    from clientele.recommendations import fit_item_weights

    settings = dbt.ref("int_settings").to_arrow_table().to_pylist()[0]
    return fit_item_weights(
        dbt.ref("int_recommendations__purchases").to_arrow_table(),
        penalty=settings["ease_penalty"],
        max_items=settings["ease_items"],
    )
